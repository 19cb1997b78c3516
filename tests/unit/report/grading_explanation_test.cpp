#include "certrec/report/grading_explanation.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "../rules/grading_fixture.hpp"
#include "certrec/rules/attempts.hpp"
#include "records/toml.hpp"

namespace certrec {
namespace {

using nlohmann::json;
using testing::Cells;
using testing::conjunctive;
using testing::contains;
using testing::dec;
using testing::item_of;
using testing::scores_of;
using testing::weighted;

/// The explanation of a row of cells, in the order of Grader::columns.
class Explained {
  public:
    Explained(Standard standard, const Cells& cells, std::string_view applied = "mid",
              std::string_view present = "")
        : standard_(std::move(standard)), grader_(standard_), scores_(scores_of(cells)) {
        levels_ = {standard_.find_level(applied), standard_.find_level(present)};
        grading_ = grader_.grade(scores_, levels_);
        if (!grading_.fault) components_ = grader_.score(scores_).components;
    }
    Explained(const Explained&) = delete;
    Explained& operator=(const Explained&) = delete;

    /// What counted comes from `earlier` where that is better, by the rule for components.
    void after(const Cells& earlier) {
        standard_.resits = Resits{AttemptRule::components, std::nullopt, {"6", {"resits", "补考"}}};
        const std::vector<ComponentScore> first = grader_.score(scores_of(earlier)).components;
        const std::vector<ComponentScore> second = components_;
        const std::vector<Attempt> attempts = {{1, std::nullopt, first, levels_},
                                               {2, std::nullopt, second, levels_}};
        AttemptsResult result = decide_attempts(standard_, grader_, attempts);
        grading_ = result.grading;
        components_ = std::move(result.components);
        attempts_ = "theory:" + std::to_string(result.used[0] + 1) +
                    ";practical:" + std::to_string(result.used[1] + 1);
    }

    [[nodiscard]] std::string text(TableFormat format, Language language = Language::en) const {
        std::string reasons;
        if (grading_.fault) {
            reasons =
                describe_grading_fault(standard_, grader_.columns(), *grading_.fault).in(language);
        } else {
            append_reasons(reasons, standard_, grading_, components_, levels_, language);
        }
        GradingExplanation explanation(standard_, format, language);
        std::string text(explanation.begin());
        text += explanation.text({"C1", levels_, scores_, grading_.outcome, &grading_, components_,
                                  attempts_, reasons, ""});
        text += explanation.end();
        return text;
    }
    [[nodiscard]] std::string people(Language language = Language::en) const {
        return text(TableFormat::table, language);
    }
    [[nodiscard]] json from_json() const {
        return json::parse(text(TableFormat::json))["result"][0];
    }

  private:
    Standard standard_;
    Grader grader_;
    std::vector<Score> scores_;
    RowLevels levels_;
    Grading grading_;
    std::vector<ComponentScore> components_;
    std::string attempts_;
};

Standard with_items() {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "30"), item_of("b", "30"), item_of("c", "40")};
    return standard;
}

TEST_CASE("an explanation for people holds what counts against the marks, then the reasons") {
    CHECK(Explained(conjunctive(), {"80", "59.99"}).people() ==
          "C1  level mid: fail\n"
          "  theory 80: pass mark 60 reached\n"
          "  practical 59.99: pass mark 60 not reached\n"
          "  because: practical 59.99 is below 60 by 0.01 (1.9.2)\n");
    const std::string pass = Explained(conjunctive(), {"80", "60"}).people();
    CHECK(pass.starts_with("C1  level mid: pass, level mid\n"));
    CHECK_FALSE(contains(pass, "because"));
}

TEST_CASE("an explanation in Chinese has the names, marks and roundings in Chinese") {
    Standard standard = weighted();
    standard.components[0].rounding = Rounding{RoundingMode::half_up, 0};
    standard.scoring.rounding = Rounding{RoundingMode::down, 1};
    const std::string text = Explained(standard, {"79.5", "70.33", "90"}).people(Language::zh);
    CHECK(contains(text, "业务能力 80"));
    CHECK(contains(text, "互评 70.33"));
    CHECK(contains(text, "最低分 60"));
    CHECK(contains(text, "总分"));
    CHECK(contains(text, "79.5"));
    CHECK(contains(text, "83.066"));
    CHECK(contains(text, "修约"));
    CHECK_FALSE(contains(text, "rounded"));
    CHECK_FALSE(contains(text, "places"));
    CHECK_FALSE(contains(text, "reached"));
}

TEST_CASE("an explanation shows each item with its share and what it adds") {
    const Explained row(with_items(), {"", "80", "70", "90.5", "60"});
    const json theory = row.from_json()["components"][0];
    CHECK(theory["component"] == "theory");
    CHECK(theory["counted"] == "81.2");
    CHECK(theory["mark"] == "60");
    CHECK(theory["standing"] == "reached");
    const json& parts = theory["parts"];
    REQUIRE(parts.size() == 3);
    const std::vector<std::vector<std::string>> expected = {{"theory.a", "80", "0.3", "24"},
                                                            {"theory.b", "70", "0.3", "21"},
                                                            {"theory.c", "90.5", "0.4", "36.2"}};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(parts[i]["column"] == expected[i][0]);
        CHECK(parts[i]["score"] == expected[i][1]);
        CHECK(parts[i]["share"] == expected[i][2]);
        CHECK(parts[i]["adds"] == expected[i][3]);
    }
    CHECK(contains(row.people(), "    theory.c 90.5 x 0.4 = 36.2\n"));
    CHECK_FALSE(row.from_json()["components"][1].contains("parts"));
}

/// What the parts of a component add up to.
Fraction sum_of_parts(const json& component) {
    Fraction sum;
    for (const json& part : component["parts"]) {
        if (part.contains("adds"))
            sum = sum + parse_fraction(part["adds"].get<std::string>()).value();
    }
    return sum;
}

TEST_CASE("what items add is what counts, also where some are left out or count as zero") {
    Standard standard = with_items();
    standard.scoring.words.exempt = WordRule::left_out;
    standard.scoring.words.absent = WordRule::zero;
    const json left_out =
        Explained(standard, {"", "exempt", "70", "90.5", "60"}).from_json()["components"][0];
    // 3/7 x 70 + 4/7 x 90.5
    CHECK(left_out["counted"] == "572/7");
    CHECK_FALSE(left_out["parts"][0].contains("share"));
    CHECK(left_out["parts"][0]["score"] == "exempt");
    CHECK(left_out["parts"][1]["share"] == "3/7");
    CHECK(left_out["parts"][1]["adds"] == "30");
    CHECK(left_out["parts"][2]["adds"] == "362/7");
    CHECK(format_fraction(sum_of_parts(left_out)) == "572/7");
    const json zero =
        Explained(standard, {"", "absent", "70", "90.5", "60"}).from_json()["components"][0];
    CHECK(zero["counted"] == "57.2");
    CHECK(format_fraction(sum_of_parts(zero)) == "57.2");
    const json both =
        Explained(standard, {"", "absent", "exempt", "90.5", "60"}).from_json()["components"][0];
    CHECK(both["counted"] == "362/7");
    CHECK(format_fraction(sum_of_parts(both)) == "362/7");
    // Nothing is looked at, so nothing has a share.
    const json none =
        Explained(standard, {"", "exempt", "exempt", "exempt", "60"}).from_json()["components"][0];
    CHECK(none["counted"] == "exempt");
    CHECK(none["standing"] == "left-out");
}

TEST_CASE("an explanation of the best items shows each as a share of the full mark") {
    Standard standard = conjunctive();
    standard.components[0].items = {item_of("a", "", "100"), item_of("b", "", "50"),
                                    item_of("c", "", "20")};
    standard.components[0].best = 2;
    const Explained row(standard, {"", "80", "45", "15", "60"});
    const json theory = row.from_json()["components"][0];
    CHECK(theory["counted"] == "85");
    CHECK(theory["best"] == 2);
    CHECK(theory["parts"][1]["share"] == "2");
    CHECK(theory["parts"][1]["adds"] == "90");
    CHECK(theory["parts"][2]["adds"] == "75");
    CHECK(contains(row.people(), "best 2"));
}

TEST_CASE("an explanation of a ratio shows its counts and the formula") {
    Standard standard = conjunctive();
    standard.components[1].ratio = Ratio{"answered", "offered", dec("100"), {}};
    const Explained row(standard, {"60", "", "95", "96"});
    const json practical = row.from_json()["components"][1];
    CHECK(practical["counted"] == "2375/24");
    CHECK(practical["parts"][0]["column"] == "answered");
    CHECK(practical["parts"][0]["score"] == "95");
    CHECK(practical["parts"][1]["score"] == "96");
    CHECK(contains(row.people(), "    100 x answered / offered\n"));
}

TEST_CASE("an explanation shows a value before and after it was rounded") {
    Standard standard = with_items();
    standard.components[0].rounding = Rounding{RoundingMode::half_up, 0};
    const Explained row(standard, {"", "59.4", "59.4", "59.65", "60"});
    const json theory = row.from_json()["components"][0];
    CHECK(theory["exact"] == "59.5");
    CHECK(theory["counted"] == "60");
    CHECK(contains(theory["rounding"].get<std::string>(), "half-up"));
    CHECK(contains(row.people(), "59.5, rounded half-up to 0 places"));
}

TEST_CASE("an explanation of a total shows each term, the sum, its rounding and its band") {
    Standard standard = weighted();
    standard.scoring.rounding = Rounding{RoundingMode::half_up, 1};
    const Explained row(standard, {"80", "70", "90.5"}, "high");
    const json all = row.from_json();
    CHECK(all["outcome"] == "pass");
    CHECK(all["level"] == "high");
    CHECK(all["awarded"] == "mid");
    const json& total = all["total"];
    REQUIRE(total["terms"].size() == 3);
    CHECK(total["terms"][0] ==
          json{{"component", "business"}, {"share", "0.3"}, {"value", "80"}, {"adds", "24"}});
    CHECK(total["terms"][1]["adds"] == "14");
    CHECK(total["terms"][2]["adds"] == "45.25");
    CHECK(total["exact"] == "83.25");
    CHECK(total["value"] == "83.3");
    CHECK(total["band"] == "mid");
    CHECK(total["band_from"] == "75");
    CHECK(contains(row.people(), "0.3 x 80 + 0.2 x 70 + 0.5 x 90.5 = 83.25"));
    CHECK(contains(row.people(), "83.3"));
}

TEST_CASE("the terms of a total are those of the components that are looked at") {
    Standard standard = weighted();
    standard.scoring.words.exempt = WordRule::left_out;
    const json total = Explained(standard, {"exempt", "70", "90"}).from_json()["total"];
    REQUIRE(total["terms"].size() == 2);
    CHECK(total["terms"][0]["share"] == "2/7");
    CHECK(total["terms"][0]["adds"] == "20");
    CHECK(total["terms"][1]["adds"] == "450/7");
    CHECK(total["value"] == "590/7");
}

TEST_CASE("an explanation of a fail has no band, and says who stays what they are") {
    Standard standard = weighted();
    standard.scoring.demotion = Demotion{3, 1, {"第九条", {"demoted", "降级"}}};
    const Explained row(standard, {"59", "59", "100"}, "high", "mid");
    const json all = row.from_json();
    CHECK(all["outcome"] == "fail");
    CHECK(all["present_level"] == "mid");
    CHECK(all["awarded"] == "mid");
    CHECK(all["components"][0]["standing"] == "below");
    CHECK(all["components"][2]["standing"] == "reached");
    CHECK(all["total"]["value"] == "79.5");
    CHECK_FALSE(all["total"].contains("band"));
    CHECK(contains(all["reasons"].get<std::string>(), "neither promoted nor demoted"));
}

TEST_CASE("a word stands where there is no value, and so does how it counts") {
    const json absent = Explained(conjunctive(), {"absent", "80"}).from_json();
    CHECK(absent["outcome"] == "absent");
    CHECK(absent["awarded"] == "");
    CHECK(absent["components"][0]["counted"] == "absent");
    CHECK(absent["components"][0]["standing"] == "absent");
    Standard failing = conjunctive();
    failing.scoring.words.absent = WordRule::fail;
    CHECK(Explained(failing, {"absent", "80"}).from_json()["components"][0]["standing"] == "fail");
    failing.scoring.words.absent = WordRule::zero;
    const json zero = Explained(failing, {"absent", "80"}).from_json()["components"][0];
    CHECK(zero["counted"] == "0");
    CHECK(zero["standing"] == "below");
    CHECK(Explained(conjunctive(), {"", "80"}).from_json()["components"][0]["counted"] ==
          "pending");
}

TEST_CASE("a component that counts from another attempt shows what it was in this one") {
    Explained row(conjunctive(), {"50", "70"});
    row.after({"80", "40"});
    const json all = row.from_json();
    CHECK(all["outcome"] == "pass");
    CHECK(all["attempts"] == "theory:1;practical:2");
    CHECK(all["components"][0]["counted"] == "80");
    CHECK(all["components"][0]["this_attempt"] == "50");
    CHECK_FALSE(all["components"][1].contains("this_attempt"));
    CHECK(contains(row.people(), "in this attempt: 50"));
    // The exact value of this attempt is not what was rounded to make the other's.
    Standard rounding = conjunctive();
    rounding.components[0].rounding = Rounding{RoundingMode::half_up, 0};
    Explained rounded(rounding, {"49.7", "70"});
    rounded.after({"79.5", "40"});
    const json theory = rounded.from_json()["components"][0];
    CHECK(theory["counted"] == "80");
    CHECK(theory["this_attempt"] == "50");
    CHECK_FALSE(theory.contains("exact"));
}

TEST_CASE("an explanation of an invalid row has its reason, and no components") {
    const Explained row(conjunctive(), {"100.5", "60"});
    const json all = row.from_json();
    CHECK(all["outcome"] == "invalid");
    CHECK(all["awarded"] == "");
    CHECK(all["reasons"] == "theory is 100.5, above the full mark of 100");
    CHECK_FALSE(all.contains("components"));
    CHECK_FALSE(all.contains("total"));
    CHECK(row.people() ==
          "C1  level mid: invalid\n"
          "  because: theory is 100.5, above the full mark of 100\n");
}

TEST_CASE("TOML and JSON say the same") {
    Standard standard = weighted();
    standard.scoring.rounding = Rounding{RoundingMode::half_up, 1};
    standard.components[0].items = {item_of("a", "50"), item_of("b", "50")};
    const Explained row(standard, {"", "80", "70", "70", "90.5"});
    const toml::table parsed = toml::parse(row.text(TableFormat::toml));
    const toml::table& result = *parsed["result"][0].as_table();
    CHECK(result["candidate_id"].value<std::string>() == "C1");
    CHECK(result["outcome"].value<std::string>() == "pass");
    CHECK(result["awarded"].value<std::string>() == "mid");
    // 0.3 x 75 + 14 + 45.25 = 81.75
    CHECK(result["total"]["exact"].value<std::string>() == "81.75");
    CHECK(result["total"]["value"].value<std::string>() == "81.8");
    CHECK(result["total"]["terms"][0]["adds"].value<std::string>() == "22.5");
    CHECK(result["components"][0]["counted"].value<std::string>() == "75");
    CHECK(result["components"][0]["parts"][1]["adds"].value<std::string>() == "35");
    CHECK(result["components"][2]["standing"].value<std::string>() == "reached");
    const json all = row.from_json();
    CHECK(all["total"]["exact"] == "81.75");
    CHECK(all["components"][0]["parts"][1]["adds"] == "35");
    CHECK(all["components"].size() == result["components"].as_array()->size());
}

TEST_CASE("several explanations of grading make one document in each format") {
    const Standard standard = conjunctive();
    Grader grader(standard);
    const std::vector<Score> scores = scores_of({"80", "60"});
    const RowLevels levels{&standard.levels[0], nullptr};
    const Grading grading = grader.grade(scores, levels);
    const std::vector<ComponentScore> components = grader.score(scores).components;
    const auto document = [&](TableFormat format) {
        GradingExplanation explanation(standard, format, Language::en);
        std::string text(explanation.begin());
        for (const char* const id : {"C1", "C,2", "C\"3"}) {
            if (text != explanation.begin()) text += explanation.separator();
            text += explanation.text(
                {id, levels, scores, grading.outcome, &grading, components, "", "", ""});
        }
        return text + std::string(explanation.end());
    };
    const json all = json::parse(document(TableFormat::json));
    REQUIRE(all["result"].size() == 3);
    CHECK(all["result"][2]["candidate_id"] == "C\"3");
    const toml::table parsed = toml::parse(document(TableFormat::toml));
    REQUIRE(parsed["result"].as_array()->size() == 3);
    CHECK(parsed["result"][1]["candidate_id"].value<std::string>() == "C,2");
    CHECK(parsed["result"][2]["components"].as_array()->size() == 2);
    const std::string people = document(TableFormat::table);
    CHECK(contains(people, "\n\nC,2  level low: pass"));
    GradingExplanation nothing(standard, TableFormat::json, Language::en);
    CHECK(json::parse(std::string(nothing.begin()) + std::string(nothing.end()))["result"].empty());
}

}  // namespace
}  // namespace certrec
