/// \file
/// How good is the exam itself? Difficulty and discrimination of its items, and how far its scores
/// can be relied on.
///
/// Classical test theory, from the item scores of those who have points in every item of a
/// component. Sums are exact; what is given is rounded once, half away from zero. Nothing here
/// reads a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/language.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// An item as it enters the score of its component: weight / sum of weights of the component's full
/// mark, for the item's full mark.
struct PlannedItem {
    std::string id;
    Bilingual name;
    Decimal full_mark;
    Decimal weight;
};

/// What is analysed together: the score of the component is the weighted sum of its items.
struct PlannedComponent {
    std::string id;
    Bilingual name;
    Decimal full_mark;
    std::vector<PlannedItem> items;
    /// Where a score has to be; none if the sum of the items is not what is judged.
    std::optional<Decimal> mark;
};

/// The components of the standard that have items, with their weights. Where only the best items
/// count, all count alike here, and there is no mark.
[[nodiscard]] std::vector<PlannedComponent> plan_items(const Standard& standard);

/// Digits after the point.
inline constexpr unsigned kCoefficientPlaces = 3;
inline constexpr unsigned kPointPlaces = 2;

/// What is not defined is not there: of nobody, of a single candidate, where all have the same.
struct ItemQuality {
    std::optional<Decimal> mean;  ///< points, to kPointPlaces
    /// Mean / full mark, to kCoefficientPlaces, as the others are. The higher, the easier.
    std::optional<Decimal> difficulty;
    /// Mean of the upper group less that of the lower one, / full mark. The groups are the 27 %
    /// with the highest and the lowest score of the component (Kelley 1939, J. Educ. Psychol.
    /// 30:17), rounded to whole candidates, a half upwards. Where several tie at the border of a
    /// group and not all of them fit in, each of them counts for the same part of a candidate, so
    /// that the order of the rows decides nothing.
    std::optional<Decimal> discrimination;
    /// Pearson's correlation of the item with the score of the component without it.
    std::optional<Decimal> rest_correlation;
    /// Cronbach's alpha of the other items; of two or more.
    std::optional<Decimal> alpha_without;
};

struct ComponentQuality {
    std::uint64_t candidates = 0;  ///< who have points in every item
    std::uint64_t left_out = 0;    ///< who have a word or nothing in one
    std::optional<Decimal> mean;
    std::optional<Decimal> deviation;  ///< of a sample: with n - 1
    /// Cronbach 1951, Psychometrika 16:297: k / (k - 1) * (1 - sum of the items' variances /
    /// variance of the score). Can be below zero.
    std::optional<Decimal> alpha;
    /// Standard error of measurement: deviation * sqrt(1 - alpha), of the exact values.
    std::optional<Decimal> error;
    /// How many have a score not farther from the mark than the exact error.
    std::optional<std::uint64_t> near_mark;
    std::vector<ItemQuality> items;  ///< in the order of the plan
};

/// The item scores of one component in one group of candidates. Memory grows with the number of
/// different scores times that of the items, not with the number of candidates.
class ItemTally {
  public:
    /// Points of items: from 0 on, at most so many, with at most so many digits after the point.
    static constexpr std::int64_t kMostPoints = 1'000'000;
    static constexpr unsigned kMostPlaces = 9;
    [[nodiscard]] static bool can_count(Decimal points);

    /// Requires: `plan` outlives this. Throws Refusal if weights and full marks have more digits
    /// than an exact score can be computed with.
    explicit ItemTally(const PlannedComponent& plan);
    ~ItemTally();
    ItemTally(ItemTally&&) noexcept;

    /// A candidate with these points, in the order of the plan. Requires: can_count each of them.
    void add(std::span<const Decimal> points);

    /// A candidate who does not have points in every item.
    void leave_out();

    [[nodiscard]] ComponentQuality quality() const;

  private:
    class Sums;
    std::unique_ptr<Sums> sums_;
};

}  // namespace certrec
