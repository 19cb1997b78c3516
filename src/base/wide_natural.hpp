/// \file
/// What is a sum of squares, and its root, when 128 bits are too few? Private.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace certrec {

/// A whole number from 0 to 2^640 - 1, exactly. For the last step of a statistic, where a rounding
/// is stated: sums, products, quotients and roots of what was counted. Requires of every operation:
/// the result lies in that range.
class WideNatural {
  public:
    constexpr WideNatural() = default;
    constexpr WideNatural(std::uint64_t value) : limbs_{value} {}

    /// 10^exponent.
    [[nodiscard]] static WideNatural power_of_ten(unsigned exponent);

    [[nodiscard]] bool is_zero() const { return *this == WideNatural(); }

    /// The value, if it is below 2^64; else the lowest 64 bits of it.
    [[nodiscard]] std::uint64_t low() const { return limbs_[0]; }

    friend WideNatural operator+(const WideNatural& a, const WideNatural& b);
    friend WideNatural operator-(const WideNatural& a, const WideNatural& b);
    friend WideNatural operator*(const WideNatural& a, const WideNatural& b);
    /// Rounded down. Requires: b is not zero.
    friend WideNatural operator/(const WideNatural& a, const WideNatural& b);
    /// The square root, rounded down.
    friend WideNatural square_root(const WideNatural& value);

    friend bool operator==(const WideNatural&, const WideNatural&) = default;
    friend std::strong_ordering operator<=>(const WideNatural& a, const WideNatural& b);

  private:
    static constexpr std::size_t kLimbs = 10;

    /// How many bits there are up to the highest one that is set.
    [[nodiscard]] std::size_t bit_width() const;
    [[nodiscard]] bool bit(std::size_t place) const;
    void set_bit(std::size_t place);
    void shift_left(bool lowest);
    void shift_right();

    std::array<std::uint64_t, kLimbs> limbs_{};  // the lowest first
};

}  // namespace certrec
