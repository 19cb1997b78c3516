/// \file
/// Who holds a certificate, and how does the public log commit to that without saying it?
///
/// holders.csv is private. Its salt is what makes a commitment hide: numbers of identity documents
/// can be enumerated, 32 random bytes cannot. The formats here are persistent; they must not
/// change.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/register/salt.hpp"

namespace certrec {

/// The first line of holders.csv.
inline constexpr std::string_view kHoldersHeader =
    "number,salt,id_type,id_number,name,candidate_id";

/// A row of holders.csv.
struct Holder {
    std::string number;  ///< of the certificate
    Salt salt{};
    std::string id_type;
    std::string id_number;
    std::string name;
    std::string candidate_id;

    friend bool operator==(const Holder&, const Holder&) = default;
};

/// One award that a person holds or is to hold.
struct AwardKey {
    std::string_view id_type;
    std::string_view id_number;
    std::string_view standard;
    std::string_view level;
};

/// Why these fields cannot be recorded: one that must not be empty is, a control character, too
/// long for a row; nullopt if they can. Never quotes a document's number.
[[nodiscard]] std::optional<Bilingual> find_holder_fault(const Holder& holder);

/// HMAC-SHA256(salt, "certrec-holder-v1\n" id_type "\n" id_number "\n" name "\n").
/// Requires: no field holds a newline, as find_holder_fault sees to.
[[nodiscard]] Sha256 commit_holder(const Salt& salt, std::string_view id_type,
                                   std::string_view id_number, std::string_view name);
[[nodiscard]] Sha256 commit_holder(const Holder& holder);
/// The same under a key that is HmacSha256(holder.salt), which commit_document needs too.
[[nodiscard]] Sha256 commit_holder(const HmacSha256& key, const Holder& holder);

/// HMAC-SHA256(salt, "certrec-document-v1\n" printed), where `printed` is the exact bytes of the
/// certificate's printed part.
[[nodiscard]] Sha256 commit_document(const Salt& salt, std::string_view printed);
/// The same under a key that is HmacSha256(salt).
[[nodiscard]] Sha256 commit_document(const HmacSha256& key, std::string_view printed);

/// The holder that a row, without its line ending, states; nullopt if it is not spelt exactly as
/// format_holder spells it.
[[nodiscard]] std::optional<Holder> parse_holder(std::string_view row);

/// The row without a line ending; quoted where RFC 4180 needs it. Requires: no find_holder_fault.
[[nodiscard]] std::string format_holder(const Holder& holder);

}  // namespace certrec
