/// \file
/// What of a level's conditions is known before any candidate comes? Private: the conditions in the
/// order in which they are evaluated, and what several of them ask for together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "certrec/rules/eligibility.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// Service that employment conditions count; those that share it differ in the months only.
struct ServiceWanted {
    OccupationScope occupations;
    ServiceCount count = ServiceCount::cumulative;
    /// Which of LevelPlan::certificates it has to come after, if any.
    std::optional<std::size_t> after;

    friend bool operator==(const ServiceWanted&, const ServiceWanted&) = default;
};

/// Service that has to reach so many months.
struct ServiceGoal {
    std::size_t service = 0;  ///< which of LevelPlan::services
    std::int64_t months = 0;

    friend bool operator==(const ServiceGoal&, const ServiceGoal&) = default;
};

struct LevelPlan {
    /// `of` outlives the plan.
    explicit LevelPlan(const Level& of);

    const Level* level;
    std::vector<RouteFinding> routes;
    /// The findings of all routes, with nothing found yet.
    std::vector<Finding> findings;
    /// For each finding: which of `certificates` or `services` its condition asks for.
    std::vector<std::size_t> asks_for;
    std::vector<const CertificateCondition*> certificates;  ///< each once
    std::vector<ServiceWanted> services;                    ///< each once
    std::vector<ServiceGoal> goals;                         ///< each once

  private:
    void add(const Condition& condition);
    std::size_t add_certificate(const CertificateCondition& wanted);
    std::size_t add_service(const EmploymentCondition& wanted);
};

}  // namespace certrec
