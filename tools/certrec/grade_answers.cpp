#include "grade_answers.hpp"

#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/grading_explanation.hpp"
#include "certrec/rules/grading.hpp"
#include "grade_alone.hpp"
#include "grade_together.hpp"

namespace certrec::cli {

namespace {

/// Answers of rows that are graded together are handed over in pieces of about this size.
constexpr std::size_t kFlushBytes = 256U * 1024U;

}  // namespace

void require_gradable(const Standard& standard) {
    const std::vector<std::string> open = values_open_for_grading(standard);
    if (open.empty()) return;
    throw Refusal(compose("nobody can be graded by {0}: its text, as we have it, leaves open {1}",
                          "无法按 {0} 评定成绩：所据文本未载明 {1}", standard.id, joined(open)),
                  compose("supply the values in an overlay: certrec-standard(5), OVERLAYS",
                          "请以叠加标准补充：见 certrec-standard(5) 的 OVERLAYS"));
}

GradeAnswers::GradeAnswers(Context& context, const GradeQuestion& question,
                           const Standard& standard)
    : context_(context), question_(question), standard_(standard) {
    require_gradable(standard_);
    if (!question_.level.empty()) level_ = &require_level_option(standard_, question_.level);
}

void GradeAnswers::write(CsvBlocks& csv, const EligibilityFile* eligibility, const ByteSink& sink,
                         TableFormat format, Language language, std::string* missing) {
    const CsvHeader& header = csv.header();
    const std::vector<ScoreColumn> wanted = score_columns(standard_);
    const ScoreColumns columns(standard_, wanted, header, question_.level);
    std::optional<SessionBook> sessions;
    if (!question_.sessions.empty()) {
        sessions.emplace(context_, question_.sessions, standard_, header);
    }
    const GradeSetup setup{standard_, columns, level_, sessions ? &*sessions : nullptr,
                           question_.explain ? language : context_.row_language};
    const ResultFormat results(setup, eligibility);
    std::optional<GradingExplanation> explanation;
    question_.explain ? void(explanation.emplace(standard_, format, language))
                      : results.refuse_added(header);
    GradingExplanation* const explain = explanation ? &*explanation : nullptr;
    AnswerSink answers(sink, results.header(header), explain);
    bool all_read = !sessions || !sessions->any_invalid();
    if (must_be_together(columns, eligibility)) {
        all_read &=
            grade_together(setup, eligibility, csv, AnswerText(results, explain), answers, missing);
    } else {
        grade_alone(context_, setup, results, explain, csv, answers);
    }
    answers.finish();
    any_invalid_ = answers.any_invalid() || !all_read;
    any_not_passed_ = answers.any_not_passed();
}

/// Whether a row can say something about another.
bool GradeAnswers::must_be_together(const ScoreColumns& columns,
                                    const EligibilityFile* eligibility) const {
    const bool resits = standard_.resits && standard_.resits->count != AttemptRule::each;
    if (!question_.previous.empty() && !columns.tell_attempts()) {
        throw Refusal(compose("earlier results need attempts that can be told apart",
                              "合并以往结果须能区分各次考试"),
                      compose("add a column 'attempt' or 'held_on' to the scores",
                              "请在成绩中加入列“attempt”或“held_on”"));
    }
    return resits || columns.tell_attempts() || !question_.previous.empty() ||
           eligibility != nullptr;
}

bool GradeAnswers::grade_together(const GradeSetup& setup, const EligibilityFile* eligibility,
                                  CsvBlocks& csv, AnswerText text, AnswerSink& answers,
                                  std::string* missing) {
    TogetherGrading together(setup, eligibility);
    bool all_read = true;
    if (!question_.previous.empty()) {
        CsvReader previous(
            open_table(context_, question_.previous, columns_under(standard_, TableKind::results)));
        all_read = together.read_previous(context_, previous, question_.level);
    }
    together.read(csv);
    const auto hand_over = [&] {
        answers.take(text);
        text.clear();
    };
    together.grade([&](const GradedRow& row, const std::optional<Diagnostic>& diagnostic) {
        if (diagnostic) context_.report(*diagnostic);
        text.add(row);
        if (text.text().size() >= kFlushBytes) hand_over();
    });
    hand_over();
    if (missing != nullptr) {
        *missing = eligibility->missing([&](std::string_view candidate_id, const Level& level) {
            return together.has_scores(candidate_id, level);
        });
    }
    return all_read;
}

}  // namespace certrec::cli
