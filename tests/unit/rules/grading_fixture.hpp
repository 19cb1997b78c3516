/// \file
/// What do scores come to under a rule? Small standards, rows of cells as a file has them, and the
/// reasons in both languages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec::testing {

[[nodiscard]] inline Decimal dec(std::string_view text) {
    const auto value = parse_decimal(text);
    INFO(text);
    REQUIRE(value.has_value());
    return *value;
}

[[nodiscard]] inline Level level_of(std::string id, unsigned rank, std::string zh) {
    Level level;
    level.name = {id, std::move(zh)};
    level.id = std::move(id);
    level.rank = rank;
    return level;
}

/// Of 100 marks, with 60 to pass.
[[nodiscard]] inline Component component_of(std::string id, std::string zh) {
    Component component;
    component.name = {id, std::move(zh)};
    component.id = std::move(id);
    component.full_mark = dec("100");
    component.pass_mark = dec("60");
    return component;
}

/// With a weight and a minimum.
[[nodiscard]] inline Component weighted_of(std::string id, std::string zh, std::string_view weight,
                                           std::string_view minimum = "0",
                                           std::string_view full_mark = "100") {
    Component component = component_of(std::move(id), std::move(zh));
    component.full_mark = dec(full_mark);
    component.pass_mark = {};
    component.weight = dec(weight);
    component.minimum = dec(minimum);
    return component;
}

[[nodiscard]] inline Item item_of(const std::string& id, std::string_view weight,
                                  std::string_view full_mark = "100") {
    Item item;
    item.id = id;
    item.name = {id, "项" + id};
    item.full_mark = dec(full_mark);
    if (!weight.empty()) item.weight = dec(weight);
    return item;
}

/// Three levels, and theory and practical of 100 marks each, of which 60 pass (1.9.2).
[[nodiscard]] inline Standard conjunctive() {
    Standard standard;
    standard.levels = {level_of("low", 1, "初级"), level_of("mid", 2, "中级"),
                       level_of("high", 3, "高级")};
    standard.components = {component_of("theory", "理论"), component_of("practical", "操作")};
    standard.scoring.scheme = Scheme::conjunctive;
    standard.scoring.clause = {"1.9.2", {"60 in each", "均达60分"}};
    return standard;
}

/// The same levels; business 30 %, peer 20 %, summary 50 %, minimum 60 each, total of 100 with
/// bands from 60, 75 and 90 (第九条, 第十一条).
[[nodiscard]] inline Standard weighted() {
    Standard standard = conjunctive();
    standard.components = {weighted_of("business", "业务能力", "30", "60"),
                           weighted_of("peer", "互评", "20", "60"),
                           weighted_of("summary", "述职", "50", "60")};
    Scoring& scoring = standard.scoring;
    scoring.scheme = Scheme::weighted;
    scoring.clause = {"第九条", {"by the total", "按总成绩"}};
    scoring.minimums_clause = Clause{"第九条", {"minimums", "最低分"}};
    scoring.full_mark = dec("100");
    const Clause bands{"第十一条", {"bands", "分数段"}};
    scoring.bands = {
        {"low", dec("60"), bands}, {"mid", dec("75"), bands}, {"high", dec("90"), bands}};
    return standard;
}

using Cells = std::vector<std::string>;

/// Cells as a file has them; they must be well-formed.
[[nodiscard]] inline std::vector<Score> scores_of(const Cells& cells) {
    std::vector<Score> scores;
    for (const std::string& cell : cells) {
        const auto score = parse_score(cell);
        INFO(cell);
        REQUIRE(score.has_value());
        scores.push_back(*score);
    }
    return scores;
}

/// What one row comes to, in a form that is easy to compare.
struct Graded {
    Grading grading;  ///< without pointers into the standard
    std::vector<ComponentScore> components;
    std::string outcome;
    std::string awarded;
    std::string band;     ///< the level of the total's band; empty: none
    std::string total;    ///< empty: none
    std::string counted;  ///< of each component, with a space between
    std::string reasons;
    std::string reasons_zh;
};

/// `cells` are in the order of Grader::columns.
[[nodiscard]] inline Graded graded(const Standard& standard, const Cells& cells,
                                   std::string_view applied = "mid",
                                   std::string_view present = "") {
    const RowLevels levels{standard.find_level(applied), standard.find_level(present)};
    Grader grader(standard);
    REQUIRE(grader.columns().size() == cells.size());
    const std::vector<Score> scores = scores_of(cells);
    Graded row;
    row.grading = grader.grade(scores, levels);
    row.outcome = format_outcome(row.grading.outcome);
    if (row.grading.awarded != nullptr) row.awarded = row.grading.awarded->id;
    if (row.grading.band != nullptr) row.band = row.grading.band->level;
    if (row.grading.total) row.total = format_fraction(*row.grading.total);
    CHECK((row.grading.outcome == Outcome::invalid) == row.grading.fault.has_value());
    if (row.grading.fault) {
        const Bilingual words =
            describe_grading_fault(standard, grader.columns(), *row.grading.fault);
        row.reasons = words.en;
        row.reasons_zh = words.zh;
        return row;
    }
    row.components = grader.score(scores).components;
    for (std::size_t i = 0; i < row.components.size(); ++i) {
        if (i > 0) row.counted += ' ';
        append_counted(row.counted, row.components[i]);
    }
    append_reasons(row.reasons, standard, row.grading, row.components, levels, Language::en);
    append_reasons(row.reasons_zh, standard, row.grading, row.components, levels, Language::zh);
    row.grading.awarded = nullptr;
    row.grading.band = nullptr;
    return row;
}

}  // namespace certrec::testing
