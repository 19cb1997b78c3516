/// \file
/// What kind of word does an option take? As its placeholder in the help says, so that help,
/// completion and configuration cannot differ. Private to the tool.
#pragma once

#include <string>
#include <vector>

#include "cli11_fwd.hpp"

namespace certrec::cli {

enum class ValueKind {
    none,      ///< a flag
    choice,    ///< one of a few words: csv|json
    standard,  ///< an id, or a TOML file
    level,     ///< of the standard
    column,    ///< of the input
    columns,   ///< several, with commas between
    file,
    folder,
    other,  ///< a number, a day, a name ...
};

/// Of an option or an operand.
[[nodiscard]] ValueKind value_kind(const CLI::Option& option);

/// What stands for the value in the help: FILE, or csv|json.
[[nodiscard]] std::string placeholder_of(const CLI::Option& option);

/// The words of a choice, in the order of the help; none for other kinds.
[[nodiscard]] std::vector<std::string> choices_of(const CLI::Option& option);

}  // namespace certrec::cli
