/// \file
/// What does a published standard demand? The model of one edition, as its TOML file states it.
///
/// Every rule carries the clause it comes from and that clause's words. Nothing here decides
/// anything; the rules do (rules/).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/diagnostic.hpp"
#include "certrec/base/fraction.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/standards/edition.hpp"
#include "certrec/standards/period.hpp"

namespace certrec {

/// Where a rule stands in the published text, and its words: Chinese as published, English ours.
struct Clause {
    std::string number;
    Bilingual text;
};

struct Condition;

/// Every part must hold.
struct AllOf {
    std::vector<Condition> parts;
};

/// At least one part must hold.
struct AnyOf {
    std::vector<Condition> parts;
};

/// At least `count` of the parts must hold. 1 <= count <= parts.size().
struct AtLeast {
    std::size_t count = 1;
    std::vector<Condition> parts;
};

/// The published text breaks off here: nobody can tell. `id` names the open value.
struct OpenCondition {
    std::string id;
};

/// Which occupations count.
struct OccupationScope {
    bool own = true;
    bool related = false;

    friend bool operator==(const OccupationScope&, const OccupationScope&) = default;
};

/// A certificate of `level`, in force on the day that is judged.
struct CertificateCondition {
    std::string level;
    /// Of that standard, whose levels are called `level` just so; empty: of this one.
    std::string standard{};
    OccupationScope occupations{};
    /// Empty: any kind.
    std::vector<CertificateKind> kinds{};

    friend bool operator==(const CertificateCondition&, const CertificateCondition&) = default;
};

/// A declaration of one of these kinds.
struct DeclarationCondition {
    std::vector<std::string> kinds;
};

/// An education of the rank of `at_least` or above, or one of `attainments`.
struct EducationCondition {
    std::optional<Attainment> at_least;
    std::vector<EducationStatus> statuses;
    std::vector<Attainment> attainments{};
    std::vector<StudyField> fields{};  ///< empty: any
    std::optional<Programme> programme{};
};

enum class ServiceCount { cumulative, continuous };

/// `months` of service or more.
struct EmploymentCondition {
    std::int64_t months = 0;
    ServiceCount count = ServiceCount::cumulative;
    OccupationScope occupations{};
    /// Only service from the day after such a certificate was issued counts.
    std::optional<CertificateCondition> after{};
};

/// An apprenticeship that was completed.
struct ApprenticeshipCondition {
    OccupationScope occupations{};
};

/// A recommendation for the level that is applied for, by an employer.
struct RecommendationCondition {
    /// Whether it must be the employer on the day that is judged.
    bool by_present_employer = false;
};

/// `hours` of training in total for the level that is applied for.
struct TrainingCondition {
    Decimal hours;
    std::vector<TrainingMode> modes{};  ///< empty: any
};

/// So many of something published.
struct PublicationCount {
    std::int64_t count = 1;
    std::optional<PublicationClass> class_at_least{};
    bool first_author = false;
};

/// Publications of these kinds: so many, and of these so many of each of `of_which`.
struct PublicationCondition {
    std::vector<PublicationKind> kinds;
    PublicationCount wanted{};
    std::vector<PublicationCount> of_which{};
};

enum class TeachingPeriod { calendar_year, total };

/// `hours` taught in the best calendar year, or in total.
struct TeachingCondition {
    Decimal hours;
    TeachingPeriod period = TeachingPeriod::total;
    std::string level{};                   ///< empty: any
    std::vector<std::string> audiences{};  ///< empty: any
};

/// One demand that can be checked: a tree over single conditions.
struct Condition {
    std::variant<AllOf, AnyOf, AtLeast, ApprenticeshipCondition, CertificateCondition,
                 DeclarationCondition, EducationCondition, EmploymentCondition, OpenCondition,
                 PublicationCondition, RecommendationCondition, TeachingCondition,
                 TrainingCondition>
        demand;
    /// Where the demand has words of its own in the published text.
    std::optional<Clause> clause{};
};

/// The parts of `all`, `any` and `at_least`; none for any other condition.
[[nodiscard]] std::span<const Condition> parts_of(const Condition& condition);

/// Calls `visit` for the condition and for all of its parts, from the outside in.
void for_each_condition(const Condition& condition,
                        const std::function<void(const Condition&)>& visit);

/// One of the alternative sets of conditions for a level.
struct Route {
    Clause clause;
    Condition condition;
};

/// The training for a level. If it is binding, an application needs it beside a route.
struct Training {
    TrainingCondition demand;
    bool binding = false;
    Clause clause;
};

struct Level {
    std::string id;
    /// From 1, upwards.
    unsigned rank = 0;
    /// Stands for the level in certificate numbers.
    std::string code;
    Bilingual name;
    std::vector<std::string> aliases;
    Clause clause;
    std::optional<Training> training;
    /// How the published text introduces the routes.
    Clause routes_clause;
    std::vector<Route> routes;
};

/// A part of a component, scored on its own.
struct Item {
    std::string id;
    Bilingual name;
    Decimal full_mark;
    /// Its share of the component; none where the best items count alike.
    std::optional<Decimal> weight;
    std::optional<Clause> clause;
};

/// A component that is computed from two columns of counts: plus + times * of / to.
struct Ratio {
    std::string of;
    std::string to;
    Decimal times{1, 0};
    Decimal plus{};
};

/// A separately scored part.
struct Component {
    std::string id;
    Bilingual name;
    Decimal full_mark;
    /// Of the conjunctive scheme only.
    Decimal pass_mark;
    /// Of the weighted scheme only: points at it reach it.
    Decimal minimum;
    /// Its share of the total, in the weighted scheme only.
    std::optional<Decimal> weight;
    /// How its value is rounded before anything is compared; none: not at all.
    std::optional<Rounding> rounding;
    /// What it is computed from, beside or instead of a score of its own; at most one of the two.
    /// It has no items where the text we have does not weigh them: it is then scored as a whole.
    std::vector<Item> items;
    std::optional<Ratio> ratio;
    /// Only so many of the items count, the best ones; none: all, by their weights.
    std::optional<std::size_t> best;
    std::optional<Clause> items_clause;
    /// Mode and marks.
    Clause clause;
    /// How long it takes; none: open.
    std::optional<std::int64_t> minutes;
    Clause time_clause;
};

enum class Scheme {
    open,         ///< the text does not say how it is scored
    conjunctive,  ///< every component at its pass mark
    weighted,     ///< every component at its minimum, then the weighted total
};

/// Totals that award a level: from `at_least` on, up to the next band.
struct Band {
    std::string level;
    Decimal at_least;
    std::optional<Clause> clause;
};

/// What happens to those who miss several minimums.
struct Demotion {
    std::int64_t components_at_least = 0;
    std::int64_t levels = 0;
    Clause clause;
};

/// What a word in place of points does.
enum class WordRule : std::uint8_t {
    apart,     ///< it is the outcome
    zero,      ///< no points
    fail,      ///< the component is not passed, whatever the points
    left_out,  ///< the component or item is not looked at
    refused,   ///< the row is invalid
};

struct WordRules {
    WordRule absent = WordRule::apart;
    WordRule disqualified = WordRule::apart;
    WordRule exempt = WordRule::refused;
    WordRule pending = WordRule::apart;
    std::optional<Clause> clause;
};

struct Scoring {
    Scheme scheme = Scheme::open;
    Clause clause;
    WordRules words;
    /// The rest is of the weighted scheme only. Either there are bands, by at_least upwards, or a
    /// pass mark, or both are open.
    Decimal full_mark;
    std::vector<Band> bands;
    std::optional<Decimal> pass_mark;
    std::optional<Rounding> rounding;
    std::optional<Clause> rounding_clause;
    /// The rule on the minimum of each component.
    std::optional<Clause> minimums_clause;
    std::optional<Demotion> demotion;
};

/// Which of several attempts at a level count.
enum class AttemptRule {
    each,        ///< each on its own
    best,        ///< the best one
    latest,      ///< the last one
    components,  ///< for each component the last one that passed it
};

struct Resits {
    AttemptRule count = AttemptRule::each;
    /// How long a passed component is kept; none: for ever.
    std::optional<Period> keep_passed;
    Clause clause;
};

/// How long a certificate is in force.
struct Validity {
    /// From the day of award, as last_day_of counts.
    Period period;
    /// The last part of it, in which a new certificate may take the place of the old one; none: a
    /// certificate can only follow one that has expired.
    std::optional<Period> renewal;
    Clause clause;
};

/// A month in which the assessment takes place.
struct CalendarRule {
    unsigned month = 1;
    bool obligatory = false;
    Clause clause;
};

/// `role` at `candidates_per` candidates each, rounded up, and never fewer than `at_least`.
struct Staffing {
    std::string role;
    Bilingual name;
    std::string component;
    std::int64_t candidates_per = 1;
    std::int64_t at_least = 1;
    Clause clause;
};

/// What a sitting of `component` must have.
struct Equipment {
    std::string component;
    std::vector<std::string> required;
    Clause clause;
};

struct VenueRules {
    struct Lease {
        std::int64_t years_at_least = 0;
        Clause clause;
    } lease;
    struct Room {
        Decimal area_m2_more_than;               ///< strictly more
        Decimal area_m2_per_candidate_at_least;  ///< in one training period
        Clause clause;
    } room;
    struct FireSafety {
        bool certificate = false;
        Clause clause;
    } fire_safety;
    struct Furnishing {
        Clause clause;
    } furnishing;
};

/// A value that the published text, as we have it, leaves unstated.
struct OpenValue {
    std::string id;
    Clause clause;
};

/// A reading that the text leaves to us.
struct Reading {
    std::string clause;
    Bilingual text;
};

enum class Coverage { complete, partial, outline };

/// An occupation by its name, its code in the national classification and whatever else it is
/// called.
struct Occupation {
    Bilingual name;
    std::string code;
    std::vector<std::string> aliases;

    /// Whether a cell with `word` means this occupation.
    [[nodiscard]] bool is_called(std::string_view word) const;
};

enum class OccupationRelation { own, related, other };

struct Standard {
    std::string id;
    std::vector<std::string> aliases;
    /// Standards whose certificates and training count as those of this one.
    std::vector<std::string> accepts;
    /// The standard that this one lays itself over; empty: none.
    std::string extends;
    /// Everything below it, by id or path as StandardSource names it.
    std::vector<std::string> layers;
    Coverage coverage = Coverage::outline;
    Bilingual title;
    Bilingual source;
    Occupation occupation;
    std::vector<Occupation> related_occupations;
    std::optional<Clause> related_clause;
    /// Whether a skill-level certificate does not count where a vocational qualification is asked.
    bool strict_certificate_kind = false;
    std::vector<Clause> functions;  ///< what the work consists of
    std::vector<Level> levels;      ///< by rank, upwards
    std::vector<Component> components;
    Scoring scoring;
    std::optional<Resits> resits;
    std::optional<Validity> validity;  ///< none: certificates do not expire
    std::vector<CalendarRule> calendar;
    std::vector<Staffing> staffing;
    std::vector<Equipment> equipment;
    std::optional<VenueRules> venue;
    std::vector<OpenValue> open_values;
    std::vector<Reading> readings;
    Edition edition;

    /// The level with that id, name (either language) or alias; nullptr if there is none.
    [[nodiscard]] const Level* find_level(std::string_view word) const;
    /// Whether `word` is the standard's id or one of its aliases.
    [[nodiscard]] bool is_called(std::string_view word) const;
    /// Whether certificates and training of the standard called `word` count as those of this one.
    [[nodiscard]] bool accepts_standard(std::string_view word) const;
    /// How the occupation called `word` stands to this standard's.
    [[nodiscard]] OccupationRelation relation_to(std::string_view word) const;
    [[nodiscard]] const OpenValue* find_open(std::string_view id) const;
};

inline constexpr std::size_t kMaxComponents = 32;
inline constexpr std::size_t kMaxItems = 64;  // of one component

/// Whether the component's value can come from elsewhere than its own column, or be another than
/// stands there.
[[nodiscard]] bool is_computed(const Component& component);

/// The edition in hexadecimal.
[[nodiscard]] std::string format_edition(const Standard& standard);

/// What of the evidence the standard's conditions look at.
[[nodiscard]] EvidenceNeeds evidence_used(const Standard& standard);

/// The kinds of declarations that the conditions ask for, each once.
[[nodiscard]] std::vector<std::string> declarations_wanted(const Standard& standard);

/// The name of the kind of declaration that `word` spells with a slip; nullopt if it is one that
/// the conditions ask for, or like none.
[[nodiscard]] std::optional<std::string> declaration_meant(const Standard& standard,
                                                           std::string_view word);

/// The open value that stands for all routes of the level.
[[nodiscard]] std::string open_routes_id(const Level& level);

[[nodiscard]] std::string_view format_scheme(Scheme scheme);
[[nodiscard]] std::string_view format_rounding_mode(RoundingMode mode);
[[nodiscard]] std::string_view format_word_rule(WordRule rule);
[[nodiscard]] std::string_view format_attempt_rule(AttemptRule rule);

/// What it is called in a sentence: its id, in Chinese its name.
[[nodiscard]] Bilingual describe_level(const Level& level);
[[nodiscard]] Bilingual describe_component(const Component& component);

[[nodiscard]] std::string_view format_coverage(Coverage coverage);
[[nodiscard]] Bilingual describe_coverage(Coverage coverage);

}  // namespace certrec
