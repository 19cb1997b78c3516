#include "certrec/report/summary.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/deciding.hpp"
#include "report/summary_tables.hpp"

namespace certrec {

namespace {

/// One group with what it is called.
struct LabelledTally {
    std::vector<std::string> labels;
    const GroupTally* tally;
};

/// The places of the groups that are put together: those that are too small, and as many of the
/// next smallest ones as make them large enough.
std::set<std::size_t> too_small(const std::vector<LabelledTally>& groups, std::uint64_t min_group) {
    std::vector<std::size_t> by_size(groups.size());
    for (std::size_t i = 0; i < by_size.size(); ++i) by_size[i] = i;
    const auto size_of = [&groups](std::size_t i) { return groups[i].tally->candidates(); };
    std::stable_sort(by_size.begin(), by_size.end(),
                     [&size_of](std::size_t a, std::size_t b) { return size_of(a) < size_of(b); });
    std::set<std::size_t> together;
    std::uint64_t candidates = 0;
    for (const std::size_t i : by_size) {
        const bool large_enough = together.empty() || candidates >= min_group;
        if (size_of(i) >= min_group && large_enough) break;
        together.insert(i);
        candidates += size_of(i);
    }
    return together;
}

ShownGroups show_groups(std::vector<std::string> columns, const std::vector<LabelledTally>& groups,
                        const GroupTally& all, std::uint64_t min_group, Language language) {
    ShownGroups shown;
    shown.columns = std::move(columns);
    if (all.candidates() < min_group && !groups.empty()) {
        shown.notes.push_back(compose("Fewer than {} candidates in all: no row is shown.",
                                      "总人数不足 {} 人，不予显示。", min_group));
        return shown;
    }
    const std::set<std::size_t> together = too_small(groups, min_group);
    GroupTally small;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (together.contains(i)) {
            small.add(*groups[i].tally);
        } else {
            shown.groups.emplace_back(groups[i].labels, *groups[i].tally);
        }
    }
    if (!together.empty()) {
        std::vector<std::string> labels(shown.columns.size());
        labels.front() = compose("(small groups)", "（小组合并）").in(language);
        shown.groups.emplace_back(std::move(labels), small);
        shown.notes.push_back(compose(
            "So that no row is of fewer than {0} candidates, {1} groups are put together in one.",
            "为使每行不少于 {0} 人，有 {1} 个小组合并为一行。", min_group, together.size()));
    }
    if (shown.groups.size() > 1) {
        shown.total.emplace(std::vector<std::string>(shown.columns.size()), all);
    }
    return shown;
}

Bilingual title_of(const SummaryPlan& plan) {
    std::vector<Bilingual> columns;
    for (const std::string& column : plan.by) {
        columns.push_back({column, group_column(column).title.zh});
    }
    return plan.subject == SummarySubject::results
               ? compose("Results by {0}", "评定结果统计（按{0}）", joined(columns))
               : compose("Eligibility by {0}", "申报资格统计（按{0}）", joined(columns));
}

template <typename Key>
void add_tally(std::map<Key, GroupTally>& groups, Key key, GroupTally tally) {
    const auto [place, is_new] = groups.try_emplace(std::move(key));
    if (is_new) {
        place->second = std::move(tally);
    } else {
        place->second.add(tally);
    }
}

template <typename Key>
GroupTally sum_of(const std::map<Key, GroupTally>& groups, std::size_t parts) {
    GroupTally all;
    all.points.resize(parts);
    for (const auto& [key, tally] : groups) all.add(tally);
    return all;
}

/// The years. Rows without a day are in none, but where so few are, they are a small group: what
/// they are could be worked out from the candidates of all years.
ShownGroups show_years(const std::map<std::optional<int>, GroupTally>& years,
                       const SummaryPlan& plan, Language language) {
    std::vector<LabelledTally> groups;
    GroupTally all;
    all.points.resize(plan.parts.size());
    for (const auto& [year, tally] : years) {
        if (!year && tally.candidates() >= plan.min_group) continue;
        groups.push_back({{year ? std::to_string(*year) : std::string()}, &tally});
        all.add(tally);
    }
    return show_groups({"year"}, groups, all, plan.min_group, language);
}

/// Says nothing of the points of a few candidates, nor of their total in any table where that would
/// give them away.
void hide_few_points(std::initializer_list<ShownGroups*> tables, const SummaryPlan& plan) {
    for (std::size_t part = 0; part < plan.parts.size(); ++part) {
        bool total_tells = false;
        for (ShownGroups* const shown : tables) {
            std::uint64_t hidden = 0;
            for (GroupFigures& group : shown->groups) {
                PointsFigures& points = group.points[part];
                if (points.count == 0 || points.count >= plan.min_group) continue;
                hidden += points.count;
                points.hide();
                shown->any_hidden_points = true;
            }
            total_tells |= hidden > 0 && hidden < plan.min_group;
        }
        if (!total_tells) continue;
        for (ShownGroups* const shown : tables) {
            if (shown->total) shown->total->points[part].hide();
        }
    }
    for (ShownGroups* const shown : tables) {
        if (!shown->any_hidden_points) continue;
        shown->notes.push_back(compose("Of the points of fewer than {} candidates nothing is said.",
                                       "不足 {} 人的成绩不作统计。", plan.min_group));
    }
}

}  // namespace

std::vector<ScoredPart> scored_parts(const Standard& standard, bool has_total) {
    const auto mark_title = [](Decimal mark) {
        return compose("pass mark {}", "合格分 {}", format_decimal(mark));
    };
    const bool weighted = standard.scoring.scheme == Scheme::weighted;
    std::vector<ScoredPart> parts;
    for (const Component& component : standard.components) {
        const Decimal mark = mark_of(standard, component);
        parts.push_back({component.id, component.name, component.full_mark, mark,
                         weighted ? compose("minimum {}", "最低分 {}", format_decimal(mark))
                                  : mark_title(mark)});
    }
    const auto total_mark = mark_of_total(standard);
    if (has_total && total_mark) {
        parts.push_back({"total", compose("total", "总分"), standard.scoring.full_mark, *total_mark,
                         mark_title(*total_mark)});
    }
    return parts;
}

std::uint64_t GroupTally::candidates() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : verdicts) sum += count;
    return sum;
}

void GroupTally::add(const GroupTally& other) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i] += other.verdicts[i];
    if (points.size() < other.points.size()) points.resize(other.points.size());
    for (std::size_t i = 0; i < other.points.size(); ++i) points[i].add(other.points[i]);
    for (const auto& [reason, count] : other.reasons) reasons[reason] += count;
}

void Summary::add(std::vector<GroupValue> group, GroupTally tally) {
    add_tally(groups_, std::move(group), std::move(tally));
}

void Summary::add_year(std::optional<int> year, GroupTally tally) {
    add_tally(years_, year, std::move(tally));
}

Report Summary::report(Language language) const {
    std::vector<LabelledTally> groups;
    for (const auto& [values, tally] : groups_) {
        std::vector<std::string> labels;
        for (const GroupValue& value : values) labels.push_back(value.text);
        groups.push_back({std::move(labels), &tally});
    }
    const GroupTally all = sum_of(groups_, plan_.parts.size());
    ShownGroups shown = show_groups(plan_.by, groups, all, plan_.min_group, language);
    ShownGroups shown_years = show_years(years_, plan_, language);
    hide_few_points({&shown, &shown_years}, plan_);
    const bool is_hidden = shown.groups.empty();

    Report report;
    report.title = title_of(plan_);
    if (plan_.standard != nullptr) {
        report.facts.push_back(compose("Standard {0}: {1}", "标准 {0}：{2}", plan_.standard->id,
                                       plan_.standard->title.en, plan_.standard->title.zh));
    }
    if (!is_hidden) {
        report.facts.push_back(compose("Candidates: {}", "人数：{}", all.candidates()));
    }
    report.sections.push_back(verdicts_section(plan_, shown));
    report.sections.push_back(reasons_section(plan_, shown, language));
    for (std::size_t i = 0; i < plan_.parts.size(); ++i) {
        report.sections.push_back(points_section(plan_, i, shown));
        report.sections.push_back(classes_section(
            plan_.parts[i], is_hidden ? Distribution() : all.points[i].distribution()));
    }
    if (!plan_.over.empty()) report.sections.push_back(years_section(plan_, shown_years));
    return report;
}

}  // namespace certrec
