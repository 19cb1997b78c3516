#include "certrec/rules/describe.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/rules/deciding.hpp"

namespace certrec {

namespace {

std::string clause_in_brackets(std::string_view number, bool zh) {
    return zh ? fmt::format("（{}）", number) : fmt::format(" ({})", number);
}

std::string describe_word(const Component& component, ScoreKind word, bool zh) {
    const std::string& id = component.id;
    const std::string& name = component.name.zh;
    switch (word) {
        case ScoreKind::absent: return zh ? name + "缺考" : "absent from " + id;
        case ScoreKind::disqualified: return zh ? name + "违纪" : "disqualified in " + id;
        case ScoreKind::pending: return zh ? name + "尚无成绩" : id + " is not yet scored";
        case ScoreKind::exempt: return zh ? name + "免考" : "exempt from " + id;
        case ScoreKind::points: break;
    }
    return {};
}

/// How a column is called in a message: its name, or in Chinese what it holds.
Bilingual name_of(const Standard& standard, const ScoreColumn& column) {
    const Component& component = standard.components[column.component];
    switch (column.part) {
        case ScoreColumn::Part::own: return {column.name, component.name.zh};
        case ScoreColumn::Part::item:
            return {column.name, component.name.zh + "·" + component.items[column.item].name.zh};
        case ScoreColumn::Part::of:
        case ScoreColumn::Part::to: break;
    }
    return same_in_both(column.name);
}

/// A value outside [0, full mark]; `verb` says whether it stands there or was computed.
Bilingual describe_range(const Bilingual& name, const Bilingual& verb, const Fraction& value,
                         Decimal full_mark) {
    const std::string shown_value = shown_cell(format_fraction(value));
    if (value.is_negative()) {
        return {fmt::format("{} {} {}, below 0", name.en, verb.en, shown_value),
                fmt::format("{}{} {}，低于 0 分", name.zh, verb.zh, shown_value)};
    }
    return {fmt::format("{} {} {}, above the full mark of {}", name.en, verb.en, shown_value,
                        format_decimal(full_mark)),
            fmt::format("{}{} {}，高于满分 {}", name.zh, verb.zh, shown_value,
                        format_decimal(full_mark))};
}

Bilingual describe_score(ScoreKind kind, const Fraction& value) {
    return kind == ScoreKind::points ? same_in_both(format_fraction(value))
                                     : describe_score_kind(kind);
}

Bilingual describe_bad_count(const std::string& column, const Score& count) {
    if (count.kind != ScoreKind::points) {
        return compose("{0} says '{1}', where a count is wanted", "{0} 应为计数，而写的是“{1}”",
                       column, format_score_kind(count.kind));
    }
    if (count.points.units() < 0) {
        return compose("{0} is {1}, below 0", "{0} 为 {1}，低于 0", column,
                       format_decimal(count.points));
    }
    return compose("{0} is 0, and nothing can be divided by it", "{0} 为 0，不能作除数", column);
}

}  // namespace

ReasonWords::ReasonWords(const Standard& standard, Language language)
    : standard_(standard),
      zh_(language == Language::zh),
      separator_(language == Language::zh ? "；" : "; ") {
    const bool weighted = standard.scoring.scheme == Scheme::weighted;
    const Clause* const of_words = clause_of_words(standard);
    for (const Component& component : standard.components) {
        ComponentWords words;
        for (const ScoreKind kind :
             {ScoreKind::absent, ScoreKind::disqualified, ScoreKind::exempt, ScoreKind::pending}) {
            std::string word = describe_word(component, kind, zh_);
            if (of_words != nullptr) word += clause_in_brackets(of_words->number, zh_);
            words.words[static_cast<std::size_t>(kind)] = PaddedText(word);
        }
        words.shortfall = shortfall_words(
            zh_ ? component.name.zh : component.id, weighted ? Mark::minimum : Mark::pass_mark,
            mark_of(standard, component), clause_of_marks(standard).number);
        components_.push_back(std::move(words));
    }
    const auto total = mark_of_total(standard);
    if (!total) return;
    total_ = shortfall_words(zh_ ? "总分" : "total", Mark::pass_mark, *total,
                             clause_of_total(standard).number);
}

ReasonWords::Shortfall ReasonWords::shortfall_words(std::string_view what, Mark kind, Decimal mark,
                                                    std::string_view clause) const {
    const std::string shown_mark = format_decimal(mark);
    const std::string end = clause_in_brackets(clause, zh_);
    const bool minimum = kind == Mark::minimum;
    if (zh_) {
        return {PaddedText(fmt::format("{} ", what)),
                PaddedText(
                    fmt::format(" 分，{} {} 分，差 ", minimum ? "低于最低分" : "低于", shown_mark)),
                PaddedText(" 分" + end), mark};
    }
    return {
        PaddedText(fmt::format("{} ", what)),
        PaddedText(fmt::format(" is below {}{} by ", minimum ? "its minimum of " : "", shown_mark)),
        PaddedText(end), mark};
}

void ReasonWords::append(std::string& text, const Grading& grading,
                         std::span<const ComponentScore> components,
                         const RowLevels& levels) const {
    const bool fails = grading.outcome == Outcome::fail;
    std::string_view separator;
    for (std::size_t i = 0; i < components.size(); ++i) {
        if (!grading.components.test(i)) continue;
        text += std::exchange(separator, separator_.view());
        const ComponentScore& score = components[i];
        if (score.kind != ScoreKind::points) {
            text += components_[i].words[static_cast<std::size_t>(score.kind)].view();
            if (fails) append_how_it_counts(text, score);
        }
        if (fails && score.has_value())
            append_shortfall(text, components_[i].shortfall, score.value);
    }
    if (!fails) return;
    if (grading.components.none()) {
        append_shortfall(text, *total_, *grading.total);
    } else if (standard_.scoring.demotion) {
        text += separator_.view();
        append_demotion(text, grading, levels);
    }
}

void ReasonWords::append(TextBuffer& text, const PlainGrading& grading,
                         std::span<const Score> scores) const {
    if (grading.outcome == Outcome::pass) return;
    if (grading.components.none()) return append_shortfall(text, *total_, *grading.total);
    bool is_first = true;
    for (std::size_t i = 0; i < components_.size(); ++i) {
        if (!grading.components.test(i)) continue;
        if (!std::exchange(is_first, false)) text.append(separator_);
        if (scores[i].kind == ScoreKind::points) {
            append_shortfall(text, components_[i].shortfall, scores[i].points);
        } else {
            text.append(components_[i].words[static_cast<std::size_t>(scores[i].kind)]);
        }
    }
}

bool ReasonWords::plain_holds_any_of(std::string_view characters) const {
    const auto holds = [&](const PaddedText& part) {
        return part.view().find_first_of(characters) != std::string_view::npos;
    };
    const auto any_holds = [&](const Shortfall& words) {
        return holds(words.before_value) || holds(words.before_missing) || holds(words.end);
    };
    return holds(separator_) || (total_ && any_holds(*total_)) ||
           std::any_of(components_.begin(), components_.end(), [&](const ComponentWords& words) {
               return any_holds(words.shortfall) ||
                      std::any_of(words.words.begin(), words.words.end(), holds);
           });
}

void ReasonWords::append_how_it_counts(std::string& text, const ComponentScore& word) const {
    if (word.has_value()) {
        text += zh_ ? "，按 0 分计：" : ", which counts as 0 points: ";
    } else {
        text += zh_ ? "，按不合格计" : ", which counts as not passed";
    }
}

void ReasonWords::append_shortfall(std::string& text, const Shortfall& words,
                                   const Fraction& value) {
    text += words.before_value.view();
    append_fraction(text, value);
    text += words.before_missing.view();
    append_fraction(text, Fraction(words.mark) - value);
    text += words.end.view();
}

void ReasonWords::append_shortfall(TextBuffer& text, const Shortfall& words, Decimal value) {
    text.append(words.before_value);
    text.append(value);
    text.append(words.before_missing);
    text.append(words.mark - value);
    text.append(words.end);
}

void ReasonWords::append_demotion(std::string& text, const Grading& grading,
                                  const RowLevels& levels) const {
    const Demotion& rule = *standard_.scoring.demotion;
    if (static_cast<std::int64_t>(grading.components.count()) < rule.components_at_least) {
        text += zh_ ? "不晋级，也不降级" : "neither promoted nor demoted";
    } else if (grading.awarded == levels.present) {
        text +=
            zh_ ? fmt::format("应降级，但已是最低等级{}", grading.awarded->name.zh)
                : fmt::format("would be demoted, but {} is the lowest level", grading.awarded->id);
    } else {
        text += zh_ ? fmt::format("由{}降为{}", levels.present->name.zh, grading.awarded->name.zh)
                    : fmt::format("demoted from {} to {}", levels.present->id, grading.awarded->id);
    }
    text += clause_in_brackets(rule.clause.number, zh_);
}

void append_reasons(std::string& text, const Standard& standard, const Grading& grading,
                    std::span<const ComponentScore> components, const RowLevels& levels,
                    Language language) {
    ReasonWords(standard, language).append(text, grading, components, levels);
}

Bilingual describe_outcome(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return {"pass", "合格"};
        case Outcome::fail: return {"fail", "不合格"};
        case Outcome::absent: return {"absent", "缺考"};
        case Outcome::disqualified: return {"disqualified", "违纪"};
        case Outcome::pending: return {"pending", "待评"};
        case Outcome::ineligible: return {"ineligible", "不具备资格"};
        case Outcome::irregular: return {"irregular", "场次违规"};
        case Outcome::invalid: break;
    }
    return {"invalid", "无效"};
}

Bilingual describe_grading_fault(const Standard& standard, std::span<const ScoreColumn> columns,
                                 const GradingFault& fault) {
    using Kind = GradingFault::Kind;
    const Component& component = standard.components[fault.component];
    const Bilingual whole = describe_component(component);
    const ScoreColumn& column = columns[fault.column];
    switch (fault.kind) {
        case Kind::out_of_range: {
            const Decimal full_mark = column.part == ScoreColumn::Part::item
                                          ? component.items[column.item].full_mark
                                          : component.full_mark;
            return describe_range(name_of(standard, column), {"is", "为"}, fault.score.points,
                                  full_mark);
        }
        case Kind::value_range:
            return describe_range(whole, {"comes to", "合计为"}, fault.value, component.full_mark);
        case Kind::disagreement: {
            const Bilingual own = describe_score(fault.score.kind, fault.score.points);
            const Bilingual parts = describe_score(fault.computed, fault.value);
            return compose("{0} is {2}, but what it consists of comes to {4}",
                           "{1}为 {3}，但其各部分合计为 {5}", whole.en, whole.zh, own.en, own.zh,
                           parts.en, parts.zh);
        }
        case Kind::bad_count: return describe_bad_count(column.name, fault.score);
        case Kind::refused_word:
            return fault.score.kind == ScoreKind::pending
                       ? compose("{0} has no score", "{1}没有成绩", whole.en, whole.zh)
                       : compose("{0} is '{2}', which the standard does not provide for",
                                 "{1}为“{3}”，标准未作此规定", name_of(standard, column).en,
                                 name_of(standard, column).zh,
                                 describe_score_kind(fault.score.kind).en,
                                 describe_score_kind(fault.score.kind).zh);
        case Kind::too_long:
            return compose("the numbers are too long to be computed exactly",
                           "数字位数过多，无法精确计算");
        case Kind::all_left_out: return compose("every component is left out", "所有科目均不计");
        case Kind::no_present_level: break;
    }
    return compose("no present_level, from which the candidate would be demoted",
                   "缺少现等级，无法确定降为哪一级");
}

Bilingual describe_score_kind(ScoreKind kind) {
    switch (kind) {
        case ScoreKind::absent: return {"absent", "缺考"};
        case ScoreKind::disqualified: return {"disqualified", "违纪"};
        case ScoreKind::exempt: return {"exempt", "免考"};
        case ScoreKind::pending: return {"pending", "待评"};
        case ScoreKind::points: break;
    }
    return {};
}

void append_counted(std::string& text, const ComponentScore& score) {
    if (score.has_value()) {
        append_fraction(text, score.value);
    } else if (score.kind != ScoreKind::pending) {
        text += format_score_kind(score.kind);
    }
}

}  // namespace certrec
