/// \file
/// What is the exact value of a decimal? Scores, marks, hours, areas: never binary floating point.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
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

    /// units / 10^scale, which has no trailing zero in the fraction. Requires as above, and that.
    [[nodiscard]] static constexpr Decimal in_lowest_terms(std::int64_t units, unsigned scale) {
        Decimal value;
        value.units_ = units;
        value.scale_ = scale;
        return value;
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
    /// Requires: the difference has at most 18 digits.
    friend constexpr Decimal operator-(const Decimal& a, const Decimal& b) {
        const unsigned scale = std::max(a.scale_, b.scale_);
        return Decimal(static_cast<std::int64_t>(Wide{a.units_} * kPowersOfTen[scale - a.scale_] -
                                                 Wide{b.units_} * kPowersOfTen[scale - b.scale_]),
                       scale);
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

/// As parse_decimal, without a branch for texts of at most seven bytes, as nearly all scores are:
/// what they are cannot be foretold, and a wrong guess costs more than the rest.
/// Requires: eight bytes can be read from text.data() on, whatever they are.
[[nodiscard, gnu::always_inline]] inline std::optional<Decimal> parse_padded_decimal(
    std::string_view text) noexcept {
    constexpr bool first_is_lowest = std::endian::native == std::endian::little;
    constexpr auto each = [](std::uint64_t byte) { return 0x0101010101010101U * byte; };
    constexpr std::uint64_t kPoint = '.' ^ '0';
    const auto size = static_cast<unsigned>(text.size());
    std::uint64_t bytes = 0;
    if (first_is_lowest && text.size() < sizeof bytes) {
        // Each byte less '0', the first character in the lowest one; after the last a point, so
        // that there always is one.
        std::memcpy(&bytes, text.data(), sizeof bytes);
        const std::uint64_t end = std::uint64_t{1} << 8 * size;
        const std::uint64_t characters = (bytes ^ each('0')) & (end - 1);
        const std::uint64_t zero_at_point = (characters | end * kPoint) ^ each(kPoint);
        const std::uint64_t points = (zero_at_point - each(1)) & ~zero_at_point & each(0x80);
        const unsigned whole_size = static_cast<unsigned>(std::countr_zero(points)) / 8;
        const std::uint64_t before_point = (points ^ (points - 1)) >> 8U;
        // What stands after the point moves into its place; a second point is no digit.
        std::uint64_t digits = (characters & before_point) | (characters >> 8U & ~before_point);
        const std::uint64_t others = (digits | (digits + each(0x76))) & each(0x80);
        if (others == 0 && whole_size != 0 && whole_size + 1 != size) {
            // The last digit moves to the highest byte: of the whole, or of the fraction the last
            // one that is not zero. Beyond it there are zeros only.
            const auto last_not_zero = static_cast<unsigned>(std::bit_width(digits | 1) - 1) / 8;
            const unsigned last = std::max(last_not_zero, whole_size - 1);
            const unsigned places = last + 1 - whole_size;
            digits <<= 8 * (7 - last);
            // Pairs of digits, then fours, then all: what stands lower counts 10, 100 and 10,000
            // times. The sums arise in the upper halves, and move into the lower ones.
            digits = (digits * (10 * 0x100U + 1) >> 8U) & 0x00FF00FF00FF00FFU;
            digits = (digits * (100 * 0x10000U + 1) >> 16U) & 0x0000FFFF0000FFFFU;
            digits = digits * (10'000 * 0x100000000U + 1) >> 32U;
            return Decimal::in_lowest_terms(static_cast<std::int64_t>(digits), places);
        }
    }
    const auto value = parse_long_decimal(text);
    if (!value) return std::nullopt;
    return Decimal::in_lowest_terms(value->units(), value->scale());  // stays in registers
}

/// Why `text` is not a decimal, and what to write instead.
/// Requires: parse_decimal(text) is nullopt.
[[nodiscard]] Bilingual describe_decimal_fault(std::string_view text);

/// The shortest exact spelling: `60`, `59.99`, `-0.5`.
[[nodiscard]] std::string format_decimal(Decimal value);

/// Appends what format_decimal gives.
void append_decimal(std::string& text, Decimal value);

/// The longest that format_decimal gives: a minus, 0, a point, and the digits.
inline constexpr std::size_t kMaxDecimalBytes = Decimal::kMaxDigits + 3;

/// Writes what format_decimal gives, and returns the end of it.
/// Requires: there is room for kMaxDecimalBytes.
[[nodiscard]] char* write_decimal(char* to, Decimal value);

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
