/// \file
/// How are verdicts said in words? The reasons that stand in output rows, in either language.
#pragma once

#include <span>
#include <string>

#include "certrec/base/language.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

/// Why the result is not a pass: each component that decided it, with score, mark and clause. Empty
/// for a pass. Appends to `text`, which is the cheapest for a million rows.
/// Requires: `scores` are those that were graded.
void append_reasons(std::string& text, const Standard& standard, const Result& result,
                    std::span<const Score> scores, Language language);

/// The points that are outside [0, full mark], as a message.
/// Requires: `points` is negative or above component.full_mark.
[[nodiscard]] Bilingual describe_mark_fault(const Component& component, Decimal points);

}  // namespace certrec
