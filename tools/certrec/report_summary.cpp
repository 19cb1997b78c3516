#include <algorithm>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/report/summary.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "report_options.hpp"
#include "reports.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string results = "-";
    std::string standard;
    std::string by = "level";
    ReportOptions report;
};

std::vector<std::string> split_names(const std::string& list) {
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin <= list.size()) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        names.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// Tallies result rows under the one standard that graded them.
class SummaryReader {
  public:
    SummaryReader(Context& context, const Options& options, CsvReader& reader, Language language)
        : context_(context),
          options_(options),
          reader_(reader),
          language_(language),
          by_(split_names(options.by)) {
        const CsvHeader& header = reader.header();
        for (const std::string& name : by_) {
            group_columns_.push_back(header.require(name));
            groups_by_level_.push_back(name == "level" || name == "awarded");
        }
        outcome_column_ = header.require("outcome");
        standard_column_ = header.require("standard");
    }

    [[nodiscard]] Table read() {
        while (const CsvRow* const row = reader_.next()) {
            if (!standard_) load(*row);
            add(*row);
        }
        if (!standard_) load_without_rows();
        return summary_->table();
    }

    [[nodiscard]] ExitStatus status() const {
        return any_unreadable_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    void load(const CsvRow& row) {
        if (!options_.standard.empty()) {
            start(load_standard(options_.standard, context_.sink()));
            return;
        }
        start(load_named(row));
    }

    [[nodiscard]] Standard load_named(const CsvRow& row) const {
        try {
            return load_builtin_standard(std::string(row.field(standard_column_)));
        } catch (const Refusal& refusal) {
            throw Refusal(
                {Severity::error, row.location(standard_column_), refusal.diagnostic().message,
                 compose("--standard names the TOML file of a standard that is not built in",
                         "非内置标准请用 --standard 指定其 TOML 文件")});
        }
    }

    void load_without_rows() {
        if (options_.standard.empty()) {
            throw Refusal({Severity::error,
                           {reader_.file(), 0, 0},
                           compose("there are no results to report", "没有可统计的评定结果"),
                           compose("--standard gives an empty report its columns",
                                   "加 --standard 可得到空表")});
        }
        start(load_standard(options_.standard, context_.sink()));
    }

    void start(Standard standard) {
        standard_ = std::move(standard);
        scores_.resize(standard_->components.size());
        counted_.emplace(*standard_, reader_.header());
        summary_.emplace(*standard_, by_);
        refuse_repeated_columns();
    }

    /// A group column that is named twice, or as a column of the report itself, would hide another.
    void refuse_repeated_columns() const {
        std::set<std::string> ids;
        for (const TableColumn& column : summary_->table().columns) {
            if (!ids.insert(column.id).second) {
                throw UsageError(compose("--by: two columns of the report would be called '{}'",
                                         "--by：统计表中将有两列名为“{}”", shown(column.id)),
                                 compose("name each column once, or rename it in the file",
                                         "每列只写一次，或在文件中改名"));
            }
        }
    }

    void add(const CsvRow& row) {
        if (!standard_->is_called(row.field(standard_column_))) {
            throw Refusal({Severity::error, row.location(standard_column_),
                           compose("a result of standard '{0}' among those of {1}",
                                   "{1} 的结果中混有标准“{0}”",
                                   shown_cell(row.field(standard_column_)), standard_->id),
                           compose("report on one standard at a time", "请按标准分别统计")});
        }
        const auto outcome = parse_outcome(row.field(outcome_column_));
        if (!outcome) {
            const std::string_view word = row.field(outcome_column_);
            return skip(row,
                        {outcome_column_,
                         compose("unknown outcome '{}'", "未知的结果“{}”", shown_cell(word)),
                         compose("certrec grade writes this column", "此列由 certrec grade 写出")});
        }
        for (std::size_t i = 0; i < scores_.size() && *outcome != Outcome::invalid; ++i) {
            const auto score = counted_->read(row, i);
            if (!score) {
                const std::size_t column = counted_->column(i);
                return skip(row, {column, describe_decimal_fault(row.field(column)), {}});
            }
            scores_[i] = {score->kind, decimal_of(score->value)};
        }
        summary_->add(group_of(row), *outcome, scores_);
    }

    [[nodiscard]] std::vector<GroupValue> group_of(const CsvRow& row) const {
        std::vector<GroupValue> group;
        for (std::size_t i = 0; i < group_columns_.size(); ++i) {
            const std::string_view text = row.field(group_columns_[i]);
            const Level* const level = groups_by_level_[i] ? standard_->find_level(text) : nullptr;
            if (level != nullptr) {
                group.push_back({level->rank, level_name(*level)});
            } else {
                group.push_back({kAfterLevels, std::string(text)});
            }
        }
        return group;
    }

    /// However the rows call it, a level is one group.
    [[nodiscard]] std::string level_name(const Level& level) const {
        return language_ == Language::zh ? level.name.zh : level.id;
    }

    /// A value that is no decimal is rounded to nine places: statistics are no verdicts.
    [[nodiscard]] static Decimal decimal_of(const Fraction& value) {
        const auto exact = value.decimal();
        if (exact) return *exact;
        return value.rounded({RoundingMode::half_up, kMaxRoundingPlaces})
            .decimal()
            .value_or(Decimal{});
    }

    void skip(const CsvRow& row, const CellFault& fault) {
        any_unreadable_ = true;
        report_fault(context_, row, fault);
    }

    static constexpr unsigned kAfterLevels = 1000;

    Context& context_;
    const Options& options_;
    CsvReader& reader_;
    Language language_;
    std::vector<std::string> by_;
    std::vector<std::size_t> group_columns_;
    std::vector<bool> groups_by_level_;
    std::size_t outcome_column_ = 0;
    std::size_t standard_column_ = 0;
    std::optional<Standard> standard_;
    std::optional<CountedColumns> counted_;
    std::vector<Score> scores_;
    std::optional<Summary> summary_;
    bool any_unreadable_ = false;
};

ExitStatus run_summary(Context& context, const Options& options) {
    CsvReader reader(open_input(context, options.results));
    Output output(context, options.report.output, std::array{options.results, options.standard});
    SummaryReader summary(context, options, reader, report_language(context, options.report));
    Report report;
    report.title = compose("Results", "评定结果统计");
    report.sections.push_back({compose("By group", "分组统计"), summary.read(), {}, {}});
    write_answer(context, options.report, output, std::move(report));
    return summary.status();
}

}  // namespace

void add_report_summary(CLI::App& report, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const summary =
        report.add_subcommand("summary", "Counts, pass rate, mean and median of each group");
    summary->add_option("RESULTS", options->results, "What grade wrote, or - (the default)")
        ->type_name("");
    summary->add_option("--by", options->by, "Columns to group by (default: level)")
        ->option_text("COL,...");
    summary
        ->add_option("--standard", options->standard,
                     "The standard of the results, if it is not a built-in one")
        ->type_name("S");
    add_report_options(*summary, options->report);
    summary->callback([options, &action] {
        action = [options](Context& context) { return run_summary(context, *options); };
    });
}

}  // namespace certrec::cli
