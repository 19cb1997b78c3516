#include "certrec/standards/standard.hpp"

#include <algorithm>

#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// What of the evidence a condition looks at; its parts speak for themselves.
struct EvidenceOf {
    EvidenceNeeds& needs;

    void operator()(const AllOf&) const {}
    void operator()(const AnyOf&) const {}
    void operator()(const AtLeast&) const {}
    void operator()(const OpenCondition&) const {}
    void operator()(const ApprenticeshipCondition&) const { need(EvidenceKind::apprenticeship); }
    void operator()(const CertificateCondition&) const { need(EvidenceKind::certificate); }
    void operator()(const DeclarationCondition&) const { need(EvidenceKind::declaration); }
    void operator()(const EducationCondition&) const { need(EvidenceKind::education); }
    void operator()(const EmploymentCondition& wanted) const {
        need(EvidenceKind::employment);
        if (wanted.after) need(EvidenceKind::certificate);
    }
    void operator()(const PublicationCondition&) const { need(EvidenceKind::publication); }
    void operator()(const RecommendationCondition& wanted) const {
        need(EvidenceKind::recommendation);
        if (!wanted.by_present_employer) return;
        need(EvidenceKind::employment);
        needs.employers = true;
    }
    void operator()(const TeachingCondition&) const { need(EvidenceKind::teaching); }
    void operator()(const TrainingCondition&) const { need(EvidenceKind::training); }

  private:
    void need(EvidenceKind kind) const { needs.kinds.insert(kind); }
};

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::span<const Condition> parts_of(const Condition& condition) {
    if (const auto* const all = std::get_if<AllOf>(&condition.demand)) return all->parts;
    if (const auto* const any = std::get_if<AnyOf>(&condition.demand)) return any->parts;
    if (const auto* const some = std::get_if<AtLeast>(&condition.demand)) return some->parts;
    return {};
}

void for_each_condition(const Condition& condition,
                        const std::function<void(const Condition&)>& visit) {
    visit(condition);
    for (const Condition& part : parts_of(condition)) for_each_condition(part, visit);
}

bool Occupation::is_called(std::string_view word) const {
    return !word.empty() &&
           (word == code || word == name.zh || word == name.en || contains(aliases, word));
}

const Level* Standard::find_level(std::string_view word) const {
    const auto level = std::find_if(levels.begin(), levels.end(), [word](const Level& l) {
        return word == l.id || word == l.name.zh || word == l.name.en || contains(l.aliases, word);
    });
    return level == levels.end() ? nullptr : &*level;
}

bool Standard::is_called(std::string_view word) const {
    return word == id || contains(aliases, word);
}

bool Standard::accepts_standard(std::string_view word) const {
    return is_called(word) || contains(accepts, word);
}

OccupationRelation Standard::relation_to(std::string_view word) const {
    if (occupation.is_called(word)) return OccupationRelation::own;
    const bool related =
        std::any_of(related_occupations.begin(), related_occupations.end(),
                    [word](const Occupation& other) { return other.is_called(word); });
    return related ? OccupationRelation::related : OccupationRelation::other;
}

const OpenValue* Standard::find_open(std::string_view value_id) const {
    const auto value = std::find_if(open_values.begin(), open_values.end(),
                                    [value_id](const OpenValue& v) { return v.id == value_id; });
    return value == open_values.end() ? nullptr : &*value;
}

std::string format_edition(const Standard& standard) { return format_hex(standard.edition.digest()); }

std::vector<std::string> declarations_wanted(const Standard& standard) {
    std::vector<std::string> kinds;
    const auto add_kinds = [&kinds](const Condition& condition) {
        const auto* const wanted = std::get_if<DeclarationCondition>(&condition.demand);
        if (wanted == nullptr) return;
        for (const std::string& kind : wanted->kinds) {
            if (!contains(kinds, kind)) kinds.push_back(kind);
        }
    };
    for (const Level& level : standard.levels) {
        for (const Route& route : level.routes) for_each_condition(route.condition, add_kinds);
    }
    return kinds;
}

EvidenceNeeds evidence_used(const Standard& standard) {
    EvidenceNeeds needs;
    for (const Level& level : standard.levels) {
        if (level.training && level.training->binding) needs.kinds.insert(EvidenceKind::training);
        for (const Route& route : level.routes) {
            for_each_condition(route.condition, [&needs](const Condition& condition) {
                std::visit(EvidenceOf{needs}, condition.demand);
            });
        }
    }
    return needs;
}

std::optional<std::string> declaration_meant(const Standard& standard, std::string_view word) {
    std::vector<std::string> names = declarations_wanted(standard);
    if (contains(names, word)) return std::nullopt;
    const std::size_t kinds = names.size();
    for (std::size_t i = 0; i < kinds; ++i) {
        names.push_back(describe_declaration_kind(names[i]).zh);
    }
    return nearest(word, names);
}

std::string open_routes_id(const Level& level) { return level.id + ".routes"; }

bool is_computed(const Component& component) {
    return !component.items.empty() || component.ratio || component.rounding;
}

std::string_view format_scheme(Scheme scheme) {
    switch (scheme) {
        case Scheme::conjunctive: return "conjunctive";
        case Scheme::weighted: return "weighted";
        case Scheme::open: break;
    }
    return "open";
}

std::string_view format_rounding_mode(RoundingMode mode) {
    switch (mode) {
        case RoundingMode::half_up: return "half-up";
        case RoundingMode::half_even: return "half-even";
        case RoundingMode::down: break;
    }
    return "down";
}

std::string_view format_word_rule(WordRule rule) {
    switch (rule) {
        case WordRule::apart: return "apart";
        case WordRule::zero: return "zero";
        case WordRule::fail: return "fail";
        case WordRule::left_out: return "left-out";
        case WordRule::refused: break;
    }
    return "refused";
}

std::string_view format_attempt_rule(AttemptRule rule) {
    switch (rule) {
        case AttemptRule::each: return "each";
        case AttemptRule::best: return "best";
        case AttemptRule::latest: return "latest";
        case AttemptRule::components: break;
    }
    return "components";
}

std::string_view format_coverage(Coverage coverage) {
    switch (coverage) {
        case Coverage::complete: return "complete";
        case Coverage::partial: return "partial";
        case Coverage::outline: break;
    }
    return "outline";
}

Bilingual describe_level(const Level& level) { return {level.id, level.name.zh}; }
Bilingual describe_component(const Component& component) {
    return {component.id, component.name.zh};
}

Bilingual describe_coverage(Coverage coverage) {
    switch (coverage) {
        case Coverage::complete: return {"complete", "完整"};
        case Coverage::partial: return {"partial", "部分"};
        case Coverage::outline: break;
    }
    return {"outline", "概要"};
}

}  // namespace certrec
