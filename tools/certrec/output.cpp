#include "output.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

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

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options, const Say& say) {
    command
        .add_option("-o,--output", options.path,
                    say("Write to FILE instead of standard output", "写入 FILE，而不是标准输出"))
        ->type_name("FILE");
    command.add_flag("--force", options.force,
                     say("Replace FILE if it exists", "FILE 已存在时覆盖"));
}

Output::Output(Context& context, const OutputOptions& options,
               std::span<const std::string> inputs) {
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

void Output::commit() {
    if (file_) file_->commit();
}

void add_format_option(CLI::App& command, std::string& format, const Say& say) {
    command
        .add_option("--format", format,
                    say("Form of the answer (default: table on a terminal, else csv)",
                        "输出格式（默认：终端上为 table，否则为 csv）"))
        ->check(CLI::IsMember({"csv", "toml", "json", "table"}))
        ->option_text("csv|toml|json|table");
}

Language answer_language(const Context& context, TableFormat format) {
    return format == TableFormat::table ? context.message_language : context.row_language;
}

TableFormat choose_format(const Context& context, const std::string& format,
                          const OutputOptions& output) {
    if (const auto chosen = parse_table_format(format)) return *chosen;
    const bool for_person = context.output_is_terminal && output.path == "-";
    return for_person ? TableFormat::table : TableFormat::csv;
}

}  // namespace certrec::cli
