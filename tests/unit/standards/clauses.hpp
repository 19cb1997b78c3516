/// \file
/// Which clauses does a standard state?
#pragma once

#include <vector>

#include "certrec/standards/standard.hpp"

namespace certrec::testing {

/// All clauses of a standard, wherever they stand.
[[nodiscard]] inline std::vector<Clause> clauses_of(const Standard& standard) {
    std::vector<Clause> clauses;
    const auto add = [&clauses](const auto& clause) { clauses.push_back(clause); };
    const auto add_if = [&add](const auto& clause) {
        if (clause) add(*clause);
    };
    add_if(standard.related_clause);
    for (const Clause& function : standard.functions) add(function);
    for (const Level& level : standard.levels) {
        add(level.clause);
        if (level.training) add(level.training->clause);
        if (!level.routes.empty()) add(level.routes_clause);
        for (const Route& route : level.routes) {
            add(route.clause);
            for_each_condition(route.condition,
                               [&](const Condition& condition) { add_if(condition.clause); });
        }
    }
    for (const Component& component : standard.components) {
        add(component.clause);
        if (component.minutes) add(component.time_clause);
    }
    if (standard.scoring.scheme != Scheme::open) add(standard.scoring.clause);
    add_if(standard.scoring.minimums_clause);
    if (standard.scoring.demotion) add(standard.scoring.demotion->clause);
    for (const CalendarRule& rule : standard.calendar) add(rule.clause);
    for (const Staffing& staffing : standard.staffing) add(staffing.clause);
    for (const Equipment& equipment : standard.equipment) add(equipment.clause);
    if (standard.venue) {
        add(standard.venue->lease.clause);
        add(standard.venue->room.clause);
        add(standard.venue->fire_safety.clause);
        add(standard.venue->furnishing.clause);
    }
    for (const OpenValue& value : standard.open_values) add(value.clause);
    return clauses;
}

}  // namespace certrec::testing
