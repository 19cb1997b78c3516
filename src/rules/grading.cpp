#include "certrec/rules/grading.hpp"

#include <algorithm>
#include <utility>

#include "rules/grading_parts.hpp"

namespace certrec {

namespace {

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
