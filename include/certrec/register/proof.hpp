/// \file
/// How does one entry prove, away from its register, that it stands there? Proofs as in
/// c2sp.org/tlog-proof.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/encoding.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"

namespace certrec {

/// An entry's place, the hashes from its leaf to the root, and the checkpoint with that root.
struct TlogProof {
    std::optional<Bytes> extra;  ///< opaque, and vouched for by nobody
    std::uint64_t index = 0;     ///< of the entry, from 0
    std::vector<Sha256> hashes;  ///< from the leaf's sibling upwards; at most 63
    std::string checkpoint;      ///< the bytes of the signed note

    friend bool operator==(const TlogProof&, const TlogProof&) = default;
};

enum class TlogProofFault {
    wrong_first_line,  ///< not `c2sp.org/tlog-proof@v1`
    wrong_extra,       ///< not canonical base64, or nothing
    wrong_index,       ///< not `index` and a number without leading zeros
    wrong_hash,        ///< not 32 bytes in canonical base64
    too_many_hashes,
    no_checkpoint,  ///< no empty line and checkpoint after the hashes
};

[[nodiscard]] Bilingual describe_tlog_proof_fault(TlogProofFault fault);

/// The parts of a proof. The checkpoint in it is taken as it stands, unread.
[[nodiscard]] std::variant<TlogProof, TlogProofFault> parse_tlog_proof(std::string_view text);

/// What `parse_tlog_proof` reads, byte for byte.
[[nodiscard]] std::string format_tlog_proof(const TlogProof& proof);

}  // namespace certrec
