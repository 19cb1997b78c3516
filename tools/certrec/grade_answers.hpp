/// \file
/// What does grade answer to a file of scores? Private to the tool: what the command writes, and
/// what verify asks again.
#pragma once

#include <optional>
#include <string>

#include "certrec/records/csv_blocks.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"
#include "cli.hpp"
#include "grade_joins.hpp"
#include "grade_rows.hpp"

namespace certrec::cli {

/// Throws Refusal, which names what is open, if nobody can be graded by the standard.
void require_gradable(const Standard& standard);

/// The options that decide the answers, as given.
struct GradeQuestion {
    std::string sessions;
    std::string previous;
    std::string level;
    bool explain = false;
};

/// Grades the rows of one file.
class GradeAnswers {
  public:
    /// Throws Refusal if nobody can be graded by the standard, UsageError if it has no such level.
    /// All outlive this.
    GradeAnswers(Context& context, const GradeQuestion& question, const Standard& standard);

    /// Writes the answers to `sink`, once; `format` and `language` are those of explanations.
    /// `eligibility` is nullptr if nobody's is asked. With `missing`, puts there what
    /// EligibilityFile::missing says.
    void write(CsvBlocks& csv, const EligibilityFile* eligibility, const ByteSink& sink,
               TableFormat format, Language language, std::string* missing = nullptr);

    /// Whether some row, also of another file, could not be judged.
    [[nodiscard]] bool any_invalid() const { return any_invalid_; }
    [[nodiscard]] bool any_not_passed() const { return any_not_passed_; }

    /// The level of all rows; nullptr: the column says it.
    [[nodiscard]] const Level* level() const { return level_; }

  private:
    [[nodiscard]] bool must_be_together(const ScoreColumns& columns,
                                        const EligibilityFile* eligibility) const;
    [[nodiscard]] bool grade_together(const GradeSetup& setup, const EligibilityFile* eligibility,
                                      CsvBlocks& csv, AnswerText text, AnswerSink& answers,
                                      std::string* missing);

    Context& context_;
    const GradeQuestion& question_;
    const Standard& standard_;
    const Level* level_ = nullptr;
    bool any_invalid_ = false;
    bool any_not_passed_ = false;
};

}  // namespace certrec::cli
