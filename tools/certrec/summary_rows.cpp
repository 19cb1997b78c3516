#include "summary_rows.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/date.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/deciding.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec::cli {

namespace {

/// A value that is no decimal is rounded to nine places: statistics are no verdicts.
Decimal decimal_of(const Fraction& value) {
    if (const auto exact = value.decimal()) return *exact;
    const Fraction rounded = value.rounded({RoundingMode::half_up, kMaxRoundingPlaces});
    return rounded.decimal().value_or(Decimal{});
}

std::optional<Score> read_rare_score(std::string_view cell) {
    if (const auto value = parse_fraction(cell))
        return Score{ScoreKind::points, decimal_of(*value)};
    return parse_score(cell);
}

/// Of a word after which nothing may be read. Requires: at most 16 bytes.
ShortWord word_of(std::string_view word) {
    std::string padded(word);
    padded.resize(word.size() + sizeof(ShortWord));
    return short_word_of(std::string_view(padded).substr(0, word.size()));
}

Bilingual writer_of(SummarySubject subject) {
    return subject == SummarySubject::results
               ? compose("certrec grade writes this column", "此列由 certrec grade 写出")
               : compose("certrec check-eligibility writes this column",
                         "此列由 certrec check-eligibility 写出");
}

}  // namespace

SummaryColumns::SummaryColumns(const SummaryPlan& plan, const CsvHeader& header) {
    for (const std::string& name : plan.by) by.push_back(header.require(name));
    const bool of_results = plan.subject == SummarySubject::results;
    verdict = header.require(of_results ? "outcome" : "eligibility");
    if (of_results) standard = header.require("standard");
    reasons = header.find("reasons");
    if (!plan.over.empty()) over = header.require(plan.over);
}

void SummaryColumns::find_parts(const SummaryPlan& plan, const CsvHeader& header) {
    for (const ScoredPart& part : plan.parts) {
        const auto counted = header.find(part.id + "_counted");
        parts.push_back(counted ? *counted : header.require(part.id));
    }
}

SummaryCounter::SummaryCounter(const SummaryPlan& plan, const SummaryColumns& columns)
    : plan_(plan),
      columns_(columns),
      components_(plan.subject == SummarySubject::results ? plan.standard->components.size() : 0),
      index_(columns.by) {
    counts_plain_ = plan.subject == SummarySubject::results && plan.over.empty() &&
                    !plan.parts.empty() && plan.parts.size() <= kMostPlainParts &&
                    std::none_of(plan.standard->components.begin(), plan.standard->components.end(),
                                 [](const Component& each) { return each.rounding.has_value(); });
    const auto words = verdict_words(plan.subject);
    row_.scores.resize(plan.parts.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        words_[i] = word_of(words[i].id);
        word_places_[mixed(words_[i]) % word_places_.size()] = static_cast<std::uint8_t>(i);
    }
}

std::optional<CellFault> SummaryCounter::add_any(const CsvRow& row) {
    if (auto fault = read(row)) return fault;
    const std::size_t group = index_.find(row);
    if (group == groups_.size()) groups_.push_back(new_group());
    count_in(groups_[group]);
    if (columns_.over) count_in(years_.try_emplace(row_.year, new_group()).first->second);
    return std::nullopt;
}

void SummaryCounter::count_plain_fail(Group& group) const {
    std::uint64_t* const decided = group.decided.data() + kFail * (components_ + 1);
    bool by_total = true;
    for (std::size_t i = 0; i < components_; ++i) {
        const bool is_below = plain_points_[i] < plan_.parts[i].mark;
        decided[i] += is_below ? 1 : 0;
        by_total &= !is_below;
    }
    decided[components_] += by_total ? 1 : 0;
}

std::optional<CellFault> SummaryCounter::read(const CsvRow& row) {
    if (columns_.standard && row.field(*columns_.standard) != known_standard_) check_standard(row);
    const std::string_view word = row.field(columns_.verdict);
    const auto verdict = find_verdict(word);
    if (!verdict) {
        return CellFault{columns_.verdict,
                         compose("unknown outcome '{}'", "未知的结果“{}”", shown_cell(word)),
                         writer_of(plan_.subject)};
    }
    row_.verdict = *verdict;
    row_.has_points = false;
    if (columns_.over) {
        if (auto fault = read_year(row)) return fault;
    }
    if (!plan_.parts.empty() && row_.verdict != static_cast<std::size_t>(Outcome::invalid)) {
        if (auto fault = read_scores(row)) return fault;
    }
    if (row_.verdict != 0) find_reasons(row);
    return std::nullopt;
}

void SummaryCounter::check_standard(const CsvRow& row) {
    const std::string_view name = row.field(*columns_.standard);
    if (!plan_.standard->is_called(name)) {
        throw Refusal({Severity::error, row.location(*columns_.standard),
                       compose("a result of standard '{0}' among those of {1}",
                               "{1} 的结果中混有标准“{0}”", shown_cell(name), plan_.standard->id),
                       compose("report on one standard at a time", "请按标准分别统计")});
    }
    known_standard_ = name;
    if (name.size() <= sizeof(ShortWord)) standard_word_ = short_word_of(name);
}

std::optional<std::size_t> SummaryCounter::find_verdict(std::string_view word) const {
    if (word.size() > sizeof(ShortWord)) return std::nullopt;
    const ShortWord wanted = short_word_of(word);
    const std::size_t likely = word_places_[mixed(wanted) % word_places_.size()];
    if (words_[likely] == wanted) [[likely]]
        return likely;
    const auto known = verdict_words(plan_.subject);
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i].id == word) return i;
    }
    return std::nullopt;
}

std::optional<CellFault> SummaryCounter::read_scores(const CsvRow& row) {
    for (std::size_t i = 0; i < row_.scores.size(); ++i) {
        const std::string_view cell = row.field(columns_.parts[i]);
        if (const auto points = parse_padded_decimal(cell)) {
            row_.scores[i] = {ScoreKind::points, *points};
        } else if (const auto score = read_rare_score(cell)) {
            row_.scores[i] = *score;
        } else {
            return CellFault{columns_.parts[i], describe_decimal_fault(cell), {}};
        }
    }
    row_.has_points = true;
    return std::nullopt;
}

std::optional<CellFault> SummaryCounter::read_year(const CsvRow& row) {
    row_.year.reset();
    const std::string_view cell = row.field(*columns_.over);
    if (cell.empty()) return std::nullopt;
    const auto day = parse_date(cell);
    if (!day) return CellFault{*columns_.over, describe_date_fault(cell), {}};
    row_.year = day->year();
    return std::nullopt;
}

void SummaryCounter::find_reasons(const CsvRow& row) {
    row_.deciding.reset();
    row_.clauses.clear();
    bool names_clauses = row_.verdict != static_cast<std::size_t>(Eligibility::invalid);
    if (plan_.subject == SummarySubject::results) {
        const auto outcome = static_cast<Outcome>(row_.verdict);
        names_clauses = outcome == Outcome::irregular || outcome == Outcome::ineligible;
        if (row_.has_points) {
            row_.deciding = deciding_components(*plan_.standard, outcome, row_.scores);
        }
    }
    if (names_clauses && columns_.reasons) {
        row_.clauses = named_clauses(row.field(*columns_.reasons), plan_.standard);
    }
}

SummaryCounter::Group SummaryCounter::new_group() const {
    Group group;
    group.tally.points.resize(plan_.parts.size());
    group.decided.resize(kOutcomes * (components_ + 1));
    return group;
}

void SummaryCounter::count_in(Group& group) const {
    ++group.tally.verdicts[row_.verdict];
    if (row_.has_points) {
        for (std::size_t i = 0; i < row_.scores.size(); ++i) {
            const Score& score = row_.scores[i];
            if (score.kind == ScoreKind::points) group.tally.points[i].add(score.points);
        }
    }
    if (row_.verdict != 0) count_reasons_in(group);
}

void SummaryCounter::count_reasons_in(Group& group) const {
    for (const NamedClause& named : row_.clauses) {
        ++group.tally.reasons[{row_.verdict, named.component.value_or(VerdictReason::kNothing),
                               named.clause}];
    }
    if (!row_.has_points) return;
    std::uint64_t* const decided = group.decided.data() + row_.verdict * (components_ + 1);
    for (std::size_t i = 0; i < components_; ++i) decided[i] += row_.deciding[i] ? 1 : 0;
    const bool by_total =
        row_.deciding.none() && row_.verdict == static_cast<std::size_t>(Outcome::fail);
    decided[components_] += by_total ? 1 : 0;
}

void SummaryCounter::hand_over(Summary& summary, Language language) {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        std::vector<GroupValue> values;
        for (std::size_t i = 0; i < plan_.by.size(); ++i) {
            values.push_back(
                group_value(plan_.standard, plan_.by[i], index_.cells(group)[i], language));
        }
        summary.add(std::move(values), take_tally(groups_[group]));
    }
    for (auto& [year, group] : years_) summary.add_year(year, take_tally(group));
}

GroupTally SummaryCounter::take_tally(Group& group) const {
    GroupTally tally = std::move(group.tally);
    for (std::size_t i = 0; i < group.decided.size(); ++i) {
        if (group.decided[i] == 0) continue;
        const std::size_t verdict = i / (components_ + 1);
        const std::size_t component = i % (components_ + 1);
        tally.reasons[reason_of(verdict, component)] += group.decided[i];
    }
    return tally;
}

VerdictReason SummaryCounter::reason_of(std::size_t verdict, std::size_t component) const {
    if (verdict != static_cast<std::size_t>(Outcome::fail)) {
        const Clause* const clause = clause_of_words(*plan_.standard);
        return {verdict, component, clause == nullptr ? std::string() : clause->number};
    }
    if (component < components_) {
        return {verdict, component, clause_of_marks(*plan_.standard).number};
    }
    // Without a total, a fail whose scores reach every mark is not one that grade wrote.
    if (!mark_of_total(*plan_.standard)) return {verdict, VerdictReason::kNothing, {}};
    return {verdict, VerdictReason::kTotal, clause_of_total(*plan_.standard).number};
}

}  // namespace certrec::cli
