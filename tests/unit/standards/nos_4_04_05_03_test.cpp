// What the texts of 4-04-05-03 (呼叫中心服务员) say, clause by clause, against what the library
// reads: the digest of the 2021 edition, the draft, and the working edition that lays the draft's
// conditions for levels four and three over the digest.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "builtin.hpp"
#include "demand.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;
using testing::demand;
using testing::route_numbers;
using Words = std::vector<std::string>;
using Kinds = std::vector<CertificateKind>;
using Statuses = std::vector<EducationStatus>;
using Attainments = std::vector<Attainment>;
using Fields = std::vector<StudyField>;

const std::string k2021 = "nos-4-04-05-03-2021";
const std::string kDraft = "nos-4-04-05-03-draft";
const std::string kWorking = "nos-4-04-05-03";
const Words kEditions = {k2021, kDraft, kWorking};

const Kinds kQualification = {CertificateKind::vocational_qualification};
const Kinds kEither = {CertificateKind::vocational_qualification, CertificateKind::skill_level};
const Fields kThisOrRelated = {StudyField::own, StudyField::related};

const Condition& condition(const Standard& standard, std::string_view level, std::size_t route) {
    const Level* const found = standard.find_level(level);
    REQUIRE(found != nullptr);
    REQUIRE(found->routes.size() > route);
    return found->routes[route].condition;
}

void check_both(const OccupationScope& scope) {
    CHECK(scope.own);
    CHECK(scope.related);
}

void check_certificate(const CertificateCondition& wanted, std::string_view level,
                       const Kinds& kinds) {
    CHECK(wanted.level == level);
    CHECK(wanted.standard.empty());
    check_both(wanted.occupations);
    CHECK(wanted.kinds == kinds);
}

void check_service(const EmploymentCondition& wanted, std::int64_t years) {
    CHECK(wanted.months == 12 * years);
    CHECK(wanted.count == ServiceCount::cumulative);
    check_both(wanted.occupations);
}

TEST_CASE("4-04-05-03 has the levels 5, 4 and 3, by number, name and either half of it (1.4)") {
    const std::map<std::string, Words> names = {
        {"5", {"5", "五级/初级工", "五级", "初级工", "5级"}},
        {"4", {"4", "四级/中级工", "四级", "中级工", "4级"}},
        {"3", {"3", "三级/高级工", "三级", "高级工", "3级"}}};
    for (const std::string& id : kEditions) {
        const Standard standard = builtin_standard(id);
        REQUIRE(standard.levels.size() == 3);
        for (const auto& [level, words] : names) {
            for (const std::string& word : words) {
                INFO(id << " " << word);
                REQUIRE(standard.find_level(word) != nullptr);
                CHECK(standard.find_level(word)->id == level);
                CHECK(standard.find_level(word)->code == level);
            }
        }
        CHECK(standard.find_level("二级") == nullptr);
        CHECK(standard.occupation.code == "4-04-05-03");
        CHECK(standard.occupation.name.zh == "呼叫中心服务员");
        CHECK_FALSE(standard.strict_certificate_kind);
    }
}

TEST_CASE(
    "training is for reference: 56, 90 and 40 hours in 2021, 56, 90 and 24 in the draft (1.8)") {
    const std::map<std::string, std::map<std::string, std::int64_t>> hours = {
        {k2021, {{"5", 56}, {"4", 90}, {"3", 40}}},
        {kDraft, {{"5", 56}, {"4", 90}, {"3", 24}}},
        {kWorking, {{"5", 56}, {"4", 90}, {"3", 40}}},
    };
    for (const auto& [id, of_levels] : hours) {
        const Standard standard = builtin_standard(id);
        for (const auto& [level, wanted] : of_levels) {
            INFO(id << " " << level);
            const auto& training = standard.find_level(level)->training;
            REQUIRE(training.has_value());
            CHECK_FALSE(training->binding);
            CHECK(training->demand.hours == Decimal(wanted, 0));
            CHECK(training->demand.modes.empty());
        }
    }
}

TEST_CASE("each edition has the routes of its text, by clause (9, 1.9.1)") {
    const Standard digest = builtin_standard(k2021);
    CHECK(route_numbers(*digest.find_level("5")) == Words{"9(1)", "9(2)"});
    CHECK(route_numbers(*digest.find_level("4")).empty());
    CHECK(route_numbers(*digest.find_level("3")).empty());
    CHECK(digest.find_open("4.routes") != nullptr);
    CHECK(digest.find_open("3.routes") != nullptr);
    const Standard draft = builtin_standard(kDraft);
    CHECK(route_numbers(*draft.find_level("5")) == Words{"1.9.1(1)", "1.9.1(2)"});
    CHECK(route_numbers(*draft.find_level("4")) == Words{"1.9.1(1)", "1.9.1(2)", "1.9.1(3)"});
    CHECK(route_numbers(*draft.find_level("3")) == Words{"1.9.1(1)", "1.9.1(2)", "1.9.1(3)"});
    const Standard working = builtin_standard(kWorking);
    CHECK(route_numbers(*working.find_level("5")) == Words{"2021/9(1)", "2021/9(2)"});
    const Words drafted = {"draft/1.9.1(1)", "draft/1.9.1(2)", "draft/1.9.1(3)"};
    CHECK(route_numbers(*working.find_level("4")) == drafted);
    CHECK(route_numbers(*working.find_level("3")) == drafted);
    CHECK(working.find_open("4.routes") == nullptr);
    CHECK(working.find_open("3.routes") == nullptr);
}

TEST_CASE("level 5: 1 year of work, or an apprenticeship, in this or a related occupation") {
    for (const std::string& id : kEditions) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& work = demand<EmploymentCondition>(condition(standard, "5", 0));
        check_service(work, 1);
        CHECK_FALSE(work.after.has_value());
        check_both(demand<ApprenticeshipCondition>(condition(standard, "5", 1)).occupations);
    }
}

TEST_CASE("level 4 (1): the level 5 certificate of either kind, and 4 years of work after it") {
    for (const std::string& id : {kDraft, kWorking}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& parts = demand<AllOf>(condition(standard, "4", 0)).parts;
        REQUIRE(parts.size() == 2);
        check_certificate(demand<CertificateCondition>(parts[0]), "5", kEither);
        const auto& work = demand<EmploymentCondition>(parts[1]);
        check_service(work, 4);
        REQUIRE(work.after.has_value());
        check_certificate(*work.after, "5", kEither);
    }
}

TEST_CASE("level 4 (2): 6 years of work") {
    for (const std::string& id : {kDraft, kWorking}) {
        const Standard standard = builtin_standard(id);
        const auto& work = demand<EmploymentCondition>(condition(standard, "4", 1));
        check_service(work, 6);
        CHECK_FALSE(work.after.has_value());
    }
}

TEST_CASE(
    "level 4 (3): technician school, or a vocational school that aims at intermediate skills") {
    const Statuses graduates = {EducationStatus::graduated, EducationStatus::final_year};
    for (const std::string& id : {kDraft, kWorking}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& parts = demand<AnyOf>(condition(standard, "4", 2)).parts;
        REQUIRE(parts.size() == 2);
        const auto& technician = demand<EducationCondition>(parts[0]);
        CHECK(technician.attainments == Attainments{Attainment::technician_school});
        CHECK(technician.statuses == graduates);
        CHECK(technician.fields == kThisOrRelated);
        CHECK_FALSE(technician.programme.has_value());
        const auto& vocational = demand<EducationCondition>(parts[1]);
        CHECK(vocational.attainments ==
              Attainments{Attainment::secondary_vocational, Attainment::senior_technician_school,
                          Attainment::technician_college, Attainment::higher_vocational});
        CHECK(vocational.statuses == graduates);
        CHECK(vocational.fields == kThisOrRelated);
        CHECK(vocational.programme == Programme::intermediate_skills);
    }
}

TEST_CASE("level 3 (1): the level 4 qualification, and 5 years of work after it") {
    for (const std::string& id : {kDraft, kWorking}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& parts = demand<AllOf>(condition(standard, "3", 0)).parts;
        REQUIRE(parts.size() == 2);
        check_certificate(demand<CertificateCondition>(parts[0]), "4", kQualification);
        const auto& work = demand<EmploymentCondition>(parts[1]);
        check_service(work, 5);
        REQUIRE(work.after.has_value());
        check_certificate(*work.after, "4", kQualification);
    }
}

TEST_CASE("level 3 (2): the level 4 qualification, and a senior technician or vocational diploma") {
    const Statuses graduates = {EducationStatus::graduated, EducationStatus::final_year};
    for (const std::string& id : {kDraft, kWorking}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& parts = demand<AllOf>(condition(standard, "3", 1)).parts;
        REQUIRE(parts.size() == 2);
        check_certificate(demand<CertificateCondition>(parts[0]), "4", kQualification);
        const auto& schools = demand<AnyOf>(parts[1]).parts;
        REQUIRE(schools.size() == 2);
        const auto& technician = demand<EducationCondition>(schools[0]);
        CHECK(technician.attainments ==
              Attainments{Attainment::senior_technician_school, Attainment::technician_college});
        CHECK(technician.statuses == graduates);
        CHECK(technician.fields.empty());
        CHECK_FALSE(technician.programme.has_value());
        const auto& vocational = demand<EducationCondition>(schools[1]);
        CHECK(vocational.attainments == Attainments{Attainment::higher_vocational});
        CHECK(vocational.statuses == graduates);
        CHECK(vocational.fields == kThisOrRelated);
        CHECK(vocational.programme == Programme::senior_skills);
    }
}

TEST_CASE("level 3 (3): junior college or above, the level 4 qualification, and 2 years after it") {
    for (const std::string& id : {kDraft, kWorking}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        const auto& parts = demand<AllOf>(condition(standard, "3", 2)).parts;
        REQUIRE(parts.size() == 3);
        const auto& education = demand<EducationCondition>(parts[0]);
        CHECK(education.at_least == Attainment::junior_college);
        CHECK(education.attainments.empty());
        CHECK(education.statuses == Statuses{EducationStatus::graduated});
        CHECK(education.fields == kThisOrRelated);
        CHECK_FALSE(education.programme.has_value());
        check_certificate(demand<CertificateCondition>(parts[1]), "4", kQualification);
        const auto& work = demand<EmploymentCondition>(parts[2]);
        check_service(work, 2);
        REQUIRE(work.after.has_value());
        check_certificate(*work.after, "4", kQualification);
    }
}

TEST_CASE("the digest names five related occupations (9(1)), the draft none") {
    const Words named = {"电子商务师", "营销员", "商品营业员", "人工智能训练师", "信息技术类职业"};
    for (const std::string& id : {k2021, kWorking}) {
        const Standard standard = builtin_standard(id);
        CHECK(standard.related_occupations.size() == named.size());
        for (const std::string& name : named) {
            CHECK(standard.relation_to(name) == OccupationRelation::related);
        }
        CHECK(standard.relation_to("4-04-05-03") == OccupationRelation::own);
        CHECK(standard.relation_to("呼叫中心服务员") == OccupationRelation::own);
        CHECK(standard.relation_to("话务员") == OccupationRelation::other);
    }
    const Standard draft = builtin_standard(kDraft);
    CHECK(draft.related_occupations.empty());
    CHECK(draft.find_open("related-occupations") != nullptr);
}

TEST_CASE("theory and practical have 100 marks, 60 pass (9); the draft breaks off before") {
    for (const std::string& id : {k2021, kWorking}) {
        const Standard standard = builtin_standard(id);
        CHECK(standard.scoring.scheme == Scheme::conjunctive);
        REQUIRE(standard.components.size() == 2);
        CHECK(standard.components[0].id == "theory");
        CHECK(standard.components[1].id == "practical");
        for (const Component& component : standard.components) {
            CHECK(component.full_mark == Decimal(100, 0));
            CHECK(component.pass_mark == Decimal(60, 0));
            CHECK_FALSE(component.minutes.has_value());
            CHECK(standard.find_open(component.id + ".minutes") != nullptr);
            CHECK(standard.find_open(component.id + ".items") != nullptr);
        }
        CHECK(standard.staffing.empty());
        CHECK(standard.find_open("staffing") != nullptr);
    }
    const Standard draft = builtin_standard(kDraft);
    CHECK(draft.components.empty());
    CHECK(draft.scoring.scheme == Scheme::open);
}

TEST_CASE("every clause number of the working edition names the text that it comes from") {
    const Standard working = builtin_standard(kWorking);
    CHECK(working.extends == k2021);
    const auto check = [](const std::string& number) {
        INFO(number);
        CHECK((number.starts_with("2021/") || number.starts_with("draft/")));
    };
    check(working.related_clause->number);
    for (const Level& level : working.levels) {
        check(level.clause.number);
        check(level.training->clause.number);
        check(level.routes_clause.number);
        for (const std::string& number : route_numbers(level)) check(number);
    }
    check(working.scoring.clause.number);
    for (const Component& component : working.components) check(component.clause.number);
    for (const OpenValue& value : working.open_values) check(value.clause.number);
    for (const Reading& reading : working.readings) {
        if (reading.clause != "2021, draft") check(reading.clause);
    }
}

TEST_CASE("the words of the working edition are those of the two texts") {
    const Standard working = builtin_standard(kWorking);
    const Standard digest = builtin_standard(k2021);
    const Standard draft = builtin_standard(kDraft);
    for (const Level& level : working.levels) {
        const Level& source =
            level.id == "5" ? *digest.find_level("5") : *draft.find_level(level.id);
        REQUIRE(level.routes.size() == source.routes.size());
        for (std::size_t i = 0; i < level.routes.size(); ++i) {
            CHECK(level.routes[i].clause.text == source.routes[i].clause.text);
        }
        CHECK(level.routes_clause.text == source.routes_clause.text);
        CHECK(level.training->clause.text == digest.find_level(level.id)->training->clause.text);
    }
}

TEST_CASE("the working edition and the draft accept each other's certificates and the digest's") {
    const Standard working = builtin_standard(kWorking);
    const Standard draft = builtin_standard(kDraft);
    for (const char* const name :
         {"nos-4-04-05-03", "4-04-05-03", "nos-4-04-05-03-2021", "nos-4-04-05-03-draft"}) {
        INFO(name);
        CHECK(working.accepts_standard(name));
    }
    for (const std::string& name : kEditions) CHECK(draft.accepts_standard(name));
    CHECK_FALSE(working.accepts_standard("pts-152010301-01"));
}

TEST_CASE("the conditions of 4-04-05-03 look at four kinds of evidence") {
    using K = EvidenceKind;
    for (const std::string& id : {kDraft, kWorking}) {
        const EvidenceNeeds needs = evidence_used(builtin_standard(id));
        CHECK(needs.kinds ==
              std::set<K>{K::apprenticeship, K::certificate, K::education, K::employment});
        CHECK_FALSE(needs.employers);
    }
    CHECK(evidence_used(builtin_standard(k2021)).kinds ==
          std::set<K>{K::apprenticeship, K::employment});
}

}  // namespace
}  // namespace certrec
