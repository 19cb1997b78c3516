#include "signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <array>

#include "certrec/base/temporary_files.hpp"
#include "progress.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<int, 3> kEndingSignals = {SIGINT, SIGTERM, SIGHUP};

extern "C" void end_by_signal(int signal) {
    remove_temporary_files();
    erase_progress_at_signal();
    (void)::raise(signal);
    ::_exit(128 + signal);  // the first process of a container does not end by it
}

}  // namespace

void handle_signals() {
    for (const int signal : kEndingSignals) {
        struct sigaction action {};
        if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
        action.sa_handler = end_by_signal;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        (void)::sigaction(signal, &action, nullptr);
    }
}

DelayedSignals::DelayedSignals() {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : kEndingSignals) sigaddset(&ending, signal);
    pthread_sigmask(SIG_BLOCK, &ending, &before_);
}

DelayedSignals::~DelayedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace certrec::cli
