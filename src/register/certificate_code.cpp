#include "certrec/register/certificate_code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/proof.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::string_view kPrefixOfAll = "CERTREC";
constexpr std::string_view kPrefix = "CERTREC1:";
constexpr std::size_t kIdBytes = 4;  // of a signature's key
constexpr std::size_t kMaxSignatureBytes = 255;
constexpr std::size_t kEntryFields = 11;
// In the row of an entry, which of its fields are digests.
constexpr std::size_t kEditionField = 5;
constexpr std::size_t kHolderField = 7;
constexpr std::size_t kDocumentField = 8;

/// All that a code tells, taken apart.
struct Parts {
    Certificate certificate;
    Entry entry;
    TlogProof proof;
    SignedCheckpoint checkpoint;
};

std::optional<Parts> take_apart(const Certificate& certificate) {
    auto entry = parse_entry(certificate.entry);
    if (!std::holds_alternative<Entry>(entry)) return std::nullopt;
    auto proof = parse_tlog_proof(certificate.tlog_proof);
    if (!std::holds_alternative<TlogProof>(proof)) return std::nullopt;
    auto checkpoint = parse_signed_checkpoint(std::get<TlogProof>(proof).checkpoint);
    if (!std::holds_alternative<SignedCheckpoint>(checkpoint)) return std::nullopt;
    return Parts{certificate, std::get<Entry>(std::move(entry)),
                 std::get<TlogProof>(std::move(proof)),
                 std::get<SignedCheckpoint>(std::move(checkpoint))};
}

/// The id of the key, in big-endian order, and the signature.
std::string pack_signature(const NoteSignature& signature) {
    std::string bytes;
    for (unsigned shift = 8 * kIdBytes; shift > 0; shift -= 8) {
        bytes += static_cast<char>(signature.id >> (shift - 8) & 0xFFU);
    }
    bytes.append(signature.bytes.begin(), signature.bytes.end());
    return bytes;
}

/// Of a signature without a name.
NoteSignature unpack_signature(std::string_view bytes) {
    NoteSignature signature;
    for (const char byte : bytes.substr(0, kIdBytes)) {
        signature.id = signature.id << 8U | static_cast<std::uint8_t>(byte);
    }
    if (bytes.size() > kIdBytes) signature.bytes.assign(bytes.begin() + kIdBytes, bytes.end());
    return signature;
}

/// The row with its digests left out.
std::string format_short_entry(const Entry& entry) {
    const auto date = [](const std::optional<Date>& day) {
        return day ? format_date(*day) : std::string();
    };
    return fmt::format("{},{},{},{},{},,{},,,{},{}", entry.index, format_event(entry.event),
                       format_date(entry.on), entry.number, entry.standard, entry.level,
                       date(entry.valid_until), entry.replaces);
}

/// The texts of the printed part that the entry does not tell, in the order of the code.
template <typename Printed>
auto texts_of(Printed& printed) {
    return std::array{&printed.name,          &printed.id_type,   &printed.id_number,
                      &printed.title.zh,      &printed.title.en,  &printed.level_name.zh,
                      &printed.level_name.en, &printed.issuer.zh, &printed.issuer.en,
                      &printed.remark};
}

/// The digests, hashes and signatures; false if one of these is longer than can be told.
bool pack_digests(const Parts& parts, std::string& body) {
    const auto& [certificate, entry, proof, checkpoint] = parts;
    const auto append_size = [&body](std::size_t size) { body += static_cast<char>(size); };
    const auto append_digest = [&body](const Sha256& digest) {
        body.append(digest.begin(), digest.end());
    };
    for (const Sha256* const digest : {&certificate.salt, &entry.edition, &entry.holder,
                                       &entry.document, &checkpoint.checkpoint.root}) {
        append_digest(*digest);
    }
    append_size(proof.hashes.size());
    for (const Sha256& hash : proof.hashes) append_digest(hash);
    append_size(checkpoint.note.signatures.size());
    for (const NoteSignature& signature : checkpoint.note.signatures) {
        const std::string bytes = pack_signature(signature);
        if (bytes.size() > kMaxSignatureBytes) return false;
        append_size(bytes.size());
        body += bytes;
    }
    return true;
}

void pack_lines(const Parts& parts, std::string& body) {
    const PrintedPart& printed = parts.certificate.printed;
    const auto& [checkpoint, note] = parts.checkpoint;
    const auto append = [&body](std::string_view line) {
        body += line;
        body += '\n';
    };
    append(format_short_entry(parts.entry));
    append(printed.awarded_on == parts.entry.on ? "" : format_date(printed.awarded_on));
    for (const std::string* const text : texts_of(printed)) append(*text);
    append(checkpoint.origin);
    append(fmt::format("{}", checkpoint.size));
    for (const std::string& line : checkpoint.extensions) append(line);
    append("");
    for (const NoteSignature& signature : note.signatures) {
        append(signature.name == checkpoint.origin ? "" : signature.name);
    }
    for (const PrintedScore& score : printed.scores) {
        append(score.component);
        append(score.points);
    }
}

/// The bytes before they are base45. Whatever has another form than certrec gives it is lost, which
/// comes out when they are unpacked.
std::optional<std::string> pack(const Parts& parts) {
    std::string body;
    if (!pack_digests(parts, body)) return std::nullopt;
    pack_lines(parts, body);
    return body;
}

/// Takes a body apart from its front. What goes past the end is empty, and remembered.
class BodyReader {
  public:
    explicit BodyReader(std::string_view body) : rest_(body) {}

    [[nodiscard]] std::string_view bytes(std::size_t count) {
        is_whole_ &= count <= rest_.size();
        const std::string_view taken = rest_.substr(0, is_whole_ ? count : 0);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] std::size_t size() {
        const std::string_view byte = bytes(1);
        return byte.empty() ? 0 : static_cast<std::uint8_t>(byte.front());
    }
    [[nodiscard]] Sha256 digest() {
        Sha256 digest{};
        const std::string_view taken = bytes(digest.size());
        std::copy(taken.begin(), taken.end(), digest.begin());
        return digest;
    }
    /// UTF-8 without control characters.
    [[nodiscard]] std::string line() {
        const auto line = take_line(rest_);
        is_whole_ &=
            line && check_utf8(*line).valid == line->size() && !has_unseen_characters(*line);
        return is_whole_ ? std::string(*line) : std::string();
    }

    [[nodiscard]] bool is_whole() const { return is_whole_; }
    [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
    bool is_whole_ = true;
};

std::optional<Entry> parse_short_entry(std::string_view row, const Sha256& edition,
                                       const Sha256& holder, const Sha256& document) {
    std::string whole;
    for (std::size_t field = 0; field < kEntryFields; ++field) {
        const std::size_t end = std::min(row.find(','), row.size());
        whole += row.substr(0, end);
        if (field == kEditionField) append_hex(whole, edition);
        if (field == kHolderField) append_hex(whole, holder);
        if (field == kDocumentField) append_hex(whole, document);
        if (field + 1 < kEntryFields) whole += ',';
        row.remove_prefix(std::min(end + 1, row.size()));
    }
    if (!row.empty()) return std::nullopt;
    const auto parsed = parse_entry(whole);
    const auto* const entry = std::get_if<Entry>(&parsed);
    if (entry == nullptr || !makes_certificate(entry->event)) return std::nullopt;
    return *entry;
}

/// What the entry tells of the printed part.
PrintedPart printed_by(const Entry& entry) {
    PrintedPart printed;
    printed.number = entry.number;
    printed.standard = entry.standard;
    printed.edition = entry.edition;
    printed.level = entry.level;
    printed.awarded_on = entry.on;
    printed.valid_until = entry.valid_until;
    printed.replaces = entry.replaces;
    if (entry.event == Event::replace) printed.reissued_on = entry.on;
    return printed;
}

/// Unpacks what pack made, part by part in its order. Lenient: whoever unpacks compares with what
/// packing gives.
class Unpacker {
  public:
    explicit Unpacker(std::string_view body) : reader_(body) {}

    /// The certificate's file; nullopt if the body tells none.
    [[nodiscard]] std::optional<std::string> unpack() {
        read_digests();
        const auto entry = parse_short_entry(reader_.line(), edition_, holder_, document_);
        if (!entry) return std::nullopt;
        PrintedPart printed = printed_by(*entry);
        if (const std::string day = reader_.line(); !day.empty()) {
            const auto awarded_on = parse_date(day);
            if (!awarded_on) return std::nullopt;
            printed.awarded_on = *awarded_on;
        }
        for (std::string* const text : texts_of(printed)) *text = reader_.line();
        if (!read_checkpoint()) return std::nullopt;
        while (reader_.is_whole() && !reader_.is_at_end()) {
            std::string component = reader_.line();
            printed.scores.push_back({std::move(component), reader_.line()});
        }
        if (!reader_.is_whole()) return std::nullopt;

        proof_.index = entry->index;
        const std::string tlog_proof = format_tlog_proof(proof_);
        // What no certificate's file can hold.
        if (tlog_proof.find("'''") != std::string::npos) return std::nullopt;
        return render_certificate(render_printed_part(printed), salt_, format_entry(*entry),
                                  tlog_proof);
    }

  private:
    void read_digests() {
        for (Sha256* const digest : {&salt_, &edition_, &holder_, &document_, &root_}) {
            *digest = reader_.digest();
        }
        for (std::size_t count = reader_.size(); count > 0; --count) {
            proof_.hashes.push_back(reader_.digest());
        }
        for (std::size_t count = reader_.size(); count > 0; --count) {
            note_.signatures.push_back(unpack_signature(reader_.bytes(reader_.size())));
        }
    }

    [[nodiscard]] bool read_checkpoint() {
        Checkpoint checkpoint;
        checkpoint.origin = reader_.line();
        const auto size = parse_count(reader_.line());
        if (!size) return false;
        checkpoint.size = *size;
        checkpoint.root = root_;
        for (std::string line = reader_.line(); !line.empty(); line = reader_.line()) {
            checkpoint.extensions.push_back(std::move(line));
        }
        for (NoteSignature& signature : note_.signatures) {
            signature.name = reader_.line();
            if (signature.name.empty()) signature.name = checkpoint.origin;
        }
        note_.text = format_checkpoint(checkpoint);
        proof_.checkpoint = format_note(note_);
        return true;
    }

    BodyReader reader_;
    Salt salt_{};
    Sha256 edition_{};
    Sha256 holder_{};
    Sha256 document_{};
    Sha256 root_{};
    TlogProof proof_;
    Note note_;
};

/// The certificate of a file that was just rendered, if it is well formed.
std::optional<Parts> read_file_parts(const std::string& file) {
    const auto certificate = parse_certificate(file, "", [](const Diagnostic&) {});
    return certificate ? take_apart(*certificate) : std::nullopt;
}

}  // namespace

std::optional<std::string> format_certificate_code(const Certificate& certificate) {
    const auto parts = take_apart(certificate);
    const auto body = parts ? pack(*parts) : std::nullopt;
    if (!body) return std::nullopt;
    std::string text =
        std::string(kPrefix) +
        format_base45({reinterpret_cast<const std::uint8_t*>(body->data()), body->size()});
    if (text.size() > kMaxCertificateCodeCharacters) return std::nullopt;
    const std::string file = render_certificate(certificate.printed_bytes, certificate.salt,
                                                certificate.entry, certificate.tlog_proof);
    if (Unpacker(*body).unpack() != file) return std::nullopt;
    return text;
}

std::variant<std::string, CertificateCodeFault> parse_certificate_code(std::string_view text) {
    if (text.size() > kMaxCertificateCodeCharacters) return CertificateCodeFault::too_long;
    if (!text.starts_with(kPrefix)) {
        const bool is_other =
            text.starts_with(kPrefixOfAll) &&
            text.substr(kPrefixOfAll.size(), 3).find(':') != std::string_view::npos;
        return is_other ? CertificateCodeFault::other_version : CertificateCodeFault::wrong_prefix;
    }
    const auto bytes = parse_base45(text.substr(kPrefix.size()));
    if (!bytes) return CertificateCodeFault::wrong_base45;
    const std::string_view body(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    auto file = Unpacker(body).unpack();
    if (!file) return CertificateCodeFault::wrong_content;
    const auto parts = read_file_parts(*file);
    if (!parts || pack(*parts) != body) return CertificateCodeFault::wrong_content;
    return *std::move(file);
}

Bilingual describe_certificate_code_fault(CertificateCodeFault fault) {
    switch (fault) {
        case CertificateCodeFault::too_long:
            return compose("longer than the {} characters that a QR code holds",
                           "超过二维码所能容纳的 {} 个字符", kMaxCertificateCodeCharacters);
        case CertificateCodeFault::wrong_prefix:
            return compose("not the code of a certificate: it does not begin with {}",
                           "不是证书的二维码内容：开头不是 {}", kPrefix);
        case CertificateCodeFault::other_version:
            return compose("the code is of another version than {}", "二维码版本不是 {}", kPrefix);
        case CertificateCodeFault::wrong_base45:
            return compose("the code has lost, gained or changed a character: it is not base45",
                           "二维码内容缺字、多字或有误：不是 base45");
        case CertificateCodeFault::wrong_content: break;
    }
    return compose("the code was changed or cut: its content is not that of a certificate",
                   "二维码内容被改动或截断：不是证书的内容");
}

}  // namespace certrec
