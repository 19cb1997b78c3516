/// \file
/// Eligibility: may this candidate apply for this level on this day?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/rules/service.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

enum class Eligibility { eligible, ineligible, undetermined, invalid };

[[nodiscard]] std::string_view format_eligibility(Eligibility eligibility);
[[nodiscard]] std::optional<Eligibility> parse_eligibility(std::string_view word);

/// Kleene's three truth values, in their order: the truth of "all" is the least of its parts, that
/// of "any" the greatest. `unknown` means that a record exists but lacks the value that decides, or
/// that the published text breaks off.
enum class Truth { no, unknown, yes };

/// What an employment condition found.
struct ServiceFound {
    Service certain;   ///< of records that count for sure
    Service possible;  ///< with those that might
    /// Whether there is no certificate after which service could count.
    bool lacks_certificate = false;
};

/// What a publication condition found, for sure and perhaps.
struct PublicationsFound {
    std::int64_t certain = 0;
    std::int64_t possible = 0;
};

/// Hours that count for sure, cut off after six places (the truth is exact).
struct HoursFound {
    Decimal certain;
};

/// What evaluating one condition found. Findings stand in the order of a walk from the outside in;
/// the parts of one follow it.
struct Finding {
    const Condition* condition = nullptr;  ///< in the standard that was asked
    Truth truth = Truth::no;
    std::uint32_t size = 1;  ///< number of findings: this one and all its parts' parts
    std::variant<std::monostate, ServiceFound, PublicationsFound, HoursFound> found{};
    /// If it is unknown because of a record: the column whose value is missing, where that is
    /// clear.
    std::string_view missing{};
    /// The records that it is based on: EligibilityVerdict::records from `first_record` on.
    std::uint32_t first_record = 0;
    std::uint32_t record_count = 0;
};

/// The direct parts of a finding. Requires: it stands in the verdict's findings.
class FindingParts {
  public:
    class Iterator {
      public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Finding;
        using difference_type = std::ptrdiff_t;
        using pointer = const Finding*;
        using reference = const Finding&;

        explicit Iterator(const Finding* at) : at_(at) {}
        const Finding& operator*() const { return *at_; }
        Iterator& operator++() {
            at_ += at_->size;
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

      private:
        const Finding* at_;
    };

    explicit FindingParts(const Finding& finding) : finding_(&finding) {}
    [[nodiscard]] Iterator begin() const { return Iterator(finding_ + 1); }
    [[nodiscard]] Iterator end() const { return Iterator(finding_ + finding_->size); }

  private:
    const Finding* finding_;
};

struct RouteFinding {
    const Route* route = nullptr;
    Truth truth = Truth::no;
    std::size_t finding = 0;  ///< of its condition, in EligibilityVerdict::findings
};

struct TrainingFinding {
    const Training* training = nullptr;
    Truth truth = Truth::no;
    Decimal hours;
    std::uint32_t first_record = 0;
    std::uint32_t record_count = 0;
};

/// How much a verdict tells of its grounds.
enum class Grounds {
    all,  ///< of every route, with the records on which each finding is based
    /// What is needed to say why it is not eligible: no records, and nothing of the routes behind
    /// the first one that holds, which count as not holding.
    reasons,
};

/// The verdict and its grounds. Every route that is evaluated is evaluated whole.
struct EligibilityVerdict {
    Eligibility eligibility = Eligibility::ineligible;
    /// The first route that holds, if the verdict is eligible.
    const Route* route = nullptr;
    /// The training beside the routes, if it is binding.
    std::optional<TrainingFinding> training;
    std::vector<RouteFinding> routes;
    std::vector<Finding> findings;
    std::vector<RecordPlace> records;
    /// If the verdict is not eligible: the first later day on which it would be, if nothing changes
    /// but the day and everything that has no end runs on.
    std::optional<Date> earliest_on;
};

/// A record that counts for nothing because of one word: a certificate or training of this standard
/// whose level is none of it, or a declaration whose kind is not wanted, but much like one that is.
struct MisspeltRecord {
    RecordPlace place;
    std::string_view word;
};

/// Judges one application after the other; what it needs for that it keeps and uses again.
class EligibilityChecker {
  public:
    /// `standard` outlives the checker and its verdicts.
    explicit EligibilityChecker(const Standard& standard);
    ~EligibilityChecker();

    /// Space that is used again; nobody else's business.
    struct Scratch;

    /// May the candidate with this evidence apply for `level` on `as_of`?
    ///
    /// Evidence dated after `as_of` does not count. A certificate counts from the day of its issue
    /// until its last valid day, both inclusive, and before the day of its revocation. Training
    /// hours are the sum over rows of this standard and level in an accepted mode. Never
    /// Eligibility::invalid. The verdict is valid until the next call.
    ///
    /// Requires: `level` belongs to the standard.
    ///
    /// O(n log n) in the evidence rows, times the number of dates after `as_of` in them if the
    /// verdict is not eligible.
    [[nodiscard]] const EligibilityVerdict& check(const Dossier& dossier, const Level& level,
                                                  Date as_of, Grounds grounds = Grounds::all);

    /// For each route of the level, in order: the first day from `as_of` on, on which it holds
    /// together with the binding training; nullopt if time alone will not do.
    [[nodiscard]] std::vector<std::optional<Date>> earliest_of_routes(const Dossier& dossier,
                                                                      const Level& level,
                                                                      Date as_of);

    /// Passes on such records: of the certificates, then the trainings, then the declarations.
    /// Linear.
    void find_misspelt(const Dossier& dossier,
                       const std::function<void(const MisspeltRecord&)>& use);

  private:
    const Standard& standard_;
    EligibilityVerdict verdict_;
    std::unique_ptr<Scratch> scratch_;
};

}  // namespace certrec
