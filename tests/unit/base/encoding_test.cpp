#include "certrec/base/encoding.hpp"

#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "random.hpp"

namespace certrec {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// RFC 4648, section 10.
const std::vector<std::pair<std::string, std::string>> kBase64Vectors = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

TEST_CASE("base64 is that of RFC 4648 section 10 in both directions") {
    for (const auto& [plain, coded] : kBase64Vectors) {
        INFO(plain);
        CHECK(format_base64(bytes_of(plain)) == coded);
        CHECK(parse_base64(coded) == bytes_of(plain));
    }
    CHECK(format_base64(Bytes{0xFB, 0xFF, 0xBF}) == "+/+/");
}

TEST_CASE("base64 that is not canonical is refused (RFC 4648 sections 3.2, 3.3 and 3.5)") {
    for (const char* const text :
         {"Z",     "Zg",       "Zg=",  "Zm8",      "Zm9vY", "Zg===",  "=",        "==",
          "====",  "Z===",     "=Zg=", "Zg==Zg==", "Zm=v",  "Z=9v",   "Zm9v====", "Zm9v=",
          "Zh==",  "Zi==",     "Zn==", "Zm9=",     "Zm+=",  "Zm9v\n", " Zm9v",    "Zm9v ",
          "Zm 9v", "Zm9v\r\n", "Zm-v", "Zm_v",     "Zm9v*", "Zm9\xC3"}) {
        INFO(text);
        CHECK_FALSE(parse_base64(text).has_value());
    }
    CHECK_FALSE(parse_base64(std::string_view("Zm9\0", 4)).has_value());
}

TEST_CASE("each sequence of bytes has one base64 spelling") {
    constexpr std::string_view kCharacters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \n";
    std::size_t accepted = 0;
    for (const char a : kCharacters) {
        for (const char b : kCharacters) {
            for (const char c : kCharacters) {
                for (const char d : {'A', 'B', '/', '='}) {
                    const std::string text = {a, b, c, d};
                    const auto bytes = parse_base64(text);
                    if (!bytes) continue;
                    ++accepted;
                    if (format_base64(*bytes) != text) FAIL_CHECK(text << " has another spelling");
                }
            }
        }
    }
    // d is a digit: any three others. d pads: c ends in two zero bits, or pads after b with four.
    CHECK(accepted == 3U * 64 * 64 * 64 + 64U * 64 * 16 + 64U * 4);
}

TEST_CASE("base45 is that of RFC 9285 sections 4.3 and 4.4 in both directions") {
    for (const auto& [plain, coded] :
         std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                          {"AB", "BB8"},
                                                          {"Hello!!", "%69 VD92EX0"},
                                                          {"base-45", "UJCLQE7W581"},
                                                          {"ietf!", "QED8WEX0"}}) {
        INFO(plain);
        CHECK(format_base45(bytes_of(plain)) == coded);
        CHECK(parse_base45(coded) == bytes_of(plain));
    }
    CHECK(parse_base45("FGW") == Bytes{0xFF, 0xFF});
    CHECK(parse_base45("U5") == Bytes{0xFF});
}

TEST_CASE("base45 of too large values, odd lengths or other characters is refused (RFC 9285 6)") {
    for (const char* const text : {"GGW", ":::", "::", "V5", "B", "BB8B", "bB8", "BB_", "BB8\n",
                                   "BB8\r\n", "BB\xC3", "BB8,,"}) {
        INFO(text);
        CHECK_FALSE(parse_base45(text).has_value());
    }
    CHECK_FALSE(parse_base45(std::string_view("B\0"
                                              "8",
                                              3))
                    .has_value());
}

TEST_CASE("hexadecimal is lower-case base16 (RFC 4648 sections 8 and 10)") {
    CHECK(format_hex(bytes_of("foobar")) == "666f6f626172");
    CHECK(format_hex(Bytes{}).empty());
    CHECK(format_hex(Bytes{0x00, 0x0A, 0xF0, 0xFF}) == "000af0ff");
    CHECK(parse_hex("666f6f626172") == bytes_of("foobar"));
    CHECK(parse_hex("") == Bytes{});
    for (const char* const text : {"6", "666", "666F", "6g", "0x66", " 66", "66 ", "6 6", "６６"}) {
        INFO(text);
        CHECK_FALSE(parse_hex(text).has_value());
    }
}

TEST_CASE("no byte but a digit is taken for one, wherever it stands") {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const std::size_t size : {2U, 8U, 10U, 64U}) {
        for (std::size_t at = 0; at < size; ++at) {
            for (int c = 0; c < 256; ++c) {
                std::string text(size, 'f');
                text[at] = static_cast<char>(c);
                const auto value = kDigits.find(text[at]);
                const auto parsed = parse_hex(text);
                REQUIRE(parsed.has_value() == (value != std::string_view::npos));
                if (!parsed) continue;
                Bytes wanted(size / 2, 0xFF);
                wanted[at / 2] =
                    static_cast<std::uint8_t>(at % 2 == 0 ? value << 4U | 0xFU : 0xF0U | value);
                REQUIRE(*parsed == wanted);
            }
        }
    }
}

TEST_CASE("bytes come back from hexadecimal, base64 and base45 as they were") {
    testing::Dice dice(5);
    for (std::size_t size = 0; size < 200; ++size) {
        Bytes bytes(size);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.below(256));
        CHECK(parse_hex(format_hex(bytes)) == bytes);
        CHECK(parse_base64(format_base64(bytes)) == bytes);
        CHECK(parse_base45(format_base45(bytes)) == bytes);
    }
}

}  // namespace
}  // namespace certrec
