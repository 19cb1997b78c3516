/// \file
/// How does a person read a standard? Its rules with their clauses, in either language.
#pragma once

#include <string>

#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// The whole standard as text of at most about 100 columns.
[[nodiscard]] std::string show_standard(const Standard& standard, Language language);

}  // namespace certrec
