#include "base/large_pages.hpp"

#include <cstdint>
#include <numeric>
#include <string>

#include "../catch.hpp"

namespace certrec {
namespace {

TEST_CASE("a vector in large pages grows and shrinks as any other does") {
    LargePageVector<std::uint32_t> numbers;
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i < 2'000'000; ++i) numbers.push_back(i);
    for (std::uint32_t i = 0; i < numbers.size(); ++i) wrong += numbers[i] == i ? 0 : 1;
    numbers.resize(10);
    numbers.shrink_to_fit();
    CHECK(wrong == 0);
    CHECK(std::accumulate(numbers.begin(), numbers.end(), 0U) == 45);
}

TEST_CASE("large arrays begin at the beginning of a large page") {
    const LargePageVector<char> bytes(kLargePageBytes + 1);
    CHECK(reinterpret_cast<std::uintptr_t>(bytes.data()) % kLargePageBytes == 0);
    CHECK(bytes.back() == '\0');
}

TEST_CASE("elements that are given a value have it, and those with a constructor are made") {
    UnfilledVector<char> bytes(3, 'x');
    bytes.resize(100'000);
    CHECK(bytes[2] == 'x');
    bytes.assign(50, 'y');
    CHECK(bytes[49] == 'y');
    UnfilledVector<std::string> texts(2);
    CHECK(texts.back().empty());
}

}  // namespace
}  // namespace certrec
