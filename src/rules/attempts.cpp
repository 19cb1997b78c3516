#include "certrec/rules/attempts.hpp"

#include <limits>

namespace certrec {

namespace {

/// Of outcomes, the better one has the lower place.
int place_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return 0;
        case Outcome::fail: return 1;
        case Outcome::pending: return 2;
        case Outcome::absent: return 3;
        case Outcome::disqualified: return 4;
        case Outcome::ineligible:
        case Outcome::irregular:
        case Outcome::invalid: break;
    }
    return 5;
}

/// Whether `a` is better than `b`, which came before it.
bool is_better(const Grading& a, const Grading& b) {
    if (place_of(a.outcome) != place_of(b.outcome)) {
        return place_of(a.outcome) < place_of(b.outcome);
    }
    if (a.outcome == Outcome::fail) return a.components.count() < b.components.count();
    if (a.outcome != Outcome::pass) return false;
    const unsigned rank_a = a.awarded == nullptr ? 0 : a.awarded->rank;
    const unsigned rank_b = b.awarded == nullptr ? 0 : b.awarded->rank;
    if (rank_a != rank_b) return rank_a > rank_b;
    return a.total && b.total && *a.total > *b.total;
}

AttemptsResult of_one(const Attempt& attempt, std::size_t place, const Grading& grading) {
    return {grading,
            {attempt.components.begin(), attempt.components.end()},
            std::vector<std::size_t>(attempt.components.size(), place)};
}

AttemptsResult decide_best(const Grader& grader, std::span<const Attempt> attempts) {
    std::size_t best = 0;
    Grading grading = grader.judge(attempts[0].components, attempts[0].levels);
    for (std::size_t i = 1; i < attempts.size(); ++i) {
        const Grading other = grader.judge(attempts[i].components, attempts[i].levels);
        if (!is_better(other, grading)) continue;
        best = i;
        grading = other;
    }
    return of_one(attempts[best], best, grading);
}

/// Goes through the attempts and keeps what was passed.
class Keeping {
  public:
    Keeping(const Standard& standard, const Grader& grader, std::span<const Attempt> attempts)
        : standard_(standard),
          grader_(grader),
          attempts_(attempts),
          passed_(standard.components.size(), kNone),
          stood_(standard.components.size(), kNone) {}

    [[nodiscard]] AttemptsResult decide() {
        AttemptsResult result;
        for (std::size_t at = 0; at < attempts_.size(); ++at) {
            result = standing(at);
            if (result.grading.outcome == Outcome::pass) break;
        }
        return result;
    }

  private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] AttemptsResult standing(std::size_t at) {
        AttemptsResult result;
        for (std::size_t i = 0; i < standard_.components.size(); ++i) {
            const std::size_t used = attempt_for(i, at);
            result.components.push_back(attempts_[used].components[i]);
            result.used.push_back(used);
        }
        result.grading = grader_.judge(result.components, attempts_[at].levels);
        return result;
    }

    /// The attempt whose score counts for component `i` when attempt `at` is judged.
    [[nodiscard]] std::size_t attempt_for(std::size_t i, std::size_t at) {
        const ComponentScore& own = attempts_[at].components[i];
        if (own.has_value() && reaches_mark(standard_, standard_.components[i], own)) {
            passed_[i] = at;
            stood_[i] = at;
            return at;
        }
        const bool sat = own.kind != ScoreKind::pending;
        if (sat) stood_[i] = at;
        if (passed_[i] != kNone && is_kept(passed_[i], at)) return passed_[i];
        return sat || stood_[i] == kNone ? at : stood_not_passed(i, at);
    }

    /// How the component last stood; what was passed and is kept no longer counts for nothing.
    [[nodiscard]] std::size_t stood_not_passed(std::size_t i, std::size_t at) const {
        return stood_[i] == passed_[i] ? at : stood_[i];
    }

    [[nodiscard]] bool is_kept(std::size_t passed, std::size_t at) const {
        const auto& period = standard_.resits->keep_passed;
        return !period ||
               *attempts_[at].held_on <= last_day_of(*attempts_[passed].held_on, *period);
    }

    const Standard& standard_;
    const Grader& grader_;
    std::span<const Attempt> attempts_;
    std::vector<std::size_t> passed_;  // of each component: the attempt that passed it last
    std::vector<std::size_t> stood_;   // of each component: the attempt at which it was sat last
};

}  // namespace

bool is_earlier(const Attempt& a, const Attempt& b) {
    if (a.number && b.number) return *a.number < *b.number;
    return *a.held_on < *b.held_on;
}

AttemptsResult decide_attempts(const Standard& standard, const Grader& grader,
                               std::span<const Attempt> attempts) {
    switch (standard.resits->count) {
        case AttemptRule::best: return decide_best(grader, attempts);
        case AttemptRule::components: return Keeping(standard, grader, attempts).decide();
        case AttemptRule::each:
        case AttemptRule::latest: break;
    }
    const std::size_t last = attempts.size() - 1;
    return of_one(attempts[last], last,
                  grader.judge(attempts[last].components, attempts[last].levels));
}

}  // namespace certrec
