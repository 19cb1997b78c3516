#include "certrec/report/item_quality.hpp"

#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/error.hpp"

namespace certrec {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Items that count as they stand, each of `full_mark` points.
PlannedComponent plain(std::size_t items, Decimal full_mark, std::optional<Decimal> mark = {}) {
    PlannedComponent plan{"exam", {}, Decimal(0, 0), {}, mark};
    DecimalSum full;
    for (std::size_t i = 0; i < items; ++i) {
        plan.items.push_back({"q" + std::to_string(i + 1), {}, full_mark, full_mark});
        full.add(full_mark);
    }
    plan.full_mark = full.total();
    return plan;
}

ComponentQuality quality_of(const PlannedComponent& plan, const Rows& rows) {
    ItemTally tally(plan);
    for (const auto& row : rows) {
        std::vector<Decimal> points;
        for (const std::string& cell : row) points.push_back(parse_decimal(cell).value());
        tally.add(points);
    }
    return tally.quality();
}

std::string shown(const std::optional<Decimal>& value, unsigned places = kCoefficientPlaces) {
    return value ? format_decimal(*value, places) : "-";
}

std::string points(const std::optional<Decimal>& value) { return shown(value, kPointPlaces); }

/// Section 6 of the Law School Admission Test as Bock and Lieberman 1970, Psychometrika 35:179,
/// print it: each pattern of right answers, and how many of 1000 gave it.
const std::vector<std::pair<std::string, int>> kLsat6 = {
    {"00000", 3},  {"00001", 6},   {"00010", 2},  {"00011", 11}, {"00100", 1},  {"00101", 1},
    {"00110", 3},  {"00111", 4},   {"01000", 1},  {"01001", 8},  {"01011", 16}, {"01101", 3},
    {"01110", 2},  {"01111", 15},  {"10000", 10}, {"10001", 29}, {"10010", 14}, {"10011", 81},
    {"10100", 3},  {"10101", 28},  {"10110", 15}, {"10111", 80}, {"11000", 16}, {"11001", 56},
    {"11010", 21}, {"11011", 173}, {"11100", 11}, {"11101", 61}, {"11110", 28}, {"11111", 298}};

TEST_CASE("LSAT section 6 comes out as Rizopoulos 2006, J. Stat. Soft. 17(5), prints it") {
    Rows rows;
    for (const auto& [pattern, count] : kLsat6) {
        std::vector<std::string> row;
        for (const char answer : pattern) row.emplace_back(1, answer);
        rows.insert(rows.end(), static_cast<std::size_t>(count), row);
    }
    REQUIRE(rows.size() == 1000);
    const ComponentQuality quality = quality_of(plain(5, Decimal(1, 0)), rows);
    CHECK(shown(quality.alpha) == "0.295");
    const std::vector<std::vector<std::string>> published = {
        // proportion right, alpha without, point biserial correlation with the rest: there to four
        // digits, 0.2754 0.2376 0.2168 0.2459 0.2663 and 0.1128 0.1532 0.1728 0.1444 0.1216
        {"0.924", "0.275", "0.113"},
        {"0.709", "0.238", "0.153"},
        {"0.553", "0.217", "0.173"},
        {"0.763", "0.246", "0.144"},
        {"0.870", "0.266", "0.122"}};
    for (std::size_t i = 0; i < published.size(); ++i) {
        const ItemQuality& item = quality.items[i];
        CHECK(std::vector{shown(item.difficulty), shown(item.alpha_without),
                          shown(item.rest_correlation)} == published[i]);
    }
}

TEST_CASE("three questions to ten people come out as the statology.org tutorial on pingouin says") {
    const ComponentQuality quality =
        quality_of(plain(3, Decimal(3, 0), Decimal(6, 0)), {{"1", "1", "1"},
                                                            {"2", "1", "1"},
                                                            {"2", "1", "2"},
                                                            {"3", "2", "1"},
                                                            {"2", "3", "2"},
                                                            {"2", "3", "3"},
                                                            {"3", "2", "3"},
                                                            {"3", "3", "3"},
                                                            {"2", "3", "2"},
                                                            {"3", "3", "3"}});
    CHECK(quality.candidates == 10);
    CHECK(shown(quality.alpha) == "0.773");  // there 0.7734375
    // By hand from the same scores: their variance is 64/15, and the totals 3 4 5 6 7 8 8 9 7 9.
    CHECK(points(quality.mean) == "6.60");
    CHECK(points(quality.deviation) == "2.07");  // sqrt(4.2667) = 2.0656
    CHECK(points(quality.error) == "0.98");      // sqrt(4.2667 * 0.2265625) = 0.98319
    // From 5.02 to 6.98: only the 6.
    CHECK(quality.near_mark == 1U);
}

TEST_CASE(
    "an item that 9 of the upper 11 and 3 of the lower 11 of 40 solve discriminates by 0.55") {
    // The example of a question bank for teachers, examoo.com 6797: D = (9 - 3) / 11.
    PlannedComponent plan = plain(2, Decimal(1, 0));
    plan.items[1].full_mark = plan.items[1].weight = Decimal(1000, 0);
    plan.full_mark = Decimal(1001, 0);
    Rows rows;
    for (int i = 0; i < 40; ++i) {
        const bool right = (i >= 8 && i < 11) || (i >= 15 && i < 20) || i >= 31;
        rows.push_back({right ? "1" : "0", std::to_string(10 * i)});
    }
    CHECK(shown(quality_of(plan, rows).items[0].discrimination) == "0.545");
}

TEST_CASE("those who tie at the border of a group share its places") {
    // 27 % of 10 are 2.7, so 3. The upper group is the 4, and two of the three with 3, of whom two
    // solved the first item: 1 + 2 * 2/3. The lower group is one with 0 and two of the four with 1,
    // of whom one did: 2 * 1/4.
    const Rows rows = {{"0", "0", "0", "0"}, {"1", "0", "0", "0"}, {"0", "1", "0", "0"},
                       {"0", "0", "1", "0"}, {"0", "0", "0", "1"}, {"1", "1", "0", "0"},
                       {"1", "1", "1", "0"}, {"1", "1", "0", "1"}, {"0", "1", "1", "1"},
                       {"1", "1", "1", "1"}};
    const auto wanted = "0.611";  // (7/3 - 1/2) / 3 = 11/18
    CHECK(shown(quality_of(plain(4, Decimal(1, 0)), rows).items[0].discrimination) == wanted);
    const Rows reversed(rows.rbegin(), rows.rend());
    CHECK(shown(quality_of(plain(4, Decimal(1, 0)), reversed).items[0].discrimination) == wanted);
}

TEST_CASE("items enter by their weights, and the error is in points of the component") {
    // Points out of 100 and out of 10, half the component each: 50 + 5 are 25 + 25 of 100.
    PlannedComponent plan{"practical", {}, Decimal(100, 0), {}, Decimal(60, 0)};
    plan.items = {{"typing", {}, Decimal(100, 0), Decimal(50, 0)},
                  {"call", {}, Decimal(10, 0), Decimal(50, 0)}};
    const ComponentQuality quality = quality_of(plan, {{"50", "5"}, {"60", "7"}, {"70", "6"}});
    // Scores 50, 65, 65; contributions 25 30 35 and 25 35 30: variances 25 and 25, of the score 75.
    CHECK(points(quality.mean) == "60.00");
    CHECK(points(quality.deviation) == "8.66");
    CHECK(shown(quality.alpha) == "0.667");  // 2 * (1 - 50/75)
    CHECK(points(quality.error) == "5.00");  // sqrt(75 / 3), exactly
    CHECK(quality.near_mark == 2U);          // 65 is exactly the error away
    CHECK(shown(quality.items[0].rest_correlation) == "0.500");
    CHECK(points(quality.items[1].mean) == "6.00");
    CHECK(shown(quality.items[1].difficulty) == "0.600");
}

TEST_CASE("alpha is below zero where items run against each other") {
    const ComponentQuality quality =
        quality_of(plain(2, Decimal(4, 0)), {{"0", "3"}, {"1", "2"}, {"2", "2"}, {"3", "0"}});
    // Variances 5/3 and 19/12, totals 3 3 4 3 of variance 1/4: 2 * (1 - 39/12 * 4) = -24.
    CHECK(shown(quality.alpha) == "-24.000");
    CHECK(quality.items[0].rest_correlation.value().units() < 0);
}

TEST_CASE("of nobody nothing is said but the counts") {
    const PlannedComponent plan = plain(2, Decimal(1, 0), Decimal(1, 0));
    ItemTally tally(plan);
    tally.leave_out();
    const ComponentQuality quality = tally.quality();
    CHECK(quality.candidates == 0);
    CHECK(quality.left_out == 1);
    CHECK_FALSE(quality.mean);
    CHECK_FALSE(quality.alpha);
    CHECK_FALSE(quality.near_mark);
    REQUIRE(quality.items.size() == 2);
    CHECK_FALSE(quality.items[0].difficulty);
}

TEST_CASE("of a single candidate there is a mean, and no spread") {
    const ComponentQuality quality = quality_of(plain(2, Decimal(4, 0)), {{"1", "3"}});
    CHECK(points(quality.mean) == "4.00");
    CHECK(shown(quality.items[0].difficulty) == "0.250");
    CHECK_FALSE(quality.deviation);
    CHECK_FALSE(quality.alpha);
    CHECK_FALSE(quality.error);
    CHECK_FALSE(quality.items[0].discrimination);
    CHECK_FALSE(quality.items[0].rest_correlation);
}

TEST_CASE("where all have the same score nothing can be told from it") {
    const ComponentQuality quality =
        quality_of(plain(3, Decimal(1, 0)), {{"1", "0", "1"}, {"0", "1", "1"}, {"1", "1", "0"}});
    CHECK(points(quality.deviation) == "0.00");
    CHECK_FALSE(quality.alpha);
    CHECK_FALSE(quality.error);
    CHECK_FALSE(quality.items[0].discrimination);
    CHECK_FALSE(quality.items[0].rest_correlation);
    CHECK_FALSE(quality.items[0].alpha_without);
}

TEST_CASE("an item that everybody solves has no correlation, and the others do") {
    const ComponentQuality quality =
        quality_of(plain(3, Decimal(1, 0)),
                   {{"1", "0", "0"}, {"1", "1", "1"}, {"1", "1", "0"}, {"1", "0", "0"}});
    CHECK_FALSE(quality.items[0].rest_correlation);
    CHECK(shown(quality.items[0].discrimination) == "0.000");
    CHECK(quality.items[1].rest_correlation);
    CHECK(quality.alpha);
}

TEST_CASE("a single item has no alpha and no rest") {
    const ComponentQuality quality = quality_of(plain(1, Decimal(1, 0)), {{"1"}, {"0"}, {"1"}});
    CHECK(shown(quality.items[0].difficulty) == "0.667");
    CHECK(quality.deviation);
    CHECK(shown(quality.items[0].discrimination) == "1.000");
    CHECK_FALSE(quality.alpha);
    CHECK_FALSE(quality.items[0].rest_correlation);
    CHECK_FALSE(quality.items[0].alpha_without);
}

TEST_CASE("with two items there is no alpha without one of them") {
    const ComponentQuality quality =
        quality_of(plain(2, Decimal(1, 0)), {{"1", "1"}, {"0", "0"}, {"1", "0"}});
    CHECK(quality.alpha);
    CHECK_FALSE(quality.items[0].alpha_without);
}

TEST_CASE("points are counted from 0 on, with up to nine digits after the point") {
    const auto can_count = [](const char* text) {
        return ItemTally::can_count(parse_decimal(text).value());
    };
    CHECK(can_count("0"));
    CHECK(can_count("99.123456789"));
    CHECK(can_count("1000000"));
    CHECK_FALSE(can_count("-1"));
    CHECK_FALSE(can_count("1000000.5"));
    CHECK_FALSE(can_count("1.0123456789"));
}

TEST_CASE("weights that cannot be combined exactly are refused") {
    PlannedComponent plan = plain(3, Decimal(1, 0));
    plan.items[0].full_mark = Decimal(999'999'999'999'999'989, 18);
    plan.items[1].full_mark = Decimal(999'999'999'999'999'937, 18);
    plan.items[2].full_mark = Decimal(999'999'999'999'999'877, 18);
    CHECK_THROWS_AS(ItemTally(plan), Refusal);
}

}  // namespace
}  // namespace certrec
