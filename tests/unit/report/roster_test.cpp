#include "certrec/report/roster.hpp"

#include <string>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

std::vector<std::string> names(const Table& table) {
    std::vector<std::string> names;
    for (const auto& row : table.rows) names.push_back(row[0].text + " " + row[1].text);
    return names;
}

TEST_CASE("a roster is sorted by level before anything else, and numbered from 1") {
    const Table table = make_roster("list", {{"name", {}, Alignment::left}},
                                    {{{{2, ""}, {0, "C1"}}, {"甲"}},
                                     {{{1, ""}, {0, "C3"}}, {"乙"}},
                                     {{{1, ""}, {0, "C2"}}, {"丙"}}});
    CHECK(names(table) == std::vector<std::string>{"1 丙", "2 乙", "3 甲"});
    CHECK(table.columns.front().id == "no");
    CHECK(table.rows[0][0].is_count);
}

TEST_CASE("lines of the same order stay as they came") {
    const Table table = make_roster("list", {{"name", {}, Alignment::left}},
                                    {{{}, {"b"}}, {{}, {"a"}}, {{}, {"c"}}});
    CHECK(names(table) == std::vector<std::string>{"1 b", "2 a", "3 c"});
}

}  // namespace
}  // namespace certrec
