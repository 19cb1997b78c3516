#include "option_values.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "certrec/base/text_encoding.hpp"
#include "certrec/records/table_source.hpp"
#include "command_words.hpp"

namespace certrec::cli {

namespace {

using namespace std::string_view_literals;

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// `a|b|c`, or one such word.
bool is_choice(std::string_view placeholder) {
    return !placeholder.empty() &&
           placeholder.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-|") ==
               std::string_view::npos;
}

ValueKind kind_of_placeholder(std::string_view placeholder) {
    if (is_choice(placeholder)) return ValueKind::choice;
    if (placeholder == "S") return ValueKind::standard;
    if (placeholder == "LEVEL") return ValueKind::level;
    if (placeholder == "COL") return ValueKind::column;
    if (placeholder == "COL,...") return ValueKind::columns;
    if (placeholder == "DIR") return ValueKind::folder;
    const bool is_file =
        placeholder == "FILE" || placeholder == "CHECKPOINT" || placeholder.ends_with(".pem");
    return is_file ? ValueKind::file : ValueKind::other;
}

/// Operands are files, but for a few.
ValueKind kind_of_operand(std::string_view name) {
    if (is_one_of(name, std::array{"S"sv, "A"sv, "B"sv})) return ValueKind::standard;
    return name == "NUMBER" ? ValueKind::other : ValueKind::file;
}

}  // namespace

std::string placeholder_of(const CLI::Option& option) {
    if (!option.get_option_text().empty()) return option.get_option_text();
    const std::string type = option.get_type_name();
    return type.substr(0, type.find(':'));
}

ValueKind value_kind(const CLI::Option& option) {
    if (!takes_value(option)) return ValueKind::none;
    const std::string placeholder = placeholder_of(option);
    if (is_choice(placeholder)) return ValueKind::choice;
    if (!option.nonpositional()) return kind_of_operand(option.get_single_name());
    return kind_of_placeholder(placeholder);
}

std::vector<std::string> choices_of(const CLI::Option& option) {
    std::vector<std::string> choices;
    if (value_kind(option) != ValueKind::choice) return choices;
    return CLI::detail::split(placeholder_of(option), '|');
}

bool takes_choice(const CLI::Option& option, const std::string& word) {
    const auto choices = choices_of(option);
    if (choices.empty()) return true;
    const std::string placeholder = placeholder_of(option);
    if (placeholder == kEncodingWords) return parse_text_encoding(word).has_value();
    if (placeholder == kSeparatorWords) return parse_separator(word).has_value();
    return std::find(choices.begin(), choices.end(), word) != choices.end();
}

}  // namespace certrec::cli
