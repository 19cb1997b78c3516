/// \file
/// Which state of which register is signed? Checkpoints as in c2sp.org/tlog-checkpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/register/key.hpp"
#include "certrec/register/note.hpp"

namespace certrec {

/// A state of a log: its name, the number of its entries, and the root of the tree over them.
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Sha256 root{};
    std::vector<std::string> extensions;  ///< further lines, kept as they are

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

enum class CheckpointFault {
    missing_line,  ///< fewer than three lines, or the last without a newline
    empty_line,    ///< an empty origin or extension
    wrong_size,    ///< not a number from 0 to 2^64 - 1 without leading zeros
    wrong_root,    ///< not 32 bytes in canonical base64
};

[[nodiscard]] Bilingual describe_checkpoint_fault(CheckpointFault fault);

/// The checkpoint that the text of a note states.
[[nodiscard]] std::variant<Checkpoint, CheckpointFault> parse_checkpoint(std::string_view text);

/// The text of its note: what `parse_checkpoint` reads.
[[nodiscard]] std::string format_checkpoint(const Checkpoint& checkpoint);

/// The signed note; the name of the key is the origin. Requires: is_key_name(checkpoint.origin).
[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

/// A checkpoint with the note it stands in.
struct SignedCheckpoint {
    Checkpoint checkpoint;
    Note note;
};

using SignedCheckpointFault = std::variant<NoteFault, CheckpointFault>;

[[nodiscard]] Bilingual describe_signed_checkpoint_fault(const SignedCheckpointFault& fault);

/// The checkpoint in a signed note, whoever signed it.
[[nodiscard]] std::variant<SignedCheckpoint, SignedCheckpointFault> parse_signed_checkpoint(
    std::string_view bytes);

}  // namespace certrec
