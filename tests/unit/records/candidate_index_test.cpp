#include "certrec/records/candidate_index.hpp"

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "certrec/base/parallel.hpp"

namespace certrec {
namespace {

TEST_CASE("candidates are numbered from 0 in the order in which they first appear") {
    CandidateIndex index;
    CHECK(index.size() == 0);
    CHECK_FALSE(index.find("C1").has_value());
    CHECK_FALSE(index.find("").has_value());

    CHECK(index.add("C2") == 0);
    CHECK(index.add("C1") == 1);
    CHECK(index.add("C2") == 0);
    CHECK(index.add("考生一") == 2);
    CHECK(index.add("C1") == 1);
    CHECK(index.size() == 3);
    CHECK(index.find("C1") == 1U);
    CHECK(index.find("考生一") == 2U);
    CHECK(index.id(0) == "C2");
    CHECK(index.id(2) == "考生一");
    // Neither the beginning nor the end of an id, nor two of them, are an id.
    for (const char* const other : {"", "C", "C11", "1", "C2C1", "c1", "C1 "}) {
        INFO(other);
        CHECK_FALSE(index.find(other).has_value());
    }
    CHECK(index.add("") == 3);
    CHECK(index.id(3).empty());
    CHECK(index.find("") == 3U);
}

TEST_CASE("ids are told apart by their last byte and by their length, long ones as well as short") {
    CandidateIndex index;
    std::vector<std::string> ids;
    for (std::size_t size = 1; size <= 40; ++size) {
        ids.push_back(std::string(size, '0'));
        ids.push_back(std::string(size - 1, '0') + "1");
        ids.push_back("1" + std::string(size, '0'));
    }
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        INFO(ids[i]);
        CHECK_FALSE(index.find(ids[i]).has_value());
        CHECK(index.add(ids[i]) == i);
    }
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        CHECK(index.add(ids[i]) == i);
        CHECK(index.find(index.probe(ids[i])) == i);
    }
}

TEST_CASE("making room for candidates changes no number") {
    CandidateIndex index;
    index.reserve(0, 1);
    for (int i = 0; i < 3'000; ++i) {
        if (i % 500 == 7) index.reserve(static_cast<std::size_t>(i) * 2, 3);
        if (i == 2'000) index.reserve(1, 2);
        if (i == 2'500) index.reserve(200'000, 3);
        CHECK(index.add("C" + std::to_string(i)) == static_cast<std::uint32_t>(i));
    }
    CHECK(index.size() == 3'000);
    CHECK(index.find("C0") == 0U);
    CHECK(index.find("C2999") == 2'999U);
    CHECK_FALSE(index.find("C3000").has_value());
}

TEST_CASE("an index of candidates answers as a map does while it grows") {
    testing::Dice dice(31);
    CandidateIndex index;
    std::map<std::string, std::uint32_t, std::less<>> expected;
    std::vector<std::string> ids;
    const std::vector<std::string> heads = {"", "C", "考生-", "2026", "C-1-", "candidate-number-"};
    std::size_t wrong = 0;
    for (int i = 0; i < 60'000; ++i) {
        const std::string id = dice.pick(heads) + std::to_string(dice.below(20'000));
        const auto known = expected.find(id);
        const auto found = index.find(id);
        if (found.has_value() != (known != expected.end())) ++wrong;
        if (found && *found != known->second) ++wrong;
        if (dice.chance(3)) continue;
        const auto [place, is_new] =
            expected.try_emplace(id, static_cast<std::uint32_t>(ids.size()));
        if (is_new) ids.push_back(id);
        if (index.add(id) != place->second) ++wrong;
        if (index.size() != ids.size()) ++wrong;
    }
    CHECK(ids.size() > 25'000);
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        if (index.id(i) != ids[i] || index.find(ids[i]) != i) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("many threads may look up candidates at once") {
    CandidateIndex index;
    for (int i = 0; i < 3'000; ++i) index.add("C" + std::to_string(i));
    std::atomic<int> wrong = 0;
    for_each_index(6'000, 4, [&](std::size_t i) {
        const auto found = index.find("C" + std::to_string(i));
        if (found.has_value() != (i < 3'000)) ++wrong;
        if (found && index.id(*found) != "C" + std::to_string(i)) ++wrong;
    });
    CHECK(wrong == 0);
}

}  // namespace
}  // namespace certrec
