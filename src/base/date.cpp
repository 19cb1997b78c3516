#include "certrec/base/date.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <utility>

#include "base/civil_date.hpp"
#include "base/compose.hpp"
#include "base/spreadsheet.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

namespace chrono = std::chrono;

std::int32_t days_to(int year, unsigned month, unsigned day) {
    return static_cast<std::int32_t>(
        chrono::sys_days(chrono::year(year) / chrono::month(month) / chrono::day(day))
            .time_since_epoch()
            .count());
}

/// The first day of every month in which records are likely: most dates that are read.
class LikelyMonths {
  public:
    static constexpr int kFirstYear = 1900;
    static constexpr int kYears = 200;

    LikelyMonths() {
        for (std::size_t i = 0; i < first_days_.size(); ++i) {
            first_days_[i] =
                Date(kFirstYear + static_cast<int>(i / 12), static_cast<unsigned>(i % 12) + 1, 1);
        }
    }

    /// The first day of the month and that of the next. Requires: a month of those years.
    [[nodiscard]] std::pair<Date, Date> month(int year, int month) const {
        const auto at = static_cast<std::size_t>((year - kFirstYear) * 12 + month - 1);
        return {first_days_[at], first_days_[at + 1]};
    }

  private:
    std::array<Date, std::size_t{kYears} * 12 + 1> first_days_{};
};

const LikelyMonths kLikelyMonths;

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
    int year = -1;  // none: the text is not of the form
    int month = 0;
    int day = 0;
};

/// The first eight bytes of a date, 0 standing for any digit. Dates come by the million, so eight
/// bytes are looked at together.
using Bytes = std::array<unsigned char, 8>;
constexpr Bytes kFrontPattern = {'0', '0', '0', '0', '-', '0', '0', '-'};

/// The digits among the eight bytes at `text` as numbers, each in its byte; kNoDigits if a byte is
/// not as in `pattern`.
constexpr std::uint64_t kNoDigits = ~std::uint64_t{0};
template <Bytes pattern>
inline std::uint64_t digits_of(const char* text) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    // What the greatest allowed byte lacks to 0x80: 9 after '0' is taken off, 0 after a hyphen is.
    constexpr auto kToHighBit = [] {
        Bytes lacks{};
        for (std::size_t i = 0; i < lacks.size(); ++i) lacks[i] = pattern[i] == '-' ? 0x7F : 0x76;
        return std::bit_cast<std::uint64_t>(lacks);
    }();
    std::uint64_t digits = 0;
    std::memcpy(&digits, text, sizeof digits);
    digits ^= std::bit_cast<std::uint64_t>(pattern);
    const bool sound = ((digits | ((digits & ~kHighBits) + kToHighBit)) & kHighBits) == 0;
    return sound ? digits : kNoDigits;
}

/// Ten times each digit plus the one behind it, in the byte of the first. Requires: digits.
inline Bytes pairs_of(std::uint64_t digits) {
    constexpr bool kFirstIsLow = std::endian::native == std::endian::little;
    return std::bit_cast<Bytes>(digits * 10 + (kFirstIsLow ? digits >> 8U : digits << 8U));
}

/// The three numbers of YYYY-MM-DD, whether or not they name a day.
inline Parts split(std::string_view text) {
    if (text.size() != 10) return {};
    const std::uint64_t front = digits_of<kFrontPattern>(text.data());
    const auto tens = static_cast<unsigned>(text[8] - '0');
    const auto ones = static_cast<unsigned>(text[9] - '0');
    if (front == kNoDigits || tens > 9 || ones > 9) return {};
    const Bytes year_and_month = pairs_of(front);
    return {year_and_month[0] * 100 + year_and_month[2], year_and_month[5],
            static_cast<int>(tens * 10 + ones)};
}

/// Whether it is a day of some month, if the month has that many.
inline bool is_likely_day(const Parts& parts) {
    return parts.year >= 1 && parts.month >= 1 && parts.month <= 12 && parts.day >= 1;
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) : days_(days_to(year, month, day)) {}

Date::Civil Date::civil() const { return civil_of(*this); }

Date Date::plus_months(std::int64_t months) const {
    const Civil from = civil_of(*this);
    const std::int64_t month = from.year * std::int64_t{12} + from.month - 1 + months;
    const auto in_year = static_cast<int>(month / 12);
    const auto in_month = static_cast<unsigned>(month % 12) + 1;
    // Every month has 28 days, so the last day has to be looked up only behind them.
    return {in_year, in_month,
            from.day <= 28 ? from.day : std::min(from.day, days_in_month(in_year, in_month))};
}

unsigned days_in_month(int year, unsigned month) {
    const auto last = chrono::year(year) / chrono::month(month) / chrono::last;
    return static_cast<unsigned>(last.day());
}

OptionalDate parse_optional_date(std::string_view text) noexcept {
    const Parts parts = split(text);
    if (!is_likely_day(parts)) return {};
    if (parts.year >= LikelyMonths::kFirstYear &&
        parts.year < LikelyMonths::kFirstYear + LikelyMonths::kYears) {
        const auto [first, next] = kLikelyMonths.month(parts.year, parts.month);
        const Date date = first.plus_days(parts.day - 1);
        return date < next ? OptionalDate(date) : OptionalDate();
    }
    const auto month = static_cast<unsigned>(parts.month);
    const auto day = static_cast<unsigned>(parts.day);
    if (day > days_in_month(parts.year, month)) return {};
    return Date(parts.year, month, day);
}

OptionalDate parse_date_or_month(std::string_view text, MonthMeans means) noexcept {
    if (text.size() != 7 || text[4] != '-') return parse_optional_date(text);
    const int year = digits(text.substr(0, 4));
    const int month = digits(text.substr(5, 2));
    if (year < 1 || month < 1 || month > 12) return {};
    const auto in_month = static_cast<unsigned>(month);
    return Date(year, in_month, means == MonthMeans::first_day ? 1 : days_in_month(year, in_month));
}

Bilingual describe_date_fault(std::string_view text) {
    if (text.empty()) return compose("empty, where a date is wanted", "此处应为日期，但为空");
    if (auto damage = describe_damaged_date(text)) return *std::move(damage);
    const Parts parts = split(text);
    if (parts.year < 0) {
        return compose("'{}' is not a date; write it as YYYY-MM-DD, such as 2024-03-01",
                       "“{}”不是日期；请写成 YYYY-MM-DD，如 2024-03-01", shown_cell(text));
    }
    if (!is_likely_day(parts)) {
        return compose("'{}' is not a day of the calendar", "“{}”不是日历上的日期",
                       shown_cell(text));
    }
    return compose("'{0}' is not a day of the calendar: {1:04}-{2:02} has {3} days",
                   "“{0}”不是日历上的日期：{1:04}-{2:02} 只有 {3} 天", shown_cell(text), parts.year,
                   parts.month, days_in_month(parts.year, static_cast<unsigned>(parts.month)));
}

std::string format_date(Date date) {
    const Date::Civil day = civil_of(date);
    std::string text = "0000-00-00";
    const auto write = [&text](std::size_t last, unsigned number) {
        for (; number > 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
    };
    write(3, static_cast<unsigned>(day.year));
    write(6, day.month);
    write(9, day.day);
    return text;
}

}  // namespace certrec
