#include "certrec/standards/standard.hpp"

#include <algorithm>

#include "certrec/base/encoding.hpp"

namespace certrec {

namespace {

void collect_evidence(const Condition& condition, std::set<EvidenceKind>& kinds);

struct EvidenceOf {
    std::set<EvidenceKind>& kinds;

    void operator()(const AllOf& all) const {
        for (const Condition& part : all.parts) collect_evidence(part, kinds);
    }
    void operator()(const AnyOf& any) const {
        for (const Condition& part : any.parts) collect_evidence(part, kinds);
    }
    void operator()(const CertificateCondition&) const { kinds.insert(EvidenceKind::certificate); }
    void operator()(const DeclarationCondition&) const { kinds.insert(EvidenceKind::declaration); }
    void operator()(const EducationCondition&) const { kinds.insert(EvidenceKind::education); }
    void operator()(const RecommendationCondition&) const {
        kinds.insert(EvidenceKind::recommendation);
    }
    void operator()(const TrainingCondition&) const { kinds.insert(EvidenceKind::training); }
};

void collect_evidence(const Condition& condition, std::set<EvidenceKind>& kinds) {
    std::visit(EvidenceOf{kinds}, condition.demand);
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const Level* Standard::find_level(std::string_view word) const {
    const auto level = std::find_if(levels.begin(), levels.end(), [word](const Level& l) {
        return word == l.id || word == l.name.zh || word == l.name.en || contains(l.aliases, word);
    });
    return level == levels.end() ? nullptr : &*level;
}

bool Standard::is_called(std::string_view word) const {
    return word == id || contains(aliases, word);
}

const OpenValue* Standard::find_open(std::string_view value_id) const {
    const auto value = std::find_if(open_values.begin(), open_values.end(),
                                    [value_id](const OpenValue& v) { return v.id == value_id; });
    return value == open_values.end() ? nullptr : &*value;
}

std::string format_edition(const Standard& standard) { return format_hex(standard.edition); }

std::set<EvidenceKind> evidence_used(const Standard& standard) {
    std::set<EvidenceKind> kinds;
    for (const Level& level : standard.levels) {
        if (level.training && level.training->binding) kinds.insert(EvidenceKind::training);
        for (const Route& route : level.routes) collect_evidence(route.condition, kinds);
    }
    return kinds;
}

std::string_view format_coverage(Coverage coverage) {
    switch (coverage) {
        case Coverage::complete: return "complete";
        case Coverage::partial: return "partial";
        case Coverage::outline: break;
    }
    return "outline";
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
