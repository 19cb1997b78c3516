// What holds of every standard that is built in: what it covers, its levels, its clauses.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "builtin.hpp"
#include "certrec/standards/standard.hpp"
#include "clauses.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;
using testing::clauses_of;
using Words = std::vector<std::string>;

bool has_hanzi(const std::string& text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0xE4 && byte <= 0xE9) return true;
    }
    return false;
}

TEST_CASE("each built-in standard covers what its published text has") {
    const std::map<std::string, Coverage> expected = {
        {"bim-engineer", Coverage::outline},
        {"call-agent", Coverage::outline},
        {"call-centre-management-1x", Coverage::outline},
        {"instructor", Coverage::partial},
        {"nos-4-04-05-03", Coverage::partial},
        {"nos-4-04-05-03-2021", Coverage::partial},
        {"nos-4-04-05-03-draft", Coverage::partial},
        {"pts-152010301-01", Coverage::complete},
        {"service-rank-2015", Coverage::partial},
    };
    std::map<std::string, Coverage> found;
    for (const BuiltinStandard& builtin : builtin_standards()) {
        found[std::string(builtin.id)] = builtin_standard(builtin.id).coverage;
    }
    CHECK(found == expected);
}

TEST_CASE("the levels of each built-in standard stand in the order of their ranks, from 1") {
    const std::map<std::string, Words> expected = {
        {"bim-engineer", {"1", "2", "3"}},
        {"call-agent", {"4", "3", "2", "1"}},
        {"call-centre-management-1x", {"junior", "intermediate", "senior"}},
        {"instructor", {"A", "AA", "AAA", "AAAA", "AAAAA"}},
        {"nos-4-04-05-03", {"5", "4", "3"}},
        {"nos-4-04-05-03-2021", {"5", "4", "3"}},
        {"nos-4-04-05-03-draft", {"5", "4", "3"}},
        {"pts-152010301-01", {"junior", "intermediate", "senior"}},
        {"service-rank-2015", {"junior", "intermediate", "senior"}},
    };
    for (const auto& [id, levels] : expected) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        Words found;
        unsigned rank = 0;
        for (const Level& level : standard.levels) {
            found.push_back(level.id);
            CHECK(level.rank == ++rank);
        }
        CHECK(found == levels);
    }
}

TEST_CASE("every clause of a built-in standard has its number and its words in both languages") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const auto clauses = clauses_of(builtin_standard(builtin.id));
        CHECK(clauses.size() > 3);
        for (const Clause& clause : clauses) {
            INFO(builtin.id << " " << clause.number << " " << clause.text.zh);
            CHECK_FALSE(clause.number.empty());
            CHECK(has_hanzi(clause.text.zh));
            CHECK_FALSE(clause.text.en.empty());
            CHECK_FALSE(has_hanzi(clause.text.en));
        }
    }
}

TEST_CASE("every reading of a built-in standard is told in both languages") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = builtin_standard(builtin.id);
        CHECK_FALSE(standard.readings.empty());
        for (const Reading& reading : standard.readings) {
            INFO(builtin.id << " " << reading.clause);
            CHECK_FALSE(reading.clause.empty());
            CHECK(has_hanzi(reading.text.zh));
            CHECK_FALSE(has_hanzi(reading.text.en));
            CHECK_FALSE(reading.text.en.empty());
        }
    }
}

TEST_CASE("a level of a built-in standard without routes is listed as open, and only then") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = builtin_standard(builtin.id);
        for (const Level& level : standard.levels) {
            INFO(builtin.id << " " << level.id);
            CHECK(level.routes.empty() == (standard.find_open(open_routes_id(level)) != nullptr));
        }
        CHECK(standard.components.empty() == (standard.find_open("components") != nullptr));
        CHECK((standard.scoring.scheme == Scheme::open) ==
              (standard.find_open("scoring") != nullptr));
    }
}

TEST_CASE("no two built-in standards share an id or an alias") {
    std::set<std::string> names;
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = builtin_standard(builtin.id);
        CHECK(names.insert(standard.id).second);
        for (const std::string& alias : standard.aliases) {
            INFO(alias);
            CHECK(names.insert(alias).second);
        }
    }
    for (const BuiltinStandard& builtin : builtin_standards()) {
        for (const std::string& accepted : builtin_standard(builtin.id).accepts) {
            INFO(builtin.id << " accepts " << accepted);
            CHECK(names.contains(accepted));
        }
    }
}

TEST_CASE("the outlines have levels, and call-agent its work functions (职业功能)") {
    for (const char* const id : {"bim-engineer", "call-agent", "call-centre-management-1x"}) {
        INFO(id);
        const Standard standard = builtin_standard(id);
        for (const Level& level : standard.levels) {
            CHECK(level.routes.empty());
            CHECK_FALSE(level.training.has_value());
        }
        CHECK(standard.components.empty());
        CHECK(standard.scoring.scheme == Scheme::open);
        CHECK(evidence_used(standard).kinds.empty());
    }
    const Standard agent = builtin_standard("call-agent");
    Words functions;
    for (const Clause& function : agent.functions) functions.push_back(function.text.zh);
    CHECK(functions == Words{"受理与处理诉求", "呼出", "统计分析与应用", "管理与培训", "体系设计"});
    const std::map<std::string, std::string> names = {
        {"4", "呼叫服务员"}, {"3", "助理呼叫服务师"}, {"2", "呼叫服务师"}, {"1", "高级呼叫服务师"}};
    for (const auto& [id, name] : names) CHECK(agent.find_level(id)->name.zh == name);
    const Standard management = builtin_standard("call-centre-management-1x");
    CHECK(management.find_level("中级")->id == "intermediate");
    // The levels of bim-engineer have no names in the text.
    for (const Level& level : builtin_standard("bim-engineer").levels) {
        CHECK(level.name == Bilingual{level.id, level.id});
    }
}

}  // namespace
}  // namespace certrec
