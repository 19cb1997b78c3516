/// \file
/// Which clauses does a cell of `reasons` name? For those who count reasons.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/standards/standard.hpp"

namespace certrec {

/// A clause that a cell names, and whose session broke it, if it is about one.
struct NamedClause {
    std::optional<std::size_t> component;  ///< place in Standard::components
    std::string clause;

    friend auto operator<=>(const NamedClause&, const NamedClause&) = default;
};

/// The clauses of a cell in the form of certrec-files(5): several parts joined by `; ` (or `；`),
/// each beginning with the number of its clause and `: `, or with what session it is about and then
/// the clause, which holds for the parts after it, too. Each once, in order. A part that begins
/// with no clause is passed over. `standard` may be nullptr; with it, numbers of its routes and
/// training are known that do not look like one.
[[nodiscard]] std::vector<NamedClause> named_clauses(std::string_view reasons,
                                                     const Standard* standard);

}  // namespace certrec
