/// \file
/// How far is long work, for a person who waits? Private to the tool.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "context.hpp"

namespace certrec::cli {

/// One line of a terminal that is written over: how much has been read of how much, how fast, and
/// how long the rest takes; from one second on. Any thread may call.
class Progress {
  public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    Progress(ByteSink terminal, Language language, Clock clock = std::chrono::steady_clock::now);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// So many bytes are read since the beginning, of so many that are known of. Nothing is written
    /// where nothing has been read since the last call: somebody else may be asking something.
    void show(std::uint64_t done, std::uint64_t bytes);

    /// Takes the line away and writes something else; the next `show` brings it back.
    void write(const ByteSink& sink, std::string_view text);

    /// Takes the line away, and shows no other.
    void end();

  private:
    /// Requires: the caller holds the mutex.
    void erase();
    [[nodiscard]] std::string line(std::uint64_t done, std::uint64_t bytes,
                                   std::chrono::milliseconds passed) const;

    ByteSink terminal_;
    Language language_;
    Clock clock_;
    std::mutex mutex_;
    std::chrono::steady_clock::time_point begin_;
    std::uint64_t last_done_ = 0;
    bool is_over_ = false;
};

/// Shows progress while this lives, a few times a second, where a person waits: standard error of
/// the context is a terminal that can write over a line, and nobody asked for quiet. What goes to
/// the terminal meanwhile does not mix with it.
class ShownProgress {
  public:
    explicit ShownProgress(Context& context);
    ~ShownProgress();
    ShownProgress(const ShownProgress&) = delete;
    ShownProgress& operator=(const ShownProgress&) = delete;

  private:
    void run();

    std::shared_ptr<Progress> progress_;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool is_over_ = false;
    std::thread thread_;
};

/// Takes away the line that stands at the terminal, if one does. For a handler of a signal that is
/// about to end the process (async-signal-safe).
void erase_progress_at_signal() noexcept;

}  // namespace certrec::cli
