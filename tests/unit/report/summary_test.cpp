#include "certrec/report/summary.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/records/score.hpp"

namespace certrec {
namespace {

using Texts = std::vector<std::string>;

Texts texts(const std::vector<Cell>& row) {
    Texts all;
    for (const Cell& cell : row) all.push_back(cell.text);
    return all;
}

Texts ids(const Table& table) {
    Texts all;
    for (const TableColumn& column : table.columns) all.push_back(column.id);
    return all;
}

const Section& section(const Report& report, const std::string& id) {
    return report.sections.at(find_section(report, id).value());
}

/// Results under the built-in standard, added one by one.
class Results {
  public:
    explicit Results(std::uint64_t min_group = 1, const std::string& over = "")
        : plan_{SummarySubject::results, &standard_, scored_parts(standard_, false),
                {"level", "site"},       over,       min_group},
          summary_(plan_) {}

    void add(unsigned rank, const char* level, const char* site, Outcome outcome,
             const char* theory, const char* practical, int year = 0) {
        GroupTally one;
        ++one.verdicts[static_cast<std::size_t>(outcome)];
        one.points.resize(2);
        if (outcome != Outcome::invalid) {
            const std::array cells = {theory, practical};
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const Score score = parse_score(cells[i]).value();
                if (score.kind == ScoreKind::points) one.points[i].add(score.points);
            }
        }
        if (outcome == Outcome::fail) {
            one.reasons[{static_cast<std::size_t>(outcome), 0, "1.9.2"}] = 1;
        }
        summary_.add({{rank, level}, {1000, site}}, one);
        if (year != 0) summary_.add_year(year, one);
    }

    [[nodiscard]] Report report() const { return summary_.report(Language::en); }

  private:
    Standard standard_ = testing::builtin_standard();
    SummaryPlan plan_;
    Summary summary_;
};

TEST_CASE("a summary has one row for each group in order, and a total of two or more") {
    Results results;
    results.add(3, "senior", "南京", Outcome::pass, "80", "60");
    results.add(1, "junior", "南京", Outcome::pass, "60", "61");
    results.add(1, "junior", "南京", Outcome::fail, "59.99", "70");
    results.add(1, "junior", "合肥", Outcome::absent, "absent", "90");
    results.add(1, "junior", "合肥", Outcome::invalid, "100", "100");
    results.add(1, "junior", "合肥", Outcome::ineligible, "70", "");

    const Report report = results.report();
    const Table& table = section(report, "group").table;
    CHECK(ids(table) == Texts{"level", "site", "candidates", "pass", "fail", "absent",
                              "disqualified", "pending", "ineligible", "irregular", "invalid",
                              "pass_rate", "pass_rate_low", "pass_rate_high", "theory_mean",
                              "theory_median", "practical_mean", "practical_median"});
    REQUIRE(table.rows.size() == 3);
    // The interval of 1 of 2: (1 + z^2 / 2 -+ z sqrt(1 / 2 + z^2 / 4)) / (2 + z^2).
    CHECK(texts(table.rows[0]) == Texts{"junior", "南京", "2", "1", "1", "0", "0", "0", "0", "0",
                                        "0", "50.0", "9.5", "90.5", "60.00", "59.995", "65.50",
                                        "65.5"});
    // Points of an invalid row do not count, those of an ineligible candidate do.
    CHECK(texts(table.rows[1]) == Texts{"junior", "合肥", "3", "0", "0", "1", "0", "0", "1", "0",
                                        "1", "", "", "", "70.00", "70", "90.00", "90"});
    // 1 of 1: from 1 / (1 + z^2) on.
    CHECK(texts(table.rows[2]) == Texts{"senior", "南京", "1", "1", "0", "0", "0", "0", "0", "0",
                                        "0", "100.0", "20.7", "100.0", "80.00", "80", "60.00",
                                        "60"});
    CHECK(texts(table.total) == Texts{"", "", "6", "2", "1", "1", "0", "0", "1", "0", "1", "66.7",
                                      "20.8", "93.9", "67.50", "65", "70.25", "65.5"});

    const Table& reasons = section(report, "reason").table;
    CHECK(ids(reasons) == Texts{"level", "site", "verdict", "component", "clause", "candidates"});
    REQUIRE(reasons.rows.size() == 1);
    CHECK(texts(reasons.rows[0]) == Texts{"junior", "南京", "fail", "theory", "1.9.2", "1"});

    const Table& points = section(report, "points_theory").table;
    CHECK(ids(points) == Texts{"level", "site", "scored", "mean", "deviation", "min", "q1",
                               "median", "q3", "max"});
    REQUIRE(points.rows.size() == 3);
    CHECK(texts(points.rows[0]) == Texts{"junior", "南京", "2", "60.00", "0.01", "59.99", "59.9925",
                                         "59.995", "59.9975", "60"});
    CHECK(texts(points.rows[1]) ==
          Texts{"junior", "合肥", "1", "70.00", "", "70", "70", "70", "70", "70"});
}

TEST_CASE("a summary of one group has no total, one of nothing no rows") {
    Results results;
    for (const Section& each : results.report().sections) {
        CHECK(each.table.rows.empty());
        CHECK(each.table.total.empty());
    }
    results.add(1, "junior", "南京", Outcome::pass, "60", "60");
    CHECK(section(results.report(), "group").table.rows.size() == 1);
    CHECK(section(results.report(), "group").table.total.empty());
}

TEST_CASE("classes of points hold their lower bound, the last one the full mark") {
    Results results;
    for (const char* const theory : {"0", "4.99", "5", "94.999", "95", "100", "-1", "100.01"}) {
        results.add(1, "junior", "南京", Outcome::fail, theory, "");
    }
    const Report report = results.report();
    const Section& classes = section(report, "distribution_theory");
    REQUIRE(classes.table.rows.size() == 22);
    CHECK(texts(classes.table.rows[0]) == Texts{"", "0", "1"});
    CHECK(texts(classes.table.rows[1]) == Texts{"0", "5", "2"});
    CHECK(texts(classes.table.rows[2]) == Texts{"5", "10", "1"});
    CHECK(texts(classes.table.rows[19]) == Texts{"90", "95", "1"});
    CHECK(texts(classes.table.rows[20]) == Texts{"95", "100", "2"});
    CHECK(texts(classes.table.rows[21]) == Texts{"100", "", "1"});
    REQUIRE(classes.charts.size() == 1);
    CHECK(classes.charts[0].mark == Decimal(60, 0));
    CHECK(section(report, "distribution_practical").table.rows.empty());
}

TEST_CASE("there are at least twenty classes, of 1, 2 or 5 times a power of ten") {
    Standard standard = testing::builtin_standard();
    const auto width = [&standard](Decimal full_mark) {
        standard.components[0].full_mark = full_mark;
        Summary summary(
            {SummarySubject::results, &standard, scored_parts(standard, false), {"x"}, "", 1});
        GroupTally one;
        one.points.resize(2);
        ++one.verdicts[0];
        one.points[0].add(Decimal());
        summary.add({{0, "a"}}, one);
        const Table table = section(summary.report(Language::en), "distribution_theory").table;
        return table.rows.at(0).at(1).text + " " + table.rows.back().at(1).text;
    };
    CHECK(width(Decimal(100, 0)) == "5 100");
    CHECK(width(Decimal(150, 0)) == "5 150");
    CHECK(width(Decimal(120, 0)) == "5 120");
    CHECK(width(Decimal(50, 0)) == "2 50");
    CHECK(width(Decimal(30, 0)) == "1 30");
    CHECK(width(Decimal(10, 0)) == "0.5 10");
    CHECK(width(Decimal(99, 0)) == "2 100");
    CHECK(width(Decimal(1000, 0)) == "50 1000");
}

void add_many(Results& results, const char* site, int candidates) {
    for (int i = 0; i < candidates; ++i) results.add(1, "junior", site, Outcome::pass, "60", "60");
}

Texts sites_and_sizes(const Results& results) {
    Texts found;
    const Report report = results.report();
    for (const auto& row : section(report, "group").table.rows) {
        found.push_back(row[0].text + "/" + row[1].text + " " + row[2].text);
    }
    return found;
}

TEST_CASE("groups that are too small are one row, which nobody can take apart") {
    Results results(5);
    add_many(results, "a", 4);
    add_many(results, "b", 5);
    add_many(results, "c", 9);
    // The total would give a alone away, so the smallest of the others joins it.
    CHECK(sites_and_sizes(results) == Texts{"junior/c 9", "(small groups)/ 9"});
    add_many(results, "d", 1);
    CHECK(sites_and_sizes(results) == Texts{"junior/b 5", "junior/c 9", "(small groups)/ 5"});
}

TEST_CASE("where no group is too small all are shown, and where all together are, none is") {
    Results results(3);
    add_many(results, "a", 2);
    CHECK(sites_and_sizes(results).empty());
    const Report report = results.report();
    for (const Section& each : report.sections) CHECK(each.table.rows.empty());
    CHECK(section(report, "group").notes.size() == 2);
    add_many(results, "a", 1);
    CHECK(sites_and_sizes(results) == Texts{"junior/a 3"});
    add_many(results, "b", 3);
    CHECK(sites_and_sizes(results) == Texts{"junior/a 3", "junior/b 3"});
}

TEST_CASE("of equal groups the first joins those that are too small") {
    Results results(4);
    add_many(results, "a", 4);
    add_many(results, "b", 4);
    add_many(results, "c", 2);
    CHECK(sites_and_sizes(results) == Texts{"junior/b 4", "(small groups)/ 6"});
}

TEST_CASE("years are compared, those that are too small together") {
    Results results(2, "held_on");
    for (const int year : {2024, 2024, 2025, 2026, 2026, 2026}) {
        results.add(1, "junior", "南京", year == 2025 ? Outcome::fail : Outcome::pass, "60", "70",
                    year);
    }
    const Report report = results.report();
    const Table& table = section(report, "year").table;
    CHECK(ids(table) == Texts{"year", "candidates", "pass_rate", "pass_rate_low", "pass_rate_high",
                              "theory_mean", "practical_mean"});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0][0].text == "2026");
    CHECK(table.rows[1][0].text == "(small groups)");
    CHECK(table.rows[1][1].text == "3");
    CHECK(table.rows[1][2].text == "66.7");
}

TEST_CASE("every chart draws columns of its table") {
    Results results(1, "held_on");
    results.add(1, "junior", "南京", Outcome::pass, "60", "60", 2026);
    for (const Section& each : results.report().sections) {
        const Texts known = ids(each.table);
        for (const Chart& chart : each.charts) {
            Texts drawn = chart.labels;
            drawn.insert(drawn.end(), chart.values.begin(), chart.values.end());
            for (const std::string& id : drawn) {
                CHECK(std::find(known.begin(), known.end(), id) != known.end());
            }
        }
    }
}

}  // namespace
}  // namespace certrec
