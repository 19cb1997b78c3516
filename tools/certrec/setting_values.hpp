/// \file
/// Which keys has a table of the configuration, and what may stand there? Private to the tool.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "cli11_fwd.hpp"
#include "records/toml.hpp"

namespace certrec::cli {

/// The name of the key that sets the option; empty if none does.
[[nodiscard]] std::string key_of(const CLI::Option& option);

/// The options that a table for `command` sets: those that may stand after it, and those that the
/// commands below it require.
[[nodiscard]] std::vector<CLI::Option*> settable_options(CLI::App& command);

struct SettingFault {
    Bilingual message;
    Bilingual hint;
};

/// What is wrong with the words as the option's values.
[[nodiscard]] std::optional<SettingFault> find_fault(CLI::Option& option,
                                                     const std::vector<std::string>& values);

/// The words of a command line that say the same as the value; nothing if it is of a type that the
/// option cannot have. Files and folders are meant from `folder`, or from `home` after `~/`.
[[nodiscard]] std::optional<std::vector<std::string>> words_of(const CLI::Option& option,
                                                               const toml::node& value,
                                                               const std::string& folder,
                                                               const std::string& home);

/// What words_of takes for the option.
[[nodiscard]] Bilingual wanted_type(const CLI::Option& option);

}  // namespace certrec::cli
