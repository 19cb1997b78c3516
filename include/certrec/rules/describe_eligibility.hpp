/// \file
/// How are conditions and eligibility verdicts said in words?
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

[[nodiscard]] Bilingual describe_eligibility(Eligibility eligibility);

/// The words for the conditions of one standard in one language. What a condition demands is put
/// together once, so that a million reasons cost little more than their bytes.
class EligibilityWords {
  public:
    /// `standard` outlives this.
    EligibilityWords(const Standard& standard, Language language);

    /// What the condition demands, as a noun: "certificate of level 5 in force". Of `all`, `any`
    /// and `at_least`: how many of the parts must hold. Requires: the condition is one of the
    /// standard's.
    [[nodiscard]] const std::string& demand(const Condition& condition) const;

    /// The whole condition in one line: "certificate ..., and (education ... or education ...)".
    [[nodiscard]] std::string sentence(const Condition& condition) const;

    /// What binding training demands.
    [[nodiscard]] std::string demand(const Training& training) const;

    /// How much a finding found: "40 months and 18 days"; empty if it is not about an amount.
    [[nodiscard]] std::string amount(const Finding& finding) const;

    [[nodiscard]] std::string service(const Service& amount) const;

    /// What the finding, which does not hold, lacks: "no certificate of level 5 in force".
    [[nodiscard]] std::string lack(const Finding& finding) const;

    /// Why the verdict is not eligible: what the training lacks, then what each route lacks, each
    /// with its clause. Nothing for an eligible verdict.
    void append_reasons(std::string& text, const EligibilityVerdict& verdict) const;

  private:
    /// What is said of one condition, whoever it is about.
    struct Known {
        std::string demand;
        std::string none;          ///< that nothing of it was found
        std::string no_begin;      ///< that there is no certificate to count its service from
        std::string service_lack;  ///< what stands between the service found and that missing
    };

    /// Appends the pieces of one language: what a format string would do, in less time.
    void append(std::string& text, std::initializer_list<std::string_view> en,
                std::initializer_list<std::string_view> zh) const;
    void append_service(std::string& text, const Service& amount) const;
    void append_lack(std::string& text, const Finding& finding) const;
    void append_unknown(std::string& text, const Finding& finding, std::string_view wanted) const;
    void append_service_lack(std::string& text, const ServiceFound& found,
                             const Condition& condition, const Known& known) const;
    void append_months(std::string& text, std::int64_t count) const;
    void append_days(std::string& text, std::int64_t count) const;
    [[nodiscard]] std::string found_amount(const Finding& finding) const;
    void append_parts(std::string& text, const Finding& finding, std::string_view separator) const;
    void append_training(std::string& text, const TrainingFinding& found) const;
    [[nodiscard]] std::string counted(std::int64_t count, std::string_view en,
                                      std::string_view zh) const;
    [[nodiscard]] std::string months(std::int64_t count) const;
    [[nodiscard]] std::string days(std::int64_t count) const;
    void learn(const Condition& condition);

    const Standard& standard_;
    Language language_;
    std::unordered_map<const Condition*, Known> known_;
    std::vector<std::string> months_;  // the words for the most frequent numbers of months
    std::vector<std::string> days_;
};

}  // namespace certrec
