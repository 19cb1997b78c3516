#include "register/line_reader.hpp"

#include <algorithm>
#include <vector>
#include "catch.hpp"

namespace certrec {
namespace {

/// Gives at most `block` bytes at a time.
ByteSource in_blocks(std::string bytes, std::size_t block) {
    return {"file",
            [bytes = std::move(bytes), block, at = std::size_t{0}](std::span<char> into) mutable {
                const std::size_t count = std::min({block, into.size(), bytes.size() - at});
                std::copy_n(bytes.data() + at, count, into.data());
                at += count;
                return count;
            }};
}

/// What the reader gives, one word for the state before each line.
std::vector<std::string> lines_of(const std::string& bytes, std::size_t block,
                                  std::size_t max_line_bytes = 5) {
    LineReader reader(in_blocks(bytes, block), max_line_bytes);
    std::vector<std::string> lines;
    std::uint64_t end = 0;
    while (const Line* const line = reader.next()) {
        const char* const state = line->state == Line::State::whole  ? "whole "
                                  : line->state == Line::State::torn ? "torn "
                                                                     : "too long ";
        end += line->bytes.size() + (line->state == Line::State::whole ? 1 : 0);
        CHECK(line->end == end);
        lines.push_back(state + std::string(line->bytes));
        CHECK(line->number == lines.size());
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("lines are whole, torn or too long, in whatever pieces they arrive") {
    for (const std::size_t block :
         {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{100}}) {
        CHECK(lines_of("", block).empty());
        CHECK(lines_of("a\nbc\n", block) == Lines{"whole a", "whole bc"});
        CHECK(lines_of("a\n\n\n", block) == Lines{"whole a", "whole ", "whole "});
        CHECK(lines_of("a\nbc", block) == Lines{"whole a", "torn bc"});
        CHECK(lines_of("12345\n12345", block) == Lines{"whole 12345", "torn 12345"});
        CHECK(lines_of("123456\na\n", block) == Lines{"too long 12345"});
        CHECK(lines_of("a\n123456", block) == Lines{"whole a", "too long 12345"});
        CHECK(lines_of("a\r\n", block) == Lines{"whole a\r"});
    }
}

TEST_CASE("lines that cross the blocks of a large file come out whole") {
    std::string bytes;
    Lines expected;
    for (std::size_t i = 0; bytes.size() < 1'000'000; ++i) {
        const std::string line(i % 977, static_cast<char>('a' + i % 26));
        bytes += line + '\n';
        expected.push_back("whole " + line);
    }
    CHECK(lines_of(bytes, bytes.size(), 1000) == expected);
    CHECK(lines_of(bytes, 4096, 1000) == expected);
}

}  // namespace
}  // namespace certrec
