#include "standards/read_parts.hpp"

#include <utility>

namespace certrec {

Clause read_clause(TomlTable& table) {
    return {table.text("number"), {table.text("en"), table.text("zh")}};
}

std::optional<Clause> read_optional_clause(TomlTable& parent, std::string_view key) {
    auto table = parent.optional_table(key);
    if (!table) return std::nullopt;
    Clause clause = read_clause(*table);
    table->finish();
    return clause;
}

Clause read_clause(TomlTable& parent, std::string_view key) {
    if (auto clause = read_optional_clause(parent, key)) return *std::move(clause);
    parent.report(
        parent.location(), compose("the clause '{}' is missing", "缺少条款“{}”", key),
        compose("say where it is published and in which words: {} = {{ number = \"...\", "
                "zh = \"...\", en = \"...\" }}",
                "请注明出处与原文：{} = {{ number = \"…\", zh = \"…\", en = \"…\" }}", key));
    return {};
}

Decimal read_not_negative(TomlTable& table, std::string_view key) {
    const Decimal value = table.decimal(key);
    if (value < Decimal(0, 0)) {
        table.report(table.location(key), compose("'{}' is below 0", "“{}”低于 0", key));
    }
    return value;
}

Decimal read_positive(TomlTable& table, std::string_view key) {
    const Decimal value = table.decimal(key);
    if (table.has(key) && value <= Decimal(0, 0)) {
        table.report(table.location(key), compose("'{}' must be above 0", "“{}”应大于 0", key));
    }
    return value;
}

std::optional<Period> read_period(TomlTable& table, std::string_view key) {
    const auto text = table.optional_text(key);
    if (!text) return std::nullopt;
    const auto period = parse_period(*text);
    if (!period) {
        table.report(table.location(key),
                     compose("'{}' is no period", "“{}”不是期限", shown(*text)),
                     compose("write it as \"12 months\", \"1 year\" or \"90 days\"",
                             "请写作 \"12 months\"、\"1 year\" 或 \"90 days\""));
    }
    return period;
}

bool is_first_of(TomlTable& table, std::string_view first, std::string_view second) {
    if (table.has(first) == table.has(second)) {
        table.report(table.location(), compose("one of '{0}' and '{1}' is wanted",
                                               "“{0}”与“{1}”须有且只有一个", first, second));
    }
    return table.has(first);
}

}  // namespace certrec
