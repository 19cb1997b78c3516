#include "certrec/records/csv_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../catch.hpp"
#include "naive_csv.hpp"

namespace certrec {
namespace {

using testing::Dice;
using testing::NaiveCsv;
using testing::refusal_of;

using Fields = std::vector<std::string>;

/// All rows of `bytes`, without the header.
std::vector<Fields> rows_of(std::string bytes) {
    CsvReader reader(read_memory("test.csv", std::move(bytes)));
    std::vector<Fields> rows;
    while (const CsvRow* const row = reader.next()) {
        Fields fields;
        for (std::size_t i = 0; i < row->size(); ++i) fields.emplace_back(row->field(i));
        rows.push_back(fields);
    }
    return rows;
}

void read_to_end(std::string bytes) { (void)rows_of(std::move(bytes)); }

/// `line:column message` of what refuses these bytes.
std::string refusal(std::string bytes) {
    const Diagnostic found = refusal_of([&] { read_to_end(std::move(bytes)); });
    CHECK(found.location.file == "test.csv");
    CHECK(found.severity == Severity::error);
    CHECK_FALSE(found.message.zh.empty());
    return testing::place_of(found.location) + " " + found.message.en;
}

TEST_CASE("fields are separated by commas, rows by line breaks (RFC 4180 section 2, 1 to 4)") {
    CHECK(rows_of("a,b\n1,2\n3,4\n") == std::vector<Fields>{{"1", "2"}, {"3", "4"}});
    CHECK(rows_of("a,b\r\n1,2\r\n") == std::vector<Fields>{{"1", "2"}});
    CHECK(rows_of("a,b\n1,2\r\n3,4\n") == std::vector<Fields>{{"1", "2"}, {"3", "4"}});
    CHECK(rows_of("a,b\n1,2") == std::vector<Fields>{{"1", "2"}});
    CHECK(rows_of("a,b\r\n1,2\r\n3,4") == std::vector<Fields>{{"1", "2"}, {"3", "4"}});
    CHECK(rows_of("a,b\n, \n,\n") == std::vector<Fields>{{"", " "}, {"", ""}});
    CHECK(rows_of("a,b,c\n,,\n") == std::vector<Fields>{{"", "", ""}});
    CHECK(rows_of("a,b\n 1 ,\t2\n") == std::vector<Fields>{{" 1 ", "\t2"}});
}

TEST_CASE(
    "quoted fields hold commas, line breaks and doubled quotes (RFC 4180 section 2, 5 to 7)") {
    CHECK(rows_of("a,b\n\"1,2\",\"3\"\n") == std::vector<Fields>{{"1,2", "3"}});
    CHECK(rows_of("a,b\n\"x\ny\",\"x\r\ny\"\n") == std::vector<Fields>{{"x\ny", "x\r\ny"}});
    CHECK(rows_of("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n") ==
          std::vector<Fields>{{"say \"hi\"", "\""}});
    CHECK(rows_of("a,b\n\"\",\"\"\r\n") == std::vector<Fields>{{"", ""}});
    CHECK(rows_of("a,b\n\"\"\"\",\"\"\"\"\"\"") == std::vector<Fields>{{"\"", "\"\""}});
    CHECK(rows_of("a,b\n1,\"2\"") == std::vector<Fields>{{"1", "2"}});
    CHECK(rows_of("\"a\",\"b\nc\"\n1,2\n") == std::vector<Fields>{{"1", "2"}});
    CHECK(rows_of("a,b\n\"x\ry\",\"\r\"\n") == std::vector<Fields>{{"x\ry", "\r"}});
}

TEST_CASE("the header gives the names of the columns and where they stand") {
    const CsvReader reader(read_memory("test.csv", "姓名,\"a\"\"b\",\"x\ny\",𠮷,\n"));
    const CsvHeader& header = reader.header();
    CHECK(header.names() == Fields{"姓名", "a\"b", "x\ny", "𠮷", ""});
    CHECK(header.bytes() == "姓名,\"a\"\"b\",\"x\ny\",𠮷,");
    CHECK(testing::place_of(header.location(0)) == "1:1");
    CHECK(testing::place_of(header.location(1)) == "1:4");
    CHECK(testing::place_of(header.location(2)) == "1:11");
    CHECK(testing::place_of(header.location(3)) == "2:4");
    CHECK(testing::place_of(header.location(4)) == "2:6");
    CHECK(header.find("𠮷") == 3U);
    CHECK(header.require("a\"b") == 1U);
    CHECK_FALSE(header.find("b").has_value());
}

TEST_CASE("a missing column is refused with the likely one and all that there are") {
    const CsvReader reader(read_memory("test.csv", "candidate_id,theroy,practical\n"));
    const Diagnostic found = refusal_of([&] { (void)reader.header().require("theory"); });
    CHECK(testing::place_of(found.location) == "1:0");
    CHECK(testing::contains(found.message.en, "'theory'"));
    CHECK(testing::contains(found.hint.en, "'theroy'"));
    CHECK(testing::contains(found.hint.en, "candidate_id, theroy, practical"));
    CHECK(testing::contains(found.hint.zh, "candidate_id、theroy、practical"));
}

TEST_CASE("a column that is there twice is refused where it stands the second time") {
    const CsvReader reader(read_memory("test.csv", "level,name,level\n"));
    for (const auto ask : {0, 1}) {
        const Diagnostic found = refusal_of([&] {
            if (ask == 0) (void)reader.header().find("level");
            if (ask == 1) (void)reader.header().require("level");
        });
        CHECK(testing::place_of(found.location) == "1:12");
        CHECK(testing::contains(found.message.en, "'level'"));
    }
    CHECK(reader.header().find("name") == 1U);
}

TEST_CASE("a byte order mark is skipped and takes no column") {
    CsvReader reader(read_memory("test.csv",
                                 "\xEF\xBB\xBF"
                                 "a,b\n1,2\n"));
    CHECK(reader.header().names() == Fields{"a", "b"});
    CHECK(reader.header().bytes() == "a,b");
    CHECK(testing::place_of(reader.header().location(0)) == "1:1");
    CHECK(testing::place_of(reader.header().location(1)) == "1:3");
    CHECK(rows_of("\xEF\xBB\xBF\"a\",b\n1,2\n") == std::vector<Fields>{{"1", "2"}});
    CHECK(rows_of("a,b\n\xEF\xBB\xBF,2\n") == std::vector<Fields>{{"\xEF\xBB\xBF", "2"}});
}

TEST_CASE("empty lines are passed over, but in one column they are empty values") {
    CHECK(rows_of("a,b\n\n1,2\n\r\n\n3,4\n\n") == std::vector<Fields>{{"1", "2"}, {"3", "4"}});
    CHECK(rows_of("a\n\n1\n\r\n") == std::vector<Fields>{{""}, {"1"}, {""}});
    CHECK(rows_of("a\n1") == std::vector<Fields>{{"1"}});
    CHECK(rows_of("a\n1\n") == std::vector<Fields>{{"1"}});
    CHECK(rows_of("a\n\"\"\n") == std::vector<Fields>{{""}});
    CsvReader reader(read_memory("test.csv", "a,b\n\n\n1,2\n"));
    CHECK(reader.next()->line() == 4);
}

TEST_CASE("a file with a header only has no rows, and stays at its end") {
    for (const char* const bytes : {"a,b", "a,b\n", "a,b\r\n", "a",
                                    "\xEF\xBB\xBF"
                                    "a,b\n",
                                    "a,b\n\n\n"}) {
        INFO(bytes);
        CsvReader reader(read_memory("test.csv", bytes));
        CHECK(reader.next() == nullptr);
        CHECK(reader.next() == nullptr);
    }
}

TEST_CASE("an empty file is refused") {
    CHECK(testing::contains(refusal(""), "0:0 the file is empty"));
    CHECK(testing::contains(refusal("\xEF\xBB\xBF"), "0:0 the file is empty"));
}

TEST_CASE("an open quote is reported where it opens, however far away the end is") {
    CHECK(testing::contains(refusal("a,b\n1,\"2\n3,4\n5,6\n"), "2:3 the quote opened here"));
    CHECK(testing::contains(refusal("a,b\n\""), "2:1 the quote opened here"));
    CHECK(testing::contains(refusal("a,b\n\"x\ny\",\"\"\""), "3:4 the quote opened here"));
    CHECK(testing::contains(refusal("\"a,b\n1,2\n"), "1:1 the quote opened here"));
    CHECK(testing::contains(refusal("姓名,b\n𠮷,\"" + std::string(600'000, 'x')),
                            "2:3 the quote opened here"));
}

TEST_CASE("quotes in the wrong place are refused there") {
    CHECK(testing::contains(refusal("a,b\n1,x\"y\"\n"), "2:4 a quote inside"));
    CHECK(testing::contains(refusal("a,b\n1, \"2\"\n"), "2:4 a quote inside"));
    CHECK(testing::contains(refusal("a,b\n\"1\"x,2\n"), "2:4 text after the closing quote"));
    CHECK(testing::contains(refusal("a,b\n\"1\" ,2\n"), "2:4 text after the closing quote"));
    CHECK(testing::contains(refusal("a,b\n\"1\n\"中,2\n"), "3:2 text after the closing quote"));
}

TEST_CASE("a carriage return that ends no line is refused") {
    CHECK(testing::contains(refusal("a,b\n1\r,2\n"), "2:2 a carriage return"));
    CHECK(testing::contains(refusal("a,b\n1,2\r"), "2:4 a carriage return"));
    CHECK(testing::contains(refusal("a,b\r1,2\r"), "1:4 a carriage return"));
    CHECK(testing::contains(refusal("a,b\n1,2\r\r\n"), "2:4 a carriage return"));
    CHECK(testing::contains(refusal("a,b\n\"1\"\r,2\n"), "2:4 a carriage return"));
}

TEST_CASE("NUL and bytes that are not UTF-8 are refused with line and column") {
    CHECK(testing::contains(refusal(std::string("a,b\n1,\0\n", 8)), "2:3 a NUL byte"));
    CHECK(testing::contains(refusal("a,b\n姓名,\xB3\xC9\n"), "2:4 the byte 0xb3 is not UTF-8"));
    CHECK(testing::contains(refusal("a,b\n\"1\n2\xFF\",\n"), "3:2 the byte 0xff is not UTF-8"));
    CHECK(testing::contains(refusal("a,b\n1,\xE4\xB8"),
                            "2:3 the file ends in the middle of a character"));
    CHECK(testing::contains(refusal("\xFF\xFE"
                                    "a,b\n"),
                            "1:1 the byte 0xff is not UTF-8"));
    CHECK(testing::contains(refusal("a,b\n1,\xED\xA0\x80\n"), "2:3 the byte 0xed is not UTF-8"));
    // Rows before the place are good.
    CsvReader reader(read_memory("test.csv", "a,b\n1,2\n\xFF,4\n"));
    CHECK(reader.next() != nullptr);
    CHECK_THROWS_AS(reader.next(), Refusal);
}

TEST_CASE("a row has as many fields as the header") {
    CHECK(refusal("a,b,c\n1,2\n") == "2:0 the row has 2 fields, the header has 3");
    CHECK(refusal("a,b\n1\n") == "2:0 the row has 1 field, the header has 2");
    CHECK(refusal("a,b\n1,2\n\"x\ny\",2,3,4\n") == "4:6 the row has 4 fields, the header has 2");
    CHECK(refusal("a,b\n\"\"\n") == "2:0 the row has 1 field, the header has 2");
    CHECK(refusal("a\n1,2\n") == "2:3 the row has 2 fields, the header has 1");
    CHECK(refusal("a,b\n \n") == "2:0 the row has 1 field, the header has 2");
}

TEST_CASE("the bytes of a row are those of the file without the line ending") {
    CsvReader reader(read_memory("test.csv", "a,b\n\"1\"\"\",  2\r\n3,\"4\n5\""));
    const CsvRow* row = reader.next();
    CHECK(row->bytes() == "\"1\"\"\",  2");
    CHECK(row->raw_field(0) == "\"1\"\"\"");
    CHECK(row->line() == 2);
    row = reader.next();
    CHECK(row->bytes() == "3,\"4\n5\"");
    CHECK(row->line() == 3);
    CHECK(row->location() == Location{"test.csv", 3, 0});
}

// Pieces that make and break structures when they stand next to each other.
const std::vector<std::string> kPieces = {",",       ",",
                                          ",",       "\"",
                                          "\"",      "\"\"",
                                          "\n",      "\n",
                                          "\r\n",    "a",
                                          "bc",      "姓名",
                                          "𠮷",      "é",
                                          "\"x\"",   " ",
                                          "1",       "\"a\"\"b\"",
                                          "\"\n\"",  "\"\r\n\"",
                                          "\"中,\"", "0123456789012345678901234567890123456789"};
std::string random_soup(Dice& dice) {
    std::string bytes = dice.chance(8) ? "\xEF\xBB\xBF" : "";
    for (std::size_t n = dice.below(30); n > 0; --n) bytes += dice.pick(kPieces);
    if (dice.chance(4)) bytes += dice.pick(testing::csv_poison());
    if (dice.chance(2)) bytes += "\n";
    return bytes;
}

void compare(const std::string& bytes, std::size_t most, std::uint64_t seed) {
    const NaiveCsv expected = testing::parse_naively(bytes);
    const NaiveCsv found = testing::read_with_reader(testing::read_in_pieces(bytes, most, seed));
    const std::string wrong = testing::difference(expected, found);
    if (!wrong.empty()) FAIL_CHECK("pieces of " << most << ", seed " << seed << "\n" << wrong);
}

TEST_CASE("random files read in random pieces are what a naive parser says") {
    Dice dice(20260915);
    std::size_t refused = 0;
    std::size_t sound = 0;
    for (std::uint64_t i = 0; i < 40'000; ++i) {
        const std::string bytes =
            dice.chance(2) ? random_soup(dice) : testing::random_csv(dice, 12);
        compare(bytes, dice.chance(3) ? 1 : 7, i);
        if (dice.chance(4)) compare(bytes, 4096, i);
        ++(testing::parse_naively(bytes).refused_at.empty() ? sound : refused);
    }
    // Both sides must be worth something.
    CHECK(refused > 5'000);
    CHECK(sound > 5'000);
}

TEST_CASE("every structure survives being cut at every byte") {
    const std::string bytes =
        "\xEF\xBB\xBF姓名,\"a\"\"b\"\r\n\"x\r\ny\",𠮷\n\n\"\",\"\"\"\"\r\n,\"中\"";
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        const auto at = std::make_shared<std::size_t>(0);
        const ByteSource source{"test.csv", [at, cut, bytes](std::span<char> into) {
                                    const std::size_t end = *at < cut ? cut : bytes.size();
                                    const std::size_t count = end - *at;
                                    REQUIRE(count <= into.size());
                                    bytes.copy(into.data(), count, *at);
                                    *at += count;
                                    return count;
                                }};
        INFO("cut at " << cut);
        CHECK(testing::difference(testing::parse_naively(bytes),
                                  testing::read_with_reader(source)) == "");
    }
}

TEST_CASE("every structure survives lying across the end of a block") {
    const std::string structure = "\"a\"\"b\",中𠮷\r\n\"x\r\ny\",\"\"\n\n\"\"\"\",é\r\n";
    for (std::size_t before = 0; before <= structure.size() + 2; ++before) {
        for (const std::size_t block : {CsvReader::kBlockBytes, CsvReader::kBlockBytes + 64}) {
            std::string bytes = "h,k\n";
            while (bytes.size() + 200 < block) bytes += "filler,0123456789\n";
            bytes += std::string(block - before - bytes.size() - 3, 'x') + ",y\n" + structure;
            bytes += "last,row\n";
            CHECK(testing::difference(testing::parse_naively(bytes),
                                      testing::read_with_reader(read_memory("test.csv", bytes))) ==
                  "");
        }
    }
}

TEST_CASE("files of many blocks are what a naive parser says") {
    Dice dice(99);
    for (int i = 0; i < 6; ++i) {
        std::string bytes = "a,b,c\n";
        while (bytes.size() < 700'000) {
            for (int f = 0; f < 3; ++f)
                bytes += (f > 0 ? "," : "") + testing::random_csv_field(dice);
            bytes += dice.chance(3) ? "\r\n" : "\n";
        }
        compare(bytes, i % 2 == 0 ? 1'000'000 : 7, static_cast<std::uint64_t>(i));
    }
}

TEST_CASE("a row may be longer than a block") {
    const std::string large(3 * CsvReader::kBlockBytes + 17, 'x');
    std::string lines;
    for (int i = 0; i < 100'000; ++i) lines += "中\"\"\n";
    const std::string bytes = "a,b\n" + large + ",1\n\"" + lines + "\"," + large + "\n3,4\n";
    for (const std::size_t most : {std::size_t{4'000'000}, std::size_t{10'007}}) {
        compare(bytes, most, 1);
    }
}

std::string row_of(std::size_t bytes) { return std::string(bytes - 2, 'x') + ",1"; }

TEST_CASE("a row of kMaxRowBytes is read") {
    CHECK(rows_of("a,b\n" + row_of(CsvReader::kMaxRowBytes) + "\n3,4\n").size() == 2);
    CHECK(rows_of("a,b\n" + row_of(CsvReader::kMaxRowBytes)).size() == 1);
}

TEST_CASE("a row far longer than kMaxRowBytes is refused where it begins") {
    const std::string found = refusal("a,b\n1,2\n" + row_of(2 * CsvReader::kMaxRowBytes) + "\n");
    CHECK(testing::contains(found, "3:1 the row is longer than 16777216 bytes"));
    CHECK(
        testing::contains(refusal("a,b\n1,\"" + std::string(40'000'000, '\n')), "2:1 the row is"));
}

TEST_CASE("a row one byte longer than kMaxRowBytes is refused, however the bytes arrive") {
    const std::string bytes = "a,b\n" + row_of(CsvReader::kMaxRowBytes + 1) + "\n3,4\n";
    CHECK_THROWS_AS(read_to_end(bytes), Refusal);
    const NaiveCsv in_pieces =
        testing::read_with_reader(testing::read_in_pieces(bytes, 1'000'000, 1));
    CHECK(testing::contains(in_pieces.reason, "longer than"));
}

TEST_CASE("the values of a row can be asked for again, until the next row takes its place") {
    CsvReader reader(read_memory("test.csv", "a,b\n\"1\"\"\",2\n\"3\"\"\",4\n"));
    const CsvRow* const first = reader.next();
    CHECK(first->field(0) == "1\"");
    CHECK(first->field(0) == "1\"");
    const CsvRow* const second = reader.next();
    CHECK(second == first);
    CHECK(second->field(0) == "3\"");
}

/// What a reader says of places: `row next line` for each row.
std::vector<std::string> places_in(CsvReader& reader, std::string_view bytes) {
    std::vector<std::string> places;
    while (const CsvRow* const row = reader.next()) {
        const std::uint64_t begin = reader.row_offset();
        CHECK(bytes.substr(begin, row->bytes().size()) == row->bytes());
        places.push_back(std::to_string(begin) + " " + std::to_string(reader.next_offset()) + " " +
                         std::to_string(reader.next_line()));
    }
    return places;
}

TEST_CASE("a reader knows where its row and the next one begin, in bytes and lines") {
    const std::string bytes = "a,\"b\nc\"\r\n姓,2\n\n\"x\r\ny\",\"\"\"\"\r\n5,6";
    CsvReader reader(read_memory("test.csv", bytes));
    CHECK(reader.row_offset() == 0);
    CHECK(reader.next_offset() == 9);
    CHECK(reader.next_line() == 3);
    // The empty line is passed over on the way to the row after it.
    CHECK(places_in(reader, bytes) == std::vector<std::string>{"9 15 4", "16 29 7", "29 32 8"});

    CsvReader marked(read_memory("test.csv", "\xEF\xBB\xBF" + bytes));
    CHECK(marked.row_offset() == 3);
    CHECK(marked.next_offset() == 12);
    CHECK(places_in(marked, "\xEF\xBB\xBF" + bytes).front() == "12 18 4");

    CsvReader header_only(read_memory("test.csv", "a,b"));
    CHECK(header_only.next_offset() == 3);
}

TEST_CASE("places are counted on from block to block") {
    Dice dice(7);
    std::string bytes = "a,b\n";
    std::vector<std::string> expected;
    std::uint64_t line = 2;
    while (bytes.size() < 3 * CsvReader::kBlockBytes) {
        const std::size_t begin = bytes.size();
        const std::size_t lines = dice.below(4);
        bytes += std::string(dice.below(3000), 'x') + ",\"";
        for (std::size_t i = 0; i < lines; ++i) bytes += dice.chance(2) ? "\n" : "中\r\n";
        bytes += dice.chance(2) ? "\"\n" : "\"\r\n";
        line += lines + 1;
        expected.push_back(std::to_string(begin) + " " + std::to_string(bytes.size()) + " " +
                           std::to_string(line));
    }
    for (const std::size_t most : {std::size_t{1'000'000}, std::size_t{4097}}) {
        CsvReader reader(testing::read_in_pieces(bytes, most, 1));
        CHECK(places_in(reader, bytes) == expected);
    }
}

TEST_CASE("rows in the middle of a file are read with the header and the line that they have") {
    const CsvReader head(read_memory("test.csv", "姓名,level\n"));
    CsvReader reader(read_memory("part", "\n1,\"2\n3\"\n4,5\n"), head.header(), 70);
    CHECK(reader.header().names() == Fields{"姓名", "level"});
    CHECK(reader.header().require("level") == 1);
    CHECK(reader.next_offset() == 0);
    CHECK(reader.next_line() == 70);
    const CsvRow* row = reader.next();
    REQUIRE(row != nullptr);
    CHECK(row->line() == 71);
    CHECK(row->location(1) == Location{"part", 71, 3});
    CHECK(row->field(1) == "2\n3");
    CHECK(reader.row_offset() == 1);
    CHECK(reader.next_offset() == 9);
    row = reader.next();
    REQUIRE(row != nullptr);
    CHECK(row->line() == 73);
    CHECK(reader.next() == nullptr);

    CsvReader none(read_memory("part", ""), head.header(), 5);
    CHECK(none.next() == nullptr);
    CsvReader marked(read_memory("part",
                                 "\xEF\xBB\xBF"
                                 "1,2\n"),
                     head.header(), 5);
    CHECK(marked.next()->field(0) ==
          "\xEF\xBB\xBF"
          "1");  // a mark only begins a whole file
    CsvReader narrow(read_memory("part", "1,2\n3\n"), head.header(), 5);
    CHECK(narrow.next() != nullptr);
    const Diagnostic found = refusal_of([&narrow] { (void)narrow.next(); });
    CHECK(testing::place_of(found.location) == "6:0");
}

TEST_CASE("a source that fails is not taken for the end of the file") {
    int reads = 0;
    const ByteSource source{"test.csv", [&reads](std::span<char> into) -> std::size_t {
                                if (reads++ > 0) throw SystemFailure({"broken", "坏"}, 5);
                                const std::string_view bytes = "a,b\n1,2\n3,";
                                bytes.copy(into.data(), bytes.size());
                                return bytes.size();
                            }};
    CsvReader reader(source);
    CHECK(reader.next() != nullptr);
    CHECK_THROWS_AS(reader.next(), SystemFailure);
}

}  // namespace
}  // namespace certrec
