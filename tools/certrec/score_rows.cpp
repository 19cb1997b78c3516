#include "score_rows.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "cli.hpp"

namespace certrec::cli {

namespace {

/// A column such as theory.typing that the standard has no item for.
[[noreturn]] void refuse_item(const Standard& standard, const Component& component,
                              const CsvHeader& header, std::size_t column) {
    if (!component.items.empty()) {
        std::vector<std::string> names;
        for (const Item& item : component.items) names.push_back(component.id + "." + item.id);
        throw Refusal(
            {Severity::error, header.location(column),
             compose("{0} has no such item as '{1}'", "{0}没有分项“{1}”",
                     describe_component(component), shown_cell(header.names()[column])),
             compose("the columns of its items are: {}", "其分项的列为：{}", joined(names))});
    }
    const OpenValue* const open = standard.find_open(component.id + ".items");
    throw Refusal(
        {Severity::error, header.location(column),
         open == nullptr ? compose("{0} has no items in {1}", "{1} 中{0}没有分项",
                                   describe_component(component), standard.id)
                         : compose("the weights of the items of {0} are open in {1} ({2})",
                                   "{1} 未载明{0}各分项的权重（{2}）",
                                   describe_component(component), standard.id, open->clause.number),
         compose("give the component's own score in the column '{}', without its items, or supply "
                 "the items in an overlay",
                 "请只在列“{}”中给出该科目的成绩，或以叠加标准补充分项", component.id)});
}

void refuse_unknown_items(const Standard& standard, std::span<const ScoreColumn> wanted,
                          const CsvHeader& header) {
    for (const Component& component : standard.components) {
        for (std::size_t i = 0; i < header.names().size(); ++i) {
            const std::string& name = header.names()[i];
            const bool known = std::any_of(wanted.begin(), wanted.end(),
                                           [&](const ScoreColumn& c) { return c.name == name; });
            if (name.starts_with(component.id + ".") && !known) {
                refuse_item(standard, component, header, i);
            }
        }
    }
}

}  // namespace

ScoreColumns::ScoreColumns(const Standard& standard, std::span<const ScoreColumn> wanted,
                           const CsvHeader& header, std::string_view level_option)
    : candidate_id(header.require("candidate_id")),
      attempt(header.find("attempt")),
      held_on(header.find("held_on")),
      id_number(header.find("id_number")) {
    if (level_option.empty()) level = header.require("level");
    if (standard.scoring.demotion) present_level = header.require("present_level");
    const bool keeps = standard.resits && standard.resits->keep_passed;
    if (keeps) held_on = header.require("held_on");
    refuse_unknown_items(standard, wanted, header);
    find_scores(standard, wanted, header);
}

/// A component has its own column, or all columns of its parts, or both.
void ScoreColumns::find_scores(const Standard& standard, std::span<const ScoreColumn> wanted,
                               const CsvHeader& header) {
    for (const ScoreColumn& column : wanted) scores.push_back(header.find(column.name));
    for (std::size_t own = 0; own < wanted.size();) {
        const std::size_t component = wanted[own].component;
        std::size_t end = own + 1;
        while (end < wanted.size() && wanted[end].component == component) ++end;
        const bool any_part = std::any_of(scores.begin() + static_cast<std::ptrdiff_t>(own) + 1,
                                          scores.begin() + static_cast<std::ptrdiff_t>(end),
                                          [](const auto& place) { return place.has_value(); });
        // The columns of a ratio may be those of another one, or something else altogether.
        const bool parts = any_part && (!scores[own] || !standard.components[component].ratio);
        if (parts) {
            for (std::size_t i = own + 1; i < end; ++i) scores[i] = header.require(wanted[i].name);
        } else if (!scores[own]) {
            (void)header.require(wanted[own].name);
        } else if (any_part) {
            const bool all = scores[own + 1] && scores[own + 2];
            if (!all) scores[own + 1] = scores[own + 2] = std::nullopt;
        }
        own = end;
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const bool is_count =
            wanted[i].part == ScoreColumn::Part::of || wanted[i].part == ScoreColumn::Part::to;
        if (scores[i]) cells.push_back({*scores[i], i, is_count});
    }
}

std::size_t ScoreColumns::place_of(const GradingFault& fault) const {
    if (fault.kind == GradingFault::Kind::no_present_level && present_level) {
        return *present_level;
    }
    for (std::size_t i = fault.column; i < scores.size(); ++i) {
        if (scores[i]) return *scores[i];
    }
    return candidate_id;
}

ScoreRowReader::ScoreRowReader(const Standard& standard, const ScoreColumns& columns,
                               const Level* fixed_level)
    : standard_(standard),
      columns_(columns),
      fixed_level_(fixed_level),
      says_more_(columns.tell_attempts() || columns.present_level || columns.id_number) {
    row_.scores.resize(columns.scores.size());
}

/// What stands for no candidate joins no other row.
bool ScoreRowReader::check_candidate(const CsvRow& from) {
    auto fault = check_candidate_id(from, columns_.candidate_id);
    if (!fault) return true;
    row_.candidate_id = {};
    return refuse(*std::move(fault));
}

bool ScoreRowReader::check_number(const CsvRow& from) {
    auto fault = check_passed_on_number(from, *columns_.id_number);
    return !fault || refuse(*std::move(fault));
}

bool ScoreRowReader::refuse(CellFault fault) {
    fault_ = std::move(fault);
    return false;
}

bool ScoreRowReader::knows_attempt() const {
    if (row_.candidate_id.empty() || row_.levels.applied == nullptr) return false;
    return columns_.attempt ? row_.attempt.has_value() : !columns_.held_on || row_.held_on;
}

bool ScoreRowReader::refuse_level(std::string_view word) {
    return refuse(unknown_level(standard_, word, *columns_.level));
}

/// The level of a word that `known` does not have, which then has it.
const Level* ScoreRowReader::learn_level(std::string_view word, const ShortWord& short_word,
                                         KnownLevel& known) {
    const Level* const level = standard_.find_level(word);
    if (level != nullptr) known = {short_word, level};
    return level;
}

/// As find_points, for a text that known_points_ does not have, and then has if it is short.
const Decimal* ScoreRowReader::learn_points(std::string_view text) {
    const auto points = parse_padded_decimal(text);
    if (!points) return nullptr;
    if (text.size() > sizeof(std::uint64_t)) {
        long_points_ = *points;
        return &long_points_;
    }
    const std::uint64_t word = short_word_of(text).front;
    KnownPoints& known = known_points_[place_of(word)];
    known = {word, *points};
    return &known.points;
}

/// What only some files say.
bool ScoreRowReader::read_more(const CsvRow& from) {
    if (columns_.tell_attempts() && !read_attempt(from)) return false;
    if (columns_.present_level && !read_present_level(from)) return false;
    return !columns_.id_number || check_number(from);
}

bool ScoreRowReader::read_present_level(const CsvRow& from) {
    const std::string_view word = from.field(*columns_.present_level);
    if (word.empty()) return true;
    row_.levels.present = find_level(word);
    if (row_.levels.present != nullptr) return true;
    return refuse(unknown_level(standard_, word, *columns_.present_level));
}

bool ScoreRowReader::read_attempt(const CsvRow& from) {
    if (columns_.attempt) {
        const std::string_view cell = from.field(*columns_.attempt);
        const bool digits =
            std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
        const auto number = digits ? parse_decimal(cell) : std::nullopt;
        if (!number || number->units() < 1) {
            return refuse({*columns_.attempt,
                           cell.empty()
                               ? compose("no number of the attempt", "缺少考试次数")
                               : compose("'{}' is no number of an attempt; count from 1",
                                         "“{}”不是考试次数；请从 1 起计", shown_cell(cell)),
                           {}});
        }
        row_.attempt = number->units();
    }
    if (!columns_.held_on) return true;
    const std::string_view cell = from.field(*columns_.held_on);
    const bool keeps = standard_.resits && standard_.resits->keep_passed;
    if (cell.empty() && columns_.attempt && !keeps) return true;
    row_.held_on = parse_date(cell);
    if (row_.held_on) return true;
    return refuse({*columns_.held_on, describe_date_fault(cell), {}});
}

/// A cell without points.
bool ScoreRowReader::read_word(const CsvRow& from, const ScoreColumns::Cell& cell) {
    const std::string_view text = from.field(cell.column);
    if (text.empty()) {
        row_.scores[cell.place] = {};
        return true;
    }
    const auto word = parse_score_word(text);
    if (!word) {
        return refuse(
            {cell.column, describe_decimal_fault(text),
             compose(
                 "a score is a decimal, absent, disqualified, exempt, or empty if not yet known",
                 "成绩为小数、缺考、违纪、免考，尚无成绩则留空")});
    }
    if (cell.is_count) {
        return refuse({cell.column, compose("'{}' is no count", "“{}”不是计数", shown_cell(text)),
                       compose("a count is a number from 0 on, or empty if not yet known",
                               "计数为不小于 0 的小数，未知则留空")});
    }
    row_.scores[cell.place] = {*word, {}};
    return true;
}

CountedColumns::CountedColumns(const Standard& standard, const CsvHeader& header) {
    for (const Component& component : standard.components) {
        const auto counted = header.find(component.id + "_counted");
        columns_.push_back(counted ? *counted : header.require(component.id));
    }
}

std::optional<ComponentScore> CountedColumns::read(const CsvRow& row, std::size_t index) const {
    const std::string_view cell = row.field(columns_[index]);
    if (const auto value = parse_fraction(cell)) {
        return ComponentScore{ScoreKind::points, WordRule::apart, *value};
    }
    const auto word = parse_score(cell);
    if (!word) return std::nullopt;
    return ComponentScore{word->kind, WordRule::apart, {}};
}

std::string attempt_label(const std::optional<std::int64_t>& number,
                          const std::optional<Date>& held_on) {
    if (number) return std::to_string(*number);
    return held_on ? format_date(*held_on) : std::string();
}

}  // namespace certrec::cli
