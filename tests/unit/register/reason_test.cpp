#include "certrec/register/reason.hpp"

#include "catch.hpp"

#include "certrec/base/encoding.hpp"
#include "certrec/register/entry.hpp"

namespace certrec {
namespace {

TEST_CASE("a reason has one spelling, which reads back") {
    for (const std::string text : {"forged", "he said \"no\", twice", "成绩造假", " x "}) {
        const Reason reason{7, Salt{}, text};
        const std::string row = format_reason(reason);
        CHECK(parse_reason(row) == reason);
        CHECK(!parse_reason("0" + row));
        CHECK(!parse_reason(row + ","));
    }
    CHECK(!parse_reason("7," + std::string(64, '0') + ",\"forged\""));
    CHECK(!parse_reason("7," + std::string(64, '0') + ","));
    CHECK(!parse_reason("7," + std::string(64, 'A') + ",forged"));
}

TEST_CASE("a reason is committed to as HMAC-SHA256 of the salt and its text") {
    // printf 'certrec-reason-v1\nforged\n' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0000...
    const Sha256 digest = commit_reason({7, Salt{}, "forged"});
    CHECK(format_hex(digest) == "fe50359362d54e199a99412699bbbd0c721391354313ed71759b5d4337621ed2");
}

TEST_CASE("the longest reason that fits is accepted at every index") {
    const std::string row = format_reason({UINT64_MAX, Salt{}, ""});
    const std::string longest(kMaxRegisterRowBytes - row.size(), 'x');
    CHECK(!find_reason_fault(longest));
    CHECK(find_reason_fault(longest + "x"));
    CHECK(find_reason_fault(""));
    CHECK(find_reason_fault("tab\there"));
    CHECK(find_reason_fault("\xff"));
}

}  // namespace
}  // namespace certrec
