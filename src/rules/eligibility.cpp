#include "certrec/rules/eligibility.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

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

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

/// Unknown if the value is missing, else whether `holds` holds of it.
template <typename Value, typename Predicate>
Truth test(const std::optional<Value>& value, Predicate holds) {
    return value ? truth_of(holds(*value)) : Truth::unknown;
}

Truth all_of(std::initializer_list<Truth> parts) { return std::min(parts); }

template <typename Records, typename Test>
Truth any_record(const Records& records, Test test_record) {
    Truth truth = Truth::no;
    for (const auto& record : records) truth = std::max(truth, test_record(record));
    return truth;
}

template <typename Values, typename Value>
bool contains(const Values& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// Evaluates conditions for one candidate, level and day.
class Evaluation {
  public:
    Evaluation(const Dossier& dossier, const Standard& standard, const Level& level, Date as_of)
        : dossier_(dossier), standard_(standard), level_(level), as_of_(as_of) {}

    [[nodiscard]] EligibilityVerdict verdict() const {
        EligibilityVerdict verdict;
        Truth training = Truth::yes;
        if (level_.training && level_.training->binding) {
            verdict.training = check_training(*level_.training);
            training = verdict.training->truth;
        }
        Truth routes = Truth::no;
        const Route* first = nullptr;
        for (const Route& route : level_.routes) {
            RouteFinding found{&route, evaluate(route.condition)};
            if (found.finding.truth == Truth::yes && first == nullptr) first = &route;
            routes = std::max(routes, found.finding.truth);
            verdict.routes.push_back(std::move(found));
        }
        switch (all_of({training, routes})) {
            case Truth::yes:
                verdict.eligibility = Eligibility::eligible;
                verdict.route = first;
                break;
            case Truth::unknown: verdict.eligibility = Eligibility::undetermined; break;
            case Truth::no: verdict.eligibility = Eligibility::ineligible; break;
        }
        return verdict;
    }

    Finding operator()(const AllOf& all) const {
        Finding finding = of_parts(all.parts);
        finding.truth = Truth::yes;
        for (const Finding& part : finding.parts)
            finding.truth = std::min(finding.truth, part.truth);
        return finding;
    }

    Finding operator()(const AnyOf& any) const {
        Finding finding = of_parts(any.parts);
        for (const Finding& part : finding.parts)
            finding.truth = std::max(finding.truth, part.truth);
        return finding;
    }

    Finding operator()(const CertificateCondition& wanted) const {
        const Level* const level = standard_.find_level(wanted.level);
        return found(any_record(dossier_.certificates, [&](const CertificateEvidence& held) {
            const Truth in_force = truth_of(!held.valid_until || *held.valid_until >= as_of_);
            return all_of({of_this_standard(held.standard), of_level(held.level, level),
                           dated(held.issued_on), in_force});
        }));
    }

    Finding operator()(const DeclarationCondition& wanted) const {
        return found(any_record(dossier_.declarations, [&](const DeclarationEvidence& made) {
            return all_of(
                {test(made.kind, [&](const auto& k) { return contains(wanted.kinds, k); }),
                 dated(made.signed_on)});
        }));
    }

    Finding operator()(const EducationCondition& wanted) const {
        const int least = attainment_rank(wanted.at_least);
        return found(any_record(dossier_.educations, [&](const EducationEvidence& education) {
            return all_of({test(education.attainment,
                                [least](Attainment a) { return attainment_rank(a) >= least; }),
                           in_state(education, wanted.statuses)});
        }));
    }

    Finding operator()(const RecommendationCondition&) const {
        return found(
            any_record(dossier_.recommendations, [&](const RecommendationEvidence& letter) {
                return all_of({test(letter.employer, [](const auto&) { return true; }),
                               of_level(letter.level, &level_), dated(letter.signed_on)});
            }));
    }

    Finding operator()(const TrainingCondition& wanted) const {
        DecimalSum certain;
        DecimalSum possible;
        bool unbounded = false;
        for (const TrainingEvidence& training : dossier_.trainings) {
            const Truth counts = all_of(
                {of_this_standard(training.standard), of_level(training.level, &level_),
                 dated(training.completed_on),
                 test(training.mode, [&](TrainingMode m) { return contains(wanted.modes, m); })});
            if (counts == Truth::no) continue;
            if (!training.hours) {
                unbounded = true;
                continue;
            }
            possible.add(*training.hours);
            if (counts == Truth::yes) certain.add(*training.hours);
        }
        Finding finding;
        finding.hours = certain.truncated(kHoursPlaces);
        if (certain.compare(wanted.hours) >= 0) {
            finding.truth = Truth::yes;
        } else if (unbounded || possible.compare(wanted.hours) >= 0) {
            finding.truth = Truth::unknown;
        }
        return finding;
    }

  private:
    [[nodiscard]] Finding evaluate(const Condition& condition) const {
        Finding finding = std::visit(*this, condition.demand);
        finding.condition = &condition;
        return finding;
    }

    [[nodiscard]] Finding of_parts(const std::vector<Condition>& parts) const {
        Finding finding;
        for (const Condition& part : parts) finding.parts.push_back(evaluate(part));
        return finding;
    }

    static Finding found(Truth truth) {
        Finding finding;
        finding.truth = truth;
        return finding;
    }

    [[nodiscard]] TrainingFinding check_training(const Training& training) const {
        const Finding finding = (*this)(training.demand);
        return {&training, finding.truth, finding.hours};
    }

    /// Whether something dated `day` has happened by the day that is judged.
    [[nodiscard]] Truth dated(const std::optional<Date>& day) const {
        return test(day, [this](Date d) { return d <= as_of_; });
    }

    [[nodiscard]] Truth of_this_standard(const std::optional<std::string>& name) const {
        return test(name, [this](const std::string& n) { return standard_.is_called(n); });
    }

    [[nodiscard]] Truth of_level(const std::optional<std::string>& name, const Level* level) const {
        return test(name, [&](const std::string& n) { return standard_.find_level(n) == level; });
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

    const Dossier& dossier_;
    const Standard& standard_;
    const Level& level_;
    Date as_of_;
};

/// The days after `as_of` on which some record begins to count, in order.
std::set<Date> days_of_change(const Dossier& dossier, Date as_of) {
    std::set<Date> days;
    const auto add = [&days, as_of](const std::optional<Date>& day) {
        if (day && *day > as_of) days.insert(*day);
    };
    for (const auto& held : dossier.certificates) add(held.issued_on);
    for (const auto& made : dossier.declarations) add(made.signed_on);
    for (const auto& education : dossier.educations) add(education.graduated_on);
    for (const auto& letter : dossier.recommendations) add(letter.signed_on);
    for (const auto& training : dossier.trainings) add(training.completed_on);
    return days;
}

}  // namespace

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

EligibilityVerdict check_eligibility(const Dossier& dossier, const Standard& standard,
                                     const Level& level, Date as_of) {
    EligibilityVerdict verdict = Evaluation(dossier, standard, level, as_of).verdict();
    if (verdict.eligibility == Eligibility::eligible) return verdict;
    for (const Date day : days_of_change(dossier, as_of)) {
        const auto later = Evaluation(dossier, standard, level, day).verdict();
        if (later.eligibility == Eligibility::eligible) {
            verdict.earliest_on = day;
            break;
        }
    }
    return verdict;
}

}  // namespace certrec
