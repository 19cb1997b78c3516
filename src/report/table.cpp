#include "certrec/report/table.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "report/toml_text.hpp"

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

/// One table after another, keys in the order of the columns.
void write_toml(const ByteSink& sink, const Table& table) {
    std::string text;
    for (const auto& row : table.rows) {
        if (!text.empty()) text += '\n';
        text += "[[" + table.id + "]]\n";
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += toml_key(table.columns[i].id) + " = ";
            text += (row[i].is_count ? row[i].text : toml_string(row[i].text)) + "\n";
        }
    }
    sink(text);
}

class AlignedTable {
  public:
    AlignedTable(const Table& table, Language language) : table_(table) {
        std::vector<Cell> titles;
        for (const TableColumn& column : table.columns)
            titles.emplace_back(column.title.in(language));
        add(titles);
        for (const auto& row : table.rows) add(row);
        if (!table.total.empty()) add(table.total);
    }

    [[nodiscard]] std::string text() const {
        const std::size_t last = lines_.size() - 1;
        std::string text;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const bool is_total = i == last && !table_.total.empty();
            if (i == 1 || is_total) text += rule();
            text += padded(lines_[i]);
        }
        return lines_.size() == 1 ? text + rule() : text;
    }

  private:
    void add(const std::vector<Cell>& row) {
        std::vector<std::string> line;
        widths_.resize(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            line.push_back(shown(row[i].text, row[i].text.size()));
            widths_[i] = std::max(widths_[i], display_width(line.back()));
        }
        lines_.push_back(std::move(line));
    }

    [[nodiscard]] std::string padded(const std::vector<std::string>& cells) const {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) line += "  ";
            const std::string padding(widths_[i] - display_width(cells[i]), ' ');
            const bool right = table_.columns[i].alignment == Alignment::right;
            line += right ? padding + cells[i] : cells[i] + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        return line + "\n";
    }

    [[nodiscard]] std::string rule() const {
        std::string line;
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            if (i > 0) line += "  ";
            for (std::size_t dash = 0; dash < widths_[i]; ++dash) line += "─";
        }
        return line + "\n";
    }

    const Table& table_;
    std::vector<std::vector<std::string>> lines_;
    std::vector<std::size_t> widths_;
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
