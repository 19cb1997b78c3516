#include "certrec/report/explanation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "../rules/random_evidence.hpp"
#include "../rules/small_standard.hpp"
#include "certrec/base/text.hpp"
#include "records/toml.hpp"

namespace certrec {
namespace {

using nlohmann::json;
using testing::contains;
using testing::day;
using testing::judge;
using testing::kDay;
using testing::number_lines;
using testing::RandomEvidence;
using testing::route_of;
using testing::standard_with;
using Days = std::vector<std::optional<Date>>;

const Condition kCertificate{CertificateCondition{"lower"}};
const Condition kLetter{RecommendationCondition{}};
const Condition kDeclared{DeclarationCondition{{"works"}}};

Location place(const RecordPlace& record) {
    return {std::string(format_evidence_kind(record.kind)) + ".csv", record.origin.line, 0};
}

/// The explanation of what the standard and the dossier come to on the day.
class Explained {
  public:
    Explained(Standard standard, Dossier dossier)
        : standard_(std::move(standard)), dossier_(std::move(dossier)) {
        verdict_ = judge(dossier_, standard_);
        earliest_ = EligibilityChecker(standard_).earliest_of_routes(dossier_, level(), kDay);
    }

    [[nodiscard]] std::string text(TableFormat format, Language language = Language::en,
                                   const std::string& candidate = "C1") const {
        const EligibilityWords words(standard_, language);
        return ExplanationFormat(words, format, language)
            .text({candidate, level(), kDay, verdict_, earliest_, place});
    }
    [[nodiscard]] json from_json(const std::string& candidate = "C1") const {
        return json::parse(text(TableFormat::json, Language::en, candidate));
    }
    [[nodiscard]] toml::table from_toml(const std::string& candidate = "C1") const {
        return toml::parse(text(TableFormat::toml, Language::en, candidate));
    }
    [[nodiscard]] const EligibilityVerdict& verdict() const { return verdict_; }
    [[nodiscard]] const Days& earliest() const { return earliest_; }
    [[nodiscard]] const Level& level() const { return standard_.levels[1]; }

  private:
    Standard standard_;
    Dossier dossier_;
    EligibilityVerdict verdict_;
    Days earliest_;
};

/// Two routes and training; one certificate, some service, half of the training.
Explained example() {
    EmploymentCondition service{12};
    service.after = CertificateCondition{"lower"};
    Condition certificate = kCertificate;
    certificate.clause = Clause{"1a", {"a certificate", "证书"}};
    Standard standard = standard_with({AllOf{{certificate, {service}, kLetter}}});
    standard.levels[1].routes[0].clause = {"1", {"a year of work after it", "取得后工作1年"}};
    standard.levels[1].routes.push_back(route_of("2", kDeclared));
    standard.levels[1].routes[1].clause.text = {"declares", "声明"};
    standard.levels[1].training =
        Training{{Decimal(48, 0), {TrainingMode::online}}, true, {"3", {"hours", "学时"}}};
    Dossier dossier;
    dossier.certificates = {{"s", "lower", Date(2026, 1, 31)}};
    dossier.employments = {{"agent", Date(2020, 1, 1), Date(2026, 6, 30)}};
    dossier.trainings = {{"s", "upper", TrainingMode::online, Decimal(20, 0), kDay},
                         {"s", "upper", TrainingMode::online, Decimal(45, 1), kDay}};
    number_lines(dossier.certificates, 4);
    number_lines(dossier.employments, 7);
    number_lines(dossier.trainings, 2);
    return {std::move(standard), std::move(dossier)};
}

TEST_CASE("an explanation for people is a tree of the routes with what was found and where") {
    CHECK(
        example().text(TableFormat::table) ==
        "C1  level upper  as of 2026-09-15: ineligible\n"
        "  3  [unmet] 48 training hours online\n"
        "      found: 24.5 hours  <- training.csv:2,3\n"
        "  1  [unmet] a year of work after it\n"
        "      [unmet] all of\n"
        "        [met] 1a  certificate of level lower in force  <- certificate.csv:4\n"
        "        [unmet] 12 months of cumulative service in this occupation after the certificate "
        "of level\n"
        "          lower; found: 5 months; missing: 7 months  <- certificate.csv:4 "
        "employment.csv:7\n"
        "        [unmet] recommendation by an employer\n"
        "  2  [unmet] declares\n"
        "      nearest: no declaration works\n"
        "      [unmet] declaration works\n");
}

TEST_CASE("an explanation in Chinese has the words of the standard in Chinese") {
    CHECK(example().text(TableFormat::table, Language::zh) ==
          "C1  等级 高  截至 2026-09-15：不符合申报条件\n"
          "  3  [不满足] 培训学时（线上）48\n"
          "      已有：24.5 学时  <- training.csv:2,3\n"
          "  1  [不满足] 取得后工作1年\n"
          "      [不满足] 以下各项\n"
          "        [满足] 1a  有效的低证书  <- certificate.csv:4\n"
          "        [不满足] 取得低证书后累计从事本职业满 12 个月；已有：5 个月；尚差：7 个月  <-\n"
          "          certificate.csv:4 employment.csv:7\n"
          "        [不满足] 任职单位推荐\n"
          "  2  [不满足] 声明\n"
          "      最接近：无声明（works）\n"
          "      [不满足] 声明（works）\n");
}

TEST_CASE("what is eligible names its route, and what is not the day from which it would be") {
    Standard standard = standard_with(kLetter);
    standard.levels[1].routes.push_back(route_of("2", kDeclared));
    Dossier dossier;
    dossier.declarations = {{"works", kDay}};
    const std::string eligible = Explained(standard, dossier).text(TableFormat::table);
    CHECK(eligible.starts_with("C1  level upper  as of 2026-09-15: eligible by 2\n"));
    CHECK_FALSE(contains(eligible, "nearest"));
    dossier.declarations[0].signed_on = day(10);
    const std::string later = Explained(standard, dossier).text(TableFormat::table);
    CHECK(
        later.starts_with("C1  level upper  as of 2026-09-15: ineligible, earliest 2026-09-25\n"));
    CHECK(contains(later, "      nearest: no declaration works; earliest 2026-09-25\n"));
    dossier.declarations[0].signed_on = std::nullopt;
    const std::string unknown = Explained(standard, dossier).text(TableFormat::table);
    CHECK(unknown.starts_with("C1  level upper  as of 2026-09-15: undetermined\n"));
    CHECK(contains(unknown, "[unknown] declaration works  <- declaration.csv:0\n"));
}

TEST_CASE("where a route holds and the training does not, only the training is missing") {
    Standard standard = standard_with(kDeclared);
    standard.levels[1].training = Training{{Decimal(48, 0), {}}, true, {"3", {"hours", "学时"}}};
    Dossier dossier;
    dossier.declarations = {{"works", kDay}};
    const std::string text = Explained(standard, dossier).text(TableFormat::table);
    CHECK(contains(text, "      nearest: only the training is missing\n"));
    CHECK(contains(Explained(standard, dossier).text(TableFormat::table, Language::zh),
                   "      最接近：仅缺培训\n"));
}

TEST_CASE("an explanation in JSON says the same, for programs") {
    const json value = example().from_json();
    CHECK(value["candidate_id"] == "C1");
    CHECK(value["level"] == "upper");
    CHECK(value["as_of"] == "2026-09-15");
    CHECK(value["eligibility"] == "ineligible");
    CHECK(value["route"] == "");
    CHECK(value["earliest_on"] == "");
    const json& training = value["training"];
    CHECK(training["clause"] == "3");
    CHECK(training["truth"] == "unmet");
    CHECK(training["found"] == "24.5");
    CHECK(training["wanted"] == "48");
    CHECK(training["records"] ==
          json::parse(
              R"([{"file": "training.csv", "line": 2}, {"file": "training.csv", "line": 3}])"));
    REQUIRE(value["route_findings"].size() == 2);
    const json& first = value["route_findings"][0];
    CHECK(first["clause"] == "1");
    CHECK(first["text"] == "a year of work after it");
    CHECK(first["nearest"] == false);
    CHECK(first["truth"] == "unmet");
    CHECK(contains(first["missing"].get<std::string>(), "5 months of 12 months"));
    const json& condition = first["condition"];
    CHECK(condition["demand"] == "all of");
    CHECK_FALSE(condition.contains("records"));
    REQUIRE(condition["parts"].size() == 3);
    CHECK(condition["parts"][0]["truth"] == "met");
    CHECK(condition["parts"][0]["clause"] == "1a");
    CHECK(condition["parts"][0]["records"][0]["line"] == 4);
    CHECK(condition["parts"][1]["found"] == "5 months");
    CHECK(condition["parts"][1]["wanted"] == "12 months");
    CHECK(condition["parts"][1]["missing"] == "7 months");
    CHECK(condition["parts"][2]["records"].empty());
    CHECK_FALSE(condition["parts"][2].contains("found"));
    CHECK(value["route_findings"][1]["nearest"] == true);
}

/// A TOML value as JSON, to compare the two forms.
json as_json(const toml::node& node) {
    if (const auto* const table = node.as_table()) {
        json value = json::object();
        for (const auto& [key, member] : *table) value[std::string(key.str())] = as_json(member);
        return value;
    }
    if (const auto* const array = node.as_array()) {
        json value = json::array();
        for (const toml::node& element : *array) value.push_back(as_json(element));
        return value;
    }
    if (const auto* const text = node.as_string()) return text->get();
    if (const auto* const number = node.as_integer()) return number->get();
    REQUIRE(node.is_boolean());
    return node.as_boolean()->get();
}

TEST_CASE("an explanation in TOML holds the same values as in JSON") {
    const toml::table document = example().from_toml();
    const toml::array* const applications = document["application"].as_array();
    REQUIRE(applications != nullptr);
    REQUIRE(applications->size() == 1);
    CHECK(as_json(*applications->get(0)) == example().from_json());
}

TEST_CASE("random explanations are valid TOML and JSON of the same values, with all findings") {
    RandomEvidence cases(11);
    for (int i = 0; i < 400; ++i) {
        const Standard standard = cases.standard();
        const Explained explained(standard, cases.dossier());
        const json value = explained.from_json();
        const toml::table document = explained.from_toml();
        if (as_json(*document["application"].as_array()->get(0)) != value) {
            FAIL_CHECK("case " << i << ": " << value.dump(1));
        }
        // As many demands as findings: none is left out.
        const std::string text = value.dump();
        std::size_t demands = 0;
        for (auto at = text.find("\"demand\""); at != std::string::npos;
             at = text.find("\"demand\"", at + 1)) {
            ++demands;
        }
        const std::size_t of_training = explained.verdict().training ? 1 : 0;
        if (demands != explained.verdict().findings.size() + of_training) {
            FAIL_CHECK("case " << i << ": " << text);
        }
    }
}

TEST_CASE("random explanations for people stand on lines of at most 100 columns") {
    RandomEvidence cases(12);
    for (int i = 0; i < 300; ++i) {
        const Explained explained(cases.standard(), cases.dossier());
        for (const Language language : {Language::en, Language::zh}) {
            std::istringstream lines(explained.text(TableFormat::table, language));
            for (std::string line; std::getline(lines, line);) {
                if (display_width(line) > 100 || line.ends_with(' '))
                    FAIL_CHECK("case " << i << ": " << line);
            }
        }
    }
}

TEST_CASE("several explanations make one document in each format") {
    const Explained one = example();
    const Standard standard = standard_with(kLetter);
    const EligibilityWords words(standard, Language::en);
    const auto document = [&](TableFormat format) {
        const ExplanationFormat explanation(words, format, Language::en);
        std::string text(explanation.begin());
        text += one.text(format);
        text += explanation.separator();
        text += explanation.text_of_invalid("C2", "a reason with \"quotes\" and 中文");
        text += explanation.separator();
        text += one.text(format, Language::en, "C3");
        text += explanation.end();
        return text;
    };
    const json from_json = json::parse(document(TableFormat::json));
    REQUIRE(from_json["application"].size() == 3);
    CHECK(from_json["application"][0]["candidate_id"] == "C1");
    CHECK(from_json["application"][1] ==
          json::parse(R"({"candidate_id": "C2", "eligibility": "invalid",
                          "reason": "a reason with \"quotes\" and 中文"})"));
    CHECK(from_json["application"][2]["candidate_id"] == "C3");
    const toml::table from_toml = toml::parse(document(TableFormat::toml));
    CHECK(as_json(from_toml) == from_json);
    const std::string table = document(TableFormat::table);
    CHECK(contains(table, "\n\nC2: invalid: a reason with \"quotes\" and 中文\n\nC3  level"));
    // None at all is a document too.
    const auto nothing = [&](TableFormat format) {
        const ExplanationFormat explanation(words, format, Language::en);
        return std::string(explanation.begin()) + std::string(explanation.end());
    };
    CHECK(json::parse(nothing(TableFormat::json))["application"].empty());
    CHECK(toml::parse(nothing(TableFormat::toml)).empty());
    CHECK(nothing(TableFormat::table).empty());
}

TEST_CASE("an application that cannot be judged is explained with its reason, in either language") {
    const Standard standard = standard_with(kLetter);
    const EligibilityWords words(standard, Language::zh);
    CHECK(
        ExplanationFormat(words, TableFormat::table, Language::zh).text_of_invalid("C1", "原因") ==
        "C1：无效：原因\n");
}

TEST_CASE(
    "whatever a candidate is called, the forms stay valid and the terminal is not told what to "
    "do") {
    const Explained explained = example();
    for (const std::string candidate : {"a\"b", "a\\b", "line\nbreak", "tab\t", "\x1b[2J", "\x7f",
                                        "'", "中文", "{}", "[[x]]", "#"}) {
        CHECK(explained.from_json(candidate)["candidate_id"] == candidate);
        const toml::table document = explained.from_toml(candidate);
        CHECK(*document["application"][0]["candidate_id"].value<std::string>() == candidate);
        CHECK_FALSE(
            testing::has_raw_control(explained.text(TableFormat::table, Language::en, candidate)));
    }
}

// The nearest route

EligibilityVerdict verdict_of(const Standard& standard, const Dossier& dossier) {
    return judge(dossier, standard);
}

TEST_CASE("the nearest route is the one that holds first, if time alone does it") {
    Standard standard = standard_with(kLetter);
    standard.levels[1].routes.push_back(route_of("2", kDeclared));
    standard.levels[1].routes.push_back(route_of("3", kCertificate));
    const auto verdict = verdict_of(standard, {});
    const auto nearest = [&](const Days& earliest) {
        return find_nearest_route(verdict, earliest);
    };
    CHECK(nearest({day(5), day(4), std::nullopt}) == 1);
    CHECK(nearest({day(5), std::nullopt, day(4)}) == 2);
    CHECK(nearest({std::nullopt, std::nullopt, day(400)}) == 2);
    CHECK(nearest({day(4), day(4), day(4)}) == 0);
    CHECK(nearest({std::nullopt, day(4), day(4)}) == 1);
    CHECK(nearest({std::nullopt, kLastDate, std::nullopt}) == 1);
    CHECK(nearest({std::nullopt, std::nullopt, std::nullopt}) == 0);
}

TEST_CASE("a route that may hold is nearer than one that does not, however little that one lacks") {
    const Condition unknown{OpenCondition{"x"}};
    Standard standard = standard_with(kLetter);
    standard.levels[1].routes.push_back(route_of("2", {AllOf{{unknown, unknown, unknown}}}));
    CHECK(find_nearest_route(verdict_of(standard, {}), Days(2)) == 1);
}

TEST_CASE(
    "else the nearest route is the one with the fewest conditions unmet, the first of those") {
    const auto nearest = [](std::vector<Condition> routes) {
        Standard standard = standard_with(routes.front());
        for (std::size_t i = 1; i < routes.size(); ++i) {
            standard.levels[1].routes.push_back(route_of(std::to_string(i), routes[i]));
        }
        Dossier works;
        works.declarations = {{"works", kDay}};
        return find_nearest_route(verdict_of(standard, works), Days(routes.size()));
    };
    const Condition two{AllOf{{kLetter, kCertificate}}};
    const Condition one_of_two{AnyOf{{two, kLetter}}};
    const Condition one_more{AllOf{{kDeclared, kLetter}}};
    CHECK(nearest({two, kLetter}) == 1);
    CHECK(nearest({two, one_of_two}) == 1);
    CHECK(nearest({two, one_more}) == 1);
    CHECK(nearest({kLetter, one_more}) == 0);
    CHECK(nearest({two, two}) == 0);
    // At least 2 of 3, one of which holds: one is missing.
    CHECK(nearest({two, {AtLeast{2, {kLetter, kDeclared, two}}}}) == 1);
    CHECK(nearest({{AtLeast{3, {kLetter, kDeclared, two}}}, two}) == 1);
}

/// The parts of a tree that are no groups, in the order of a walk.
void collect_leaves(const Finding& finding, std::vector<const Finding*>& leaves) {
    if (finding.size == 1) leaves.push_back(&finding);
    for (const Finding& part : FindingParts(finding)) collect_leaves(part, leaves);
}

bool holds_with(const Finding& finding, const std::vector<const Finding*>& granted) {
    if (finding.size == 1) {
        return finding.truth == Truth::yes ||
               std::count(granted.begin(), granted.end(), &finding) > 0;
    }
    std::size_t parts = 0;
    std::size_t held = 0;
    for (const Finding& part : FindingParts(finding)) {
        ++parts;
        held += holds_with(part, granted) ? 1 : 0;
    }
    if (std::holds_alternative<AllOf>(finding.condition->demand)) return held == parts;
    if (std::holds_alternative<AnyOf>(finding.condition->demand)) return held > 0;
    return held >= std::get<AtLeast>(finding.condition->demand).count;
}

/// How few leaves have to be granted for the tree to hold, trying every choice.
std::size_t fewest_lacking(const Finding& finding) {
    std::vector<const Finding*> leaves;
    collect_leaves(finding, leaves);
    std::size_t fewest = leaves.size();
    for (std::size_t choice = 0; choice < std::size_t{1} << leaves.size(); ++choice) {
        std::vector<const Finding*> granted;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            if ((choice >> i & 1U) != 0) granted.push_back(leaves[i]);
        }
        if (granted.size() < fewest && holds_with(finding, granted)) fewest = granted.size();
    }
    return fewest;
}

TEST_CASE("of random routes the nearest is the one that trying every choice of conditions finds") {
    RandomEvidence cases(13);
    int tried = 0;
    int not_first = 0;
    for (int i = 0; i < 3'000; ++i) {
        const Standard standard = cases.standard();
        const auto verdict = verdict_of(standard, cases.dossier());
        const bool small = std::all_of(
            verdict.routes.begin(), verdict.routes.end(),
            [&](const RouteFinding& route) { return verdict.findings[route.finding].size < 14; });
        if (!small || verdict.eligibility == Eligibility::eligible) continue;
        ++tried;
        std::size_t expected = 0;
        const auto distance = [&](std::size_t route) {
            return std::pair(verdict.routes[route].truth == Truth::no,
                             fewest_lacking(verdict.findings[verdict.routes[route].finding]));
        };
        for (std::size_t route = 1; route < verdict.routes.size(); ++route) {
            if (distance(route) < distance(expected)) expected = route;
        }
        not_first += expected > 0 ? 1 : 0;
        const std::size_t found = find_nearest_route(verdict, Days(verdict.routes.size()));
        if (found != expected) FAIL_CHECK("case " << i << ": " << found << ", not " << expected);
    }
    CHECK(tried > 500);
    CHECK(not_first > 50);
}

}  // namespace
}  // namespace certrec
