#include "company.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>

#include "configuration.hpp"

namespace certrec::cli {

namespace {

/// None of `options` goes with the option `beside` where that has one of `values`. Names and values
/// stand between spaces.
struct Misfit {
    std::string_view command;  ///< its table of the configuration; empty: any command
    std::string_view options;
    std::string_view beside;  ///< empty: operands
    std::string_view values;  ///< empty: any
};

constexpr std::array<Misfit, 12> kMisfits = {{
    {"", "excel output-delimiter", "format", "json jsonl table toml html"},
    {"", "explain", "format", "csv jsonl"},
    {"check-eligibility", "evidence level explain sorted later-evidence", "subject",
     "session venue"},
    {"check-eligibility", "as-of", "subject", "session"},
    {"check-eligibility", "excel", "explain", ""},
    {"grade", "against excel", "explain", ""},
    {"report.items", "full-mark pass-mark", "standard", ""},
    {"report.roster", "from holidays", "kind", "issued corrections"},
    {"report.roster", "register", "kind", "notice corrections"},
    {"report.roster", "sort with standard", "kind", "corrections"},
    {"revoke", "list", "", ""},
    {"verify", "applications evidence scores sessions previous", "results", ""},
}};

bool is_listed(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (list.substr(0, end) == word) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

bool is_named(const CLI::Option& option, std::string_view names) {
    const auto& own = option.get_lnames();
    return std::any_of(own.begin(), own.end(),
                       [names](const std::string& name) { return is_listed(names, name); });
}

bool is_value(const Misfit& misfit, std::string_view value) {
    return misfit.values.empty() || is_listed(misfit.values, value);
}

bool states_beside(const CommandWords& line, const Misfit& misfit) {
    if (misfit.beside.empty()) return !line.operands.empty();
    return std::any_of(line.options.begin(), line.options.end(), [&](const auto& stated) {
        return is_named(*stated.first, misfit.beside) && is_value(misfit, stated.second);
    });
}

bool states_options(const CommandWords& line, const Misfit& misfit) {
    return std::any_of(line.options.begin(), line.options.end(),
                       [&](const auto& stated) { return is_named(*stated.first, misfit.options); });
}

}  // namespace

bool goes_with(const CommandWords& line, const CLI::Option& option,
               std::span<const std::string> values) {
    const std::string command = table_of(*line.command);
    const auto is_beside = [&](const Misfit& misfit) {
        return !misfit.beside.empty() && is_named(option, misfit.beside) &&
               (misfit.values.empty() ||
                std::any_of(values.begin(), values.end(),
                            [&](const std::string& value) { return is_value(misfit, value); }));
    };
    return std::none_of(kMisfits.begin(), kMisfits.end(), [&](const Misfit& misfit) {
        if (!misfit.command.empty() && misfit.command != command) return false;
        return (is_named(option, misfit.options) && states_beside(line, misfit)) ||
               (is_beside(misfit) && states_options(line, misfit));
    });
}

}  // namespace certrec::cli
