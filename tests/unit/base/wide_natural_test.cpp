#include "base/wide_natural.hpp"

#include "../catch.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

WideNatural random_number(Dice& dice, std::size_t most_limbs) {
    const WideNatural two_to_32 = std::uint64_t{1} << 32U;
    WideNatural number = dice.next();
    for (std::size_t i = dice.below(most_limbs); i > 0; --i) {
        number = number * two_to_32 * two_to_32 + WideNatural(dice.chance(3) ? 0 : dice.next());
    }
    return number;
}

TEST_CASE("wide numbers reckon as the others do") {
    CHECK(WideNatural(2) + WideNatural(3) == WideNatural(5));
    CHECK(WideNatural(~std::uint64_t{0}) + WideNatural(1) > WideNatural(~std::uint64_t{0}));
    CHECK((WideNatural(~std::uint64_t{0}) + WideNatural(1)) - WideNatural(1) ==
          WideNatural(~std::uint64_t{0}));
    CHECK(WideNatural(100) / WideNatural(7) == WideNatural(14));
    CHECK(WideNatural(3) / WideNatural(7) == WideNatural(0));
    CHECK(WideNatural::power_of_ten(3).low() == 1000);
    CHECK(WideNatural::power_of_ten(60) / WideNatural::power_of_ten(58) == WideNatural(100));
    CHECK(square_root(WideNatural(0)) == WideNatural(0));
    CHECK(square_root(WideNatural(15)) == WideNatural(3));
    CHECK(square_root(WideNatural(16)) == WideNatural(4));
    CHECK(square_root(WideNatural::power_of_ten(180)) == WideNatural::power_of_ten(90));
    CHECK(square_root(WideNatural::power_of_ten(180) - WideNatural(1)) ==
          WideNatural::power_of_ten(90) - WideNatural(1));
}

TEST_CASE("quotients and roots are rounded down") {
    Dice dice(640);
    for (int i = 0; i < 2'000; ++i) {
        const WideNatural a = random_number(dice, 8);
        const WideNatural b = random_number(dice, 4) + WideNatural(1);
        const WideNatural quotient = a / b;
        const WideNatural root = square_root(a);
        const WideNatural next = root + WideNatural(1);
        const bool divides = quotient * b <= a && a - quotient * b < b;
        if (!divides || root * root > a || next * next <= a || (a + b) - b != a || (a + b) < a) {
            FAIL_CHECK("case " << i);
        }
    }
}

}  // namespace
}  // namespace certrec
