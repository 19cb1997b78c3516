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
    context_.print_reports(std::string(kEraseLine) +
                           line(done, std::chrono::duration<double>(now - begin_).count()));
    is_shown_ = true;
}

void Progress::clear() {
    if (is_shown_) context_.print_reports(kEraseLine);
    is_shown_ = false;
}

std::string Progress::line(std::uint64_t done, double seconds) const {
    constexpr double kMega = 1e6;
    const double megabytes = static_cast<double>(done) / kMega;
    const double rate = megabytes / seconds;
    if (bytes_ == 0 || done > bytes_ || done == 0) {
        return compose("{0:.0f} MB, {1:.0f} MB/s", "已读 {0:.0f} MB，{1:.0f} MB/秒", megabytes,
                       rate)
            .in(context_.message_language);
    }
    const double total = static_cast<double>(bytes_) / kMega;
    const auto left = static_cast<std::uint64_t>((total - megabytes) / rate + 0.5);
    return compose("{0:.0f} of {1:.0f} MB ({2} %), {3:.0f} MB/s, {4}:{5:02} left",
                   "已读 {0:.0f}/{1:.0f} MB（{2} %），{3:.0f} MB/秒，剩余 {4}:{5:02}", megabytes,
                   total, 100 * done / bytes_, rate, left / 60, left % 60)
        .in(context_.message_language);
}

}  // namespace certrec::cli
