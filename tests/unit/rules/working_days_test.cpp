#include "certrec/rules/working_days.hpp"

#include <string>

#include "../catch.hpp"

namespace certrec {
namespace {

Date day(const char* text) { return parse_date(text).value(); }

/// The days off of the State Council's notices (国办发明电〔2023〕7号, 〔2024〕12号) around the
/// National Day of 2024 and the Spring Festival of 2025.
WorkingCalendar calendar() {
    WorkingCalendar calendar;
    for (const char* date :
         {"2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-05", "2024-10-06",
          "2024-10-07", "2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31",
          "2025-02-01", "2025-02-02", "2025-02-03", "2025-02-04"}) {
        calendar.enter({day(date), DayKind::holiday});
    }
    for (const char* date : {"2024-09-29", "2024-10-12", "2025-01-26", "2025-02-08"}) {
        calendar.enter({day(date), DayKind::workday});
    }
    return calendar;
}

std::string period(const char* from, std::int64_t count) {
    const auto found = count_working_days(calendar(), day(from), count);
    if (const auto* const gap = std::get_if<UncoveredYear>(&found)) {
        return "no " + std::to_string(gap->year);
    }
    const auto& [first, last] = std::get<WorkingPeriod>(found);
    return format_date(first) + " to " + format_date(last);
}

TEST_CASE("a week from Monday on ends on Friday") {
    CHECK(period("2024-11-18", 5) == "2024-11-18 to 2024-11-22");
    CHECK(period("2024-11-18", 1) == "2024-11-18 to 2024-11-18");
}

TEST_CASE("a weekend does not count, and the first day counts only if it is worked") {
    CHECK(period("2024-11-20", 5) == "2024-11-20 to 2024-11-26");
    CHECK(period("2024-11-23", 5) == "2024-11-25 to 2024-11-29");
}

TEST_CASE("the days off of National Day do not count, and the Sunday and Saturday worked do") {
    // Sunday 29 and Monday 30 September, then Tuesday to Thursday, 8 to 10 October.
    CHECK(period("2024-09-28", 5) == "2024-09-29 to 2024-10-10");
    CHECK(period("2024-10-01", 5) == "2024-10-08 to 2024-10-12");
}

TEST_CASE("the days off of the Spring Festival do not count") {
    // Sunday 26 and Monday 27 January, then 5, 6 and 7 February; the sixth is Saturday the 8th.
    CHECK(period("2025-01-25", 5) == "2025-01-26 to 2025-02-07");
    CHECK(period("2025-01-25", 6) == "2025-01-26 to 2025-02-08");
}

TEST_CASE("a year that is not covered is not guessed") {
    CHECK(period("2023-12-29", 1) == "no 2023");
    CHECK(period("2025-12-30", 2) == "2025-12-30 to 2025-12-31");
    CHECK(period("2025-12-30", 3) == "no 2026");
    CHECK(period("2024-12-30", 3) == "2024-12-30 to 2025-01-02");
}

TEST_CASE("weekdays are those of the Gregorian calendar on either side of 2024") {
    WorkingCalendar plain;
    plain.enter({day("1999-01-01"), DayKind::holiday});
    plain.enter({day("2100-01-01"), DayKind::holiday});
    CHECK_FALSE(plain.is_working_day(day("1999-12-18")));  // Saturday before Macao's return
    CHECK(plain.is_working_day(day("1999-12-20")));        // which was a Monday
    CHECK(plain.is_working_day(day("2100-03-01")));        // Monday after no 29 February
    CHECK_FALSE(plain.is_working_day(day("2100-02-28")));
}

TEST_CASE("a day is entered once") {
    WorkingCalendar calendar;
    CHECK(calendar.enter({day("2024-10-01"), DayKind::holiday}));
    CHECK_FALSE(calendar.enter({day("2024-10-01"), DayKind::workday}));
    CHECK_FALSE(calendar.is_working_day(day("2024-10-01")));
}

}  // namespace
}  // namespace certrec
