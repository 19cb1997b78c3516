#include "certrec/rules/describe.hpp"

#include <iterator>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

template <typename Words, typename Format>
std::string list(const Words& words, Format format, std::string_view separator) {
    std::vector<std::string> texts;
    for (const auto& word : words) texts.emplace_back(format(word));
    return fmt::format("{}", fmt::join(texts, separator));
}

Bilingual describe_training(const TrainingCondition& wanted, Truth truth, Decimal hours) {
    const std::string modes_en = list(wanted.modes, format_training_mode, " or ");
    const std::string modes_zh = list(
        wanted.modes, [](TrainingMode m) { return m == TrainingMode::online ? "线上" : "线下"; },
        "或");
    const std::string found = format_decimal(hours);
    const std::string needed = format_decimal(wanted.hours);
    if (truth == Truth::unknown) {
        return compose("{0} of {1} training hours {2} are certain, a record lacks a value",
                       "培训学时（{3}）确定的为 {0}，应为 {1}，有记录缺项", found, needed, modes_en,
                       modes_zh);
    }
    return compose("{0} of {1} training hours {2}", "培训学时（{3}）为 {0}，应不少于 {1}", found,
                   needed, modes_en, modes_zh);
}

/// Says what a single condition that is not met lacks.
struct Lack {
    const Finding& finding;

    [[nodiscard]] Bilingual missing(const Bilingual& what) const {
        if (finding.truth == Truth::unknown) {
            return compose("a record of {0} lacks a value", "{1}的记录缺项", what.en, what.zh);
        }
        return compose("no {0}", "无{1}", what.en, what.zh);
    }

    Bilingual operator()(const AllOf&) const { return {}; }
    Bilingual operator()(const AnyOf&) const { return {}; }
    Bilingual operator()(const CertificateCondition& wanted) const {
        return missing(compose("{0} certificate in force", "有效的 {0} 证书", wanted.level));
    }
    Bilingual operator()(const DeclarationCondition& wanted) const {
        const auto same = [](const std::string& kind) { return kind; };
        return missing(compose("declaration {0}", "声明（{1}）", list(wanted.kinds, same, " or "),
                               list(wanted.kinds, same, " 或 ")));
    }
    Bilingual operator()(const EducationCondition& wanted) const {
        return missing(compose("education of {0} or above ({1})", "{0} 及以上学历（{1}）",
                               format_attainment(wanted.at_least),
                               list(wanted.statuses, format_education_status, ", ")));
    }
    Bilingual operator()(const RecommendationCondition&) const {
        return missing(compose("recommendation by an employer", "任职单位推荐"));
    }
    Bilingual operator()(const TrainingCondition& wanted) const {
        return describe_training(wanted, finding.truth, finding.hours);
    }
};

void collect_lacks(const Finding& finding, Language language, std::vector<std::string>& lacks) {
    if (finding.truth == Truth::yes) return;
    if (finding.parts.empty()) {
        lacks.push_back(std::visit(Lack{finding}, finding.condition->demand).in(language));
    }
    for (const Finding& part : finding.parts) collect_lacks(part, language, lacks);
}

const std::string& clause_of(const Component& component, const Standard& standard,
                             Outcome outcome) {
    return outcome == Outcome::fail ? standard.scoring_clause.number : component.clause.number;
}

void append_reason(std::string& text, const Component& component, const Score& score,
                   Outcome outcome, const std::string& clause, Language language) {
    const std::string& id = component.id;
    const std::string& name = component.name.zh;
    switch (outcome) {
        case Outcome::fail:
            append_composed(
                text, language, "{0} {2} is below {3} ({4})", "{1} {2} 分，低于 {3} 分（{4}）", id,
                name, format_decimal(score.points), format_decimal(component.pass_mark), clause);
            break;
        case Outcome::absent:
            append_composed(text, language, "absent from {0}", "{1}缺考", id, name);
            break;
        case Outcome::disqualified:
            append_composed(text, language, "disqualified in {0}", "{1}违纪", id, name);
            break;
        case Outcome::pending:
            append_composed(text, language, "{0} is not yet scored", "{1}尚无成绩", id, name);
            break;
        case Outcome::invalid:
            text += describe_mark_fault(component, score.points).in(language);
            break;
        case Outcome::pass:
        case Outcome::ineligible: break;
    }
}

}  // namespace

std::string describe_reasons(const EligibilityVerdict& verdict, Language language) {
    if (verdict.eligibility == Eligibility::eligible) return {};
    const std::string_view separator = language == Language::zh ? "；" : "; ";
    std::vector<std::string> reasons;
    if (verdict.training && verdict.training->truth != Truth::yes) {
        const TrainingFinding& found = *verdict.training;
        reasons.push_back(fmt::format(
            "{}: {}", found.training->clause.number,
            describe_training(found.training->demand, found.truth, found.hours).in(language)));
    }
    bool any_route = false;
    for (const RouteFinding& route : verdict.routes) any_route |= route.finding.truth == Truth::yes;
    for (const RouteFinding& route : verdict.routes) {
        if (any_route) break;
        std::vector<std::string> lacks;
        collect_lacks(route.finding, language, lacks);
        reasons.push_back(fmt::format("{}: {}", route.route->clause.number,
                                      fmt::join(lacks, language == Language::zh ? "，" : ", ")));
    }
    return fmt::format("{}", fmt::join(reasons, separator));
}

void append_reasons(std::string& text, const Standard& standard, const Result& result,
                    std::span<const Score> scores, Language language) {
    bool first = true;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!result.components.test(i)) continue;
        if (!first) text += language == Language::zh ? "；" : "; ";
        first = false;
        const Component& component = standard.components[i];
        append_reason(text, component, scores[i], result.outcome,
                      clause_of(component, standard, result.outcome), language);
    }
}

Bilingual describe_mark_fault(const Component& component, Decimal points) {
    if (points.units() < 0) {
        return compose("{0} is {2}, below 0", "{1}为 {2}，低于 0 分", component.id,
                       component.name.zh, shown_cell(format_decimal(points)));
    }
    return compose("{0} is {2}, above the full mark of {3}", "{1}为 {2}，高于满分 {3}",
                   component.id, component.name.zh, format_decimal(points),
                   format_decimal(component.full_mark));
}

}  // namespace certrec
