/// \file
/// How is a table of answers shown? One table, five formats.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"

namespace certrec {

enum class TableFormat { csv, toml, json, jsonl, table };

[[nodiscard]] std::optional<TableFormat> parse_table_format(std::string_view word);

/// A text, or a count that JSON and TOML write as a number. Decimals are texts, so that nobody
/// reads them as binary fractions.
struct Cell {
    Cell(std::string value) : text(std::move(value)) {}
    Cell(std::string_view value) : text(value) {}
    Cell(const char* value) : text(value) {}
    Cell(std::uint64_t count) : text(std::to_string(count)), is_count(true) {}

    std::string text;
    bool is_count = false;
};

enum class Alignment { left, right };

struct TableColumn {
    std::string id;   ///< in CSV, TOML and JSON
    Bilingual title;  ///< for people
    Alignment alignment = Alignment::left;
};

[[nodiscard]] inline TableColumn text_column(std::string id, Bilingual title) {
    return {std::move(id), std::move(title), Alignment::left};
}

[[nodiscard]] inline TableColumn number_column(std::string id, Bilingual title) {
    return {std::move(id), std::move(title), Alignment::right};
}

/// With exactly `places` digits after the point; empty if there is no value.
[[nodiscard]] Cell decimal_cell(const std::optional<Decimal>& value, unsigned places);

/// Each row has one cell for each column.
struct Table {
    std::string id;  ///< the name of the array in TOML and JSON
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;
    /// A last row, for people only: it would count twice in a pipeline.
    std::vector<Cell> total;
};

/// Writes the table. `table` pads to the width of the characters as a terminal shows them; the
/// other formats are for programs, with the columns' ids in English.
void write_table(const ByteSink& sink, const Table& table, TableFormat format, Language language);

/// Writes a table row by row, in constant memory unless the format is `table`, which has to know
/// all rows before it can pad them.
class TableWriter {
  public:
    TableWriter(ByteSink sink, std::string id, std::vector<TableColumn> columns, TableFormat format,
                Language language);
    ~TableWriter();

    void add(std::vector<Cell> row);
    /// Writes the rest. Without it the table is not complete.
    void finish(std::vector<Cell> total = {});

  private:
    class Format;
    class Csv;
    class Json;
    class JsonLines;
    class Toml;
    class Aligned;
    std::unique_ptr<Format> format_;
};

}  // namespace certrec
