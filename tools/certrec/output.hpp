/// \file
/// Where does a command's answer go, and in which form? Private to the tool.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/csv_row.hpp"
#include "certrec/report/row_form.hpp"
#include "certrec/report/table.hpp"
#include "cli11_fwd.hpp"
#include "context.hpp"
#include "say.hpp"

namespace certrec::cli {

/// Where a command's answer goes, and how its rows are written.
struct OutputOptions {
    std::string path = "-";
    bool force = false;
    std::string format;  ///< empty: not given
    /// The rest is of CSV only.
    std::string delimiter;  ///< empty: not given
    bool no_headers = false;
    bool excel = false;
};

/// `--output` and `--force`.
void add_output_options(CLI::App& command, OutputOptions& options, const Say& say);

/// The same for a command that can write CSV, with how CSV is written: `--excel`, `--no-headers`,
/// `--output-delimiter`. If the command has `--no-headers` for what it reads, it is one option for
/// both. What goes with no format but CSV is refused beside another one.
void add_row_options(CLI::App& command, OutputOptions& options, const Say& say);

/// `--format` of a command whose answer is rows.
void add_row_format_option(CLI::App& command, OutputOptions& options, const Say& say);

/// `--format` of a command whose answer is a table, with the words of certrec(1).
CLI::Option* add_format_option(CLI::App& command, OutputOptions& options, const Say& say);

/// Standard output, or a file that appears complete with `commit` or not at all.
class Output {
  public:
    /// `inputs` are the files and folders that the command reads or keeps: throws UsageError if the
    /// output would change one of them.
    Output(Context& context, const OutputOptions& options, std::span<const std::string> inputs);

    /// Takes bytes as they are to be.
    [[nodiscard]] ByteSink sink() const { return sink_; }

    /// Takes rows as CsvWriter writes them, and writes them in the form that the options ask for.
    /// To be asked for once.
    [[nodiscard]] ByteSink rows();

    /// Takes a table as TableWriter writes it in `format`.
    [[nodiscard]] ByteSink table(TableFormat format);

    void commit();

  private:
    RowForm form_;
    std::unique_ptr<RowFilter> rows_;
    std::unique_ptr<OutputFile> file_;
    ByteSink sink_;
};

/// A table is for people and speaks their language; the other formats are for programs.
[[nodiscard]] Language answer_language(const Context& context, TableFormat format);

/// The format that was asked for, be it by an option that only CSV has.
[[nodiscard]] std::optional<TableFormat> asked_format(const OutputOptions& output);

/// That, else a table for a person at a terminal and CSV for a program.
[[nodiscard]] TableFormat choose_format(const Context& context, const OutputOptions& output);

/// Refuses, before anything is done, columns that the form of rows cannot hold.
void refuse_columns_for(const OutputOptions& output, const CsvHeader& header);

}  // namespace certrec::cli
