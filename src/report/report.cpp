#include "certrec/report/report.hpp"

#include <algorithm>

#include "report/paragraph.hpp"
#include "report/table_text.hpp"

namespace certrec {

namespace {

std::string text_for_people(const Report& report, Language language) {
    std::string text;
    append_paragraph(text, 0, report.title.in(language));
    for (const Bilingual& fact : report.facts) append_paragraph(text, 0, fact.in(language));
    for (const Section& section : report.sections) {
        text += '\n';
        append_paragraph(text, 0, section.title.in(language));
        text += aligned_table(section.table, language);
        for (const Bilingual& note : section.notes) append_paragraph(text, 0, note.in(language));
    }
    return text;
}

std::string json_of(const Report& report) {
    std::string text = "{";
    for (const Section& section : report.sections) {
        text += text.size() == 1 ? "\n" : ",\n";
        const Table& table = section.table;
        begin_json_array(text, table.id);
        bool is_first = true;
        for (const auto& row : table.rows) {
            append_json_row(text, table.columns, row, is_first);
            is_first = false;
        }
        end_json_array(text, is_first);
    }
    return text + "\n}\n";
}

std::string toml_of(const Report& report) {
    std::string text;
    for (const Section& section : report.sections) {
        const Table& table = section.table;
        for (const auto& row : table.rows) {
            if (!text.empty()) text += '\n';
            append_toml_row(text, table.id, table.columns, row);
        }
    }
    return text;
}

}  // namespace

void write_report(const ByteSink& sink, const Report& report, TableFormat format,
                  Language language) {
    switch (format) {
        case TableFormat::csv:
        case TableFormat::jsonl:
            return write_table(sink, report.sections.front().table, format, language);
        case TableFormat::toml: return sink(toml_of(report));
        case TableFormat::json: return sink(json_of(report));
        case TableFormat::table: return sink(text_for_people(report, language));
    }
}

std::optional<std::size_t> find_section(const Report& report, std::string_view id) {
    const auto found =
        std::find_if(report.sections.begin(), report.sections.end(),
                     [id](const Section& section) { return section.table.id == id; });
    if (found == report.sections.end()) return std::nullopt;
    return static_cast<std::size_t>(found - report.sections.begin());
}

}  // namespace certrec
