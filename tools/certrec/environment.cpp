#include "environment.hpp"

#include <unistd.h>

namespace certrec::cli {

Variables environment_variables() {
    Variables variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

std::string_view value_of(const Variables& variables, std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view language_variable(const Variables& variables) {
    for (const std::string_view name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (!value_of(variables, name).empty()) return name;
    }
    return {};
}

Language language_of(const Variables& variables) {
    const std::string_view value = value_of(variables, language_variable(variables));
    return value.starts_with("zh") ? Language::zh : Language::en;
}

bool suits_colour(const Variables& variables, bool is_terminal) {
    if (!value_of(variables, "NO_COLOR").empty()) return false;
    const std::string_view forced = value_of(variables, "CLICOLOR_FORCE");
    if (!forced.empty() && forced != "0") return true;
    return is_terminal && value_of(variables, "CLICOLOR") != "0" &&
           value_of(variables, "TERM") != "dumb";
}

}  // namespace certrec::cli
