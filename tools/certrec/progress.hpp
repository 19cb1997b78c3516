/// \file
/// How far is long work, for a person who waits? Private to the tool.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "cli.hpp"

namespace certrec::cli {

/// Shows on a terminal, in one line that is written over, how much has been read of how much, how
/// fast, and how long the rest takes; from one second on, a few times a second. Nothing with
/// --quiet, and nothing where standard error is no terminal. The line is gone when the work is
/// done.
class Progress {
  public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    /// `context` outlives this. `bytes` is how many there are, if that is known, else 0.
    Progress(const Context& context, std::uint64_t bytes,
             Clock clock = std::chrono::steady_clock::now);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// So many bytes are done, since the beginning.
    void show(std::uint64_t done);

    /// Takes the line away, before something else is written; the next `show` brings it back.
    void clear();

  private:
    [[nodiscard]] std::string line(std::uint64_t done, std::chrono::milliseconds passed) const;

    const Context& context_;
    std::uint64_t bytes_;
    Clock clock_;
    bool is_wanted_;
    std::chrono::steady_clock::time_point begin_;
    std::chrono::steady_clock::time_point next_;
    bool is_shown_ = false;
};

}  // namespace certrec::cli
