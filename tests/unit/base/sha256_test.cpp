#include "certrec/base/sha256.hpp"

#include <string>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/encoding.hpp"

namespace certrec {
namespace {

std::string digest_of(std::string_view text) { return format_hex(sha256(text)); }

TEST_CASE("SHA-256 gives the published digests of FIPS 180-4's examples") {
    CHECK(digest_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(digest_of(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 of parts is that of the parts one after the other") {
    const Sha256 whole = sha256("abc");
    CHECK(sha256({"a", "bc"}) == whole);
    CHECK(sha256({"", "ab", "", "c"}) == whole);
    CHECK(sha256({std::string_view("\0", 1), "abc"}) != whole);
    CHECK(sha256(std::initializer_list<std::string_view>{}) == sha256(""));
    CHECK(sha256("abc") == whole);
}

TEST_CASE("SHA-256 and HMAC-SHA256 hash every length as Python's hashlib and hmac do") {
    const auto text_of = [](const Sha256& digest) {
        return std::string(digest.begin(), digest.end());
    };
    std::string digests;
    std::string codes;
    for (std::size_t size = 0; size < 300; ++size) {
        const std::string message(size, 'a');
        const Bytes key(size, std::uint8_t{'k'});
        digests += text_of(sha256(message));
        codes += text_of(HmacSha256(key).code({message}));
        const std::string_view whole = message;
        const std::string_view front = whole.substr(0, size / 3);
        CHECK(sha256({front, whole.substr(front.size())}) == sha256(message));
    }
    CHECK(digest_of(digests) ==
          "80e953e3b006c4bab43fd5d792f8bd29c122f6cf1497318365fe66bf2d61398d");
    CHECK(digest_of(codes) == "9716526c9ad894c4e501a42bad171e04266ca596e1b2f1bfafb2f8d18a6ed957");
}

TEST_CASE("HMAC-SHA256 gives the codes of RFC 4231") {
    struct Vector {
        std::string key;
        std::string message;
        std::string code;
    };
    std::string counting;
    for (char c = 1; c <= 25; ++c) counting += c;
    const std::vector<Vector> vectors = {
        {std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {counting, std::string(50, '\xcd'),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {std::string(20, '\x0c'), "Test With Truncation", "a3b6167473100ee06e0c796c2955552b"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {std::string(131, '\xaa'),
         "This is a test using a larger than block-size key and a larger than block-size data. "
         "The key needs to be hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
    };
    for (const Vector& vector : vectors) {
        INFO(vector.message);
        const Bytes key(vector.key.begin(), vector.key.end());
        CHECK(format_hex(HmacSha256(key).code({vector.message})).substr(0, vector.code.size()) ==
              vector.code);
    }
}

TEST_CASE("HMAC-SHA256 takes an empty key and an empty message (RFC 2104)") {
    // H(opad || H(ipad || message)) with a key of 64 zero bytes.
    const Sha256 inner = sha256({std::string(64, '\x36'), ""});
    const std::string inner_text(inner.begin(), inner.end());
    CHECK(HmacSha256({}).code({""}) == sha256({std::string(64, '\x5c'), inner_text}));
}

}  // namespace
}  // namespace certrec
