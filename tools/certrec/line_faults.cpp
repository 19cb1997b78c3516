#include "line_faults.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "context.hpp"
#include "option_values.hpp"

namespace certrec::cli {

namespace {

std::vector<std::string> names_of_commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* const command : app.get_subcommands({})) {
        names.push_back(command->get_name());
    }
    return names;
}

/// `certrec report summary`.
std::string path_of(const CLI::App& command) {
    const CLI::App* const above = command.get_parent();
    return above == nullptr ? command.get_name() : path_of(*above) + " " + command.get_name();
}

Bilingual see_help(const CLI::App& command) {
    return compose("'{} --help' shows the options", "“{} --help”列出全部选项", path_of(command));
}

/// The likeliest word meant, else what `otherwise` says.
Bilingual did_you_mean(const std::string& word, std::span<const std::string> known,
                       Bilingual otherwise) {
    const auto likely = nearest(word, known);
    return likely ? compose("did you mean '{}'?", "是否指“{}”？", *likely) : std::move(otherwise);
}

UsageError unknown_command(const CLI::App& app, const std::string& word) {
    const auto names = names_of_commands(app);
    const Bilingual otherwise =
        names.empty() ? see_help(app)
                      : compose("the commands are: {}", "可用的命令：{}", joined(names));
    return UsageError(
        compose("there is no command '{0} {1}'", "没有命令“{0} {1}”", path_of(app), shown(word)),
        did_you_mean(word, names, otherwise));
}

/// `--standard S`, or `SCORES`.
std::string shown_option(const CLI::Option& option) {
    if (!option.nonpositional()) return option.get_name(true);
    const std::string placeholder = placeholder_of(option);
    const std::string name = option.get_name();
    return placeholder.empty() ? name : name + " " + placeholder;
}

class LineFaults {
  public:
    explicit LineFaults(const CommandWords& words)
        : words_(words), command_(*words.command), options_(options_of(command_)) {}

    void refuse() const {
        refuse_command();
        refuse_options();
        refuse_operands();
        refuse_missing();
        refuse_company();
    }

    void refuse_options() const {
        refuse_unknown_option();
        refuse_values();
    }

  private:
    [[nodiscard]] bool is_given(const CLI::Option* option) const {
        return option->nonpositional() ? words_.has(option) : !words_.operands.empty();
    }

    void refuse_command() const {
        const auto names = names_of_commands(command_);
        if (names.empty()) return;
        if (!words_.operands.empty()) throw unknown_command(command_, words_.operands.front());
        if (!words_.unknown.empty()) return;
        throw UsageError(
            compose("'{}' needs a command after it", "“{}”之后须有命令", path_of(command_)),
            compose("the commands are: {}", "可用的命令：{}", joined(names)));
    }

    void refuse_unknown_option() const {
        if (words_.unknown.empty()) return;
        const std::string& word = words_.unknown.front();
        std::vector<std::string> names;
        for (const CLI::Option* const option : options_) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
        throw UsageError(
            compose("'{0}' has no option {1}", "“{0}”没有选项 {1}", path_of(command_), shown(word)),
            did_you_mean(word.substr(0, word.find('=')), names, see_help(command_)));
    }

    void refuse_values() const {
        for (const auto& [option, value] : words_.options) refuse_value(*option, value);
        if (words_.awaiting != nullptr) {
            throw UsageError(
                compose("{0} needs a value", "{0} 须有值", words_.awaiting->get_name()),
                compose("write {}", "请写成 {}", shown_option(*words_.awaiting)));
        }
        for (const CLI::Option* const option : options_) refuse_repetition(*option);
    }

    void refuse_value(const CLI::Option& option, const std::string& value) const {
        if (!takes_value(option)) {
            if (value.empty()) return;
            throw UsageError(compose("{} takes no value", "{} 不带值", option.get_name()),
                             see_help(command_));
        }
        if (value.empty()) {
            throw UsageError(compose("the value of {} is empty", "{} 的值为空", option.get_name()),
                             compose("is it a variable that is not set?", "是否是未设置的变量？"));
        }
        if (takes_choice(option, value)) return;
        const auto choices = choices_of(option);
        const auto all = compose("the words are: {}", "可用的词：{}", joined(choices));
        // Of a locale, such as zh_CN.UTF-8, the language is meant.
        const std::string front = value.substr(0, value.find_first_of("_."));
        throw UsageError(compose("{0}: unknown word '{1}'", "{0}：未知的词“{1}”", option.get_name(),
                                 shown(value)),
                         did_you_mean(value, choices, did_you_mean(front, choices, all)));
    }

    void refuse_repetition(const CLI::Option& option) const {
        const auto times = std::count_if(words_.options.begin(), words_.options.end(),
                                         [&](const auto& given) { return given.first == &option; });
        if (times < 2 || !takes_value(option) || option.get_expected_max() > 1) return;
        throw UsageError(compose("{} is there twice", "{} 出现两次", option.get_name()),
                         compose("give it once", "请只给一次"));
    }

    void refuse_operands() const {
        std::size_t most = 0;
        for (const CLI::Option* const option : options_) {
            if (option->nonpositional()) continue;
            if (most < words_.operands.size()) refuse_value(*option, words_.operands[most]);
            most += static_cast<std::size_t>(option->get_items_expected_max());
        }
        if (words_.operands.size() <= most) return;
        throw UsageError(compose("'{0}' has no use for '{1}'", "“{0}”用不到“{1}”",
                                 path_of(command_), shown(words_.operands[most])),
                         see_help(command_));
    }

    void refuse_missing() const {
        std::size_t operands_before = 0;
        for (const CLI::Option* const option : options_) {
            const bool is_there = option->nonpositional()
                                      ? words_.has(option)
                                      : words_.operands.size() > operands_before++;
            if (is_there || !option->get_required()) continue;
            throw UsageError(compose("'{0}' needs {1}", "“{0}”须有 {1}", path_of(command_),
                                     shown_option(*option)),
                             see_help(command_));
        }
    }

    /// Options that need another one, or cannot be beside it.
    void refuse_company() const {
        for (const CLI::Option* const option : options_) {
            if (!is_given(option)) continue;
            for (const CLI::Option* const needed : among(option->get_needs())) {
                if (is_given(needed)) continue;
                throw UsageError(compose("{0} needs {1}", "{0} 须与 {1} 同用", option->get_name(),
                                         needed->get_name()));
            }
            for (const CLI::Option* const excluded : among(option->get_excludes())) {
                if (!is_given(excluded)) continue;
                throw UsageError(compose("{0} and {1} do not go together", "{0} 与 {1} 不能同用",
                                         option->get_name(), excluded->get_name()));
            }
        }
    }

    /// In the order in which they are declared.
    [[nodiscard]] std::vector<const CLI::Option*> among(const std::set<CLI::Option*>& some) const {
        std::vector<const CLI::Option*> found;
        for (const CLI::Option* const option : options_) {
            if (std::find(some.begin(), some.end(), option) != some.end()) found.push_back(option);
        }
        return found;
    }

    const CommandWords& words_;
    const CLI::App& command_;
    std::vector<const CLI::Option*> options_;
};

}  // namespace

void refuse_line_faults(const CommandWords& words) { LineFaults(words).refuse(); }

void refuse_option_faults(const CommandWords& words) { LineFaults(words).refuse_options(); }

const CLI::App& require_command(const CLI::App& program, std::span<const std::string> path) {
    const CLI::App* at = &program;
    for (const std::string& name : path) {
        const auto commands = at->get_subcommands({});
        const auto found = std::find_if(commands.begin(), commands.end(), [&](const CLI::App* one) {
            return one->get_name() == name;
        });
        if (found == commands.end()) throw unknown_command(*at, name);
        at = *found;
    }
    return *at;
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most, const Say& say) {
    return CLI::Validator(
        [least, most, say](const std::string& value) {
            std::uint64_t number = 0;
            const char* const end = value.data() + value.size();
            const auto [stop, error] = std::from_chars(value.data(), end, number);
            if (error == std::errc() && stop == end && number >= least && number <= most) {
                return std::string();
            }
            return compose("'{0}' is not a whole number from {1} to {2}",
                           "“{0}”不是 {1} 到 {2} 的整数", shown(value), least, most)
                .in(say.language());
        },
        "");
}

}  // namespace certrec::cli
