#include "standards/parse_condition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// More than a working life.
constexpr std::int64_t kMaxYears = 100;

constexpr std::array<std::string_view, 13> kDemands = {
    "all",       "any",        "at_least", "apprenticeship", "certificate",    "declaration",
    "education", "employment", "open",     "publication",    "recommendation", "teaching",
    "training"};

template <typename Value>
std::vector<Value> read_optional_words(TomlTable& table, std::string_view key,
                                       std::optional<Value> (*parse)(std::string_view)) {
    return table.has(key) ? read_words(table, key, parse) : std::vector<Value>{};
}

std::optional<OccupationRelation> parse_scope(std::string_view word) {
    if (word == "this") return OccupationRelation::own;
    if (word == "related") return OccupationRelation::related;
    return std::nullopt;
}

OccupationScope read_scope(TomlTable& table) {
    const auto words = read_optional_words(table, "occupations", parse_scope);
    if (words.empty()) return {};
    const auto has = [&words](OccupationRelation relation) {
        return std::find(words.begin(), words.end(), relation) != words.end();
    };
    return {has(OccupationRelation::own), has(OccupationRelation::related)};
}

std::optional<ServiceCount> parse_service_count(std::string_view word) {
    if (word == "cumulative") return ServiceCount::cumulative;
    if (word == "continuous") return ServiceCount::continuous;
    return std::nullopt;
}

std::optional<TeachingPeriod> parse_teaching_period(std::string_view word) {
    if (word == "year") return TeachingPeriod::calendar_year;
    if (word == "total") return TeachingPeriod::total;
    return std::nullopt;
}

EducationCondition read_education(TomlTable& table) {
    EducationCondition condition;
    if (is_first_of(table, "at_least", "attainments")) {
        condition.at_least = read_word(table, "at_least", parse_attainment);
    } else if (table.has("attainments")) {
        condition.attainments = read_words(table, "attainments", parse_attainment);
    }
    condition.statuses = table.has("status") ? read_words(table, "status", parse_education_status)
                                             : std::vector{EducationStatus::graduated};
    condition.fields = read_optional_words(table, "fields", parse_study_field);
    condition.programme = read_word(table, "programme", parse_programme);
    return condition;
}

DeclarationCondition read_declaration(TomlTable& table) {
    DeclarationCondition condition{table.texts("kinds")};
    for (std::string& kind : condition.kinds) kind = declaration_kind(kind);
    return condition;
}

PublicationCount read_publication_count(TomlTable& table) {
    return {table.integer("count", 1, 1'000), read_word(table, "class", parse_publication_class),
            table.has("first_author") && table.boolean("first_author")};
}

PublicationCondition read_publication(TomlTable& table) {
    PublicationCondition condition;
    condition.kinds = read_words(table, "kinds", parse_publication_kind);
    condition.wanted = read_publication_count(table);
    for (TomlTable& part : table.optional_tables("of_which")) {
        const PublicationCount count = read_publication_count(part);
        part.finish();
        if (count.count > condition.wanted.count) {
            part.report(part.location("count"),
                        compose("{0} of {1} publications cannot be", "{1} 篇中不可能有 {0} 篇",
                                count.count, condition.wanted.count));
        }
        condition.of_which.push_back(count);
    }
    return condition;
}

RecommendationCondition read_recommendation(TomlTable& table) {
    const auto employer = table.optional_text("employer");
    if (employer && *employer != "present") {
        table.report(table.location("employer"),
                     compose("'employer' can only be \"present\"", "“employer”只能是 \"present\""));
    }
    return {employer.has_value()};
}

}  // namespace

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
template std::vector<TrainingMode> read_words(TomlTable&, std::string_view,
                                              std::optional<TrainingMode> (*)(std::string_view));

Condition ConditionReader::read(TomlTable& table) const {
    const auto count = std::count_if(kDemands.begin(), kDemands.end(),
                                     [&table](std::string_view key) { return table.has(key); });
    if (count != 1) {
        table.report(
            table.location(),
            compose("a condition is one of {}, and only one of them", "条件须为以下之一：{}",
                    joined(std::vector<std::string>(kDemands.begin(), kDemands.end()))));
        return {};
    }
    Condition condition;
    if (auto clause = table.optional_table("clause")) {
        condition.clause = read_clause(*clause);
        clause->finish();
    }
    const auto read_demand = [&table, &condition](std::string_view key, const auto& read) {
        if (!table.has(key)) return;
        if (auto demand = table.optional_table(key)) {
            condition.demand = read(*demand);
            demand->finish();
        }
    };
    if (table.has("all")) condition.demand = AllOf{read_parts(table, "all")};
    if (table.has("any")) condition.demand = AnyOf{read_parts(table, "any")};
    if (table.has("at_least")) condition.demand = read_at_least(table);
    if (table.has("open")) condition.demand = read_open(table);
    read_demand("apprenticeship",
                [](TomlTable& t) { return ApprenticeshipCondition{read_scope(t)}; });
    read_demand("certificate", [this](TomlTable& t) { return read_certificate(t); });
    read_demand("declaration", read_declaration);
    read_demand("education", read_education);
    read_demand("employment", [this](TomlTable& t) { return read_employment(t); });
    read_demand("publication", read_publication);
    read_demand("recommendation", read_recommendation);
    read_demand("teaching", [this](TomlTable& t) { return read_teaching(t); });
    read_demand("training", [this](TomlTable& t) { return read_training(t); });
    table.finish();
    return condition;
}

TrainingCondition ConditionReader::read_training(TomlTable& table) const {
    return {read_not_negative(table, "hours"),
            read_optional_words(table, "modes", parse_training_mode)};
}

std::vector<Condition> ConditionReader::read_parts(TomlTable& table, std::string_view key) const {
    std::vector<Condition> parts;
    for (TomlTable& part : table.tables(key)) parts.push_back(read(part));
    return parts;
}

AtLeast ConditionReader::read_at_least(TomlTable& table) const {
    const auto count = static_cast<std::size_t>(table.integer("at_least", 1, 1'000));
    AtLeast some{count, read_parts(table, "of")};
    if (some.count > some.parts.size() && !some.parts.empty()) {
        table.report(table.location("at_least"),
                     compose("at least {0} of {1} conditions can never hold",
                             "{1} 项条件中不可能满足 {0} 项", some.count, some.parts.size()));
    }
    return some;
}

CertificateCondition ConditionReader::read_certificate(TomlTable& table) const {
    CertificateCondition condition;
    condition.level = table.text("level");
    condition.standard = table.optional_text("standard").value_or("");
    condition.occupations = read_scope(table);
    condition.kinds = read_optional_words(table, "kinds", parse_certificate_kind);
    if (condition.standard.empty() && !condition.level.empty()) {
        references_.push_back(
            {Reference::To::lower_level, condition.level, table.location("level")});
    }
    return condition;
}

EmploymentCondition ConditionReader::read_employment(TomlTable& table) const {
    EmploymentCondition condition;
    if (is_first_of(table, "years", "months")) {
        condition.months = 12 * table.integer("years", 1, kMaxYears);
    } else if (table.has("months")) {
        condition.months = table.integer("months", 1, 12 * kMaxYears);
    }
    condition.count =
        read_word(table, "count", parse_service_count).value_or(ServiceCount::cumulative);
    condition.occupations = read_scope(table);
    if (auto after = table.optional_table("after")) {
        condition.after = read_certificate(*after);
        after->finish();
    }
    return condition;
}

OpenCondition ConditionReader::read_open(TomlTable& table) const {
    OpenCondition condition{table.text("open")};
    references_.push_back({Reference::To::open_value, condition.id, table.location("open")});
    return condition;
}

TeachingCondition ConditionReader::read_teaching(TomlTable& table) const {
    TeachingCondition condition;
    condition.hours = read_not_negative(table, "hours");
    condition.period =
        read_word(table, "per", parse_teaching_period).value_or(TeachingPeriod::total);
    condition.level = table.optional_text("level").value_or("");
    condition.audiences = table.optional_texts("audiences");
    if (!condition.level.empty()) {
        references_.push_back({Reference::To::level, condition.level, table.location("level")});
    }
    return condition;
}

}  // namespace certrec
