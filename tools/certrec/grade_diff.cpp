#include "grade_diff.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/grading.hpp"
#include "damaged_rows.hpp"

namespace certrec::cli {

namespace {

/// One row of results, as far as it is compared.
struct ResultRow {
    std::string candidate_id;
    std::string level;
    std::string attempt;
    std::string attempts;
    std::string outcome;
    std::string awarded;
    std::string reasons;
    std::string standard;
    std::vector<std::string> scores;  // in the order of the compared columns
};

/// Which rows belong together, and which of several that are alike.
struct RowKey {
    std::string candidate_id;
    std::string level;
    std::string attempt;
    std::size_t repetition = 0;

    friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

class ResultReader {
  public:
    ResultReader(CsvReader& reader, const Standard& standard, const Level* level,
                 std::string_view attempt_column, const std::vector<std::string>& compared)
        : reader_(reader), standard_(standard), fixed_level_(level) {
        const CsvHeader& header = reader.header();
        id_ = header.require("candidate_id");
        id_number_ = header.find("id_number");
        level_ = fixed_level_ == nullptr ? header.require("level") : header.find("level");
        if (!attempt_column.empty()) attempt_ = header.require(attempt_column);
        attempts_ = header.find("attempts");
        outcome_ = header.require("outcome");
        awarded_ = header.require("awarded");
        reasons_ = header.require("reasons");
        standard_column_ = header.require("standard");
        for (const std::string& name : compared) scores_.push_back(header.find(name));
    }

    [[nodiscard]] std::optional<ResultRow> next() {
        const CsvRow* const row = reader_.next();
        if (row == nullptr) return std::nullopt;
        const auto cell = [row](const std::optional<std::size_t>& column) {
            return column ? std::string(row->field(*column)) : std::string();
        };
        ResultRow result{cell(id_),       cell(level_),           cell(attempt_),
                         cell(attempts_), cell(outcome_),         cell(awarded_),
                         cell(reasons_),  cell(standard_column_), {}};
        const Level* const level = level_ ? standard_.find_level(result.level) : fixed_level_;
        if (level != nullptr) result.level = level->id;
        if (!parse_outcome(result.outcome)) {
            throw Refusal(
                {Severity::error, row->location(outcome_),
                 compose("unknown outcome '{}'", "未知的结果“{}”", shown_cell(result.outcome)),
                 compose("certrec grade writes this column", "此列由 certrec grade 写出")});
        }
        if (result.outcome != format_outcome(Outcome::invalid)) refuse_damage(*row);
        for (const auto& column : scores_) result.scores.push_back(cell(column));
        return result;
    }

    [[nodiscard]] RowKey key_of(const ResultRow& row) {
        RowKey key{row.candidate_id, row.level, row.attempt, 0};
        key.repetition = repetitions_[{key.candidate_id, key.level, key.attempt, 0}]++;
        return key;
    }

    [[nodiscard]] bool has_attempts() const { return attempts_.has_value(); }

  private:
    /// It was graded as sound: a spreadsheet has been at the file since.
    void refuse_damage(const CsvRow& row) const {
        refuse_damaged_ids(
            row, id_, id_number_,
            compose("take the file as certrec grade wrote it; it need not go through a spreadsheet",
                    "请使用 certrec grade 原样写出的文件，无须经过电子表格"));
    }

    CsvReader& reader_;
    const Standard& standard_;
    const Level* fixed_level_;
    std::size_t id_ = 0;
    std::optional<std::size_t> id_number_;
    std::optional<std::size_t> level_;
    std::optional<std::size_t> attempt_;
    std::optional<std::size_t> attempts_;
    std::size_t outcome_ = 0;
    std::size_t awarded_ = 0;
    std::size_t reasons_ = 0;
    std::size_t standard_column_ = 0;
    std::vector<std::optional<std::size_t>> scores_;
    std::map<RowKey, std::size_t> repetitions_;
};

std::vector<std::string> compared_columns(const Standard& standard) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const ScoreColumn& column : score_columns(standard)) {
        if (seen.insert(column.name).second) names.push_back(column.name);
    }
    names.emplace_back("present_level");
    return names;
}

/// The column that tells attempts apart; empty if there is none.
std::string_view attempt_column(const CsvHeader& header) {
    for (const std::string_view name : {"attempt", "held_on"}) {
        if (header.find(name)) return name;
    }
    return {};
}

/// Whether two cells say the same, however it is written.
bool say_the_same(const std::string& a, const std::string& b) {
    if (a == b) return true;
    const auto left = parse_score(a);
    const auto right = parse_score(b);
    return left && right && left->kind == right->kind && left->points == right->points;
}

class ResultDiff {
  public:
    ResultDiff(const Standard& standard, Language language, bool with_attempts)
        : language_(language),
          with_attempts_(with_attempts),
          compared_(compared_columns(standard)) {
        table_.id = "change";
        table_.columns = {{"candidate_id", compose("candidate_id", "考生编号")},
                          {"level", compose("level", "等级")}};
        if (with_attempts) table_.columns.push_back({"attempts", compose("attempts", "考试")});
        table_.columns.insert(table_.columns.end(),
                              {{"outcome_before", compose("outcome before", "原结果")},
                               {"outcome", compose("outcome", "新结果")},
                               {"awarded_before", compose("awarded before", "原评定等级")},
                               {"awarded", compose("awarded", "新评定等级")},
                               {"changes", compose("changes", "变动")},
                               {"reasons", compose("reasons", "原因")}});
    }

    void add(const ResultRow& before, const ResultRow& after) {
        if (before.outcome == after.outcome && before.awarded == after.awarded) return;
        push(after, before.outcome, after.outcome, before.awarded, after.awarded,
             changes(before, after), after.reasons);
    }

    void add_only_before(const ResultRow& row) {
        push(row, row.outcome, "", row.awarded, "", compose("no row now", "现无此行").in(language_),
             "");
    }

    void add_only_after(const ResultRow& row) {
        push(row, "", row.outcome, "", row.awarded,
             compose("no row before", "原无此行").in(language_), row.reasons);
    }

    [[nodiscard]] Table take() { return std::move(table_); }

  private:
    void push(const ResultRow& row, const std::string& before, const std::string& after,
              const std::string& awarded_before, const std::string& awarded, const std::string& why,
              const std::string& reasons) {
        std::vector<Cell> cells = {row.candidate_id, row.level};
        if (with_attempts_) cells.emplace_back(row.attempts);
        cells.insert(cells.end(), {before, after, awarded_before, awarded, why, reasons});
        table_.rows.push_back(std::move(cells));
    }

    /// What differs in what was graded; the rules, if nothing does.
    [[nodiscard]] std::string changes(const ResultRow& before, const ResultRow& after) const {
        std::string text;
        const auto add = [&](std::string_view what, const std::string& was, const std::string& is) {
            if (!text.empty()) text += language_ == Language::zh ? "；" : "; ";
            text +=
                fmt::format("{} {} -> {}", what, was.empty() ? "-" : was, is.empty() ? "-" : is);
        };
        for (std::size_t i = 0; i < compared_.size(); ++i) {
            if (!say_the_same(before.scores[i], after.scores[i])) {
                add(compared_[i], before.scores[i], after.scores[i]);
            }
        }
        if (before.standard != after.standard) add("standard", before.standard, after.standard);
        if (!text.empty()) return text;
        const auto either = [&](Outcome outcome) {
            return before.outcome == format_outcome(outcome) ||
                   after.outcome == format_outcome(outcome);
        };
        if (either(Outcome::ineligible)) return compose("eligibility", "申报资格").in(language_);
        if (either(Outcome::irregular)) return compose("the session", "场次").in(language_);
        if (before.attempts != after.attempts) {
            return compose("other attempts", "其他考试").in(language_);
        }
        return compose("the rules", "规则").in(language_);
    }

    Language language_;
    bool with_attempts_;
    std::vector<std::string> compared_;
    Table table_;
};

}  // namespace

Table diff_results(CsvReader& before, CsvReader& after, const Standard& standard,
                   const Level* level, Language language) {
    const std::vector<std::string> compared = compared_columns(standard);
    const std::string_view attempt = attempt_column(after.header());
    ResultReader old_rows(before, standard, level, attempt, compared);
    ResultReader new_rows(after, standard, level, attempt, compared);
    std::map<RowKey, ResultRow> old_by_key;
    std::vector<RowKey> old_order;
    while (auto row = old_rows.next()) {
        old_order.push_back(old_rows.key_of(*row));
        old_by_key.emplace(old_order.back(), *std::move(row));
    }
    ResultDiff diff(standard, language, new_rows.has_attempts());
    std::set<RowKey> met;
    while (const auto row = new_rows.next()) {
        const RowKey key = new_rows.key_of(*row);
        met.insert(key);
        const auto old = old_by_key.find(key);
        old == old_by_key.end() ? diff.add_only_after(*row) : diff.add(old->second, *row);
    }
    for (const RowKey& key : old_order) {
        if (!met.contains(key)) diff.add_only_before(old_by_key.at(key));
    }
    return diff.take();
}

}  // namespace certrec::cli
