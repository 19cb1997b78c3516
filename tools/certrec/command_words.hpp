/// \file
/// What is each word of a command line, before anything is parsed? For completion, which sees
/// lines that are not finished, and for defaults, which yield to what the line states. Private to
/// the tool.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli11_fwd.hpp"

namespace certrec::cli {

/// `certrec help COMMAND`, which is no command of its own.
inline constexpr std::string_view kHelp = "help";

struct CommandWords {
    const CLI::App* command = nullptr;  ///< the innermost that is named, else the program
    /// With their values; a flag has none, but `=` and what follows if that stands behind it.
    std::vector<std::pair<const CLI::Option*, std::string>> options;
    std::vector<std::string> operands;
    const CLI::Option* awaiting = nullptr;  ///< the option whose value would be the next word
    bool only_operands = false;             ///< `--` was met
    std::vector<std::string> unknown;       ///< what looks like an option and is none

    [[nodiscard]] bool has(const CLI::Option* option) const;
    /// The value that the line gives the command's long option `name`; empty if it gives none.
    [[nodiscard]] std::string value_of(std::string_view name) const;
};

/// `words` without the program's name.
[[nodiscard]] CommandWords read_command_words(const CLI::App& program,
                                              std::span<const std::string> words);

/// Whether the words ask for the help of the command, wherever --help stands.
[[nodiscard]] bool asks_help(const CommandWords& words);

/// The words in an order that leaves nothing to be guessed: each command with its own options
/// behind it, then `--` and the operands. No operand can be taken for a command.
[[nodiscard]] std::vector<std::string> ordered_words(const CommandWords& words);

/// The options that may stand after `command`: its own, then those of the commands it belongs to.
[[nodiscard]] std::vector<const CLI::Option*> options_of(const CLI::App& command);

[[nodiscard]] bool takes_value(const CLI::Option& option);

}  // namespace certrec::cli
