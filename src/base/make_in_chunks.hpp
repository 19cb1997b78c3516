/// \file
/// How are many small things made on all processors, and taken in their order? Private.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "certrec/base/parallel.hpp"

namespace certrec {

/// Calls `make(i)` once for each i below `count`, and `take` with what it made, some at a time, in
/// the order of i. Memory does not grow with `count`; exceptions come out as from make_and_take.
/// Requires: calls of `make` may run at the same time.
template <typename Made>
void make_in_chunks(std::size_t count, const std::function<Made(std::size_t)>& make,
                    const std::function<void(std::span<Made>)>& take) {
    constexpr std::size_t kChunk = 256;
    const unsigned threads = usable_threads();
    std::vector<std::vector<Made>> chunks(slots_for(threads));
    make_and_take((count + kChunk - 1) / kChunk, threads,
                  [&](std::size_t chunk, std::size_t slot) {
                      chunks[slot].clear();
                      const std::size_t end = std::min((chunk + 1) * kChunk, count);
                      for (std::size_t i = chunk * kChunk; i < end; ++i) {
                          chunks[slot].push_back(make(i));
                      }
                  },
                  [&](std::size_t, std::size_t slot) { take(chunks[slot]); });
}

}  // namespace certrec
