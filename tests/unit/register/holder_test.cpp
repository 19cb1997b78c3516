#include "certrec/register/holder.hpp"

#include "catch.hpp"

#include "certrec/base/encoding.hpp"

namespace certrec {
namespace {

Holder example() {
    return {"GD01202410001", {1, 2, 3}, "resident-id", "11010519491231002X", "张三", "c1"};
}

const std::string kSalt = "0102030000000000000000000000000000000000000000000000000000000000";

TEST_CASE("a holder's row has one spelling, quoted only where it must be") {
    const std::string row = "GD01202410001," + kSalt + ",resident-id,11010519491231002X,张三,c1";
    CHECK(format_holder(example()) == row);
    CHECK(parse_holder(row) == example());

    Holder quoted = example();
    quoted.name = "O\"Neill, Ann";
    quoted.candidate_id = "";
    const std::string quoted_row =
        "GD01202410001," + kSalt + ",resident-id,11010519491231002X,\"O\"\"Neill, Ann\",";
    CHECK(format_holder(quoted) == quoted_row);
    CHECK(parse_holder(quoted_row) == quoted);
}

TEST_CASE("a holder's row in any other spelling is refused") {
    const std::string start = "GD01202410001," + kSalt + ",resident-id,1234,";
    REQUIRE(parse_holder(start + "Ann,c1"));
    for (const std::string& row :
         {std::string(), std::string(","), start, start + "Ann", start + "Ann,c1,",
          start + "\"Ann\",c1", start + "\"Ann,c1", start + "\"Ann\"x,c1", start + "A\"nn,c1",
          start + "Ann,c1\r", start + "Ann,c\t1", start + "\xFF,c1", start + ",c1",
          "," + kSalt + ",resident-id,1234,Ann,c1", "../x," + kSalt + ",resident-id,1234,Ann,c1",
          std::string("N1,0102,resident-id,1234,Ann,c1")}) {
        INFO(row);
        CHECK(!parse_holder(row));
    }
}

TEST_CASE("a commitment is HMAC-SHA256 over a labelled message") {
    // Computed with: openssl dgst -sha256 -mac HMAC -macopt hexkey:0102030000...
    CHECK(format_hex(commit_holder(example())) ==
          "804f04d7ad75bb29f92b030afb7948a70e49623d248a0b48e6d0464a3b89135b");
    CHECK(format_hex(commit_document(example().salt, "text\n")) ==
          "4f1b1c7e1ccad9b1e8d7ded822cd17902424131586a8bab9f86090f2b67fd8a4");
}

TEST_CASE("a commitment covers the salt and the person, not the candidate's number in the batch") {
    const Sha256 commitment = commit_holder(example());
    Holder other = example();
    other.candidate_id = "c2";
    CHECK(commit_holder(other) == commitment);
    other.name = "李四";
    CHECK(commit_holder(other) != commitment);
    other = example();
    other.id_number += "1";
    CHECK(commit_holder(other) != commitment);
    other = example();
    other.salt[31] = 1;
    CHECK(commit_holder(other) != commitment);
    CHECK(commit_holder({}, "a", "b", "c") != commit_document({}, "a\nb\nc\n"));
}

TEST_CASE("a person without name, document or plain text cannot be recorded") {
    CHECK(!find_holder_fault(example()));
    const auto fault_of = [](auto&& change) {
        Holder holder = example();
        change(holder);
        const auto fault = find_holder_fault(holder);
        return fault ? fault->en : "none";
    };
    CHECK(fault_of([](Holder& h) { h.name.clear(); }) == "the name is empty");
    CHECK(fault_of([](Holder& h) { h.id_type.clear(); }) ==
          "the type of the identity document is empty");
    CHECK(fault_of([](Holder& h) { h.id_number.clear(); }) ==
          "the number of the identity document is empty");
    CHECK(fault_of([](Holder& h) { h.candidate_id.clear(); }) == "none");
    for (const char* text : {"a\nb", "a\rb", "a\u202Eb", "a\x7f", "\xFF"}) {
        CHECK(fault_of([&](Holder& h) { h.name = text; }) ==
              "the name or the identity document holds a control character");
    }
    CHECK(fault_of([](Holder& h) { h.name.assign(66000, 'a'); }) ==
          "the name and the identity document are longer than 65535 bytes together");
}

}  // namespace
}  // namespace certrec
