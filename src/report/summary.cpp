#include "certrec/report/summary.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"

namespace certrec {

namespace {

constexpr unsigned kMeanPlaces = 2;

struct OutcomeColumn {
    Outcome outcome;
    std::string_view zh;
};

constexpr std::array kOutcomeColumns = {
    OutcomeColumn{Outcome::pass, "合格"},          OutcomeColumn{Outcome::fail, "不合格"},
    OutcomeColumn{Outcome::absent, "缺考"},        OutcomeColumn{Outcome::disqualified, "违纪"},
    OutcomeColumn{Outcome::pending, "待评"},       OutcomeColumn{Outcome::ineligible, "不具备资格"},
    OutcomeColumn{Outcome::irregular, "场次违规"}, OutcomeColumn{Outcome::invalid, "无效"},
};

std::uint64_t count_of(const GroupTally& tally, Outcome outcome) {
    return tally.outcomes[static_cast<std::size_t>(outcome)];
}

std::string format_or_empty(const std::optional<Decimal>& value) {
    return value ? format_decimal(*value) : std::string();
}

std::string format_or_empty(const std::optional<Decimal>& value, unsigned places) {
    return value ? format_decimal(*value, places) : std::string();
}

void append_cells(std::vector<Cell>& row, const GroupTally& tally) {
    row.emplace_back(tally.candidates());
    for (const OutcomeColumn& column : kOutcomeColumns) {
        row.emplace_back(count_of(tally, column.outcome));
    }
    row.emplace_back(format_or_empty(tally.pass_rate(), 1));
    for (const PointsTally& points : tally.components) {
        row.emplace_back(format_or_empty(points.mean(kMeanPlaces), kMeanPlaces));
        row.emplace_back(format_or_empty(points.median()));
    }
}

void merge(GroupTally& into, const GroupTally& from) {
    for (std::size_t i = 0; i < kOutcomes; ++i) into.outcomes[i] += from.outcomes[i];
    for (std::size_t i = 0; i < from.components.size(); ++i) {
        into.components[i].add(from.components[i]);
    }
}

}  // namespace

void PointsTally::add(Decimal points) {
    sum_.add(points);
    ++count_;
    ++counts_[points];
}

void PointsTally::add(const PointsTally& other) {
    for (const auto& [points, count] : other.counts_) {
        sum_.add(points, count);
        count_ += count;
        counts_[points] += count;
    }
}

std::optional<Decimal> PointsTally::mean(unsigned places) const {
    if (count_ == 0) return std::nullopt;
    return sum_.divided_by(count_, places);
}

std::optional<Decimal> PointsTally::median() const {
    if (count_ == 0) return std::nullopt;
    const Decimal low = at((count_ - 1) / 2);
    const Decimal high = at(count_ / 2);
    DecimalSum both;
    both.add(low);
    both.add(high);
    // Halving adds at most one digit.
    return both.divided_by(2, std::min(std::max(low.scale(), high.scale()) + 1, 18U));
}

Decimal PointsTally::at(std::uint64_t place) const {
    auto value = counts_.begin();
    for (; place >= value->second; ++value) place -= value->second;
    return value->first;
}

std::uint64_t GroupTally::candidates() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : outcomes) sum += count;
    return sum;
}

std::optional<Decimal> GroupTally::pass_rate() const {
    const std::uint64_t passed = count_of(*this, Outcome::pass);
    const std::uint64_t sat =
        passed + count_of(*this, Outcome::fail) + count_of(*this, Outcome::disqualified);
    if (sat == 0) return std::nullopt;
    DecimalSum hundredfold;
    hundredfold.add(Decimal(100, 0), passed);
    return hundredfold.divided_by(sat, 1);
}

Summary::Summary(const Standard& standard, std::vector<std::string> group_columns)
    : standard_(standard), group_columns_(std::move(group_columns)) {}

void Summary::add(const std::vector<GroupValue>& group, Outcome outcome,
                  std::span<const Score> scores) {
    GroupTally& tally = groups_[group];
    tally.components.resize(scores.size());
    ++tally.outcomes[static_cast<std::size_t>(outcome)];
    if (outcome == Outcome::invalid) return;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i].kind == ScoreKind::points) tally.components[i].add(scores[i].points);
    }
}

Table Summary::table() const {
    Table table;
    table.id = "group";
    for (const std::string& column : group_columns_) {
        table.columns.push_back(
            {column, column == "level" ? compose("level", "等级") : same_in_both(column)});
    }
    const auto add_number = [&table](std::string id, Bilingual title) {
        table.columns.push_back({std::move(id), std::move(title), Alignment::right});
    };
    add_number("candidates", compose("candidates", "人数"));
    for (const OutcomeColumn& column : kOutcomeColumns) {
        const std::string word(format_outcome(column.outcome));
        add_number(word, {word, std::string(column.zh)});
    }
    add_number("pass_rate", compose("pass rate %", "合格率 %"));
    for (const Component& component : standard_.components) {
        add_number(component.id + "_mean",
                   compose("{0} mean", "{1}平均分", component.id, component.name.zh));
        add_number(component.id + "_median",
                   compose("{0} median", "{1}中位数", component.id, component.name.zh));
    }

    GroupTally all;
    all.components.resize(standard_.components.size());
    for (const auto& [group, tally] : groups_) {
        std::vector<Cell> row;
        for (const GroupValue& value : group) row.emplace_back(value.text);
        append_cells(row, tally);
        table.rows.push_back(std::move(row));
        merge(all, tally);
    }
    if (groups_.size() > 1) {
        table.total.assign(group_columns_.size(), Cell(""));
        append_cells(table.total, all);
    }
    return table;
}

}  // namespace certrec
