/// \file
/// What is in a certificate's file, so that it verifies alone?
///
/// A TOML file in two parts. The printed part, down to the line `[proof]`, is what the certificate
/// says; the entry's `document` commits to its exact bytes. The proof part has one spelling, which
/// is checked on reading. So no byte of the file can change unnoticed. The format is persistent.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/diagnostic.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/register/holder.hpp"

namespace certrec {

inline constexpr std::size_t kMaxCertificateBytes = 256U * 1024U;

struct PrintedScore {
    std::string component;  ///< id
    std::string points;     ///< as it is printed, such as `85.5`

    friend bool operator==(const PrintedScore&, const PrintedScore&) = default;
};

/// What the certificate says.
struct PrintedPart {
    std::string number;
    std::string name;
    std::string id_type;
    std::string id_number;
    std::string standard;  ///< id
    Bilingual title;       ///< of the standard
    std::string level;     ///< id
    Bilingual level_name;
    Date awarded_on;
    std::optional<Date> valid_until;  ///< last day; none: for ever
    std::optional<Date> reissued_on;  ///< of a document that takes the place of another
    std::string replaces;             ///< number of the certificate that ends with it; or empty
    std::string remark;               ///< why it replaces another; or empty
    Bilingual issuer;
    Sha256 edition{};
    std::vector<PrintedScore> scores;  ///< in the order of printing

    friend bool operator==(const PrintedPart&, const PrintedPart&) = default;
};

/// The bytes before the line `[proof]`. The same bytes for the same values. Throws Refusal if a
/// value holds a control character.
[[nodiscard]] std::string render_printed_part(const PrintedPart& printed);

/// The lines that all certificates of one level, edition and issuer have alike.
struct PrintedAlike {
    std::string award;   ///< from the standard to the level's names
    std::string issuer;  ///< from the issuer to the edition
};

[[nodiscard]] PrintedAlike render_alike(const PrintedPart& printed);

/// The same bytes, for a part whose lines of `alike` were rendered before: what they tell may be
/// left out of `printed`.
[[nodiscard]] std::string render_printed_part(const PrintedPart& printed,
                                              const PrintedAlike& alike);

/// The whole file. `entry` is the row of entries.csv, `tlog_proof` the text of its proof. Throws
/// Refusal if the proof holds three apostrophes in a row, which the file could not.
[[nodiscard]] std::string render_certificate(std::string_view printed_bytes, const Salt& salt,
                                             std::string_view entry, std::string_view tlog_proof);

/// Whether the file ends before a certificate does, or has holes: what a power cut leaves of one
/// that was written shortly before.
[[nodiscard]] bool is_torn_certificate(std::string_view bytes);

/// Whether `bytes` are of the certificate `made`, as far as they go: the same print, salt and
/// entry. The proofs may differ, since the register grows. Requires: render_certificate made it.
[[nodiscard]] bool is_same_certificate(std::string_view bytes, std::string_view made);

struct Certificate {
    PrintedPart printed;
    std::string printed_bytes;  ///< what `document` commits to
    Salt salt{};
    std::string entry;
    std::string tlog_proof;
};

/// The certificate that `bytes` are. What is wrong is reported to `sink` with its place: larger
/// than kMaxCertificateBytes, no TOML, no line `[proof]`, a missing, mistyped or unknown key, a
/// proof part spelt in another way than render_certificate spells it. nullopt if anything was. Says
/// nothing yet about whether the proof is right: see audit_certificate.
[[nodiscard]] std::optional<Certificate> parse_certificate(std::string_view bytes,
                                                           const std::string& file,
                                                           const DiagnosticSink& sink);

}  // namespace certrec
