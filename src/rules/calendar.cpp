#include "certrec/rules/calendar.hpp"

#include <algorithm>

#include "base/compose.hpp"

namespace certrec {

CalendarFindings check_calendar(const Standard& standard, Date held_on,
                                std::span<const ComponentScore> components) {
    CalendarFindings findings;
    if (standard.calendar.empty()) return findings;
    const unsigned month = held_on.month();
    const auto rule = std::find_if(standard.calendar.begin(), standard.calendar.end(),
                                   [month](const CalendarRule& r) { return r.month == month; });
    if (rule == standard.calendar.end()) {
        findings.outside = &standard.calendar.front();
        return findings;
    }
    const bool absent =
        std::any_of(components.begin(), components.end(),
                    [](const ComponentScore& c) { return c.kind == ScoreKind::absent; });
    if (rule->obligatory && absent) findings.missed = &*rule;
    return findings;
}

std::string describe_findings(const Standard& standard, Date held_on,
                              const CalendarFindings& findings, Language language) {
    std::string text;
    if (findings.outside != nullptr) {
        std::string months;
        for (const CalendarRule& rule : standard.calendar) {
            if (!months.empty()) months += language == Language::zh ? "、" : ", ";
            months += std::to_string(rule.month);
        }
        append_composed(text, language, "held in {0}, not in a month of the assessment ({1}) ({2})",
                        "于 {0} 月进行，不在规定的考核月份（{1} 月）（{2}）", held_on.month(),
                        months, findings.outside->clause.number);
    }
    if (findings.missed != nullptr) {
        append_composed(text, language, "absent in {0}, when attendance is obligatory ({1})",
                        "{0} 月缺考，而该月必须参加（{1}）", held_on.month(),
                        findings.missed->clause.number);
    }
    return text;
}

}  // namespace certrec
