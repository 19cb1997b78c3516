/// \file
/// What does one condition come to? A standard with two levels and one route, to try it on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec::testing {

/// The day that is judged, unless a test says another.
inline const Date kDay(2026, 9, 15);

[[nodiscard]] inline Date day(int days) { return kDay.plus_days(days); }

[[nodiscard]] inline Route route_of(const std::string& number, Condition condition) {
    Route route;
    route.clause = {number, {"route " + number, "条件" + number}};
    route.condition = std::move(condition);
    return route;
}

/// A standard with the levels `lower` and `upper`, and one route to the upper one. It has an
/// occupation of its own, a related one, and accepts certificates of the standard `old-s`.
[[nodiscard]] inline Standard standard_with(Condition condition) {
    Standard standard;
    standard.id = "s";
    standard.aliases = {"S-1"};
    standard.accepts = {"old-s"};
    standard.occupation = {{"agent", "服务员"}, "1-01", {"operator"}};
    standard.related_occupations = {{{"seller", "营销员"}, "2-02", {"dealer"}},
                                    {{"trainer", "训练师"}, "", {}}};
    Level lower;
    lower.id = "lower";
    lower.rank = 1;
    lower.name = {"Lower", "低"};
    lower.aliases = {"L"};
    Level upper;
    upper.id = "upper";
    upper.rank = 2;
    upper.name = {"Upper", "高"};
    upper.routes.push_back(route_of("1", std::move(condition)));
    standard.levels = {std::move(lower), std::move(upper)};
    return standard;
}

/// The verdict on the upper level.
[[nodiscard]] inline EligibilityVerdict judge(const Dossier& dossier, const Standard& standard,
                                              Date on = kDay) {
    EligibilityVerdict verdict =
        EligibilityChecker(standard).check(dossier, standard.levels[1], on);
    CHECK((verdict.eligibility == Eligibility::eligible) == (verdict.route != nullptr));
    return verdict;
}

/// The outermost finding on the only route to the upper level.
[[nodiscard]] inline Finding finding_of(const Dossier& dossier, const Standard& standard,
                                        Date on = kDay) {
    return judge(dossier, standard, on).findings.front();
}

/// What its condition comes to.
[[nodiscard]] inline Truth truth_of(const Dossier& dossier, const Standard& standard,
                                    Date on = kDay) {
    return finding_of(dossier, standard, on).truth;
}

/// Puts the records on the lines from `first` on, so that a test can tell them apart.
template <typename Records>
void number_lines(Records& records, unsigned first = 2) {
    for (auto& record : records) record.origin.line = first++ & 0x7FFFFFFFU;
}

/// The lines of the records that a finding is based on.
[[nodiscard]] inline std::vector<unsigned> lines_of(const EligibilityVerdict& verdict,
                                                    const Finding& finding) {
    std::vector<unsigned> lines;
    for (std::uint32_t i = 0; i < finding.record_count; ++i) {
        lines.push_back(verdict.records[finding.first_record + i].origin.line);
    }
    return lines;
}

}  // namespace certrec::testing
