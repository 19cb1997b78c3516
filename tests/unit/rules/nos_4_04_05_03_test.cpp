// Candidates under 4-04-05-03, at every border of the published conditions (9, 1.9.1).
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;

const std::string k2021 = "nos-4-04-05-03-2021";
const std::string kDraft = "nos-4-04-05-03-draft";
const std::string kWorking = "nos-4-04-05-03";

Date date(const char* text) { return parse_date(text).value(); }

/// Puts a dossier together.
struct Person {
    Dossier dossier;

    Person& works(const char* from, const char* to = "", Text as = "4-04-05-03") {
        EmploymentEvidence job;
        job.occupation = as;
        job.from = date(from);
        if (*to != '\0') job.to = date(to);
        dossier.employments.push_back(job);
        return *this;
    }
    Person& holds(Text level, const char* issued_on, Text standard = "nos-4-04-05-03",
                  std::optional<CertificateKind> kind = CertificateKind::vocational_qualification) {
        CertificateEvidence held;
        held.standard = standard;
        held.level = level;
        held.issued_on = date(issued_on);
        held.kind = kind;
        dossier.certificates.push_back(held);
        return *this;
    }
    Person& holds_of(Text occupation, Text level, const char* issued_on) {
        holds(level, issued_on, "another-standard");
        dossier.certificates.back().occupation = occupation;
        return *this;
    }
    Person& learnt(const char* completed_on, Text occupation = "呼叫中心服务员") {
        dossier.apprenticeships.push_back({occupation, std::nullopt, date(completed_on)});
        return *this;
    }
    Person& studied(Attainment attainment, StudyField field,
                    std::optional<Programme> programme = Programme::none,
                    EducationStatus status = EducationStatus::graduated,
                    const char* graduated_on = "2015-07-01") {
        EducationEvidence education;
        education.attainment = attainment;
        education.status = status;
        education.graduated_on = date(graduated_on);
        education.field = field;
        education.programme = programme;
        dossier.educations.push_back(education);
        return *this;
    }
};

/// "eligible by" the route, or the verdict, and what comes later, on that day.
std::string verdict(const Person& person, const Standard& standard, const char* level,
                    const char* on) {
    EligibilityChecker checker(standard);
    const auto& found = checker.check(person.dossier, *standard.find_level(level), date(on));
    if (found.eligibility == Eligibility::eligible) return found.route->clause.number;
    std::string text(format_eligibility(found.eligibility));
    if (found.earliest_on) text += " until " + format_date(*found.earliest_on);
    return text;
}

std::string verdict(const Person& person, const std::string& edition, const char* level,
                    const char* on) {
    return verdict(person, builtin_standard(edition), level, on);
}

TEST_CASE("level 5 (1) is open after 1 year of work, on the last day of it") {
    const Person person = Person().works("2023-07-01");
    CHECK(verdict(person, k2021, "5", "2024-06-30") == "9(1)");
    CHECK(verdict(person, k2021, "五级", "2024-06-29") == "ineligible until 2024-06-30");
    CHECK(verdict(person, kDraft, "5", "2024-06-30") == "1.9.1(1)");
    CHECK(verdict(person, kDraft, "5", "2024-06-29") == "ineligible until 2024-06-30");
    CHECK(verdict(person, kWorking, "5", "2024-06-30") == "2021/9(1)");
    // From 29 February a year is full on 27 February.
    const Person leap = Person().works("2020-02-29", "2021-02-27");
    CHECK(verdict(leap, k2021, "5", "2021-03-31") == "9(1)");
    CHECK(verdict(leap, k2021, "5", "2021-02-26") == "ineligible until 2021-02-27");
}

TEST_CASE("related occupations count where the text names them: in the digest, not in the draft") {
    for (const char* const name :
         {"电子商务师", "营销员", "商品营业员", "人工智能训练师", "信息技术类职业"}) {
        const Person person = Person().works("2020-01-01", "2020-12-31", name);
        CHECK(verdict(person, k2021, "5", "2024-01-01") == "9(1)");
        CHECK(verdict(person, kWorking, "5", "2024-01-01") == "2021/9(1)");
        CHECK(verdict(person, kDraft, "5", "2024-01-01") == "ineligible");
    }
    const Person cook = Person().works("2020-01-01", "2020-12-31", "厨师");
    CHECK(verdict(cook, k2021, "5", "2024-01-01") == "ineligible");
    const Person mixed = Person()
                             .works("2020-01-01", "2020-06-30", "营销员")
                             .works("2021-01-01", "2021-06-30", "call centre agent");
    CHECK(verdict(mixed, k2021, "5", "2021-06-30") == "9(1)");
    CHECK(verdict(mixed, kDraft, "5", "2021-06-30") == "ineligible");
}

TEST_CASE("level 5 (2) is open on the day an apprenticeship is completed") {
    const Person person = Person().learnt("2024-03-15");
    CHECK(verdict(person, k2021, "5", "2024-03-15") == "9(2)");
    CHECK(verdict(person, k2021, "5", "2024-03-14") == "ineligible until 2024-03-15");
    CHECK(verdict(Person().learnt("2024-03-15", "营销员"), kWorking, "5", "2024-03-15") ==
          "2021/9(2)");
    CHECK(verdict(Person().learnt("2024-03-15", "营销员"), kDraft, "5", "2024-03-15") ==
          "ineligible");
}

TEST_CASE("level 4 (1): 4 years after a certificate of 2020-06-30 are full on 2024-06-30") {
    const Person person = Person().works("2019-01-01").holds("5", "2020-06-30");
    for (const auto& [edition, number] :
         {std::pair(kDraft, "1.9.1(1)"), std::pair(kWorking, "draft/1.9.1(1)")}) {
        CHECK(verdict(person, edition, "4", "2024-06-30") == number);
        CHECK(verdict(person, edition, "4", "2024-06-29") == "ineligible until 2024-06-30");
    }
    // Work before the certificate does not count towards the 4 years.
    const Person before = Person().works("2014-07-01", "2020-06-30").holds("5", "2020-06-30");
    CHECK(verdict(before, kWorking, "4", "2020-06-29") == "ineligible until 2020-06-30");
    CHECK(verdict(before, kWorking, "4", "2020-06-30") == "draft/1.9.1(2)");
    const Person gap =
        Person().works("2020-07-01", "2022-06-30").works("2023-01-01").holds("五级", "2020-06-30");
    CHECK(verdict(gap, kWorking, "4", "2024-12-31") == "draft/1.9.1(1)");
    CHECK(verdict(gap, kWorking, "4", "2024-12-29") == "ineligible until 2024-12-30");
}

TEST_CASE("level 4 (1) takes certificates of either kind, any edition, and related occupations") {
    const auto with = [](auto certificate) {
        Person person = Person().works("2015-01-01", "2020-12-01");
        certificate(person);
        return person;
    };
    using K = CertificateKind;
    for (const std::optional<K> kind : {std::optional(K::vocational_qualification),
                                        std::optional(K::skill_level), std::optional<K>()}) {
        for (const char* const edition :
             {"nos-4-04-05-03", "nos-4-04-05-03-2021", "nos-4-04-05-03-draft", "4-04-05-03"}) {
            const Person person =
                with([&](Person& p) { p.holds("初级工", "2015-12-31", edition, kind); });
            CHECK(verdict(person, kWorking, "4", "2020-12-01") == "draft/1.9.1(1)");
        }
    }
    const Person of_related =
        with([](Person& p) { p.holds_of("营销员", "五级/初级工", "2015-12-31"); });
    CHECK(verdict(of_related, kWorking, "4", "2020-12-01") == "draft/1.9.1(1)");
    CHECK(verdict(of_related, kDraft, "4", "2020-12-01") == "ineligible");
    const Person of_other =
        with([](Person& p) { p.holds_of("厨师", "五级/初级工", "2015-12-31"); });
    CHECK(verdict(of_other, kWorking, "4", "2020-12-01") == "ineligible");
    const Person of_other_level = with([](Person& p) { p.holds("3", "2015-12-31"); });
    CHECK(verdict(of_other_level, kWorking, "4", "2020-12-01") == "ineligible");
}

TEST_CASE("level 4 (2) is open after 6 years of work, in all, without a certificate") {
    const Person person = Person().works("2018-03-01");
    CHECK(verdict(person, kWorking, "4", "2024-02-29") == "draft/1.9.1(2)");
    // 71 months and 28 days.
    CHECK(verdict(person, kWorking, "4", "2024-02-28") == "ineligible until 2024-02-29");
    const Person twice =
        Person().works("2018-03-01", "2022-02-28").works("2018-03-01", "2022-02-28");
    CHECK(verdict(twice, kWorking, "4", "2024-02-29") == "ineligible");
}

TEST_CASE("level 4 (3) is open to graduates and final-year students of the right schools") {
    using A = Attainment;
    using F = StudyField;
    using P = Programme;
    using S = EducationStatus;
    const auto by = [](const Person& person) {
        return verdict(person, kWorking, "4", "2024-01-01");
    };
    const std::string open = "draft/1.9.1(3)";
    for (const F field : {F::own, F::related}) {
        CHECK(by(Person().studied(A::technician_school, field)) == open);
        CHECK(by(Person().studied(A::technician_school, field, P::none, S::final_year)) == open);
        for (const A school : {A::secondary_vocational, A::senior_technician_school,
                               A::technician_college, A::higher_vocational}) {
            CHECK(by(Person().studied(school, field, P::intermediate_skills)) == open);
            CHECK(by(Person().studied(school, field, P::intermediate_skills, S::final_year)) ==
                  open);
            CHECK(by(Person().studied(school, field, P::none)) == "ineligible");
            CHECK(by(Person().studied(school, field, P::senior_skills)) == "ineligible");
            CHECK(by(Person().studied(school, field, std::nullopt)) == "undetermined");
            CHECK(by(Person().studied(school, F::other, P::intermediate_skills)) == "ineligible");
            CHECK(by(Person().studied(school, field, P::intermediate_skills, S::enrolled)) ==
                  "ineligible");
        }
    }
    CHECK(by(Person().studied(A::technician_school, F::other)) == "ineligible");
    CHECK(by(Person().studied(A::technician_school, F::own, P::none, S::enrolled)) == "ineligible");
    CHECK(by(Person().studied(A::technician_school, F::own, P::none, S::incomplete)) ==
          "ineligible");
    // Not a school of the list, however high.
    for (const A school : {A::upper_secondary, A::junior_college, A::bachelor, A::doctor}) {
        CHECK(by(Person().studied(school, F::own, P::intermediate_skills)) == "ineligible");
    }
}

TEST_CASE("level 3 (1): 5 years after the level 4 certificate, on the last day of them") {
    const Person person = Person().works("2010-01-01").holds("4", "2019-02-28");
    CHECK(verdict(person, kWorking, "3", "2024-02-29") == "draft/1.9.1(1)");
    CHECK(verdict(person, kWorking, "3", "2024-02-28") == "ineligible until 2024-02-29");
    CHECK(verdict(person, kDraft, "三级/高级工", "2024-02-29") == "1.9.1(1)");
    // A certificate of level 5 and any number of years will not do.
    CHECK(verdict(Person().works("1990-01-01").holds("5", "2000-01-01"), kWorking, "3",
                  "2024-02-29") == "ineligible");
}

TEST_CASE("level 3 takes a skill-level certificate too, unless the edition is strict about kinds") {
    using K = CertificateKind;
    const auto person = [](std::optional<K> kind) {
        return Person().works("2010-01-01").holds("4", "2015-12-31", "nos-4-04-05-03", kind);
    };
    Standard strict = builtin_standard(kWorking);
    strict.strict_certificate_kind = true;
    const auto lenient_verdict = [&](std::optional<K> kind) {
        return verdict(person(kind), kWorking, "3", "2024-01-01");
    };
    const auto strict_verdict = [&](std::optional<K> kind) {
        return verdict(person(kind), strict, "3", "2024-01-01");
    };
    CHECK(lenient_verdict(K::vocational_qualification) == "draft/1.9.1(1)");
    CHECK(lenient_verdict(K::skill_level) == "draft/1.9.1(1)");
    CHECK(lenient_verdict(std::nullopt) == "draft/1.9.1(1)");
    CHECK(strict_verdict(K::vocational_qualification) == "draft/1.9.1(1)");
    CHECK(strict_verdict(K::skill_level) == "ineligible");
    CHECK(strict_verdict(std::nullopt) == "undetermined");
    // Level 4 (1) names both kinds.
    Person level_4 = Person().works("2010-01-01", "2015-06-30");
    level_4.holds("5", "2010-12-31", "nos-4-04-05-03", K::skill_level);
    CHECK(verdict(level_4, strict, "4", "2024-01-01") == "draft/1.9.1(1)");
}

TEST_CASE(
    "level 3 (2): the level 4 certificate and the diploma of the right school, in any order") {
    using A = Attainment;
    using F = StudyField;
    using P = Programme;
    using S = EducationStatus;
    const auto by = [](A school, F field, P programme = P::none, S status = S::graduated) {
        return verdict(Person().holds("4", "2024-01-01").studied(school, field, programme, status),
                       kWorking, "3", "2024-01-01");
    };
    const std::string open = "draft/1.9.1(2)";
    for (const F field : {F::own, F::related, F::other}) {
        CHECK(by(A::senior_technician_school, field) == open);
        CHECK(by(A::technician_college, field, P::none, S::final_year) == open);
        CHECK(by(A::technician_school, field) == "ineligible");
    }
    CHECK(by(A::higher_vocational, F::own, P::senior_skills) == open);
    CHECK(by(A::higher_vocational, F::related, P::senior_skills, S::final_year) == open);
    CHECK(by(A::higher_vocational, F::other, P::senior_skills) == "ineligible");
    CHECK(by(A::higher_vocational, F::own, P::intermediate_skills) == "ineligible");
    CHECK(by(A::junior_college, F::own, P::senior_skills) == "ineligible");
    CHECK(by(A::technician_college, F::own, P::none, S::enrolled) == "ineligible");
    const Person without = Person().studied(A::technician_college, F::own);
    CHECK(verdict(without, kWorking, "3", "2024-01-01") == "ineligible");
    const Person later = Person().holds("4", "2024-05-05").studied(A::technician_college, F::own);
    CHECK(verdict(later, kWorking, "3", "2024-05-04") == "ineligible until 2024-05-05");
}

TEST_CASE("level 3 (3): junior college or above, and 2 years after the level 4 certificate") {
    using A = Attainment;
    using F = StudyField;
    const auto person = [](A school, F field, EducationStatus status = EducationStatus::graduated) {
        return Person()
            .works("2022-01-01")
            .holds("4", "2022-01-31")
            .studied(school, field, Programme::none, status);
    };
    for (const A school :
         {A::junior_college, A::higher_vocational, A::bachelor, A::master, A::doctor}) {
        CHECK(verdict(person(school, F::own), kWorking, "3", "2024-01-31") == "draft/1.9.1(3)");
        CHECK(verdict(person(school, F::related), kWorking, "3", "2024-01-31") == "draft/1.9.1(3)");
        CHECK(verdict(person(school, F::own), kWorking, "3", "2024-01-29") ==
              "ineligible until 2024-01-30");
        // Later only by (1), 5 years after the certificate.
        CHECK(verdict(person(school, F::other), kWorking, "3", "2024-01-31") ==
              "ineligible until 2027-01-30");
        CHECK(verdict(person(school, F::own, EducationStatus::final_year), kWorking, "3",
                      "2024-01-31") == "ineligible until 2027-01-30");
    }
    CHECK(verdict(person(A::secondary_vocational, F::own), kWorking, "3", "2024-01-31") ==
          "ineligible until 2027-01-30");
}

TEST_CASE("training for reference is not needed, and an expired certificate begins nothing") {
    Person person = Person().works("2010-01-01").holds("5", "2015-01-01");
    CHECK(verdict(person, kDraft, "4", "2020-01-01") == "1.9.1(1)");
    person.dossier.certificates[0].valid_until = date("2019-12-31");
    // Still by (2), after 6 years.
    CHECK(verdict(person, kDraft, "4", "2020-01-01") == "1.9.1(2)");
    person.dossier.employments[0].from = date("2015-01-02");
    CHECK(verdict(person, kDraft, "4", "2019-12-31") == "1.9.1(1)");
    // 71 months and 30 days make 6 years.
    CHECK(verdict(person, kDraft, "4", "2020-01-01") == "ineligible until 2020-12-31");
}

TEST_CASE("an instructor can never be eligible by what the previews hold, and may be ruled out") {
    const Standard standard = builtin_standard("instructor");
    Person person;
    const auto by = [&](const char* level) {
        return verdict(person, standard, level, "2024-06-30");
    };
    CHECK(by("A") == "ineligible");
    person.dossier.teachings = {{Decimal(50, 0), date("2023-01-01"), date("2023-12-31")}};
    CHECK(by("A") == "undetermined");
    person.dossier.teachings[0].hours = Decimal(499, 1);
    CHECK(by("A") == "ineligible");
    CHECK(by("AAA") == "undetermined");
    CHECK(by("AAAA") == "ineligible");
    person.dossier.teachings[0].hours = Decimal(400, 0);
    CHECK(by("AAAA") == "undetermined");  // the audience is not known
    person.dossier.teachings[0].audience = "客服人员";
    CHECK(by("AAAA") == "ineligible");
    person.dossier.teachings[0].audience = "呼叫中心高级管理人员";
    CHECK(by("AAAA") == "undetermined");
    CHECK(by("AAAAA") == "ineligible");  // without an AAAA certificate
    person.holds("AAAA", "2020-01-01", "instructor");
    // One kind of publications and what is cut off may be the two that are wanted.
    CHECK(by("AAAAA") == "ineligible");
    person.dossier.publications = {
        {PublicationKind::book, PublicationClass::aa, std::nullopt, date("2019-01-01")},
        {PublicationKind::book, PublicationClass::b, std::nullopt, date("2019-01-01")}};
    CHECK(by("AAAAA") == "undetermined");
}

}  // namespace
}  // namespace certrec
