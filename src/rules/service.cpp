#include "certrec/rules/service.hpp"

#include <algorithm>

#include "base/civil_date.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kDaysOfMonth = 30;

std::int64_t months_between(const Date::Civil& from, const Date::Civil& to) {
    return (to.year - from.year) * std::int64_t{12} + to.month - std::int64_t{from.month};
}

/// The months and days of [from, end): the largest m with from + m months <= end, and the rest.
Service measure_until(Date from, Date end) {
    const Date::Civil begin = civil_of(from);
    const Date::Civil stop = civil_of(end);
    const std::int64_t months = months_between(begin, stop);
    const auto day_in = [&begin](int year, unsigned month) {
        return begin.day <= 28 ? begin.day : std::min(begin.day, days_in_month(year, month));
    };
    const unsigned reached = day_in(stop.year, stop.month);
    if (reached <= stop.day) return {months, stop.day - reached};
    // Not in that month yet: the rest begins in the month before.
    const int year = stop.month == 1 ? stop.year - 1 : stop.year;
    const unsigned month = stop.month == 1 ? 12 : stop.month - 1;
    return {months - 1, days_in_month(year, month) - day_in(year, month) + stop.day};
}

/// Whether `from` plus so many months may be the day after a date.
bool in_range(Date from, std::int64_t months) {
    return months_between(civil_of(from), civil_of(kLastDate)) + 1 >= months;
}

/// The last day of the interval from `from` that is worth `months` and `days`, if it is a date.
std::optional<Date> last_day_of(Date from, std::int64_t months, std::int64_t days) {
    if (!in_range(from, months)) return std::nullopt;
    const Date end = from.plus_months(months);
    if (end.days_until(kLastDate) < days - 1) return std::nullopt;
    return end.plus_days(static_cast<int>(days) - 1);
}

/// The day up to which the interval from `from` has to reach, so that with the service of `others`
/// it makes `wanted` months. Requires: the others alone do not.
std::optional<Date> day_of_sum(Date from, const Service& others, std::int64_t wanted) {
    const std::int64_t months = wanted - others.months;
    const auto whole = last_day_of(from, months, 0);
    // Or one month less, and days that make a month with those of the others.
    const auto in_days = last_day_of(from, months - 1, kDaysOfMonth - others.days);
    if (!whole) return in_days;
    return in_days ? std::min(*whole, *in_days) : whole;
}

}  // namespace

void merge_intervals(std::vector<Interval>& intervals) {
    if (intervals.size() < 2) return;
    std::sort(intervals.begin(), intervals.end(),
              [](const Interval& a, const Interval& b) { return a.from < b.from; });
    auto last = intervals.begin();
    for (auto next = last + 1; next != intervals.end(); ++next) {
        if (last->to.days_until(next->from) <= 1) {
            last->to = std::max(last->to, next->to);
        } else {
            *++last = *next;
        }
    }
    intervals.erase(last + 1, intervals.end());
}

Service measure(const Interval& interval) {
    return measure_until(interval.from, interval.to.plus_days(1));
}

Service count_service(std::span<const Interval> merged, ServiceCount count) {
    Service total;
    for (const Interval& interval : merged) {
        const Service part = measure(interval);
        if (count == ServiceCount::continuous) {
            total = std::max(total, part);
        } else {
            total.months += part.months;
            total.days += part.days;
        }
    }
    if (count == ServiceCount::cumulative) {
        total.months += total.days / kDaysOfMonth;
        total.days %= kDaysOfMonth;
    }
    return total;
}

std::optional<Date> first_day_with(std::span<const Interval> merged, std::int64_t months,
                                   ServiceCount count, Date from) {
    if (count_service(merged, count).months < months) return std::nullopt;
    const Interval last = merged.back();
    const Service before = count_service(merged.first(merged.size() - 1), count);
    if (before.months >= months) return from;
    const auto day = count == ServiceCount::cumulative ? day_of_sum(last.from, before, months)
                                                       : last_day_of(last.from, months, 0);
    return day ? std::optional(std::max(*day, from)) : std::nullopt;
}

Service missing_service(const Service& found, std::int64_t months) {
    // 30 days of one interval may be a day short of a month by the calendar.
    const std::int64_t least = found.months < months ? 1 : 0;
    const std::int64_t days = std::max(least, (months - found.months) * kDaysOfMonth - found.days);
    return {days / kDaysOfMonth, days % kDaysOfMonth};
}

}  // namespace certrec
