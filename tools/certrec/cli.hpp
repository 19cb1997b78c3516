/// \file
/// The whole program: runs the command that the command line asks for, and says how it ended.
#pragma once

#include <string>
#include <vector>

#include "command_line.hpp"
#include "context.hpp"
#include "input.hpp"
#include "output.hpp"
#include "values.hpp"

namespace certrec::cli {

/// Parses the command line, runs the command, turns what it throws into messages and an exit
/// status.
[[nodiscard]] int run_program(int argc, const char* const* argv, SaltSource salts = pooled_salts());

/// The same with a context of the caller's; `arguments` without the program's name.
[[nodiscard]] ExitStatus run(std::vector<std::string> arguments, Context& context);

}  // namespace certrec::cli
