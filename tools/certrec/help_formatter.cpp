#include "help_formatter.hpp"

#include <utility>

#include "certrec/base/text.hpp"

namespace certrec::cli {

namespace {

constexpr std::size_t kDescriptionColumn = 30;

/// What is described, and from kDescriptionColumn on, or on the next line, its description.
std::string make_entry(const std::string& subject, const std::string& description) {
    std::string entry = "  " + subject;
    std::size_t width = display_width(entry);
    if (width + 1 > kDescriptionColumn) {
        entry += '\n';
        width = 0;
    }
    return entry + std::string(kDescriptionColumn - width, ' ') + description + "\n";
}

}  // namespace

HelpFormatter::HelpFormatter(const Say& say) : say_(say) {
    label("OPTIONS", say("OPTIONS", "选项"));
    label("SUBCOMMAND", say("COMMAND", "命令"));
    label("SUBCOMMANDS", say("COMMANDS", "命令"));
}

std::string HelpFormatter::heading(const std::string& title) const {
    return "\n" + title + say_(":", "：") + "\n";
}

std::string HelpFormatter::make_usage(const CLI::App* command, std::string) const {
    std::string path = command->get_name();
    for (const CLI::App* above = command->get_parent(); above != nullptr;
         above = above->get_parent()) {
        path = above->get_name() + " " + path;
    }
    // The base writes a label and a colon before the name, neither of which Chinese has so.
    const std::string line = CLI::Formatter::make_usage(command, path);
    return "\n" + say_("Usage: ", "用法：") + line.substr(line.find(path));
}

std::string HelpFormatter::make_group(std::string group, bool is_positional,
                                      std::vector<const CLI::Option*> options) const {
    std::string text = heading(is_positional ? say_("Arguments", "参数") : group);
    for (const CLI::Option* const option : options) text += make_option(option, is_positional);
    return text;
}

std::string HelpFormatter::make_subcommands(const CLI::App* command, CLI::AppFormatMode) const {
    std::string text;
    for (const CLI::App* const inner : command->get_subcommands({})) {
        if (inner->get_name().empty() || inner->get_group().empty()) continue;
        const std::string description = inner->get_description();
        text += make_entry(inner->get_name(), description.substr(0, description.find('\n')));
    }
    return text.empty() ? text : heading(say_("Commands", "命令")) + text;
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
    return make_entry(make_option_name(option, is_positional) + make_option_opts(option),
                      make_option_desc(option));
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
    std::string text = option->get_option_text();
    if (text.empty() && option->get_type_size() != 0) text = option->get_type_name();
    if (!text.empty()) text.insert(0, 1, ' ');
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) text += " ...";
    if (option->get_required()) text += say_(" (required)", "（必需）");
    return text;
}

}  // namespace certrec::cli
