#include "rules/level_plan.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

Condition certificate(const char* level) { return {CertificateCondition{level}}; }

Condition service(std::int64_t months, std::optional<CertificateCondition> after = {}) {
    return {EmploymentCondition{months, ServiceCount::cumulative, {}, std::move(after)}};
}

Level level_with(std::vector<Condition> conditions) {
    Level level;
    for (Condition& condition : conditions) level.routes.push_back({{}, std::move(condition)});
    return level;
}

TEST_CASE("a plan lists the conditions of all routes from the outside in") {
    const Level level = level_with(
        {{AllOf{{certificate("5"), {AnyOf{{service(12)}}}}}}, {OpenCondition{"fields"}}});
    const LevelPlan plan(level);
    REQUIRE(plan.findings.size() == 5);
    std::vector<std::uint32_t> sizes;
    for (const Finding& finding : plan.findings) {
        CHECK(finding.truth == Truth::no);
        sizes.push_back(finding.size);
    }
    CHECK(sizes == std::vector<std::uint32_t>{4, 1, 2, 1, 1});
    REQUIRE(plan.routes.size() == 2);
    CHECK(plan.routes[0].finding == 0);
    CHECK(plan.routes[1].finding == 4);
    CHECK(plan.routes[1].route == &level.routes[1]);
    CHECK(plan.findings[4].condition == &level.routes[1].condition);
}

TEST_CASE("conditions share the certificates and the service that they ask for alike") {
    const CertificateCondition five{"5"};
    CertificateCondition related = five;
    related.occupations.related = true;
    const Level level = level_with({certificate("5"),
                                    service(48, five),
                                    service(24, five),
                                    service(24),
                                    service(48, five),
                                    {related}});
    const LevelPlan plan(level);
    CHECK(plan.certificates.size() == 2);
    CHECK(plan.services.size() == 2);
    CHECK(plan.asks_for == std::vector<std::size_t>{0, 0, 0, 1, 0, 1});
    CHECK(plan.services[0].after == std::size_t{0});
    CHECK_FALSE(plan.services[1].after.has_value());
    CHECK(plan.goals == std::vector<ServiceGoal>{{0, 48}, {0, 24}, {1, 24}});
}

TEST_CASE("service that is counted in another way is another service") {
    Condition continuous = service(12);
    std::get<EmploymentCondition>(continuous.demand).count = ServiceCount::continuous;
    Condition related = service(12);
    std::get<EmploymentCondition>(related.demand).occupations.related = true;
    const Level level = level_with({service(12), continuous, related});
    CHECK(LevelPlan(level).services.size() == 3);
}

}  // namespace
}  // namespace certrec
