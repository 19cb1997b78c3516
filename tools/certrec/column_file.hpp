/// \file
/// What does the file of `--columns-file` say? Private to the tool.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/table_source.hpp"

namespace certrec::cli {

/// What the columns of each kind of table are called.
using ColumnMappings = std::map<TableKind, std::vector<ColumnMapping>>;

/// Reads the file: a table for each kind, with the names that certrec gives the columns as keys.
/// Throws Refusal if it is no TOML, or a kind or a column is unknown.
[[nodiscard]] ColumnMappings read_column_file(const std::string& path, const DiagnosticSink& sink);

}  // namespace certrec::cli
