#include "certrec/base/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace certrec {

namespace {

class Shared {
  public:
    Shared(std::size_t count, const std::function<void(std::size_t)>& work)
        : count_(count), work_(work) {}

    void run() {
        for (std::size_t i = next_++; i < count_; i = next_++) {
            try {
                work_(i);
            } catch (...) {  // carried to the caller's thread
                remember(i);
            }
        }
    }

    void rethrow() const {
        if (error_) std::rethrow_exception(error_);
    }

  private:
    void remember(std::size_t index) {
        const std::lock_guard lock(mutex_);
        if (error_ && failed_ < index) return;
        error_ = std::current_exception();
        failed_ = index;
    }

    std::size_t count_;
    const std::function<void(std::size_t)>& work_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::exception_ptr error_;
    std::size_t failed_ = 0;
};

/// One stream that several threads work on.
///
/// A thread that has worked on its piece leaves it and goes on with a free slot. Whoever leaves the
/// piece whose turn it is commits it, and whatever has been left after it by then.
class OrderedStream {
  public:
    OrderedStream(std::size_t slots, const OrderedSteps& steps) : steps_(steps) {
        for (std::size_t slot = 0; slot < slots; ++slot) free_.push_back(slot);
    }

    void run() {
        while (auto piece = take()) {
            try {
                steps_.work(piece->slot);
            } catch (...) {  // carried to the caller's thread
                piece->error = std::current_exception();
            }
            leave(std::move(*piece));
        }
    }

    void rethrow() const {
        if (error_) std::rethrow_exception(error_);
    }

  private:
    struct Piece {
        std::uint64_t number = 0;
        std::size_t slot = 0;
        std::exception_ptr error;
        bool taken = true;  // false if `take` threw
    };

    std::optional<Piece> take() {
        const std::lock_guard taking(taking_);
        const auto slot = wait_for_slot();
        if (!slot) return std::nullopt;
        Piece piece{next_number_, *slot, nullptr, true};
        try {
            if (steps_.take(piece.slot)) {
                ++next_number_;
                return piece;
            }
        } catch (...) {  // carried to the caller's thread
            piece.error = std::current_exception();
            piece.taken = false;
        }
        end();
        if (piece.error) leave(std::move(piece));
        return std::nullopt;
    }

    void end() {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }

    /// None when nothing more is to be taken.
    std::optional<std::size_t> wait_for_slot() {
        std::unique_lock lock(mutex_);
        slot_freed_.wait(lock, [this] { return ended_ || !free_.empty(); });
        if (ended_) return std::nullopt;
        const std::size_t slot = free_.back();
        free_.pop_back();
        return slot;
    }

    void leave(Piece piece) {
        std::unique_lock lock(mutex_);
        left_.emplace(piece.number, std::move(piece));
        if (committing_) return;
        committing_ = true;
        for (auto at = left_.find(turn_); at != left_.end() && !error_; at = left_.find(turn_)) {
            Piece next = std::move(at->second);
            left_.erase(at);
            lock.unlock();
            commit(next);
            lock.lock();
            ++turn_;
            free_.push_back(next.slot);
            error_ = next.error;
            if (error_) ended_ = true;
            slot_freed_.notify_one();
        }
        committing_ = false;
    }

    void commit(Piece& piece) {
        if (!piece.taken) return;
        try {
            steps_.commit(piece.slot);
        } catch (...) {  // carried to the caller's thread
            piece.error = std::current_exception();
        }
    }

    const OrderedSteps& steps_;

    std::mutex taking_;  // held while a piece is taken
    std::uint64_t next_number_ = 0;

    std::mutex mutex_;  // of all that follows
    std::condition_variable slot_freed_;
    std::vector<std::size_t> free_;
    std::map<std::uint64_t, Piece> left_;  // worked on, not yet committed
    std::uint64_t turn_ = 0;               // the number of the piece to be committed next
    bool committing_ = false;
    bool ended_ = false;
    std::exception_ptr error_;
};

void work_alone(const OrderedSteps& steps) {
    while (steps.take(0)) {
        std::exception_ptr error;
        try {
            steps.work(0);
        } catch (...) {  // comes out when what there is has been delivered
            error = std::current_exception();
        }
        steps.commit(0);
        if (error) std::rethrow_exception(error);
    }
}

}  // namespace

unsigned usable_threads() noexcept {
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0) {
        return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

void work_in_order(unsigned threads, const OrderedSteps& steps) {
    if (threads == 1) {
        work_alone(steps);
        return;
    }
    OrderedStream stream(slots_for(threads), steps);
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([&stream] { stream.run(); });
    stream.run();
    helpers.clear();  // joins
    stream.rethrow();
}

void for_each_index(std::size_t count, unsigned threads,
                    const std::function<void(std::size_t)>& work) {
    Shared shared(count, work);
    std::vector<std::jthread> helpers;
    const std::size_t useful = std::min<std::size_t>(threads, count);
    for (std::size_t i = 1; i < useful; ++i) helpers.emplace_back([&shared] { shared.run(); });
    shared.run();
    helpers.clear();  // joins
    shared.rethrow();
}

void make_and_take(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t, std::size_t)>& make,
                   const std::function<void(std::size_t, std::size_t)>& take) {
    struct Piece {
        std::size_t index = 0;
        bool is_made = false;
    };
    const auto useful = static_cast<unsigned>(std::clamp<std::size_t>(count, 1, threads));
    std::vector<Piece> pieces(slots_for(useful));
    std::size_t next = 0;
    work_in_order(useful, {[&](std::size_t slot) {
                               if (next == count) return false;
                               pieces[slot] = {next++, false};
                               return true;
                           },
                           [&](std::size_t slot) {
                               make(pieces[slot].index, slot);
                               pieces[slot].is_made = true;
                           },
                           [&](std::size_t slot) {
                               if (pieces[slot].is_made) take(pieces[slot].index, slot);
                           }});
}

}  // namespace certrec
