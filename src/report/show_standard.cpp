#include "certrec/report/show_standard.hpp"

#include <iterator>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "report/paragraph.hpp"
#include "report/scoring_facts.hpp"

namespace certrec {

namespace {

class StandardText {
  public:
    StandardText(const Standard& standard, Language language)
        : standard_(standard), language_(language), words_(standard, language) {}

    [[nodiscard]] std::string text() {
        add_title();
        add_functions();
        for (const Level& level : standard_.levels) add_level(level);
        add_examination();
        add_validity();
        add_calendar();
        add_venue();
        add_open_values();
        add_readings();
        return std::move(text_);
    }

  private:
    [[nodiscard]] const std::string& say(const Bilingual& words) const {
        return words.in(language_);
    }

    void add_title() {
        paragraph(0, same_in_both(fmt::format("{} — {}", standard_.id, say(standard_.title))));
        paragraph(2, compose("source: {}", "来源：{1}", standard_.source.en, standard_.source.zh));
        add_occupation();
        const Bilingual coverage = describe_coverage(standard_.coverage);
        paragraph(2, compose("coverage: {0}", "收录程度：{1}", coverage.en, coverage.zh));
        if (!standard_.extends.empty()) {
            paragraph(2, compose("extends: {}", "叠加于：{}", standard_.extends));
        }
        paragraph(2, compose("edition: {}", "版本：{}", format_edition(standard_)));
    }

    void add_occupation() {
        const Occupation& own = standard_.occupation;
        paragraph(2, compose("occupation: {0}{2}", "职业：{1}{2}", own.name.en, own.name.zh,
                             own.code.empty() ? "" : " " + own.code));
        if (!standard_.related_occupations.empty()) {
            std::vector<Bilingual> names;
            for (const Occupation& other : standard_.related_occupations) {
                names.push_back(other.name);
            }
            paragraph(2, compose("related occupations: {}", "相关职业：{}", joined(names)));
        }
        if (standard_.related_clause) clause(4, *standard_.related_clause);
        if (!standard_.accepts.empty()) {
            paragraph(2, compose("certificates also accepted of: {}", "同样认可的证书：{}",
                                 joined(standard_.accepts)));
        }
        if (standard_.strict_certificate_kind) {
            paragraph(2,
                      compose("strict_certificate_kind: only the kinds of certificate named count",
                              "strict_certificate_kind：仅认可所列证书种类"));
        }
    }

    void add_functions() {
        if (standard_.functions.empty()) return;
        heading(compose("Work", "职业功能"));
        for (const Clause& function : standard_.functions) clause(2, function);
    }

    void add_level(const Level& level) {
        heading(compose("Level {0}: {1} {2}", "等级 {0}：{2} {1}", level.id, level.name.en,
                        level.name.zh));
        if (level.training) add_training(*level.training);
        if (!level.routes_clause.number.empty()) clause(2, level.routes_clause);
        for (const Route& route : level.routes) {
            clause(4, route.clause);
            add_condition(route.condition, 6);
        }
    }

    /// What certrec makes of the clause.
    void add_condition(const Condition& condition, std::size_t indent) {
        if (condition.clause) clause(indent, *condition.clause);
        paragraph(indent, same_in_both("- " + words_.demand(condition)));
        for (const Condition& part : parts_of(condition)) add_condition(part, indent + 2);
    }

    void add_training(const Training& training) {
        clause(2, training.clause);
        paragraph(4, training.binding ? compose("binding: needed to apply", "申报的必要条件")
                                      : compose("reference only", "参考学时"));
    }

    void add_examination() {
        const Scoring& scoring = standard_.scoring;
        if (scoring.scheme == Scheme::open && standard_.components.empty()) return;
        heading(compose("Examination", "考核"));
        if (scoring.scheme != Scheme::open) clause(2, scoring.clause);
        if (scoring.minimums_clause) clause(2, *scoring.minimums_clause);
        if (scoring.demotion) clause(2, scoring.demotion->clause);
        for (const ScoringFact& fact : total_facts(standard_)) add_fact(2, fact);
        for (const Component& component : standard_.components) add_component(component);
        for (const Staffing& staffing : standard_.staffing) clause(2, staffing.clause);
        for (const Equipment& equipment : standard_.equipment) clause(2, equipment.clause);
    }

    void add_component(const Component& component) {
        std::string en = component.name.en;
        std::string zh = component.name.zh;
        const auto add = [&en, &zh](const Bilingual& words) {
            en += ", " + words.en;
            zh += "，" + words.zh;
        };
        for (const ScoringFact& fact : component_facts(standard_, component)) {
            add({fact.name.en + " " + fact.value.en, fact.name.zh + " " + fact.value.zh});
        }
        if (component.minutes) add(compose("{} minutes", "{} 分钟", *component.minutes));
        paragraph(2, {component.id + ": " + en, component.id + "：" + zh});
        clause(4, component.clause);
        if (component.minutes) clause(4, component.time_clause);
        if (component.items_clause) clause(4, *component.items_clause);
        for (const ScoringFact& fact : part_facts(component)) add_fact(4, fact);
    }

    void add_fact(std::size_t indent, const ScoringFact& fact) {
        const std::string clause = fact.clause == nullptr ? "" : fact.clause->number;
        paragraph(indent, {fmt::format("{}: {}{}", fact.name.en, fact.value.en,
                                       clause.empty() ? "" : " (" + clause + ")"),
                           fmt::format("{}：{}{}", fact.name.zh, fact.value.zh,
                                       clause.empty() ? "" : "（" + clause + "）")});
    }

    void add_validity() {
        if (!standard_.validity) return;
        heading(compose("Validity", "有效期"));
        for (const ScoringFact& fact : validity_facts(*standard_.validity)) add_fact(2, fact);
        clause(2, standard_.validity->clause);
    }

    void add_calendar() {
        if (standard_.calendar.empty()) return;
        heading(compose("Calendar", "时间安排"));
        for (const CalendarRule& rule : standard_.calendar) {
            paragraph(2, rule.obligatory
                             ? compose("month {}: obligatory", "{} 月：必须参加", rule.month)
                             : compose("month {}: optional", "{} 月：选择参加", rule.month));
            clause(4, rule.clause);
        }
    }

    void add_venue() {
        if (!standard_.venue) return;
        heading(compose("Training venue", "培训场所"));
        clause(2, standard_.venue->lease.clause);
        clause(2, standard_.venue->room.clause);
        clause(2, standard_.venue->fire_safety.clause);
        clause(2, standard_.venue->furnishing.clause);
    }

    void add_open_values() {
        if (standard_.open_values.empty()) return;
        heading(compose("Open: not stated in the text we have", "待定：所据文本未载明"));
        for (const OpenValue& value : standard_.open_values) {
            paragraph(
                2,
                {fmt::format("{}: {}  {}", value.id, value.clause.number, value.clause.text.en),
                 fmt::format("{}：{}  {}", value.id, value.clause.number, value.clause.text.zh)});
        }
    }

    void add_readings() {
        if (standard_.readings.empty()) return;
        heading(compose("How the text is read", "文本的理解"));
        for (const Reading& reading : standard_.readings) {
            paragraph(2, {reading.clause + "  " + reading.text.en,
                          reading.clause + "  " + reading.text.zh});
        }
    }

    void heading(const Bilingual& words) {
        text_ += "\n";
        line(0, say(words));
    }

    void clause(std::size_t indent, const Clause& clause) {
        paragraph(indent,
                  {clause.number + "  " + clause.text.en, clause.number + "  " + clause.text.zh});
    }

    void line(std::size_t indent, std::string_view words) {
        text_.append(indent, ' ');
        text_ += words;
        text_ += '\n';
    }

    void paragraph(std::size_t indent, const Bilingual& words) {
        append_paragraph(text_, indent, say(words));
    }

    const Standard& standard_;
    Language language_;
    EligibilityWords words_;
    std::string text_;
};

}  // namespace

std::string show_standard(const Standard& standard, Language language) {
    return StandardText(standard, language).text();
}

}  // namespace certrec
