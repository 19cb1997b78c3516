#include "column_file.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/text.hpp"
#include "records/toml.hpp"

namespace certrec::cli {

namespace {

std::vector<std::string> kind_words() {
    std::vector<std::string> words;
    for (const TableKind kind : table_kinds()) words.emplace_back(format_table_kind(kind));
    return words;
}

Location place_of(const std::string& path, const toml::source_region& region) {
    return {path, region.begin.line, region.begin.column};
}

Refusal unknown_key(const Location& at, std::string_view key, Bilingual message,
                    const std::vector<std::string>& known) {
    return Refusal(
        {Severity::error, at, std::move(message),
         likely_hint(nearest(key, known), compose("there are: {}", "可用：{}", joined(known)))});
}

Refusal unknown_column(TableKind kind, const std::string& name, const Location& at,
                       const std::vector<std::string>& known) {
    return unknown_key(at, name,
                       compose("the table {0} has no column '{1}'", "{0} 没有列“{1}”",
                               format_table_kind(kind), shown(name)),
                       known);
}

std::vector<ColumnMapping> read_kind(TableKind kind, const toml::table& table,
                                     const std::string& path) {
    std::vector<std::string> known;
    for (const ColumnName& column : column_names(kind)) known.push_back(column.name);
    std::vector<ColumnMapping> mappings;
    for (const auto& [key, value] : table) {
        const std::string name(key.str());
        const Location at = place_of(path, key.source());
        const bool is_open = kind == TableKind::scores || kind == TableKind::results;
        if (!is_open && std::find(known.begin(), known.end(), name) == known.end()) {
            throw unknown_column(kind, name, at, known);
        }
        const auto found = value.value<std::string>();
        if (!value.is_string() || !found || found->empty()) {
            throw Refusal(
                {Severity::error, place_of(path, value.source()),
                 compose("'{}' is not the name of a column", "“{}”的值不是列名", shown(name)),
                 compose("write it in quotes", "请用引号写出列名")});
        }
        mappings.push_back({name, *found, true, at});
    }
    return mappings;
}

}  // namespace

ColumnMappings read_column_file(const std::string& path, const DiagnosticSink& sink) {
    const auto document = parse_toml(read_file(path, kMaxTomlBytes), path, sink);
    if (!document) {
        throw Refusal({Severity::error,
                       {path, 0, 0},
                       compose("no names of columns can be read from it", "无法从中读取列名"),
                       {}});
    }
    ColumnMappings mappings;
    for (const auto& [key, value] : *document) {
        const std::string word(key.str());
        const auto kind = parse_table_kind(word);
        const auto* const table = value.as_table();
        if (!kind || table == nullptr) {
            throw unknown_key(place_of(path, key.source()), word,
                              compose("'{}' is no table of columns", "“{}”不是列名表", shown(word)),
                              kind_words());
        }
        mappings[*kind] = read_kind(*kind, *table, path);
    }
    return mappings;
}

}  // namespace certrec::cli
