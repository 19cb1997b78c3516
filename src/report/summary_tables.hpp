/// \file
/// How do the tables of a summary look, and what is drawn of them? Private.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "certrec/report/summary.hpp"

namespace certrec {

/// What is said of the points of one part in one group.
struct PointsFigures {
    std::uint64_t count = 0;
    std::optional<Decimal> mean;
    std::optional<Decimal> deviation;
    std::array<std::optional<Decimal>, 5> quartiles;  // the least value first, the greatest last

    PointsFigures() = default;
    explicit PointsFigures(const Distribution& points);
    /// Leaves only how many there are.
    void hide();
};

/// What is said of one group.
struct GroupFigures {
    std::vector<std::string> labels;  // of its columns
    std::array<std::uint64_t, kOutcomes> verdicts{};
    std::uint64_t candidates = 0;
    std::map<VerdictReason, std::uint64_t> reasons;
    std::vector<PointsFigures> points;

    GroupFigures(std::vector<std::string> labels, const GroupTally& tally);
};

/// Groups in the order in which they are shown.
struct ShownGroups {
    std::vector<std::string> columns;  // their ids
    std::vector<GroupFigures> groups;
    std::optional<GroupFigures> total;  // of two or more
    std::vector<Bilingual> notes;       // on groups that are not shown by themselves
    bool any_hidden_points = false;
};

/// Counts, rates, means: a row for each group.
[[nodiscard]] Section verdicts_section(const SummaryPlan& plan, const ShownGroups& shown);

/// A row for each group and reason.
[[nodiscard]] Section reasons_section(const SummaryPlan& plan, const ShownGroups& shown,
                                      Language language);

/// How the points of one part lie in each group.
[[nodiscard]] Section points_section(const SummaryPlan& plan, std::size_t part,
                                     const ShownGroups& shown);

/// How many candidates have points in each class.
[[nodiscard]] Section classes_section(const ScoredPart& part, const Distribution& points);

/// How rates and means went over the years.
[[nodiscard]] Section years_section(const SummaryPlan& plan, const ShownGroups& shown);

}  // namespace certrec
