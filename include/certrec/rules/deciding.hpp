/// \file
/// Which components decided an outcome that is already known, and by which clause? For those who
/// count results rather than grade.
#pragma once

#include <span>
#include <string_view>

#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// The components that decided `outcome`: of a fail those that are not where they have to be (none
/// means that the total decided), of absent, disqualified and pending those with that word. Empty
/// for every other outcome.
/// Requires: what counted for each component; points that are no decimal may be rounded to more
/// digits than a mark has.
[[nodiscard]] ComponentSet deciding_components(const Standard& standard, Outcome outcome,
                                               std::span<const Score> counted);

/// The clause by which a component has to reach its mark.
[[nodiscard]] const Clause& clause_of_marks(const Standard& standard);

/// The clause by which the total has to reach its mark. Requires: the weighted scheme.
[[nodiscard]] const Clause& clause_of_total(const Standard& standard);

/// The least total that is not a fail; none where the scheme has no total, or it is open.
[[nodiscard]] std::optional<Decimal> mark_of_total(const Standard& standard);

/// The clause on words in place of points; nullptr if the text has none.
[[nodiscard]] const Clause* clause_of_words(const Standard& standard);

}  // namespace certrec
