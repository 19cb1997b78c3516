/// \file
/// Where does a command read from? Private to the tool.
#pragma once

#include <span>
#include <string>

#include "certrec/base/io.hpp"
#include "context.hpp"

namespace certrec::cli {

/// Opens `path`, or standard input for `-`. Throws UsageError if standard input is a terminal:
/// certrec never waits for one.
[[nodiscard]] ByteSource open_input(Context& context, const std::string& path);

/// Throws UsageError if more than one of the paths is `-`: before anything is read.
void refuse_double_standard_input(std::span<const std::string> paths);

}  // namespace certrec::cli
