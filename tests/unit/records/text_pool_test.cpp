#include "records/text_pool.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

TEST_CASE("a text that is interned again is the same one, an empty one is none") {
    TextPool pool;
    const Text junior = pool.intern("junior");
    REQUIRE(junior);
    CHECK(*junior == "junior");
    CHECK(pool.intern(std::string("junior")).operator*().data() == (*junior).data());
    CHECK(*pool.intern("senior") == "senior");
    CHECK((*pool.intern("junior")).data() == (*junior).data());
    CHECK_FALSE(pool.intern(""));
    CHECK_FALSE(pool.keep(""));
    CHECK_FALSE(Text());
    CHECK_FALSE(Text(std::nullopt));
    CHECK(*Text("literal") == "literal");
}

TEST_CASE("texts are told apart by every byte, though they look alike at both ends") {
    TextPool pool;
    std::vector<std::pair<std::string, Text>> texts;
    for (char a = '!'; a <= '~'; ++a) {
        for (char b = '0'; b <= '9'; ++b) {
            const std::string text = std::string("x") + a + b + "y";
            texts.emplace_back(text, pool.intern(text));
        }
    }
    for (const auto& [text, interned] : texts) {
        if (*interned != text || (*pool.intern(text)).data() != (*interned).data()) {
            FAIL_CHECK(text << " has become " << *interned);
        }
    }
}

TEST_CASE("a text that is kept is stored anew each time") {
    TextPool pool;
    const Text one = pool.keep("N1");
    const Text two = pool.keep("N1");
    CHECK(*one == *two);
    CHECK((*one).data() != (*two).data());
    CHECK((*pool.intern("N1")).data() != (*two).data());
}

TEST_CASE("texts outlive all that come after them, whatever their length") {
    testing::Dice dice(64);
    TextPool pool;
    std::vector<std::pair<std::string, Text>> texts;
    // First one that is longer than a block of the pool, then some of each length.
    for (const std::size_t size : {100'000U, 65'535U, 65'536U, 1U, 65'534U, 200'000U}) {
        texts.emplace_back(std::string(size, 'x'), Text());
    }
    for (int i = 0; i < 5'000; ++i) {
        texts.emplace_back(std::to_string(dice.next()) + std::string(dice.below(60), 'y'), Text());
    }
    for (auto& [text, kept] : texts) kept = dice.chance(2) ? pool.keep(text) : pool.intern(text);
    std::size_t wrong = 0;
    for (const auto& [text, kept] : texts) wrong += *kept == text ? 0 : 1;
    CHECK(wrong == 0);
}

TEST_CASE("a pool that is cleared forgets its texts and can be filled again") {
    TextPool pool;
    pool.clear();
    for (int round = 0; round < 5; ++round) {
        std::map<std::string, Text> texts;
        if (round % 2 == 0) texts[std::string(100'000, 'x')] = {};
        for (int i = 0; i < 20'000; ++i) texts[std::to_string(i * (round + 1))] = {};
        for (auto& [text, interned] : texts) interned = pool.intern(text);
        std::size_t wrong = 0;
        for (const auto& [text, interned] : texts) wrong += *interned == text ? 0 : 1;
        CHECK(wrong == 0);
        pool.clear();
    }
    CHECK(*pool.intern("again") == "again");
}

}  // namespace
}  // namespace certrec
