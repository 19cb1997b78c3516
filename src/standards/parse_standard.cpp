#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"
#include "records/toml.hpp"

namespace certrec {

namespace {

/// A clause whose number and words stand in `table` itself.
Clause read_clause(TomlTable& table) {
    return {table.text("number"), {table.text("en"), table.text("zh")}};
}

/// A clause in a table of its own.
Clause read_clause(TomlTable& parent, std::string_view key) {
    auto table = parent.optional_table(key);
    if (!table) {
        parent.report(parent.location(),
                      compose("the clause '{}' is missing", "缺少条款“{}”", key));
        return {};
    }
    Clause clause = read_clause(*table);
    table->finish();
    return clause;
}

/// Reads each word of the array `key` with `parse`, reporting the words it does not know.
template <typename Value>
std::vector<Value> read_words(TomlTable& table, std::string_view key,
                              std::optional<Value> (*parse)(std::string_view)) {
    std::vector<Value> values;
    for (const std::string& word : table.texts(key)) {
        if (const auto value = parse(word)) {
            values.push_back(*value);
        } else {
            table.report(table.location(key), compose("unknown word '{0}' in '{1}'",
                                                      "“{1}”中有未知的词“{0}”", shown(word), key));
        }
    }
    return values;
}

Decimal read_not_negative(TomlTable& table, std::string_view key) {
    const Decimal value = table.decimal(key);
    if (value < Decimal(0, 0)) {
        table.report(table.location(key), compose("'{}' is below 0", "“{}”低于 0", key));
    }
    return value;
}

/// A level that a condition names, to be looked up when all levels are known.
struct LevelReference {
    std::string level;
    Location at;
};

class ConditionReader {
  public:
    explicit ConditionReader(std::vector<LevelReference>& references) : references_(references) {}

    [[nodiscard]] Condition read(TomlTable& table) const {
        if (table.has("all")) return finished(table, AllOf{read_parts(table, "all")});
        if (table.has("any")) return finished(table, AnyOf{read_parts(table, "any")});
        if (auto demand = table.optional_table("certificate")) {
            CertificateCondition condition{demand->text("level")};
            references_.push_back({condition.level, demand->location("level")});
            demand->finish();
            return finished(table, std::move(condition));
        }
        if (auto demand = table.optional_table("declaration")) {
            DeclarationCondition condition{demand->texts("kinds")};
            demand->finish();
            return finished(table, std::move(condition));
        }
        if (auto demand = table.optional_table("education")) {
            EducationCondition condition{read_attainment(*demand),
                                         read_words(*demand, "status", parse_education_status)};
            demand->finish();
            return finished(table, std::move(condition));
        }
        if (auto demand = table.optional_table("recommendation")) {
            demand->finish();
            return finished(table, RecommendationCondition{});
        }
        if (auto demand = table.optional_table("training")) {
            TrainingCondition condition{read_not_negative(*demand, "hours"),
                                        read_words(*demand, "modes", parse_training_mode)};
            demand->finish();
            return finished(table, std::move(condition));
        }
        table.report(table.location(),
                     compose("a condition is one of all, any, certificate, declaration, education, "
                             "recommendation, training",
                             "条件须为 all、any、certificate、declaration、education、"
                             "recommendation、training 之一"));
        return {};
    }

  private:
    template <typename Demand>
    static Condition finished(TomlTable& table, Demand demand) {
        table.finish();
        return {std::move(demand)};
    }

    [[nodiscard]] std::vector<Condition> read_parts(TomlTable& table, std::string_view key) const {
        std::vector<Condition> parts;
        for (TomlTable& part : table.tables(key)) parts.push_back(read(part));
        return parts;
    }

    static Attainment read_attainment(TomlTable& table) {
        const std::string word = table.text("at_least");
        const auto attainment = parse_attainment(word);
        if (!attainment && !word.empty()) {
            table.report(table.location("at_least"),
                         compose("unknown attainment '{}'", "未知的学历“{}”", shown(word)));
        }
        return attainment.value_or(Attainment::lower_secondary);
    }

    std::vector<LevelReference>& references_;
};

Route read_route(TomlTable& table, std::vector<LevelReference>& references) {
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

Training read_training(TomlTable& table) {
    Training training;
    training.binding = table.boolean("binding");
    training.demand = {read_not_negative(table, "hours"),
                       read_words(table, "modes", parse_training_mode)};
    training.clause = read_clause(table, "clause");
    table.finish();
    return training;
}

Level read_level(TomlTable& table, std::vector<LevelReference>& references) {
    Level level;
    level.id = table.text("id");
    level.rank = static_cast<unsigned>(table.integer("rank", 1, 99));
    level.code = table.text("code");
    level.aliases = table.optional_texts("aliases");
    level.name = table.bilingual("name");
    level.clause = read_clause(table, "clause");
    if (auto training = table.optional_table("training")) level.training = read_training(*training);
    level.routes_clause = read_clause(table, "routes");
    for (TomlTable& route : table.tables("route")) {
        level.routes.push_back(read_route(route, references));
    }
    table.finish();
    return level;
}

class StandardReader {
  public:
    explicit StandardReader(TomlTable& table) : table_(table) {}

    [[nodiscard]] Standard read() {
        standard_.id = table_.text("id");
        standard_.aliases = table_.optional_texts("aliases");
        standard_.coverage = read_coverage();
        standard_.title = table_.bilingual("title");
        standard_.source = table_.bilingual("source");
        standard_.occupation = table_.bilingual("occupation");
        read_levels();
        read_components();
        read_scoring();
        read_staffing();
        read_equipment();
        if (auto venue = table_.optional_table("venue")) read_venue(*venue);
        read_open_values();
        read_readings();
        table_.finish();
        check_references();
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
        return Coverage::outline;
    }

    void read_levels() {
        std::set<std::string> names;
        std::set<unsigned> ranks;
        std::set<std::string> codes;
        auto tables = table_.tables("level");
        for (TomlTable& table : tables) {
            std::vector<LevelReference> references;
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

    static std::set<std::string> names_of(const Level& level) {
        std::set<std::string> names(level.aliases.begin(), level.aliases.end());
        names.insert({level.id, level.name.zh, level.name.en});
        names.erase("");
        return names;
    }

    void read_components() {
        std::set<std::string> ids;
        auto tables = table_.tables("component");
        if (tables.size() > kMaxComponents) {
            table_.report(table_.location("component"),
                          compose("more than {} components", "超过 {} 个科目", kMaxComponents));
        }
        for (TomlTable& table : tables) {
            Component component;
            component.id = table.text("id");
            component.name = table.bilingual("name");
            component.full_mark = read_not_negative(table, "full_mark");
            component.pass_mark = read_not_negative(table, "pass_mark");
            component.minutes = table.integer("minutes", 1, 100'000);
            component.clause = read_clause(table, "clause");
            component.time_clause = read_clause(table, "time");
            read_items(table, component.id);
            table.finish();
            if (!ids.insert(component.id).second) {
                table.report(table.location("id"), compose("two components are called '{}'",
                                                           "两个科目都叫“{}”", component.id));
            }
            if (component.pass_mark > component.full_mark) {
                table.report(table.location("pass_mark"),
                             compose("the pass mark is above the full mark", "合格分高于满分"));
            }
            standard_.components.push_back(std::move(component));
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
        standard_.open_values.push_back({component + ".items", read_clause(table, "items_clause")});
    }

    void read_scoring() {
        auto table = table_.optional_table("scoring");
        if (!table) {
            table_.report(table_.location(),
                          compose("the table 'scoring' is missing", "缺少表“scoring”"));
            return;
        }
        if (table->text("scheme") != "conjunctive") {
            table->report(
                table->location("scheme"),
                compose("'scheme' must be \"conjunctive\": every component at its pass mark",
                        "“scheme”应为 \"conjunctive\"：各科目均须达到合格分"));
        }
        standard_.scoring_clause = read_clause(*table, "clause");
        table->finish();
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

    void read_open_values() {
        for (TomlTable& table : table_.optional_tables("open")) {
            OpenValue value;
            value.id = table.text("id");
            value.clause = read_clause(table, "clause");
            table.finish();
            if (standard_.find_open(value.id) != nullptr) {
                table.report(table.location("id"), compose("the open value '{}' is there twice",
                                                           "待定项“{}”出现两次", value.id));
            }
            standard_.open_values.push_back(std::move(value));
        }
    }

    void read_readings() {
        for (TomlTable& table : table_.optional_tables("reading")) {
            standard_.readings.push_back(
                {table.text("clause"), {table.text("en"), table.text("zh")}});
            table.finish();
        }
    }

    /// Levels that conditions name must exist, and a certificate that a route needs must be of a
    /// level below: else the level could never be reached, or prerequisites would go in a circle.
    void check_references() const {
        for (const Level& level : standard_.levels) {
            for (const LevelReference& needed : references_.at(level.id)) {
                check_reference(needed, level);
            }
        }
    }

    void check_reference(const LevelReference& reference, const Level& level) const {
        const auto needed =
            std::find_if(standard_.levels.begin(), standard_.levels.end(),
                         [&reference](const Level& l) { return l.id == reference.level; });
        if (needed == standard_.levels.end()) {
            table_.report(reference.at, compose("there is no level '{}'", "没有等级“{}”",
                                                shown(reference.level)));
        } else if (needed->rank >= level.rank) {
            table_.report(
                reference.at,
                compose("level '{0}' needs a certificate of level '{1}', which is not "
                        "below it",
                        "等级“{0}”所需证书的等级“{1}”不低于本等级", level.id, needed->id));
        }
    }

    TomlTable& table_;
    Standard standard_;
    std::map<std::string, std::vector<LevelReference>> references_;  // by the level that needs them
};

}  // namespace

std::optional<Standard> parse_standard(std::string_view bytes, const std::string& file,
                                       const DiagnosticSink& sink) {
    const auto document = parse_toml(bytes, file, sink);
    if (!document) return std::nullopt;
    bool sound = true;
    const DiagnosticSink counting = [&sound, &sink](const Diagnostic& diagnostic) {
        sound = false;
        sink(diagnostic);
    };
    TomlTable table(*document, file, counting);
    Standard standard = StandardReader(table).read();
    if (!sound) return std::nullopt;
    standard.edition = sha256(bytes);
    return standard;
}

}  // namespace certrec
