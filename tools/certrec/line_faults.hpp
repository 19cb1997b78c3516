/// \file
/// What is wrong with a command line? Private to the tool.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <span>
#include <string>

#include "command_words.hpp"
#include "say.hpp"

namespace certrec::cli {

/// Throws UsageError, with the likeliest word meant, at the first of these: a command that is
/// unknown or missing; an option that is unknown, has no value, an empty one or one that is none of
/// its words, or is there twice; an argument too many; an option or argument that is missing;
/// options that do not go together.
///
/// CLI11 finds the same, and a number that is none; but it speaks only English, and says it without
/// a remedy.
void refuse_line_faults(const CommandWords& words);

/// Throws UsageError at the first of those that concern options the line states.
void refuse_option_faults(const CommandWords& words);

/// The command that `path` names, such as `report summary`; the program for none. Throws UsageError
/// if there is none of that name.
[[nodiscard]] const CLI::App& require_command(const CLI::App& program,
                                              std::span<const std::string> path);

/// A whole number from `least` to `most`, for an option's value.
[[nodiscard]] CLI::Validator whole_number(std::uint64_t least, std::uint64_t most, const Say& say);

}  // namespace certrec::cli
