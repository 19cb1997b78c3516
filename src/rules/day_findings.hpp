/// \file
/// Which certificates and what service does a candidate have on a day? Private: what several
/// conditions ask for, each found out once.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "certrec/rules/eligibility.hpp"
#include "certrec/rules/service.hpp"
#include "rules/dossier_facts.hpp"
#include "rules/level_plan.hpp"

namespace certrec {

/// A day before all that is dated.
inline const Date kFirstDate(1, 1, 1);

/// What is asked on one day after the other: does the dossier suffice for the level of the plan?
struct Question {
    const Dossier& dossier;
    const Standard& standard;
    const LevelPlan& plan;
    DossierFacts& facts;  ///< of the dossier
};

/// What an evaluation notes in its verdict.
enum class Notes {
    all,      ///< as Grounds::all
    reasons,  ///< as Grounds::reasons
    truths,   ///< what holds, without findings and records: enough for days that are only tried
};

/// From which day on service after a certificate counts.
struct ServiceBegin {
    OptionalDate certain;
    OptionalDate possible;
};

/// The intervals that an employment condition counts.
struct ServiceIntervals {
    std::vector<Interval> certain;
    std::vector<Interval> possible;
    bool differ = false;  // else `possible` is empty and stands for the same as `certain`

    void clear() {
        certain.clear();
        possible.clear();
        differ = false;
    }
};

/// What several conditions ask for, found out once for a day.
struct Shared {
    bool known = false;
    std::vector<RecordPlace> records{};  // on which it is based
    std::string_view missing{};          // from the record that leaves it unknown

    void begin() {
        known = true;
        records.clear();
        missing = {};
    }

    template <typename Record>
    void use(const Record& record) {
        records.push_back({Record::kKind, record.origin});
    }

    /// One column stands for all that is missing: the first by name, whatever the order of records.
    void note_missing(std::string_view column) {
        if (column.empty()) return;
        if (missing.empty() || column < missing) missing = column;
    }
};

struct CertificatesFound : Shared {
    Truth truth = Truth::no;
    ServiceBegin begin_of_service{};
};

struct ServiceCounted : Shared {
    ServiceBegin begin_of_service{};
    ServiceIntervals intervals{};
    bool lacks_certificate = false;       // after which service could count
    std::optional<ServiceFound> found{};  // once somebody asks how much it is
};

/// What is found on one day; space that is used again for the next.
struct DaySpace {
    std::vector<CertificatesFound> certificates;  // of the plan
    std::vector<ServiceCounted> services;         // of the plan
};

/// What is there on one day.
class DayFindings {
  public:
    /// Forgets what is in `space`. All outlive this.
    DayFindings(const Question& question, Date as_of, Notes notes, DaySpace& space);

    /// One of the certificates that the plan asks for, as they stand on the day.
    [[nodiscard]] const CertificatesFound& certificates(std::size_t i);

    /// The jobs that count for one of the plan's services, up to the day.
    [[nodiscard]] ServiceCounted& service(std::size_t i);

  private:
    void add_certificate(const CertificateCondition& wanted, const CertificateEvidence& held,
                         const CertificateFacts& facts, CertificatesFound& found) const;
    [[nodiscard]] Truth matches(const CertificateCondition& wanted, const CertificateEvidence& held,
                                const CertificateFacts& facts) const;
    [[nodiscard]] bool accepts_kind(const std::vector<CertificateKind>& kinds,
                                    CertificateKind kind) const;
    [[nodiscard]] Truth of_kind(const std::vector<CertificateKind>& kinds,
                                const std::optional<CertificateKind>& kind) const;
    void find_begin(const ServiceWanted& wanted, ServiceCounted& counted);
    void count_jobs(const ServiceWanted& wanted, ServiceCounted& counted) const;
    void add_job(const EmploymentEvidence& job, Truth counts, ServiceCounted& counted) const;

    const Question& question_;
    Date as_of_;
    Notes notes_;
    DaySpace& space_;
};

}  // namespace certrec
