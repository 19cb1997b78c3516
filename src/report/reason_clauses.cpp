#include "certrec/report/reason_clauses.hpp"

#include <algorithm>

#include "certrec/rules/describe_eligibility.hpp"

namespace certrec {

namespace {

/// Cuts the first part off `rest`, up to the separator of either language.
std::string_view take_part(std::string_view& rest) {
    constexpr std::string_view kEnglish = "; ";
    constexpr std::string_view kChinese = "；";
    const std::size_t english = rest.find(kEnglish);
    const std::size_t chinese = rest.find(kChinese);
    const std::size_t end = std::min(english, chinese);
    const std::string_view part = rest.substr(0, end);
    if (end == std::string_view::npos) {
        rest = {};
    } else {
        rest.remove_prefix(end + (end == english ? kEnglish : kChinese).size());
    }
    return part;
}

/// A result says what kind of verdict its reasons are from: `ineligible: `, or `不符合申报条件：`.
void drop_verdict(std::string_view& reasons) {
    for (const Eligibility verdict : {Eligibility::ineligible, Eligibility::undetermined}) {
        const Bilingual words = describe_eligibility(verdict);
        for (const std::string& said : {words.en + ": ", words.zh + "："}) {
            if (!reasons.starts_with(said)) continue;
            reasons.remove_prefix(said.size());
            return;
        }
    }
}

/// The component whose session the part is about, and the part without saying so: `session S1 of
/// theory: `, or `理论知识考试场次 S1：`.
std::optional<std::size_t> take_session(std::string_view& part, const Standard& standard) {
    for (std::size_t i = 0; i < standard.components.size(); ++i) {
        const Component& component = standard.components[i];
        const std::string english = " of " + component.id + ": ";
        const std::string chinese = component.name.zh + "场次 ";
        const std::size_t of = part.find(english);
        if (part.starts_with("session ") && of != std::string_view::npos) {
            part.remove_prefix(of + english.size());
            return i;
        }
        const std::size_t colon = part.find("：");
        if (part.starts_with(chinese) && colon != std::string_view::npos) {
            part.remove_prefix(colon + std::string_view("：").size());
            return i;
        }
    }
    return std::nullopt;
}

/// Such as `1.9.2`, `draft/1.9.1(1)`; no word of a sentence has a digit and is followed by a colon.
bool looks_like_clause(std::string_view text) {
    const bool has_digit =
        std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return has_digit && text.find(' ') == std::string_view::npos;
}

bool is_clause_of(const Standard& standard, std::string_view text) {
    return std::any_of(standard.levels.begin(), standard.levels.end(), [text](const Level& level) {
        return (level.training && level.training->clause.number == text) ||
               std::any_of(level.routes.begin(), level.routes.end(),
                           [text](const Route& route) { return route.clause.number == text; });
    });
}

}  // namespace

std::vector<NamedClause> named_clauses(std::string_view reasons, const Standard* standard) {
    std::vector<NamedClause> named;
    std::optional<std::size_t> component;
    drop_verdict(reasons);
    while (!reasons.empty()) {
        std::string_view part = take_part(reasons);
        if (standard != nullptr) {
            if (const auto of = take_session(part, *standard)) component = of;
        }
        const std::size_t colon = part.find(": ");
        if (colon == std::string_view::npos) continue;
        const std::string_view clause = part.substr(0, colon);
        if (!looks_like_clause(clause) && (standard == nullptr || !is_clause_of(*standard, clause)))
            continue;
        NamedClause found{component, std::string(clause)};
        if (std::find(named.begin(), named.end(), found) == named.end()) {
            named.push_back(std::move(found));
        }
    }
    return named;
}

}  // namespace certrec
