#include "certrec/register/merkle.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "base/compose.hpp"

namespace certrec {

namespace {

using namespace std::string_view_literals;

std::string_view view_of(const Sha256& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Sha256 hash_nothing() { return sha256(""sv); }

/// The largest power of two below `size`. Requires: size > 1.
std::uint64_t split_point(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

Sha256 hash_leaf(std::string_view row) { return sha256({"\0"sv, row}); }

Sha256 hash_children(const Sha256& left, const Sha256& right) {
    return sha256({"\1"sv, view_of(left), view_of(right)});
}

void RootHasher::append(const Sha256& leaf_hash) {
    Sha256 hash = leaf_hash;
    // Each trailing one bit of the size is a complete subtree that the new one completes.
    for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
        hash = hash_children(peaks_.back(), hash);
        peaks_.pop_back();
    }
    peaks_.push_back(hash);
    ++size_;
}

Sha256 RootHasher::root() const {
    if (peaks_.empty()) return hash_nothing();
    Sha256 hash = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) {
        hash = hash_children(*peak, hash);
    }
    return hash;
}

void MerkleTree::reserve(std::uint64_t size) {
    for (std::size_t level = 0; size > 0; ++level, size /= 2) {
        if (level == levels_.size()) levels_.emplace_back();
        levels_[level].reserve(static_cast<std::size_t>(size));
    }
}

void MerkleTree::append(const Sha256& leaf_hash) {
    Sha256 hash = leaf_hash;
    for (std::size_t level = 0;; ++level) {
        if (level == levels_.size()) levels_.emplace_back();
        std::vector<Sha256>& hashes = levels_[level];
        hashes.push_back(hash);
        if (hashes.size() % 2 != 0) return;
        hash = hash_children(hashes[hashes.size() - 2], hashes.back());
    }
}

Sha256 MerkleTree::hash_range(std::uint64_t begin, std::uint64_t end) const {
    const std::uint64_t size = end - begin;
    if (size == 0) return hash_nothing();
    // All ranges that RFC 6962 asks for begin at a multiple of their size's power of two, so that
    // those which are complete are stored.
    if (std::has_single_bit(size)) {
        const auto level = static_cast<std::size_t>(std::countr_zero(size));
        return levels_[level][begin >> level];
    }
    const std::uint64_t middle = begin + split_point(size);
    return hash_children(hash_range(begin, middle), hash_range(middle, end));
}

Sha256 MerkleTree::root_at(std::uint64_t size) const { return hash_range(0, size); }

std::vector<Sha256> MerkleTree::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
    std::vector<Sha256> proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t middle = begin + split_point(end - begin);
        if (index < middle) {
            proof.push_back(hash_range(middle, end));
            end = middle;
        } else {
            proof.push_back(hash_range(begin, middle));
            begin = middle;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

std::vector<Sha256> MerkleTree::consistency_proof(std::uint64_t old_size,
                                                  std::uint64_t size) const {
    std::vector<Sha256> proof;
    if (old_size == 0 || old_size == size) return proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end != old_size) {
        const std::uint64_t middle = begin + split_point(end - begin);
        if (old_size <= middle) {
            proof.push_back(hash_range(middle, end));
            end = middle;
        } else {
            proof.push_back(hash_range(begin, middle));
            begin = middle;
        }
    }
    // The old root itself is known to whoever checks, unless it is a part of the old tree only.
    if (begin != 0) proof.push_back(hash_range(begin, end));
    std::reverse(proof.begin(), proof.end());
    return proof;
}

ProofVerdict verify_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf_hash,
                              std::span<const Sha256> proof, const Sha256& root) {
    if (index >= size) return ProofVerdict::index_out_of_range;
    Sha256 hash = leaf_hash;
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    for (const Sha256& sibling : proof) {
        if (last == 0) return ProofVerdict::wrong_length;
        if ((node & 1U) != 0 || node == last) {
            hash = hash_children(sibling, hash);
            // The last node of a level without a sibling goes up as it is.
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = hash_children(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0) return ProofVerdict::wrong_length;
    return hash == root ? ProofVerdict::proven : ProofVerdict::wrong_root;
}

ProofVerdict verify_consistency(std::uint64_t old_size, std::uint64_t size, const Sha256& old_root,
                                const Sha256& root, std::span<const Sha256> proof) {
    if (old_size > size) return ProofVerdict::index_out_of_range;
    if (old_size == 0 || old_size == size) {
        if (!proof.empty()) return ProofVerdict::wrong_length;
        const Sha256 expected = old_size == 0 ? hash_nothing() : root;
        return old_root == expected ? ProofVerdict::proven : ProofVerdict::wrong_root;
    }
    // The node at the old tree's end that both trees have: every trailing one is a level below it.
    const int below = std::countr_one(old_size - 1);
    std::uint64_t node = (old_size - 1) >> below;
    std::uint64_t last = (size - 1) >> below;
    Sha256 old_hash = old_root;
    // If that node is not the old root itself, the proof begins with it.
    if (node != 0) {
        if (proof.empty()) return ProofVerdict::wrong_length;
        old_hash = proof.front();
        proof = proof.subspan(1);
    }
    Sha256 hash = old_hash;

    for (const Sha256& sibling : proof) {
        if (last == 0) return ProofVerdict::wrong_length;
        if ((node & 1U) != 0 || node == last) {
            old_hash = hash_children(sibling, old_hash);
            hash = hash_children(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = hash_children(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0) return ProofVerdict::wrong_length;
    return old_hash == old_root && hash == root ? ProofVerdict::proven : ProofVerdict::wrong_root;
}

Bilingual describe_proof_verdict(ProofVerdict verdict) {
    switch (verdict) {
        case ProofVerdict::proven: break;
        case ProofVerdict::index_out_of_range:
            return compose("there is no such place in a tree of that size",
                           "该规模的树中没有这个位置");
        case ProofVerdict::wrong_length:
            return compose("the proof has too few or too many hashes for its place",
                           "证明中的哈希数量与位置不符");
        case ProofVerdict::wrong_root:
            return compose("the proof leads to another root", "证明得出的根哈希不同");
    }
    return compose("proven", "已证明");
}

}  // namespace certrec
