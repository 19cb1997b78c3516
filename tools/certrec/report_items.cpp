#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/result.hpp"
#include "certrec/report/item_report.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "grade_answers.hpp"
#include "group_columns.hpp"
#include "report_options.hpp"
#include "reports.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string scores = "-";
    std::string standard;
    std::string full_mark;
    std::string pass_mark;
    std::string by;
    std::uint64_t min_group = 1;
    InputOptions input;
    ReportOptions report;
};

Decimal parse_mark(std::string_view option, const std::string& text) {
    const auto mark = parse_decimal(text);
    if (mark && *mark > Decimal{} && ItemTally::can_count(*mark)) return *mark;
    throw UsageError(
        compose("{}: '{}' is not a number of points", "{}：“{}”不是分数", std::string(option),
                shown(text)),
        compose("write a number above 0, such as 1 or 2.5", "请写大于 0 的数，如 1 或 2.5"));
}

/// The component that a column such as exam.q1 belongs to; a new one if need be.
Component& component_of(Standard& exam, const std::string& id) {
    const auto found = std::find_if(exam.components.begin(), exam.components.end(),
                                    [&id](const Component& each) { return each.id == id; });
    if (found != exam.components.end()) return *found;
    exam.components.emplace_back();
    exam.components.back().id = id;
    return exam.components.back();
}

/// What an exam demands of which nothing is known but the columns: the points of all items, each of
/// the same full mark, add up.
Standard make_plain_exam(const CsvHeader& header, Decimal full_mark,
                         const std::optional<Decimal>& pass_mark) {
    Standard exam;
    exam.scoring.scheme = Scheme::conjunctive;
    for (const std::string& name : header.names()) {
        const std::size_t point = name.find('.');
        if (point == 0 || point == std::string::npos || point + 1 == name.size()) continue;
        Item item;
        item.id = name.substr(point + 1);
        item.full_mark = full_mark;
        item.weight = full_mark;
        component_of(exam, name.substr(0, point)).items.push_back(std::move(item));
    }
    if (exam.components.size() > kMaxComponents) {
        throw Refusal(
            {Severity::error,
             {header.location(0).file, 1, 0},
             compose("items of more than {} components", "分项所属科目超过 {} 个", kMaxComponents),
             {}});
    }
    for (Component& component : exam.components) {
        DecimalSum full;
        full.add(full_mark, component.items.size());
        component.full_mark = full.total();
        component.pass_mark = pass_mark.value_or(Decimal{});
        if (component.pass_mark > component.full_mark) {
            throw UsageError(compose("--pass-mark: {} of {} has {} points in all",
                                     "--pass-mark：{1} 的 {0} 总分仅 {2} 分", component.id,
                                     header.location(0).file, format_decimal(component.full_mark)));
        }
    }
    return exam;
}

/// Reads rows of item scores into a report.
class ItemReader {
  public:
    /// `named`: the standard of --standard, if it is given.
    ItemReader(Context& context, const Options& options, CsvReader& reader, Language language,
               std::optional<Standard> named)
        : context_(context),
          reader_(reader),
          standard_(standard_of(options, reader.header(), std::move(named))),
          grader_(standard_),
          columns_(standard_, grader_.columns(), reader.header(),
                   reads_level(options, reader.header()) ? "" : "none"),
          rows_(standard_, columns_, nullptr),
          groups_(columns_to_group_by(options, reader.header()), reader.header(), standard_,
                  language),
          outcome_(reader.header().find("outcome")),
          report_(plans_of(options), groups_.names()) {
        find_places();
    }

    void read() {
        while (const CsvRow* const row = reader_.next()) {
            if (outcome_ && parse_outcome(row->field(*outcome_)) == Outcome::invalid) continue;
            if (!rows_.read(*row)) {
                refuse(*row, rows_.fault());
            } else if (const auto& fault = grader_.score(rows_.row().scores).fault) {
                refuse(*row, {columns_.place_of(*fault),
                              describe_grading_fault(standard_, grader_.columns(), *fault),
                              {}});
            } else {
                add(*row);
            }
        }
    }

    [[nodiscard]] const ItemReport& report() const { return report_; }
    [[nodiscard]] ExitStatus status() const {
        return any_unreadable_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    /// Whether levels are those of a standard.
    static bool reads_level(const Options& options, const CsvHeader& header) {
        return !options.standard.empty() && header.find("level");
    }

    static Standard standard_of(const Options& options, const CsvHeader& header,
                                std::optional<Standard> named) {
        if (named) {
            require_gradable(*named);
            return *std::move(named);
        }
        std::optional<Decimal> pass_mark;
        if (!options.pass_mark.empty()) pass_mark = parse_mark("--pass-mark", options.pass_mark);
        return make_plain_exam(header, parse_mark("--full-mark", options.full_mark), pass_mark);
    }

    static std::vector<std::string> columns_to_group_by(const Options& options,
                                                        const CsvHeader& header) {
        if (!options.by.empty()) return split_group_columns(options.by);
        if (header.find("level")) return {"level"};
        return {};
    }

    /// Those of the standard's components whose items are in the file.
    [[nodiscard]] std::vector<PlannedComponent> plans_of(const Options& options) const {
        std::vector<PlannedComponent> plans = plan_items(standard_);
        std::erase_if(plans, [this](const PlannedComponent& plan) {
            return !columns_.scores[first_item_of(plan.id)];
        });
        if (plans.empty()) refuse_without_items();
        if (options.standard.empty() && options.pass_mark.empty()) {
            for (PlannedComponent& plan : plans) plan.mark.reset();
        }
        return plans;
    }

    /// Its place in the columns of the grader. Requires: the component has items.
    [[nodiscard]] std::size_t first_item_of(const std::string& component) const {
        const auto columns = grader_.columns();
        const auto found =
            std::find_if(columns.begin(), columns.end(), [&](const ScoreColumn& column) {
                return column.part == ScoreColumn::Part::item &&
                       standard_.components[column.component].id == component;
            });
        return static_cast<std::size_t>(found - columns.begin());
    }

    [[noreturn]] void refuse_without_items() const {
        throw Refusal(
            {Severity::error,
             {reader_.file(), 0, 0},
             compose("there are no scores of items", "没有分项成绩"),
             compose("their columns are called COMPONENT.ITEM, such as theory.q1; "
                     "certrec-files(5), SCORES",
                     "分项成绩的列名为“科目.分项”，如 theory.q1；见 certrec-files(5) 的 SCORES")});
    }

    void find_places() {
        for (const PlannedComponent& plan : report_.plans()) {
            first_places_.push_back(first_item_of(plan.id));
            for (std::size_t i = 0; i < plan.items.size(); ++i) {
                if (plan.items[i].full_mark <= Decimal(ItemTally::kMostPoints, 0)) continue;
                throw Refusal(compose("the full mark of {} is above {}", "{} 的满分超过 {}",
                                      plan.items[i].id, ItemTally::kMostPoints));
            }
        }
    }

    void add(const CsvRow& row) {
        const std::span<const Score> scores = rows_.row().scores;
        if (const auto place = find_uncountable(scores)) return refuse(row, too_long(*place));
        std::vector<ItemTally>& tallies = report_.group(groups_.group_of(row));
        for (std::size_t i = 0; i < tallies.size(); ++i) add_to(tallies[i], items_of(i, scores));
    }

    [[nodiscard]] std::span<const Score> items_of(std::size_t plan,
                                                  std::span<const Score> scores) const {
        return scores.subspan(first_places_[plan], report_.plans()[plan].items.size());
    }

    /// The place of a score with more digits than are counted.
    [[nodiscard]] std::optional<std::size_t> find_uncountable(std::span<const Score> scores) const {
        for (std::size_t plan = 0; plan < first_places_.size(); ++plan) {
            const std::span<const Score> items = items_of(plan, scores);
            const auto found = std::find_if(items.begin(), items.end(), [](const Score& item) {
                return item.kind == ScoreKind::points && !ItemTally::can_count(item.points);
            });
            if (found != items.end()) {
                return first_places_[plan] + static_cast<std::size_t>(found - items.begin());
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] CellFault too_long(std::size_t place) const {
        return {*columns_.scores[place],
                compose("points with more than {} digits after the point", "小数点后超过 {} 位",
                        ItemTally::kMostPlaces),
                {}};
    }

    void refuse(const CsvRow& row, const CellFault& fault) {
        any_unreadable_ = true;
        report_fault(context_, row, fault);
    }

    void add_to(ItemTally& tally, std::span<const Score> items) {
        points_.clear();
        for (const Score& item : items) {
            if (item.kind != ScoreKind::points) return tally.leave_out();
            points_.push_back(item.points);
        }
        tally.add(points_);
    }

    Context& context_;
    CsvReader& reader_;
    Standard standard_;
    Grader grader_;
    ScoreColumns columns_;
    ScoreRowReader rows_;
    GroupColumns groups_;
    std::optional<std::size_t> outcome_;
    ItemReport report_;
    std::vector<std::size_t> first_places_;  // of each plan, in the columns of the grader
    std::vector<Decimal> points_;
    bool any_unreadable_ = false;
};

void check(const Options& options) {
    if (options.standard.empty() == options.full_mark.empty()) {
        throw UsageError(
            options.standard.empty()
                ? compose("the full marks of the items are not known", "各分项的满分未知")
                : compose("--full-mark is for items of no standard",
                          "--full-mark 仅用于无标准的分项"),
            compose("give --standard S, or --full-mark N if every item has the same",
                    "请给出 --standard，或在各分项满分相同时给出 --full-mark"));
    }
    if (!options.standard.empty() && !options.pass_mark.empty()) {
        throw UsageError(
            compose("--pass-mark is for items of no standard", "--pass-mark 仅用于无标准的分项"),
            compose("the standard states its pass marks", "合格分以标准为准"));
    }
}

ExitStatus run_items(Context& context, const Options& options) {
    check(options);
    use_columns_file(context, options.input.columns_file);
    auto standard = load_named_standard(context, options.standard);
    CsvReader reader(
        open_table(context, options.scores, columns_of_results(standard), &options.input));
    Output output(context, options.report.output,
                  std::array{options.scores, options.standard, options.input.columns_file});
    const Language language = report_language(context, options.report);
    ItemReader items(context, options, reader, language, std::move(standard));
    items.read();
    write_answer(context, options.report, output,
                 items.report().report(options.min_group, language));
    return items.status();
}

}  // namespace

void add_report_items(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const items = report.add_subcommand(
        "items",
        say.with_examples("Difficulty, discrimination and reliability, from scores of items",
                          "由分项成绩得出难度、区分度和信度",
                          "  certrec report items --full-mark 1 --pass-mark 24 quiz.csv\n"
                          "  certrec report items --standard my-items.toml scores.csv"));
    items
        ->add_option("SCORES", options->scores,
                     say("Scores or results with columns COMPONENT.ITEM, or - (the default)",
                         "有“科目.分项”各列的成绩或评定结果，或 -（默认，标准输入）"))
        ->type_name("");
    items
        ->add_option("--standard", options->standard,
                     say("The standard that has these items: full marks, weights, pass marks",
                         "设有这些分项的标准：满分、权重、合格分"))
        ->type_name("S");
    items
        ->add_option(
            "--full-mark", options->full_mark,
            say("Without a standard: the full mark of every item", "没有标准时：每个分项的满分"))
        ->type_name("N");
    items
        ->add_option("--pass-mark", options->pass_mark,
                     say("Without a standard: the pass mark of each component's sum",
                         "没有标准时：各科目总分的合格分"))
        ->type_name("N");
    items
        ->add_option("--by", options->by,
                     say("Columns to group by (default: level, if the file has it)",
                         "按哪些列分组（默认：level，如果文件中有）"))
        ->option_text("COL,...");
    add_input_options(*items, options->input, say);
    add_min_group_option(*items, options->min_group,
                         say("Say nothing of fewer candidates than this (default: 1)",
                             "不足 N 名考生的不作统计（默认：1）"),
                         say);
    add_report_options(*items, options->report, say);
    items->callback([options, &action] {
        action = [options](Context& context) { return run_items(context, *options); };
    });
}

}  // namespace certrec::cli
