/// \file
/// What was entered under a digest? Private.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/large_pages.hpp"
#include "register/award_digest.hpp"

namespace certrec {

/// Values under digests, several under one if need be. A value takes the room of one and a third to
/// two and two thirds of itself and its digest, and finding it costs one look at memory.
template <typename Value>
class DigestTable {
  public:
    void reserve(std::size_t count) {
        const std::size_t least = count / 3 * 4 + kFewSlots;
        if (least > slots_.size()) move_to(least);
    }

    void add(const ShortDigest& digest, const Value& value) {
        if (is_crowded()) reserve(2 * count_);
        put(slots_, {digest, value});
        ++count_;
    }

    /// To be called some time before `find` or `add`, so that memory is at hand by then.
    void prefetch(const ShortDigest& digest) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[home(digest, slots_)]);
    }

    /// In the order in which they were added.
    [[nodiscard]] std::vector<Value> find(const ShortDigest& digest) const {
        std::vector<Value> found;
        if (slots_.empty()) return found;
        for (std::size_t at = home(digest, slots_); slots_[at].digest != kNone;
             at = next(at, slots_)) {
            if (slots_[at].digest == digest) found.push_back(slots_[at].value);
        }
        return found;
    }

  private:
    // Half a SHA-256 is never that.
    static constexpr ShortDigest kNone{};
    static constexpr std::size_t kFewSlots = 64;

    struct Slot {
        ShortDigest digest{};
        Value value{};
    };
    using Slots = std::vector<Slot, LargePages<Slot>>;

    [[nodiscard]] bool is_crowded() const {
        return count_ + kFewSlots / 4 >= slots_.size() / 4 * 3;
    }

    /// As far into the slots as the digest is into all digests.
    static std::size_t home(const ShortDigest& digest, const Slots& slots) {
        const std::uint64_t front = std::uint64_t{ShortDigestHash{}(digest)} >> 32U;
        return static_cast<std::size_t>(front * slots.size() >> 32U);
    }

    static std::size_t next(std::size_t at, const Slots& slots) {
        return at + 1 == slots.size() ? 0 : at + 1;
    }

    static void put(Slots& slots, const Slot& slot) {
        std::size_t at = home(slot.digest, slots);
        while (slots[at].digest != kNone) at = next(at, slots);
        slots[at] = slot;
    }

    void move_to(std::size_t count) {
        Slots more(count);
        // From behind a free slot on, the values of a digest are met in their order.
        std::size_t at = 0;
        while (at < slots_.size() && slots_[at].digest != kNone) ++at;
        for (std::size_t i = 0; i < slots_.size(); ++i, at = next(at, slots_)) {
            if (slots_[at].digest != kNone) put(more, slots_[at]);
        }
        slots_ = std::move(more);
    }

    Slots slots_;
    std::size_t count_ = 0;
};

}  // namespace certrec
