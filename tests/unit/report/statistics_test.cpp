#include "certrec/report/statistics.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

using testing::Dice;

PointsTally tally_of(const std::vector<std::string>& points) {
    PointsTally tally;
    for (const std::string& each : points) tally.add(parse_decimal(each).value());
    return tally;
}

std::string mean(const std::vector<std::string>& points) {
    return format_decimal(tally_of(points).distribution().mean(2).value(), 2);
}

std::string median(const std::vector<std::string>& points) {
    return format_decimal(tally_of(points).distribution().quartile(2).value());
}

TEST_CASE("of nothing there is no mean and no median") {
    const Distribution nothing;
    CHECK(nothing.count() == 0);
    CHECK_FALSE(nothing.mean(2).has_value());
    CHECK_FALSE(nothing.quartile(2).has_value());
    CHECK_FALSE(nothing.deviation(2).has_value());
}

TEST_CASE("a mean is exact and rounded half away from zero") {
    CHECK(mean({"69.645"}) == "69.65");
    CHECK(mean({"69.64", "69.65"}) == "69.65");
    CHECK(mean({"59.99", "60", "60.02"}) == "60.00");
    CHECK(mean({"0.1", "0.2"}) == "0.15");
    CHECK(mean({"1", "1", "0"}) == "0.67");
    CHECK(mean({"100", "100", "99.99"}) == "100.00");
}

TEST_CASE("a median is the middle value or the exact mean of the two middle ones") {
    CHECK(median({"60"}) == "60");
    CHECK(median({"60", "61"}) == "60.5");
    CHECK(median({"59.99", "60"}) == "59.995");
    CHECK(median({"100", "0", "60"}) == "60");
    CHECK(median({"60", "60", "60", "100"}) == "60");
    CHECK(median({"0", "100", "100", "0"}) == "50");
    CHECK(median({"-1", "0", "0.5"}) == "0");
}

TEST_CASE("a median of values with 18 digits is exact as well") {
    CHECK(median({"123456789012345678"}) == "123456789012345678");
    CHECK(median({"0.000000000000000001", "0.000000000000000001"}) == "0.000000000000000001");
    CHECK(median({"12345678901234567.8", "12345678901234567.8"}) == "12345678901234567.8");
}

TEST_CASE("means and medians are those of whole thousandths, in any order and in parts") {
    Dice dice(60);
    for (int i = 0; i < 3'000; ++i) {
        std::vector<std::int64_t> thousandths(dice.chance(40) ? 9000 : dice.between(1, 30));
        const bool coarse = dice.chance(2);
        for (auto& value : thousandths) {
            value = static_cast<std::int64_t>(dice.below(coarse ? 7 : 100'001));
        }
        PointsTally whole;
        PointsTally first;
        PointsTally second;
        for (const std::int64_t value : thousandths) {
            whole.add(Decimal(value, 3));
            (dice.chance(2) ? first : second).add(Decimal(value, 3));
        }
        first.add(second);

        std::sort(thousandths.begin(), thousandths.end());
        const auto count = static_cast<std::int64_t>(thousandths.size());
        std::int64_t sum = 0;
        for (const std::int64_t value : thousandths) sum += value;
        // In hundredths: round(sum / 10 / count) = floor((2 sum + 10 count) / (20 count)).
        const Decimal expected_mean((2 * sum + 10 * count) / (20 * count), 2);
        // Twice the median in thousandths, so that halves stay whole.
        const std::int64_t doubled = thousandths[static_cast<std::size_t>((count - 1) / 2)] +
                                     thousandths[static_cast<std::size_t>(count / 2)];
        const Decimal expected_median(doubled * 5, 4);
        for (const PointsTally* const tally : {&whole, &first}) {
            const Distribution found = tally->distribution();
            if (found.count() != thousandths.size() || found.mean(2) != expected_mean ||
                found.quartile(2) != expected_median) {
                FAIL_CHECK("case " << i << ": mean " << format_decimal(*found.mean(2))
                                   << ", median " << format_decimal(*found.quartile(2)));
            }
        }
    }
}

std::string quartiles(const std::vector<std::string>& points) {
    const Distribution values = tally_of(points).distribution();
    std::string text;
    for (unsigned i = 0; i <= 4; ++i) {
        text += (i == 0 ? "" : " ") + format_decimal(values.quartile(i).value());
    }
    return text;
}

TEST_CASE("quartiles are those of definition 7 of Hyndman and Fan") {
    // Published values: R's documentation of fivenum and quantile, and Python's of
    // statistics.quantiles(method="inclusive").
    CHECK(quartiles({"6", "7", "15", "36", "39", "40", "41", "42", "43", "47", "49"}) ==
          "6 25.5 40 42.5 49");
    CHECK(quartiles({"7", "15", "36", "39", "40", "41"}) == "7 20.25 37.5 39.75 41");
    CHECK(quartiles({"1", "2", "4", "7"}) == "1 1.75 3 4.75 7");
    CHECK(quartiles({"60"}) == "60 60 60 60 60");
    CHECK(quartiles({"59.99", "60"}) == "59.99 59.9925 59.995 59.9975 60");
    CHECK(quartiles({"-1", "1", "1", "1", "1"}) == "-1 1 1 1 1");
}

std::string deviation(const std::vector<std::string>& points) {
    const auto value = tally_of(points).distribution().deviation(2);
    return value ? format_decimal(*value, 2) : "";
}

TEST_CASE("the standard deviation is that of a sample, rounded half away from zero") {
    CHECK(deviation({"2", "4", "4", "4", "5", "5", "7", "9"}) == "2.14");  // sqrt(32 / 7) = 2.138
    CHECK(deviation({"1", "2"}) == "0.71");                                // sqrt(1 / 2) = 0.7071
    CHECK(deviation({"60", "60", "60"}) == "0.00");
    CHECK(deviation({"60"}).empty());
    CHECK(deviation({}).empty());
    CHECK(deviation({"-3", "3"}) == "4.24");    // sqrt(18) = 4.2426
    CHECK(deviation({"0", "0.01"}) == "0.01");  // 0.00707
    // Exactly between two: n = 2 and a difference d deviate by d / sqrt(2); of five values 0, 0, 0,
    // 0, x by x sqrt(4 / 20) ... and of 0, 0, x, x, by x / sqrt(3); only rational roots can be
    // halves: 0, 0.03, 0.06 deviate by 0.03, 0, 0.015, 0.03 by 0.015.
    CHECK(deviation({"0", "0.03", "0.06"}) == "0.03");
    CHECK(deviation({"0", "0.015", "0.03"}) == "0.02");
}

TEST_CASE("the standard deviation of values with 18 digits is right, too") {
    CHECK(deviation({"123456789012345.678", "123456789012345.678"}) == "0.00");
    CHECK(deviation({"0", "1000000000000"}) == "707106781186.55");
    CHECK(deviation({"-500000000000.5", "0", "499999999999.5"}) == "500000000000.00");
    CHECK(deviation({"0.000000000000000001", "0.9"}) == "0.64");
}

TEST_CASE("values that do not fit where most are counted are counted all the same") {
    PointsTally tally;
    for (int i = 0; i < 5000; ++i) tally.add(Decimal(5, 0));
    const std::vector<std::string> rare = {"-1",    "0.001", "99999",  "700", "655.36",
                                           "12.34", "0.5",   "100000", "-1",  "7"};
    for (const std::string& each : rare) tally.add(parse_decimal(each).value());
    const Distribution values = tally.distribution();
    CHECK(values.count() == 5000 + rare.size());
    CHECK(values.values().size() == rare.size());
    CHECK(format_decimal(values.quartile(0).value()) == "-1");
    CHECK(format_decimal(values.quartile(4).value()) == "100000");
}

TEST_CASE("a value may occur any number of times") {
    PointsTally tally;
    for (int i = 0; i < 70'000; ++i) tally.add(Decimal(60, 0));
    for (int i = 0; i < 300; ++i) tally.add(Decimal(605, 1));
    PointsTally both = tally;
    both.add(tally);
    const Distribution values = both.distribution();
    REQUIRE(values.values().size() == 2);
    CHECK(values.values()[0].count == 140'000);
    CHECK(values.values()[1].count == 600);
}

std::string interval(std::uint64_t hits, std::uint64_t trials) {
    const RateInterval ends = wilson_interval(hits, trials, 2).value();
    return format_decimal(ends.low, 2) + " " + format_decimal(ends.high, 2);
}

TEST_CASE("the interval of a rate is Wilson's, as Newcombe published it") {
    // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
    // (1998), table I, method 3.
    CHECK(interval(81, 263) == "25.53 36.62");
    CHECK(interval(15, 148) == "6.24 16.05");
    CHECK(interval(0, 20) == "0.00 16.11");
    CHECK(interval(1, 29) == "0.61 17.18");
    CHECK_FALSE(wilson_interval(0, 0, 2).has_value());
}

TEST_CASE("the interval of a rate is symmetric, and reaches its ends") {
    for (const std::uint64_t trials : {1U, 2U, 7U, 100U, 10'000'000U}) {
        const RateInterval none = wilson_interval(0, trials, 9).value();
        const RateInterval all = wilson_interval(trials, trials, 9).value();
        CHECK(none.low == Decimal());
        CHECK(all.high == Decimal(100, 0));
        CHECK(none.high == Decimal(100, 0) - all.low);
    }
}

TEST_CASE("the rate is rounded half away from zero") {
    const auto rate = [](std::uint64_t hits, std::uint64_t trials) {
        return format_decimal(rate_in_percent(hits, trials, 1).value(), 1);
    };
    CHECK(rate(1, 2) == "50.0");
    CHECK(rate(1, 3) == "33.3");
    CHECK(rate(2, 3) == "66.7");
    CHECK(rate(0, 5) == "0.0");
    CHECK(rate(7, 7) == "100.0");
    CHECK(rate(1, 2000) == "0.1");       // 0.05
    CHECK(rate(1, 2001) == "0.0");       // 0.04997...
    CHECK(rate(1999, 2000) == "100.0");  // 99.95
    CHECK_FALSE(rate_in_percent(0, 0, 1).has_value());
}

}  // namespace
}  // namespace certrec
