#include "certrec/report/table.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec {

namespace {

void write_csv(const ByteSink& sink, const Table& table) {
    CsvWriter writer(sink);
    for (const TableColumn& column : table.columns) writer.field(column.id);
    writer.end_row();
    for (const auto& row : table.rows) {
        for (const Cell& cell : row) writer.field(cell.text);
        writer.end_row();
    }
    writer.finish();
}

void write_json(const ByteSink& sink, const Table& table) {
    auto rows = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].is_count) {
                object[table.columns[i].id] = std::stoull(row[i].text);
            } else {
                object[table.columns[i].id] = row[i].text;
            }
        }
        rows.push_back(std::move(object));
    }
    sink(nlohmann::ordered_json{{table.id, std::move(rows)}}.dump(2) + "\n");
}

/// A bare key where TOML allows one, else a quoted one.
std::string toml_key(const std::string& name) {
    const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    if (bare) return name;
    std::ostringstream quoted;
    quoted << toml::value<std::string>(name);
    return quoted.str();
}

/// One table after another, keys in the order of the columns, which toml++ would sort.
void write_toml(const ByteSink& sink, const Table& table) {
    std::ostringstream out;
    for (const auto& row : table.rows) {
        if (&row != &table.rows.front()) out << "\n";
        out << "[[" << table.id << "]]\n";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out << toml_key(table.columns[i].id) << " = ";
            if (row[i].is_count) {
                out << row[i].text;
            } else {
                out << toml::value<std::string>(row[i].text);
            }
            out << "\n";
        }
    }
    sink(out.str());
}

class AlignedTable {
  public:
    AlignedTable(const Table& table, Language language) : table_(table), language_(language) {
        for (const TableColumn& column : table.columns) {
            widths_.push_back(display_width(column.title.in(language)));
        }
        for (const auto& row : table.rows) widen(row);
        widen(table.total);
    }

    [[nodiscard]] std::string text() {
        std::vector<Cell> titles;
        for (const TableColumn& column : table_.columns)
            titles.emplace_back(column.title.in(language_));
        add_row(titles);
        add_rule();
        for (const auto& row : table_.rows) add_row(row);
        if (!table_.total.empty()) {
            add_rule();
            add_row(table_.total);
        }
        return std::move(text_);
    }

  private:
    void widen(const std::vector<Cell>& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths_[i] = std::max(widths_[i], display_width(row[i].text));
        }
    }

    void add_row(const std::vector<Cell>& row) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) line += "  ";
            const std::string cell = shown(row[i].text, row[i].text.size());
            const std::string padding(widths_[i] - std::min(widths_[i], display_width(cell)), ' ');
            const bool right = table_.columns[i].alignment == Alignment::right;
            line += right ? padding + cell : cell + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text_ += line + "\n";
    }

    void add_rule() {
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            if (i > 0) text_ += "  ";
            for (std::size_t dash = 0; dash < widths_[i]; ++dash) text_ += "─";
        }
        text_ += "\n";
    }

    const Table& table_;
    Language language_;
    std::vector<std::size_t> widths_;
    std::string text_;
};

}  // namespace

std::optional<TableFormat> parse_table_format(std::string_view word) {
    if (word == "csv") return TableFormat::csv;
    if (word == "toml") return TableFormat::toml;
    if (word == "json") return TableFormat::json;
    if (word == "table") return TableFormat::table;
    return std::nullopt;
}

void write_table(const ByteSink& sink, const Table& table, TableFormat format, Language language) {
    switch (format) {
        case TableFormat::csv: return write_csv(sink, table);
        case TableFormat::toml: return write_toml(sink, table);
        case TableFormat::json: return write_json(sink, table);
        case TableFormat::table: return sink(AlignedTable(table, language).text());
    }
}

}  // namespace certrec
