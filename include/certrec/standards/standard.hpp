/// \file
/// What does a published standard demand? The model of one edition, as its TOML file states it.
///
/// Every rule carries the clause it comes from and that clause's words. Nothing here decides
/// anything; the rules do (rules/).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/diagnostic.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/records/evidence.hpp"

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

/// A certificate of this standard at `level`, in force on the day of the application.
struct CertificateCondition {
    std::string level;
};

/// A declaration of one of these kinds.
struct DeclarationCondition {
    std::vector<std::string> kinds;
};

/// An education of the rank of `at_least` or above, in one of these states.
struct EducationCondition {
    Attainment at_least = Attainment::lower_secondary;
    std::vector<EducationStatus> statuses;
};

/// A recommendation for the level that is applied for, by an employer.
struct RecommendationCondition {};

/// `hours` of training in total for the level that is applied for, in these modes.
struct TrainingCondition {
    Decimal hours;
    std::vector<TrainingMode> modes;
};

/// One demand that can be checked: a tree over single conditions.
struct Condition {
    std::variant<AllOf, AnyOf, CertificateCondition, DeclarationCondition, EducationCondition,
                 RecommendationCondition, TrainingCondition>
        demand;
};

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

/// A separately scored part. Its items are open where the text we have does not weigh them: the
/// component is then scored as a whole.
struct Component {
    std::string id;
    Bilingual name;
    Decimal full_mark;
    Decimal pass_mark;
    /// Mode and marks.
    Clause clause;
    std::int64_t minutes = 0;
    Clause time_clause;
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

struct Standard {
    std::string id;
    std::vector<std::string> aliases;
    Coverage coverage = Coverage::outline;
    Bilingual title;
    Bilingual source;
    Bilingual occupation;
    std::vector<Level> levels;  ///< by rank, upwards
    std::vector<Component> components;
    Clause scoring_clause;  ///< conjunctive: every component at its pass mark
    std::vector<Staffing> staffing;
    std::vector<Equipment> equipment;
    std::optional<VenueRules> venue;
    std::vector<OpenValue> open_values;
    std::vector<Reading> readings;
    /// SHA-256 of the bytes of the standard's file: what names the edition.
    Sha256 edition{};

    /// The level with that id, name (either language) or alias; nullptr if there is none.
    [[nodiscard]] const Level* find_level(std::string_view word) const;
    /// Whether `word` is the standard's id or one of its aliases.
    [[nodiscard]] bool is_called(std::string_view word) const;
    [[nodiscard]] const OpenValue* find_open(std::string_view id) const;
};

inline constexpr std::size_t kMaxComponents = 32;

/// The edition in hexadecimal.
[[nodiscard]] std::string format_edition(const Standard& standard);

/// The kinds of evidence that the standard's conditions look at.
[[nodiscard]] std::set<EvidenceKind> evidence_used(const Standard& standard);

[[nodiscard]] std::string_view format_coverage(Coverage coverage);
[[nodiscard]] Bilingual describe_coverage(Coverage coverage);

}  // namespace certrec
