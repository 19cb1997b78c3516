#include "award_rows.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/describe.hpp"
#include "cli.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

namespace {

Bilingual grade_again() { return compose("grade the scores again", "请重新评定成绩"); }

CellFault out_of_range(std::size_t column, const Component& component, const Fraction& value) {
    return {column,
            compose("the outcome is pass, but {0} is {2}, outside 0 to {3}",
                    "结果为合格，但{1}为 {2}，不在 0 至 {3} 之间", component.id, component.name.zh,
                    shown_cell(format_fraction(value)), format_decimal(component.full_mark)),
            grade_again()};
}

}  // namespace

ResultJudge::ResultJudge(const Standard& standard, const CsvHeader& header)
    : counted(standard, header),
      grader(standard),
      adds_up(!standard.resits || standard.resits->count == AttemptRule::each) {
    for (const ScoreColumn& wanted : grader.columns()) parts.push_back(header.find(wanted.name));
}

ResultColumns::ResultColumns(const CsvHeader& header, bool of_one_standard)
    : candidate_id(header.require("candidate_id")),
      identity(header),
      outcome(header.require("outcome")),
      awarded(header.require("awarded")),
      standard(of_one_standard ? header.find("standard")
                               : std::optional(header.require("standard"))),
      awarded_on(header.find("awarded_on")) {}

AwardReader::AwardReader(const CsvHeader& header, const Standard* fixed, std::optional<Date> on)
    : header_(header), columns_(header, fixed != nullptr), fixed_(fixed), on_(on) {
    if (columns_.awarded_on || on_) return;
    throw Refusal({Severity::error,
                   {header.location(0).file, header.location(0).line, 0},
                   compose("there is no day of award", "没有发证日期"),
                   compose("give --on DATE, or a column 'awarded_on'",
                           "请指定 --on 日期，或提供列“awarded_on”")});
}

std::variant<Award, std::monostate, CellFault> AwardReader::read(const CsvRow& row) {
    const auto outcome = parse_outcome(row.field(columns_.outcome));
    if (!outcome) {
        return CellFault{columns_.outcome,
                         compose("unknown outcome '{}'", "未知的结果“{}”",
                                 shown_cell(row.field(columns_.outcome))),
                         compose("certrec grade writes this column", "此列由 certrec grade 写出")};
    }
    if (*outcome != Outcome::pass) return std::monostate{};

    Award award;
    award.candidate_id = row.field(columns_.candidate_id);
    if (!award.candidate_id.empty()) {
        if (auto fault = check_candidate_id(row, columns_.candidate_id)) return *std::move(fault);
    }
    auto identity = read_identity(row, columns_.identity);
    if (auto* const fault = std::get_if<CellFault>(&identity)) return std::move(*fault);
    auto& person = std::get<Identity>(identity);
    award.name = std::move(person.name);
    award.id_type = std::move(person.id_type);
    award.id_number = std::move(person.id_number);
    if (auto fault = read_standard(row, award)) return *std::move(fault);
    if (auto fault = read_level(row, award)) return *std::move(fault);
    if (auto fault = read_day(row, award)) return *std::move(fault);
    if (auto fault = read_scores(row, award)) return *std::move(fault);
    return award;
}

const Standard& AwardReader::get_standard(const CsvRow& row) {
    const std::string_view id = row.field(*columns_.standard);
    const auto known = by_name_.find(id);
    if (known != by_name_.end()) return known->second;
    return by_name_.emplace(id, load_standard_of(row, *columns_.standard)).first->second;
}

std::optional<CellFault> AwardReader::read_standard(const CsvRow& row, Award& award) {
    const std::string_view word = columns_.standard ? row.field(*columns_.standard) : "";
    if (fixed_ != nullptr && (word.empty() || fixed_->is_called(word))) {
        award.standard = fixed_;
        return std::nullopt;
    }
    if (fixed_ != nullptr) {
        return CellFault{
            *columns_.standard,
            compose("a result of standard '{0}', where --standard says {1}",
                    "此行是标准“{0}”的结果，而 --standard 为 {1}", shown_cell(word), fixed_->id),
            {}};
    }
    try {
        award.standard = &get_standard(row);
    } catch (const Refusal& refusal) {
        return CellFault{*columns_.standard, refusal.diagnostic().message,
                         refusal.diagnostic().hint};
    }
    return std::nullopt;
}

std::optional<CellFault> AwardReader::read_level(const CsvRow& row, Award& award) const {
    const std::string_view word = row.field(columns_.awarded);
    award.level = award.standard->find_level(word);
    if (award.level != nullptr) return std::nullopt;
    return unknown_level(*award.standard, word, columns_.awarded);
}

std::optional<CellFault> AwardReader::read_day(const CsvRow& row, Award& award) const {
    const std::string_view cell = columns_.awarded_on ? row.field(*columns_.awarded_on) : "";
    const auto day = cell.empty() ? on_ : parse_date(cell);
    if (!day) {
        return CellFault{
            *columns_.awarded_on, describe_date_fault(cell),
            compose("--on gives the day for rows without one", "加 --on 可为没有日期的行指定日期")};
    }
    award.on = *day;
    return std::nullopt;
}

/// The scores are printed on the certificate, so they must be those of a pass.
std::optional<CellFault> AwardReader::read_scores(const CsvRow& row, Award& award) {
    const Standard& standard = *award.standard;
    ResultJudge* const judge = find_judge(standard);
    if (judge == nullptr) {
        return CellFault{columns_.outcome,
                         compose("nobody can be graded by {0}, which leaves values open",
                                 "{0} 有未载明之处，无法据以评定", standard.id),
                         {}};
    }
    components_.clear();
    for (std::size_t i = 0; i < standard.components.size(); ++i) {
        const auto score = judge->counted.read(row, i);
        if (!score) {
            const std::size_t column = judge->counted.column(i);
            return CellFault{column, describe_decimal_fault(row.field(column)), {}};
        }
        const Decimal full_mark = standard.components[i].full_mark;
        const bool is_points = score->kind == ScoreKind::points;
        if (is_points && (score->value.is_negative() || score->value > full_mark)) {
            return out_of_range(judge->counted.column(i), standard.components[i], score->value);
        }
        components_.push_back(is_points ? *score : judge->grader.from_word(score->kind));
        std::string text;
        append_counted(text, components_.back());
        award.scores.push_back({standard.components[i].id, std::move(text)});
    }
    if (auto fault = check_parts(row, standard, *judge)) return fault;
    const RowLevels levels{award.level, nullptr};
    const Grading grading = judge->grader.judge(components_, levels);
    if (grading.outcome == Outcome::pass && grading.awarded == award.level) return std::nullopt;
    return contradiction(standard, grading, components_, levels);
}

/// nullptr if the standard leaves values open.
ResultJudge* AwardReader::find_judge(const Standard& standard) {
    if (judged_ != &standard) {
        judged_ = &standard;
        const auto known = judges_.find(&standard);
        judge_ = known != judges_.end() ? &known->second : make_judge(standard);
    }
    return judge_;
}

ResultJudge* AwardReader::make_judge(const Standard& standard) {
    if (!values_open_for_grading(standard).empty()) return nullptr;
    return &judges_.try_emplace(&standard, standard, header_).first->second;
}

std::optional<CellFault> AwardReader::check_parts(const CsvRow& row, const Standard& standard,
                                                  ResultJudge& judge) {
    if (!judge.adds_up) return std::nullopt;
    scores_.clear();
    for (const std::optional<std::size_t>& column : judge.parts) {
        const std::string_view cell = column ? row.field(*column) : std::string_view();
        const auto score = parse_score(cell);
        if (!score) return CellFault{*column, describe_decimal_fault(cell), {}};
        scores_.push_back(*score);
    }
    const AttemptScores& scored = judge.grader.score(scores_);
    if (scored.fault) {
        const Bilingual fault =
            describe_grading_fault(standard, judge.grader.columns(), *scored.fault);
        return CellFault{
            columns_.outcome,
            compose("the outcome is pass, but {0}", "结果为合格，但{1}", fault.en, fault.zh),
            grade_again()};
    }
    for (std::size_t i = 0; i < components_.size(); ++i) {
        if (components_[i].kind == scored.components[i].kind &&
            components_[i].value == scored.components[i].value) {
            continue;
        }
        std::string is;
        append_counted(is, scored.components[i]);
        return CellFault{
            columns_.outcome,
            compose("the outcome is pass, but {0} comes to {2}", "结果为合格，但{1}应为 {2}",
                    standard.components[i].id, standard.components[i].name.zh, is),
            grade_again()};
    }
    return std::nullopt;
}

CellFault AwardReader::contradiction(const Standard& standard, const Grading& grading,
                                     std::span<const ComponentScore> components,
                                     const RowLevels& levels) const {
    const Bilingual hint = grade_again();
    if (grading.outcome == Outcome::pass) {
        return {columns_.awarded,
                compose("the scores award level {0}", "按成绩应评定为“{0}”",
                        describe_level(*grading.awarded)),
                hint};
    }
    std::string en;
    std::string zh;
    append_reasons(en, standard, grading, components, levels, Language::en);
    append_reasons(zh, standard, grading, components, levels, Language::zh);
    return {columns_.outcome, compose("the outcome is pass, but {0}", "结果为合格，但{1}", en, zh),
            hint};
}

}  // namespace certrec::cli
