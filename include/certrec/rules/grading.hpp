/// \file
/// Grading: what do these scores come to under this standard?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <bitset>
#include <span>
#include <string>
#include <vector>

#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// Components by their place in Standard::components.
using ComponentSet = std::bitset<kMaxComponents>;

struct Result {
    Outcome outcome = Outcome::pending;
    /// The components that decided it: below their mark, absent, disqualified, not yet scored, or
    /// with points outside [0, full mark]. Empty for a pass.
    ComponentSet components;
};

/// The conjunctive scheme: every component at its pass mark or above passes; scores are compared
/// exactly, never rounded. If components differ, the first of these decides: points outside
/// [0, full mark] (invalid), disqualified, absent, pending, below the mark (fail).
/// Requires: one score for each of the standard's components, in their order.
[[nodiscard]] Result grade(const Standard& standard, std::span<const Score> scores) noexcept;

/// The open values without which nobody can be graded by the standard; none if all can. The
/// weighted scheme lacks its minimums and bands so far.
[[nodiscard]] std::vector<std::string> values_open_for_grading(const Standard& standard);

}  // namespace certrec
