/// \file
/// Which word decides, and what are weights shares of? Private: what computing components and
/// judging them have in common.
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

[[nodiscard]] inline Fraction sum_of_weights(std::span<const Item> items) {
    Fraction sum;
    for (const Item& item : items) sum = sum + *item.weight;
    return sum;
}

}  // namespace certrec
