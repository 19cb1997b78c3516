/// \file
/// What stands in for options that the command line leaves out? Configuration files and variables
/// of the environment; certrec(1), CONFIGURATION. Private to the tool.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli11_fwd.hpp"
#include "command_words.hpp"
#include "config_files.hpp"
#include "context.hpp"

namespace certrec::cli {

/// A default, and where it comes from.
struct Setting {
    std::vector<std::string> values;  ///< as on a command line; of a flag, `true` or `false`
    std::string origin;               ///< `CERTREC_LANG`, or `file:line:column`
};

/// A table of the configuration, such as `report.summary`, or empty for the top; and an option.
using SettingKey = std::pair<std::string, std::string>;

/// All that is set, and by whom. It knows no option by name: whatever a command has, a key of its
/// table sets, unless the option says that it is not configurable; and a key further out sets it
/// for the commands that require it.
class Configuration {
  public:
    struct File {
        std::string path;
        bool is_there = false;
    };

    /// Reads the files that there are. Whatever is wrong with them is reported to `context` with
    /// its place; then this throws Refusal. Throws UsageError for a variable with a wrong value.
    Configuration(CLI::App& program, const Context& context, std::string_view named_file);

    /// Those that were looked for, the first before the next.
    [[nodiscard]] const std::vector<File>& files() const { return files_; }

    /// Variables that are named as if they set something, and set nothing.
    [[nodiscard]] const std::vector<Diagnostic>& idle_variables() const { return idle_; }

    /// What stands for the option where `command` is called without it, or nullptr.
    [[nodiscard]] const Setting* find(const CLI::App& command, const CLI::Option& option) const;

  private:
    using Source = std::map<SettingKey, Setting>;

    std::vector<Source> sources_;  // the first before the next
    std::vector<File> files_;
    std::vector<Diagnostic> idle_;
};

/// What is known of a command line before it is parsed.
struct Call {
    CommandWords words;
    std::optional<Configuration> configuration{};  ///< not where only help is asked for
};

/// `report.summary`; empty for the program.
[[nodiscard]] std::string table_of(const CLI::App& command);

/// The variable that sets the key: CERTREC_REPORT_SUMMARY_BY.
[[nodiscard]] std::string variable_of(const SettingKey& key);

/// Whether there may be a configuration: a file, even if it cannot be read, or a variable.
[[nodiscard]] bool is_configured(const Context& context, std::string_view named_file);

/// The language that is set for all commands, before anything else is known of them; empty if none
/// is. What is wrong with a file is left for Configuration to tell.
[[nodiscard]] std::string configured_language(const Context& context, std::string_view named_file);

/// A command line with what stands for the options that it leaves out.
struct CompleteCall {
    CommandWords words;
    std::vector<std::string> defaults{};  ///< such as `--lang (CERTREC_LANG)`
};

/// Gives the options that the call leaves out their defaults. One that would not go with what the
/// call states is left alone.
[[nodiscard]] CompleteCall apply_defaults(CLI::App& program, const Call& call);

}  // namespace certrec::cli
