#include "grade_alone.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "certrec/base/error.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec::cli {

namespace {

/// Writing the answer is the limit; more threads would only hold memory.
constexpr unsigned kMostThreads = 8;

/// Grades the rows of one block at a time; memory is used again for the next block.
class BlockGrader {
  public:
    BlockGrader(const Context& context, const GradeSetup& setup, const ResultFormat& results,
                GradingExplanation* explanation, const CsvBlocks& csv)
        : context_(context),
          grader_(setup),
          answers_(results, explanation),
          adds_only_verdict_(explanation == nullptr && results.adds_only_verdict()),
          scanner_(csv) {}

    /// The rows of this block are graded.
    [[nodiscard]] CsvBlock& block() { return block_; }

    /// Grades all rows. If one is refused, there are no answers, but the reports of the rows before
    /// it.
    void grade_rows() {
        answers_.clear();
        reports_.clear();
        refusal_.reset();
        scanner_.start(block_);
        try {
            while (const CsvRow* const row = scanner_.next()) grade_row(*row);
        } catch (const Refusal& refusal) {  // comes after the reports of the rows before
            refusal_ = refusal;
            answers_.clear();
        }
    }

    [[nodiscard]] const AnswerText& answers() const { return answers_; }
    [[nodiscard]] std::string_view reports() const { return reports_; }
    [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

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
        if (const auto finding = grader_.finding(row)) reports_ += context_.format_report(*finding);
    }

    void refuse(const CsvRow& row, const CellFault& fault) {
        reports_ += context_.format_report(
            {Severity::error, row.location(fault.column), fault.message, fault.hint});
        answers_.add(grader_.answer_invalid(row, fault));
    }

    const Context& context_;
    RowGrader grader_;
    AnswerText answers_;
    bool adds_only_verdict_;
    CsvBlock block_;
    RowScanner scanner_;
    std::string reports_;
    std::optional<Refusal> refusal_;
};

}  // namespace

void grade_alone(Context& context, const GradeSetup& setup, const ResultFormat& results,
                 GradingExplanation* explanation, CsvBlocks& csv, AnswerSink& sink) {
    const unsigned threads = explanation == nullptr ? std::min(usable_threads(), kMostThreads) : 1;
    std::vector<std::unique_ptr<BlockGrader>> graders;
    for (std::size_t slot = 0; slot < slots_for(threads); ++slot) {
        graders.push_back(std::make_unique<BlockGrader>(context, setup, results, explanation, csv));
    }
    work_in_order(threads, {[&](std::size_t slot) { return csv.next(graders[slot]->block()); },
                            [&](std::size_t slot) { graders[slot]->grade_rows(); },
                            [&](std::size_t slot) {
                                const BlockGrader& graded = *graders[slot];
                                context.print_reports(graded.reports());
                                if (graded.refusal()) throw *graded.refusal();
                                sink.take(graded.answers());
                            }});
}

}  // namespace certrec::cli
