#include "certrec/report/explanation.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <tuple>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "report/paragraph.hpp"
#include "report/toml_text.hpp"

namespace certrec {

namespace {

using Json = nlohmann::ordered_json;

std::string_view format_truth(Truth truth) {
    switch (truth) {
        case Truth::yes: return "met";
        case Truth::unknown: return "unknown";
        case Truth::no: break;
    }
    return "unmet";
}

Bilingual describe_truth(Truth truth) {
    switch (truth) {
        case Truth::yes: return {"met", "满足"};
        case Truth::unknown: return {"unknown", "不明"};
        case Truth::no: break;
    }
    return {"unmet", "不满足"};
}

/// How many single conditions would have to become true.
std::size_t count_lacking(const Finding& finding) {
    if (finding.truth == Truth::yes) return 0;
    std::vector<std::size_t> lacking;
    for (const Finding& part : FindingParts(finding)) lacking.push_back(count_lacking(part));
    if (lacking.empty()) return 1;
    std::size_t wanted = lacking.size();
    if (std::holds_alternative<AnyOf>(finding.condition->demand)) wanted = 1;
    if (const auto* const some = std::get_if<AtLeast>(&finding.condition->demand)) {
        wanted = some->count;
    }
    std::sort(lacking.begin(), lacking.end());
    std::size_t sum = 0;
    for (std::size_t i = 0; i < wanted; ++i) sum += lacking[i];
    return sum;
}

std::string date_or_empty(const std::optional<Date>& date) {
    return date ? format_date(*date) : std::string();
}

/// The explanation as a value, from which each format is written.
class Value {
  public:
    Value(const EligibilityWords& words, Language language, const ExplainedApplication& application)
        : words_(words), language_(language), application_(application) {}

    [[nodiscard]] Json json() const {
        const EligibilityVerdict& verdict = application_.verdict;
        Json value;
        value["candidate_id"] = application_.candidate_id;
        value["level"] = application_.level.id;
        value["as_of"] = format_date(application_.as_of);
        value["eligibility"] = format_eligibility(verdict.eligibility);
        value["route"] = verdict.route == nullptr ? "" : verdict.route->clause.number;
        value["earliest_on"] = date_or_empty(verdict.earliest_on);
        if (verdict.training) value["training"] = training(*verdict.training);
        value["route_findings"] = Json::array();
        const std::size_t nearest =
            verdict.eligibility == Eligibility::eligible || verdict.routes.empty()
                ? verdict.routes.size()
                : find_nearest_route(verdict, application_.earliest_of_routes);
        for (std::size_t i = 0; i < verdict.routes.size(); ++i) {
            value["route_findings"].push_back(route(i, i == nearest));
        }
        return value;
    }

  private:
    [[nodiscard]] Json training(const TrainingFinding& found) const {
        Json value;
        value["clause"] = found.training->clause.number;
        value["truth"] = format_truth(found.truth);
        value["demand"] = words_.demand(*found.training);
        value["found"] = format_decimal(found.hours);
        value["wanted"] = format_decimal(found.training->demand.hours);
        value["records"] = records(found.first_record, found.record_count);
        return value;
    }

    [[nodiscard]] Json route(std::size_t index, bool nearest) const {
        const RouteFinding& route = application_.verdict.routes[index];
        const Finding& finding = application_.verdict.findings[route.finding];
        Json value;
        value["clause"] = route.route->clause.number;
        value["text"] = route.route->clause.text.in(language_);
        value["truth"] = format_truth(route.truth);
        value["earliest_on"] = date_or_empty(application_.earliest_of_routes[index]);
        value["nearest"] = nearest;
        value["missing"] = words_.lack(finding);
        value["condition"] = condition(finding);
        return value;
    }

    [[nodiscard]] Json condition(const Finding& finding) const {
        Json value;
        value["truth"] = format_truth(finding.truth);
        value["demand"] = words_.demand(*finding.condition);
        if (finding.condition->clause) value["clause"] = finding.condition->clause->number;
        const std::string found = words_.amount(finding);
        if (!found.empty()) value["found"] = found;
        if (const auto* const service = std::get_if<ServiceFound>(&finding.found)) {
            const std::int64_t months =
                std::get<EmploymentCondition>(finding.condition->demand).months;
            value["wanted"] = words_.service({months, 0});
            if (finding.truth != Truth::yes) {
                value["missing"] = words_.service(missing_service(service->certain, months));
            }
        }
        if (finding.size == 1) {
            value["records"] = records(finding.first_record, finding.record_count);
        } else {
            value["parts"] = Json::array();
            for (const Finding& part : FindingParts(finding)) {
                value["parts"].push_back(condition(part));
            }
        }
        return value;
    }

    [[nodiscard]] Json records(std::size_t first, std::size_t count) const {
        Json list = Json::array();
        for (const RecordPlace& place :
             std::span(application_.verdict.records).subspan(first, count)) {
            const Location at = application_.location(place);
            list.push_back({{"file", at.file}, {"line", at.line}});
        }
        return list;
    }

    const EligibilityWords& words_;
    Language language_;
    const ExplainedApplication& application_;
};

std::string toml_of(const Json& value) {
    std::string text = "[[application]]\n";
    for (const auto& [key, member] : value.items()) {
        if (key == "route_findings") continue;
        text += key + " = " + toml_value(member) + "\n";
    }
    if (!value.contains("route_findings")) return text;
    for (const Json& route : value["route_findings"]) {
        text += "\n[[application.route_findings]]\n";
        for (const auto& [key, member] : route.items()) {
            text += key + " = " + toml_value(member) + "\n";
        }
    }
    return text;
}

/// The explanation for people, an indented tree.
class Tree {
  public:
    Tree(const EligibilityWords& words, Language language, const ExplainedApplication& application)
        : words_(words), language_(language), application_(application) {}

    [[nodiscard]] std::string text() {
        const EligibilityVerdict& verdict = application_.verdict;
        std::string head = say(
            compose("{0}  level {1}  as of {2}: {3}", "{0}  等级 {1}  截至 {2}：{3}",
                    shown_cell(application_.candidate_id), describe_level(application_.level),
                    format_date(application_.as_of), describe_eligibility(verdict.eligibility)));
        if (verdict.route != nullptr) {
            head += say(compose(" by {}", "（{}）", verdict.route->clause.number));
        }
        if (verdict.earliest_on) {
            head += say(compose(", earliest {}", "，最早 {}", format_date(*verdict.earliest_on)));
        }
        line(0, head);
        if (verdict.training) add_training(*verdict.training);
        const bool look_for_nearest =
            verdict.eligibility != Eligibility::eligible && !verdict.routes.empty();
        const std::size_t nearest =
            look_for_nearest ? find_nearest_route(verdict, application_.earliest_of_routes)
                             : verdict.routes.size();
        for (std::size_t i = 0; i < verdict.routes.size(); ++i) add_route(i, i == nearest);
        return std::move(text_);
    }

  private:
    [[nodiscard]] std::string say(const Bilingual& words) const { return words.in(language_); }

    [[nodiscard]] std::string mark(Truth truth) const {
        return "[" + say(describe_truth(truth)) + "]";
    }

    void line(std::size_t indent, const std::string& words) {
        append_paragraph(text_, indent, words);
    }

    void add_training(const TrainingFinding& found) {
        line(2, fmt::format("{}  {} {}", found.training->clause.number, mark(found.truth),
                            words_.demand(*found.training)));
        const std::string hours = format_decimal(found.hours);
        line(6, say(compose("found: {} hours", "已有：{} 学时", hours)) +
                    records(found.first_record, found.record_count));
    }

    void add_route(std::size_t index, bool nearest) {
        const RouteFinding& route = application_.verdict.routes[index];
        const Finding& finding = application_.verdict.findings[route.finding];
        line(2, fmt::format("{}  {} {}", route.route->clause.number, mark(route.truth),
                            route.route->clause.text.in(language_)));
        if (nearest) {
            std::string words = say(compose("nearest: ", "最接近："));
            words += route.truth == Truth::yes
                         ? say(compose("only the training is missing", "仅缺培训"))
                         : words_.lack(finding);
            if (const auto& earliest = application_.earliest_of_routes[index]) {
                words += say(compose("; earliest {}", "；最早 {}", format_date(*earliest)));
            }
            line(6, words);
        }
        add_condition(finding, 6);
    }

    void add_condition(const Finding& finding, std::size_t indent) {
        std::string words = mark(finding.truth) + " ";
        if (finding.condition->clause) words += finding.condition->clause->number + "  ";
        words += words_.demand(*finding.condition);
        const std::string found = words_.amount(finding);
        if (!found.empty()) words += say(compose("; found: {}", "；已有：{}", found));
        if (const auto* const service = std::get_if<ServiceFound>(&finding.found);
            service != nullptr && finding.truth != Truth::yes) {
            const std::int64_t months =
                std::get<EmploymentCondition>(finding.condition->demand).months;
            words += say(compose("; missing: {}", "；尚差：{}",
                                 words_.service(missing_service(service->certain, months))));
        }
        if (finding.size == 1) words += records(finding.first_record, finding.record_count);
        line(indent, words);
        for (const Finding& part : FindingParts(finding)) add_condition(part, indent + 2);
    }

    /// The records, each file once.
    [[nodiscard]] std::string records(std::size_t first, std::size_t count) const {
        std::string text;
        std::string last_file;
        for (const RecordPlace& place :
             std::span(application_.verdict.records).subspan(first, count)) {
            const Location at = application_.location(place);
            if (at.file == last_file) {
                text += fmt::format(",{}", at.line);
            } else {
                text += fmt::format("{}{}:{}", text.empty() ? "  <- " : " ", shown(at.file, 400),
                                    at.line);
            }
            last_file = at.file;
        }
        return text;
    }

    const EligibilityWords& words_;
    Language language_;
    const ExplainedApplication& application_;
    std::string text_;
};

}  // namespace

std::size_t find_nearest_route(const EligibilityVerdict& verdict,
                               const std::vector<std::optional<Date>>& earliest) {
    std::size_t nearest = 0;
    // What holds first; then what may hold already; then what lacks least.
    const auto distance = [&](std::size_t i) {
        const RouteFinding& route = verdict.routes[i];
        return std::tuple(earliest[i].value_or(kLastDate), earliest[i] ? 0 : 1,
                          route.truth == Truth::no, count_lacking(verdict.findings[route.finding]));
    };
    for (std::size_t i = 1; i < verdict.routes.size(); ++i) {
        if (distance(i) < distance(nearest)) nearest = i;
    }
    return nearest;
}

std::string_view ExplanationFormat::begin() const {
    return format_ == TableFormat::json ? "{\"application\": [\n" : "";
}

std::string_view ExplanationFormat::separator() const {
    return format_ == TableFormat::json ? ",\n" : "\n";
}

std::string_view ExplanationFormat::end() const {
    return format_ == TableFormat::json ? "\n]}\n" : "";
}

std::string ExplanationFormat::text(const ExplainedApplication& application) const {
    if (format_ == TableFormat::table) return Tree(words_, language_, application).text();
    const Json value = Value(words_, language_, application).json();
    return format_ == TableFormat::json ? indented_json(value) : toml_of(value);
}

std::string ExplanationFormat::text_of_invalid(std::string_view candidate_id,
                                               std::string_view reason) const {
    if (format_ == TableFormat::table) {
        std::string text;
        append_composed(text, language_, "{0}: invalid: {1}\n", "{0}：无效：{1}\n",
                        shown_cell(candidate_id), reason);
        return text;
    }
    Json value;
    value["candidate_id"] = shown_cell(candidate_id);
    value["eligibility"] = format_eligibility(Eligibility::invalid);
    value["reason"] = reason;
    return format_ == TableFormat::json ? indented_json(value) : toml_of(value);
}

}  // namespace certrec
