/// \file
/// What do other files say about a row of scores: was its candidate eligible, did its sessions keep
/// the rules? Private to the tool.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "certrec/records/csv_reader.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/rules/grading.hpp"
#include "cli.hpp"
#include "session_judge.hpp"

namespace certrec::cli {

/// What check-eligibility wrote: the verdict on each candidate and level, and the columns that come
/// along into the results.
class EligibilityFile {
  public:
    struct Entry {
        Eligibility eligibility = Eligibility::invalid;
        std::string reasons;
        std::string carried;  ///< the columns that come along, as CSV
    };

    /// Reads the whole file. `scores` is the header of the scores: what it has does not come along.
    /// Keeps the rows themselves only if `keep_rows`.
    enum class Keep { verdicts, rows };
    EligibilityFile(ByteSource source, const Standard& standard, const std::string& level_option,
                    const CsvHeader& scores, Keep keep);

    /// nullptr if there is no application.
    [[nodiscard]] const Entry* find(std::string_view candidate_id, const Level& level) const;

    /// Who applied under a number that differs by nothing but zeros before it, which spreadsheets
    /// drop; empty if nobody did.
    [[nodiscard]] std::string find_but_for_zeros(std::string_view candidate_id,
                                                 const Level& level) const;

    [[nodiscard]] const std::string& carried_names() const { return carried_names_; }
    /// As many empty fields as come along; empty if none does.
    [[nodiscard]] const std::string& carried_blank() const { return carried_blank_; }

    /// The file's header and the rows of those who are eligible and for whom `has_scores` says no,
    /// as CSV. Requires: rows were kept.
    [[nodiscard]] std::string missing(
        const std::function<bool(std::string_view candidate_id, const Level& level)>& has_scores)
        const;

  private:
    struct KeptRow {
        std::string candidate_id;
        const Level* level;
        std::string bytes;
    };

    /// What stands for a candidate at a level.
    [[nodiscard]] static std::string key(std::string_view candidate_id, const Level& level);
    void add(const CsvRow& row);
    void refuse_damage(const CsvRow& row) const;
    void choose_carried(const CsvHeader& header, const CsvHeader& scores);
    [[nodiscard]] std::string carried_of(const CsvRow& row) const;

    const Standard& standard_;
    const std::string& level_option_;
    Keep keep_;
    std::size_t id_ = 0;
    std::optional<std::size_t> level_;
    std::optional<std::size_t> id_number_;
    std::size_t eligibility_ = 0;
    std::size_t reasons_ = 0;
    std::vector<std::size_t> carried_;
    std::string carried_names_;
    std::string carried_blank_;
    std::unordered_map<std::string, Entry> entries_;
    std::unordered_map<std::string, std::string> zeroed_;  // ids, by what is left without zeros
    std::string header_;
    std::vector<KeptRow> rows_;
};

/// The verdict on each session of sessions.csv.
class SessionBook {
  public:
    /// Reads the whole file; reports rows that are invalid, or of which nobody can tell. Throws
    /// Refusal if the scores lack a column `<component>_session` for a component with such rules.
    SessionBook(Context& context, const std::string& path, const Standard& standard,
                const CsvHeader& scores);

    /// Why the row of scores is irregular, empty if it is not; or the cell that is wrong.
    [[nodiscard]] std::variant<std::string, CellFault> check(const CsvRow& row,
                                                             std::span<const ScoreColumn> columns,
                                                             std::span<const Score> scores,
                                                             Language language) const;

    /// What keeps from telling whether the sessions of the row of scores kept the rules; empty if
    /// nothing does.
    [[nodiscard]] Bilingual undecided(const CsvRow& row, std::span<const ScoreColumn> columns,
                                      std::span<const Score> scores) const;

    /// Whether the standard states rules that a session could break.
    [[nodiscard]] static bool has_rules(const Standard& standard);

    /// Whether some row of sessions.csv could not be read.
    [[nodiscard]] bool any_invalid() const { return any_invalid_; }

  private:
    struct Verdict {
        bool broken = false;
        bool invalid = false;
        bool undecided = false;
        Bilingual reasons;
    };

    void read(Context& context, const std::string& path);
    void add(Context& context, const CsvRow& row, const JudgedSession& judged);

    const Standard& standard_;
    std::vector<std::optional<std::size_t>> columns_;  // of each component, in the scores
    std::map<std::pair<std::string, std::string>, Verdict, std::less<>> sessions_;
    bool any_invalid_ = false;
};

}  // namespace certrec::cli
