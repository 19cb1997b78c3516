/// \file
/// Compliance: does this session, or this venue, keep the rules of the standard?
/// Pure rules: nothing here reads a file, a clock or the environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/records/session.hpp"
#include "certrec/records/venue.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

enum class Compliance { compliant, non_compliant, undetermined, invalid };

[[nodiscard]] std::string_view format_compliance(Compliance compliance);

/// The columns of sessions.csv that rules look at.
enum class SessionColumn {
    candidates,
    invigilators,
    examiners,
    minutes,
    mode,
    network,
    surveillance,
};

[[nodiscard]] std::string_view format_session_column(SessionColumn column);

/// Too few people of one role for the candidates.
struct StaffingFinding {
    const Staffing* rule;
    /// Where people of that role are counted; none: in no column.
    std::optional<SessionColumn> column;
    std::optional<std::int64_t> present;
    std::optional<std::int64_t> candidates;
    /// For the candidates; if their number is not known, for any.
    std::int64_t needed;
};

/// Another duration than the standard fixes.
struct DurationFinding {
    const Component* component;
    std::optional<std::int64_t> minutes;
    std::int64_t wanted;
};

/// Something required that a session did not have.
struct EquipmentFinding {
    const Equipment* rule;
    const std::string* required;
    /// Which column tells; none does if the word is not one that the columns know.
    std::optional<SessionColumn> column;
};

/// The standard states nothing that the component's sessions could keep or break.
struct NoRulesFinding {
    const Component* component;
};

/// A lease for a shorter time than the standard wants.
struct LeaseTermFinding {
    const VenueRules::Lease* rule;
    std::optional<Date> from;
    std::optional<Date> to;
};

/// A lease that is not running on a certain day.
struct LeaseCoverFinding {
    const VenueRules::Lease* rule;
    std::optional<Date> from;
    std::optional<Date> to;
    Date as_of;
};

/// Too small as a whole.
struct AreaFinding {
    const VenueRules::Room* rule;
    std::optional<Decimal> area_m2;
};

/// Too small for its seats.
struct AreaPerSeatFinding {
    const VenueRules::Room* rule;
    std::optional<Decimal> area_m2;
    std::optional<std::int64_t> seats;
};

struct FireSafetyFinding {
    const VenueRules::FireSafety* rule;
};

struct FurnishingFinding {
    const VenueRules::Furnishing* rule;
};

/// A rule that is broken, or of which nobody can tell, and the numbers that were found. Points into
/// the standard.
struct ComplianceFinding {
    Truth truth;  ///< no: broken; unknown: the cell that decides is empty, or there is none
    std::variant<StaffingFinding, DurationFinding, EquipmentFinding, NoRulesFinding,
                 LeaseTermFinding, LeaseCoverFinding, AreaFinding, AreaPerSeatFinding,
                 FireSafetyFinding, FurnishingFinding>
        what;
};

/// The clause that is broken; nullptr for NoRulesFinding.
[[nodiscard]] const Clause* clause_of(const ComplianceFinding& finding);

/// `non_compliant` if a rule is broken, whatever the empty cells may hide; else `undetermined` if
/// some rule cannot be decided.
struct ComplianceVerdict {
    Compliance compliance = Compliance::compliant;
    std::vector<ComplianceFinding> findings;
};

/// The component with that id or name (either language); nullptr if there is none.
[[nodiscard]] const Component* find_component(const Standard& standard, std::string_view word);

/// How many people of the role so many candidates need: one to `candidates_per` of them, rounded up
/// to a whole person, and never fewer than `at_least`.
/// Requires: candidates >= 0.
[[nodiscard]] std::int64_t count_needed(const Staffing& rule, std::int64_t candidates);

/// Holds a session of `component` against the standard's staffing, time and equipment, in this
/// order. A rule that the standard does not state is not checked; if it states none, nobody can
/// tell. Requires: `component` is one of the standard's.
[[nodiscard]] ComplianceVerdict check_session(const Session& session, const Standard& standard,
                                              const Component& component);

/// The last day of a lease of `years` that begins on `from`: the day before the same day so many
/// years later (28 February for 29 February), but not past 9999-12-31. Requires: years >= 1.
[[nodiscard]] Date last_day_of_lease(Date from, std::int64_t years);

/// Holds a venue against the rules on lease, room, fire safety and furnishing, in this order; with
/// `as_of` also whether the lease runs on that day, its first and its last day included.
/// A rule that wants nothing (no years, no area, no certificate) is not checked.
[[nodiscard]] ComplianceVerdict check_venue(const Venue& venue, const VenueRules& rules,
                                            std::optional<Date> as_of);

}  // namespace certrec
