/// \file
/// How is work shared between threads, so that nobody can tell from the answer?
#pragma once

#include <cstddef>
#include <functional>

namespace certrec {

/// Calls `work(i)` once for each i below `count`, on up to `threads` threads, the caller's among
/// them, and returns when all are done. If calls throw, the exception of the least i is rethrown
/// then.
/// Requires: calls may run at the same time. threads >= 1.
void for_each_index(std::size_t count, unsigned threads,
                    const std::function<void(std::size_t)>& work);

}  // namespace certrec
