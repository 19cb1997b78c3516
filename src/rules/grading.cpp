#include "certrec/rules/grading.hpp"

#include <utility>

namespace certrec {

namespace {

/// What one component alone comes to.
Outcome judge(const Component& component, const Score& score) noexcept {
    switch (score.kind) {
        case ScoreKind::absent: return Outcome::absent;
        case ScoreKind::disqualified: return Outcome::disqualified;
        case ScoreKind::pending: return Outcome::pending;
        case ScoreKind::points: break;
    }
    if (score.points.units() < 0 || score.points > component.full_mark) return Outcome::invalid;
    return score.points >= component.pass_mark ? Outcome::pass : Outcome::fail;
}

/// The higher decides.
constexpr int precedence(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return 0;
        case Outcome::fail: return 1;
        case Outcome::pending: return 2;
        case Outcome::absent: return 3;
        case Outcome::disqualified: return 4;
        case Outcome::ineligible:
        case Outcome::invalid: break;
    }
    return 5;
}

}  // namespace

Result grade(const Standard& standard, std::span<const Score> scores) noexcept {
    Result result{Outcome::pass, {}};
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const Outcome outcome = judge(standard.components[i], scores[i]);
        if (outcome == Outcome::pass) continue;
        if (precedence(outcome) > precedence(result.outcome)) result = {outcome, {}};
        if (outcome == result.outcome) result.components.set(i);
    }
    return result;
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
    if (standard.scoring.scheme == Scheme::weighted) open.emplace_back("scoring.bands");
    return open;
}

}  // namespace certrec
