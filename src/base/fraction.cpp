#include "certrec/base/fraction.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace certrec {

namespace {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideMagnitude;

constexpr unsigned kMaxPower = 37;

/// Powers of ten that 128 bits hold with room for a sign and one more bit.
constexpr std::array<Wide, kMaxPower + 1> kPowers = [] {
    std::array<Wide, kMaxPower + 1> powers{};
    powers[0] = 1;
    for (unsigned i = 1; i <= kMaxPower; ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

/// divisor * 10^scale stays below this, so that ten times a rest of it fits.
constexpr Wide kMaxUnit = kPowers[kMaxPower];

constexpr bool fits_in_64_bits(Wide value) { return value == static_cast<std::int64_t>(value); }

/// Has no number of the other sign.
constexpr Wide kLowest = static_cast<Wide>(WideMagnitude{1} << 127U);

/// The product, or false if it does not fit. Most factors are short, and then it always does.
bool multiplied(Wide a, Wide b, Wide& product) {
    if (fits_in_64_bits(a) && fits_in_64_bits(b)) {
        product = a * b;
        return true;
    }
    return !__builtin_mul_overflow(a, b, &product) && product != kLowest;
}

bool unit_fits(Wide divisor, unsigned scale) {
    Wide unit = 0;
    return scale <= kMaxPower && multiplied(divisor, kPowers[scale], unit) && unit <= kMaxUnit;
}

Wide greatest_common_divisor(Wide a, Wide b) {
    if (a < 0) a = -a;
    while (b != 0) {
        if (fits_in_64_bits(a) && fits_in_64_bits(b)) {
            auto x = static_cast<std::uint64_t>(a);
            auto y = static_cast<std::uint64_t>(b);
            while (y != 0) x = std::exchange(y, x % y);
            return static_cast<Wide>(x);
        }
        a = std::exchange(b, a % b);
    }
    return a;
}

void append_digits(std::string& text, Wide magnitude) {
    std::array<char, 20> digits{};
    if (fits_in_64_bits(magnitude)) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                       static_cast<std::uint64_t>(magnitude));
        text.append(digits.data(), end.ptr);
        return;
    }
    append_digits(text, magnitude / kPowers[18]);
    const auto rest = static_cast<std::uint64_t>(magnitude % kPowers[18]);
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), rest);
    text.append(18 - static_cast<std::size_t>(end.ptr - digits.data()), '0');
    text.append(digits.data(), end.ptr);
}

/// A decimal of more digits than a Decimal has, too.
std::optional<Fraction> parse_wide_decimal(std::string_view text) {
    if (const auto value = parse_decimal(text)) return Fraction(*value);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    if (text.empty() || point == 0 || point == text.size() - 1) return std::nullopt;
    Fraction value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * Decimal(10, 0) + Decimal(text[i] - '0', 0);
        if (value.is_lost()) return std::nullopt;
    }
    for (std::size_t i = point; i < text.size() - 1; ++i) value = value * Decimal(1, 1);
    if (value.is_lost()) return std::nullopt;
    return negative ? Fraction() - value : value;
}

/// Compares a / b with c / d by their continued fractions, so that no product can be too long.
/// Requires: a, c >= 0; b, d > 0.
std::strong_ordering compare_quotients(Wide a, Wide b, Wide c, Wide d) {
    while (true) {
        if (a / b != c / d) return a / b <=> c / d;
        const Wide left = a % b;
        const Wide right = c % d;
        if (left == 0 || right == 0) return left <=> right;
        // left / b <=> right / d is the reverse of b / left <=> d / right.
        a = d;
        c = b;
        const Wide kept = left;
        b = right;
        d = kept;
    }
}

}  // namespace

Fraction Fraction::lost() {
    Fraction value;
    value.lost_ = true;
    return value;
}

bool Fraction::scale_up(Wide factor, unsigned zeros) {
    if (numerator_ == 0) return true;
    if (zeros > kMaxPower) return false;
    return multiplied(numerator_, factor, numerator_) &&
           (zeros == 0 || multiplied(numerator_, kPowers[zeros], numerator_));
}

void Fraction::reduce() {
    if (numerator_ == 0) {
        divisor_ = 1;
        scale_ = 0;
        return;
    }
    if (divisor_ != 1) {
        const Wide common = greatest_common_divisor(numerator_, divisor_);
        numerator_ /= common;
        divisor_ /= common;
        const auto move_into_scale = [this](Wide prime, Wide cofactor) {
            Wide grown = 0;
            while (divisor_ % prime == 0 && unit_fits(divisor_ / prime, scale_ + 1) &&
                   multiplied(numerator_, cofactor, grown)) {
                divisor_ /= prime;
                numerator_ = grown;
                ++scale_;
            }
        };
        move_into_scale(10, 1);
        move_into_scale(2, 5);
        move_into_scale(5, 2);
    }
    while (scale_ > 0 && numerator_ % 10 == 0) {
        numerator_ /= 10;
        --scale_;
    }
}

Fraction Fraction::add(const Fraction& other) const {
    if (is_short() && other.is_short()) {
        const auto units_at = [](const Fraction& value, unsigned scale) {
            return value.numerator_ * kPowers[scale - value.scale_];
        };
        Fraction sum;
        sum.scale_ = std::max(scale_, other.scale_);
        sum.numerator_ = units_at(*this, sum.scale_) + units_at(other, sum.scale_);
        return sum;
    }
    if (lost_ || other.lost_) return lost();
    const auto add = [](Fraction a, Fraction b, Wide common) {
        Fraction sum;
        sum.scale_ = std::max(a.scale_, b.scale_);
        const Wide factor_a = b.divisor_ / common;
        const Wide factor_b = a.divisor_ / common;
        const bool fits = a.scale_up(factor_a, sum.scale_ - a.scale_) &&
                          b.scale_up(factor_b, sum.scale_ - b.scale_) &&
                          !__builtin_add_overflow(a.numerator_, b.numerator_, &sum.numerator_) &&
                          sum.numerator_ != kLowest &&
                          multiplied(a.divisor_, factor_a, sum.divisor_);
        sum.lost_ = !fits || !unit_fits(sum.divisor_, sum.scale_);
        return sum;
    };
    const Fraction sum = add(*this, other, divisor_ == other.divisor_ ? divisor_ : 1);
    if (!sum.lost_) return sum;
    Fraction a = *this;
    Fraction b = other;
    a.reduce();
    b.reduce();
    return add(a, b, greatest_common_divisor(a.divisor_, b.divisor_));
}

Fraction Fraction::operator-(const Fraction& other) const {
    Fraction negated = other;
    negated.numerator_ = -negated.numerator_;
    return *this + negated;
}

Fraction Fraction::multiply(const Fraction& other) const {
    if (lost_ || other.lost_) return lost();
    const auto product = [](const Fraction& a, const Fraction& b) {
        Fraction result;
        result.scale_ = a.scale_ + b.scale_;
        result.lost_ = !multiplied(a.numerator_, b.numerator_, result.numerator_) ||
                       !multiplied(a.divisor_, b.divisor_, result.divisor_) ||
                       !unit_fits(result.divisor_, result.scale_);
        return result;
    };
    const Fraction result = product(*this, other);
    if (!result.lost_) return result;
    // Common factors may stand crosswise.
    Fraction a = *this;
    Fraction b = other;
    std::swap(a.divisor_, b.divisor_);
    std::swap(a.scale_, b.scale_);
    a.reduce();
    b.reduce();
    return product(a, b);
}

Fraction Fraction::operator/(const Fraction& divisor) const {
    if (lost_ || divisor.lost_) return lost();
    Fraction inverse = divisor;
    inverse.reduce();
    const bool negative = inverse.numerator_ < 0;
    const Wide magnitude = negative ? -inverse.numerator_ : inverse.numerator_;
    Fraction factor;
    factor.numerator_ = negative ? -inverse.divisor_ : inverse.divisor_;
    if (!factor.scale_up(1, inverse.scale_)) return lost();
    factor.divisor_ = magnitude;
    return *this * factor;
}

std::strong_ordering Fraction::compare(const Fraction& other) const {
    if (is_short() && other.is_short()) {
        return numerator_ * kPowers[other.scale_] <=> other.numerator_ * kPowers[scale_];
    }
    if (is_negative() != other.is_negative()) return numerator_ <=> other.numerator_;
    const Wide left = divisor_ * kPowers[scale_];
    const Wide right = other.divisor_ * kPowers[other.scale_];
    if (is_negative()) {
        return compare_quotients(-other.numerator_, right, -numerator_, left);
    }
    return compare_quotients(numerator_, left, other.numerator_, right);
}

Fraction Fraction::rounded(Rounding rounding) const {
    Fraction value = *this;
    value.reduce();
    if (value.divisor_ == 1 && value.scale_ <= rounding.places) return value;
    const bool negative = value.numerator_ < 0;
    if (negative) value.numerator_ = -value.numerator_;
    // The whole part first, so that moving the point cannot make the rest too long.
    const Wide unit = value.divisor_ * kPowers[value.scale_];
    Wide digits = value.numerator_ / unit;
    if (digits >= kPowers[kMaxPower - rounding.places]) return lost();
    Wide rest = value.numerator_ % unit;
    for (unsigned place = 0; place < rounding.places; ++place) {
        const auto shifted = static_cast<WideMagnitude>(rest) * 10;
        digits = digits * 10 + static_cast<Wide>(shifted / static_cast<WideMagnitude>(unit));
        rest = static_cast<Wide>(shifted % static_cast<WideMagnitude>(unit));
    }
    const auto half = static_cast<WideMagnitude>(rest) * 2 <=> static_cast<WideMagnitude>(unit);
    const bool up =
        (rounding.mode == RoundingMode::half_up && half >= 0) ||
        (rounding.mode == RoundingMode::half_even && (half > 0 || (half == 0 && digits % 2 == 1)));
    if (up) ++digits;
    Fraction result;
    result.numerator_ = negative ? -digits : digits;
    result.scale_ = rounding.places;
    result.reduce();
    return result;
}

std::optional<Decimal> Fraction::decimal() const {
    Fraction value = *this;
    value.reduce();
    const Wide limit = kPowers[Decimal::kMaxDigits];
    if (value.divisor_ != 1 || value.numerator_ >= limit || value.numerator_ <= -limit ||
        value.scale_ > Decimal::kMaxDigits) {
        return std::nullopt;
    }
    return Decimal(static_cast<std::int64_t>(value.numerator_), value.scale_);
}

void append_fraction(std::string& text, const Fraction& value) {
    const Wide limit = kPowers[Decimal::kMaxDigits];
    if (value.is_short() && value.numerator_ < limit && value.numerator_ > -limit) {
        append_decimal(text, {static_cast<std::int64_t>(value.numerator_), value.scale_});
        return;
    }
    Fraction lowest = value;
    lowest.reduce();
    if (lowest.is_negative()) {
        text += '-';
        lowest.numerator_ = -lowest.numerator_;
    }
    const Wide power = kPowers[lowest.scale_];
    if (lowest.divisor_ != 1) {
        const Wide denominator = lowest.divisor_ * power;
        const Wide common = greatest_common_divisor(lowest.numerator_, denominator);
        append_digits(text, lowest.numerator_ / common);
        text += '/';
        append_digits(text, denominator / common);
        return;
    }
    append_digits(text, lowest.numerator_ / power);
    if (lowest.scale_ == 0) return;
    text += '.';
    const std::size_t begin = text.size();
    append_digits(text, lowest.numerator_ % power);
    text.insert(begin, lowest.scale_ - (text.size() - begin), '0');
}

std::string format_fraction(const Fraction& value) {
    std::string text;
    append_fraction(text, value);
    return text;
}

std::optional<Fraction> parse_fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto above = parse_wide_decimal(text.substr(0, slash));
    if (!above || slash == std::string_view::npos) return above;
    const auto below = parse_wide_decimal(text.substr(slash + 1));
    const bool pointed = text.find('.') != std::string_view::npos;
    if (!below || below->is_negative() || below->is_zero() || pointed) return std::nullopt;
    const Fraction value = *above / *below;
    return value.is_lost() ? std::nullopt : std::optional(value);
}

}  // namespace certrec
