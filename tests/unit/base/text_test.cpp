#include "certrec/base/text.hpp"

#include <array>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "base/utf8_vector.hpp"
#include "diagnostics.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

/// The bytes of RFC 3629, section 3, for one code point.
std::string encoded(char32_t code) {
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
    if (code < 0x10000) {
        return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)),
                byte(0x80 | (code & 0x3F))};
    }
    return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
            byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
}

/// Whether the bytes are one whole character other than NUL: decoded without any check, they must
/// name a character whose encoding they are.
bool is_character(std::string_view bytes) {
    constexpr std::array<unsigned, 5> kLeadBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
    if (bytes.empty() || bytes.size() > 4) return false;
    char32_t code = static_cast<unsigned char>(bytes[0]) & kLeadBits[bytes.size()];
    for (const char c : bytes.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3F);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code != 0 && !surrogate && code <= 0x10FFFF && encoded(code) == bytes;
}

/// Whether some bytes after these make a character of them.
bool is_begun_character(const std::string& bytes) {
    if (bytes.empty() || bytes.size() > 3) return false;
    for (const char first : {'\x80', '\x90', '\xA0'}) {
        std::string longer = bytes + first;
        for (; longer.size() <= 4; longer += '\x80') {
            if (is_character(longer)) return true;
        }
    }
    return false;
}

Utf8Check expected_check(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::size_t size = 1;
        while (size <= 4 && !is_character(bytes.substr(at, size))) ++size;
        if (size > 4) return {at, !is_begun_character(std::string(bytes.substr(at)))};
        at += size;
    }
    return {at, false};
}

void check(const std::string& bytes) {
    const Utf8Check found = check_utf8(bytes);
    const Utf8Check expected = expected_check(bytes);
    if (found.valid == expected.valid && found.wrong == expected.wrong) return;
    std::string hex;
    for (const char c : bytes) {
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        hex += {kDigits[byte >> 4U], kDigits[byte & 15U], ' '};
    }
    FAIL_CHECK(hex << "gives " << found.valid << (found.wrong ? " wrong" : " unfinished")
                   << ", should give " << expected.valid
                   << (expected.wrong ? " wrong" : " unfinished"));
}

std::string bytes_of(std::initializer_list<unsigned> values) {
    std::string bytes;
    for (const unsigned value : values) bytes += static_cast<char>(value);
    return bytes;
}

TEST_CASE("UTF-8 is what RFC 3629 section 4 allows, over all one and two byte sequences") {
    for (unsigned a = 0; a < 256; ++a) {
        check(bytes_of({a}));
        for (unsigned b = 0; b < 256; ++b) check(bytes_of({a, b}));
    }
}

TEST_CASE("UTF-8 is what RFC 3629 section 4 allows, at every border of three and four bytes") {
    constexpr std::array<unsigned, 12> kBorders = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                                   0x9F, 0xA0, 0xBF, 0xC0, 0xED, 0xFF};
    for (unsigned lead = 0xE0; lead < 0x100; ++lead) {
        for (const unsigned second : kBorders) {
            for (const unsigned third : kBorders) {
                check(bytes_of({lead, second, third}));
                for (const unsigned fourth : kBorders) {
                    check(bytes_of({lead, second, third, fourth}));
                    check(bytes_of({'a', lead, second, third, fourth, 'b'}));
                }
            }
        }
    }
}

TEST_CASE("every character is valid UTF-8, and unfinished wherever it is cut (RFC 3629)") {
    for (char32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        const std::string bytes = encoded(code);
        const Utf8Check whole = check_utf8(bytes);
        bool right = whole.valid == bytes.size() && !whole.wrong;
        for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
            const Utf8Check part = check_utf8(std::string_view(bytes).substr(0, cut));
            right = right && part.valid == 0 && !part.wrong;
        }
        if (!right) FAIL_CHECK("U+" << static_cast<std::uint32_t>(code));
    }
    for (char32_t code = 0xD800; code <= 0xDFFF; ++code) {
        if (!check_utf8(encoded(code)).wrong) FAIL_CHECK("surrogates must be refused");
    }
    CHECK(check_utf8(encoded(0x110000)).wrong);
    CHECK(check_utf8("\xC0\x80").wrong);
    CHECK(check_utf8("\xC1\xBF").wrong);
    CHECK(check_utf8("\xE0\x9F\xBF").wrong);
    CHECK(check_utf8("\xF0\x8F\xBF\xBF").wrong);
    CHECK_FALSE(check_utf8("\xED\x9F\xBF").wrong);
    CHECK_FALSE(check_utf8("\xEE\x80\x80").wrong);
    CHECK_FALSE(check_utf8("\xF4\x8F\xBF\xBF").wrong);
}

TEST_CASE("a wrong byte is found wherever it stands in a run of ASCII") {
    const std::vector<std::string> pieces = {
        std::string(1, '\0'), "\x80", "\xFF", "\xC3", "\xE4\xB8", "中",
        "\xF0\x9F",           "\x7F", "𠮷",   "\x01"};
    for (std::size_t before = 0; before < 20; ++before) {
        for (std::size_t after = 0; after < 20; ++after) {
            for (const std::string& piece : pieces) {
                check(std::string(before, 'a') + piece + std::string(after, 'z'));
            }
        }
    }
    Dice dice(1);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes;
        for (std::size_t n = dice.below(12); n > 0; --n) {
            bytes += dice.chance(2) ? dice.pick(pieces) : std::string(dice.below(9), ',');
        }
        check(bytes);
    }
}

std::vector<Vectors> vectors_here() {
    std::vector<Vectors> all = {Vectors::portable, Vectors::ssse3, Vectors::avx2};
    while (all.back() > best_vectors()) all.pop_back();
    return all;
}

/// Whatever the vectors, no fault lies before the last character of the prefix, and the prefix is
/// long if there is none at all.
void check_prefixes(const std::string& bytes) {
    const Utf8Check whole = expected_check(bytes);
    for (const Vectors vectors : vectors_here()) {
        const std::size_t sound = sound_utf8_prefix(bytes, vectors);
        REQUIRE(sound <= bytes.size());
        std::size_t last = sound == 0 ? 0 : sound - 1;
        while (last > 0 && (static_cast<unsigned char>(bytes[last]) & 0xC0U) == 0x80U) --last;
        const bool far =
            vectors == Vectors::portable || whole.valid < bytes.size() || sound + 32 > bytes.size();
        if (last > whole.valid || !far) {
            FAIL_CHECK("vectors " << static_cast<int>(vectors) << ": " << sound << " of "
                                  << bytes.size() << ", the fault is at " << whole.valid);
        }
    }
}

TEST_CASE("faults at every place of a vector are found (Keiser and Lemire 2020 against RFC 3629)") {
    const std::vector<std::string> faults = {std::string(1, '\0'),
                                             "\x80",
                                             "\xBF",
                                             "\xC0\x80",
                                             "\xC1\xBF",
                                             "\xC3",
                                             "\xE0\x9F\xBF",
                                             "\xE4\xB8",
                                             "\xE4",
                                             "\xED\xA0\x80",
                                             "\xF0\x8F\xBF\xBF",
                                             "\xF0\x9F\x98",
                                             "\xF0\x9F",
                                             "\xF4\x90\x80\x80",
                                             "\xF5\x80\x80\x80",
                                             "\xF8\x88\x80\x80\x80",
                                             "\xFF",
                                             "\xFE",
                                             "中\x80",
                                             "é\x80",
                                             "𠮷\x80",
                                             "\xED\xBF\xBF"};
    for (const char* const filler : {"a", "中", "é", "𠮷", "a中"}) {
        for (std::size_t before = 0; before < 100; ++before) {
            std::string front(before % 3, 'x');
            while (front.size() < before) front += filler;
            std::string back;
            while (back.size() < 70) back += filler;
            for (const std::string& fault : faults) {
                check(front + fault);
                check(front + fault + back);
                check_prefixes(front + fault + back);
            }
            check(front + back);
            check_prefixes(front + back);
        }
    }
}

TEST_CASE("any two bytes at the border of two vectors are judged as by RFC 3629") {
    std::string bytes(96, 'a');
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            bytes[63] = static_cast<char>(first);
            bytes[64] = static_cast<char>(second);
            check(bytes);
        }
    }
}

TEST_CASE("random bytes and texts of any length are judged as by RFC 3629") {
    Dice dice(2020);
    const std::vector<std::string> pieces = {"a", ",", "中文", "é", "𠮷", "0123456789abcdef", "\n"};
    for (int i = 0; i < 6'000; ++i) {
        std::string bytes;
        for (std::size_t n = dice.below(120); n > 0; --n) bytes += dice.pick(pieces);
        // A byte is lost, changed or added, or none.
        if (!bytes.empty()) {
            const std::size_t at = dice.below(bytes.size());
            const auto byte = static_cast<char>(dice.below(256));
            switch (dice.below(4)) {
                case 0: bytes.erase(at, 1); break;
                case 1: bytes[at] = byte; break;
                case 2: bytes.insert(at, 1, byte); break;
                default: break;
            }
        }
        check(bytes);
        check_prefixes(bytes);
    }
    std::string large;
    while (large.size() < 20'000) large += dice.pick(pieces);
    check(large);
    for (int i = 0; i < 40; ++i) {
        std::string broken = large;
        broken[dice.below(broken.size())] = static_cast<char>(dice.between(0x80, 0xFF));
        check(broken);
        check_prefixes(broken);
    }
}

TEST_CASE("characters are counted as code points") {
    CHECK(count_characters("") == 0);
    CHECK(count_characters("abc") == 3);
    CHECK(count_characters("姓名") == 2);
    CHECK(count_characters("𠮷野") == 2);
    CHECK(count_characters("e\u0301") == 2);
}

TEST_CASE("hanzi are two columns wide, combining marks none (UAX 11)") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("姓名") == 4);
    CHECK(display_width("𠮷") == 2);
    CHECK(display_width("𠮷野家") == 6);
    CHECK(display_width("䶮") == 2);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("é") == 1);
    CHECK(display_width("８０，。（）“") == 13);  // the quotation mark is ambiguous: narrow
    CHECK(display_width("ｱ") == 1);               // half-width kana
    CHECK(display_width("한") == 2);
    CHECK(display_width("か\u3099") == 2);
    CHECK(display_width("—─…") == 3);
    CHECK(display_width("欧阳 A1") == 7);
    CHECK(display_width("\u200B") == 0);
    CHECK(display_width("\u3000") == 2);
}

TEST_CASE("emoji are two columns wide (UAX 11)") {
    CHECK(display_width("😀") == 2);
    CHECK(display_width("🚀") == 2);
    CHECK(display_width("✅") == 2);
}

TEST_CASE("text from a file is shown without control characters, and shortened") {
    CHECK(shown("plain 姓名") == "plain 姓名");
    CHECK(shown("a\nb\tc") == "a\\nb\\tc");
    CHECK(shown("\x1b[31mred") == "\\u{001B}[31mred");
    CHECK(shown("\r\x7F") == "\\u{000D}\\u{007F}");
    CHECK(shown("\u0085\u009B") == "\\u{0085}\\u{009B}");
    CHECK(shown("a\u202Eb") == "a\\u{202E}b");
    CHECK(shown("\u2066\u2069\u200F\u061C") == "\\u{2066}\\u{2069}\\u{200F}\\u{061C}");
    CHECK(shown("\u2028") == "\\u{2028}");
    CHECK(shown("abcdef", 6) == "abcdef");
    CHECK(shown("abcdefg", 6) == "abcdef…");
    CHECK(shown("一二三四", 3) == "一二三…");
    CHECK(shown("", 3).empty());
    CHECK(shown("abc", 0) == "…");
    CHECK(shown("𠮷", 1) == "𠮷");
}

TEST_CASE("text that is not UTF-8 does not vanish when it is shown") {
    // A file name in GBK, or text cut in the middle of a character.
    CHECK_FALSE(shown("\xB3\xC9\xBC\xA8.csv").empty());
    CHECK(testing::contains(shown("scores-\xB3\xC9.csv"), ".csv"));
    CHECK(testing::contains(shown(std::string_view("a\0b", 3)), "b"));
}

TEST_CASE("a mask shows of a document number what it says") {
    CHECK(masked("11010519491231002X", Mask::last4) == "**************002X");
    CHECK(masked("11010519491231002X", Mask::first6_last4) == "110105********002X");
    CHECK(masked("11010519491231002X", Mask::none) == "11010519491231002X");
    CHECK(masked("110105491231002", Mask::first6_last4) == "110105*****1002");
}

TEST_CASE("of a short number no mask shows more than the last four characters") {
    CHECK(masked("E12345678", Mask::first6_last4) == "*****5678");
    CHECK(masked("12345678901234", Mask::first6_last4) == "**********1234");
    CHECK(masked("证件证件证件证件证件证件证件１２３４", Mask::first6_last4) ==
          "**************１２３４");
    CHECK(masked("123", Mask::none) == "123");
    CHECK_FALSE(testing::has_raw_control(masked("123456\x1b[m", Mask::none)));
}

TEST_CASE("the words for masks") {
    CHECK(parse_mask("last4") == Mask::last4);
    CHECK(parse_mask("first6-last4") == Mask::first6_last4);
    CHECK(parse_mask("none") == Mask::none);
    CHECK_FALSE(parse_mask("all"));
}

TEST_CASE("a document number is masked but for its last four characters") {
    CHECK(masked("11010519491231002X") == "**************002X");
    CHECK(masked("E12345678") == "*****5678");
    CHECK(masked("12345") == "*2345");
    CHECK(masked("1234") == "****");
    CHECK(masked("1") == "*");
    CHECK(masked("").empty());
    CHECK(masked("证件１２３４") == "**１２３４");
    CHECK_FALSE(testing::has_raw_control(masked("123456\x1b[m")));
}

TEST_CASE("a cell in a message masks what may be an identity number in the wrong column") {
    CHECK(shown_cell("11010519491231002X") == "**************002X");
    CHECK(shown_cell("440524188001010014") == "**************0014");
    CHECK(shown_cell("320311770706001") == "***********6001");  // 15 digits, as before 1999
    CHECK(shown_cell("no 110105194912310021, 34052419800101001X!") ==
          "no **************0021, **************001X!");
    CHECK(shown_cell("59.99") == "59.99");
    CHECK(shown_cell("12345678901234") == "12345678901234");
    CHECK(shown_cell("2024/3/1").find('*') == std::string::npos);
    CHECK(shown_cell("a\x1b") == "a\\u{001B}");
    CHECK(shown_cell("abcdefg", 6) == "abcdef…");
    CHECK(shown_cell("").empty());
}

TEST_CASE("a cell in a message shows at most the last four characters of an identity number") {
    CHECK_FALSE(testing::contains(shown_cell("11010519491231002X"), "1002X"));
    // As people write it, in groups.
    for (const char* const between : {" ", "-", "\u00A0", "\u3000", "\u200B", "·"}) {
        const std::string grouped = std::string("110105") + between + "19491231" + between + "002X";
        INFO(grouped);
        CHECK_FALSE(testing::contains(shown_cell(grouped), "19491231"));
    }
    CHECK(shown_cell("2024-03-01") == "2024-03-01");
    CHECK_FALSE(testing::contains(shown_cell("１１０１０５１９４９１２３１００２Ｘ"), "１９４９"));
}

TEST_CASE("unseen are control codes, whatever turns the text around, and what has no width") {
    for (const char* const text :
         {"\n",     "a\tb",     "\x1b",     "\x7F",         "\u0080",    "\u009F",
          "\u202A", "\u202E",   "\u2066",   "\u2069",       "\u200E",    "\u200F",
          "\u061C", "C1\u200B", "\uFEFFC1", "C\u00AD1",     "E1\u180E",  "\u2800",
          "\u3164", "\uFFA0",   "\u115F",   "E1\U000E0041", "张\u2060三"}) {
        INFO(shown(text));
        CHECK(has_unseen_characters(text));
    }
    for (const char* const text : {"", "abc", "姓名", "𠮷", "é", "“”", "\u3000", "·", "１",
                                   "\u202F", "a\u200Db", "葛\U000E0100", "\u2801"}) {
        INFO(text);
        CHECK_FALSE(has_unseen_characters(text));
    }
}

TEST_CASE("blanks are the separators of Unicode within a line (category Zs) and the tab") {
    const std::u32string blanks =
        U"\t "
        U"\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F"
        U"\u205F"
        U"\u3000";
    for (char32_t c = 1; c < 0x11000; ++c) {
        const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (is_surrogate) continue;
        const bool wanted = blanks.find(c) != std::u32string::npos;
        if (is_blank(c) != wanted) FAIL_CHECK("U+" << std::hex << std::uint32_t(c));
        const std::string text = encoded(c);
        const std::string around = text + "a b" + text;
        const std::string_view rest = trimmed(around);
        if (rest != (wanted ? "a b" : around)) FAIL_CHECK("U+" << std::hex << std::uint32_t(c));
        if (trimmed(text).empty() != wanted) FAIL_CHECK("U+" << std::hex << std::uint32_t(c));
    }
    CHECK(trimmed("").empty());
    CHECK(trimmed(" \u3000\t张 三\u00A0 ") == "张 三");
}

TEST_CASE("the nearest word is at most a slip of the keyboard away") {
    const std::vector<std::string> words = {"check-eligibility", "grade", "issue", "verify",
                                            "report"};
    CHECK(nearest("isue", words) == "issue");
    CHECK(nearest("grad", words) == "grade");
    CHECK(nearest("check-eligibilty", words) == "check-eligibility");
    CHECK(nearest("verify", words) == "verify");
    CHECK(nearest("VERIFY", words) == "verify");
    CHECK(nearest("Rep", words) == "report");
    CHECK(nearest("isseu", words) == "issue");
    CHECK(nearest("shwo", std::vector<std::string>{"list", "show"}) == "show");
    CHECK(nearest("lnt", std::vector<std::string>{"lint", "show"}) == "lint");
    CHECK_FALSE(nearest("cn", std::vector<std::string>{"zh", "en"}));
    CHECK(nearest("ZH", std::vector<std::string>{"zh", "en"}) == "zh");
    CHECK_FALSE(nearest("wosh", std::vector<std::string>{"list", "show"}));
    CHECK_FALSE(nearest("frobnicate", words).has_value());
    CHECK_FALSE(nearest("", words).has_value());
    CHECK_FALSE(nearest("grade", {}).has_value());
}

TEST_CASE("slips are counted in characters, not in bytes") {
    const std::vector<std::string> levels = {"初级", "中级", "高级", "准考证号码"};
    CHECK(nearest("高级工", levels) == "高级");
    CHECK(nearest("准考证编码", levels) == "准考证号码");
    CHECK_FALSE(nearest("五级", levels).has_value());
    CHECK_FALSE(nearest("特级", levels).has_value());
    CHECK(nearest("准考", levels) == "准考证号码");
    CHECK_FALSE(nearest("\xE4\xB8", levels).has_value());
    CHECK_FALSE(nearest("\x80\xFF\xE5\x88", levels).has_value());
}

TEST_CASE("words are joined with a comma and a space") {
    CHECK(joined(std::vector<std::string>{}).empty());
    CHECK(joined(std::vector<std::string>{"a"}) == Bilingual{"a", "a"});
    CHECK(joined(std::vector<std::string>{"a", "b", "c"}) == Bilingual{"a, b, c", "a、b、c"});
    CHECK(joined(std::vector<Bilingual>{{"a", "甲"}, {"b", "乙"}}) == Bilingual{"a, b", "甲、乙"});
}

}  // namespace
}  // namespace certrec
