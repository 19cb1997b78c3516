#include "certrec/rules/service.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

using testing::Dice;
using Intervals = std::vector<Interval>;

constexpr ServiceCount kCumulative = ServiceCount::cumulative;
constexpr ServiceCount kContinuous = ServiceCount::continuous;

Date date(const char* text) { return parse_date(text).value(); }

Interval span(const char* from, const char* to) { return {date(from), date(to)}; }

Service count(Intervals intervals, ServiceCount how = kCumulative) {
    merge_intervals(intervals);
    return count_service(intervals, how);
}

std::string shown(const Service& service) {
    return std::to_string(service.months) + " months " + std::to_string(service.days) + " days";
}

std::string shown(const std::optional<Date>& day) { return day ? format_date(*day) : "no day"; }

std::string shown(const Intervals& intervals) {
    std::string text;
    for (const Interval& one : intervals) {
        text += format_date(one.from) + ".." + format_date(one.to) + " ";
    }
    return text;
}

// The slow way: a set of days, and a calendar that is turned leaf by leaf.

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned length_of_month(int year, unsigned month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// `from` and so many months, turned one by one; the day is clamped to the month's last.
Date months_after(Date from, int months) {
    int year = from.year();
    unsigned month = from.month();
    for (int i = 0; i < months; ++i) {
        if (++month == 13) {
            month = 1;
            ++year;
        }
    }
    return {year, month, std::min(from.day(), length_of_month(year, month))};
}

Service slow_measure(Date first, Date last) {
    const Date end = last.plus_days(1);
    Service service;
    while (months_after(first, static_cast<int>(service.months) + 1) <= end) ++service.months;
    for (Date day = months_after(first, static_cast<int>(service.months)); day < end;
         day = day.plus_days(1)) {
        ++service.days;
    }
    return service;
}

class DaySet {
  public:
    explicit DaySet(const Intervals& intervals) {
        for (const Interval& one : intervals) {
            for (Date day = one.from; day <= one.to; day = day.plus_days(1)) days_.push_back(day);
        }
        std::sort(days_.begin(), days_.end());
        days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    }

    /// Those up to `last`.
    [[nodiscard]] Service count(ServiceCount how, Date last = kLastDate) const {
        Service sum;
        Service longest;
        for (std::size_t i = 0; i < days_.size() && days_[i] <= last;) {
            std::size_t end = i + 1;
            while (end < days_.size() && days_[end] <= last &&
                   days_[end - 1].days_until(days_[end]) == 1) {
                ++end;
            }
            const Service run = slow_measure(days_[i], days_[end - 1]);
            sum.months += run.months;
            sum.days += run.days;
            if (run.months > longest.months ||
                (run.months == longest.months && run.days > longest.days)) {
                longest = run;
            }
            i = end;
        }
        if (how == kContinuous) return longest;
        for (; sum.days >= 30; sum.days -= 30) ++sum.months;
        return sum;
    }

  private:
    std::vector<Date> days_;
};

/// A day near an end of a month more often than not.
Date random_day(Dice& dice) {
    const auto year = static_cast<int>(dice.between(2019, 2021));
    const auto month = static_cast<unsigned>(dice.between(1, 12));
    const unsigned length = length_of_month(year, month);
    if (dice.chance(2)) return {year, month, static_cast<unsigned>(dice.between(1, length))};
    return {year, month, dice.chance(3) ? 1 : length - static_cast<unsigned>(dice.below(3))};
}

Interval random_interval(Dice& dice) {
    const Date from = random_day(dice);
    if (dice.chance(2)) {
        const Date other = random_day(dice);
        return {std::min(from, other), std::max(from, other)};
    }
    return {from, from.plus_days(static_cast<int>(dice.below(dice.chance(2) ? 4 : 70)))};
}

Intervals random_intervals(Dice& dice) {
    Intervals intervals;
    for (std::size_t n = dice.between(1, 6); n > 0; --n) {
        // Neighbours that touch, overlap by a day or leave out a day are the interesting ones.
        if (!intervals.empty() && dice.chance(3)) {
            const Date from = intervals.back().to.plus_days(static_cast<int>(dice.below(3)));
            intervals.push_back({from, from.plus_days(static_cast<int>(dice.below(60)))});
        } else {
            intervals.push_back(random_interval(dice));
        }
    }
    return intervals;
}

TEST_CASE("an interval is worth the largest m with from + m months <= to + 1 day, and the rest") {
    CHECK(measure(span("2020-07-01", "2024-06-30")) == Service{48, 0});
    CHECK(measure(span("2020-07-01", "2024-06-29")) == Service{47, 29});
    CHECK(measure(span("2020-02-29", "2021-02-27")) == Service{12, 0});
    CHECK(measure(span("2020-02-29", "2021-02-26")) == Service{11, 29});
    CHECK(measure(span("2020-02-29", "2024-02-28")) == Service{48, 0});
    CHECK(measure(span("2020-02-29", "2024-02-27")) == Service{47, 30});
    CHECK(measure(span("2021-05-17", "2021-05-17")) == Service{0, 1});
    CHECK(measure(span("2020-02-29", "2020-02-29")) == Service{0, 1});
    CHECK(measure(span("2020-02-01", "2020-02-28")) == Service{0, 28});
    CHECK(measure(span("2021-02-01", "2021-02-28")) == Service{1, 0});
}

TEST_CASE("month ends clamp: 31 January and one month is 28 or 29 February") {
    CHECK(measure(span("2021-01-31", "2021-02-27")) == Service{1, 0});
    CHECK(measure(span("2021-01-31", "2021-02-26")) == Service{0, 27});
    CHECK(measure(span("2020-01-31", "2020-02-28")) == Service{1, 0});
    CHECK(measure(span("2020-01-31", "2020-02-27")) == Service{0, 28});
    CHECK(measure(span("2021-01-31", "2021-03-29")) == Service{1, 30});
    CHECK(measure(span("2021-01-31", "2021-03-30")) == Service{2, 0});
    CHECK(measure(span("2021-03-31", "2021-04-29")) == Service{1, 0});
    CHECK(measure(span("2021-08-31", "2022-02-27")) == Service{6, 0});
}

TEST_CASE("two full-time jobs at once count once") {
    CHECK(count({span("2022-01-01", "2022-12-31"), span("2022-01-01", "2022-12-31")}) ==
          Service{12, 0});
    CHECK(count({span("2022-01-01", "2022-12-31"), span("2022-03-01", "2022-08-31")}) ==
          Service{12, 0});
    CHECK(count({span("2022-01-01", "2022-09-30"), span("2022-07-01", "2022-12-31")}) ==
          Service{12, 0});
}

TEST_CASE("a gap of one day breaks continuous service, not cumulative; adjacent days do neither") {
    const Intervals gap = {span("2022-01-01", "2022-06-30"), span("2022-07-02", "2023-01-01")};
    CHECK(count(gap, kCumulative) == Service{12, 0});
    CHECK(count(gap, kContinuous) == Service{6, 0});
    const Intervals adjacent = {span("2022-01-01", "2022-06-30"), span("2022-07-01", "2022-12-31")};
    CHECK(count(adjacent, kCumulative) == Service{12, 0});
    CHECK(count(adjacent, kContinuous) == Service{12, 0});
}

TEST_CASE("cumulative service is the sum of months and one month for each 30 remaining days") {
    CHECK(count({span("2021-01-01", "2021-01-15"), span("2021-03-01", "2021-03-15")}) ==
          Service{1, 0});
    CHECK(count({span("2021-01-01", "2021-01-15"), span("2021-03-01", "2021-03-14")}) ==
          Service{0, 29});
    CHECK(count({span("2021-01-01", "2021-02-20"), span("2021-04-01", "2021-05-20"),
                 span("2021-07-01", "2021-08-20"), span("2021-10-01", "2021-10-01")}) ==
          Service{5, 1});
    // 30 days of a month of 31: no month by the calendar, one by the sum.
    CHECK(count({span("2021-01-01", "2021-01-30")}, kCumulative) == Service{1, 0});
    CHECK(count({span("2021-01-01", "2021-01-30")}, kContinuous) == Service{0, 30});
}

TEST_CASE("continuous service is the longest merged interval, by months, then days") {
    CHECK(count({span("2021-01-01", "2021-02-10"), span("2021-03-01", "2021-04-05"),
                 span("2021-06-01", "2021-07-10")},
                kContinuous) == Service{1, 10});
    CHECK(count({span("2021-02-01", "2021-02-28"), span("2021-05-01", "2021-05-30")},
                kContinuous) == Service{1, 0});
}

TEST_CASE("no interval is no service") {
    CHECK(count({}, kCumulative) == Service{0, 0});
    CHECK(count({}, kContinuous) == Service{0, 0});
    CHECK_FALSE(first_day_with({}, 1, kCumulative, date("2021-01-01")).has_value());
    CHECK_FALSE(first_day_with({}, 1, kContinuous, date("2021-01-01")).has_value());
}

TEST_CASE("intervals are merged where they overlap or touch, in order of time") {
    Intervals intervals = {span("2021-03-05", "2021-03-05"), span("2021-01-01", "2021-01-31"),
                           span("2021-02-01", "2021-02-10"), span("2021-02-12", "2021-02-12"),
                           span("2021-02-05", "2021-02-07")};
    merge_intervals(intervals);
    CHECK(intervals == Intervals{span("2021-01-01", "2021-02-10"), span("2021-02-12", "2021-02-12"),
                                 span("2021-03-05", "2021-03-05")});
    merge_intervals(intervals);
    CHECK(intervals.size() == 3);
    Intervals whole = {span("2021-02-01", "2021-02-10"), span("2021-01-01", "9999-12-31")};
    merge_intervals(whole);
    CHECK(whole == Intervals{span("2021-01-01", "9999-12-31")});
}

TEST_CASE("random intervals count as days one by one and months one by one do", "[once]") {
    Dice dice(20260918);
    for (int i = 0; i < 6'000; ++i) {
        const Intervals intervals = random_intervals(dice);
        const DaySet days(intervals);
        for (const ServiceCount how : {kCumulative, kContinuous}) {
            const Service found = count(intervals, how);
            const Service expected = days.count(how);
            if (found != expected) {
                FAIL_CHECK(shown(intervals)
                           << "are " << shown(found) << ", should be " << shown(expected));
            }
        }
    }
}

/// The same days as other rows: shuffled, some doubled, some cut into adjacent pieces.
Intervals rewritten(const Intervals& intervals, Dice& dice) {
    Intervals result;
    for (const Interval& one : intervals) {
        const int length = one.from.days_until(one.to);
        if (length > 0 && dice.chance(2)) {
            const Date cut =
                one.from.plus_days(static_cast<int>(dice.below(static_cast<std::size_t>(length))));
            result.push_back({one.from, cut});
            result.push_back({cut.plus_days(1), one.to});
        } else {
            result.push_back(one);
        }
        if (dice.chance(4)) result.push_back(dice.pick(intervals));
    }
    dice.shuffle(result);
    return result;
}

TEST_CASE("order, doubled rows and rows cut into adjacent pieces never change what is merged") {
    Dice dice(3);
    for (int i = 0; i < 6'000; ++i) {
        const Intervals intervals = random_intervals(dice);
        Intervals plain = intervals;
        merge_intervals(plain);
        Intervals other = rewritten(intervals, dice);
        merge_intervals(other);
        if (plain != other) {
            FAIL_CHECK(shown(intervals)
                       << "merge to " << shown(plain) << ", and to " << shown(other));
        }
        for (std::size_t j = 1; j < plain.size(); ++j) {
            if (plain[j - 1].to.days_until(plain[j].from) < 2) FAIL_CHECK(shown(plain));
        }
    }
}

/// The days up to which first_day_with has to be right: the last interval alone goes on.
std::optional<Date> slow_first_day(const Intervals& merged, std::int64_t months, ServiceCount how,
                                   Date from) {
    const DaySet days(merged);
    for (Date day = from; day <= std::max(from, merged.back().to); day = day.plus_days(1)) {
        if (days.count(how, day).months >= months) return day;
    }
    return std::nullopt;
}

TEST_CASE("the first day with so many months is the one that trying day by day finds", "[once]") {
    Dice dice(5);
    int found_some = 0;
    int found_none = 0;
    for (int i = 0; i < 1'500; ++i) {
        Intervals merged = random_intervals(dice);
        merge_intervals(merged);
        // Everything but the last interval is over by `from`.
        const Date earliest =
            merged.size() > 1 ? merged[merged.size() - 2].to : merged.back().from.plus_days(-40);
        const int room = earliest.days_until(merged.back().to);
        const Date from =
            earliest.plus_days(static_cast<int>(dice.below(static_cast<std::size_t>(room) + 10)));
        for (const ServiceCount how : {kCumulative, kContinuous}) {
            const auto whole = static_cast<std::size_t>(count(merged, how).months);
            const auto months = static_cast<std::int64_t>(dice.between(1, whole + 2));
            const auto found = first_day_with(merged, months, how, from);
            const auto expected = slow_first_day(merged, months, how, from);
            ++(expected ? found_some : found_none);
            if (found != expected) {
                FAIL_CHECK(shown(merged)
                           << "from " << format_date(from) << " reach " << months << " on "
                           << shown(found) << ", should be " << shown(expected));
            }
        }
    }
    CHECK(found_some > 500);
    CHECK(found_none > 200);
}

TEST_CASE("the first day with so many months is found up to the end of the calendar") {
    const Intervals year = {span("9999-01-01", "9999-12-31")};
    for (const ServiceCount how : {kCumulative, kContinuous}) {
        CHECK(count_service(year, how) == Service{12, 0});
        CHECK_FALSE(first_day_with(year, 13, how, date("9999-06-01")).has_value());
    }
    CHECK(shown(first_day_with(year, 12, kContinuous, date("9999-06-01"))) == "9999-12-31");
    // 11 months and 30 days make 12 months in the sum.
    CHECK(shown(first_day_with(year, 12, kCumulative, date("9999-06-01"))) == "9999-12-30");
    const Intervals all = {span("0001-01-01", "9999-12-31")};
    CHECK(count_service(all, kCumulative) == Service{9999 * 12, 0});
    CHECK(shown(first_day_with(all, 1200, kContinuous, date("0001-01-01"))) == "0100-12-31");
    // 15 days of before make a month with 15 days at the very end.
    const Intervals end = {span("9999-11-01", "9999-11-15"), span("9999-12-17", "9999-12-31")};
    CHECK(shown(first_day_with(end, 1, kCumulative, date("9999-12-20"))) == "9999-12-31");
    CHECK_FALSE(first_day_with(end, 1, kContinuous, date("9999-12-20")).has_value());
}

TEST_CASE("what is missing to so many months is counted with 30 days to the month") {
    CHECK(missing_service({40, 18}, 48) == Service{7, 12});
    CHECK(missing_service({0, 0}, 12) == Service{12, 0});
    CHECK(missing_service({47, 29}, 48) == Service{0, 1});
    CHECK(missing_service({48, 0}, 48) == Service{0, 0});
    CHECK(missing_service({60, 3}, 48) == Service{0, 0});
}

TEST_CASE("service that falls short by the calendar is never called nothing missing") {
    // 1 to 30 January, continuously: no month yet, though 30 days.
    const Service found = count({span("2021-01-01", "2021-01-30")}, kContinuous);
    CHECK(found == Service{0, 30});
    CHECK(missing_service(found, 1) == Service{0, 1});
    CHECK(missing_service({47, 30}, 48) == Service{0, 1});
}

}  // namespace
}  // namespace certrec
