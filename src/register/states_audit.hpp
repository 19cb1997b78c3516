/// \file
/// Could every event of the log happen, and who holds a level? Private to the audit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "certrec/base/date.hpp"
#include "certrec/register/certificate_state.hpp"
#include "certrec/register/entry.hpp"
#include "register/award_digest.hpp"
#include "register/digest_table.hpp"
#include "register/findings.hpp"
#include "register/line_reader.hpp"
#include "register/named_certificates.hpp"

namespace certrec {

/// Follows the certificates through the log. Only those that a later entry names are kept whole.
class StatesAudit {
  public:
    /// Notes which certificates later entries name. Reads the log once; rows that are no entries
    /// name none.
    void note_named(LineReader& lines);

    /// Enters the next entry; what cannot have happened is reported to `findings`.
    void enter(const Entry& entry, Findings& findings);

    /// To be called some entries before `enter_award`, to save time.
    void expect_award(const ShortDigest& person) const { awards_.prefetch(person); }

    /// Enters that the certificate of this entry, which was entered before, is held by that person.
    /// Whether an earlier certificate for the same level of the standard stands in its way.
    [[nodiscard]] bool enter_award(const ShortDigest& person, const Entry& entry);

    /// "12 certificates: 10 in force, 2 revoked on 2026-03-01, the last entry's day".
    [[nodiscard]] Bilingual describe() const;

    [[nodiscard]] std::optional<Date> last_on() const { return last_on_; }
    [[nodiscard]] std::unordered_map<std::string, CertificateHistory> take_histories();

  private:
    struct Held {
        Date issued_on;
        OptionalDate valid_until;
        std::uint32_t level = 0;                  ///< its number
        const NamedCertificate* named = nullptr;  ///< if a later entry names it
    };
    [[nodiscard]] std::uint32_t number_of_level(const Entry& entry);
    void make(const Entry& entry);
    void step(const Entry& entry, const std::string& number, Findings& findings);
    [[nodiscard]] static CertificateHistory history_of(const Held& held);

    std::size_t rows_ = 0;  // of the log
    NamedCertificates named_;
    std::map<std::string, std::map<std::string, std::uint32_t>> levels_;  // numbered, by standard
    std::uint32_t level_count_ = 0;
    DigestTable<Held> awards_;                 // of each person
    std::map<Date, std::uint64_t> last_days_;  // of certificates that no later entry names
    std::uint64_t made_ = 0;
    std::optional<Date> last_on_;
};

}  // namespace certrec
