/// \file
/// What does a command print, and how does it end? Runs the tool with strings for its streams.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli.hpp"

namespace certrec::testing {

struct Ran {
    cli::ExitStatus status;
    std::string output;
    std::string error;
};

/// Runs `certrec arguments...` with `input` on standard input, all three streams being pipes.
[[nodiscard]] inline Ran run(std::vector<std::string> arguments, std::string input = "",
                             Language messages = Language::en) {
    Ran ran{cli::ExitStatus::failed, {}, {}};
    cli::Context context;
    context.input = read_memory("-", std::move(input));
    context.output = write_memory(ran.output);
    context.error = write_memory(ran.error);
    context.message_language = messages;
    ran.status = cli::run(std::move(arguments), context);
    return ran;
}

}  // namespace certrec::testing
