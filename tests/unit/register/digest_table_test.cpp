#include "register/digest_table.hpp"

#include <map>
#include <string>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

ShortDigest digest_of(unsigned value) {
    const std::string number = std::to_string(value);
    return digest_award({"other", number, "standard", "level"});
}

TEST_CASE("a table gives the values of a digest in the order in which they were added") {
    DigestTable<unsigned> table;
    CHECK(table.find(digest_of(1)).empty());
    std::map<unsigned, std::vector<unsigned>> expected;
    for (unsigned i = 0; i < 5000; ++i) {
        const unsigned under = i % 3 == 0 ? i % 97 : i;
        table.add(digest_of(under), i);
        expected[under].push_back(i);
    }
    for (const auto& [under, values] : expected) REQUIRE(table.find(digest_of(under)) == values);
    CHECK(table.find(digest_of(99'999)).empty());
}

TEST_CASE("a table keeps the order of one digest's values at the end of its room") {
    ShortDigest last{};
    last.fill(0xFF);
    ShortDigest before = last;
    before[8] = 0;
    DigestTable<unsigned> table;
    std::vector<unsigned> values;
    for (unsigned i = 0; i < 300; ++i) {
        table.add(i % 2 == 0 ? last : before, i);
        if (i % 2 == 0) values.push_back(i);
    }
    CHECK(table.find(last) == values);
}

TEST_CASE("room that was reserved changes nothing of what is found") {
    DigestTable<unsigned> table;
    table.add(digest_of(1), 7);
    table.reserve(1000);
    table.add(digest_of(1), 8);
    CHECK(table.find(digest_of(1)) == std::vector<unsigned>{7, 8});
}

}  // namespace
}  // namespace certrec
