/// \file
/// Which candidate is that? Numbers candidates from 0, in the order in which they first appear.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certrec {

class CandidateIndex {
  public:
    /// Makes room for so many candidates.
    void reserve(std::size_t count);

    /// The candidate's number, a new one if the id is new. Amortised O(length of the id).
    std::uint32_t add(std::string_view id);

    /// Where the table will be looked at for an id; asking for it early hides the way to memory.
    class Probe {
        friend class CandidateIndex;
        std::uint64_t hash_ = 0;
    };
    [[nodiscard]] Probe probe(std::string_view id) const;

    /// The candidate's number, if the id is known. Many threads may ask at once.
    /// Requires: `probe` is the id's.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id, Probe probe) const;
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const {
        return find(id, probe(id));
    }

    /// Requires: candidate < size().
    [[nodiscard]] std::string_view id(std::uint32_t candidate) const;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }

  private:
    /// A short id as it is, padded with NUL, or the hash of a long one behind a NUL: most ids can
    /// be told apart without a look elsewhere.
    using Tag = std::array<char, 12>;
    struct Entry {
        Tag tag{};
        std::uint32_t candidate = kNone;
    };
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    static Tag tag_of(std::string_view id, std::uint64_t hash);
    [[nodiscard]] std::size_t place_of(std::string_view id, std::uint64_t hash) const;
    void rebuild(std::size_t table_size);

    std::string ids_;
    std::vector<std::uint64_t> ends_;  // of each id, in ids_
    std::vector<Entry> table_;         // a power of two, at most half full
};

}  // namespace certrec
