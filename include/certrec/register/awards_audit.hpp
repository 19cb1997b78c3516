/// \file
/// Was every certificate earned? Holds what somebody found who judged and graded again against the
/// certificates of a register.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/register/snapshot.hpp"

namespace certrec {

/// What the files say of one person who applied for a level, or sat for it.
struct RecomputedResult {
    std::string place;  ///< file and line, for the details
    AwardKey key;
    std::optional<Date> applied_on;
    std::optional<Date> held_on;
    Answer eligibility;  ///< of what is ok, no detail is told
    Answer staffing;
    Answer result;               ///< ok: a pass
    std::optional<Award> award;  ///< what a pass awards; with any day
};

/// What is asked again, and of which certificates.
struct AwardsScope {
    std::string standard;      ///< id; certificates of others are passed over; empty: none is
    bool eligibility = false;  ///< whether `eligibility` is answered
    bool staffing = false;     ///< whether `staffing` is answered
    /// The files hold some persons only: a certificate of anybody else is passed over.
    bool partial = false;
};

/// The checks, in this order; each has its own answer for each certificate that was issued, and a
/// replacement rests on the certificate whose place it takes:
///   editions     every edition that a certificate was issued under could be asked again; else it
///                and all that follow are `unchecked`
///   eligibility  if it is answered: its holder had applied by its day, and was eligible
///   staffing     if it is answered: the sessions of its scores kept the rules
///   results      its holder's result, of a day not after its own, is a pass at its level
///   documents    what the entry commits to is what that result prints, byte for byte
/// Of several results the one that says most for the certificate counts; but one result earns one
/// certificate, so that a renewal needs another than the certificate whose place it takes.
///
/// Memory grows by about half a kilobyte a certificate.
class AwardsAudit {
  public:
    struct Edition {
        std::string standard;  ///< id
        Sha256 digest{};
        std::uint64_t certificates = 0;
    };

    /// Reads the entries and their holders; rows that are not sound leave their certificate
    /// `unchecked`.
    AwardsAudit(const RegisterSnapshot& snapshot, AwardsScope scope);
    ~AwardsAudit();

    /// Those of the certificates, in the order in which they first appear.
    [[nodiscard]] const std::vector<Edition>& editions() const;

    /// Enters a result under that edition. `edition` is a place in editions(). O(certificates of
    /// that person and level).
    void enter(std::size_t edition, const RecomputedResult& result);

    /// The same of somebody who applied and whom no result names: only `eligibility` counts.
    /// Requires: all results of the edition were entered.
    void enter_application(std::size_t edition, const RecomputedResult& application);

    /// Enters that nothing can be asked again under that edition.
    void cannot_recompute(std::size_t edition, Bilingual why);

    /// Requires: it is called once, after all that is entered.
    [[nodiscard]] std::vector<Check> finish();

  private:
    class Content;
    std::unique_ptr<Content> content_;
};

}  // namespace certrec
