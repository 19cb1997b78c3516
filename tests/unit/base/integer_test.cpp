#include "base/integer.hpp"

#include <limits>
#include <string>

#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

Integer random_number(Dice& dice, std::size_t most_words) {
    const Integer two_to_32 = std::uint64_t{1} << 32U;
    Integer number = dice.next();
    for (std::size_t i = dice.below(most_words); i > 0; --i) {
        number = number * two_to_32 * two_to_32 + (dice.chance(3) ? std::uint64_t{0} : dice.next());
    }
    return number;
}

std::string quotient(const Integer& numerator, const Integer& denominator, unsigned places) {
    return format_decimal(rounded_quotient(numerator, denominator, places), places);
}

std::string root(const Integer& numerator, const Integer& denominator, unsigned places) {
    return format_decimal(rounded_root(numerator, denominator, places), places);
}

TEST_CASE("whole numbers of any size are exact") {
    const Integer large = power_of_ten(40) + 7;
    CHECK(large * large == power_of_ten(80) + power_of_ten(40) * 14 + 49);
    CHECK(large * large / large == large);
    CHECK((large - large).is_zero());
    CHECK((Integer(1) - large).is_negative());
    CHECK(Integer(-7) / 2 == Integer(-3));
    CHECK(Integer(std::numeric_limits<std::int64_t>::min()) < Integer(-1));
}

TEST_CASE("a number of 128 bits comes over whole") {
    const Int128 large = Int128{1'000'000'000'000'000'000} * 1'000'000'000'000'000'003;
    CHECK(Integer(large) == power_of_ten(36) + power_of_ten(18) * 3);
    CHECK(Integer(-large) == Integer(0) - Integer(large));
    CHECK(Integer(Int128{-5}) == Integer(-5));
    CHECK(Integer(Int128{0}).is_zero());
}

TEST_CASE("a number of more than 18 digits is no 64 bits") {
    CHECK((power_of_ten(18) - 1).to_int64() == 999'999'999'999'999'999);
    CHECK((Integer(1) - power_of_ten(18)).to_int64() == -999'999'999'999'999'999);
    CHECK_THROWS_AS(power_of_ten(18).to_int64(), Refusal);
}

TEST_CASE("the square root is the greatest whole number whose square is no greater") {
    for (int i = 0; i < 2000; ++i) {
        const Integer r = square_root(i);
        CHECK(r * r <= Integer(i));
        CHECK((r + 1) * (r + 1) > Integer(i));
    }
    const Integer large = power_of_ten(50) + 1;
    CHECK(square_root(large * large) == large);
    CHECK(square_root(large * large - 1) == large - 1);
}

TEST_CASE("quotients and roots are rounded down") {
    Dice dice(640);
    for (int i = 0; i < 2'000; ++i) {
        const Integer a = random_number(dice, 8);
        const Integer b = random_number(dice, 4) + 1;
        const Integer quotient = a / b;
        const Integer root = square_root(a);
        const bool divides = quotient * b <= a && a - quotient * b < b;
        if (!divides || root * root > a || (root + 1) * (root + 1) <= a || (a + b) - b != a) {
            FAIL_CHECK("case " << i);
        }
    }
}

TEST_CASE("the greatest common divisor") {
    CHECK(greatest_divisor(12, 18) == Integer(6));
    CHECK(greatest_divisor(7, 5) == Integer(1));
    CHECK(greatest_divisor(power_of_ten(30), power_of_ten(20) * 3) == power_of_ten(20));
}

TEST_CASE("a quotient is rounded half away from zero") {
    CHECK(quotient(1, 8, 2) == "0.13");
    CHECK(quotient(-1, 8, 2) == "-0.13");
    CHECK(quotient(1249, 10'000, 2) == "0.12");
    CHECK(quotient(2, 3, 3) == "0.667");
    CHECK(quotient(0, 3, 3) == "0.000");
    CHECK(quotient(-1, 3, 0) == "0");
}

TEST_CASE("a root is rounded as the exact root is") {
    CHECK(root(2, 1, 9) == "1.414213562");
    CHECK(root(1, 4, 3) == "0.500");
    // 0.125 exactly, a half of the last digit.
    CHECK(root(1, 64, 2) == "0.13");
    CHECK(root(power_of_ten(30) - 64, power_of_ten(30) * 64, 2) == "0.12");
    CHECK(root(0, 5, 2) == "0.00");
}

}  // namespace
}  // namespace certrec
