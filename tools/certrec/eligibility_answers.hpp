/// \file
/// What does check-eligibility answer to each application? Private to the tool: what the command
/// writes, and what verify asks again.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "certrec/records/csv_reader.hpp"
#include "certrec/report/explanation.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "cli.hpp"
#include "eligibility_run.hpp"

namespace certrec::cli {

/// The options that decide the answers, as given.
struct EligibilityQuestion {
    std::string evidence;
    std::string as_of;
    std::string level;
    std::string later_evidence = "refuse";
    unsigned threads = 1;
    bool sorted = false;
    bool explain = false;
};

/// Judges the applications of one file under one standard.
class EligibilityAnswers {
  public:
    /// `format` is that of explanations, `language` that of what is said in rows. Throws UsageError
    /// for an option that makes no sense, Refusal for a level without routes. All outlive this.
    EligibilityAnswers(Context& context, const EligibilityQuestion& question,
                       const Standard& standard, TableFormat format, Language language);

    /// Writes the rows with their verdicts, or the explanations, once. Nothing is written before
    /// all files have been opened.
    void write(ByteSource applications, ByteSink sink);

    [[nodiscard]] bool any_invalid() const { return any_invalid_; }
    [[nodiscard]] bool any_not_eligible() const { return any_not_eligible_; }

  private:
    [[nodiscard]] const Level* find_level() const;
    [[nodiscard]] ApplicationColumns::LevelFrom level_from() const;
    void answer_joined(ByteSource applications);
    void answer_sorted(ByteSource applications);
    void check(const CsvHeader& header) const;
    void begin(const CsvHeader& header);
    [[nodiscard]] DiagnosticSink evidence_sink();
    [[nodiscard]] AnswerRow answer_row() const;
    [[nodiscard]] TakeAnswer take();
    void add_verdict(const ApplicationRow& row, const EligibilityVerdict& verdict,
                     RowAnswer& answer) const;
    void add_invalid(const ApplicationRow& row, const Diagnostic& fault, std::string& text) const;
    void add_explanation(const ApplicationRow& row, const JudgedApplication& application,
                         Judge& judge, std::string& text) const;
    void note_misspelt(const MisspeltWord& misspelt);
    void note_unused(const UnusedEvidence& unused) const;
    void note_undone(const ApplicationColumns& columns) const;

    Context& context_;
    const EligibilityQuestion& question_;
    const Standard& standard_;
    Judging judging_;
    Language language_;
    EligibilityWords words_;
    ExplanationFormat explanations_;
    ByteSink sink_;
    std::set<std::pair<bool, std::string>> told_words_;  // whether of a declaration
    bool any_explained_ = false;
    bool any_invalid_ = false;
    bool any_not_eligible_ = false;
};

}  // namespace certrec::cli
