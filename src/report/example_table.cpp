#include "certrec/report/example_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/rules/compliance.hpp"
#include "certrec/rules/grading.hpp"
#include "records/row_cells.hpp"

namespace certrec {

namespace {

constexpr std::string_view kCandidate = "EXAMPLE-1";
const Date kAppliedOn(2026, 9, 1);
constexpr std::string_view kHeldOn = "2026-11-07";

/// By the ids of columns.
using Values = std::map<std::string, Bilingual, std::less<>>;

Bilingual same(std::string_view text) { return same_in_both(std::string(text)); }
Bilingual same(Date date) { return same_in_both(format_date(date)); }

/// The columns of the kind for which there are values, in their order.
ExampleTable table_of(TableKind kind, const Values& values) {
    ExampleTable table{kind, {}};
    for (const ColumnName& column : column_names(kind)) {
        const auto value = values.find(column.name);
        if (value == values.end()) continue;
        table.columns.push_back({describe_column(column), value->second});
    }
    return table;
}

/// Empty if there are no levels.
Bilingual lowest_level(const Standard& standard) {
    return standard.levels.empty() ? Bilingual() : describe_level(standard.levels.front());
}

/// The first condition of that sort, those of the lowest level first; what it is by default if no
/// condition is.
template <typename Demand>
Demand first_demand(const Standard& standard, Demand otherwise) {
    std::optional<Demand> first;
    for (const Level& level : standard.levels) {
        for (const Route& route : level.routes) {
            for_each_condition(route.condition, [&first](const Condition& condition) {
                const auto* const demand = std::get_if<Demand>(&condition.demand);
                if (demand != nullptr && !first) first = *demand;
            });
        }
    }
    return first.value_or(std::move(otherwise));
}

/// A year earlier than is needed for the service that is asked for.
Date first_day_of_service(const Standard& standard) {
    constexpr std::int64_t kMonths = 120;
    const auto wanted = first_demand<EmploymentCondition>(standard, {});
    return kAppliedOn.plus_months(-12 - std::max(wanted.months, kMonths));
}

Values apprenticeship_of(const Standard& standard) {
    return {{"occupation", standard.occupation.name},
            {"completed_on", same("2020-06-30")},
            {"from", same("2019-07-01")}};
}

Values certificate_of(const Standard& standard) {
    const auto wanted = first_demand<CertificateCondition>(standard, {});
    const Level* const level = standard.find_level(wanted.level);
    Values values = {
        {"standard", same(wanted.standard.empty() ? standard.id : wanted.standard)},
        {"level", lowest_level(standard)},
        {"issued_on", same(first_day_of_service(standard))},
        {"valid_until", {}},
        {"number", same("EXAMPLE-CERTIFICATE-1")},
    };
    if (level != nullptr) values["level"] = describe_level(*level);
    if (!wanted.standard.empty()) values["level"] = same(wanted.level);
    if (!wanted.kinds.empty()) {
        values.emplace("kind", describe_certificate_kind(wanted.kinds.front()));
    }
    return values;
}

Values declaration_of(const Standard& standard) {
    const auto wanted = first_demand<DeclarationCondition>(standard, {{"works-in-occupation"}});
    return {{"kind", describe_declaration_kind(wanted.kinds.front())},
            {"signed_on", same("2026-08-15")}};
}

template <typename Value>
bool contains(const std::vector<Value>& values, Value value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

Values education_of(const Standard& standard) {
    const auto wanted = first_demand<EducationCondition>(standard, {});
    const Attainment least = wanted.at_least.value_or(Attainment::bachelor);
    const bool may_be_done =
        wanted.statuses.empty() || contains(wanted.statuses, EducationStatus::graduated);
    return {{"attainment",
             describe_attainment(wanted.attainments.empty() ? least : wanted.attainments.front())},
            {"status", describe_education_status(may_be_done ? EducationStatus::graduated
                                                             : wanted.statuses.front())},
            {"graduated_on", same("2015-06-30")},
            {"field",
             describe_study_field(wanted.fields.empty() ? StudyField::own : wanted.fields.front())},
            {"programme", describe_programme(wanted.programme.value_or(Programme::none))}};
}

Bilingual employer() { return {"Example Company", "示例单位"}; }

Values employment_of(const Standard& standard) {
    return {{"occupation", standard.occupation.name},
            {"from", same(first_day_of_service(standard))},
            {"to", {}},
            {"employer", employer()}};
}

Values publication_of(const Standard& standard) {
    const auto wanted = first_demand<PublicationCondition>(standard, {{PublicationKind::book}});
    const PublicationClass least = wanted.wanted.class_at_least.value_or(PublicationClass::a);
    return {{"kind", describe_publication_kind(wanted.kinds.front())},
            {"class", same(format_publication_class(least))},
            {"author_position", same("1")},
            {"published_on", same("2020-05-01")}};
}

Values recommendation_of(const Standard& standard) {
    return {{"employer", employer()},
            {"level", lowest_level(standard)},
            {"signed_on", same("2026-08-15")}};
}

Values teaching_of(const Standard& standard) {
    const auto wanted = first_demand<TeachingCondition>(standard, {Decimal(100, 0)});
    const Level* const level = standard.find_level(wanted.level);
    Values values = {{"hours", same(format_decimal(wanted.hours))},
                     {"from", same("2025-01-01")},
                     {"to", same("2025-12-31")},
                     {"level", level == nullptr ? lowest_level(standard) : describe_level(*level)}};
    if (!wanted.audiences.empty()) values.emplace("audience", same(wanted.audiences.front()));
    return values;
}

/// What the lowest level asks for beside its routes, or else within them.
TrainingCondition training_wanted(const Standard& standard) {
    for (const Level& level : standard.levels) {
        if (level.training) return level.training->demand;
    }
    return first_demand<TrainingCondition>(standard, {Decimal(60, 0)});
}

Values training_of(const Standard& standard) {
    const TrainingCondition wanted = training_wanted(standard);
    return {{"standard", same(standard.id)},
            {"level", lowest_level(standard)},
            {"mode", describe_training_mode(wanted.modes.empty() ? TrainingMode::offline
                                                                 : wanted.modes.front())},
            {"hours", same(format_decimal(wanted.hours))},
            {"completed_on", same("2026-07-15")}};
}

struct EvidenceExample {
    EvidenceKind kind;
    Values (*values_of)(const Standard&);
};

constexpr std::array kEvidence = {
    EvidenceExample{EvidenceKind::apprenticeship, apprenticeship_of},
    EvidenceExample{EvidenceKind::certificate, certificate_of},
    EvidenceExample{EvidenceKind::declaration, declaration_of},
    EvidenceExample{EvidenceKind::education, education_of},
    EvidenceExample{EvidenceKind::employment, employment_of},
    EvidenceExample{EvidenceKind::publication, publication_of},
    EvidenceExample{EvidenceKind::recommendation, recommendation_of},
    EvidenceExample{EvidenceKind::teaching, teaching_of},
    EvidenceExample{EvidenceKind::training, training_of},
};

void require_components(const Standard& standard) {
    if (!standard.components.empty()) return;
    throw Refusal(
        compose("the standard {} states no components", "标准 {} 未规定考核科目", standard.id),
        compose("a table [[component]] in the standard's TOML file, or in an overlay, "
                "states each",
                "可在标准或叠加文件中以 [[component]] 逐一写明"));
}

constexpr std::int64_t kCountedOf = 100;
constexpr std::int64_t kMostCounted = 10'000;

/// So many of 100 that the component comes to its full mark, or as near to it as whole numbers do.
std::int64_t full_count(const Component& component) {
    const Ratio& ratio = *component.ratio;
    const Fraction exact = (Fraction(component.full_mark) - Fraction(ratio.plus)) *
                           Fraction(Decimal(kCountedOf, 0)) / Fraction(ratio.times);
    if (exact.is_negative()) return 0;
    const auto count = exact.rounded({RoundingMode::down, 0}).decimal();
    return count ? std::min(count->units(), kMostCounted) : kMostCounted;
}

/// nullopt: the column has what the component is computed from in its place.
std::optional<std::string> example_points(const Component& component, const ScoreColumn& column) {
    switch (column.part) {
        case ScoreColumn::Part::own:
            if (!component.items.empty() || component.ratio) return std::nullopt;
            return format_decimal(component.full_mark);
        case ScoreColumn::Part::item: return format_decimal(component.items[column.item].full_mark);
        case ScoreColumn::Part::of: return std::to_string(full_count(component));
        case ScoreColumn::Part::to: return std::to_string(kCountedOf);
    }
    return std::nullopt;
}

Bilingual names_of(const Component& component, const ScoreColumn& column) {
    switch (column.part) {
        case ScoreColumn::Part::own: return {column.name, component.name.zh};
        case ScoreColumn::Part::item: return {column.name, component.items[column.item].name.zh};
        default: return {column.name, column.name};
    }
}

constexpr std::int64_t kCandidates = 30;

Bilingual people_needed(const Standard& standard, const Component& component,
                        std::string_view role) {
    std::int64_t needed = 2;
    for (const Staffing& rule : standard.staffing) {
        if (rule.role != role || rule.component != component.id) continue;
        needed = std::max(needed, count_needed(rule, kCandidates));
    }
    return same(std::to_string(needed));
}

SessionMode mode_wanted(const Standard& standard, const Component& component) {
    const std::string online(format_session_mode(SessionMode::online));
    const auto wants_online = [&](const Equipment& rule) {
        return rule.component == component.id && contains(rule.required, online);
    };
    return std::any_of(standard.equipment.begin(), standard.equipment.end(), wants_online)
               ? SessionMode::online
               : SessionMode::offline;
}

/// Two items of different components may be called the same; their ids tell them apart.
void use_ids_where_names_are_doubled(ExampleTable& table) {
    std::map<std::string, int> counts;
    for (const auto& column : table.columns) ++counts[column.name.zh];
    for (auto& column : table.columns) {
        if (counts[column.name.zh] > 1) column.name.zh = column.name.en;
    }
}

}  // namespace

ExampleTable example_applications(const Standard& standard) {
    return table_of(TableKind::applications, {{"candidate_id", same(kCandidate)},
                                              {"name", {"Example Candidate", "示例考生"}},
                                              {"id_type", {"passport", "护照"}},
                                              {"id_number", same("EXAMPLE1")},
                                              {"level", lowest_level(standard)},
                                              {"applied_on", same(kAppliedOn)}});
}

std::vector<ExampleTable> example_evidence(const Standard& standard) {
    const EvidenceNeeds needs = evidence_used(standard);
    std::vector<ExampleTable> tables;
    for (const EvidenceExample& example : kEvidence) {
        if (!needs.kinds.contains(example.kind)) continue;
        Values values = example.values_of(standard);
        values.emplace("candidate_id", same(kCandidate));
        tables.push_back(table_of(table_kind_of(example.kind), values));
    }
    return tables;
}

ExampleTable example_scores(const Standard& standard) {
    require_components(standard);
    ExampleTable table = table_of(
        TableKind::scores, {{"candidate_id", same(kCandidate)}, {"level", lowest_level(standard)}});
    for (const ScoreColumn& column : score_columns(standard)) {
        const Component& component = standard.components[column.component];
        if (const auto points = example_points(component, column)) {
            table.columns.push_back({names_of(component, column), same(*points)});
        }
    }
    Values more;
    if (standard.resits) more = {{"attempt", same("1")}, {"held_on", same(kHeldOn)}};
    if (standard.scoring.demotion) more.emplace("present_level", lowest_level(standard));
    for (auto& column : table_of(TableKind::scores, more).columns) {
        table.columns.push_back(std::move(column));
    }
    use_ids_where_names_are_doubled(table);
    return table;
}

ExampleTable example_sessions(const Standard& standard) {
    require_components(standard);
    const Component& component = standard.components.front();
    return table_of(TableKind::sessions,
                    {{"session_id", same("EXAMPLE-SESSION-1")},
                     {"component", describe_component(component)},
                     {"held_on", same(kHeldOn)},
                     {"candidates", same(std::to_string(kCandidates))},
                     {"invigilators", people_needed(standard, component, "invigilator")},
                     {"examiners", people_needed(standard, component, "examiner")},
                     {"minutes", same(std::to_string(component.minutes.value_or(120)))},
                     {"mode", describe_session_mode(mode_wanted(standard, component))},
                     {"network", describe_yes_or_no(true)},
                     {"surveillance", describe_yes_or_no(true)}});
}

ExampleTable example_venues(const Standard& standard) {
    if (!standard.venue) {
        throw Refusal(compose("the standard {} states no venue rules", "标准 {} 未规定培训场所要求",
                              standard.id),
                      compose("a table [venue] in the standard's TOML file states them",
                              "可在标准的 TOML 文件中以表 [venue] 写明"));
    }
    constexpr std::int64_t kSeats = 40;
    const Date from(2026, 1, 1);
    const std::int64_t years = std::max<std::int64_t>(standard.venue->lease.years_at_least, 5);
    DecimalSum area;  // more than both rules want
    area.add(standard.venue->room.area_m2_more_than);
    area.add(standard.venue->room.area_m2_per_candidate_at_least, kSeats);
    area.add(Decimal(2, 0), kSeats);
    return table_of(TableKind::venues, {{"venue_id", same("EXAMPLE-VENUE-1")},
                                        {"area_m2", same(format_decimal(area.total()))},
                                        {"seats", same(std::to_string(kSeats))},
                                        {"lease_from", same(from)},
                                        {"lease_to", same(last_day_of_lease(from, years))},
                                        {"equipment", {"projector", "投影仪"}},
                                        {"fire_certificate", describe_yes_or_no(true)}});
}

}  // namespace certrec
