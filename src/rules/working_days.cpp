#include "certrec/rules/working_days.hpp"

namespace certrec {

namespace {

/// Saturday or Sunday.
bool is_weekend(Date day) {
    static const Date kMonday(2024, 1, 1);
    const int place = kMonday.days_until(day) % 7;
    return (place < 0 ? place + 7 : place) >= 5;
}

}  // namespace

bool WorkingCalendar::enter(const Holiday& day) {
    years_.insert(day.date.year());
    return days_.emplace(day.date, day.kind).second;
}

bool WorkingCalendar::is_working_day(Date day) const {
    const auto found = days_.find(day);
    if (found != days_.end()) return found->second == DayKind::workday;
    return !is_weekend(day);
}

std::variant<WorkingPeriod, UncoveredYear> count_working_days(const WorkingCalendar& calendar,
                                                              Date from, std::int64_t count) {
    std::optional<Date> first;
    for (Date day = from;; day = day.plus_days(1)) {
        if (!calendar.covers(day.year())) return UncoveredYear{day.year()};
        if (!calendar.is_working_day(day)) continue;
        if (!first) first = day;
        if (--count == 0) return WorkingPeriod{*first, day};
    }
}

}  // namespace certrec
