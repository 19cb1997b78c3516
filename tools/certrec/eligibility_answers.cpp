#include "eligibility_answers.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 4> kAdded = {"eligibility", "route", "reasons",
                                                    "earliest_on"};

CellFault unwanted_declaration(const Standard& standard, std::string_view kind) {
    std::vector<Bilingual> names;
    for (const std::string& wanted : declarations_wanted(standard)) {
        names.push_back(describe_declaration_kind(wanted));
    }
    return {0,
            compose("{1} asks for no declaration '{0}'", "{1} 不要求声明“{0}”", shown_cell(kind),
                    standard.id),
            likely_hint(declaration_meant(standard, kind),
                        compose("it asks for: {}", "要求的声明：{}", joined(names)))};
}

void add_misspelt(const ApplicationRow& row, const Dossier& dossier, Judge& judge,
                  RowAnswer& answer) {
    judge.checker().find_misspelt(dossier, [&](const MisspeltRecord& found) {
        answer.misspelt.push_back(
            {found.place.kind, std::string(found.word), row.source.location_of(found.place)});
    });
}

}  // namespace

EligibilityAnswers::EligibilityAnswers(Context& context, const EligibilityQuestion& question,
                                       const Standard& standard, TableFormat format,
                                       Language language)
    : context_(context),
      question_(question),
      standard_(standard),
      judging_{standard_, parse_date_option("--as-of", question.as_of), find_level(),
               question.later_evidence == "ignore" ? LaterEvidence::ignore : LaterEvidence::refuse,
               question.explain ? Grounds::all : Grounds::reasons},
      language_(language),
      words_(standard_, language_),
      explanations_(words_, format, language_) {}

void EligibilityAnswers::write(ByteSource applications, ByteSink sink) {
    sink_ = std::move(sink);
    question_.sorted ? answer_sorted(std::move(applications))
                     : answer_joined(std::move(applications));
    if (question_.explain) sink_(explanations_.end());
}

const Level* EligibilityAnswers::find_level() const {
    if (question_.level.empty()) return nullptr;
    const Level& level = require_level_option(standard_, question_.level);
    if (auto open = find_open_routes(standard_, level, {})) throw Refusal(*std::move(open));
    return &level;
}

ApplicationColumns::LevelFrom EligibilityAnswers::level_from() const {
    return judging_.level == nullptr ? ApplicationColumns::LevelFrom::column
                                     : ApplicationColumns::LevelFrom::option;
}

void EligibilityAnswers::answer_joined(ByteSource applications) {
    const ApplicationList list(std::move(applications), level_from(), question_.threads);
    check(list.header());
    const EvidenceStore evidence(question_.evidence, evidence_used(standard_), list.candidates(),
                                 question_.threads, evidence_sink(), open_evidence(context_));
    begin(list.header());
    cli::answer_joined(list, evidence, judging_, question_.threads, answer_row(), take());
    note_unused(evidence.unused());
    note_undone(list.columns());
}

void EligibilityAnswers::answer_sorted(ByteSource applications) {
    CsvReader reader(std::move(applications));
    const ApplicationColumns columns(reader.header(), level_from());
    check(reader.header());
    EvidenceMerge evidence(question_.evidence, evidence_used(standard_), evidence_sink(),
                           open_evidence(context_));
    begin(reader.header());
    cli::answer_sorted(reader, columns, evidence, judging_, answer_row(), take());
    note_unused(evidence.unused());
    note_undone(columns);
}

void EligibilityAnswers::check(const CsvHeader& header) const {
    if (!question_.explain) refuse_columns(header, kAdded, "check-eligibility");
}

void EligibilityAnswers::begin(const CsvHeader& header) {
    if (question_.explain) return sink_(explanations_.begin());
    std::string text(header.bytes());
    for (const std::string_view name : kAdded) text += "," + std::string(name);
    sink_(text + "\n");
}

DiagnosticSink EligibilityAnswers::evidence_sink() {
    return [this](const Diagnostic& diagnostic) {
        any_invalid_ |= diagnostic.severity == Severity::error;
        context_.report(diagnostic);
    };
}

AnswerRow EligibilityAnswers::answer_row() const {
    return [this](const ApplicationRow& row, Judge& judge, RowAnswer& answer) {
        auto judged = judge.judge(row);
        if (auto* const fault = std::get_if<Diagnostic>(&judged)) {
            answer.any_invalid = true;
            add_invalid(row, *fault, answer.text);
            answer.diagnostics.push_back(std::move(*fault));
            return;
        }
        const auto& application = std::get<JudgedApplication>(judged);
        if (application.verdict.eligibility != Eligibility::eligible) {
            answer.any_not_eligible = true;
            add_misspelt(row, application.dossier, judge, answer);
        }
        question_.explain ? add_explanation(row, application, judge, answer.text)
                          : add_verdict(row, application.verdict, answer);
    };
}

TakeAnswer EligibilityAnswers::take() {
    return [this](const RowAnswer& answer) {
        std::string_view text = answer.text;
        if (question_.explain && !any_explained_ && !text.empty()) {
            text.remove_prefix(explanations_.separator().size());
            any_explained_ = true;
        }
        sink_(text);
        for (const Diagnostic& diagnostic : answer.diagnostics) context_.report(diagnostic);
        for (const MisspeltWord& misspelt : answer.misspelt) note_misspelt(misspelt);
        any_invalid_ |= answer.any_invalid;
        any_not_eligible_ |= answer.any_not_eligible;
    };
}

void EligibilityAnswers::add_verdict(const ApplicationRow& row, const EligibilityVerdict& verdict,
                                     RowAnswer& answer) const {
    std::string& text = answer.text;
    text += row.bytes;
    text += ',';
    text += format_eligibility(verdict.eligibility);
    text += ',';
    if (verdict.route != nullptr) append_csv_field(text, verdict.route->clause.number);
    text += ',';
    answer.reasons.clear();
    words_.append_reasons(answer.reasons, verdict);
    append_csv_field(text, answer.reasons);
    text += ',';
    if (verdict.earliest_on) text += format_date(*verdict.earliest_on);
    text += '\n';
}

void EligibilityAnswers::add_invalid(const ApplicationRow& row, const Diagnostic& fault,
                                     std::string& text) const {
    const std::string& reason = fault.message.in(language_);
    if (question_.explain) {
        text += explanations_.separator();
        text += explanations_.text_of_invalid(row.candidate_id, reason);
        return;
    }
    text += row.bytes;
    text += ',';
    text += format_eligibility(Eligibility::invalid);
    text += ",,";
    append_csv_field(text, reason);
    text += ",\n";
}

void EligibilityAnswers::add_explanation(const ApplicationRow& row,
                                         const JudgedApplication& application, Judge& judge,
                                         std::string& text) const {
    text += explanations_.separator();
    text += explanations_.text(
        {row.candidate_id, application.level, application.as_of, application.verdict,
         judge.checker().earliest_of_routes(application.dossier, application.level,
                                            application.as_of),
         [&row](const RecordPlace& evidence) { return row.source.location_of(evidence); }});
}

/// The same word again is the same slip again.
void EligibilityAnswers::note_misspelt(const MisspeltWord& misspelt) {
    const bool is_declaration = misspelt.kind == EvidenceKind::declaration;
    if (!told_words_.emplace(is_declaration, misspelt.word).second) return;
    const CellFault fault = is_declaration ? unwanted_declaration(standard_, misspelt.word)
                                           : unknown_level(standard_, misspelt.word, 0);
    context_.report({Severity::note, misspelt.at,
                     compose("{0}: this counts for nothing", "{1}，此项不计入", fault.message.en,
                             fault.message.zh),
                     fault.hint});
}

void EligibilityAnswers::note_undone(const ApplicationColumns& columns) const {
    if (const auto undone = columns.identity.undone->describe()) context_.report(*undone);
}

void EligibilityAnswers::note_unused(const UnusedEvidence& unused) const {
    if (unused.rows == 0) return;
    const Location& first = *unused.first;
    const std::string place = first.line == 0
                                  ? shown(first.file, 400)
                                  : fmt::format("{}:{}", shown(first.file, 400), first.line);
    context_.report({Severity::note,
                     {},
                     compose("evidence rows without an application: {0}, the first at {1}",
                             "未申报者的证明材料：{0} 行，首见于 {1}", unused.rows, place),
                     {}});
}

}  // namespace certrec::cli
