/// \file
/// Which cases does a test try that nobody would think of? Pseudo-random ones, the same on each
/// run.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace certrec::testing {

/// SplitMix64.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    /// From 0 to n - 1. Requires: n > 0.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

    /// From `low` to `high`, both inclusive.
    std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }

    bool chance(std::size_t one_in) { return below(one_in) == 0; }

    template <typename Values>
    const auto& pick(const Values& values) {
        return values[below(values.size())];
    }

    template <typename Value>
    void shuffle(std::vector<Value>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }

  private:
    std::uint64_t state_;
};

}  // namespace certrec::testing
