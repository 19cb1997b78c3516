#include "standards/parse_scoring.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "standards/parse_bands.hpp"
#include "standards/read_parts.hpp"

namespace certrec {

namespace {

constexpr unsigned kShownWeightPlaces = 6;

/// Columns of a scores file, or of what is made of it, that are no scores.
constexpr std::array<std::string_view, 19> kOtherColumns = {
    "candidate_id", "level",    "attempt", "attempts", "held_on",  "present_level", "total",
    "outcome",      "awarded",  "reasons", "findings", "standard", "eligibility",   "route",
    "earliest_on",  "issuance", "name",    "id_type",  "id_number"};

bool is_taken(std::string_view column) {
    return std::find(kOtherColumns.begin(), kOtherColumns.end(), column) != kOtherColumns.end() ||
           column.ends_with("_session") || column.ends_with("_counted");
}

template <typename Value, typename Values>
std::optional<Value> parse_as(std::string_view word, const Values& values,
                              std::string_view (*format)(Value)) {
    for (const Value value : values) {
        if (word == format(value)) return value;
    }
    return std::nullopt;
}

std::optional<Scheme> parse_scheme(std::string_view word) {
    return parse_as(word, std::array{Scheme::conjunctive, Scheme::weighted}, format_scheme);
}

std::optional<RoundingMode> parse_rounding_mode(std::string_view word) {
    return parse_as(word,
                    std::array{RoundingMode::half_up, RoundingMode::half_even, RoundingMode::down},
                    format_rounding_mode);
}

std::optional<WordRule> parse_word_rule(std::string_view word) {
    return parse_as(word,
                    std::array{WordRule::apart, WordRule::zero, WordRule::fail, WordRule::left_out,
                               WordRule::refused},
                    format_word_rule);
}

std::optional<AttemptRule> parse_attempt_rule(std::string_view word) {
    return parse_as(word,
                    std::array{AttemptRule::each, AttemptRule::best, AttemptRule::latest,
                               AttemptRule::components},
                    format_attempt_rule);
}

template <typename Value>
std::optional<Value> read_required_word(TomlTable& table, std::string_view key,
                                        std::optional<Value> (*parse)(std::string_view)) {
    if (table.has(key)) return read_word(table, key, parse);
    (void)table.text(key);  // reports that it is missing
    return std::nullopt;
}

/// The keys `mode` and `places` of `table`.
std::optional<Rounding> read_rounding(TomlTable& table) {
    const auto mode = read_required_word(table, "mode", parse_rounding_mode);
    const std::int64_t places = table.integer("places", 0, kMaxRoundingPlaces);
    if (!mode) return std::nullopt;
    return Rounding{*mode, static_cast<unsigned>(places)};
}

/// Weights are percent, or parts of 1.
void check_weights(const TomlTable& table, std::string_view key, const Fraction& sum,
                   std::string_view whose_en, std::string_view whose_zh) {
    if (sum == Decimal(100, 0) || sum == Decimal(1, 0)) return;
    const Rounding places{RoundingMode::down, kShownWeightPlaces};
    table.report(table.location(key),
                 compose("the weights of {1} add up to {0} percent, not 100",
                         "{2}权重合计 {0} %，应为 100 %", format_fraction(sum.rounded(places)),
                         whose_en, whose_zh),
                 compose("weights are percent, or parts of 1", "权重以百分数计，或合计为 1"));
}

}  // namespace

void ScoringReader::read() {
    std::optional<TomlTable> scoring;
    if (open_.states(table_, "scoring", "scoring")) scoring = table_.optional_table("scoring");
    if (scoring) read_scheme(*scoring);
    read_components();
    if (scoring && standard_.scoring.scheme == Scheme::weighted) read_weighted(*scoring);
    if (scoring) scoring->finish();
    read_resits();
}

void ScoringReader::read_scheme(TomlTable& table) {
    Scoring& scoring = standard_.scoring;
    const std::string word = table.text("scheme");
    const auto scheme = parse_scheme(word);
    if (scheme) {
        scoring.scheme = *scheme;
    } else if (!word.empty()) {
        table.report(
            table.location("scheme"),
            compose("'scheme' must be \"conjunctive\" (every component at its pass mark) or "
                    "\"weighted\"",
                    "“scheme”应为 \"conjunctive\"（各科目均须达到合格分）或 \"weighted\""));
    }
    scoring.clause = read_clause(table, "clause");
    read_words(table);
}

void ScoringReader::read_words(TomlTable& scoring) {
    auto table = scoring.optional_table("words");
    if (!table) return;
    WordRules& words = standard_.scoring.words;
    const auto read = [&table](std::string_view key, WordRule& rule) {
        rule = read_word(*table, key, parse_word_rule).value_or(rule);
    };
    read("absent", words.absent);
    read("disqualified", words.disqualified);
    read("exempt", words.exempt);
    read("pending", words.pending);
    if (words.exempt == WordRule::apart) {
        table->report(table->location("exempt"),
                      compose("'exempt' is no outcome, so it cannot be \"apart\"",
                              "“exempt”不是一种结果，不能为 \"apart\""));
    }
    words.clause = read_optional_clause(*table, "clause");
    table->finish();
}

void ScoringReader::read_weighted(TomlTable& scoring) {
    Scoring& rules = standard_.scoring;
    rules.minimums_clause = read_optional_clause(scoring, "minimums_clause");
    if (auto demotion = scoring.optional_table("demotion")) read_demotion(*demotion);
    if (auto rounding = scoring.optional_table("rounding")) {
        rules.rounding = read_rounding(*rounding);
        rules.rounding_clause = read_optional_clause(*rounding, "clause");
        rounding->finish();
    }
    if (scoring.has("pass_mark")) {
        rules.pass_mark = read_not_negative(scoring, "pass_mark");
        // An overlay that removes every band leaves an empty array.
        if (!scoring.optional_tables("band").empty()) {
            scoring.report(scoring.location("pass_mark"),
                           compose("one of '{0}' and '{1}' is wanted", "“{0}”与“{1}”须有且只有一个",
                                   "band", "pass_mark"));
        }
        open_.drop("scoring.bands");
    } else if (open_.states(scoring, "band", "scoring.bands")) {
        rules.bands = read_bands(scoring, standard_.levels);
    }
    read_full_mark(scoring);
}

void ScoringReader::read_demotion(TomlTable& table) {
    Demotion demotion;
    demotion.components_at_least =
        table.integer("components", 1, static_cast<std::int64_t>(kMaxComponents));
    demotion.levels = table.integer("levels", 1, 99);
    demotion.clause = read_clause(table, "clause");
    table.finish();
    standard_.scoring.demotion = std::move(demotion);
}

void ScoringReader::read_components() {
    if (!open_.states(table_, "component", "components")) return;
    std::set<std::string> ids;
    auto tables = table_.tables("component");
    if (tables.size() > kMaxComponents) {
        table_.report(table_.location("component"),
                      compose("more than {} components", "超过 {} 个科目", kMaxComponents));
    }
    Fraction weights;
    for (TomlTable& table : tables) {
        Component component = read_component(table);
        if (!ids.insert(component.id).second) {
            table.report(table.location("id"), compose("two components are called '{}'",
                                                       "两个科目都叫“{}”", component.id));
        }
        if (component.weight) weights = weights + *component.weight;
        standard_.components.push_back(std::move(component));
    }
    check_counts(tables, ids);
    if (standard_.scoring.scheme != Scheme::weighted) return;
    check_weights(table_, "component", weights, "the components", "各科目");
}

/// A column of counts is not at the same time that of a component's own score.
void ScoringReader::check_counts(const std::vector<TomlTable>& tables,
                                 const std::set<std::string>& ids) const {
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto& ratio = standard_.components[i].ratio;
        if (!ratio) continue;
        for (const std::string& column : {ratio->of, ratio->to}) {
            if (ids.count(column) == 0) continue;
            tables[i].report(tables[i].location("ratio"),
                             compose("'{}' is a component, so it cannot be a column of counts",
                                     "“{}”是科目，不能用作计数的列名", shown(column)));
        }
    }
}

/// The total's full mark: stated, or the one that all components have.
void ScoringReader::read_full_mark(TomlTable& scoring) {
    Scoring& rules = standard_.scoring;
    const auto& components = standard_.components;
    if (components.empty()) return;
    if (scoring.has("full_mark")) {
        rules.full_mark = read_positive(scoring, "full_mark");
    } else {
        rules.full_mark = components.front().full_mark;
        const bool alike = std::all_of(components.begin(), components.end(), [&](const auto& c) {
            return c.full_mark == rules.full_mark;
        });
        if (!alike) {
            scoring.report(scoring.location(),
                           compose("the components have different full marks, so the total needs a "
                                   "'full_mark' of its own",
                                   "各科目满分不同，须以“full_mark”写明总分的满分"));
        }
    }
    const bool open = open_.has(components.front().id + ".full_mark");
    const auto too_high = [&](Decimal mark) { return !open && mark > rules.full_mark; };
    if (rules.pass_mark && too_high(*rules.pass_mark)) {
        scoring.report(scoring.location("pass_mark"),
                       compose("the pass mark is above the full mark", "合格分高于满分"));
    }
    if (!rules.bands.empty() && too_high(rules.bands.back().at_least)) {
        scoring.report(scoring.location("band"),
                       compose("the band of {} begins above the full mark", "{} 的分数段高于满分",
                               rules.bands.back().level));
    }
}

Component ScoringReader::read_component(TomlTable& table) {
    Component component;
    component.id = table.text("id");
    check_ids(table, component);
    component.name = table.bilingual("name");
    if (open_.states(table, "full_mark", component.id + ".full_mark")) {
        component.full_mark = read_positive(table, "full_mark");
    }
    switch (standard_.scoring.scheme) {
        case Scheme::conjunctive: read_pass_mark(table, component); break;
        case Scheme::weighted: read_weight(table, component); break;
        case Scheme::open: break;
    }
    if (auto rounding = table.optional_table("rounding")) {
        component.rounding = read_rounding(*rounding);
        rounding->finish();
    }
    component.clause = read_clause(table, "clause");
    if (open_.states(table, "minutes", component.id + ".minutes")) {
        component.minutes = table.integer("minutes", 1, 100'000);
        component.time_clause = read_clause(table, "time");
    }
    read_parts_of(table, component);
    table.finish();
    return component;
}

void ScoringReader::check_ids(TomlTable& table, const Component& component) const {
    const std::string& id = component.id;
    if (!is_taken(id) && id.find('.') == std::string::npos) return;
    table.report(
        table.location("id"),
        compose("'{}' cannot be the column of a component", "“{}”不能用作科目的列名", shown(id)),
        compose("a dot, _session and _counted name what belongs to a component, and "
                "some columns have a meaning of their own",
                "点号、_session 和 _counted 表示从属于科目的列，另有一些列名已有含义"));
}

void ScoringReader::check_count(TomlTable& ratio, std::string_view key) const {
    const auto column = ratio.optional_text(key);
    if (!column || !is_taken(*column)) return;
    ratio.report(ratio.location(key), compose("'{}' cannot be a column of counts",
                                              "“{}”不能用作计数的列名", shown(*column)));
}

void ScoringReader::read_pass_mark(TomlTable& table, Component& component) {
    if (!open_.states(table, "pass_mark", component.id + ".pass_mark")) return;
    component.pass_mark = read_not_negative(table, "pass_mark");
    if (table.has("full_mark") && component.pass_mark > component.full_mark) {
        table.report(table.location("pass_mark"),
                     compose("the pass mark is above the full mark", "合格分高于满分"));
    }
}

void ScoringReader::read_weight(TomlTable& table, Component& component) {
    component.weight = read_positive(table, "weight");
    if (!open_.states(table, "minimum", component.id + ".minimum")) return;
    component.minimum = read_not_negative(table, "minimum");
    if (table.has("full_mark") && component.minimum > component.full_mark) {
        table.report(table.location("minimum"),
                     compose("the minimum is above the full mark", "最低分高于满分"));
    }
}

/// What the component is computed from, if it is.
void ScoringReader::read_parts_of(TomlTable& table, Component& component) {
    if (table.has("ratio") && (table.has("item") || table.has("items"))) {
        table.report(table.location("ratio"), compose("a component has a ratio or items, not both",
                                                      "科目或有 ratio，或有分项，不能兼有"));
    }
    if (auto ratio = table.optional_table("ratio")) {
        component.ratio = Ratio{ratio->text("of"), ratio->text("to")};
        check_count(*ratio, "of");
        check_count(*ratio, "to");
        if (ratio->has("times")) component.ratio->times = ratio->decimal("times");
        if (ratio->has("plus")) component.ratio->plus = ratio->decimal("plus");
        ratio->finish();
    }
    read_open_items(table, component);
    if (table.has("item")) read_items(table, component);
}

/// Items whose weights the text leaves open; an overlay that has them supplies them.
void ScoringReader::read_open_items(TomlTable& table, Component& component) {
    const auto items = table.optional_text("items");
    if (items && *items != "open") {
        table.report(table.location("items"),
                     compose("'items' can only be \"open\"", "“items”只能是 \"open\""));
    }
    const bool weighed = table.has("item");
    if (items && !weighed) {
        open_.add({component.id + ".items", read_clause(table, "items_clause")}, table, "items");
    } else if (weighed) {
        component.items_clause = read_optional_clause(table, "items_clause");
    }
}

void ScoringReader::read_items(TomlTable& table, Component& component) {
    read_best(table, component);
    std::set<std::string> ids;
    Fraction weights;
    auto tables = table.tables("item");
    if (tables.size() > kMaxItems) {
        table.report(table.location("item"),
                     compose("more than {} items", "超过 {} 个分项", kMaxItems));
    }
    for (TomlTable& part : tables) {
        Item item = read_item(part, component);
        if (!ids.insert(item.id).second) {
            part.report(part.location("id"),
                        compose("two items are called '{}'", "两个分项都叫“{}”", item.id));
        }
        if (item.weight) weights = weights + *item.weight;
        component.items.push_back(std::move(item));
    }
    if (component.best && *component.best > component.items.size()) {
        table.report(table.location("best"), compose("the best {0} of {1} items cannot be",
                                                     "共 {1} 个分项，不能取最好的 {0} 个",
                                                     *component.best, component.items.size()));
    }
    if (!component.best) {
        check_weights(table, "item", weights, fmt::format("the items of {}", component.id),
                      fmt::format("{}各分项", component.name.zh));
    }
}

Item ScoringReader::read_item(TomlTable& table, const Component& component) const {
    Item item;
    item.id = table.text("id");
    if (item.id.find('.') != std::string::npos) {
        table.report(table.location("id"),
                     compose("an item's id has no dot in it", "分项的 id 中不能有点号"));
    }
    item.name = table.bilingual("name");
    item.full_mark =
        table.has("full_mark") ? read_positive(table, "full_mark") : component.full_mark;
    if (!component.best) {
        item.weight = read_positive(table, "weight");
    } else if (table.has("weight")) {
        table.report(table.location("weight"),
                     compose("the best items count alike, so they have no weight",
                             "最好的若干分项同等计分，不设权重"));
    }
    item.clause = read_optional_clause(table, "clause");
    table.finish();
    return item;
}

void ScoringReader::read_best(TomlTable& table, Component& component) const {
    if (!table.has("best")) return;
    component.best =
        static_cast<std::size_t>(table.integer("best", 1, static_cast<std::int64_t>(kMaxItems)));
}

void ScoringReader::read_resits() {
    auto table = table_.optional_table("resits");
    if (!table) return;
    Resits resits;
    resits.count =
        read_required_word(*table, "count", parse_attempt_rule).value_or(AttemptRule::each);
    read_keep_passed(*table, resits);
    resits.clause = read_clause(*table, "clause");
    table->finish();
    standard_.resits = std::move(resits);
}

void ScoringReader::read_keep_passed(TomlTable& table, Resits& resits) const {
    if (!table.has("keep_passed")) return;
    resits.keep_passed = read_period(table, "keep_passed");
    if (resits.count != AttemptRule::components) {
        table.report(table.location("keep_passed"),
                     compose("'keep_passed' needs count = \"components\"",
                             "“keep_passed”须与 count = \"components\" 同用"));
    }
}

}  // namespace certrec
