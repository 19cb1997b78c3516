#include "certrec/report/training.hpp"

#include <algorithm>
#include <set>

#include "base/compose.hpp"
#include "base/integer.hpp"

namespace certrec {

namespace {

constexpr unsigned kChangePlaces = 1;

unsigned places_of(IndicatorUnit unit) {
    switch (unit) {
        case IndicatorUnit::percent: return 2;
        case IndicatorUnit::seconds: return 1;
        case IndicatorUnit::count: break;
    }
    return 0;
}

/// The exact value of an indicator: over / under. Not there: nothing was counted.
struct Value {
    Integer over;
    Integer under;

    [[nodiscard]] bool is_there() const { return !under.is_zero(); }
};

Cell cell_of(const Value& value, IndicatorUnit unit) {
    if (!value.is_there()) return "";
    return format_decimal(rounded_quotient(value.over, value.under, places_of(unit)),
                          places_of(unit));
}

/// a - b.
Value difference_of(const Value& a, const Value& b) {
    return {a.over * b.under - b.over * a.under, a.under * b.under};
}

Cell change_of(const Value& before, const Value& after) {
    if (!before.is_there() || !after.is_there() || before.over.is_zero()) return "";
    const Value difference = difference_of(after, before);
    return format_decimal(rounded_quotient(difference.over * before.under * 100,
                                           difference.under * before.over, kChangePlaces),
                          kChangePlaces);
}

Bilingual course_of(const Value& difference, BetterWhen better) {
    if (!difference.is_there() || better == BetterWhen::neither) return {};
    if (difference.over.is_zero()) return compose("same", "持平");
    const bool improved = difference.over.is_negative() == (better == BetterWhen::lower);
    return improved ? compose("better", "改善") : compose("worse", "变差");
}

Bilingual title_of(const Indicator& indicator) {
    switch (indicator.unit) {
        case IndicatorUnit::percent:
            return compose("{0} %", "{1} %", indicator.name.en, indicator.name.zh);
        case IndicatorUnit::seconds:
            return compose("{0} s", "{1}（秒）", indicator.name.en, indicator.name.zh);
        case IndicatorUnit::count: break;
    }
    return indicator.name;
}

Bilingual too_few(std::uint64_t min_group) {
    return compose("Of fewer than {} agents nothing is said.", "不足 {} 人的不作统计。", min_group);
}

}  // namespace

/// The counts of some agents together. For an indicator only those rows count that know all of it.
class TrainingReport::Sums {
  public:
    explicit Sums(const std::vector<Planned>& plan) : plan_(plan), sums_(plan.size()) {}

    void add(const Counts& counts) {
        for (std::size_t i = 0; i < plan_.size(); ++i) {
            if (const auto part = part_of(counts, i)) add(i, *part);
        }
    }

    /// Enters what an agent did in two periods, where it is known of both.
    static void add_pair(Sums& before, const Counts& was, Sums& after, const Counts& is) {
        for (std::size_t i = 0; i < before.plan_.size(); ++i) {
            const auto part_before = before.part_of(was, i);
            const auto part_after = after.part_of(is, i);
            if (!part_before || !part_after) continue;
            before.add(i, *part_before);
            after.add(i, *part_after);
        }
    }

    [[nodiscard]] Value value(std::size_t indicator) const {
        const Sum& sum = sums_[indicator];
        const Indicator& what = *plan_[indicator].indicator;
        if (!sum.is_known) return {};
        if (what.under.empty()) return {Integer(sum.of.over), 1};
        const Integer over = Integer(sum.of.over);
        return {what.unit == IndicatorUnit::percent ? over * 100 : over, Integer(sum.of.under)};
    }

    void append(std::vector<Cell>& row) const {
        for (std::size_t i = 0; i < plan_.size(); ++i) {
            row.push_back(cell_of(value(i), plan_[i].indicator->unit));
        }
    }

  private:
    struct Part {
        Int128 over = 0;
        Int128 under = 0;
    };
    struct Sum {
        bool is_known = false;
        Part of;
    };

    void add(std::size_t indicator, const Part& part) {
        Sum& sum = sums_[indicator];
        sum.is_known = true;
        sum.of.over += part.over;
        sum.of.under += part.under;
    }

    [[nodiscard]] std::optional<Part> part_of(const Counts& counts, std::size_t indicator) const {
        const auto over = sum_of(counts, plan_[indicator].over);
        const auto under = sum_of(counts, plan_[indicator].under);
        if (!over || !under) return std::nullopt;
        return Part{*over, *under};
    }

    static std::optional<Int128> sum_of(const Counts& counts,
                                        const std::vector<std::size_t>& places) {
        Int128 sum = 0;
        for (const std::size_t place : places) {
            if (!counts[place]) return std::nullopt;
            sum += *counts[place];
        }
        return sum;
    }

    const std::vector<Planned>& plan_;
    std::vector<Sum> sums_;
};

TrainingReport::TrainingReport(std::vector<std::string> columns) : columns_(std::move(columns)) {
    const auto find_places = [this](const std::vector<std::string>& names) {
        std::vector<std::size_t> places;
        for (const std::string& name : names) {
            const auto found = std::find(columns_.begin(), columns_.end(), name);
            if (found == columns_.end()) continue;
            places.push_back(static_cast<std::size_t>(found - columns_.begin()));
        }
        return places;
    };
    for (const Indicator& indicator : training_indicators()) {
        Planned planned{&indicator, find_places(indicator.over), find_places(indicator.under)};
        const bool has_all = planned.over.size() == indicator.over.size() &&
                             planned.under.size() == indicator.under.size();
        if (!has_all) continue;
        for (const std::size_t place : find_places(indicator.also)) planned.over.push_back(place);
        indicators_.push_back(std::move(planned));
    }
}

bool TrainingReport::add(const std::string& agent, const std::string& period,
                         std::vector<std::optional<std::int64_t>> counts) {
    return periods_[period].emplace(agent, std::move(counts)).second;
}

void TrainingReport::add_indicator_columns(Table& table) const {
    for (const Planned& planned : indicators_) {
        table.columns.push_back(number_column(planned.indicator->id, title_of(*planned.indicator)));
    }
}

Section TrainingReport::period_section(std::uint64_t min_group) const {
    Section section;
    section.title = compose("By period", "各期");
    Table& table = section.table;
    table.id = "period";
    table.columns = {text_column("period", compose("period", "时期")),
                     number_column("agents", compose("agents", "人数"))};
    add_indicator_columns(table);
    bool any_hidden = false;
    for (const auto& [period, agents] : periods_) {
        std::vector<Cell> row = {Cell(period)};
        if (agents.size() < min_group) {
            any_hidden = true;
            row.resize(table.columns.size(), Cell(""));
        } else {
            Sums sums(indicators_);
            for (const auto& [agent, counts] : agents) sums.add(counts);
            row.emplace_back(std::uint64_t{agents.size()});
            sums.append(row);
        }
        table.rows.push_back(std::move(row));
    }
    for (const Planned& planned : indicators_) {
        const Indicator& indicator = *planned.indicator;
        section.notes.push_back({indicator.name.en + ": " + indicator.source.en + ".",
                                 indicator.name.zh + "：" + indicator.source.zh + "。"});
    }
    section.notes.push_back(
        compose("Each number is that of all agents together: sums by sums, not the mean of their "
                "numbers.",
                "各项均按全体人员的合计数计算，而非各人数值的平均。"));
    if (any_hidden) section.notes.push_back(too_few(min_group));
    Chart shares;
    shares.kind = ChartKind::lines;
    shares.title = compose("Course over the periods, %", "各期变化（%）");
    shares.labels = {"period"};
    Chart lengths = shares;
    lengths.title = compose("Mean call length, s", "平均通话时长（秒）");
    for (const Planned& planned : indicators_) {
        const IndicatorUnit unit = planned.indicator->unit;
        if (unit == IndicatorUnit::percent) shares.values.push_back(planned.indicator->id);
        if (unit == IndicatorUnit::seconds) lengths.values.push_back(planned.indicator->id);
    }
    for (Chart* const chart : {&shares, &lengths}) {
        if (!chart->values.empty()) section.charts.push_back(std::move(*chart));
    }
    return section;
}

Section TrainingReport::comparison_section(const TrainingComparison& comparison,
                                           std::uint64_t min_group, Language language,
                                           Report& report) const {
    Section section;
    section.title =
        compose("From {0} to {1}", "{0} 与 {1} 对比", comparison.before, comparison.after);
    Table& table = section.table;
    table.id = "comparison";
    table.columns = {text_column("indicator", compose("indicator", "指标")),
                     text_column("unit", compose("unit", "单位")),
                     number_column("before", compose("before", "之前")),
                     number_column("after", compose("after", "之后")),
                     number_column("difference", compose("difference", "差")),
                     number_column("change", compose("change %", "变化 %")),
                     text_column("course", compose("course", "趋向"))};
    const auto& before = periods_.at(comparison.before);
    const auto& after = periods_.at(comparison.after);
    Sums sums_before(indicators_);
    Sums sums_after(indicators_);
    std::uint64_t both = 0;
    for (const auto& [agent, counts] : before) {
        const auto found = after.find(agent);
        if (found == after.end()) continue;
        ++both;
        Sums::add_pair(sums_before, counts, sums_after, found->second);
    }
    // From both tables together it could be worked out what so few did.
    const auto are_few = [min_group](std::uint64_t n) { return n > 0 && n < min_group; };
    const bool gives_away = are_few(before.size() - both) || are_few(after.size() - both);
    const bool is_hidden = both < min_group || gives_away;
    report.facts.push_back(
        both < min_group ? compose("Fewer than {} agents are in both periods.",
                                   "两期都在的不足 {} 人。", min_group)
        : gives_away ? compose("Not compared: fewer than {} agents are in only one of the periods.",
                               "不作对比：只在其中一期的不足 {} 人。", min_group)
                     : compose("Compared are those who are in both periods: {} agents. Only in {}: "
                               "{}; only in {}: {}.",
                               "对比的是两期都在的 {} 人。仅在 {}：{} 人；仅在 {}：{} 人。", both,
                               comparison.before, before.size() - both, comparison.after,
                               after.size() - both));
    for (std::size_t i = 0; i < indicators_.size(); ++i) {
        const Indicator& indicator = *indicators_[i].indicator;
        const Value was = sums_before.value(i);
        const Value is = sums_after.value(i);
        const Value difference = was.is_there() && is.is_there() ? difference_of(is, was) : Value{};
        std::vector<Cell> row = {Cell(language == Language::zh ? indicator.name.zh : indicator.id)};
        row.emplace_back(indicator.unit == IndicatorUnit::percent   ? "%"
                         : indicator.unit == IndicatorUnit::seconds ? "s"
                                                                    : "");
        if (!is_hidden) {
            row.push_back(cell_of(was, indicator.unit));
            row.push_back(cell_of(is, indicator.unit));
            row.push_back(cell_of(difference, indicator.unit));
            row.push_back(change_of(was, is));
            row.emplace_back(course_of(difference, indicator.better).in(language));
        }
        row.resize(table.columns.size(), Cell(""));
        table.rows.push_back(std::move(row));
    }
    section.notes.push_back(compose(
        "Difference and change are those of the exact values, rounded once: of two rounded "
        "numbers they may differ in the last digit. The difference of percentages is in "
        "percentage points.",
        "差与变化按精确值计算后一次舍入，与两个已舍入数之差末位可能不同。百分比之差为百分点。"));
    if (is_hidden) section.notes.push_back(too_few(min_group));
    return section;
}

Section TrainingReport::agent_section() const {
    Section section;
    section.title = compose("By agent", "各人");
    Table& table = section.table;
    table.id = "agent";
    table.columns = {text_column("agent_id", compose("agent", "人员")),
                     text_column("period", compose("period", "时期"))};
    add_indicator_columns(table);
    std::set<std::pair<std::string, std::string>> rows;
    for (const auto& [period, agents] : periods_) {
        for (const auto& [agent, counts] : agents) rows.emplace(agent, period);
    }
    for (const auto& [agent, period] : rows) {
        Sums sums(indicators_);
        sums.add(periods_.at(period).at(agent));
        std::vector<Cell> row = {Cell(agent), Cell(period)};
        sums.append(row);
        table.rows.push_back(std::move(row));
    }
    return section;
}

Report TrainingReport::report(const std::optional<TrainingComparison>& comparison,
                              std::uint64_t min_group, Language language) const {
    Report report;
    report.title = compose("Training indicators", "培训考核指标");
    if (comparison) {
        report.sections.push_back(comparison_section(*comparison, min_group, language, report));
    }
    report.sections.push_back(period_section(min_group));
    if (min_group <= 1) report.sections.push_back(agent_section());
    return report;
}

}  // namespace certrec
