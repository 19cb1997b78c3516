/// \file
/// How is it said which rules a session or a venue does not keep? The clauses and reasons that
/// stand in output rows, in either language.
#pragma once

#include <string>

#include "certrec/base/language.hpp"
#include "certrec/rules/compliance.hpp"

namespace certrec {

/// The numbers of the clauses that are broken or cannot be decided, each once, in the order of the
/// findings, separated by "; ". Empty for a compliant verdict.
[[nodiscard]] std::string describe_clauses(const ComplianceVerdict& verdict);

/// Each finding with its clause: what was found and what is wanted. Empty for a compliant verdict.
[[nodiscard]] std::string describe_reasons(const ComplianceVerdict& verdict, Language language);

}  // namespace certrec
