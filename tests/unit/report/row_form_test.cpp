#include "certrec/report/row_form.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec {
namespace {

using testing::Dice;
using Rows = std::vector<std::vector<std::string>>;

std::string csv_of(const Rows& rows) {
    CsvText text;
    for (const auto& row : rows) {
        for (const std::string& value : row) text.field(value);
        text.end_row();
    }
    return std::string(text.view());
}

std::string formed(std::string_view csv, const RowForm& form) {
    std::string text;
    RowFilter filter(write_memory(text), form);
    filter.write(csv);
    filter.finish();
    return text;
}

Rows random_rows(Dice& dice) {
    static const std::vector<std::string> kPieces = {
        "a", "张", "1", "0", "007", "\"", "\"\"", ",",    ";",   "|",   "\t", "\n", "\r\n",
        "=", "+",  "-", "@", "＝",  "'",  "\\",   "\x01", "1E5", "2-3", "𠮷", " ",  "x y"};
    const std::size_t width = dice.between(1, 4);
    Rows rows(1);
    for (std::size_t i = 0; i < width; ++i) rows[0].push_back("c" + std::to_string(i));
    for (std::size_t count = dice.below(6); count > 0; --count) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < width; ++i) {
            std::string value;
            for (std::size_t n = dice.below(4); n > 0; --n) value += dice.pick(kPieces);
            row.push_back(value);
        }
    }
    return rows;
}

constexpr RowForm kJson{RowFormat::json, ',', true, false};
constexpr RowForm kLines{RowFormat::jsonl, ',', true, false};
constexpr RowForm kExcel{RowFormat::csv, ',', true, true};

TEST_CASE("rows as JSON are an array of objects, every value a string as it is") {
    CHECK(formed("a,b\n1.50,\n\"x\"\"y\",\"1\n2\"\n", kJson) ==
          "[\n{\"a\":\"1.50\",\"b\":\"\"},\n{\"a\":\"x\\\"y\",\"b\":\"1\\n2\"}\n]\n");
    CHECK(formed("a,b\n", kJson) == "[]\n");
    CHECK(formed("a,b\n007,é\n", kLines) == "{\"a\":\"007\",\"b\":\"é\"}\n");
    CHECK(formed("a,b\n", kLines).empty());
    CHECK(formed("a\n\n", kLines) == "{\"a\":\"\"}\n");
}

TEST_CASE("rows for a spreadsheet begin with a byte order mark, and their lines end in CRLF") {
    CHECK(formed("a,b\n1,007\n=1,\"x,y\"\n", kExcel) ==
          "\xEF\xBB\xBF"
          "a,b\r\n1,\"=\"\"007\"\"\"\r\n\"=\"\"=1\"\"\",\"x,y\"\r\n");
}

TEST_CASE("with another delimiter fields keep their quotes and get those that it needs") {
    RowForm form;
    form.delimiter = ';';
    CHECK(formed("a,b\n\"x\",y;z\n\"1,2\",\"q\"\"\"\n", form) ==
          "a;b\n\"x\";\"y;z\"\n\"1,2\";\"q\"\"\"\n");
    form.delimiter = '\t';
    CHECK(formed("a,b\nx\ty,z\n", form) == "a\tb\n\"x\ty\"\tz\n");
}

TEST_CASE("without a header the first row is left out of CSV, and is the keys of JSON") {
    RowForm form;
    form.has_header = false;
    CHECK(formed("\"a\n\",b\n1,\"2\"\n", form) == "1,\"2\"\n");
    form.format = RowFormat::jsonl;
    CHECK(formed("a,b\n1,2\n", form) == "{\"a\":\"1\",\"b\":\"2\"}\n");
}

TEST_CASE("two columns of one name are refused for JSON, and kept in CSV") {
    CHECK_THROWS_AS(formed("a,b,a\n1,2,3\n", kJson), Refusal);
    CHECK_THROWS_AS(formed("a,b,a\n", kLines), Refusal);
    CHECK(formed("a,a\n1,2\n", RowForm{}) == "a,a\n1,2\n");
}

TEST_CASE("an array of JSON that breaks off is not closed") {
    std::string text;
    {
        RowFilter filter(write_memory(text), kJson);
        filter.write("a\n");
        for (int i = 0; i < 100'000; ++i) filter.write("value\n");
    }
    CHECK(text.size() > 100'000);
    CHECK_FALSE(nlohmann::json::accept(text));
}

TEST_CASE("rows come out the same in whichever pieces they come in, with all their values") {
    Dice dice(7);
    for (int round = 0; round < 2000; ++round) {
        const Rows rows = random_rows(dice);
        const std::string csv = csv_of(rows);
        RowForm form;
        form.format =
            dice.pick(std::vector<RowFormat>{RowFormat::csv, RowFormat::json, RowFormat::jsonl});
        form.delimiter = dice.pick(std::string(",;|\t"));
        form.is_for_spreadsheet = dice.chance(2);
        const std::string whole = formed(csv, form);
        std::string text;
        RowFilter filter(write_memory(text), form);
        for (std::string_view rest = csv; !rest.empty();) {
            const std::size_t size = dice.between(1, std::min<std::size_t>(rest.size(), 9));
            filter.write(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        filter.finish();
        INFO(csv);
        REQUIRE(text == whole);
        if (form.format != RowFormat::json) continue;
        const auto array = nlohmann::ordered_json::parse(whole);
        REQUIRE(array.size() == rows.size() - 1);
        for (std::size_t i = 0; i < array.size(); ++i) {
            std::size_t column = 0;
            for (const auto& [key, value] : array[i].items()) {
                REQUIRE(key == rows[0].at(column));
                REQUIRE(value.get<std::string>() == rows[i + 1].at(column));
                ++column;
            }
            REQUIRE(column == rows[0].size());
        }
    }
}

TEST_CASE("CSV that is asked for as it is keeps its bytes") {
    Dice dice(8);
    for (int round = 0; round < 500; ++round) {
        const std::string csv = csv_of(random_rows(dice));
        REQUIRE(formed(csv, RowForm{}) == csv);
    }
    CHECK(formed("a,\"b\"\n\"plain\",\"\"\n", RowForm{}) == "a,\"b\"\n\"plain\",\"\"\n");
}

}  // namespace
}  // namespace certrec
