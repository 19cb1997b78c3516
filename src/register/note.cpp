#include "certrec/register/note.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/base/text.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;
constexpr std::string_view kSignatureStart = "— ";

// The code points with the property White_Space (Unicode 15, PropList), as UTF-8; those below
// U+0020 are control characters as well.
constexpr std::array kUnicodeSpaces = {
    " "sv,      "\u0085"sv, "\u00A0"sv, "\u1680"sv, "\u2000"sv, "\u2001"sv, "\u2002"sv,
    "\u2003"sv, "\u2004"sv, "\u2005"sv, "\u2006"sv, "\u2007"sv, "\u2008"sv, "\u2009"sv,
    "\u200A"sv, "\u2028"sv, "\u2029"sv, "\u202F"sv, "\u205F"sv, "\u3000"sv,
};

std::uint32_t big_endian(std::span<const std::uint8_t, kIdBytes> bytes) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8U | byte;
    return value;
}

std::array<std::uint8_t, kIdBytes> big_endian(std::uint32_t value) {
    std::array<std::uint8_t, kIdBytes> bytes{};
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8U) {
        *byte = static_cast<std::uint8_t>(value);
    }
    return bytes;
}

/// The signature type and the key, as ids and vkeys spell it.
Bytes typed_key(const PublicKey& key, SignatureType type) {
    Bytes bytes{static_cast<std::uint8_t>(type)};
    bytes.insert(bytes.end(), key.bytes.begin(), key.bytes.end());
    return bytes;
}

std::optional<SignatureType> parse_signature_type(std::uint8_t byte) {
    for (const SignatureType type : {SignatureType::ed25519, SignatureType::cosignature_v1}) {
        if (byte == static_cast<std::uint8_t>(type)) return type;
    }
    return std::nullopt;
}

std::uint32_t key_id(std::string_view name, const PublicKey& key, SignatureType type) {
    const Bytes typed = typed_key(key, type);
    const Sha256 digest =
        sha256({name, "\n", {reinterpret_cast<const char*>(typed.data()), typed.size()}});
    return big_endian(std::span(digest).first<kIdBytes>());
}

std::string format_signature_line(const std::string& name, std::uint32_t id,
                                  std::span<const std::uint8_t> signature) {
    const auto id_bytes = big_endian(id);
    Bytes bytes(id_bytes.begin(), id_bytes.end());
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return fmt::format("{}{} {}\n", kSignatureStart, name, format_base64(bytes));
}

std::optional<NoteSignature> parse_signature_line(std::string_view line) {
    if (!line.starts_with(kSignatureStart)) return std::nullopt;
    line.remove_prefix(kSignatureStart.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, space);
    const auto bytes = parse_base64(line.substr(space + 1));
    if (!is_key_name(name) || !bytes || bytes->size() <= kIdBytes) return std::nullopt;
    return NoteSignature{std::string(name), big_endian(std::span(*bytes).first<kIdBytes>()),
                         Bytes(bytes->begin() + kIdBytes, bytes->end())};
}

bool is_by(const NoteSignature& signature, const VerifierKey& key) {
    return signature.name == key.name && signature.id == key.id;
}

/// What a witness signs (c2sp.org/tlog-cosignature, "Ed25519 signed message").
std::string cosigned_message(std::string_view text, std::uint64_t seconds) {
    return fmt::format("cosignature/v1\ntime {}\n{}", seconds, text);
}

/// The time that a witness's signature begins with; nullopt if it is past 2^63 - 1.
std::optional<std::uint64_t> time_of(std::span<const std::uint8_t> signature) {
    std::uint64_t seconds = 0;
    for (const std::uint8_t byte : signature.first(kTimeBytes)) seconds = seconds << 8U | byte;
    if (seconds >> 63U != 0) return std::nullopt;
    return seconds;
}

bool is_right(const NoteSignature& signature, const VerifierKey& key, std::string_view text) {
    Signature bytes{};
    const bool is_timed = key.type == SignatureType::cosignature_v1;
    const std::size_t before = is_timed ? kTimeBytes : 0;
    if (signature.bytes.size() != before + bytes.size()) return false;
    std::copy(signature.bytes.begin() + static_cast<std::ptrdiff_t>(before), signature.bytes.end(),
              bytes.begin());
    if (!is_timed) return verify_signature(key.public_key, text, bytes);
    const auto seconds = time_of(signature.bytes);
    return seconds && verify_signature(key.public_key, cosigned_message(text, *seconds), bytes);
}

}  // namespace

bool is_key_name(std::string_view name) {
    const auto occurs = [name](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    };
    return !name.empty() && is_note_text(name) && !occurs("\n") && !occurs("+") &&
           std::none_of(kUnicodeSpaces.begin(), kUnicodeSpaces.end(), occurs);
}

VerifierKey make_verifier_key(std::string name, const PublicKey& public_key, SignatureType type) {
    const std::uint32_t id = key_id(name, public_key, type);
    return {std::move(name), id, public_key, type};
}

std::string format_key_id(std::uint32_t id) { return format_hex(big_endian(id)); }

std::string format_verifier_key(const VerifierKey& key) {
    return fmt::format("{}+{}+{}", key.name, format_key_id(key.id),
                       format_base64(typed_key(key.public_key, key.type)));
}

std::optional<VerifierKey> parse_verifier_key(std::string_view text) {
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = text.find('+', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(0, first);
    const auto id = parse_hex(text.substr(first + 1, second - first - 1));
    const auto typed = parse_base64(text.substr(second + 1));

    PublicKey key;
    if (!is_key_name(name) || !id || id->size() != kIdBytes || !typed ||
        typed->size() != 1 + key.bytes.size()) {
        return std::nullopt;
    }
    const auto type = parse_signature_type(typed->front());
    if (!type) return std::nullopt;
    std::copy(typed->begin() + 1, typed->end(), key.bytes.begin());
    const VerifierKey known = make_verifier_key(std::string(name), key, *type);
    if (big_endian(std::span(*id).first<kIdBytes>()) != known.id) return std::nullopt;
    return known;
}

std::variant<Note, NoteFault> parse_note(std::string_view bytes) {
    if (check_utf8(bytes).valid != bytes.size()) return NoteFault::not_utf8;
    if (!is_note_text(bytes)) return NoteFault::control_character;
    const std::size_t text_end = bytes.rfind("\n\n");
    if (text_end == std::string_view::npos) return NoteFault::no_separator;

    Note note;
    note.text = bytes.substr(0, text_end + 1);
    std::string_view rest = bytes.substr(text_end + 2);
    if (rest.empty()) return NoteFault::no_signature;
    while (!rest.empty()) {
        const auto line = take_line(rest);
        auto signature = line ? parse_signature_line(*line) : std::nullopt;
        if (!signature) return NoteFault::bad_signature_line;
        if (note.signatures.size() == kMaxNoteSignatures) return NoteFault::too_many_signatures;
        note.signatures.push_back(std::move(*signature));
    }
    return note;
}

std::string format_note(const Note& note) {
    std::string bytes = note.text + '\n';
    for (const NoteSignature& signature : note.signatures) {
        bytes += format_signature_line(signature.name, signature.id, signature.bytes);
    }
    return bytes;
}

std::optional<NoteFault> verify_note(const Note& note, std::span<const VerifierKey> known) {
    bool signed_by_known = false;
    for (const VerifierKey& key : known) {
        for (const NoteSignature& signature : note.signatures) {
            if (!is_by(signature, key)) continue;
            if (!is_right(signature, key, note.text)) return NoteFault::wrong_signature;
            signed_by_known = true;
        }
    }
    if (!signed_by_known) return NoteFault::unknown_signer;
    return std::nullopt;
}

std::variant<Cosignature, NoteFault> verify_cosignature(const Note& note,
                                                        const VerifierKey& witness) {
    if (const auto fault = verify_note(note, {&witness, 1})) return *fault;
    const auto signature =
        std::find_if(note.signatures.begin(), note.signatures.end(),
                     [&](const NoteSignature& one) { return is_by(one, witness); });
    return Cosignature{*time_of(signature->bytes)};
}

std::string cosign_note(std::string_view bytes, const std::string& name, const SigningKey& key,
                        std::uint64_t seconds) {
    const VerifierKey witness =
        make_verifier_key(name, key.public_key(), SignatureType::cosignature_v1);
    Note note = std::get<Note>(parse_note(bytes));
    std::erase_if(note.signatures,
                  [&](const NoteSignature& signature) { return is_by(signature, witness); });
    Bytes timed;
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        timed.push_back(static_cast<std::uint8_t>(seconds >> (shift - 8)));
    }
    const Signature signature = key.sign(cosigned_message(note.text, seconds));
    timed.insert(timed.end(), signature.begin(), signature.end());
    note.signatures.push_back({name, witness.id, std::move(timed)});
    return format_note(note);
}

std::string sign_note(std::string_view text, const std::string& name, const SigningKey& key) {
    const std::uint32_t id = key_id(name, key.public_key(), SignatureType::ed25519);
    return fmt::format("{}\n{}", text, format_signature_line(name, id, key.sign(text)));
}

Bilingual describe_note_fault(NoteFault fault) {
    switch (fault) {
        case NoteFault::not_utf8:
            return compose("the signed note is not UTF-8", "签名文本不是 UTF-8 编码");
        case NoteFault::control_character:
            return compose("the signed note holds a control character", "签名文本含控制字符");
        case NoteFault::no_separator:
            return compose("no empty line separates the text from its signatures",
                           "正文与签名之间没有空行");
        case NoteFault::no_signature:
            return compose("there is no signature after the last empty line",
                           "最后一个空行之后没有签名");
        case NoteFault::too_many_signatures:
            return compose("more than {} signatures", "签名超过 {} 个", kMaxNoteSignatures);
        case NoteFault::bad_signature_line:
            return compose("a signature line is not of the form '— name base64'",
                           "签名行不是“— 名称 base64”的形式");
        case NoteFault::unknown_signer:
            return compose("not signed by this key under this name", "此密钥未以此名称签名");
        case NoteFault::out_of_range:
            return compose(
                "signed by a key whose time this is not: its range of sizes ends before "
                "or begins after",
                "签名密钥的规模范围不含此规模，当时不应由它签名");
        case NoteFault::wrong_signature: break;
    }
    return compose("the signature does not fit the text", "签名与正文不符");
}

}  // namespace certrec
