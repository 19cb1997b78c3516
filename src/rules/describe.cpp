#include "certrec/rules/describe.hpp"

#include <initializer_list>
#include <string_view>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

void append_all(std::string& text, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) text += part;
}

/// Puts the reasons of one grading together. Does not use fmt: half of a million rows may fail.
class ReasonWriter {
  public:
    ReasonWriter(std::string& text, const Standard& standard, Language language)
        : text_(text), standard_(standard), zh_(language == Language::zh) {}

    void write(const Grading& grading, std::span<const ComponentScore> components,
               const RowLevels& levels) {
        for (std::size_t i = 0; i < components.size(); ++i) {
            if (!grading.components.test(i)) continue;
            separate();
            if (grading.outcome == Outcome::fail) {
                write_shortfall(standard_.components[i], components[i]);
            } else {
                write_word(standard_.components[i], components[i].kind);
            }
        }
        if (grading.outcome != Outcome::fail) return;
        if (grading.components.none()) {
            write_total(*grading.total);
        } else if (standard_.scoring.demotion) {
            write_demotion(grading, levels);
        }
    }

  private:
    void separate() {
        if (!first_) text_ += zh_ ? "；" : "; ";
        first_ = false;
    }

    void write_clause(std::string_view number) {
        append_all(text_, {zh_ ? "（" : " (", number, zh_ ? "）" : ")"});
    }

    void write_word(const Component& component, ScoreKind word) {
        const std::string& id = component.id;
        const std::string& name = component.name.zh;
        switch (word) {
            case ScoreKind::absent:
                zh_ ? append_all(text_, {name, "缺考"}) : append_all(text_, {"absent from ", id});
                break;
            case ScoreKind::disqualified:
                zh_ ? append_all(text_, {name, "违纪"})
                    : append_all(text_, {"disqualified in ", id});
                break;
            case ScoreKind::pending:
                zh_ ? append_all(text_, {name, "尚无成绩"})
                    : append_all(text_, {id, " is not yet scored"});
                break;
            case ScoreKind::exempt:
                zh_ ? append_all(text_, {name, "免考"}) : append_all(text_, {"exempt from ", id});
                break;
            case ScoreKind::points: return;
        }
        if (standard_.scoring.words.clause) write_clause(standard_.scoring.words.clause->number);
    }

    void write_shortfall(const Component& component, const ComponentScore& score) {
        if (score.kind != ScoreKind::points) {
            write_word(component, score.kind);
            if (!score.has_value()) {
                text_ += zh_ ? "，按不合格计" : ", which counts as not passed";
                return;
            }
            text_ += zh_ ? "，按 0 分计：" : ", which counts as 0 points: ";
        }
        const bool weighted = standard_.scoring.scheme == Scheme::weighted;
        const Clause& clause = weighted && standard_.scoring.minimums_clause
                                   ? *standard_.scoring.minimums_clause
                                   : standard_.scoring.clause;
        append_all(text_, {zh_ ? component.name.zh : component.id, " "});
        write_below(score.value, mark_of(standard_, component),
                    weighted ? Mark::minimum : Mark::pass_mark);
        write_clause(clause.number);
    }

    enum class Mark { pass_mark, minimum };

    /// `59.99 is below 60 by 0.01`
    void write_below(const Fraction& value, Decimal mark, Mark kind) {
        const Fraction missing = Fraction(mark) - value;
        const bool minimum = kind == Mark::minimum;
        append_fraction(text_, value);
        if (zh_) {
            text_ += minimum ? " 分，低于最低分 " : " 分，低于 ";
        } else {
            text_ += minimum ? " is below its minimum of " : " is below ";
        }
        append_fraction(text_, mark);
        text_ += zh_ ? " 分，差 " : " by ";
        append_fraction(text_, missing);
        if (zh_) text_ += " 分";
    }

    void write_total(const Fraction& total) {
        const Scoring& scoring = standard_.scoring;
        separate();
        text_ += zh_ ? "总分 " : "total ";
        const Band* const lowest = scoring.pass_mark ? nullptr : &scoring.bands.front();
        write_below(total, lowest == nullptr ? *scoring.pass_mark : lowest->at_least,
                    Mark::pass_mark);
        write_clause(lowest != nullptr && lowest->clause ? lowest->clause->number
                                                         : scoring.clause.number);
    }

    void write_demotion(const Grading& grading, const RowLevels& levels) {
        const Demotion& rule = *standard_.scoring.demotion;
        separate();
        if (static_cast<std::int64_t>(grading.components.count()) < rule.components_at_least) {
            text_ += zh_ ? "不晋级，也不降级" : "neither promoted nor demoted";
        } else if (grading.awarded == levels.present) {
            zh_ ? append_all(text_, {"应降级，但已是最低等级", grading.awarded->name.zh})
                : append_all(text_, {"would be demoted, but ", grading.awarded->id,
                                     " is the lowest level"});
        } else {
            zh_ ? append_all(text_,
                             {"由", levels.present->name.zh, "降为", grading.awarded->name.zh})
                : append_all(text_,
                             {"demoted from ", levels.present->id, " to ", grading.awarded->id});
        }
        write_clause(rule.clause.number);
    }

    std::string& text_;
    const Standard& standard_;
    bool zh_;
    bool first_ = true;
};

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

void append_reasons(std::string& text, const Standard& standard, const Grading& grading,
                    std::span<const ComponentScore> components, const RowLevels& levels,
                    Language language) {
    ReasonWriter(text, standard, language).write(grading, components, levels);
}

Bilingual describe_grading_fault(const Standard& standard, std::span<const ScoreColumn> columns,
                                 const GradingFault& fault) {
    using Kind = GradingFault::Kind;
    const Component& component = standard.components[fault.component];
    const Bilingual whole{component.id, component.name.zh};
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
                   "缺少 present_level（现职级），无法确定降为哪一级");
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
