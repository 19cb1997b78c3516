/// \file
/// How is grading said in words? The reasons that stand in output rows, in either language.
#pragma once

#include <span>
#include <string>

#include "certrec/base/language.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

/// Why the grading is not a pass: each component that decided it, with value, mark, by how much and
/// clause; a total that is too low likewise; who is demoted, or why nobody is. Empty for a pass and
/// for what is invalid. Appends to `text`, which is the cheapest for a million rows.
/// Requires: `components` are those that were judged.
void append_reasons(std::string& text, const Standard& standard, const Grading& grading,
                    std::span<const ComponentScore> components, const RowLevels& levels,
                    Language language);

/// Why scores cannot be graded.
[[nodiscard]] Bilingual describe_grading_fault(const Standard& standard,
                                               std::span<const ScoreColumn> columns,
                                               const GradingFault& fault);

/// The word in either language; empty for points.
[[nodiscard]] Bilingual describe_score_kind(ScoreKind kind);

/// The value that counts, or the word: `60`, `200/3`, `absent`; empty for what is pending.
void append_counted(std::string& text, const ComponentScore& score);

}  // namespace certrec
