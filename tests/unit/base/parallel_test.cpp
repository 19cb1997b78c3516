#include "certrec/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

constexpr unsigned kThreads[] = {1, 2, 4, 16};

TEST_CASE("each index is worked on once, on any number of threads") {
    for (const unsigned threads : kThreads) {
        for (const std::size_t count : {0U, 1U, 2U, 3U, 1000U}) {
            INFO(count << " on " << threads);
            std::vector<std::atomic<int>> calls(count + 1);
            for_each_index(count, threads, [&calls](std::size_t i) { ++calls[i]; });
            CHECK(std::all_of(calls.begin(), calls.end() - 1, [](int n) { return n == 1; }));
            CHECK(calls.back() == 0);
        }
    }
}

TEST_CASE("the caller's thread is the only one of one, and no more threads work than asked for") {
    for (const unsigned threads : kThreads) {
        std::mutex mutex;
        std::set<std::thread::id> workers;
        for_each_index(500, threads, [&](std::size_t) {
            const std::lock_guard lock(mutex);
            workers.insert(std::this_thread::get_id());
        });
        CHECK(workers.size() <= threads);
        if (threads == 1) CHECK(workers == std::set{std::this_thread::get_id()});
    }
}

TEST_CASE("what all threads have written can be read when they are done") {
    std::vector<std::size_t> squares(10'000);
    for_each_index(squares.size(), 4, [&squares](std::size_t i) { squares[i] = i * i; });
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < squares.size(); ++i) wrong += squares[i] == i * i ? 0 : 1;
    CHECK(wrong == 0);
}

TEST_CASE("the exception of the least index comes out, when all the others are done") {
    for (const unsigned threads : kThreads) {
        for (int again = 0; again < 50; ++again) {
            std::atomic<int> calls = 0;
            std::string thrown;
            try {
                for_each_index(200, threads, [&calls](std::size_t i) {
                    ++calls;
                    if (i % 7 == 5) throw std::runtime_error(std::to_string(i));
                });
            } catch (const std::runtime_error& error) {
                thrown = error.what();
            }
            CHECK(thrown == "5");
            CHECK(calls == 200);
        }
    }
}

TEST_CASE("an exception of the last index alone is not lost") {
    for (const unsigned threads : kThreads) {
        CHECK_THROWS_AS(for_each_index(64, threads,
                                       [](std::size_t i) {
                                           if (i == 63) throw std::logic_error("63");
                                       }),
                        std::logic_error);
    }
}

}  // namespace
}  // namespace certrec
