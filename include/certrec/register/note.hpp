/// \file
/// Who signed this text? Signed notes as in c2sp.org/signed-note, with Ed25519 keys.
///
/// Parsing is strict: what it accepts, it could have been written no other way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/encoding.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/key.hpp"

namespace certrec {

/// The most signatures a note may carry; the specification asks for at least 16.
inline constexpr std::size_t kMaxNoteSignatures = 64;

/// Whether a key may be called that: UTF-8, not empty, no Unicode space, control character or plus.
[[nodiscard]] bool is_key_name(std::string_view name);

/// What a key signs with, as its id and its vkey spell it.
enum class SignatureType : std::uint8_t {
    ed25519 = 0x01,         ///< over the text
    cosignature_v1 = 0x04,  ///< of a witness, over the text and a time (c2sp.org/tlog-cosignature)
};

/// A key that is known by name. `id` is SHA-256(name || "\n" || type || public key)[:4].
struct VerifierKey {
    std::string name;
    std::uint32_t id = 0;
    PublicKey public_key;
    SignatureType type = SignatureType::ed25519;

    friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

/// Requires: is_key_name(name).
[[nodiscard]] VerifierKey make_verifier_key(std::string name, const PublicKey& public_key,
                                            SignatureType type = SignatureType::ed25519);

/// The id as people write it: eight lower-case hexadecimal digits.
[[nodiscard]] std::string format_key_id(std::uint32_t id);

/// `name+id+base64(type || public key)`, the "vkey" of the specification.
[[nodiscard]] std::string format_verifier_key(const VerifierKey& key);

/// The key that a vkey spells; nullopt if it spells none, is of another type than those of
/// SignatureType, or its id is not its own.
[[nodiscard]] std::optional<VerifierKey> parse_verifier_key(std::string_view text);

struct NoteSignature {
    std::string name;
    std::uint32_t id = 0;
    Bytes bytes;  ///< after the four bytes of the id; 64 of them for Ed25519

    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// `text` ends in a newline and is everything before the last empty line.
struct Note {
    std::string text;
    std::vector<NoteSignature> signatures;
};

enum class NoteFault {
    not_utf8,             ///< or holds NUL
    control_character,    ///< below U+0020, other than newline
    no_separator,         ///< no empty line between a text and its signatures
    no_signature,         ///< nothing after the last empty line
    too_many_signatures,  ///< more than kMaxNoteSignatures
    bad_signature_line,   ///< not `— name base64` and a newline
    unknown_signer,       ///< no signature is by a known key
    wrong_signature,      ///< a signature of a known key does not fit the text
    out_of_range,         ///< only keys whose range does not hold the checkpoint's size signed
};

[[nodiscard]] Bilingual describe_note_fault(NoteFault fault);

/// The parts of a note. Says nothing yet about whether a signature is right.
[[nodiscard]] std::variant<Note, NoteFault> parse_note(std::string_view bytes);

/// The bytes that parse_note takes apart into these parts.
[[nodiscard]] std::string format_note(const Note& note);

/// nullopt if at least one known key signed and every signature of a known key is right, be it
/// there more than once; otherwise why not. Signatures by other keys are passed over, as the
/// specification demands.
[[nodiscard]] std::optional<NoteFault> verify_note(const Note& note,
                                                   std::span<const VerifierKey> known);

/// Of a witness's signature: its time, in seconds since 1970-01-01T00:00:00Z, if it is right.
struct Cosignature {
    std::uint64_t seconds = 0;
};

/// The first cosignature of `witness` on the note, or why it has none, or one that is not right:
/// unknown_signer or wrong_signature. Requires: witness.type is cosignature_v1.
[[nodiscard]] std::variant<Cosignature, NoteFault> verify_cosignature(const Note& note,
                                                                      const VerifierKey& witness);

/// The note with the signature of a witness after the others; an earlier one by the same key under
/// the same name is left out. Requires: `bytes` is a note, is_key_name(name), seconds < 2^63.
[[nodiscard]] std::string cosign_note(std::string_view bytes, const std::string& name,
                                      const SigningKey& key, std::uint64_t seconds);

/// The note with one signature. Requires: `text` ends in a newline, is UTF-8 without other control
/// characters, and is_key_name(name).
[[nodiscard]] std::string sign_note(std::string_view text, const std::string& name,
                                    const SigningKey& key);

}  // namespace certrec
