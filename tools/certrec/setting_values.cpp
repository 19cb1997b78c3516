#include "setting_values.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "command_words.hpp"
#include "option_values.hpp"

namespace certrec::cli {

namespace {

bool takes_list(const CLI::Option& option) {
    return option.get_expected_max() > 1 || value_kind(option) == ValueKind::columns;
}

/// Whether the word is a path for that option: a standard is one if it looks like one.
bool is_path(const CLI::Option& option, const std::string& word) {
    const ValueKind kind = value_kind(option);
    if (kind == ValueKind::file || kind == ValueKind::folder) return word != "-" && !word.empty();
    return kind == ValueKind::standard &&
           (word.find('/') != std::string::npos || word.ends_with(".toml"));
}

/// Numbers and days need no quotes. A decimal does: the float that TOML would make of it is binary.
std::optional<std::string> word_of(const CLI::Option& option, const toml::node& value) {
    const ValueKind kind = value_kind(option);
    if (const auto* const flag = value.as_boolean()) {
        if (kind != ValueKind::none) return std::nullopt;
        return flag->get() ? "true" : "false";
    }
    if (kind == ValueKind::none) return std::nullopt;
    if (const auto* const text = value.as_string()) return text->get();
    if (kind != ValueKind::other && kind != ValueKind::level) return std::nullopt;
    if (const auto* const number = value.as_integer()) return std::to_string(number->get());
    if (const auto* const day = value.as_date()) {
        const toml::date& date = day->get();
        return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    }
    return std::nullopt;
}

/// CLI11 does not tell how many there are.
std::vector<const CLI::Validator*> validators_of(CLI::Option& option) {
    std::vector<const CLI::Validator*> validators;
    try {
        for (int i = 0;; ++i) validators.push_back(option.get_validator(i));
    } catch (const CLI::OptionNotFound&) {
        return validators;
    }
}

void collect_required(CLI::App& command, std::vector<CLI::Option*>& options) {
    for (CLI::App* const below : command.get_subcommands([](CLI::App*) { return true; })) {
        for (CLI::Option* const option : below->get_options()) {
            const bool is_known = std::any_of(
                options.begin(), options.end(),
                [&](const CLI::Option* known) { return key_of(*known) == key_of(*option); });
            if (option->get_required() && !key_of(*option).empty() && !is_known) {
                options.push_back(option);
            }
        }
        collect_required(*below, options);
    }
}

}  // namespace

std::string key_of(const CLI::Option& option) {
    const auto& names = option.get_lnames();
    return option.get_configurable() && !names.empty() ? names.front() : std::string();
}

std::vector<CLI::Option*> settable_options(CLI::App& command) {
    std::vector<CLI::Option*> options;
    for (CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
        const auto own =
            at->get_options([](const CLI::Option* option) { return !key_of(*option).empty(); });
        options.insert(options.end(), own.begin(), own.end());
    }
    collect_required(command, options);
    return options;
}

std::optional<SettingFault> find_fault(CLI::Option& option,
                                       const std::vector<std::string>& values) {
    const std::string key = key_of(option);
    const bool is_flag = !takes_value(option);
    const auto choices = is_flag ? std::vector<std::string>{"true", "false"} : choices_of(option);
    for (std::string value : values) {
        if (value.empty()) {
            return SettingFault{compose("'{}' must not be empty", "“{}”不能为空", key), {}};
        }
        const bool is_known =
            is_flag ? value == "true" || value == "false" : takes_choice(option, value);
        if (!is_known) {
            return SettingFault{compose("'{}' cannot be '{}'", "“{}”不能是“{}”", key, shown(value)),
                                compose("it is one of: {}", "可用的值：{}", joined(choices))};
        }
        for (const CLI::Validator* const validator : validators_of(option)) {
            const std::string fault = (*validator)(value);
            if (fault.empty()) continue;
            return SettingFault{compose("'{}': {}", "“{}”：{}", key, shown(fault, 200)), {}};
        }
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> words_of(const CLI::Option& option, const toml::node& value,
                                                 const std::string& folder,
                                                 const std::string& home) {
    std::vector<const toml::node*> elements;
    if (const auto* const array = value.as_array()) {
        if (!takes_list(option)) return std::nullopt;
        for (const toml::node& element : *array) elements.push_back(&element);
    } else {
        elements.push_back(&value);
    }
    std::vector<std::string> words;
    for (const toml::node* const element : elements) {
        auto word = word_of(option, *element);
        if (!word) return std::nullopt;
        if (is_path(option, *word)) {
            const bool is_at_home = word->starts_with("~/") && !home.empty();
            const std::filesystem::path from = is_at_home ? home : folder;
            *word = (from / (is_at_home ? word->substr(2) : *word)).string();
        }
        words.push_back(*std::move(word));
    }
    if (value_kind(option) != ValueKind::columns) return words;
    return std::vector<std::string>{fmt::format("{}", fmt::join(words, ","))};
}

Bilingual wanted_type(const CLI::Option& option) {
    if (!takes_value(option)) return compose("true or false", "true 或 false");
    if (takes_list(option))
        return compose("a string, or an array of strings", "字符串或字符串数组");
    if (value_kind(option) == ValueKind::other) {
        return compose("a string, a whole number or a day", "字符串、整数或日期");
    }
    return compose("a string", "字符串");
}

}  // namespace certrec::cli
