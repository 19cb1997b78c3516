/// \file
/// What makes a shell complete certrec's command lines? The files in completion/, embedded. Private
/// to the tool.
#pragma once

#include <string_view>

namespace certrec::cli {

/// `shell` is bash, zsh or fish.
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace certrec::cli
