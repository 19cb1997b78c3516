/// \file
/// How are applications judged, one after the other? Private to the tool: what check-eligibility
/// and `standard diff` share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/records/application_list.hpp"
#include "certrec/records/evidence_store.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

/// What becomes of evidence that is dated after the day that is judged.
enum class LaterEvidence {
    refuse,  ///< a mistake: the application is invalid
    ignore,  ///< it does not count yet
};

/// The rules of one run.
struct Judging {
    const Standard& standard;
    std::optional<Date> as_of{};   ///< else each application's own day
    const Level* level = nullptr;  ///< of all rows; else the column's
    LaterEvidence later_evidence = LaterEvidence::refuse;
    Grounds grounds = Grounds::all;  ///< of the verdicts
};

/// Whoever has the rows: tells of the one at hand what is seldom asked.
class RowSource {
  public:
    virtual ~RowSource() = default;

    [[nodiscard]] virtual Location location(std::size_t column) const = 0;
    /// The line of a sound row before this one, of the same candidate and level as `judging` has
    /// it.
    [[nodiscard]] virtual std::optional<std::uint64_t> earlier_line(const Judging& judging,
                                                                    const Level& level) const = 0;
    [[nodiscard]] virtual const Dossier& dossier() const = 0;
    [[nodiscard]] virtual Location location_of(const RecordPlace& evidence) const = 0;
};

/// One row of applications.csv.
struct ApplicationRow {
    std::string_view bytes;
    std::string_view candidate_id;
    std::string_view level;
    Date applied_on;
    const ApplicationFault* fault = nullptr;  ///< then nothing above holds but the bytes
    const ApplicationColumns& columns;
    const RowSource& source;
};

struct JudgedApplication {
    const Level& level;
    Date as_of;
    const Dossier& dossier;
    const EligibilityVerdict& verdict;
};

/// Judges rows; one for each thread.
class Judge {
  public:
    explicit Judge(const Judging& judging) : judging_(judging), checker_(judging.standard) {}

    /// The verdict, valid until the next call, or what makes the row invalid.
    [[nodiscard]] std::variant<JudgedApplication, Diagnostic> judge(const ApplicationRow& row);

    [[nodiscard]] EligibilityChecker& checker() { return checker_; }

  private:
    const Judging& judging_;
    EligibilityChecker checker_;
};

/// What to say of a level whose routes the published text does not state; nullopt if it does.
[[nodiscard]] std::optional<Diagnostic> find_open_routes(const Standard& standard,
                                                         const Level& level, const Location& at);

/// A word that keeps a record from counting.
struct MisspeltWord {
    EvidenceKind kind;
    std::string word;
    Location at;
};

/// What one row adds to the answer.
struct RowAnswer {
    std::string text;
    std::string reasons;  ///< space to put them together
    std::vector<Diagnostic> diagnostics;
    std::vector<MisspeltWord> misspelt;
    bool any_invalid = false;
    bool any_not_eligible = false;

    /// Empties it and keeps its space.
    void clear() {
        text.clear();
        diagnostics.clear();
        misspelt.clear();
        any_invalid = any_not_eligible = false;
    }
};

/// Appends the answer to one row. Many threads may call it, each with a judge of its own.
using AnswerRow = std::function<void(const ApplicationRow& row, Judge& judge, RowAnswer& answer)>;

/// Passes on what one or many rows added, in their order: never called twice at once, but on any
/// thread.
using TakeAnswer = std::function<void(const RowAnswer&)>;

/// Applications and evidence, joined in memory: every row in order, on up to `threads` threads.
void answer_joined(const ApplicationList& applications, const EvidenceStore& evidence,
                   const Judging& judging, unsigned threads, const AnswerRow& answer_row,
                   const TakeAnswer& take);

/// Applications sorted by candidate_id, merged with sorted evidence as they are read. Throws
/// Refusal at the first row out of order.
void answer_sorted(CsvReader& reader, const ApplicationColumns& columns, EvidenceMerge& evidence,
                   const Judging& judging, const AnswerRow& answer_row, const TakeAnswer& take);

}  // namespace certrec::cli
