#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "block_rows.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/summary.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "group_columns.hpp"
#include "report_options.hpp"
#include "reports.hpp"
#include "summary_rows.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string rows = "-";
    std::string standard;
    std::string by = "level";
    std::string over;
    std::uint64_t min_group = 1;
    InputOptions input;
    ReportOptions report;
};

/// Results have an outcome; what check-eligibility wrote has none yet.
SummarySubject subject_of(const CsvHeader& header) {
    const bool has_outcome = header.find("outcome").has_value();
    return !has_outcome && header.find("eligibility") ? SummarySubject::eligibility
                                                      : SummarySubject::results;
}

/// Counts a file of results or of eligibility block by block, on as many threads as there are.
class SummaryRun {
  public:
    /// `named`: the standard of --standard, if it is given.
    SummaryRun(const Context& context, const Options& options, ByteSource source,
               std::optional<Standard> named)
        : context_(context),
          options_(options),
          csv_(std::move(source)),
          standard_(std::move(named)) {
        plan_.subject = subject_of(csv_.header());
        plan_.by = split_group_columns(options.by);
        plan_.over = options.over;
        plan_.min_group = options.min_group;
        columns_.emplace(plan_, csv_.header());
        has_first_ = csv_.next(first_);
        load();
        columns_->find_parts(plan_, csv_.header());
    }

    [[nodiscard]] Report report(Language language) {
        refuse_repeated_columns();
        count();
        Summary summary(plan_);
        for (auto& counter : counters_) {
            counter->hand_over(summary, language);
            counter.reset();
        }
        counters_.clear();
        return summary.report(language);
    }

    [[nodiscard]] ExitStatus status() const {
        return any_unreadable_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    struct Slot {
        Slot(const Context& context, const CsvBlocks& csv) : rows(context, csv) {}
        BlockRows rows;
        bool any_unreadable = false;
    };

    void load() {
        const bool of_results = plan_.subject == SummarySubject::results;
        if (!standard_ && of_results) standard_ = load_first();
        if (!standard_) return;
        plan_.standard = &*standard_;
        if (of_results) {
            plan_.parts = scored_parts(*standard_, csv_.header().find("total").has_value());
        }
    }

    [[nodiscard]] Standard load_first() {
        const std::size_t column = *columns_->standard;
        RowScanner scanner(csv_);
        if (has_first_) {
            scanner.start(first_);
            if (const CsvRow* const row = scanner.next()) return load_standard_of(*row, column);
        }
        throw Refusal(
            {Severity::error,
             {csv_.file(), 0, 0},
             compose("there are no results to report", "没有可统计的评定结果"),
             compose("--standard gives an empty report its columns", "加 --standard 可得到空表")});
    }

    /// A group column that is named twice, or as a column of the report itself, would hide another.
    void refuse_repeated_columns() const {
        for (const Section& section : Summary(plan_).report(Language::en).sections) {
            std::set<std::string> ids;
            for (const TableColumn& column : section.table.columns) {
                if (ids.insert(column.id).second) continue;
                throw UsageError(compose("--by: two columns of the report would be called '{}'",
                                         "--by：统计表中将有两列名为“{}”", shown(column.id)),
                                 compose("name each column once, or rename it in the file",
                                         "每列只写一次，或在文件中改名"));
            }
        }
    }

    void count() {
        const unsigned threads = threads_for(csv_);
        std::vector<std::unique_ptr<Slot>> slots;
        for (std::size_t i = 0; i < slots_for(threads); ++i) {
            slots.push_back(std::make_unique<Slot>(context_, csv_));
        }
        work_in_order(threads, {[&](std::size_t slot) { return take(slots[slot]->rows.block()); },
                                [&](std::size_t slot) { count_block(*slots[slot]); },
                                [&](std::size_t slot) { commit(*slots[slot]); }});
    }

    [[nodiscard]] bool take(CsvBlock& block) {
        if (!std::exchange(has_first_, false)) return csv_.next(block);
        block = std::move(first_);
        return true;
    }

    void count_block(Slot& slot) {
        slot.any_unreadable = false;
        std::unique_ptr<SummaryCounter> counter = take_counter();
        slot.rows.read([&](const CsvRow& row) {
            const auto fault = counter->add(row);
            if (!fault) return;
            slot.any_unreadable = true;
            slot.rows.report(
                {Severity::error, row.location(fault->column), fault->message, fault->hint});
        });
        give_back(std::move(counter));
    }

    void commit(const Slot& slot) {
        slot.rows.tell();
        any_unreadable_ |= slot.any_unreadable;
    }

    /// Blocks are counted by whichever counter is free, so that there are no more than threads.
    [[nodiscard]] std::unique_ptr<SummaryCounter> take_counter() {
        const std::lock_guard lock(mutex_);
        if (counters_.empty()) return std::make_unique<SummaryCounter>(plan_, *columns_);
        std::unique_ptr<SummaryCounter> counter = std::move(counters_.back());
        counters_.pop_back();
        return counter;
    }

    void give_back(std::unique_ptr<SummaryCounter> counter) {
        const std::lock_guard lock(mutex_);
        counters_.push_back(std::move(counter));
    }

    const Context& context_;
    const Options& options_;
    CsvBlocks csv_;
    CsvBlock first_;
    bool has_first_ = false;
    std::optional<Standard> standard_;
    SummaryPlan plan_;
    std::optional<SummaryColumns> columns_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SummaryCounter>> counters_;  // not in use
    bool any_unreadable_ = false;
};

ExitStatus run_summary(Context& context, const Options& options) {
    use_columns_file(context, options.input.columns_file);
    auto standard = load_named_standard(context, options.standard);
    auto source = open_table(context, options.rows, columns_of_results(standard), &options.input);
    SummaryRun run(context, options, std::move(source), std::move(standard));
    Output output(context, options.report.output,
                  std::array{options.rows, options.standard, options.input.columns_file});
    write_answer(context, options.report, output,
                 run.report(report_language(context, options.report)));
    return run.status();
}

}  // namespace

void add_report_summary(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const summary = report.add_subcommand(
        "summary",
        say.with_examples("Counts, rates and points of each group, and why candidates failed",
                          "各组的人数、比率和分数，以及不合格的原因",
                          "  certrec report summary results.csv\n"
                          "  certrec report summary --by level,site --table reason results.csv"));
    summary
        ->add_option("ROWS", options->rows,
                     say("What grade or check-eligibility wrote, or - (the default)",
                         "grade 或 check-eligibility 的输出，或 -（默认，标准输入）"))
        ->type_name("");
    summary
        ->add_option("--by", options->by,
                     say("Columns to group by (default: level)", "按哪些列分组（默认：level）"))
        ->option_text("COL,...");
    summary
        ->add_option("--over", options->over,
                     say("A column of days whose years are compared", "日期列，按其年份比较"))
        ->type_name("COL");
    add_min_group_option(*summary, options->min_group,
                         say("Show no group of fewer candidates by itself (default: 1)",
                             "少于 N 名考生的组不单独列出（默认：1）"),
                         say);
    summary
        ->add_option("--standard", options->standard,
                     say("The standard of the rows, if it is not a built-in one",
                         "各行的标准，非内置时使用"))
        ->type_name("S");
    add_input_options(*summary, options->input, say);
    add_report_options(*summary, options->report, say);
    summary->callback([options, &action] {
        action = [options](Context& context) { return run_summary(context, *options); };
    });
}

}  // namespace certrec::cli
