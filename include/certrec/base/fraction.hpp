/// \file
/// What is the exact value of a weighted total, a mean or a ratio? A fraction, where no decimal
/// will do; and how is it rounded where a standard states a rounding?
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// What becomes of the digits that are dropped, by the distance from zero.
enum class RoundingMode : std::uint8_t {
    half_up,    ///< from a half on away from zero
    half_even,  ///< a half goes to the even digit
    down,       ///< they are cut off
};

struct Rounding {
    RoundingMode mode = RoundingMode::half_up;
    unsigned places = 0;  ///< digits that are kept after the point, at most kMaxRoundingPlaces

    friend bool operator==(const Rounding&, const Rounding&) = default;
};

inline constexpr unsigned kMaxRoundingPlaces = 9;

/// A number numerator / (divisor * 10^scale), exactly, in 128 bits each.
///
/// Sums, products and quotients are exact, or `is_lost`: the result, even in lowest terms, does not
/// fit. What is computed with a lost one is lost. Scores of at most 18 digits, weighted a few
/// times, are far from that.
class Fraction {
  public:
    constexpr Fraction() = default;
    constexpr Fraction(Decimal value)  // NOLINT(google-explicit-constructor): it is one
        : numerator_(value.units()), scale_(value.scale()) {}

    [[nodiscard]] constexpr bool is_lost() const { return lost_; }
    [[nodiscard]] constexpr bool is_zero() const { return numerator_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const { return numerator_ < 0; }

    [[nodiscard]] Fraction operator+(const Fraction& other) const {
        if (!is_short() || !other.is_short() || scale_ != other.scale_) return add(other);
        Fraction sum = *this;
        sum.numerator_ += other.numerator_;
        return sum;
    }
    [[nodiscard]] Fraction operator-(const Fraction& other) const;
    [[nodiscard]] Fraction operator*(const Fraction& other) const {
        if (!is_short() || !other.is_short()) return multiply(other);
        Fraction product = *this;
        product.numerator_ *= other.numerator_;
        product.scale_ += other.scale_;
        return product;
    }
    /// Requires: `divisor` is not zero.
    [[nodiscard]] Fraction operator/(const Fraction& divisor) const;

    /// Requires, as does ==: neither is lost.
    [[nodiscard]] std::strong_ordering operator<=>(const Fraction& other) const {
        if (divisor_ == other.divisor_ && scale_ == other.scale_) {
            return numerator_ <=> other.numerator_;
        }
        return compare(other);
    }
    [[nodiscard]] bool operator==(const Fraction& other) const { return (*this <=> other) == 0; }

    /// Lost only if it has more than 28 digits before the point.
    /// Requires: not lost, rounding.places <= kMaxRoundingPlaces.
    [[nodiscard]] Fraction rounded(Rounding rounding) const;

    /// The value as a decimal, if it is one of at most 18 digits.
    [[nodiscard]] std::optional<Decimal> decimal() const;

  private:
    __extension__ typedef __int128 Wide;
    friend void append_fraction(std::string& text, const Fraction& value);

    [[nodiscard]] static Fraction lost();
    [[nodiscard]] std::strong_ordering compare(const Fraction& other) const;
    [[nodiscard]] Fraction add(const Fraction& other) const;
    [[nodiscard]] Fraction multiply(const Fraction& other) const;
    /// Nearly all are decimals of which neither a sum nor a product can be too long.
    [[nodiscard]] bool is_short() const {
        return divisor_ == 1 && numerator_ == static_cast<std::int64_t>(numerator_) &&
               scale_ <= Decimal::kMaxDigits && !lost_;
    }
    /// Lowest terms; twos and fives of the divisor go into the scale, trailing zeros out of it.
    void reduce();
    /// numerator_ * factor * 10^zeros, or false if it does not fit.
    [[nodiscard]] bool scale_up(Wide factor, unsigned zeros);

    Wide numerator_ = 0;
    Wide divisor_ = 1;    // above 0
    unsigned scale_ = 0;  // divisor_ * 10^scale_ <= 10^37
    bool lost_ = false;
};

/// Appends the shortest exact spelling: a decimal (`60`, `59.995`), or where there is none, a
/// fraction in lowest terms (`200/3`). Requires: not lost.
void append_fraction(std::string& text, const Fraction& value);
[[nodiscard]] std::string format_fraction(const Fraction& value);

/// The number that `text` spells, as append_fraction does: a decimal, or a decimal without a point,
/// a slash and a positive one. More than 18 digits are read, too. nullopt if it spells none, or one
/// that would be lost.
[[nodiscard]] std::optional<Fraction> parse_fraction(std::string_view text);

}  // namespace certrec
