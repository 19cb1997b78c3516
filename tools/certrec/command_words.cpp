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
            words_.options.emplace_back(option, word.substr(equals + 1));
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

bool only_asks(const CLI::App& program, const CommandWords& words) {
    return words.has(words.command->get_help_ptr()) || words.has(program.get_version_ptr());
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
