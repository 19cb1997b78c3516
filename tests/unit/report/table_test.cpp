#include "certrec/report/table.hpp"

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/toml.hpp"

namespace certrec {
namespace {

const std::vector<std::string> kAwkward = {
    "plain",    "",       "甲,乙",  "say \"hi\"", "two\nlines", "\r\n",   "tab\there", "C:\\new",
    "'single'", "\u0001", "\u007F", "𠮷野",       "'''",        "\"\"\"", "\\u0041",   "a = 1",
    "[x]",      "# no",   " x ",    "\b\f",       "\u2028",     "=1+1",   "true",      "60.50"};

Table awkward_table() {
    Table table;
    table.id = "row";
    table.columns = {{"name", {"name", "姓名"}}, {"count", {"count", "人数"}, Alignment::right}};
    std::uint64_t count = 0;
    for (const std::string& text : kAwkward) table.rows.push_back({text, count++});
    table.rows.push_back({"most", ~std::uint64_t{0} / 2});
    table.total = {"", std::uint64_t{99}};
    return table;
}

std::string written(const Table& table, TableFormat format, Language language = Language::en) {
    std::string text;
    write_table(write_memory(text), table, format, language);
    return text;
}

TEST_CASE("the formats of a table have the names of the manual") {
    CHECK(parse_table_format("csv") == TableFormat::csv);
    CHECK(parse_table_format("toml") == TableFormat::toml);
    CHECK(parse_table_format("json") == TableFormat::json);
    CHECK(parse_table_format("jsonl") == TableFormat::jsonl);
    CHECK(parse_table_format("table") == TableFormat::table);
    CHECK_FALSE(parse_table_format("").has_value());
    CHECK_FALSE(parse_table_format("CSV").has_value());
}

TEST_CASE("a table as CSV has the ids of its columns, its cells as they are, and no total") {
    const Table table = awkward_table();
    const std::string text = written(table, TableFormat::csv, Language::zh);
    CHECK(text.starts_with("name,count\nplain,0\n,1\n\"甲,乙\",2\n\"say \"\"hi\"\"\",3\n"));
    CsvReader reader(read_memory("t.csv", text));
    for (const auto& row : table.rows) {
        const CsvRow* const read = reader.next();
        REQUIRE(read != nullptr);
        CHECK(read->field(0) == row[0].text);
        CHECK(read->field(1) == row[1].text);
    }
    CHECK(reader.next() == nullptr);
}

TEST_CASE("a table as JSON is a document with exact texts and whole numbers (RFC 8259)") {
    const Table table = awkward_table();
    const auto document = nlohmann::json::parse(written(table, TableFormat::json, Language::zh));
    REQUIRE(document.at("row").size() == table.rows.size());
    CHECK(document.size() == 1);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = document["row"][i];
        CHECK(row.at("name").get<std::string>() == table.rows[i][0].text);
        CHECK(row.at("count").is_number_integer());
        CHECK(std::to_string(row.at("count").get<std::uint64_t>()) == table.rows[i][1].text);
        CHECK(row.size() == 2);
    }
}

TEST_CASE("a table as JSON lines has the same rows as in JSON, one a line") {
    const Table table = awkward_table();
    const auto document = nlohmann::json::parse(written(table, TableFormat::json));
    std::istringstream lines(written(table, TableFormat::jsonl));
    std::string line;
    for (const auto& row : document.at("row")) {
        REQUIRE(std::getline(lines, line));
        CHECK(nlohmann::json::parse(line) == row);
    }
    CHECK_FALSE(std::getline(lines, line));
}

toml::table parsed(const std::string& text) {
    INFO(text);
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        FAIL("not TOML: " << error.description());
    }
    return {};
}

TEST_CASE("a table as TOML is a document with exact texts and whole numbers (TOML 1.0)") {
    const Table table = awkward_table();
    const toml::table document = parsed(written(table, TableFormat::toml, Language::zh));
    const toml::array& rows = *document["row"].as_array();
    REQUIRE(rows.size() == table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const toml::table& row = *rows[i].as_table();
        CHECK(row["name"].value<std::string>() == table.rows[i][0].text);
        CHECK(std::to_string(row["count"].value<std::int64_t>().value()) == table.rows[i][1].text);
    }
}

TEST_CASE("columns may have names that TOML and JSON must quote") {
    for (const std::string id :
         {"地区", "a b", "a.b", "\"quoted\"", "x=y", "", "[a]", "two\nlines", "'", "tab\t"}) {
        INFO(id);
        Table table;
        table.id = "group";
        table.columns = {{id, {id, id}}, {"n", {"n", "n"}}};
        table.rows = {{"甲", std::uint64_t{1}}, {"乙", std::uint64_t{2}}};
        const auto json = nlohmann::json::parse(written(table, TableFormat::json));
        CHECK(json["group"][1].at(id) == "乙");
        const std::string text = written(table, TableFormat::toml);
        try {
            const toml::table document = toml::parse(text);
            const toml::table& row = *(*document["group"].as_array())[1].as_table();
            const toml::node* const cell = row.get(id);
            CHECK((cell != nullptr && cell->value<std::string>() == "乙"));
        } catch (const toml::parse_error&) {
            FAIL_CHECK("this is not TOML:\n" << text);
        }
    }
}

TEST_CASE("a table without rows is still a document") {
    Table table = awkward_table();
    table.rows.clear();
    CHECK(written(table, TableFormat::csv) == "name,count\n");
    CHECK(nlohmann::json::parse(written(table, TableFormat::json))["row"].empty());
    (void)parsed(written(table, TableFormat::toml));
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// The column of the terminal on which `part` ends.
std::size_t end_of(const std::string& line, const std::string& part) {
    const auto at = line.rfind(part);
    REQUIRE(at != std::string::npos);
    return display_width(line.substr(0, at + part.size()));
}

TEST_CASE("columns of a table line up where Chinese and Latin text are mixed") {
    Table table;
    table.id = "group";
    table.columns = {{"site", {"site", "考点"}},
                     {"candidates", {"candidates", "人数"}, Alignment::right},
                     {"rate", {"pass rate %", "合格率 %"}, Alignment::right}};
    table.rows = {{"南京", std::uint64_t{7}, "100.0"},
                  {"𠮷野 A", std::uint64_t{12345}, "9.5"},
                  {"e\u0301cole", std::uint64_t{123}, ""}};
    table.total = {"", std::uint64_t{12475}, "55.5"};
    for (const Language language : {Language::en, Language::zh}) {
        const auto lines = lines_of(written(table, TableFormat::table, language));
        REQUIRE(lines.size() == 7);
        const std::size_t counts_end = end_of(lines[0], table.columns[1].title.in(language));
        CHECK(end_of(lines[2], "7") == counts_end);
        CHECK(end_of(lines[3], "12345") == counts_end);
        CHECK(end_of(lines[4], "123") == counts_end);
        CHECK(end_of(lines[6], "12475") == counts_end);
        const std::size_t width = end_of(lines[0], table.columns[2].title.in(language));
        CHECK(display_width(lines[1]) == width);
        CHECK(display_width(lines[2]) == width);
        CHECK(display_width(lines[3]) == width);
        CHECK(display_width(lines[5]) == width);
        CHECK(display_width(lines[6]) == width);
        for (const std::string& line : lines) CHECK_FALSE(line.ends_with(' '));
    }
}

TEST_CASE("control characters in a table reach no terminal, and the columns still line up") {
    Table table;
    table.id = "group";
    table.columns = {{"site", {"site", "考点"}}, {"n", {"n", "n"}, Alignment::right}};
    table.rows = {{"a\x1b[31m\nb", std::uint64_t{1}}, {"plain", std::uint64_t{2}}};
    const std::string text = written(table, TableFormat::table);
    CHECK_FALSE(testing::has_raw_control(text));
    const auto lines = lines_of(text);
    REQUIRE(lines.size() == 4);
    CHECK(display_width(lines[2]) == display_width(lines[3]));
}

TEST_CASE("titles of a table can hold no control characters either") {
    Table table;
    table.id = "group";
    table.columns = {{"a\x1b[31m", {"a\x1b[31m", "a\x1b[31m"}}};
    table.rows = {{"x"}};
    CHECK_FALSE(testing::has_raw_control(written(table, TableFormat::table)));
}

}  // namespace
}  // namespace certrec
