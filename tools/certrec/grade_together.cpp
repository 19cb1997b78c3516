#include "grade_together.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/describe_eligibility.hpp"

namespace certrec::cli {

namespace {

constexpr std::size_t kShownLines = 5;

/// Earlier rows with these outcomes were no attempts.
bool was_attempt(Outcome outcome) {
    return outcome != Outcome::invalid && outcome != Outcome::ineligible &&
           outcome != Outcome::irregular;
}

bool is_eligible(const EligibilityFile::Entry* application) {
    return application == nullptr || application->eligibility == Eligibility::eligible;
}

}  // namespace

TogetherGrading::TogetherGrading(const GradeSetup& setup, const EligibilityFile* eligibility)
    : setup_(setup),
      eligibility_(eligibility),
      grader_(setup.standard),
      words_(setup.standard, setup.language) {}

bool TogetherGrading::read_previous(Context& context, CsvReader& reader,
                                    const std::string& level_option) {
    const CsvHeader& header = reader.header();
    const ScoreColumns columns(setup_.standard, grader_.columns(), header,
                               header.find("level") ? std::string_view() : level_option);
    if (setup_.columns.attempt) (void)header.require("attempt");
    if (setup_.columns.held_on) (void)header.require("held_on");
    const std::size_t outcome_column = header.require("outcome");
    const GradeSetup setup{setup_.standard, columns, setup_.fixed_level, nullptr, setup_.language};
    RowGrader grader(setup);
    earlier_file_ = reader.file();
    bool all_read = true;
    while (const CsvRow* const row = reader.next()) {
        const auto outcome = parse_outcome(row->field(outcome_column));
        if (outcome && !was_attempt(*outcome)) continue;
        std::optional<CellFault> fault = grader.grade(*row);
        if (!outcome) {
            fault =
                CellFault{outcome_column,
                          compose("unknown outcome '{}'", "未知的结果“{}”",
                                  shown_cell(row->field(outcome_column))),
                          compose("certrec grade writes this column", "此列由 certrec grade 写出")};
        }
        if (fault) {
            report_fault(context, *row, *fault);
            all_read = false;
        } else {
            keep(*row, grader, row->location(columns.candidate_id)).is_earlier = true;
        }
    }
    return all_read & drop_doubled_earlier(context);
}

/// Of earlier results, rows of one attempt that are there more than once count for nothing, and are
/// told. True if there are none.
bool TogetherGrading::drop_doubled_earlier(Context& context) {
    order_rows();
    for_each_group([this](std::span<const std::uint32_t> group) { (void)without_doubled(group); });
    for (std::uint32_t place = 0; place < rows_.size(); ++place) {
        const auto said = said_.find(place);
        if (said == said_.end()) continue;
        context.report(*said->second.fault);
        rows_[place].knows_attempt = false;
    }
    return said_.empty();
}

void TogetherGrading::read(CsvBlocks& csv) {
    RowGrader grader(setup_);
    file_ = csv.file();
    CsvBlock block;
    RowScanner scanner(csv);
    while (csv.next(block)) {
        scanner.start(block);
        while (const CsvRow* const from = scanner.next()) read_row(*from, grader);
    }
}

void TogetherGrading::read_row(const CsvRow& from, RowGrader& grader) {
    std::optional<CellFault> fault = grader.grade(from);
    Row& row = keep(from, grader, from.location(setup_.columns.candidate_id));
    const auto place = static_cast<std::uint32_t>(rows_.size() - 1);
    if (row.held_on && !setup_.standard.calendar.empty()) {
        row.day_column = static_cast<std::uint32_t>(from.location(*setup_.columns.held_on).column);
    }
    // That nobody has applied comes before what is wrong with the scores.
    if (auto missing = check_application(row)) fault = std::move(missing);
    if (fault) {
        make_invalid(place, {Severity::error, from.location(fault->column),
                             std::move(fault->message), std::move(fault->hint)});
    } else if (!grader.irregular().empty()) {
        row.state = Row::State::irregular;
        said_[place].reasons = grader.irregular();
    }
}

TogetherGrading::Row& TogetherGrading::keep(const CsvRow& from, const RowGrader& grader,
                                            const Location& at) {
    Row& row = rows_.emplace_back();
    const ScoreRow& read = grader.row();
    row.text = texts_.size();
    row.byte_count = static_cast<std::uint32_t>(from.bytes().size());
    row.id_size = static_cast<std::uint32_t>(read.candidate_id.size());
    texts_ += from.bytes();
    texts_ += read.candidate_id;
    row.levels = read.levels;
    row.attempt = read.attempt.value_or(0);
    row.held_on = read.held_on;
    // Two rows of one attempt are two, whatever else is wrong with one of them.
    row.knows_attempt = grader.knows_attempt();
    if (!read.candidate_id.empty() && read.levels.applied != nullptr) {
        row.candidate = candidates_.add(read.candidate_id);
    }
    row.line = at.line;
    row.column = static_cast<std::uint32_t>(at.column);
    scores_.insert(scores_.end(), read.scores.begin(), read.scores.end());
    return row;
}

void TogetherGrading::make_invalid(std::uint32_t place, Diagnostic fault) {
    rows_[place].state = Row::State::invalid;
    Said& said = said_[place];
    said.reasons = fault.message.in(setup_.language);
    said.fault = std::move(fault);
}

std::optional<CellFault> TogetherGrading::check_application(Row& row) const {
    const std::string_view id = id_of(row);
    if (eligibility_ == nullptr || row.levels.applied == nullptr || id.empty()) {
        return std::nullopt;
    }
    row.application = eligibility_->find(id, *row.levels.applied);
    const std::size_t column = setup_.columns.candidate_id;
    if (row.application == nullptr) {
        const std::string other = eligibility_->find_but_for_zeros(id, *row.levels.applied);
        return CellFault{
            column,
            compose("candidate '{0}' has not applied for level {1}", "考生“{0}”没有申报等级“{1}”",
                    shown_cell(id), describe_level(*row.levels.applied)),
            other.empty()
                ? Bilingual{}
                : compose("'{}' has: a spreadsheet drops zeros before a number; enter it again, in "
                          "cells formatted as text",
                          "“{}”已申报；电子表格会去掉数字前面的 0，请将单元格设为文本后重新录入",
                          shown_cell(other))};
    }
    if (row.application->eligibility != Eligibility::invalid) return std::nullopt;
    return CellFault{column,
                     compose("the application of candidate '{0}' is invalid: {1}",
                             "考生“{0}”的申报无效：{1}", shown_cell(id), row.application->reasons),
                     {}};
}

void TogetherGrading::grade(const TakeGraded& take) {
    order_rows();
    for_each_group([this](std::span<const std::uint32_t> group) { decide(group); });
    for (std::uint32_t place = 0; place < rows_.size(); ++place) {
        if (!rows_[place].is_earlier) take_row(place, take);
    }
}

bool TogetherGrading::has_scores(std::string_view candidate_id, const Level& level) const {
    const auto candidate = candidates_.find(candidate_id);
    if (!candidate) return false;
    const auto first = std::lower_bound(
        order_.begin(), order_.end(), *candidate,
        [this](std::uint32_t place, std::uint32_t c) { return rows_[place].candidate < c; });
    for (auto at = first; at != order_.end() && rows_[*at].candidate == *candidate; ++at) {
        if (!rows_[*at].is_earlier && rows_[*at].levels.applied == &level) return true;
    }
    return false;
}

void TogetherGrading::order_rows() {
    order_.clear();
    for (std::uint32_t place = 0; place < rows_.size(); ++place) {
        if (rows_[place].candidate != kNone) order_.push_back(place);
    }
    std::stable_sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
        return is_before(rows_[a], rows_[b]);
    });
}

bool TogetherGrading::is_before(const Row& a, const Row& b) const {
    const auto key = [](const Row& row) {
        return std::tuple(row.candidate, row.levels.applied->rank, !row.knows_attempt, row.attempt);
    };
    if (key(a) != key(b)) return key(a) < key(b);
    if (!a.knows_attempt || setup_.columns.attempt || !setup_.columns.held_on) return false;
    return *a.held_on < *b.held_on;
}

bool TogetherGrading::are_of_one_group(const Row& a, const Row& b) const {
    return a.candidate == b.candidate && a.levels.applied == b.levels.applied && a.knows_attempt &&
           b.knows_attempt;
}

bool TogetherGrading::are_one_attempt(const Row& a, const Row& b) const {
    return !is_before(a, b) && !is_before(b, a);
}

/// Groups are the rows of one candidate at one level, in the order of their attempts; a row that
/// does not say which attempt it is stands alone.
void TogetherGrading::for_each_group(
    const std::function<void(std::span<const std::uint32_t>)>& visit) const {
    for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
        end = begin + 1;
        while (end < order_.size() && are_of_one_group(rows_[order_[begin]], rows_[order_[end]])) {
            ++end;
        }
        visit(std::span(order_).subspan(begin, end - begin));
    }
}

/// The rows of attempts that are there once. Those of the others are all invalid, since nobody can
/// tell which one holds; but what was stated before stays.
TogetherGrading::Places TogetherGrading::without_doubled(std::span<const std::uint32_t> group) {
    Places single;
    for (std::size_t begin = 0, end = 0; begin < group.size(); begin = end) {
        end = begin + 1;
        while (end < group.size() && are_one_attempt(rows_[group[begin]], rows_[group[end]])) ++end;
        const auto rows = group.subspan(begin, end - begin);
        if (rows.size() == 1) {
            single.push_back(rows.front());
            continue;
        }
        refuse_doubled(rows);
        const auto stays = std::find_if(rows.begin(), rows.end(), [this](std::uint32_t place) {
            return rows_[place].state != Row::State::invalid;
        });
        if (stays != rows.end()) single.push_back(*stays);
    }
    return single;
}

void TogetherGrading::refuse_doubled(std::span<const std::uint32_t> doubled) {
    const Row& first = rows_[doubled.front()];
    const std::string label = label_of(first);
    const Bilingual lines = lines_of(doubled);
    const std::string candidate = shown_cell(id_of(first));
    const Bilingual level = describe_level(*first.levels.applied);
    const Bilingual message =
        label.empty()
            ? compose("candidate '{0}' has {1} rows for level {2}: lines {3}",
                      "考生“{0}”等级“{2}”的成绩有 {1} 行：第 {3} 行", candidate, doubled.size(),
                      level, lines)
            : compose("candidate '{0}' has {1} rows for attempt {4} at level {2}: lines {3}",
                      "考生“{0}”等级“{2}”的考试（{4}）有 {1} 行：第 {3} 行", candidate,
                      doubled.size(), level, lines, label);
    const Bilingual hint =
        label.empty()
            ? compose("keep one of the rows, or number the attempts in a column 'attempt'",
                      "请只保留一行，或以列“attempt”写明第几次考试")
            : compose("keep one of the rows", "请只保留一行");
    const auto earlier = std::count_if(doubled.begin(), doubled.end(), [this](std::uint32_t place) {
        return rows_[place].is_earlier;
    });
    for (const std::uint32_t place : doubled) {
        const Row& row = rows_[place];
        const bool stays = row.is_earlier && earlier == 1;
        if (stays || row.state == Row::State::invalid) continue;
        const std::string& file = row.is_earlier ? earlier_file_ : file_;
        make_invalid(place, {Severity::error, {file, row.line, row.column}, message, hint});
    }
}

/// This file's lines first, then those of earlier results with the name of their file.
Bilingual TogetherGrading::lines_of(std::span<const std::uint32_t> rows) const {
    std::vector<std::pair<bool, std::uint64_t>> lines;
    for (const std::uint32_t place : rows) {
        lines.emplace_back(rows_[place].is_earlier, rows_[place].line);
    }
    std::sort(lines.begin(), lines.end());
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(lines.size(), kShownLines); ++i) {
        words.push_back((lines[i].first ? shown(earlier_file_, 400) + ":" : "") +
                        std::to_string(lines[i].second));
    }
    if (lines.size() > kShownLines) words.emplace_back("…");
    return joined(words);
}

/// Every row whose own attempt counts states what all of them come to.
void TogetherGrading::decide(std::span<const std::uint32_t> group) {
    const Places single = without_doubled(group);
    const auto& resits = setup_.standard.resits;
    if (!resits || resits->count == AttemptRule::each) return;
    Places counted;
    std::vector<std::vector<ComponentScore>> components;
    for (const std::uint32_t place : single) {
        if (rows_[place].state != Row::State::sound) continue;
        counted.push_back(place);
        components.push_back(grader_.score(scores_of(place)).components);
    }
    if (counted.empty()) return;
    std::vector<Attempt> attempts;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        const Row& row = rows_[counted[i]];
        std::optional<Date> held_on;
        if (row.held_on) held_on = *row.held_on;
        attempts.push_back({row.attempt, held_on, components[i], row.levels});
    }
    AttemptsResult result = decide_attempts(setup_.standard, grader_, attempts);
    for (const std::uint32_t place : counted) {
        Row& row = rows_[place];
        if (row.is_earlier) continue;
        if (result.grading.fault) {
            make_invalid(place, {Severity::error,
                                 {file_, row.line, row.column},
                                 describe_grading_fault(setup_.standard, grader_.columns(),
                                                        *result.grading.fault),
                                 {}});
        }
        row.decision = static_cast<std::uint32_t>(decisions_.size());
    }
    std::string names = attempts_of(counted, result);
    decisions_.push_back({std::move(result), std::move(names)});
}

std::string TogetherGrading::attempts_of(const Places& rows, const AttemptsResult& result) const {
    const auto label = [&](std::size_t used) { return label_of(rows_[rows[used]]); };
    if (!setup_.columns.tell_attempts()) return {};
    if (setup_.standard.resits->count != AttemptRule::components) return label(result.used.front());
    std::string text;
    for (std::size_t i = 0; i < result.used.size(); ++i) {
        if (result.components[i].kind == ScoreKind::pending) continue;
        if (!text.empty()) text += ';';
        text += setup_.standard.components[i].id + ":" + label(result.used[i]);
    }
    return text;
}

void TogetherGrading::take_row(std::uint32_t place, const TakeGraded& take) {
    const Row& row = rows_[place];
    GradedRow view;
    view.bytes = bytes_of(row);
    view.candidate_id = id_of(row);
    view.levels = row.levels;
    view.scores = scores_of(place);
    if (row.application != nullptr) view.carried = row.application->carried;
    std::optional<Diagnostic> diagnostic;
    if (row.state == Row::State::invalid) {
        const Said& said = said_.at(place);
        view.reasons = said.reasons;
        take(view, said.fault);
        return;
    }
    const AttemptScores& own = grader_.score(view.scores);
    const Bilingual finding =
        row.held_on ? find_calendar(setup_.standard, *row.held_on, own.components) : Bilingual{};
    if (!finding.en.empty()) {
        diagnostic = Diagnostic{Severity::warning, {file_, row.line, row.day_column}, finding, {}};
    }
    findings_ = finding.in(setup_.language);
    view.findings = findings_;
    view.components = own.components;
    judge(row, view);
    if (row.state == Row::State::irregular) {
        view.outcome = Outcome::irregular;
        view.reasons = said_.at(place).reasons;
    }
    if (!is_eligible(row.application)) {
        view.outcome = Outcome::ineligible;
        reasons_.clear();
        append_composed(reasons_, setup_.language, "{0}: {1}", "{0}：{1}",
                        describe_eligibility(row.application->eligibility),
                        row.application->reasons);
        view.reasons = reasons_;
    }
    take(view, diagnostic);
}

/// By all attempts, or by the row alone, whose components `view` has.
void TogetherGrading::judge(const Row& row, GradedRow& view) {
    if (row.decision != kNone) {
        const Decision& decision = decisions_[row.decision];
        view.grading = &decision.result.grading;
        view.components = decision.result.components;
        view.attempts = decision.attempts;
    } else {
        grading_ = grader_.judge(view.components, row.levels);
        view.grading = &grading_;
        attempts_ = label_of(row);
        view.attempts = attempts_;
    }
    view.outcome = view.grading->outcome;
    reasons_.clear();
    words_.append(reasons_, *view.grading, view.components, row.levels);
    view.reasons = reasons_;
}

std::string_view TogetherGrading::bytes_of(const Row& row) const {
    return std::string_view(texts_).substr(row.text, row.byte_count);
}

std::string_view TogetherGrading::id_of(const Row& row) const {
    return std::string_view(texts_).substr(row.text + row.byte_count, row.id_size);
}

std::span<const Score> TogetherGrading::scores_of(std::uint32_t place) const {
    const std::size_t width = grader_.columns().size();
    return std::span(scores_).subspan(place * width, width);
}

std::string TogetherGrading::label_of(const Row& row) const {
    if (row.attempt != 0) return std::to_string(row.attempt);
    return row.held_on ? format_date(*row.held_on) : std::string();
}

}  // namespace certrec::cli
