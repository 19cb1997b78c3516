#include "progress.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <system_error>
#include <utility>

#include "base/compose.hpp"
#include "base/read_meter.hpp"
#include "certrec/base/error.hpp"

namespace certrec::cli {

namespace {

constexpr std::chrono::milliseconds kBefore{1000};
constexpr std::chrono::milliseconds kBetween{250};
constexpr std::string_view kEraseLine = "\r\x1b[K";

/// Whether the line stands at the terminal. A handler sees nothing but what is static.
std::atomic<bool> is_shown = false;

}  // namespace

Progress::Progress(ByteSink terminal, Language language, Clock clock)
    : terminal_(std::move(terminal)),
      language_(language),
      clock_(std::move(clock)),
      begin_(clock_()) {}

Progress::~Progress() { end(); }

void Progress::show(std::uint64_t done, std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    const auto passed = clock_() - begin_;
    if (std::exchange(last_done_, done) == done || passed < kBefore || is_over_) return;
    try {
        is_shown = true;
        terminal_(std::string(kEraseLine) +
                  line(done, bytes, std::chrono::duration_cast<std::chrono::milliseconds>(passed)));
    } catch (const SystemFailure&) {
        is_over_ = true;  // nobody looks any more
    }
}

void Progress::write(const ByteSink& sink, std::string_view text) {
    const std::lock_guard lock(mutex_);
    erase();
    sink(text);
}

void Progress::end() {
    const std::lock_guard lock(mutex_);
    erase();
    is_over_ = true;
}

void Progress::erase() {
    if (!is_shown.exchange(false)) return;
    try {
        terminal_(kEraseLine);
    } catch (const SystemFailure&) {
        is_over_ = true;
    }
}

std::string Progress::line(std::uint64_t done, std::uint64_t bytes,
                           std::chrono::milliseconds passed) const {
    constexpr std::uint64_t kMega = 1'000'000;
    const auto milliseconds = static_cast<std::uint64_t>(passed.count());
    const auto rounded = [](std::uint64_t over, std::uint64_t under) {
        return (over + under / 2) / under;
    };
    const std::uint64_t megabytes = rounded(done, kMega);
    const std::uint64_t rate = rounded(done, milliseconds * (kMega / 1000));
    if (bytes == 0 || done > bytes || done == 0) {
        return compose("{} MB, {} MB/s", "已读 {} MB，{} MB/秒", megabytes, rate).in(language_);
    }
    // In kilobytes and milliseconds, the product of which 64 bits hold for years of reading.
    const std::uint64_t left = rounded((bytes - done) / 1000 * milliseconds, done);
    return compose("{} of {} MB ({} %), {} MB/s, {}:{:02} left",
                   "已读 {}/{} MB（{} %），{} MB/秒，剩余 {}:{:02}", megabytes,
                   rounded(bytes, kMega), 100 * done / bytes, rate, left / 60, left % 60)
        .in(language_);
}

ShownProgress::ShownProgress(Context& context) {
    const bool is_wanted = context.error_is_terminal && !context.quiet &&
                           value_of(context.variables, "TERM") != "dumb";
    if (!is_wanted) return;
    progress_ = std::make_shared<Progress>(context.error, context.message_language);
    const auto apart = [this](ByteSink sink) -> ByteSink {
        return [progress = progress_, sink = std::move(sink)](std::string_view text) {
            progress->write(sink, text);
        };
    };
    context.error = apart(context.error);
    if (context.output_is_terminal) context.output = apart(context.output);
    // Signals are for the main thread, which holds them back while it asks for a passphrase.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error&) {
        // There are no more threads, and the work matters more.
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ShownProgress::~ShownProgress() {
    if (!progress_) return;
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
    }
    ended_.notify_all();
    if (thread_.joinable()) thread_.join();
    progress_->end();
}

void ShownProgress::run() {
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, kBetween, [this] { return is_over_; })) {
        progress_->show(read_meter().read, read_meter().opened);
    }
}

void erase_progress_at_signal() noexcept {
    if (!is_shown.exchange(false)) return;
    (void)!::write(STDERR_FILENO, kEraseLine.data(), kEraseLine.size());
}

}  // namespace certrec::cli
