#include "rules/day_findings.hpp"

#include <algorithm>

#include "rules/truth.hpp"

namespace certrec {

namespace {

/// The first column of the record without which nothing can be said; empty if all are there.
std::string_view missing_value(const CertificateEvidence& held, const CertificateFacts& facts) {
    if (!held.issued_on) return "issued_on";
    if (!held.level) return "level";
    if (!held.standard && !held.occupation) return "standard";
    if (!facts.is_ours && !held.occupation) return "occupation";
    return held.kind ? std::string_view() : "kind";
}

Truth is_of_level(const CertificateCondition& wanted, const CertificateEvidence& held,
                  const CertificateFacts& facts) {
    return test(held.level, [&](std::string_view name) {
        if (!wanted.standard.empty()) return name == wanted.level;
        return facts.level != nullptr && facts.level->id == wanted.level;
    });
}

/// Whether the certificate is of the standard or the occupation that is asked for. One of
/// another standard that does not say for what occupation could be for a related one.
Truth is_of(const CertificateCondition& wanted, const CertificateEvidence& held,
            const CertificateFacts& facts) {
    if (!wanted.standard.empty()) {
        return test(held.standard, [&](std::string_view n) { return n == wanted.standard; });
    }
    const OccupationScope& scope = wanted.occupations;
    if (facts.is_ours) return in_scope(scope, OccupationRelation::own);
    if (facts.occupation) return in_scope(scope, facts.occupation);
    return held.standard && !scope.related ? Truth::no : Truth::unknown;
}

void begin_earlier(OptionalDate& day, Date other) { day = day ? std::min(*day, other) : other; }

/// Requires: `known` is one of a plan's lists of what conditions share.
template <typename Found>
void forget(std::vector<Found>& known, std::size_t size) {
    if (known.size() < size) known.resize(size);
    for (std::size_t i = 0; i < size; ++i) known[i].known = false;
}

}  // namespace

DayFindings::DayFindings(const Question& question, Date as_of, Notes notes, DaySpace& space)
    : question_(question), as_of_(as_of), notes_(notes), space_(space) {
    forget(space.certificates, question.plan.certificates.size());
    forget(space.services, question.plan.services.size());
}

// What is asked for each record is inline: called from one place here, it is part of its caller.

const CertificatesFound& DayFindings::certificates(std::size_t i) {
    CertificatesFound& found = space_.certificates[i];
    if (found.known) return found;
    found.begin();
    found.truth = Truth::no;
    found.begin_of_service = {};
    for (std::size_t place = 0; place < question_.dossier.certificates.size(); ++place) {
        add_certificate(*question_.plan.certificates[i], question_.dossier.certificates[place],
                        question_.facts.certificates[place], found);
    }
    return found;
}

inline void DayFindings::add_certificate(const CertificateCondition& wanted,
                                         const CertificateEvidence& held,
                                         const CertificateFacts& facts,
                                         CertificatesFound& found) const {
    const Truth holds = matches(wanted, held, facts);
    if (holds == Truth::no) return;
    if (notes_ == Notes::all) found.use(held);
    if (holds == Truth::unknown) found.note_missing(missing_value(held, facts));
    found.truth = std::max(found.truth, holds);
    const Date day = held.issued_on ? (*held.issued_on).plus_days(1) : kFirstDate;
    begin_earlier(found.begin_of_service.possible, day);
    if (holds == Truth::yes) begin_earlier(found.begin_of_service.certain, day);
}

inline Truth DayFindings::matches(const CertificateCondition& wanted,
                                  const CertificateEvidence& held,
                                  const CertificateFacts& facts) const {
    const Truth lasts = all_of({truth_of(!held.valid_until || *held.valid_until >= as_of_),
                                truth_of(!held.revoked_on || *held.revoked_on > as_of_)});
    if (lasts == Truth::no) return Truth::no;
    return all_of({happened(held.issued_on, as_of_), is_of_level(wanted, held, facts),
                   is_of(wanted, held, facts), of_kind(wanted.kinds, held.kind)});
}

bool DayFindings::accepts_kind(const std::vector<CertificateKind>& kinds,
                               CertificateKind kind) const {
    if (contains(kinds, kind)) return true;
    return kind == CertificateKind::skill_level && !question_.standard.strict_certificate_kind &&
           contains(kinds, CertificateKind::vocational_qualification);
}

Truth DayFindings::of_kind(const std::vector<CertificateKind>& kinds,
                           const std::optional<CertificateKind>& kind) const {
    if (kinds.empty()) return Truth::yes;
    if (kind) return truth_of(accepts_kind(kinds, *kind));
    const bool any_kind = accepts_kind(kinds, CertificateKind::skill_level) &&
                          accepts_kind(kinds, CertificateKind::vocational_qualification);
    return any_kind ? Truth::yes : Truth::unknown;
}

ServiceCounted& DayFindings::service(std::size_t i) {
    ServiceCounted& counted = space_.services[i];
    if (counted.known) return counted;
    counted.begin();
    counted.found.reset();
    const ServiceWanted& wanted = question_.plan.services[i];
    find_begin(wanted, counted);
    count_jobs(wanted, counted);
    return counted;
}

/// The day after the first certificate that counts; the first day of all if none is asked for.
inline void DayFindings::find_begin(const ServiceWanted& wanted, ServiceCounted& counted) {
    counted.lacks_certificate = false;
    counted.begin_of_service = {kFirstDate, kFirstDate};
    if (!wanted.after) return;
    const CertificatesFound& found = certificates(*wanted.after);
    counted.records = found.records;
    counted.missing = found.missing;
    counted.lacks_certificate = !found.begin_of_service.possible;
    counted.begin_of_service = found.begin_of_service;
}

/// What counts for the service on the day, merged.
inline void DayFindings::count_jobs(const ServiceWanted& wanted, ServiceCounted& counted) const {
    const ServiceBegin& begin = counted.begin_of_service;
    ServiceIntervals& intervals = counted.intervals;
    intervals.clear();
    if (!begin.possible) return;
    intervals.differ = begin.certain != begin.possible;
    for (std::size_t i = 0; i < question_.dossier.employments.size(); ++i) {
        const EmploymentEvidence& job = question_.dossier.employments[i];
        const Truth counts = all_of({in_scope(wanted.occupations, question_.facts.jobs[i]),
                                     job.from ? Truth::yes : Truth::unknown});
        if (counts != Truth::no) add_job(job, counts, counted);
    }
    merge_intervals(intervals.certain);
    if (intervals.differ) merge_intervals(intervals.possible);
}

inline void DayFindings::add_job(const EmploymentEvidence& job, Truth counts,
                                 ServiceCounted& counted) const {
    const ServiceBegin& begin = counted.begin_of_service;
    const Date from = job.from ? *job.from : kFirstDate;
    const Date to = job.to ? std::min(*job.to, as_of_) : as_of_;
    const Date possible_from = std::max(from, *begin.possible);
    if (possible_from > to) return;
    if (notes_ == Notes::all) counted.use(job);
    if (counts == Truth::unknown) counted.note_missing(job.from ? "occupation" : "from");
    ServiceIntervals& intervals = counted.intervals;
    if (!intervals.differ && counts != Truth::yes) {
        intervals.differ = true;
        intervals.possible = intervals.certain;
    }
    if (intervals.differ) intervals.possible.push_back({possible_from, to});
    if (counts != Truth::yes || !begin.certain) return;
    const Date certain_from = std::max(from, *begin.certain);
    if (certain_from <= to) intervals.certain.push_back({certain_from, to});
}

}  // namespace certrec
