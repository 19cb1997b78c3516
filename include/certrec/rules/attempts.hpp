/// \file
/// What do several attempts at one level come to together?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// One attempt of one candidate at one level, scored without fault.
struct Attempt {
    std::optional<std::int64_t> number;
    std::optional<Date> held_on;
    std::span<const ComponentScore> components;
    RowLevels levels;
};

/// Whether `a` comes before `b`: by their numbers, else by their days.
/// Requires: both have a number, or both a day.
[[nodiscard]] bool is_earlier(const Attempt& a, const Attempt& b);

struct AttemptsResult {
    Grading grading;
    /// What counted, in the order of Standard::components, and the attempt of each, as its place
    /// among those that were given.
    std::vector<ComponentScore> components;
    std::vector<std::size_t> used;
};

/// What the attempts come to together by the standard's rule:
/// - best: pass before fail, pending, absent, disqualified; among passes the higher level, then the
///   higher total; among fails the fewest components below their mark; of equal ones the earliest;
/// - latest: the last one;
/// - components: at each attempt a component counts as scored there if it reaches its mark; else as
///   it last reached it, if that is still kept; else as scored there, or if it was not sat then, as
///   it last stood. The first attempt that so becomes a pass decides, else the last.
/// Requires: at least one attempt, in order; a rule other than `each`; with a period for which
/// components are kept, a day for each attempt.
[[nodiscard]] AttemptsResult decide_attempts(const Standard& standard, const Grader& grader,
                                             std::span<const Attempt> attempts);

}  // namespace certrec
