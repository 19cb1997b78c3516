/// \file
/// Where does a command read from, and how are its tables written? Private to the tool.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "certrec/base/io.hpp"
#include "certrec/records/evidence_store.hpp"
#include "certrec/records/table_source.hpp"
#include "certrec/standards/standard.hpp"
#include "cli11_fwd.hpp"
#include "context.hpp"
#include "say.hpp"

namespace certrec::cli {

/// Opens `path`, or standard input for `-`. Throws UsageError if standard input is a terminal:
/// certrec never waits for one.
[[nodiscard]] ByteSource open_input(Context& context, const std::string& path);

/// Throws UsageError if more than one of the paths is `-`: before anything is read.
void refuse_double_standard_input(std::span<const std::string> paths);

/// How the main table of a command is written, as given; and the file that says what the columns
/// of all its tables are called.
struct InputOptions {
    std::string encoding;
    std::string delimiter;
    std::string columns;
    bool no_headers = false;
    std::string columns_file;
};

void add_input_options(CLI::App& command, InputOptions& options, const Say& say);

/// Only `--columns-file`, for a command that has no main table.
CLI::Option* add_columns_file_option(CLI::App& command, std::string& path, const Say& say);

/// Reads the file of `--columns-file`, for every table that is opened after that. Throws Refusal if
/// it is wrong.
void use_columns_file(Context& context, const std::string& path);

/// Opens a table of `path`, or standard input for `-`. What `options` does not say, or if there is
/// none, the table's head tells.
[[nodiscard]] ByteSource open_table(Context& context, const std::string& path, TableColumns columns,
                                    const InputOptions* options = nullptr);

/// Opens the CSV files of an evidence folder.
[[nodiscard]] OpenEvidence open_evidence(Context& context);

/// The columns of a table of scores or results under the standard: its components, their items and
/// sessions.
[[nodiscard]] TableColumns columns_under(const Standard& standard, TableKind kind);

/// The standard that --standard names, if it names one. Throws Refusal if there is none such.
[[nodiscard]] std::optional<Standard> load_named_standard(const Context& context,
                                                          const std::string& option);

/// The columns of a table of results: under the standard, or of whatever standards its rows are,
/// the usual components.
[[nodiscard]] TableColumns columns_of_results(const std::optional<Standard>& standard);

}  // namespace certrec::cli
