#include "certrec/rules/compliance.hpp"

#include <algorithm>
#include <array>

namespace certrec {

namespace {

constexpr std::array<std::string_view, 4> kCompliances = {"compliant", "non-compliant",
                                                          "undetermined", "invalid"};
constexpr std::array<std::string_view, 7> kColumns = {
    "candidates", "invigilators", "examiners", "minutes", "mode", "network", "surveillance",
};

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

/// Keeps what does not hold.
void add(ComplianceVerdict& verdict, const ComplianceFinding& finding) {
    if (finding.truth == Truth::yes) return;
    if (finding.truth == Truth::no) {
        verdict.compliance = Compliance::non_compliant;
    } else if (verdict.compliance == Compliance::compliant) {
        verdict.compliance = Compliance::undetermined;
    }
    verdict.findings.push_back(finding);
}

std::optional<SessionColumn> column_of_role(std::string_view role) {
    if (role == "invigilator") return SessionColumn::invigilators;
    if (role == "examiner") return SessionColumn::examiners;
    return std::nullopt;
}

ComplianceFinding check_staffing(const Session& session, const Staffing& rule) {
    StaffingFinding found{&rule, column_of_role(rule.role), std::nullopt, session.candidates,
                          count_needed(rule, session.candidates.value_or(0))};
    if (found.column == SessionColumn::invigilators) found.present = session.invigilators;
    if (found.column == SessionColumn::examiners) found.present = session.examiners;
    Truth truth = Truth::unknown;
    if (found.present && (found.candidates || *found.present < found.needed)) {
        truth = truth_of(*found.present >= found.needed);
    }
    return {truth, found};
}

ComplianceFinding check_duration(const Session& session, const Component& component,
                                 std::int64_t wanted) {
    return {session.minutes ? truth_of(*session.minutes == wanted) : Truth::unknown,
            DurationFinding{&component, session.minutes, wanted}};
}

Truth truth_of_mode(const Session& session, SessionMode wanted) {
    return session.mode ? truth_of(*session.mode == wanted) : Truth::unknown;
}

Truth truth_of_cell(const std::optional<bool>& cell) {
    return cell ? truth_of(*cell) : Truth::unknown;
}

ComplianceFinding check_equipment(const Session& session, const Equipment& rule,
                                  const std::string& required) {
    using Column = SessionColumn;
    const auto decided = [&](Truth truth, Column column) {
        return ComplianceFinding{truth, EquipmentFinding{&rule, &required, column}};
    };
    if (required == format_session_mode(SessionMode::online)) {
        return decided(truth_of_mode(session, SessionMode::online), Column::mode);
    }
    if (required == format_session_mode(SessionMode::offline)) {
        return decided(truth_of_mode(session, SessionMode::offline), Column::mode);
    }
    if (required == format_session_column(Column::network)) {
        return decided(truth_of_cell(session.network), Column::network);
    }
    if (required == format_session_column(Column::surveillance)) {
        return decided(truth_of_cell(session.surveillance), Column::surveillance);
    }
    return {Truth::unknown, EquipmentFinding{&rule, &required, std::nullopt}};
}

Truth truth_of_term(const Venue& venue, const VenueRules::Lease& rule) {
    if (!venue.lease_from || !venue.lease_to) return Truth::unknown;
    return truth_of(last_day_of_lease(*venue.lease_from, rule.years_at_least) <= *venue.lease_to);
}

Truth truth_of_cover(const Venue& venue, Date as_of) {
    if (venue.lease_from && as_of < *venue.lease_from) return Truth::no;
    if (venue.lease_to && *venue.lease_to < as_of) return Truth::no;
    return venue.lease_from && venue.lease_to ? Truth::yes : Truth::unknown;
}

Truth truth_of_area_per_seat(const Venue& venue, const VenueRules::Room& rule) {
    if (!venue.area_m2 || !venue.seats) return Truth::unknown;
    DecimalSum needed;
    needed.add(rule.area_m2_per_candidate_at_least, static_cast<std::uint64_t>(*venue.seats));
    return truth_of(needed.compare(*venue.area_m2) <= 0);
}

void check_lease(const Venue& venue, const VenueRules::Lease& rule, std::optional<Date> as_of,
                 ComplianceVerdict& verdict) {
    if (rule.years_at_least == 0) return;
    add(verdict,
        {truth_of_term(venue, rule), LeaseTermFinding{&rule, venue.lease_from, venue.lease_to}});
    if (!as_of) return;
    add(verdict, {truth_of_cover(venue, *as_of),
                  LeaseCoverFinding{&rule, venue.lease_from, venue.lease_to, *as_of}});
}

void check_room(const Venue& venue, const VenueRules::Room& rule, ComplianceVerdict& verdict) {
    if (rule.area_m2_more_than > Decimal(0, 0)) {
        const Truth truth =
            venue.area_m2 ? truth_of(*venue.area_m2 > rule.area_m2_more_than) : Truth::unknown;
        add(verdict, {truth, AreaFinding{&rule, venue.area_m2}});
    }
    if (rule.area_m2_per_candidate_at_least > Decimal(0, 0)) {
        add(verdict, {truth_of_area_per_seat(venue, rule),
                      AreaPerSeatFinding{&rule, venue.area_m2, venue.seats}});
    }
}

struct ClauseOf {
    const Clause* operator()(const StaffingFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const DurationFinding& found) const {
        return &found.component->time_clause;
    }
    const Clause* operator()(const EquipmentFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const NoRulesFinding&) const { return nullptr; }
    const Clause* operator()(const LeaseTermFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const LeaseCoverFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const AreaFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const AreaPerSeatFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const FireSafetyFinding& found) const { return &found.rule->clause; }
    const Clause* operator()(const FurnishingFinding& found) const { return &found.rule->clause; }
};

}  // namespace

std::string_view format_compliance(Compliance compliance) {
    return kCompliances[static_cast<std::size_t>(compliance)];
}

std::string_view format_session_column(SessionColumn column) {
    return kColumns[static_cast<std::size_t>(column)];
}

const Clause* clause_of(const ComplianceFinding& finding) {
    return std::visit(ClauseOf{}, finding.what);
}

const Component* find_component(const Standard& standard, std::string_view word) {
    const auto component = std::find_if(
        standard.components.begin(), standard.components.end(), [word](const Component& c) {
            return word == c.id || word == c.name.zh || word == c.name.en;
        });
    return component == standard.components.end() ? nullptr : &*component;
}

std::int64_t count_needed(const Staffing& rule, std::int64_t candidates) {
    const std::int64_t whole = candidates / rule.candidates_per;
    const std::int64_t rounded_up = whole + (candidates % rule.candidates_per > 0 ? 1 : 0);
    return std::max(rule.at_least, rounded_up);
}

ComplianceVerdict check_session(const Session& session, const Standard& standard,
                                const Component& component) {
    ComplianceVerdict verdict;
    bool any_rule = false;
    for (const Staffing& rule : standard.staffing) {
        if (rule.component != component.id) continue;
        any_rule = true;
        add(verdict, check_staffing(session, rule));
    }
    if (component.minutes) {
        any_rule = true;
        add(verdict, check_duration(session, component, *component.minutes));
    }
    for (const Equipment& rule : standard.equipment) {
        if (rule.component != component.id) continue;
        for (const std::string& required : rule.required) {
            any_rule = true;
            add(verdict, check_equipment(session, rule, required));
        }
    }
    if (!any_rule) add(verdict, {Truth::unknown, NoRulesFinding{&component}});
    return verdict;
}

Date last_day_of_lease(Date from, std::int64_t years) {
    constexpr int kLastYear = 9999;
    if (from.year() + years > kLastYear) return {kLastYear, 12, 31};
    return from.plus_months(12 * years).plus_days(-1);
}

ComplianceVerdict check_venue(const Venue& venue, const VenueRules& rules,
                              std::optional<Date> as_of) {
    ComplianceVerdict verdict;
    check_lease(venue, rules.lease, as_of, verdict);
    check_room(venue, rules.room, verdict);
    if (rules.fire_safety.certificate) {
        add(verdict,
            {truth_of_cell(venue.fire_certificate), FireSafetyFinding{&rules.fire_safety}});
    }
    add(verdict, {truth_of_cell(venue.equipment), FurnishingFinding{&rules.furnishing}});
    return verdict;
}

}  // namespace certrec
