#include "certrec/rules/grading.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace certrec {

namespace {

/// Of words in one component, or in one row, the gravest decides.
constexpr int gravity(ScoreKind word) {
    switch (word) {
        case ScoreKind::disqualified: return 4;
        case ScoreKind::absent: return 3;
        case ScoreKind::pending: return 2;
        case ScoreKind::exempt: return 1;
        case ScoreKind::points: break;
    }
    return 0;
}

ScoreKind graver(ScoreKind a, ScoreKind b) { return gravity(b) > gravity(a) ? b : a; }

Outcome outcome_of(ScoreKind word) {
    switch (word) {
        case ScoreKind::disqualified: return Outcome::disqualified;
        case ScoreKind::absent: return Outcome::absent;
        case ScoreKind::pending:
        case ScoreKind::exempt:
        case ScoreKind::points: break;
    }
    return Outcome::pending;
}

ComponentScore of_points(Fraction value) { return {ScoreKind::points, WordRule::apart, value}; }

Fraction sum_of_weights(std::span<const Item> items) {
    Fraction sum;
    for (const Item& item : items) sum = sum + *item.weight;
    return sum;
}

bool agree(const ComponentScore& a, const ComponentScore& b) {
    return a.has_value() && b.has_value() ? a.value == b.value : a.kind == b.kind;
}

Decimal full_mark_of(const Component& component, const ScoreColumn& column) {
    return column.part == ScoreColumn::Part::item ? component.items[column.item].full_mark
                                                  : component.full_mark;
}

}  // namespace

std::vector<ScoreColumn> score_columns(const Standard& standard) {
    std::vector<ScoreColumn> columns;
    for (std::size_t i = 0; i < standard.components.size(); ++i) {
        const Component& component = standard.components[i];
        columns.push_back({component.id, i, ScoreColumn::Part::own});
        for (std::size_t k = 0; k < component.items.size(); ++k) {
            columns.push_back(
                {component.id + "." + component.items[k].id, i, ScoreColumn::Part::item, k});
        }
        if (component.ratio) {
            columns.push_back({component.ratio->of, i, ScoreColumn::Part::of});
            columns.push_back({component.ratio->to, i, ScoreColumn::Part::to});
        }
    }
    return columns;
}

Decimal mark_of(const Standard& standard, const Component& component) {
    return standard.scoring.scheme == Scheme::weighted ? component.minimum : component.pass_mark;
}

bool reaches_mark(const Standard& standard, const Component& component,
                  const ComponentScore& score) {
    return score.value >= mark_of(standard, component);
}

Grader::Grader(const Standard& standard) : standard_(standard), columns_(score_columns(standard)) {
    Fraction weights;
    for (const Component& component : standard.components) {
        if (component.weight) weights = weights + *component.weight;
    }
    std::size_t column = 0;
    for (const Component& component : standard.components) {
        Plan plan;
        plan.first_column = column;
        plan.column_count = 1 + component.items.size() + (component.ratio ? 2 : 0);
        plan.is_computed = is_computed(component);
        plan.full_mark = component.full_mark;
        plan.mark = mark_of(standard, component);
        column += plan.column_count;
        const Fraction full = component.full_mark;
        if (component.weight) {
            plan.share = Fraction(*component.weight) * standard.scoring.full_mark / full / weights;
        }
        for (const Item& item : component.items) {
            const Fraction scale = full / item.full_mark;
            plan.item_shares.push_back(
                item.weight ? scale * *item.weight / sum_of_weights(component.items) : scale);
        }
        plans_.push_back(std::move(plan));
    }
    for (const Band& band : standard.scoring.bands) {
        band_levels_.push_back(standard.find_level(band.level));
    }
    scored_.components.resize(standard.components.size());
    prepare_plain();
}

/// Points and a total are seen at once where 64 bits hold them: marks of at most kPlainFullMark,
/// and marks and shares of at most kPlainScale digits after the point.
void Grader::prepare_plain() {
    const Scoring& scoring = standard_.scoring;
    for (Plan& plan : plans_) {
        plan.full_mark_units = plain_units(plan.full_mark);
        plan.mark_units = plain_units(plan.mark);
        const bool fits =
            plan.mark_units <= plan.full_mark_units && plan.full_mark_units <= kPlainMostUnits;
        if (plan.is_computed || !fits) return;
        plan.most_above_mark_units = plan.full_mark_units - plan.mark_units;
    }
    if (scoring.scheme == Scheme::conjunctive) plain_ = Plain::conjunctive;
    if (scoring.scheme == Scheme::weighted && prepare_plain_total()) plain_ = Plain::weighted;
}

bool Grader::prepare_plain_total() {
    const Scoring& scoring = standard_.scoring;
    if (scoring.rounding || scoring.full_mark > Decimal(kPlainFullMark, 0)) return false;
    unsigned share_scale = 0;
    for (const Plan& plan : plans_) {
        const auto share = plan.share.decimal();
        if (!share || share->scale() > kPlainScale) return false;
        share_scale = std::max(share_scale, share->scale());
    }
    for (Plan& plan : plans_) {
        const Decimal share = *plan.share.decimal();
        plan.share_units = static_cast<std::uint64_t>(share.units()) *
                           kPlainUnits[kPlainScale - (share_scale - share.scale())];
    }
    plain_total_scale_ = share_scale + kPlainScale;
    return true;
}

std::optional<PlainGrading> Grader::judge_plain(std::span<const Score> scores,
                                                const RowLevels& levels) const {
    std::optional<PlainGrading> judged;
    if (plain_ == Plain::none) return judged;
    const PlainPoints points = add_plain(scores);
    if (!points.are_plain) return judge_plain_words(scores);
    PlainGrading& grading = judged.emplace();
    grading.components = points.below;
    grading.outcome = points.below != 0 ? Outcome::fail : Outcome::pass;
    if (plain_ == Plain::weighted) {
        if (!judge_plain_total(points.total, levels, grading)) judged.reset();
    } else if (grading.outcome == Outcome::pass) {
        grading.awarded = levels.applied;
    }
    return judged;
}

/// Whatever the points are, if they are in order: the gravest word decides.
std::optional<PlainGrading> Grader::judge_plain_words(std::span<const Score> scores) const {
    ScoreKind gravest = ScoreKind::points;
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        const Score& score = scores[i];
        const bool is_plain = score.kind == ScoreKind::points
                                  ? plain_units(score.points) <= plans_[i].full_mark_units
                                  : rule_for(score.kind) == WordRule::apart;
        if (!is_plain) return std::nullopt;
        gravest = graver(gravest, score.kind);
    }
    PlainGrading grading;
    grading.outcome = outcome_of(gravest);
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        grading.components[i] = scores[i].kind == gravest;
    }
    return grading;
}

/// False if what the total comes to is not seen at once.
bool Grader::judge_plain_total(std::uint64_t total_units, const RowLevels& levels,
                               PlainGrading& grading) const {
    const Scoring& scoring = standard_.scoring;
    const Decimal total(static_cast<std::int64_t>(total_units), plain_total_scale_);
    grading.total = total;
    if (grading.outcome == Outcome::fail) return !scoring.demotion;
    if (scoring.pass_mark) {
        const bool enough = total >= *scoring.pass_mark;
        if (enough) grading.awarded = levels.applied;
        if (!enough) grading.outcome = Outcome::fail;
        return true;
    }
    std::size_t above = 0;
    while (above < scoring.bands.size() && total >= scoring.bands[above].at_least) ++above;
    if (above > 0) grading.awarded = band_levels_[above - 1];
    if (above == 0) grading.outcome = Outcome::fail;
    return true;
}

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
    const WordRules& rules = standard_.scoring.words;
    switch (word) {
        case ScoreKind::absent: return rules.absent;
        case ScoreKind::disqualified: return rules.disqualified;
        case ScoreKind::exempt: return rules.exempt;
        case ScoreKind::pending: return rules.pending;
        case ScoreKind::points: break;
    }
    return WordRule::apart;
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

Grading Grader::grade(std::span<const Score> scores, const RowLevels& levels) {
    const AttemptScores& scored = score(scores);
    if (!scored.fault) return judge(scored.components, levels);
    Grading grading;
    grading.outcome = Outcome::invalid;
    grading.fault = scored.fault;
    return grading;
}

Grading Grader::judge(std::span<const ComponentScore> components, const RowLevels& levels) const {
    Grading grading;
    bool all_points = true;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const ComponentScore& score = components[i];
        all_points &= score.kind == ScoreKind::points;
        if (score.kind == ScoreKind::points && !reaches_mark_of(i, score))
            grading.components.set(i);
    }
    if (!all_points && judge_words(components, grading)) return grading;
    grading.outcome = grading.components.any() ? Outcome::fail : Outcome::pass;
    if (standard_.scoring.scheme == Scheme::weighted) {
        judge_weighted(components, levels, grading);
    } else if (grading.outcome == Outcome::pass) {
        grading.awarded = levels.applied;
    }
    return grading;
}

/// What words in place of points do: whether they decide the outcome by themselves. If not, those
/// are marked whose component does not reach what it has to.
bool Grader::judge_words(std::span<const ComponentScore> components, Grading& grading) const {
    ScoreKind gravest = ScoreKind::points;
    bool any_looked_at = false;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const ComponentScore& score = components[i];
        const bool is_points = score.kind == ScoreKind::points;
        any_looked_at |= is_points || score.counts != WordRule::left_out;
        if (is_points) continue;
        if (score.counts == WordRule::apart) gravest = graver(gravest, score.kind);
        grading.components[i] =
            score.has_value() ? !reaches_mark_of(i, score) : score.counts == WordRule::fail;
    }
    if (!any_looked_at) {
        grading.outcome = Outcome::invalid;
        grading.components.reset();
        grading.fault = GradingFault{GradingFault::Kind::all_left_out};
        return true;
    }
    if (gravest == ScoreKind::points) return false;
    grading.outcome = outcome_of(gravest);
    for (std::size_t i = 0; i < components.size(); ++i) {
        grading.components[i] =
            components[i].kind == gravest && components[i].counts == WordRule::apart;
    }
    return true;
}

/// The total decides for those who reach every minimum.
void Grader::judge_weighted(std::span<const ComponentScore> components, const RowLevels& levels,
                            Grading& grading) const {
    grading.total = total_of(components);
    if (grading.total && grading.total->is_lost()) {
        grading = {};
        grading.outcome = Outcome::invalid;
        grading.fault = GradingFault{GradingFault::Kind::too_long};
    } else if (grading.outcome == Outcome::pass) {
        award_total(levels, grading);
    } else if (standard_.scoring.demotion) {
        demote(levels, grading);
    }
}

std::optional<Fraction> Grader::total_of(std::span<const ComponentScore> components) const {
    Fraction sum;
    bool all = true;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const ComponentScore& score = components[i];
        if (score.has_value()) {
            sum = sum + plans_[i].share * score.value;
        } else if (score.counts == WordRule::left_out) {
            all = false;
        } else {
            return std::nullopt;
        }
    }
    if (!all) {
        // The others keep the proportion of their weights.
        Fraction whole;
        Fraction used;
        for (std::size_t i = 0; i < components.size(); ++i) {
            const Fraction weight = *standard_.components[i].weight;
            whole = whole + weight;
            if (components[i].has_value()) used = used + weight;
        }
        sum = sum * whole / used;
    }
    if (standard_.scoring.rounding && !sum.is_lost()) {
        sum = sum.rounded(*standard_.scoring.rounding);
    }
    return sum;
}

void Grader::award_total(const RowLevels& levels, Grading& grading) const {
    const Scoring& scoring = standard_.scoring;
    const auto above =
        std::find_if(scoring.bands.begin(), scoring.bands.end(),
                     [&grading](const Band& band) { return *grading.total < band.at_least; });
    const bool enough =
        scoring.pass_mark ? *grading.total >= *scoring.pass_mark : above != scoring.bands.begin();
    if (!enough) {
        grading.outcome = Outcome::fail;
    } else if (scoring.pass_mark) {
        grading.awarded = levels.applied;
    } else {
        grading.band = &*std::prev(above);
        grading.awarded =
            band_levels_[static_cast<std::size_t>(grading.band - scoring.bands.data())];
    }
}

/// Who misses enough minimums falls; who misses fewer stays.
void Grader::demote(const RowLevels& levels, Grading& grading) const {
    const Demotion& rule = *standard_.scoring.demotion;
    grading.awarded = levels.present;
    if (static_cast<std::int64_t>(grading.components.count()) < rule.components_at_least) return;
    if (levels.present == nullptr) {
        grading = {};
        grading.outcome = Outcome::invalid;
        grading.fault = GradingFault{GradingFault::Kind::no_present_level};
        return;
    }
    const std::ptrdiff_t place = levels.present - standard_.levels.data();
    grading.awarded =
        &standard_
             .levels[static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, place - rule.levels))];
}

std::vector<std::string> values_open_for_grading(const Standard& standard) {
    std::vector<std::string> open;
    const auto need = [&](std::string id) {
        if (standard.find_open(id) != nullptr) open.push_back(std::move(id));
    };
    if (standard.components.empty()) open.emplace_back("components");
    if (standard.scoring.scheme == Scheme::open) open.emplace_back("scoring");
    for (const Component& component : standard.components) {
        need(component.id + ".full_mark");
        need(component.id + ".pass_mark");
        need(component.id + ".minimum");
    }
    need("scoring.bands");
    return open;
}

}  // namespace certrec
