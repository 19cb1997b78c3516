#include "report/summary_tables.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr unsigned kRatePlaces = 1;
constexpr unsigned kMeanPlaces = 2;
/// How many classes of points there are at least.
constexpr std::int64_t kClasses = 20;

Cell exact_cell(const std::optional<Decimal>& value) {
    return value ? format_decimal(*value) : std::string();
}

TableColumn candidates_column() {
    return number_column("candidates", compose("candidates", "人数"));
}

void add_group_columns(Table& table, const ShownGroups& shown) {
    for (const std::string& column : shown.columns) {
        table.columns.push_back(group_column(column));
    }
}

std::vector<Cell> labels_of(const GroupFigures& group) {
    return {group.labels.begin(), group.labels.end()};
}

/// The id of the rate: that of passes, or of the eligible.
std::string rate_id(const SummaryPlan& plan) {
    return plan.subject == SummarySubject::results ? "pass_rate" : "eligible_rate";
}

Bilingual rate_title(const SummaryPlan& plan) {
    return plan.subject == SummarySubject::results ? compose("pass rate %", "合格率 %")
                                                   : compose("eligible %", "符合率 %");
}

void add_rate_columns(Table& table, const SummaryPlan& plan) {
    const std::string id = rate_id(plan);
    table.columns.push_back(number_column(id, rate_title(plan)));
    table.columns.push_back(number_column(id + "_low", compose("from %", "下限 %")));
    table.columns.push_back(number_column(id + "_high", compose("to %", "上限 %")));
}

void append_rate(std::vector<Cell>& row, const SummaryPlan& plan, const GroupFigures& group) {
    std::uint64_t good = 0;
    std::uint64_t decided = 0;
    const auto words = verdict_words(plan.subject);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].is_good) good += group.verdicts[i];
        if (words[i].is_decided) decided += group.verdicts[i];
    }
    row.push_back(decimal_cell(rate_in_percent(good, decided, kRatePlaces), kRatePlaces));
    const auto interval = wilson_interval(good, decided, kRatePlaces);
    row.push_back(interval ? format_decimal(interval->low, kRatePlaces) : std::string());
    row.push_back(interval ? format_decimal(interval->high, kRatePlaces) : std::string());
}

Bilingual rate_note(const SummaryPlan& plan) {
    return plan.subject == SummarySubject::results
               ? compose(
                     "The pass rate is of those who passed, failed or were disqualified; from "
                     "and to are its 95 % interval (Wilson).",
                     "合格率按合格、不合格及违纪人数计算；上下限为其 95 % 置信区间（威尔逊）。")
               : compose(
                     "The rate is of those who are eligible or ineligible; from and to are its "
                     "95 % interval (Wilson).",
                     "符合率按符合及不符合申报条件的人数计算；上下限为其 95 % "
                     "置信区间（威尔逊）。");
}

Chart rate_chart(ChartKind kind, const SummaryPlan& plan, std::vector<std::string> labels) {
    const std::string id = rate_id(plan);
    Chart chart;
    chart.kind = kind;
    chart.title = plan.subject == SummarySubject::results ? compose("Pass rate", "合格率")
                                                          : compose("Eligible", "符合率");
    chart.labels = std::move(labels);
    chart.values = {id};
    if (kind == ChartKind::intervals) chart.values = {id, id + "_low", id + "_high"};
    return chart;
}

void add_mean_column(Table& table, const ScoredPart& part) {
    table.columns.push_back(
        number_column(part.id + "_mean", compose("{0} mean", "{1}平均分", part.id, part.name.zh)));
}

void fill(Section& section, const ShownGroups& shown,
          const std::function<std::vector<Cell>(const GroupFigures&)>& row) {
    for (const GroupFigures& group : shown.groups) section.table.rows.push_back(row(group));
    if (shown.total) section.table.total = row(*shown.total);
    section.notes.insert(section.notes.end(), shown.notes.begin(), shown.notes.end());
}

/// The largest of 1, 2 and 5 times a power of ten that makes as many classes as are wanted.
Decimal class_width(Decimal full_mark) {
    const auto is_narrow = [full_mark](Decimal width) {
        DecimalSum classes;
        classes.add(width, kClasses);
        return classes.compare(full_mark) <= 0;
    };
    for (unsigned scale = 0; scale < 4; ++scale) {
        const std::int64_t most = scale == 0 ? 1'000'000 : 1;
        for (std::int64_t power = most; power >= 1; power /= 10) {
            for (const std::int64_t step : {5, 2, 1}) {
                if (const Decimal width(step * power, scale); is_narrow(width)) return width;
            }
        }
    }
    return full_mark;
}

Bilingual name_of_component(const SummaryPlan& plan, const VerdictReason& reason) {
    if (reason.component == VerdictReason::kTotal) return compose("total", "总分");
    if (reason.component == VerdictReason::kNothing || plan.standard == nullptr) return {};
    const Component& component = plan.standard->components[reason.component];
    return {component.id, component.name.zh};
}

}  // namespace

void PointsFigures::hide() {
    mean.reset();
    deviation.reset();
    quartiles = {};
}

PointsFigures::PointsFigures(const Distribution& points)
    : count(points.count()),
      mean(points.mean(kMeanPlaces)),
      deviation(points.deviation(kMeanPlaces)) {
    for (unsigned i = 0; i < quartiles.size(); ++i) quartiles[i] = points.quartile(i);
}

GroupFigures::GroupFigures(std::vector<std::string> labels_of_group, const GroupTally& tally)
    : labels(std::move(labels_of_group)),
      verdicts(tally.verdicts),
      candidates(tally.candidates()),
      reasons(tally.reasons) {
    for (const PointsTally& each : tally.points) points.emplace_back(each.distribution());
}

std::span<const VerdictWord> verdict_words(SummarySubject subject) {
    static const std::array<VerdictWord, kOutcomes> results = {{
        {"pass", {"pass", "合格"}, true, true},
        {"fail", {"fail", "不合格"}, false, true},
        {"absent", {"absent", "缺考"}},
        {"disqualified", {"disqualified", "违纪"}, false, true},
        {"pending", {"pending", "待评"}},
        {"ineligible", {"ineligible", "不具备资格"}},
        {"irregular", {"irregular", "场次违规"}},
        {"invalid", {"invalid", "无效"}},
    }};
    static const std::array<VerdictWord, 4> eligibility = {{
        {"eligible", {"eligible", "符合"}, true, true},
        {"ineligible", {"ineligible", "不符合"}, false, true},
        {"undetermined", {"undetermined", "无法确定"}},
        {"invalid", {"invalid", "无效"}},
    }};
    if (subject == SummarySubject::results) return results;
    return eligibility;
}

Section verdicts_section(const SummaryPlan& plan, const ShownGroups& shown) {
    Section section;
    section.title = plan.subject == SummarySubject::results ? compose("Outcomes", "评定结果")
                                                            : compose("Verdicts", "资格审核结论");
    Table& table = section.table;
    table.id = "group";
    add_group_columns(table, shown);
    table.columns.push_back(candidates_column());
    const auto words = verdict_words(plan.subject);
    Chart bars;
    bars.kind = ChartKind::stacked_bars;
    bars.title = section.title;
    bars.labels = shown.columns;
    for (const VerdictWord& word : words) {
        table.columns.push_back(number_column(std::string(word.id), word.title));
        bars.values.emplace_back(word.id);
    }
    add_rate_columns(table, plan);
    for (const ScoredPart& part : plan.parts) {
        add_mean_column(table, part);
        table.columns.push_back(number_column(
            part.id + "_median", compose("{0} median", "{1}中位数", part.id, part.name.zh)));
    }
    section.charts = {std::move(bars), rate_chart(ChartKind::intervals, plan, shown.columns)};
    section.notes = {rate_note(plan)};
    fill(section, shown, [&plan, &words](const GroupFigures& group) {
        std::vector<Cell> row = labels_of(group);
        row.emplace_back(group.candidates);
        for (std::size_t i = 0; i < words.size(); ++i) row.emplace_back(group.verdicts[i]);
        append_rate(row, plan, group);
        for (const PointsFigures& points : group.points) {
            row.push_back(decimal_cell(points.mean, kMeanPlaces));
            row.push_back(exact_cell(points.quartiles[2]));
        }
        return row;
    });
    return section;
}

Section reasons_section(const SummaryPlan& plan, const ShownGroups& shown, Language language) {
    Section section;
    section.title = plan.subject == SummarySubject::results
                        ? compose("Why candidates did not pass", "未通过的原因")
                        : compose("Why candidates may not apply", "不符合申报条件的原因");
    Table& table = section.table;
    table.id = "reason";
    add_group_columns(table, shown);
    table.columns.push_back({"verdict", compose("verdict", "结论")});
    if (plan.subject == SummarySubject::results) {
        table.columns.push_back({"component", compose("component", "科目")});
    }
    table.columns.push_back({"clause", compose("clause", "条款")});
    table.columns.push_back(candidates_column());
    const auto words = verdict_words(plan.subject);
    for (const GroupFigures& group : shown.groups) {
        for (const auto& [reason, count] : group.reasons) {
            std::vector<Cell> row = labels_of(group);
            row.emplace_back(words[reason.verdict].title.in(language));
            if (plan.subject == SummarySubject::results) {
                row.emplace_back(name_of_component(plan, reason).in(language));
            }
            row.emplace_back(reason.clause);
            row.emplace_back(count);
            table.rows.push_back(std::move(row));
        }
    }
    section.notes = {compose("A candidate with several reasons counts for each of them.",
                             "一名考生有多项原因的，每项各计一次。")};
    return section;
}

Section points_section(const SummaryPlan& plan, std::size_t part_index, const ShownGroups& shown) {
    const ScoredPart& part = plan.parts[part_index];
    Section section;
    section.title = compose("Points: {0}", "成绩：{1}", part.name.en, part.name.zh);
    Table& table = section.table;
    table.id = "points_" + part.id;
    add_group_columns(table, shown);
    table.columns.push_back(number_column("scored", compose("scored", "有成绩人数")));
    table.columns.push_back(number_column("mean", compose("mean", "平均分")));
    table.columns.push_back(number_column("deviation", compose("std dev", "标准差")));
    constexpr std::array kQuartiles = {"min", "q1", "median", "q3", "max"};
    const std::array titles = {compose("min", "最低分"), compose("q1", "下四分位数"),
                               compose("median", "中位数"), compose("q3", "上四分位数"),
                               compose("max", "最高分")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        table.columns.push_back(number_column(kQuartiles[i], titles[i]));
    }
    section.notes = {compose(
        "The standard deviation is that of a sample (n - 1); quartiles are by definition 7 of "
        "Hyndman and Fan.",
        "标准差为样本标准差（除以 n－1）；四分位数按 Hyndman 与 Fan 的定义 7 计算。")};
    section.charts = {{ChartKind::intervals,
                       compose("Median and middle half", "中位数与四分位区间"),
                       shown.columns,
                       {"median", "q1", "q3"},
                       part.mark,
                       part.mark_title}};
    fill(section, shown, [part_index](const GroupFigures& group) {
        const PointsFigures& points = group.points[part_index];
        std::vector<Cell> row = labels_of(group);
        row.emplace_back(points.count);
        row.push_back(decimal_cell(points.mean, kMeanPlaces));
        row.push_back(decimal_cell(points.deviation, kMeanPlaces));
        for (const auto& quartile : points.quartiles) row.push_back(exact_cell(quartile));
        return row;
    });
    return section;
}

Section classes_section(const ScoredPart& part, const Distribution& points) {
    Section section;
    section.title = compose("Distribution: {0}", "分布：{1}", part.name.en, part.name.zh);
    Table& table = section.table;
    table.id = "distribution_" + part.id;
    table.columns = {number_column("from", compose("from", "自")),
                     number_column("to", compose("below", "至")), candidates_column()};
    const Decimal width = class_width(part.full_mark);
    const auto bound = [width](std::int64_t place) {
        return Decimal(width.units() * place, width.scale());
    };
    // The full mark is in the last class; what lies outside has no bound on its other side.
    std::int64_t last = 1;
    while (bound(last) < part.full_mark) ++last;
    std::uint64_t below = 0;
    std::uint64_t above = 0;
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(last));
    for (const ValueCount& each : points.values()) {
        if (each.value < Decimal()) {
            below += each.count;
        } else if (each.value > part.full_mark) {
            above += each.count;
        } else {
            std::int64_t place = 0;
            while (place + 1 < last && bound(place + 1) <= each.value) ++place;
            counts[static_cast<std::size_t>(place)] += each.count;
        }
    }
    if (below > 0) table.rows.push_back({"", "0", below});
    for (std::int64_t place = 0; place < last && points.count() > 0; ++place) {
        table.rows.push_back({format_decimal(bound(place)), format_decimal(bound(place + 1)),
                              counts[static_cast<std::size_t>(place)]});
    }
    if (above > 0) table.rows.push_back({format_decimal(part.full_mark), "", above});
    section.notes = {
        compose("All groups together. A class begins with its lower bound and ends "
                "before the upper one; the full mark is in the last class.",
                "所有分组合计。每段含下限、不含上限；满分计入最后一段。")};
    section.charts = {{ChartKind::histogram,
                       section.title,
                       {"from", "to"},
                       {"candidates"},
                       part.mark,
                       part.mark_title}};
    return section;
}

Section years_section(const SummaryPlan& plan, const ShownGroups& shown) {
    Section section;
    section.title = compose("Over the years", "历年情况");
    Table& table = section.table;
    table.id = "year";
    add_group_columns(table, shown);
    table.columns.push_back(candidates_column());
    add_rate_columns(table, plan);
    Chart means;
    means.kind = ChartKind::lines;
    means.title = compose("Mean", "平均分");
    means.labels = shown.columns;
    for (const ScoredPart& part : plan.parts) {
        add_mean_column(table, part);
        means.values.push_back(part.id + "_mean");
    }
    section.notes = {compose("The year is that of the column {}.", "年份取自 {} 列。", plan.over)};
    section.charts = {rate_chart(ChartKind::lines, plan, shown.columns)};
    if (!plan.parts.empty()) section.charts.push_back(std::move(means));
    fill(section, shown, [&plan](const GroupFigures& group) {
        std::vector<Cell> row = labels_of(group);
        row.emplace_back(group.candidates);
        append_rate(row, plan, group);
        for (const PointsFigures& points : group.points) {
            row.push_back(decimal_cell(points.mean, kMeanPlaces));
        }
        return row;
    });
    return section;
}

}  // namespace certrec
