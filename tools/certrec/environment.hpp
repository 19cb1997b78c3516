/// \file
/// What does the environment say? Private to the tool.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec::cli {

/// Variables by name.
using Variables = std::map<std::string, std::string, std::less<>>;

/// Those of this process.
[[nodiscard]] Variables environment_variables();

/// The variable's value; empty if it is not set.
[[nodiscard]] std::string_view value_of(const Variables& variables, std::string_view name);

/// The variable that decides on the language, among LC_ALL, LC_MESSAGES and LANG: the first that is
/// set and not empty (POSIX). Empty if there is none.
[[nodiscard]] std::string_view language_variable(const Variables& variables);

/// The language that it asks for. The locale need not be installed.
[[nodiscard]] Language language_of(const Variables& variables);

/// Whether messages may be coloured: not with NO_COLOR (no-color.org); with CLICOLOR_FORCE; else on
/// a terminal, unless CLICOLOR is 0 (bixense.com/clicolors) or TERM is dumb.
[[nodiscard]] bool suits_colour(const Variables& variables, bool is_terminal);

}  // namespace certrec::cli
