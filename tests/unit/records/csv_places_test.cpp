#include "records/csv_places.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "records/csv_scan.hpp"

namespace certrec {
namespace {

using testing::Dice;

struct Places {
    std::vector<std::uint32_t> separators;
    std::vector<std::uint32_t> row_ends;
    std::vector<std::uint32_t> quoted_line_feeds;
    bool doubled_quotes = false;
    /// Where the first byte stands that may not stand there, or the end.
    std::size_t sound = 0;
};

/// RFC 4180, byte by byte.
Places expected_places(std::string_view text, std::size_t begin) {
    enum class At { field, plain, quoted, closed, carriage_return };
    Places places;
    At at = At::field;
    std::size_t i = begin;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (at == At::quoted) {
            if (c == '"') at = At::closed;
            if (c == '\n') places.quoted_line_feeds.push_back(static_cast<std::uint32_t>(i));
            continue;
        }
        if (at == At::carriage_return && c != '\n') break;
        if (c == '"' && at == At::plain) break;
        if (c == '"') {
            places.doubled_quotes |= at == At::closed;
            at = At::quoted;
        } else if (c == ',' || c == '\n') {
            places.separators.push_back(static_cast<std::uint32_t>(i));
            if (c == '\n') {
                places.row_ends.push_back(static_cast<std::uint32_t>(places.separators.size()));
            }
            at = At::field;
        } else if (c == '\r') {
            at = At::carriage_return;
        } else if (at == At::closed) {
            break;
        } else {
            at = At::plain;
        }
    }
    places.sound = i;
    return places;
}

std::vector<std::uint32_t> below(std::vector<std::uint32_t> places, std::size_t end) {
    while (!places.empty() && places.back() >= end) places.pop_back();
    return places;
}

void compare(const std::string& text, std::size_t begin) {
    const Places expected = expected_places(text, begin);
    const std::string padded = text + std::string(kWindow, '\0');
    for (const Vectors vectors : {Vectors::portable, Vectors::ssse3, Vectors::avx2}) {
        if (vectors > best_vectors()) continue;
        std::vector<std::uint32_t> places(text.size() - begin + kWindow);
        std::vector<std::uint32_t> row_ends(places.size());
        std::vector<std::uint32_t> quoted;
        const CsvPlaces found = find_csv_places(padded.data(), begin, text.size(), places.data(),
                                                row_ends.data(), quoted, vectors);
        places.resize(found.count);
        row_ends.resize(found.row_count);
        const bool right =
            places == expected.separators && row_ends == expected.row_ends &&
            below(quoted, expected.sound) == expected.quoted_line_feeds &&
            (expected.sound < text.size() || found.doubled_quotes == expected.doubled_quotes);
        if (!right) {
            FAIL_CHECK("vectors " << static_cast<int>(vectors) << " from " << begin << " of\n"
                                  << text);
        }
    }
}

const std::vector<std::string> kSound = {
    ",",   ",",         "a",         "plain",    "姓名",
    "\n",  "\r\n",      "\"x\",",    "\"\",",    "12.5",
    "60,", "\"a,b\"\n", "\"\"\"\",", "\"\n\"\n", "0123456789012345678901234567"};
const std::vector<std::string> kWild = {"\"",   "\"\"", "\r",  "\"x", "x\"",
                                        "\n\"", ",\"",  "\",", "\"\n"};

TEST_CASE("commas and line feeds outside quotes are found, up to what may not stand there") {
    Dice dice(41);
    std::size_t broken = 0;
    for (int i = 0; i < 30'000; ++i) {
        std::string text;
        for (std::size_t n = dice.below(60); n > 0; --n) {
            text += dice.chance(25) ? dice.pick(kWild) : dice.pick(kSound);
        }
        const std::size_t begin = dice.chance(3) ? dice.below(text.size() + 1) : 0;
        compare(text, begin);
        if (expected_places(text, begin).sound < text.size()) ++broken;
    }
    CHECK(broken > 3'000);
    CHECK(broken < 27'000);
}

TEST_CASE("quotes and line ends are followed from window to window, wherever the border is") {
    for (std::size_t before = 0; before < 140; ++before) {
        for (const std::string& piece : kWild) {
            const std::string front = std::string(before, 'x');
            compare(front + piece + ",y\n", 0);
            compare(front + "," + piece + ",y\n", 0);
            compare("\"" + front + piece + ",y\n", 0);
            compare("\"" + front + piece, 0);
            compare("\"" + front + "\"" + piece + "z\"\n", 0);
            compare(front + "\r" + piece, 0);
        }
    }
    compare("", 0);
}

TEST_CASE("quotes and line feeds are counted, however long the text is") {
    Dice dice(47);
    const std::vector<std::string> pieces = {"\"",   "\n",   "\r\n",       "a",
                                             "姓名", "\"\"", "plain text,"};
    for (int i = 0; i < 2'000; ++i) {
        std::string text;
        for (std::size_t n = dice.below(100); n > 0; --n) text += dice.pick(pieces);
        const auto count = [&text](char c) {
            return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), c));
        };
        for (const Vectors vectors : {Vectors::portable, Vectors::ssse3, Vectors::avx2}) {
            if (vectors > best_vectors()) continue;
            const ByteCounts counts = count_bytes(text, vectors);
            CHECK(counts.quotes == count('"'));
            CHECK(counts.line_feeds == count('\n'));
        }
    }
}

}  // namespace
}  // namespace certrec
