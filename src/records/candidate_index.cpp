#include "certrec/records/candidate_index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace certrec {

namespace {

constexpr std::size_t kLeastTable = 1024;

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }

}  // namespace

CandidateIndex::Tag CandidateIndex::tag_of(std::string_view id, std::uint64_t hash) {
    Tag tag{};
    if (id.size() <= tag.size()) {
        std::memcpy(tag.data(), id.data(), id.size());
    } else {
        std::memcpy(tag.data() + 1, &hash, sizeof hash);
    }
    return tag;
}

std::string_view CandidateIndex::id(std::uint32_t candidate) const {
    const std::uint64_t begin = candidate == 0 ? 0 : ends_[candidate - 1];
    return std::string_view(ids_).substr(begin, ends_[candidate] - begin);
}

/// Where the id stands in the table, or the free place where it belongs. Requires: a table.
std::size_t CandidateIndex::place_of(std::string_view wanted, std::uint64_t hash) const {
    const std::size_t mask = table_.size() - 1;
    const Tag tag = tag_of(wanted, hash);
    const bool is_short = wanted.size() <= tag.size();
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Entry& entry = table_[at];
        if (entry.candidate == kNone) return at;
        if (entry.tag == tag && (is_short || id(entry.candidate) == wanted)) return at;
    }
}

CandidateIndex::Probe CandidateIndex::probe(std::string_view wanted) const {
    Probe probe;
    probe.hash_ = hash_of(wanted);
    if (!table_.empty()) __builtin_prefetch(&table_[probe.hash_ & (table_.size() - 1)]);
    return probe;
}

std::optional<std::uint32_t> CandidateIndex::find(std::string_view wanted, Probe probe) const {
    if (table_.empty()) return std::nullopt;
    const Entry& entry = table_[place_of(wanted, probe.hash_)];
    return entry.candidate == kNone ? std::nullopt : std::optional(entry.candidate);
}

std::uint32_t CandidateIndex::add(std::string_view new_id) {
    if (table_.size() <= 2 * ends_.size()) rebuild(std::max(kLeastTable, 2 * table_.size()));
    const std::uint64_t hash = hash_of(new_id);
    Entry& entry = table_[place_of(new_id, hash)];
    if (entry.candidate != kNone) return entry.candidate;
    entry = {tag_of(new_id, hash), size()};
    ids_ += new_id;
    ends_.push_back(ids_.size());
    return entry.candidate;
}

void CandidateIndex::reserve(std::size_t count) {
    ends_.reserve(count);
    const std::size_t wanted = std::bit_ceil(std::max(kLeastTable, 2 * count + 1));
    if (wanted > table_.size()) rebuild(wanted);
}

void CandidateIndex::rebuild(std::size_t table_size) {
    table_.assign(table_size, {});
    for (std::uint32_t candidate = 0; candidate < size(); ++candidate) {
        const std::uint64_t hash = hash_of(id(candidate));
        table_[place_of(id(candidate), hash)] = {tag_of(id(candidate), hash), candidate};
    }
}

}  // namespace certrec
