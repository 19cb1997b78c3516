#include "certrec/report/report.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "../catch.hpp"
#include "records/toml.hpp"

namespace certrec {
namespace {

/// Two tables, the second of which has no row.
Report small_report() {
    Report report;
    report.title = {"Results", "结果"};
    report.facts = {{"standard x", "标准 x"}};
    Section first;
    first.title = {"By site", "按考点"};
    first.table.id = "site";
    first.table.columns = {{"site", {"site", "考点"}},
                           {"count", {"count", "人数"}, Alignment::right},
                           {"rate", {"rate", "率"}, Alignment::right}};
    first.table.rows = {{"南京", std::uint64_t{10}, "50.0"}, {"\"x\"", std::uint64_t{0}, ""}};
    first.table.total = {"", std::uint64_t{10}, "50.0"};
    first.notes = {{"Of those who sat.", "按实考人数计。"}};
    Section second;
    second.title = {"Reasons", "原因"};
    second.table.id = "a reason";
    second.table.columns = {{"clause", {"clause", "条款"}}};
    report.sections = {first, second};
    return report;
}

std::string written(const Report& report, TableFormat format, Language language = Language::en) {
    std::string text;
    write_report(write_memory(text), report, format, language);
    return text;
}

TEST_CASE("a report for people has its title, its facts, and each table with its notes") {
    CHECK(written(small_report(), TableFormat::table) ==
          "Results\n"
          "standard x\n"
          "\n"
          "By site\n"
          "site  count  rate\n"
          "────  ─────  ────\n"
          "南京     10  50.0\n"
          "\"x\"       0     —\n"
          "────  ─────  ────\n"
          "         10  50.0\n"
          "Of those who sat.\n"
          "\n"
          "Reasons\n"
          "clause\n"
          "──────\n");
    CHECK(written(small_report(), TableFormat::table, Language::zh).starts_with("结果\n标准 x\n"));
}

TEST_CASE("a report as JSON has an array for each table, also where that has no row") {
    const std::string text = written(small_report(), TableFormat::json);
    CHECK(
        text.starts_with("{\n  \"site\": [\n    {\n      \"site\": \"南京\",\n"
                         "      \"count\": 10,\n      \"rate\": \"50.0\"\n    },\n"));
    const auto document = nlohmann::json::parse(text);
    REQUIRE(document.size() == 2);
    REQUIRE(document.at("site").size() == 2);
    CHECK(document["site"][1]["site"] == "\"x\"");
    CHECK(document["site"][1]["rate"] == "");
    CHECK(document.at("a reason").empty());
}

TEST_CASE("a report of one table is written as that table is, in TOML and JSON") {
    Report report = small_report();
    report.sections.pop_back();
    for (const TableFormat format : {TableFormat::json, TableFormat::toml, TableFormat::csv}) {
        std::string table;
        write_table(write_memory(table), report.sections[0].table, format, Language::en);
        CHECK(written(report, format) == table);
    }
}

TEST_CASE("a report as TOML has an array of tables for each table that has rows") {
    Report report = small_report();
    report.sections[1].table.rows = {{"1.9.2"}};
    const toml::table document = toml::parse(written(report, TableFormat::toml));
    REQUIRE(document["site"].as_array() != nullptr);
    CHECK(document["site"].as_array()->size() == 2);
    REQUIRE(document["a reason"].as_array() != nullptr);
    CHECK(document["a reason"][0]["clause"].value<std::string>() == "1.9.2");
}

TEST_CASE("a report as CSV is its first table") {
    CHECK(written(small_report(), TableFormat::csv, Language::zh) ==
          "site,count,rate\n南京,10,50.0\n\"\"\"x\"\"\",0,\n");
}

TEST_CASE("a section is found by the id of its table") {
    CHECK(find_section(small_report(), "site") == 0U);
    CHECK(find_section(small_report(), "a reason") == 1U);
    CHECK_FALSE(find_section(small_report(), "By site").has_value());
    CHECK_FALSE(find_section(small_report(), "").has_value());
}

}  // namespace
}  // namespace certrec
