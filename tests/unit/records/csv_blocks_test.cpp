#include "certrec/records/csv_blocks.hpp"

#include <algorithm>
#include <memory>
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

/// All rows of all blocks, each block with a scanner of its own, as threads would have it.
NaiveCsv read_blocks(ByteSource source) {
    NaiveCsv csv;
    try {
        CsvBlocks blocks(std::move(source));
        const CsvHeader& header = blocks.header();
        testing::NaiveRow names{std::string(header.bytes()), header.location(0).line, {}};
        for (std::size_t i = 0; i < header.names().size(); ++i) {
            names.fields.push_back({header.names()[i], "", testing::place_of(header.location(i))});
        }
        csv.rows.push_back(std::move(names));
        CsvBlock block;
        while (blocks.next(block)) {
            RowScanner scanner(blocks);
            scanner.start(block);
            testing::add_rows(scanner, csv);
        }
    } catch (const Refusal& refusal) {
        csv.refused_at = testing::place_of(refusal.diagnostic().location);
        csv.reason = refusal.diagnostic().message.en;
    }
    return csv;
}

void compare(const std::string& bytes, std::size_t most, std::uint64_t seed) {
    const std::string wrong = testing::difference(
        testing::parse_naively(bytes), read_blocks(testing::read_in_pieces(bytes, most, seed)));
    if (!wrong.empty()) FAIL_CHECK("pieces of " << most << ", seed " << seed << "\n" << wrong);
}

std::string large_csv(Dice& dice, std::size_t bytes) {
    std::string text = dice.chance(2) ? "\xEF\xBB\xBF" : "";
    text += "a,\"b\nc\",d\r\n";
    while (text.size() < bytes) {
        for (int f = 0; f < 3; ++f) text += (f > 0 ? "," : "") + testing::random_csv_field(dice);
        text += dice.chance(3) ? "\r\n" : "\n";
    }
    return text;
}

TEST_CASE("blocks hold all the rows, whatever the size of the reads") {
    Dice dice(60);
    for (std::uint64_t i = 0; i < 4'000; ++i) {
        compare(testing::random_csv(dice, 12), dice.chance(2) ? 1 : 9, i);
    }
    for (std::uint64_t i = 0; i < 4; ++i) {
        const std::string bytes = large_csv(dice, 900'000);
        compare(bytes, 1, i);
        compare(bytes, 100'000, i);
        compare(bytes, 10'000'000, i);
    }
}

TEST_CASE("blocks are whole rows, one after the other, and know where they begin") {
    Dice dice(61);
    for (int i = 0; i < 4; ++i) {
        std::string bytes = large_csv(dice, 1'200'000);
        if (dice.chance(2)) bytes += "the,last,row";
        CsvBlocks blocks(testing::read_in_pieces(bytes, 300'000, 1));
        std::uint64_t offset = blocks.next_offset();
        CHECK(blocks.next_line() == 3);
        CHECK(blocks.header_offset() == (bytes.starts_with("\xEF") ? 3 : 0));
        CHECK(std::string_view(bytes).substr(0, offset).ends_with("\r\n"));
        CsvBlock block;
        std::size_t count = 0;
        while (blocks.next(block)) {
            ++count;
            CHECK(block.offset() == offset);
            CHECK(block.bytes() == std::string_view(bytes).substr(offset, block.bytes().size()));
            const auto lines = std::count(
                bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
            CHECK(block.line() == static_cast<std::uint64_t>(lines) + 1);
            CHECK(block.bytes().size() <= CsvBlock::kBytes);
            offset += block.bytes().size();
            CHECK(blocks.next_offset() == offset);
            CHECK((block.bytes().back() == '\n' || offset == bytes.size()));
        }
        CHECK(offset == bytes.size());
        CHECK(count >= bytes.size() / CsvBlock::kBytes);
        CHECK_FALSE(blocks.next(block));
    }
}

TEST_CASE("a file shorter than a block is known to be one, a longer one is not") {
    for (std::size_t size = CsvBlock::kBytes - 3; size < CsvBlock::kBytes + 4; ++size) {
        const std::string header = "a,b\n";
        const std::string row = "12345,6\n";
        std::string bytes = header;
        while (bytes.size() + row.size() + 2 <= size) bytes += row;
        bytes += std::string(size - bytes.size() - 2, '7') + ",\n";
        CsvBlocks blocks(testing::read_in_pieces(bytes, 100'000, size));
        const bool is_one = blocks.is_one_block();
        CsvBlock block;
        std::size_t count = 0;
        while (blocks.next(block)) {
            ++count;
            CHECK_FALSE(blocks.is_one_block());
        }
        CHECK(is_one == (size < CsvBlock::kBytes));
        CHECK(count == (size <= CsvBlock::kBytes ? 1 : 2));
    }
    CHECK(CsvBlocks(read_memory("test.csv", "a,b\n")).is_one_block());
}

TEST_CASE("a row longer than a block makes the block longer, and only that one") {
    const std::string large = "\"" + std::string(3 * CsvBlock::kBytes, '\n') + "\",x\r\n";
    std::string bytes = "a,b\n";
    const auto add_small = [&bytes] {
        for (int i = 0; i < 60'000; ++i) bytes += "12345,67890\n";
    };
    add_small();
    bytes += large;
    add_small();
    compare(bytes, 1'000'000, 1);
    CsvBlocks blocks(read_memory("test.csv", bytes));
    CsvBlock block;
    std::size_t longer = 0;
    while (blocks.next(block)) {
        if (block.bytes().size() > CsvBlock::kBytes) ++longer;
    }
    CHECK(longer == 1);
}

TEST_CASE(
    "a row that is too long is handed over as far as it was read, for the scanner to refuse") {
    const std::string bytes = "a,b\n1,2\n3," + std::string(CsvBlocks::kMaxRowBytes, 'x') + "\n";
    const NaiveCsv found = read_blocks(read_memory("test.csv", bytes));
    CHECK(found.rows.size() == 2);
    CHECK(found.refused_at == "3:1");
    CHECK(testing::contains(found.reason, "longer than"));
    // What is wrong in it before that comes first.
    std::string quote = bytes;
    quote[20] = '"';
    CHECK(testing::contains(read_blocks(read_memory("test.csv", quote)).reason, "a quote inside"));
    std::string byte = bytes;
    byte[30] = '\xFF';
    CHECK(read_blocks(read_memory("test.csv", byte)).refused_at == "3:23");
    // It may be cut in the middle of a character.
    std::string hanzi = "a,b\n1,2\n3,";
    for (std::size_t i = 0; i < CsvBlocks::kMaxRowBytes / 3 + 9; ++i) hanzi += "中";
    for (const std::size_t before : {0, 1, 2}) {
        const std::string shifted = std::string(before, 'h') + hanzi + "\n";
        CHECK(testing::contains(read_blocks(read_memory("test.csv", shifted)).reason, "longer"));
    }
}

TEST_CASE("rows before a failure to read are handed over first") {
    const auto reads = std::make_shared<int>(0);
    const ByteSource source{"test.csv", [reads](std::span<char> into) -> std::size_t {
                                if ((*reads)++ > 2) throw SystemFailure({"broken", "坏"}, 5);
                                const std::string_view bytes = "a,b\n1,2\n3,4\n5,";
                                bytes.copy(into.data(), bytes.size());
                                return bytes.size();
                            }};
    CsvBlocks blocks(source);
    CsvBlock block;
    REQUIRE(blocks.next(block));
    CHECK(block.bytes() == "1,2\n3,4\n5,a,b\n1,2\n3,4\n5,a,b\n1,2\n3,4\n");
    CHECK_THROWS_AS(blocks.next(block), SystemFailure);
    CHECK_THROWS_AS(blocks.next(block), SystemFailure);
}

}  // namespace
}  // namespace certrec
