// What the previews of 讲师资格评定级别标准 say, fragment by fragment, against what the library
// reads.
#include <string>
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

/// The parts of the only route to the level, which must be an `all`.
const std::vector<Condition>& parts_of_route(const Standard& standard, std::string_view id) {
    const Level* const level = standard.find_level(id);
    REQUIRE(level != nullptr);
    REQUIRE(level->routes.size() == 1);
    return demand<AllOf>(level->routes.front().condition).parts;
}

/// The parts that demand just that, in their order.
template <typename Demand>
std::vector<const Demand*> all_that(const std::vector<Condition>& parts) {
    std::vector<const Demand*> found;
    for (const Condition& part : parts) {
        if (const auto* const wanted = std::get_if<Demand>(&part.demand)) found.push_back(wanted);
    }
    return found;
}

template <typename Demand>
const Demand& only_one_that(const std::vector<Condition>& parts) {
    const auto found = all_that<Demand>(parts);
    REQUIRE(found.size() == 1);
    return *found.front();
}

Words open_parts(const std::vector<Condition>& parts) {
    Words ids;
    for (const OpenCondition* const open : all_that<OpenCondition>(parts)) ids.push_back(open->id);
    return ids;
}

void check_count(const PublicationCount& found, std::int64_t count,
                 std::optional<PublicationClass> least, bool first_author) {
    CHECK(found.count == count);
    CHECK(found.class_at_least == least);
    CHECK(found.first_author == first_author);
}

/// `any` of: bachelor or above with so many years of continuous work, or what is cut off.
void check_education(const std::vector<Condition>& parts, std::int64_t years,
                     const std::string& open) {
    const auto& any = only_one_that<AnyOf>(parts).parts;
    REQUIRE(any.size() == 2);
    const auto& all = demand<AllOf>(any[0]).parts;
    REQUIRE(all.size() == 2);
    CHECK(demand<EducationCondition>(all[0]).at_least == Attainment::bachelor);
    const auto& work = demand<EmploymentCondition>(all[1]);
    CHECK(work.months == 12 * years);
    CHECK(work.count == ServiceCount::continuous);
    CHECK(work.occupations.own);
    CHECK(work.occupations.related);
    CHECK_FALSE(work.after.has_value());
    CHECK(demand<OpenCondition>(any[1]).id == open);
}

constexpr auto kAa = PublicationClass::aa;
constexpr auto kA = PublicationClass::a;

TEST_CASE("A: junior managers, 50 hours a year; education and publications are cut off") {
    const Standard standard = builtin_standard("instructor");
    const auto& parts = parts_of_route(standard, "A");
    const auto& teaching = only_one_that<TeachingCondition>(parts);
    CHECK(teaching.hours == Decimal(50, 0));
    CHECK(teaching.period == TeachingPeriod::calendar_year);
    CHECK(open_parts(parts) == Words{"A.candidates", "A.education", "A.publications"});
    CHECK(standard.find_level("初级讲师")->id == "A");
}

TEST_CASE("AA: nothing of it is in the text") {
    const Standard standard = builtin_standard("instructor");
    CHECK(route_numbers(*standard.find_level("AA")).empty());
    CHECK(standard.find_open("AA.routes") != nullptr);
    CHECK(standard.find_open("AA.name") != nullptr);
}

TEST_CASE("AAA, inferred: 10 papers of class A in professional media, 8 as first author") {
    const Standard standard = builtin_standard("instructor");
    const auto& parts = parts_of_route(standard, "AAA");
    CHECK(open_parts(parts) == Words{"AAA.candidates", "AAA.education", "AAA.teaching"});
    const auto& any = only_one_that<AnyOf>(parts).parts;
    REQUIRE(any.size() == 2);
    const auto& papers = demand<PublicationCondition>(any[0]);
    CHECK(papers.kinds == std::vector{PublicationKind::professional_media});
    check_count(papers.wanted, 10, kA, false);
    REQUIRE(papers.of_which.size() == 1);
    check_count(papers.of_which[0], 8, std::nullopt, true);
    CHECK(demand<OpenCondition>(any[1]).id == "AAA.publications");
}

TEST_CASE("AAAA, inferred: bachelor and 10 years without a break, 400 hours a year to managers") {
    const Standard standard = builtin_standard("instructor");
    const auto& parts = parts_of_route(standard, "AAAA");
    check_education(parts, 10, "AAAA.education");
    const auto& teaching = only_one_that<TeachingCondition>(parts);
    CHECK(teaching.hours == Decimal(400, 0));
    CHECK(teaching.period == TeachingPeriod::calendar_year);
    REQUIRE_FALSE(teaching.audiences.empty());
    CHECK(teaching.audiences.front() == "呼叫中心高级管理人员");
    CHECK(open_parts(parts) == Words{"AAAA.candidates", "AAAA.publications"});
}

TEST_CASE("AAAAA: an AAAA certificate, bachelor and 15 years, any two kinds of publications") {
    const Standard standard = builtin_standard("instructor");
    const auto& parts = parts_of_route(standard, "AAAAA");
    CHECK(only_one_that<CertificateCondition>(parts).level == "AAAA");
    check_education(parts, 15, "AAAAA.education");
    CHECK(open_parts(parts) == Words{"AAAAA.candidates", "AAAAA.teaching"});
    const auto& some = only_one_that<AtLeast>(parts);
    CHECK(some.count == 2);
    REQUIRE(some.parts.size() == 4);
    const auto& books = demand<PublicationCondition>(some.parts[0]);
    CHECK(books.kinds == std::vector{PublicationKind::book});
    check_count(books.wanted, 2, std::nullopt, false);
    REQUIRE(books.of_which.size() == 1);
    check_count(books.of_which[0], 1, kAa, false);
    const auto& journals = demand<PublicationCondition>(some.parts[1]);
    CHECK(journals.kinds == std::vector{PublicationKind::provincial_journal});
    check_count(journals.wanted, 5, kA, false);
    REQUIRE(journals.of_which.size() == 1);
    check_count(journals.of_which[0], 3, kAa, true);
    const auto& media = demand<PublicationCondition>(some.parts[2]);
    CHECK(media.kinds == std::vector{PublicationKind::professional_media});
    check_count(media.wanted, 20, kA, false);
    REQUIRE(media.of_which.size() == 1);
    check_count(media.of_which[0], 15, std::nullopt, true);
    CHECK(demand<OpenCondition>(some.parts[3]).id == "AAAAA.publications");
}

TEST_CASE("work in the field of call centres or customer relationship management counts") {
    const Standard standard = builtin_standard("instructor");
    CHECK(standard.relation_to("呼叫中心培训讲师") == OccupationRelation::own);
    CHECK(standard.relation_to("呼叫中心") == OccupationRelation::related);
    CHECK(standard.relation_to("客户关系管理") == OccupationRelation::related);
    CHECK(standard.relation_to("会计") == OccupationRelation::other);
    CHECK(standard.find_open("work") != nullptr);
}

}  // namespace
}  // namespace certrec
