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

/// How many threads the process may run on at the same time: as many as its affinity
/// mask has processors (`taskset -c 0`: one).
[[nodiscard]] unsigned usable_threads() noexcept;

/// What is done to each piece of a stream. A piece lives in a slot, whose memory is used again for
/// a later piece.
struct OrderedSteps {
    /// Puts the next piece into the slot; false at the end. One call at a time, in order.
    std::function<bool(std::size_t slot)> take;
    /// Works on the piece. Calls for different slots run at the same time.
    std::function<void(std::size_t slot)> work;
    /// Delivers what the work came to. One call at a time, in the order of `take`, while other
    /// pieces are taken and worked on.
    std::function<void(std::size_t slot)> commit;
};

/// How many slots work_in_order needs: more than threads, so that none waits while another commits.
[[nodiscard]] constexpr std::size_t slots_for(unsigned threads) {
    return threads == 1 ? 1 : threads + std::size_t{2};
}

/// Takes, works on and commits each piece of a stream on `threads` threads, the caller's among
/// them, so that nobody can tell how many there were: of a piece whose work throws, `commit` still
/// delivers what there is, and then the exception comes out; so does one that `take` throws, after
/// all pieces before it. What comes after is not committed. An exception of `commit` comes out at
/// once. Slots are numbered below slots_for(threads). Requires: threads >= 1. With one, none is
/// started.
void work_in_order(unsigned threads, const OrderedSteps& steps);

/// The same for as many pieces as are known from the start: calls `make(i, slot)` once for each i
/// below `count`, and then `take(i, slot)` in the order of i. From make(i, slot) until after
/// take(i, slot) nobody else has the slot, so that what is made can stay there. If a call throws,
/// no index behind it is taken, nor is one whose `make` threw, and the exception is rethrown.
/// Requires: threads >= 1.
void make_and_take(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t i, std::size_t slot)>& make,
                   const std::function<void(std::size_t i, std::size_t slot)>& take);

}  // namespace certrec
