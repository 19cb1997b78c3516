#include "certrec/report/example_table.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

namespace {

constexpr std::string_view kCandidate = "EXAMPLE-1";
constexpr std::string_view kAppliedOn = "2026-09-01";
constexpr std::string_view kHeldOn = "2026-11-07";

/// By the ids of columns.
using Values = std::map<std::string, std::string, std::less<>>;

/// The columns of the kind for which there are values, in their order.
ExampleTable table_of(TableKind kind, const Values& values) {
    ExampleTable table{kind, {}};
    for (const ColumnName& column : column_names(kind)) {
        const auto value = values.find(column.name);
        if (value != values.end())
            table.columns.push_back({describe_column(column), value->second});
    }
    return table;
}

std::string lowest_level(const Standard& standard) {
    return standard.levels.empty() ? std::string() : standard.levels.front().id;
}

/// The first kind of declaration that a condition asks for.
std::string declaration_kind(const Standard& standard) {
    std::string kind = "works-in-occupation";
    bool is_found = false;
    for (const Level& level : standard.levels) {
        for (const Route& route : level.routes) {
            for_each_condition(route.condition, [&](const Condition& condition) {
                const auto* const asked = std::get_if<DeclarationCondition>(&condition.demand);
                if (asked == nullptr || is_found) return;
                kind = asked->kinds.front();
                is_found = true;
            });
        }
    }
    return kind;
}

std::string training_hours(const Standard& standard) {
    for (const Level& level : standard.levels) {
        if (level.training) return format_decimal(level.training->demand.hours);
    }
    return "60";
}

struct EvidenceExample {
    TableKind kind;
    EvidenceKind evidence;
    Values values;
};

std::vector<EvidenceExample> evidence_examples(const Standard& standard) {
    const std::string level = lowest_level(standard);
    const std::string occupation = standard.occupation.name.zh;
    const std::string employer = "示例单位";
    return {
        {TableKind::apprenticeship,
         EvidenceKind::apprenticeship,
         {{"occupation", occupation}, {"completed_on", "2020-06-30"}, {"from", "2019-07-01"}}},
        {TableKind::certificate,
         EvidenceKind::certificate,
         {{"standard", standard.id},
          {"level", level},
          {"issued_on", "2019-06-30"},
          {"valid_until", ""},
          {"number", "EXAMPLE-CERTIFICATE-1"}}},
        {TableKind::declaration,
         EvidenceKind::declaration,
         {{"kind", declaration_kind(standard)}, {"signed_on", "2026-08-15"}}},
        {TableKind::education,
         EvidenceKind::education,
         {{"attainment", "bachelor"},
          {"status", "graduated"},
          {"graduated_on", "2015-06-30"},
          {"field", "this"},
          {"programme", "none"}}},
        {TableKind::employment,
         EvidenceKind::employment,
         {{"occupation", occupation}, {"from", "2016-01-01"}, {"to", ""}, {"employer", employer}}},
        {TableKind::publication,
         EvidenceKind::publication,
         {{"kind", "book"},
          {"class", "A"},
          {"author_position", "1"},
          {"published_on", "2020-05-01"}}},
        {TableKind::recommendation,
         EvidenceKind::recommendation,
         {{"employer", employer}, {"level", level}, {"signed_on", "2026-08-15"}}},
        {TableKind::teaching,
         EvidenceKind::teaching,
         {{"hours", "100"}, {"from", "2025-01-01"}, {"to", "2025-12-31"}, {"level", level}}},
        {TableKind::training,
         EvidenceKind::training,
         {{"standard", standard.id},
          {"level", level},
          {"mode", "offline"},
          {"hours", training_hours(standard)},
          {"completed_on", "2026-07-15"}}},
    };
}

void require_components(const Standard& standard) {
    if (!standard.components.empty()) return;
    throw Refusal(
        compose("the standard {} states no components", "标准 {} 未规定考核科目", standard.id),
        compose("a table [[component]] in the standard's TOML file, or in an overlay, "
                "states each",
                "可在标准或叠加文件中以 [[component]] 逐一写明"));
}

/// nullopt: the column has what the component is computed from in its place.
std::optional<std::string> example_points(const Component& component, const ScoreColumn& column) {
    switch (column.part) {
        case ScoreColumn::Part::own:
            if (!component.items.empty() || component.ratio) return std::nullopt;
            return format_decimal(component.full_mark);
        case ScoreColumn::Part::item: return format_decimal(component.items[column.item].full_mark);
        case ScoreColumn::Part::of: return "0";
        case ScoreColumn::Part::to: return "100";
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
    return table_of(TableKind::applications, {{"candidate_id", std::string(kCandidate)},
                                              {"name", "示例考生"},
                                              {"id_type", "passport"},
                                              {"id_number", "EXAMPLE1"},
                                              {"level", lowest_level(standard)},
                                              {"applied_on", std::string(kAppliedOn)}});
}

std::vector<ExampleTable> example_evidence(const Standard& standard) {
    const EvidenceNeeds needs = evidence_used(standard);
    std::vector<ExampleTable> tables;
    for (EvidenceExample& example : evidence_examples(standard)) {
        if (needs.kinds.count(example.evidence) == 0) continue;
        example.values.emplace("candidate_id", kCandidate);
        tables.push_back(table_of(example.kind, example.values));
    }
    return tables;
}

ExampleTable example_scores(const Standard& standard) {
    require_components(standard);
    ExampleTable table = table_of(TableKind::scores, {{"candidate_id", std::string(kCandidate)},
                                                      {"level", lowest_level(standard)}});
    for (const ScoreColumn& column : score_columns(standard)) {
        const Component& component = standard.components[column.component];
        if (const auto points = example_points(component, column)) {
            table.columns.push_back({names_of(component, column), *points});
        }
    }
    Values more;
    if (standard.resits) more = {{"attempt", "1"}, {"held_on", std::string(kHeldOn)}};
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
                    {{"session_id", "EXAMPLE-SESSION-1"},
                     {"component", component.id},
                     {"held_on", std::string(kHeldOn)},
                     {"candidates", "30"},
                     {"invigilators", "2"},
                     {"examiners", "2"},
                     {"minutes", std::to_string(component.minutes.value_or(120))},
                     {"mode", "offline"},
                     {"network", "yes"},
                     {"surveillance", "yes"}});
}

ExampleTable example_venues(const Standard& standard) {
    if (!standard.venue) {
        throw Refusal(compose("the standard {} states no venue rules", "标准 {} 未规定培训场所要求",
                              standard.id),
                      compose("a table [venue] in the standard's TOML file states them",
                              "可在标准的 TOML 文件中以表 [venue] 写明"));
    }
    return table_of(TableKind::venues, {{"venue_id", "EXAMPLE-VENUE-1"},
                                        {"area_m2", "400"},
                                        {"seats", "100"},
                                        {"lease_from", "2026-01-01"},
                                        {"lease_to", "2030-12-31"},
                                        {"equipment", "projector"},
                                        {"fire_certificate", "yes"}});
}

}  // namespace certrec
