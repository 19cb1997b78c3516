#include "certrec/report/standard_diff.hpp"

#include <algorithm>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "report/scoring_facts.hpp"

namespace certrec {

namespace {

std::string join_names(const std::vector<Occupation>& occupations, Language language) {
    std::vector<Bilingual> names;
    for (const Occupation& occupation : occupations) names.push_back(occupation.name);
    return joined(names).in(language);
}

class ValueList {
  public:
    ValueList(const Standard& standard, Language language)
        : standard_(standard), language_(language), words_(standard, language) {}

    [[nodiscard]] std::vector<StatedValue> list() {
        add_head();
        for (const Level& level : standard_.levels) add_level(level);
        add_scoring();
        for (const Component& component : standard_.components) add_component(component);
        add_rules();
        for (const OpenValue& value : standard_.open_values) {
            add(compose("open value {}", "待定项 {}", value.id), value.clause.text.in(language_),
                value.clause.number);
        }
        return std::move(values_);
    }

  private:
    void add(Bilingual what, std::string value, std::string clause = "") {
        values_.push_back({std::move(what), std::move(value), std::move(clause)});
    }
    void add_clause(const Bilingual& what, const Clause& clause) {
        add(what, clause.text.in(language_), clause.number);
    }
    [[nodiscard]] std::string say(const Bilingual& words) const { return words.in(language_); }

    void add_head() {
        add(compose("title", "名称"), say(standard_.title));
        add(compose("coverage", "收录程度"), say(describe_coverage(standard_.coverage)));
        add(compose("occupation", "职业"),
            fmt::format("{} {}", say(standard_.occupation.name), standard_.occupation.code));
        if (!standard_.related_occupations.empty()) {
            add(compose("related occupations", "相关职业"),
                join_names(standard_.related_occupations, language_),
                standard_.related_clause ? standard_.related_clause->number : "");
        }
        if (!standard_.accepts.empty()) {
            add(compose("certificates also accepted of", "同样认可的证书"),
                say(joined(standard_.accepts)));
        }
        if (standard_.strict_certificate_kind) {
            add(same_in_both("strict_certificate_kind"), "true");
        }
    }

    void add_level(const Level& level) {
        const std::string& id = level.id;
        add(compose("level {}", "等级 {}", id), say(level.name), level.clause.number);
        if (level.training) {
            const Bilingual binding = level.training->binding
                                          ? compose(", binding", "，必要条件")
                                          : compose(", for reference", "，参考");
            add(compose("level {}, training", "等级 {}，培训", id),
                words_.demand(*level.training) + say(binding), level.training->clause.number);
        }
        for (std::size_t i = 0; i < level.routes.size(); ++i) {
            const Route& route = level.routes[i];
            add(compose("level {0}, route {1}", "等级 {0}，申报条件 {1}", id, i + 1),
                words_.sentence(route.condition), route.clause.number);
            add(compose("level {0}, route {1}, text", "等级 {0}，申报条件 {1}，原文", id, i + 1),
                route.clause.text.in(language_), route.clause.number);
        }
    }

    void add_scoring() {
        const Scoring& scoring = standard_.scoring;
        if (scoring.scheme == Scheme::open) return;
        add(compose("scoring", "评分方式"), std::string(format_scheme(scoring.scheme)),
            scoring.clause.number);
        add_clause(compose("scoring, text", "评分方式，原文"), scoring.clause);
        if (scoring.minimums_clause) {
            add_clause(compose("scoring, minimums", "最低分"), *scoring.minimums_clause);
        }
        if (scoring.demotion) {
            add(compose("scoring, demotion", "降级"),
                fmt::format("{} -> {}", scoring.demotion->components_at_least,
                            scoring.demotion->levels),
                scoring.demotion->clause.number);
        }
        for (const ScoringFact& fact : total_facts(standard_)) {
            add(fact.name, say(fact.value),
                fact.clause == nullptr ? scoring.clause.number : fact.clause->number);
        }
    }

    void add_component(const Component& component) {
        const std::string& number = component.clause.number;
        const auto add_fact = [&](const ScoringFact& fact) {
            add({component.id + ", " + fact.name.en, component.id + "，" + fact.name.zh},
                say(fact.value), fact.clause == nullptr ? number : fact.clause->number);
        };
        add(same_in_both(component.id), say(component.name), number);
        for (const ScoringFact& fact : component_facts(standard_, component)) add_fact(fact);
        for (const ScoringFact& fact : part_facts(component)) add_fact(fact);
        if (component.minutes) {
            add(compose("{}, minutes", "{}，分钟", component.id),
                std::to_string(*component.minutes), component.time_clause.number);
        }
        add_clause(compose("{}, text", "{}，原文", component.id), component.clause);
    }

    void add_validity(const Validity& validity) {
        for (const ScoringFact& fact : validity_facts(validity)) {
            add(fact.name, say(fact.value), fact.clause->number);
        }
        add_clause(compose("validity, text", "有效期，原文"), validity.clause);
    }

    void add_rules() {
        if (standard_.validity) add_validity(*standard_.validity);
        for (const CalendarRule& rule : standard_.calendar) {
            add(compose("month {}", "{} 月", rule.month),
                rule.obligatory ? "obligatory" : "optional", rule.clause.number);
        }
        for (const Staffing& rule : standard_.staffing) {
            add(compose("{0} of {1}", "{1} {0}", rule.role, rule.component),
                fmt::format("1:{}, >= {}", rule.candidates_per, rule.at_least), rule.clause.number);
        }
        for (const Equipment& rule : standard_.equipment) {
            add(compose("equipment of {}", "{} 设备", rule.component), say(joined(rule.required)),
                rule.clause.number);
        }
        if (!standard_.venue) return;
        const VenueRules& venue = *standard_.venue;
        add(compose("venue, lease", "场所，租期"),
            say(compose("{} years", "{} 年", venue.lease.years_at_least)),
            venue.lease.clause.number);
        add(compose("venue, room", "场所，面积"),
            fmt::format("> {} m2, >= {} m2", format_decimal(venue.room.area_m2_more_than),
                        format_decimal(venue.room.area_m2_per_candidate_at_least)),
            venue.room.clause.number);
        add(compose("venue, fire safety", "场所，消防"),
            venue.fire_safety.certificate ? "true" : "false", venue.fire_safety.clause.number);
        add_clause(compose("venue, furnishing", "场所，设备"), venue.furnishing.clause);
    }

    const Standard& standard_;
    Language language_;
    EligibilityWords words_;
    std::vector<StatedValue> values_;
};

const StatedValue* find_value(const std::vector<StatedValue>& values, const StatedValue& wanted) {
    const auto found = std::find_if(values.begin(), values.end(), [&wanted](const StatedValue& v) {
        return v.what.en == wanted.what.en;
    });
    return found == values.end() ? nullptr : &*found;
}

}  // namespace

std::vector<StatedValue> list_values(const Standard& standard, Language language) {
    return ValueList(standard, language).list();
}

Table diff_standards(const Standard& before, const Standard& after, Language language) {
    Table table;
    table.id = "difference";
    table.columns = {
        {"change", compose("change", "变化")},          {"what", compose("what", "项目")},
        {"clause_before", compose("clause", "原条款")}, {"before", compose("before", "原")},
        {"clause_after", compose("clause", "新条款")},  {"after", compose("after", "新")}};
    const std::vector<StatedValue> old_values = list_values(before, language);
    const std::vector<StatedValue> new_values = list_values(after, language);
    const auto add = [&](const Bilingual& change, const StatedValue* old_value,
                         const StatedValue* new_value) {
        const StatedValue none;
        const StatedValue& was = old_value == nullptr ? none : *old_value;
        const StatedValue& is = new_value == nullptr ? none : *new_value;
        const StatedValue& either = new_value == nullptr ? was : is;
        table.rows.push_back({change.in(language), either.what.in(language), was.clause, was.value,
                              is.clause, is.value});
    };
    for (const StatedValue& value : new_values) {
        const StatedValue* const old_value = find_value(old_values, value);
        if (old_value == nullptr) {
            add(compose("added", "新增"), nullptr, &value);
        } else if (old_value->value != value.value) {
            add(compose("changed", "修改"), old_value, &value);
        }
    }
    for (const StatedValue& value : old_values) {
        if (find_value(new_values, value) == nullptr) {
            add(compose("removed", "删去"), &value, nullptr);
        }
    }
    return table;
}

}  // namespace certrec
