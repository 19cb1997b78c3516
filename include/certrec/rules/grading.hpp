/// \file
/// Grading: what do these scores come to under this standard?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <array>
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

/// A Grading that points decide alone, or words, as Grader::judge_plain sees it.
struct PlainGrading {
    Outcome outcome = Outcome::pass;
    const Level* awarded = nullptr;
    ComponentSet components;       ///< below their mark, or with the word that decides
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

    /// What `grade` comes to, if that is seen at once: every component has points of its own, as
    /// they stand, or a word that keeps the outcome apart from passing and failing. What nearly all
    /// rows are, in a fraction of the time; nullopt says nothing, and `grade` then does. Requires:
    /// as for `grade`.
    [[nodiscard]] std::optional<PlainGrading> judge_plain(std::span<const Score> scores,
                                                          const RowLevels& levels) const;

    /// Whether that is a pass without a total, which awards the level that was applied for.
    [[nodiscard, gnu::always_inline]] bool passes_plainly(std::span<const Score> scores) const {
        if (plain_ != Plain::conjunctive) return false;
        bool all_pass = true;
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            // Points below the mark wrap to more than any are above it.
            const std::uint64_t above = plain_units(scores[i].points) - plans_[i].mark_units;
            all_pass &=
                scores[i].kind == ScoreKind::points && above <= plans_[i].most_above_mark_units;
        }
        return all_pass;
    }

    /// What a component with that word in place of points comes to.
    [[nodiscard]] ComponentScore from_word(ScoreKind word) const;

    /// Scores and judges.
    [[nodiscard]] Grading grade(std::span<const Score> scores, const RowLevels& levels);

  private:
    static constexpr unsigned kPlainScale = 4;
    static constexpr std::int64_t kPlainFullMark = 10'000;
    static constexpr std::uint64_t kPlainMostUnits = kPlainFullMark * 10'000;
    static constexpr std::array<std::uint64_t, kPlainScale + 1> kPlainUnits = {10'000, 1'000, 100,
                                                                               10, 1};

    /// How a component is put together.
    struct Plan {
        std::size_t first_column = 0;
        std::size_t column_count = 0;  // with its own
        bool is_computed = false;
        Decimal full_mark;
        Decimal mark;                       // that it has to reach
        Fraction share;                     // of its value in the total
        std::vector<Fraction> item_shares;  // of each item in it
        // For judge_plain: marks as plain_units gives them, the share in units of its own.
        std::uint64_t full_mark_units = 0;
        std::uint64_t mark_units = 0;
        std::uint64_t most_above_mark_units = 0;
        std::uint64_t share_units = 0;
    };

    void prepare_plain();
    [[nodiscard]] bool prepare_plain_total();
    /// Points in units of 10^-kPlainScale; what is not in [0, kPlainFullMark], or has more digits
    /// after the point, gives more units than any full mark has.
    [[nodiscard]] static std::uint64_t plain_units(Decimal points) {
        const auto units = static_cast<std::uint64_t>(points.units());
        const bool fits = points.scale() <= kPlainScale && units <= kPlainMostUnits;
        return fits ? units * kPlainUnits[points.scale()] : ~std::uint64_t{0};
    }
    /// What the scores come to if all are points as they stand.
    struct PlainPoints {
        bool are_plain = true;
        std::uint64_t below = 0;  // their marks; one bit for each component
        std::uint64_t total = 0;  // in units of 10^-plain_total_scale_
    };
    [[nodiscard, gnu::always_inline]] PlainPoints add_plain(std::span<const Score> scores) const {
        PlainPoints points;
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            const Plan& plan = plans_[i];
            const std::uint64_t units = plain_units(scores[i].points);
            points.are_plain &=
                scores[i].kind == ScoreKind::points && units <= plan.full_mark_units;
            points.below |= std::uint64_t{units < plan.mark_units} << i;
            points.total += plan.share_units * units;
        }
        return points;
    }
    [[nodiscard]] std::optional<PlainGrading> judge_plain_words(
        std::span<const Score> scores) const;
    [[nodiscard]] bool judge_plain_total(std::uint64_t total_units, const RowLevels& levels,
                                         PlainGrading& grading) const;
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
    /// What judge_plain can see at once.
    enum class Plain : std::uint8_t { none, conjunctive, weighted } plain_ = Plain::none;
    unsigned plain_total_scale_ = 0;
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
