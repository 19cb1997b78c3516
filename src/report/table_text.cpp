#include "report/table_text.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "certrec/base/text.hpp"
#include "report/json_string.hpp"
#include "report/toml_text.hpp"

namespace certrec {

namespace {

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
            const bool no_number = row[i].text.empty() && is_number(i);
            line.push_back(no_number ? "—" : shown(row[i].text, row[i].text.size()));
            widths_[i] = std::max(widths_[i], display_width(line.back()));
        }
        lines_.push_back(std::move(line));
    }

    [[nodiscard]] bool is_number(std::size_t column) const {
        return table_.columns[column].alignment == Alignment::right;
    }

    [[nodiscard]] std::string padded(const std::vector<std::string>& cells) const {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) line += "  ";
            const std::string padding(widths_[i] - display_width(cells[i]), ' ');
            line += is_number(i) ? padding + cells[i] : cells[i] + padding;
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

void begin_json_array(std::string& text, const std::string& id) {
    text += "  " + nlohmann::json(id).dump() + ": [";
}

void append_json_row(std::string& text, const std::vector<TableColumn>& columns,
                     const std::vector<Cell>& row, bool is_first) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].is_count) {
            object[columns[i].id] = std::stoull(row[i].text);
        } else {
            object[columns[i].id] = row[i].text;
        }
    }
    text += is_first ? "\n    " : ",\n    ";
    // In JSON a line feed in a text is escaped, so that each one here ends a line.
    for (const char c : object.dump(2)) {
        text += c;
        if (c == '\n') text += "    ";
    }
}

void end_json_array(std::string& text, bool is_empty) { text += is_empty ? "]" : "\n  ]"; }

void append_json_line(std::string& text, const std::vector<TableColumn>& columns,
                      const std::vector<Cell>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        text += i == 0 ? '{' : ',';
        append_json_string(text, columns[i].id);
        text += ':';
        if (row[i].is_count) {
            text += row[i].text;
        } else {
            append_json_string(text, row[i].text);
        }
    }
    text += "}\n";
}

void append_toml_row(std::string& text, const std::string& id,
                     const std::vector<TableColumn>& columns, const std::vector<Cell>& row) {
    text += "[[" + toml_key(id) + "]]\n";
    for (std::size_t i = 0; i < row.size(); ++i) {
        text += toml_key(columns[i].id) + " = ";
        text += (row[i].is_count ? row[i].text : toml_string(row[i].text)) + "\n";
    }
}

std::string aligned_table(const Table& table, Language language) {
    return AlignedTable(table, language).text();
}

}  // namespace certrec
