#include "progress.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"

namespace certrec::cli {

namespace {

constexpr std::chrono::milliseconds kBefore{1000};
constexpr std::chrono::milliseconds kBetween{250};
constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace

Progress::Progress(const Context& context, std::uint64_t bytes, Clock clock)
    : context_(context),
      bytes_(bytes),
      clock_(std::move(clock)),
      is_wanted_(context.error_is_terminal && !context.quiet) {
    if (!is_wanted_) return;
    begin_ = clock_();
    next_ = begin_ + kBefore;
}

Progress::~Progress() { clear(); }

void Progress::show(std::uint64_t done) {
    if (!is_wanted_) return;
    const auto now = clock_();
    if (now < next_) return;
    next_ = now + kBetween;
    context_.print_reports(
        std::string(kEraseLine) +
        line(done, std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_)));
    is_shown_ = true;
}

void Progress::clear() {
    if (is_shown_) context_.print_reports(kEraseLine);
    is_shown_ = false;
}

std::string Progress::line(std::uint64_t done, std::chrono::milliseconds passed) const {
    constexpr std::uint64_t kMega = 1'000'000;
    const auto milliseconds = static_cast<std::uint64_t>(passed.count());
    const auto rounded = [](std::uint64_t over, std::uint64_t under) {
        return (over + under / 2) / under;
    };
    const std::uint64_t megabytes = rounded(done, kMega);
    const std::uint64_t rate = rounded(done, milliseconds * (kMega / 1000));
    if (bytes_ == 0 || done > bytes_ || done == 0) {
        return compose("{} MB, {} MB/s", "已读 {} MB，{} MB/秒", megabytes, rate)
            .in(context_.message_language);
    }
    // In kilobytes and milliseconds, the product of which 64 bits hold for years of reading.
    const std::uint64_t left = rounded((bytes_ - done) / 1000 * milliseconds, done);
    return compose("{} of {} MB ({} %), {} MB/s, {}:{:02} left",
                   "已读 {}/{} MB（{} %），{} MB/秒，剩余 {}:{:02}", megabytes,
                   rounded(bytes_, kMega), 100 * done / bytes_, rate, left / 60, left % 60)
        .in(context_.message_language);
}

}  // namespace certrec::cli
