#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"
#include "records/toml.hpp"
#include "standards/overlay.hpp"
#include "standards/parse_condition.hpp"

namespace certrec {

namespace {

constexpr unsigned kShownWeightPlaces = 6;

/// A clause in a table of its own, if there is one.
std::optional<Clause> read_optional_clause(TomlTable& parent, std::string_view key) {
    auto table = parent.optional_table(key);
    if (!table) return std::nullopt;
    Clause clause = read_clause(*table);
    table->finish();
    return clause;
}

/// A clause in a table of its own.
Clause read_clause(TomlTable& parent, std::string_view key) {
    if (auto clause = read_optional_clause(parent, key)) return *std::move(clause);
    parent.report(parent.location(), compose("the clause '{}' is missing", "缺少条款“{}”", key));
    return {};
}

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

/// Which values the published text leaves unstated, and which of them are there after all.
class OpenValues {
  public:
    void read(TomlTable& standard) {
        for (TomlTable& table : standard.optional_tables("open")) {
            OpenValue value;
            value.id = table.text("id");
            value.clause = read_clause(table, "clause");
            table.finish();
            add(std::move(value), table, "id");
        }
    }

    /// Nothing of an outline has to be there.
    void allow_all() { allow_all_ = true; }

    /// Reports one that is there already at `key` of `table`.
    void add(OpenValue value, const TomlTable& table, std::string_view key) {
        if (find(value.id) != values_.end()) {
            table.report(table.location(key), compose("the open value '{}' is there twice",
                                                      "待定项“{}”出现两次", shown(value.id)));
        }
        values_.push_back(std::move(value));
    }

    /// Whether `table` has the key. If it has, the value is no longer open; if it has not and is
    /// not open either, that is reported.
    [[nodiscard]] bool states(TomlTable& table, std::string_view key, const std::string& id) {
        const auto open = find(id);
        if (table.has(key)) {
            if (open != values_.end()) values_.erase(open);
            return true;
        }
        (void)table.optional_text(key);  // so that a slip of the keyboard is known as one
        if (open == values_.end() && !allow_all_) {
            table.report(table.location(), compose("'{}' is missing", "缺少“{}”", key),
                         compose("if the published text leaves it unstated, list the open value "
                                 "'{}'",
                                 "若公布文本未载明，请列出待定项“{}”", id));
        }
        return false;
    }

    [[nodiscard]] bool has(const std::string& id) { return find(id) != values_.end(); }
    [[nodiscard]] std::vector<OpenValue> take() { return std::move(values_); }

  private:
    std::vector<OpenValue>::iterator find(const std::string& id) {
        return std::find_if(values_.begin(), values_.end(),
                            [&id](const OpenValue& value) { return value.id == id; });
    }

    std::vector<OpenValue> values_;
    bool allow_all_ = false;
};

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
        read_scoring();
        read_components();
        check_weights();
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
                                 compose("'{}' names two levels", "“{}”指两个等级", name));
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

    void read_components() {
        if (!open_.states(table_, "component", "components")) return;
        std::set<std::string> ids;
        auto tables = table_.tables("component");
        if (tables.size() > kMaxComponents) {
            table_.report(table_.location("component"),
                          compose("more than {} components", "超过 {} 个科目", kMaxComponents));
        }
        for (TomlTable& table : tables) {
            Component component = read_component(table);
            if (!ids.insert(component.id).second) {
                table.report(table.location("id"), compose("two components are called '{}'",
                                                           "两个科目都叫“{}”", component.id));
            }
            standard_.components.push_back(std::move(component));
        }
    }

    Component read_component(TomlTable& table) {
        Component component;
        component.id = table.text("id");
        component.name = table.bilingual("name");
        if (open_.states(table, "full_mark", component.id + ".full_mark")) {
            component.full_mark = read_not_negative(table, "full_mark");
        }
        switch (standard_.scoring.scheme) {
            case Scheme::conjunctive: read_pass_mark(table, component); break;
            case Scheme::weighted: read_weight(table, component); break;
            case Scheme::open: break;
        }
        component.clause = read_clause(table, "clause");
        if (open_.states(table, "minutes", component.id + ".minutes")) {
            component.minutes = table.integer("minutes", 1, 100'000);
            component.time_clause = read_clause(table, "time");
        }
        read_items(table, component.id);
        table.finish();
        return component;
    }

    /// Minimums can only be open so far.
    void read_weight(TomlTable& table, Component& component) {
        component.weight = read_not_negative(table, "weight");
        if (!open_.has(component.id + ".minimum")) {
            table.report(table.location(), compose("the open value '{}' is missing",
                                                   "缺少待定项“{}”", component.id + ".minimum"));
        }
    }

    void read_pass_mark(TomlTable& table, Component& component) {
        if (!open_.states(table, "pass_mark", component.id + ".pass_mark")) return;
        component.pass_mark = read_not_negative(table, "pass_mark");
        if (table.has("full_mark") && component.pass_mark > component.full_mark) {
            table.report(table.location("pass_mark"),
                         compose("the pass mark is above the full mark", "合格分高于满分"));
        }
    }

    /// The weights of items are open so far in every standard that is built in.
    void read_items(TomlTable& table, const std::string& component) {
        const auto items = table.optional_text("items");
        if (!items) return;
        if (*items != "open") {
            table.report(table.location("items"),
                         compose("'items' can only be \"open\"", "“items”只能是 \"open\""));
        }
        open_.add({component + ".items", read_clause(table, "items_clause")}, table, "items");
    }

    void read_scoring() {
        if (!open_.states(table_, "scoring", "scoring")) return;
        auto table = table_.optional_table("scoring");
        if (!table) return;
        Scoring& scoring = standard_.scoring;
        const std::string scheme = table->text("scheme");
        if (scheme == "conjunctive") {
            scoring.scheme = Scheme::conjunctive;
        } else if (scheme == "weighted") {
            scoring.scheme = Scheme::weighted;
            scoring.minimums_clause = read_optional_clause(*table, "minimums_clause");
            if (auto demotion = table->optional_table("demotion")) read_demotion(*demotion);
        } else {
            table->report(
                table->location("scheme"),
                compose("'scheme' must be \"conjunctive\" (every component at its pass mark) or "
                        "\"weighted\"",
                        "“scheme”应为 \"conjunctive\"（各科目均须达到合格分）或 \"weighted\""));
        }
        scoring.clause = read_clause(*table, "clause");
        table->finish();
    }

    void read_demotion(TomlTable& table) {
        Demotion demotion;
        demotion.components_at_least =
            table.integer("components", 1, static_cast<std::int64_t>(kMaxComponents));
        demotion.levels = table.integer("levels", 1, 99);
        demotion.clause = read_clause(table, "clause");
        table.finish();
        standard_.scoring.demotion = std::move(demotion);
    }

    void check_weights() const {
        if (standard_.scoring.scheme != Scheme::weighted) return;
        DecimalSum sum;
        for (const Component& component : standard_.components) {
            if (component.weight) sum.add(*component.weight);
        }
        if (sum.compare(Decimal(100, 0)) != 0) {
            table_.report(table_.location("component"),
                          compose("the weights of the components add up to {} percent, not 100",
                                  "各科目权重合计 {} %，应为 100 %",
                                  format_decimal(sum.truncated(kShownWeightPlaces))));
        }
    }

    void read_calendar() {
        for (TomlTable& table : table_.optional_tables("calendar")) {
            CalendarRule rule;
            rule.month = static_cast<unsigned>(table.integer("month", 1, 12));
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
    bool sound = true;
    const DiagnosticSink counting = [&sound, &sink](const Diagnostic& diagnostic) {
        sound = false;
        sink(diagnostic);
    };
    TomlTable table(document->table, file, counting);
    Standard standard = StandardReader(table).read();
    if (!sound) return std::nullopt;
    standard.edition = document->edition;
    standard.layers = std::move(document->files);
    for (std::string& name : document->below) {
        if (!standard.accepts_standard(name)) standard.accepts.push_back(std::move(name));
    }
    return standard;
}

}  // namespace certrec
