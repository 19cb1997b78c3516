#include <algorithm>
#include <functional>

#include "certrec/rules/grading.hpp"
#include "rules/grading_parts.hpp"

namespace certrec {

namespace {

ComponentScore of_points(Fraction value) { return {ScoreKind::points, WordRule::apart, value}; }

bool agree(const ComponentScore& a, const ComponentScore& b) {
    return a.has_value() && b.has_value() ? a.value == b.value : a.kind == b.kind;
}

Decimal full_mark_of(const Component& component, const ScoreColumn& column) {
    return column.part == ScoreColumn::Part::item ? component.items[column.item].full_mark
                                                  : component.full_mark;
}

}  // namespace

const AttemptScores& Grader::score(std::span<const Score> scores) {
    scored_.fault.reset();
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        const Plan& plan = plans_[i];
        const Score& own = scores[plan.first_column];
        const bool is_plain = !plan.is_computed && own.kind == ScoreKind::points &&
                              own.points.units() >= 0 && own.points <= plan.full_mark;
        if (is_plain) {
            scored_.components[i] = of_points(own.points);
        } else {
            score_component(i, scores.subspan(plan.first_column, plan.column_count));
        }
    }
    return scored_;
}

/// Of several faults the first is kept.
void Grader::keep(GradingFault fault) {
    if (!scored_.fault) scored_.fault = fault;
}

void Grader::score_component(std::size_t index, std::span<const Score> scores) {
    if (!check_cells(plans_[index], scores)) return;
    std::optional<ComponentScore> computed;
    if (scores.size() > 1) computed = compute(index, scores.subspan(1));
    if (computed && computed->kind == ScoreKind::points && !check_value(index, *computed)) return;
    settle(index, scores.front(), computed);
}

bool Grader::check_cells(const Plan& plan, std::span<const Score> scores) {
    for (std::size_t k = 0; k < scores.size(); ++k) {
        const ScoreColumn& column = columns_[plan.first_column + k];
        const auto fault = check_cell(column, scores[k]);
        if (!fault) continue;
        keep({*fault, plan.first_column + k, column.component, scores[k]});
        return false;
    }
    return true;
}

/// What is wrong with a cell that is filled.
std::optional<GradingFault::Kind> Grader::check_cell(const ScoreColumn& column,
                                                     const Score& score) const {
    using Kind = GradingFault::Kind;
    using Part = ScoreColumn::Part;
    if (score.kind == ScoreKind::pending) return std::nullopt;
    if (column.part == Part::of || column.part == Part::to) {
        const std::int64_t least = column.part == Part::to ? 1 : 0;
        const bool counts = score.kind == ScoreKind::points && score.points.units() >= least;
        return counts ? std::nullopt : std::optional(Kind::bad_count);
    }
    if (score.kind != ScoreKind::points) {
        return rule_for(score.kind) == WordRule::refused ? std::optional(Kind::refused_word)
                                                         : std::nullopt;
    }
    const Component& component = standard_.components[column.component];
    const bool in_range =
        score.points.units() >= 0 && score.points <= full_mark_of(component, column);
    return in_range ? std::nullopt : std::optional(Kind::out_of_range);
}

/// Sees that what the parts come to is a score, and rounds it.
bool Grader::check_value(std::size_t index, ComponentScore& computed) {
    const Component& component = standard_.components[index];
    Fraction& value = computed.value;
    GradingFault fault{GradingFault::Kind::too_long, plans_[index].first_column, index};
    if (!value.is_lost()) {
        const bool in_range = !value.is_negative() && value <= component.full_mark;
        if (in_range && component.rounding) value = value.rounded(*component.rounding);
        if (in_range && !value.is_lost()) return true;
        fault.kind = GradingFault::Kind::value_range;
        fault.value = value;
    }
    keep(fault);
    return false;
}

/// What the parts come to; nothing if none of them is filled.
std::optional<ComponentScore> Grader::compute(std::size_t index, std::span<const Score> parts) {
    const Component& component = standard_.components[index];
    // The count below the line of a ratio may be that of another one, too.
    const auto looked_at = component.ratio ? parts.first(1) : parts;
    const bool filled = std::any_of(looked_at.begin(), looked_at.end(), [](const Score& score) {
        return score.kind != ScoreKind::pending;
    });
    if (!filled) return std::nullopt;
    if (component.ratio) return take_ratio(index, parts);
    return component.best ? take_best(index, parts) : weigh_items(index, parts);
}

ComponentScore Grader::weigh_items(std::size_t index, std::span<const Score> items) {
    const Component& component = standard_.components[index];
    const Plan& plan = plans_[index];
    ScoreKind apart = ScoreKind::points;
    ScoreKind failed = ScoreKind::points;
    ScoreKind left_out = ScoreKind::points;
    Fraction sum;
    Fraction used;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const ScoreKind kind = items[i].kind;
        const WordRule rule = rule_for(kind);
        if (kind == ScoreKind::points) sum = sum + plan.item_shares[i] * items[i].points;
        if (kind == ScoreKind::points || rule == WordRule::zero) {
            used = used + *component.items[i].weight;
        } else if (rule == WordRule::apart || rule == WordRule::refused) {
            apart = graver(apart, kind);
        } else if (rule == WordRule::fail) {
            failed = graver(failed, kind);
        } else {
            left_out = graver(left_out, kind);
        }
    }
    if (apart != ScoreKind::points) return from_word(apart);
    if (failed != ScoreKind::points) return from_word(failed);
    if (used.is_zero()) return from_word(left_out);
    if (left_out == ScoreKind::points) return of_points(sum);
    return of_points(sum * sum_of_weights(component.items) / used);
}

ComponentScore Grader::take_best(std::size_t index, std::span<const Score> items) {
    const std::size_t wanted = *standard_.components[index].best;
    best_.clear();
    ScoreKind unknown = ScoreKind::points;  // could be among the best, or was forfeited
    ScoreKind word = ScoreKind::points;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const ScoreKind kind = items[i].kind;
        const WordRule rule = rule_for(kind);
        if (kind == ScoreKind::points) {
            best_.push_back(plans_[index].item_shares[i] * items[i].points);
        } else if (rule == WordRule::zero) {
            best_.emplace_back();
        } else {
            const bool decides = kind == ScoreKind::disqualified || kind == ScoreKind::pending;
            if (decides && (rule == WordRule::apart || rule == WordRule::refused)) {
                unknown = graver(unknown, kind);
            }
            word = graver(word, kind);
        }
    }
    if (unknown != ScoreKind::points) return from_word(unknown);
    if (best_.size() < wanted) return from_word(word);
    std::sort(best_.begin(), best_.end(), std::greater<>());
    Fraction sum;
    for (std::size_t i = 0; i < wanted; ++i) sum = sum + best_[i];
    return of_points(sum / Decimal(static_cast<std::int64_t>(wanted), 0));
}

ComponentScore Grader::take_ratio(std::size_t index, std::span<const Score> counts) {
    if (counts[0].kind != ScoreKind::points || counts[1].kind != ScoreKind::points) {
        return from_word(ScoreKind::pending);
    }
    const Ratio& ratio = *standard_.components[index].ratio;
    return of_points(Fraction(ratio.plus) +
                     Fraction(ratio.times) * counts[0].points / counts[1].points);
}

WordRule Grader::rule_for(ScoreKind word) const {
    return certrec::rule_for(standard_.scoring.words, word);
}

ComponentScore Grader::from_word(ScoreKind word) const { return {word, rule_for(word), {}}; }

/// What counts, of the component's own score and of what its parts come to: either, or both if they
/// agree.
void Grader::settle(std::size_t index, const Score& own, std::optional<ComponentScore> computed) {
    ComponentScore& settled = scored_.components[index];
    if (computed && own.kind == ScoreKind::pending) {
        settled = *computed;
        computed.reset();
    } else if (own.kind == ScoreKind::points) {
        settled = of_points(own.points);
        const auto& rounding = standard_.components[index].rounding;
        if (rounding) settled.value = settled.value.rounded(*rounding);
    } else {
        settled = from_word(own.kind);
    }
    GradingFault fault{GradingFault::Kind::disagreement, plans_[index].first_column, index, own};
    if (computed && !agree(*computed, settled)) {
        fault.computed = computed->kind;
        fault.value = computed->value;
        keep(fault);
    } else if (settled.kind != ScoreKind::points && settled.counts == WordRule::refused) {
        fault.kind = GradingFault::Kind::refused_word;
        fault.score.kind = settled.kind;
        keep(fault);
    }
}

}  // namespace certrec
