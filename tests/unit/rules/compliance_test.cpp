#include "certrec/rules/compliance.hpp"

#include <string>
#include <vector>

#include "../catch.hpp"
#include "../standards/builtin.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;

const Standard& pts() {
    static const Standard standard = builtin_standard();
    return standard;
}

const Component& component(std::string_view id) { return *find_component(pts(), id); }

/// A theory session that keeps every rule of pts-152010301-01.
Session theory() {
    Session session;
    session.candidates = 30;
    session.invigilators = 1;
    session.minutes = 120;
    session.mode = SessionMode::online;
    return session;
}

/// The same of practical.
Session practical() {
    Session session;
    session.candidates = 40;
    session.examiners = 2;
    session.minutes = 120;
    session.network = true;
    session.surveillance = true;
    return session;
}

ComplianceVerdict check_theory(const Session& session) {
    return check_session(session, pts(), component("theory"));
}

ComplianceVerdict check_practical(const Session& session) {
    return check_session(session, pts(), component("practical"));
}

/// A venue that keeps every rule of 1.8.3, and each of them only just.
Venue just_enough() {
    Venue venue;
    venue.area_m2 = Decimal(30001, 2);
    venue.seats = 100;
    venue.lease_from = Date(2025, 3, 1);
    venue.lease_to = Date(2027, 2, 28);
    venue.equipment = true;
    venue.fire_certificate = true;
    return venue;
}

ComplianceVerdict check(const Venue& venue, std::optional<Date> as_of = std::nullopt) {
    return check_venue(venue, *pts().venue, as_of);
}

/// The one finding, which must be of that type.
template <typename Found>
Found only(const ComplianceVerdict& verdict, Truth truth) {
    REQUIRE(verdict.findings.size() == 1);
    CHECK(verdict.findings.front().truth == truth);
    CHECK(verdict.compliance ==
          (truth == Truth::no ? Compliance::non_compliant : Compliance::undetermined));
    return std::get<Found>(verdict.findings.front().what);
}

bool keeps_all(const ComplianceVerdict& verdict) {
    return verdict.compliance == Compliance::compliant && verdict.findings.empty();
}

TEST_CASE("the words of the column compliance are those of the manual") {
    CHECK(format_compliance(Compliance::compliant) == "compliant");
    CHECK(format_compliance(Compliance::non_compliant) == "non-compliant");
    CHECK(format_compliance(Compliance::undetermined) == "undetermined");
    CHECK(format_compliance(Compliance::invalid) == "invalid");
}

TEST_CASE("a component is found by its id and by its name in both languages") {
    CHECK(find_component(pts(), "theory")->id == "theory");
    CHECK(find_component(pts(), "理论知识考试")->id == "theory");
    CHECK(find_component(pts(), "Practical assessment")->id == "practical");
    CHECK(find_component(pts(), "oral") == nullptr);
    CHECK(find_component(pts(), "Theory") == nullptr);
    CHECK(find_component(pts(), "") == nullptr);
}

TEST_CASE("1.9.3: n candidates at 1:30 need n/30 invigilators, rounded up") {
    const Staffing& rule = pts().staffing.at(0);
    CHECK(count_needed(rule, 1) == 1);
    CHECK(count_needed(rule, 29) == 1);
    CHECK(count_needed(rule, 30) == 1);
    CHECK(count_needed(rule, 31) == 2);
    CHECK(count_needed(rule, 60) == 2);
    CHECK(count_needed(rule, 61) == 3);
    CHECK(count_needed(rule, 75) == 3);
    CHECK(count_needed(rule, 90) == 3);
    CHECK(count_needed(rule, 91) == 4);
    CHECK(count_needed(rule, 100'000) == 3334);
}

TEST_CASE("1.9.3: n candidates at 1:20 need n/20 examiners, rounded up, and never fewer than 2") {
    const Staffing& rule = pts().staffing.at(1);
    CHECK(count_needed(rule, 1) == 2);
    CHECK(count_needed(rule, 20) == 2);
    CHECK(count_needed(rule, 21) == 2);
    CHECK(count_needed(rule, 40) == 2);
    CHECK(count_needed(rule, 41) == 3);
    CHECK(count_needed(rule, 60) == 3);
    CHECK(count_needed(rule, 61) == 4);
}

TEST_CASE("the number needed is the least that gives everybody their share") {
    Staffing rule;
    for (const std::int64_t per : {1, 2, 7, 20, 30, 1000}) {
        rule.candidates_per = per;
        for (const std::int64_t at_least : {1, 2, 5}) {
            rule.at_least = at_least;
            for (std::int64_t n = 0; n <= 130; ++n) {
                std::int64_t needed = at_least;
                while (needed * per < n) ++needed;
                if (count_needed(rule, n) != needed) FAIL_CHECK(n << " at 1:" << per);
            }
        }
    }
}

TEST_CASE("a session that keeps each rule, even if only just, is compliant") {
    CHECK(keeps_all(check_theory(theory())));
    CHECK(keeps_all(check_practical(practical())));
    Session more = theory();
    more.invigilators = 5;
    CHECK(keeps_all(check_theory(more)));
}

TEST_CASE("1.9.3: one invigilator too few breaks the ratio") {
    Session session = theory();
    session.candidates = 75;
    session.invigilators = 2;
    const auto found = only<StaffingFinding>(check_theory(session), Truth::no);
    CHECK(found.rule == &pts().staffing.at(0));
    CHECK(found.column == SessionColumn::invigilators);
    CHECK(found.present == 2);
    CHECK(found.candidates == 75);
    CHECK(found.needed == 3);
    session.invigilators = 3;
    CHECK(keeps_all(check_theory(session)));
}

TEST_CASE("1.9.3: one examiner is too few however few the candidates") {
    Session session = practical();
    session.candidates = 1;
    session.examiners = 1;
    CHECK(only<StaffingFinding>(check_practical(session), Truth::no).needed == 2);
    session.candidates.reset();
    const auto found = only<StaffingFinding>(check_practical(session), Truth::no);
    CHECK(found.needed == 2);
    CHECK_FALSE(found.candidates.has_value());
}

TEST_CASE("1.9.3: without one of the two numbers the ratio is undetermined") {
    Session session = practical();
    session.candidates.reset();
    CHECK(only<StaffingFinding>(check_practical(session), Truth::unknown).present == 2);
    session.examiners = 1000;
    CHECK(only<StaffingFinding>(check_practical(session), Truth::unknown).present == 1000);
    session.examiners.reset();
    (void)only<StaffingFinding>(check_practical(session), Truth::unknown);
    session.candidates = 41;
    CHECK(only<StaffingFinding>(check_practical(session), Truth::unknown).needed == 3);
}

TEST_CASE("1.9.3: examiners do not matter in theory, nor invigilators in practical") {
    Session session = theory();
    session.examiners = 0;
    CHECK(keeps_all(check_theory(session)));
    session = practical();
    session.invigilators = 0;
    CHECK(keeps_all(check_practical(session)));
}

TEST_CASE("1.9.4: a session takes just the minutes that the standard fixes") {
    for (const std::int64_t minutes : {1, 119, 121, 150}) {
        Session session = theory();
        session.minutes = minutes;
        const auto found = only<DurationFinding>(check_theory(session), Truth::no);
        CHECK(found.minutes == minutes);
        CHECK(found.wanted == 120);
        CHECK(found.component->id == "theory");
    }
    Session session = practical();
    session.minutes.reset();
    (void)only<DurationFinding>(check_practical(session), Truth::unknown);
}

TEST_CASE("1.9.5: theory is examined online, and network and surveillance do not matter") {
    Session session = theory();
    session.network = false;
    session.surveillance = false;
    CHECK(keeps_all(check_theory(session)));
    session.mode = SessionMode::offline;
    const auto found = only<EquipmentFinding>(check_theory(session), Truth::no);
    CHECK(*found.required == "online");
    CHECK(found.column == SessionColumn::mode);
    session.mode.reset();
    (void)only<EquipmentFinding>(check_theory(session), Truth::unknown);
}

TEST_CASE("1.9.5: practical has network and surveillance, and the mode does not matter") {
    Session session = practical();
    session.mode = SessionMode::offline;
    CHECK(keeps_all(check_practical(session)));
    session.network = false;
    CHECK(*only<EquipmentFinding>(check_practical(session), Truth::no).required == "network");
    session.network.reset();
    CHECK(only<EquipmentFinding>(check_practical(session), Truth::unknown).column ==
          SessionColumn::network);
    session.network = true;
    session.surveillance = false;
    CHECK(*only<EquipmentFinding>(check_practical(session), Truth::no).required == "surveillance");
    session.surveillance.reset();
    CHECK(only<EquipmentFinding>(check_practical(session), Truth::unknown).column ==
          SessionColumn::surveillance);
}

TEST_CASE("a broken rule decides whatever the empty cells may hide, and all findings are told") {
    Session session = practical();
    session.examiners = 1;
    session.minutes.reset();
    session.network = false;
    session.surveillance.reset();
    const ComplianceVerdict verdict = check_practical(session);
    CHECK(verdict.compliance == Compliance::non_compliant);
    REQUIRE(verdict.findings.size() == 4);
    std::vector<std::string> clauses;
    std::vector<Truth> truths;
    for (const ComplianceFinding& finding : verdict.findings) {
        clauses.push_back(clause_of(finding)->number);
        truths.push_back(finding.truth);
    }
    CHECK(clauses == std::vector<std::string>{"1.9.3", "1.9.4", "1.9.5", "1.9.5"});
    CHECK(truths == std::vector{Truth::no, Truth::unknown, Truth::no, Truth::unknown});
}

TEST_CASE("a rule that the columns cannot tell of is undetermined") {
    Standard standard = pts();
    standard.staffing.at(0).role = "director";
    standard.equipment.at(0).required = {"offline", "recording"};
    Session session = theory();
    session.mode = SessionMode::offline;
    const ComplianceVerdict verdict = check_session(session, standard, standard.components.at(0));
    CHECK(verdict.compliance == Compliance::undetermined);
    REQUIRE(verdict.findings.size() == 2);
    CHECK_FALSE(std::get<StaffingFinding>(verdict.findings[0].what).column.has_value());
    const auto& equipment = std::get<EquipmentFinding>(verdict.findings[1].what);
    CHECK(*equipment.required == "recording");
    CHECK_FALSE(equipment.column.has_value());
}

TEST_CASE("a rule that the standard does not state is not checked") {
    Standard standard = pts();
    standard.staffing.clear();
    standard.components.at(0).minutes = {};
    Session session;
    session.mode = SessionMode::online;
    CHECK(keeps_all(check_session(session, standard, standard.components.at(0))));
}

TEST_CASE("if the standard states no rule for a component, nobody can tell") {
    Standard standard = pts();
    standard.staffing.clear();
    standard.equipment.erase(standard.equipment.begin());
    standard.components.at(0).minutes = {};
    const Component& theory_component = standard.components.at(0);
    const ComplianceVerdict verdict = check_session(theory(), standard, theory_component);
    CHECK(only<NoRulesFinding>(verdict, Truth::unknown).component == &theory_component);
    CHECK(clause_of(verdict.findings.front()) == nullptr);
}

TEST_CASE("1.8.3: a venue that has just enough of everything is compliant") {
    CHECK(keeps_all(check(just_enough())));
}

TEST_CASE("1.8.3: more than 300 square metres is strict") {
    Venue venue = just_enough();
    venue.seats = 1;
    venue.area_m2 = Decimal(300, 0);
    CHECK(only<AreaFinding>(check(venue), Truth::no).area_m2 == Decimal(300, 0));
    venue.area_m2 = Decimal(299, 0);
    (void)only<AreaFinding>(check(venue), Truth::no);
    venue.area_m2 = Decimal(300'000'000'000'000'001, 15);
    CHECK(keeps_all(check(venue)));
}

TEST_CASE("1.8.3: not less than 3 square metres each includes just 3") {
    Venue venue = just_enough();
    venue.seats = 110;
    venue.area_m2 = Decimal(330, 0);
    CHECK(keeps_all(check(venue)));
    venue.area_m2 = Decimal(329'999'999'999'999'999, 15);
    CHECK(only<AreaPerSeatFinding>(check(venue), Truth::no).seats == 110);
    venue.area_m2 = Decimal(330, 0);
    venue.seats = 111;
    (void)only<AreaPerSeatFinding>(check(venue), Truth::no);
}

TEST_CASE("areas are compared as exact decimals") {
    VenueRules rules = *pts().venue;
    rules.room.area_m2_per_candidate_at_least = Decimal(33, 1);
    rules.room.area_m2_more_than = Decimal(0, 0);
    Venue venue = just_enough();
    venue.seats = 3;  // 3 times 3.3 in binary floating point is below 9.9
    venue.area_m2 = Decimal(99, 1);
    CHECK(keeps_all(check_venue(venue, rules, std::nullopt)));
    venue.area_m2 = Decimal(98'999'999'999'999'999, 16);
    (void)only<AreaPerSeatFinding>(check_venue(venue, rules, std::nullopt), Truth::no);
}

TEST_CASE("1.8.3: without area or seats the room is undetermined") {
    Venue venue = just_enough();
    venue.seats.reset();
    (void)only<AreaPerSeatFinding>(check(venue), Truth::unknown);
    venue.area_m2.reset();
    const ComplianceVerdict verdict = check(venue);
    CHECK(verdict.compliance == Compliance::undetermined);
    CHECK(verdict.findings.size() == 2);
}

TEST_CASE("1.8.3: a lease of two years may end on the day before the same day two years later") {
    struct Case {
        Date from;
        Date last;
    };
    for (const Case& lease : {
             Case{Date(2025, 3, 1), Date(2027, 2, 28)},
             Case{Date(2026, 3, 1), Date(2028, 2, 29)},
             Case{Date(2025, 1, 1), Date(2026, 12, 31)},
             Case{Date(2025, 9, 15), Date(2027, 9, 14)},
             Case{Date(2024, 2, 29), Date(2026, 2, 27)},
             Case{Date(2024, 2, 28), Date(2026, 2, 27)},
         }) {
        INFO(format_date(lease.from));
        CHECK(last_day_of_lease(lease.from, 2) == lease.last);
        Venue venue = just_enough();
        venue.lease_from = lease.from;
        venue.lease_to = lease.last;
        CHECK(keeps_all(check(venue)));
        venue.lease_to = lease.last.plus_days(1);
        CHECK(keeps_all(check(venue)));
        venue.lease_to = lease.last.plus_days(-1);
        (void)only<LeaseTermFinding>(check(venue), Truth::no);
    }
}

TEST_CASE("a lease to the last day of the calendar is long enough from any day") {
    CHECK(last_day_of_lease(Date(9998, 1, 1), 2) == Date(9999, 12, 31));
    CHECK(last_day_of_lease(Date(9999, 6, 1), 1000) == Date(9999, 12, 31));
    CHECK(last_day_of_lease(Date(9997, 12, 31), 2) == Date(9999, 12, 30));
}

TEST_CASE("1.8.3: a lease without one of its days is undetermined") {
    Venue venue = just_enough();
    venue.lease_to.reset();
    (void)only<LeaseTermFinding>(check(venue), Truth::unknown);
    venue.lease_from.reset();
    (void)only<LeaseTermFinding>(check(venue), Truth::unknown);
    venue.lease_to = Date(2027, 2, 28);
    (void)only<LeaseTermFinding>(check(venue), Truth::unknown);
}

TEST_CASE("as of a day the lease must run on it, its first and last day included") {
    const Venue venue = just_enough();
    CHECK(keeps_all(check(venue, Date(2025, 3, 1))));
    CHECK(keeps_all(check(venue, Date(2026, 10, 1))));
    CHECK(keeps_all(check(venue, Date(2027, 2, 28))));
    CHECK(only<LeaseCoverFinding>(check(venue, Date(2025, 2, 28)), Truth::no).as_of ==
          Date(2025, 2, 28));
    (void)only<LeaseCoverFinding>(check(venue, Date(2027, 3, 1)), Truth::no);
}

TEST_CASE("one day of a lease can be enough to know that it does not run, never that it does") {
    const auto cover = [](const Venue& venue, Date as_of) {
        const ComplianceVerdict verdict = check(venue, as_of);
        REQUIRE(verdict.findings.size() == 2);  // the term is unknown as well
        REQUIRE(std::holds_alternative<LeaseCoverFinding>(verdict.findings[1].what));
        return verdict.findings[1].truth;
    };
    Venue venue = just_enough();
    venue.lease_to.reset();
    CHECK(cover(venue, Date(2025, 2, 28)) == Truth::no);
    CHECK(cover(venue, Date(2025, 3, 1)) == Truth::unknown);
    venue = just_enough();
    venue.lease_from.reset();
    CHECK(cover(venue, Date(2027, 3, 1)) == Truth::no);
    CHECK(cover(venue, Date(2027, 2, 28)) == Truth::unknown);
}

TEST_CASE("1.8.3: fire certificate and equipment must be there; an empty cell leaves it open") {
    Venue venue = just_enough();
    venue.fire_certificate = false;
    (void)only<FireSafetyFinding>(check(venue), Truth::no);
    venue.fire_certificate.reset();
    (void)only<FireSafetyFinding>(check(venue), Truth::unknown);
    venue.fire_certificate = true;
    venue.equipment = false;
    (void)only<FurnishingFinding>(check(venue), Truth::no);
    venue.equipment.reset();
    (void)only<FurnishingFinding>(check(venue), Truth::unknown);
}

TEST_CASE("every finding on a venue has the clause of its rule") {
    Venue venue;
    venue.lease_to = Date(2020, 1, 1);
    const ComplianceVerdict verdict = check(venue, Date(2026, 10, 1));
    CHECK(verdict.compliance == Compliance::non_compliant);
    REQUIRE(verdict.findings.size() == 6);
    for (const ComplianceFinding& finding : verdict.findings) {
        REQUIRE(clause_of(finding) != nullptr);
        CHECK(clause_of(finding)->number == "1.8.3");
    }
    CHECK(clause_of(verdict.findings[0]) == &pts().venue->lease.clause);
    CHECK(clause_of(verdict.findings[2]) == &pts().venue->room.clause);
    CHECK(clause_of(verdict.findings[4]) == &pts().venue->fire_safety.clause);
    CHECK(clause_of(verdict.findings[5]) == &pts().venue->furnishing.clause);
}

TEST_CASE("a venue rule that wants nothing is not checked") {
    VenueRules rules = *pts().venue;
    rules.lease.years_at_least = 0;
    rules.room.area_m2_more_than = Decimal();
    rules.room.area_m2_per_candidate_at_least = Decimal();
    rules.fire_safety.certificate = false;
    Venue venue;
    venue.equipment = true;
    CHECK(keeps_all(check_venue(venue, rules, Date(2026, 10, 1))));
}

}  // namespace
}  // namespace certrec
