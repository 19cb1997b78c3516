/// \file
/// Do a candidate's records meet the conditions of a level on a day? Private: the conditions, one
/// after the other; the day on which they will be met is not looked for here.
#pragma once

#include "certrec/rules/eligibility.hpp"
#include "rules/day_findings.hpp"

namespace certrec {

/// Fills `verdict`, all but its earliest_on, which is none then. `space` is used again.
void evaluate(const Question& question, Date as_of, Notes notes, DaySpace& space,
              EligibilityVerdict& verdict);

}  // namespace certrec
