// What PTS152010301-01 says, clause by clause, against what the library reads.
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "../catch.hpp"
#include "builtin.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;
using Words = std::vector<std::string>;

template <typename Demand>
const Demand& demand(const Condition& condition) {
    REQUIRE(std::holds_alternative<Demand>(condition.demand));
    return std::get<Demand>(condition.demand);
}

void check_clause(const Clause& clause, std::set<std::string>& numbers) {
    INFO(clause.number << " " << clause.text.zh);
    CHECK_FALSE(clause.number.empty());
    CHECK_FALSE(clause.text.en.empty());
    CHECK_FALSE(clause.text.zh.empty());
    // Chinese as published: some hanzi in it; English: none.
    const auto has_hanzi = [](const std::string& text) {
        for (const char c : text) {
            if (static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9) {
                return true;
            }
        }
        return false;
    };
    CHECK(has_hanzi(clause.text.zh));
    CHECK_FALSE(has_hanzi(clause.text.en));
    numbers.insert(clause.number);
}

TEST_CASE("every rule of PTS152010301-01 has its clause number and its text in both languages") {
    const Standard standard = builtin_standard();
    std::set<std::string> numbers;
    for (const Level& level : standard.levels) {
        check_clause(level.clause, numbers);
        check_clause(level.training->clause, numbers);
        check_clause(level.routes_clause, numbers);
        for (const Route& route : level.routes) check_clause(route.clause, numbers);
    }
    for (const Component& component : standard.components) {
        check_clause(component.clause, numbers);
        check_clause(component.time_clause, numbers);
    }
    check_clause(standard.scoring.clause, numbers);
    for (const Staffing& staffing : standard.staffing) check_clause(staffing.clause, numbers);
    for (const Equipment& equipment : standard.equipment) check_clause(equipment.clause, numbers);
    REQUIRE(standard.venue.has_value());
    check_clause(standard.venue->lease.clause, numbers);
    check_clause(standard.venue->room.clause, numbers);
    check_clause(standard.venue->fire_safety.clause, numbers);
    check_clause(standard.venue->furnishing.clause, numbers);
    for (const OpenValue& value : standard.open_values) check_clause(value.clause, numbers);
    for (const Reading& reading : standard.readings) {
        CHECK(numbers.contains(reading.clause));
        CHECK_FALSE(reading.text.en.empty());
        CHECK_FALSE(reading.text.zh.empty());
    }
    CHECK(numbers == std::set<std::string>{"1.4", "1.8.1", "1.8.2", "1.8.3", "1.9.1", "1.9.1(1)",
                                           "1.9.1(2)", "1.9.2", "1.9.3", "1.9.4", "1.9.5", "4.1",
                                           "4.2"});
}

TEST_CASE("there are three levels: junior, intermediate, senior (1.4)") {
    const Standard standard = builtin_standard();
    REQUIRE(standard.levels.size() == 3);
    const std::vector<Words> names = {{"junior", "初级", "Junior", "初级技能"},
                                      {"intermediate", "中级", "Intermediate", "中级技能"},
                                      {"senior", "高级", "Senior", "高级技能"}};
    for (std::size_t i = 0; i < 3; ++i) {
        const Level& level = standard.levels[i];
        CHECK(level.rank == i + 1);
        CHECK(level.id == names[i].front());
        for (const std::string& name : names[i]) CHECK(standard.find_level(name) == &level);
    }
    for (const char* const word : {"", "高级工", "JUNIOR", "初级 ", "1", "初"}) {
        CHECK(standard.find_level(word) == nullptr);
    }
    CHECK(standard.coverage == Coverage::complete);
    CHECK(format_coverage(standard.coverage) == "complete");
}

TEST_CASE("training binds: 48 hours online, 72 online, 108 online or offline (1.8.1)") {
    const Standard standard = builtin_standard();
    using Modes = std::vector<TrainingMode>;
    const std::vector<std::pair<std::int64_t, Modes>> expected = {
        {48, {TrainingMode::online}},
        {72, {TrainingMode::online}},
        {108, {TrainingMode::online, TrainingMode::offline}}};
    for (std::size_t i = 0; i < 3; ++i) {
        REQUIRE(standard.levels[i].training.has_value());
        const Training& training = *standard.levels[i].training;
        CHECK(training.binding);
        CHECK(training.demand.hours == Decimal(expected[i].first, 0));
        CHECK(training.demand.modes == expected[i].second);
        CHECK(training.clause.number == "1.8.1");
    }
}

TEST_CASE("junior has two routes: work or the wish to, or schooling and learning (1.9.1)") {
    const Standard standard = builtin_standard();
    const Level& junior = standard.levels[0];
    REQUIRE(junior.routes.size() == 2);
    CHECK(junior.routes[0].clause.number == "1.9.1(1)");
    CHECK(demand<DeclarationCondition>(junior.routes[0].condition).kinds ==
          Words{"works-in-occupation", "intends-occupation"});
    CHECK(junior.routes[1].clause.number == "1.9.1(2)");
    const auto& parts = demand<AllOf>(junior.routes[1].condition).parts;
    REQUIRE(parts.size() == 2);
    const auto& education = demand<EducationCondition>(parts[0]);
    REQUIRE(education.at_least.has_value());
    CHECK(attainment_rank(*education.at_least) == attainment_rank(Attainment::upper_secondary));
    CHECK(education.attainments.empty());
    CHECK(education.fields.empty());
    CHECK_FALSE(education.programme.has_value());
    using Statuses = std::vector<EducationStatus>;
    CHECK(education.statuses == Statuses{EducationStatus::enrolled, EducationStatus::final_year,
                                         EducationStatus::graduated});
    CHECK(demand<DeclarationCondition>(parts[1]).kinds == Words{"learning-for-occupation"});
}

TEST_CASE("intermediate needs the junior certificate (1.9.1)") {
    const Standard standard = builtin_standard();
    const Level& level = standard.levels[1];
    REQUIRE(level.routes.size() == 1);
    CHECK(demand<CertificateCondition>(level.routes[0].condition).level == "junior");
}

TEST_CASE("senior needs the intermediate certificate and the present employer's letter (1.9.1)") {
    const Standard standard = builtin_standard();
    const Level& level = standard.levels[2];
    REQUIRE(level.routes.size() == 1);
    const auto& parts = demand<AllOf>(level.routes[0].condition).parts;
    REQUIRE(parts.size() == 2);
    CHECK(demand<CertificateCondition>(parts[0]).level == "intermediate");
    CHECK(demand<RecommendationCondition>(parts[1]).by_present_employer);
}

TEST_CASE("theory and practical have 100 marks each, 60 pass, 120 minutes (1.9.2, 1.9.4)") {
    const Standard standard = builtin_standard();
    REQUIRE(standard.components.size() == 2);
    CHECK(standard.components[0].id == "theory");
    CHECK(standard.components[1].id == "practical");
    for (const Component& component : standard.components) {
        CHECK(component.full_mark == Decimal(100, 0));
        CHECK(component.pass_mark == Decimal(60, 0));
        CHECK(component.minutes == 120);
        CHECK(component.clause.number == "1.9.2");
        CHECK(component.time_clause.number == "1.9.4");
    }
    CHECK(standard.scoring.scheme == Scheme::conjunctive);
    CHECK(standard.scoring.clause.number == "1.9.2");
}

TEST_CASE("one invigilator to 30, one examiner to 20 and no fewer than two (1.9.3)") {
    const Standard standard = builtin_standard();
    REQUIRE(standard.staffing.size() == 2);
    CHECK(standard.staffing[0].role == "invigilator");
    CHECK(standard.staffing[0].component == "theory");
    CHECK(standard.staffing[0].candidates_per == 30);
    CHECK(standard.staffing[1].role == "examiner");
    CHECK(standard.staffing[1].component == "practical");
    CHECK(standard.staffing[1].candidates_per == 20);
    CHECK(standard.staffing[1].at_least == 2);
}

TEST_CASE("theory is online, practical has network and surveillance (1.9.5)") {
    const Standard standard = builtin_standard();
    std::map<std::string, Words> equipment;
    for (const Equipment& one : standard.equipment) equipment[one.component] = one.required;
    CHECK(equipment == std::map<std::string, Words>{{"theory", {"online"}},
                                                    {"practical", {"network", "surveillance"}}});
}

TEST_CASE("a venue: 2 years, more than 300 m2, 3 m2 each, a fire certificate (1.8.3)") {
    const Standard standard = builtin_standard();
    REQUIRE(standard.venue.has_value());
    CHECK(standard.venue->lease.years_at_least == 2);
    CHECK(standard.venue->room.area_m2_more_than == Decimal(300, 0));
    CHECK(standard.venue->room.area_m2_per_candidate_at_least == Decimal(3, 0));
    CHECK(standard.venue->fire_safety.certificate);
}

TEST_CASE("the weights of the items and the trainers are open (4.1, 4.2, 1.8.2)") {
    const Standard standard = builtin_standard();
    CHECK(standard.open_values.size() == 3);
    const std::map<std::string, std::string> open = {
        {"theory.items", "4.1"}, {"practical.items", "4.2"}, {"trainers", "1.8.2"}};
    for (const auto& [id, clause] : open) {
        INFO(id);
        const OpenValue* const value = standard.find_open(id);
        REQUIRE(value != nullptr);
        CHECK(value->clause.number == clause);
    }
    CHECK(standard.find_open("theory") == nullptr);
}

TEST_CASE("the conditions of PTS152010301-01 look at six kinds of evidence, and at employers") {
    const EvidenceNeeds needs = evidence_used(builtin_standard());
    CHECK(needs.kinds ==
          std::set<EvidenceKind>{EvidenceKind::certificate, EvidenceKind::declaration,
                                 EvidenceKind::education, EvidenceKind::employment,
                                 EvidenceKind::recommendation, EvidenceKind::training});
    CHECK(needs.employers);
}

}  // namespace
}  // namespace certrec
