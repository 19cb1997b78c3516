#include "certrec/base/decimal.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "diagnostics.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

Decimal decimal(std::string_view text) {
    const auto value = parse_decimal(text);
    INFO(text);
    REQUIRE(value.has_value());
    return *value;
}

/// A number as the digits of a text, compared and rounded by schoolbook rules on those digits.
struct Digits {
    bool negative = false;
    std::string whole;     // without leading zeros
    std::string fraction;  // without trailing zeros

    [[nodiscard]] bool zero() const { return whole.empty() && fraction.empty(); }
};

Digits digits_of(std::string_view text) {
    Digits digits;
    digits.negative = text.starts_with('-');
    if (digits.negative) text.remove_prefix(1);
    const auto point = text.find('.');
    digits.whole = text.substr(0, point);
    if (point != std::string_view::npos) digits.fraction = text.substr(point + 1);
    digits.whole.erase(0, std::min(digits.whole.find_first_not_of('0'), digits.whole.size()));
    digits.fraction.erase(digits.fraction.find_last_not_of('0') + 1);
    if (digits.zero()) digits.negative = false;
    return digits;
}

/// -1, 0 or 1.
int compare(const Digits& a, const Digits& b) {
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    int order = 0;
    if (a.whole.size() != b.whole.size()) {
        order = a.whole.size() < b.whole.size() ? -1 : 1;
    } else if (a.whole != b.whole) {
        order = a.whole < b.whole ? -1 : 1;
    } else if (a.fraction != b.fraction) {
        order = a.fraction < b.fraction ? -1 : 1;  // a prefix is the smaller one
    }
    return a.negative ? -order : order;
}

std::string spelled(const Digits& digits) {
    std::string text = digits.negative ? "-" : "";
    text += digits.whole.empty() ? "0" : digits.whole;
    if (!digits.fraction.empty()) text += "." + digits.fraction;
    return text;
}

/// Half away from zero: the first digit dropped decides.
std::string rounded(const Digits& digits, std::size_t places) {
    std::string all = (digits.whole.empty() ? "0" : digits.whole) + digits.fraction;
    const std::size_t whole_size = digits.whole.empty() ? 1 : digits.whole.size();
    const std::size_t kept = whole_size + places;
    bool up = false;
    if (all.size() > kept) {
        up = all[kept] >= '5';
        all.resize(kept);
    } else {
        all.append(kept - all.size(), '0');
    }
    for (std::size_t i = kept; up && i > 0; --i) {
        up = all[i - 1] == '9';
        all[i - 1] = up ? '0' : static_cast<char>(all[i - 1] + 1);
    }
    if (up) all.insert(all.begin(), '1');
    const bool zero = all.find_first_not_of('0') == std::string::npos;
    std::string text = digits.negative && !zero ? "-" : "";
    text += all.substr(0, all.size() - places);
    if (places > 0) text += "." + all.substr(all.size() - places);
    return text;
}

/// At most 18 digits in all, often close to other such numbers.
std::string random_spelling(Dice& dice) {
    const std::size_t whole = dice.below(19);
    const std::size_t fraction = dice.below(19 - whole);
    const char* const digits = dice.chance(3) ? "09" : "0123456789";
    const std::size_t choices = std::string_view(digits).size();
    std::string text = dice.chance(3) ? "-" : "";
    text.append(dice.below(4), '0');
    if (whole == 0) text += '0';
    for (std::size_t i = 0; i < whole; ++i) text += digits[dice.below(choices)];
    if (fraction > 0) text += '.';
    for (std::size_t i = 0; i < fraction; ++i) text += digits[dice.below(choices)];
    if (fraction > 0) text.append(dice.below(4), '0');
    return text;
}

TEST_CASE("a decimal is its value, however many zeros surround it") {
    for (const char* const spelling :
         {"60", "60.0", "060.00", "0060", "60.000000000000000000000"}) {
        INFO(spelling);
        CHECK(decimal(spelling) == Decimal(60, 0));
        CHECK(decimal(spelling).units() == 60);
        CHECK(decimal(spelling).scale() == 0);
    }
    CHECK(decimal("0") == decimal("-0"));
    CHECK(decimal("0.0") == decimal("-000.000"));
    CHECK(decimal("-1.50") == Decimal(-15, 1));
    CHECK(decimal("100") == Decimal(1000, 1));
}

TEST_CASE("a decimal just below a mark is below it") {
    CHECK(decimal("59.99") < decimal("60"));
    CHECK(decimal("59.9999999999999999") < decimal("60.0"));
    CHECK(decimal("60.0000000000000001") > decimal("60"));
    CHECK(decimal("-0.000000000000000001") < decimal("0"));
    CHECK(decimal("-60") < decimal("-59.99"));
    CHECK(decimal("999999999999999999") > decimal("0.999999999999999999"));
    CHECK(decimal("-999999999999999999") < decimal("-0.999999999999999999"));
}

TEST_CASE("a decimal has at most 18 digits, not counting the zeros around it") {
    CHECK(decimal("999999999999999999").units() == 999'999'999'999'999'999);
    CHECK(decimal("-999999999999999999").units() == -999'999'999'999'999'999);
    CHECK(decimal("123456789.123456789").units() == 123'456'789'123'456'789);
    CHECK(decimal("0.000000000000000001") == Decimal(1, 18));
    CHECK(decimal("0.123456789012345678").scale() == 18);

    const std::string zeros(500, '0');
    CHECK(decimal(zeros + "999999999999999999") == decimal("999999999999999999"));
    CHECK(decimal("-" + zeros + "59.99" + zeros) == decimal("-59.99"));
    CHECK(decimal("123456789.123456789" + zeros) == decimal("123456789.123456789"));
    CHECK(decimal(zeros + "." + zeros) == Decimal());
    CHECK(decimal("0.000000000000000001" + zeros) == Decimal(1, 18));

    for (const char* const too_long :
         {"1000000000000000000", "9999999999999999999", "-1234567890123456789",
          "1234567890.123456789", "0.1234567890123456789", "0.0000000000000000001",
          "1.000000000000000001", "18446744073709551676",
          "340282366920938463463374607431768211516"}) {
        INFO(too_long);
        CHECK_FALSE(parse_decimal(too_long).has_value());
        CHECK(testing::contains(describe_decimal_fault(too_long).en, "18 digits"));
    }
}

TEST_CASE("nothing but digits, one point between digits and a leading minus spells a decimal") {
    for (const std::string text :
         {"",       " ",    "60 ",  " 60",  "+60",   "6 0",  "60.",   ".5",    ".",    "-",
          "-.5",    "--1",  "1-",   "1e2",  "6E1",   "1,5",  "1,000", "6O",    "l0",   "0x10",
          "60%",    "60分", "６０", "60。", "1.2.3", "1..2", "nan",   "inf",   "\t60", "60\n",
          "\"60\"", "'60",  "½",    "٦٠",   "−1",    "1_0",  "60.-5", "60.5-", "缺考", "1/2"}) {
        INFO(text);
        CHECK_FALSE(parse_decimal(text).has_value());
        CHECK_FALSE(describe_decimal_fault(text).en.empty());
        CHECK_FALSE(describe_decimal_fault(text).zh.empty());
    }
    CHECK_FALSE(parse_decimal(std::string_view("6\0", 2)).has_value());
}

TEST_CASE("a text with bytes after it that do not belong to it is the same decimal, or none") {
    Dice dice(373);
    const std::string_view likely = "00123456789.";
    for (int i = 0; i < 200'000; ++i) {
        std::string bytes;
        const std::size_t size = dice.below(12);
        for (std::size_t k = 0; k < size + 8; ++k) {
            bytes += dice.chance(20) ? static_cast<char>(dice.below(256)) : dice.pick(likely);
        }
        const std::string_view text = std::string_view(bytes).substr(0, size);
        if (parse_padded_decimal(text) == parse_decimal(text)) continue;
        FAIL_CHECK(text);
    }
}

/// What `text` spells, by the definition of a decimal. Requires: at most 18 digits.
std::optional<Decimal> by_definition(std::string text) {
    const auto are_digits = [](const std::string& part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    };
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    const std::size_t point = text.find('.');
    const std::string whole = text.substr(0, point);
    const std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
    if (!are_digits(whole)) return std::nullopt;
    if (point != std::string::npos && !are_digits(fraction)) return std::nullopt;
    const std::int64_t units = std::stoll(whole + fraction);
    return Decimal(negative ? -units : units, static_cast<unsigned>(fraction.size()));
}

TEST_CASE("a text of at most seven characters is the decimal that the definition says, or none",
          "[once]") {
    const std::string_view characters = "019.-:";  // the last is what follows 9
    std::vector<std::string> texts = {""};
    std::vector<std::string> wrong;
    for (std::size_t size = 0; size <= 7; ++size) {
        std::vector<std::string> longer;
        for (const std::string& text : texts) {
            const auto expected = by_definition(text);
            for (const char after : {'\0', '5', '.', '\xFF'}) {
                const std::string bytes = text + std::string(8, after);
                const auto found = parse_padded_decimal(std::string_view(bytes).substr(0, size));
                if (found != expected) wrong.push_back(bytes);
            }
            for (const char c : characters) longer.push_back(text + c);
        }
        texts = std::move(longer);
    }
    CHECK(wrong.empty());
}

TEST_CASE("a difference of decimals is exact, in lowest terms") {
    CHECK(decimal("60") - decimal("59.99") == decimal("0.01"));
    CHECK(decimal("60.5") - decimal("0.5") == decimal("60"));
    CHECK(decimal("59.99") - decimal("60") == decimal("-0.01"));
    CHECK(decimal("1") - decimal("0.999999999999999999") == decimal("0.000000000000000001"));
    CHECK(decimal("-1.5") - decimal("-1.5") == decimal("0"));
}

TEST_CASE("what is wrong with a number is named") {
    const auto says = [](std::string_view text) { return describe_decimal_fault(text).en; };
    CHECK(testing::contains(says("6O"), "letter"));
    CHECK(testing::contains(says("８０"), "full-width"));
    CHECK(testing::contains(says("80　"), "spaces around"));
    CHECK(testing::contains(says("80 "), "spaces"));
    CHECK(testing::contains(says("80,5"), "comma"));
    CHECK(testing::contains(says("4.40981E+17"), "plain decimal"));
    CHECK(testing::contains(says(""), "empty"));
    CHECK_FALSE(testing::has_raw_control(says("6\x1b[31m0")));
}

TEST_CASE("what a spreadsheet made of a number is told as that") {
    const auto says = [](std::string_view text) { return describe_decimal_fault(text).en; };
    for (const std::string_view date : {"3月1日", "1-Mar", "Mar-01", "3-1", "2024/3/1", "3/1"}) {
        INFO(date);
        CHECK(testing::contains(says(date), "looks like a date"));
    }
    CHECK(testing::contains(says("85%"), "percent sign"));
    CHECK(testing::contains(says("TRUE"), "truth value"));
    CHECK(testing::contains(says("#DIV/0!"), "a formula that fails"));
    CHECK(testing::contains(says("####"), "too narrow"));
    CHECK(testing::contains(says("=\"060\""), "without --excel"));
    CHECK(testing::contains(says("1,234"), "comma"));
    CHECK_FALSE(testing::contains(says("60.5.1x"), "date"));
}

TEST_CASE("malformed text is not blamed on its length") {
    const std::string says = describe_decimal_fault("1.2.3.4.5.6.7.8.9.10").en;
    CHECK_FALSE(testing::contains(says, "18 digits"));
}

TEST_CASE("decimals compare as their digits do", "[once]") {
    Dice dice(20260901);
    std::vector<std::string> spellings = {"0", "-0", "1", "-1", "0.1", "0.10", "00.01", "9.99"};
    for (int i = 0; i < 400; ++i) spellings.push_back(random_spelling(dice));
    for (const std::string& a : spellings) {
        for (const std::string& b : spellings) {
            const int expected = compare(digits_of(a), digits_of(b));
            const auto found = decimal(a) <=> decimal(b);
            if ((found < 0) != (expected < 0) || (found > 0) != (expected > 0) ||
                (decimal(a) == decimal(b)) != (expected == 0)) {
                FAIL_CHECK(a << " and " << b << " should compare as " << expected);
            }
        }
    }
}

TEST_CASE("a decimal is written in its shortest exact spelling, which reads back as the same") {
    CHECK(format_decimal(Decimal(60, 0)) == "60");
    CHECK(format_decimal(Decimal(5999, 2)) == "59.99");
    CHECK(format_decimal(Decimal(-5, 1)) == "-0.5");
    CHECK(format_decimal(Decimal(1, 18)) == "0.000000000000000001");
    CHECK(format_decimal(Decimal()) == "0");
    Dice dice(7);
    for (int i = 0; i < 20'000; ++i) {
        const std::string spelling = random_spelling(dice);
        const std::string expected = spelled(digits_of(spelling));
        const std::string found = format_decimal(decimal(spelling));
        if (found != expected) FAIL_CHECK(spelling << " became " << found);
        if (decimal(found) != decimal(spelling)) FAIL_CHECK(spelling << " does not come back");
    }
}

TEST_CASE("rounding takes a half away from zero and never rounds twice") {
    const auto round = [](std::string_view text, unsigned places) {
        return format_decimal(decimal(text), places);
    };
    CHECK(round("69.645", 2) == "69.65");
    CHECK(round("69.6449999999999", 2) == "69.64");
    CHECK(round("-69.645", 2) == "-69.65");
    CHECK(round("0.5", 0) == "1");
    CHECK(round("1.5", 0) == "2");
    CHECK(round("2.5", 0) == "3");
    CHECK(round("-2.5", 0) == "-3");
    CHECK(round("0.4999", 0) == "0");
    CHECK(round("-0.4999", 0) == "0");
    CHECK(round("99.995", 2) == "100.00");
    CHECK(round("60", 2) == "60.00");
    CHECK(round("0", 3) == "0.000");
    CHECK(round("-1", 1) == "-1.0");
    CHECK(round("0.999999999999999999", 17) == "1.00000000000000000");
    CHECK(round("1", 18) == "1.000000000000000000");
    CHECK(round("999999999999999999", 18) == "999999999999999999.000000000000000000");
    Dice dice(11);
    for (int i = 0; i < 20'000; ++i) {
        const std::string spelling = random_spelling(dice);
        const auto places = static_cast<unsigned>(dice.below(19));
        const std::string expected = rounded(digits_of(spelling), places);
        const std::string found = round(spelling, places);
        if (found != expected) {
            FAIL_CHECK(spelling << " with " << places << " places became " << found << ", not "
                                << expected);
        }
    }
}

DecimalSum sum_of(const std::vector<std::string>& values) {
    DecimalSum sum;
    for (const std::string& value : values) sum.add(decimal(value));
    return sum;
}

TEST_CASE("a sum of decimals is exact") {
    CHECK(DecimalSum().total() == Decimal());
    CHECK(sum_of({"0.1", "0.2"}).total() == decimal("0.3"));
    CHECK(sum_of({"19.5", "20.25", "8.25"}).total() == decimal("48"));
    CHECK(sum_of({"17.9", "18.1", "35.95", "0.05"}).total() == decimal("72"));
    CHECK(sum_of({"60", "-60.00"}).total() == Decimal());
    DecimalSum tenths;
    tenths.add(decimal("0.1"), 1'000'000'000'000);
    CHECK(tenths.total() == decimal("100000000000"));
    DecimalSum nothing;
    nothing.add(decimal("59.99"), 0);
    CHECK(nothing.total() == Decimal());
}

TEST_CASE("a mean is rounded once, half away from zero") {
    const auto mean = [](const std::vector<std::string>& values, unsigned places) {
        return format_decimal(sum_of(values).divided_by(values.size(), places), places);
    };
    CHECK(mean({"69.64", "69.65"}, 2) == "69.65");
    CHECK(mean({"-69.64", "-69.65"}, 2) == "-69.65");
    CHECK(mean({"69.644", "69.645"}, 2) == "69.64");  // 69.6445: not first to 69.645
    CHECK(mean({"1", "1", "0"}, 2) == "0.67");
    CHECK(mean({"1", "0", "0"}, 2) == "0.33");
    CHECK(mean({"0", "0", "0", "0", "0", "0", "0", "1"}, 2) == "0.13");  // 0.125
    CHECK(mean({"60", "60", "60"}, 1) == "60.0");
    CHECK(mean({"1", "2"}, 0) == "2");

    // Against round(n / d) = floor((2n + d) / 2d) on integers.
    Dice dice(3);
    for (int i = 0; i < 20'000; ++i) {
        const auto units = static_cast<std::int64_t>(dice.below(2'000'000)) - 1'000'000;
        const auto scale = static_cast<unsigned>(dice.below(5));
        const auto divisor = static_cast<std::int64_t>(dice.between(1, 5000));
        const auto places = static_cast<unsigned>(dice.below(5));
        DecimalSum sum;
        sum.add(Decimal(units, scale));
        std::int64_t numerator = units < 0 ? -units : units;
        std::int64_t denominator = divisor;
        for (unsigned s = 0; s < places; ++s) numerator *= 10;
        for (unsigned s = 0; s < scale; ++s) denominator *= 10;
        const std::int64_t quotient = (2 * numerator + denominator) / (2 * denominator);
        const Decimal expected(units < 0 ? -quotient : quotient, places);
        const Decimal found = sum.divided_by(static_cast<std::uint64_t>(divisor), places);
        if (found != expected) {
            FAIL_CHECK(units << "e-" << scale << " / " << divisor << " became "
                             << format_decimal(found) << ", not " << format_decimal(expected));
        }
    }
}

TEST_CASE("a sum that is too large is refused and never wraps") {
    const Decimal most = decimal("999999999999999999");
    DecimalSum sum;
    sum.add(most);
    CHECK(sum.total() == most);
    sum.add(most);
    CHECK_THROWS_AS(sum.total(), Refusal);
    CHECK(sum.divided_by(2, 0) == most);

    const auto overflow = [](Decimal value) {
        DecimalSum large;
        for (int i = 0; i < 20; ++i) large.add(value, ~std::uint64_t{0});
    };
    CHECK_THROWS_AS(overflow(most), Refusal);
    CHECK_THROWS_AS(overflow(decimal("-999999999999999999")), Refusal);

    // 36 digits before the point and 18 after it are not too many.
    DecimalSum wide;
    wide.add(most, 1'000'000'000'000'000'000);
    wide.add(Decimal(1, 18));
    CHECK(std::is_gt(wide.compare(most)));
    CHECK(wide.divided_by(1'000'000'000'000'000'000, 0) == most);
    wide.add(decimal("-999999999999999999"), 1'000'000'000'000'000'000);
    CHECK(wide.total() == Decimal(1, 18));
}

TEST_CASE("a sum that was refused is what it was before") {
    DecimalSum sum;
    try {
        for (int i = 0; i < 20; ++i) sum.add(decimal("999999999999999999"), ~std::uint64_t{0});
        FAIL("nothing was refused");
    } catch (const Refusal&) {
        CHECK(std::is_gt(sum.compare(Decimal())));
    }
}

TEST_CASE("a sum compares exactly and is cut off towards zero, as whole millionths do") {
    const auto sum_and = [](std::initializer_list<const char*> values) {
        DecimalSum sum;
        for (const char* const value : values) sum.add(decimal(value));
        return sum;
    };
    CHECK(std::is_lt(sum_and({"47", "0.999999999999999999"}).compare(Decimal(48, 0))));
    CHECK(std::is_eq(
        sum_and({"47", "0.999999999999999999", "0.000000000000000001"}).compare(Decimal(48, 0))));
    CHECK(std::is_gt(sum_and({"48", "0.000000000000000001"}).compare(Decimal(48, 0))));
    CHECK(std::is_lt(sum_and({"-48", "-0.000000000000000001"}).compare(Decimal(-48, 0))));
    CHECK(sum_and({"47", "0.999"}).truncated(2) == decimal("47.99"));
    CHECK(sum_and({"-47", "-0.999"}).truncated(2) == decimal("-47.99"));
    CHECK(sum_and({"-0.9"}).truncated(0) == Decimal());
    CHECK(sum_and({"48", "0.000000000000000001"}).truncated(16) == Decimal(48, 0));
    CHECK_THROWS_AS(sum_and({"48", "0.000000000000000001"}).truncated(18), Refusal);

    Dice dice(48);
    for (int i = 0; i < 20'000; ++i) {
        DecimalSum sum;
        std::int64_t millionths = 0;
        for (std::size_t n = dice.below(6); n > 0; --n) {
            const auto scale = static_cast<unsigned>(dice.below(7));
            const auto units = static_cast<std::int64_t>(dice.below(200'001)) - 100'000;
            const auto times = dice.below(4);
            sum.add(Decimal(units, scale), times);
            std::int64_t value = units * static_cast<std::int64_t>(times);
            for (unsigned s = scale; s < 6; ++s) value *= 10;
            millionths += value;
        }
        const std::int64_t other =
            dice.chance(2) ? millionths : millionths + static_cast<std::int64_t>(dice.below(3)) - 1;
        if (sum.compare(Decimal(other, 6)) != (millionths <=> other)) {
            FAIL_CHECK(millionths << " millionths against " << other);
        }
        std::int64_t power = 1;
        const auto places = static_cast<unsigned>(dice.below(7));
        for (unsigned s = places; s < 6; ++s) power *= 10;
        if (sum.total() != Decimal(millionths, 6) ||
            sum.truncated(places) != Decimal(millionths / power, places)) {
            FAIL_CHECK(millionths << " millionths to " << places << " places");
        }
    }
}

TEST_CASE("a total of at most 18 digits is never refused, whatever was added on the way") {
    CHECK(sum_of({"99999999999999999.5", "0.5"}).total() == decimal("100000000000000000"));
    CHECK(sum_of({"100", "0.000000000000000005", "-0.000000000000000005"}).total() ==
          decimal("100"));
}

TEST_CASE("a mean of at most 18 digits is never refused") {
    CHECK(sum_of({"123456789012345678"}).divided_by(1, 2) == decimal("123456789012345678"));
}

}  // namespace
}  // namespace certrec
