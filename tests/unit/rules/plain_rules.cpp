#include "plain_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace certrec::testing {

namespace {

/// What several questions about one record come to together.
class Answers {
  public:
    Answers& add(Truth answer) {
        worst_ = std::min(worst_, answer);
        return *this;
    }
    Answers& add(bool answer) { return add(answer ? Truth::yes : Truth::no); }
    [[nodiscard]] Truth truth() const { return worst_; }

  private:
    Truth worst_ = Truth::yes;
};

Truth yes_if(bool value) { return value ? Truth::yes : Truth::no; }

template <typename Value, typename Question>
Truth ask(const Value& value, Question question) {
    if (!value) return Truth::unknown;
    return yes_if(question(*value));
}

template <typename Value>
bool has(const std::vector<Value>& values, const Value& value) {
    return std::count(values.begin(), values.end(), value) > 0;
}

template <typename Value>
Truth among(const std::vector<Value>& values, const std::optional<Value>& value) {
    if (values.empty()) return Truth::yes;
    return ask(value, [&](Value v) { return has(values, v); });
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::count(words.begin(), words.end(), word) > 0;
}

bool is_ours(std::string_view standard) { return is_one_of(standard, {"s", "S-1", "old-s"}); }

std::string level_called(std::string_view word) {
    if (is_one_of(word, {"lower", "Lower", "低", "L"})) return "lower";
    if (is_one_of(word, {"upper", "Upper", "高"})) return "upper";
    return "";
}

bool counts_in(const OccupationScope& scope, std::string_view occupation) {
    if (is_one_of(occupation, {"1-01", "agent", "服务员", "operator"})) return scope.own;
    if (is_one_of(occupation, {"2-02", "seller", "营销员", "dealer"})) return scope.related;
    return false;
}

Truth in_scope(const OccupationScope& scope, Text occupation) {
    return ask(occupation, [&](std::string_view word) { return counts_in(scope, word); });
}

/// In hundredths.
std::int64_t hundredths(const Decimal& hours) {
    std::int64_t units = hours.units();
    for (unsigned scale = hours.scale(); scale < 2; ++scale) units *= 10;
    return units;
}

int rank_of(Attainment attainment) {
    static const std::vector<int> kRanks = {0, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 6};
    return kRanks.at(static_cast<std::size_t>(attainment));
}

constexpr std::int64_t kPlenty = 1'000'000'000;

}  // namespace

/// What is there for sure, and at most.
struct PlainRules::Amount {
    std::int64_t certain = 0;
    std::int64_t possible = 0;

    void add(std::int64_t amount, Truth counts) {
        if (counts == Truth::yes) certain += amount;
        if (counts != Truth::no) possible += amount;
    }
    void add_hours(const std::optional<Decimal>& hours, Truth counts) {
        if (hours) {
            add(hundredths(*hours), counts);
        } else {
            add(kPlenty, std::min(counts, Truth::unknown));
        }
    }
    [[nodiscard]] Truth reaches(std::int64_t wanted) const {
        if (certain >= wanted) return Truth::yes;
        return possible >= wanted ? Truth::unknown : Truth::no;
    }
};

Truth PlainRules::by(OptionalDate day) const {
    return ask(day, [this](Date d) { return d <= on_; });
}

Truth PlainRules::truth(const Condition& condition) const {
    return std::visit([this](const auto& demand) { return part(demand); }, condition.demand);
}

Truth PlainRules::training() const {
    return level_.training && level_.training->binding ? part(level_.training->demand) : Truth::yes;
}

Truth PlainRules::verdict() const {
    Truth best = Truth::no;
    for (const Route& route : level_.routes) best = std::max(best, truth(route.condition));
    return std::min(best, training());
}

Truth PlainRules::part(const AllOf& all) const {
    Answers answers;
    for (const Condition& one : all.parts) answers.add(truth(one));
    return answers.truth();
}

Truth PlainRules::part(const AnyOf& any) const {
    Truth best = Truth::no;
    for (const Condition& one : any.parts) best = std::max(best, truth(one));
    return best;
}

Truth PlainRules::part(const AtLeast& some) const {
    Amount amount;
    for (const Condition& one : some.parts) amount.add(1, truth(one));
    return amount.reaches(static_cast<std::int64_t>(some.count));
}

Truth PlainRules::part(const ApprenticeshipCondition& wanted) const {
    Truth best = Truth::no;
    for (const ApprenticeshipEvidence& done : dossier_.apprenticeships) {
        Answers answers;
        answers.add(in_scope(wanted.occupations, done.occupation)).add(by(done.completed_on));
        best = std::max(best, answers.truth());
    }
    return best;
}

Truth PlainRules::counts(const CertificateCondition& wanted,
                         const CertificateEvidence& held) const {
    Answers answers;
    answers.add(by(held.issued_on));
    if (held.valid_until) answers.add(*held.valid_until >= on_);
    if (held.revoked_on) answers.add(*held.revoked_on > on_);
    if (!wanted.standard.empty()) {
        answers.add(ask(held.standard, [&](auto name) { return name == wanted.standard; }));
        answers.add(ask(held.level, [&](auto name) { return name == wanted.level; }));
    } else {
        answers.add(ask(held.level, [&](auto name) { return level_called(name) == wanted.level; }));
        if (held.standard && is_ours(*held.standard)) {
            answers.add(wanted.occupations.own);
        } else if (held.occupation) {
            answers.add(counts_in(wanted.occupations, *held.occupation));
        } else if (held.standard && !wanted.occupations.related) {
            answers.add(false);
        } else {
            answers.add(Truth::unknown);
        }
    }
    if (!wanted.kinds.empty()) {
        std::vector<CertificateKind> kinds = wanted.kinds;
        if (!standard_.strict_certificate_kind &&
            has(kinds, CertificateKind::vocational_qualification)) {
            kinds.push_back(CertificateKind::skill_level);
        }
        const bool both = has(kinds, CertificateKind::vocational_qualification) &&
                          has(kinds, CertificateKind::skill_level);
        answers.add(both ? Truth::yes : among(kinds, held.kind));
    }
    return answers.truth();
}

Truth PlainRules::part(const CertificateCondition& wanted) const {
    Truth best = Truth::no;
    for (const CertificateEvidence& held : dossier_.certificates) {
        best = std::max(best, counts(wanted, held));
    }
    return best;
}

Truth PlainRules::part(const DeclarationCondition& wanted) const {
    Truth best = Truth::no;
    for (const DeclarationEvidence& made : dossier_.declarations) {
        Answers answers;
        answers.add(ask(made.kind, [&](auto kind) { return has(wanted.kinds, std::string(kind)); }))
            .add(by(made.signed_on));
        best = std::max(best, answers.truth());
    }
    return best;
}

Truth PlainRules::in_state(const EducationCondition& wanted,
                           const EducationEvidence& education) const {
    if (!education.status) return Truth::unknown;
    if (*education.status != EducationStatus::graduated) {
        return yes_if(has(wanted.statuses, *education.status));
    }
    const bool as_graduate = has(wanted.statuses, EducationStatus::graduated);
    const bool as_student = has(wanted.statuses, EducationStatus::enrolled);
    if (as_graduate == as_student) return yes_if(as_graduate);
    if (!education.graduated_on) return Truth::unknown;
    return yes_if(*education.graduated_on <= on_ ? as_graduate : as_student);
}

Truth PlainRules::part(const EducationCondition& wanted) const {
    Truth best = Truth::no;
    for (const EducationEvidence& education : dossier_.educations) {
        Answers answers;
        answers.add(ask(education.attainment, [&](Attainment held) {
            return wanted.at_least ? rank_of(held) >= rank_of(*wanted.at_least)
                                   : has(wanted.attainments, held);
        }));
        answers.add(in_state(wanted, education)).add(among(wanted.fields, education.field));
        if (wanted.programme) {
            answers.add(
                ask(education.programme, [&](Programme p) { return p == *wanted.programme; }));
        }
        best = std::max(best, answers.truth());
    }
    return best;
}

Truth PlainRules::part(const EmploymentCondition& wanted) const {
    const Date long_ago(1900, 1, 1);
    const Date never(9000, 1, 1);
    Date certain_begin = long_ago;
    Date possible_begin = long_ago;
    if (wanted.after) {
        certain_begin = never;
        possible_begin = never;
        for (const CertificateEvidence& held : dossier_.certificates) {
            const Truth holds = counts(*wanted.after, held);
            if (holds == Truth::no) continue;
            const Date begin = held.issued_on ? (*held.issued_on).plus_days(1) : long_ago;
            possible_begin = std::min(possible_begin, begin);
            if (holds == Truth::yes) certain_begin = std::min(certain_begin, begin);
        }
    }
    std::vector<Interval> certain;
    std::vector<Interval> possible;
    for (const EmploymentEvidence& job : dossier_.employments) {
        const Truth here = in_scope(wanted.occupations, job.occupation);
        if (here == Truth::no) continue;
        const Date from = job.from ? *job.from : long_ago;
        const Date to = job.to && *job.to < on_ ? *job.to : on_;
        const Interval at_most{std::max(from, possible_begin), to};
        if (at_most.from <= at_most.to) possible.push_back(at_most);
        const Interval for_sure{std::max(from, certain_begin), to};
        if (here == Truth::yes && job.from && for_sure.from <= for_sure.to) {
            certain.push_back(for_sure);
        }
    }
    merge_intervals(certain);
    merge_intervals(possible);
    return Amount{count_service(certain, wanted.count).months,
                  count_service(possible, wanted.count).months}
        .reaches(wanted.months);
}

Truth PlainRules::part(const PublicationCondition& wanted) const {
    const auto counted = [&](const PublicationCount& count, const PublicationEvidence& one) {
        Answers answers;
        if (count.class_at_least) {
            answers.add(ask(one.publication_class,
                            [&](PublicationClass c) { return !(c < *count.class_at_least); }));
        }
        if (count.first_author) {
            answers.add(ask(one.author_position, [](auto place) { return place == 1; }));
        }
        return answers.truth();
    };
    std::vector<PublicationCount> parts = {wanted.wanted};
    parts.insert(parts.end(), wanted.of_which.begin(), wanted.of_which.end());
    Answers all;
    for (const PublicationCount& part : parts) {
        Amount amount;
        for (const PublicationEvidence& one : dossier_.publications) {
            Answers answers;
            answers.add(among(wanted.kinds, one.kind))
                .add(by(one.published_on))
                .add(counted(wanted.wanted, one))
                .add(counted(part, one));
            amount.add(1, answers.truth());
        }
        all.add(amount.reaches(part.count));
    }
    return all.truth();
}

Truth PlainRules::part(const RecommendationCondition& wanted) const {
    Truth best = Truth::no;
    for (const RecommendationEvidence& letter : dossier_.recommendations) {
        Answers answers;
        answers.add(ask(letter.level, [&](auto name) { return level_called(name) == level_.id; }))
            .add(by(letter.signed_on));
        bool known = static_cast<bool>(letter.employer);
        if (known && wanted.by_present_employer) {
            known = std::any_of(dossier_.employments.begin(), dossier_.employments.end(),
                                [&](const EmploymentEvidence& job) {
                                    return job.employer && *job.employer == *letter.employer &&
                                           job.from && *job.from <= on_ &&
                                           (!job.to || *job.to >= on_);
                                });
        }
        answers.add(known ? Truth::yes : Truth::unknown);
        best = std::max(best, answers.truth());
    }
    return best;
}

Truth PlainRules::part(const TeachingCondition& wanted) const {
    const auto counted = [&](const TeachingEvidence& taught) {
        Answers answers;
        answers.add(by(taught.to));
        if (!wanted.level.empty()) {
            answers.add(
                ask(taught.level, [&](auto name) { return level_called(name) == wanted.level; }));
        }
        if (!wanted.audiences.empty()) {
            answers.add(ask(taught.audience,
                            [&](auto who) { return has(wanted.audiences, std::string(who)); }));
        }
        return answers.truth();
    };
    const std::int64_t hours = hundredths(wanted.hours);
    Amount total;
    for (const TeachingEvidence& taught : dossier_.teachings) {
        total.add_hours(taught.hours, counted(taught));
    }
    if (wanted.period == TeachingPeriod::total) return total.reaches(hours);
    Truth best = Truth::no;
    for (int year = 2015; year <= 2035; ++year) {
        Amount in_year;
        for (const TeachingEvidence& taught : dossier_.teachings) {
            Answers answers;
            answers.add(counted(taught));
            if (taught.from && (*taught.from).year() > year) answers.add(false);
            if (taught.to && (*taught.to).year() < year) answers.add(false);
            const bool within = taught.from && taught.to && (*taught.from).year() == year &&
                                (*taught.to).year() == year;
            answers.add(within ? Truth::yes : Truth::unknown);
            in_year.add_hours(taught.hours, answers.truth());
        }
        best = std::max(best, in_year.reaches(hours));
    }
    return best;
}

Truth PlainRules::part(const TrainingCondition& wanted) const {
    Amount amount;
    for (const TrainingEvidence& course : dossier_.trainings) {
        Answers answers;
        answers.add(ask(course.standard, is_ours))
            .add(ask(course.level, [&](auto name) { return level_called(name) == level_.id; }))
            .add(by(course.completed_on))
            .add(among(wanted.modes, course.mode));
        amount.add_hours(course.hours, answers.truth());
    }
    return amount.reaches(hundredths(wanted.hours));
}

}  // namespace certrec::testing
