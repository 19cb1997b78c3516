/// \file
/// How long has someone served? Months and days of merged intervals.
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// An amount of service: 30 days make a month.
struct Service {
    std::int64_t months = 0;
    std::int64_t days = 0;

    friend auto operator<=>(const Service&, const Service&) = default;
};

/// Days from `from` to `to`, both inclusive. from <= to.
struct Interval {
    Date from;
    Date to;

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// Merges overlapping and adjacent intervals, so that two jobs at once count once; in order of
/// time. O(n log n).
void merge_intervals(std::vector<Interval>& intervals);

/// What one merged interval is worth: the largest m with from + m months <= to + 1 day (month ends
/// clamp), and the remaining days.
[[nodiscard]] Service measure(const Interval& interval);

/// What merged intervals are worth. Cumulative: the sum of their months, one month for each 30 of
/// all remaining days, and the rest. Continuous: the longest of them.
/// Requires: merged and in order, as merge_intervals leaves them.
[[nodiscard]] Service count_service(std::span<const Interval> merged, ServiceCount count);

/// The first day D, not before `from`, such that the intervals cut off after D are worth `months`
/// or more; nullopt if even the whole is not.
/// Requires: merged and in order; only the last interval reaches beyond `from`, or begins after
/// it; months > 0. O(number of intervals).
[[nodiscard]] std::optional<Date> first_day_with(std::span<const Interval> merged,
                                                 std::int64_t months, ServiceCount count,
                                                 Date from);

/// What is still missing from `found` to `months`: 30 days to the month; nothing once they are
/// reached, and a day at least before.
[[nodiscard]] Service missing_service(const Service& found, std::int64_t months);

}  // namespace certrec
