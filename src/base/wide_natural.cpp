#include "base/wide_natural.hpp"

#include <bit>

namespace certrec {

namespace {

__extension__ typedef unsigned __int128 Double;

}  // namespace

WideNatural WideNatural::power_of_ten(unsigned exponent) {
    WideNatural power = 1;
    for (unsigned i = 0; i < exponent; ++i) power = power * WideNatural(10);
    return power;
}

WideNatural operator+(const WideNatural& a, const WideNatural& b) {
    WideNatural sum;
    Double carry = 0;
    for (std::size_t i = 0; i < WideNatural::kLimbs; ++i) {
        carry += Double{a.limbs_[i]} + b.limbs_[i];
        sum.limbs_[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64U;
    }
    return sum;
}

WideNatural operator-(const WideNatural& a, const WideNatural& b) {
    WideNatural difference;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < WideNatural::kLimbs; ++i) {
        const Double limb = (Double{1} << 64U) + a.limbs_[i] - b.limbs_[i] - borrow;
        difference.limbs_[i] = static_cast<std::uint64_t>(limb);
        borrow = limb >> 64U == 0 ? 1 : 0;
    }
    return difference;
}

WideNatural operator*(const WideNatural& a, const WideNatural& b) {
    WideNatural product;
    for (std::size_t i = 0; i < WideNatural::kLimbs; ++i) {
        if (a.limbs_[i] == 0) continue;
        Double carry = 0;
        for (std::size_t k = 0; i + k < WideNatural::kLimbs; ++k) {
            carry += Double{a.limbs_[i]} * b.limbs_[k] + product.limbs_[i + k];
            product.limbs_[i + k] = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
    }
    return product;
}

WideNatural operator/(const WideNatural& a, const WideNatural& b) {
    WideNatural quotient;
    WideNatural rest;
    for (std::size_t place = a.bit_width(); place-- > 0;) {
        rest.shift_left(a.bit(place));
        if (rest < b) continue;
        rest = rest - b;
        quotient.set_bit(place);
    }
    return quotient;
}

/// Bit by bit: a bit belongs to the root if what it adds to the square still fits.
WideNatural square_root(const WideNatural& value) {
    WideNatural rest = value;
    WideNatural root;
    for (std::size_t place = (value.bit_width() + 1) / 2 * 2; place > 0; place -= 2) {
        WideNatural added = root;
        added.set_bit(place - 2);
        root.shift_right();
        if (rest < added) continue;
        rest = rest - added;
        root.set_bit(place - 2);
    }
    return root;
}

std::strong_ordering operator<=>(const WideNatural& a, const WideNatural& b) {
    for (std::size_t i = WideNatural::kLimbs; i-- > 0;) {
        if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] <=> b.limbs_[i];
    }
    return std::strong_ordering::equal;
}

std::size_t WideNatural::bit_width() const {
    for (std::size_t i = kLimbs; i-- > 0;) {
        if (limbs_[i] != 0) return i * 64 + static_cast<std::size_t>(std::bit_width(limbs_[i]));
    }
    return 0;
}

bool WideNatural::bit(std::size_t place) const {
    return (limbs_[place / 64] >> place % 64 & 1) != 0;
}

void WideNatural::set_bit(std::size_t place) {
    limbs_[place / 64] |= std::uint64_t{1} << place % 64;
}

void WideNatural::shift_left(bool lowest) {
    std::uint64_t carry = lowest ? 1 : 0;
    for (std::uint64_t& limb : limbs_) {
        const std::uint64_t next = limb >> 63U;
        limb = limb << 1U | carry;
        carry = next;
    }
}

void WideNatural::shift_right() {
    std::uint64_t carry = 0;
    for (std::size_t i = kLimbs; i-- > 0;) {
        const std::uint64_t next = limbs_[i] << 63U;
        limbs_[i] = limbs_[i] >> 1U | carry;
        carry = next;
    }
}

}  // namespace certrec
