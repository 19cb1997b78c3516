/// \file
/// How does a table, or one row of it, stand in each format? For one table as for a report of many.
/// Private.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certrec/report/table.hpp"

namespace certrec {

/// Rows are handed to a sink in pieces of about this size.
inline constexpr std::size_t kFlushBytes = 64U * 1024U;

/// The array that a JSON document has for each table: `begin_json_array`, the rows one by one, each
/// followed from the second on by what `append_json_row` puts before it, then `end_json_array`.
void begin_json_array(std::string& text, const std::string& id);
void append_json_row(std::string& text, const std::vector<TableColumn>& columns,
                     const std::vector<Cell>& row, bool is_first);
void end_json_array(std::string& text, bool is_empty);

/// A row as an object on a line of its own.
void append_json_line(std::string& text, const std::vector<TableColumn>& columns,
                      const std::vector<Cell>& row);

/// A row as an element of the array of tables `id`, keys in the order of the columns.
void append_toml_row(std::string& text, const std::string& id,
                     const std::vector<TableColumn>& columns, const std::vector<Cell>& row);

/// The whole table for a person. A number that there is not is a dash.
[[nodiscard]] std::string aligned_table(const Table& table, Language language);

}  // namespace certrec
