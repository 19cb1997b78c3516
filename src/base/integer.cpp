#include "base/integer.hpp"

#include <new>
#include <utility>

#include "base/compose.hpp"
#include "base/libcrypto.hpp"
#include "certrec/base/error.hpp"

namespace certrec {

namespace {

struct FreeContext {
    void operator()(BN_CTX* context) const { libcrypto().BN_CTX_free(context); }
};

/// Room for what is in between.
std::unique_ptr<BN_CTX, FreeContext> new_context() {
    std::unique_ptr<BN_CTX, FreeContext> context(libcrypto().BN_CTX_new());
    if (!context) throw std::bad_alloc();
    return context;
}

/// Only want of memory lets these calls fail.
void require(int done) {
    if (done != 1) throw std::bad_alloc();
}

BIGNUM* require(BIGNUM* number) {
    if (number == nullptr) throw std::bad_alloc();
    return number;
}

constexpr int kHalf = 64;  // bits of an Int128

std::uint64_t magnitude_of(std::int64_t value) {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

}  // namespace

void Integer::Free::operator()(bignum_st* number) const { libcrypto().BN_free(number); }

Integer::Integer() : number_(require(libcrypto().BN_new())) {}

Integer::Integer(std::uint64_t value) : Integer() {
    require(libcrypto().BN_set_word(number_.get(), value));
}

Integer::Integer(std::int64_t value) : Integer(magnitude_of(value)) {
    libcrypto().BN_set_negative(number_.get(), value < 0 ? 1 : 0);
}

Integer::Integer(Int128 value) : Integer() {
    __extension__ typedef unsigned __int128 Bits;
    const Bits magnitude = value < 0 ? 0 - static_cast<Bits>(value) : static_cast<Bits>(value);
    require(libcrypto().BN_set_word(number_.get(), static_cast<std::uint64_t>(magnitude >> kHalf)));
    require(libcrypto().BN_lshift(number_.get(), number_.get(), kHalf));
    const Integer low(static_cast<std::uint64_t>(magnitude));
    require(libcrypto().BN_add(number_.get(), number_.get(), low.number_.get()));
    libcrypto().BN_set_negative(number_.get(), value < 0 ? 1 : 0);
}

Integer::Integer(const Integer& other)
    : number_(require(libcrypto().BN_dup(other.number_.get()))) {}
Integer::Integer(Integer&& other) noexcept = default;
Integer& Integer::operator=(Integer other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}
Integer::~Integer() = default;

bool Integer::is_zero() const { return libcrypto().BN_is_zero(number_.get()) == 1; }
bool Integer::is_negative() const { return libcrypto().BN_is_negative(number_.get()) == 1; }

Integer Integer::operator+(const Integer& other) const {
    Integer sum;
    require(libcrypto().BN_add(sum.number_.get(), number_.get(), other.number_.get()));
    return sum;
}

Integer Integer::operator-(const Integer& other) const {
    Integer difference;
    require(libcrypto().BN_sub(difference.number_.get(), number_.get(), other.number_.get()));
    return difference;
}

Integer Integer::operator*(const Integer& other) const {
    Integer product;
    require(libcrypto().BN_mul(product.number_.get(), number_.get(), other.number_.get(),
                               new_context().get()));
    return product;
}

Integer Integer::operator/(const Integer& divisor) const {
    Integer quotient;
    require(libcrypto().BN_div(quotient.number_.get(), nullptr, number_.get(),
                               divisor.number_.get(), new_context().get()));
    return quotient;
}

std::strong_ordering Integer::operator<=>(const Integer& other) const {
    return libcrypto().BN_cmp(number_.get(), other.number_.get()) <=> 0;
}

std::int64_t Integer::to_int64() const {
    const Integer limit = power_of_ten(Decimal::kMaxDigits);
    if (libcrypto().BN_ucmp(number_.get(), limit.number_.get()) >= 0) {
        throw Refusal(compose("a number of more than {} digits would have to be printed",
                              "数值超过 {} 位，无法写出", Decimal::kMaxDigits));
    }
    const auto magnitude = static_cast<std::int64_t>(libcrypto().BN_get_word(number_.get()));
    return is_negative() ? -magnitude : magnitude;
}

Integer square_root(const Integer& value) {
    if (value.is_zero()) return value;
    // Newton's method from above: a power of ten that is no smaller, then down until it stays.
    Integer root = 1;
    while (root * root < value) root = root * 10;
    while (true) {
        Integer next = (root + value / root) / 2;
        if (next >= root) return root;
        root = std::move(next);
    }
}

Integer greatest_divisor(const Integer& a, const Integer& b) {
    Integer greater = a;
    Integer rest = b;
    while (!rest.is_zero()) {
        Integer next = greater - greater / rest * rest;
        greater = std::exchange(rest, std::move(next));
    }
    return greater;
}

Integer power_of_ten(unsigned exponent) {
    Integer power = 1;
    for (unsigned i = 0; i < exponent; ++i) power = power * 10;
    return power;
}

Decimal rounded_quotient(const Integer& numerator, const Integer& denominator, unsigned places) {
    const Integer half = numerator.is_negative() ? Integer(0) - denominator : denominator;
    const Integer units = (numerator * power_of_ten(places) * 2 + half) / (denominator * 2);
    return Decimal(units.to_int64(), places);
}

Decimal rounded_root(const Integer& numerator, const Integer& denominator, unsigned places) {
    // The whole part of twice the root tells whether the root itself is past a half.
    const Integer twice = square_root(numerator * power_of_ten(2 * places) * 4 / denominator);
    return Decimal(((twice + 1) / 2).to_int64(), places);
}

}  // namespace certrec
