/// \file
/// How did the candidates of each group do? Counts, rates with their intervals, points, reasons.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/result.hpp"
#include "certrec/report/group.hpp"
#include "certrec/report/report.hpp"
#include "certrec/report/statistics.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// What the rows say of a candidate: the outcome of grading, or whether they may apply.
enum class SummarySubject : std::uint8_t { results, eligibility };

/// A word that a row can say.
struct VerdictWord {
    std::string_view id;
    Bilingual title;
    bool is_good = false;     ///< counts as a hit of the rate
    bool is_decided = false;  ///< counts for the rate at all
};

/// The words, in the order of Outcome or of Eligibility.
[[nodiscard]] std::span<const VerdictWord> verdict_words(SummarySubject subject);

/// Something that results have points of.
struct ScoredPart {
    std::string id;  ///< of its column
    Bilingual name;
    Decimal full_mark;
    Decimal mark;          ///< its pass mark, or its minimum
    Bilingual mark_title;  ///< such as "pass mark 60"
};

/// The components of the standard, and its total where it has one and `has_total`.
[[nodiscard]] std::vector<ScoredPart> scored_parts(const Standard& standard, bool has_total);

/// Why a verdict is not a good one.
struct VerdictReason {
    static constexpr std::size_t kTotal = kMaxComponents;        ///< the total, no component
    static constexpr std::size_t kNothing = kMaxComponents + 1;  ///< not about points

    std::size_t verdict = 0;           ///< place in verdict_words
    std::size_t component = kNothing;  ///< place in Standard::components
    std::string clause;                ///< empty where the text has none

    friend auto operator<=>(const VerdictReason&, const VerdictReason&) = default;
};

/// What was counted of one group.
struct GroupTally {
    std::array<std::uint64_t, kOutcomes> verdicts{};  ///< by place in verdict_words
    std::vector<PointsTally> points;                  ///< in the order of SummaryPlan::parts
    std::map<VerdictReason, std::uint64_t> reasons;   ///< candidates; one may have several reasons

    [[nodiscard]] std::uint64_t candidates() const;
    void add(const GroupTally& other);
};

struct SummaryPlan {
    SummarySubject subject = SummarySubject::results;
    const Standard* standard = nullptr;  ///< outlives the summary; nullptr: not known
    std::vector<ScoredPart> parts;
    std::vector<std::string> by;  ///< the columns of a group
    std::string over;             ///< the column of days whose years are compared; empty: none
    /// Groups with fewer candidates are put together: see Summary.
    std::uint64_t min_group = 1;
};

/// Makes the report of what was counted.
///
/// Groups of fewer than `min_group` candidates are put together in one row. If those are still
/// fewer, the smallest of the others joins them (of equal ones the first), and so on, so that no
/// row has fewer and none can be worked out from the total. Where all together are fewer, nothing
/// is shown. Of the points of fewer nothing is said either, nor in the total if they could be
/// worked out from that; and rows without a day are such a group of the years if they are fewer,
/// and else in no year.
class Summary {
  public:
    explicit Summary(SummaryPlan plan) : plan_(std::move(plan)) {}

    /// Adds what was counted of a group, in any order and any number of pieces.
    /// Requires: one value for each column of `by`, one PointsTally for each part.
    void add(std::vector<GroupValue> group, GroupTally tally);
    /// The same of a year, or of rows without a day.
    void add_year(std::optional<int> year, GroupTally tally);

    [[nodiscard]] Report report(Language language) const;

  private:
    SummaryPlan plan_;
    std::map<std::vector<GroupValue>, GroupTally> groups_;
    std::map<std::optional<int>, GroupTally> years_;
};

}  // namespace certrec
