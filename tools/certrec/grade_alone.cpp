#include "grade_alone.hpp"

#include <memory>
#include <vector>

#include "block_rows.hpp"
#include "certrec/base/parallel.hpp"

namespace certrec::cli {

namespace {

/// Grades the rows of one block at a time; memory is used again for the next block.
class BlockGrader {
  public:
    BlockGrader(const Context& context, const GradeSetup& setup, const ResultFormat& results,
                GradingExplanation* explanation, const CsvBlocks& csv)
        : grader_(setup),
          answers_(results, explanation),
          adds_only_verdict_(explanation == nullptr && results.adds_only_verdict()),
          rows_(context, csv) {}

    /// The rows of this block are graded.
    [[nodiscard]] CsvBlock& block() { return rows_.block(); }

    void grade_rows() {
        answers_.clear();
        rows_.read([this](const CsvRow& row) { grade_row(row); });
    }

    /// The answers, once the reports are printed. Throws what ended the rows.
    [[nodiscard]] const AnswerText& take() const {
        rows_.tell();
        return answers_;
    }

  private:
    void grade_row(const CsvRow& row) {
        if (!grader_.read(row)) return refuse(row, grader_.read_fault());
        if (adds_only_verdict_ && grader_.passes_plainly()) {
            return answers_.add_pass(row.padded_bytes(), *grader_.row().levels.applied);
        }
        judge_row(row);
    }

    void judge_row(const CsvRow& row) {
        if (adds_only_verdict_) {
            if (const auto grading = grader_.judge_plain()) {
                return answers_.add_plain(row.padded_bytes(), *grading, grader_.words(),
                                          grader_.row().scores);
            }
        }
        if (const auto fault = grader_.judge(row)) return refuse(row, *fault);
        answers_.add(grader_.answer(row));
        if (const auto finding = grader_.finding(row)) rows_.report(*finding);
    }

    void refuse(const CsvRow& row, const CellFault& fault) {
        rows_.report({Severity::error, row.location(fault.column), fault.message, fault.hint});
        answers_.add(grader_.answer_invalid(row, fault));
    }

    RowGrader grader_;
    AnswerText answers_;
    bool adds_only_verdict_;
    BlockRows rows_;
};

}  // namespace

void grade_alone(Context& context, const GradeSetup& setup, const ResultFormat& results,
                 GradingExplanation* explanation, CsvBlocks& csv, AnswerSink& sink) {
    const unsigned threads = explanation == nullptr ? threads_for(csv) : 1;
    std::vector<std::unique_ptr<BlockGrader>> graders;
    for (std::size_t slot = 0; slot < slots_for(threads); ++slot) {
        graders.push_back(std::make_unique<BlockGrader>(context, setup, results, explanation, csv));
    }
    work_in_order(threads, {[&](std::size_t slot) { return csv.next(graders[slot]->block()); },
                            [&](std::size_t slot) { graders[slot]->grade_rows(); },
                            [&](std::size_t slot) { sink.take(graders[slot]->take()); }});
}

}  // namespace certrec::cli
