/// \file
/// `certrec standard template`: files to fill in. Private to the tool.
#pragma once

#include <CLI/CLI.hpp>

#include "command_line.hpp"
#include "say.hpp"

namespace certrec::cli {

/// Declares the command under `standard`.
void add_standard_template(CLI::App& standard, Action& action, const Say& say);

}  // namespace certrec::cli
