#include "certrec/report/grading_explanation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/describe.hpp"
#include "report/paragraph.hpp"
#include "report/scoring_facts.hpp"
#include "report/toml_text.hpp"

namespace certrec {

namespace {

using Json = nlohmann::ordered_json;

/// The standard as it would be if it rounded nothing.
Standard without_rounding(Standard standard) {
    for (Component& component : standard.components) component.rounding.reset();
    standard.scoring.rounding.reset();
    return standard;
}

std::string format_score(const Score& score) {
    return score.kind == ScoreKind::points ? format_decimal(score.points)
                                           : std::string(format_score_kind(score.kind));
}

std::string counted(const ComponentScore& score) {
    std::string text;
    append_counted(text, score);
    return text.empty() ? std::string(format_score_kind(score.kind)) : text;
}

std::string_view describe_standing(const Standard& standard, const Component& component,
                                   const ComponentScore& score) {
    if (score.has_value()) {
        return reaches_mark(standard, component, score) ? "reached" : "below";
    }
    return score.counts == WordRule::apart ? format_score_kind(score.kind)
                                           : format_word_rule(score.counts);
}

}  // namespace

/// The steps of one row as a value, from which each format is written.
class GradingExplanation::Steps {
  public:
    explicit Steps(const Standard& standard)
        : standard_(standard),
          exact_standard_(without_rounding(standard)),
          grader_(standard),
          exact_grader_(exact_standard_) {}

    [[nodiscard]] Json json(const ExplainedGrading& row) {
        Json value;
        value["candidate_id"] = row.candidate_id;
        value["level"] = row.levels.applied == nullptr ? "" : row.levels.applied->id;
        if (row.levels.present != nullptr) value["present_level"] = row.levels.present->id;
        value["outcome"] = format_outcome(row.outcome);
        value["awarded"] = awarded(row);
        if (!row.reasons.empty()) value["reasons"] = row.reasons;
        if (!row.findings.empty()) value["findings"] = row.findings;
        if (!row.attempts.empty()) value["attempts"] = row.attempts;
        if (row.grading == nullptr || row.components.empty()) return value;
        const AttemptScores own = grader_.score(row.scores);
        const AttemptScores& exact = exact_grader_.score(row.scores);
        value["components"] = Json::array();
        for (std::size_t i = 0; i < row.components.size(); ++i) {
            value["components"].push_back(component(i, row, own, exact));
        }
        if (row.grading->total) value["total"] = total(row);
        return value;
    }

  private:
    [[nodiscard]] static std::string awarded(const ExplainedGrading& row) {
        const bool decided = row.outcome == Outcome::pass || row.outcome == Outcome::fail;
        const bool any = decided && row.grading != nullptr && row.grading->awarded != nullptr;
        return any ? row.grading->awarded->id : std::string();
    }

    [[nodiscard]] Json component(std::size_t index, const ExplainedGrading& row,
                                 const AttemptScores& own, const AttemptScores& exact) const {
        const Component& component = standard_.components[index];
        const ComponentScore& counts = row.components[index];
        Json value;
        value["component"] = component.id;
        value["counted"] = counted(counts);
        value["mark"] = format_decimal(mark_of(standard_, component));
        value["standing"] = describe_standing(standard_, component, counts);
        const Json parts = parts_of(index, row.scores);
        if (!parts.empty()) value["parts"] = parts;
        if (component.best) value["best"] = *component.best;
        if (own.fault || exact.fault) return value;
        const ComponentScore& unrounded = exact.components[index];
        if (counted(own.components[index]) != counted(counts)) {
            value["this_attempt"] = counted(own.components[index]);
        } else if (component.rounding && unrounded.has_value()) {
            value["exact"] = counted(unrounded);
            value["rounding"] = describe_rounding(*component.rounding).en;
        }
        return value;
    }

    [[nodiscard]] bool is_left_out(const Score& score) const {
        return score.kind != ScoreKind::points &&
               grader_.from_word(score.kind).counts == WordRule::left_out;
    }

    /// The cells that the component is computed from, each with its share and what it adds.
    [[nodiscard]] Json parts_of(std::size_t index, std::span<const Score> scores) const {
        Json parts = Json::array();
        const Component& component = standard_.components[index];
        const auto columns = grader_.columns();
        Fraction weights;  // of the items that are looked at
        for (std::size_t k = 0; k < columns.size(); ++k) {
            const ScoreColumn& column = columns[k];
            if (column.component != index || column.part != ScoreColumn::Part::item) continue;
            const Item& item = component.items[column.item];
            if (item.weight && !is_left_out(scores[k])) weights = weights + *item.weight;
        }
        for (std::size_t k = 0; k < columns.size(); ++k) {
            const ScoreColumn& column = columns[k];
            if (column.component != index || column.part == ScoreColumn::Part::own) continue;
            Json part;
            part["column"] = column.name;
            part["score"] = format_score(scores[k]);
            if (column.part == ScoreColumn::Part::item && !is_left_out(scores[k])) {
                const Item& item = component.items[column.item];
                Fraction share = Fraction(component.full_mark) / item.full_mark;
                if (item.weight) share = share * *item.weight / weights;
                part["share"] = format_fraction(share);
                if (scores[k].kind == ScoreKind::points) {
                    part["adds"] = format_fraction(share * scores[k].points);
                }
            }
            parts.push_back(std::move(part));
        }
        return parts;
    }

    [[nodiscard]] Json total(const ExplainedGrading& row) const {
        const Scoring& scoring = standard_.scoring;
        Json value;
        value["terms"] = Json::array();
        Fraction weights;
        for (std::size_t i = 0; i < row.components.size(); ++i) {
            if (row.components[i].has_value()) {
                weights = weights + *standard_.components[i].weight;
            }
        }
        for (std::size_t i = 0; i < row.components.size(); ++i) {
            if (!row.components[i].has_value()) continue;
            const Component& component = standard_.components[i];
            const Fraction share =
                Fraction(*component.weight) * scoring.full_mark / component.full_mark / weights;
            value["terms"].push_back({{"component", component.id},
                                      {"share", format_fraction(share)},
                                      {"value", format_fraction(row.components[i].value)},
                                      {"adds", format_fraction(share * row.components[i].value)}});
        }
        const auto exact = exact_grader_.judge(row.components, row.levels).total;
        if (scoring.rounding && exact) {
            value["exact"] = format_fraction(*exact);
            value["rounding"] = describe_rounding(*scoring.rounding).en;
        }
        value["value"] = format_fraction(*row.grading->total);
        if (row.grading->band != nullptr) {
            value["band"] = row.grading->band->level;
            value["band_from"] = format_decimal(row.grading->band->at_least);
        }
        return value;
    }

    const Standard& standard_;
    Standard exact_standard_;
    Grader grader_;
    Grader exact_grader_;
};

namespace {

/// The explanation for people: a line for each step.
class GradingTree {
  public:
    GradingTree(const Standard& standard, Language language)
        : standard_(standard), columns_(score_columns(standard)), language_(language) {}

    [[nodiscard]] std::string text(const ExplainedGrading& row, const Json& value) {
        head(row, value);
        if (value.contains("components")) {
            for (std::size_t i = 0; i < value["components"].size(); ++i) {
                component(standard_.components[i], value["components"][i]);
            }
        }
        if (value.contains("total")) total(value["total"]);
        if (!row.reasons.empty()) line(2, say({"because: ", "原因："}) + std::string(row.reasons));
        if (!row.findings.empty()) {
            line(2, say({"finding: ", "发现："}) + std::string(row.findings));
        }
        return std::move(text_);
    }

  private:
    [[nodiscard]] std::string say(const Bilingual& words) const { return words.in(language_); }
    void line(std::size_t indent, const std::string& words) {
        append_paragraph(text_, indent, words);
    }
    static std::string of(const Json& value, const char* key) {
        return value[key].get<std::string>();
    }

    [[nodiscard]] Bilingual name_of_level(const std::string& id) const {
        const Level* const level = standard_.find_level(id);
        return level == nullptr ? same_in_both(id) : describe_level(*level);
    }

    /// The column of that name, as it is called below its component.
    [[nodiscard]] Bilingual name_of_part(const std::string& column) const {
        const auto same = [&column](const ScoreColumn& c) { return c.name == column; };
        const auto found = std::find_if(columns_.begin(), columns_.end(), same);
        if (found->part != ScoreColumn::Part::item) return same_in_both(column);
        return {column, standard_.components[found->component].items[found->item].name.zh};
    }

    /// `theory:1;practical:2` with the names of the components.
    [[nodiscard]] std::string attempts_in_chinese(std::string_view attempts) const {
        std::string text;
        while (!attempts.empty()) {
            const std::string_view one = attempts.substr(0, attempts.find(';'));
            attempts.remove_prefix(std::min(one.size() + 1, attempts.size()));
            if (!text.empty()) text += "；";
            text += attempt_in_chinese(one);
        }
        return text;
    }

    [[nodiscard]] std::string attempt_in_chinese(std::string_view attempt) const {
        for (const Component& component : standard_.components) {
            if (!attempt.starts_with(component.id + ":")) continue;
            return fmt::format("{} {}", component.name.zh, attempt.substr(component.id.size() + 1));
        }
        return std::string(attempt);
    }

    void head(const ExplainedGrading& row, const Json& value) {
        std::string words =
            say(compose("{0}  level {1}: {2}", "{0}  等级 {1}：{2}", shown_cell(row.candidate_id),
                        name_of_level(of(value, "level")), describe_outcome(row.outcome)));
        if (!of(value, "awarded").empty()) {
            words += say(compose(", level {}", "，评定为 {}", name_of_level(of(value, "awarded"))));
        }
        if (!row.attempts.empty()) {
            words += say(compose("  (attempts: {0})", "（考试：{1}）", row.attempts,
                                 attempts_in_chinese(row.attempts)));
        }
        line(0, words);
    }

    void component(const Component& component, const Json& value) {
        const bool weighted = standard_.scoring.scheme == Scheme::weighted;
        const std::string standing = of(value, "standing");
        Bilingual said = same_in_both(standing);
        if (standing == "reached") said = {"reached", "达到"};
        if (standing == "below") said = {"not reached", "未达到"};
        const Bilingual mark = weighted ? compose("minimum {}", "最低分 {}", of(value, "mark"))
                                        : compose("pass mark {}", "合格分 {}", of(value, "mark"));
        const Bilingual counted = say_counted(of(value, "counted"));
        const bool has_value = standing == "reached" || standing == "below";
        line(2, has_value ? say(compose("{0} {2}: {3} {5}", "{1} {2}：{4}，{6}", component.id,
                                        component.name.zh, of(value, "counted"), mark.en, mark.zh,
                                        said.en, said.zh))
                          : say(compose("{0}: {2}{4}", "{1}：{3}{5}", component.id,
                                        component.name.zh, counted.en, counted.zh,
                                        rule_of(standing).en, rule_of(standing).zh)));
        if (value.contains("this_attempt")) {
            const Bilingual own = say_counted(of(value, "this_attempt"));
            line(4, say(compose("in this attempt: {0}", "本次：{1}", own.en, own.zh)));
        }
        if (!value.contains("parts")) return rounding(component, value);
        for (const Json& part : value["parts"]) {
            std::string words =
                say(name_of_part(of(part, "column"))) + " " + say(say_counted(of(part, "score")));
            if (part.contains("adds")) {
                words += " x " + of(part, "share") + " = " + of(part, "adds");
            }
            line(4, words);
        }
        if (component.best) {
            line(4, say(compose("the mean of the best {} counts", "取最好 {} 项的平均值",
                                *component.best)));
        }
        if (component.ratio) {
            const std::string plus = format_decimal(component.ratio->plus);
            line(4, fmt::format("{}{} x {} / {}", plus == "0" ? "" : plus + " + ",
                                format_decimal(component.ratio->times), component.ratio->of,
                                component.ratio->to));
        }
        rounding(component, value);
    }

    /// A word in either language, or the value.
    static Bilingual say_counted(const std::string& text) {
        const auto score = parse_score(text);
        if (!score || score->kind == ScoreKind::points) return same_in_both(text);
        return describe_score_kind(score->kind);
    }

    /// What a word counts as, where it does not stand for itself.
    static Bilingual rule_of(const std::string& standing) {
        if (standing == "fail") return {", which counts as not passed", "，按不合格计"};
        if (standing == "left-out") return {", left out", "，不计"};
        return {};
    }

    void rounding(const Component& component, const Json& value) {
        if (!value.contains("exact")) return;
        const Bilingual rounded = describe_rounding(*component.rounding);
        line(4, say(compose("exactly {0}, rounded {1}", "精确值 {0}，修约：{2}", of(value, "exact"),
                            rounded.en, rounded.zh)));
    }

    void total(const Json& value) {
        std::string words = say({"total: ", "总分："});
        bool first = true;
        for (const Json& term : value["terms"]) {
            words +=
                fmt::format("{}{} x {}", first ? "" : " + ", of(term, "share"), of(term, "value"));
            first = false;
        }
        words += " = " + of(value, value.contains("exact") ? "exact" : "value");
        if (value.contains("exact")) {
            const Bilingual rounded = describe_rounding(*standard_.scoring.rounding);
            words += say(compose(", rounded {0}: {2}", "，修约（{1}）：{2}", rounded.en, rounded.zh,
                                 of(value, "value")));
        }
        if (value.contains("band")) {
            words += say(compose("; band of {0} from {1}", "；{0} 的分数段，自 {1} 分起",
                                 name_of_level(of(value, "band")), of(value, "band_from")));
        }
        line(2, words);
    }

    const Standard& standard_;
    std::vector<ScoreColumn> columns_;
    Language language_;
    std::string text_;
};

std::string toml_of(const Json& value) {
    std::string text = "[[result]]\n";
    for (const auto& [key, member] : value.items()) {
        if (key != "components") text += key + " = " + toml_value(member) + "\n";
    }
    if (!value.contains("components")) return text;
    for (const Json& component : value["components"]) {
        text += "\n[[result.components]]\n";
        for (const auto& [key, member] : component.items()) {
            text += key + " = " + toml_value(member) + "\n";
        }
    }
    return text;
}

}  // namespace

GradingExplanation::GradingExplanation(const Standard& standard, TableFormat format,
                                       Language language)
    : standard_(standard),
      format_(format),
      language_(language),
      steps_(std::make_unique<Steps>(standard)) {}

GradingExplanation::~GradingExplanation() = default;

std::string_view GradingExplanation::begin() const {
    return format_ == TableFormat::json ? "{\"result\": [\n" : "";
}

std::string_view GradingExplanation::separator() const {
    return format_ == TableFormat::json ? ",\n" : "\n";
}

std::string_view GradingExplanation::end() const {
    return format_ == TableFormat::json ? "\n]}\n" : "";
}

std::string GradingExplanation::text(const ExplainedGrading& row) {
    const Json value = steps_->json(row);
    if (format_ == TableFormat::table) return GradingTree(standard_, language_).text(row, value);
    return format_ == TableFormat::json ? indented_json(value) : toml_of(value);
}

}  // namespace certrec
