// Random trees of conditions and random evidence of every kind: what holds for all of them.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "certrec/rules/eligibility.hpp"
#include "plain_rules.hpp"
#include "random_evidence.hpp"
#include "small_standard.hpp"

namespace certrec {
namespace {

using testing::judge;
using testing::kDay;
using testing::PlainRules;
using testing::RandomEvidence;
using testing::standard_with;

Eligibility eligibility_of(Truth truth) {
    return truth == Truth::yes       ? Eligibility::eligible
           : truth == Truth::unknown ? Eligibility::undetermined
                                     : Eligibility::ineligible;
}

std::string shown(const std::optional<Date>& day) { return day ? format_date(*day) : "no day"; }

/// The amount that a finding found, to compare two.
std::string amount_of(const Finding& finding) {
    if (const auto* const found = std::get_if<ServiceFound>(&finding.found)) {
        const auto text = [](const Service& service) {
            return std::to_string(service.months) + "m" + std::to_string(service.days) + "d ";
        };
        return text(found->certain) + text(found->possible) +
               (found->lacks_certificate ? "no certificate" : "");
    }
    if (const auto* const found = std::get_if<PublicationsFound>(&finding.found)) {
        return std::to_string(found->certain) + " to " + std::to_string(found->possible);
    }
    if (const auto* const found = std::get_if<HoursFound>(&finding.found)) {
        return format_decimal(found->certain);
    }
    return "";
}

/// Everything in a verdict but the records.
std::string summary(const EligibilityVerdict& verdict) {
    std::string text(format_eligibility(verdict.eligibility));
    text += verdict.route == nullptr ? " none" : " " + verdict.route->clause.number;
    text += " " + shown(verdict.earliest_on);
    if (verdict.training) text += " trained " + format_decimal(verdict.training->hours);
    for (const Finding& finding : verdict.findings) {
        text += "; " + std::to_string(static_cast<int>(finding.truth)) + " " + amount_of(finding);
    }
    return text;
}

TEST_CASE("random trees and dossiers get the verdict of a plain reading of every condition",
          "[once]") {
    RandomEvidence cases(20260902);
    std::map<Eligibility, int> seen;
    // By what a condition demands and how true it was.
    std::map<std::pair<std::size_t, Truth>, int> leaves;
    for (int i = 0; i < 60'000; ++i) {
        const Standard standard = cases.standard();
        const Level& upper = standard.levels[1];
        const Dossier dossier = cases.dossier();
        const EligibilityVerdict verdict = judge(dossier, standard);
        const PlainRules plain(standard, upper, dossier, kDay);
        ++seen[verdict.eligibility];
        bool right = verdict.eligibility == eligibility_of(plain.verdict());
        right = right && (!verdict.training || verdict.training->truth == plain.training());
        for (const Finding& finding : verdict.findings) {
            right = right && finding.truth == plain.truth(*finding.condition);
            ++leaves[{finding.condition->demand.index(), finding.truth}];
        }
        const Route* first = nullptr;
        for (const RouteFinding& found : verdict.routes) {
            if (found.truth == Truth::yes && first == nullptr) first = found.route;
            right = right && verdict.findings[found.finding].truth == found.truth;
        }
        if (verdict.eligibility == Eligibility::eligible) {
            right = right && verdict.route == first;
        }
        if (!right) FAIL_CHECK("case " << i << ": " << summary(verdict));
    }
    for (const Eligibility eligibility :
         {Eligibility::eligible, Eligibility::ineligible, Eligibility::undetermined}) {
        CHECK(seen[eligibility] > 5'000);
    }
    // Every kind of condition was met, unmet and unknown often enough; open ones are unknown.
    for (std::size_t kind = 0; kind < std::variant_size_v<decltype(Condition::demand)>; ++kind) {
        if (kind == 8) continue;
        for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
            INFO(kind << " " << static_cast<int>(truth));
            CHECK(leaves[{kind, truth}] > 400);
        }
    }
}

TEST_CASE("the order of evidence changes no verdict, amount or date, whatever the conditions",
          "[once]") {
    RandomEvidence cases(2);
    for (int i = 0; i < 20'000; ++i) {
        const Standard standard = cases.standard();
        const Dossier dossier = cases.dossier();
        Dossier shuffled = dossier;
        cases.shuffle(shuffled);
        const std::string before = summary(judge(dossier, standard));
        const std::string after = summary(judge(shuffled, standard));
        if (before != after) FAIL_CHECK("case " << i << ": " << before << " / " << after);
    }
}

TEST_CASE("employment cut into adjacent pieces or doubled changes no verdict, amount or date",
          "[once]") {
    RandomEvidence cases(3);
    int rewritten = 0;
    for (int i = 0; i < 30'000; ++i) {
        const Standard standard = cases.standard();
        const Dossier dossier = cases.dossier();
        Dossier pieces = dossier;
        cases.rewrite_employment(pieces);
        rewritten += pieces.employments.size() > dossier.employments.size() ? 1 : 0;
        const std::string before = summary(judge(dossier, standard));
        const std::string after = summary(judge(pieces, standard));
        if (before != after) FAIL_CHECK("case " << i << ": " << before << " / " << after);
    }
    CHECK(rewritten > 3'000);
}

/// How many merged intervals the jobs that count for sure make, in each scope of occupations.
std::array<std::size_t, 3> count_stretches(const Dossier& dossier, const Standard& standard) {
    std::array<std::size_t, 3> counts{};
    constexpr std::array kScopes = {OccupationScope{true, false}, OccupationScope{false, true},
                                    OccupationScope{true, true}};
    for (std::size_t i = 0; i < kScopes.size(); ++i) {
        std::vector<Interval> jobs;
        for (const EmploymentEvidence& job : dossier.employments) {
            if (!job.occupation || !job.from) continue;
            const OccupationRelation relation = standard.relation_to(*job.occupation);
            const bool counts_here =
                (relation == OccupationRelation::own && kScopes[i].own) ||
                (relation == OccupationRelation::related && kScopes[i].related);
            if (counts_here) jobs.push_back({*job.from, job.to ? *job.to : kLastDate});
        }
        merge_intervals(jobs);
        counts[i] = jobs.size();
    }
    return counts;
}

bool joins_stretches(const Dossier& before, const Dossier& after, const Standard& standard) {
    const auto fewer = count_stretches(after, standard);
    const auto more = count_stretches(before, standard);
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (fewer[i] < more[i]) return true;
    }
    return false;
}

TEST_CASE("a job that closes a gap between two others may cost months, as the design counts them") {
    // 2 to 30 January and February: 29 days and a month. With 31 January in between it is one
    // interval from 2 January to 28 February: a month and 27 days.
    const auto count = [](std::vector<Interval> jobs) {
        merge_intervals(jobs);
        return count_service(jobs, ServiceCount::cumulative);
    };
    const Interval january{{2021, 1, 2}, {2021, 1, 30}};
    const Interval february{{2021, 2, 1}, {2021, 2, 28}};
    const Interval between{{2021, 1, 31}, {2021, 1, 31}};
    const Interval elsewhen{{2022, 5, 1}, {2022, 5, 1}};
    CHECK(count({january, february}) == Service{1, 29});
    CHECK(count({january, february, between}) == Service{1, 27});
    // So that a 60th day, on which the second month is full, no longer fills it.
    CHECK(count({january, february, elsewhen}) == Service{2, 0});
    CHECK(count({january, february, elsewhen, between}) == Service{1, 28});
    const Standard standard = standard_with({EmploymentCondition{2}});
    Dossier dossier;
    for (const Interval& job : {january, february, elsewhen}) {
        dossier.employments.push_back({"agent", job.from, job.to});
    }
    CHECK(judge(dossier, standard).eligibility == Eligibility::eligible);
    dossier.employments.push_back({"agent", between.from, between.to});
    CHECK(judge(dossier, standard).eligibility == Eligibility::ineligible);
}

// Left out: a job that joins stretches of employment that were apart, see the case above.
TEST_CASE("more evidence never makes an eligible candidate ineligible or undetermined, nor later",
          "[once]") {
    RandomEvidence cases(4);
    int eligible = 0;
    int left_out = 0;
    int brought_forward = 0;
    for (int i = 0; i < 60'000; ++i) {
        const Standard standard = cases.standard();
        const Dossier dossier = cases.dossier();
        Dossier grown = dossier;
        cases.grow(grown);
        if (joins_stretches(dossier, grown, standard)) {
            ++left_out;
            continue;
        }
        const auto before = judge(dossier, standard);
        const auto after = judge(grown, standard);
        const bool was = before.eligibility == Eligibility::eligible;
        const bool is = after.eligibility == Eligibility::eligible;
        eligible += was ? 1 : 0;
        if (was && !is)
            FAIL_CHECK("case " << i << ": " << summary(before) << " / " << summary(after));
        if (is || !before.earliest_on) continue;
        if (!after.earliest_on || *after.earliest_on > *before.earliest_on) {
            FAIL_CHECK("case " << i << " is later: " << summary(before) << " / " << summary(after));
        }
        brought_forward += *after.earliest_on < *before.earliest_on ? 1 : 0;
    }
    CHECK(eligible > 8'000);
    CHECK(left_out > 0);
    CHECK(left_out < 3'000);
    CHECK(brought_forward > 60);
}

TEST_CASE("whatever the missing cells would say, a verdict that is not undetermined stands",
          "[once]") {
    RandomEvidence cases(5);
    std::map<Eligibility, int> seen;
    for (int i = 0; i < 20'000; ++i) {
        const Standard standard = cases.standard();
        // Not so of jobs: one that turns out to count may join two others and cost months.
        const Dossier dossier = cases.dossier_with_whole_jobs();
        const auto before = judge(dossier, standard);
        ++seen[before.eligibility];
        if (before.eligibility == Eligibility::undetermined) continue;
        for (int fillings = 0; fillings < 3; ++fillings) {
            Dossier whole = dossier;
            cases.complete(whole);
            const auto after = judge(whole, standard);
            if (after.eligibility != before.eligibility) {
                FAIL_CHECK("case " << i << ": " << summary(before) << " / " << summary(after));
            }
        }
    }
    for (const auto& [eligibility, count] : seen) CHECK(count > 1'500);
}

// Service counts from a good three years before kDay on; this is about as far ahead.
constexpr int kHorizon = 1'100;

/// What must hold of a date that was found for a verdict that does not hold yet.
template <typename Holds>
void check_earliest(int number, const std::optional<Date>& found, const Holds& holds, int& waits,
                    int& beyond) {
    std::optional<Date> expected;
    for (int wait = 1; wait <= kHorizon && !expected; ++wait) {
        if (holds(kDay.plus_days(wait))) expected = kDay.plus_days(wait);
    }
    if (expected) {
        ++waits;
    } else if (found && *found > kDay.plus_days(kHorizon)) {
        ++beyond;
        if (!holds(*found) || holds((*found).plus_days(-1))) {
            FAIL_CHECK("case " << number << ": " << shown(found) << " is not the first day");
        }
        return;
    }
    if (found != expected) {
        FAIL_CHECK("case " << number << ": " << shown(found) << ", should be " << shown(expected));
    }
}

TEST_CASE("earliest_on is the first later day that is eligible, of all days for three years",
          "[once]") {
    RandomEvidence cases(6);
    int waits = 0;
    int beyond = 0;
    int judged = 0;
    for (int i = 0; i < 4'000; ++i) {
        const Standard standard = cases.standard();
        const Level& upper = standard.levels[1];
        const Dossier dossier = cases.dossier();
        const auto verdict = judge(dossier, standard);
        if (verdict.eligibility == Eligibility::eligible) {
            CHECK_FALSE(verdict.earliest_on.has_value());
            continue;
        }
        ++judged;
        check_earliest(
            i, verdict.earliest_on,
            [&](Date day) {
                return PlainRules(standard, upper, dossier, day).verdict() == Truth::yes;
            },
            waits, beyond);
        if (verdict.earliest_on) {
            CHECK(judge(dossier, standard, *verdict.earliest_on).eligibility ==
                  Eligibility::eligible);
        }
    }
    CHECK(waits > 300);
    CHECK(judged - waits > 1'000);
}

TEST_CASE("earliest_of_routes is the first day from as_of on, of all days for three years",
          "[once]") {
    RandomEvidence cases(7);
    int waits = 0;
    int beyond = 0;
    int at_once = 0;
    for (int i = 0; i < 2'500; ++i) {
        const Standard standard = cases.standard();
        const Level& upper = standard.levels[1];
        const Dossier dossier = cases.dossier();
        const auto earliest = EligibilityChecker(standard).earliest_of_routes(dossier, upper, kDay);
        REQUIRE(earliest.size() == upper.routes.size());
        for (std::size_t route = 0; route < earliest.size(); ++route) {
            const auto holds = [&](Date day) {
                const PlainRules plain(standard, upper, dossier, day);
                return plain.training() == Truth::yes &&
                       plain.truth(upper.routes[route].condition) == Truth::yes;
            };
            if (holds(kDay)) {
                ++at_once;
                CHECK(earliest[route] == kDay);
            } else {
                check_earliest(i, earliest[route], holds, waits, beyond);
            }
        }
    }
    CHECK(waits > 300);
    CHECK(at_once > 300);
}

TEST_CASE("a verdict with the grounds of its reasons only is the same and has the same reasons") {
    RandomEvidence cases(9);
    int eligible = 0;
    for (int i = 0; i < 2'000; ++i) {
        const Standard standard = cases.standard();
        const Dossier dossier = cases.dossier();
        const EligibilityWords words(standard, Language::en);
        EligibilityChecker checker(standard);
        const auto of_all = checker.check(dossier, standard.levels[1], kDay);
        const auto& found = checker.check(dossier, standard.levels[1], kDay, Grounds::reasons);
        std::string expected;
        words.append_reasons(expected, of_all);
        std::string reasons;
        words.append_reasons(reasons, found);
        if (found.eligibility != of_all.eligibility || found.route != of_all.route ||
            found.earliest_on != of_all.earliest_on || reasons != expected) {
            FAIL_CHECK("case " << i);
        }
        eligible += found.eligibility == Eligibility::eligible ? 1 : 0;
    }
    CHECK(eligible > 200);
    CHECK(eligible < 1'800);
}

TEST_CASE("findings walk the trees of the routes, and their records stand in the verdict") {
    RandomEvidence cases(8);
    for (int i = 0; i < 2'000; ++i) {
        const Standard standard = cases.standard();
        const Dossier dossier = cases.dossier();
        const auto verdict = judge(dossier, standard);
        std::vector<const Condition*> walked;
        for (const Route& route : standard.levels[1].routes) {
            for_each_condition(route.condition,
                               [&walked](const Condition& c) { walked.push_back(&c); });
        }
        REQUIRE(verdict.findings.size() == walked.size());
        for (std::size_t at = 0; at < walked.size(); ++at) {
            const Finding& finding = verdict.findings[at];
            bool right = finding.condition == walked[at];
            std::size_t parts = 0;
            for (const Finding& part : FindingParts(finding)) {
                right = right && part.condition == &parts_of(*walked[at])[parts];
                ++parts;
            }
            right = right && parts == parts_of(*walked[at]).size();
            right = right && finding.first_record + finding.record_count <= verdict.records.size();
            if (!right) FAIL_CHECK("case " << i << ", finding " << at);
        }
    }
}

}  // namespace
}  // namespace certrec
