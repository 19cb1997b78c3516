/// \file
/// On which later day will a verdict be another? Private to the rules of eligibility.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "certrec/rules/eligibility.hpp"
#include "rules/day_findings.hpp"

namespace certrec {

/// Space that is used again.
struct SearchSpace {
    DaySpace day;
    EligibilityVerdict later;  // what holds on a later day
    std::vector<Date> changes;
    std::vector<Date> days_to_try;
};

/// Whether a verdict, of Notes::truths, is what is looked for.
using Holds = std::function<bool(const EligibilityVerdict&)>;

/// The first day after `as_of` on which it holds, if nothing changes but the day.
[[nodiscard]] std::optional<Date> first_day_after(Date as_of, const Question& question,
                                                  SearchSpace& space, const Holds& holds);

}  // namespace certrec
