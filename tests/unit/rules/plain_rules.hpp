/// \file
/// What do the rules come to if one reads them plainly, record by record? An oracle for the
/// standards of random_evidence.hpp: slow, and with nothing in common with the library but its
/// service arithmetic, which service_test.cpp checks by itself.
#pragma once

#include <optional>
#include <vector>

#include "certrec/rules/eligibility.hpp"

namespace certrec::testing {

class PlainRules {
  public:
    /// Requires: `level` is the upper one of the standard.
    PlainRules(const Standard& standard, const Level& level, const Dossier& dossier, Date on)
        : standard_(standard), level_(level), dossier_(dossier), on_(on) {}

    [[nodiscard]] Truth truth(const Condition& condition) const;
    [[nodiscard]] Truth training() const;
    /// Training and any route.
    [[nodiscard]] Truth verdict() const;

  private:
    struct Amount;

    [[nodiscard]] Truth part(const AllOf& all) const;
    [[nodiscard]] Truth part(const AnyOf& any) const;
    [[nodiscard]] Truth part(const AtLeast& some) const;
    [[nodiscard]] Truth part(const OpenCondition&) const { return Truth::unknown; }
    [[nodiscard]] Truth part(const ApprenticeshipCondition& wanted) const;
    [[nodiscard]] Truth part(const CertificateCondition& wanted) const;
    [[nodiscard]] Truth part(const DeclarationCondition& wanted) const;
    [[nodiscard]] Truth part(const EducationCondition& wanted) const;
    [[nodiscard]] Truth part(const EmploymentCondition& wanted) const;
    [[nodiscard]] Truth part(const PublicationCondition& wanted) const;
    [[nodiscard]] Truth part(const RecommendationCondition& wanted) const;
    [[nodiscard]] Truth part(const TeachingCondition& wanted) const;
    [[nodiscard]] Truth part(const TrainingCondition& wanted) const;

    [[nodiscard]] Truth counts(const CertificateCondition& wanted,
                               const CertificateEvidence& held) const;
    [[nodiscard]] Truth in_state(const EducationCondition& wanted,
                                 const EducationEvidence& education) const;
    [[nodiscard]] Truth by(OptionalDate day) const;

    const Standard& standard_;
    const Level& level_;
    const Dossier& dossier_;
    Date on_;
};

}  // namespace certrec::testing
