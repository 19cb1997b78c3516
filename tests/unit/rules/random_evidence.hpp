/// \file
/// Which conditions and which evidence would nobody think of? Random ones, near every border.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../base/random.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::testing {

/// Draws standards like that of small_standard.hpp, with random routes to the upper level, and
/// dossiers that speak of the same levels, occupations and dates.
class RandomEvidence {
  public:
    explicit RandomEvidence(std::uint64_t seed) : dice(seed) {}

    /// One to three routes of trees up to three deep, and binding training now and then.
    Standard standard();

    /// Every kind of evidence; cells are missing in about half of the dossiers.
    Dossier dossier();

    /// The same, with nothing missing that decides whether and how long a job counts.
    Dossier dossier_with_whole_jobs();

    /// Adds one record of some kind.
    void grow(Dossier& dossier);

    void shuffle(Dossier& dossier);

    /// The same employment in other rows: some cut into adjacent pieces, some doubled.
    void rewrite_employment(Dossier& dossier);

    /// Fills every cell whose emptiness means "not known". Only a certificate that names no other
    /// occupation turns out to be of this standard, and none of another standard turns out to be
    /// of this occupation.
    void complete(Dossier& dossier);

    Dice dice;

  private:
    Condition condition(std::size_t depth);
    Condition leaf();
    std::vector<Condition> parts(std::size_t depth, std::size_t least);
    CertificateCondition certificate_condition();
    EducationCondition education_condition();
    EmploymentCondition employment_condition();
    PublicationCondition publication_condition();
    PublicationCount publication_count(std::size_t most);
    TeachingCondition teaching_condition();
    TrainingCondition training_condition();
    OccupationScope scope();

    ApprenticeshipEvidence apprenticeship();
    CertificateEvidence certificate();
    DeclarationEvidence declaration();
    EducationEvidence education();
    EmploymentEvidence job();
    PublicationEvidence publication();
    RecommendationEvidence letter();
    TeachingEvidence teaching();
    TrainingEvidence course();

    Text standard_name();
    Text level_name();
    Text occupation();
    Text employer();
    Date day();
    Date past_day();
    Decimal hours();
    template <typename Value>
    Value any_of(std::size_t count);
    template <typename Draw>
    auto maybe(Draw draw) -> decltype(draw());

    std::size_t missing_ = 0;  // one cell in this many, or none
    bool whole_jobs_ = false;
};

}  // namespace certrec::testing
