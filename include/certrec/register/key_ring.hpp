/// \file
/// Whose signature on a checkpoint counts? A register may change its key: each has its range.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/key.hpp"
#include "certrec/register/note.hpp"

namespace certrec {

/// Sizes of checkpoints, both ends inclusive; without `last` it does not end.
struct SizeRange {
    std::uint64_t first = 0;
    std::optional<std::uint64_t> last;

    [[nodiscard]] bool holds(std::uint64_t size) const {
        return size >= first && (!last || size <= *last);
    }
    friend bool operator==(const SizeRange&, const SizeRange&) = default;
};

/// `0 to 1199`, or `1200 and more`.
[[nodiscard]] Bilingual describe_size_range(const SizeRange& range);

/// A key as `[[key]]` lists it.
struct ListedKey {
    VerifierKey key;
    SizeRange range;
};

/// The keys that a key list states, a TOML file with `[[key]]` tables and nothing else:
///
///     [[key]]
///     verifier = "register.example.org/skills+4a957847+AfMPrD..."
///     first = 0
///     last = 1199
///
/// The keys of one origin stand in order: the first begins at 0, each next one where the one before
/// ends, and only the last has no `last`. Everything that is wrong is reported to `sink` with its
/// place; empty if anything was. `file` is for the places.
[[nodiscard]] std::vector<ListedKey> parse_key_list(std::string_view bytes, const std::string& file,
                                                    const DiagnosticSink& sink);

/// The key whose range holds `size`; nullptr if there is none.
[[nodiscard]] const ListedKey* find_listed_key(const std::vector<ListedKey>& keys,
                                               std::uint64_t size);

/// A key that somebody trusts. What is not known of it is not demanded.
struct TrustedKey {
    PublicKey public_key;
    std::optional<std::string> origin;
    std::optional<SizeRange> range;
};

/// The keys that a verifier trusts, and the witnesses whose cosignatures it demands.
class KeyRing {
  public:
    KeyRing() = default;
    /// One key, whatever the origin and the size.
    KeyRing(const PublicKey& key) : keys_{{key, std::nullopt, std::nullopt}} {}  // NOLINT

    void add(TrustedKey key) { keys_.push_back(std::move(key)); }
    /// Requires: witness.type is cosignature_v1.
    void demand(VerifierKey witness) { witnesses_.push_back(std::move(witness)); }

    [[nodiscard]] const std::vector<TrustedKey>& keys() const { return keys_; }
    [[nodiscard]] const std::vector<VerifierKey>& witnesses() const { return witnesses_; }

  private:
    std::vector<TrustedKey> keys_;
    std::vector<VerifierKey> witnesses_;
};

/// Which key of the ring signed the checkpoint, under the name of its origin, while its range held
/// the checkpoint's size; or why none did. A trusted key of that origin whose signature is wrong
/// spoils the checkpoint, also out of its range.
[[nodiscard]] std::variant<VerifierKey, NoteFault> find_signer(
    const SignedCheckpoint& signed_checkpoint, const KeyRing& ring);

/// nullopt if find_signer finds one, else its fault.
[[nodiscard]] std::optional<NoteFault> verify_checkpoint(const SignedCheckpoint& signed_checkpoint,
                                                         const KeyRing& ring);

/// A ring for one register, and where its keys and the register's own list differ.
struct MatchedKeys {
    /// The trusted keys that the register lists, each with the sizes that both ranges hold.
    KeyRing ring;
    /// Listed by the register, but not trusted: a signature by one of them is neither right nor
    /// wrong as long as nobody vouches for the key.
    KeyRing untrusted;
    /// Both know a range, and no rotation makes one of the other: they begin or end elsewhere. That
    /// one has an end and the other not yet is no contradiction.
    struct Contradiction {
        VerifierKey key;
        SizeRange listed;
        SizeRange trusted;
    };
    std::vector<Contradiction> contradictions;
};

/// Requires: the keys of `listed` are all of one origin.
[[nodiscard]] MatchedKeys match_keys(const KeyRing& trusted, const std::vector<ListedKey>& listed);

}  // namespace certrec
