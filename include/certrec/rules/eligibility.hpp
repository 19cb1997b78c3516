/// \file
/// Eligibility: may this candidate apply for this level on this day?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

enum class Eligibility { eligible, ineligible, undetermined, invalid };

[[nodiscard]] std::string_view format_eligibility(Eligibility eligibility);
[[nodiscard]] std::optional<Eligibility> parse_eligibility(std::string_view word);

/// Kleene's three truth values, in their order: the truth of "all" is the least of its parts, that
/// of "any" the greatest. `unknown` means that a record exists but lacks the value that decides.
enum class Truth { no, unknown, yes };

/// What evaluating one condition found. Points into the standard that was asked.
struct Finding {
    const Condition* condition = nullptr;
    Truth truth = Truth::no;
    /// Of a TrainingCondition: the hours that count for sure, cut off after six places (`truth` is
    /// exact).
    Decimal hours;
    /// Of AllOf and AnyOf: the parts, in their order.
    std::vector<Finding> parts;
};

struct RouteFinding {
    const Route* route = nullptr;
    Finding finding;
};

struct TrainingFinding {
    const Training* training = nullptr;
    Truth truth = Truth::no;
    Decimal hours;
};

/// The verdict and its grounds. Every route is always evaluated whole.
struct EligibilityVerdict {
    Eligibility eligibility = Eligibility::ineligible;
    /// The first route that holds, if the verdict is eligible.
    const Route* route = nullptr;
    /// The training beside the routes, if it is binding.
    std::optional<TrainingFinding> training;
    std::vector<RouteFinding> routes;
    /// If the verdict is not eligible: the first later day on which it would be, if nothing changes
    /// but the day.
    std::optional<Date> earliest_on;
};

/// May the candidate with this evidence apply for `level` of `standard` on `as_of`?
///
/// Evidence dated after `as_of` does not count. A certificate counts from the day of its issue
/// until its last valid day, both inclusive. Training hours are the sum over rows of this standard
/// and level in an accepted mode. Never Eligibility::invalid.
///
/// Requires: `level` belongs to `standard`; both outlive the verdict.
///
/// O(evidence rows), times the number of dates after `as_of` in the evidence if not eligible.
[[nodiscard]] EligibilityVerdict check_eligibility(const Dossier& dossier, const Standard& standard,
                                                   const Level& level, Date as_of);

}  // namespace certrec
