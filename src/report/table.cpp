#include "certrec/report/table.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "report/toml_text.hpp"

namespace certrec {

namespace {

/// Rows are handed to the sink in pieces of about this size.
constexpr std::size_t kFlushBytes = 64U * 1024U;

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

class TableWriter::Format {
  public:
    Format(ByteSink sink, std::string id, std::vector<TableColumn> columns)
        : sink_(std::move(sink)), table_{std::move(id), std::move(columns), {}, {}} {}
    virtual ~Format() = default;
    virtual void add(std::vector<Cell> row) = 0;
    virtual void finish(std::vector<Cell> total) = 0;

  protected:
    void put(std::string_view text) {
        text_ += text;
        if (text_.size() >= kFlushBytes) flush();
    }
    void flush() {
        sink_(text_);
        text_.clear();
    }

    ByteSink sink_;
    Table table_;  // what is kept of it
    std::string text_;
};

class TableWriter::Csv final : public Format {
  public:
    Csv(ByteSink sink, std::string id, std::vector<TableColumn> columns)
        : Format(std::move(sink), std::move(id), std::move(columns)), writer_(sink_) {
        for (const TableColumn& column : table_.columns) writer_.field(column.id);
        writer_.end_row();
    }
    void add(std::vector<Cell> row) override {
        for (const Cell& cell : row) writer_.field(cell.text);
        writer_.end_row();
    }
    void finish(std::vector<Cell> /*total*/) override { writer_.finish(); }

  private:
    CsvWriter writer_;
};

class TableWriter::Json final : public Format {
  public:
    Json(ByteSink sink, std::string id, std::vector<TableColumn> columns)
        : Format(std::move(sink), std::move(id), std::move(columns)) {
        put("{\n  " + nlohmann::json(table_.id).dump() + ": [");
    }
    void add(std::vector<Cell> row) override {
        nlohmann::ordered_json object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].is_count) {
                object[table_.columns[i].id] = std::stoull(row[i].text);
            } else {
                object[table_.columns[i].id] = row[i].text;
            }
        }
        put(any_ ? ",\n    " : "\n    ");
        put(indented(object.dump(2)));
        any_ = true;
    }
    void finish(std::vector<Cell> /*total*/) override {
        put(any_ ? "\n  ]\n}\n" : "]\n}\n");
        flush();
    }

  private:
    /// The lines after the first one moved to where they stand in the array. In JSON a line feed in
    /// a text is escaped.
    static std::string indented(std::string_view lines) {
        std::string text;
        for (const char c : lines) {
            text += c;
            if (c == '\n') text += "    ";
        }
        return text;
    }

    bool any_ = false;
};

/// One table after another, keys in the order of the columns.
class TableWriter::Toml final : public Format {
  public:
    using Format::Format;
    void add(std::vector<Cell> row) override {
        if (any_) put("\n");
        any_ = true;
        put("[[" + table_.id + "]]\n");
        for (std::size_t i = 0; i < row.size(); ++i) {
            put(toml_key(table_.columns[i].id) + " = ");
            put((row[i].is_count ? row[i].text : toml_string(row[i].text)) + "\n");
        }
    }
    void finish(std::vector<Cell> /*total*/) override { flush(); }

  private:
    bool any_ = false;
};

class TableWriter::Aligned final : public Format {
  public:
    Aligned(ByteSink sink, std::string id, std::vector<TableColumn> columns, Language language)
        : Format(std::move(sink), std::move(id), std::move(columns)), language_(language) {}
    void add(std::vector<Cell> row) override { table_.rows.push_back(std::move(row)); }
    void finish(std::vector<Cell> total) override {
        table_.total = std::move(total);
        sink_(AlignedTable(table_, language_).text());
    }

  private:
    Language language_;
};

TableWriter::TableWriter(ByteSink sink, std::string id, std::vector<TableColumn> columns,
                         TableFormat format, Language language) {
    switch (format) {
        case TableFormat::csv:
            format_ = std::make_unique<Csv>(std::move(sink), std::move(id), std::move(columns));
            break;
        case TableFormat::toml:
            format_ = std::make_unique<Toml>(std::move(sink), std::move(id), std::move(columns));
            break;
        case TableFormat::json:
            format_ = std::make_unique<Json>(std::move(sink), std::move(id), std::move(columns));
            break;
        case TableFormat::table:
            format_ = std::make_unique<Aligned>(std::move(sink), std::move(id), std::move(columns),
                                                language);
            break;
    }
}

TableWriter::~TableWriter() = default;

void TableWriter::add(std::vector<Cell> row) { format_->add(std::move(row)); }

void TableWriter::finish(std::vector<Cell> total) { format_->finish(std::move(total)); }

void write_table(const ByteSink& sink, const Table& table, TableFormat format, Language language) {
    TableWriter writer(sink, table.id, table.columns, format, language);
    for (const auto& row : table.rows) writer.add(row);
    writer.finish(table.total);
}

}  // namespace certrec
