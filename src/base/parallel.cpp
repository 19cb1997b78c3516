#include "certrec/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
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

}  // namespace

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

}  // namespace certrec
