/// \file
/// Where do the texts of evidence live? Private: each text once, for as long as the pool does.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/text_key.hpp"
#include "certrec/records/evidence.hpp"

namespace certrec {

class TextPool {
  public:
    /// The text, kept once however often it is asked for; none for an empty one.
    /// Requires: no NUL in it.
    [[nodiscard]] Text intern(std::string_view text) {
        return intern(text, [](std::string_view) { return true; });
    }

    /// The same. `is_sound` is asked of every text that is not, every time, and of others now and
    /// then.
    template <typename IsSound>
    [[nodiscard]] Text intern(std::string_view text, const IsSound& is_sound) {
        if (text.empty()) return {};
        std::string_view& recent = recent_[text_key(text) % recent_.size()];
        if (recent == text) return recent.data();
        const std::string_view kept = find_or_store(text);
        if (is_sound(text)) recent = kept;
        return kept.data();
    }

    /// The text, kept without looking whether it is there: for texts that are all different.
    [[nodiscard]] Text keep(std::string_view text);

    /// Forgets all texts and keeps one block of the space.
    void clear();

  private:
    static constexpr std::size_t kBlockBytes = 64U * 1024U;

    std::string_view find_or_store(std::string_view text);
    std::string_view store(std::string_view text);

    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t left_ = 0;
    char* next_ = nullptr;
    std::unordered_set<std::string_view> texts_;
    // A few texts make up most cells. All of these are sound.
    std::array<std::string_view, 256> recent_{};
};

/// Certificate numbers are all different and soon no longer needed: they have a pool of their own.
struct EvidencePools {
    TextPool texts;
    TextPool numbers;
};

}  // namespace certrec
