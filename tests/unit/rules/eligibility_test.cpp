// Trees of conditions, routes, training and the verdict; single conditions are in
// conditions_test.cpp.
#include "certrec/rules/eligibility.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "small_standard.hpp"

namespace certrec {
namespace {

using testing::day;
using testing::judge;
using testing::kDay;
using testing::route_of;
using testing::standard_with;
using testing::truth_of;

// Declarations of the kinds `yes` (dated) and `unknown` (without a date) give conditions of any
// truth; `no` is never declared.
Condition declared(Truth truth) {
    switch (truth) {
        case Truth::no: return {DeclarationCondition{{"no"}}};
        case Truth::unknown: return {DeclarationCondition{{"unknown"}}};
        case Truth::yes: break;
    }
    return {DeclarationCondition{{"yes"}}};
}

Dossier declarations() {
    Dossier dossier;
    dossier.declarations = {{"yes", kDay}, {"unknown", std::nullopt}};
    return dossier;
}

constexpr std::array kTruths = {Truth::no, Truth::unknown, Truth::yes};

TEST_CASE("all of several conditions is as true as the least true of them (Kleene)") {
    // Rows: the first part; columns: the second; both no, unknown, yes.
    constexpr std::array<std::array<Truth, 3>, 3> kTable = {{
        {Truth::no, Truth::no, Truth::no},
        {Truth::no, Truth::unknown, Truth::unknown},
        {Truth::no, Truth::unknown, Truth::yes},
    }};
    for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
            const Standard two =
                standard_with({AllOf{{declared(kTruths[a]), declared(kTruths[b])}}});
            CHECK(truth_of(declarations(), two) == kTable[a][b]);
            for (std::size_t c = 0; c < 3; ++c) {
                const auto ab = static_cast<std::size_t>(kTable[a][b]);
                const Standard three = standard_with(
                    {AllOf{{declared(kTruths[a]), declared(kTruths[b]), declared(kTruths[c])}}});
                CHECK(truth_of(declarations(), three) == kTable[ab][c]);
            }
        }
    }
}

TEST_CASE("any of several conditions is as true as the truest of them (Kleene)") {
    constexpr std::array<std::array<Truth, 3>, 3> kTable = {{
        {Truth::no, Truth::unknown, Truth::yes},
        {Truth::unknown, Truth::unknown, Truth::yes},
        {Truth::yes, Truth::yes, Truth::yes},
    }};
    for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
            const Standard two =
                standard_with({AnyOf{{declared(kTruths[a]), declared(kTruths[b])}}});
            CHECK(truth_of(declarations(), two) == kTable[a][b]);
            for (std::size_t c = 0; c < 3; ++c) {
                const Standard nested =
                    standard_with({AnyOf{{declared(kTruths[a]),
                                          {AllOf{{declared(kTruths[b]), declared(kTruths[c])}}}}}});
                const auto least = static_cast<std::size_t>(std::min(kTruths[b], kTruths[c]));
                CHECK(truth_of(declarations(), nested) == kTable[a][least]);
            }
        }
    }
}

/// Whether at least `count` hold, asking every way in which the unknown ones could turn out.
Truth try_all_ways(const std::vector<Truth>& parts, std::size_t count) {
    bool can_hold = false;
    bool can_fail = false;
    for (std::size_t ways = 0; ways < std::size_t{1} << parts.size(); ++ways) {
        std::size_t held = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool turns_out = (ways >> i & 1U) != 0;
            held += parts[i] == Truth::yes || (parts[i] == Truth::unknown && turns_out) ? 1 : 0;
        }
        (held >= count ? can_hold : can_fail) = true;
    }
    return !can_hold ? Truth::no : can_fail ? Truth::unknown : Truth::yes;
}

TEST_CASE(
    "at least k of n: yes if k hold, no if k can no longer hold, for every table up to n = 4") {
    for (std::size_t n = 1; n <= 4; ++n) {
        std::size_t tables = 1;
        for (std::size_t i = 0; i < n; ++i) tables *= 3;
        for (std::size_t table = 0; table < tables; ++table) {
            std::vector<Truth> truths;
            std::vector<Condition> parts;
            for (std::size_t i = 0, rest = table; i < n; ++i, rest /= 3) {
                truths.push_back(kTruths[rest % 3]);
                parts.push_back(declared(truths.back()));
            }
            for (std::size_t k = 1; k <= n; ++k) {
                const Standard standard = standard_with({AtLeast{k, parts}});
                if (truth_of(declarations(), standard) != try_all_ways(truths, k)) {
                    FAIL_CHECK("table " << table << " of " << n << ", at least " << k);
                }
            }
        }
    }
}

TEST_CASE("at least one of several is any of them, at least all of them is all") {
    for (const Truth a : kTruths) {
        for (const Truth b : kTruths) {
            const std::vector<Condition> parts = {declared(a), declared(b)};
            CHECK(truth_of(declarations(), standard_with({AtLeast{1, parts}})) ==
                  truth_of(declarations(), standard_with({AnyOf{parts}})));
            CHECK(truth_of(declarations(), standard_with({AtLeast{2, parts}})) ==
                  truth_of(declarations(), standard_with({AllOf{parts}})));
        }
    }
}

TEST_CASE("an open condition is unknown, whatever the evidence, and only another route helps") {
    Standard standard = standard_with({OpenCondition{"upper.education"}});
    CHECK(truth_of({}, standard) == Truth::unknown);
    CHECK(truth_of(declarations(), standard) == Truth::unknown);
    CHECK(judge({}, standard).eligibility == Eligibility::undetermined);
    CHECK_FALSE(judge({}, standard).earliest_on.has_value());
    const Standard hopeless =
        standard_with({AllOf{{declared(Truth::no), Condition{OpenCondition{"upper.education"}}}}});
    CHECK(judge(declarations(), hopeless).eligibility == Eligibility::ineligible);
    standard.levels[1].routes.push_back(route_of("2", declared(Truth::yes)));
    CHECK(judge(declarations(), standard).eligibility == Eligibility::eligible);
}

TEST_CASE("the verdict of unknown conditions is undetermined, of false ones ineligible") {
    CHECK(judge(declarations(), standard_with(declared(Truth::yes))).eligibility ==
          Eligibility::eligible);
    CHECK(judge(declarations(), standard_with(declared(Truth::unknown))).eligibility ==
          Eligibility::undetermined);
    CHECK(judge(declarations(), standard_with(declared(Truth::no))).eligibility ==
          Eligibility::ineligible);
}

TEST_CASE("the whole tree is always evaluated, and findings stand in the order of a walk") {
    Standard standard = standard_with(
        {AllOf{{declared(Truth::no),
                {AnyOf{{declared(Truth::yes),
                        {AtLeast{2, {declared(Truth::yes), declared(Truth::unknown)}}}}}},
                declared(Truth::yes)}}});
    standard.levels[1].routes.push_back(route_of("2", declared(Truth::unknown)));
    const auto verdict = judge(declarations(), standard);

    std::vector<const Condition*> walked;
    for (const Route& route : standard.levels[1].routes) {
        for_each_condition(route.condition,
                           [&walked](const Condition& c) { walked.push_back(&c); });
    }
    REQUIRE(verdict.findings.size() == walked.size());
    for (std::size_t i = 0; i < walked.size(); ++i) {
        CHECK(verdict.findings[i].condition == walked[i]);
        CHECK(verdict.findings[i].size == [&] {
            std::uint32_t size = 0;
            for_each_condition(*walked[i], [&size](const Condition&) { ++size; });
            return size;
        }());
    }
    const std::vector<Truth> truths = {Truth::no,      Truth::no,      Truth::yes,
                                       Truth::yes,     Truth::unknown, Truth::yes,
                                       Truth::unknown, Truth::yes,     Truth::unknown};
    for (std::size_t i = 0; i < truths.size(); ++i) {
        CHECK(verdict.findings[i].truth == truths[i]);
    }
    REQUIRE(verdict.routes.size() == 2);
    CHECK(verdict.routes[0].finding == 0);
    CHECK(verdict.routes[1].finding == 8);

    // The direct parts only, whatever stands inside of them.
    std::vector<const Finding*> parts;
    for (const Finding& part : FindingParts(verdict.findings[0])) parts.push_back(&part);
    CHECK(parts == std::vector<const Finding*>{&verdict.findings[1], &verdict.findings[2],
                                               &verdict.findings[7]});
    for (const Finding& part : FindingParts(verdict.findings[1])) FAIL(part.size);
}

TEST_CASE("a group is based on the records of all of its parts") {
    const Standard standard = standard_with(
        {AllOf{{declared(Truth::yes), {AnyOf{{declared(Truth::no), declared(Truth::unknown)}}}}}});
    Dossier dossier = declarations();
    dossier.declarations[0].origin.line = 2;
    dossier.declarations[1].origin.line = 3;
    const auto verdict = judge(dossier, standard);
    using Lines = std::vector<unsigned>;
    const std::vector<Lines> expected = {{2, 3}, {2}, {3}, {}, {3}};
    REQUIRE(verdict.findings.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(testing::lines_of(verdict, verdict.findings[i]) == expected[i]);
    }
    for (const RecordPlace& place : verdict.records) {
        CHECK(place.kind == EvidenceKind::declaration);
    }
}

Dossier courses(std::vector<TrainingEvidence> trainings) {
    Dossier dossier;
    dossier.trainings = std::move(trainings);
    return dossier;
}

TrainingEvidence course(std::optional<Decimal> hours, OptionalDate completed_on = kDay) {
    return {"s", "upper", TrainingMode::online, hours, completed_on};
}

TEST_CASE("binding training is needed beside a route, training for reference is not") {
    Standard standard = standard_with(declared(Truth::yes));
    Level& upper = standard.levels[1];
    upper.training = Training{{Decimal(48, 0), {TrainingMode::online}}, true, {}};
    Dossier dossier = declarations();
    CHECK(judge(dossier, standard).eligibility == Eligibility::ineligible);
    dossier.trainings = {course(std::nullopt)};
    CHECK(judge(dossier, standard).eligibility == Eligibility::undetermined);
    dossier.trainings = {course(Decimal(48, 0))};
    CHECK(judge(dossier, standard).eligibility == Eligibility::eligible);
    dossier.declarations.clear();
    CHECK(judge(dossier, standard).eligibility == Eligibility::ineligible);
    dossier = declarations();
    upper.training->binding = false;
    CHECK(judge(dossier, standard).eligibility == Eligibility::eligible);
    CHECK_FALSE(judge(dossier, standard).training.has_value());
}

TEST_CASE("what binding training found is told with its hours and rows, beside every route") {
    Standard standard = standard_with(declared(Truth::no));
    standard.levels[1].training = Training{{Decimal(48, 0), {TrainingMode::online}}, true, {}};
    Dossier dossier = courses({course(Decimal(195, 1)), course(Decimal(28, 0), std::nullopt)});
    dossier.trainings[0].origin.line = 4;
    dossier.trainings[1].origin.line = 9;
    const auto verdict = judge(dossier, standard);
    REQUIRE(verdict.training.has_value());
    CHECK(verdict.training->training == &*standard.levels[1].training);
    CHECK(verdict.training->truth == Truth::no);  // 47.5 at most
    CHECK(verdict.training->hours == Decimal(195, 1));
    REQUIRE(verdict.training->record_count == 2);
    CHECK(verdict.records[verdict.training->first_record].origin.line == 4);
    CHECK(verdict.records[verdict.training->first_record + 1].origin.line == 9);
    CHECK(verdict.records[verdict.training->first_record].kind == EvidenceKind::training);
    REQUIRE(verdict.routes.size() == 1);
    CHECK(verdict.routes[0].truth == Truth::no);
}

TEST_CASE("the first route that holds is the one of the verdict") {
    Standard standard = standard_with(declared(Truth::unknown));
    auto& routes = standard.levels[1].routes;
    routes.push_back(route_of("2", declared(Truth::yes)));
    routes.push_back(route_of("3", declared(Truth::no)));
    routes.push_back(route_of("4", declared(Truth::yes)));
    const auto verdict = judge(declarations(), standard);
    CHECK(verdict.eligibility == Eligibility::eligible);
    CHECK(verdict.route == &routes[1]);
    REQUIRE(verdict.routes.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(verdict.routes[i].route == &routes[i]);
    CHECK(verdict.routes[0].truth == Truth::unknown);
    CHECK(verdict.routes[2].truth == Truth::no);
    CHECK(verdict.routes[3].truth == Truth::yes);
}

TEST_CASE(
    "earliest_on is there for a verdict that is not eligible, and waits for all that it takes") {
    Standard standard = standard_with(declared(Truth::yes));
    standard.levels[1].training = Training{{Decimal(48, 0), {}}, true, {}};
    Dossier dossier = courses({course(Decimal(24, 0), day(-5)), course(Decimal(24, 0), day(12))});
    dossier.declarations = {{"yes", day(3)}};
    CHECK(judge(dossier, standard).earliest_on == day(12));
    CHECK_FALSE(judge(dossier, standard, day(12)).earliest_on.has_value());
    dossier.declarations[0].signed_on = day(40);
    CHECK(judge(dossier, standard).earliest_on == day(40));
    CHECK(judge(dossier, standard, day(39)).earliest_on == day(40));
    dossier.trainings.pop_back();
    CHECK_FALSE(judge(dossier, standard).earliest_on.has_value());
}

TEST_CASE("for each route there is the first day from as_of on, with the binding training") {
    Standard standard = standard_with(declared(Truth::no));
    Level& upper = standard.levels[1];
    upper.routes.push_back(route_of("2", declared(Truth::yes)));
    upper.routes.push_back(route_of("3", {DeclarationCondition{{"later"}}}));
    upper.routes.push_back(route_of("4", declared(Truth::unknown)));
    Dossier dossier = declarations();
    dossier.declarations.push_back({"later", day(9)});
    using Days = std::vector<std::optional<Date>>;
    EligibilityChecker checker(standard);
    CHECK((checker.earliest_of_routes(dossier, upper, kDay) ==
           Days{std::nullopt, kDay, day(9), std::nullopt}));
    upper.training = Training{{Decimal(48, 0), {}}, true, {}};
    CHECK((checker.earliest_of_routes(dossier, upper, kDay) ==
           Days{std::nullopt, std::nullopt, std::nullopt, std::nullopt}));
    dossier.trainings = {course(Decimal(48, 0), day(4))};
    CHECK((checker.earliest_of_routes(dossier, upper, kDay) ==
           Days{std::nullopt, day(4), day(9), std::nullopt}));
}

TEST_CASE("a checker that judged another application before judges the next one alike") {
    const Standard standard = standard_with({AnyOf{{declared(Truth::yes), declared(Truth::no)}}});
    EligibilityChecker checker(standard);
    CHECK(checker.check(declarations(), standard.levels[1], kDay).eligibility ==
          Eligibility::eligible);
    const auto& second = checker.check({}, standard.levels[1], kDay);
    CHECK(second.eligibility == Eligibility::ineligible);
    CHECK(second.route == nullptr);
    CHECK(second.routes.size() == 1);
    CHECK(second.findings.size() == 3);
    CHECK(second.records.empty());
    CHECK_FALSE(second.earliest_on.has_value());
}

TEST_CASE("texts that come to stand where others stood are read anew") {
    const Standard standard = standard_with({AllOf{{
        {EmploymentCondition{1}},
        {CertificateCondition{"lower"}},
        {TrainingCondition{Decimal(10, 0), {}}},
    }}});
    EligibilityChecker checker(standard);
    // One place in memory for each text, as a pool that is used again has it.
    std::array<std::string, 3> places;
    const auto judged = [&](const char* occupation, const char* of, const char* level) {
        std::size_t i = 0;
        for (const char* const text : {occupation, of, level}) places[i++].assign(text);
        Dossier dossier;
        dossier.employments = {{places[0].c_str(), day(-100)}};
        dossier.certificates = {{places[1].c_str(), "lower", kDay}};
        dossier.trainings = {
            {places[1].c_str(), places[2].c_str(), TrainingMode::online, Decimal(10, 0), kDay}};
        std::string truths;
        for (const Finding& finding : checker.check(dossier, standard.levels[1], kDay).findings) {
            truths += finding.truth == Truth::yes ? "y" : "n";
        }
        return truths;
    };
    CHECK(judged("agent", "s", "upper") == "yyyy");
    CHECK(judged("baker", "s", "upper") == "nnyy");
    CHECK(judged("agent", "t", "upper") == "nynn");
    CHECK(judged("agent", "s", "lower") == "nyyn");
    CHECK(judged("agent", "s", "upper") == "yyyy");
    CHECK(judged("agen", "s", "uppe") == "nnyn");
}

TEST_CASE("the last day of the calendar can be judged and has no later one") {
    const Standard standard = standard_with({DeclarationCondition{{"yes"}}});
    Dossier dossier;
    CHECK_FALSE(judge(dossier, standard, kLastDate).earliest_on.has_value());
    dossier.declarations = {{"yes", kLastDate}};
    CHECK(judge(dossier, standard, kLastDate).eligibility == Eligibility::eligible);
    CHECK(judge(dossier, standard, kDay).earliest_on == kLastDate);
}

TEST_CASE("the words of the column eligibility are those of the design, both ways") {
    const std::pair<Eligibility, const char*> words[] = {
        {Eligibility::eligible, "eligible"},
        {Eligibility::ineligible, "ineligible"},
        {Eligibility::undetermined, "undetermined"},
        {Eligibility::invalid, "invalid"},
    };
    for (const auto& [eligibility, word] : words) {
        CHECK(format_eligibility(eligibility) == word);
        CHECK(parse_eligibility(word) == eligibility);
    }
    CHECK_FALSE(parse_eligibility("").has_value());
    CHECK_FALSE(parse_eligibility("Eligible").has_value());
}

}  // namespace
}  // namespace certrec
