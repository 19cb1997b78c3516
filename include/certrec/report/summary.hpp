/// \file
/// How did the candidates of each group do? Counts, pass rates, means and medians, exactly.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// The points of one component in one group. Memory grows with the number of different points, not
/// with the number of candidates.
class PointsTally {
  public:
    void add(Decimal points);
    void add(const PointsTally& other);

    [[nodiscard]] std::uint64_t count() const { return count_; }

    /// The arithmetic mean with `places` digits, rounded half away from zero; nullopt of nothing.
    [[nodiscard]] std::optional<Decimal> mean(unsigned places) const;

    /// The middle value, or the mean of the two middle ones, exactly; nullopt of nothing.
    [[nodiscard]] std::optional<Decimal> median() const;

  private:
    [[nodiscard]] Decimal at(std::uint64_t place) const;

    DecimalSum sum_;
    std::uint64_t count_ = 0;
    std::map<Decimal, std::uint64_t> counts_;
};

struct GroupTally {
    std::array<std::uint64_t, kOutcomes> outcomes{};
    std::vector<PointsTally> components;  ///< in the order of Standard::components

    [[nodiscard]] std::uint64_t candidates() const;
    /// Passes in a hundred of those who sat (passed, failed or were disqualified), with one digit,
    /// rounded half away from zero; nullopt if nobody sat.
    [[nodiscard]] std::optional<Decimal> pass_rate() const;
};

/// One column that the report groups by, and the value of a row in it. Values are ordered by
/// `order` first, so that levels come by rank, and then by their bytes.
struct GroupValue {
    unsigned order = 0;
    std::string text;

    friend auto operator<=>(const GroupValue&, const GroupValue&) = default;
};

/// Tallies result rows by group.
class Summary {
  public:
    /// Requires: `standard` outlives this.
    Summary(const Standard& standard, std::vector<std::string> group_columns);

    /// Counts one row. Points are counted whatever the outcome, unless it is invalid.
    /// Requires: one value for each group column, one score for each component.
    void add(const std::vector<GroupValue>& group, Outcome outcome, std::span<const Score> scores);

    /// One row for each group, in order; the total of all groups if there are two or more.
    [[nodiscard]] Table table() const;

  private:
    const Standard& standard_;
    std::vector<std::string> group_columns_;
    std::map<std::vector<GroupValue>, GroupTally> groups_;
};

}  // namespace certrec
