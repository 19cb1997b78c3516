// What 呼叫中心客服岗职级管理评定制度 says, article by article, against what the library reads.
#include <map>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "builtin.hpp"
#include "demand.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;
using testing::demand;

const std::string kId = "service-rank-2015";

TEST_CASE("there are three ranks, and a review of qualifications opens each (第五条, 第十条)") {
    const Standard standard = builtin_standard(kId);
    const std::map<std::string, std::string> names = {
        {"junior", "初级"}, {"intermediate", "中级"}, {"senior", "高级"}};
    for (const auto& [id, name] : names) {
        const Level* const level = standard.find_level(name);
        REQUIRE(level != nullptr);
        CHECK(level->id == id);
        REQUIRE(level->routes.size() == 1);
        CHECK(level->routes[0].clause.number == "第十条");
        CHECK(demand<OpenCondition>(level->routes[0].condition).id == "qualification-review");
        CHECK_FALSE(level->training.has_value());
    }
    CHECK(standard.find_open("qualification-review") != nullptr);
}

TEST_CASE("five parts weigh 30, 20, 20, 20 and 10 percent, together 100 (第八条)") {
    const Standard standard = builtin_standard(kId);
    CHECK(standard.scoring.scheme == Scheme::weighted);
    const std::vector<std::pair<std::string, std::int64_t>> weights = {{"业务能力", 30},
                                                                       {"绩效成绩", 20},
                                                                       {"非职能人员评分", 20},
                                                                       {"工作总结及述职", 20},
                                                                       {"直接领导考评", 10}};
    REQUIRE(standard.components.size() == weights.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Component& component = standard.components[i];
        CHECK(component.name.zh == weights[i].first);
        CHECK(component.weight == Decimal(weights[i].second, 0));
        CHECK(component.clause.number == "第八条");
        sum += component.weight->units();
    }
    CHECK(sum == 100);
}

TEST_CASE("who misses 3 minimums is demoted by 1 level (第九条)") {
    const Standard standard = builtin_standard(kId);
    REQUIRE(standard.scoring.demotion.has_value());
    CHECK(standard.scoring.demotion->components_at_least == 3);
    CHECK(standard.scoring.demotion->levels == 1);
    CHECK(standard.scoring.demotion->clause.number == "第九条");
    REQUIRE(standard.scoring.minimums_clause.has_value());
    CHECK(standard.scoring.minimums_clause->number == "第九条");
    CHECK(standard.scoring.clause.number == "第九条");
}

TEST_CASE("the assessment is in March, optional, and in September, obligatory (第六条)") {
    const Standard standard = builtin_standard(kId);
    REQUIRE(standard.calendar.size() == 2);
    CHECK(standard.calendar[0].month == 3);
    CHECK_FALSE(standard.calendar[0].obligatory);
    CHECK(standard.calendar[1].month == 9);
    CHECK(standard.calendar[1].obligatory);
    for (const CalendarRule& rule : standard.calendar) CHECK(rule.clause.number == "第六条");
}

TEST_CASE("the table of marks is missing: minimums, full marks and bands are open (第十一条)") {
    const Standard standard = builtin_standard(kId);
    CHECK(standard.find_open("scoring.bands") != nullptr);
    for (const Component& component : standard.components) {
        INFO(component.id);
        CHECK(standard.find_open(component.id + ".minimum") != nullptr);
        CHECK(standard.find_open(component.id + ".full_mark") != nullptr);
        CHECK(standard.find_open(component.id + ".minutes") != nullptr);
    }
    CHECK(standard.find_open("promotion-procedure") != nullptr);
    CHECK(evidence_used(standard).kinds.empty());
}

}  // namespace
}  // namespace certrec
