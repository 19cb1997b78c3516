/// \file
/// What is the exact value of a decimal? Scores, marks, hours, areas: never binary floating point.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec {

/// A decimal number units / 10^scale, exactly. Kept in lowest terms (no trailing zero in the
/// fraction), so equal numbers are equal members. At most 18 digits in all.
class Decimal {
  public:
    static constexpr int kMaxDigits = 18;

    constexpr Decimal() = default;

    /// units / 10^scale. Requires: |units| < 10^18 and scale <= 18.
    constexpr Decimal(std::int64_t units, unsigned scale) : units_(units), scale_(scale) {
        if (units_ == 0) scale_ = 0;
        while (scale_ > 0 && units_ % 10 == 0) {
            units_ /= 10;
            --scale_;
        }
    }

    [[nodiscard]] constexpr std::int64_t units() const { return units_; }
    [[nodiscard]] constexpr unsigned scale() const { return scale_; }

    friend constexpr bool operator==(const Decimal&, const Decimal&) = default;
    friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
        if (a.scale_ == b.scale_) return a.units_ <=> b.units_;
        // At most 10^18 * 10^18, which 128 bits hold.
        if (a.scale_ < b.scale_) {
            return Wide{a.units_} * kPowersOfTen[b.scale_ - a.scale_] <=> Wide{b.units_};
        }
        return Wide{a.units_} <=> Wide{b.units_} * kPowersOfTen[a.scale_ - b.scale_];
    }

  private:
    __extension__ typedef __int128 Wide;
    friend class DecimalSum;

    static constexpr std::array<std::int64_t, kMaxDigits + 1> kPowersOfTen = [] {
        std::array<std::int64_t, kMaxDigits + 1> powers{1};
        for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
        return powers;
    }();

    std::int64_t units_ = 0;
    unsigned scale_ = 0;
};

/// As parse_decimal, for texts that may hold more digits than a decimal has.
[[nodiscard]] std::optional<Decimal> parse_long_decimal(std::string_view text) noexcept;

/// The number that `text` spells: an optional minus, digits, optionally a point and digits
/// (`60`, `060.00`, `-1`, `59.99`). Nothing else: no spaces, plus, exponent, comma, full-width
/// digits, no point without digits on both sides. Zeros at the front, and at the end of the
/// fraction, do not count towards the 18 digits. nullopt if it spells none;
/// `describe_decimal_fault` then says why. Inlined, for there may be tens of millions in a file.
[[nodiscard, gnu::always_inline]] inline std::optional<Decimal> parse_decimal(
    std::string_view text) noexcept {
    if (text.size() > static_cast<std::size_t>(Decimal::kMaxDigits)) {
        const auto value = parse_long_decimal(text);
        if (!value) return std::nullopt;
        return Decimal(value->units(), value->scale());  // lets what is returned stay in registers
    }
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool negative = p != end && *p == '-';
    if (negative) ++p;
    const char* const whole = p;
    const char* point = nullptr;
    std::int64_t units = 0;
    for (; p != end; ++p) {
        const auto digit = static_cast<unsigned>(*p - '0');
        if (digit <= 9) {
            units = units * 10 + digit;
        } else if (*p == '.' && point == nullptr && p != whole) {
            point = p;
        } else {
            return std::nullopt;
        }
    }
    if (p == whole || point == end - 1) return std::nullopt;
    const auto places = static_cast<unsigned>(point == nullptr ? 0 : end - point - 1);
    return Decimal(negative ? -units : units, places);
}

/// Why `text` is not a decimal, and what to write instead.
/// Requires: parse_decimal(text) is nullopt.
[[nodiscard]] Bilingual describe_decimal_fault(std::string_view text);

/// The shortest exact spelling: `60`, `59.99`, `-0.5`.
[[nodiscard]] std::string format_decimal(Decimal value);

/// Appends what format_decimal gives.
void append_decimal(std::string& text, Decimal value);

/// With exactly `places` digits after the point, `value` rounded half away from zero.
/// Requires: places <= 18.
[[nodiscard]] std::string format_decimal(Decimal value, unsigned places);

/// An exact running sum of decimals, wide enough for any number of scores.
class DecimalSum {
  public:
    /// Adds `value` `times` times. Throws Refusal if the sum passes 38 digits before the point.
    void add(Decimal value, std::uint64_t times = 1);

    /// How the exact sum compares with `value`.
    [[nodiscard]] std::strong_ordering compare(Decimal value) const;

    /// The exact sum. Throws Refusal if it has more than 18 digits.
    [[nodiscard]] Decimal total() const;

    /// The sum with `places` digits, the others cut off. Requires: places <= 18. Throws Refusal if
    /// the result has more than 18 digits.
    [[nodiscard]] Decimal truncated(unsigned places) const;

    /// sum / divisor with `places` digits, rounded half away from zero; the only rounding is this.
    /// Requires: divisor > 0, places <= 18. Throws Refusal if the result has more than 18 digits.
    [[nodiscard]] Decimal divided_by(std::uint64_t divisor, unsigned places) const;

  private:
    /// The absolute value, in the same two parts.
    struct Magnitude {
        Decimal::Wide whole;
        std::uint64_t fraction;
        bool negative;
    };
    [[nodiscard]] Magnitude magnitude() const;

    // The sum is whole_ + fraction_ / 10^18, with 0 <= fraction_ < 10^18 also below zero.
    Decimal::Wide whole_ = 0;
    std::uint64_t fraction_ = 0;
};

}  // namespace certrec
