#include "rules/evaluation.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/truth.hpp"

namespace certrec {

namespace {

constexpr unsigned kHoursPlaces = 6;

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

/// Evaluates conditions for one candidate, level and day.
class Evaluation {
  public:
    /// Notes what it finds in `verdict`. All outlive this.
    Evaluation(const Question& question, Date as_of, Notes notes, DaySpace& space,
               EligibilityVerdict& verdict)
        : notes_(notes),
          dossier_(question.dossier),
          plan_(question.plan),
          level_(*question.plan.level),
          facts_(question.facts),
          as_of_(as_of),
          day_(question, as_of, notes, space),
          verdict_(verdict) {}

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
        const auto* relation = facts_.apprenticeships.data();
        return any_record(dossier_.apprenticeships, [&](const ApprenticeshipEvidence& done) {
            return all_of({in_scope(wanted.occupations, *relation++), dated(done.completed_on)});
        });
    }

    Truth operator()(const CertificateCondition&, std::size_t at) {
        const CertificatesFound& found = day_.certificates(plan_.asks_for[at]);
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
        ServiceCounted& counted = day_.service(plan_.asks_for[at]);
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

    Truth evaluate(std::size_t at) {
        const auto ask = [&](const auto& demand) { return (*this)(demand, at); };
        const Condition& condition = *plan_.findings[at].condition;
        if (notes_ == Notes::truths) return std::visit(ask, condition.demand);
        Finding& finding = verdict_.findings[at];
        finding.first_record = records();
        missing_ = {};
        const Truth truth = std::visit(ask, condition.demand);
        finding.truth = truth;
        if (truth == Truth::unknown && finding.size == 1) finding.missing = missing_;
        finding.record_count = records() - finding.first_record;
        return truth;
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

    [[nodiscard]] Truth dated(OptionalDate day) const { return happened(day, as_of_); }

    [[nodiscard]] Truth of_this_standard(Text name) const {
        return test(name, [this](std::string_view n) { return facts_.accepts(n); });
    }

    [[nodiscard]] Truth of_level(Text name, const Level& level) const {
        return test(name, [&](std::string_view n) { return facts_.level_called(n) == &level; });
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
                                      const Level* const level = facts_.level_called(name);
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
    const LevelPlan& plan_;
    const Level& level_;
    DossierFacts& facts_;
    Date as_of_;
    DayFindings day_;
    EligibilityVerdict& verdict_;
    std::string_view missing_;  // from the record that left a condition unknown
};

}  // namespace

void evaluate(const Question& question, Date as_of, Notes notes, DaySpace& space,
              EligibilityVerdict& verdict) {
    Evaluation(question, as_of, notes, space, verdict).judge();
}

}  // namespace certrec
