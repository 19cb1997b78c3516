#include "progress.hpp"

#include <cerrno>
#include <chrono>
#include <string>
#include <utility>

#include "../catch.hpp"
#include "certrec/base/error.hpp"

namespace certrec::cli {
namespace {

using std::chrono::milliseconds;

/// A terminal, and a clock that stands still until it is told otherwise.
struct Screen {
    std::string text;
    std::chrono::steady_clock::time_point now;

    [[nodiscard]] Progress::Clock clock() {
        return [this] { return now; };
    }
    /// What has come since the last call.
    [[nodiscard]] std::string take() { return std::exchange(text, {}); }
};

TEST_CASE("progress is told from one second on, and taken away") {
    Screen screen;
    {
        Progress progress(write_memory(screen.text), Language::en, screen.clock());
        screen.now += milliseconds(900);
        progress.show(50'000'000, 400'000'000);
        CHECK(screen.take().empty());
        screen.now += milliseconds(100);
        progress.show(100'000'000, 400'000'000);
        CHECK(screen.take() == "\r\x1b[K100 of 400 MB (25 %), 100 MB/s, 0:03 left");
        screen.now += milliseconds(1000);
        progress.show(200'000'000, 400'000'000);
        CHECK(screen.take() == "\r\x1b[K200 of 400 MB (50 %), 100 MB/s, 0:02 left");
    }
    CHECK(screen.take() == "\r\x1b[K");
}

TEST_CASE("while nothing is read the line of progress is left as it is") {
    Screen screen;
    Progress progress(write_memory(screen.text), Language::en, screen.clock());
    progress.show(5'000'000, 400'000'000);
    screen.now += milliseconds(2000);
    progress.show(5'000'000, 400'000'000);
    CHECK(screen.take().empty());
}

TEST_CASE("a message takes the line of progress away") {
    Screen screen;
    Progress progress(write_memory(screen.text), Language::en, screen.clock());
    progress.write(write_memory(screen.text), "before\n");
    CHECK(screen.take() == "before\n");
    screen.now += milliseconds(1000);
    progress.show(1'000'000, 0);
    CHECK(screen.take() == "\r\x1b[K1 MB, 1 MB/s");
    progress.write(write_memory(screen.text), "a message\n");
    progress.write(write_memory(screen.text), "another\n");
    CHECK(screen.take() == "\r\x1b[Ka message\nanother\n");
    progress.end();
    progress.show(2'000'000, 0);
    CHECK(screen.take().empty());
}

TEST_CASE("without a size progress tells how much has been read, and how fast") {
    Screen screen;
    Progress progress(write_memory(screen.text), Language::zh, screen.clock());
    screen.now += milliseconds(2000);
    progress.show(100'000'000, 0);
    CHECK(screen.take() == "\r\x1b[K已读 100 MB，50 MB/秒");
}

TEST_CASE("a terminal that cannot be written to does not stop the work") {
    Screen screen;
    Progress progress(
        [](std::string_view) {
            throw SystemFailure({"cannot write", "无法写入"}, EIO);
        },
        Language::en, screen.clock());
    screen.now += milliseconds(1000);
    CHECK_NOTHROW(progress.show(1, 0));
    CHECK_NOTHROW(progress.end());
}

}  // namespace
}  // namespace certrec::cli
