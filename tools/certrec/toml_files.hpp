/// \file
/// Which TOML files are in a folder? Private to the tool.
#pragma once

#include <string>
#include <vector>

namespace certrec::cli {

/// The paths of the files in the folder, not below it, whose name ends in .toml, by name; hidden
/// ones, folders, pipes and devices are left out. Throws Refusal if there is no such folder,
/// SystemFailure if it cannot be read.
[[nodiscard]] std::vector<std::string> toml_files_in(const std::string& folder);

}  // namespace certrec::cli
