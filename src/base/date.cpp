#include "certrec/base/date.hpp"

#include <chrono>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil(std::int32_t days) {
    return chrono::year_month_day(chrono::sys_days(chrono::days(days)));
}

/// The number in `text`, all of which must be digits; -1 otherwise.
int digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

struct Parts {
    int year;
    int month;
    int day;
};

/// The three numbers of YYYY-MM-DD, whether or not they name a day.
std::optional<Parts> split(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const Parts parts{digits(text.substr(0, 4)), digits(text.substr(5, 2)),
                      digits(text.substr(8, 2))};
    if (parts.year < 0 || parts.month < 0 || parts.day < 0) return std::nullopt;
    return parts;
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day)
    : days_(static_cast<std::int32_t>(
          chrono::sys_days(chrono::year(year) / chrono::month(month) / chrono::day(day))
              .time_since_epoch()
              .count())) {}

int Date::year() const { return static_cast<int>(civil(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(days_).day()); }

Date Date::plus_days(int days) const {
    Date later = *this;
    later.days_ += days;
    return later;
}

unsigned days_in_month(int year, unsigned month) {
    const auto last = chrono::year(year) / chrono::month(month) / chrono::last;
    return static_cast<unsigned>(last.day());
}

std::optional<Date> parse_date(std::string_view text) noexcept {
    const auto parts = split(text);
    if (!parts || parts->year < 1 || parts->month < 1 || parts->month > 12 || parts->day < 1) {
        return std::nullopt;
    }
    const auto month = static_cast<unsigned>(parts->month);
    const auto day = static_cast<unsigned>(parts->day);
    if (day > days_in_month(parts->year, month)) return std::nullopt;
    return Date(parts->year, month, day);
}

Bilingual describe_date_fault(std::string_view text) {
    if (text.empty()) return compose("empty, where a date is wanted", "此处应为日期，但为空");
    const auto parts = split(text);
    if (!parts) {
        return compose("'{}' is not a date; write it as YYYY-MM-DD, such as 2024-03-01",
                       "“{}”不是日期；请写成 YYYY-MM-DD，如 2024-03-01", shown_cell(text));
    }
    if (parts->year < 1 || parts->month < 1 || parts->month > 12 || parts->day < 1) {
        return compose("'{}' is not a day of the calendar", "“{}”不是日历上的日期",
                       shown_cell(text));
    }
    return compose("'{0}' is not a day of the calendar: {1:04}-{2:02} has {3} days",
                   "“{0}”不是日历上的日期：{1:04}-{2:02} 只有 {3} 天", shown_cell(text),
                   parts->year, parts->month,
                   days_in_month(parts->year, static_cast<unsigned>(parts->month)));
}

std::string format_date(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

}  // namespace certrec
