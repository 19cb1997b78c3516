#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"
#include "records/toml.hpp"
#include "standards/open_values.hpp"
#include "standards/overlay.hpp"
#include "standards/parse_condition.hpp"
#include "standards/parse_scoring.hpp"
#include "standards/read_parts.hpp"

namespace certrec {

namespace {

Route read_route(TomlTable& table, std::vector<Reference>& references) {
    Route route;
    route.clause = read_clause(table);
    if (auto condition = table.optional_table("condition")) {
        route.condition = ConditionReader(references).read(*condition);
    } else {
        table.report(table.location(),
                     compose("the route has no condition", "此申报条件缺少 condition"));
    }
    table.finish();
    return route;
}

Occupation read_occupation(TomlTable& table) {
    return {{table.text("en"), table.text("zh")},
            table.optional_text("code").value_or(""),
            table.optional_texts("aliases")};
}

class StandardReader {
  public:
    explicit StandardReader(TomlTable& table) : table_(table) {}

    [[nodiscard]] Standard read() {
        standard_.id = table_.text("id");
        standard_.aliases = table_.optional_texts("aliases");
        standard_.accepts = table_.optional_texts("accepts");
        standard_.extends = table_.optional_text("extends").value_or("");
        standard_.coverage = read_coverage();
        if (standard_.coverage == Coverage::outline) open_.allow_all();
        open_.read(table_);
        standard_.title = table_.bilingual("title");
        standard_.source = table_.bilingual("source");
        read_occupations();
        if (table_.has("strict_certificate_kind")) {
            standard_.strict_certificate_kind = table_.boolean("strict_certificate_kind");
        }
        read_functions();
        read_levels();
        ScoringReader(table_, standard_, open_).read();
        if (auto validity = table_.optional_table("validity")) read_validity(*validity);
        read_calendar();
        read_staffing();
        read_equipment();
        if (auto venue = table_.optional_table("venue")) read_venue(*venue);
        read_readings();
        table_.finish();
        check_references();
        standard_.open_values = open_.take();
        return std::move(standard_);
    }

  private:
    Coverage read_coverage() {
        const std::string word = table_.text("coverage");
        for (const Coverage c : {Coverage::complete, Coverage::partial, Coverage::outline}) {
            if (word == format_coverage(c)) return c;
        }
        if (!word.empty()) {
            table_.report(table_.location("coverage"),
                          compose("'coverage' is complete, partial or outline",
                                  "“coverage”应为 complete、partial 或 outline"));
        }
        return Coverage::complete;  // so that whatever else is missing is told
    }

    void read_occupations() {
        auto table = table_.optional_table("occupation");
        if (!table) {
            table_.report(table_.location(),
                          compose("the table '{}' is missing", "缺少表“{}”", "occupation"));
            return;
        }
        standard_.occupation = read_occupation(*table);
        for (TomlTable& related : table->optional_tables("related")) {
            standard_.related_occupations.push_back(read_occupation(related));
            related.finish();
        }
        standard_.related_clause = read_optional_clause(*table, "related_clause");
        table->finish();
    }

    void read_functions() {
        for (TomlTable& table : table_.optional_tables("function")) {
            standard_.functions.push_back(read_clause(table));
            table.finish();
        }
    }

    void read_levels() {
        std::set<std::string> names;
        std::set<unsigned> ranks;
        std::set<std::string> codes;
        auto tables = table_.tables("level");
        for (TomlTable& table : tables) {
            std::vector<Reference> references;
            Level level = read_level(table, references);
            references_[level.id] = std::move(references);
            for (const std::string& name : names_of(level)) {
                if (!names.insert(name).second) {
                    table.report(table.location("id"),
                                 compose("'{}' names two levels", "“{}”同时指两个等级", name));
                }
            }
            if (!ranks.insert(level.rank).second) {
                table.report(
                    table.location("rank"),
                    compose("two levels have rank {}", "两个等级的 rank 都是 {}", level.rank));
            }
            if (!codes.insert(level.code).second) {
                table.report(table.location("code"),
                             compose("two levels have the code '{}'", "两个等级的 code 都是“{}”",
                                     level.code));
            }
            standard_.levels.push_back(std::move(level));
        }
        std::sort(standard_.levels.begin(), standard_.levels.end(),
                  [](const Level& a, const Level& b) { return a.rank < b.rank; });
    }

    Level read_level(TomlTable& table, std::vector<Reference>& references) {
        Level level;
        level.id = table.text("id");
        level.rank = static_cast<unsigned>(table.integer("rank", 1, 99));
        level.code = table.text("code");
        level.aliases = table.optional_texts("aliases");
        level.name = {level.id, level.id};
        if (open_.states(table, "name", level.id + ".name")) level.name = table.bilingual("name");
        level.clause = read_clause(table, "clause");
        if (auto training = table.optional_table("training")) {
            level.training = read_training(*training, references);
        }
        if (auto routes = read_optional_clause(table, "routes")) level.routes_clause = *routes;
        if (open_.states(table, "route", open_routes_id(level)))
            read_routes(table, level, references);
        table.finish();
        return level;
    }

    static void read_routes(TomlTable& table, Level& level, std::vector<Reference>& references) {
        std::set<std::string> numbers;
        for (TomlTable& route : table.tables("route")) {
            level.routes.push_back(read_route(route, references));
            const std::string& number = level.routes.back().clause.number;
            if (!numbers.insert(number).second) {
                route.report(route.location("number"),
                             compose("two routes have the number '{}'",
                                     "两条申报条件的编号都是“{}”", number));
            }
        }
    }

    static Training read_training(TomlTable& table, std::vector<Reference>& references) {
        Training training;
        training.binding = table.boolean("binding");
        training.demand = ConditionReader(references).read_training(table);
        training.clause = read_clause(table, "clause");
        table.finish();
        return training;
    }

    static std::set<std::string> names_of(const Level& level) {
        std::set<std::string> names(level.aliases.begin(), level.aliases.end());
        names.insert({level.id, level.name.zh, level.name.en});
        names.erase("");
        return names;
    }

    void read_validity(TomlTable& table) {
        Validity validity;
        if (!table.has("period")) {
            table.report(table.location(),
                         compose("the key 'period' is missing", "缺少键“period”"));
        }
        validity.period = read_period(table, "period").value_or(Period{});
        validity.renewal = read_period(table, "renewal");
        // Days and months are compared where a year begins; nothing else tells which is longer.
        const Date new_year(2001, 1, 1);
        if (validity.renewal && validity.period.count > 0 &&
            last_day_of(new_year, *validity.renewal) >= last_day_of(new_year, validity.period)) {
            table.report(table.location("renewal"),
                         compose("'renewal' is the last part of 'period', and must be shorter",
                                 "“renewal”是“period”的最后一段，必须更短"));
        }
        validity.clause = read_clause(table, "clause");
        table.finish();
        standard_.validity = std::move(validity);
    }

    void read_calendar() {
        for (TomlTable& table : table_.optional_tables("calendar")) {
            CalendarRule rule;
            rule.month = static_cast<unsigned>(table.integer("month", 1, 12));
            const bool doubled =
                std::any_of(standard_.calendar.begin(), standard_.calendar.end(),
                            [&rule](const CalendarRule& r) { return r.month == rule.month; });
            if (doubled) {
                table.report(table.location("month"),
                             compose("month {} is there twice", "{} 月出现两次", rule.month));
            }
            const std::string attendance = table.text("attendance");
            rule.obligatory = attendance == "obligatory";
            if (!rule.obligatory && attendance != "optional") {
                table.report(table.location("attendance"),
                             compose("'attendance' is optional or obligatory",
                                     "“attendance”应为 optional 或 obligatory"));
            }
            rule.clause = read_clause(table, "clause");
            table.finish();
            standard_.calendar.push_back(std::move(rule));
        }
    }

    void read_staffing() {
        for (TomlTable& table : table_.optional_tables("staffing")) {
            Staffing staffing;
            staffing.role = table.text("role");
            staffing.name = table.bilingual("name");
            staffing.component = read_component_id(table);
            staffing.candidates_per = table.integer("candidates_per", 1, 1'000'000);
            staffing.at_least = table.integer("at_least", 1, 1'000);
            staffing.clause = read_clause(table, "clause");
            table.finish();
            standard_.staffing.push_back(std::move(staffing));
        }
    }

    void read_equipment() {
        for (TomlTable& table : table_.optional_tables("equipment")) {
            Equipment equipment;
            equipment.component = read_component_id(table);
            equipment.required = table.texts("required");
            equipment.clause = read_clause(table, "clause");
            table.finish();
            standard_.equipment.push_back(std::move(equipment));
        }
    }

    std::string read_component_id(TomlTable& table) const {
        std::string id = table.text("component");
        const auto known =
            std::any_of(standard_.components.begin(), standard_.components.end(),
                        [&id](const Component& component) { return component.id == id; });
        if (!known && !id.empty()) {
            table.report(table.location("component"),
                         compose("there is no component '{}'", "没有科目“{}”", shown(id)));
        }
        return id;
    }

    void read_venue(TomlTable& table) {
        VenueRules venue;
        with_part(table, "lease", [&venue](TomlTable& part) {
            venue.lease.years_at_least = part.integer("years_at_least", 0, 1'000);
            venue.lease.clause = read_clause(part, "clause");
        });
        with_part(table, "room", [&venue](TomlTable& part) {
            venue.room.area_m2_more_than = read_not_negative(part, "area_m2_more_than");
            venue.room.area_m2_per_candidate_at_least =
                read_not_negative(part, "area_m2_per_candidate_at_least");
            venue.room.clause = read_clause(part, "clause");
        });
        with_part(table, "fire_safety", [&venue](TomlTable& part) {
            venue.fire_safety.certificate = part.boolean("certificate");
            venue.fire_safety.clause = read_clause(part, "clause");
        });
        with_part(table, "furnishing", [&venue](TomlTable& part) {
            venue.furnishing.clause = read_clause(part, "clause");
        });
        table.finish();
        standard_.venue = std::move(venue);
    }

    static void with_part(TomlTable& table, std::string_view key,
                          const std::function<void(TomlTable&)>& read_part) {
        auto part = table.optional_table(key);
        if (!part) {
            table.report(table.location(), compose("the table '{}' is missing", "缺少表“{}”", key));
            return;
        }
        read_part(*part);
        part->finish();
    }

    void read_readings() {
        for (TomlTable& table : table_.optional_tables("reading")) {
            standard_.readings.push_back(
                {table.text("clause"), {table.text("en"), table.text("zh")}});
            table.finish();
        }
    }

    /// What conditions name must exist, and a certificate that a route needs must be of a level
    /// below: else the level could never be reached, or prerequisites would go in a circle.
    void check_references() {
        for (const Level& level : standard_.levels) {
            for (const Reference& reference : references_.at(level.id)) {
                check_reference(reference, level);
            }
        }
    }

    void check_reference(const Reference& reference, const Level& level) {
        if (reference.to == Reference::To::open_value) {
            if (open_.has(reference.id)) return;
            table_.report(reference.at, compose("there is no open value '{}'", "没有待定项“{}”",
                                                shown(reference.id)));
            return;
        }
        const auto needed =
            std::find_if(standard_.levels.begin(), standard_.levels.end(),
                         [&reference](const Level& l) { return l.id == reference.id; });
        if (needed == standard_.levels.end()) {
            table_.report(reference.at,
                          compose("there is no level '{}'", "没有等级“{}”", shown(reference.id)));
            return;
        }
        if (reference.to == Reference::To::lower_level && needed->rank >= level.rank) {
            table_.report(
                reference.at,
                compose("level '{0}' needs a certificate of level '{1}', which is not "
                        "below it",
                        "等级“{0}”所需证书的等级“{1}”不低于本等级", level.id, needed->id));
            return;
        }
        return;
    }

    TomlTable& table_;
    Standard standard_;
    OpenValues open_;
    std::map<std::string, std::vector<Reference>> references_;  // by the level that needs them
};

}  // namespace

std::optional<Standard> parse_standard(std::string_view bytes, const std::string& file,
                                       const DiagnosticSink& sink, const FindStandard& find) {
    auto document = read_layers(bytes, file, find, sink);
    if (!document) return std::nullopt;
    const WatchedSink watched(sink);
    TomlTable table(document->table, file, watched.sink());
    Standard standard = StandardReader(table).read();
    if (!watched.is_silent()) return std::nullopt;
    standard.edition = document->edition;
    standard.layers = std::move(document->files);
    for (std::string& name : document->below) {
        if (!standard.accepts_standard(name)) standard.accepts.push_back(std::move(name));
    }
    return standard;
}

}  // namespace certrec
