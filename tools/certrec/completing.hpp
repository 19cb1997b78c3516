/// \file
/// How can the word go on that is being typed in a shell? The scripts that `certrec completion`
/// prints ask it, with `certrec complete SHELL WORD...`. Private to the tool.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli11_fwd.hpp"
#include "configuration.hpp"
#include "context.hpp"

namespace certrec::cli {

/// The first word of a command line that asks to complete another one.
inline constexpr std::string_view kComplete = "complete";

/// The answer to a shell's script. `words` are the name of the shell and the words of the line up
/// to the cursor, without the program's name; the last may be empty.
///
/// The first line says what the shell adds by itself: `files`, `folders` or `toml` (files of that
/// name), and `open` if no space belongs after the word. A line for each candidate follows: the
/// word, then, but for bash, a tab and its description in the language of messages. Opens the
/// standard and the files that the line names if they are files, as the command would, and nothing
/// that one could wait for. Whatever is wrong, there are only fewer candidates, and what `context`
/// is told of it.
[[nodiscard]] std::string complete(const CLI::App& program, std::span<const std::string> words,
                                   const std::optional<Configuration>& configuration,
                                   Context& context);

}  // namespace certrec::cli
