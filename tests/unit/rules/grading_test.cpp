#include "certrec/rules/grading.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "grading_fixture.hpp"

namespace certrec {
namespace {

using testing::Cells;
using testing::component_of;
using testing::conjunctive;
using testing::contains;
using testing::dec;
using testing::Dice;
using testing::Graded;
using testing::graded;
using testing::item_of;
using testing::scores_of;
using testing::weighted;
using testing::weighted_of;
using Kind = GradingFault::Kind;

/// A cell of scores.csv and what it alone comes to under 1.9.2: 100 marks, 60 pass.
struct Mark {
    const char* cell;
    Outcome outcome;
};

const std::vector<Mark> kMarks = {
    {"60", Outcome::pass},
    {"60.0", Outcome::pass},
    {"060.00", Outcome::pass},
    {"60.000000000000001", Outcome::pass},
    {"75.5", Outcome::pass},
    {"99.999", Outcome::pass},
    {"100", Outcome::pass},
    {"100.00", Outcome::pass},
    {"59.9", Outcome::fail},
    {"59.99", Outcome::fail},
    {"59.9999999999999999", Outcome::fail},
    {"0", Outcome::fail},
    {"0.0", Outcome::fail},
    {"-0", Outcome::fail},
    {"0.000000000000000001", Outcome::fail},
    {"", Outcome::pending},
    {"pending", Outcome::pending},
    {"待评", Outcome::pending},
    {"absent", Outcome::absent},
    {"缺考", Outcome::absent},
    {"disqualified", Outcome::disqualified},
    {"违纪", Outcome::disqualified},
    {"exempt", Outcome::invalid},
    {"免考", Outcome::invalid},
    {"100.0000000000001", Outcome::invalid},
    {"100.5", Outcome::invalid},
    {"1000", Outcome::invalid},
    {"-0.000000000000000001", Outcome::invalid},
    {"-1", Outcome::invalid},
};

// The first that some component has decides.
const std::vector<Outcome> kPrecedence = {Outcome::invalid, Outcome::disqualified, Outcome::absent,
                                          Outcome::pending, Outcome::fail,         Outcome::pass};

struct Expected {
    Outcome outcome = Outcome::pass;
    ComponentSet components;  ///< that decided it
};

Expected expected_of(const std::vector<Mark>& marks) {
    for (const Outcome outcome : kPrecedence) {
        Expected expected{outcome, {}};
        for (std::size_t i = 0; i < marks.size(); ++i) {
            expected.components[i] = marks[i].outcome == outcome;
        }
        if (expected.components.none()) continue;
        if (outcome == Outcome::pass) expected.components.reset();
        return expected;
    }
    return {};
}

void check(const Standard& standard, Grader& grader, const std::vector<Mark>& marks) {
    Cells cells;
    for (const Mark& mark : marks) cells.emplace_back(mark.cell);
    const Level* const level = &standard.levels[1];
    const Grading found = grader.grade(scores_of(cells), {level, nullptr});
    const Expected expected = expected_of(marks);
    const bool invalid = expected.outcome == Outcome::invalid;
    const bool components_agree =
        invalid ? found.fault && expected.components.test(found.fault->component) &&
                      (expected.components << (kMaxComponents - found.fault->component)).none()
                : !found.fault && found.components == expected.components;
    const Level* const awarded = expected.outcome == Outcome::pass ? level : nullptr;
    if (found.outcome == expected.outcome && components_agree && found.awarded == awarded &&
        !found.total) {
        return;
    }
    std::string row;
    for (const std::string& cell : cells) row += cell + " ";
    FAIL_CHECK(row << "is " << format_outcome(found.outcome) << ", should be "
                   << format_outcome(expected.outcome));
}

TEST_CASE("whoever reaches 60 of 100 in theory and in practical passes, over all pairs (1.9.2)") {
    const Standard standard = testing::builtin_standard();
    Grader grader(standard);
    for (const Mark& theory : kMarks) {
        for (const Mark& practical : kMarks) check(standard, grader, {theory, practical});
    }
}

TEST_CASE("of three components the worst outcome decides, with all components that have it") {
    Standard standard = testing::builtin_standard();
    standard.components.push_back(standard.components.front());
    standard.components.back().id = "oral";
    Grader grader(standard);
    for (const Mark& a : kMarks) {
        for (const Mark& b : kMarks) {
            for (const Mark& c : kMarks) check(standard, grader, {a, b, c});
        }
    }
}

TEST_CASE("each component is compared with its own marks") {
    Standard standard = testing::builtin_standard();
    standard.components[0].pass_mark = dec("59.5");
    standard.components[1].full_mark = dec("150");
    standard.components[1].pass_mark = dec("90");
    const auto outcome = [&](const char* theory, const char* practical) {
        return graded(standard, {theory, practical}, "junior").outcome;
    };
    CHECK(outcome("59.5", "90") == "pass");
    CHECK(outcome("59.49", "150") == "fail");
    CHECK(outcome("100", "89.99") == "fail");
    CHECK(outcome("100.01", "150") == "invalid");
    CHECK(outcome("100", "150.1") == "invalid");
}

TEST_CASE("columns are a component's own, then its items or the two counts of its ratio") {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "50"), item_of("b", "50")};
    standard.components[1].ratio = Ratio{"answered", "offered"};
    standard.components.push_back(component_of("oral", "口试"));
    const std::vector<ScoreColumn> columns = score_columns(standard);
    std::vector<std::string> names;
    for (const ScoreColumn& column : columns) names.push_back(column.name);
    CHECK(names == std::vector<std::string>{"theory", "theory.a", "theory.b", "practical",
                                            "answered", "offered", "oral"});
    CHECK(columns[2].component == 0);
    CHECK(columns[2].item == 1);
    CHECK(columns[2].part == ScoreColumn::Part::item);
    CHECK(columns[4].part == ScoreColumn::Part::of);
    CHECK(columns[5].part == ScoreColumn::Part::to);
    CHECK(columns[6].component == 2);
    CHECK(columns[6].part == ScoreColumn::Part::own);
}

// Reasons.

TEST_CASE("a component below its pass mark is told with its value, the mark, the gap, the clause") {
    const Graded one = graded(testing::builtin_standard(), {"60", "59.99"}, "junior");
    CHECK(one.outcome == "fail");
    CHECK(one.awarded.empty());
    CHECK(one.reasons == "practical 59.99 is below 60 by 0.01 (1.9.2)");
    CHECK(contains(one.reasons_zh, "操作技能"));
    CHECK(contains(one.reasons_zh, "59.99"));
    CHECK(contains(one.reasons_zh, "0.01"));
    CHECK(contains(one.reasons_zh, "1.9.2"));
    CHECK_FALSE(contains(one.reasons_zh, "理论"));
    const Graded both = graded(testing::builtin_standard(), {"59.9999999999999999", "0"}, "junior");
    CHECK(both.reasons ==
          "theory 59.9999999999999999 is below 60 by 0.0000000000000001 (1.9.2); "
          "practical 0 is below 60 by 60 (1.9.2)");
}

TEST_CASE("a pass has no reasons, in either language") {
    const Graded pass = graded(conjunctive(), {"60", "100"}, "high");
    CHECK(pass.outcome == "pass");
    CHECK(pass.awarded == "high");
    CHECK(pass.reasons.empty());
    CHECK(pass.reasons_zh.empty());
}

TEST_CASE("a word that is the outcome is told for each component that has it, and nothing else") {
    const auto reasons = [](const char* theory, const char* practical) {
        return graded(conjunctive(), {theory, practical}).reasons;
    };
    CHECK(reasons("absent", "10") == "absent from theory");
    CHECK(reasons("缺考", "absent") == "absent from theory; absent from practical");
    CHECK(reasons("absent", "违纪") == "disqualified in practical");
    CHECK(reasons("", "10") == "theory is not yet scored");
    CHECK(reasons("pending", "absent") == "absent from practical");
    const auto zh = [](const char* theory, const char* practical) {
        return graded(conjunctive(), {theory, practical}).reasons_zh;
    };
    CHECK(zh("absent", "10") == "理论缺考");
    CHECK(zh("absent", "违纪") == "操作违纪");
    CHECK(contains(zh("", ""), "尚无成绩"));
    CHECK(contains(zh("", ""), "；"));
}

// Words.

TEST_CASE("a word that counts as zero is 0 points, and the reasons say so") {
    Standard standard = conjunctive();
    standard.scoring.words.absent = WordRule::zero;
    const Graded fail = graded(standard, {"absent", "70"});
    CHECK(fail.outcome == "fail");
    CHECK(fail.counted == "0 70");
    CHECK(fail.reasons ==
          "absent from theory, which counts as 0 points: theory 0 is below 60 by 60 (1.9.2)");
    CHECK(contains(fail.reasons_zh, "理论缺考"));
    CHECK(contains(fail.reasons_zh, "0 分"));
    standard.components[0].pass_mark = dec("0");
    CHECK(graded(standard, {"absent", "70"}).outcome == "pass");
}

TEST_CASE("a word that counts as a fail fails, whatever the mark") {
    Standard standard = conjunctive();
    standard.components[0].pass_mark = dec("0");
    standard.scoring.words.disqualified = WordRule::fail;
    standard.scoring.words.clause = Clause{"7.3", {"words", "违纪"}};
    const Graded fail = graded(standard, {"disqualified", "59"});
    CHECK(fail.outcome == "fail");
    CHECK(fail.counted == "disqualified 59");
    CHECK(fail.reasons ==
          "disqualified in theory (7.3), which counts as not passed; "
          "practical 59 is below 60 by 1 (1.9.2)");
    CHECK(fail.grading.components.count() == 2);
    // A word that is the outcome still comes first.
    CHECK(graded(standard, {"disqualified", "absent"}).outcome == "absent");
    CHECK(graded(standard, {"disqualified", ""}).outcome == "pending");
}

TEST_CASE("a component that is left out is not looked at, the others decide") {
    Standard standard = conjunctive();
    standard.scoring.words.exempt = WordRule::left_out;
    CHECK(graded(standard, {"exempt", "60"}).outcome == "pass");
    CHECK(graded(standard, {"免试", "60"}).counted == "exempt 60");
    CHECK(graded(standard, {"exempt", "59"}).reasons == "practical 59 is below 60 by 1 (1.9.2)");
    CHECK(graded(standard, {"exempt", ""}).outcome == "pending");
    const Graded none = graded(standard, {"exempt", "免考"});
    CHECK(none.outcome == "invalid");
    REQUIRE(none.grading.fault.has_value());
    CHECK(none.grading.fault->kind == Kind::all_left_out);
    CHECK_FALSE(none.reasons.empty());
    CHECK_FALSE(none.reasons_zh.empty());
}

TEST_CASE("each of the four words follows its own rule, whatever the rules of the others") {
    struct Word {
        const char* cell;
        WordRule WordRules::*rule;
    };
    for (const Word& word : std::vector<Word>{{"absent", &WordRules::absent},
                                              {"disqualified", &WordRules::disqualified},
                                              {"exempt", &WordRules::exempt},
                                              {"pending", &WordRules::pending},
                                              {"", &WordRules::pending}}) {
        INFO(word.cell);
        const auto outcome = [&](WordRule rule) {
            Standard standard = conjunctive();
            standard.components[0].pass_mark = dec("0");
            standard.scoring.words.*word.rule = rule;
            return graded(standard, {word.cell, "60"}).outcome;
        };
        CHECK(outcome(WordRule::zero) == "pass");
        CHECK(outcome(WordRule::fail) == "fail");
        CHECK(outcome(WordRule::left_out) == "pass");
        CHECK(outcome(WordRule::refused) == "invalid");
    }
}

TEST_CASE("a word that is refused makes the row invalid, as exempt does by itself") {
    Standard standard = conjunctive();
    const Graded exempt = graded(standard, {"80", "exempt"});
    REQUIRE(exempt.grading.fault.has_value());
    CHECK(exempt.grading.fault->kind == Kind::refused_word);
    CHECK(exempt.grading.fault->component == 1);
    CHECK(exempt.grading.fault->column == 1);
    CHECK(contains(exempt.reasons, "practical"));
    CHECK(contains(exempt.reasons, "exempt"));
    CHECK(contains(exempt.reasons_zh, "操作"));
    standard.scoring.words.absent = WordRule::refused;
    CHECK(graded(standard, {"absent", ""}).outcome == "invalid");
    standard.scoring.words = {};
    standard.scoring.words.pending = WordRule::refused;
    const Graded pending = graded(standard, {"80", ""});
    REQUIRE(pending.grading.fault.has_value());
    CHECK(pending.grading.fault->kind == Kind::refused_word);
    CHECK(contains(pending.reasons, "practical"));
    CHECK(graded(standard, {"80", "absent"}).outcome == "absent");
}

// Items by weight.

/// Theory of three items that weigh 30, 30 and 40 percent.
Standard with_items() {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "30"), item_of("b", "30"), item_of("c", "40")};
    return standard;
}

/// What theory comes to, from the three items alone.
std::string theory_of(const Standard& standard, const char* a, const char* b, const char* c) {
    const Graded row = graded(standard, {"", a, b, c, "60"});
    return row.grading.fault ? row.reasons : row.counted.substr(0, row.counted.rfind(' '));
}

TEST_CASE("items count by their weights, each as a share of its full mark") {
    Standard standard = with_items();
    // 0.3 x 80 + 0.3 x 70 + 0.4 x 90.5
    CHECK(theory_of(standard, "80", "70", "90.5") == "81.2");
    CHECK(theory_of(standard, "100", "100", "100") == "100");
    CHECK(theory_of(standard, "0", "0", "0") == "0");
    // 45/50 at one half and 100/150 at one half, of 100 and of 150 marks.
    standard.components[0].items = {item_of("a", "50", "50"), item_of("b", "50", "150")};
    CHECK(graded(standard, {"", "45", "100", "60"}).counted == "235/3 60");
    standard.components[0].full_mark = dec("150");
    CHECK(graded(standard, {"", "45", "100", "60"}).counted == "117.5 60");
}

TEST_CASE("weights in parts of 1 are those in percent") {
    Standard standard = with_items();
    standard.components[0].items = {item_of("a", "0.3"), item_of("b", "0.3"), item_of("c", "0.4")};
    CHECK(theory_of(standard, "80", "70", "90.5") == "81.2");
    standard.scoring.words.exempt = WordRule::left_out;
    CHECK(theory_of(standard, "exempt", "70", "90.5") == "572/7");
}

TEST_CASE("what items come to is compared exactly: a third below the mark is below it") {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "50", "50"), item_of("b", "50", "150")};
    // 30 + 179.999.../6 = 59.99...; 90/150 makes 30.
    CHECK(graded(standard, {"", "30", "90", "60"}).outcome == "pass");
    const Graded below = graded(standard, {"", "30", "89.999999999999999", "60"});
    CHECK(below.outcome == "fail");
    CHECK(below.counted == "179999999999999999/3000000000000000 60");
    const Graded thirds = graded(standard, {"", "20", "100", "60"});
    // 20 + 100/3 = 160/3, and 20/3 are missing.
    CHECK(thirds.reasons == "theory 160/3 is below 60 by 20/3 (1.9.2)");
}

TEST_CASE("an item that is empty while others are filled is pending") {
    const Graded row = graded(with_items(), {"", "80", "", "90", "60"});
    CHECK(row.outcome == "pending");
    CHECK(row.counted == " 60");
    CHECK(row.reasons == "theory is not yet scored");
    const Graded nothing = graded(with_items(), {"", "", "", "", "60"});
    CHECK(nothing.outcome == "pending");
}

TEST_CASE("a word in an item that is the outcome is the component's, the gravest of several") {
    const Standard standard = with_items();
    const auto outcome = [&](const char* a, const char* b, const char* c) {
        return graded(standard, {"", a, b, c, "60"}).outcome;
    };
    CHECK(outcome("absent", "80", "80") == "absent");
    CHECK(outcome("absent", "", "80") == "absent");
    CHECK(outcome("absent", "disqualified", "80") == "disqualified");
    CHECK(outcome("", "disqualified", "absent") == "disqualified");
    CHECK(graded(standard, {"", "absent", "80", "80", "60"}).reasons == "absent from theory");
}

TEST_CASE("a word in an item that counts as zero is 0 points, its weight stays") {
    Standard standard = with_items();
    standard.scoring.words.absent = WordRule::zero;
    CHECK(theory_of(standard, "absent", "70", "90.5") == "57.2");
    CHECK(theory_of(standard, "absent", "absent", "absent") == "0");
}

TEST_CASE("an item that is left out drops out with its weight, the others keep their proportion") {
    Standard standard = with_items();
    standard.scoring.words.exempt = WordRule::left_out;
    // (30 x 70 + 40 x 90.5) / 70
    CHECK(theory_of(standard, "exempt", "70", "90.5") == "572/7");
    CHECK(theory_of(standard, "exempt", "exempt", "90.5") == "90.5");
    CHECK(theory_of(standard, "exempt", "exempt", "exempt") == "exempt");
    CHECK(graded(standard, {"", "exempt", "exempt", "exempt", "60"}).outcome == "pass");
    standard.scoring.words.absent = WordRule::zero;
    // 0.4 of 70 is left of 90.5, the absent 30 count as none.
    CHECK(theory_of(standard, "exempt", "absent", "90.5") == "362/7");
}

TEST_CASE("a word in an item that counts as a fail fails the component") {
    Standard standard = with_items();
    standard.scoring.words.absent = WordRule::fail;
    const Graded row = graded(standard, {"", "absent", "100", "100", "60"});
    CHECK(row.outcome == "fail");
    CHECK(row.reasons == "absent from theory, which counts as not passed");
    CHECK(graded(standard, {"", "absent", "", "100", "60"}).outcome == "pending");
}

TEST_CASE("a word in an item that is refused makes the row invalid, and names the item's column") {
    const Graded row = graded(with_items(), {"", "80", "exempt", "80", "60"});
    REQUIRE(row.grading.fault.has_value());
    CHECK(row.grading.fault->kind == Kind::refused_word);
    CHECK(row.grading.fault->column == 2);
    CHECK(contains(row.reasons, "theory.b"));
    CHECK(contains(row.reasons_zh, "理论"));
    Standard standard = with_items();
    standard.scoring.words.pending = WordRule::refused;
    CHECK(graded(standard, {"", "80", "", "80", "60"}).outcome == "invalid");
}

TEST_CASE("points of an item lie between 0 and its full mark") {
    Standard standard = with_items();
    standard.components[0].items[1].full_mark = dec("20");
    CHECK(graded(standard, {"", "80", "20", "80", "60"}).outcome == "pass");
    const Graded above = graded(standard, {"", "80", "20.01", "80", "60"});
    REQUIRE(above.grading.fault.has_value());
    CHECK(above.grading.fault->kind == Kind::out_of_range);
    CHECK(above.grading.fault->column == 2);
    CHECK(contains(above.reasons, "theory.b"));
    CHECK(contains(above.reasons, "20.01"));
    CHECK(contains(above.reasons, "above the full mark of 20"));
    const Graded below = graded(standard, {"", "-0.5", "20", "80", "60"});
    CHECK(below.grading.fault->kind == Kind::out_of_range);
    CHECK(contains(below.reasons, "below 0"));
    CHECK(contains(below.reasons_zh, "低于 0"));
}

// The best of several items.

/// Theory: the best two of three items of 100, 50 and 20 marks.
Standard best_of_three() {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "", "100"), item_of("b", "", "50"),
                                    item_of("c", "", "20")};
    standard.components[0].best = 2;
    return standard;
}

TEST_CASE("the best items count alike, each as a share of its full mark") {
    const Standard standard = best_of_three();
    // 80, 90 and 75 percent.
    CHECK(theory_of(standard, "80", "45", "15") == "85");
    CHECK(theory_of(standard, "80", "0", "15") == "77.5");
    CHECK(theory_of(standard, "0", "0", "0") == "0");
    CHECK(theory_of(standard, "100", "50", "0") == "100");
    Standard one = best_of_three();
    one.components[0].best = 1;
    CHECK(theory_of(one, "80", "45", "15") == "90");
    one.components[0].best = 3;
    CHECK(theory_of(one, "80", "45", "15") == "245/3");
    one.components[0].full_mark = dec("150");
    CHECK(theory_of(one, "80", "45", "15") == "122.5");
}

TEST_CASE("of the best items one that was missed does not count, while there are enough others") {
    const Standard standard = best_of_three();
    CHECK(theory_of(standard, "80", "absent", "15") == "77.5");
    const Graded too_few = graded(standard, {"", "80", "absent", "absent", "60"});
    CHECK(too_few.outcome == "absent");
    Standard exempting = best_of_three();
    exempting.scoring.words.exempt = WordRule::left_out;
    CHECK(theory_of(exempting, "80", "exempt", "15") == "77.5");
    CHECK(graded(exempting, {"", "80", "exempt", "exempt", "60"}).outcome == "pass");
    CHECK(graded(exempting, {"", "80", "exempt", "absent", "60"}).outcome == "absent");
}

TEST_CASE("one of the best items that is disqualified or pending decides, though others suffice") {
    const Standard standard = best_of_three();
    CHECK(graded(standard, {"", "80", "45", "disqualified", "60"}).outcome == "disqualified");
    CHECK(graded(standard, {"", "80", "45", "", "60"}).outcome == "pending");
    CHECK(graded(standard, {"", "disqualified", "absent", "", "60"}).outcome == "disqualified");
    Standard lenient = best_of_three();
    lenient.scoring.words.disqualified = WordRule::fail;
    lenient.scoring.words.pending = WordRule::left_out;
    CHECK(theory_of(lenient, "80", "45", "disqualified") == "85");
    CHECK(theory_of(lenient, "80", "45", "") == "85");
    CHECK(graded(lenient, {"", "80", "", "disqualified", "60"}).outcome == "fail");
}

TEST_CASE("a word that counts as zero is an item of 0 points, and may be among the best") {
    Standard standard = best_of_three();
    standard.scoring.words.absent = WordRule::zero;
    CHECK(theory_of(standard, "80", "absent", "absent") == "40");
    CHECK(theory_of(standard, "80", "45", "absent") == "85");
}

// Ratios.

/// Practical: 100 x answered / offered.
Standard with_ratio() {
    Standard standard = conjunctive();
    standard.components[1].ratio = Ratio{"answered", "offered", dec("100"), {}};
    return standard;
}

TEST_CASE("a ratio is plus + times x of / to, exactly") {
    Standard standard = with_ratio();
    CHECK(graded(standard, {"60", "", "95", "96"}).counted == "60 2375/24");
    CHECK(graded(standard, {"60", "", "0", "96"}).counted == "60 0");
    CHECK(graded(standard, {"60", "", "96", "96"}).outcome == "pass");
    standard.components[1].ratio = Ratio{"complaints", "calls", dec("-100"), dec("100")};
    CHECK(graded(standard, {"60", "", "3", "1200"}).counted == "60 99.75");
    CHECK(graded(standard, {"60", "", "0", "1"}).counted == "60 100");
    standard.components[1].ratio = Ratio{"seconds", "calls"};
    CHECK(graded(standard, {"60", "", "500", "7"}).counted == "60 500/7");
}

TEST_CASE("a ratio of which one count is missing is pending") {
    const Standard standard = with_ratio();
    for (const Cells& cells :
         std::vector<Cells>{{"60", "", "95", ""}, {"60", "", "", "96"}, {"60", "", "", ""}}) {
        const Graded row = graded(standard, cells);
        CHECK(row.outcome == "pending");
        CHECK(row.reasons == "practical is not yet scored");
    }
}

TEST_CASE("a count is a number from 0 on, that below the line above 0, and never a word") {
    const Standard standard = with_ratio();
    struct Count {
        const char* of;
        const char* to;
        std::size_t column;
        const char* says;
    };
    for (const Count& count : std::vector<Count>{{"-1", "96", 2, "answered is -1, below 0"},
                                                 {"1", "0", 3, "offered is 0"},
                                                 {"1", "-96", 3, "offered is -96, below 0"},
                                                 {"absent", "96", 2, "absent"},
                                                 {"1", "exempt", 3, "exempt"},
                                                 {"", "0", 3, "offered is 0"}}) {
        INFO(count.of << " / " << count.to);
        const Graded row = graded(standard, {"60", "", count.of, count.to});
        REQUIRE(row.grading.fault.has_value());
        CHECK(row.grading.fault->kind == Kind::bad_count);
        CHECK(row.grading.fault->column == count.column);
        CHECK(contains(row.reasons, count.says));
        CHECK_FALSE(row.reasons_zh.empty());
    }
    CHECK(graded(standard, {"60", "", "0.5", "0.5"}).counted == "60 100");
}

TEST_CASE("what a ratio comes to lies between 0 and the full mark") {
    Standard standard = with_ratio();
    const Graded above = graded(standard, {"60", "", "97", "96"});
    REQUIRE(above.grading.fault.has_value());
    CHECK(above.grading.fault->kind == Kind::value_range);
    CHECK(contains(above.reasons, "practical comes to 2425/24, above the full mark of 100"));
    standard.components[1].ratio = Ratio{"complaints", "calls", dec("-100"), dec("100")};
    const Graded below = graded(standard, {"60", "", "97", "96"});
    REQUIRE(below.grading.fault.has_value());
    CHECK(below.grading.fault->kind == Kind::value_range);
    CHECK(contains(below.reasons, "below 0"));
}

TEST_CASE("two ratios can share a count") {
    Standard standard = with_ratio();
    standard.components[0].ratio = Ratio{"solved", "offered", dec("100"), {}};
    CHECK(graded(standard, {"", "72", "96", "", "60", "96"}).counted == "75 62.5");
    // Its own score stands for a ratio whose other count is not there.
    CHECK(graded(standard, {"80", "", "96", "", "60", "96"}).counted == "80 62.5");
}

// Rounding.

TEST_CASE("a component is rounded before it is compared, by the mode that the standard states") {
    Standard standard = conjunctive();
    const auto counted = [&](RoundingMode mode, unsigned places, const char* cell) {
        standard.components[0].rounding = Rounding{mode, places};
        const Graded row = graded(standard, {cell, "60"});
        return row.outcome + " " + row.counted.substr(0, row.counted.find(' '));
    };
    CHECK(counted(RoundingMode::half_up, 0, "59.5") == "pass 60");
    CHECK(counted(RoundingMode::half_up, 0, "59.49") == "fail 59");
    CHECK(counted(RoundingMode::half_up, 0, "60.5") == "pass 61");
    CHECK(counted(RoundingMode::half_even, 0, "59.5") == "pass 60");
    CHECK(counted(RoundingMode::half_even, 0, "60.5") == "pass 60");
    CHECK(counted(RoundingMode::down, 0, "59.99") == "fail 59");
    CHECK(counted(RoundingMode::half_up, 1, "59.95") == "pass 60");
    CHECK(counted(RoundingMode::half_up, 1, "59.94") == "fail 59.9");
    CHECK(counted(RoundingMode::half_up, 9, "59.9999999995") == "pass 60");
}

TEST_CASE("without a rounding nothing is rounded") {
    CHECK(graded(conjunctive(), {"59.9999999999999999", "60"}).outcome == "fail");
}

TEST_CASE("what items or a ratio come to is rounded as well, once, and not the items") {
    Standard standard = with_items();
    standard.components[0].rounding = Rounding{RoundingMode::half_up, 0};
    // 0.3 x 59.4 + 0.3 x 59.4 + 0.4 x 59.65 = 59.5
    CHECK(theory_of(standard, "59.4", "59.4", "59.65") == "60");
    // 59.499...: rounding to 59.5 on the way would make 60 of it.
    CHECK(theory_of(standard, "59.49", "59.49", "59.49") == "59");
    Standard ratio = with_ratio();
    ratio.components[1].rounding = Rounding{RoundingMode::half_up, 2};
    CHECK(graded(ratio, {"60", "", "95", "96"}).counted == "60 98.96");
    ratio.components[1].rounding = Rounding{RoundingMode::down, 2};
    CHECK(graded(ratio, {"60", "", "95", "96"}).counted == "60 98.95");
}

// A component's own score beside its parts.

TEST_CASE("a component's own score counts where its parts are empty") {
    CHECK(graded(with_items(), {"72.5", "", "", "", "60"}).counted == "72.5 60");
    CHECK(graded(with_items(), {"absent", "", "", "", "60"}).outcome == "absent");
    CHECK(graded(with_ratio(), {"60", "98.5", "", ""}).counted == "60 98.5");
}

TEST_CASE("a component's own score and what its parts come to must agree exactly") {
    CHECK(graded(with_items(), {"81.2", "80", "70", "90.5", "60"}).outcome == "pass");
    CHECK(graded(with_items(), {"81.20", "80", "70", "90.5", "60"}).counted == "81.2 60");
    const Graded apart = graded(with_items(), {"81.3", "80", "70", "90.5", "60"});
    REQUIRE(apart.grading.fault.has_value());
    CHECK(apart.grading.fault->kind == Kind::disagreement);
    CHECK(apart.grading.fault->component == 0);
    CHECK(contains(apart.reasons, "theory"));
    CHECK(contains(apart.reasons, "81.3"));
    CHECK(contains(apart.reasons, "81.2"));
    CHECK(contains(apart.reasons_zh, "理论"));
    // Thirds are never equal to a decimal,
    const Graded third = graded(with_ratio(), {"60", "33.333333333333333", "1", "3"});
    REQUIRE(third.grading.fault.has_value());
    CHECK(third.grading.fault->kind == Kind::disagreement);
    // unless the standard rounds them.
    Standard rounding = with_ratio();
    rounding.components[1].rounding = Rounding{RoundingMode::half_up, 2};
    CHECK(graded(rounding, {"60", "98.96", "95", "96"}).counted == "60 98.96");
    CHECK(graded(rounding, {"60", "98.95", "95", "96"}).outcome == "invalid");
}

TEST_CASE("a word in a component's own column must be the word that its parts come to") {
    const auto kind = [](const Cells& cells) {
        const Graded row = graded(with_items(), cells);
        return row.grading.fault ? std::optional(row.grading.fault->kind) : std::nullopt;
    };
    CHECK_FALSE(kind({"absent", "absent", "80", "80", "60"}).has_value());
    CHECK(kind({"absent", "80", "80", "80", "60"}) == Kind::disagreement);
    CHECK(kind({"absent", "disqualified", "80", "80", "60"}) == Kind::disagreement);
    CHECK(kind({"80", "absent", "80", "80", "60"}) == Kind::disagreement);
    CHECK(kind({"80", "80", "80", "", "60"}) == Kind::disagreement);
    CHECK(graded(with_items(), {"absent", "absent", "80", "80", "60"}).outcome == "absent");
}

// The weighted scheme.

TEST_CASE("the total is the weighted sum, and its band is the level awarded (第八条, 第九条)") {
    struct Row {
        Cells cells;
        const char* total;
        const char* awarded;
    };
    for (const Row& row : std::vector<Row>{{{"80", "70", "90"}, "83", "mid"},
                                           {{"60", "60", "60"}, "60", "low"},
                                           {{"75", "75", "75"}, "75", "mid"},
                                           {{"75", "74.95", "75"}, "74.99", "low"},
                                           {{"90", "90", "90"}, "90", "high"},
                                           {{"89.9", "90", "90"}, "89.97", "mid"},
                                           {{"100", "100", "100"}, "100", "high"},
                                           {{"61.5", "66.25", "71.1"}, "67.25", "low"}}) {
        // Whichever level was applied for.
        for (const char* const applied : {"low", "mid", "high"}) {
            const Graded result = graded(weighted(), row.cells, applied);
            CHECK(result.outcome == "pass");
            CHECK(result.total == row.total);
            CHECK(result.awarded == row.awarded);
            CHECK(result.reasons.empty());
            CHECK(result.band == row.awarded);
        }
    }
}

TEST_CASE("weights of the total in parts of 1 are those in percent") {
    Standard standard = weighted();
    standard.components[0].weight = dec("0.3");
    standard.components[1].weight = dec("0.2");
    standard.components[2].weight = dec("0.5");
    CHECK(graded(standard, {"80", "70", "90"}).total == "83");
}

TEST_CASE("components of different full marks count by their share, the total has its own") {
    Standard standard = weighted();
    standard.components[0].full_mark = dec("150");
    standard.components[1].full_mark = dec("30");
    standard.components[1].minimum = dec("18");
    // 30 x 120/150 + 20 x 20/30 + 50 x 90/100 = 24 + 40/3 + 45
    CHECK(graded(standard, {"120", "20", "90"}).total == "247/3");
    standard.scoring.full_mark = dec("150");
    CHECK(graded(standard, {"120", "20", "90"}).total == "123.5");
}

TEST_CASE("a minimum is reached at it, and below it nobody passes, whatever the total") {
    CHECK(graded(weighted(), {"60", "60", "100"}).outcome == "pass");
    const Graded row = graded(weighted(), {"80", "55", "90"});
    CHECK(row.outcome == "fail");
    CHECK(row.awarded.empty());
    CHECK(row.total == "80");
    CHECK(row.band.empty());
    CHECK(row.reasons == "peer 55 is below its minimum of 60 by 5 (第九条)");
    CHECK(contains(row.reasons_zh, "互评"));
    CHECK(contains(row.reasons_zh, "55"));
    CHECK(contains(row.reasons_zh, "60"));
    CHECK(contains(row.reasons_zh, "第九条"));
    CHECK(graded(weighted(), {"59.5", "100", "59.9"}).reasons ==
          "business 59.5 is below its minimum of 60 by 0.5 (第九条); "
          "summary 59.9 is below its minimum of 60 by 0.1 (第九条)");
}

TEST_CASE("a total below the lowest band fails, with the gap and the band's clause (第十一条)") {
    Standard standard = weighted();
    for (Component& component : standard.components) component.minimum = {};
    const Graded row = graded(standard, {"58", "60", "58.6"});
    CHECK(row.outcome == "fail");
    CHECK(row.total == "58.7");
    CHECK(row.awarded.empty());
    CHECK(row.grading.components.none());
    CHECK(row.reasons == "total 58.7 is below 60 by 1.3 (第十一条)");
    CHECK(contains(row.reasons_zh, "总分 58.7"));
    CHECK(contains(row.reasons_zh, "1.3"));
    standard.scoring.bands[0].clause.reset();
    CHECK(contains(graded(standard, {"58", "60", "58.6"}).reasons, "(第九条)"));
}

TEST_CASE("with a pass mark the total decides on the level that was applied for") {
    Standard standard = weighted();
    standard.scoring.bands.clear();
    standard.scoring.pass_mark = dec("70");
    CHECK(graded(standard, {"70", "70", "70"}, "high").awarded == "high");
    CHECK(graded(standard, {"70", "70", "70"}, "low").awarded == "low");
    const Graded row = graded(standard, {"70", "70", "69.99"}, "low");
    CHECK(row.outcome == "fail");
    CHECK(row.awarded.empty());
    CHECK(row.reasons == "total 69.995 is below 70 by 0.005 (第九条)");
}

TEST_CASE("the total is rounded before it is compared, if the standard says so, and not before") {
    Standard standard = weighted();
    for (Component& component : standard.components) component.minimum = {};
    const Cells cells = {"59.5", "59.5", "59.5"};
    CHECK(graded(standard, cells).outcome == "fail");
    standard.scoring.rounding = Rounding{RoundingMode::half_up, 0};
    CHECK(graded(standard, cells).outcome == "pass");
    CHECK(graded(standard, cells).total == "60");
    CHECK(graded(standard, {"74.49", "74.49", "74.49"}).awarded == "low");
    standard.scoring.rounding = Rounding{RoundingMode::down, 0};
    CHECK(graded(standard, {"59.99", "59.99", "59.99"}).reasons ==
          "total 59 is below 60 by 1 (第十一条)");
    standard.scoring.rounding = Rounding{RoundingMode::half_even, 0};
    CHECK(graded(standard, {"60.5", "60.5", "60.5"}).total == "60");
    // A component's own rounding comes first: 59.5 becomes 60 there.
    standard.scoring.rounding.reset();
    standard.components[2].rounding = Rounding{RoundingMode::half_up, 0};
    CHECK(graded(standard, {"60", "60", "59.5"}).total == "60");
}

TEST_CASE("a component that is left out leaves the proportion of the other weights as it is") {
    Standard standard = weighted();
    standard.scoring.words.exempt = WordRule::left_out;
    // (20 x 70 + 50 x 90) / 70
    const Graded row = graded(standard, {"exempt", "70", "90"});
    CHECK(row.total == "590/7");
    CHECK(row.awarded == "mid");
    CHECK(graded(standard, {"exempt", "exempt", "90"}).awarded == "high");
    CHECK(graded(standard, {"exempt", "exempt", "exempt"}).grading.fault->kind ==
          Kind::all_left_out);
    CHECK(graded(standard, {"exempt", "absent", "90"}).outcome == "absent");
}

TEST_CASE(
    "a word of the weighted scheme that counts as zero is below a minimum, and in the total") {
    Standard standard = weighted();
    standard.scoring.words.absent = WordRule::zero;
    const Graded row = graded(standard, {"absent", "70", "90"});
    CHECK(row.outcome == "fail");
    CHECK(row.total == "59");
    CHECK(row.reasons ==
          "absent from business, which counts as 0 points: "
          "business 0 is below its minimum of 60 by 60 (第九条)");
    standard.components[0].minimum = {};
    CHECK(graded(standard, {"absent", "80", "100"}).total == "66");
    CHECK(graded(standard, {"absent", "80", "100"}).awarded == "low");
}

TEST_CASE("where a component has no value there is no total") {
    CHECK(graded(weighted(), {"absent", "70", "90"}).total.empty());
    CHECK(graded(weighted(), {"", "70", "90"}).total.empty());
    Standard standard = weighted();
    standard.scoring.words.absent = WordRule::fail;
    const Graded row = graded(standard, {"absent", "70", "90"});
    CHECK(row.outcome == "fail");
    CHECK(row.total.empty());
    CHECK(row.reasons == "absent from business, which counts as not passed");
}

TEST_CASE("totals and bands are those of whole numbers, for any weights and full marks") {
    Dice dice(42);
    const std::vector<std::int64_t> full_marks = {50, 100, 120, 150, 300};
    for (int i = 0; i < 2'000; ++i) {
        Standard standard = weighted();
        standard.components.clear();
        std::int64_t left = 100;
        std::vector<std::int64_t> weights;
        while (left > 0 && weights.size() < 5) {
            const bool last = weights.size() == 4;
            const std::int64_t weight =
                last ? left
                     : static_cast<std::int64_t>(dice.between(1, static_cast<std::size_t>(left)));
            weights.push_back(weight);
            left -= weight;
        }
        Cells cells;
        // The total in parts of 60000: weight x hundredths / (100 x full mark).
        std::int64_t total = 0;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            const std::int64_t full = dice.pick(full_marks);
            const std::int64_t points =
                static_cast<std::int64_t>(dice.below(static_cast<std::size_t>(full) * 100 + 1));
            standard.components.push_back(
                weighted_of("c" + std::to_string(k), "科", "1", "0", std::to_string(full)));
            standard.components.back().weight = Decimal(weights[k], 0);
            cells.push_back(format_decimal(Decimal(points, 2)));
            total += weights[k] * points * (600 / full);
        }
        const Graded row = graded(standard, cells);
        const Fraction expected = Fraction(Decimal(total, 0)) / Decimal(60'000, 0);
        const char* const awarded = total >= 90 * 60'000   ? "high"
                                    : total >= 75 * 60'000 ? "mid"
                                    : total >= 60 * 60'000 ? "low"
                                                           : "";
        if (row.awarded != awarded || !(*row.grading.total == expected)) {
            FAIL_CHECK("case " << i << ": " << row.total << " " << row.awarded << ", should be "
                               << format_fraction(expected) << " " << awarded);
        }
    }
}

// Demotion.

Standard demoting(std::int64_t levels = 1) {
    Standard standard = weighted();
    standard.scoring.demotion = Demotion{3, levels, {"第九条", {"demoted", "降级"}}};
    return standard;
}

TEST_CASE("who misses 3 minimums falls from the level held before to the next below (第九条)") {
    const Graded row = graded(demoting(), {"59", "59", "59.5"}, "high", "mid");
    CHECK(row.outcome == "fail");
    CHECK(row.awarded == "low");
    CHECK(row.total == "59.25");
    CHECK(row.reasons ==
          "business 59 is below its minimum of 60 by 1 (第九条); "
          "peer 59 is below its minimum of 60 by 1 (第九条); "
          "summary 59.5 is below its minimum of 60 by 0.5 (第九条); "
          "demoted from mid to low (第九条)");
    CHECK(contains(row.reasons_zh, "由中级降为初级"));
    CHECK(graded(demoting(), {"0", "0", "0"}, "mid", "high").awarded == "mid");
    CHECK(graded(demoting(2), {"0", "0", "0"}, "mid", "high").awarded == "low");
}

TEST_CASE("nobody is demoted below the lowest level") {
    const Graded lowest = graded(demoting(), {"0", "0", "0"}, "mid", "low");
    CHECK(lowest.outcome == "fail");
    CHECK(lowest.awarded == "low");
    CHECK(contains(lowest.reasons, "low is the lowest level"));
    CHECK(graded(demoting(2), {"0", "0", "0"}, "high", "mid").awarded == "low");
    CHECK(graded(demoting(99), {"0", "0", "0"}, "high", "high").awarded == "low");
}

TEST_CASE("who misses one or two minimums is neither promoted nor demoted (第九条)") {
    for (const Cells& cells : std::vector<Cells>{{"59", "100", "100"}, {"59", "59", "100"}}) {
        const Graded row = graded(demoting(), cells, "high", "mid");
        CHECK(row.outcome == "fail");
        CHECK(row.awarded == "mid");
        CHECK(contains(row.reasons, "business 59 is below its minimum of 60 by 1 (第九条)"));
        CHECK(contains(row.reasons, "neither promoted nor demoted (第九条)"));
        CHECK(contains(row.reasons_zh, "不晋级，也不降级"));
    }
    CHECK(graded(demoting(), {"80", "80", "80"}, "high", "low").awarded == "mid");
}

TEST_CASE("a component that a word fails is one of the minimums that were missed") {
    Standard standard = demoting();
    standard.scoring.words.absent = WordRule::fail;
    standard.scoring.words.disqualified = WordRule::zero;
    const Graded row = graded(standard, {"absent", "disqualified", "59"}, "high", "mid");
    CHECK(row.outcome == "fail");
    CHECK(row.awarded == "low");
}

TEST_CASE("an absence or a score that is still missing demotes nobody") {
    for (const char* const word : {"absent", "disqualified", ""}) {
        const Graded row = graded(demoting(), {"0", "0", word}, "high", "mid");
        CHECK(row.outcome == (*word == '\0' ? "pending" : word));
        CHECK(row.awarded.empty());
        CHECK_FALSE(contains(row.reasons, "business"));
        CHECK_FALSE(contains(row.reasons, "demoted"));
    }
}

TEST_CASE("who would be demoted from an unknown level makes the row invalid") {
    const Graded row = graded(demoting(), {"0", "0", "0"}, "high", "");
    CHECK(row.outcome == "invalid");
    REQUIRE(row.grading.fault.has_value());
    CHECK(row.grading.fault->kind == Kind::no_present_level);
    CHECK(contains(row.reasons, "present_level"));
    CHECK(contains(row.reasons_zh, "现等级"));
    CHECK(row.awarded.empty());
}

// Faults.

TEST_CASE("points outside of 0 to the full mark make a row invalid, and say how") {
    const Graded above = graded(conjunctive(), {"60", "100.5"});
    REQUIRE(above.grading.fault.has_value());
    CHECK(above.grading.fault->kind == Kind::out_of_range);
    CHECK(above.grading.fault->component == 1);
    CHECK(above.grading.fault->column == 1);
    CHECK(above.grading.fault->score.points == dec("100.5"));
    CHECK(above.reasons == "practical is 100.5, above the full mark of 100");
    CHECK(contains(above.reasons_zh, "操作"));
    CHECK(contains(above.reasons_zh, "高于满分 100"));
    const Graded below = graded(conjunctive(), {"-1", "60"});
    CHECK(below.reasons == "theory is -1, below 0");
    CHECK(contains(below.reasons_zh, "低于 0 分"));
}

TEST_CASE("of several faults in a row the first is told") {
    const Graded row = graded(conjunctive(), {"exempt", "100.5"});
    CHECK(row.grading.fault->kind == Kind::refused_word);
    CHECK(row.grading.fault->component == 0);
    CHECK(graded(conjunctive(), {"absent", "100.5"}).grading.fault->component == 1);
}

/// Primes of 17 and 18 digits: sums of fractions with them all need 52 digits below the line.
constexpr const char* kPrimes[] = {"99999999999999997", "100000000000000003", "999999999999999989"};

TEST_CASE("a value that 128 bits do not hold makes the row invalid, and is never rounded") {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "30", kPrimes[0]), item_of("b", "30", kPrimes[1]),
                                    item_of("c", "40", kPrimes[2])};
    const Graded row = graded(standard, {"", "1", "1", "1", "60"});
    REQUIRE(row.grading.fault.has_value());
    CHECK(row.grading.fault->kind == Kind::too_long);
    CHECK(row.grading.fault->component == 0);
    CHECK_FALSE(row.reasons.empty());
    CHECK_FALSE(row.reasons_zh.empty());
    standard.components[0].rounding = Rounding{RoundingMode::half_up, 0};
    CHECK(graded(standard, {"", "1", "1", "1", "60"}).outcome == "invalid");
    // Other scores of the same standard are fine.
    CHECK(graded(standard, {"", "0", "0", kPrimes[2], "60"}).counted == "40 60");
}

TEST_CASE("a total that 128 bits do not hold makes the row invalid") {
    Standard standard = weighted();
    for (std::size_t i = 0; i < 3; ++i) {
        standard.components[i].full_mark = dec(kPrimes[i]);
        standard.components[i].minimum = {};
    }
    const Graded row = graded(standard, {"1", "1", "1"});
    REQUIRE(row.grading.fault.has_value());
    CHECK(row.grading.fault->kind == Kind::too_long);
    CHECK(row.total.empty());
    CHECK(graded(standard, {kPrimes[0], kPrimes[1], kPrimes[2]}).total == "100");
}

/// Whether judge_plain, where it says something, says what `grade` does, with the same reasons.
bool plain_agrees(const Standard& standard, Grader& grader, const std::vector<Score>& scores,
                  std::size_t& seen) {
    const RowLevels levels{&standard.levels[1], &standard.levels[0]};
    const auto plain = grader.judge_plain(scores, levels);
    if (!plain) return true;
    ++seen;
    const Grading whole = grader.grade(scores, levels);
    bool same = plain->outcome == whole.outcome && plain->awarded == whole.awarded &&
                plain->components == whole.components &&
                plain->total.has_value() == whole.total.has_value() &&
                (!plain->total || Fraction(*plain->total) == *whole.total);
    for (const Language language : {Language::en, Language::zh}) {
        const ReasonWords words(standard, language);
        TextBuffer short_way;
        std::string long_way;
        words.append(short_way, *plain, scores);
        words.append(long_way, whole, grader.score(scores).components, levels);
        same &= short_way.view() == long_way;
    }
    return same;
}

TEST_CASE("what is seen at once is what grading comes to, in the same words") {
    Standard by_pass_mark = weighted();
    by_pass_mark.scoring.bands.clear();
    by_pass_mark.scoring.pass_mark = dec("70.25");
    Standard by_word = testing::conjunctive();
    by_word.scoring.words.absent = WordRule::zero;
    by_word.scoring.words.exempt = WordRule::apart;
    by_word.scoring.words.pending = WordRule::refused;
    const std::vector<ScoreKind> words = {ScoreKind::absent, ScoreKind::disqualified,
                                          ScoreKind::exempt, ScoreKind::pending};
    for (const Standard& standard : {testing::conjunctive(), weighted(), by_pass_mark, by_word}) {
        Grader grader(standard);
        Dice dice(43);
        std::size_t seen = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::vector<Score> scores;
            for (std::size_t k = 0; k < grader.columns().size(); ++k) {
                const auto scale = static_cast<unsigned>(dice.below(6));
                const auto units = static_cast<std::int64_t>(dice.between(5'000'000, 10'000'100));
                scores.push_back({ScoreKind::points, Decimal(units, 5)});
                if (dice.chance(2)) scores.back().points = Decimal(units / 100'000, 0);
                if (dice.chance(3))
                    scores.back().points =
                        Decimal(60 * 10'000 - static_cast<std::int64_t>(dice.below(2)), 4);
                if (dice.chance(50)) scores.back().points = Decimal(units, scale);
                if (dice.chance(50)) scores.back().points = Decimal(-units, 5);
                if (dice.chance(10)) scores.back() = {dice.pick(words), {}};
            }
            if (plain_agrees(standard, grader, scores, seen)) continue;
            std::string row;
            for (const Score& score : scores) row += format_decimal(score.points) + " ";
            FAIL_CHECK(row);
        }
        CHECK(seen > 2'000);
    }
}

TEST_CASE("reasons tell which characters they can hold") {
    Standard standard = weighted();
    const auto holds = [&](std::string_view characters) {
        return ReasonWords(standard, Language::en).plain_holds_any_of(characters);
    };
    CHECK_FALSE(holds(",\"\r\n"));
    CHECK(holds("\";"));
    standard.scoring.minimums_clause.value().number = "1, 9";
    CHECK(holds(",\"\r\n"));
}

TEST_CASE("a row that was invalid leaves nothing behind for the next one") {
    const Standard standard = with_items();
    Grader grader(standard);
    const RowLevels levels{&standard.levels[0], nullptr};
    const std::vector<Cells> rows = {{"", "80", "exempt", "80", "60"},
                                     {"", "80", "70", "90.5", "60"},
                                     {"", "absent", "70", "90.5", "60"},
                                     {"", "80", "70", "", "101"},
                                     {"59", "", "", "", "60"}};
    const std::vector<Outcome> outcomes = {Outcome::invalid, Outcome::pass, Outcome::absent,
                                           Outcome::invalid, Outcome::fail};
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Grading grading = grader.grade(scores_of(rows[i]), levels);
            CHECK(grading.outcome == outcomes[i]);
            CHECK(grading.fault.has_value() == (outcomes[i] == Outcome::invalid));
        }
    }
}

TEST_CASE("a standard that leaves marks, minimums or bands open says which") {
    CHECK(values_open_for_grading(testing::builtin_standard()).empty());
    const std::vector<std::string> open =
        values_open_for_grading(testing::builtin_standard("service-rank-2015"));
    const auto has = [&open](const std::string& id) {
        return std::find(open.begin(), open.end(), id) != open.end();
    };
    for (const char* const id : {"business", "performance", "peer", "summary", "supervisor"}) {
        CHECK(has(std::string(id) + ".full_mark"));
        CHECK(has(std::string(id) + ".minimum"));
    }
    CHECK(has("scoring.bands"));
    CHECK(open.size() == 11);
}

}  // namespace
}  // namespace certrec
