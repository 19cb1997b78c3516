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
    CHECK(parse_score("060.00")->kind == ScoreKind::points);
    CHECK(parse_score("060.00")->points == Decimal(60, 0));
    CHECK(parse_score("0")->kind == ScoreKind::points);
    CHECK(parse_score("-1")->points == Decimal(-1, 0));
    CHECK(parse_score("100.5")->points == Decimal(1005, 1));
}

TEST_CASE("a cell that is nearly a score is none") {
    for (const char* const cell : {"6O", "８０", "85分", " ", "60 ", "Absent", "ABSENT", "absent ",
                                   "缺考 ", "缺", "作弊", "-", "n/a", "null", "60,5", "+60"}) {
        INFO(cell);
        CHECK_FALSE(parse_score(cell).has_value());
    }
}

TEST_CASE("the words of the column outcome are those of the design, both ways") {
    const std::pair<Outcome, const char*> words[] = {
        {Outcome::pass, "pass"},       {Outcome::fail, "fail"},
        {Outcome::absent, "absent"},   {Outcome::disqualified, "disqualified"},
        {Outcome::pending, "pending"}, {Outcome::ineligible, "ineligible"},
        {Outcome::invalid, "invalid"},
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
