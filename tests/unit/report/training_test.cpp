#include "certrec/report/training.hpp"

#include <string>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

using Counts = std::vector<std::optional<std::int64_t>>;

/// The cells of a row of a table, joined by a space; a dash for nothing.
std::string row_of(const Report& report, std::string_view table, std::size_t row) {
    const Table& found = report.sections.at(find_section(report, table).value()).table;
    std::string text;
    for (const Cell& cell : found.rows.at(row)) {
        text += (text.empty() ? "" : " ") + (cell.text.empty() ? "-" : cell.text);
    }
    return text;
}

Report compared(const TrainingReport& training, std::uint64_t min_group = 1) {
    return training.report(TrainingComparison{"1", "2"}, min_group, Language::en);
}

TEST_CASE("each indicator is what the text says") {
    // By hand: (30 + 50) / 100; 4 / 400; 17 / 20; 120000 s / 400; 300 / 380; 400 + 10.
    TrainingReport training(training_columns());
    REQUIRE(training_columns() == std::vector<std::string>{"very_satisfied", "satisfied", "ratings",
                                                           "complaints", "calls", "accurate",
                                                           "checked", "talk_seconds",
                                                           "resolved_first", "issues", "emails"});
    CHECK(training.add("A", "1", {30, 50, 100, 4, 400, 17, 20, 120'000, 300, 380, 10}));
    const Report report = training.report(std::nullopt, 1, Language::en);
    CHECK(row_of(report, "period", 0) == "1 1 80.00 1.00 85.00 300.0 78.95 410");
    CHECK(row_of(report, "agent", 0) == "A 1 80.00 1.00 85.00 300.0 78.95 410");
    CHECK_FALSE(find_section(report, "comparison"));
}

TEST_CASE("several agents are taken together by their sums") {
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {1, 10});
    training.add("B", "1", {0, 90});
    // 1 of 100, and not the mean of 10 % and 0 %.
    CHECK(row_of(training.report(std::nullopt, 1, Language::en), "period", 0) == "1 2 1.00 100");
}

TEST_CASE("an indicator needs its columns, and volume counts e-mails only if there are any") {
    const TrainingReport none({"ratings", "satisfied", "talk_seconds"});
    CHECK_FALSE(none.has_indicators());
    TrainingReport calls({"calls"});
    calls.add("A", "1", {7});
    CHECK(row_of(calls.report(std::nullopt, 1, Language::en), "period", 0) == "1 1 7");
}

TEST_CASE("what is not known counts for neither side") {
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {1, 100});
    training.add("B", "1", {std::nullopt, 900});
    CHECK(row_of(training.report(std::nullopt, 1, Language::en), "period", 0) == "1 2 1.00 1000");
}

TEST_CASE("of no calls there is no rate") {
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {0, 0});
    training.add("A", "2", {1, 10});
    CHECK(row_of(compared(training), "period", 0) == "1 1 - 0");
    CHECK(row_of(compared(training), "comparison", 0) == "complaints % - 10.00 - - -");
    // Volume can be 0, and nothing can be said in percent of it.
    CHECK(row_of(compared(training), "comparison", 1) == "volume - 0 10 10 - better");
}

TEST_CASE("a difference is exact before it is rounded") {
    // 1/3 and 2/3 are 33.33 and 66.67; their difference is 33.33.
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {1, 3});
    training.add("A", "2", {2, 3});
    CHECK(row_of(compared(training), "comparison", 0) ==
          "complaints % 33.33 66.67 33.33 100.0 worse");
    CHECK(row_of(compared(training), "comparison", 1) == "volume - 3 3 0 0.0 same");
}

TEST_CASE("a comparison is of those who are in both periods") {
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {10, 100});
    training.add("B", "1", {90, 100});
    training.add("A", "2", {5, 100});
    training.add("C", "2", {0, 100});
    CHECK(row_of(compared(training), "comparison", 0) ==
          "complaints % 10.00 5.00 -5.00 -50.0 better");
    CHECK(compared(training).facts.front().en ==
          "Compared are those who are in both periods: 1 agents. Only in 1: 1; only in 2: 1.");
}

TEST_CASE("an agent of whom an indicator is known in one period only is not compared by it") {
    TrainingReport training({"complaints", "calls"});
    training.add("A", "1", {10, 100});
    training.add("A", "2", {5, 100});
    training.add("B", "1", {std::nullopt, 100});
    training.add("B", "2", {50, 100});
    CHECK(row_of(compared(training), "comparison", 0) ==
          "complaints % 10.00 5.00 -5.00 -50.0 better");
}

TEST_CASE("the length of calls is neither better nor worse") {
    TrainingReport training({"calls", "talk_seconds"});
    training.add("A", "1", {10, 3000});
    training.add("A", "2", {10, 2755});
    // Columns as they were given; indicators in the order of the text.
    CHECK(row_of(compared(training), "comparison", 0) == "call_length s 300.0 275.5 -24.5 -8.2 -");
}

TEST_CASE("of fewer agents than the least group nothing is said") {
    TrainingReport training({"calls"});
    training.add("A", "1", {10});
    training.add("B", "1", {10});
    training.add("A", "2", {10});
    const Report report = compared(training, 2);
    CHECK(row_of(report, "period", 0) == "1 2 20");
    CHECK(row_of(report, "period", 1) == "2 - -");
    CHECK(row_of(report, "comparison", 0) == "volume - - - - - -");
    CHECK(report.facts.front().en == "Fewer than 2 agents are in both periods.");
    CHECK_FALSE(find_section(report, "agent"));
}

TEST_CASE("nothing is compared where the periods would tell what a single agent did") {
    TrainingReport training({"calls"});
    for (const char* const agent : {"A", "B", "C"}) {
        training.add(agent, "1", {10});
        training.add(agent, "2", {20});
    }
    training.add("D", "1", {7});
    CHECK(row_of(compared(training, 1), "comparison", 0) == "volume - 30 60 30 100.0 better");
    const Report report = compared(training, 2);
    CHECK(row_of(report, "period", 0) == "1 4 37");
    CHECK(row_of(report, "comparison", 0) == "volume - - - - - -");
    CHECK(report.facts.front().en ==
          "Not compared: fewer than 2 agents are in only one of the periods.");
    training.add("E", "1", {8});
    CHECK(row_of(compared(training, 2), "comparison", 0) == "volume - 30 60 30 100.0 better");
}

TEST_CASE("an agent has one row in a period") {
    TrainingReport training({"calls"});
    CHECK(training.add("A", "1", {10}));
    CHECK_FALSE(training.add("A", "1", {20}));
    CHECK(row_of(training.report(std::nullopt, 1, Language::en), "period", 0) == "1 1 10");
}

TEST_CASE("indicators have names and words in Chinese") {
    TrainingReport training({"calls"});
    training.add("A", "1", {10});
    training.add("A", "2", {20});
    CHECK(row_of(training.report(TrainingComparison{"1", "2"}, 1, Language::zh), "comparison", 0) ==
          "工作处理量 - 10 20 10 100.0 改善");
}

}  // namespace
}  // namespace certrec
