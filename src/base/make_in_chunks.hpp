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

/// Calls `make(i, made)` once for each i below `count`, and `take` with what it made, some at a
/// time, in the order of i. Memory does not grow with `count`; exceptions come out as from
/// make_and_take. Requires: calls of `make` may run at the same time.
///
/// `made` is as an earlier call left it, perhaps on another thread. To copy into its strings is
/// quicker than to move: memory that one thread allocates and another frees makes them wait for one
/// another.
template <typename Made>
void make_in_chunks(std::size_t count, const std::function<void(std::size_t, Made&)>& make,
                    const std::function<void(std::span<Made>)>& take) {
    constexpr std::size_t kChunk = 256;
    const unsigned threads = usable_threads();
    std::vector<std::vector<Made>> chunks(slots_for(threads));
    make_and_take((count + kChunk - 1) / kChunk, threads,
                  [&](std::size_t chunk, std::size_t slot) {
                      const std::size_t begin = chunk * kChunk;
                      chunks[slot].resize(std::min(kChunk, count - begin));
                      for (std::size_t i = 0; i < chunks[slot].size(); ++i)
                          make(begin + i, chunks[slot][i]);
                  },
                  [&](std::size_t, std::size_t slot) { take(chunks[slot]); });
}

}  // namespace certrec
