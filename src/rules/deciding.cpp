#include "certrec/rules/deciding.hpp"

#include "rules/grading_parts.hpp"

namespace certrec {

namespace {

ScoreKind word_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::absent: return ScoreKind::absent;
        case Outcome::disqualified: return ScoreKind::disqualified;
        case Outcome::pending: return ScoreKind::pending;
        default: return ScoreKind::points;
    }
}

bool fails(const Standard& standard, const Component& component, const Score& counted) {
    if (counted.kind == ScoreKind::points) {
        const Decimal mark = mark_of(standard, component);
        if (!component.rounding) return counted.points < mark;
        return Fraction(counted.points).rounded(*component.rounding) < Fraction(mark);
    }
    switch (rule_for(standard.scoring.words, counted.kind)) {
        case WordRule::fail: return true;
        case WordRule::zero: return Decimal() < mark_of(standard, component);
        default: return false;
    }
}

}  // namespace

ComponentSet deciding_components(const Standard& standard, Outcome outcome,
                                 std::span<const Score> counted) {
    ComponentSet deciding;
    const ScoreKind word = word_of(outcome);
    if (outcome != Outcome::fail && word == ScoreKind::points) return deciding;
    for (std::size_t i = 0; i < standard.components.size(); ++i) {
        deciding[i] = outcome == Outcome::fail ? fails(standard, standard.components[i], counted[i])
                                               : counted[i].kind == word;
    }
    return deciding;
}

const Clause& clause_of_marks(const Standard& standard) {
    const Scoring& scoring = standard.scoring;
    const bool weighted = scoring.scheme == Scheme::weighted;
    return weighted && scoring.minimums_clause ? *scoring.minimums_clause : scoring.clause;
}

const Clause& clause_of_total(const Standard& standard) {
    const Scoring& scoring = standard.scoring;
    const bool by_band = !scoring.pass_mark && !scoring.bands.empty();
    return by_band && scoring.bands.front().clause ? *scoring.bands.front().clause : scoring.clause;
}

std::optional<Decimal> mark_of_total(const Standard& standard) {
    const Scoring& scoring = standard.scoring;
    if (scoring.scheme != Scheme::weighted) return std::nullopt;
    if (scoring.pass_mark) return scoring.pass_mark;
    if (scoring.bands.empty()) return std::nullopt;
    return scoring.bands.front().at_least;
}

const Clause* clause_of_words(const Standard& standard) {
    const auto& clause = standard.scoring.words.clause;
    return clause ? &*clause : nullptr;
}

}  // namespace certrec
