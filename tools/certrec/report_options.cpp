#include "report_options.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/page.hpp"
#include "line_faults.hpp"

namespace certrec::cli {

namespace {

/// A page is for people, as a table is.
bool is_page(const ReportOptions& options) { return options.output.format == "html"; }

/// Leaves nothing but the section that was asked for.
void narrow(Report& report, const std::string& table) {
    const auto place = find_section(report, table);
    if (!place) {
        std::vector<std::string> ids;
        for (const Section& section : report.sections) ids.push_back(section.table.id);
        throw UsageError(compose("the report has no table '{}'", "此报告没有表“{}”", shown(table)),
                         compose("its tables are {}", "它有这些表：{}", joined(ids)));
    }
    Section section = std::move(report.sections[*place]);
    report.sections.clear();
    report.sections.push_back(std::move(section));
}

}  // namespace

void add_report_options(CLI::App& command, ReportOptions& options, const Say& say) {
    command
        .add_option("--format", options.output.format,
                    say("Form of the answer (default: table on a terminal, else csv)",
                        "输出格式（默认：终端上为 table，否则为 csv）"))
        ->check(CLI::IsMember({"csv", "toml", "json", "jsonl", "table", "html"}))
        ->option_text("csv|toml|json|jsonl|table|html");
    command
        .add_option("--table", options.table,
                    say("Only this table of the report (csv, jsonl: by default the first)",
                        "只输出报告中的这张表（csv、jsonl：默认为第一张）"))
        ->type_name("ID");
    add_row_options(command, options.output, say);
}

void add_min_group_option(CLI::App& command, std::uint64_t& min_group, const std::string& help,
                          const Say& say) {
    command.add_option("--min-group", min_group, help)
        ->check(whole_number(1, 1'000'000'000, say))
        ->option_text("N");
}

Language report_language(const Context& context, const ReportOptions& options) {
    if (is_page(options)) return context.message_language;
    return answer_language(context, choose_format(context, options.output));
}

void write_answer(const Context& context, const ReportOptions& options, Output& output,
                  Report report) {
    if (!options.table.empty()) narrow(report, options.table);
    if (is_page(options)) {
        write_page(output.sink(), report, context.message_language);
    } else {
        const TableFormat format = choose_format(context, options.output);
        write_report(output.table(format), report, format, answer_language(context, format));
    }
    output.commit();
}

}  // namespace certrec::cli
