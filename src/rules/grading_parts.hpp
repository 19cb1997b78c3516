/// \file
/// Which word decides, what does it do, and what are weights shares of? Private: what computing
/// components and judging them have in common.
#pragma once

#include <span>

#include "certrec/records/score.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// Of words in one component, or in one row, the gravest decides.
[[nodiscard]] constexpr int gravity(ScoreKind word) {
    switch (word) {
        case ScoreKind::disqualified: return 4;
        case ScoreKind::absent: return 3;
        case ScoreKind::pending: return 2;
        case ScoreKind::exempt: return 1;
        case ScoreKind::points: break;
    }
    return 0;
}

[[nodiscard]] constexpr ScoreKind graver(ScoreKind a, ScoreKind b) {
    return gravity(b) > gravity(a) ? b : a;
}

/// What the standard says of a word. Points stand for themselves.
[[nodiscard]] constexpr WordRule rule_for(const WordRules& words, ScoreKind kind) {
    switch (kind) {
        case ScoreKind::absent: return words.absent;
        case ScoreKind::disqualified: return words.disqualified;
        case ScoreKind::exempt: return words.exempt;
        case ScoreKind::pending: return words.pending;
        case ScoreKind::points: break;
    }
    return WordRule::apart;
}

[[nodiscard]] inline Fraction sum_of_weights(std::span<const Item> items) {
    Fraction sum;
    for (const Item& item : items) sum = sum + *item.weight;
    return sum;
}

}  // namespace certrec
