#include "base/temporary_names.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstring>
#include <mutex>

#include "certrec/base/temporary_files.hpp"

namespace certrec {

namespace {

enum class State { free, changing, set };

struct Slot {
    std::atomic<State> state{State::free};
    std::array<char, PATH_MAX> name{};
};

static_assert(std::atomic<State>::is_always_lock_free, "a handler of signals cannot wait");

/// A handler sees nothing but what is static.
std::array<Slot, 32> slots;

/// Lets one thread at a time change names; a handler only looks at those that are set.
std::mutex changing;

}  // namespace

void remember_temporary(const std::string& name) {
    const std::lock_guard lock(changing);
    for (Slot& slot : slots) {
        if (name.size() >= slot.name.size()) return;
        State expected = State::free;
        if (!slot.state.compare_exchange_strong(expected, State::changing)) continue;
        std::memcpy(slot.name.data(), name.c_str(), name.size() + 1);
        slot.state = State::set;
        return;
    }
}

void forget_temporary(const std::string& name) {
    const std::lock_guard lock(changing);
    for (Slot& slot : slots) {
        if (slot.state == State::set && name == slot.name.data()) slot.state = State::free;
    }
}

void remove_temporary_files() noexcept {
    for (const Slot& slot : slots) {
        if (slot.state != State::set) continue;
        if (::unlink(slot.name.data()) != 0) ::rmdir(slot.name.data());
    }
}

}  // namespace certrec
