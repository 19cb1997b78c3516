/// \file
/// How is one row of scores graded, and what is written of it? Private to the tool: what the ways
/// of grade share.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/text_buffer.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/report/grading_explanation.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/grading.hpp"
#include "cli.hpp"
#include "grade_joins.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

/// What holds for all rows of one run. Everything outlives the run.
struct GradeSetup {
    const Standard& standard;
    const ScoreColumns& columns;
    const Level* fixed_level = nullptr;     ///< of all rows; else the column's
    const SessionBook* sessions = nullptr;  ///< nullptr: sessions are not looked at
    Language language = Language::en;       ///< of what is said in rows
};

/// What grade says of one row. A view: valid as long as what it was made from.
struct GradedRow {
    std::string_view bytes;  ///< as it came in
    std::string_view candidate_id;
    RowLevels levels;
    std::span<const Score> scores;  ///< in the order of Grader::columns
    Outcome outcome = Outcome::invalid;
    const Grading* grading = nullptr;            ///< nullptr: none
    std::span<const ComponentScore> components;  ///< what counted; empty: nothing
    std::string_view attempts;
    std::string_view reasons;
    std::string_view findings;
    std::string_view carried;  ///< from the eligibility file, as CSV
};

/// What is to be said of the day of an attempt; empty if nothing is.
[[nodiscard]] Bilingual find_calendar(const Standard& standard, Date held_on,
                                      std::span<const ComponentScore> components);

/// Grades rows on their own; one for each thread.
class RowGrader {
  public:
    explicit RowGrader(const GradeSetup& setup);

    /// Grades the row, or says which cell makes it invalid.
    [[nodiscard]] std::optional<CellFault> grade(const CsvRow& row);

    /// The two steps of `grade`: what the row says, and what it comes to.
    [[nodiscard, gnu::always_inline]] bool read(const CsvRow& row) { return reader_.read(row); }
    [[nodiscard]] const CellFault& read_fault() const { return reader_.fault(); }
    [[nodiscard]] std::optional<CellFault> judge(const CsvRow& row);
    /// After `read`: what `judge` would find, if that is seen at once.
    [[nodiscard]] std::optional<PlainGrading> judge_plain() const {
        if (setup_.sessions != nullptr) return std::nullopt;
        return grader_.judge_plain(reader_.row().scores, reader_.row().levels);
    }
    /// Whether that is a pass without a total, which awards the level that was applied for.
    [[nodiscard, gnu::always_inline]] bool passes_plainly() const {
        return setup_.sessions == nullptr && grader_.passes_plainly(reader_.row().scores);
    }
    [[nodiscard]] const ReasonWords& words() const { return words_; }

    /// The row that was graded last, as the answer to it says. Valid until the next call.
    [[nodiscard]] GradedRow answer(const CsvRow& row);
    /// Of a row with that fault.
    [[nodiscard]] GradedRow answer_invalid(const CsvRow& row, const CellFault& fault);
    /// What is to be said of its day beside that.
    [[nodiscard]] std::optional<Diagnostic> finding(const CsvRow& row) const;

    [[nodiscard]] const ScoreRow& row() const { return reader_.row(); }
    [[nodiscard]] bool knows_attempt() const { return reader_.knows_attempt(); }
    [[nodiscard]] const Grading& grading() const { return grading_; }
    [[nodiscard]] const std::vector<ComponentScore>& components() const { return *components_; }
    /// Why it is irregular; empty if it is not.
    [[nodiscard]] const std::string& irregular() const { return irregular_; }

    /// The fault that `fault` is, in the row's terms.
    [[nodiscard]] CellFault cell_fault(const GradingFault& fault) const;

  private:
    void find_findings();

    const GradeSetup& setup_;
    Grader grader_;
    ReasonWords words_;
    ScoreRowReader reader_;
    Grading grading_;
    const std::vector<ComponentScore>* components_ = nullptr;
    std::string irregular_;
    std::string attempts_;
    std::string reasons_;
    std::string findings_;
    Bilingual finding_texts_;
};

/// What grade adds to the rows, and how.
class ResultFormat {
  public:
    /// `eligibility` is nullptr if there is none.
    ResultFormat(const GradeSetup& setup, const EligibilityFile* eligibility);

    /// Refuses scores that have a column which is about to be added.
    void refuse_added(const CsvHeader& header) const;

    [[nodiscard]] std::string header(const CsvHeader& scores) const;

    /// Whether what is added to a row is its verdict, and its total if there is one.
    [[nodiscard]] bool adds_only_verdict() const {
        return carried_names_.empty() && counted_.empty() && !has_attempts_ && !has_findings_;
    }
    /// What stands after the bytes of a row that passes, and has no total.
    [[nodiscard]] const PaddedText& pass_rest(const Level& awarded) const {
        return pass_rests_[static_cast<std::size_t>(&awarded - standard_.levels.data())];
    }
    /// What stands after the bytes of a row with such scores. Requires: adds_only_verdict().
    void append_plain_rest(TextBuffer& text, const PlainGrading& grading, const ReasonWords& words,
                           std::span<const Score> scores) const;
    void append(std::string& text, const GradedRow& row) const;

  private:
    void append_counted_cells(std::string& text, const GradedRow& row) const;
    static void append_quoted_reasons(TextBuffer& text, const PlainGrading& grading,
                                      const ReasonWords& words, std::span<const Score> scores);

    const Standard& standard_;
    std::string carried_names_;
    std::string carried_blank_;
    std::vector<std::size_t> counted_;  // components whose value is written
    bool has_total_ = false;
    bool has_attempts_ = false;
    bool has_findings_ = false;
    std::string standard_field_;  // its id as it stands in every row
    /// What ends a row that passes, for each level, where nothing else is to be said.
    std::vector<PaddedText> pass_rests_;
    // Before the reasons of a row that does not pass, and has no level, and after them.
    std::array<PaddedText, kOutcomes> reasons_begin_;
    PaddedText reasons_end_;
    bool plain_reasons_need_quotes_ = false;
};

/// What is answered to some rows, one after the other: rows of results, or explanations.
class AnswerText {
  public:
    /// Both outlive this. `explanation` is nullptr for rows of results; one is not for two threads.
    AnswerText(const ResultFormat& results, GradingExplanation* explanation)
        : results_(results), explanation_(explanation) {}

    void add(const GradedRow& row);
    /// A row of results that passes without a total. Requires, as does add_plain: the results add
    /// only the verdict, and nothing is explained.
    [[gnu::always_inline]] void add_pass(PaddedView bytes, const Level& awarded) {
        text_.append(bytes);
        text_.append(results_.pass_rest(awarded));
    }
    /// A row of results with such scores.
    void add_plain(PaddedView bytes, const PlainGrading& grading, const ReasonWords& words,
                   std::span<const Score> scores) {
        text_.append(bytes);
        any_not_passed_ |= grading.outcome != Outcome::pass;
        results_.append_plain_rest(text_, grading, words, scores);
    }
    /// Forgets the rows, and keeps the memory.
    void clear();

    /// The rows as CSV, or each explanation after the separator.
    [[nodiscard]] std::string_view text() const { return text_.view(); }
    [[nodiscard]] bool any_invalid() const { return any_invalid_; }
    [[nodiscard]] bool any_not_passed() const { return any_not_passed_; }

  private:
    const ResultFormat& results_;
    GradingExplanation* explanation_;
    TextBuffer text_;
    std::string rest_;  // of the row that is added
    bool any_invalid_ = false;
    bool any_not_passed_ = false;
};

/// Hands over answers in their order, what begins the file before the first one.
class AnswerSink {
  public:
    /// `explanation` is nullptr for rows of results.
    AnswerSink(ByteSink sink, std::string header, const GradingExplanation* explanation);

    void take(const AnswerText& answers);
    void finish();

    [[nodiscard]] bool any_invalid() const { return any_invalid_; }
    [[nodiscard]] bool any_not_passed() const { return any_not_passed_; }

  private:
    ByteSink sink_;
    std::string pending_;  // not handed over before there is something to answer
    const GradingExplanation* explanation_;
    bool any_explained_ = false;
    bool any_invalid_ = false;
    bool any_not_passed_ = false;
};

}  // namespace certrec::cli
