#include "certrec/rules/attempts.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "grading_fixture.hpp"

namespace certrec {
namespace {

using testing::Cells;
using testing::component_of;
using testing::conjunctive;
using testing::dec;
using testing::Dice;
using testing::scores_of;
using testing::weighted;
using Places = std::vector<std::size_t>;

Date on(const char* text) {
    const auto date = parse_date(text);
    INFO(text);
    REQUIRE(date.has_value());
    return *date;
}

constexpr Period days(std::int64_t count) { return {count, Period::Unit::days}; }
constexpr Period months(std::int64_t count) { return {count, Period::Unit::months}; }

TEST_CASE("a period of months ends on the day of the same number (Civil Code, article 202)") {
    const auto kept = [](const char* from, std::int64_t count) {
        return format_date(last_day_of(on(from), months(count)));
    };
    CHECK(kept("2024-03-15", 12) == "2025-03-15");
    CHECK(kept("2024-03-01", 1) == "2024-04-01");
    CHECK(kept("2024-12-31", 1) == "2025-01-31");
    CHECK(kept("2024-11-30", 3) == "2025-02-28");
    CHECK(kept("2023-11-30", 3) == "2024-02-29");
    CHECK(kept("2024-05-20", 120) == "2034-05-20");
}

TEST_CASE("where a month has no such day its last day ends the period (Civil Code, article 202)") {
    const auto kept = [](const char* from, std::int64_t count) {
        return format_date(last_day_of(on(from), months(count)));
    };
    CHECK(kept("2024-02-29", 12) == "2025-02-28");
    CHECK(kept("2024-02-29", 48) == "2028-02-29");
    CHECK(kept("2025-02-28", 36) == "2028-02-28");
    CHECK(kept("2024-01-31", 1) == "2024-02-29");
    CHECK(kept("2023-01-31", 1) == "2023-02-28");
    CHECK(kept("2023-01-30", 1) == "2023-02-28");
    CHECK(kept("2024-03-31", 1) == "2024-04-30");
    CHECK(kept("2024-08-31", 6) == "2025-02-28");
    // 1900 and 2100 are no leap years, 2000 is one.
    CHECK(kept("1896-02-29", 48) == "1900-02-28");
    CHECK(kept("1996-02-29", 48) == "2000-02-29");
    CHECK(kept("2096-02-29", 48) == "2100-02-28");
}

TEST_CASE("of a period of days the first day does not count (Civil Code, article 201)") {
    const auto kept = [](const char* from, std::int64_t count) {
        return format_date(last_day_of(on(from), days(count)));
    };
    CHECK(kept("2024-02-28", 1) == "2024-02-29");
    CHECK(kept("2023-02-28", 1) == "2023-03-01");
    CHECK(kept("2024-01-01", 30) == "2024-01-31");
    CHECK(kept("2024-01-01", 366) == "2025-01-01");
    CHECK(kept("2023-01-01", 365) == "2024-01-01");
    CHECK(kept("2024-12-31", 90) == "2025-03-31");
}

TEST_CASE("nothing is kept beyond the end of the calendar") {
    const auto kept = [](const char* from, Period period) {
        return format_date(last_day_of(on(from), period));
    };
    CHECK(kept("9998-12-31", months(12)) == "9999-12-31");
    CHECK(kept("9999-01-31", months(11)) == "9999-12-31");
    CHECK(kept("9999-02-01", months(10)) == "9999-12-01");
    CHECK(kept("9999-02-01", months(11)) == "9999-12-31");
    CHECK(kept("9999-12-01", months(1)) == "9999-12-31");
    CHECK(kept("9999-12-31", months(1)) == "9999-12-31");
    CHECK(kept("2024-01-01", months(1'000'000)) == "9999-12-31");
    CHECK(kept("2024-01-01", months(12'000'000)) == "9999-12-31");
    CHECK(kept("9999-12-30", days(1)) == "9999-12-31");
    CHECK(kept("9999-12-30", days(2)) == "9999-12-31");
    CHECK(kept("0001-01-01", days(1'000'000)) == "2738-11-29");
    CHECK(kept("9000-01-01", days(1'000'000)) == "9999-12-31");
}

TEST_CASE("attempts are in the order of their numbers, else of their days") {
    Attempt a;
    Attempt b;
    a.held_on = on("2024-05-01");
    b.held_on = on("2024-04-01");
    CHECK(is_earlier(b, a));
    CHECK_FALSE(is_earlier(a, b));
    a.number = 1;
    b.number = 2;
    CHECK(is_earlier(a, b));
    CHECK_FALSE(is_earlier(b, a));
    b.number = 10;
    a.number = 9;
    CHECK(is_earlier(a, b));
    CHECK_FALSE(is_earlier(a, a));
}

/// A row: what its components say, and when it was.
struct Sitting {
    Cells cells;
    const char* held_on = nullptr;
    std::int64_t number = 0;
};

/// What they come to.
struct Decided {
    std::string outcome;
    std::string awarded;
    std::string counted;
    Places used;

    friend bool operator==(const Decided&, const Decided&) = default;
};

std::string shown(const Decided& decided) {
    std::string text = decided.outcome + " " + decided.awarded + " (" + decided.counted + ") from";
    for (const std::size_t place : decided.used) text += " " + std::to_string(place);
    return text;
}

/// Owns what attempts refer to.
class Attempts {
  public:
    Attempts(const Standard& standard, const std::vector<Sitting>& sittings) : grader_(standard) {
        components_.reserve(sittings.size());
        for (const Sitting& sitting : sittings) {
            const AttemptScores& scored = grader_.score(scores_of(sitting.cells));
            REQUIRE_FALSE(scored.fault.has_value());
            components_.push_back(scored.components);
            Attempt attempt;
            attempt.components = components_.back();
            attempt.levels.applied = &standard.levels[1];
            attempt.levels.present = &standard.levels[0];
            if (sitting.held_on != nullptr) attempt.held_on = on(sitting.held_on);
            if (sitting.number > 0) attempt.number = sitting.number;
            attempts_.push_back(attempt);
        }
    }
    [[nodiscard]] const Grader& grader() const { return grader_; }
    [[nodiscard]] std::vector<Attempt>& all() { return attempts_; }

  private:
    Grader grader_;
    std::vector<std::vector<ComponentScore>> components_;
    std::vector<Attempt> attempts_;
};

Decided decided_of(const AttemptsResult& result) {
    Decided decided;
    decided.outcome = format_outcome(result.grading.outcome);
    if (result.grading.awarded != nullptr) decided.awarded = result.grading.awarded->id;
    for (std::size_t i = 0; i < result.components.size(); ++i) {
        if (i > 0) decided.counted += ' ';
        append_counted(decided.counted, result.components[i]);
    }
    decided.used = result.used;
    return decided;
}

Decided decide(const Standard& standard, const std::vector<Sitting>& sittings) {
    Attempts attempts(standard, sittings);
    return decided_of(decide_attempts(standard, attempts.grader(), attempts.all()));
}

Standard resitting(Standard standard, AttemptRule rule,
                   std::optional<Period> keep_passed = std::nullopt) {
    standard.resits = Resits{rule, keep_passed, {"1.9.3", {"resits", "补考"}}};
    return standard;
}

// The latest and the best.

TEST_CASE("the latest attempt decides, also when it is worse or was not sat") {
    const Standard standard = resitting(conjunctive(), AttemptRule::latest);
    CHECK(decide(standard, {{{"80", "80"}}, {{"50", "80"}}}) ==
          Decided{"fail", "", "50 80", {1, 1}});
    CHECK(decide(standard, {{{"50", "50"}}, {{"absent", "80"}}, {{"60", "60"}}}) ==
          Decided{"pass", "mid", "60 60", {2, 2}});
    CHECK(decide(standard, {{{"80", "80"}}, {{"absent", ""}}}).outcome == "absent");
    CHECK(decide(standard, {{{"80", "80"}}}).used == Places{0, 0});
}

TEST_CASE("of the best attempt a pass is better than a fail, pending, absent and disqualified") {
    const Standard standard = resitting(conjunctive(), AttemptRule::best);
    // From the best to the worst.
    const std::vector<Cells> rows = {{"60", "60"}, {"59", "100"},  {"0", "0"},
                                     {"", "100"},  {"absent", ""}, {"违纪", "absent"}};
    for (std::size_t a = 0; a < rows.size(); ++a) {
        for (std::size_t b = 0; b < rows.size(); ++b) {
            if (a == b) continue;
            const std::size_t better = a < b ? 0 : 1;
            const Decided found = decide(standard, {{rows[a]}, {rows[b]}});
            INFO(a << " and " << b << ": " << shown(found));
            CHECK(found.used == Places{better, better});
        }
    }
}

TEST_CASE("of attempts that are equally good the earliest is the best") {
    const Standard standard = resitting(conjunctive(), AttemptRule::best);
    CHECK(decide(standard, {{{"60", "60"}}, {{"100", "100"}}}).used == Places{0, 0});
    // Each below one mark, by little or by much.
    CHECK(decide(standard, {{{"10", "100"}}, {{"100", "59"}}}).used == Places{0, 0});
    CHECK(decide(standard, {{{"absent", ""}}, {{"", "absent"}}}).used == Places{0, 0});
    CHECK(decide(standard, {{{"absent", ""}}, {{"50", "50"}}, {{"50", "100"}}, {{"100", "50"}}})
              .used == Places{2, 2});
}

TEST_CASE("of passes the higher level is better, then the higher total") {
    Standard standard = resitting(weighted(), AttemptRule::best);
    const auto used = [&standard](const std::vector<Sitting>& sittings) {
        return decide(standard, sittings).used.front();
    };
    CHECK(used({{{"80", "80", "80"}}, {{"95", "95", "95"}}, {{"70", "70", "70"}}}) == 1);
    CHECK(used({{{"80", "80", "80"}}, {{"80", "81", "80"}}}) == 1);
    CHECK(used({{{"80", "81", "80"}}, {{"80", "80", "80"}}}) == 0);
    CHECK(used({{{"80", "80", "80"}}, {{"79", "81.5", "80"}}}) == 0);
    // A level is worth more than a minimum that was missed with a high total.
    CHECK(used({{{"100", "59", "100"}}, {{"60", "60", "60"}}}) == 1);
    standard.scoring.bands.clear();
    standard.scoring.pass_mark = dec("60");
    CHECK(used({{{"60", "60", "60"}}, {{"60", "60", "60.000000000000001"}}}) == 1);
}

TEST_CASE("of fails the one with the fewest components below their mark is the best") {
    const Standard standard = resitting(weighted(), AttemptRule::best);
    CHECK(
        decide(standard, {{{"0", "0", "0"}}, {{"59", "59", "100"}}, {{"0", "100", "100"}}}).used ==
        Places(3, 2));
}

// Components that are kept.

Standard keeping() { return resitting(conjunctive(), AttemptRule::components); }

TEST_CASE("a component that was passed counts beside what is passed later") {
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"", "70"}}}) ==
          Decided{"pass", "mid", "80 70", {0, 1}});
    CHECK(decide(keeping(), {{{"50", "70"}}, {{"60", ""}}}) ==
          Decided{"pass", "mid", "60 70", {1, 0}});
    CHECK(decide(keeping(), {{{"80", "50"}}}) == Decided{"fail", "", "80 50", {0, 0}});
}

TEST_CASE("a component that was passed is kept beside a later fail or absence in it") {
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"40", "70"}}}) ==
          Decided{"pass", "mid", "80 70", {0, 1}});
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"absent", "70"}}}).outcome == "pass");
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"disqualified", "70"}}}).outcome == "pass");
}

TEST_CASE("a component that was passed twice counts as passed last") {
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"65", "50"}}, {{"", "70"}}}) ==
          Decided{"pass", "mid", "65 70", {1, 2}});
}

TEST_CASE("the first attempt at which all is passed decides, whatever follows") {
    CHECK(decide(keeping(), {{{"80", "50"}}, {{"", "70"}}, {{"100", "100"}}}) ==
          Decided{"pass", "mid", "80 70", {0, 1}});
    CHECK(decide(keeping(), {{{"60", "60"}}, {{"0", "0"}}, {{"absent", "absent"}}}) ==
          Decided{"pass", "mid", "60 60", {0, 0}});
}

TEST_CASE("if no attempt passes the last decides, with what was not sat then as it last stood") {
    CHECK(decide(keeping(), {{{"50", "40"}}, {{"", "45"}}}) ==
          Decided{"fail", "", "50 45", {0, 1}});
    CHECK(decide(keeping(), {{{"absent", "70"}}, {{"", "80"}}}) ==
          Decided{"absent", "", "absent 80", {0, 1}});
    CHECK(decide(keeping(), {{{"50", ""}}, {{"absent", ""}}, {{"", "70"}}}) ==
          Decided{"absent", "", "absent 70", {1, 2}});
    CHECK(decide(keeping(), {{{"", "70"}}, {{"", "40"}}}) == Decided{"pending", "", " 70", {1, 0}});
}

TEST_CASE("a passed component is kept up to and including the last day, and no longer") {
    const Standard standard = resitting(conjunctive(), AttemptRule::components, months(12));
    const auto outcome = [&standard](const char* first, const char* second) {
        return decide(standard, {{{"80", "50"}, first}, {{"", "70"}, second}}).outcome;
    };
    CHECK(outcome("2024-03-15", "2025-03-15") == "pass");
    CHECK(outcome("2024-03-15", "2025-03-16") == "pending");
    CHECK(outcome("2024-02-29", "2025-02-28") == "pass");
    CHECK(outcome("2024-02-29", "2025-03-01") == "pending");
    CHECK(outcome("2025-02-28", "2026-02-28") == "pass");
    const Standard by_days = resitting(conjunctive(), AttemptRule::components, days(90));
    const auto after = [&by_days](const char* second) {
        return decide(by_days, {{{"80", "50"}, "2024-12-31"}, {{"", "70"}, second}}).outcome;
    };
    CHECK(after("2025-03-31") == "pass");
    CHECK(after("2025-04-01") == "pending");
}

TEST_CASE("what is no longer kept counts as it was scored since") {
    const Standard standard = resitting(conjunctive(), AttemptRule::components, months(12));
    // Passed in 2023, failed in 2024: in 2025 the fail stands.
    CHECK(decide(standard, {{{"80", "50"}, "2023-05-01"},
                            {{"55", "50"}, "2024-04-01"},
                            {{"", "70"}, "2025-05-01"}}) == Decided{"fail", "", "55 70", {1, 2}});
    // Sat again on that day, its own score counts.
    CHECK(decide(standard, {{{"80", "50"}, "2023-05-01"}, {{"59", "70"}, "2024-05-02"}}) ==
          Decided{"fail", "", "59 70", {1, 1}});
    // Passed again in between, it is kept from then on.
    CHECK(decide(standard, {{{"80", "50"}, "2023-05-01"},
                            {{"61", "50"}, "2024-04-01"},
                            {{"", "70"}, "2025-04-01"}}) ==
          Decided{"pass", "mid", "61 70", {1, 2}});
}

TEST_CASE("components of the weighted scheme are kept when they reach their minimum") {
    const Standard standard = resitting(weighted(), AttemptRule::components);
    CHECK(decide(standard, {{{"80", "50", "80"}}, {{"60", "90", "59"}}}) ==
          Decided{"pass", "mid", "60 90 80", {1, 1, 0}});
}

TEST_CASE("a component that is left out, or counts as zero, is no pass of it") {
    Standard standard = resitting(conjunctive(), AttemptRule::components);
    standard.scoring.words.exempt = WordRule::left_out;
    standard.scoring.words.absent = WordRule::zero;
    CHECK(decide(standard, {{{"exempt", "50"}}, {{"", "70"}}}) ==
          Decided{"pass", "mid", "exempt 70", {0, 1}});
    CHECK(decide(standard, {{{"absent", "70"}}, {{"", "50"}}}) ==
          Decided{"fail", "", "0 70", {0, 0}});
}

// Properties.

/// What `components` says, word by word, with nothing remembered from one attempt to the next.
Decided plainly(const Standard& standard, const Attempts& attempts,
                const std::vector<Attempt>& all) {
    const auto& period = standard.resits->keep_passed;
    const auto reaches = [&](std::size_t at, std::size_t i) {
        const ComponentScore& score = all[at].components[i];
        return score.kind == ScoreKind::points && score.value >= dec("60");
    };
    const std::size_t none = all.size();
    AttemptsResult result;
    for (std::size_t at = 0; at < all.size(); ++at) {
        result = {};
        for (std::size_t i = 0; i < standard.components.size(); ++i) {
            const auto kept = [&](std::size_t k) {
                return reaches(k, i) &&
                       (!period || *all[at].held_on <= last_day_of(*all[k].held_on, *period));
            };
            std::size_t used = at;
            if (!reaches(at, i)) {
                std::size_t passed = none;
                std::size_t stood = none;
                for (std::size_t k = 0; k < at; ++k) {
                    if (kept(k)) passed = k;
                    if (all[k].components[i].kind != ScoreKind::pending) stood = k;
                }
                const bool sat = all[at].components[i].kind != ScoreKind::pending;
                // A pass that ran out does not stand any more.
                if (stood != none && reaches(stood, i)) stood = none;
                used = passed != none ? passed : sat || stood == none ? at : stood;
            }
            result.used.push_back(used);
            result.components.push_back(all[used].components[i]);
        }
        result.grading = attempts.grader().judge(result.components, all[at].levels);
        if (result.grading.outcome == Outcome::pass) break;
    }
    return decided_of(result);
}

std::vector<Sitting> random_sittings(Dice& dice, std::size_t components,
                                     std::vector<std::string>& dates) {
    const std::vector<std::string> cells = {"",   "absent", "disqualified", "59", "59.99",
                                            "60", "60",     "75",           "80", "100"};
    std::vector<Sitting> sittings(dice.between(1, 6));
    Date date(2023, 1, 31);
    dates.clear();
    for (std::size_t i = 0; i < sittings.size(); ++i) {
        date = date.plus_days(static_cast<int>(dice.between(1, 250)));
        dates.push_back(format_date(date));
    }
    for (std::size_t i = 0; i < sittings.size(); ++i) {
        sittings[i].held_on = dates[i].c_str();
        sittings[i].number = static_cast<std::int64_t>(2 * i + 1);
        for (std::size_t k = 0; k < components; ++k) sittings[i].cells.push_back(dice.pick(cells));
    }
    return sittings;
}

TEST_CASE("what components come to is what the rule says word by word") {
    Dice dice(21);
    Standard standard = conjunctive();
    standard.components.push_back(component_of("oral", "口试"));
    std::vector<std::string> dates;
    for (int i = 0; i < 3'000; ++i) {
        standard = resitting(std::move(standard), AttemptRule::components);
        if (dice.chance(2)) standard.resits->keep_passed = months(dice.chance(2) ? 12 : 6);
        Attempts attempts(standard, random_sittings(dice, 3, dates));
        const Decided found =
            decided_of(decide_attempts(standard, attempts.grader(), attempts.all()));
        const Decided expected = plainly(standard, attempts, attempts.all());
        if (!(found == expected)) {
            FAIL_CHECK("case " << i << ": " << shown(found) << ", should be " << shown(expected));
        }
    }
}

TEST_CASE("the order in which attempts are given does not matter, once they are sorted") {
    Dice dice(22);
    std::vector<std::string> dates;
    for (int i = 0; i < 1'500; ++i) {
        const bool total = dice.chance(2);
        const AttemptRule rule = dice.pick(std::vector<AttemptRule>{
            AttemptRule::best, AttemptRule::latest, AttemptRule::components});
        const Standard standard = resitting(total ? weighted() : conjunctive(), rule);
        Attempts attempts(standard, random_sittings(dice, standard.components.size(), dates));
        std::vector<Attempt>& all = attempts.all();
        const Decided expected = decided_of(decide_attempts(standard, attempts.grader(), all));
        const bool by_day = dice.chance(2);
        if (by_day) {
            for (Attempt& attempt : all) attempt.number.reset();
        }
        dice.shuffle(all);
        std::sort(all.begin(), all.end(), is_earlier);
        const Decided found = decided_of(decide_attempts(standard, attempts.grader(), all));
        if (!(found == expected)) {
            FAIL_CHECK("case " << i << ": " << shown(found) << ", should be " << shown(expected));
        }
    }
}

TEST_CASE("one more attempt never makes the best worse, nor takes a pass away from components") {
    Dice dice(23);
    std::vector<std::string> dates;
    const auto place = [](const std::string& outcome) {
        const std::vector<std::string> order = {"pass", "fail", "pending", "absent",
                                                "disqualified"};
        return std::find(order.begin(), order.end(), outcome) - order.begin();
    };
    for (int i = 0; i < 1'500; ++i) {
        const AttemptRule rule = dice.chance(2) ? AttemptRule::best : AttemptRule::components;
        const Standard standard = resitting(conjunctive(), rule);
        Attempts attempts(standard, random_sittings(dice, 2, dates));
        const std::span<const Attempt> all = attempts.all();
        std::string before = "disqualified";
        for (std::size_t count = 1; count <= all.size(); ++count) {
            const Decided now =
                decided_of(decide_attempts(standard, attempts.grader(), all.first(count)));
            const bool worse = rule == AttemptRule::best
                                   ? place(now.outcome) > place(before)
                                   : before == "pass" && now.outcome != "pass";
            if (worse) FAIL_CHECK("case " << i << ": " << before << ", then " << now.outcome);
            before = now.outcome;
        }
    }
}

}  // namespace
}  // namespace certrec
