#include "certrec/report/summary.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "../standards/builtin.hpp"

namespace certrec {
namespace {

using testing::Dice;

PointsTally tally_of(const std::vector<std::string>& points) {
    PointsTally tally;
    for (const std::string& each : points) tally.add(parse_decimal(each).value());
    return tally;
}

std::string mean(const std::vector<std::string>& points) {
    return format_decimal(tally_of(points).mean(2).value(), 2);
}

std::string median(const std::vector<std::string>& points) {
    return format_decimal(tally_of(points).median().value());
}

TEST_CASE("of nothing there is no mean and no median") {
    CHECK(PointsTally().count() == 0);
    CHECK_FALSE(PointsTally().mean(2).has_value());
    CHECK_FALSE(PointsTally().median().has_value());
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
        std::vector<std::int64_t> thousandths(dice.between(1, 30));
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
            if (tally->count() != thousandths.size() || tally->mean(2) != expected_mean ||
                tally->median() != expected_median) {
                FAIL_CHECK("case " << i << ": mean " << format_decimal(*tally->mean(2))
                                   << ", median " << format_decimal(*tally->median()));
            }
        }
    }
}

GroupTally group(std::uint64_t passed, std::uint64_t failed, std::uint64_t disqualified,
                 std::uint64_t others) {
    GroupTally tally;
    const auto at = [&tally](Outcome outcome) -> std::uint64_t& {
        return tally.outcomes[static_cast<std::size_t>(outcome)];
    };
    at(Outcome::pass) = passed;
    at(Outcome::fail) = failed;
    at(Outcome::disqualified) = disqualified;
    for (const Outcome outcome : {Outcome::absent, Outcome::pending, Outcome::ineligible,
                                  Outcome::irregular, Outcome::invalid}) {
        at(outcome) = others;
    }
    return tally;
}

TEST_CASE("the pass rate is of those who sat, with one digit, rounded half away from zero") {
    const auto rate = [](std::uint64_t passed, std::uint64_t failed, std::uint64_t disqualified) {
        return format_decimal(group(passed, failed, disqualified, 9).pass_rate().value(), 1);
    };
    CHECK(rate(1, 1, 0) == "50.0");
    CHECK(rate(1, 2, 0) == "33.3");
    CHECK(rate(2, 1, 0) == "66.7");
    CHECK(rate(1, 0, 1) == "50.0");
    CHECK(rate(0, 5, 0) == "0.0");
    CHECK(rate(7, 0, 0) == "100.0");
    CHECK(rate(1, 1999, 0) == "0.1");    // 0.05
    CHECK(rate(1, 2000, 0) == "0.0");    // 0.04997...
    CHECK(rate(1999, 1, 0) == "100.0");  // 99.95
    CHECK_FALSE(group(0, 0, 0, 5).pass_rate().has_value());
    CHECK(group(1, 2, 3, 4).candidates() == 26);
}

Score points(const char* cell) { return parse_score(cell).value(); }

std::vector<std::string> texts(const std::vector<Cell>& row) {
    std::vector<std::string> all;
    for (const Cell& cell : row) all.push_back(cell.text);
    return all;
}

using Texts = std::vector<std::string>;

TEST_CASE("a summary has one row for each group in order, and a total of two or more") {
    const Standard standard = testing::builtin_standard();
    Summary summary(standard, {"level", "site"});
    const auto add = [&](unsigned rank, const char* level, const char* site, Outcome outcome,
                         const char* theory, const char* practical) {
        const std::vector<Score> scores = {points(theory), points(practical)};
        summary.add({{rank, level}, {1000, site}}, outcome, scores);
    };
    add(3, "senior", "南京", Outcome::pass, "80", "60");
    add(1, "junior", "南京", Outcome::pass, "60", "61");
    add(1, "junior", "南京", Outcome::fail, "59.99", "70");
    add(1, "junior", "合肥", Outcome::absent, "absent", "90");
    add(1, "junior", "合肥", Outcome::invalid, "100", "100");
    add(1, "junior", "合肥", Outcome::ineligible, "70", "");

    const Table table = summary.table();
    Texts ids;
    for (const TableColumn& column : table.columns) ids.push_back(column.id);
    CHECK(ids == Texts{"level", "site", "candidates", "pass", "fail", "absent", "disqualified",
                       "pending", "ineligible", "irregular", "invalid", "pass_rate", "theory_mean",
                       "theory_median", "practical_mean", "practical_median"});
    REQUIRE(table.rows.size() == 3);
    CHECK(texts(table.rows[0]) == Texts{"junior", "南京", "2", "1", "1", "0", "0", "0", "0", "0",
                                        "0", "50.0", "60.00", "59.995", "65.50", "65.5"});
    // Points of an invalid row do not count, those of an ineligible candidate do.
    CHECK(texts(table.rows[1]) == Texts{"junior", "合肥", "3", "0", "0", "1", "0", "0", "1", "0",
                                        "1", "", "70.00", "70", "90.00", "90"});
    CHECK(texts(table.rows[2]) == Texts{"senior", "南京", "1", "1", "0", "0", "0", "0", "0", "0",
                                        "0", "100.0", "80.00", "80", "60.00", "60"});
    CHECK(texts(table.total) == Texts{"", "", "6", "2", "1", "1", "0", "0", "1", "0", "1", "66.7",
                                      "67.50", "65", "70.25", "65.5"});
}

TEST_CASE("a summary of one group has no total, one of nothing no rows") {
    const Standard standard = testing::builtin_standard();
    Summary summary(standard, {"level"});
    CHECK(summary.table().rows.empty());
    CHECK(summary.table().total.empty());
    const std::vector<Score> scores = {points("60"), points("60")};
    summary.add({{1, "junior"}}, Outcome::pass, scores);
    CHECK(summary.table().rows.size() == 1);
    CHECK(summary.table().total.empty());
}

}  // namespace
}  // namespace certrec
