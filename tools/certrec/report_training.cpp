#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/report/training.hpp"
#include "cli.hpp"
#include "report_options.hpp"
#include "reports.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string counts = "-";
    std::string before;
    std::string after;
    std::uint64_t min_group = 1;
    InputOptions input;
    ReportOptions report;
};

/// Reads rows of counts into a report.
class CountReader {
  public:
    CountReader(Context& context, CsvReader& reader)
        : context_(context),
          reader_(reader),
          agent_(reader.header().require("agent_id")),
          period_(reader.header().require("period")),
          report_(find_columns()) {
        if (report_.has_indicators()) return;
        throw Refusal(
            {Severity::error,
             {reader.file(), 1, 0},
             compose("not enough columns for any indicator", "列不足以计算任何指标"),
             compose("the columns of counts are: {}", "计数列有：{}", joined(training_columns()))});
    }

    void read() {
        while (const CsvRow* const row = reader_.next()) {
            if (const auto fault = add(*row)) {
                any_unreadable_ = true;
                report_fault(context_, *row, *fault);
            }
        }
    }

    [[nodiscard]] const TrainingReport& report() const { return report_; }
    [[nodiscard]] ExitStatus status() const {
        return any_unreadable_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    [[nodiscard]] std::vector<std::string> find_columns() {
        for (const std::string& name : training_columns()) {
            const auto place = reader_.header().find(name);
            if (!place) continue;
            names_.push_back(name);
            places_.push_back(*place);
        }
        return names_;
    }

    [[nodiscard]] std::optional<CellFault> add(const CsvRow& row) {
        for (const std::size_t column : {agent_, period_}) {
            if (row.field(column).empty()) {
                return CellFault{column, compose("the cell is empty", "单元格为空"), {}};
            }
        }
        if (auto fault = check_person_id(row, agent_, "agent_id", "人员编号")) return fault;
        std::vector<std::optional<std::int64_t>> counts;
        for (const std::size_t column : places_) {
            const std::string_view cell = row.field(column);
            if (cell.empty()) {
                counts.emplace_back();
                continue;
            }
            const auto count = parse_decimal(cell);
            if (!count || count->scale() > 0 || count->units() < 0 ||
                count->units() > TrainingReport::kMostCount) {
                return CellFault{
                    column, compose("'{}' is not a count", "“{}”不是计数", shown_cell(cell)),
                    compose("write a whole number from 0 on, or nothing if it is not known",
                            "请写不小于 0 的整数，未知则留空")};
            }
            counts.emplace_back(count->units());
        }
        if (const auto fault = find_too_great(counts)) return fault;
        if (report_.add(std::string(row.field(agent_)), std::string(row.field(period_)),
                        std::move(counts))) {
            return std::nullopt;
        }
        return CellFault{
            agent_,
            compose("a second row of agent '{0}' in period '{1}'", "人员“{0}”在时期“{1}”有第二行",
                    shown_cell(row.field(agent_)), shown_cell(row.field(period_))),
            {}};
    }

    /// A part that is more than the whole.
    [[nodiscard]] std::optional<CellFault> find_too_great(
        const std::vector<std::optional<std::int64_t>>& counts) const {
        for (const CountPart& part : training_parts()) {
            const auto whole = count_of(part.whole, counts);
            std::int64_t sum = 0;
            for (const std::string& name : part.parts) sum += count_of(name, counts).value_or(0);
            if (!whole || sum <= *whole) continue;
            return CellFault{
                places_[*place_of(part.whole)],
                compose("{} {} of {} {}", "{2} 个 {3} 中有 {0} 个 {1}", sum,
                        fmt::format("{}", fmt::join(part.parts, " + ")), *whole, part.whole),
                compose("the part cannot be more than the whole", "部分不能多于总数")};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> place_of(const std::string& name) const {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == name) return i;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::int64_t> count_of(
        const std::string& name, const std::vector<std::optional<std::int64_t>>& counts) const {
        const auto place = place_of(name);
        return place ? counts[*place] : std::nullopt;
    }

    Context& context_;
    CsvReader& reader_;
    std::size_t agent_;
    std::size_t period_;
    std::vector<std::string> names_;
    std::vector<std::size_t> places_;  // of the columns `names_`
    TrainingReport report_;
    bool any_unreadable_ = false;
};

std::optional<TrainingComparison> find_comparison(const Options& options,
                                                  const TrainingReport& report) {
    if (options.before.empty()) return std::nullopt;
    for (const std::string& period : {options.before, options.after}) {
        if (report.has_period(period)) continue;
        throw Refusal({Severity::error,
                       {options.counts, 0, 0},
                       compose("no row of period '{}'", "没有时期“{}”的行", shown(period)),
                       {}});
    }
    return TrainingComparison{options.before, options.after};
}

ExitStatus run_training(Context& context, const Options& options) {
    if (options.before.empty() != options.after.empty()) {
        throw UsageError(
            compose("--before and --after belong together", "--before 与 --after 须同时给出"),
            compose("they name the periods that are compared", "二者为要对比的时期"));
    }
    use_columns_file(context, options.input.columns_file);
    CsvReader reader(open_table(context, options.counts, {TableKind::counts, {}}, &options.input));
    Output output(context, options.report.output,
                  std::array{options.counts, options.input.columns_file});
    CountReader counts(context, reader);
    counts.read();
    write_answer(
        context, options.report, output,
        counts.report().report(find_comparison(options, counts.report()), options.min_group,
                               report_language(context, options.report)));
    return counts.status();
}

}  // namespace

void add_report_training(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = report.add_subcommand(
        "training",
        say.with_examples("Indicators of training from counts of calls, before and after",
                          "由通话计数得出培训前后的指标",
                          "  certrec report training counts.csv\n"
                          "  certrec report training --before 2026-03 --after 2026-05 counts.csv"));
    command
        ->add_option("COUNTS", options->counts,
                     say("Counts of agents, or - (the default)",
                         "呼叫中心人员的计数，或 -（默认，标准输入）"))
        ->type_name("");
    command
        ->add_option("--before", options->before,
                     say("The period before the training", "培训之前的时期"))
        ->type_name("PERIOD");
    command
        ->add_option("--after", options->after,
                     say("The period after it, which is compared", "培训之后的时期，与之前对比"))
        ->type_name("PERIOD");
    add_input_options(*command, options->input, say);
    add_min_group_option(
        *command, options->min_group,
        say("Say nothing of fewer agents than this (default: 1)", "不足 N 人的不作统计（默认：1）"),
        say);
    add_report_options(*command, options->report, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_training(context, *options); };
    });
}

}  // namespace certrec::cli
