#include "certrec/report/reason_clauses.hpp"

#include <string>
#include <vector>

#include "../catch.hpp"
#include "../standards/builtin.hpp"

namespace certrec {
namespace {

std::vector<std::string> clauses(std::string_view reasons) {
    const Standard standard = testing::builtin_standard();
    std::vector<std::string> found;
    for (const NamedClause& each : named_clauses(reasons, &standard)) {
        const std::string component =
            each.component ? standard.components[*each.component].id + " " : "";
        found.push_back(component + each.clause);
    }
    return found;
}

using Texts = std::vector<std::string>;

TEST_CASE("each part of a reason begins with its clause") {
    CHECK(clauses("1.8.1: 10 of 60 hours; 1.9.1(1): no declaration") == Texts{"1.8.1", "1.9.1(1)"});
    CHECK(clauses("1.8.1: 应有 60 学时；1.9.1(1): 无声明") == Texts{"1.8.1", "1.9.1(1)"});
    CHECK(clauses("").empty());
    CHECK(clauses("who knows").empty());
}

TEST_CASE("a part without a clause is passed over, a clause that comes again counts once") {
    CHECK(clauses("1.9.1(1): education; field: this or related; 1.9.1(1): x; 1.9.1(2): y") ==
          Texts{"1.9.1(1)", "1.9.1(2)"});
    CHECK(clauses("1.9.1(1): one of 2: 3 missing") == Texts{"1.9.1(1)"});
}

TEST_CASE("a result names the verdict on eligibility before the reasons") {
    CHECK(clauses("ineligible: 1.9.1(1): no declaration") == Texts{"1.9.1(1)"});
    CHECK(clauses("无法确定：1.9.1(1): 无声明") == Texts{"1.9.1(1)"});
    CHECK(clauses("ineligible: no").empty());
}

TEST_CASE("the clauses of a session are of its component") {
    CHECK(clauses(
              "session T of 2: x of theory: 9: 2 invigilators for 31 candidates; 2.1: 80 minutes; "
              "session P of practical: 9: none") == Texts{"theory 9", "theory 2.1", "practical 9"});
    const Standard standard = testing::builtin_standard();
    CHECK(clauses(standard.components[0].name.zh + "场次 T2：9: 监考人员 2 名；2.1: 80 分钟") ==
          Texts{"theory 9", "theory 2.1"});
}

TEST_CASE("a clause with words is known by the standard") {
    Standard standard = testing::builtin_standard();
    standard.levels[0].routes[0].clause.number = "article nine";
    CHECK(named_clauses("article nine: no", &standard).size() == 1);
    CHECK(named_clauses("article nine: no", nullptr).empty());
    CHECK(named_clauses("1.9.1: no", nullptr).size() == 1);
}

}  // namespace
}  // namespace certrec
