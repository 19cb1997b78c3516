/// \file
/// What does a log of rows hash to, and does one row, or an older log, belong to it?
///
/// The Merkle tree of RFC 6962, section 2.1, over SHA-256. Pure: nothing here touches a file.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"

namespace certrec {

/// SHA-256(0x00 || row): the hash of a leaf.
[[nodiscard]] Sha256 hash_leaf(std::string_view row);

/// SHA-256(0x01 || left || right): the hash of an inner node.
[[nodiscard]] Sha256 hash_children(const Sha256& left, const Sha256& right);

/// The root of a growing tree, in memory that does not grow: one hash for each complete subtree.
class RootHasher {
  public:
    /// O(1) on average, O(log n) at worst.
    void append(const Sha256& leaf_hash);

    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// The root over everything appended; SHA-256 of nothing if that is nothing. O(log n).
    [[nodiscard]] Sha256 root() const;

  private:
    std::uint64_t size_ = 0;
    std::vector<Sha256> peaks_;  // of the complete subtrees, largest first
};

/// A tree that can prove its leaves. Keeps every complete subtree's hash: about 64 bytes a leaf.
class MerkleTree {
  public:
    /// Room for so many leaves in all.
    void reserve(std::uint64_t size);

    /// O(1) on average, O(log n) at worst.
    void append(const Sha256& leaf_hash);

    [[nodiscard]] std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }

    /// Requires: index < size().
    [[nodiscard]] const Sha256& leaf(std::uint64_t index) const { return levels_[0][index]; }

    [[nodiscard]] Sha256 root() const { return root_at(size()); }

    /// The root when the tree had `size` leaves. O(log n). Requires: size <= size().
    [[nodiscard]] Sha256 root_at(std::uint64_t size) const;

    /// The audit path of RFC 6962, section 2.1.1, from the leaf's sibling upwards. O(log n) hashes.
    /// Requires: index < size <= size().
    [[nodiscard]] std::vector<Sha256> inclusion_proof(std::uint64_t index,
                                                      std::uint64_t size) const;

    /// The consistency proof of RFC 6962, section 2.1.2, between two states; empty if old_size is
    /// 0 or size. O(log n) hashes. Requires: old_size <= size <= size().
    [[nodiscard]] std::vector<Sha256> consistency_proof(std::uint64_t old_size,
                                                        std::uint64_t size) const;

  private:
    [[nodiscard]] Sha256 hash_range(std::uint64_t begin, std::uint64_t end) const;

    // levels_[k][i] covers the leaves [i * 2^k, (i + 1) * 2^k).
    std::vector<std::vector<Sha256>> levels_;
};

/// What checking a proof found.
enum class ProofVerdict {
    proven,
    index_out_of_range,  ///< no such leaf, or no such older size, in a tree of that size
    wrong_length,        ///< too few or too many hashes for that place
    wrong_root,          ///< the hashes lead to another root
};

[[nodiscard]] Bilingual describe_proof_verdict(ProofVerdict verdict);

/// Whether the leaf stands at `index` in the tree of `size` leaves with that root. O(log n).
[[nodiscard]] ProofVerdict verify_inclusion(std::uint64_t index, std::uint64_t size,
                                            const Sha256& leaf_hash, std::span<const Sha256> proof,
                                            const Sha256& root);

/// Whether the tree of `old_size` leaves is the beginning of the tree of `size` leaves. A tree of
/// size 0 is the beginning of every tree, if `old_root` is the root of nothing. O(log n).
[[nodiscard]] ProofVerdict verify_consistency(std::uint64_t old_size, std::uint64_t size,
                                              const Sha256& old_root, const Sha256& root,
                                              std::span<const Sha256> proof);

}  // namespace certrec
