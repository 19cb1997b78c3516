/// \file
/// What does one standard say that another does not? Two editions, value by value.
#pragma once

#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// One thing that a standard states.
struct StatedValue {
    /// What it is: "level 3, training". The routes of a level are counted, since their clauses are
    /// numbered anew from edition to edition.
    Bilingual what;
    std::string value;   ///< in the language that was asked for
    std::string clause;  ///< number; empty where the text has none
};

/// All that the standard states, in the order in which `standard show` shows it.
[[nodiscard]] std::vector<StatedValue> list_values(const Standard& standard, Language language);

/// One row for each value that only one of the two states, or that they state differently, in the
/// order of `after`, what only `before` states at the end.
[[nodiscard]] Table diff_standards(const Standard& before, const Standard& after,
                                   Language language);

}  // namespace certrec
