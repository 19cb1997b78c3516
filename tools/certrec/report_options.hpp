/// \file
/// What does every report share? Its form, which of its tables is wanted, and where it goes.
/// Private to the tool.
#pragma once

#include <cstdint>
#include <string>

#include "certrec/report/report.hpp"
#include "cli.hpp"

namespace certrec::cli {

struct ReportOptions {
    std::string table;  ///< empty: all of them
    OutputOptions output;
};

/// `--format`, `--table`, and the options of rows.
void add_report_options(CLI::App& command, ReportOptions& options, const Say& say);

/// `--min-group N`, at least 1.
void add_min_group_option(CLI::App& command, std::uint64_t& min_group, const std::string& help,
                          const Say& say);

/// The language of the answer: for what a report takes into its cells in one language.
[[nodiscard]] Language report_language(const Context& context, const ReportOptions& options);

/// Writes the report in the form that was asked for, and commits the output. Throws UsageError if
/// it has no table of the name that was asked for.
void write_answer(const Context& context, const ReportOptions& options, Output& output,
                  Report report);

}  // namespace certrec::cli
