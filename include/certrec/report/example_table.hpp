/// \file
/// What do the files for a standard look like? A header and one row that shows what the cells hold.
#pragma once

#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/records/column_names.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// The row keeps the rules that the standard states and is plainly invented: candidate EXAMPLE-1,
/// with a passport.
struct ExampleTable {
    struct Column {
        Bilingual name;   ///< either is read
        Bilingual value;  ///< likewise
    };
    TableKind kind = TableKind::applications;
    std::vector<Column> columns;
};

/// An application for the lowest level.
[[nodiscard]] ExampleTable example_applications(const Standard& standard);

/// A table for each kind of evidence that some condition of the standard looks at, by its name;
/// none if none does. What is in them is what the first condition of its sort asks for, those of
/// the lowest level first, or one of it where several are asked for.
[[nodiscard]] std::vector<ExampleTable> example_evidence(const Standard& standard);

/// Scores of what each component is computed from, or of the component where that is nothing; with
/// the attempt and its day if the standard has a rule on resits. Throws Refusal if it states no
/// components.
[[nodiscard]] ExampleTable example_scores(const Standard& standard);

/// A sitting of the first component. Throws Refusal if there is none.
[[nodiscard]] ExampleTable example_sessions(const Standard& standard);

/// Throws Refusal if the standard states no venue rules.
[[nodiscard]] ExampleTable example_venues(const Standard& standard);

}  // namespace certrec
