/// \file
/// How are the rows of results, or of eligibility, counted? Private to the tool.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_row.hpp"
#include "certrec/records/score.hpp"
#include "certrec/report/reason_clauses.hpp"
#include "certrec/report/summary.hpp"
#include "certrec/rules/grading.hpp"
#include "group_index.hpp"
#include "short_word.hpp"

namespace certrec::cli {

/// Where the columns of a file stand that a summary counts.
struct SummaryColumns {
    /// Finds all but those of the parts. Throws Refusal if one is missing or doubled.
    SummaryColumns(const SummaryPlan& plan, const CsvHeader& header);

    /// Finds those of the parts of the plan. Throws Refusal as above.
    void find_parts(const SummaryPlan& plan, const CsvHeader& header);

    std::vector<std::size_t> by;
    std::size_t verdict = 0;
    std::optional<std::size_t> standard;  ///< of results
    std::optional<std::size_t> reasons;
    std::optional<std::size_t> over;
    std::vector<std::size_t> parts;  ///< what counted for each part
};

/// Counts rows one by one; many of them, each on a thread, are added up at the end.
class SummaryCounter {
  public:
    /// Both outlive this.
    SummaryCounter(const SummaryPlan& plan, const SummaryColumns& columns);

    /// Counts the row, or says which cell of it cannot be read; then nothing of it is counted.
    /// Throws Refusal if it is a result under another standard.
    [[nodiscard, gnu::always_inline]] std::optional<CellFault> add(const CsvRow& row) {
        if (counts_plain_ && count_plain(row)) return std::nullopt;
        return add_any(row);
    }

    /// Hands what was counted to the summary, with the levels called as `language` does. Nothing
    /// of it is left here.
    void hand_over(Summary& summary, Language language);

  private:
    static constexpr std::size_t kPass = static_cast<std::size_t>(Outcome::pass);
    static constexpr std::size_t kFail = static_cast<std::size_t>(Outcome::fail);
    static constexpr std::size_t kMostPlainParts = 8;

    struct Group {
        GroupTally tally;
        /// Candidates by verdict, and by the component that decided it, or the total behind them.
        std::vector<std::uint64_t> decided;
    };

    /// What a row says, as far as all groups are alike.
    struct Row {
        std::size_t verdict = 0;
        bool has_points = false;
        ComponentSet deciding;
        std::vector<Score> scores;
        std::vector<NamedClause> clauses;
        std::optional<int> year;
    };

    /// Counts the row if it is what nearly all are: a pass or a fail, with points of each part. In
    /// a fraction of the time of `add_any`, which counts it the same.
    [[nodiscard, gnu::always_inline]] bool count_plain(const CsvRow& row) {
        const std::string_view standard = row.field(*columns_.standard);
        const std::string_view verdict = row.field(columns_.verdict);
        if (standard.size() > sizeof(ShortWord) || verdict.size() > sizeof(ShortWord)) return false;
        const bool fails = short_word_of(verdict) == words_[kFail];
        if (!(fails | (short_word_of(verdict) == words_[kPass]))) return false;
        if (!(short_word_of(standard) == standard_word_)) return false;
        for (std::size_t i = 0; i < columns_.parts.size(); ++i) {
            const auto read = parse_padded_decimal(row.field(columns_.parts[i]));
            if (!read) return false;
            plain_points_[i] = *read;
        }
        const std::size_t number = index_.find(row);
        if (number == groups_.size()) groups_.push_back(new_group());
        Group& group = groups_[number];
        ++group.tally.verdicts[fails ? kFail : kPass];
        for (std::size_t i = 0; i < columns_.parts.size(); ++i)
            group.tally.points[i].add(plain_points_[i]);
        if (fails) count_plain_fail(group);
        return true;
    }
    void count_plain_fail(Group& group) const;
    [[nodiscard]] std::optional<CellFault> add_any(const CsvRow& row);
    [[nodiscard]] std::optional<CellFault> read(const CsvRow& row);
    void check_standard(const CsvRow& row);
    [[nodiscard]] std::optional<std::size_t> find_verdict(std::string_view word) const;
    [[nodiscard]] std::optional<CellFault> read_scores(const CsvRow& row);
    [[nodiscard]] std::optional<CellFault> read_year(const CsvRow& row);
    void find_reasons(const CsvRow& row);
    [[nodiscard]] Group new_group() const;
    void count_in(Group& group) const;
    void count_reasons_in(Group& group) const;
    [[nodiscard]] GroupTally take_tally(Group& group) const;
    [[nodiscard]] VerdictReason reason_of(std::size_t verdict, std::size_t component) const;

    const SummaryPlan& plan_;
    const SummaryColumns& columns_;
    std::size_t components_;
    std::array<ShortWord, kOutcomes> words_{};  // of verdicts
    std::array<std::uint8_t, 64> word_places_{};
    std::string known_standard_;
    /// Whether rows may be counted by count_plain: no value is rounded, no day is looked at.
    bool counts_plain_ = false;
    ShortWord standard_word_{~std::uint64_t{0}, 0};  // of known_standard_, if it is one
    std::array<Decimal, kMostPlainParts> plain_points_{};
    Row row_;
    GroupIndex index_;
    std::vector<Group> groups_;
    std::map<std::optional<int>, Group> years_;  // nullopt: without a day
};

}  // namespace certrec::cli
