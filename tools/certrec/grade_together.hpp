/// \file
/// How are the rows of one file graded that say something about one another: attempts, earlier
/// results, applications? Private to the tool.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/records/candidate_index.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/rules/attempts.hpp"
#include "cli.hpp"
#include "grade_joins.hpp"
#include "grade_rows.hpp"

namespace certrec::cli {

/// Receives one row after the other, and what is to be reported of it.
using TakeGraded = std::function<void(const GradedRow&, const std::optional<Diagnostic>&)>;

/// Grades all rows of a file together. Memory grows with their number: the bytes of the file, and
/// about 100 bytes and 24 for each score beside them.
class TogetherGrading {
  public:
    /// `eligibility` is nullptr if there is none; all outlive this.
    TogetherGrading(const GradeSetup& setup, const EligibilityFile* eligibility);

    /// Reads the results of earlier sittings, whose attempts count, and which are not written
    /// again. Reports rows that cannot be used. True if all could.
    [[nodiscard]] bool read_previous(Context& context, CsvReader& reader,
                                     const std::string& level_option);

    void read(CsvBlocks& csv);

    /// Requires: everything has been read.
    void grade(const TakeGraded& take);

    /// Whether this file has a row for the candidate at the level.
    [[nodiscard]] bool has_scores(std::string_view candidate_id, const Level& level) const;

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    /// A row of scores, this file's or an earlier one's. What it comes to is computed when it is
    /// needed.
    struct Row {
        std::uint64_t text = 0;  // place in texts_ of its bytes and then of the candidate's id
        std::uint32_t byte_count = 0;
        std::uint32_t id_size = 0;
        RowLevels levels;
        std::int64_t attempt = 0;  // 0: has no number
        OptionalDate held_on;
        std::uint32_t candidate = kNone;  // kNone: not known whose scores at which level they are
        std::uint64_t line = 0;
        std::uint32_t column = 0;        // of the candidate_id
        std::uint32_t day_column = 0;    // of held_on
        std::uint32_t decision = kNone;  // place in decisions_
        const EligibilityFile::Entry* application = nullptr;
        enum class State : std::uint8_t { sound, irregular, invalid } state = State::sound;
        bool knows_attempt = false;
        bool is_earlier = false;  // of a sitting before this file's
    };
    /// Why a row is invalid or irregular.
    struct Said {
        std::string reasons;
        std::optional<Diagnostic> fault;
    };
    struct Decision {
        AttemptsResult result;
        std::string attempts;
    };
    using Places = std::vector<std::uint32_t>;

    Row& keep(const CsvRow& from, const RowGrader& grader, const Location& at);
    void read_row(const CsvRow& from, RowGrader& grader);
    void make_invalid(std::uint32_t place, Diagnostic fault);
    [[nodiscard]] std::optional<CellFault> check_application(Row& row) const;

    void order_rows();
    [[nodiscard]] bool is_before(const Row& a, const Row& b) const;
    [[nodiscard]] bool are_of_one_group(const Row& a, const Row& b) const;
    [[nodiscard]] bool are_one_attempt(const Row& a, const Row& b) const;
    void for_each_group(const std::function<void(std::span<const std::uint32_t>)>& visit) const;
    [[nodiscard]] Places without_doubled(std::span<const std::uint32_t> group);
    void refuse_doubled(std::span<const std::uint32_t> doubled);
    [[nodiscard]] Bilingual lines_of(std::span<const std::uint32_t> rows) const;
    [[nodiscard]] bool drop_doubled_earlier(Context& context);

    void decide(std::span<const std::uint32_t> group);
    [[nodiscard]] std::string attempts_of(const Places& rows, const AttemptsResult& result) const;
    void take_row(std::uint32_t place, const TakeGraded& take);
    void judge(const Row& row, GradedRow& view);

    [[nodiscard]] std::string_view bytes_of(const Row& row) const;
    [[nodiscard]] std::string_view id_of(const Row& row) const;
    [[nodiscard]] std::span<const Score> scores_of(std::uint32_t place) const;
    [[nodiscard]] std::string label_of(const Row& row) const;

    const GradeSetup& setup_;
    const EligibilityFile* eligibility_;
    Grader grader_;
    ReasonWords words_;
    std::string file_;
    std::string earlier_file_;
    std::string texts_;
    std::vector<Row> rows_;
    std::vector<Score> scores_;  // of all rows, in the order of Grader::columns
    CandidateIndex candidates_;
    Places order_;  // by candidate, level and attempt, of the rows whose scores are known
    std::unordered_map<std::uint32_t, Said> said_;
    std::vector<Decision> decisions_;

    // Of the row that is answered, kept to be used again.
    Grading grading_;
    std::string attempts_;
    std::string reasons_;
    std::string findings_;
};

}  // namespace certrec::cli
