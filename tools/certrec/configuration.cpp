#include "configuration.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "base/compose.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/text.hpp"
#include "company.hpp"
#include "setting_values.hpp"

namespace certrec::cli {

namespace {

using Source = std::map<SettingKey, Setting>;

constexpr std::string_view kPrefix = "CERTREC_";

std::vector<CLI::App*> commands_below(CLI::App& command) {
    return command.get_subcommands([](CLI::App*) { return true; });
}

/// Puts into `known` which variables there could be.
void read_variables(CLI::App& command, const Variables& variables, Source& source,
                    std::vector<std::string>& known) {
    for (CLI::Option* const option : settable_options(command)) {
        const SettingKey key{table_of(command), key_of(*option)};
        const std::string name = variable_of(key);
        known.push_back(name);
        const std::string value(value_of(variables, name));
        if (value.empty()) continue;
        if (const auto fault = find_fault(*option, {value})) {
            throw UsageError(
                compose("{0}: {1}", "{0}：{2}", name, fault->message.en, fault->message.zh),
                fault->hint);
        }
        source[key] = {{value}, name};
    }
    for (CLI::App* const below : commands_below(command)) {
        read_variables(*below, variables, source, known);
    }
}

/// Whether a variable is named as if it set an option; most people have none.
bool has_settings(const Variables& variables) {
    return std::any_of(variables.begin(), variables.end(), [](const auto& variable) {
        return variable.first.starts_with(kPrefix) && variable.first != kConfigVariable;
    });
}

std::vector<Diagnostic> find_idle_variables(const Variables& variables,
                                            const std::vector<std::string>& known) {
    std::vector<Diagnostic> idle;
    for (const auto& [name, value] : variables) {
        if (!name.starts_with(kPrefix) || name == kConfigVariable) continue;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto likely = nearest(name, known);
        idle.push_back(
            {Severity::warning,
             {},
             compose("the variable {} sets nothing", "变量 {} 不设置任何选项", shown(name)),
             likely ? compose("is {} meant?", "是否指 {}？", *likely) : Bilingual{}});
    }
    return idle;
}

class FileReading {
  public:
    FileReading(std::string file, std::string home)
        : file_(std::move(file)),
          home_(std::move(home)),
          folder_(std::filesystem::absolute(file_).parent_path().string()) {}

    void read(CLI::App& command, const toml::table& table) {
        const auto options = settable_options(command);
        for (const auto& [key, value] : table) {
            const std::string name(key.str());
            const auto below = commands_below(command);
            const auto inner = std::find_if(below.begin(), below.end(), [&](const CLI::App* one) {
                return one->get_name() == name;
            });
            const auto option =
                std::find_if(options.begin(), options.end(),
                             [&](const CLI::Option* one) { return key_of(*one) == name; });
            if (inner != below.end() && value.is_table()) {
                read(**inner, *value.as_table());
            } else if (option != options.end()) {
                set(command, **option, value);
            } else if (inner != below.end()) {
                report(place(value), {compose("'{}' must be a table", "“{}”应为表", name), {}});
            } else {
                report(place(key), describe_unknown(command, name));
            }
        }
    }

    /// In the order of the file, which a TOML table does not keep.
    [[nodiscard]] std::vector<Diagnostic> faults() const {
        std::vector<Diagnostic> faults = faults_;
        std::sort(faults.begin(), faults.end(), [](const Diagnostic& one, const Diagnostic& other) {
            return std::pair(one.location.line, one.location.column) <
                   std::pair(other.location.line, other.location.column);
        });
        return faults;
    }
    [[nodiscard]] Source take_settings() && { return std::move(settings_); }

  private:
    void set(const CLI::App& command, CLI::Option& option, const toml::node& value) {
        const std::string name = key_of(option);
        auto words = words_of(option, value, folder_, home_);
        if (!words) {
            const Bilingual wanted = wanted_type(option);
            const Bilingual message{fmt::format("'{}' must be {}", name, wanted.en),
                                    fmt::format("“{}”应为{}", name, wanted.zh)};
            report(place(value), {message, {}});
        } else if (const auto fault = find_fault(option, *words)) {
            report(place(value), *fault);
        } else {
            const Location at = place(value);
            settings_[{table_of(command), name}] = {
                *std::move(words), fmt::format("{}:{}:{}", at.file, at.line, at.column)};
        }
    }

    [[nodiscard]] SettingFault describe_unknown(CLI::App& command, const std::string& name) const {
        if (find_named(command, name, [](const CLI::Option& one) { return key_of(one).empty(); })) {
            return {compose("'{}' cannot be set in a file", "“{}”不能在配置文件中设置", name),
                    compose("give it on the command line", "请在命令行中给出")};
        }
        std::vector<std::string> known;
        for (const CLI::Option* const option : settable_options(command)) {
            known.push_back(key_of(*option));
        }
        for (const CLI::App* const below : commands_below(command)) {
            known.push_back(below->get_name());
        }
        const Bilingual message = compose("unknown key '{}'", "未知的键“{}”", shown(name));
        if (const CLI::App* const owner = find_named(
                command, name, [](const CLI::Option& one) { return !key_of(one).empty(); })) {
            return {message, compose("it belongs in a table of the command, such as [{}]",
                                     "应放在命令的表中，如 [{}]", table_of(*owner))};
        }
        const auto likely = nearest(name, known);
        return {message, likely ? compose("is '{}' meant?", "是否指“{}”？", *likely) : Bilingual{}};
    }

    /// The first command, of `command` and those below it, that has an option of that name.
    template <typename Predicate>
    [[nodiscard]] CLI::App* find_named(CLI::App& command, const std::string& name,
                                       const Predicate& holds) const {
        for (const CLI::Option* const option : command.get_options()) {
            if (option->nonpositional() && option->check_lname(name) && holds(*option)) {
                return &command;
            }
        }
        for (CLI::App* const below : commands_below(command)) {
            if (CLI::App* const owner = find_named(*below, name, holds)) return owner;
        }
        return nullptr;
    }

    template <typename Node>
    [[nodiscard]] Location place(const Node& node) const {
        return {file_, node.source().begin.line, node.source().begin.column};
    }

    void report(const Location& at, const SettingFault& fault) {
        faults_.push_back({Severity::error, at, fault.message, fault.hint});
    }

    std::string file_;
    std::string home_;
    std::string folder_;
    Source settings_;
    std::vector<Diagnostic> faults_;
};

Source read_config_file(CLI::App& program, const Context& context, const std::string& path) {
    const auto table = parse_toml(read_file(path, kMaxTomlBytes), path, context.sink());
    FileReading reading(path, std::string(value_of(context.variables, "HOME")));
    if (table) reading.read(program, *table);
    const std::vector<Diagnostic> faults = reading.faults();
    for (const Diagnostic& fault : faults) context.report(fault);
    if (!table || !faults.empty()) {
        throw Refusal(compose("{} cannot be used", "{} 无法使用", shown(path, 400)),
                      compose("--config none does without", "--config none 可不使用配置文件"));
    }
    return std::move(reading).take_settings();
}

/// A file that nobody named stops nothing: services have a home that is not theirs.
bool can_read(const std::string& path, const Context& context) {
    if (::access(path.c_str(), R_OK) == 0) return true;
    if (errno != ENOENT && errno != ENOTDIR) {
        context.report(
            {Severity::warning,
             {path, 0, 0},
             SystemFailure(compose("cannot be read, and is left aside", "无法读取，已忽略"), errno)
                 .diagnostic()
                 .message,
             compose("--config none does without", "--config none 可不使用配置文件")});
    }
    return false;
}

bool is_false(const Setting& setting) {
    return setting.values == std::vector<std::string>{"false"};
}

/// Defaults of one command, while it is found out which of them go with what is stated.
class Defaults {
  public:
    Defaults(const Configuration& configuration, const CommandWords& words) : words_(words) {
        for (const CLI::Option* const option : options_of(*words.command)) {
            if (key_of(*option).empty() || words.has(option)) continue;
            const Setting* const setting = configuration.find(*words.command, *option);
            if (setting != nullptr && !is_false(*setting)) settings_[option] = setting;
        }
        while (drop_one()) {
        }
    }

    [[nodiscard]] const Setting* find(const CLI::Option* option) const {
        const auto found = settings_.find(option);
        return found == settings_.end() ? nullptr : found->second;
    }

  private:
    bool drop_one() {
        const auto misfit = std::find_if(settings_.begin(), settings_.end(), [&](const auto& one) {
            const auto excluded = one.first->get_excludes();
            const auto needed = one.first->get_needs();
            return !goes_with(words_, *one.first, one.second->values) ||
                   std::any_of(excluded.begin(), excluded.end(),
                               [&](const CLI::Option* other) { return words_.has(other); }) ||
                   !std::all_of(needed.begin(), needed.end(), [&](const CLI::Option* other) {
                       return words_.has(other) || find(other) != nullptr;
                   });
        });
        if (misfit == settings_.end()) return false;
        settings_.erase(misfit);
        return true;
    }

    const CommandWords& words_;
    std::map<const CLI::Option*, const Setting*> settings_;
};

void give(CLI::App& command, const Defaults& defaults, CompleteCall& complete) {
    for (CLI::Option* const option : command.get_options()) {
        const Setting* const setting = defaults.find(option);
        if (setting == nullptr) continue;
        option->add_result(setting->values);
        for (const std::string& value : setting->values) {
            complete.words.options.emplace_back(option, takes_value(*option) ? value : "");
        }
        complete.defaults.push_back(fmt::format("--{} ({})", key_of(*option), setting->origin));
    }
    for (CLI::App* const below : commands_below(command)) give(*below, defaults, complete);
}

}  // namespace

std::string table_of(const CLI::App& command) {
    if (command.get_parent() == nullptr) return {};
    const std::string above = table_of(*command.get_parent());
    return above.empty() ? command.get_name() : above + "." + command.get_name();
}

std::string variable_of(const SettingKey& key) {
    std::string name =
        std::string(kPrefix) + (key.first.empty() ? "" : key.first + "_") + key.second;
    for (char& c : name) {
        c = c == '-' || c == '.' ? '_'
                                 : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return name;
}

Configuration::Configuration(CLI::App& program, const Context& context,
                             std::string_view named_file) {
    if (has_settings(context.variables)) {
        std::vector<std::string> known;
        read_variables(program, context.variables, sources_.emplace_back(), known);
        idle_ = find_idle_variables(context.variables, known);
    }
    for (const ConfigPlace& place :
         config_places(context.variables, named_file, context.system_config)) {
        const bool is_there = place.is_demanded || can_read(place.path, context);
        files_.push_back({place.path, is_there});
        if (is_there) sources_.push_back(read_config_file(program, context, place.path));
    }
}

const Setting* Configuration::find(const CLI::App& command, const CLI::Option& option) const {
    const std::string name = key_of(option);
    for (const Source& source : sources_) {
        for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
            const bool is_own = at == &command;
            const bool is_of_program = !is_own && at->get_option_no_throw("--" + name) == &option;
            if (!is_own && !is_of_program && !option.get_required()) continue;
            const auto found = source.find({table_of(*at), name});
            if (found != source.end()) return &found->second;
        }
    }
    return nullptr;
}

bool is_configured(const Context& context, std::string_view named_file) {
    const auto places = config_places(context.variables, named_file, context.system_config);
    return has_settings(context.variables) ||
           std::any_of(places.begin(), places.end(), [](const ConfigPlace& place) {
               return place.is_demanded || ::access(place.path.c_str(), F_OK) == 0 ||
                      (errno != ENOENT && errno != ENOTDIR);
           });
}

std::string configured_language(const Context& context, std::string_view named_file) {
    const std::string_view variable = value_of(context.variables, variable_of({"", "lang"}));
    if (!variable.empty()) return std::string(variable);
    for (const ConfigPlace& place :
         config_places(context.variables, named_file, context.system_config)) {
        // What can be read only once is left to be read whole.
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(place.path, ignored)) continue;
        try {
            const auto table = parse_toml(read_file(place.path, kMaxTomlBytes), place.path,
                                          [](const Diagnostic&) {});
            if (!table) continue;
            if (const auto language = (*table)["lang"].value<std::string>()) return *language;
        } catch (const Error&) {
        }
    }
    return {};
}

CompleteCall apply_defaults(CLI::App& program, const Call& call) {
    CompleteCall complete{call.words};
    // The value of an option that waits for one is missing, whatever else holds.
    if (!call.configuration || call.words.awaiting != nullptr) return complete;
    give(program, Defaults(*call.configuration, call.words), complete);
    return complete;
}

}  // namespace certrec::cli
