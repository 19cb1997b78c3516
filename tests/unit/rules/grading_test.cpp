#include "certrec/rules/grading.hpp"

#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/rules/describe.hpp"

namespace certrec {
namespace {

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
    {"absent", Outcome::absent},
    {"缺考", Outcome::absent},
    {"disqualified", Outcome::disqualified},
    {"违纪", Outcome::disqualified},
    {"100.0000000000001", Outcome::invalid},
    {"100.5", Outcome::invalid},
    {"1000", Outcome::invalid},
    {"-0.000000000000000001", Outcome::invalid},
    {"-1", Outcome::invalid},
};

// The first that some component has decides.
const std::vector<Outcome> kPrecedence = {Outcome::invalid, Outcome::disqualified, Outcome::absent,
                                          Outcome::pending, Outcome::fail,         Outcome::pass};

Result expected_result(const std::vector<Mark>& marks) {
    for (const Outcome outcome : kPrecedence) {
        Result result{outcome, {}};
        bool some = false;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            if (marks[i].outcome != outcome) continue;
            some = true;
            if (outcome != Outcome::pass) result.components.set(i);
        }
        if (some) return result;
    }
    return {};
}

std::vector<Score> scores_of(const std::vector<Mark>& marks) {
    std::vector<Score> scores;
    for (const Mark& mark : marks) scores.push_back(parse_score(mark.cell).value());
    return scores;
}

void check(const Standard& standard, const std::vector<Mark>& marks) {
    const std::vector<Score> scores = scores_of(marks);
    const Result found = grade(standard, scores);
    const Result expected = expected_result(marks);
    if (found.outcome == expected.outcome && found.components == expected.components) return;
    std::string cells;
    for (const Mark& mark : marks) cells += std::string(mark.cell) + " ";
    FAIL_CHECK(cells << "is " << format_outcome(found.outcome) << ", should be "
                     << format_outcome(expected.outcome));
}

TEST_CASE("whoever reaches 60 of 100 in theory and in practical passes, over all pairs (1.9.2)") {
    const Standard standard = testing::builtin_standard();
    for (const Mark& theory : kMarks) {
        for (const Mark& practical : kMarks) check(standard, {theory, practical});
    }
}

TEST_CASE("of three components the worst outcome decides, with all components that have it") {
    Standard standard = testing::builtin_standard();
    standard.components.push_back(standard.components.front());
    standard.components.back().id = "oral";
    for (const Mark& a : kMarks) {
        for (const Mark& b : kMarks) {
            for (const Mark& c : kMarks) check(standard, {a, b, c});
        }
    }
}

TEST_CASE("each component is compared with its own marks") {
    Standard standard = testing::builtin_standard();
    standard.components[0].pass_mark = *parse_decimal("59.5");
    standard.components[1].full_mark = Decimal(150, 0);
    standard.components[1].pass_mark = Decimal(90, 0);
    const auto outcome = [&](const char* theory, const char* practical) {
        const std::vector<Score> scores = {*parse_score(theory), *parse_score(practical)};
        return grade(standard, scores).outcome;
    };
    CHECK(outcome("59.5", "90") == Outcome::pass);
    CHECK(outcome("59.49", "150") == Outcome::fail);
    CHECK(outcome("100", "89.99") == Outcome::fail);
    CHECK(outcome("100.01", "150") == Outcome::invalid);
    CHECK(outcome("100", "150.1") == Outcome::invalid);
}

TEST_CASE("the reasons of a result name each component that decided it, and a pass has none") {
    const Standard standard = testing::builtin_standard();
    const auto reasons = [&](const char* theory, const char* practical, Language language) {
        const std::vector<Score> scores = {*parse_score(theory), *parse_score(practical)};
        std::string text;
        append_reasons(text, standard, grade(standard, scores), scores, language);
        return text;
    };
    using testing::contains;
    CHECK(reasons("60", "100", Language::en).empty());
    CHECK(reasons("60", "100", Language::zh).empty());
    const std::string both = reasons("59.99", "0", Language::en);
    CHECK(contains(both, "theory 59.99"));
    CHECK(contains(both, "practical 0"));
    CHECK(contains(both, "1.9.2"));
    const std::string one = reasons("80", "59.9", Language::zh);
    CHECK(contains(one, "操作技能"));
    CHECK(contains(one, "59.9"));
    CHECK(contains(one, "1.9.2"));
    CHECK_FALSE(contains(one, "理论"));
    CHECK(contains(reasons("absent", "10", Language::en), "absent from theory"));
    CHECK_FALSE(contains(reasons("absent", "10", Language::en), "practical"));
    CHECK(contains(reasons("absent", "违纪", Language::zh), "违纪"));
    CHECK(contains(reasons("", "", Language::zh), "尚无成绩"));
    CHECK(contains(reasons("100.5", "-1", Language::en), "100.5"));
    CHECK(contains(reasons("100.5", "-1", Language::en), "below 0"));
    CHECK(contains(describe_mark_fault(standard.components[0], Decimal(1005, 1)).en,
                   "above the full mark of 100"));
    CHECK(contains(describe_mark_fault(standard.components[0], Decimal(-1, 1)).zh, "低于 0 分"));
}

}  // namespace
}  // namespace certrec
