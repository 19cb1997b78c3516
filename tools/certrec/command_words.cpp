#include "command_words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

namespace certrec::cli {

namespace {

const CLI::App* find_command(const CLI::App& app, const std::string& name) {
    for (const CLI::App* const command : app.get_subcommands({})) {
        if (command->get_name() == name) return command;
    }
    return nullptr;
}

/// `name` with its dashes.
const CLI::Option* find_option(const CLI::App& command, const std::string& name) {
    for (const CLI::Option* const option : options_of(command)) {
        if (option->nonpositional() && option->check_name(name)) return option;
    }
    return nullptr;
}

/// From the program to `command`.
std::vector<const CLI::App*> commands_to(const CLI::App& command) {
    std::vector<const CLI::App*> path;
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) path.push_back(at);
    std::reverse(path.begin(), path.end());
    return path;
}

class Reading {
  public:
    explicit Reading(const CLI::App& program) { words_.command = &program; }

    void read(const std::string& word) {
        if (words_.awaiting != nullptr) {
            words_.options.emplace_back(words_.awaiting, word);
            words_.awaiting = nullptr;
        } else if (words_.only_operands || word == "-" || !word.starts_with('-')) {
            read_name_or_operand(word);
        } else if (word == "--") {
            words_.only_operands = true;
        } else if (word.starts_with("--")) {
            read_long(word);
        } else {
            read_short(word);
        }
    }
    [[nodiscard]] CommandWords result() && { return std::move(words_); }

  private:
    void read_name_or_operand(const std::string& word) {
        const CLI::App* const inner = find_command(*words_.command, word);
        if (inner != nullptr && words_.operands.empty() && !words_.only_operands) {
            words_.command = inner;
        } else {
            words_.operands.push_back(word);
        }
    }

    void read_long(const std::string& word) {
        const std::size_t equals = word.find('=');
        const CLI::Option* const option = find_option(*words_.command, word.substr(0, equals));
        if (option == nullptr) {
            words_.unknown.push_back(word);
            return;
        }
        if (equals != std::string::npos) {
            words_.options.emplace_back(option,
                                        word.substr(equals + (takes_value(*option) ? 1 : 0)));
        } else {
            take(*option);
        }
    }

    /// `-q`, `-o FILE`, `-oFILE`, `-qoFILE`.
    void read_short(const std::string& word) {
        for (std::size_t i = 1; i < word.size(); ++i) {
            const CLI::Option* const option = find_option(*words_.command, {'-', word[i]});
            if (option == nullptr) {
                words_.unknown.push_back(word);
                return;
            }
            if (takes_value(*option) && i + 1 < word.size()) {
                words_.options.emplace_back(option, word.substr(i + 1));
                return;
            }
            take(*option);
        }
    }

    void take(const CLI::Option& option) {
        if (takes_value(option)) {
            words_.awaiting = &option;
        } else {
            words_.options.emplace_back(&option, "");
        }
    }

    CommandWords words_;
};

}  // namespace

bool CommandWords::has(const CLI::Option* option) const {
    return std::any_of(options.begin(), options.end(),
                       [&](const auto& given) { return given.first == option; });
}

std::string CommandWords::value_of(std::string_view name) const {
    for (const auto& [option, value] : options) {
        if (option->check_lname(std::string(name))) return value;
    }
    return {};
}

CommandWords read_command_words(const CLI::App& program, std::span<const std::string> words) {
    Reading reading(program);
    for (const std::string& word : words) reading.read(word);
    return std::move(reading).result();
}

bool asks_help(const CommandWords& words) {
    const auto path = commands_to(*words.command);
    return std::any_of(path.begin(), path.end(),
                       [&](const CLI::App* command) { return words.has(command->get_help_ptr()); });
}

std::vector<std::string> ordered_words(const CommandWords& words) {
    std::vector<std::string> ordered;
    for (const CLI::App* const command : commands_to(*words.command)) {
        if (command->get_parent() != nullptr) ordered.push_back(command->get_name());
        const auto own = command->get_options({});
        for (const auto& [option, value] : words.options) {
            if (std::find(own.begin(), own.end(), option) == own.end()) continue;
            const std::string name = "--" + option->get_lnames().front();
            ordered.push_back(takes_value(*option) ? name + "=" + value : name);
        }
    }
    if (!words.operands.empty()) ordered.emplace_back("--");
    ordered.insert(ordered.end(), words.operands.begin(), words.operands.end());
    return ordered;
}

std::vector<const CLI::Option*> options_of(const CLI::App& command) {
    std::vector<const CLI::Option*> options;
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
        const auto own = at->get_options([&](const CLI::Option* option) {
            // Each command has a --help of its own.
            return at == &command || option != at->get_help_ptr();
        });
        options.insert(options.end(), own.begin(), own.end());
    }
    return options;
}

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

}  // namespace certrec::cli
