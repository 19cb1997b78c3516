#include "rules/day_search.hpp"

#include <algorithm>

#include "rules/evaluation.hpp"

namespace certrec {

namespace {

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

/// Looks for the first day after another on which a verdict is what is wanted.
///
/// Between two days of change only running service grows, so a verdict can only turn on such a day
/// or on the day on which some employment condition is met. Those are tried in order.
class DaySearch {
  public:
    DaySearch(const Question& question, SearchSpace& space, const Holds& holds)
        : question_(question), space_(space), holds_(holds) {}

    std::optional<Date> first_day_after(Date as_of) {
        std::vector<Date>& changes = space_.changes;
        find_days_of_change(question_.dossier, as_of, changes);
        // Up to the first change nothing begins or ceases to count.
        if (const auto day = first_day_in(as_of, last_day_before(changes, 0))) return day;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const Date change = changes[i];
            if (holds_on(change)) return change;
            if (const auto day = first_day_in(change, last_day_before(changes, i + 1))) {
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
    std::optional<Date> first_day_in(Date begin, Date end) {
        if (end <= begin || !someone_employs(end)) return std::nullopt;
        std::vector<Date>& days = space_.days_to_try;
        days.clear();
        DayFindings at_end(question_, end, Notes::truths, space_.day);
        for (const ServiceGoal& goal : question_.plan.goals) {
            const auto day =
                first_day_with(at_end.service(goal.service).intervals.certain, goal.months,
                               question_.plan.services[goal.service].count, begin);
            if (day && *day > begin && *day <= end) days.push_back(*day);
        }
        std::sort(days.begin(), days.end());
        const auto first =
            std::find_if(days.begin(), days.end(), [this](Date day) { return holds_on(day); });
        return first == days.end() ? std::nullopt : std::optional(*first);
    }

    [[nodiscard]] bool someone_employs(Date day) const {
        return std::any_of(
            question_.dossier.employments.begin(), question_.dossier.employments.end(),
            [day](const EmploymentEvidence& job) { return !job.to || *job.to >= day; });
    }

    [[nodiscard]] bool holds_on(Date day) {
        evaluate(question_, day, Notes::truths, space_.day, space_.later);
        return holds_(space_.later);
    }

    const Question& question_;
    SearchSpace& space_;
    const Holds& holds_;
};

}  // namespace

std::optional<Date> first_day_after(Date as_of, const Question& question, SearchSpace& space,
                                    const Holds& holds) {
    return DaySearch(question, space, holds).first_day_after(as_of);
}

}  // namespace certrec
