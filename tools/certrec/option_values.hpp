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

/// Choices of which the words have other spellings, too: those of parse_text_encoding, and of
/// parse_separator.
inline constexpr const char* kEncodingWords = "utf-8|gb18030|gbk|utf-16";
inline constexpr const char* kSeparatorWords = "comma|semicolon|tab|bar";

/// Whether the option takes that word: any, if it is no choice.
[[nodiscard]] bool takes_choice(const CLI::Option& option, const std::string& word);

}  // namespace certrec::cli
