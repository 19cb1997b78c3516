/// \file
/// check-eligibility for subjects other than people: do sessions, or venues, keep the rules?
/// Private to the tool.
#pragma once

#include <string>

#include "cli.hpp"
#include "input.hpp"

namespace certrec::cli {

/// The options of check-eligibility, as given; an option that was not given is empty.
struct SubjectOptions {
    std::string subject;  ///< session or venue
    std::string rows;
    std::string standard;
    std::string evidence;
    std::string level;
    std::string as_of;
    std::string require;
    InputOptions input;
    OutputOptions output;
};

/// Writes each row of the input with `compliance`, `clauses` and `reasons`. Throws UsageError for
/// an option that is not for that subject.
[[nodiscard]] ExitStatus check_subjects(Context& context, const SubjectOptions& options);

}  // namespace certrec::cli
