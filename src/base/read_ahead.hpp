/// \file
/// How is a stream made ahead of whoever takes it, on another thread? Private.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "certrec/base/parallel.hpp"

namespace certrec {

/// Nobody can tell from what is taken whether there was another thread. Where the process may run
/// on one processor only, there is none, and a piece is made when it is asked for.
template <typename Piece>
class ReadAhead {
  public:
    /// `make` puts what comes next into a piece, whose memory is used again; false at the end.
    explicit ReadAhead(std::function<bool(Piece&)> make)
        : make_(std::move(make)), may_run_ahead_(usable_threads() > 1) {}
    ~ReadAhead() {
        if (!thread_.joinable()) return;
        {
            const std::lock_guard lock(mutex_);
            is_over_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// The next piece, valid until the next call; nullptr at the end. What `make` throws comes out
    /// in its place.
    [[nodiscard]] Piece* next() {
        if (!thread_.joinable()) {
            if (!may_run_ahead_ || made_alone_ < kMadeAlone) return make_alone();
            thread_ = std::thread([this] { run(); });
        }
        std::unique_lock lock(mutex_);
        free_until_ = taken_ + kPieces;
        // The thread makes several pieces at a time, rather than sleep after each.
        if (made_ - taken_ <= kPieces / 2) changed_.notify_all();
        changed_.wait(lock, [this] { return made_ > taken_ || is_over_; });
        if (made_ > taken_) return &pieces_[taken_++ % kPieces];
        if (error_) std::rethrow_exception(error_);
        return nullptr;
    }

  private:
    static constexpr std::size_t kPieces = 8;
    static constexpr std::size_t kMadeAlone = 2;  // a short stream is not worth a thread

    Piece* make_alone() {
        ++made_alone_;
        return make_(pieces_[0]) ? &pieces_[0] : nullptr;
    }

    void run() {
        while (wait_for_room()) {
            bool is_made = false;
            std::exception_ptr error;
            try {
                is_made = make_(pieces_[made_ % kPieces]);
            } catch (...) {  // carried to whoever takes
                error = std::current_exception();
            }
            const std::lock_guard lock(mutex_);
            if (is_made) ++made_;
            is_over_ |= !is_made;
            error_ = error;
            changed_.notify_all();
        }
    }

    /// False when nothing more is wanted.
    [[nodiscard]] bool wait_for_room() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return made_ < free_until_ || is_over_; });
        return !is_over_;
    }

    std::function<bool(Piece&)> make_;
    bool may_run_ahead_;
    std::size_t made_alone_ = 0;
    std::array<Piece, kPieces> pieces_{};
    std::mutex mutex_;  // of all that follows; `made_` is written by the thread alone
    std::condition_variable changed_;
    std::uint64_t made_ = 0;
    std::uint64_t taken_ = 0;
    std::uint64_t free_until_ = kPieces;  // so many pieces may be made
    bool is_over_ = false;
    std::exception_ptr error_;
    std::thread thread_;
};

}  // namespace certrec
