#include "certrec/base/text_encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "diagnostics.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::place_of;
using testing::refusal_of;

/// Another program's answer: `text` as iconv writes it in `encoding`.
std::string converted(std::string text, const char* encoding) {
    const iconv_t descriptor = ::iconv_open(encoding, "UTF-8");
    std::string bytes(4 * text.size() + 16, '\0');
    char* from = text.data();
    char* to = bytes.data();
    std::size_t left = text.size();
    std::size_t room = bytes.size();
    const std::size_t failed = ::iconv(descriptor, &from, &left, &to, &room);
    ::iconv_close(descriptor);
    REQUIRE(failed == 0);
    bytes.resize(bytes.size() - room);
    return bytes;
}

std::string utf8_of(char32_t code) {
    static const iconv_t descriptor = ::iconv_open("UTF-8", "UCS-4LE");
    char bytes[sizeof code];
    std::memcpy(bytes, &code, sizeof code);
    char* from = bytes;
    std::size_t left = sizeof bytes;
    char character[8];
    char* to = character;
    std::size_t room = sizeof character;
    REQUIRE(::iconv(descriptor, &from, &left, &to, &room) == 0);
    return {character, sizeof character - room};
}

bool is_in_gb18030(std::string character) {
    static const iconv_t descriptor = ::iconv_open("GB18030", "UTF-8");
    char* from = character.data();
    std::size_t left = character.size();
    char bytes[8];
    char* to = bytes;
    std::size_t room = sizeof bytes;
    return ::iconv(descriptor, &from, &left, &to, &room) == 0;
}

/// Every character of the BMP, and samples beyond it; without NUL, surrogates and the few that
/// iconv has no GB18030 for.
std::string every_character() {
    std::string text;
    std::size_t missing = 0;
    const auto add = [&](char32_t code) {
        const std::string character = utf8_of(code);
        is_in_gb18030(character) ? void(text += character) : void(++missing);
    };
    for (char32_t code = 1; code < 0x10000; ++code) {
        if (code < 0xD800 || code > 0xDFFF) add(code);
    }
    for (char32_t code = 0x10000; code < 0x110000; code += 97) add(code);
    add(0x10FFFF);
    CHECK(missing < 100);
    return text;
}

/// `bytes` in reads of random sizes up to `most`.
ByteSource in_pieces(std::string bytes, std::size_t most, std::uint64_t seed) {
    const auto random = std::make_shared<testing::Dice>(seed);
    const auto at = std::make_shared<std::size_t>(0);
    return {"a.csv", [=](std::span<char> into) {
                std::size_t count = 1 + random->below(most);
                count = std::min({count, into.size(), bytes.size() - *at});
                std::memcpy(into.data(), bytes.data() + *at, count);
                *at += count;
                return count;
            }};
}

std::string all_of(ByteSource source) { return read_all(source, 1U << 30U); }

struct Read {
    std::string text;
    std::string notes;
    std::optional<Diagnostic> refusal;
};

Read read(std::string bytes, std::optional<TextEncoding> named = std::nullopt) {
    Collected notes;
    Read result;
    try {
        ByteSource source =
            decode_text(read_memory("a.csv", std::move(bytes)), named, notes.sink());
        char piece[7];
        while (const std::size_t count = source.read(piece)) result.text.append(piece, count);
    } catch (const Refusal& refusal) {
        result.refusal = refusal.diagnostic();
    }
    result.notes = notes.text();
    return result;
}

std::uint64_t line_feeds_of(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string refused_at(const Read& read) {
    REQUIRE(read.refusal);
    return place_of(read.refusal->location);
}

TEST_CASE("an encoding is named") {
    CHECK(parse_text_encoding("utf-8") == TextEncoding::utf8);
    CHECK(parse_text_encoding("gb18030") == TextEncoding::gb18030);
    CHECK(parse_text_encoding("gbk") == TextEncoding::gb18030);
    CHECK(parse_text_encoding("utf-16") == TextEncoding::utf16);
    for (const char* const word : {"GBK", "gb2312", "GB2312", "cp936", "GB18030"}) {
        CHECK(parse_text_encoding(word) == TextEncoding::gb18030);
    }
    CHECK(parse_text_encoding("UTF-8") == TextEncoding::utf8);
    CHECK(parse_text_encoding("utf8") == TextEncoding::utf8);
    CHECK(parse_text_encoding("UTF-16LE") == TextEncoding::utf16);
    CHECK(parse_text_encoding("utf-16be") == TextEncoding::utf16);
    CHECK_FALSE(parse_text_encoding("big5"));
    CHECK_FALSE(parse_text_encoding(""));
}

TEST_CASE("GB 18030-2022 maps these characters") {
    const auto text_of = [](std::string_view bytes) {
        return read(std::string(bytes), TextEncoding::gb18030).text;
    };
    CHECK(text_of("\xB0\xA1\xD6\xD0") == "啊中");        // in GB 2312
    CHECK(text_of("\x81\x40") == "丂");                  // the first of GBK
    CHECK(text_of("\xA2\xE3") == "€");                   // not in GBK
    CHECK(text_of("\xFE\x9F") == "䶮");                  // U+4DAE, not in GBK
    CHECK(text_of("\x81\x30\x81\x30") == "\u0080");      // the first of four bytes
    CHECK(text_of("\x84\x31\xA4\x39") == "\uFFFF");      // the last of the BMP
    CHECK(text_of("\x90\x30\x81\x30") == "\U00010000");  // and what comes after
    CHECK(text_of("\x95\x32\x82\x36") == "\U00020000");  // CJK extension B
    CHECK(text_of("\xE3\x32\x9A\x35") == "\U0010FFFF");  // the last
}

TEST_CASE("every character comes back from GB18030 as iconv wrote it, in blocks of any size") {
    const std::string text = every_character();
    const std::string bytes = converted(text, "GB18030");
    for (const std::size_t most : {1U, 7U, 1000U, 70'000U, 1'000'000U}) {
        CHECK(all_of(decode_text(in_pieces(bytes, most, most), TextEncoding::gb18030,
                                 [](const Diagnostic&) {})) == text);
    }
}

TEST_CASE("every character comes back from UTF-16 as iconv wrote it, in blocks of any size") {
    const std::string text = every_character();
    for (const bool is_little : {true, false}) {
        const std::string bytes = (is_little ? "\xFF\xFE" : "\xFE\xFF") +
                                  converted(text, is_little ? "UTF-16LE" : "UTF-16BE");
        for (const std::size_t most : {1U, 999U, 1'000'000U}) {
            CHECK(all_of(decode_text(in_pieces(bytes, most, most), std::nullopt,
                                     [](const Diagnostic&) {})) == text);
        }
    }
}

TEST_CASE("what is UTF-8 is passed on without its byte order mark, and nothing is said") {
    for (const std::string_view text : {"", "a,b\n", "姓名,等级\n", "𠮷\n"}) {
        const std::string plain(text);
        const Read found = read(plain);
        CHECK(found.text == text);
        CHECK(read("\xEF\xBB\xBF" + plain).text == text);
        CHECK(read("\xEF\xBB\xBF" + plain, TextEncoding::utf8).text == text);
        CHECK(found.notes.empty());
    }
}

TEST_CASE("what is not UTF-8 but GB18030 is read as that, and said once") {
    const std::string text = "candidate_id,name\nC1,张三\nC2,李四\n";
    const Read found = read(converted(text, "GB18030"));
    CHECK(found.text == text);
    CHECK(found.notes ==
          "a.csv: note: not UTF-8: it is read as GB18030\n"
          "hint: --encoding gb18030 says so beforehand of the main file\n");
    CHECK(read(converted(text, "GB18030"), TextEncoding::gb18030).notes.empty());
    CHECK(read("\x84\x31\x95\x33" + converted(text, "GB18030")).text == text);
}

TEST_CASE("the whole head decides, not the first character, which may be UTF-8 by chance") {
    const std::string text = "谢,肖\n张三,李四\n";  // 谢 and 肖 in GB18030 are valid UTF-8
    CHECK(read(converted(text, "GB18030")).text == text);
}

TEST_CASE("what could be either is read as UTF-8, and said") {
    const Read found = read(converted("谢小叶\n", "GB18030"));
    CHECK(found.text == "\xD0\xBB\xD0\xA1\xD2\xB6\n");
    CHECK(testing::contains(found.notes, "could be GB18030"));
    CHECK(read(converted("谢小叶\n", "GB18030"), TextEncoding::gb18030).text == "谢小叶\n");
}

TEST_CASE("the encoding is decided where ASCII ends, however far that is") {
    for (const std::size_t plain : {10U, 262'143U, 262'144U, 262'145U, 1'000'000U}) {
        std::string text(plain, 'x');
        for (std::size_t i = 99; i < plain; i += 100) text[i] = '\n';
        text += "张三\n";
        for (int i = 0; i < 100'000; ++i) text += "李四李四\n";
        CHECK(read(text).text == text);
        const std::string bytes = converted(text, "GB18030");
        CHECK(all_of(decode_text(in_pieces(bytes, 100'000, plain), std::nullopt,
                                 [](const Diagnostic&) {})) == text);
        const Read broken = read(bytes + "ab\xFFz");
        CHECK(broken.text == text + "ab");
        const auto lines = std::count(text.begin(), text.end(), '\n');
        CHECK(refused_at(broken) == std::to_string(lines + 1) + ":3");
    }
}

TEST_CASE("a file that is neither is refused as the one that it is for longer, with the place") {
    const std::string gb = converted("张三\n李四\n王五\n", "GB18030");
    const Read mixed = read(gb + "x赵六\xFF\n");
    CHECK(refused_at(mixed).substr(0, 2) == "4:");
    // More of it is UTF-8: the bytes are passed on, and refused by whoever reads them.
    const std::string utf8 = "张三丰\n李四光\nx\xFF\n";
    CHECK(read(utf8).text == utf8);
}

TEST_CASE("GB18030 that ends in the middle of a character is refused there") {
    for (const std::string_view cut : {"\xB0", "\x81\x30", "\x81\x30\x81"}) {
        const Read found = read("ab\nc" + std::string(cut), TextEncoding::gb18030);
        CHECK(found.text == "ab\nc");
        CHECK(refused_at(found) == "2:2");
        CHECK(testing::contains(found.refusal->message.en, "in the middle of a character"));
    }
    for (const std::string_view wrong :
         {"\x80", "\xFF", "\xB0\x20", "\x81\x30\x20\x30", "\x81\x30\x81\x20", "\xFF\xFF\xFF\xFF"}) {
        const Read found = read(converted("中\n", "GB18030") + std::string(wrong) + "abcdefgh",
                                TextEncoding::gb18030);
        CHECK(refused_at(found) == "2:1");
        CHECK(testing::contains(found.refusal->message.en, "no character of GB18030"));
    }
}

TEST_CASE("UTF-16 of odd length or with a lone surrogate is refused there") {
    using namespace std::string_literals;
    const std::string begin = "\xFF\xFE" + converted("ab\n中", "UTF-16LE");
    CHECK(refused_at(read(begin + "a")) == "2:2");
    CHECK(refused_at(read(begin + "\x00\xD8"s)) == "2:2");
    CHECK(refused_at(read(begin + "\x00\xD8\x41\x00"s)) == "2:2");
    CHECK(refused_at(read(begin + "\x00\xDC"s)) == "2:2");
    CHECK(refused_at(read("\xFE\xFF" + converted("ab\n中", "UTF-16BE") + "\xDC\x00"s)) == "2:2");
    CHECK(read(begin).text == "ab\n中");
}

TEST_CASE("UTF-16 without a byte order mark is refused when it is named") {
    const Read found = read(converted("ab\n", "UTF-16LE"), TextEncoding::utf16);
    REQUIRE(found.refusal);
    CHECK(testing::contains(found.refusal->message.en, "no byte order mark"));
}

TEST_CASE(
    "workbooks and compressed files are refused as what they are, whatever they are said to be") {
    using namespace std::string_literals;
    const std::array files = {
        std::pair("PK\x03\x04\x14\x00\x06\x00"s, "ZIP"),
        std::pair("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"s, ".xls"),
        std::pair("\x1F\x8B\x08\x00"s, "gzip"),
    };
    for (const auto& [bytes, name] : files) {
        for (const auto encoding :
             {std::optional<TextEncoding>(), std::optional(TextEncoding::utf8),
              std::optional(TextEncoding::gb18030)}) {
            INFO(name);
            const Read found = read(bytes, encoding);
            REQUIRE(found.refusal);
            CHECK(testing::contains(found.refusal->message.en, name));
            CHECK_FALSE(found.refusal->hint.en.empty());
            CHECK(found.text.empty());
        }
    }
    const std::array<std::string, 6> pages = {
        "<html>"s,          "\uFEFF<HTML xmlns=\"x\">"s, " \r\n\t<Table border=1>"s,
        "<!DOCTYPE html>"s, "<?xml version=\"1.0\"?>"s,  "\uFEFF\n<?XML?>"s,
    };
    for (const std::string& page : pages) {
        const Read found = read(page);
        REQUIRE(found.refusal);
        CHECK(testing::contains(found.refusal->message.en, "web page"));
        CHECK(testing::contains(found.refusal->hint.en, "spreadsheet"));
    }
    const Read pdf = read("%PDF-1.7\n");
    REQUIRE(pdf.refusal);
    CHECK(testing::contains(pdf.refusal->message.en, "PDF"));
    CHECK(read("<htm,1\n").text == "<htm,1\n");
    // A candidate may be called so.
    CHECK(read("PK,1\n").text == "PK,1\n");
}

TEST_CASE("UTF-16 without a byte order mark is told by its NUL bytes") {
    for (const char* const encoding : {"UTF-16LE", "UTF-16BE"}) {
        const Read found = read(converted("candidate_id,等级\nC1,4\n", encoding));
        REQUIRE(found.refusal);
        CHECK(testing::contains(found.refusal->message.en, "UTF-16 without a byte order mark"));
        CHECK_FALSE(found.refusal->hint.en.empty());
    }
}

TEST_CASE("a NUL byte stays where it is, for the reader of rows to refuse") {
    using namespace std::string_literals;
    CHECK(read("a\0b,c\n1,2\n"s).text == "a\0b,c\n1,2\n"s);
    CHECK(read("中,\0\n"s).text == "中,\0\n"s);
}

/// What a text of the encoding comes to, and what is told.
std::string read_as(std::string bytes, std::optional<TextEncoding> named, Collected& told) {
    ByteSource source = decode_text(read_memory("t.csv", std::move(bytes)), named, told.sink());
    return read_all(source, 1U << 30U);
}

TEST_CASE("UTF-8 with a damaged place is not taken for GB18030") {
    // Two characters of three bytes are three of GB18030, so that only the damage tells.
    std::string text;
    for (int i = 0; i < 50; ++i) text += "C1,李四,4\n";
    const std::string cut = std::string("王小二").substr(0, 8);
    Collected told;
    CHECK(read_as(text + "C2," + cut + ",4\n", std::nullopt, told) == text + "C2," + cut + ",4\n");
    CHECK(
        read_as(text + converted("C2,张三,4\n", "GB18030"), std::nullopt, told).starts_with(text));
    CHECK(told.all().empty());
}

TEST_CASE("a file that goes on in UTF-8 after GB18030 is refused") {
    std::string text;
    while (text.size() < 600'000) text += "C1,王小明,中级,上海\n";
    Collected told;
    const Diagnostic refusal =
        refusal_of([&] { (void)read_as(converted(text, "GB18030") + text, std::nullopt, told); });
    CHECK(refusal.message.en == "this is UTF-8, in a file that is read as GB18030");
    CHECK(refusal.location.line == 1 + line_feeds_of(text));
    CHECK(read_as(converted(text, "GB18030"), std::nullopt, told) == text);
}

constexpr std::array<std::optional<TextEncoding>, 2> kGuessedAndNamed = {std::nullopt,
                                                                         TextEncoding::gb18030};

TEST_CASE("one name in UTF-8 among GB18030 is refused where it stands, whatever has been named") {
    std::string rows;
    for (int i = 0; i < 100; ++i) rows += "C1,张三,80\n";
    for (const std::string_view name : {"李四", "王小明", "欧阳小明", "阿卜·热合", "（补考）"}) {
        for (const auto named : kGuessedAndNamed) {
            INFO(name);
            const std::string row = "D1," + std::string(name) + ",80\n";
            const Read at_end = read(converted(rows, "GB18030") + row, named);
            CHECK(at_end.text == rows + "D1,");
            CHECK(refused_at(at_end) == "101:4");
        }
    }
}

TEST_CASE("GB18030 that goes on after a name in UTF-8 is refused at the name") {
    std::string rows;
    for (int i = 0; i < 100; ++i) rows += "C1,张三,80\n";
    for (const auto named : kGuessedAndNamed) {
        CHECK(refused_at(read("D1,李四,80\n" + converted(rows, "GB18030"), named)) == "1:4");
    }
}

TEST_CASE("a name in UTF-8 is found on both sides of each place where a piece may end") {
    for (std::size_t before = 65'500; before < 65'560; ++before) {
        std::string rows = "张三\n" + std::string(before, 'x');
        for (std::size_t i = 99; i < before; i += 100) rows[i] = '\n';
        const std::string text = converted(rows, "GB18030") + ",李四\n" + std::string(70'000, 'x');
        const Read found = read(text, TextEncoding::gb18030);
        CHECK(found.text == rows + ",");
        REQUIRE(found.refusal);
        CHECK(found.refusal->location.line == 1 + line_feeds_of(rows));
    }
}

TEST_CASE("bytes that are no GB18030 are refused before a name in UTF-8 that comes later") {
    const std::string begin = converted("张三\n", "GB18030");
    CHECK(refused_at(read(begin + "\xFF,李四\n", TextEncoding::gb18030)) == "2:1");
    CHECK(refused_at(read(begin + "a\x81" + "0李四\n", TextEncoding::gb18030)) == "2:2");
}

/// The hanzi of GB 2312 in the rows from `first` to `last`, in UTF-8.
std::vector<std::string> hanzi_of_rows(unsigned first, unsigned last) {
    std::vector<std::string> hanzi;
    for (unsigned row = first; row <= last; ++row) {
        for (unsigned cell = 1; cell <= (row == 55 ? 89U : 94U); ++cell) {
            const std::string bytes{static_cast<char>(0xA0 + row), static_cast<char>(0xA0 + cell)};
            hanzi.push_back(read(bytes, TextEncoding::gb18030).text);
        }
    }
    return hanzi;
}

TEST_CASE("no text of GB 2312 is taken for UTF-8") {
    // Every hanzi of level 2 whose first byte begins a character of three bytes, before what may
    // go on as one.
    const std::vector<std::string> firsts = hanzi_of_rows(64, 79);
    const std::vector<std::string> others = hanzi_of_rows(16, 31);
    std::string text = "张三\n";
    testing::Dice dice(1);
    for (int i = 0; i < 200'000; ++i) {
        text += dice.pick(firsts) + dice.pick(others) + dice.pick(others) + "\n";
    }
    CHECK(read(converted(text, "GB18030"), TextEncoding::gb18030).text == text);
}

TEST_CASE("names with hanzi beyond GB 2312, and names in traditional hanzi, are not refused") {
    // Read as UTF-8, some of these are whole characters, but none that Chinese is written with.
    std::string text = "李喆\n王玥\n陶堃\n䶮䶮䶮\n陽光房\n陳光甫\n陳半丁\n閻洪臣\n於崇禎\n";
    for (int i = 0; i < 50; ++i) text += "张三\n";
    for (const auto named : kGuessedAndNamed) {
        CHECK(read(converted(text, "GB18030"), named).text == text);
    }
}

TEST_CASE("UTF-8 that is said to be GB18030 is refused") {
    Collected told;
    for (const std::string_view text : {"C1,李四,4\n", "\uFEFFC1,Li,4\n"}) {
        const Diagnostic refusal =
            refusal_of([&] { (void)read_as(std::string(text), TextEncoding::gb18030, told); });
        CHECK(refusal.message.en == "this is UTF-8, not GB18030");
    }
    // These are both, and whoever names one means it.
    CHECK(read_as("\xC1\xAA\xCD\xA8", TextEncoding::gb18030, told) == "联通");
}

}  // namespace
}  // namespace certrec
