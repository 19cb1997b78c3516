#include "certrec/report/table.hpp"

#include <memory>
#include <utility>

#include "certrec/records/csv_writer.hpp"
#include "report/table_text.hpp"

namespace certrec {

Cell decimal_cell(const std::optional<Decimal>& value, unsigned places) {
    return value ? format_decimal(*value, places) : std::string();
}

std::optional<TableFormat> parse_table_format(std::string_view word) {
    if (word == "csv") return TableFormat::csv;
    if (word == "toml") return TableFormat::toml;
    if (word == "json") return TableFormat::json;
    if (word == "jsonl") return TableFormat::jsonl;
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
    void flush_if_long() {
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
        text_ += "{\n";
        begin_json_array(text_, table_.id);
    }
    void add(std::vector<Cell> row) override {
        append_json_row(text_, table_.columns, row, !any_);
        any_ = true;
        flush_if_long();
    }
    void finish(std::vector<Cell> /*total*/) override {
        end_json_array(text_, !any_);
        text_ += "\n}\n";
        flush();
    }

  private:
    bool any_ = false;
};

class TableWriter::JsonLines final : public Format {
  public:
    using Format::Format;
    void add(std::vector<Cell> row) override {
        append_json_line(text_, table_.columns, row);
        flush_if_long();
    }
    void finish(std::vector<Cell> /*total*/) override { flush(); }
};

class TableWriter::Toml final : public Format {
  public:
    using Format::Format;
    void add(std::vector<Cell> row) override {
        if (any_) text_ += "\n";
        any_ = true;
        append_toml_row(text_, table_.id, table_.columns, row);
        flush_if_long();
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
        sink_(aligned_table(table_, language_));
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
        case TableFormat::jsonl:
            format_ =
                std::make_unique<JsonLines>(std::move(sink), std::move(id), std::move(columns));
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
