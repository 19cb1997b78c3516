#include "certrec/rules/eligibility.hpp"

#include <algorithm>
#include <array>

#include "rules/day_search.hpp"
#include "rules/evaluation.hpp"

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
constexpr Notes notes_of(Grounds grounds) {
    return grounds == Grounds::all ? Notes::all : Notes::reasons;
}

}  // namespace

/// What one judgement after the other uses.
struct EligibilityChecker::Scratch {
    explicit Scratch(const Standard& standard) : facts(standard) {
        for (const Level& level : standard.levels) plans.emplace_back(level);
    }

    /// What is to be asked of the dossier, whose facts are found out.
    [[nodiscard]] Question ask(const Standard& standard, const Level& level,
                               const Dossier& dossier) {
        facts.learn(dossier);
        const auto plan = std::find_if(plans.begin(), plans.end(),
                                       [&level](const LevelPlan& p) { return p.level == &level; });
        return {dossier, standard, *plan, facts};
    }

    std::vector<LevelPlan> plans;
    DossierFacts facts;
    SearchSpace search;
};

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
    const Question question = scratch_->ask(standard_, level, dossier);
    SearchSpace& search = scratch_->search;
    evaluate(question, as_of, notes_of(grounds), search.day, verdict_);
    if (verdict_.eligibility != Eligibility::eligible) {
        verdict_.earliest_on =
            first_day_after(as_of, question, search, [](const EligibilityVerdict& later) {
                return later.eligibility == Eligibility::eligible;
            });
    }
    return verdict_;
}

std::vector<std::optional<Date>> EligibilityChecker::earliest_of_routes(const Dossier& dossier,
                                                                        const Level& level,
                                                                        Date as_of) {
    const Question question = scratch_->ask(standard_, level, dossier);
    SearchSpace& search = scratch_->search;
    std::vector<std::optional<Date>> earliest;
    for (std::size_t i = 0; i < level.routes.size(); ++i) {
        const auto holds = [i](const EligibilityVerdict& verdict) {
            const bool trained = !verdict.training || verdict.training->truth == Truth::yes;
            return trained && verdict.routes[i].truth == Truth::yes;
        };
        evaluate(question, as_of, Notes::truths, search.day, search.later);
        earliest.push_back(holds(search.later) ? std::optional(as_of)
                                               : first_day_after(as_of, question, search, holds));
    }
    return earliest;
}

void EligibilityChecker::find_misspelt(const Dossier& dossier,
                                       const std::function<void(const MisspeltRecord&)>& use) {
    DossierFacts& facts = scratch_->facts;
    const auto look_at_level = [&](const auto& record) {
        if (!record.standard || !record.level) return;
        // What another standard calls its levels is its own affair, even if it is accepted.
        const bool is_ours =
            facts.accepts(*record.standard) && standard_.is_called(*record.standard);
        if (!is_ours || facts.level_called(*record.level) != nullptr) return;
        use({{record.kKind, record.origin}, *record.level});
    };
    for (const CertificateEvidence& held : dossier.certificates) look_at_level(held);
    for (const TrainingEvidence& training : dossier.trainings) look_at_level(training);
    for (const DeclarationEvidence& declared : dossier.declarations) {
        if (!declared.kind || !facts.is_misspelt_declaration(*declared.kind)) continue;
        use({{declared.kKind, declared.origin}, *declared.kind});
    }
}

}  // namespace certrec
