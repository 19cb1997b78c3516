#include "certrec/base/fraction.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

/// A whole number of any length, by the schoolbook, in limbs of nine digits, the lowest first.
class Integer {
  public:
    Integer() = default;
    explicit Integer(std::string_view digits) {
        negative_ = digits.starts_with('-');
        if (negative_) digits.remove_prefix(1);
        while (!digits.empty()) {
            const std::size_t size = std::min<std::size_t>(digits.size(), 9);
            std::uint64_t limb = 0;
            for (const char c : digits.substr(digits.size() - size)) {
                limb = limb * 10 + static_cast<std::uint64_t>(c - '0');
            }
            limbs_.push_back(limb);
            digits.remove_suffix(size);
        }
        trim();
    }

    [[nodiscard]] bool zero() const { return limbs_.empty(); }
    [[nodiscard]] bool odd() const { return !zero() && limbs_[0] % 2 == 1; }
    [[nodiscard]] bool negative() const { return negative_; }
    [[nodiscard]] Integer magnitude() const {
        Integer value = *this;
        value.negative_ = false;
        return value;
    }
    [[nodiscard]] Integer negated() const {
        Integer value = *this;
        value.negative_ = !zero() && !negative_;
        return value;
    }

    friend Integer operator*(const Integer& a, const Integer& b) {
        Integer product;
        product.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
        for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
            std::uint64_t carry = 0;
            for (std::size_t k = 0; k < b.limbs_.size() || carry > 0; ++k) {
                const std::uint64_t other = k < b.limbs_.size() ? b.limbs_[k] : 0;
                const std::uint64_t sum = product.limbs_[i + k] + a.limbs_[i] * other + carry;
                product.limbs_[i + k] = sum % kBase;
                carry = sum / kBase;
            }
        }
        product.negative_ = a.negative_ != b.negative_;
        product.trim();
        return product;
    }
    friend Integer operator+(const Integer& a, const Integer& b) {
        if (a.negative_ != b.negative_) {
            const bool larger = compare_limbs(a, b) >= 0;
            return larger ? difference(a, b) : difference(b, a);
        }
        Integer sum;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < std::max(a.limbs_.size(), b.limbs_.size()) || carry > 0; ++i) {
            carry += a.limb(i) + b.limb(i);
            sum.limbs_.push_back(carry % kBase);
            carry /= kBase;
        }
        sum.negative_ = a.negative_;
        return sum;
    }
    friend Integer operator-(const Integer& a, const Integer& b) { return a + b.negated(); }
    friend bool operator==(const Integer&, const Integer&) = default;
    friend std::strong_ordering operator<=>(const Integer& a, const Integer& b) {
        if (a.negative_ != b.negative_) {
            return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        const int order = a.negative_ ? compare_limbs(b, a) : compare_limbs(a, b);
        return order <=> 0;
    }

  private:
    static constexpr std::uint64_t kBase = 1'000'000'000;

    [[nodiscard]] std::uint64_t limb(std::size_t i) const {
        return i < limbs_.size() ? limbs_[i] : 0;
    }
    static int compare_limbs(const Integer& a, const Integer& b) {
        for (std::size_t i = std::max(a.limbs_.size(), b.limbs_.size()); i > 0; --i) {
            if (a.limb(i - 1) != b.limb(i - 1)) return a.limb(i - 1) < b.limb(i - 1) ? -1 : 1;
        }
        return 0;
    }
    /// The magnitude of `a` less that of `b`, which is not larger, with the sign of `a`.
    static Integer difference(const Integer& a, const Integer& b) {
        Integer rest = a;
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < rest.limbs_.size(); ++i) {
            const std::uint64_t taken = b.limb(i) + borrow;
            borrow = rest.limbs_[i] < taken ? 1 : 0;
            rest.limbs_[i] += borrow * kBase;
            rest.limbs_[i] -= taken;
        }
        rest.trim();
        return rest;
    }
    void trim() {
        while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
        if (limbs_.empty()) negative_ = false;
    }

    std::vector<std::uint64_t> limbs_;
    bool negative_ = false;
};

/// above / below, never reduced; below > 0.
struct Exact {
    Integer above;
    Integer below{"1"};

    friend Exact operator+(const Exact& a, const Exact& b) {
        return {a.above * b.below + b.above * a.below, a.below * b.below};
    }
    friend Exact operator-(const Exact& a, const Exact& b) {
        return {a.above * b.below - b.above * a.below, a.below * b.below};
    }
    friend Exact operator*(const Exact& a, const Exact& b) {
        return {a.above * b.above, a.below * b.below};
    }
    friend Exact operator/(const Exact& a, const Exact& b) {
        Exact value{a.above * b.below, a.below * b.above};
        if (value.below.negative()) {
            value = {value.above.negated(), value.below.negated()};
        }
        return value;
    }
    friend std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
        return a.above * b.below <=> b.above * a.below;
    }
    friend bool operator==(const Exact& a, const Exact& b) { return (a <=> b) == 0; }
    [[nodiscard]] Exact magnitude() const { return {above.magnitude(), below}; }
};

Integer power_of_ten(std::size_t places) { return Integer("1" + std::string(places, '0')); }

/// What a spelling says: a decimal of any length, or a fraction.
Exact exact(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
        return {Integer(text.substr(0, slash)), Integer(text.substr(slash + 1))};
    }
    std::string digits(text);
    const std::size_t point = digits.find('.');
    if (point == std::string::npos) return {Integer(digits)};
    const std::size_t places = digits.size() - point - 1;
    digits.erase(point, 1);
    return {Integer(digits), power_of_ten(places)};
}

Fraction decimal(std::string_view text) {
    const auto value = parse_decimal(text);
    INFO(text);
    REQUIRE(value.has_value());
    return *value;
}

/// A number and what it must be.
struct Pair {
    Fraction value;
    Exact truth;
};

Pair pair_of(const std::string& text) { return {decimal(text), exact(text)}; }

/// At most `most` digits in all, with as many zeros, nines and small numbers as trouble likes.
std::string random_spelling(Dice& dice, std::size_t most) {
    const std::size_t whole = dice.below(most + 1);
    const std::size_t fraction = dice.below(most + 1 - whole);
    const std::string digits = dice.chance(3) ? "09" : dice.chance(3) ? "05" : "0123456789";
    std::string text = dice.chance(3) ? "-" : "";
    text += dice.chance(2) ? "1" : "0";
    if (text.back() == '1' && whole + fraction == most) text.back() = '0';
    for (std::size_t i = 0; i < whole; ++i) text += digits[dice.below(digits.size())];
    if (fraction > 0) text += '.';
    for (std::size_t i = 0; i < fraction; ++i) text += digits[dice.below(digits.size())];
    return text;
}

enum class Operation { add, subtract, multiply, divide };

Pair apply(Operation operation, const Pair& a, const Pair& b) {
    switch (operation) {
        case Operation::add: return {a.value + b.value, a.truth + b.truth};
        case Operation::subtract: return {a.value - b.value, a.truth - b.truth};
        case Operation::multiply: return {a.value * b.value, a.truth * b.truth};
        case Operation::divide: break;
    }
    return {a.value / b.value, a.truth / b.truth};
}

constexpr Operation kOperations[] = {Operation::add, Operation::subtract, Operation::multiply,
                                     Operation::divide};

/// Whether the number is what it must be, and is spelled so that a reader finds it again.
bool is_exact(const Pair& pair) {
    const std::string text = format_fraction(pair.value);
    if (pair.value.is_zero() != pair.truth.above.zero()) return false;
    if (pair.value.is_negative() != pair.truth.above.negative()) return false;
    const auto read = parse_fraction(text);
    return exact(text) == pair.truth && read && *read == pair.value &&
           format_fraction(*read) == text;
}

__extension__ typedef __int128 Wide;

Wide wide(std::string_view digits) {
    Wide value = 0;
    for (const char c : digits) {
        if (c != '-') value = value * 10 + (c - '0');
    }
    return value;
}

Wide common_divisor(Wide a, Wide b) {
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

/// Whether a text is the shortest exact spelling: no zero too many, nothing to cancel, and no
/// fraction where a decimal of a few digits would do.
bool is_shortest(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) {
        const bool pointed = text.find('.') != std::string::npos;
        const std::size_t first = text.starts_with('-') ? 1 : 0;
        const bool zero_in_front =
            text[first] == '0' && text.size() > first + 1 && text[first + 1] != '.';
        return !zero_in_front && text != "-0" && !(pointed && text.back() == '0');
    }
    const Wide above = wide(std::string_view(text).substr(0, slash));
    Wide below = wide(std::string_view(text).substr(slash + 1));
    if (common_divisor(above, below) != 1) return false;
    int twos = 0;
    int fives = 0;
    for (; below % 2 == 0; below /= 2) ++twos;
    for (; below % 5 == 0; below /= 5) ++fives;
    const bool long_one = std::max(twos, fives) > 18 || slash > 18;
    return below != 1 || long_one;
}

TEST_CASE("a fraction is spelled as the shortest decimal, or else in lowest terms") {
    const auto spelled = [](std::string_view a, std::string_view b) {
        return format_fraction(decimal(a) / decimal(b));
    };
    CHECK(spelled("60", "1") == "60");
    CHECK(spelled("0", "7") == "0");
    CHECK(spelled("-0", "7") == "0");
    CHECK(spelled("120", "2") == "60");
    CHECK(spelled("119.99", "2") == "59.995");
    CHECK(spelled("1", "8") == "0.125");
    CHECK(spelled("-1", "8") == "-0.125");
    CHECK(spelled("1", "-8") == "-0.125");
    CHECK(spelled("200", "3") == "200/3");
    CHECK(spelled("400", "6") == "200/3");
    CHECK(spelled("66.6", "0.9") == "74");
    CHECK(spelled("0.5", "3") == "1/6");
    CHECK(spelled("-2.5", "15") == "-1/6");
    CHECK(spelled("1", "1024") == "0.0009765625");
    CHECK(spelled("1", "12.5") == "0.08");
    CHECK(spelled("999999999999999999", "0.000000000000000001") ==
          "999999999999999999000000000000000000");
    CHECK(spelled("0.000000000000000001", "999999999999999999") ==
          "1/999999999999999999000000000000000000");
    CHECK(format_fraction(Fraction()) == "0");
    std::string text = "is ";
    append_fraction(text, decimal("-59.99"));
    CHECK(text == "is -59.99");
}

TEST_CASE("thirds that are added up make a whole, which no binary or decimal number does") {
    const Fraction third = decimal("100") / decimal("3");
    CHECK(third + third + third == decimal("100"));
    CHECK(third * decimal("0.3") == decimal("10"));
    CHECK(third - third == Fraction());
    CHECK((decimal("0.1") + decimal("0.2")) == decimal("0.3"));
    CHECK(decimal("59.9") * decimal("0.3") + decimal("60.1") * decimal("0.7") == decimal("60.04"));
    CHECK(decimal("200") / decimal("3") > decimal("66.666666666666666"));
    CHECK(decimal("200") / decimal("3") < decimal("66.6666666666666667"));
}

TEST_CASE("sums, products and quotients of two decimals of 18 digits are never lost, and exact") {
    Dice dice(371);
    for (int i = 0; i < 4'000; ++i) {
        const std::size_t most = dice.chance(2) ? 18 : dice.between(1, 18);
        const std::string left = random_spelling(dice, most);
        const std::string right = random_spelling(dice, most);
        const Pair a = pair_of(left);
        const Pair b = pair_of(right);
        CHECK((a.value <=> b.value) == (a.truth <=> b.truth));
        for (const Operation operation : kOperations) {
            if (operation == Operation::divide && b.value.is_zero()) continue;
            const Pair result = apply(operation, a, b);
            const bool sound = !result.value.is_lost() && is_exact(result) &&
                               is_shortest(format_fraction(result.value));
            if (!sound) {
                FAIL_CHECK(left << " and " << right << ", operation "
                                << static_cast<int>(operation));
            }
        }
    }
}

TEST_CASE("whatever is computed from many numbers is exact or says that it is lost") {
    Dice dice(372);
    int lost = 0;
    int kept = 0;
    for (int i = 0; i < 3'000; ++i) {
        const std::size_t most = dice.between(1, 18);
        Pair value = pair_of(random_spelling(dice, most));
        for (std::size_t step = dice.between(2, 9); step > 0; --step) {
            const Pair operand = pair_of(random_spelling(dice, most));
            const Operation operation =
                dice.pick(std::vector(std::begin(kOperations), std::end(kOperations)));
            if (operation == Operation::divide && operand.value.is_zero()) continue;
            value = dice.chance(3) && !value.value.is_zero() ? apply(operation, operand, value)
                                                             : apply(operation, value, operand);
            if (value.value.is_lost()) break;
        }
        ++(value.value.is_lost() ? lost : kept);
        if (value.value.is_lost()) continue;
        if (!is_exact(value)) FAIL_CHECK("case " << i << ": " << format_fraction(value.value));
    }
    CHECK(kept > 500);
    CHECK(lost > 100);
}

TEST_CASE("order is that of the exact values, however long and however close they are") {
    Dice dice(373);
    std::vector<Pair> values;
    while (values.size() < 150) {
        const Pair a = pair_of(random_spelling(dice, 18));
        const Pair b = pair_of(random_spelling(dice, 18));
        if (b.value.is_zero()) continue;
        values.push_back(apply(Operation::divide, a, b));
        // And a neighbour.
        const Pair step = pair_of("0.000000000000000001");
        const Pair next =
            apply(dice.chance(2) ? Operation::add : Operation::subtract, values.back(), step);
        if (!next.value.is_lost()) values.push_back(next);
    }
    for (const Pair& a : values) {
        for (const Pair& b : values) {
            if ((a.value <=> b.value) != (a.truth <=> b.truth)) {
                FAIL_CHECK(format_fraction(a.value) << " and " << format_fraction(b.value));
            }
            if ((a.value == b.value) != (a.truth == b.truth)) FAIL_CHECK("equality");
        }
    }
}

TEST_CASE("numbers a unit in the last place away from a mark are on their side of it") {
    const Fraction mark = decimal("60");
    CHECK(decimal("59.9999999999999999") < mark);
    CHECK(decimal("60.0000000000000001") > mark);
    CHECK(decimal("-59.9999999999999999") > decimal("-60"));
    const Fraction tiny = decimal("0.000000000000000001") * decimal("0.000000000000000001");
    CHECK(mark - tiny < mark);
    CHECK(mark + tiny > mark);
    CHECK(Fraction() < tiny);
    CHECK(Fraction() - tiny < Fraction());
    CHECK(format_fraction(tiny) == "0.000000000000000000000000000000000001");
    CHECK(format_fraction(Fraction() - tiny) == "-0.000000000000000000000000000000000001");
}

/// A value, and what it is rounded to by each mode with so many places.
struct Rounded {
    const char* above;
    const char* below;
    unsigned places;
    const char* half_up;
    const char* half_even;
    const char* down;
};

TEST_CASE("a half goes away from zero, to the even digit, or is cut off, by the mode") {
    for (const Rounded& each : std::vector<Rounded>{
             {"59.4", "1", 0, "59", "59", "59"},
             {"59.5", "1", 0, "60", "60", "59"},
             {"60.5", "1", 0, "61", "60", "60"},
             {"61.5", "1", 0, "62", "62", "61"},
             {"59.6", "1", 0, "60", "60", "59"},
             {"0.5", "1", 0, "1", "0", "0"},
             {"1.5", "1", 0, "2", "2", "1"},
             {"-0.5", "1", 0, "-1", "0", "0"},
             {"-1.5", "1", 0, "-2", "-2", "-1"},
             {"-2.5", "1", 0, "-3", "-2", "-2"},
             {"-2.4", "1", 0, "-2", "-2", "-2"},
             {"59.994999999999999", "1", 2, "59.99", "59.99", "59.99"},
             {"59.995", "1", 2, "60", "60", "59.99"},
             {"59.985", "1", 2, "59.99", "59.98", "59.98"},
             {"59.98500000000001", "1", 2, "59.99", "59.99", "59.98"},
             {"99.995", "1", 2, "100", "100", "99.99"},
             {"200", "3", 0, "67", "67", "66"},
             {"200", "3", 2, "66.67", "66.67", "66.66"},
             {"100", "3", 9, "33.333333333", "33.333333333", "33.333333333"},
             {"-200", "3", 1, "-66.7", "-66.7", "-66.6"},
             {"1", "2", 0, "1", "0", "0"},
             {"1", "6", 0, "0", "0", "0"},
             {"60", "1", 9, "60", "60", "60"},
             {"59.9999999995", "1", 9, "60", "60", "59.999999999"},
             {"0.0000000005", "1", 9, "0.000000001", "0", "0"},
             {"999999999999999999", "2", 0, "500000000000000000", "500000000000000000",
              "499999999999999999"},
             {"0", "1", 3, "0", "0", "0"},
         }) {
        INFO(each.above << " / " << each.below << " with " << each.places << " places");
        const Fraction value = decimal(each.above) / decimal(each.below);
        const auto rounded = [&](RoundingMode mode) {
            return format_fraction(value.rounded({mode, each.places}));
        };
        CHECK(rounded(RoundingMode::half_up) == each.half_up);
        CHECK(rounded(RoundingMode::half_even) == each.half_even);
        CHECK(rounded(RoundingMode::down) == each.down);
    }
}

/// Whether `result` is what the mode makes of `value`, by its definition: a multiple of
/// 1 / 10^places, less than a unit away, or not more than half a unit, and the right one of two.
bool is_rounded(const Exact& value, const std::string& result, Rounding rounding) {
    const Integer unit = power_of_ten(rounding.places);
    const Exact found = exact(result);
    // In units, both above the line `below`: found is whole.
    const std::size_t point = result.find('.');
    const std::size_t places = point == std::string::npos ? 0 : result.size() - point - 1;
    if (places > rounding.places || result.find('/') != std::string::npos) return false;
    const Exact apart = (value - found) * Exact{unit};
    const Exact twice = apart.magnitude() * Exact{Integer("2")};
    const Exact one{Integer("1")};
    const bool nearer_zero = found.magnitude() <= value.magnitude();
    if (rounding.mode == RoundingMode::down) {
        const bool same_side =
            found.above.zero() || found.above.negative() == value.above.negative();
        return nearer_zero && same_side && apart.magnitude() < one;
    }
    if (twice < one) return true;
    if (!(twice == one)) return false;
    if (rounding.mode == RoundingMode::half_up) return !nearer_zero;
    std::string last = result.substr(result.starts_with('-') ? 1 : 0);
    const bool ends_in_places = places == rounding.places;
    return !ends_in_places || (last.back() - '0') % 2 == 0;
}

TEST_CASE("a rounded value is what the definition of its mode says, for any value and place") {
    Dice dice(374);
    for (int i = 0; i < 3'000; ++i) {
        Pair value = pair_of(random_spelling(dice, dice.between(1, 18)));
        const Pair divisor = pair_of(random_spelling(dice, dice.chance(2) ? 18 : 2));
        if (!divisor.value.is_zero() && dice.chance(2)) {
            value = apply(Operation::divide, value, divisor);
        }
        const auto places = static_cast<unsigned>(dice.below(kMaxRoundingPlaces + 1));
        for (const RoundingMode mode :
             {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::down}) {
            const Fraction rounded = value.value.rounded({mode, places});
            // Of 36 digits before the point no nine may be left after it.
            if (rounded.is_lost()) {
                CHECK(value.truth.magnitude() >= Exact{power_of_ten(28)});
                continue;
            }
            const std::string text = format_fraction(rounded);
            if (!is_rounded(value.truth, text, {mode, places})) {
                FAIL_CHECK(format_fraction(value.value)
                           << " to " << places << " places is not " << text);
            }
        }
    }
}

TEST_CASE("rounding is lost only with more than 28 digits before the point") {
    const Fraction large = decimal("9999999999999999") * decimal("999999999999");
    CHECK(format_fraction(large) == "9999999999989999000000000001");
    const Fraction third = large + decimal("1") / decimal("3");
    for (unsigned places = 0; places <= kMaxRoundingPlaces; ++places) {
        CHECK_FALSE(third.rounded({RoundingMode::half_even, places}).is_lost());
    }
    CHECK(format_fraction(third.rounded({RoundingMode::down, 9})) ==
          "9999999999989999000000000001.333333333");
    const Fraction longer =
        decimal("999999999999999999") * decimal("999999999999999999") + decimal("0.5");
    CHECK(longer.rounded({RoundingMode::half_up, 9}).is_lost() == false);
    CHECK(longer.rounded({RoundingMode::half_up, 0}) ==
          decimal("999999999999999999") * decimal("999999999999999999") + decimal("1"));
}

TEST_CASE("a number is lost when 128 bits do not hold it, and so is all that comes of it") {
    const Fraction nines = decimal("999999999999999999");
    const Fraction square = nines * nines;
    CHECK_FALSE(square.is_lost());
    CHECK(format_fraction(square) == "999999999999999998000000000000000001");
    const Fraction cube = square * nines;
    CHECK(cube.is_lost());
    const Fraction small = decimal("0.000000000000000001");
    CHECK_FALSE((small * small).is_lost());
    CHECK((small * small * small).is_lost());
    CHECK((decimal("1") / square / nines).is_lost());
    for (const Fraction& lost :
         {cube + nines, nines + cube, cube - cube, nines - cube, cube * Fraction(),
          Fraction() * cube, cube / nines, nines / cube}) {
        CHECK(lost.is_lost());
    }
    // Nothing is lost by way of a detour that cancels.
    CHECK(square / nines == nines);
    CHECK(square / square == decimal("1"));
    CHECK(small * small / small == small);
    CHECK((nines / square) * square == nines);
    CHECK(Fraction() * square / square == Fraction());
}

TEST_CASE("the smallest number of 128 bits is either lost or right, and never overflows") {
    // 2^59 * 2^59 * 2^9 is 2^127, one more than fits; with a minus it would just fit.
    const Fraction power = decimal("576460752303423488");
    const Fraction upper = power * power * decimal("512");
    CHECK(upper.is_lost());
    const std::string digits = "-170141183460469231731687303715884105728";
    const Fraction half = Fraction() - power * power * decimal("256");
    CHECK(format_fraction(half) == "-85070591730234615865843651857942052864");
    for (const Fraction& lower :
         {(Fraction() - power) * power * decimal("512"), half + half, half * decimal("2"),
          half / decimal("0.5"), half - power * power * decimal("256")}) {
        if (lower.is_lost()) continue;
        CHECK(format_fraction(lower) == digits);
        CHECK(lower < half);
        CHECK((lower - lower).is_zero());
        const Fraction negated = Fraction() - lower;
        if (!negated.is_lost()) CHECK(format_fraction(negated) == digits.substr(1));
        CHECK(format_fraction(lower / decimal("2")) == format_fraction(half));
        CHECK_FALSE(lower.decimal().has_value());
    }
}

TEST_CASE("a divisor of many twos or fives is as good as any, though no decimal holds it") {
    // 2^-100 has a hundred places, more than any decimal here.
    const Fraction power = decimal("1125899906842624");  // 2^50
    const Fraction tiny = decimal("1") / power / power;
    REQUIRE_FALSE(tiny.is_lost());
    CHECK(format_fraction(tiny) == "1/1267650600228229401496703205376");
    const Fraction third = tiny / decimal("3");
    REQUIRE_FALSE(third.is_lost());
    CHECK(format_fraction(third) == "1/3802951800684688204490109616128");
    CHECK(third < tiny);
    CHECK(third + third + third == tiny);
    CHECK(third * power * power == decimal("1") / decimal("3"));
    CHECK(third.rounded({RoundingMode::half_up, 9}).is_zero());
    CHECK_FALSE(third.decimal().has_value());
    CHECK_FALSE(tiny.decimal().has_value());
    const Fraction fives =
        decimal("1") / decimal("298023223876953125") / decimal("298023223876953125");  // 5^-50
    REQUIRE_FALSE(fives.is_lost());
    CHECK(exact(format_fraction(fives)) == exact("1/88817841970012523233890533447265625"));
    CHECK(fives * decimal("298023223876953125") * decimal("298023223876953125") == decimal("1"));
    // 2^-37 is the last power that is a decimal of 37 places.
    CHECK(format_fraction(decimal("1") / decimal("137438953472")) ==
          "0.0000000000072759576141834259033203125");
}

TEST_CASE("sums of weighted scores of 18 digits are exact") {
    Dice dice(375);
    for (int i = 0; i < 500; ++i) {
        Pair sum{Fraction(), exact("0")};
        for (std::size_t k = dice.between(1, 32); k > 0; --k) {
            std::string spelling = std::to_string(dice.below(101)) + ".";
            for (int place = 0; place < 15; ++place) spelling += std::to_string(dice.below(10));
            const Pair points = pair_of(spelling);
            const Pair weight = pair_of(std::to_string(dice.between(1, 99)));
            const Pair full =
                pair_of(dice.pick(std::vector<std::string>{"100", "150", "120", "30"}));
            const Pair hundred = pair_of("100");
            const Pair share =
                apply(Operation::divide, apply(Operation::multiply, weight, hundred), full);
            sum =
                apply(Operation::add, sum,
                      apply(Operation::divide, apply(Operation::multiply, share, points), hundred));
        }
        if (sum.value.is_lost() || !is_exact(sum)) FAIL_CHECK("case " << i);
    }
}

TEST_CASE("sums of many unlike fractions keep to the least common divisor, not to the product") {
    Fraction sum;
    for (int round = 0; round < 8; ++round) {
        for (const int divisor : {7, 12, 35, 60, 84, 99, 120, 150}) {
            sum = sum + decimal("1") / Decimal(divisor, 0);
            REQUIRE_FALSE(sum.is_lost());
        }
    }
    // Of 138600: 19800 + 11550 + 3960 + 2310 + 1650 + 1400 + 1155 + 924, eight times.
    CHECK(sum == decimal("341992") / decimal("138600"));
    // Divisors of 35 digits with one of 17 in common.
    const Fraction p = decimal("99999999999999997");
    const Fraction q = decimal("999999999999999989");
    const Fraction both = decimal("1") / p / q;
    CHECK_FALSE((both + decimal("1") / p).is_lost());
    CHECK(both + decimal("1") / p == (q + decimal("1")) / p / q);
}

TEST_CASE("a fraction is a decimal if that has at most 18 digits") {
    CHECK((decimal("119.99") / decimal("2")).decimal() == Decimal(59995, 3));
    CHECK((decimal("6") / decimal("4")).decimal() == Decimal(15, 1));
    CHECK_FALSE((decimal("200") / decimal("3")).decimal().has_value());
    CHECK(Fraction().decimal() == Decimal());
    CHECK(decimal("-999999999999999999").decimal() == Decimal(-999'999'999'999'999'999, 0));
    CHECK(decimal("0.000000000000000001").decimal() == Decimal(1, 18));
    CHECK_FALSE((decimal("999999999999999999") + decimal("1")).decimal().has_value());
    CHECK_FALSE((decimal("-999999999999999999") - decimal("1")).decimal().has_value());
    CHECK_FALSE((decimal("0.000000000000000001") / decimal("10")).decimal().has_value());
    CHECK((decimal("999999999999999999") * decimal("10") / decimal("10")).decimal() ==
          Decimal(999'999'999'999'999'999, 0));
}

TEST_CASE("a fraction is read as it is written, and nothing else is one") {
    const auto spelled = [](std::string_view text) {
        const auto value = parse_fraction(text);
        return value ? format_fraction(*value) : std::string("none");
    };
    for (const char* const text : {"0", "60", "59.995", "-0.5", "200/3", "-200/3", "1/3",
                                   "999999999999999999/999999999999999998"}) {
        CHECK(spelled(text) == text);
    }
    CHECK(spelled("060.00") == "60");
    CHECK(spelled("400/6") == "200/3");
    CHECK(spelled("6/4") == "1.5");
    for (const char* const text :
         {"",      "/",    "1/",    "/3",    "1/0",   "1/-3", "1/3/4", "1.5/3",
          "1/1.5", " 1/3", "1/3 ",  "1 / 3", "+1/3",  "1e2",  "NaN",   "absent",
          "-",     "-/3",  "1/03x", "1/3.",  "６/３", "--1/3"}) {
        INFO(text);
        CHECK_FALSE(parse_fraction(text).has_value());
    }
}

TEST_CASE("what is longer than 18 digits is read again, too, and what no 128 bits hold is not") {
    for (const char* const text :
         {"999999999999999998000000000000000001", "-999999999999999998000000000000000001",
          "0.000000000000000000000000000000000001", "12345678901234567890.123456789",
          "1/999999999999999999000000000000000000",
          "-12345678901234567890123/700000000000000000001",
          "999999999999999998000000000000000001/17"}) {
        INFO(text);
        const auto value = parse_fraction(text);
        REQUIRE(value.has_value());
        CHECK_FALSE(value->is_lost());
        CHECK(format_fraction(*value) == text);
    }
    const std::string nines(60, '9');
    for (const std::string& text :
         {nines, "-" + nines, "0." + nines, "1/" + nines, nines + "/7", nines + "." + nines}) {
        INFO(text);
        const auto value = parse_fraction(text);
        CHECK((!value.has_value() || value->is_lost()));
    }
}

}  // namespace
}  // namespace certrec
