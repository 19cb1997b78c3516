#include "certrec/report/item_report.hpp"

#include <utility>

#include "base/compose.hpp"
#include "certrec/report/statistics.hpp"

namespace certrec {

namespace {

Cell cell_of(const std::optional<std::uint64_t>& count) { return count ? Cell(*count) : Cell(""); }

/// A name for people, an id for programs.
Cell name_of(const std::string& id, const Bilingual& name, Language language) {
    return language == Language::zh && !name.zh.empty() ? name.zh : id;
}

/// Near the mark, in a hundred candidates.
std::optional<Decimal> near_rate(const ComponentQuality& quality) {
    if (!quality.near_mark) return std::nullopt;
    return rate_in_percent(*quality.near_mark, quality.candidates, 1);
}

void append_item(std::vector<Cell>& row, const PlannedItem& item, const ItemQuality& quality) {
    row.emplace_back(format_decimal(item.full_mark));
    row.push_back(decimal_cell(quality.mean, kPointPlaces));
    for (const auto& coefficient : {quality.difficulty, quality.discrimination,
                                    quality.rest_correlation, quality.alpha_without}) {
        row.push_back(decimal_cell(coefficient, kCoefficientPlaces));
    }
}

void append_component(std::vector<Cell>& row, const PlannedComponent& plan,
                      const ComponentQuality& quality) {
    row.push_back(decimal_cell(quality.mean, kPointPlaces));
    row.push_back(decimal_cell(quality.deviation, kPointPlaces));
    row.push_back(decimal_cell(quality.alpha, kCoefficientPlaces));
    row.push_back(decimal_cell(quality.error, kPointPlaces));
    row.emplace_back(plan.mark ? format_decimal(*plan.mark) : std::string());
    row.push_back(cell_of(quality.near_mark));
    row.push_back(decimal_cell(near_rate(quality), 1));
}

/// What is left of a row of which nothing more is said.
void fill(std::vector<Cell>& row, std::size_t size) { row.resize(size, Cell("")); }

}  // namespace

ItemReport::ItemReport(std::vector<PlannedComponent> plans, std::vector<std::string> by)
    : plans_(std::move(plans)), by_(std::move(by)) {}

std::vector<ItemTally>& ItemReport::group(const std::vector<GroupValue>& values) {
    const auto [group, is_new] = groups_.try_emplace(values);
    if (is_new) {
        for (const PlannedComponent& plan : plans_) group->second.emplace_back(plan);
    }
    return group->second;
}

std::vector<TableColumn> ItemReport::group_columns() const {
    std::vector<TableColumn> columns;
    for (const std::string& name : by_) {
        columns.push_back(group_column(name));
    }
    columns.push_back(text_column("component", compose("component", "科目")));
    return columns;
}

Section ItemReport::item_section() const {
    Section section;
    section.title = compose("Items", "试题（分项）");
    section.table.id = "item";
    section.table.columns = group_columns();
    const auto add = [&](std::string id, Bilingual title) {
        section.table.columns.push_back(number_column(std::move(id), std::move(title)));
    };
    section.table.columns.push_back({"item", compose("item", "分项")});
    add("candidates", compose("candidates", "人数"));
    add("full_mark", compose("full mark", "满分"));
    add("mean", compose("mean", "平均分"));
    add("difficulty", compose("difficulty", "难度"));
    add("discrimination", compose("discrimination", "区分度"));
    add("rest_correlation", compose("correlation with rest", "与其余分项相关"));
    add("alpha_without", compose("alpha without it", "删除后 α"));
    section.notes = {
        compose("Difficulty is the mean by the full mark: the higher, the easier.",
                "难度为平均分与满分之比：越高越容易。"),
        compose(
            "Discrimination is the mean of the 27 % with the highest score in the component "
            "less that of the 27 % with the lowest, by the full mark. Those who tie at the "
            "border of a group share its places.",
            "区分度为该科目得分最高的 27% 与最低的 27% 两组平均分之差与满分之比；组界处同分者均分"
            "组内余下名额。"),
        compose("The correlation is that with the score of the component without the item.",
                "相关系数为该分项与科目其余部分得分之间的相关。")};
    Chart chart;
    chart.kind = ChartKind::scatter;
    chart.title = compose("Items by difficulty and discrimination", "各分项的难度与区分度");
    chart.labels = by_;
    chart.labels.emplace_back("component");
    chart.labels.emplace_back("item");
    chart.values = {"difficulty", "discrimination"};
    section.charts.push_back(std::move(chart));
    return section;
}

Section ItemReport::component_section() const {
    Section section;
    section.title = compose("Components", "科目");
    section.table.id = "component";
    section.table.columns = group_columns();
    const auto add = [&](std::string id, Bilingual title) {
        section.table.columns.push_back(number_column(std::move(id), std::move(title)));
    };
    add("items", compose("items", "分项数"));
    add("candidates", compose("candidates", "人数"));
    add("left_out", compose("left out", "未计入"));
    add("mean", compose("mean", "平均分"));
    add("deviation", compose("standard deviation", "标准差"));
    add("alpha", compose("alpha", "α 系数"));
    add("error", compose("standard error", "测量标准误"));
    add("mark", compose("mark", "合格线"));
    add("near_mark", compose("near the mark", "临界人数"));
    add("near_rate", compose("near the mark %", "临界比例 %"));
    section.notes = {
        compose("Those count who have points in every item of the component; who has a word such "
                "as absent, or nothing yet, in one of them is left out.",
                "仅计该科目各分项均有分数者；任一分项为缺考等文字或尚无成绩者不计入。"),
        compose("Alpha is Cronbach's, of the items as they count in the component. The standard "
                "error of measurement is the standard deviation times the square root of 1 - "
                "alpha.",
                "α 为克龙巴赫系数，按各分项计入科目的分值计算。测量标准误为标准差乘以 1 − α "
                "的平方根。"),
        compose("Near the mark is who has a score within one standard error of it: another form of "
                "the exam might well have decided otherwise.",
                "临界指得分与合格线相差不超过一个测量标准误者：换一份试卷，结果很可能不同。")};
    return section;
}

Report ItemReport::report(std::uint64_t min_group, Language language) const {
    Report report;
    report.title = compose("Quality of the exam", "试题质量分析");
    Section items = item_section();
    Section components = component_section();
    bool any_hidden = false;
    for (const auto& [values, tallies] : groups_) {
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            const PlannedComponent& plan = plans_[i];
            const ComponentQuality quality = tallies[i].quality();
            const bool hidden = quality.candidates > 0 && quality.candidates < min_group;
            any_hidden |= hidden;
            std::vector<Cell> group;
            for (const GroupValue& value : values) group.emplace_back(value.text);
            group.push_back(name_of(plan.id, plan.name, language));
            for (std::size_t item = 0; item < plan.items.size(); ++item) {
                std::vector<Cell> row = group;
                row.push_back(name_of(plan.items[item].id, plan.items[item].name, language));
                if (!hidden) {
                    row.emplace_back(quality.candidates);
                    append_item(row, plan.items[item], quality.items[item]);
                }
                fill(row, items.table.columns.size());
                items.table.rows.push_back(std::move(row));
            }
            std::vector<Cell> row = std::move(group);
            row.emplace_back(std::uint64_t{plan.items.size()});
            if (!hidden) {
                row.emplace_back(quality.candidates);
                row.emplace_back(quality.left_out);
                append_component(row, plan, quality);
            }
            fill(row, components.table.columns.size());
            components.table.rows.push_back(std::move(row));
        }
    }
    if (any_hidden) {
        const Bilingual note = compose("Of fewer than {} candidates nothing is said.",
                                       "不足 {} 人的组不作统计。", min_group);
        items.notes.push_back(note);
        components.notes.push_back(note);
    }
    report.sections.push_back(std::move(items));
    report.sections.push_back(std::move(components));
    return report;
}

}  // namespace certrec
