#include "certrec/rules/calendar.hpp"

#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "grading_fixture.hpp"

namespace certrec {
namespace {

using testing::Cells;
using testing::conjunctive;
using testing::contains;
using testing::scores_of;

/// March, optional, and September, obligatory (第六条).
Standard twice_a_year() {
    Standard standard = conjunctive();
    standard.calendar = {{3, false, {"第六条", {"March", "3月"}}},
                         {9, true, {"第六条", {"September", "9月"}}}};
    return standard;
}

std::string findings(const Standard& standard, const char* held_on, const Cells& cells,
                     Language language = Language::en) {
    Grader grader(standard);
    const Date date = parse_date(held_on).value();
    const AttemptScores& scored = grader.score(scores_of(cells));
    REQUIRE_FALSE(scored.fault.has_value());
    return describe_findings(standard, date, check_calendar(standard, date, scored.components),
                             language);
}

TEST_CASE("an assessment in one of the months is where it belongs (第六条)") {
    for (const char* const date :
         {"2015-03-01", "2015-03-31", "2015-09-01", "2015-09-30", "2024-09-15"}) {
        CHECK(findings(twice_a_year(), date, {"60", "60"}).empty());
        CHECK(findings(twice_a_year(), date, {"", "0"}).empty());
    }
}

TEST_CASE("an assessment in any other month is told, with the months there are (第六条)") {
    for (const char* const date :
         {"2015-01-31", "2015-02-28", "2015-04-01", "2015-05-15", "2015-06-30", "2015-07-01",
          "2015-08-31", "2015-10-01", "2015-11-11", "2015-12-31"}) {
        const std::string month = std::to_string(parse_date(date)->month());
        CHECK(findings(twice_a_year(), date, {"60", "60"}) ==
              "held in " + month + ", not in a month of the assessment (3, 9) (第六条)");
    }
    const std::string zh = findings(twice_a_year(), "2015-05-15", {"60", "60"}, Language::zh);
    CHECK(contains(zh, "5 月"));
    CHECK(contains(zh, "3、9"));
    CHECK(contains(zh, "第六条"));
}

TEST_CASE("who is absent when attendance is obligatory is told, otherwise not (第六条)") {
    CHECK(findings(twice_a_year(), "2015-09-10", {"absent", "60"}) ==
          "absent in 9, when attendance is obligatory (第六条)");
    CHECK(findings(twice_a_year(), "2015-09-10", {"60", "缺考"}, Language::zh) ==
          "9 月缺考，而该月必须参加（第六条）");
    CHECK(findings(twice_a_year(), "2015-03-10", {"absent", "absent"}).empty());
    CHECK(findings(twice_a_year(), "2015-09-10", {"disqualified", "60"}).empty());
    CHECK(findings(twice_a_year(), "2015-09-10", {"", ""}).empty());
}

TEST_CASE("whoever is absent is so however it counts") {
    for (const WordRule rule :
         {WordRule::apart, WordRule::zero, WordRule::fail, WordRule::left_out}) {
        Standard standard = twice_a_year();
        standard.scoring.words.absent = rule;
        CHECK(contains(findings(standard, "2015-09-10", {"absent", "60"}), "absent in 9"));
        CHECK(findings(standard, "2015-09-10", {"59", "60"}).empty());
    }
}

TEST_CASE("an absence outside of the months is no absence from an obligatory one") {
    CHECK(findings(twice_a_year(), "2015-05-15", {"absent", "60"}) ==
          "held in 5, not in a month of the assessment (3, 9) (第六条)");
}

TEST_CASE("a standard without a calendar has no findings, on any day") {
    CHECK(findings(conjunctive(), "2015-05-15", {"absent", "60"}).empty());
    CHECK(findings(testing::builtin_standard(), "2015-09-15", {"absent", "60"}).empty());
}

TEST_CASE("each finding bears the clause of its own rule") {
    Standard standard = twice_a_year();
    standard.calendar[1].clause.number = "6.2";
    CHECK(contains(findings(standard, "2015-09-10", {"absent", "60"}), "(6.2)"));
    CHECK(contains(findings(standard, "2015-05-10", {"absent", "60"}), "(第六条)"));
}

}  // namespace
}  // namespace certrec
