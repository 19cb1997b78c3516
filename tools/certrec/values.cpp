#include "values.hpp"

#include <vector>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"

namespace certrec::cli {

namespace {

Bilingual hint_of_levels(const Standard& standard, std::string_view word) {
    std::vector<Bilingual> names;
    std::vector<std::string> words;
    for (const Level& level : standard.levels) {
        names.push_back(describe_level(level));
        words.insert(words.end(), {level.id, level.name.en, level.name.zh});
        words.insert(words.end(), level.aliases.begin(), level.aliases.end());
    }
    return likely_hint(nearest(word, words),
                       compose("the levels are: {}", "等级有：{}", joined(names)));
}

}  // namespace

void refuse_columns(const CsvHeader& header, std::span<const std::string_view> added,
                    std::string_view command) {
    for (const std::string_view name : added) {
        if (const auto column = header.find(name)) {
            throw Refusal({Severity::error, header.location(*column),
                           compose("the column '{0}' is one that {1} adds", "列“{0}”应由 {1} 添加",
                                   name, command),
                           compose("remove it, or give {0} the file that it was made from",
                                   "请删去此列，或改用添加之前的文件", command)});
        }
    }
}

void report_fault(const Context& context, const CsvRow& row, const CellFault& fault) {
    context.report({Severity::error, row.location(fault.column), fault.message, fault.hint});
}

std::optional<Date> parse_date_option(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (date) return date;
    const Bilingual fault = describe_date_fault(text);
    throw UsageError(compose("{0}: {1}", "{0}：{2}", option, fault.en, fault.zh));
}

Standard load_standard_of(const CsvRow& row, std::size_t column) {
    try {
        return load_builtin_standard(std::string(row.field(column)));
    } catch (const Refusal& refusal) {
        throw Refusal({Severity::error, row.location(column), refusal.diagnostic().message,
                       compose("--standard names the TOML file of a standard that is not built in",
                               "非内置标准请用 --standard 指定其 TOML 文件")});
    }
}

const Level& require_level_option(const Standard& standard, const std::string& word) {
    const Level* const level = standard.find_level(word);
    if (level != nullptr) return *level;
    const CellFault fault = unknown_level(standard, word, 0);
    throw UsageError(fault.message, fault.hint);
}

CellFault unknown_level(const Standard& standard, std::string_view word, std::size_t column) {
    return {column,
            word.empty() ? compose("no level", "缺少等级")
                         : compose("'{0}' is no level of {1}", "“{0}”不是 {1} 的等级",
                                   shown_cell(word), standard.id),
            hint_of_levels(standard, word)};
}

}  // namespace certrec::cli
