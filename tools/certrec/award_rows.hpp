/// \file
/// Which awards do results state? Reads what grade wrote, row by row. Private to the tool: what
/// issue enters, and what verify finds again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/standard.hpp"

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
    [[nodiscard]] const Standard& get_standard(const std::string& id);
    [[nodiscard]] std::optional<CellFault> read_standard(const CsvRow& row, Award& award);
    [[nodiscard]] std::optional<CellFault> read_level(const CsvRow& row, Award& award) const;
    [[nodiscard]] std::optional<CellFault> read_day(const CsvRow& row, Award& award) const;
    [[nodiscard]] std::optional<CellFault> read_scores(const CsvRow& row, Award& award);
    [[nodiscard]] std::optional<CellFault> check_parts(
        const CsvRow& row, const Standard& standard, Grader& grader,
        std::span<const ComponentScore> counted) const;
    [[nodiscard]] CellFault contradiction(const Standard& standard, const Grading& grading,
                                          std::span<const ComponentScore> components,
                                          const RowLevels& levels) const;

    const CsvHeader& header_;
    ResultColumns columns_;
    const Standard* fixed_;
    std::map<std::string, Standard> by_name_;
    std::map<const Standard*, Grader> graders_;
    std::optional<Date> on_;
};

}  // namespace certrec::cli
