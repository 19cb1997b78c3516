#include "certrec/rules/describe.hpp"

#include <iterator>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

const std::string& clause_of(const Component& component, const Standard& standard,
                             Outcome outcome) {
    return outcome == Outcome::fail ? standard.scoring.clause.number : component.clause.number;
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
