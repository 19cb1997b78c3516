#include "certrec/rules/eligibility.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/rules/describe.hpp"

namespace certrec {
namespace {

const Date kDay(2026, 9, 15);

Date day(int days) { return kDay.plus_days(days); }

/// A standard with one level above another, and one route to it.
Standard standard_with(Condition condition) {
    Standard standard;
    standard.id = "s";
    standard.aliases = {"S-1"};
    Level lower;
    lower.id = "lower";
    lower.rank = 1;
    lower.name = {"Lower", "低"};
    lower.aliases = {"L"};
    Level upper;
    upper.id = "upper";
    upper.rank = 2;
    upper.name = {"Upper", "高"};
    Route route;
    route.clause.number = "1";
    route.condition = std::move(condition);
    upper.routes.push_back(std::move(route));
    standard.levels = {std::move(lower), std::move(upper)};
    return standard;
}

struct Judged {
    Eligibility eligibility;
    Truth truth;
    Decimal hours;
    std::optional<Date> earliest_on;
};

/// What the one condition comes to on the day.
Judged judge(const Dossier& dossier, const Standard& standard, Date on = kDay) {
    const EligibilityVerdict verdict = check_eligibility(dossier, standard, standard.levels[1], on);
    REQUIRE(verdict.routes.size() == 1);
    const Finding& finding = verdict.routes[0].finding;
    CHECK((verdict.eligibility == Eligibility::eligible) == (verdict.route != nullptr));
    return {verdict.eligibility, finding.truth, finding.hours, verdict.earliest_on};
}

Truth truth_of(const Dossier& dossier, const Standard& standard, Date on = kDay) {
    return judge(dossier, standard, on).truth;
}

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

TEST_CASE("the verdict of unknown conditions is undetermined, of false ones ineligible") {
    CHECK(judge(declarations(), standard_with(declared(Truth::yes))).eligibility ==
          Eligibility::eligible);
    CHECK(judge(declarations(), standard_with(declared(Truth::unknown))).eligibility ==
          Eligibility::undetermined);
    CHECK(judge(declarations(), standard_with(declared(Truth::no))).eligibility ==
          Eligibility::ineligible);
}

TEST_CASE("the whole tree is always evaluated, and findings stand in its order") {
    const Standard standard = standard_with(
        {AllOf{{declared(Truth::no), {AnyOf{{declared(Truth::yes), declared(Truth::unknown)}}}}}});
    const auto verdict = check_eligibility(declarations(), standard, standard.levels[1], kDay);
    const Finding& all = verdict.routes[0].finding;
    REQUIRE(all.parts.size() == 2);
    CHECK(all.condition == &standard.levels[1].routes[0].condition);
    CHECK(all.parts[0].truth == Truth::no);
    REQUIRE(all.parts[1].parts.size() == 2);
    CHECK(all.parts[1].truth == Truth::yes);
    CHECK(all.parts[1].parts[1].truth == Truth::unknown);
}

CertificateEvidence certificate(std::optional<Date> issued_on,
                                std::optional<Date> valid_until = std::nullopt) {
    return {"s", "lower", issued_on, valid_until};
}

Dossier with(CertificateEvidence held) {
    Dossier dossier;
    dossier.certificates = {std::move(held)};
    return dossier;
}

TEST_CASE("a certificate counts from the day of issue until its last valid day, both inclusive") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    const Dossier dossier = with(certificate(day(0), day(10)));
    CHECK(truth_of(dossier, standard, day(-1)) == Truth::no);
    CHECK(truth_of(dossier, standard, day(0)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(5)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(10)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(11)) == Truth::no);
    CHECK(truth_of(with(certificate(day(0))), standard, Date(9999, 12, 31)) == Truth::yes);
    CHECK(judge(dossier, standard, day(-1)).earliest_on == day(0));
    CHECK_FALSE(judge(dossier, standard, day(11)).earliest_on.has_value());
    CHECK_FALSE(judge(dossier, standard, day(0)).earliest_on.has_value());
}

TEST_CASE("a certificate must be of this standard and of the level that is asked for") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    const auto held = [&](std::optional<std::string> of, std::optional<std::string> level) {
        return truth_of(with({std::move(of), std::move(level), day(-1), std::nullopt}), standard);
    };
    for (const char* const name : {"lower", "Lower", "低", "L"})
        CHECK(held("s", name) == Truth::yes);
    CHECK(held("S-1", "lower") == Truth::yes);
    CHECK(held("s", "upper") == Truth::no);
    CHECK(held("s", "elsewhere") == Truth::no);
    CHECK(held("t", "lower") == Truth::no);
    CHECK(held(std::nullopt, "lower") == Truth::unknown);
    CHECK(held("s", std::nullopt) == Truth::unknown);
    CHECK(held(std::nullopt, "upper") == Truth::no);
    CHECK(held("t", std::nullopt) == Truth::no);
}

TEST_CASE("a certificate without a date of issue is undetermined unless it has expired") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    CHECK(truth_of(with(certificate(std::nullopt)), standard) == Truth::unknown);
    CHECK(truth_of(with(certificate(std::nullopt, day(0))), standard) == Truth::unknown);
    CHECK(truth_of(with(certificate(std::nullopt, day(-1))), standard) == Truth::no);
    Dossier two = with(certificate(std::nullopt));
    two.certificates.push_back(certificate(day(0)));
    CHECK(truth_of(two, standard) == Truth::yes);
}

TEST_CASE("a declaration counts from the day it is signed, if it is of a kind that counts") {
    const Standard standard = standard_with({DeclarationCondition{{"a", "b"}}});
    const auto declaration = [&](std::optional<std::string> kind, std::optional<Date> on) {
        Dossier dossier;
        dossier.declarations = {{std::move(kind), on}};
        return truth_of(dossier, standard);
    };
    CHECK(declaration("a", day(0)) == Truth::yes);
    CHECK(declaration("b", day(-1)) == Truth::yes);
    CHECK(declaration("a", day(1)) == Truth::no);
    CHECK(declaration("c", day(0)) == Truth::no);
    CHECK(declaration("a", std::nullopt) == Truth::unknown);
    CHECK(declaration(std::nullopt, day(0)) == Truth::unknown);
    CHECK(declaration(std::nullopt, day(1)) == Truth::no);
    CHECK(declaration("c", std::nullopt) == Truth::no);
    CHECK(truth_of({}, standard) == Truth::no);
}

TEST_CASE("a recommendation is by an employer, for the level applied for, signed by the day") {
    const Standard standard = standard_with({RecommendationCondition{}});
    const auto letter = [&](std::optional<std::string> employer, std::optional<std::string> level,
                            std::optional<Date> on) {
        Dossier dossier;
        dossier.recommendations = {{std::move(employer), std::move(level), on}};
        return truth_of(dossier, standard);
    };
    CHECK(letter("e", "upper", day(0)) == Truth::yes);
    CHECK(letter("e", "高", day(0)) == Truth::yes);
    CHECK(letter("e", "upper", day(1)) == Truth::no);
    CHECK(letter("e", "lower", day(0)) == Truth::no);
    CHECK(letter(std::nullopt, "upper", day(0)) == Truth::unknown);
    CHECK(letter("e", std::nullopt, day(0)) == Truth::unknown);
    CHECK(letter("e", "upper", std::nullopt) == Truth::unknown);
    CHECK(letter(std::nullopt, "lower", day(0)) == Truth::no);
    CHECK(letter(std::nullopt, "upper", day(1)) == Truth::no);
}

TEST_CASE("an education counts by rank and status") {
    const Standard standard = standard_with(
        {EducationCondition{Attainment::secondary_vocational,
                            {EducationStatus::enrolled, EducationStatus::graduated}}});
    const auto education = [&](std::optional<Attainment> attainment,
                               std::optional<EducationStatus> status,
                               std::optional<Date> graduated_on = std::nullopt) {
        Dossier dossier;
        dossier.educations = {{attainment, status, graduated_on}};
        return truth_of(dossier, standard);
    };
    using A = Attainment;
    using S = EducationStatus;
    CHECK(education(A::secondary_vocational, S::graduated, day(0)) == Truth::yes);
    CHECK(education(A::upper_secondary, S::graduated) == Truth::yes);
    CHECK(education(A::doctor, S::enrolled) == Truth::yes);
    CHECK(education(A::lower_secondary, S::graduated) == Truth::no);
    CHECK(education(A::bachelor, S::incomplete) == Truth::no);
    CHECK(education(A::bachelor, S::final_year) == Truth::no);  // not among the states asked for
    CHECK(education(std::nullopt, S::graduated) == Truth::unknown);
    CHECK(education(A::bachelor, std::nullopt) == Truth::unknown);
    CHECK(education(A::lower_secondary, std::nullopt) == Truth::no);
    CHECK(education(std::nullopt, S::incomplete) == Truth::no);
}

TEST_CASE("who graduates later is a student until then") {
    const auto asks = [](std::vector<EducationStatus> statuses) {
        return standard_with({EducationCondition{Attainment::bachelor, std::move(statuses)}});
    };
    const auto graduate = [](std::optional<Date> on) {
        Dossier dossier;
        dossier.educations = {{Attainment::bachelor, EducationStatus::graduated, on}};
        return dossier;
    };
    const Standard graduates = asks({EducationStatus::graduated});
    const Standard students = asks({EducationStatus::enrolled});
    CHECK(truth_of(graduate(day(0)), graduates) == Truth::yes);
    CHECK(truth_of(graduate(day(1)), graduates) == Truth::no);
    CHECK(truth_of(graduate(std::nullopt), graduates) == Truth::unknown);
    CHECK(truth_of(graduate(day(0)), students) == Truth::no);
    CHECK(truth_of(graduate(day(1)), students) == Truth::yes);
    CHECK(judge(graduate(day(1)), graduates).earliest_on == day(1));
    CHECK_FALSE(judge(graduate(day(0)), students).earliest_on.has_value());
}

TrainingEvidence course(std::optional<Decimal> hours, std::optional<Date> completed_on = kDay,
                        std::optional<TrainingMode> mode = TrainingMode::online) {
    return {"s", "upper", mode, hours, completed_on};
}

Dossier courses(std::vector<TrainingEvidence> trainings) {
    Dossier dossier;
    dossier.trainings = std::move(trainings);
    return dossier;
}

TEST_CASE("training needs all its hours, to the last fraction") {
    const Standard standard =
        standard_with({TrainingCondition{Decimal(48, 0), {TrainingMode::online}}});
    const auto truth = [&](std::vector<Decimal> hours) {
        std::vector<TrainingEvidence> trainings;
        for (const Decimal each : hours) trainings.push_back(course(each));
        return truth_of(courses(std::move(trainings)), standard);
    };
    CHECK(truth({Decimal(48, 0)}) == Truth::yes);
    CHECK(truth({Decimal(480, 1)}) == Truth::yes);
    CHECK(truth({Decimal(475, 1)}) == Truth::no);
    CHECK(truth({*parse_decimal("47.9999999999999999")}) == Truth::no);
    CHECK(truth({Decimal(195, 1), Decimal(2025, 2), Decimal(825, 2)}) == Truth::yes);
    CHECK(truth({Decimal(195, 1), Decimal(2025, 2), Decimal(824, 2)}) == Truth::no);
    CHECK(truth({}) == Truth::no);
}

TEST_CASE(
    "only training of this standard and level, in a mode that counts, done by the day counts") {
    const Standard standard =
        standard_with({TrainingCondition{Decimal(48, 0), {TrainingMode::online}}});
    const Decimal enough(48, 0);
    const auto truth = [&](TrainingEvidence training) {
        return truth_of(courses({std::move(training)}), standard);
    };
    CHECK(truth(course(enough, day(0))) == Truth::yes);
    CHECK(truth(course(enough, day(1))) == Truth::no);
    CHECK(truth(course(enough, day(0), TrainingMode::offline)) == Truth::no);
    CHECK(truth({"t", "upper", TrainingMode::online, enough, day(0)}) == Truth::no);
    CHECK(truth({"s", "lower", TrainingMode::online, enough, day(0)}) == Truth::no);
    CHECK(truth({"S-1", "高", TrainingMode::online, enough, day(0)}) == Truth::yes);
    CHECK(judge(courses({course(enough, day(7))}), standard).earliest_on == day(7));
}

TEST_CASE("training that may suffice once a record is completed is undetermined") {
    const Standard standard =
        standard_with({TrainingCondition{Decimal(48, 0), {TrainingMode::online}}});
    const Decimal half(24, 0);
    const auto truth = [&](std::vector<TrainingEvidence> trainings) {
        return truth_of(courses(std::move(trainings)), standard);
    };
    CHECK(truth({course(std::nullopt)}) == Truth::unknown);
    CHECK(truth({course(half), course(half, std::nullopt)}) == Truth::unknown);
    CHECK(truth({course(half), course(Decimal(239, 1), std::nullopt)}) == Truth::no);
    CHECK(truth({course(half), course(half, day(0), std::nullopt)}) == Truth::unknown);
    CHECK(truth({course(half), {std::nullopt, "upper", TrainingMode::online, half, kDay}}) ==
          Truth::unknown);
    CHECK(truth({course(half), {"s", std::nullopt, TrainingMode::online, half, kDay}}) ==
          Truth::unknown);
    CHECK(truth({course(half), course(std::nullopt, day(1))}) == Truth::no);
    CHECK(truth({course(half), course(std::nullopt, day(0), TrainingMode::offline)}) == Truth::no);
    CHECK(truth({course(half), course(half), course(std::nullopt)}) == Truth::yes);
    CHECK(judge(courses({course(half), course(half, std::nullopt)}), standard).hours == half);
}

TEST_CASE("hours of any spelling are summed without a failure") {
    // Each of these is a number of hours that evidence may state.
    const Standard standard =
        standard_with({TrainingCondition{Decimal(48, 0), {TrainingMode::online}}});
    const Dossier dossier = courses({course(Decimal(48, 0)), course(Decimal(1, 18))});
    CHECK_NOTHROW(check_eligibility(dossier, standard, standard.levels[1], kDay));
    const Dossier exact = courses({course(Decimal(47, 0)), course(Decimal(1, 18)),
                                   course(*parse_decimal("0.999999999999999999"))});
    CHECK(truth_of(exact, standard) == Truth::yes);
}

TEST_CASE("binding training is needed beside a route, training for reference is not") {
    Standard standard = standard_with(declared(Truth::yes));
    Level& upper = standard.levels[1];
    upper.training = Training{{Decimal(48, 0), {TrainingMode::online}}, true, {}};
    const auto eligibility = [&](const Dossier& dossier) {
        return check_eligibility(dossier, standard, standard.levels[1], kDay).eligibility;
    };
    Dossier dossier = declarations();
    CHECK(eligibility(dossier) == Eligibility::ineligible);
    dossier.trainings = {course(std::nullopt)};
    CHECK(eligibility(dossier) == Eligibility::undetermined);
    dossier.trainings = {course(Decimal(48, 0))};
    CHECK(eligibility(dossier) == Eligibility::eligible);
    dossier.declarations.clear();
    CHECK(eligibility(dossier) == Eligibility::ineligible);
    dossier = declarations();
    upper.training->binding = false;
    CHECK(eligibility(dossier) == Eligibility::eligible);
    CHECK_FALSE(
        check_eligibility(dossier, standard, standard.levels[1], kDay).training.has_value());
}

TEST_CASE("the first route that holds is the one of the verdict") {
    Standard standard = standard_with(declared(Truth::unknown));
    auto& routes = standard.levels[1].routes;
    for (const Truth truth : {Truth::yes, Truth::no, Truth::yes}) {
        Route route;
        route.condition = declared(truth);
        routes.push_back(std::move(route));
    }
    const auto verdict = check_eligibility(declarations(), standard, standard.levels[1], kDay);
    CHECK(verdict.eligibility == Eligibility::eligible);
    CHECK(verdict.route == &routes[1]);
    REQUIRE(verdict.routes.size() == 4);
    CHECK(verdict.routes[3].finding.truth == Truth::yes);
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
