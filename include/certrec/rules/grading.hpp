/// \file
/// Grading: what do these scores come to under this standard?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certrec/base/fraction.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// Components by their place in Standard::components.
using ComponentSet = std::bitset<kMaxComponents>;

/// One column of a scores file.
struct ScoreColumn {
    enum class Part : std::uint8_t {
        own,   ///< the component's own score
        item,  ///< one of its items
        of,    ///< the count above the line of its ratio
        to,    ///< the count below it
    };
    std::string name;
    std::size_t component = 0;
    Part part = Part::own;
    std::size_t item = 0;  ///< place in Component::items
};

/// The columns that the standard's components can be read from: for each component its own, then
/// those that it is computed from.
[[nodiscard]] std::vector<ScoreColumn> score_columns(const Standard& standard);

/// Why scores cannot be graded as they are.
struct GradingFault {
    enum class Kind : std::uint8_t {
        out_of_range,      ///< points below 0 or above the full mark
        value_range,       ///< a computed value below 0 or above the full mark
        disagreement,      ///< the component's own score is not what its parts come to
        bad_count,         ///< a count that is no number from 0 on, or 0 below the line
        refused_word,      ///< a word that the standard does not allow
        too_long,          ///< a value that 128 bits do not hold exactly
        all_left_out,      ///< no component is looked at
        no_present_level,  ///< who is demoted from where?
    };
    Kind kind = Kind::out_of_range;
    std::size_t column = 0;     ///< place in score_columns, of the cell that is at fault
    std::size_t component = 0;  ///< place in Standard::components
    Score score{};              ///< what the cell says
    /// What the parts come to: points, or a word.
    ScoreKind computed = ScoreKind::points;
    Fraction value{};
};

/// What one component comes to, before it is judged.
struct ComponentScore {
    ScoreKind kind = ScoreKind::pending;  ///< points, or the word in their place
    /// How it counts: `zero` is by its value, which is then 0. Of points too.
    WordRule counts = WordRule::apart;
    Fraction value{};

    /// Whether there is a value to compare and to weigh.
    [[nodiscard]] bool has_value() const {
        return kind == ScoreKind::points || counts == WordRule::zero;
    }
};

/// What the components of one attempt come to.
struct AttemptScores {
    std::optional<GradingFault> fault;
    std::vector<ComponentScore> components;  ///< in the order of Standard::components
};

/// The levels of a row that may decide what is awarded; nullptr if they are not known.
struct RowLevels {
    const Level* applied = nullptr;
    const Level* present = nullptr;
};

struct Grading {
    Outcome outcome = Outcome::pending;
    const Level* awarded = nullptr;
    /// The components that decided the outcome: below their mark, absent, disqualified, not yet
    /// scored. Empty for a pass, and for a total that is too low.
    ComponentSet components;
    std::optional<Fraction> total;      ///< of the weighted scheme, if every component has a value
    const Band* band = nullptr;         ///< in which the total lies
    std::optional<GradingFault> fault;  ///< if invalid
};

/// A row that passes and of which nothing more is to be said.
struct PlainPass {
    const Level* awarded = nullptr;
    std::optional<Decimal> total;  ///< of the weighted scheme
};

/// Grades by one standard. Keeps scratch space, so each thread needs its own.
class Grader {
  public:
    /// Requires: `standard` outlives this, and leaves nothing open for grading.
    explicit Grader(const Standard& standard);

    [[nodiscard]] std::span<const ScoreColumn> columns() const { return columns_; }

    /// What each component comes to: its own score, or its items or its ratio, rounded if the
    /// standard says so, with the rule of the standard for words. Valid until the next call.
    /// Requires: one score for each of `columns`.
    [[nodiscard]] const AttemptScores& score(std::span<const Score> scores);

    /// The outcome. Exact: nothing is rounded but where the standard says so. The first of these
    /// decides: what cannot be judged (invalid), disqualified, absent, pending, fail, pass.
    /// Requires: one for each component, without fault.
    [[nodiscard]] Grading judge(std::span<const ComponentScore> components,
                                const RowLevels& levels) const;

    /// The pass that the scores are, if that is seen at once: every component has points of its
    /// own, as they stand, and reaches its mark. What most rows are, in a fraction of the time;
    /// nullopt says nothing, and `grade` then does. Requires: as for `grade`.
    [[nodiscard]] std::optional<PlainPass> plain_pass(std::span<const Score> scores,
                                                      const RowLevels& levels) const {
        if (plain_ == Plain::none || !all_reached(scores)) return std::nullopt;
        if (plain_ == Plain::conjunctive) return PlainPass{levels.applied, {}};
        return plain_total(scores, levels);
    }

    /// What a component with that word in place of points comes to.
    [[nodiscard]] ComponentScore from_word(ScoreKind word) const;

    /// Scores and judges.
    [[nodiscard]] Grading grade(std::span<const Score> scores, const RowLevels& levels);

  private:
    /// How a component is put together.
    struct Plan {
        std::size_t first_column = 0;
        std::size_t column_count = 0;  // with its own
        bool is_computed = false;
        Decimal full_mark;
        Decimal mark;                       // that it has to reach
        Fraction share;                     // of its value in the total
        std::int64_t share_units = 0;       // the same, as a multiple of 10^-share_scale_
        std::vector<Fraction> item_shares;  // of each item in it
    };

    void prepare_plain();
    [[nodiscard]] bool all_reached(std::span<const Score> scores) const {
        bool reached = true;
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            reached &= scores[i].kind == ScoreKind::points && scores[i].points >= plans_[i].mark &&
                       scores[i].points <= plans_[i].full_mark;
        }
        return reached;
    }
    [[nodiscard]] std::optional<PlainPass> plain_total(std::span<const Score> scores,
                                                       const RowLevels& levels) const;
    void score_component(std::size_t index, std::span<const Score> scores);
    [[nodiscard]] bool reaches_mark_of(std::size_t index, const ComponentScore& score) const {
        return score.value >= plans_[index].mark;
    }
    [[nodiscard]] bool check_cells(const Plan& plan, std::span<const Score> scores);
    [[nodiscard]] std::optional<GradingFault::Kind> check_cell(const ScoreColumn& column,
                                                               const Score& score) const;
    [[nodiscard]] bool check_value(std::size_t index, ComponentScore& computed);
    [[nodiscard]] std::optional<ComponentScore> compute(std::size_t index,
                                                        std::span<const Score> scores);
    [[nodiscard]] ComponentScore weigh_items(std::size_t index, std::span<const Score> items);
    [[nodiscard]] ComponentScore take_best(std::size_t index, std::span<const Score> items);
    [[nodiscard]] ComponentScore take_ratio(std::size_t index, std::span<const Score> counts);
    [[nodiscard]] WordRule rule_for(ScoreKind word) const;
    void settle(std::size_t index, const Score& own, std::optional<ComponentScore> computed);
    void keep(GradingFault fault);

    [[nodiscard]] bool judge_words(std::span<const ComponentScore> components,
                                   Grading& grading) const;
    void judge_weighted(std::span<const ComponentScore> components, const RowLevels& levels,
                        Grading& grading) const;
    [[nodiscard]] std::optional<Fraction> total_of(
        std::span<const ComponentScore> components) const;
    void award_total(const RowLevels& levels, Grading& grading) const;
    void demote(const RowLevels& levels, Grading& grading) const;

    const Standard& standard_;
    std::vector<ScoreColumn> columns_;
    std::vector<Plan> plans_;
    /// What plain_pass can see at once.
    enum class Plain : std::uint8_t { none, conjunctive, weighted } plain_ = Plain::none;
    unsigned share_scale_ = 0;
    std::vector<const Level*> band_levels_;
    AttemptScores scored_;
    std::vector<Fraction> best_;
};

/// Where a component has to be: its pass mark, or its minimum.
[[nodiscard]] Decimal mark_of(const Standard& standard, const Component& component);

/// Whether the component is where it has to be. Requires: it has a value.
[[nodiscard]] bool reaches_mark(const Standard& standard, const Component& component,
                                const ComponentScore& score);

/// The open values without which nobody can be graded by the standard; none if all can.
[[nodiscard]] std::vector<std::string> values_open_for_grading(const Standard& standard);

}  // namespace certrec
