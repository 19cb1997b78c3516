#include "base/read_ahead.hpp"

#include <stdexcept>
#include <string>

#include "../catch.hpp"

namespace certrec {
namespace {

/// Counts to `count`, and throws in place of the number after it if it is told to.
class Counting {
  public:
    enum class End { plain, thrown };
    Counting(int count, End end) : count_(count), end_(end) {}
    bool operator()(int& piece) {
        if (next_ == count_ && end_ == End::thrown) throw std::runtime_error("broken");
        if (next_ == count_) return false;
        piece = next_++;
        return true;
    }

  private:
    int count_;
    End end_;
    int next_ = 0;
};

TEST_CASE("what is read ahead comes out whole and in order, then nothing") {
    for (const int count : {0, 1, 3, 4, 5, 1000}) {
        ReadAhead<int> ahead(Counting(count, Counting::End::plain));
        for (int i = 0; i < count; ++i) {
            const int* const piece = ahead.next();
            REQUIRE(piece != nullptr);
            REQUIRE(*piece == i);
        }
        CHECK(ahead.next() == nullptr);
        CHECK(ahead.next() == nullptr);
    }
}

TEST_CASE("an exception comes out behind what was read before it") {
    for (const int count : {0, 1, 5, 100}) {
        ReadAhead<int> ahead(Counting(count, Counting::End::thrown));
        for (int i = 0; i < count; ++i) REQUIRE(ahead.next() != nullptr);
        CHECK_THROWS_AS(ahead.next(), std::runtime_error);
    }
}

TEST_CASE("nobody has to take what was read ahead") {
    const ReadAhead<int> none(Counting(1000, Counting::End::plain));
    ReadAhead<int> some(Counting(1000, Counting::End::plain));
    for (int i = 0; i < 5; ++i) CHECK(*some.next() == i);
}

}  // namespace
}  // namespace certrec
