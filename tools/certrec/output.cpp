#include "output.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/table_source.hpp"
#include "option_values.hpp"

namespace certrec::cli {

namespace {

/// Whether writing to `output` would change `input`: the same file, or a file inside the folder.
bool would_change(const std::filesystem::path& input, const std::filesystem::path& output) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (fs::equivalent(input, output, ignored)) return true;
    if (!fs::is_directory(input, ignored)) return false;
    const fs::path folder = fs::weakly_canonical(input, ignored);
    const fs::path file = fs::weakly_canonical(output, ignored);
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first ==
           folder.end();
}

bool is_json(const OutputOptions& options) {
    return options.format == "json" || options.format == "jsonl";
}

RowForm form_of(const OutputOptions& options) {
    RowForm form;
    if (is_json(options)) {
        form.format = options.format == "json" ? RowFormat::json : RowFormat::jsonl;
        return form;
    }
    if (!options.delimiter.empty()) {
        form.delimiter = parse_separator(options.delimiter).value();
    }
    form.has_header = !options.no_headers;
    form.is_for_spreadsheet = options.excel;
    return form;
}

/// Refuses what only CSV has beside another format.
void check_row_options(const OutputOptions& options) {
    if (options.format.empty() || options.format == "csv") return;
    const auto refuse = [&options](bool given, std::string_view name) {
        if (!given) return;
        throw UsageError(compose("{0} is for CSV, not for --format {1}",
                                 "{0} 用于 CSV，不能与 --format {1} 同用", name, options.format));
    };
    refuse(options.excel, "--excel");
    refuse(!options.delimiter.empty(), "--output-delimiter");
}

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options, const Say& say) {
    command
        .add_option("-o,--output", options.path,
                    say("Write to FILE instead of standard output", "写入 FILE，而不是标准输出"))
        ->configurable(false)
        ->type_name("FILE");
    command
        .add_flag("--force", options.force, say("Replace FILE if it exists", "FILE 已存在时覆盖"))
        ->configurable(false);
}

void add_row_options(CLI::App& command, OutputOptions& options, const Say& say) {
    add_output_options(command, options, say);
    command.add_flag(
        "--excel", options.excel,
        say("CSV for Excel and LibreOffice: what they would take for a formula, a date or "
            "another number stays text",
            "供 Excel 和 LibreOffice 打开的 CSV：会被误作公式、日期或其他数字的内容保持为文本"));
    if (CLI::Option* const of_input = command.get_option_no_throw("--no-headers")) {
        of_input->each([&options](const std::string&) { options.no_headers = true; });
    } else {
        command.add_flag("--no-headers", options.no_headers,
                         say("No row of column names in CSV", "CSV 没有列名行"));
    }
    command
        .add_option("--output-delimiter", options.delimiter,
                    say("What separates the fields of CSV that is written (default: comma)",
                        "输出的 CSV 的字段分隔符（默认：comma，即逗号）"))
        ->option_text(kSeparatorWords);
    command.parse_complete_callback([&options] { check_row_options(options); });
}

Output::Output(Context& context, const OutputOptions& options, std::span<const std::string> inputs)
    : form_(form_of(options)) {
    for (const std::string& input : inputs) {
        if (input.empty() || input == "-") continue;
        const bool same = options.path == "-" ? context.is_output && context.is_output(input)
                                              : would_change(input, options.path);
        if (same) {
            throw UsageError(compose("writing the output would change '{}'", "写入输出会改动“{}”",
                                     shown(input, 400)),
                             compose("write to another file", "请写入另一个文件"));
        }
    }
    if (options.path == "-") {
        sink_ = context.output;
        return;
    }
    file_ = std::make_unique<OutputFile>(options.path,
                                         options.force ? Replace::allowed : Replace::never);
    sink_ = file_->sink();
}

ByteSink Output::rows() {
    if (form_ == RowForm{}) return sink_;
    rows_ = std::make_unique<RowFilter>(sink_, form_);
    return [filter = rows_.get()](std::string_view rows) { filter->write(rows); };
}

ByteSink Output::table(TableFormat format) { return format == TableFormat::csv ? rows() : sink_; }

void Output::commit() {
    if (rows_) rows_->finish();
    if (file_) file_->commit();
}

void add_row_format_option(CLI::App& command, OutputOptions& options, const Say& say) {
    command
        .add_option("--format", options.format,
                    say("Form of the rows (default: csv)", "行的格式（默认：csv）"))
        ->check(CLI::IsMember({"csv", "json", "jsonl"}))
        ->option_text("csv|json|jsonl");
}

CLI::Option* add_format_option(CLI::App& command, OutputOptions& options, const Say& say) {
    return command
        .add_option("--format", options.format,
                    say("Form of the answer (default: table on a terminal, else csv)",
                        "输出格式（默认：终端上为 table，否则为 csv）"))
        ->check(CLI::IsMember({"csv", "toml", "json", "jsonl", "table"}))
        ->option_text("csv|toml|json|jsonl|table");
}

Language answer_language(const Context& context, TableFormat format) {
    return format == TableFormat::table ? context.message_language : context.row_language;
}

std::optional<TableFormat> asked_format(const OutputOptions& output) {
    if (const auto chosen = parse_table_format(output.format)) return *chosen;
    if (output.excel || output.no_headers || !output.delimiter.empty()) return TableFormat::csv;
    return std::nullopt;
}

TableFormat choose_format(const Context& context, const OutputOptions& output) {
    if (const auto asked = asked_format(output)) return *asked;
    const bool for_person = context.output_is_terminal && output.path == "-";
    return for_person ? TableFormat::table : TableFormat::csv;
}

void refuse_columns_for(const OutputOptions& output, const CsvHeader& header) {
    if (is_json(output)) refuse_doubled_keys(header.names());
}

}  // namespace certrec::cli
