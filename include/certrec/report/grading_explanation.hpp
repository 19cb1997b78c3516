/// \file
/// How did a result come about? Every step with its exact value, for a person or for a program.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

/// One row of scores and what grading says of it.
struct ExplainedGrading {
    std::string_view candidate_id;
    RowLevels levels;
    std::span<const Score> scores;  ///< of the row, in the order of Grader::columns
    Outcome outcome = Outcome::invalid;
    const Grading* grading = nullptr;            ///< nullptr: none
    std::span<const ComponentScore> components;  ///< what counted; empty: nothing
    std::string_view attempts;                   ///< that counted
    std::string_view reasons;
    std::string_view findings;
};

/// Puts explanations together one by one, so that their number does not matter:
/// `begin`, then for each row `separator` (but before the first) and a text, then `end`.
class GradingExplanation {
  public:
    /// `standard` outlives this, and leaves nothing open for grading. `format` is table, toml or
    /// json.
    GradingExplanation(const Standard& standard, TableFormat format, Language language);
    ~GradingExplanation();

    [[nodiscard]] std::string_view begin() const;
    [[nodiscard]] std::string_view separator() const;
    [[nodiscard]] std::string_view end() const;

    [[nodiscard]] std::string text(const ExplainedGrading& row);

  private:
    class Steps;
    const Standard& standard_;
    TableFormat format_;
    Language language_;
    std::unique_ptr<Steps> steps_;
};

}  // namespace certrec
