#include "records/csv_split.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../catch.hpp"
#include "naive_csv.hpp"

namespace certrec {
namespace {

using testing::Dice;
using testing::NaiveCsv;

/// The header alone, and where the rows after it stand.
struct Head {
    explicit Head(const ByteStore& store)
        : reader(read_part(store, 0, store.size)),
          rows{reader.next_offset(), store.size, reader.next_line()} {}

    CsvReader reader;
    CsvPart rows;
};

/// Parts follow one another without a gap, each with its rows and at least one byte.
void check_cover(const std::vector<CsvPart>& parts, const CsvPart& rows, std::string_view bytes) {
    REQUIRE_FALSE(parts.empty());
    CHECK(parts.front().begin == rows.begin);
    CHECK(parts.front().line == rows.line);
    CHECK(parts.back().end == rows.end);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        CHECK(parts[i].begin == parts[i - 1].end);
        CHECK(parts[i].begin < parts[i].end);
        CHECK(bytes[parts[i].begin - 1] == '\n');
    }
}

/// What the readers of all parts say, up to the first that refuses.
NaiveCsv read_by_parts(const ByteStore& store, Head& head, const std::vector<CsvPart>& parts) {
    NaiveCsv csv;
    try {
        for (const CsvPart& part : parts) {
            CsvReader reader(read_part(store, part.begin, part.end), head.reader.header(),
                             part.line);
            testing::add_rows(reader, csv);
        }
    } catch (const Refusal& refusal) {
        csv.refused_at = testing::place_of(refusal.diagnostic().location);
        csv.reason = refusal.diagnostic().message.en;
    }
    return csv;
}

/// What a parser of the whole file says of the rows after the header.
NaiveCsv rows_after_header(std::string_view bytes) {
    NaiveCsv csv = testing::parse_naively(bytes);
    if (!csv.rows.empty()) csv.rows.erase(csv.rows.begin());
    return csv;
}

/// As testing::difference, which takes the first row for the header.
std::string difference_of_rows(NaiveCsv expected, NaiveCsv found) {
    expected.rows.insert(expected.rows.begin(), testing::NaiveRow{});
    found.rows.insert(found.rows.begin(), testing::NaiveRow{});
    return testing::difference(expected, found);
}

/// The number of parts that the file was cut into.
std::size_t check_split(const std::string& bytes, std::uint64_t part_bytes) {
    const ByteStore store = memory_store("test.csv", bytes);
    Head head(store);
    const auto parts = split_csv(store, head.rows, part_bytes, 1);
    check_cover(parts, head.rows, bytes);
    const std::string wrong =
        difference_of_rows(rows_after_header(bytes), read_by_parts(store, head, parts));
    if (!wrong.empty()) FAIL_CHECK("parts of " << part_bytes << " of\n" << bytes << "\n" << wrong);
    return parts.size();
}

bool header_is_sound(const std::string& bytes) {
    return !testing::parse_naively(bytes).rows.empty();
}

TEST_CASE("the parts of a CSV file hold its rows and lines, cut anywhere") {
    Dice dice(40);
    std::size_t parts = 0;
    std::size_t refused = 0;
    for (int i = 0; i < 150; ++i) {
        const std::string bytes = testing::random_csv(dice, 60);
        if (!header_is_sound(bytes)) continue;
        if (!testing::parse_naively(bytes).refused_at.empty()) ++refused;
        parts += check_split(bytes, dice.between(1 + bytes.size() / 40, 1 + bytes.size() / 5));
    }
    CHECK(parts > 1'000);
    CHECK(refused > 10);
}

TEST_CASE("a CSV file of a few bytes is cut at every row if the parts are small enough") {
    const std::string bytes = "a,b\n\"1\n\",2\n\n3,\"\"\"\n\"\"\"\r\n5,6\r\n";
    for (std::uint64_t part = 1; part <= bytes.size(); ++part) (void)check_split(bytes, part);
    // Before the empty line, before the row after it, and before the last one.
    CHECK(check_split(bytes, 1) == 4);
    CHECK(check_split(bytes, bytes.size()) == 1);
    CHECK(check_split("a,b\n", 1) == 1);
    CHECK(check_split("a,b", 1) == 1);
    CHECK(check_split("a,b\n1,2", 1) == 1);
    CHECK(check_split("a,b\n1,2\n3,4", 1) == 2);
    CHECK(check_split("\xEF\xBB\xBF"
                      "a,b\n1,2\n3,4\n",
                      1) == 2);
}

TEST_CASE("a row that is longer than a part stands in one part") {
    const std::string field(500, 'x');
    const std::string bytes =
        "a,b\n1,2\n" + field + ",\"" + std::string(300, '\n') + "\"\n3,4\n5,\"\n\"\n";
    for (const std::uint64_t part : {1, 10, 100, 700}) (void)check_split(bytes, part);
    CHECK(check_split(bytes, 20) > 1);
}

TEST_CASE("one wrong byte is refused at the same place in parts as in one piece") {
    Dice dice(41);
    std::size_t refused = 0;
    for (int i = 0; i < 150; ++i) {
        std::string bytes = "a,b\n";
        while (bytes.size() < 600) {
            bytes += testing::random_csv_field(dice) + "," + testing::random_csv_field(dice);
            bytes += dice.chance(2) ? "\n" : "\r\n";
        }
        bytes.insert(dice.between(4, bytes.size()),
                     dice.chance(2) ? "\"" : dice.pick(testing::csv_poison()));
        if (!testing::parse_naively(bytes).refused_at.empty()) ++refused;
        (void)check_split(bytes, dice.between(20, 300));
    }
    CHECK(refused > 100);
}

TEST_CASE("a stray quote is reported where it stands, though it turns all quotes after it") {
    std::string rows;
    for (int i = 0; i < 20; ++i) rows += "\"x\n,\",\"\"\"\n\"\n";
    for (const std::string stray : {"1,a\"b\n", "\"1\"a,2\n", "1,\"2\n"}) {
        const std::string bytes = "a,b\n" + rows + stray + rows;
        for (const std::uint64_t part : {15, 40, 100}) {
            CHECK(check_split(bytes, part) > 1);
        }
    }
}

TEST_CASE("a CSV file is cut in the same places on any number of threads") {
    Dice dice(42);
    std::string bytes = "a,b\n";
    // More than one block of what counts quotes.
    while (bytes.size() < 900'000) {
        bytes +=
            testing::random_csv_field(dice) + ",\"" + std::string(dice.below(400), '\n') + "\"\n";
    }
    const ByteStore store = memory_store("test.csv", bytes);
    Head head(store);
    const auto places = [&](unsigned threads) {
        std::vector<std::vector<std::uint64_t>> found;
        for (const CsvPart& part : split_csv(store, head.rows, 50'000, threads)) {
            found.push_back({part.begin, part.end, part.line});
        }
        return found;
    };
    const auto one = places(1);
    CHECK(one.size() > 10);
    CHECK(places(4) == one);
    CHECK(places(16) == one);
    (void)check_split(bytes, 50'000);
    (void)check_split(bytes, 300'001);
}

}  // namespace
}  // namespace certrec
