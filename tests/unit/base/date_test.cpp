#include "certrec/base/date.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "../catch.hpp"
#include "diagnostics.hpp"
#include "random.hpp"

namespace certrec {
namespace {

/// The Gregorian rule, counted on from day to day.
struct Counter {
    int year;
    unsigned month = 1;
    unsigned day = 1;

    [[nodiscard]] unsigned month_length() const {
        if (month == 2) {
            const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
    void advance() {
        if (++day <= month_length()) return;
        day = 1;
        if (++month <= 12) return;
        month = 1;
        ++year;
    }
    [[nodiscard]] std::string text() const {
        const auto padded = [](unsigned number, std::size_t width) {
            std::string digits = std::to_string(number);
            return std::string(width - digits.size(), '0') + digits;
        };
        return padded(static_cast<unsigned>(year), 4) + "-" + padded(month, 2) + "-" +
               padded(day, 2);
    }
};

TEST_CASE("a year is a leap year every 4 years, but of the centuries only every fourth") {
    CHECK(parse_date("2024-02-29").has_value());
    CHECK(parse_date("2000-02-29").has_value());
    CHECK_FALSE(parse_date("1900-02-29").has_value());
    CHECK_FALSE(parse_date("2023-02-29").has_value());
    CHECK_FALSE(parse_date("2100-02-29").has_value());
    CHECK(days_in_month(2024, 2) == 29);
    CHECK(days_in_month(2023, 2) == 28);
    CHECK(days_in_month(1900, 2) == 28);
    CHECK(days_in_month(2000, 2) == 29);
}

TEST_CASE("every day from 1890 to 2110 reads, writes and counts as an independent calendar says") {
    const Date first(1890, 1, 1);
    int days = 0;
    Date before = first.plus_days(-1);
    for (Counter counter{1890}; counter.year <= 2110; counter.advance(), ++days) {
        const std::string text = counter.text();
        const auto date = parse_date(text);
        if (!date) {
            FAIL_CHECK(text << " is refused");
            continue;
        }
        const bool same = format_date(*date) == text && date->year() == counter.year &&
                          date->month() == counter.month && date->day() == counter.day &&
                          *date == Date(counter.year, counter.month, counter.day) &&
                          *date == first.plus_days(days) && date->plus_days(-days) == first &&
                          before.plus_days(1) == *date && before < *date &&
                          days_in_month(counter.year, counter.month) == counter.month_length();
        if (!same) FAIL_CHECK(text << " is wrong");
        before = *date;
    }
    // 221 years, of which 55 divide by 4 (1892 ... 2108), without 1900 and 2100.
    CHECK(days == 221 * 365 + 55 - 2);
}

TEST_CASE("dates run from 0001-01-01 to 9999-12-31") {
    CHECK(parse_date("0001-01-01").has_value());
    CHECK(parse_date("9999-12-31").has_value());
    CHECK(format_date(*parse_date("0001-01-01")) == "0001-01-01");
    CHECK(format_date(*parse_date("9999-12-31")) == "9999-12-31");
    CHECK(*parse_date("0001-01-01") < *parse_date("9999-12-31"));
    CHECK_FALSE(parse_date("0000-12-31").has_value());
}

TEST_CASE("plus_days crosses months, years and leap days in both directions") {
    CHECK(format_date(Date(2024, 2, 28).plus_days(1)) == "2024-02-29");
    CHECK(format_date(Date(2023, 2, 28).plus_days(1)) == "2023-03-01");
    CHECK(format_date(Date(2023, 12, 31).plus_days(1)) == "2024-01-01");
    CHECK(format_date(Date(2024, 3, 1).plus_days(-1)) == "2024-02-29");
    CHECK(format_date(Date(2024, 1, 1).plus_days(366)) == "2025-01-01");
    CHECK(format_date(Date(2000, 1, 1).plus_days(146'097)) == "2400-01-01");
    CHECK(Date(2024, 5, 6).plus_days(0) == Date(2024, 5, 6));
}

TEST_CASE("plus_months keeps the day, or takes the last one where the month ends before it") {
    CHECK(Date(2024, 3, 15).plus_months(1) == Date(2024, 4, 15));
    CHECK(Date(2024, 1, 31).plus_months(1) == Date(2024, 2, 29));
    CHECK(Date(2023, 1, 31).plus_months(1) == Date(2023, 2, 28));
    CHECK(Date(2023, 1, 31).plus_months(2) == Date(2023, 3, 31));
    CHECK(Date(2023, 3, 31).plus_months(1) == Date(2023, 4, 30));
    CHECK(Date(2023, 1, 28).plus_months(1) == Date(2023, 2, 28));
    CHECK(Date(2023, 1, 29).plus_months(1) == Date(2023, 2, 28));
    CHECK(Date(2023, 12, 31).plus_months(0) == Date(2023, 12, 31));
}

TEST_CASE("plus_months crosses years in both directions, leap days among them") {
    CHECK(Date(2023, 12, 1).plus_months(1) == Date(2024, 1, 1));
    CHECK(Date(2024, 2, 29).plus_months(12) == Date(2025, 2, 28));
    CHECK(Date(2024, 2, 29).plus_months(48) == Date(2028, 2, 29));
    CHECK(Date(2096, 2, 29).plus_months(48) == Date(2100, 2, 28));
    CHECK(Date(2024, 1, 1).plus_months(-1) == Date(2023, 12, 1));
    CHECK(Date(2024, 3, 31).plus_months(-1) == Date(2024, 2, 29));
    CHECK(Date(2024, 3, 31).plus_months(-13) == Date(2023, 2, 28));
    CHECK(Date(1, 1, 1).plus_months(12 * 9998) == Date(9999, 1, 1));
    CHECK(Date(9999, 12, 31).plus_months(-12 * 9998) == Date(1, 12, 31));
}

TEST_CASE("plus_months is what counting months and cutting off the day gives") {
    testing::Dice dice(28);
    for (int i = 0; i < 20'000; ++i) {
        const Counter from{static_cast<int>(dice.between(1700, 2300)),
                           static_cast<unsigned>(dice.between(1, 12)),
                           static_cast<unsigned>(dice.between(1, 28 + dice.below(4)))};
        if (from.day > from.month_length()) continue;
        const int months = static_cast<int>(dice.below(2401)) - 1200;
        Counter to{from.year, from.month, 1};
        for (int m = 0; m < months; ++m) {
            if (++to.month > 12) to.month = 1, ++to.year;
        }
        for (int m = 0; m > months; --m) {
            if (--to.month < 1) to.month = 12, --to.year;
        }
        to.day = std::min(from.day, to.month_length());
        const Date found = Date(from.year, from.month, from.day).plus_months(months);
        if (format_date(found) != to.text()) {
            FAIL_CHECK(from.text() << " + " << months << " is " << format_date(found));
        }
    }
}

TEST_CASE("days_until counts the nights between two days, backwards below zero") {
    CHECK(Date(2024, 2, 28).days_until(Date(2024, 2, 28)) == 0);
    CHECK(Date(2024, 2, 28).days_until(Date(2024, 2, 29)) == 1);
    CHECK(Date(2024, 2, 28).days_until(Date(2024, 3, 1)) == 2);
    CHECK(Date(2023, 2, 28).days_until(Date(2023, 3, 1)) == 1);
    CHECK(Date(2024, 3, 1).days_until(Date(2024, 2, 28)) == -2);
    CHECK(Date(2000, 1, 1).days_until(Date(2400, 1, 1)) == 146'097);
    CHECK(Date(1, 1, 1).days_until(kLastDate) == 3'652'058);
}

TEST_CASE("an optional date is a date or none, and no date is taken for none") {
    CHECK_FALSE(OptionalDate());
    CHECK_FALSE(OptionalDate(std::nullopt));
    CHECK_FALSE(OptionalDate(std::optional<Date>()));
    CHECK(OptionalDate() == OptionalDate(std::nullopt));
    for (const Date date : {Date(1, 1, 1), Date(1969, 12, 31), Date(1970, 1, 1), Date(), kLastDate,
                            Date(2024, 2, 29)}) {
        const OptionalDate some = date;
        REQUIRE(some);
        CHECK(*some == date);
        CHECK(some == OptionalDate(std::optional(date)));
        CHECK_FALSE(some == OptionalDate());
        CHECK_FALSE(some == OptionalDate(date == kLastDate ? date.plus_days(-1) : kLastDate));
    }
    CHECK(sizeof(OptionalDate) == sizeof(Date));
}

TEST_CASE("YYYY-MM stands for the first or the last day of that month") {
    const auto first = [](std::string_view text) {
        return parse_date_or_month(text, MonthMeans::first_day);
    };
    const auto last = [](std::string_view text) {
        return parse_date_or_month(text, MonthMeans::last_day);
    };
    CHECK(first("2024-02") == Date(2024, 2, 1));
    CHECK(last("2024-02") == Date(2024, 2, 29));
    CHECK(last("2023-02") == Date(2023, 2, 28));
    CHECK(last("1900-02") == Date(1900, 2, 28));
    CHECK(last("2024-04") == Date(2024, 4, 30));
    CHECK(first("2024-12") == Date(2024, 12, 1));
    CHECK(last("2024-12") == Date(2024, 12, 31));
    CHECK(first("0001-01") == Date(1, 1, 1));
    CHECK(last("9999-12") == kLastDate);
    for (const MonthMeans means : {MonthMeans::first_day, MonthMeans::last_day}) {
        CHECK(parse_date_or_month("2024-02-29", means) == Date(2024, 2, 29));
        CHECK(parse_date_or_month("2024-02-01", means) == Date(2024, 2, 1));
    }
}

TEST_CASE("a month without a day is spelled YYYY-MM and in no other way") {
    for (const std::string text :
         {"",         "2024",     "2024-",      "2024-2",    "2024-00",    "2024-13",
          "0000-01",  "2024/02",  "2024.02",    "202402",    "2024-02 ",   " 2024-02",
          "2024-02-", "24-02",    "02024-02",   "2024-0a",   "202a-02",    "-024-02",
          "2024-+2",  "2024-1-1", "2023-02-29", "2024年2月", "２０２４-02"}) {
        INFO(text);
        CHECK_FALSE(parse_date_or_month(text, MonthMeans::first_day).has_value());
        CHECK_FALSE(parse_date_or_month(text, MonthMeans::last_day).has_value());
        CHECK_FALSE(describe_date_fault(text).en.empty());
    }
}

TEST_CASE("only YYYY-MM-DD spells a date") {
    for (const std::string text : {"",
                                   "2024",
                                   "2024-03",
                                   "2024-3-1",
                                   "2024/03/01",
                                   "20240301",
                                   "2024-03-01 ",
                                   " 2024-03-01",
                                   "2024-03-01T00:00",
                                   "24-03-01",
                                   "02024-03-01",
                                   "2024-13-01",
                                   "2024-00-01",
                                   "2024-01-00",
                                   "2024-01-32",
                                   "2024-04-31",
                                   "2024-+1-01",
                                   "2024--1-01",
                                   "-024-01-01",
                                   "2024-0a-01",
                                   "2024.03.01",
                                   "２０２４-03-01",
                                   "2024年3月1日",
                                   "2024-1-011",
                                   "2024-03-0\n"}) {
        INFO(text);
        CHECK_FALSE(parse_date(text).has_value());
        CHECK_FALSE(describe_date_fault(text).en.empty());
        CHECK_FALSE(describe_date_fault(text).zh.empty());
        CHECK_FALSE(testing::has_raw_control(describe_date_fault(text).en));
    }
    CHECK(testing::contains(describe_date_fault("2023-02-29").en, "28 days"));
    CHECK(testing::contains(describe_date_fault("2023-02-29").zh, "28 天"));
    CHECK(testing::contains(describe_date_fault("2024/3/1").en, "YYYY-MM-DD"));
}

}  // namespace
}  // namespace certrec
