/// \file
/// What does the environment say? Private to the tool.
#pragma once

#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec::cli {

/// The variable's value; empty if it is not set.
[[nodiscard]] std::string_view environment(const char* name);

/// The language of LC_ALL, LC_MESSAGES or LANG: the first that is set and not empty decides
/// (POSIX). The locale need not be installed.
[[nodiscard]] Language environment_language();

}  // namespace certrec::cli
