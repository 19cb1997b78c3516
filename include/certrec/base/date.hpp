/// \file
/// Which day is it? Days of the Gregorian calendar, without time of day or time zone.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec {

/// A day from 0001-01-01 to 9999-12-31.
class Date {
  public:
    constexpr Date() = default;

    /// Requires: year, month and day name a day of the Gregorian calendar in that range.
    Date(int year, unsigned month, unsigned day);

    [[nodiscard]] int year() const { return civil().year; }
    [[nodiscard]] unsigned month() const { return civil().month; }
    [[nodiscard]] unsigned day() const { return civil().day; }

    /// All three at once, which costs as much as one.
    struct Civil {
        int year;
        unsigned month;
        unsigned day;
    };
    [[nodiscard]] Civil civil() const;

    /// Requires: the result is in range.
    [[nodiscard]] constexpr Date plus_days(int days) const {
        Date later = *this;
        later.days_ += days;
        return later;
    }

    /// The same day of a later month, or that month's last day if it has no such day: 31 January
    /// plus one month is 28 or 29 February.
    /// Requires: the result is in range.
    [[nodiscard]] Date plus_months(std::int64_t months) const;

    /// How many days lie between: 1 from a day to the next.
    [[nodiscard]] constexpr int days_until(Date later) const { return later.days_ - days_; }

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

  private:
    friend class OptionalDate;
    std::int32_t days_ = 0;  // since 1970-01-01
};

inline const Date kLastDate(9999, 12, 31);

/// A day, or none: std::optional<Date> in half the space, for records that come by the million.
class OptionalDate {
  public:
    constexpr OptionalDate() = default;
    constexpr OptionalDate(std::nullopt_t) {}
    constexpr OptionalDate(Date date) : days_(date.days_) {}
    constexpr OptionalDate(const std::optional<Date>& date) : days_(date ? date->days_ : kNone) {}

    [[nodiscard]] constexpr explicit operator bool() const { return days_ != kNone; }
    [[nodiscard]] constexpr bool has_value() const { return days_ != kNone; }
    /// Requires: there is one.
    [[nodiscard]] constexpr Date operator*() const {
        Date date;
        date.days_ = days_;
        return date;
    }
    constexpr operator std::optional<Date>() const {
        return has_value() ? std::optional(**this) : std::nullopt;
    }

    friend constexpr bool operator==(const OptionalDate&, const OptionalDate&) = default;

  private:
    static constexpr std::int32_t kNone = std::numeric_limits<std::int32_t>::min();
    std::int32_t days_ = kNone;
};

/// The day that `text` spells as YYYY-MM-DD; none if it spells none (also 2023-02-29), and
/// `describe_date_fault` then says why.
[[nodiscard]] OptionalDate parse_optional_date(std::string_view text) noexcept;

/// The same as std::optional.
[[nodiscard]] inline std::optional<Date> parse_date(std::string_view text) noexcept {
    return parse_optional_date(text);
}

/// What a text that names a month, and no day in it, stands for.
enum class MonthMeans { first_day, last_day };

/// The day that `text` spells as YYYY-MM-DD, or as YYYY-MM and `means`; none if it spells none.
[[nodiscard]] OptionalDate parse_date_or_month(std::string_view text, MonthMeans means) noexcept;

/// Why `text` is not a date, and what to write instead.
/// Requires: parse_date(text) is nullopt.
[[nodiscard]] Bilingual describe_date_fault(std::string_view text);

/// YYYY-MM-DD.
[[nodiscard]] std::string format_date(Date date);

/// The number of days in a month. Requires: 1 <= month <= 12.
[[nodiscard]] unsigned days_in_month(int year, unsigned month);

}  // namespace certrec
