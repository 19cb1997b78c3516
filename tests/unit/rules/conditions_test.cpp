// Each kind of condition by itself: what makes it met, unmet and unknown, and on which day.
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/rules/eligibility.hpp"
#include "small_standard.hpp"

namespace certrec {
namespace {

using testing::day;
using testing::finding_of;
using testing::judge;
using testing::kDay;
using testing::lines_of;
using testing::number_lines;
using testing::standard_with;
using testing::truth_of;
using Lines = std::vector<unsigned>;

constexpr OccupationScope kOwn{true, false};
constexpr OccupationScope kRelated{false, true};
constexpr OccupationScope kBoth{true, true};
constexpr std::array kScopes = {kOwn, kRelated, kBoth};

/// The names of this occupation, of related ones and of others.
const std::vector<const char*> kOwnNames = {"1-01", "服务员", "agent", "operator"};
const std::vector<const char*> kRelatedNames = {"2-02",   "营销员",  "seller",
                                                "dealer", "trainer", "训练师"};
const std::vector<const char*> kOtherNames = {"3-03", "Agent", "服务", "s", "1-01 "};

Date date(const char* text) { return parse_date(text).value(); }

// Certificates

CertificateEvidence certificate(OptionalDate issued_on, OptionalDate valid_until = std::nullopt) {
    CertificateEvidence held;
    held.standard = "s";
    held.level = "lower";
    held.issued_on = issued_on;
    held.valid_until = valid_until;
    return held;
}

Dossier with(std::vector<CertificateEvidence> certificates) {
    Dossier dossier;
    dossier.certificates = std::move(certificates);
    return dossier;
}

TEST_CASE("a certificate counts from the day of issue until its last valid day, both inclusive") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    const Dossier dossier = with({certificate(day(0), day(10))});
    CHECK(truth_of(dossier, standard, day(-1)) == Truth::no);
    CHECK(truth_of(dossier, standard, day(0)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(5)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(10)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(11)) == Truth::no);
    CHECK(truth_of(with({certificate(day(0))}), standard, kLastDate) == Truth::yes);
    CHECK(judge(dossier, standard, day(-1)).earliest_on == day(0));
    CHECK_FALSE(judge(dossier, standard, day(11)).earliest_on.has_value());
    CHECK_FALSE(judge(dossier, standard, day(0)).earliest_on.has_value());
}

TEST_CASE("a certificate no longer counts on the day of its revocation and after") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    CertificateEvidence revoked = certificate(day(0));
    revoked.revoked_on = day(10);
    CHECK(truth_of(with({revoked}), standard, day(9)) == Truth::yes);
    CHECK(truth_of(with({revoked}), standard, day(10)) == Truth::no);
    CHECK(truth_of(with({revoked}), standard, day(400)) == Truth::no);
    CHECK(judge(with({revoked}), standard, day(-1)).earliest_on == day(0));
    CHECK_FALSE(judge(with({revoked}), standard, day(10)).earliest_on.has_value());
    revoked.revoked_on = day(0);
    CHECK(truth_of(with({revoked}), standard, day(0)) == Truth::no);
    CHECK_FALSE(judge(with({revoked}), standard, day(-1)).earliest_on.has_value());
    // Whatever else it lacks, what is revoked or expired does not count.
    revoked.issued_on = std::nullopt;
    revoked.level = std::nullopt;
    CHECK(truth_of(with({revoked}), standard, day(0)) == Truth::no);
}

TEST_CASE("a certificate must be of this standard and of the level that is asked for") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    const auto held = [&](Text of, Text level) {
        CertificateEvidence one = certificate(day(-1));
        one.standard = of;
        one.level = level;
        return truth_of(with({one}), standard);
    };
    for (const char* const name : {"lower", "Lower", "低", "L"}) {
        CHECK(held("s", name) == Truth::yes);
    }
    CHECK(held("S-1", "lower") == Truth::yes);
    CHECK(held("old-s", "低") == Truth::yes);
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
    CHECK(truth_of(with({certificate(std::nullopt)}), standard) == Truth::unknown);
    CHECK(truth_of(with({certificate(std::nullopt, day(0))}), standard) == Truth::unknown);
    CHECK(truth_of(with({certificate(std::nullopt, day(-1))}), standard) == Truth::no);
    const Dossier two = with({certificate(std::nullopt), certificate(day(0))});
    CHECK(truth_of(two, standard) == Truth::yes);
}

TEST_CASE("a certificate is of the occupation of its standard, else of the one that it names") {
    for (const OccupationScope& scope : kScopes) {
        const Standard standard = standard_with({CertificateCondition{"lower", "", scope}});
        const auto held = [&](Text of, Text occupation) {
            CertificateEvidence one = certificate(day(-1));
            one.standard = of;
            one.occupation = occupation;
            return truth_of(with({one}), standard);
        };
        const Truth own = scope.own ? Truth::yes : Truth::no;
        const Truth related = scope.related ? Truth::yes : Truth::no;
        for (const char* const of : {"s", "S-1", "old-s"}) {
            CHECK(held(of, std::nullopt) == own);
            CHECK(held(of, "1-01") == own);
            CHECK(held(of, "2-02") == own);
        }
        for (const Text of : {Text("t"), Text()}) {
            for (const char* const name : kOwnNames) CHECK(held(of, name) == own);
            for (const char* const name : kRelatedNames) CHECK(held(of, name) == related);
            for (const char* const name : kOtherNames) CHECK(held(of, name) == Truth::no);
        }
        CHECK(held(std::nullopt, std::nullopt) == Truth::unknown);
        // Of another standard, it is of no occupation that is ours, but may be of a related one.
        CHECK(held("t", std::nullopt) == (scope.related ? Truth::unknown : Truth::no));
    }
}

TEST_CASE(
    "a skill-level certificate counts as a vocational qualification, unless kinds are strict") {
    using K = CertificateKind;
    constexpr K kQualification = K::vocational_qualification;
    struct Case {
        std::vector<K> accepted;
        // Of a certificate that is a qualification, of skill level, and does not say.
        std::array<Truth, 3> lenient;
        std::array<Truth, 3> strict;
    };
    constexpr std::array kAll = {Truth::yes, Truth::yes, Truth::yes};
    const std::vector<Case> cases = {
        {{}, kAll, kAll},
        {{kQualification}, kAll, {Truth::yes, Truth::no, Truth::unknown}},
        {{K::skill_level},
         {Truth::no, Truth::yes, Truth::unknown},
         {Truth::no, Truth::yes, Truth::unknown}},
        {{kQualification, K::skill_level}, kAll, kAll},
    };
    for (const Case& one : cases) {
        Standard standard = standard_with({CertificateCondition{"lower", "", kOwn, one.accepted}});
        for (const bool strict : {false, true}) {
            standard.strict_certificate_kind = strict;
            std::size_t i = 0;
            for (const std::optional<K> kind :
                 {std::optional(kQualification), std::optional(K::skill_level),
                  std::optional<K>()}) {
                CertificateEvidence held = certificate(day(0));
                held.kind = kind;
                CHECK(truth_of(with({held}), standard) == (strict ? one.strict : one.lenient)[i++]);
            }
        }
    }
}

TEST_CASE("a certificate of another standard is asked for by its id and that standard's level") {
    const Standard standard = standard_with({CertificateCondition{"B2", "t"}});
    const auto held = [&](Text of, Text level, OptionalDate on = day(0)) {
        CertificateEvidence one = certificate(on);
        one.standard = of;
        one.level = level;
        return truth_of(with({one}), standard);
    };
    CHECK(held("t", "B2") == Truth::yes);
    CHECK(held("t", "B2", day(1)) == Truth::no);
    CHECK(held("t", "b2") == Truth::no);
    CHECK(held("t", "lower") == Truth::no);
    CHECK(held("s", "B2") == Truth::no);
    CHECK(held("old-s", "B2") == Truth::no);
    CHECK(held(std::nullopt, "B2") == Truth::unknown);
    CHECK(held("t", std::nullopt) == Truth::unknown);
    CHECK(held("s", std::nullopt) == Truth::no);
    // The names of this standard's levels mean nothing in another.
    const Standard lower = standard_with({CertificateCondition{"lower", "t"}});
    CertificateEvidence one = certificate(day(0));
    one.standard = "t";
    one.level = "L";
    CHECK(truth_of(with({one}), lower) == Truth::no);
}

TEST_CASE("a condition on certificates is based on those that count and those that might") {
    const Standard standard = standard_with({CertificateCondition{"lower"}});
    Dossier dossier = with({certificate(day(1)), certificate(std::nullopt), certificate(day(0)),
                            certificate(day(-9), day(-1)), certificate(day(-3))});
    number_lines(dossier.certificates);
    const auto verdict = judge(dossier, standard);
    CHECK(lines_of(verdict, verdict.findings[0]) == Lines{3, 4, 6});
    CHECK(verdict.records[0].kind == EvidenceKind::certificate);
}

// Declarations, recommendations, apprenticeships

TEST_CASE("a declaration counts from the day it is signed, if it is of a kind that counts") {
    const Standard standard = standard_with({DeclarationCondition{{"a", "b"}}});
    const auto declaration = [&](Text kind, OptionalDate on) {
        Dossier dossier;
        dossier.declarations = {{kind, on}};
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
    const auto letter = [&](Text employer, Text level, OptionalDate on) {
        Dossier dossier;
        dossier.recommendations = {{employer, level, on}};
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

EmploymentEvidence job(Text occupation, OptionalDate from, OptionalDate to = std::nullopt,
                       Text employer = std::nullopt) {
    return {occupation, from, to, employer};
}

TEST_CASE("the present employer is the one of a job, of any occupation, that covers the day") {
    const Standard standard = standard_with({RecommendationCondition{true}});
    const auto recommended = [&](std::vector<EmploymentEvidence> jobs, Text employer = "e") {
        Dossier dossier;
        dossier.recommendations = {{employer, "upper", day(-30)}};
        dossier.employments = std::move(jobs);
        return truth_of(dossier, standard);
    };
    CHECK(recommended({job("cook", day(-90), std::nullopt, "e")}) == Truth::yes);
    CHECK(recommended({job(std::nullopt, day(0), day(0), "e")}) == Truth::yes);
    CHECK(recommended({job("agent", day(-90), day(0), "e")}) == Truth::yes);
    // A letter without a job that covers the day is unknown, never false.
    CHECK(recommended({}) == Truth::unknown);
    CHECK(recommended({job("agent", day(-90), day(-1), "e")}) == Truth::unknown);
    CHECK(recommended({job("agent", day(1), std::nullopt, "e")}) == Truth::unknown);
    CHECK(recommended({job("agent", day(-90), std::nullopt, "f")}) == Truth::unknown);
    CHECK(recommended({job("agent", day(-90))}) == Truth::unknown);
    CHECK(recommended({job("agent", std::nullopt, std::nullopt, "e")}) == Truth::unknown);
    CHECK(recommended({job("agent", day(-90), std::nullopt, "e")}, std::nullopt) == Truth::unknown);
    CHECK(recommended({job("agent", day(-90), day(-1), "e"), job("agent", day(-9), day(9), "e")}) ==
          Truth::yes);
    CHECK(truth_of({}, standard) == Truth::no);
}

TEST_CASE("a letter of the present employer for another level or a later day does not count") {
    const Standard standard = standard_with({RecommendationCondition{true}});
    Dossier dossier;
    dossier.employments = {job("agent", day(-90), std::nullopt, "e")};
    dossier.employments[0].origin.line = 2;
    dossier.recommendations = {{"e", "lower", day(0)}, {"e", "upper", day(1)}};
    auto verdict = judge(dossier, standard);
    CHECK(verdict.findings[0].truth == Truth::no);
    CHECK(verdict.records.empty());
    CHECK(verdict.earliest_on == day(1));
    dossier.recommendations[1].signed_on = day(0);
    dossier.recommendations[1].origin.line = 7;
    verdict = judge(dossier, standard);
    CHECK(verdict.findings[0].truth == Truth::yes);
    CHECK(lines_of(verdict, verdict.findings[0]) == Lines{2, 7});
}

TEST_CASE("a new job with the recommending employer makes it the present one from its first day") {
    const Standard standard = standard_with({RecommendationCondition{true}});
    Dossier dossier;
    dossier.recommendations = {{"e", "upper", day(-2)}};
    dossier.employments = {job("agent", day(6), day(8), "e")};
    CHECK(judge(dossier, standard).earliest_on == day(6));
    CHECK(truth_of(dossier, standard, day(8)) == Truth::yes);
    CHECK(truth_of(dossier, standard, day(9)) == Truth::unknown);
}

TEST_CASE("an apprenticeship counts from the day it was completed, in an occupation that counts") {
    for (const OccupationScope& scope : kScopes) {
        const Standard standard = standard_with({ApprenticeshipCondition{scope}});
        const auto done = [&](Text occupation, OptionalDate completed_on = day(0)) {
            Dossier dossier;
            dossier.apprenticeships = {{occupation, std::nullopt, completed_on}};
            return truth_of(dossier, standard);
        };
        for (const char* const name : kOwnNames) {
            CHECK(done(name) == (scope.own ? Truth::yes : Truth::no));
            CHECK(done(name, day(1)) == Truth::no);
            CHECK(done(name, std::nullopt) == (scope.own ? Truth::unknown : Truth::no));
        }
        for (const char* const name : kRelatedNames) {
            CHECK(done(name) == (scope.related ? Truth::yes : Truth::no));
        }
        for (const char* const name : kOtherNames) CHECK(done(name) == Truth::no);
        CHECK(done(std::nullopt) == Truth::unknown);
        CHECK(done(std::nullopt, day(1)) == Truth::no);
        CHECK(truth_of({}, standard) == Truth::no);
    }
    const Standard standard = standard_with({ApprenticeshipCondition{}});
    Dossier dossier;
    dossier.apprenticeships = {{"agent", day(-400), day(11)}};
    CHECK(judge(dossier, standard).earliest_on == day(11));
}

// Education

/// The ladder of the design (section 4), written out once more.
int rank_of(Attainment attainment) {
    using A = Attainment;
    switch (attainment) {
        case A::primary: return 0;
        case A::lower_secondary: return 1;
        case A::upper_secondary:
        case A::secondary_vocational:
        case A::technician_school: return 2;
        case A::senior_technician_school:
        case A::technician_college:
        case A::higher_vocational:
        case A::junior_college: return 3;
        case A::bachelor: return 4;
        case A::master: return 5;
        case A::doctor: return 6;
    }
    return -1;
}

const std::vector<Attainment> kAttainments = {Attainment::primary,
                                              Attainment::lower_secondary,
                                              Attainment::upper_secondary,
                                              Attainment::secondary_vocational,
                                              Attainment::technician_school,
                                              Attainment::senior_technician_school,
                                              Attainment::technician_college,
                                              Attainment::higher_vocational,
                                              Attainment::junior_college,
                                              Attainment::bachelor,
                                              Attainment::master,
                                              Attainment::doctor};

EducationEvidence school(std::optional<Attainment> attainment,
                         std::optional<EducationStatus> status = EducationStatus::graduated,
                         OptionalDate graduated_on = day(-100)) {
    return {attainment, status, graduated_on};
}

Dossier with(EducationEvidence education) {
    Dossier dossier;
    dossier.educations = {education};
    return dossier;
}

TEST_CASE("an education of some attainment or above counts by its rank on one ladder") {
    for (const Attainment wanted : kAttainments) {
        const Standard standard =
            standard_with({EducationCondition{wanted, {EducationStatus::graduated}}});
        for (const Attainment held : kAttainments) {
            CHECK(truth_of(with(school(held)), standard) ==
                  (rank_of(held) >= rank_of(wanted) ? Truth::yes : Truth::no));
        }
    }
}

TEST_CASE("listed attainments count just as they are, none above them") {
    const Standard standard = standard_with(
        {EducationCondition{std::nullopt,
                            {EducationStatus::graduated},
                            {Attainment::technician_school, Attainment::technician_college}}});
    for (const Attainment held : kAttainments) {
        const bool listed =
            held == Attainment::technician_school || held == Attainment::technician_college;
        CHECK(truth_of(with(school(held)), standard) == (listed ? Truth::yes : Truth::no));
    }
    CHECK(truth_of(with(school(std::nullopt)), standard) == Truth::unknown);
}

TEST_CASE("an education counts by rank and status") {
    const Standard standard = standard_with(
        {EducationCondition{Attainment::secondary_vocational,
                            {EducationStatus::enrolled, EducationStatus::graduated}}});
    const auto education = [&](std::optional<Attainment> attainment,
                               std::optional<EducationStatus> status,
                               OptionalDate graduated_on = std::nullopt) {
        return truth_of(with(school(attainment, status, graduated_on)), standard);
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
    CHECK(truth_of({}, standard) == Truth::no);
}

TEST_CASE("final-year students count where they are listed, whenever they will graduate") {
    using S = EducationStatus;
    const Standard standard = standard_with(
        {EducationCondition{Attainment::junior_college, {S::graduated, S::final_year}}});
    for (const OptionalDate on : {OptionalDate(), OptionalDate(day(200)), OptionalDate(day(-1))}) {
        CHECK(truth_of(with(school(Attainment::bachelor, S::final_year, on)), standard) ==
              Truth::yes);
        CHECK(truth_of(with(school(Attainment::bachelor, S::enrolled, on)), standard) == Truth::no);
    }
    const Standard graduates =
        standard_with({EducationCondition{Attainment::junior_college, {S::graduated}}});
    CHECK(truth_of(with(school(Attainment::bachelor, S::final_year)), graduates) == Truth::no);
}

TEST_CASE("who graduates later is a student until then") {
    const auto asks = [](std::vector<EducationStatus> statuses) {
        return standard_with({EducationCondition{Attainment::bachelor, std::move(statuses)}});
    };
    const auto graduate = [](OptionalDate on) {
        return with(school(Attainment::bachelor, EducationStatus::graduated, on));
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

TEST_CASE("an education must be in a field that counts, if the condition lists fields") {
    using F = StudyField;
    const auto truth = [](std::vector<F> fields, std::optional<F> field) {
        const Standard standard = standard_with({EducationCondition{
            Attainment::bachelor, {EducationStatus::graduated}, {}, std::move(fields)}});
        EducationEvidence education = school(Attainment::bachelor);
        education.field = field;
        return truth_of(with(education), standard);
    };
    for (const std::optional<F> field : {std::optional(F::own), std::optional(F::related),
                                         std::optional(F::other), std::optional<F>()}) {
        CHECK(truth({}, field) == Truth::yes);
    }
    CHECK(truth({F::own}, F::own) == Truth::yes);
    CHECK(truth({F::own}, F::related) == Truth::no);
    CHECK(truth({F::own, F::related}, F::related) == Truth::yes);
    CHECK(truth({F::own, F::related}, F::other) == Truth::no);
    CHECK(truth({F::own, F::related}, std::nullopt) == Truth::unknown);
}

TEST_CASE("an education must be of the programme that is asked for, if one is") {
    using P = Programme;
    const auto truth = [](std::optional<P> wanted, std::optional<P> programme) {
        const Standard standard = standard_with({EducationCondition{
            Attainment::bachelor, {EducationStatus::graduated}, {}, {}, wanted}});
        EducationEvidence education = school(Attainment::bachelor);
        education.programme = programme;
        return truth_of(with(education), standard);
    };
    CHECK(truth(P::intermediate_skills, P::intermediate_skills) == Truth::yes);
    CHECK(truth(P::intermediate_skills, P::senior_skills) == Truth::no);
    CHECK(truth(P::intermediate_skills, P::none) == Truth::no);
    CHECK(truth(P::intermediate_skills, std::nullopt) == Truth::unknown);
    CHECK(truth(std::nullopt, std::nullopt) == Truth::yes);
    CHECK(truth(std::nullopt, P::none) == Truth::yes);
}

TEST_CASE("one education must meet the condition whole, not two by halves") {
    const Standard standard = standard_with({EducationCondition{
        Attainment::bachelor, {EducationStatus::graduated}, {}, {StudyField::own}}});
    Dossier dossier;
    dossier.educations = {school(Attainment::bachelor), school(Attainment::junior_college)};
    dossier.educations[0].field = StudyField::other;
    dossier.educations[1].field = StudyField::own;
    CHECK(truth_of(dossier, standard) == Truth::no);
}

// Employment

Dossier with(std::vector<EmploymentEvidence> jobs) {
    Dossier dossier;
    dossier.employments = std::move(jobs);
    return dossier;
}

EmploymentCondition service(std::int64_t months, OccupationScope scope = kOwn,
                            ServiceCount count = ServiceCount::cumulative) {
    EmploymentCondition condition;
    condition.months = months;
    condition.count = count;
    condition.occupations = scope;
    return condition;
}

EmploymentCondition service_after(std::int64_t months, CertificateCondition certificate) {
    EmploymentCondition condition = service(months);
    condition.after = std::move(certificate);
    return condition;
}

ServiceFound service_found(const Dossier& dossier, const Standard& standard, Date on = kDay) {
    return std::get<ServiceFound>(finding_of(dossier, standard, on).found);
}

TEST_CASE("service counts its first and last day, and an open job up to the day that is judged") {
    const Standard standard = standard_with({service(12)});
    const Dossier open = with({job("agent", date("2025-01-01"))});
    CHECK(truth_of(open, standard, date("2025-12-31")) == Truth::yes);
    CHECK(truth_of(open, standard, date("2025-12-30")) == Truth::yes);  // 11 months and 30 days
    CHECK(truth_of(open, standard, date("2025-12-29")) == Truth::no);
    const Dossier ended = with({job("agent", date("2025-01-01"), date("2025-12-31"))});
    CHECK(truth_of(ended, standard, date("2026-05-05")) == Truth::yes);
    CHECK(service_found(ended, standard, date("2026-05-05")).certain == Service{12, 0});
    CHECK(service_found(ended, standard, date("2025-06-30")).certain == Service{6, 0});
    CHECK(service_found(ended, standard, date("2025-01-01")).certain == Service{0, 1});
    CHECK(service_found(ended, standard, date("2024-12-31")).certain == Service{0, 0});
    CHECK(truth_of({}, standard) == Truth::no);
}

TEST_CASE("service is in occupations of the scope, known by code, either name or alias") {
    for (const OccupationScope& scope : kScopes) {
        const Standard standard = standard_with({service(12, scope)});
        const auto served = [&](Text occupation) {
            return truth_of(with({job(occupation, day(-800))}), standard);
        };
        for (const char* const name : kOwnNames) {
            CHECK(served(name) == (scope.own ? Truth::yes : Truth::no));
        }
        for (const char* const name : kRelatedNames) {
            CHECK(served(name) == (scope.related ? Truth::yes : Truth::no));
        }
        for (const char* const name : kOtherNames) CHECK(served(name) == Truth::no);
        CHECK(served(std::nullopt) == Truth::unknown);
    }
}

TEST_CASE("service in this occupation and in a related one add up where both count") {
    const Dossier dossier = with({job("agent", date("2024-01-01"), date("2024-06-30")),
                                  job("seller", date("2024-07-01"), date("2024-12-31")),
                                  job("cook", date("2025-01-01"), date("2025-12-31"))});
    CHECK(service_found(dossier, standard_with({service(1, kBoth)})).certain == Service{12, 0});
    CHECK(service_found(dossier, standard_with({service(1, kOwn)})).certain == Service{6, 0});
    CHECK(service_found(dossier, standard_with({service(1, kRelated)})).certain == Service{6, 0});
    const EmploymentCondition continuous = service(12, kBoth, ServiceCount::continuous);
    CHECK(truth_of(dossier, standard_with({continuous})) == Truth::yes);
}

TEST_CASE("a gap of one day breaks continuous service and not cumulative service") {
    const Dossier dossier = with({job("agent", date("2024-01-01"), date("2024-06-30")),
                                  job("agent", date("2024-07-02"), date("2025-01-01"))});
    CHECK(truth_of(dossier, standard_with({service(12)})) == Truth::yes);
    const Standard continuous = standard_with({service(12, kOwn, ServiceCount::continuous)});
    CHECK(truth_of(dossier, continuous) == Truth::no);
    CHECK(service_found(dossier, continuous).certain == Service{6, 0});
}

TEST_CASE("service that may suffice once a record is completed is undetermined") {
    const Standard standard = standard_with({service(12)});
    const EmploymentEvidence half = job("agent", date("2024-01-01"), date("2024-06-30"));
    const auto truth = [&](EmploymentEvidence other) {
        return truth_of(with({half, other}), standard);
    };
    CHECK(truth(job(std::nullopt, date("2024-08-01"), date("2025-01-31"))) == Truth::unknown);
    CHECK(truth(job(std::nullopt, date("2024-08-01"), date("2025-01-29"))) == Truth::no);
    CHECK(truth(job("agent", std::nullopt, date("2024-12-31"))) == Truth::unknown);
    CHECK(truth(job("agent", std::nullopt, std::nullopt)) == Truth::unknown);
    CHECK(truth(job("cook", std::nullopt, std::nullopt)) == Truth::no);
    CHECK(truth(job("agent", date("2024-07-01"), date("2024-12-31"))) == Truth::yes);
    CHECK(truth(job(std::nullopt, day(1))) == Truth::no);
    // What suffices without the incomplete record, suffices.
    CHECK(truth_of(with({job("agent", day(-400)), job(std::nullopt, std::nullopt)}), standard) ==
          Truth::yes);
    const ServiceFound found = service_found(
        with({half, job(std::nullopt, date("2024-08-01"), date("2025-01-31"))}), standard);
    CHECK(found.certain == Service{6, 0});
    CHECK(found.possible == Service{12, 0});
    CHECK_FALSE(found.lacks_certificate);
}

TEST_CASE("4 years after a certificate of 2020-06-30 are full on 2024-06-30, not the day before") {
    const Standard standard = standard_with({service_after(48, CertificateCondition{"lower"})});
    Dossier dossier = with({job("agent", date("2015-01-01"))});
    dossier.certificates = {certificate(date("2020-06-30"))};
    CHECK(judge(dossier, standard, date("2024-06-30")).eligibility == Eligibility::eligible);
    const auto before = judge(dossier, standard, date("2024-06-29"));
    CHECK(before.eligibility == Eligibility::ineligible);
    CHECK(std::get<ServiceFound>(before.findings[0].found).certain == Service{47, 29});
    CHECK(before.earliest_on == date("2024-06-30"));
    CHECK(judge(dossier, standard, date("2020-06-30")).earliest_on == date("2024-06-30"));
    CHECK(judge(dossier, standard, date("2015-01-01")).earliest_on == date("2024-06-30"));
}

TEST_CASE("service after a certificate counts from the day after its issue") {
    const Standard standard = standard_with({service_after(1, CertificateCondition{"lower"})});
    Dossier dossier = with({job("agent", date("2025-03-01"), date("2025-03-31"))});
    const auto certain = [&](Date issued_on) {
        dossier.certificates = {certificate(issued_on)};
        return service_found(dossier, standard).certain;
    };
    CHECK(certain(date("2025-02-28")) == Service{1, 0});
    CHECK(certain(date("2025-03-01")) == Service{1, 0});  // 30 days
    CHECK(certain(date("2025-03-02")) == Service{0, 29});
    CHECK(certain(date("2025-03-30")) == Service{0, 1});
    CHECK(certain(date("2025-03-31")) == Service{0, 0});
}

TEST_CASE("of several certificates the earliest one that counts on the day begins the service") {
    const Standard standard = standard_with({service_after(12, CertificateCondition{"lower"})});
    const auto months = [&](std::vector<CertificateEvidence> certificates, Date on) {
        Dossier dossier = with({job("agent", date("2010-01-01"))});
        dossier.certificates = std::move(certificates);
        return service_found(dossier, standard, on).certain.months;
    };
    const CertificateEvidence early = certificate(date("2018-12-31"), date("2021-12-31"));
    const CertificateEvidence late = certificate(date("2020-12-31"));
    CHECK(months({early, late}, date("2021-12-31")) == 36);
    CHECK(months({late, early}, date("2021-12-31")) == 36);
    // The early one has expired; what it began no longer counts.
    CHECK(months({early, late}, date("2022-01-01")) == 12);
    CertificateEvidence revoked = early;
    revoked.revoked_on = date("2021-07-01");
    CHECK(months({revoked, late}, date("2021-06-30")) == 30);
    CHECK(months({revoked, late}, date("2021-07-01")) == 6);
    CertificateEvidence other = certificate(date("2012-12-31"));
    other.level = "upper";
    CHECK(months({other, late}, date("2021-12-31")) == 12);
}

TEST_CASE("without a certificate that counts there is no service after it") {
    const Standard standard = standard_with({service_after(12, CertificateCondition{"lower"})});
    Dossier dossier = with({job("agent", date("2010-01-01"))});
    ServiceFound found = service_found(dossier, standard);
    CHECK(found.lacks_certificate);
    CHECK(found.certain == Service{0, 0});
    CHECK(truth_of(dossier, standard) == Truth::no);
    dossier.certificates = {certificate(date("2012-01-01"), day(-1)), certificate(day(1))};
    found = service_found(dossier, standard);
    CHECK(found.lacks_certificate);
    CHECK(truth_of(dossier, standard) == Truth::no);
    dossier.certificates = {certificate(date("2012-01-01"))};
    found = service_found(dossier, standard);
    CHECK_FALSE(found.lacks_certificate);
    CHECK(truth_of(dossier, standard) == Truth::yes);
}

TEST_CASE(
    "a certificate that might count makes service after it undetermined, if it might suffice") {
    const Standard standard = standard_with({service_after(12, CertificateCondition{"lower"})});
    Dossier dossier = with({job("agent", day(-800))});
    dossier.certificates = {certificate(std::nullopt)};
    CHECK(truth_of(dossier, standard) == Truth::unknown);
    CHECK_FALSE(service_found(dossier, standard).lacks_certificate);
    dossier.certificates = {certificate(day(-100))};
    CHECK(truth_of(dossier, standard) == Truth::no);
    CertificateEvidence of_some_level = certificate(day(-700));
    of_some_level.level = std::nullopt;
    dossier.certificates.push_back(of_some_level);
    CHECK(truth_of(dossier, standard) == Truth::unknown);
    dossier.certificates[1].issued_on = day(-200);
    CHECK(truth_of(dossier, standard) == Truth::no);
    dossier.certificates[0].issued_on = day(-600);
    CHECK(truth_of(dossier, standard) == Truth::yes);
}

TEST_CASE("the certificate before service may be of a related occupation and of a kind") {
    const Standard standard = standard_with(
        {service_after(12, CertificateCondition{
                               "lower", "", kBoth, {CertificateKind::vocational_qualification}})});
    Dossier dossier = with({job("agent", day(-800))});
    CertificateEvidence held = certificate(day(-700));
    held.standard = "t";
    held.occupation = "营销员";
    held.kind = CertificateKind::vocational_qualification;
    dossier.certificates = {held};
    CHECK(truth_of(dossier, standard) == Truth::yes);
    dossier.certificates[0].occupation = "cook";
    CHECK(truth_of(dossier, standard) == Truth::no);
    dossier.certificates[0].occupation = std::nullopt;
    CHECK(truth_of(dossier, standard) == Truth::unknown);
}

TEST_CASE("service is based on the certificates that begin it and the jobs that reach into it") {
    const Standard standard = standard_with({service_after(12, CertificateCondition{"lower"})});
    Dossier dossier = with({job("agent", day(-900), day(-700)), job("agent", day(-720), day(-600)),
                            job("cook", day(-500)), job(std::nullopt, day(-400), day(-300)),
                            job("agent", day(1))});
    number_lines(dossier.employments, 12);
    dossier.certificates = {certificate(day(-700))};
    dossier.certificates[0].origin.line = 2;
    const auto verdict = judge(dossier, standard);
    CHECK(lines_of(verdict, verdict.findings[0]) == Lines{2, 13, 15});
}

// Training

TrainingEvidence course(std::optional<Decimal> hours, OptionalDate completed_on = kDay,
                        std::optional<TrainingMode> mode = TrainingMode::online) {
    return {"s", "upper", mode, hours, completed_on};
}

Dossier with(std::vector<TrainingEvidence> trainings) {
    Dossier dossier;
    dossier.trainings = std::move(trainings);
    return dossier;
}

Standard asks_for_48_online() {
    return standard_with({TrainingCondition{Decimal(48, 0), {TrainingMode::online}}});
}

TEST_CASE("training needs all its hours, to the last fraction") {
    const Standard standard = asks_for_48_online();
    const auto truth = [&](std::vector<Decimal> hours) {
        std::vector<TrainingEvidence> trainings;
        for (const Decimal each : hours) trainings.push_back(course(each));
        return truth_of(with(std::move(trainings)), standard);
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
    const Standard standard = asks_for_48_online();
    const Decimal enough(48, 0);
    const auto truth = [&](TrainingEvidence training) {
        return truth_of(with({training}), standard);
    };
    CHECK(truth(course(enough, day(0))) == Truth::yes);
    CHECK(truth(course(enough, day(1))) == Truth::no);
    CHECK(truth(course(enough, day(0), TrainingMode::offline)) == Truth::no);
    CHECK(truth({"t", "upper", TrainingMode::online, enough, day(0)}) == Truth::no);
    CHECK(truth({"s", "lower", TrainingMode::online, enough, day(0)}) == Truth::no);
    CHECK(truth({"S-1", "高", TrainingMode::online, enough, day(0)}) == Truth::yes);
    CHECK(truth({"old-s", "高", TrainingMode::online, enough, day(0)}) == Truth::yes);
    CHECK(judge(with({course(enough, day(7))}), standard).earliest_on == day(7));
}

TEST_CASE("training in any mode counts where none is listed, even if it does not say") {
    const Standard standard = standard_with({TrainingCondition{Decimal(48, 0), {}}});
    for (const std::optional<TrainingMode> mode :
         {std::optional(TrainingMode::online), std::optional(TrainingMode::offline),
          std::optional<TrainingMode>()}) {
        CHECK(truth_of(with({course(Decimal(48, 0), day(0), mode)}), standard) == Truth::yes);
    }
}

TEST_CASE("training that may suffice once a record is completed is undetermined") {
    const Standard standard = asks_for_48_online();
    const Decimal half(24, 0);
    const auto truth = [&](std::vector<TrainingEvidence> trainings) {
        return truth_of(with(std::move(trainings)), standard);
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
    const Finding finding = finding_of(with({course(half), course(half, std::nullopt)}), standard);
    CHECK(std::get<HoursFound>(finding.found).certain == half);
}

TEST_CASE("hours of any spelling are summed without a failure") {
    // Each of these is a number of hours that evidence may state.
    const Standard standard = asks_for_48_online();
    CHECK(truth_of(with({course(Decimal(48, 0)), course(Decimal(1, 18))}), standard) == Truth::yes);
    const Dossier exact = with({course(Decimal(47, 0)), course(Decimal(1, 18)),
                                course(*parse_decimal("0.999999999999999999"))});
    CHECK(truth_of(exact, standard) == Truth::yes);
}

// Publications

using P = PublicationKind;
using C = PublicationClass;

PublicationEvidence paper(std::optional<P> kind, std::optional<C> of_class = C::b,
                          std::optional<std::uint16_t> author_position = std::uint16_t{2},
                          OptionalDate published_on = day(-1)) {
    return {kind, of_class, author_position, published_on};
}

Dossier with(std::vector<PublicationEvidence> publications) {
    Dossier dossier;
    dossier.publications = std::move(publications);
    return dossier;
}

std::vector<PublicationEvidence> times(std::size_t count, const PublicationEvidence& one) {
    return std::vector<PublicationEvidence>(count, one);
}

TEST_CASE("so many publications of the kinds that count, published by the day") {
    const Standard standard =
        standard_with({PublicationCondition{{P::book, P::provincial_journal}, {2}}});
    const auto truth = [&](std::vector<PublicationEvidence> papers) {
        return truth_of(with(std::move(papers)), standard);
    };
    CHECK(truth({}) == Truth::no);
    CHECK(truth({paper(P::book)}) == Truth::no);
    CHECK(truth({paper(P::book), paper(P::provincial_journal)}) == Truth::yes);
    CHECK(truth({paper(P::book), paper(P::professional_media)}) == Truth::no);
    CHECK(truth({paper(P::book), paper(P::book, C::b, std::uint16_t{2}, day(0))}) == Truth::yes);
    CHECK(truth({paper(P::book), paper(P::book, C::b, std::uint16_t{2}, day(1))}) == Truth::no);
    CHECK(truth({paper(P::book), paper(std::nullopt)}) == Truth::unknown);
    CHECK(truth({paper(P::book), paper(P::book, C::b, std::uint16_t{2}, std::nullopt)}) ==
          Truth::unknown);
    // Neither class nor author is asked for.
    CHECK(truth({paper(P::book, std::nullopt, std::nullopt), paper(P::book)}) == Truth::yes);
    const Dossier later = with({paper(P::book), paper(P::book, C::b, std::uint16_t{2}, day(20))});
    CHECK(judge(later, standard).earliest_on == day(20));
}

TEST_CASE("publications of a class count from that class upwards: AA above A above B") {
    for (const C wanted : {C::b, C::a, C::aa}) {
        const Standard standard =
            standard_with({PublicationCondition{{P::book}, {1, wanted, false}}});
        for (const C held : {C::b, C::a, C::aa}) {
            const int rank = held == C::aa ? 3 : held == C::a ? 2 : 1;
            const int least = wanted == C::aa ? 3 : wanted == C::a ? 2 : 1;
            CHECK(truth_of(with({paper(P::book, held)}), standard) ==
                  (rank >= least ? Truth::yes : Truth::no));
        }
        CHECK(truth_of(with({paper(P::book, std::nullopt)}), standard) == Truth::unknown);
        CHECK(truth_of(with({paper(P::professional_media, std::nullopt)}), standard) == Truth::no);
    }
}

TEST_CASE("only the first of the authors is the first author") {
    const Standard standard =
        standard_with({PublicationCondition{{P::book}, {1, std::nullopt, true}}});
    const auto truth = [&](std::optional<std::uint16_t> position) {
        return truth_of(with({paper(P::book, C::b, position)}), standard);
    };
    CHECK(truth(std::uint16_t{1}) == Truth::yes);
    CHECK(truth(std::uint16_t{2}) == Truth::no);
    CHECK(truth(std::uint16_t{11}) == Truth::no);
    CHECK(truth(std::nullopt) == Truth::unknown);
}

TEST_CASE("of the publications that count, so many must also be of a class or as first author") {
    // 5 of class A or above, at least 3 of them as first author and of class AA.
    const Standard standard = standard_with(
        {PublicationCondition{{P::provincial_journal}, {5, C::a, false}, {{3, C::aa, true}}}});
    const PublicationEvidence plain = paper(P::provincial_journal, C::a);
    const PublicationEvidence best = paper(P::provincial_journal, C::aa, std::uint16_t{1});
    const auto truth = [&](std::size_t of_best, std::size_t of_plain,
                           std::vector<PublicationEvidence> others = {}) {
        std::vector<PublicationEvidence> papers = times(of_best, best);
        for (const auto& one : times(of_plain, plain)) papers.push_back(one);
        for (const auto& one : others) papers.push_back(one);
        return truth_of(with(std::move(papers)), standard);
    };
    CHECK(truth(3, 2) == Truth::yes);
    CHECK(truth(5, 0) == Truth::yes);
    CHECK(truth(2, 3) == Truth::no);
    CHECK(truth(2, 30) == Truth::no);
    CHECK(truth(3, 1) == Truth::no);
    // First author of class A and co-author of class AA are not first author of class AA.
    CHECK(truth(2, 1,
                {paper(P::provincial_journal, C::a, std::uint16_t{1}),
                 paper(P::provincial_journal, C::aa, std::uint16_t{2})}) == Truth::no);
    // Class AA in a book does not count at all.
    CHECK(truth(2, 3, {paper(P::book, C::aa, std::uint16_t{1})}) == Truth::no);
    CHECK(truth(2, 3, {paper(P::provincial_journal, std::nullopt, std::uint16_t{1})}) ==
          Truth::unknown);
    CHECK(truth(2, 3, {paper(P::provincial_journal, C::aa, std::nullopt)}) == Truth::unknown);
    CHECK(truth(2, 3, {paper(std::nullopt, C::aa, std::uint16_t{1})}) == Truth::unknown);
    CHECK(truth(3, 1, {paper(P::provincial_journal, std::nullopt)}) == Truth::unknown);
    CHECK(truth(3, 1, {paper(P::provincial_journal, C::b)}) == Truth::no);
}

TEST_CASE("each part of the publications is counted by itself") {
    const Standard standard = standard_with(
        {PublicationCondition{{P::book}, {3}, {{2, C::a, false}, {1, std::nullopt, true}}}});
    const auto truth = [&](std::vector<PublicationEvidence> papers) {
        return truth_of(with(std::move(papers)), standard);
    };
    CHECK(truth({paper(P::book, C::a, std::uint16_t{1}), paper(P::book, C::a), paper(P::book)}) ==
          Truth::yes);
    CHECK(truth({paper(P::book, C::a), paper(P::book, C::a),
                 paper(P::book, C::b, std::uint16_t{1})}) == Truth::yes);
    CHECK(truth({paper(P::book, C::a), paper(P::book, C::a), paper(P::book)}) == Truth::no);
    CHECK(truth({paper(P::book, C::a, std::uint16_t{1}), paper(P::book), paper(P::book)}) ==
          Truth::no);
}

TEST_CASE("what publications were found is told for sure and perhaps") {
    const Standard standard = standard_with({PublicationCondition{{P::book}, {3, C::a, false}}});
    Dossier dossier = with({paper(P::book, C::a), paper(P::book, C::b),
                            paper(P::book, std::nullopt), paper(P::professional_media, C::aa)});
    number_lines(dossier.publications);
    const auto verdict = judge(dossier, standard);
    const auto& found = std::get<PublicationsFound>(verdict.findings[0].found);
    CHECK(found.certain == 1);
    CHECK(found.possible == 2);
    CHECK(verdict.findings[0].truth == Truth::no);
    CHECK(lines_of(verdict, verdict.findings[0]) == Lines{2, 4});
}

// Teaching

TeachingEvidence lessons(std::optional<Decimal> hours, OptionalDate from, OptionalDate to) {
    return {hours, from, to};
}

TeachingEvidence lessons(std::int64_t hours, const char* from, const char* to) {
    return lessons(Decimal(hours, 0), date(from), date(to));
}

Dossier with(std::vector<TeachingEvidence> teachings) {
    Dossier dossier;
    dossier.teachings = std::move(teachings);
    return dossier;
}

Standard asks_for_50(TeachingPeriod period) {
    return standard_with({TeachingCondition{Decimal(50, 0), period}});
}

constexpr TeachingPeriod kYear = TeachingPeriod::calendar_year;
constexpr TeachingPeriod kTotal = TeachingPeriod::total;

TEST_CASE("hours taught add up over all years, or within the best calendar year") {
    const auto truth = [](TeachingPeriod period, std::vector<TeachingEvidence> teachings) {
        return truth_of(with(std::move(teachings)), asks_for_50(period));
    };
    const std::vector<TeachingEvidence> spread = {lessons(30, "2023-02-01", "2023-06-30"),
                                                  lessons(30, "2024-02-01", "2024-06-30")};
    CHECK(truth(kTotal, spread) == Truth::yes);
    CHECK(truth(kYear, spread) == Truth::no);
    const std::vector<TeachingEvidence> same_year = {lessons(30, "2023-01-01", "2023-06-30"),
                                                     lessons(20, "2023-09-01", "2023-12-31"),
                                                     lessons(49, "2024-02-01", "2024-06-30")};
    CHECK(truth(kYear, same_year) == Truth::yes);
    CHECK(truth(kYear, {lessons(30, "2023-01-01", "2023-06-30"),
                        lessons(Decimal(199, 1), date("2023-09-01"), date("2023-12-31"))}) ==
          Truth::no);
    CHECK(truth(kTotal, {}) == Truth::no);
    CHECK(truth(kYear, {}) == Truth::no);
}

TEST_CASE("a course across the turn of the year could count to either year") {
    const auto truth = [](std::vector<TeachingEvidence> teachings) {
        return truth_of(with(std::move(teachings)), asks_for_50(kYear));
    };
    const TeachingEvidence across = lessons(20, "2023-11-01", "2024-01-31");
    CHECK(truth({lessons(50, "2023-11-01", "2024-01-31")}) == Truth::unknown);
    CHECK(truth({lessons(49, "2023-11-01", "2024-01-31")}) == Truth::no);
    CHECK(truth({lessons(30, "2023-01-01", "2023-06-30"), across}) == Truth::unknown);
    CHECK(truth({lessons(30, "2024-01-01", "2024-06-30"), across}) == Truth::unknown);
    CHECK(truth({lessons(29, "2023-01-01", "2023-06-30"), across,
                 lessons(29, "2024-03-01", "2024-06-30")}) == Truth::no);
    CHECK(truth({lessons(50, "2023-01-01", "2023-06-30"), across}) == Truth::yes);
    CHECK(truth({lessons(30, "2022-01-01", "2022-12-31"), across}) == Truth::no);
    // From the last to the first day of a year lies within it.
    CHECK(truth({lessons(50, "2023-01-01", "2023-12-31")}) == Truth::yes);
    CHECK(truth({lessons(50, "2023-12-31", "2024-01-01")}) == Truth::unknown);
}

TEST_CASE("teaching counts from its last day") {
    for (const TeachingPeriod period : {kYear, kTotal}) {
        const Standard standard = asks_for_50(period);
        const auto truth = [&](OptionalDate to) {
            return truth_of(with({lessons(Decimal(50, 0), day(-60), to)}), standard);
        };
        CHECK(truth(day(0)) == Truth::yes);
        CHECK(truth(day(1)) == Truth::no);
        CHECK(truth(std::nullopt) == Truth::unknown);
        CHECK(judge(with({lessons(Decimal(50, 0), day(-60), day(5))}), standard).earliest_on ==
              day(5));
    }
}

TEST_CASE("teaching that may suffice once a record is completed is undetermined") {
    for (const TeachingPeriod period : {kYear, kTotal}) {
        const auto truth = [&](std::vector<TeachingEvidence> teachings) {
            return truth_of(with(std::move(teachings)), asks_for_50(period));
        };
        const TeachingEvidence half = lessons(30, "2023-02-01", "2023-06-30");
        CHECK(truth({half, lessons(std::nullopt, date("2023-09-01"), date("2023-09-02"))}) ==
              Truth::unknown);
        CHECK(truth({half, lessons(Decimal(20, 0), date("2023-09-01"), std::nullopt)}) ==
              Truth::unknown);
        CHECK(truth({half, lessons(Decimal(19, 0), date("2023-09-01"), std::nullopt)}) ==
              Truth::no);
        CHECK(truth({half, lessons(Decimal(20, 0), std::nullopt, std::nullopt)}) == Truth::unknown);
        CHECK(truth({half, lessons(Decimal(19, 0), std::nullopt, std::nullopt)}) == Truth::no);
        CHECK(truth({lessons(Decimal(50, 0), std::nullopt, std::nullopt)}) == Truth::unknown);
        CHECK(truth({lessons(std::nullopt, std::nullopt, std::nullopt)}) == Truth::unknown);
        CHECK(truth({half, half}) == Truth::yes);
    }
}

TEST_CASE("too few hours are too few, whenever they were taught") {
    const auto truth = [](std::vector<TeachingEvidence> teachings) {
        return truth_of(with(std::move(teachings)), asks_for_50(kYear));
    };
    CHECK(truth({lessons(Decimal(49, 0), std::nullopt, std::nullopt)}) == Truth::no);
    CHECK(truth({lessons(Decimal(20, 0), std::nullopt, std::nullopt),
                 lessons(Decimal(29, 0), std::nullopt, std::nullopt)}) == Truth::no);
    CHECK(truth({lessons(Decimal(20, 0), std::nullopt, std::nullopt),
                 lessons(Decimal(30, 0), std::nullopt, std::nullopt)}) == Truth::unknown);
}

TEST_CASE("courses that end nobody knows when may lie in one year, beside others that end before") {
    const auto truth = [](std::vector<TeachingEvidence> teachings) {
        return truth_of(with(std::move(teachings)), asks_for_50(kYear));
    };
    const TeachingEvidence first = lessons(Decimal(25, 0), date("2022-02-01"), std::nullopt);
    const TeachingEvidence second = lessons(Decimal(25, 0), date("2023-05-01"), std::nullopt);
    CHECK(truth({first, second}) == Truth::unknown);
    CHECK(truth({lessons(1, "2020-02-01", "2020-03-01"), first, second}) == Truth::unknown);
    CHECK(truth({lessons(Decimal(25, 0), std::nullopt, date("2022-03-01")), first}) ==
          Truth::unknown);
    CHECK(truth({lessons(Decimal(25, 0), std::nullopt, date("2021-12-31")), first}) == Truth::no);
    CHECK(truth({lessons(Decimal(25, 0), std::nullopt, date("2021-12-31")),
                 lessons(25, "2019-02-01", "2019-03-01")}) == Truth::unknown);
}

TEST_CASE("teaching is for the level and the audience that are asked for") {
    const Standard standard = standard_with({TeachingCondition{
        Decimal(50, 0), TeachingPeriod::total, "lower", {"managers", "管理人员"}}});
    const auto truth = [&](Text level, Text audience) {
        TeachingEvidence taught = lessons(Decimal(50, 0), day(-60), day(-1));
        taught.level = level;
        taught.audience = audience;
        return truth_of(with({taught}), standard);
    };
    CHECK(truth("lower", "managers") == Truth::yes);
    CHECK(truth("低", "管理人员") == Truth::yes);
    CHECK(truth("upper", "managers") == Truth::no);
    CHECK(truth("elsewhere", "managers") == Truth::no);
    CHECK(truth("lower", "agents") == Truth::no);
    CHECK(truth(std::nullopt, "managers") == Truth::unknown);
    CHECK(truth("lower", std::nullopt) == Truth::unknown);
    CHECK(truth(std::nullopt, "agents") == Truth::no);
    const Standard any = asks_for_50(TeachingPeriod::total);
    CHECK(truth_of(with({lessons(Decimal(50, 0), day(-60), day(-1))}), any) == Truth::yes);
}

TEST_CASE("the hours found are those of the best year, and the records all that might count") {
    Dossier dossier =
        with({lessons(20, "2022-02-01", "2022-06-30"),
              lessons(Decimal(125, 1), date("2023-02-01"), date("2023-06-30")),
              lessons(Decimal(17, 0), date("2023-08-01"), date("2023-09-30")),
              lessons(9, "2023-11-01", "2024-02-28"), lessons(Decimal(100, 0), day(-1), day(1))});
    number_lines(dossier.teachings);
    const Standard standard = asks_for_50(kYear);
    const auto verdict = judge(dossier, standard);
    CHECK(std::get<HoursFound>(verdict.findings[0].found).certain == Decimal(295, 1));
    CHECK(lines_of(verdict, verdict.findings[0]) == Lines{2, 3, 4, 5});
}

}  // namespace
}  // namespace certrec
