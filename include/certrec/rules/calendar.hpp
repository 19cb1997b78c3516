/// \file
/// Calendar: was this assessment held when the standard says, and who stayed away when they must
/// not? Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <span>
#include <string>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

struct CalendarFindings {
    /// The assessment takes place in none of its rules' months; nullptr: it does, or there are no
    /// rules.
    const CalendarRule* outside = nullptr;
    /// Attendance was obligatory, and the candidate was absent.
    const CalendarRule* missed = nullptr;
};

/// `components` are those of the attempt itself: whoever has the word in one of them was absent,
/// however it counts. Findings change no outcome.
[[nodiscard]] CalendarFindings check_calendar(const Standard& standard, Date held_on,
                                              std::span<const ComponentScore> components);

/// Each finding with its clause. Empty if there is none.
[[nodiscard]] std::string describe_findings(const Standard& standard, Date held_on,
                                            const CalendarFindings& findings, Language language);

}  // namespace certrec
