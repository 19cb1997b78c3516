#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/holiday.hpp"
#include "certrec/rules/working_days.hpp"
#include "cli.hpp"
#include "report_options.hpp"
#include "reports.hpp"
#include "rosters.hpp"

namespace certrec::cli {

namespace {

struct Options {
    RosterOptions roster;
    InputOptions input;
    ReportOptions report;
};

struct Kind {
    std::string_view word;
    Bilingual title;
    Roster (*make)(const RosterInput& input);
};

const std::array<Kind, 3>& kinds() {
    static const std::array<Kind, 3> kKinds = {
        Kind{"notice", compose("Notice before issue", "拟发证人员公示"), make_notice},
        Kind{"issued", compose("Certificates issued", "发证名册"), make_issued_list},
        Kind{"corrections", compose("Rows to be put right", "待更正名单"), make_corrections}};
    return kKinds;
}

/// Requires: the command line was looked at, so the word is one of these, or not there.
const Kind& require_kind(const std::string& word) {
    for (const Kind& kind : kinds()) {
        if (kind.word == word) return kind;
    }
    throw UsageError(
        compose("which list?", "要哪一种名单？"),
        compose(
            "--kind notice: who is to be certified; issued: who was; corrections: rows to be put "
            "right",
            "--kind notice：拟发证人员公示；issued：发证名册；corrections：待更正名单"));
}

/// Throws UsageError for an option that the kind has no use for.
void check(const RosterOptions& options) {
    const auto only_for = [&options](std::string_view option, bool is_given,
                                     std::string_view kind) {
        if (!is_given || options.kind == kind) return;
        throw UsageError(compose("{} is for --kind {}", "{} 仅用于 --kind {}", option, kind));
    };
    only_for("--from", !options.from.empty(), "notice");
    only_for("--holidays", !options.holidays.empty(), "notice");
    only_for("--register", !options.register_folder.empty(), "issued");
    if (options.kind == "corrections" &&
        !(options.sort.empty() && options.with.empty() && options.standard.empty())) {
        throw UsageError(compose("--kind corrections lists rows as they stand in the file",
                                 "--kind corrections 按文件原样列出各行"),
                         compose("leave --sort, --with and --standard out",
                                 "请勿使用 --sort、--with 和 --standard"));
    }
    if (options.from.empty() != options.holidays.empty()) {
        throw UsageError(
            compose("--from and --holidays belong together", "--from 与 --holidays 须同时给出"),
            compose("the period of the notice counts working days, and their calendar "
                    "is announced from year to year",
                    "公示期按工作日计算，节假日安排逐年公布"));
    }
}

WorkingCalendar read_calendar(Context& context, const std::string& path) {
    CsvReader reader(open_table(context, path, {TableKind::holidays, {}}));
    const HolidayColumns columns(reader.header());
    WorkingCalendar calendar;
    while (const CsvRow* const row = reader.next()) {
        const auto read = read_holiday(*row, columns);
        if (const auto* const fault = std::get_if<CellFault>(&read)) {
            throw Refusal(
                {Severity::error, row->location(fault->column), fault->message, fault->hint});
        }
        if (!calendar.enter(std::get<Holiday>(read))) {
            throw Refusal({Severity::error,
                           row->location(columns.date),
                           compose("the day stands here twice", "该日期重复"),
                           {}});
        }
    }
    return calendar;
}

std::int64_t parse_working_days(const std::string& text) {
    constexpr std::int64_t kMost = 1000;
    const auto days = parse_decimal(text);
    if (days && days->scale() == 0 && days->units() >= 1 && days->units() <= kMost) {
        return days->units();
    }
    throw UsageError(compose("--working-days: '{}' is not a number of days",
                             "--working-days：“{}”不是天数", shown(text)),
                     compose("write a whole number from 1 to {}", "请写 1 至 {} 的整数", kMost));
}

WorkingPeriod find_period(Context& context, const RosterOptions& options, std::int64_t days) {
    const Date from = *parse_date_option("--from", options.from);
    const auto period = count_working_days(read_calendar(context, options.holidays), from, days);
    if (const auto* const gap = std::get_if<UncoveredYear>(&period)) {
        throw Refusal({Severity::error,
                       {options.holidays, 0, 0},
                       compose("no day of {} is here, and the period reaches into it",
                               "其中没有 {} 年的日期，而公示期涉及该年", gap->year),
                       compose("add that year's holidays and the weekends worked in their stead",
                               "请补充该年的放假和调休上班日")});
    }
    return std::get<WorkingPeriod>(period);
}

Section period_section(const WorkingPeriod& period, std::int64_t days) {
    Section section;
    section.title = compose("Period of the notice", "公示期");
    section.table.id = "period";
    section.table.columns = {text_column("first_day", compose("first day", "起始日")),
                             text_column("last_day", compose("last day", "截止日")),
                             number_column("working_days", compose("working days", "工作日数"))};
    section.table.rows.push_back({Cell(format_date(period.first)), Cell(format_date(period.last)),
                                  Cell(static_cast<std::uint64_t>(days))});
    return section;
}

ExitStatus run_roster(Context& context, const Options& options) {
    const Kind& kind = require_kind(options.roster.kind);
    check(options.roster);
    const std::array inputs = {options.roster.file, options.roster.holidays,
                               options.roster.register_folder, options.roster.standard,
                               options.input.columns_file};
    refuse_double_standard_input(inputs);
    use_columns_file(context, options.input.columns_file);
    const std::int64_t days = parse_working_days(options.roster.working_days);
    Report report;
    report.title = kind.title;
    std::optional<WorkingPeriod> period;
    if (!options.roster.from.empty()) {
        period = find_period(context, options.roster, days);
        report.facts.push_back(compose("The notice stands from {} to {}: {} working days.",
                                       "公示期自 {} 至 {}，共 {} 个工作日。",
                                       format_date(period->first), format_date(period->last),
                                       days));
    }
    const auto standard = load_named_standard(context, options.roster.standard);
    CsvReader reader(
        open_table(context, options.roster.file, columns_of_results(standard), &options.input));
    Output output(context, options.report.output, inputs);
    Roster roster = kind.make(
        {context, options.roster, reader, report_language(context, options.report), standard});
    report.sections.push_back(std::move(roster.section));
    if (period) report.sections.push_back(period_section(*period, days));
    write_answer(context, options.report, output, std::move(report));
    return roster.any_unreadable ? ExitStatus::not_judged : ExitStatus::done;
}

}  // namespace

void add_report_roster(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    RosterOptions& roster = options->roster;
    CLI::App* const command = report.add_subcommand(
        "roster", say.with_examples(
                      "Lists of people: the notice before issue, certificates issued, corrections",
                      "名单：发证前公示、已发证书、更正",
                      "  certrec report roster --kind notice --from 2026-11-09 results.csv\n"
                      "  certrec report roster --kind issued --register register issued.csv"));
    command
        ->add_option("FILE", roster.file,
                     say("Results, or what issue wrote, or - (the default)",
                         "评定结果，或 issue 的输出，或 -（默认，标准输入）"))
        ->type_name("");
    command->add_option("--kind", roster.kind, say("Which list", "哪种名单"))
        ->option_text("notice|issued|corrections");
    command
        ->add_option("--mask", roster.mask,
                     say("What is shown of document numbers: last4 (default), first6-last4, none",
                         "证件号码显示哪些位：last4（默认）、first6-last4、none（全部显示）"))
        ->option_text("last4|first6-last4|none");
    command->add_option("--sort", roster.sort, say("Columns to sort by", "按哪些列排序"))
        ->option_text("COL,...");
    command->add_option("--with", roster.with, say("Further columns to list", "另列哪些列"))
        ->option_text("COL,...");
    command
        ->add_option("--standard", roster.standard,
                     say("The standard of the rows, if it is not a built-in one",
                         "各行的标准，非内置时使用"))
        ->type_name("S");
    command
        ->add_option(
            "--register", roster.register_folder,
            say("issued: the register that the certificates are in", "issued：证书所在的名册"))
        ->type_name("DIR");
    command
        ->add_option("--from", roster.from,
                     say("notice: the day from which it stands", "notice：公示开始日期"))
        ->type_name("DATE");
    command
        ->add_option("--working-days", roster.working_days,
                     say("notice: how many working days it stands (default: 5)",
                         "notice：公示多少个工作日（默认：5）"))
        ->type_name("N");
    command
        ->add_option(
            "--holidays", roster.holidays,
            say("notice: days off, and weekends that are worked", "notice：节假日和调休上班日"))
        ->type_name("FILE");
    add_input_options(*command, options->input, say);
    add_report_options(*command, options->report, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_roster(context, *options); };
    });
}

}  // namespace certrec::cli
