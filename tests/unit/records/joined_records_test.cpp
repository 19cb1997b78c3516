#include "records/joined_records.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "certrec/base/parallel.hpp"

namespace certrec {
namespace {

using Filed = FiledRecords<DeclarationEvidence>;
using Joined = JoinedRecords<DeclarationEvidence>;

DeclarationEvidence record(std::uint32_t line, std::uint32_t in_own_file = 0) {
    return {{}, {}, {line & 0x7FFFFFFFU, in_own_file & 1U}};
}

std::vector<std::uint32_t> lines_of(const Joined& joined, std::uint32_t candidate) {
    std::vector<DeclarationEvidence> records;
    joined.append(candidate, records);
    std::vector<std::uint32_t> lines;
    for (const DeclarationEvidence& found : records) lines.push_back(found.origin.line);
    return lines;
}

TEST_CASE("blocks that are given back are taken again") {
    BlockPool pool;
    std::vector<void*> blocks;
    for (int i = 0; i < 5'000; ++i) blocks.push_back(pool.take());
    std::sort(blocks.begin(), blocks.end());
    CHECK(std::adjacent_find(blocks.begin(), blocks.end()) == blocks.end());
    for (void* const block : blocks) pool.give_back(block);
    std::vector<void*> again;
    for (int i = 0; i < 5'000; ++i) again.push_back(pool.take());
    std::sort(again.begin(), again.end());
    CHECK(std::includes(again.begin(), again.end(), blocks.begin(), blocks.end()));
}

TEST_CASE("records of a candidate come in the order of the file, whoever filed them when") {
    BlockPool pool;
    Filed one(pool, 2);
    Filed other(pool, 2);
    CHECK(one.empty());
    one.add(record(9), 1);
    one.add(record(2), 1);
    one.add(record(4, 1), 1);  // the candidate's own file comes behind, as it was read
    one.add(record(3, 1), 1);
    other.add(record(5), 0);
    other.add(record(7), 1);
    CHECK_FALSE(one.empty());

    Joined joined(pool, 2);
    REQUIRE(joined.groups() == 1);
    joined.join(0, {&one, &other});
    CHECK(lines_of(joined, 0) == std::vector<std::uint32_t>{5});
    CHECK(lines_of(joined, 1) == std::vector<std::uint32_t>{2, 7, 9, 4, 3});
}

TEST_CASE("records that were never joined are those of nobody") {
    const Joined joined;
    CHECK(lines_of(joined, 0).empty());
    CHECK(lines_of(joined, 70'000).empty());
}

TEST_CASE("records are joined as a map would join them, group by group on many threads") {
    testing::Dice dice(77);
    constexpr std::uint32_t kCandidates = 3 * kGroupSize + 5;
    BlockPool pool;
    std::vector<Filed> filed;
    for (int i = 0; i < 3; ++i) filed.emplace_back(pool, kCandidates);
    std::map<std::uint32_t, std::vector<std::uint32_t>> expected;
    for (std::uint32_t line = 2; line < 60'000; ++line) {
        // Some candidates have many records, most have none.
        const auto candidate = static_cast<std::uint32_t>(
            dice.chance(3) ? dice.below(kCandidates) : kGroupSize - 2 + dice.below(4));
        filed[dice.below(filed.size())].add(record(line), candidate);
        expected[candidate].push_back(line);
    }
    Joined joined(pool, kCandidates);
    REQUIRE(joined.groups() == 4);
    for_each_index(joined.groups(), 4, [&](std::size_t i) {
        joined.join(i, {&filed[0], &filed[1], &filed[2]});
    });
    std::size_t wrong = 0;
    for (std::uint32_t candidate = 0; candidate < kCandidates; ++candidate) {
        if (lines_of(joined, candidate) != expected[candidate]) ++wrong;
    }
    CHECK(wrong == 0);
}

}  // namespace
}  // namespace certrec
