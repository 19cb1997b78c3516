/// \file
/// What do the signals that end a process, as Ctrl-C does, find half-done? Private to the tool.
#pragma once

#include <csignal>

namespace certrec::cli {

/// A signal that ends the process leaves nothing behind, and still ends it, so that a shell sees
/// which one it was. One that the caller wants ignored, as nohup(1) does, is.
void handle_signals();

/// Lets these signals wait while it lives: for what takes a moment, and cannot be left half-done.
/// It holds for the thread that makes it and those which that starts meanwhile, so it is for the
/// main thread when no other one is at work.
class DelayedSignals {
  public:
    DelayedSignals();
    ~DelayedSignals();
    DelayedSignals(const DelayedSignals&) = delete;
    DelayedSignals& operator=(const DelayedSignals&) = delete;

  private:
    sigset_t before_{};
};

}  // namespace certrec::cli
