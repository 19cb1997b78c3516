/// \file
/// When does a period of working days end? Pure rules: nothing here reads a file, a clock or the
/// environment.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/records/holiday.hpp"

namespace certrec {

/// The working days of the years of which the holidays are known. Monday to Friday are worked but
/// for holidays; Saturday and Sunday are not, but for the ones that are worked in their stead
/// (调休), which the government announces from year to year.
class WorkingCalendar {
  public:
    /// Whether that day was not entered before. A year is covered once a day of it is entered.
    bool enter(const Holiday& day);

    [[nodiscard]] bool covers(int year) const { return years_.contains(year); }

    /// Requires: the year is covered.
    [[nodiscard]] bool is_working_day(Date day) const;

  private:
    std::map<Date, DayKind> days_;
    std::set<int> years_;
};

/// A period of working days; both days are working days and count.
struct WorkingPeriod {
    Date first;
    Date last;
};

/// A year whose holidays are not known.
struct UncoveredYear {
    int year = 0;
};

/// The first `count` working days from `from` on, which counts if it is one. A year that the
/// calendar does not cover, and that decides, is never guessed.
/// Requires: 1 <= count <= 1000, `from` is before the year 9990.
[[nodiscard]] std::variant<WorkingPeriod, UncoveredYear> count_working_days(
    const WorkingCalendar& calendar, Date from, std::int64_t count);

}  // namespace certrec
