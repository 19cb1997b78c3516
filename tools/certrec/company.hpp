/// \file
/// Which options have no use beside which others? Where that hangs on a value, or on the operands:
/// options that never go together say so where they are declared. Private to the tool.
#pragma once

#include <span>
#include <string>

#include "cli11_fwd.hpp"
#include "command_words.hpp"

namespace certrec::cli {

/// Whether the option can stand beside what the line states, with one of `values`; for none of them
/// this asks only what holds for every value. The command itself refuses what a line states
/// nevertheless, and says why.
[[nodiscard]] bool goes_with(const CommandWords& line, const CLI::Option& option,
                             std::span<const std::string> values);

}  // namespace certrec::cli
