/// \file
/// Which configuration files are there? Private to the tool.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "environment.hpp"

namespace certrec::cli {

/// Names the file, like --config.
inline constexpr std::string_view kConfigVariable = "CERTREC_CONFIG";

struct ConfigPlace {
    std::string path;
    bool is_demanded = false;  ///< it was named, so that it must be there
};

/// Where configuration is looked for, the first before the next: the file that `named` (--config),
/// else kConfigVariable names, none if that is `none`; else the user's file below XDG_CONFIG_HOME
/// or HOME (XDG Base Directory Specification), then `system_file`, if there is one.
[[nodiscard]] std::vector<ConfigPlace> config_places(const Variables& variables,
                                                     std::string_view named,
                                                     const std::string& system_file);

}  // namespace certrec::cli
