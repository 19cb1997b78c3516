/// \file
/// Which awards do results state? Reads what grade wrote, row by row. Private to the tool: what
/// issue enters, and what verify finds again.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

/// Where the columns of a result stand.
struct ResultColumns {
    /// Throws Refusal if one is missing or doubled; `standard` is not missed if all rows are of
    /// one.
    ResultColumns(const CsvHeader& header, bool of_one_standard);

    std::size_t candidate_id;
    IdentityColumns identity;
    std::size_t outcome;
    std::size_t awarded;
    std::optional<std::size_t> standard;
    std::optional<std::size_t> awarded_on;
};

/// What the rows of one standard are judged by.
struct ResultJudge {
    ResultJudge(const Standard& standard, const CsvHeader& header);

    CountedColumns counted;
    Grader grader;
    /// Each row stands for itself, so what counted is what the row's scores come to. Through resits
    /// it may come from elsewhere.
    bool adds_up;
    std::vector<std::optional<std::size_t>> parts;  ///< columns, in the order of grader.columns()
};

/// Turns result rows into awards.
class AwardReader {
  public:
    /// `fixed` is the standard of all rows; nullptr: the column names it. `on` is the day of rows
    /// without `awarded_on`. Throws Refusal if a column is missing or doubled. All outlive this.
    AwardReader(const CsvHeader& header, const Standard* fixed, std::optional<Date> on);

    [[nodiscard]] const ResultColumns& columns() const { return columns_; }

    /// The award of a passed row, nothing for a row that is no pass, or what is wrong with it.
    [[nodiscard]] std::variant<Award, std::monostate, CellFault> read(const CsvRow& row);

  private:
    [[nodiscard]] const Standard& get_standard(const CsvRow& row);
    [[nodiscard]] std::optional<CellFault> read_standard(const CsvRow& row, Award& award);
    [[nodiscard]] std::optional<CellFault> read_level(const CsvRow& row, Award& award) const;
    [[nodiscard]] std::optional<CellFault> read_day(const CsvRow& row, Award& award) const;
    [[nodiscard]] std::optional<CellFault> read_scores(const CsvRow& row, Award& award);
    [[nodiscard]] ResultJudge* find_judge(const Standard& standard);
    [[nodiscard]] ResultJudge* make_judge(const Standard& standard);
    [[nodiscard]] std::optional<CellFault> check_parts(const CsvRow& row, const Standard& standard,
                                                       ResultJudge& judge);
    [[nodiscard]] CellFault contradiction(const Standard& standard, const Grading& grading,
                                          std::span<const ComponentScore> components,
                                          const RowLevels& levels) const;

    const CsvHeader& header_;
    ResultColumns columns_;
    const Standard* fixed_;
    std::map<std::string, Standard, std::less<>> by_name_;
    std::map<const Standard*, ResultJudge> judges_;
    const Standard* judged_ = nullptr;  // that of the last row
    ResultJudge* judge_ = nullptr;      // its judge
    std::vector<ComponentScore> components_;
    std::vector<Score> scores_;
    std::optional<Date> on_;
};

}  // namespace certrec::cli
