/// \file
/// What does a row of scores say? Reads scores.csv, and results that carry scores, for one
/// standard. Private to the tool.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/records/plain_id.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/attempts.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"
#include "short_word.hpp"

namespace certrec::cli {

/// Where the cells of one file stand.
class ScoreColumns {
  public:
    /// Throws Refusal if a column is missing or doubled, if some columns of a component's items are
    /// there and others are not, or one is there that the standard does not know.
    /// `level_option` stands in for the column `level`.
    ScoreColumns(const Standard& standard, std::span<const ScoreColumn> wanted,
                 const CsvHeader& header, std::string_view level_option);

    /// Whether rows say which attempt they are.
    [[nodiscard]] bool tell_attempts() const { return attempt || held_on; }

    /// The column of the file in which a fault is best shown.
    [[nodiscard]] std::size_t place_of(const GradingFault& fault) const;

    std::size_t candidate_id;
    std::optional<std::size_t> level;
    std::optional<std::size_t> present_level;
    std::optional<std::size_t> attempt;
    std::optional<std::size_t> held_on;
    std::optional<std::size_t> id_number;            ///< which is only passed on
    std::vector<std::optional<std::size_t>> scores;  ///< in the order of Grader::columns

    /// A column of scores that is there.
    struct Cell {
        std::size_t column = 0;  ///< of the file
        std::size_t place = 0;   ///< in the order of Grader::columns
        bool is_count = false;
    };
    std::vector<Cell> cells;

  private:
    void find_scores(const Standard& standard, std::span<const ScoreColumn> wanted,
                     const CsvHeader& header);
};

/// One row; views are valid as long as the row that was read.
struct ScoreRow {
    std::string_view candidate_id;
    RowLevels levels;
    std::optional<std::int64_t> attempt;
    std::optional<Date> held_on;
    std::vector<Score> scores;  ///< pending where there is no column
};

/// Reads one row after the other, without allocating.
class ScoreRowReader {
  public:
    /// All of them outlive this. `fixed_level` is that of all rows, or nullptr.
    ScoreRowReader(const Standard& standard, const ScoreColumns& columns, const Level* fixed_level);

    /// Reads the row into `row`. If a cell of it is wrong, `row` is whole up to that cell, and
    /// `fault` says what is wrong: nearly all rows are sound, and cost nothing beside.
    [[nodiscard, gnu::always_inline]] bool read(const CsvRow& from) {
        row_.candidate_id = from.field(columns_.candidate_id);
        row_.levels = {fixed_level_, nullptr};
        if (says_more_) forget_attempt();
        if (!is_plain_id(row_.candidate_id) && !check_candidate(from)) return false;
        if (columns_.level && !read_level(from, *columns_.level)) return false;
        if (says_more_ && !read_more(from)) return false;
        return read_scores(from);
    }
    [[nodiscard]] const CellFault& fault() const { return fault_; }

    [[nodiscard]] const ScoreRow& row() const { return row_; }

    /// Whether the row, even if a cell of it is wrong, says whose attempt at what it is, and which.
    [[nodiscard]] bool knows_attempt() const;

  private:
    /// A file holds few words for levels, so those met before are tried first.
    struct KnownLevel {
        ShortWord word;
        const Level* level = nullptr;
    };

    /// Most cells spell points that others spelt before, so they are not read again.
    struct KnownPoints {
        std::uint64_t text = ~std::uint64_t{0};  // which no text is
        Decimal points;
    };
    static constexpr std::size_t kKnownPoints = 2048;

    [[nodiscard, gnu::always_inline]] static std::size_t place_of(std::uint64_t text) {
        return mixed({text, 0}) % kKnownPoints;
    }

    /// nullptr if there is no such level.
    [[nodiscard, gnu::always_inline]] const Level* find_level(std::string_view word) {
        if (word.size() > sizeof(ShortWord)) return standard_.find_level(word);
        const ShortWord short_word = short_word_of(word);
        KnownLevel& known = known_levels_[mixed(short_word) % known_levels_.size()];
        return known.word == short_word ? known.level : learn_level(word, short_word, known);
    }
    [[nodiscard]] const Level* learn_level(std::string_view word, const ShortWord& short_word,
                                           KnownLevel& known);

    [[nodiscard, gnu::always_inline]] bool read_level(const CsvRow& from, std::size_t column) {
        const std::string_view word = from.field(column);
        row_.levels.applied = find_level(word);
        return row_.levels.applied != nullptr || refuse_level(word);
    }
    /// The points that the text spells, valid until the next call; nullptr if it spells none.
    [[nodiscard, gnu::always_inline]] const Decimal* find_points(std::string_view text) {
        if (text.size() > sizeof(std::uint64_t)) return learn_points(text);
        const std::uint64_t word = short_word_of(text).front;
        const KnownPoints& known = known_points_[place_of(word)];
        return known.text == word ? &known.points : learn_points(text);
    }
    [[nodiscard]] const Decimal* learn_points(std::string_view text);

    [[nodiscard, gnu::always_inline]] bool read_scores(const CsvRow& from) {
        for (const ScoreColumns::Cell& cell : columns_.cells) {
            if (const Decimal* const points = find_points(from.field(cell.column))) {
                row_.scores[cell.place] = {ScoreKind::points, *points};
            } else if (!read_word(from, cell)) {
                return false;
            }
        }
        return true;
    }

    void forget_attempt() {
        row_.attempt.reset();
        row_.held_on.reset();
    }
    [[nodiscard]] bool read_more(const CsvRow& from);
    [[nodiscard]] bool read_present_level(const CsvRow& from);
    [[nodiscard]] bool read_attempt(const CsvRow& from);
    [[nodiscard]] bool read_word(const CsvRow& from, const ScoreColumns::Cell& cell);
    [[nodiscard]] bool check_candidate(const CsvRow& from);
    [[nodiscard]] bool check_number(const CsvRow& from);
    [[nodiscard]] bool refuse_level(std::string_view word);
    [[nodiscard]] bool refuse(CellFault fault);

    const Standard& standard_;
    const ScoreColumns& columns_;
    const Level* fixed_level_;
    bool says_more_;  // there are columns beside the level and the scores
    ScoreRow row_;
    CellFault fault_;
    std::array<KnownLevel, 16> known_levels_{};             // by the word's bytes
    std::array<KnownPoints, kKnownPoints> known_points_{};  // by the text's bytes
    Decimal long_points_;                                   // of a text that is too long to be kept
};

/// Where results say what counted for each component: `<component>_counted` if it is there, else
/// the component's own column.
class CountedColumns {
  public:
    /// Throws Refusal if a component has neither.
    CountedColumns(const Standard& standard, const CsvHeader& header);

    /// What the row says of component `index`: points or a word; nothing if it says neither.
    [[nodiscard]] std::optional<ComponentScore> read(const CsvRow& row, std::size_t index) const;

    [[nodiscard]] std::size_t column(std::size_t index) const { return columns_[index]; }

  private:
    std::vector<std::size_t> columns_;
};

/// The attempt as output names it: its number, else its day; empty if it has neither.
[[nodiscard]] std::string attempt_label(const std::optional<std::int64_t>& number,
                                        const std::optional<Date>& held_on);

}  // namespace certrec::cli
