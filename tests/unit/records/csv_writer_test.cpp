#include "certrec/records/csv_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {
namespace {

using testing::Dice;

std::string written(std::string_view value) {
    std::string field;
    append_csv_field(field, value);
    return field;
}

TEST_CASE("a field is quoted only if it holds a comma, a quote or a line break (RFC 4180)") {
    CHECK(written("").empty());
    CHECK(written("plain") == "plain");
    CHECK(written(" spaces ") == " spaces ");
    CHECK(written("姓名") == "姓名");
    CHECK(written("a,b") == "\"a,b\"");
    CHECK(written("a\nb") == "\"a\nb\"");
    CHECK(written("a\rb") == "\"a\rb\"");
    CHECK(written("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(written("\"") == "\"\"\"\"");
    CHECK(written("，；“”") == "，；“”");
}

TEST_CASE("a long field is quoted for what it holds anywhere, and not for its length") {
    for (std::size_t size = 1; size <= 200; ++size) {
        const std::string plain(size, 'x');
        if (written(plain) != plain) FAIL_CHECK(size << " plain bytes are quoted");
        for (std::size_t at = 0; at < size; ++at) {
            for (const char c : std::string_view(",\n\r")) {
                std::string value = plain;
                value[at] = c;
                if (written(value) != "\"" + value + "\"") FAIL_CHECK(at << " of " << size);
            }
            std::string value = plain;
            value[at] = '"';
            if (written(value).size() != size + 3) FAIL_CHECK("quote " << at << " of " << size);
        }
    }
}

TEST_CASE("rows end in LF and raw fields come through as they stood") {
    std::string text;
    CsvWriter writer(write_memory(text));
    writer.field("a");
    writer.field("b,c");
    writer.end_row();
    writer.raw("\"1\",  2");
    writer.field("");
    writer.field("3");
    writer.end_row();
    writer.field("");
    writer.end_row();
    writer.finish();
    CHECK(text == "a,\"b,c\"\n\"1\",  2,,3\n\n");
}

TEST_CASE("a text of rows grows as it must, and begins anew when it is cleared") {
    CsvText text;
    CHECK(text.view().empty());
    std::string expected;
    for (std::size_t i = 0; i < 300; ++i) {
        const std::string value(i, i % 7 == 0 ? '"' : 'x');
        text.field(value);
        text.raw("\"as,it is\"");
        text.field("");
        text.end_row();
        append_csv_field(expected, value);
        expected += ",\"as,it is\",\n";
    }
    CHECK(text.view() == expected);
    text.field("begun");
    text.clear();
    CHECK(text.view().empty());
    text.raw("");
    text.field("a,\"b\"");
    text.end_row();
    CHECK(text.view() == ",\"a,\"\"b\"\"\"\n");
}

TEST_CASE("pieces handed over end at the end of a row, and what is not finished is dropped") {
    std::vector<std::string> pieces;
    std::size_t rows = 0;
    {
        CsvWriter writer([&pieces](std::string_view piece) { pieces.emplace_back(piece); });
        for (; pieces.size() < 3; ++rows) {
            writer.field(std::string(1000, 'x'));
            writer.field("姓名");
            writer.end_row();
        }
        writer.field("dropped");
        writer.end_row();
    }
    REQUIRE(pieces.size() == 3);
    std::size_t bytes = 0;
    for (const std::string& piece : pieces) {
        CHECK(piece.ends_with("姓名\n"));
        bytes += piece.size();
    }
    CHECK(bytes == rows * (1000 + 1 + 6 + 1));
}

TEST_CASE("what is written reads back as the same values") {
    Dice dice(4);
    const std::vector<std::string> parts = {"",     "a",    ",", "\"", "\n",   "\r", "\r\n",
                                            "姓名", "\"\"", " ", "=1", "\t",   "𠮷", "\uFEFF",
                                            "0",    "'",    ";", "—",  "\\\"", "a,b"};
    for (int i = 0; i < 5'000; ++i) {
        const std::size_t width = dice.between(1, 4);
        std::vector<std::vector<std::string>> rows(dice.between(1, 5));
        for (auto& row : rows) {
            for (std::size_t f = 0; f < width; ++f) {
                std::string value;
                for (std::size_t n = dice.below(5); n > 0; --n) value += dice.pick(parts);
                row.push_back(value);
            }
        }
        // A mark at the very front of the file would be taken for the byte order mark.
        rows.front().front().insert(0, "h");
        std::string text;
        CsvWriter writer(write_memory(text));
        for (const auto& row : rows) {
            for (const std::string& value : row) writer.field(value);
            writer.end_row();
        }
        writer.finish();

        CsvReader reader(read_memory("test.csv", text));
        std::vector<std::vector<std::string>> read = {reader.header().names()};
        while (const CsvRow* const row = reader.next()) {
            read.emplace_back();
            for (std::size_t f = 0; f < row->size(); ++f) read.back().emplace_back(row->field(f));
        }
        if (read != rows) FAIL_CHECK("does not come back:\n" << text);
    }
}

}  // namespace
}  // namespace certrec
