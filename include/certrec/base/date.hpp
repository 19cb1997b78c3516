/// \file
/// Which day is it? Days of the Gregorian calendar, without time of day or time zone.
#pragma once

#include <compare>
#include <cstdint>
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

    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;
    [[nodiscard]] unsigned day() const;

    /// Requires: the result is in range.
    [[nodiscard]] Date plus_days(int days) const;

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

  private:
    std::int32_t days_ = 0;  // since 1970-01-01
};

/// The day that `text` spells as YYYY-MM-DD; nullopt if it spells none (also 2023-02-29), and
/// `describe_date_fault` then says why.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

/// Why `text` is not a date, and what to write instead.
/// Requires: parse_date(text) is nullopt.
[[nodiscard]] Bilingual describe_date_fault(std::string_view text);

/// YYYY-MM-DD.
[[nodiscard]] std::string format_date(Date date);

/// The number of days in a month. Requires: 1 <= month <= 12.
[[nodiscard]] unsigned days_in_month(int year, unsigned month);

}  // namespace certrec
