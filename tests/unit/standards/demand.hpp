/// \file
/// What does a condition of a standard demand? For tests that know which kind it has to be.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "../catch.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::testing {

/// Fails the test if the condition demands something else.
template <typename Demand>
[[nodiscard]] const Demand& demand(const Condition& condition) {
    REQUIRE(std::holds_alternative<Demand>(condition.demand));
    return std::get<Demand>(condition.demand);
}

[[nodiscard]] inline std::vector<std::string> route_numbers(const Level& level) {
    std::vector<std::string> numbers;
    for (const Route& route : level.routes) numbers.push_back(route.clause.number);
    return numbers;
}

}  // namespace certrec::testing
