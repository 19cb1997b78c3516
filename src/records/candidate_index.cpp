#include "certrec/records/candidate_index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "base/large_pages.hpp"
#include "certrec/base/parallel.hpp"

namespace certrec {

namespace {

constexpr std::size_t kLeastTable = 1024;

/// A short id as it is, padded with NUL, or the hash of a long one behind a NUL: most ids can be
/// told apart without a look elsewhere.
struct Tag {
    std::uint64_t front = 0;
    std::uint32_t back = 0;
};

constexpr std::size_t kFrontBytes = sizeof Tag::front;
constexpr std::size_t kShortId = kFrontBytes + sizeof Tag::back;

/// The bytes as a number: fewer than eight, for which a call of memcpy takes longer.
template <typename Number>
Number number_of(std::string_view bytes) {
    Number number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        number |= Number{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return number;
}

Tag tag_of_short(std::string_view id) {
    if (id.size() < kFrontBytes) return {number_of<std::uint64_t>(id), 0};
    Tag tag;
    std::memcpy(&tag.front, id.data(), kFrontBytes);
    tag.back = number_of<std::uint32_t>(id.substr(kFrontBytes));
    return tag;
}

Tag tag_of(std::string_view id) {
    if (id.size() <= kShortId) return tag_of_short(id);
    const std::uint64_t hash = std::hash<std::string_view>{}(id);
    Tag tag{0, static_cast<std::uint32_t>(hash)};
    std::memcpy(reinterpret_cast<char*>(&tag.front) + 1, &hash, kFrontBytes - 1);
    return tag;
}

/// Every bit of the tag reaches the low bits: multiplications carry upwards, shifts downwards.
std::uint64_t hash_of(const Tag& tag) {
    std::uint64_t hash = tag.front * 0x9E3779B97F4A7C15U + tag.back * 0xC2B2AE3D27D4EB4FU;
    hash ^= hash >> 32U;
    hash *= 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32U;
}

}  // namespace

struct CandidateIndex::Content {
    struct Entry {
        std::uint64_t front;
        std::uint32_t back;
        std::uint32_t candidate;
    };
    static constexpr Entry kFree = {0, 0, kNone};
    static constexpr std::size_t kAtOnce = kLargePageBytes / sizeof(Entry);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends.size()); }

    [[nodiscard]] std::string_view id(std::uint32_t candidate) const {
        const std::uint64_t begin = candidate == 0 ? 0 : ends[candidate - 1];
        return {ids.data() + begin, static_cast<std::size_t>(ends[candidate] - begin)};
    }

    /// Where the id with that tag stands in the table, or the free place where it belongs;
    /// `long_id` is empty if the tag is the id. Requires: a table.
    [[nodiscard]] std::size_t place_of(const Tag& tag, std::uint64_t hash,
                                       std::string_view long_id) const {
        const std::size_t mask = table.size() - 1;
        for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
            const Entry& entry = table[at];
            if (entry.candidate == kNone) return at;
            if (entry.front != tag.front || entry.back != tag.back) continue;
            if (long_id.empty() || id(entry.candidate) == long_id) return at;
        }
    }

    void rebuild(std::size_t table_size, unsigned threads) {
        table.clear();
        table.resize(table_size);
        // Memory that is used for the first time is what takes the time here.
        for_each_index((table_size + kAtOnce - 1) / kAtOnce, threads, [this](std::size_t i) {
            const std::size_t begin = i * kAtOnce;
            std::fill_n(&table[begin], std::min(kAtOnce, table.size() - begin), kFree);
        });
        for (std::uint32_t candidate = 0; candidate < size(); ++candidate) {
            const std::string_view known = id(candidate);
            const Tag tag = tag_of(known);
            table[place_of(tag, hash_of(tag), known)] = {tag.front, tag.back, candidate};
        }
    }

    std::string ids;
    std::vector<std::uint64_t> ends;  // of each id, in ids
    LargePageVector<Entry> table;     // a power of two, at most half full
};

CandidateIndex::CandidateIndex() : content_(std::make_unique<Content>()) {}
CandidateIndex::~CandidateIndex() = default;
CandidateIndex::CandidateIndex(CandidateIndex&&) noexcept = default;
CandidateIndex& CandidateIndex::operator=(CandidateIndex&&) noexcept = default;

std::uint32_t CandidateIndex::size() const { return content_->size(); }
std::string_view CandidateIndex::id(std::uint32_t candidate) const {
    return content_->id(candidate);
}

CandidateIndex::Probe CandidateIndex::probe(std::string_view id) const {
    const Tag tag = tag_of(id);
    Probe probe;
    probe.hash_ = hash_of(tag);
    probe.front_ = tag.front;
    probe.back_ = tag.back;
    if (id.size() > kShortId) probe.long_id_ = std::make_unique<const std::string>(id);
    const auto& table = content_->table;
    if (!table.empty()) __builtin_prefetch(&table[probe.hash_ & (table.size() - 1)]);
    return probe;
}

std::uint32_t CandidateIndex::number_of(const Probe& probe) const {
    if (content_->table.empty()) return kNone;
    const std::string_view long_id =
        probe.long_id_ == nullptr ? std::string_view() : *probe.long_id_;
    const std::size_t place = content_->place_of({probe.front_, probe.back_}, probe.hash_, long_id);
    return content_->table[place].candidate;
}

std::uint32_t CandidateIndex::add(std::string_view new_id) {
    Content& content = *content_;
    if (content.table.size() <= 2 * content.ends.size()) {
        content.rebuild(std::max(kLeastTable, 2 * content.table.size()), 1);
    }
    const Tag tag = tag_of(new_id);
    const std::string_view long_id = new_id.size() > kShortId ? new_id : std::string_view();
    Content::Entry& entry = content.table[content.place_of(tag, hash_of(tag), long_id)];
    if (entry.candidate != kNone) return entry.candidate;
    entry = {tag.front, tag.back, size()};
    content.ids += new_id;
    content.ends.push_back(content.ids.size());
    return entry.candidate;
}

void CandidateIndex::reserve(std::size_t count, unsigned threads) {
    content_->ends.reserve(count);
    const std::size_t wanted = std::bit_ceil(std::max(kLeastTable, 2 * count + 1));
    if (wanted > content_->table.size()) content_->rebuild(wanted, threads);
}

}  // namespace certrec
