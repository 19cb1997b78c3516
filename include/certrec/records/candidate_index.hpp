/// \file
/// Which candidate is that? Numbers candidates from 0, in the order in which they first appear.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace certrec {

class CandidateIndex {
  public:
    CandidateIndex();
    ~CandidateIndex();
    CandidateIndex(CandidateIndex&&) noexcept;
    CandidateIndex& operator=(CandidateIndex&&) noexcept;

    /// Makes room for so many candidates, on up to `threads` threads.
    void reserve(std::size_t count, unsigned threads);

    /// The candidate's number, a new one if the id is new. Amortised O(length of the id).
    std::uint32_t add(std::string_view id);

    /// An id on its way to the table: its place has been asked for, which hides the way to memory.
    class Probe {
        friend class CandidateIndex;
        std::uint64_t hash_ = 0;
        std::uint64_t front_ = 0;
        std::uint32_t back_ = 0;
        std::unique_ptr<const std::string> long_id_{};  // cheaper to move on than the string
    };
    [[nodiscard]] Probe probe(std::string_view id) const;

    /// The candidate's number, if the id is known. Many threads may ask at once.
    [[nodiscard]] std::optional<std::uint32_t> find(const Probe& probe) const {
        const std::uint32_t candidate = number_of(probe);
        return candidate == kNone ? std::nullopt : std::optional(candidate);
    }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const {
        return find(probe(id));
    }

    /// Requires: candidate < size().
    [[nodiscard]] std::string_view id(std::uint32_t candidate) const;

    [[nodiscard]] std::uint32_t size() const;

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t number_of(const Probe& probe) const;

    struct Content;
    std::unique_ptr<Content> content_;
};

}  // namespace certrec
