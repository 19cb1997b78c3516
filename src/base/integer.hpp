/// \file
/// What is the exact value where 128 bits do not hold it, and how is the last step, a division or a
/// square root, rounded? Private.
///
/// For sums of squares and their products: slow beside built-in numbers, and never wrong.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>

#include "certrec/base/decimal.hpp"

struct bignum_st;

namespace certrec {

/// Of GCC and Clang; enough for sums of products of points.
__extension__ typedef __int128 Int128;

/// A whole number of any size.
class Integer {
  public:
    Integer();
    Integer(std::int64_t value);   // NOLINT(google-explicit-constructor): it is one
    Integer(std::uint64_t value);  // NOLINT(google-explicit-constructor)
    Integer(int value) : Integer(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor)
    explicit Integer(Int128 value);
    Integer(const Integer& other);
    Integer(Integer&& other) noexcept;
    Integer& operator=(Integer other) noexcept;
    ~Integer();

    [[nodiscard]] bool is_zero() const;
    [[nodiscard]] bool is_negative() const;

    [[nodiscard]] Integer operator+(const Integer& other) const;
    [[nodiscard]] Integer operator-(const Integer& other) const;
    [[nodiscard]] Integer operator*(const Integer& other) const;
    /// Cut off towards zero. Requires: `divisor` is not zero.
    [[nodiscard]] Integer operator/(const Integer& divisor) const;

    [[nodiscard]] std::strong_ordering operator<=>(const Integer& other) const;
    [[nodiscard]] bool operator==(const Integer& other) const { return (*this <=> other) == 0; }

    /// The value in 64 bits. Throws Refusal if it has more than 18 digits.
    [[nodiscard]] std::int64_t to_int64() const;

  private:
    struct Free {
        void operator()(bignum_st* number) const;
    };
    std::unique_ptr<bignum_st, Free> number_;
};

/// The greatest whole number whose square is at most `value`. Requires: value >= 0.
[[nodiscard]] Integer square_root(const Integer& value);

/// The greatest whole number that divides both. Requires: a, b > 0.
[[nodiscard]] Integer greatest_divisor(const Integer& a, const Integer& b);

/// 10^exponent.
[[nodiscard]] Integer power_of_ten(unsigned exponent);

/// numerator / denominator with `places` digits, rounded half away from zero.
/// Requires: denominator > 0, places <= 18. Throws Refusal if it has more than 18 digits.
[[nodiscard]] Decimal rounded_quotient(const Integer& numerator, const Integer& denominator,
                                       unsigned places);

/// The square root of numerator / denominator with `places` digits, rounded half away from zero: of
/// the exact root, not of an approximation.
/// Requires: numerator >= 0, denominator > 0, places <= 18. Throws Refusal as above.
[[nodiscard]] Decimal rounded_root(const Integer& numerator, const Integer& denominator,
                                   unsigned places);

}  // namespace certrec
