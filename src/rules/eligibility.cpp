#include "certrec/rules/eligibility.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "rules/dossier_facts.hpp"
#include "rules/level_plan.hpp"

namespace certrec {

namespace {

struct EligibilityWord {
    Eligibility eligibility;
    std::string_view word;
};

constexpr std::array kWords = {
    EligibilityWord{Eligibility::eligible, "eligible"},
    EligibilityWord{Eligibility::ineligible, "ineligible"},
    EligibilityWord{Eligibility::undetermined, "undetermined"},
    EligibilityWord{Eligibility::invalid, "invalid"},
};

constexpr unsigned kHoursPlaces = 6;
const Date kFirstDate(1, 1, 1);

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

/// Unknown if the value is missing, else whether `holds` holds of it.
template <typename Value, typename Predicate>
Truth test(const Value& value, Predicate holds) {
    return value ? truth_of(holds(*value)) : Truth::unknown;
}

Truth all_of(std::initializer_list<Truth> parts) { return std::min(parts); }

template <typename Values, typename Value>
bool contains(const Values& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// The values of a condition's word list, if it has one: an empty list takes anything.
template <typename Values, typename Value>
Truth among(const Values& accepted, const Value& value) {
    if (accepted.empty()) return Truth::yes;
    return test(value, [&accepted](const auto& v) { return contains(accepted, v); });
}

/// Hours that count for sure and hours that might.
struct HoursSum {
    DecimalSum certain;
    DecimalSum possible;
    bool unbounded = false;  // a record that might count does not say how much

    void add(const std::optional<Decimal>& hours, Truth counts) {
        if (counts == Truth::no) return;
        if (!hours) {
            unbounded = true;
            return;
        }
        possible.add(*hours);
        if (counts == Truth::yes) certain.add(*hours);
    }

    [[nodiscard]] Truth reaches(const Decimal& wanted) const {
        if (certain.compare(wanted) >= 0) return Truth::yes;
        return unbounded || possible.compare(wanted) >= 0 ? Truth::unknown : Truth::no;
    }

    [[nodiscard]] HoursFound found() const { return {certain.truncated(kHoursPlaces)}; }
};

/// From which day on service after a certificate counts.
struct ServiceBegin {
    std::optional<Date> certain;
    std::optional<Date> possible;
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
    ServiceIntervals intervals{};
    bool lacks_certificate = false;       // after which service could count
    std::optional<ServiceFound> found{};  // once somebody asks how much it is
};

}  // namespace

/// What one judgement after the other uses.
struct EligibilityChecker::Scratch {
    explicit Scratch(const Standard& standard) : facts(standard) {
        for (const Level& level : standard.levels) plans.emplace_back(level);
    }

    [[nodiscard]] const LevelPlan& plan_of(const Level& level) const {
        return *std::find_if(plans.begin(), plans.end(),
                             [&level](const LevelPlan& plan) { return plan.level == &level; });
    }

    std::vector<LevelPlan> plans;
    DossierFacts facts;
    std::vector<CertificatesFound> certificates;  // of the plan, on one day
    std::vector<ServiceCounted> services;         // of the plan, on one day
    EligibilityVerdict later;                     // what holds on a later day
    std::vector<Date> changes;
    std::vector<Date> days_to_try;
};

namespace {

/// What an evaluation notes in its verdict.
enum class Notes {
    all,      ///< as Grounds::all
    reasons,  ///< as Grounds::reasons
    truths,   ///< what holds, without findings and records: enough for days that are only tried
};

constexpr Notes notes_of(Grounds grounds) {
    return grounds == Grounds::all ? Notes::all : Notes::reasons;
}

/// Evaluates conditions for one candidate, level and day.
class Evaluation {
  public:
    /// Requires: the facts of `scratch` are those of the dossier.
    Evaluation(const Dossier& dossier, const Standard& standard, const LevelPlan& plan, Date as_of,
               EligibilityChecker::Scratch& scratch, EligibilityVerdict& verdict, Notes notes)
        : notes_(notes),
          dossier_(dossier),
          standard_(standard),
          plan_(plan),
          level_(*plan.level),
          as_of_(as_of),
          scratch_(scratch),
          verdict_(verdict) {
        forget(scratch.certificates, plan.certificates.size());
        forget(scratch.services, plan.services.size());
    }

    void judge() {
        verdict_.route = nullptr;
        verdict_.training.reset();
        verdict_.routes = plan_.routes;
        if (notes_ != Notes::truths) verdict_.findings = plan_.findings;
        verdict_.records.clear();
        verdict_.earliest_on.reset();
        Truth training = Truth::yes;
        if (level_.training && level_.training->binding) training = check_training();
        Truth routes = Truth::no;
        for (RouteFinding& route : verdict_.routes) {
            route.truth = evaluate(route.finding);
            const bool is_first = verdict_.route == nullptr;
            if (is_first && route.truth == Truth::yes) verdict_.route = route.route;
            routes = std::max(routes, route.truth);
            if (routes == Truth::yes && notes_ == Notes::reasons) break;
        }
        switch (all_of({training, routes})) {
            case Truth::yes: verdict_.eligibility = Eligibility::eligible; return;
            case Truth::unknown: verdict_.eligibility = Eligibility::undetermined; break;
            case Truth::no: verdict_.eligibility = Eligibility::ineligible; break;
        }
        verdict_.route = nullptr;
    }

    /// The jobs that count for one of the plan's services, up to the day.
    [[nodiscard]] ServiceCounted& service(std::size_t i) {
        ServiceCounted& counted = scratch_.services[i];
        if (counted.known) return counted;
        counted.begin();
        counted.found.reset();
        const ServiceWanted& wanted = plan_.services[i];
        count_jobs(wanted, begin_of_service(wanted, counted), counted);
        return counted;
    }

    Truth operator()(const AllOf&, std::size_t at) {
        Truth truth = Truth::yes;
        for_each_part(at, [&](std::size_t part) { truth = std::min(truth, evaluate(part)); });
        return truth;
    }

    Truth operator()(const AnyOf&, std::size_t at) {
        Truth truth = Truth::no;
        for_each_part(at, [&](std::size_t part) { truth = std::max(truth, evaluate(part)); });
        return truth;
    }

    Truth operator()(const AtLeast& some, std::size_t at) {
        std::size_t certain = 0;
        std::size_t possible = 0;
        for_each_part(at, [&](std::size_t part) {
            const Truth truth = evaluate(part);
            if (truth == Truth::yes) ++certain;
            if (truth != Truth::no) ++possible;
        });
        if (certain >= some.count) return Truth::yes;
        return possible >= some.count ? Truth::unknown : Truth::no;
    }

    Truth operator()(const OpenCondition&, std::size_t) { return Truth::unknown; }

    Truth operator()(const ApprenticeshipCondition& wanted, std::size_t) {
        const auto* relation = scratch_.facts.apprenticeships.data();
        return any_record(dossier_.apprenticeships, [&](const ApprenticeshipEvidence& done) {
            return all_of({in_scope(wanted.occupations, *relation++), dated(done.completed_on)});
        });
    }

    Truth operator()(const CertificateCondition&, std::size_t at) {
        const CertificatesFound& found = certificates(plan_.asks_for[at]);
        note(found);
        return found.truth;
    }

    Truth operator()(const DeclarationCondition& wanted, std::size_t) {
        return any_record(dossier_.declarations, [&](const DeclarationEvidence& made) {
            return all_of(
                {test(made.kind, [&](std::string_view k) { return contains(wanted.kinds, k); }),
                 dated(made.signed_on)});
        });
    }

    Truth operator()(const EducationCondition& wanted, std::size_t) {
        return any_record(dossier_.educations, [&](const EducationEvidence& education) {
            return all_of(
                {test(education.attainment, [&](Attainment a) { return suffices(wanted, a); }),
                 among(wanted.fields, education.field), in_state(education, wanted.statuses),
                 wanted.programme
                     ? test(education.programme, [&](Programme p) { return p == wanted.programme; })
                     : Truth::yes});
        });
    }

    Truth operator()(const EmploymentCondition& wanted, std::size_t at) {
        ServiceCounted& counted = service(plan_.asks_for[at]);
        note(counted);
        if (!counted.found) counted.found = measure(counted, wanted.count);
        note_found(at, *counted.found);
        if (counted.found->certain.months >= wanted.months) return Truth::yes;
        return counted.found->possible.months >= wanted.months ? Truth::unknown : Truth::no;
    }

    Truth operator()(const PublicationCondition& wanted, std::size_t at) {
        const PublicationsFound found = count_publications(wanted, wanted.wanted);
        note_found(at, found);
        Truth truth = reaches(found, wanted.wanted);
        for (const PublicationCount& part : wanted.of_which) {
            truth = std::min(truth, reaches(count_publications(wanted, part), part));
        }
        for (const PublicationEvidence& published : dossier_.publications) {
            if (counts(wanted, wanted.wanted, published) != Truth::no) use(published);
        }
        return truth;
    }

    Truth operator()(const RecommendationCondition& wanted, std::size_t) {
        return any_record(dossier_.recommendations, [&](const RecommendationEvidence& letter) {
            const Truth counts = all_of({of_level(letter.level, level_), dated(letter.signed_on)});
            if (counts == Truth::no) return Truth::no;
            return std::min(counts, wanted.by_present_employer ? employs_now(letter.employer)
                                    : letter.employer          ? Truth::yes
                                                               : Truth::unknown);
        });
    }

    Truth operator()(const TeachingCondition& wanted, std::size_t at) {
        std::vector<int> years;
        for (const TeachingEvidence& taught : dossier_.teachings) {
            if (counts(wanted, taught) == Truth::no) continue;
            use(taught);
            years.push_back(year_to_try(taught));
        }
        if (wanted.period == TeachingPeriod::total) years = {0};
        Truth truth = Truth::no;
        Decimal best;
        for (const int year : years) {
            HoursSum hours;
            for (const TeachingEvidence& taught : dossier_.teachings) {
                const Truth in_year =
                    wanted.period == TeachingPeriod::total ? Truth::yes : lies_in(taught, year);
                hours.add(taught.hours, all_of({counts(wanted, taught), in_year}));
            }
            truth = std::max(truth, hours.reaches(wanted.hours));
            best = std::max(best, hours.found().certain);
        }
        note_found(at, HoursFound{best});
        return truth;
    }

    Truth operator()(const TrainingCondition& wanted, std::size_t at) {
        const HoursSum hours = train(wanted);
        note_found(at, hours.found());
        return hours.reaches(wanted.hours);
    }

  private:
    static ServiceFound measure(const ServiceCounted& counted, ServiceCount count) {
        const ServiceIntervals& intervals = counted.intervals;
        const Service certain = count_service(intervals.certain, count);
        return {certain, intervals.differ ? count_service(intervals.possible, count) : certain,
                counted.lacks_certificate};
    }

    /// Requires: `known` is one of a plan's lists of what conditions share.
    template <typename Found>
    static void forget(std::vector<Found>& known, std::size_t size) {
        if (known.size() < size) known.resize(size);
        for (std::size_t i = 0; i < size; ++i) known[i].known = false;
    }

    Truth evaluate(std::size_t at) {
        const auto ask = [&](const auto& demand) { return (*this)(demand, at); };
        const Condition& condition = *plan_.findings[at].condition;
        if (notes_ == Notes::truths) return std::visit(ask, condition.demand);
        Finding& finding = verdict_.findings[at];
        finding.first_record = records();
        missing_ = {};
        finding.truth = std::visit(ask, condition.demand);
        if (finding.truth == Truth::unknown && finding.size == 1) finding.missing = missing_;
        finding.record_count = records() - finding.first_record;
        return finding.truth;
    }

    template <typename Visit>
    void for_each_part(std::size_t at, const Visit& visit) const {
        const std::size_t end = at + plan_.findings[at].size;
        for (std::size_t part = at + 1; part != end; part += plan_.findings[part].size) visit(part);
    }

    /// Notes what a condition shares with others.
    void note(const Shared& shared) {
        missing_ = shared.missing;
        if (notes_ != Notes::all) return;
        verdict_.records.insert(verdict_.records.end(), shared.records.begin(),
                                shared.records.end());
    }

    [[nodiscard]] std::uint32_t records() const {
        return static_cast<std::uint32_t>(verdict_.records.size());
    }

    template <typename Found>
    void note_found(std::size_t at, const Found& found) {
        if (notes_ != Notes::truths) verdict_.findings[at].found = found;
    }

    template <typename Record>
    void use(const Record& record) {
        if (notes_ == Notes::all) verdict_.records.push_back({Record::kKind, record.origin});
    }

    /// The truest of the records; those that are not false are noted as used.
    template <typename Records, typename Test>
    Truth any_record(const Records& all, Test test_record) {
        Truth truth = Truth::no;
        for (const auto& record : all) {
            const Truth holds = test_record(record);
            if (holds != Truth::no) use(record);
            if (holds == Truth::unknown) note_missing(missing_value(record));
            truth = std::max(truth, holds);
        }
        return truth;
    }

    void note_missing(std::string_view column) {
        if (column.empty()) return;
        if (missing_.empty() || column < missing_) missing_ = column;
    }

    /// The first column of the record without which nothing can be said; empty if all are there.
    static std::string_view missing_value(const CertificateEvidence& held,
                                          const CertificateFacts& facts) {
        if (!held.issued_on) return "issued_on";
        if (!held.level) return "level";
        if (!held.standard && !held.occupation) return "standard";
        if (!facts.is_ours && !held.occupation) return "occupation";
        return held.kind ? std::string_view() : "kind";
    }
    static std::string_view missing_value(const ApprenticeshipEvidence& done) {
        if (!done.completed_on) return "completed_on";
        return done.occupation ? "" : "occupation";
    }
    static std::string_view missing_value(const DeclarationEvidence& made) {
        if (!made.signed_on) return "signed_on";
        return made.kind ? "" : "kind";
    }
    static std::string_view missing_value(const EducationEvidence& education) {
        if (!education.attainment) return "attainment";
        if (!education.status) return "status";
        if (!education.field) return "field";
        if (!education.graduated_on && education.status == EducationStatus::graduated) {
            return "graduated_on";
        }
        return education.programme ? "" : "programme";
    }
    static std::string_view missing_value(const RecommendationEvidence& letter) {
        if (!letter.employer) return "employer";
        if (!letter.level) return "level";
        return letter.signed_on ? "" : "signed_on";
    }

    Truth check_training() {
        const std::uint32_t first = records();
        const HoursSum hours = train(level_.training->demand);
        const Truth truth = hours.reaches(level_.training->demand.hours);
        verdict_.training = TrainingFinding{&*level_.training, truth, hours.found().certain, first,
                                            records() - first};
        return truth;
    }

    HoursSum train(const TrainingCondition& wanted) {
        HoursSum hours;
        for (const TrainingEvidence& training : dossier_.trainings) {
            const Truth counts =
                all_of({of_this_standard(training.standard), of_level(training.level, level_),
                        dated(training.completed_on), among(wanted.modes, training.mode)});
            if (counts != Truth::no) use(training);
            hours.add(training.hours, counts);
        }
        return hours;
    }

    /// Whether something dated `day` has happened by the day that is judged.
    [[nodiscard]] Truth dated(OptionalDate day) const {
        return test(day, [this](Date d) { return d <= as_of_; });
    }

    [[nodiscard]] Truth of_this_standard(Text name) const {
        return test(name, [this](std::string_view n) { return scratch_.facts.accepts(n); });
    }

    [[nodiscard]] Truth of_level(Text name, const Level& level) const {
        return test(name,
                    [&](std::string_view n) { return scratch_.facts.level_called(n) == &level; });
    }

    [[nodiscard]] static Truth in_scope(const OccupationScope& scope, Relation relation) {
        if (!relation) return Truth::unknown;
        switch (*relation) {
            case OccupationRelation::own: return truth_of(scope.own);
            case OccupationRelation::related: return truth_of(scope.related);
            case OccupationRelation::other: break;
        }
        return Truth::no;
    }

    /// One of the certificates that the plan asks for, as they stand on the day.
    [[nodiscard]] const CertificatesFound& certificates(std::size_t i) {
        CertificatesFound& found = scratch_.certificates[i];
        if (found.known) return found;
        found.begin();
        found.truth = Truth::no;
        found.begin_of_service = {};
        for (std::size_t place = 0; place < dossier_.certificates.size(); ++place) {
            add_certificate(*plan_.certificates[i], dossier_.certificates[place],
                            scratch_.facts.certificates[place], found);
        }
        return found;
    }

    void add_certificate(const CertificateCondition& wanted, const CertificateEvidence& held,
                         const CertificateFacts& facts, CertificatesFound& found) const {
        const Truth holds = matches(wanted, held, facts);
        if (holds == Truth::no) return;
        if (notes_ == Notes::all) found.use(held);
        if (holds == Truth::unknown) found.note_missing(missing_value(held, facts));
        found.truth = std::max(found.truth, holds);
        const Date day = held.issued_on ? (*held.issued_on).plus_days(1) : kFirstDate;
        begin_earlier(found.begin_of_service.possible, day);
        if (holds == Truth::yes) begin_earlier(found.begin_of_service.certain, day);
    }

    static void begin_earlier(std::optional<Date>& day, Date other) {
        day = day ? std::min(*day, other) : other;
    }

    [[nodiscard]] Truth matches(const CertificateCondition& wanted, const CertificateEvidence& held,
                                const CertificateFacts& facts) const {
        const Truth lasts = all_of({truth_of(!held.valid_until || *held.valid_until >= as_of_),
                                    truth_of(!held.revoked_on || *held.revoked_on > as_of_)});
        if (lasts == Truth::no) return Truth::no;
        return all_of({dated(held.issued_on), is_of_level(wanted, held, facts),
                       is_of(wanted, held, facts), of_kind(wanted.kinds, held.kind)});
    }

    static Truth is_of_level(const CertificateCondition& wanted, const CertificateEvidence& held,
                             const CertificateFacts& facts) {
        return test(held.level, [&](std::string_view name) {
            if (!wanted.standard.empty()) return name == wanted.level;
            return facts.level != nullptr && facts.level->id == wanted.level;
        });
    }

    /// Whether the certificate is of the standard or the occupation that is asked for. One of
    /// another standard that does not say for what occupation could be for a related one.
    static Truth is_of(const CertificateCondition& wanted, const CertificateEvidence& held,
                       const CertificateFacts& facts) {
        if (!wanted.standard.empty()) {
            return test(held.standard, [&](std::string_view n) { return n == wanted.standard; });
        }
        const OccupationScope& scope = wanted.occupations;
        if (facts.is_ours) return in_scope(scope, OccupationRelation::own);
        if (facts.occupation) return in_scope(scope, facts.occupation);
        return held.standard && !scope.related ? Truth::no : Truth::unknown;
    }

    [[nodiscard]] bool accepts_kind(const std::vector<CertificateKind>& kinds,
                                    CertificateKind kind) const {
        if (contains(kinds, kind)) return true;
        return kind == CertificateKind::skill_level && !standard_.strict_certificate_kind &&
               contains(kinds, CertificateKind::vocational_qualification);
    }

    [[nodiscard]] Truth of_kind(const std::vector<CertificateKind>& kinds,
                                const std::optional<CertificateKind>& kind) const {
        if (kinds.empty()) return Truth::yes;
        if (kind) return truth_of(accepts_kind(kinds, *kind));
        const bool any_kind = accepts_kind(kinds, CertificateKind::skill_level) &&
                              accepts_kind(kinds, CertificateKind::vocational_qualification);
        return any_kind ? Truth::yes : Truth::unknown;
    }

    static bool suffices(const EducationCondition& wanted, Attainment attainment) {
        if (!wanted.at_least) return contains(wanted.attainments, attainment);
        return attainment_rank(attainment) >= attainment_rank(*wanted.at_least);
    }

    /// Someone whose graduation lies ahead is still a student.
    [[nodiscard]] Truth in_state(const EducationEvidence& education,
                                 const std::vector<EducationStatus>& accepted) const {
        if (education.status != EducationStatus::graduated) {
            return test(education.status,
                        [&](EducationStatus status) { return contains(accepted, status); });
        }
        const Truth graduate = truth_of(contains(accepted, EducationStatus::graduated));
        const Truth student = truth_of(contains(accepted, EducationStatus::enrolled));
        const Truth has_graduated = dated(education.graduated_on);
        if (has_graduated == Truth::unknown) {
            return graduate == student ? graduate : Truth::unknown;
        }
        return has_graduated == Truth::yes ? graduate : student;
    }

    /// The day after the first certificate that counts; the first day of all if none is asked for.
    [[nodiscard]] ServiceBegin begin_of_service(const ServiceWanted& wanted,
                                                ServiceCounted& counted) {
        counted.lacks_certificate = false;
        if (!wanted.after) return {kFirstDate, kFirstDate};
        const CertificatesFound& found = certificates(*wanted.after);
        counted.records = found.records;
        counted.missing = found.missing;
        counted.lacks_certificate = !found.begin_of_service.possible;
        return found.begin_of_service;
    }

    /// What counts for the service on the day, merged.
    void count_jobs(const ServiceWanted& wanted, const ServiceBegin& begin,
                    ServiceCounted& counted) const {
        ServiceIntervals& intervals = counted.intervals;
        intervals.clear();
        if (!begin.possible) return;
        intervals.differ = begin.certain != begin.possible;
        for (std::size_t i = 0; i < dossier_.employments.size(); ++i) {
            const EmploymentEvidence& job = dossier_.employments[i];
            const Truth counts = all_of({in_scope(wanted.occupations, scratch_.facts.jobs[i]),
                                         job.from ? Truth::yes : Truth::unknown});
            if (counts != Truth::no) add_job(job, counts, begin, counted);
        }
        merge_intervals(intervals.certain);
        if (intervals.differ) merge_intervals(intervals.possible);
    }

    void add_job(const EmploymentEvidence& job, Truth counts, const ServiceBegin& begin,
                 ServiceCounted& counted) const {
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

    [[nodiscard]] Truth employs_now(Text employer) {
        if (!employer) return Truth::unknown;
        for (const EmploymentEvidence& job : dossier_.employments) {
            if (!job.employer || *job.employer != *employer) continue;
            if (!job.from || *job.from > as_of_ || (job.to && *job.to < as_of_)) continue;
            use(job);
            return Truth::yes;
        }
        return Truth::unknown;
    }

    [[nodiscard]] Truth counts(const PublicationCondition& wanted, const PublicationCount& count,
                               const PublicationEvidence& published) const {
        return all_of({among(wanted.kinds, published.kind), dated(published.published_on),
                       count.class_at_least
                           ? test(published.publication_class,
                                  [&](PublicationClass c) { return c >= *count.class_at_least; })
                           : Truth::yes,
                       count.first_author ? test(published.author_position,
                                                 [](std::uint16_t place) { return place == 1; })
                                          : Truth::yes});
    }

    /// Of those that count for the condition as a whole, those that also count for one part of it.
    [[nodiscard]] PublicationsFound count_publications(const PublicationCondition& wanted,
                                                       const PublicationCount& part) const {
        PublicationsFound found;
        for (const PublicationEvidence& published : dossier_.publications) {
            const Truth holds =
                all_of({counts(wanted, wanted.wanted, published), counts(wanted, part, published)});
            if (holds == Truth::yes) ++found.certain;
            if (holds != Truth::no) ++found.possible;
        }
        return found;
    }

    static Truth reaches(const PublicationsFound& found, const PublicationCount& wanted) {
        if (found.certain >= wanted.count) return Truth::yes;
        return found.possible >= wanted.count ? Truth::unknown : Truth::no;
    }

    /// Whether the teaching is of the kind that is asked for, and over by the day that is judged.
    [[nodiscard]] Truth counts(const TeachingCondition& wanted,
                               const TeachingEvidence& taught) const {
        return all_of({wanted.level.empty()
                           ? Truth::yes
                           : test(taught.level,
                                  [&](std::string_view name) {
                                      const Level* const level = scratch_.facts.level_called(name);
                                      return level != nullptr && level->id == wanted.level;
                                  }),
                       among(wanted.audiences, taught.audience), dated(taught.to),
                       truth_of(!taught.from || *taught.from <= as_of_)});
    }

    /// Courses that might share a year all might lie in the one in which the first of them ends or,
    /// if no end is known, the last of them begins.
    static int year_to_try(const TeachingEvidence& taught) {
        if (taught.to) return (*taught.to).year();
        return taught.from ? (*taught.from).year() : kFirstDate.year();
    }

    /// Whether the hours fall into the year; those of a course across the turn of a year might.
    static Truth lies_in(const TeachingEvidence& taught, int year) {
        const int first = taught.from ? (*taught.from).year() : std::numeric_limits<int>::min();
        const int last = taught.to ? (*taught.to).year() : std::numeric_limits<int>::max();
        if (year < first || year > last) return Truth::no;
        return first == last ? Truth::yes : Truth::unknown;
    }

    Notes notes_;
    const Dossier& dossier_;
    const Standard& standard_;
    const LevelPlan& plan_;
    const Level& level_;
    Date as_of_;
    EligibilityChecker::Scratch& scratch_;
    EligibilityVerdict& verdict_;
    std::string_view missing_;  // from the record that left a condition unknown
};

/// The days after `as_of` on which some record begins or ceases to count, in order, each once.
void find_days_of_change(const Dossier& dossier, Date as_of, std::vector<Date>& days) {
    days.clear();
    const auto add = [&days, as_of](OptionalDate day) {
        if (day && *day > as_of) days.push_back(*day);
    };
    const auto add_day_after = [&days, as_of](OptionalDate day) {
        if (day && *day >= as_of && *day < kLastDate) days.push_back((*day).plus_days(1));
    };
    for (const auto& done : dossier.apprenticeships) add(done.completed_on);
    for (const auto& held : dossier.certificates) {
        add(held.issued_on);
        add_day_after(held.valid_until);
        add(held.revoked_on);
    }
    for (const auto& made : dossier.declarations) add(made.signed_on);
    for (const auto& education : dossier.educations) add(education.graduated_on);
    for (const auto& job : dossier.employments) {
        add(job.from);
        add_day_after(job.to);
    }
    for (const auto& published : dossier.publications) add(published.published_on);
    for (const auto& letter : dossier.recommendations) add(letter.signed_on);
    for (const auto& taught : dossier.teachings) add(taught.to);
    for (const auto& training : dossier.trainings) add(training.completed_on);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
}

/// Looks for the first day after `as_of` on which a verdict is what `holds` wants.
///
/// Between two days of change only running service grows, so a verdict can only turn on such a day
/// or on the day on which some employment condition is met. Those are tried in order.
class DaySearch {
  public:
    /// Requires: the facts of `scratch` are those of the dossier.
    DaySearch(const Dossier& dossier, const Standard& standard, const LevelPlan& plan,
              EligibilityChecker::Scratch& scratch)
        : dossier_(dossier), standard_(standard), plan_(plan), scratch_(scratch) {}

    template <typename Holds>
    std::optional<Date> first_day_after(Date as_of, const Holds& holds) {
        std::vector<Date>& changes = scratch_.changes;
        find_days_of_change(dossier_, as_of, changes);
        // Up to the first change nothing begins or ceases to count.
        if (const auto day = first_day_in(as_of, last_day_before(changes, 0), holds)) return day;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const Date change = changes[i];
            if (holds(judge(change))) return change;
            if (const auto day = first_day_in(change, last_day_before(changes, i + 1), holds)) {
                return day;
            }
        }
        return std::nullopt;
    }

  private:
    static Date last_day_before(const std::vector<Date>& changes, std::size_t i) {
        return i < changes.size() ? changes[i].plus_days(-1) : kLastDate;
    }

    /// The first day after `begin` and up to `end`, among those on which an employment condition
    /// comes to be met.
    template <typename Holds>
    std::optional<Date> first_day_in(Date begin, Date end, const Holds& holds) {
        if (end <= begin || !someone_employs(end)) return std::nullopt;
        std::vector<Date>& days = scratch_.days_to_try;
        days.clear();
        Evaluation at_end(dossier_, standard_, plan_, end, scratch_, scratch_.later, Notes::truths);
        for (const ServiceGoal& goal : plan_.goals) {
            const auto day = first_day_with(at_end.service(goal.service).intervals.certain,
                                            goal.months, plan_.services[goal.service].count, begin);
            if (day && *day > begin && *day <= end) days.push_back(*day);
        }
        std::sort(days.begin(), days.end());
        const auto first =
            std::find_if(days.begin(), days.end(), [&](Date day) { return holds(judge(day)); });
        return first == days.end() ? std::nullopt : std::optional(*first);
    }

    [[nodiscard]] bool someone_employs(Date day) const {
        return std::any_of(
            dossier_.employments.begin(), dossier_.employments.end(),
            [day](const EmploymentEvidence& job) { return !job.to || *job.to >= day; });
    }

    const EligibilityVerdict& judge(Date day) {
        Evaluation(dossier_, standard_, plan_, day, scratch_, scratch_.later, Notes::truths)
            .judge();
        return scratch_.later;
    }

    const Dossier& dossier_;
    const Standard& standard_;
    const LevelPlan& plan_;
    EligibilityChecker::Scratch& scratch_;
};

}  // namespace

EligibilityChecker::EligibilityChecker(const Standard& standard)
    : standard_(standard), scratch_(std::make_unique<Scratch>(standard)) {}
EligibilityChecker::~EligibilityChecker() = default;

std::string_view format_eligibility(Eligibility eligibility) {
    return std::find_if(
               kWords.begin(), kWords.end(),
               [eligibility](const EligibilityWord& w) { return w.eligibility == eligibility; })
        ->word;
}

std::optional<Eligibility> parse_eligibility(std::string_view word) {
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [word](const EligibilityWord& w) { return w.word == word; });
    return found == kWords.end() ? std::nullopt : std::optional(found->eligibility);
}

const EligibilityVerdict& EligibilityChecker::check(const Dossier& dossier, const Level& level,
                                                    Date as_of, Grounds grounds) {
    const LevelPlan& plan = scratch_->plan_of(level);
    scratch_->facts.learn(dossier);
    Evaluation(dossier, standard_, plan, as_of, *scratch_, verdict_, notes_of(grounds)).judge();
    if (verdict_.eligibility != Eligibility::eligible) {
        verdict_.earliest_on = DaySearch(dossier, standard_, plan, *scratch_)
                                   .first_day_after(as_of, [](const EligibilityVerdict& later) {
                                       return later.eligibility == Eligibility::eligible;
                                   });
    }
    return verdict_;
}

std::vector<std::optional<Date>> EligibilityChecker::earliest_of_routes(const Dossier& dossier,
                                                                        const Level& level,
                                                                        Date as_of) {
    const LevelPlan& plan = scratch_->plan_of(level);
    scratch_->facts.learn(dossier);
    std::vector<std::optional<Date>> earliest;
    for (std::size_t i = 0; i < level.routes.size(); ++i) {
        const auto holds = [i](const EligibilityVerdict& verdict) {
            const bool trained = !verdict.training || verdict.training->truth == Truth::yes;
            return trained && verdict.routes[i].truth == Truth::yes;
        };
        Evaluation(dossier, standard_, plan, as_of, *scratch_, scratch_->later, Notes::truths)
            .judge();
        earliest.push_back(
            holds(scratch_->later)
                ? std::optional(as_of)
                : DaySearch(dossier, standard_, plan, *scratch_).first_day_after(as_of, holds));
    }
    return earliest;
}

}  // namespace certrec
