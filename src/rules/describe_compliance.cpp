#include "certrec/rules/describe_compliance.hpp"

#include <algorithm>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/column_names.hpp"
#include "records/row_cells.hpp"

namespace certrec {

namespace {

std::string_view are(std::int64_t count) { return count == 1 ? "is" : "are"; }

std::string counted(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Bilingual describe(SessionColumn column) {
    return describe_column(TableKind::sessions, format_session_column(column));
}

Bilingual of_venues(std::string_view column) { return describe_column(TableKind::venues, column); }

Bilingual no_value(const Bilingual& column) {
    return compose("no value in {}", "{}列为空", column);
}

/// Which of the two columns are empty. Requires: one is.
Bilingual no_value(const Bilingual& one, bool one_is_known, const Bilingual& other,
                   bool other_is_known) {
    if (one_is_known) return no_value(other);
    if (other_is_known) return no_value(one);
    return compose("no value in {0} and {1}", "{0}和{1}列为空", one, other);
}

Bilingual no_value_in_lease(const std::optional<Date>& from, const std::optional<Date>& to) {
    return no_value(of_venues("lease_from"), from.has_value(), of_venues("lease_to"),
                    to.has_value());
}

/// As far as it is known. Requires: one of them is.
Bilingual describe_lease(const std::optional<Date>& from, const std::optional<Date>& to) {
    if (!to) return compose("leased from {}", "租期自 {} 起", format_date(*from));
    if (!from) return compose("leased to {}", "租期至 {} 止", format_date(*to));
    return compose("leased from {0} to {1}", "租期自 {0} 至 {1}", format_date(*from),
                   format_date(*to));
}

/// What the cell says if the session has what is required, or if it has not. Requires: a column
/// tells.
Bilingual cell_of(const EquipmentFinding& found, bool has_it) {
    if (found.column != SessionColumn::mode) return describe_yes_or_no(has_it);
    const bool wants_online = *found.required == format_session_mode(SessionMode::online);
    return describe_session_mode(wants_online == has_it ? SessionMode::online
                                                        : SessionMode::offline);
}

/// Says what was found and what is wanted.
struct Wording {
    Truth truth;

    Bilingual operator()(const StaffingFinding& found) const {
        const Bilingual& name = found.rule->name;
        if (!found.column) {
            return compose("no column counts {0}", "没有列记录{0}的人数", name);
        }
        const Bilingual column = describe(*found.column);
        const Bilingual candidates = describe(SessionColumn::candidates);
        if (!found.present && !found.candidates) {
            return no_value(column, false, candidates, false);
        }
        if (!found.present) {
            return compose("no value in {0}, {1} {2} needed for {3}",
                           "{0}列为空，{4} 名考生应有{5} {1} 名", column, found.needed,
                           are(found.needed), counted(*found.candidates, "candidate"),
                           *found.candidates, name.zh);
        }
        const std::string present =
            fmt::format("{} {}", *found.present, *found.present == 1 ? found.rule->role : name.en);
        if (found.candidates) {
            return compose("{0} for {1}, {2} {3} needed", "{4} 名考生有{5} {6} 名，应有 {2} 名",
                           present, counted(*found.candidates, "candidate"), found.needed,
                           are(found.needed), *found.candidates, name.zh, *found.present);
        }
        if (truth == Truth::unknown) {
            return compose("{0}, no value in {3}", "{1} {2} 名，{3}列为空", present, name.zh,
                           *found.present, candidates);
        }
        return compose("{0}, at least {1} {2} needed", "{3} {4} 名，应不少于 {1} 名", present,
                       found.needed, are(found.needed), name.zh, *found.present);
    }

    Bilingual operator()(const DurationFinding& found) const {
        if (!found.minutes) {
            return compose("no value in {2}, {0} {1} wanted", "{2}列为空，应为 {0} 分钟",
                           found.wanted, are(found.wanted), describe(SessionColumn::minutes));
        }
        return compose("{0}, {1} {2} wanted", "时长 {3} 分钟，应为 {1} 分钟",
                       counted(*found.minutes, "minute"), found.wanted, are(found.wanted),
                       *found.minutes);
    }

    Bilingual operator()(const EquipmentFinding& found) const {
        const std::string required = shown(*found.required);
        if (!found.column) {
            return compose("no column tells of '{}', which is required", "没有列记录所要求的“{}”",
                           required);
        }
        const Bilingual column = describe(*found.column);
        const Bilingual wanted = cell_of(found, true);
        if (truth == Truth::unknown) {
            return compose("no value in {0}, {1} is required", "{0}列为空，应为“{1}”", column,
                           wanted);
        }
        return compose("{0} is {1}, {2} is required", "{0}为“{1}”，应为“{2}”", column,
                       cell_of(found, false), wanted);
    }

    Bilingual operator()(const NoRulesFinding& found) const {
        return compose("the standard states no staffing, time or equipment for {0}",
                       "标准未规定{1}的人员配备、时长和设备", found.component->id,
                       found.component->name.zh);
    }

    Bilingual operator()(const LeaseTermFinding& found) const {
        const std::int64_t years = found.rule->years_at_least;
        if (truth == Truth::unknown) {
            const Bilingual lack = no_value_in_lease(found.from, found.to);
            return compose("{0}, a lease of {1} or more is needed", "{2}，租期应不少于 {3} 年",
                           lack.en, counted(years, "year"), lack.zh, years);
        }
        const Bilingual lease = describe_lease(found.from, found.to);
        return compose("{0}, {1} would end on {2}", "{3}，满 {4} 年应至 {2}", lease.en,
                       counted(years, "year"), format_date(last_day_of_lease(*found.from, years)),
                       lease.zh, years);
    }

    Bilingual operator()(const LeaseCoverFinding& found) const {
        const Bilingual lease = truth == Truth::unknown ? no_value_in_lease(found.from, found.to)
                                                        : describe_lease(found.from, found.to);
        if (truth == Truth::unknown) {
            return compose("{0}, the lease must run on {1}", "{2}，{1} 应在租期内", lease.en,
                           format_date(found.as_of), lease.zh);
        }
        return compose("{0}, not on {1}", "{2}，{1} 不在租期内", lease.en, format_date(found.as_of),
                       lease.zh);
    }

    Bilingual operator()(const AreaFinding& found) const {
        const std::string wanted = format_decimal(found.rule->area_m2_more_than);
        if (!found.area_m2) {
            return compose("no value in {0}, more than {1} is needed",
                           "{0}列为空，面积应大于 {1} 平方米", of_venues("area_m2"), wanted);
        }
        return compose("{0} m2, more than {1} is needed", "面积 {0} 平方米，应大于 {1} 平方米",
                       format_decimal(*found.area_m2), wanted);
    }

    Bilingual operator()(const AreaPerSeatFinding& found) const {
        const std::string each = format_decimal(found.rule->area_m2_per_candidate_at_least);
        if (!found.area_m2 || !found.seats) {
            const Bilingual lack = no_value(of_venues("area_m2"), found.area_m2.has_value(),
                                            of_venues("seats"), found.seats.has_value());
            return compose("{0}, {1} m2 for each seat are needed", "{2}，每座应不少于 {1} 平方米",
                           lack.en, each, lack.zh);
        }
        return compose("{0} m2 for {1}, {2} m2 for each are needed",
                       "{3} 座共 {0} 平方米，每座应不少于 {2} 平方米",
                       format_decimal(*found.area_m2), counted(*found.seats, "seat"), each,
                       *found.seats);
    }

    Bilingual operator()(const FireSafetyFinding&) const {
        if (truth == Truth::unknown) return no_value(of_venues("fire_certificate"));
        return compose("no fire certificate", "无消防检验合格证明");
    }

    Bilingual operator()(const FurnishingFinding&) const {
        if (truth == Truth::unknown) return no_value(of_venues("equipment"));
        return compose("no equipment", "无培训教学设备");
    }
};

}  // namespace

std::string describe_clauses(const ComplianceVerdict& verdict) {
    std::vector<std::string> numbers;
    for (const ComplianceFinding& finding : verdict.findings) {
        const Clause* const clause = clause_of(finding);
        if (clause == nullptr) continue;
        if (std::find(numbers.begin(), numbers.end(), clause->number) == numbers.end()) {
            numbers.push_back(clause->number);
        }
    }
    return fmt::format("{}", fmt::join(numbers, "; "));
}

std::string describe_reasons(const ComplianceVerdict& verdict, Language language) {
    std::vector<std::string> reasons;
    for (const ComplianceFinding& finding : verdict.findings) {
        const Bilingual words = std::visit(Wording{finding.truth}, finding.what);
        const Clause* const clause = clause_of(finding);
        reasons.push_back(clause == nullptr
                              ? words.in(language)
                              : fmt::format("{}: {}", clause->number, words.in(language)));
    }
    return fmt::format("{}", fmt::join(reasons, language == Language::zh ? "；" : "; "));
}

}  // namespace certrec
