/// \file
/// What does a standard state about its scoring, value by value? Private: what show_standard prints
/// and standard_diff compares.
#pragma once

#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// One value: `minimum`, `50`.
struct ScoringFact {
    Bilingual name;
    Bilingual value;
    const Clause* clause = nullptr;  ///< nullptr: that of the component, or of the scoring
};

/// Of one component, in short: weight, marks, rounding; what is open is left out.
[[nodiscard]] std::vector<ScoringFact> component_facts(const Standard& standard,
                                                       const Component& component);

/// What the component is computed from: its items or its ratio.
[[nodiscard]] std::vector<ScoringFact> part_facts(const Component& component);

/// How long certificates are in force.
[[nodiscard]] std::vector<ScoringFact> validity_facts(const Validity& validity);

/// Of the total, of words in place of points and of resits.
[[nodiscard]] std::vector<ScoringFact> total_facts(const Standard& standard);

/// `half-up to 1 place`
[[nodiscard]] Bilingual describe_rounding(const Rounding& rounding);

}  // namespace certrec
