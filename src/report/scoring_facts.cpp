#include "report/scoring_facts.hpp"

#include <array>
#include <string>
#include <utility>

#include "base/compose.hpp"

namespace certrec {

namespace {

Bilingual plain(Decimal value) { return same_in_both(format_decimal(value)); }

/// A share of the sum of all shares, in percent.
Bilingual percent(Decimal share, const Fraction& sum) {
    return same_in_both(format_fraction(Fraction(share) * Decimal(100, 0) / sum) + " %");
}

template <typename Parts>
Fraction sum_of_weights(const Parts& parts) {
    Fraction sum;
    for (const auto& part : parts) {
        if (part.weight) sum = sum + *part.weight;
    }
    return sum;
}

void add_words(std::vector<ScoringFact>& facts, const WordRules& words) {
    const WordRules usual;
    const auto add = [&](std::string_view en, std::string_view zh, WordRule rule,
                         WordRule usually) {
        if (rule == usually) return;
        facts.push_back({{std::string(en), std::string(zh)},
                         same_in_both(std::string(format_word_rule(rule))),
                         words.clause ? &*words.clause : nullptr});
    };
    add("absent", "缺考", words.absent, usual.absent);
    add("disqualified", "违纪", words.disqualified, usual.disqualified);
    add("exempt", "免考", words.exempt, usual.exempt);
    add("pending", "待评", words.pending, usual.pending);
}

void add_resits(std::vector<ScoringFact>& facts, const Resits& resits) {
    facts.push_back({compose("resits", "补考"),
                     same_in_both(std::string(format_attempt_rule(resits.count))), &resits.clause});
    if (!resits.keep_passed) return;
    facts.push_back({compose("passed components are kept", "合格科目保留"),
                     describe_period(*resits.keep_passed), &resits.clause});
}

}  // namespace

std::vector<ScoringFact> component_facts(const Standard& standard, const Component& component) {
    std::vector<ScoringFact> facts;
    const auto states = [&](std::string_view value) {
        return standard.find_open(component.id + std::string(value)) == nullptr;
    };
    if (component.weight) {
        facts.push_back({compose("weight", "权重"),
                         percent(*component.weight, sum_of_weights(standard.components))});
    }
    if (states(".full_mark")) {
        facts.push_back({compose("full mark", "满分"), plain(component.full_mark)});
    }
    if (standard.scoring.scheme == Scheme::conjunctive && states(".pass_mark")) {
        facts.push_back({compose("pass mark", "合格分"), plain(component.pass_mark)});
    }
    if (standard.scoring.scheme == Scheme::weighted && states(".minimum")) {
        const auto& clause = standard.scoring.minimums_clause;
        facts.push_back(
            {compose("minimum", "最低分"), plain(component.minimum), clause ? &*clause : nullptr});
    }
    if (component.rounding) {
        facts.push_back({compose("rounded", "修约"), describe_rounding(*component.rounding)});
    }
    return facts;
}

std::vector<ScoringFact> part_facts(const Component& component) {
    std::vector<ScoringFact> facts;
    const Fraction weights = sum_of_weights(component.items);
    if (component.best) {
        facts.push_back({compose("best items that count", "计入的最好分项数"),
                         same_in_both(std::to_string(*component.best))});
    }
    for (const Item& item : component.items) {
        Bilingual value = compose("full mark {}", "满分 {}", format_decimal(item.full_mark));
        if (item.weight) {
            const Bilingual weight = percent(*item.weight, weights);
            value = {weight.en + ", " + value.en, weight.zh + "，" + value.zh};
        }
        const Clause* const clause = item.clause              ? &*item.clause
                                     : component.items_clause ? &*component.items_clause
                                                              : nullptr;
        facts.push_back(
            {compose("item {0} ({1})", "分项 {0}（{2}）", item.id, item.name.en, item.name.zh),
             std::move(value), clause});
    }
    if (component.ratio) {
        facts.push_back(
            {compose("ratio", "比率"),
             same_in_both(fmt::format("{} + {} x {} / {}", format_decimal(component.ratio->plus),
                                      format_decimal(component.ratio->times), component.ratio->of,
                                      component.ratio->to))});
    }
    return facts;
}

std::vector<ScoringFact> total_facts(const Standard& standard) {
    std::vector<ScoringFact> facts;
    const Scoring& scoring = standard.scoring;
    if (scoring.pass_mark) {
        facts.push_back(
            {compose("pass mark of the total", "总分合格分"), plain(*scoring.pass_mark)});
    }
    for (const Band& band : scoring.bands) {
        facts.push_back({compose("total for level {}", "等级 {} 的总分",
                                 describe_level(*standard.find_level(band.level))),
                         compose("from {}", "{} 分起", format_decimal(band.at_least)),
                         band.clause ? &*band.clause : nullptr});
    }
    if (scoring.rounding) {
        facts.push_back({compose("the total is rounded", "总分修约"),
                         describe_rounding(*scoring.rounding),
                         scoring.rounding_clause ? &*scoring.rounding_clause : nullptr});
    }
    add_words(facts, scoring.words);
    if (standard.resits) add_resits(facts, *standard.resits);
    return facts;
}

std::vector<ScoringFact> validity_facts(const Validity& validity) {
    std::vector<ScoringFact> facts;
    facts.push_back({compose("certificates are valid", "证书有效期"),
                     describe_period(validity.period), &validity.clause});
    if (validity.renewal) {
        facts.push_back({compose("renewal within the last", "可换证期（有效期满前）"),
                         describe_period(*validity.renewal), &validity.clause});
    }
    return facts;
}

Bilingual describe_rounding(const Rounding& rounding) {
    return compose("{0} to {1} place{2}", "{0}，保留 {1} 位小数",
                   format_rounding_mode(rounding.mode), rounding.places,
                   rounding.places == 1 ? "" : "s");
}

}  // namespace certrec
