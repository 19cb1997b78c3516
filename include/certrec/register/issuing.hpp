/// \file
/// Which awards get a certificate, under which number, and what does its file say?
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/register_config.hpp"
#include "certrec/register/store.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// A passed result: this person is awarded this level.
struct Award {
    std::string candidate_id;
    std::string name;
    std::string id_type;
    std::string id_number;
    const Standard* standard = nullptr;
    const Level* level = nullptr;
    Date on;
    std::vector<PrintedScore> scores;  ///< in the order of printing
};

enum class IssuanceStatus {
    issued,          ///< a new entry
    already_issued,  ///< the person has it, from the register or from earlier in the batch
    refused,         ///< the person holds that level already, by another result
    invalid,         ///< cannot be recorded
};

/// What becomes of one award.
struct Issuance {
    IssuanceStatus status = IssuanceStatus::invalid;
    std::string number;       ///< of the certificate; if refused, of the other one; else empty
    std::uint64_t index = 0;  ///< of its entry
    /// Why it is refused or invalid; of what was issued before, why it is no longer in force;
    /// nullptr if there is nothing to say, as of nearly all.
    std::shared_ptr<const Bilingual> reason;
};

/// Awards, each made when it is wanted, so that many of them take little memory.
struct Awards {
    std::size_t count = 0;
    /// The i-th of them, the same each time. Calls may run at the same time.
    std::function<Award(std::size_t i)> make;
};

/// What a new entry takes that its award and its issuance do not tell.
struct PlannedEntry {
    std::size_t award = 0;  ///< place among the awards
    Salt salt{};
};

struct IssuePlan {
    std::vector<Issuance> issuances;    ///< one for each award, in the same order
    std::vector<PlannedEntry> entries;  ///< in the order of the log
    /// The numbers of the certificates that entries renew, by the entries' places.
    std::unordered_map<std::size_t, std::string> renewed;
    /// What the new certificates of each level print alike.
    std::map<std::pair<const Standard*, const Level*>, PrintedAlike> alike;
};

/// Gives every award its number.
///
/// The same result is never issued twice, even if its certificate was revoked since: same person,
/// standard, level and day, or another day and all else that is printed. A person has one
/// certificate in force for a level of a standard: another result is refused, unless the earlier
/// certificate is revoked or expired. Within the last part of its validity that the standard lets
/// it be renewed in, a new certificate replaces it.
///
/// Changes nothing. Throws Refusal if numbers run out, if their pattern needs a level's code that
/// the standard does not give, or if the standard, the level or the issuer cannot be printed.
[[nodiscard]] IssuePlan plan_issue(const RegisterStore& store, const Awards& awards,
                                   const SaltSource& salts);
[[nodiscard]] IssuePlan plan_issue(const RegisterStore& store, std::span<const Award> awards,
                                   const SaltSource& salts);

/// Why the entry does not commit to what this award prints under the entry's number and day;
/// nullopt if it does. `holder` is its row of holders.csv.
[[nodiscard]] std::optional<Bilingual> find_document_fault(const Award& award, const Entry& entry,
                                                           const Holder& holder,
                                                           const RegisterConfig& config);

/// What RegisterStore::append is to commit for the plan of these awards, both of which must outlive
/// it.
[[nodiscard]] NewEntries entries_of(const IssuePlan& plan, const Awards& awards);

/// Why make_certificate could make no file of what was issued before, or nothing.
[[nodiscard]] std::optional<Bilingual> find_difference(const RegisterStore& store,
                                                       const Award& award,
                                                       const Issuance& issuance);

/// The bytes of the certificate's file, or why there can be none: the register committed to another
/// text than this award would print (a score, the spelling of the name, the edition of the standard
/// or the issuer has changed since).
///
/// Prints the day and the number that the register holds, which for what was already issued may be
/// another day than award.on. Requires: the plan was appended, issuance
/// is neither refused nor invalid, and it is the one that plan_issue gave for `award`.
[[nodiscard]] std::variant<std::string, Bilingual> make_certificate(const RegisterStore& store,
                                                                    const Award& award,
                                                                    const Issuance& issuance);

}  // namespace certrec
