#include "completing.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/standards/catalogue.hpp"
#include "command_words.hpp"
#include "company.hpp"
#include "group_columns.hpp"
#include "input.hpp"
#include "line_faults.hpp"
#include "option_values.hpp"
#include "say.hpp"

namespace certrec::cli {

namespace {

struct Candidate {
    std::string word;
    std::string description;
};

/// Never one that has to be waited for, as a pipe or standard input.
bool is_file(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

class Completing {
  public:
    Completing(const CLI::App& program, std::span<const std::string> words,
               const std::optional<Configuration>& configuration, Context& context)
        : line_(read_command_words(program, words.first(words.size() - 1))),
          configuration_(configuration),
          context_(context),
          current_(words.back()) {}

    void collect() {
        if (!line_.operands.empty() && line_.operands.front() == kHelp) {
            add_commands_after_help();
        } else if (line_.awaiting != nullptr) {
            add_values(*line_.awaiting);
        } else if (!line_.only_operands && current_.starts_with("--") &&
                   current_.find('=') != std::string::npos) {
            split_current();
        } else if (!line_.only_operands && current_.starts_with('-')) {
            add_options();
        } else {
            add_commands();
            add_operands();
        }
    }

    [[nodiscard]] std::string answer(bool is_bash) const {
        std::string text = shell_adds_ + (is_open_ ? " open\n" : "\n");
        for (const Candidate& candidate : candidates_) {
            // A word with such characters could not be typed either.
            if (has_unseen_characters(candidate.word)) continue;
            text +=
                is_bash ? candidate.word : before_ + candidate.word + "\t" + candidate.description;
            text += '\n';
        }
        return text;
    }

  private:
    void add(std::string word, std::string description = {}) {
        if (!word.starts_with(current_)) return;
        candidates_.push_back({std::move(word), first_line(description)});
    }

    /// `--lang=z`: what is typed of the value; bash takes it for a word of its own.
    void split_current() {
        const std::size_t value = current_.find('=') + 1;
        before_ = current_.substr(0, value);
        current_.erase(0, value);
        const std::vector<std::string> name = {before_.substr(0, value - 1)};
        for (const CLI::Option* const option : options_of(*line_.command)) {
            if (option->nonpositional() && option->check_name(name.front())) add_values(*option);
        }
    }

    void add_commands() {
        if (!line_.operands.empty() || line_.only_operands) return;
        add_commands_of(*line_.command);
        if (line_.command->get_parent() == nullptr) {
            const Say say(context_.message_language);
            add(std::string(kHelp), say("Print the options of a command", "列出命令的选项"));
        }
    }

    void add_commands_of(const CLI::App& command) {
        for (const CLI::App* const below : command.get_subcommands({})) {
            add(below->get_name(), below->get_description());
        }
    }

    /// `help report `: the names that stand there already lead to the command.
    void add_commands_after_help() {
        const std::vector<std::string> path(line_.operands.begin() + 1, line_.operands.end());
        add_commands_of(require_command(*line_.command, path));
    }

    void add_options() {
        for (const CLI::Option* const option : options_of(*line_.command)) {
            if (!option->nonpositional() || is_ruled_out(*option)) continue;
            for (const std::string& name : option->get_lnames()) {
                add("--" + name, option->get_description());
            }
            if (current_ != "-") continue;
            for (const std::string& name : option->get_snames()) {
                add("-" + name, option->get_description());
            }
        }
    }

    /// Given already, or not beside one that was given.
    [[nodiscard]] bool is_ruled_out(const CLI::Option& option) const {
        if (line_.has(&option)) return option.get_expected_max() <= 1;
        if (!goes_with(line_, option, {})) return true;
        const auto excluded = option.get_excludes();
        return std::any_of(excluded.begin(), excluded.end(),
                           [&](const CLI::Option* other) { return line_.has(other); });
    }

    void add_operands() {
        const auto operands = line_.command->get_options(
            [](const CLI::Option* option) { return !option->nonpositional(); });
        const std::size_t place = line_.operands.size();
        if (place < operands.size()) {
            add_values(*operands[place]);
        } else if (!operands.empty() && operands.back()->get_expected_max() > 1) {
            add_values(*operands.back());
        } else if (place == 0 && candidates_.empty() && current_.empty() && !line_.only_operands) {
            add_options();
        }
    }

    void add_values(const CLI::Option& option) {
        switch (value_kind(option)) {
            case ValueKind::choice:
                for (const std::string& choice : choices_of(option)) add(choice);
                break;
            case ValueKind::standard: add_standards(); break;
            case ValueKind::level: add_levels(); break;
            case ValueKind::column: add_columns(); break;
            case ValueKind::columns: add_list_of_columns(); break;
            case ValueKind::file: shell_adds_ = "files"; break;
            case ValueKind::folder: shell_adds_ = "folders"; break;
            case ValueKind::none:
            case ValueKind::other: break;
        }
    }

    void add_standards() {
        shell_adds_ = "toml";
        for (const BuiltinStandard& builtin : builtin_standards()) {
            const std::string id(builtin.id);
            if (!id.starts_with(current_)) continue;
            add(id, load_builtin_standard(id).title.in(context_.message_language));
        }
    }

    void add_levels() {
        const auto standard = standard_of_line();
        if (!standard) return;
        for (const Level& level : standard->levels) {
            add(level.id, level.name.in(context_.message_language));
        }
    }

    [[nodiscard]] std::optional<Standard> standard_of_line() const {
        const std::string name = value_of("standard");
        if (!find_builtin_standard(name, "") && !is_file(name)) return std::nullopt;
        return load_named_standard(context_, name);
    }

    /// What the line states for the option, else its default.
    [[nodiscard]] std::string value_of(const std::string& name) const {
        const std::string stated = line_.value_of(name);
        if (!stated.empty() || !configuration_) return stated;
        for (const CLI::Option* const option : options_of(*line_.command)) {
            if (!option->check_lname(name)) continue;
            const Setting* const setting = configuration_->find(*line_.command, *option);
            if (setting != nullptr) return setting->values.front();
        }
        return {};
    }

    /// The first file that is an operand is what the command reads.
    void add_columns() {
        const auto file = std::find_if(line_.operands.begin(), line_.operands.end(), is_file);
        if (file == line_.operands.end()) return;
        for (const std::string& column : columns_of(*file)) add(column);
    }

    /// Whatever takes names of columns reads results.
    [[nodiscard]] std::vector<std::string> columns_of(const std::string& path) const {
        InputOptions input;
        input.encoding = value_of("encoding");
        input.delimiter = value_of("delimiter");
        input.columns = value_of("columns");
        input.no_headers =
            std::any_of(line_.options.begin(), line_.options.end(),
                        [](const auto& given) { return given.first->check_lname("no-headers"); });
        const std::string columns_file = value_of("columns-file");
        if (is_file(columns_file)) use_columns_file(context_, columns_file);
        return CsvReader(open_table(context_, path, columns_of_results(standard_of_line()), &input))
            .header()
            .names();
    }

    /// Further names follow after commas; those that stand there already are not offered again.
    void add_list_of_columns() {
        is_open_ = true;
        const std::string typed = current_.substr(0, current_.rfind(',') + 1);
        const std::vector<std::string> taken = split_names(typed);
        current_.erase(0, typed.size());
        add_columns();
        std::erase_if(candidates_, [&](const Candidate& candidate) {
            return std::find(taken.begin(), taken.end(), candidate.word) != taken.end();
        });
        for (Candidate& candidate : candidates_) candidate.word.insert(0, typed);
    }

    CommandWords line_;
    const std::optional<Configuration>& configuration_;
    Context& context_;
    std::string current_;  ///< what is typed of the word, or of the part that is completed
    std::string before_;   ///< what stands before that part: `--lang=`
    std::vector<Candidate> candidates_;
    std::string shell_adds_ = "nothing";
    bool is_open_ = false;
};

/// What bash makes of a word that is typed with quotes and backslashes.
std::string unquoted(std::string_view typed) {
    std::string word;
    char quote = 0;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        } else if (c == '\\' && quote != '\'' && i + 1 < typed.size()) {
            word += typed[++i];
        } else {
            word += c;
        }
    }
    return word;
}

/// bash takes `--lang=zh` apart into three words.
std::vector<std::string> words_of_bash(std::span<const std::string> typed) {
    std::vector<std::string> words;
    bool is_value = false;
    for (const std::string& word : typed) {
        const bool is_equals = word == "=" && !words.empty() && words.back().starts_with("--");
        if (is_value || is_equals) {
            words.back() += unquoted(word);
        } else {
            words.push_back(unquoted(word));
        }
        is_value = is_equals;
    }
    return words;
}

}  // namespace

std::string complete(const CLI::App& program, std::span<const std::string> words,
                     const std::optional<Configuration>& configuration, Context& context) {
    if (words.size() < 2) return "nothing\n";
    const bool is_bash = words.front() == "bash";
    const auto typed = words.subspan(1);
    const std::vector<std::string> line =
        is_bash ? words_of_bash(typed) : std::vector<std::string>(typed.begin(), typed.end());
    Completing completing(program, line, configuration, context);
    try {
        completing.collect();
    } catch (const Error&) {
        // A file that cannot be read has nothing to offer.
    }
    return completing.answer(is_bash);
}

}  // namespace certrec::cli
