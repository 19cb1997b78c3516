/// \file
/// What does the command line ask for? The commands, their options and their help. Private to the
/// tool.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "cli11_fwd.hpp"
#include "context.hpp"
#include "say.hpp"

namespace certrec::cli {

using Action = std::function<ExitStatus(Context&)>;

/// Declares one command and its options, with what `say` says of them; `action` receives what to
/// run when it was called.
using AddCommand = void (*)(CLI::App& app, Action& action, const Say& say);

/// Takes the command line apart. Help and version are answered here, and give a status; else what
/// is to be run is returned, and `context` is as the options want it. Throws UsageError.
[[nodiscard]] std::variant<ExitStatus, Action> parse_command_line(
    std::vector<std::string> arguments, Context& context);

}  // namespace certrec::cli
