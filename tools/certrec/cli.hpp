/// \file
/// What every command shares: exit statuses, the world a command sees, its input and output.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/register/salt.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

/// No file of a key is larger.
inline constexpr std::size_t kMaxKeyBytes = 65536;

/// certrec(1), EXIT STATUS.
enum class ExitStatus {
    done = 0,
    negative = 1,    ///< the answer is no: findings, not eligible, not passed
    usage = 2,       ///< the command line is wrong
    not_judged = 3,  ///< some row or file could not be judged
    failed = 4,      ///< the system failed
    /// Whoever read the answer had enough of it, as with `| head`: what a shell reports of a
    /// program that SIGPIPE ended, so that an unfinished answer never looks like "done".
    closed_pipe = 141,
};

/// The command line is wrong in a way that only the run finds out.
class UsageError : public Error {
  public:
    explicit UsageError(Bilingual message, Bilingual hint = {});
};

/// The streams and settings that a command sees; a test makes one of strings.
struct Context {
    ByteSource input;
    ByteSink output;
    ByteSink error;
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    bool error_is_terminal = false;
    /// Whether the path names the file that `output` goes to.
    std::function<bool(const std::filesystem::path&)> is_output;

    Language message_language = Language::en;  ///< what a person reads on a terminal
    Language row_language = Language::en;      ///< what stands in output rows: --lang, else English
    bool quiet = false;
    Colour colour = Colour::off;
    /// Where the salts of new certificates come from; a test repeats them.
    SaltSource salts = pooled_salts();

    void report(const Diagnostic& diagnostic) const;
    /// What `report` would print, so that messages can be collected and printed later.
    [[nodiscard]] std::string format_report(const Diagnostic& diagnostic) const;
    void print_reports(std::string_view reports) const;
    [[nodiscard]] DiagnosticSink sink() const;
};

using Action = std::function<ExitStatus(Context&)>;

/// Declares one command and its options; `action` receives what to run when it was called.
using AddCommand = void (*)(CLI::App& app, Action& action);

/// Opens `path`, or standard input for `-`. Throws UsageError if standard input is a terminal:
/// certrec never waits for one.
[[nodiscard]] ByteSource open_input(Context& context, const std::string& path);

/// Throws UsageError if more than one of the paths is `-`: before anything is read.
void refuse_double_standard_input(std::span<const std::string> paths);

/// Where a command's answer goes.
struct OutputOptions {
    std::string path = "-";
    bool force = false;
};

void add_output_options(CLI::App& command, OutputOptions& options);

/// Standard output, or a file that appears complete with `commit` or not at all.
class Output {
  public:
    /// `inputs` are the files and folders that the command reads or keeps: throws UsageError if the
    /// output would change one of them.
    Output(Context& context, const OutputOptions& options, std::span<const std::string> inputs);

    [[nodiscard]] ByteSink sink() const { return sink_; }
    void commit();

  private:
    std::unique_ptr<OutputFile> file_;
    ByteSink sink_;
};

/// `--format`, with the words of certrec(1).
void add_format_option(CLI::App& command, std::string& format);

/// A table is for people and speaks their language; the other formats are for programs.
[[nodiscard]] Language answer_language(const Context& context, TableFormat format);

/// The format that was asked for, else a table for a person at a terminal and CSV for a program.
[[nodiscard]] TableFormat choose_format(const Context& context, const std::string& format,
                                        const OutputOptions& output);

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

/// The whole program: parses the command line, runs the command, turns what it throws into messages
/// and an exit status.
[[nodiscard]] int run_program(int argc, const char* const* argv, SaltSource salts = pooled_salts());

/// The same with a context of the caller's; `arguments` without the program's name.
[[nodiscard]] ExitStatus run(std::vector<std::string> arguments, Context& context);

}  // namespace certrec::cli
