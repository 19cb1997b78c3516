#include "grade_rows.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/rules/calendar.hpp"
#include "certrec/rules/describe.hpp"

namespace certrec::cli {

Bilingual find_calendar(const Standard& standard, Date held_on,
                        std::span<const ComponentScore> components) {
    if (standard.calendar.empty()) return {};
    const CalendarFindings found = check_calendar(standard, held_on, components);
    if (found.outside == nullptr && found.missed == nullptr) return {};
    return {describe_findings(standard, held_on, found, Language::en),
            describe_findings(standard, held_on, found, Language::zh)};
}

RowGrader::RowGrader(const GradeSetup& setup)
    : setup_(setup),
      grader_(setup.standard),
      words_(setup.standard, setup.language),
      reader_(setup.standard, setup.columns, setup.fixed_level) {}

std::optional<CellFault> RowGrader::grade(const CsvRow& row) {
    if (!read(row)) return read_fault();
    return judge(row);
}

std::optional<CellFault> RowGrader::judge(const CsvRow& row) {
    irregular_.clear();
    const ScoreRow& read = reader_.row();
    const AttemptScores& scored = grader_.score(read.scores);
    if (scored.fault) return cell_fault(*scored.fault);
    components_ = &scored.components;
    grading_ = grader_.judge(scored.components, read.levels);
    if (grading_.fault) return cell_fault(*grading_.fault);
    if (setup_.sessions == nullptr) return std::nullopt;
    auto checked = setup_.sessions->check(row, grader_.columns(), read.scores, setup_.language);
    if (auto* const fault = std::get_if<CellFault>(&checked)) return std::move(*fault);
    irregular_ = std::get<std::string>(std::move(checked));
    return std::nullopt;
}

CellFault RowGrader::cell_fault(const GradingFault& fault) const {
    return {setup_.columns.place_of(fault),
            describe_grading_fault(setup_.standard, grader_.columns(), fault),
            {}};
}

GradedRow RowGrader::answer(const CsvRow& row) {
    const ScoreRow& read = reader_.row();
    if (setup_.columns.tell_attempts()) attempts_ = attempt_label(read.attempt, read.held_on);
    find_findings();
    GradedRow answer{row.bytes(), read.candidate_id, read.levels, read.scores, grading_.outcome,
                     &grading_,   *components_,      attempts_,   {},          findings_,
                     {}};
    if (!irregular_.empty()) {
        answer.outcome = Outcome::irregular;
        answer.reasons = irregular_;
        return answer;
    }
    if (grading_.outcome == Outcome::pass) return answer;
    reasons_.clear();
    words_.append(reasons_, grading_, *components_, read.levels);
    answer.reasons = reasons_;
    return answer;
}

GradedRow RowGrader::answer_invalid(const CsvRow& row, const CellFault& fault) {
    reasons_ = fault.message.in(setup_.language);
    GradedRow answer;
    answer.bytes = row.bytes();
    answer.candidate_id = reader_.row().candidate_id;
    answer.levels = reader_.row().levels;
    answer.reasons = reasons_;
    return answer;
}

void RowGrader::find_findings() {
    if (setup_.standard.calendar.empty()) return;
    finding_texts_ = reader_.row().held_on
                         ? find_calendar(setup_.standard, *reader_.row().held_on, *components_)
                         : Bilingual{};
    findings_ = finding_texts_.in(setup_.language);
}

std::optional<Diagnostic> RowGrader::finding(const CsvRow& row) const {
    if (findings_.empty()) return std::nullopt;
    return Diagnostic{Severity::warning, row.location(*setup_.columns.held_on), finding_texts_, {}};
}

ResultFormat::ResultFormat(const GradeSetup& setup, const EligibilityFile* eligibility)
    : standard_(setup.standard),
      has_total_(standard_.scoring.scheme == Scheme::weighted),
      has_attempts_(setup.columns.tell_attempts()),
      has_findings_(setup.columns.held_on && !standard_.calendar.empty()) {
    if (eligibility != nullptr) {
        carried_names_ = eligibility->carried_names();
        carried_blank_ = eligibility->carried_blank();
    }
    const bool all = standard_.resits && standard_.resits->count != AttemptRule::each;
    for (std::size_t i = 0; i < standard_.components.size(); ++i) {
        if (all || is_computed(standard_.components[i])) counted_.push_back(i);
    }
    append_csv_field(standard_field_, standard_.id);
    for (const Level& level : standard_.levels) {
        std::string rest = ",pass,";
        append_csv_field(rest, level.id);
        pass_rests_.emplace_back(rest + ",," + standard_field_ + "\n");
    }
    for (std::size_t i = 0; i < kOutcomes; ++i) {
        const std::string_view outcome = format_outcome(static_cast<Outcome>(i));
        reasons_begin_[i] = PaddedText(fmt::format(",{},,", outcome));
    }
    reasons_end_ = PaddedText("," + standard_field_ + "\n");
    plain_reasons_need_quotes_ =
        ReasonWords(standard_, setup.language).plain_holds_any_of(",\"\r\n");
}

void ResultFormat::refuse_added(const CsvHeader& header) const {
    std::vector<std::string> names = {"outcome", "awarded", "reasons", "standard"};
    if (has_total_) names.emplace_back("total");
    if (has_attempts_) names.emplace_back("attempts");
    if (has_findings_) names.emplace_back("findings");
    for (const std::size_t i : counted_) names.push_back(standard_.components[i].id + "_counted");
    const std::vector<std::string_view> views(names.begin(), names.end());
    refuse_columns(header, views, "grade");
}

std::string ResultFormat::header(const CsvHeader& scores) const {
    std::string text(scores.bytes());
    if (!carried_names_.empty()) text += "," + carried_names_;
    for (const std::size_t i : counted_) {
        text += ',';
        append_csv_field(text, standard_.components[i].id + "_counted");
    }
    if (has_total_) text += ",total";
    if (has_attempts_) text += ",attempts";
    text += ",outcome,awarded,reasons";
    if (has_findings_) text += ",findings";
    return text + ",standard\n";
}

void ResultFormat::append_plain_rest(TextBuffer& text, const PlainGrading& grading,
                                     const ReasonWords& words,
                                     std::span<const Score> scores) const {
    if (has_total_) text.append(std::string_view(","));
    if (grading.total) text.append(*grading.total);
    if (grading.outcome == Outcome::pass) return text.append(pass_rest(*grading.awarded));
    text.append(reasons_begin_[static_cast<std::size_t>(grading.outcome)]);
    if (plain_reasons_need_quotes_) {
        append_quoted_reasons(text, grading, words, scores);
    } else {
        words.append(text, grading, scores);
    }
    text.append(reasons_end_);
}

void ResultFormat::append_quoted_reasons(TextBuffer& text, const PlainGrading& grading,
                                         const ReasonWords& words, std::span<const Score> scores) {
    TextBuffer reasons;
    words.append(reasons, grading, scores);
    std::string field;
    append_csv_field(field, reasons.view());
    text.append(std::string_view(field));
}

void ResultFormat::append(std::string& text, const GradedRow& row) const {
    text += row.bytes;
    if (!carried_names_.empty()) {
        text += ',';
        text += row.carried.empty() ? std::string_view(carried_blank_) : row.carried;
    }
    append_counted_cells(text, row);
    if (has_attempts_) {
        text += ',';
        append_csv_field(text, row.attempts);
    }
    if (row.outcome == Outcome::pass && !has_findings_) {
        text += pass_rest(*row.grading->awarded).view();
        return;
    }
    text += ',';
    text += format_outcome(row.outcome);
    text += ',';
    const bool decided = row.outcome == Outcome::pass || row.outcome == Outcome::fail;
    if (decided && row.grading->awarded != nullptr) {
        append_csv_field(text, row.grading->awarded->id);
    }
    text += ',';
    if (!row.reasons.empty()) append_csv_field(text, row.reasons);
    if (has_findings_) {
        text += ',';
        append_csv_field(text, row.findings);
    }
    text += ',';
    text += standard_field_;
    text += '\n';
}

void ResultFormat::append_counted_cells(std::string& text, const GradedRow& row) const {
    for (const std::size_t i : counted_) {
        text += ',';
        if (!row.components.empty()) append_counted(text, row.components[i]);
    }
    if (!has_total_) return;
    text += ',';
    if (row.grading != nullptr && row.grading->total) append_fraction(text, *row.grading->total);
}

void AnswerText::add(const GradedRow& row) {
    any_invalid_ |= row.outcome == Outcome::invalid;
    any_not_passed_ |= row.outcome != Outcome::pass;
    rest_.clear();
    if (explanation_ == nullptr) {
        results_.append(rest_, row);
    } else {
        rest_ += explanation_->separator();
        rest_ +=
            explanation_->text({row.candidate_id, row.levels, row.scores, row.outcome, row.grading,
                                row.components, row.attempts, row.reasons, row.findings});
    }
    text_.append(std::string_view(rest_));
}

void AnswerText::clear() {
    text_.clear();
    any_invalid_ = false;
    any_not_passed_ = false;
}

AnswerSink::AnswerSink(ByteSink sink, std::string header, const GradingExplanation* explanation)
    : sink_(std::move(sink)),
      pending_(explanation == nullptr ? std::move(header) : std::string(explanation->begin())),
      explanation_(explanation) {}

void AnswerSink::take(const AnswerText& answers) {
    any_invalid_ |= answers.any_invalid();
    any_not_passed_ |= answers.any_not_passed();
    std::string_view text = answers.text();
    if (text.empty()) return;
    if (!pending_.empty()) sink_(std::exchange(pending_, {}));
    if (explanation_ != nullptr && !any_explained_) {
        text.remove_prefix(explanation_->separator().size());
    }
    any_explained_ = true;
    sink_(text);
}

void AnswerSink::finish() {
    if (!pending_.empty()) sink_(pending_);
    if (explanation_ != nullptr) sink_(explanation_->end());
}

}  // namespace certrec::cli
