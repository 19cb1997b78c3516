/// \file
/// What do an option and a cell mean, and what is said of those that mean nothing? Private to the
/// tool.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/date.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_row.hpp"
#include "certrec/standards/standard.hpp"
#include "context.hpp"

namespace certrec::cli {

/// Refuses an input that has a column which `command` is about to add.
void refuse_columns(const CsvHeader& header, std::span<const std::string_view> added,
                    std::string_view command);

/// Reports the fault of one cell of `row` as an error there.
void report_fault(const Context& context, const CsvRow& row, const CellFault& fault);

/// The day that the option states, or nothing if it was not given. Throws UsageError for no day.
[[nodiscard]] std::optional<Date> parse_date_option(std::string_view option,
                                                    const std::string& text);

/// The built-in standard that the cell names: a cell must not open files. Throws Refusal there if
/// there is none.
[[nodiscard]] Standard load_standard_of(const CsvRow& row, std::size_t column);

/// The level that `--level` names. Throws UsageError if there is none of that name.
[[nodiscard]] const Level& require_level_option(const Standard& standard, const std::string& word);

/// A cell that names no level of the standard, with the levels that it could name.
[[nodiscard]] CellFault unknown_level(const Standard& standard, std::string_view word,
                                      std::size_t column);

}  // namespace certrec::cli
