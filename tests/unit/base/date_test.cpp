#include "certrec/base/date.hpp"

#include <string>

#include "../catch.hpp"
#include "diagnostics.hpp"

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
