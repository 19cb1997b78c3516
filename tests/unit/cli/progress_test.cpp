#include "progress.hpp"

#include <chrono>
#include <string>

#include "../catch.hpp"

namespace certrec::cli {
namespace {

using std::chrono::milliseconds;

/// A terminal, and a clock that stands still until it is told otherwise.
struct Screen {
    Context context;
    std::string text;
    std::chrono::steady_clock::time_point now;

    Screen() {
        context.error = write_memory(text);
        context.error_is_terminal = true;
    }
    [[nodiscard]] Progress::Clock clock() {
        return [this] { return now; };
    }
};

TEST_CASE("progress is told from one second on, a few times a second, and taken away") {
    Screen screen;
    {
        Progress progress(screen.context, 400'000'000, screen.clock());
        screen.now += milliseconds(900);
        progress.show(50'000'000);
        CHECK(screen.text.empty());
        screen.now += milliseconds(100);
        progress.show(100'000'000);
        CHECK(screen.text == "\r\x1b[K100 of 400 MB (25 %), 100 MB/s, 0:03 left");
        screen.now += milliseconds(100);
        progress.show(110'000'000);
        CHECK(screen.text.size() ==
              std::string("\r\x1b[K100 of 400 MB (25 %), 100 MB/s, 0:03 left").size());
        screen.text.clear();
        progress.clear();
        CHECK(screen.text == "\r\x1b[K");
        screen.text.clear();
        screen.now += milliseconds(900);
        progress.show(200'000'000);
        CHECK(screen.text == "\r\x1b[K200 of 400 MB (50 %), 100 MB/s, 0:02 left");
        screen.text.clear();
    }
    CHECK(screen.text == "\r\x1b[K");
}

TEST_CASE("without a size progress tells how much has been read, and how fast") {
    Screen screen;
    screen.context.message_language = Language::zh;
    Progress progress(screen.context, 0, screen.clock());
    screen.now += milliseconds(2000);
    progress.show(100'000'000);
    CHECK(screen.text == "\r\x1b[K已读 100 MB，50 MB/秒");
}

TEST_CASE("nothing is told where no person waits") {
    for (const bool quiet : {true, false}) {
        Screen screen;
        screen.context.quiet = quiet;
        screen.context.error_is_terminal = quiet;
        {
            Progress progress(screen.context, 10, screen.clock());
            screen.now += milliseconds(5000);
            progress.show(5);
        }
        CHECK(screen.text.empty());
    }
}

}  // namespace
}  // namespace certrec::cli
