#include "certrec/records/score.hpp"

#include "../catch.hpp"
#include "certrec/records/result.hpp"

namespace certrec {
namespace {

TEST_CASE("a score is points, a word, or not there yet") {
    CHECK(parse_score("")->kind == ScoreKind::pending);
    CHECK(parse_score("absent")->kind == ScoreKind::absent);
    CHECK(parse_score("缺考")->kind == ScoreKind::absent);
    CHECK(parse_score("disqualified")->kind == ScoreKind::disqualified);
    CHECK(parse_score("违纪")->kind == ScoreKind::disqualified);
    for (const char* const exempt : {"exempt", "免考", "免试"}) {
        CHECK(parse_score(exempt)->kind == ScoreKind::exempt);
    }
    for (const char* const pending : {"pending", "待评"}) {
        CHECK(parse_score(pending)->kind == ScoreKind::pending);
    }
    CHECK(parse_score("060.00")->kind == ScoreKind::points);
    CHECK(parse_score("060.00")->points == Decimal(60, 0));
    CHECK(parse_score("0")->kind == ScoreKind::points);
    CHECK(parse_score("-1")->points == Decimal(-1, 0));
    CHECK(parse_score("100.5")->points == Decimal(1005, 1));
}

TEST_CASE("a cell that is nearly a score is none") {
    for (const char* const cell :
         {"6O",      "８０",  "85分",   " ",    "60 ",  "Absent", "ABSENT",
          "absent ", "缺考 ", "缺",     "作弊", "-",    "n/a",    "null",
          "60,5",    "+60",   "60.",    ".5",   "1e2",  "NaN",    "Infinity",
          " 60 ",    "６０",  "Exempt", "免",   "待定", "0x3C",   "1234567890123456789"}) {
        INFO(cell);
        CHECK_FALSE(parse_score(cell).has_value());
    }
}

TEST_CASE("the English word of a score is one that is read as the same score") {
    for (const ScoreKind kind :
         {ScoreKind::absent, ScoreKind::disqualified, ScoreKind::exempt, ScoreKind::pending}) {
        CHECK(parse_score(format_score_kind(kind))->kind == kind);
    }
    CHECK(format_score_kind(ScoreKind::points).empty());
}

TEST_CASE("the words of the column outcome are those of the design, both ways") {
    const std::pair<Outcome, const char*> words[] = {
        {Outcome::pass, "pass"},           {Outcome::fail, "fail"},
        {Outcome::absent, "absent"},       {Outcome::disqualified, "disqualified"},
        {Outcome::pending, "pending"},     {Outcome::ineligible, "ineligible"},
        {Outcome::irregular, "irregular"}, {Outcome::invalid, "invalid"},
    };
    CHECK(std::size(words) == kOutcomes);
    for (const auto& [outcome, word] : words) {
        CHECK(format_outcome(outcome) == word);
        CHECK(parse_outcome(word) == outcome);
    }
    for (const char* const word : {"", "Pass", "passed", "合格", "pass "}) {
        CHECK_FALSE(parse_outcome(word).has_value());
    }
}

}  // namespace
}  // namespace certrec
