#include "certrec/base/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "../catch.hpp"

#include "base/make_in_chunks.hpp"

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

/// Runs a stream of `count` pieces whose results are strings; what was committed, in order.
struct Stream {
    explicit Stream(std::size_t pieces) : count(pieces) {}

    std::size_t count;
    std::size_t take_fails_at = kNever;
    std::size_t work_fails_at = kNever;
    std::size_t commit_fails_at = kNever;
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

    std::string thrown;
    std::vector<std::string> committed;
    std::size_t taken = 0;

    void run(unsigned threads) {
        std::vector<std::size_t> piece(slots_for(threads));
        std::vector<std::string> result(slots_for(threads));
        std::atomic<int> taking = 0;
        std::atomic<int> committing = 0;
        std::vector<std::atomic<int>> users(slots_for(threads));
        const OrderedSteps steps = {[&](std::size_t slot) {
                                        if (taking++ != 0 || users[slot]++ != 0)
                                            throw std::logic_error("taking twice");
                                        --taking;
                                        if (taken == take_fails_at)
                                            throw std::runtime_error("take");
                                        piece[slot] = taken;
                                        return taken++ < count;
                                    },
                                    [&](std::size_t slot) {
                                        // Pieces take differently long.
                                        if (piece[slot] % 3 == 0) std::this_thread::yield();
                                        result[slot] = std::to_string(piece[slot]);
                                        if (piece[slot] == work_fails_at)
                                            throw std::runtime_error("work");
                                        result[slot] += " done";
                                    },
                                    [&](std::size_t slot) {
                                        if (committing++ != 0)
                                            throw std::logic_error("committing twice");
                                        if (piece[slot] == commit_fails_at)
                                            throw std::runtime_error("commit");
                                        committed.push_back(result[slot]);
                                        --users[slot];
                                        --committing;
                                    }};
        try {
            work_in_order(threads, steps);
        } catch (const std::runtime_error& error) {
            thrown = error.what();
        }
    }
};

std::vector<std::string> done(std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(std::to_string(i) + " done");
    return all;
}

TEST_CASE("pieces of a stream are committed in the order in which they are taken") {
    for (const unsigned threads : kThreads) {
        for (const std::size_t count : {0U, 1U, 2U, 3U, 50U, 2000U}) {
            INFO(count << " on " << threads);
            Stream stream(count);
            stream.run(threads);
            CHECK(stream.thrown.empty());
            CHECK(stream.committed == done(count));
        }
    }
}

TEST_CASE("a failure comes out after all that stands before it, on any number of threads") {
    for (const unsigned threads : kThreads) {
        for (int again = 0; again < 50; ++again) {
            for (const std::size_t at : {0U, 1U, 7U, 39U}) {
                INFO(at << " on " << threads);
                Stream take(40);
                take.take_fails_at = at;
                take.run(threads);
                CHECK(take.thrown == "take");
                CHECK(take.committed == done(at));

                // What the work had come to is delivered.
                Stream work(40);
                work.work_fails_at = at;
                work.run(threads);
                CHECK(work.thrown == "work");
                auto expected = done(at);
                expected.push_back(std::to_string(at));
                CHECK(work.committed == expected);
                CHECK(work.taken <= at + slots_for(threads));

                Stream commit(40);
                commit.commit_fails_at = at;
                commit.run(threads);
                CHECK(commit.thrown == "commit");
                CHECK(commit.committed == done(at));

                // The first failure of the stream counts, whenever it happens.
                Stream both(40);
                both.work_fails_at = at;
                both.take_fails_at = at + 1;
                both.run(threads);
                CHECK(both.thrown == "work");
            }
        }
    }
}

TEST_CASE("with one thread a stream is worked on by the caller alone") {
    std::set<std::thread::id> workers;
    int left = 10;
    work_in_order(1, {[&](std::size_t) { return left-- > 0; },
                      [&](std::size_t) { workers.insert(std::this_thread::get_id()); },
                      [&](std::size_t) { workers.insert(std::this_thread::get_id()); }});
    CHECK(workers == std::set{std::this_thread::get_id()});
}

TEST_CASE("at least one thread can be used, and as many as the affinity mask allows") {
    CHECK(usable_threads() >= 1);
    cpu_set_t before;
    REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
    CHECK(usable_threads() == static_cast<unsigned>(CPU_COUNT(&before)));
    int first = 0;
    while (!CPU_ISSET(first, &before)) ++first;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK(usable_threads() == 1);
    REQUIRE(::sched_setaffinity(0, sizeof before, &before) == 0);
}

TEST_CASE("what is made is taken in order, each once, from the slot in which it was made") {
    for (const unsigned threads : kThreads) {
        for (const std::size_t count : {0U, 1U, 2U, 3U, 1000U}) {
            INFO(count << " on " << threads);
            std::vector<std::size_t> slots(slots_for(threads));
            std::vector<std::size_t> taken;
            make_and_take(
                count, threads,
                [&slots](std::size_t i, std::size_t slot) { slots.at(slot) = i * i; },
                [&](std::size_t i, std::size_t slot) {
                    taken.push_back(slots.at(slot) == i * i ? i : count);
                });
            std::vector<std::size_t> expected(count);
            std::iota(expected.begin(), expected.end(), std::size_t{0});
            CHECK(taken == expected);
        }
    }
}

TEST_CASE("no index is taken behind one whose making threw, and that exception comes out") {
    for (const unsigned threads : kThreads) {
        for (int again = 0; again < 50; ++again) {
            std::size_t taken = 0;
            std::string thrown;
            try {
                make_and_take(
                    200, threads,
                    [](std::size_t i, std::size_t) {
                        if (i % 7 == 5) throw std::runtime_error(std::to_string(i));
                    },
                    [&taken](std::size_t, std::size_t) { ++taken; });
            } catch (const std::runtime_error& error) {
                thrown = error.what();
            }
            CHECK(thrown == "5");
            CHECK(taken == 5);
        }
    }
}

TEST_CASE("an exception of taking ends the work") {
    for (const unsigned threads : kThreads) {
        std::size_t taken = 0;
        CHECK_THROWS_AS(make_and_take(
                            200, threads, [](std::size_t, std::size_t) {},
                            [&taken](std::size_t i, std::size_t) {
                                ++taken;
                                if (i == 9) throw std::logic_error("9");
                            }),
                        std::logic_error);
        CHECK(taken == 10);
    }
}

TEST_CASE("what is made in chunks is made once each and taken in order") {
    for (const std::size_t count : {0U, 1U, 255U, 256U, 257U, 5000U}) {
        std::vector<std::atomic<int>> made(count);
        std::vector<std::size_t> taken;
        make_in_chunks<std::size_t>(
            count,
            [&made](std::size_t i, std::size_t& into) {
                ++made[i];
                into = 3 * i;
            },
            [&taken](std::span<std::size_t> some) {
                taken.insert(taken.end(), some.begin(), some.end());
            });
        REQUIRE(taken.size() == count);
        for (std::size_t i = 0; i < count; ++i) REQUIRE((made[i] == 1 && taken[i] == 3 * i));
    }
}

TEST_CASE("an exception of making in chunks comes out behind the chunks before it") {
    std::size_t taken = 0;
    CHECK_THROWS_AS(make_in_chunks<int>(
                        5000,
                        [](std::size_t i, int&) {
                            if (i == 1000) throw std::runtime_error("1000");
                        },
                        [&taken](std::span<int> some) { taken += some.size(); }),
                    std::runtime_error);
    CHECK(taken <= 1000);
    CHECK(taken >= 500);
}

}  // namespace
}  // namespace certrec
