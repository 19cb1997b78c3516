#include "certrec/rules/describe_eligibility.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/column_names.hpp"
#include "records/words.hpp"

namespace certrec {

namespace {

/// The words one after the other, in both languages.
template <typename Words, typename Describe>
Bilingual list(const Words& words, Describe describe, std::string_view between_en,
               std::string_view between_zh) {
    Bilingual text;
    for (const auto& word : words) {
        const Bilingual next = describe(word);
        if (!text.en.empty()) {
            text.en += between_en;
            text.zh += between_zh;
        }
        text.en += next.en;
        text.zh += next.zh;
    }
    return text;
}

/// Those that are of the language; all where none is. An audience has names in both.
Bilingual describe_audiences(const std::vector<std::string>& audiences) {
    std::vector<std::string> english;
    std::vector<std::string> chinese;
    for (const std::string& audience : audiences) {
        (is_chinese(audience) ? chinese : english).push_back(audience);
    }
    const auto names = [](const auto& own, const auto& other) {
        return list(own.empty() ? other : own, same_in_both, " or ", "或");
    };
    return {names(english, chinese).en, names(chinese, english).zh};
}

/// The table of which a record lacks a value: what service is counted from is a certificate.
struct LackingTable {
    std::string_view column;

    TableKind operator()(const ApprenticeshipCondition&) const { return TableKind::apprenticeship; }
    TableKind operator()(const DeclarationCondition&) const { return TableKind::declaration; }
    TableKind operator()(const EducationCondition&) const { return TableKind::education; }
    TableKind operator()(const EmploymentCondition&) const {
        return column == "from" ? TableKind::employment : TableKind::certificate;
    }
    TableKind operator()(const RecommendationCondition&) const { return TableKind::recommendation; }
    template <typename Other>
    TableKind operator()(const Other&) const {
        return TableKind::certificate;
    }
};

std::string_view plural(const Decimal& hours) { return hours == Decimal(1, 0) ? "" : "s"; }

/// What each condition demands, in both languages.
struct Demand {
    const Standard& standard;

    [[nodiscard]] Bilingual level_name(const std::string& id) const {
        const Level* const level = standard.find_level(id);
        return level == nullptr ? same_in_both(id) : describe_level(*level);
    }

    static Bilingual scope(const OccupationScope& occupations) {
        if (!occupations.related) return {"this occupation", "本职业"};
        if (!occupations.own) return {"a related occupation", "相关职业"};
        return {"this or a related occupation", "本职业或相关职业"};
    }

    static Bilingual modes(const std::vector<TrainingMode>& modes) {
        return list(modes, describe_training_mode, " or ", "或");
    }

    /// Without what it is for: "certificate of level 5".
    [[nodiscard]] Bilingual certificate(const CertificateCondition& wanted) const {
        const Bilingual level = level_name(wanted.level);
        const Bilingual what = certificate_kind(wanted);
        if (!wanted.standard.empty()) {
            return compose("{2} of level {1} of {0}", " {0} {1} {3}", wanted.standard, wanted.level,
                           what.en, what.zh);
        }
        if (!wanted.occupations.related) {
            return compose("{2} of level {0}", "{1}{3}", level.en, level.zh, what.en, what.zh);
        }
        const Bilingual occupations = scope(wanted.occupations);
        return compose("{4} of level {0} of {2}", "{3}{1}{5}", level.en, level.zh, occupations.en,
                       occupations.zh, what.en, what.zh);
    }

    Bilingual operator()(const AllOf&) const { return compose("all of", "以下各项"); }
    Bilingual operator()(const AnyOf&) const { return compose("any of", "以下任一项"); }
    Bilingual operator()(const AtLeast& some) const {
        return compose("at least {} of", "以下至少 {} 项", some.count);
    }
    Bilingual operator()(const OpenCondition& open) const {
        return compose("open: the published text breaks off ({})", "待定：所据文本不全（{}）",
                       open.id);
    }
    Bilingual operator()(const ApprenticeshipCondition& wanted) const {
        const Bilingual occupations = scope(wanted.occupations);
        return compose("completed apprenticeship in {0}", "{1}学徒期满的记录", occupations.en,
                       occupations.zh);
    }
    Bilingual operator()(const CertificateCondition& wanted) const {
        const Bilingual what = certificate(wanted);
        return compose("{0} in force", "有效的{1}", what.en, what.zh);
    }
    Bilingual operator()(const DeclarationCondition& wanted) const {
        const Bilingual kinds = list(wanted.kinds, describe_declaration_kind, " or ", "或");
        return compose("declaration {0}", "声明（{0}）", kinds);
    }
    Bilingual operator()(const EducationCondition& wanted) const {
        const Bilingual qualities = education_qualities(wanted);
        if (wanted.at_least) {
            const Bilingual least = describe_attainment(*wanted.at_least);
            return compose("education of {0} or above ({2})", "{1}及以上学历（{3}）", least.en,
                           least.zh, qualities.en, qualities.zh);
        }
        const Bilingual any = list(wanted.attainments, describe_attainment, " or ", "或");
        return compose("education of {0} ({2})", "{1}学历（{3}）", any.en, any.zh, qualities.en,
                       qualities.zh);
    }
    Bilingual operator()(const EmploymentCondition& wanted) const {
        const Bilingual occupations = scope(wanted.occupations);
        const bool continuous = wanted.count == ServiceCount::continuous;
        const Bilingual after = wanted.after ? certificate(*wanted.after) : Bilingual{};
        return compose("{0} month{7} of {1} service in {2}{3}", "{6}{4}从事{5}满 {0} 个月",
                       wanted.months, continuous ? "continuous" : "cumulative", occupations.en,
                       wanted.after ? " after the " + after.en : "", continuous ? "连续" : "累计",
                       occupations.zh, wanted.after ? "取得" + after.zh + "后" : "",
                       wanted.months == 1 ? "" : "s");
    }
    Bilingual operator()(const PublicationCondition& wanted) const {
        const Bilingual kinds = list(wanted.kinds, describe_publication_kind, " or ", "或");
        const Bilingual which = which_publications(wanted.wanted);
        Bilingual text =
            compose("{0} publication{1}{2} ({3})", "{5} {0} 篇（部）{4}", wanted.wanted.count,
                    wanted.wanted.count == 1 ? "" : "s", which.en, kinds.en, which.zh, kinds.zh);
        for (const PublicationCount& part : wanted.of_which) {
            const Bilingual of_them = which_publications(part);
            text.en += fmt::format(", {} of them{}", part.count, of_them.en);
            text.zh += fmt::format("，其中 {} 篇（部）{}", part.count, of_them.zh);
        }
        return text;
    }
    Bilingual operator()(const RecommendationCondition& wanted) const {
        return wanted.by_present_employer
                   ? compose("recommendation by the present employer", "现任职单位推荐")
                   : compose("recommendation by an employer", "任职单位推荐");
    }
    Bilingual operator()(const TeachingCondition& wanted) const {
        const bool a_year = wanted.period == TeachingPeriod::calendar_year;
        const Bilingual audiences = describe_audiences(wanted.audiences);
        const Bilingual level = level_name(wanted.level);
        return compose("{0} hour{1} of teaching{2}{3}{4}", "{5}{6}授课 {0} 课时{7}",
                       format_decimal(wanted.hours), plural(wanted.hours),
                       wanted.level.empty() ? "" : " at level " + level.en,
                       a_year ? " in a calendar year" : "",
                       audiences.en.empty() ? "" : " (" + audiences.en + ")",
                       a_year ? "自然年内" : "", level.zh,
                       audiences.zh.empty() ? "" : "（" + audiences.zh + "）");
    }
    Bilingual operator()(const TrainingCondition& wanted) const {
        const Bilingual how = modes(wanted.modes);
        return compose("{0} training hour{4}{1}{2}", "培训学时{3}{0}", format_decimal(wanted.hours),
                       how.en.empty() ? "" : " ", how.en,
                       how.zh.empty() ? " " : "（" + how.zh + "）", plural(wanted.hours));
    }

  private:
    /// Names the kind if only one counts.
    [[nodiscard]] Bilingual certificate_kind(const CertificateCondition& wanted) const {
        const bool lenient = !standard.strict_certificate_kind;
        if (wanted.kinds.size() == 1) {
            if (wanted.kinds.front() == CertificateKind::skill_level) {
                return {"skill level certificate", "技能等级证书"};
            }
            if (!lenient) return {"vocational qualification certificate", "职业资格证书"};
        }
        return {"certificate", "证书"};
    }

    static Bilingual education_qualities(const EducationCondition& wanted) {
        Bilingual text = list(wanted.statuses, describe_education_status, ", ", "、");
        if (!wanted.fields.empty()) {
            const Bilingual fields = list(wanted.fields, describe_study_field, " or ", "或");
            text.en += fmt::format("; field: {}", fields.en);
            text.zh += "；" + fields.zh;
        }
        if (wanted.programme) {
            const Bilingual programme = describe_programme(*wanted.programme);
            text.en += fmt::format("; programme: {}", programme.en);
            text.zh += "；以" + programme.zh + "为培养目标";
        }
        return text;
    }

    static Bilingual which_publications(const PublicationCount& wanted) {
        Bilingual text;
        std::string_view between;
        if (wanted.class_at_least) {
            const std::string_view word = format_publication_class(*wanted.class_at_least);
            text = compose(" of class {} or above", "{}类及以上", word);
            between = "、";
        }
        if (wanted.first_author) {
            text.en += " as first author";
            text.zh += between;
            text.zh += "第一作者";
        }
        if (!text.zh.empty()) text.zh = "（" + text.zh + "）";
        return text;
    }
};

/// The value that a record lacks.
Bilingual describe_missing(const Finding& finding) {
    if (finding.missing.empty()) return {"a value", "项"};
    return describe_column(std::visit(LackingTable{finding.missing}, finding.condition->demand),
                           finding.missing);
}

/// Whether one of the parts is a certificate that is not there.
bool has_unmet_certificate(const Finding& finding) {
    const FindingParts parts(finding);
    return std::any_of(parts.begin(), parts.end(), [](const Finding& part) {
        return part.truth == Truth::no &&
               std::holds_alternative<CertificateCondition>(part.condition->demand);
    });
}

/// Whether it is service that cannot begin to count without a certificate.
bool waits_for_certificate(const Finding& finding) {
    const auto* const found = std::get_if<ServiceFound>(&finding.found);
    return found != nullptr && found->lacks_certificate;
}

std::ptrdiff_t count_parts(const Finding& finding) {
    const FindingParts parts(finding);
    return std::distance(parts.begin(), parts.end());
}

std::ptrdiff_t count_met(const Finding& finding) {
    const FindingParts parts(finding);
    return std::count_if(parts.begin(), parts.end(),
                         [](const Finding& part) { return part.truth == Truth::yes; });
}

/// Whether there are publications enough, and only those of a class or as first author are missing.
bool is_enough_in_all(const Finding& finding) {
    const auto* const found = std::get_if<PublicationsFound>(&finding.found);
    return found != nullptr &&
           found->certain >= std::get<PublicationCondition>(finding.condition->demand).wanted.count;
}

/// Of all but the longest careers.
constexpr std::int64_t kFrequentMonths = 600;
constexpr std::int64_t kFrequentDays = 31;

std::int64_t months_wanted(const Condition& condition) {
    return std::get<EmploymentCondition>(condition.demand).months;
}

}  // namespace

Bilingual describe_eligibility(Eligibility eligibility) {
    switch (eligibility) {
        case Eligibility::eligible: return {"eligible", "符合申报条件"};
        case Eligibility::ineligible: return {"ineligible", "不符合申报条件"};
        case Eligibility::undetermined: return {"undetermined", "无法确定"};
        case Eligibility::invalid: break;
    }
    return {"invalid", "无效"};
}

EligibilityWords::EligibilityWords(const Standard& standard, Language language)
    : standard_(standard), language_(language) {
    known_.max_load_factor(0.25F);  // a condition is found at first sight
    for (std::int64_t i = 0; i < kFrequentMonths; ++i) months_.push_back(months(i));
    for (std::int64_t i = 0; i < kFrequentDays; ++i) days_.push_back(days(i));
    for (const Level& level : standard.levels) {
        for (const Route& route : level.routes) {
            for_each_condition(route.condition,
                               [this](const Condition& condition) { learn(condition); });
        }
    }
}

void EligibilityWords::learn(const Condition& condition) {
    Known& known = known_[&condition];
    known.demand = std::visit(Demand{standard_}, condition.demand).in(language_);
    append(known.none, {"no ", known.demand}, {"无", known.demand});
    append(known.no_begin, {"no certificate to count from, for ", known.demand},
           {"无起算的证书，应", known.demand});
    append(known.service_lack, {" of ", known.demand, ", "}, {"，应", known.demand, "，尚差 "});
}

const std::string& EligibilityWords::demand(const Condition& condition) const {
    return known_.at(&condition).demand;
}

std::string EligibilityWords::sentence(const Condition& condition) const {
    const bool zh = language_ == Language::zh;
    const std::span<const Condition> parts = parts_of(condition);
    if (parts.empty()) return demand(condition);
    std::string text;
    std::string_view between = zh ? "，或" : " or ";
    if (std::holds_alternative<AllOf>(condition.demand)) between = zh ? "，且" : " and ";
    if (std::holds_alternative<AtLeast>(condition.demand)) {
        text = demand(condition) + (zh ? "：" : ": ");
        between = zh ? "；" : "; ";
    }
    for (const Condition& part : parts) {
        if (&part != &parts.front()) text += between;
        const bool group = !parts_of(part).empty();
        text += group ? (zh ? "（" : "(") : "";
        text += sentence(part);
        text += group ? (zh ? "）" : ")") : "";
    }
    return text;
}

std::string EligibilityWords::demand(const Training& training) const {
    return Demand{standard_}(training.demand).in(language_);
}

std::string EligibilityWords::counted(std::int64_t count, std::string_view en,
                                      std::string_view zh) const {
    std::string text = std::to_string(count);
    append(text, {en, count == 1 ? "" : "s"}, {zh});
    return text;
}

std::string EligibilityWords::months(std::int64_t count) const {
    return counted(count, " month", " 个月");
}

std::string EligibilityWords::days(std::int64_t count) const {
    return counted(count, " day", " 天");
}

void EligibilityWords::append_months(std::string& text, std::int64_t count) const {
    if (count < kFrequentMonths) {
        text += months_[static_cast<std::size_t>(count)];
    } else {
        text += months(count);
    }
}

void EligibilityWords::append_days(std::string& text, std::int64_t count) const {
    if (count < kFrequentDays) {
        text += days_[static_cast<std::size_t>(count)];
    } else {
        text += days(count);
    }
}

void EligibilityWords::append_service(std::string& text, const Service& amount) const {
    if (amount.months != 0 || amount.days == 0) append_months(text, amount.months);
    if (amount.months != 0 && amount.days != 0) text += language_ == Language::zh ? " " : " and ";
    if (amount.days != 0) append_days(text, amount.days);
}

std::string EligibilityWords::service(const Service& amount) const {
    std::string text;
    append_service(text, amount);
    return text;
}

std::string EligibilityWords::amount(const Finding& finding) const {
    if (const auto* const found = std::get_if<ServiceFound>(&finding.found)) {
        return service(found->certain);
    }
    if (const auto* const found = std::get_if<PublicationsFound>(&finding.found)) {
        std::string text;
        append_composed(text, language_, "{}", "{} 篇（部）", found->certain);
        return text;
    }
    if (const auto* const found = std::get_if<HoursFound>(&finding.found)) {
        std::string text;
        const bool taught = std::holds_alternative<TeachingCondition>(finding.condition->demand);
        append_composed(text, language_, "{0} hour{1}", "{0} {2}", format_decimal(found->certain),
                        plural(found->certain), taught ? "课时" : "学时");
        return text;
    }
    return {};
}

std::string EligibilityWords::lack(const Finding& finding) const {
    std::string text;
    append_lack(text, finding);
    return text;
}

void EligibilityWords::append_lack(std::string& text, const Finding& finding) const {
    if (finding.truth == Truth::yes) return;
    const Condition& condition = *finding.condition;
    if (std::holds_alternative<AllOf>(condition.demand)) {
        return append_parts(text, finding, language_ == Language::zh ? "，" : ", ");
    }
    if (!parts_of(condition).empty()) {
        if (const auto* const some = std::get_if<AtLeast>(&condition.demand)) {
            append_composed(text, language_,
                            "{0} of {1} needed conditions met: ", "应满足 {1} 项，已满足 {0} 项：",
                            count_met(finding), some->count);
        }
        return append_parts(text, finding, language_ == Language::zh ? "，或" : " or ");
    }
    const Known& known = known_.at(&condition);
    const std::string& wanted = known.demand;
    if (std::holds_alternative<OpenCondition>(condition.demand)) {
        text += wanted;
        return;
    }
    const auto* const service_found = std::get_if<ServiceFound>(&finding.found);
    if (service_found != nullptr && service_found->lacks_certificate) {
        text += known.no_begin;
        return;
    }
    if (finding.truth == Truth::unknown) return append_unknown(text, finding, wanted);
    if (service_found != nullptr) {
        return append_service_lack(text, *service_found, condition, known);
    }
    if (std::holds_alternative<std::monostate>(finding.found)) {
        text += known.none;
        return;
    }
    const std::string found = found_amount(finding);
    if (is_enough_in_all(finding)) {
        append(text, {found, " found, too few of them as wanted: ", wanted},
               {"应有", wanted, "，现有 ", found, "，其中符合要求的不足"});
    } else {
        append(text, {found, " of ", wanted}, {"应有", wanted, "，现有 ", found});
    }
}

/// "12 of 56 training hours", where Chinese repeats the unit.
std::string EligibilityWords::found_amount(const Finding& finding) const {
    const auto* const hours = std::get_if<HoursFound>(&finding.found);
    return hours != nullptr && language_ == Language::en ? format_decimal(hours->certain)
                                                         : amount(finding);
}

/// What cannot be told because a record lacks a value.
void EligibilityWords::append_unknown(std::string& text, const Finding& finding,
                                      std::string_view wanted) const {
    const auto* const letter = std::get_if<RecommendationCondition>(&finding.condition->demand);
    if (letter != nullptr && letter->by_present_employer) {
        return append(text,
                      {"a letter of recommendation lacks a value, or no record shows employment by "
                       "its employer on the day"},
                      {"推荐信缺项，或无推荐单位在该日的任职记录"});
    }
    const Bilingual missing = describe_missing(finding);
    const std::string found = found_amount(finding);
    if (found.empty()) {
        return append(text, {wanted, ": unknown (a record lacks ", missing.en, ")"},
                      {wanted, "：不明（有记录缺", missing.zh, "）"});
    }
    const bool is_service = std::holds_alternative<ServiceFound>(finding.found);
    append(
        text, {found, " of ", wanted, " for certain (a record lacks ", missing.en, ")"},
        {is_service ? "应" : "应有", wanted, "，确定的有 ", found, "（有记录缺", missing.zh, "）"});
}

/// How much service there is and how much is missing: the most frequent of all reasons.
void EligibilityWords::append_service_lack(std::string& text, const ServiceFound& found,
                                           const Condition& condition, const Known& known) const {
    const bool zh = language_ == Language::zh;
    if (zh) text += "已满 ";
    append_service(text, found.certain);
    text += known.service_lack;
    append_service(text, missing_service(found.certain, months_wanted(condition)));
    if (!zh) text += " missing";
}

void EligibilityWords::append(std::string& text, std::initializer_list<std::string_view> en,
                              std::initializer_list<std::string_view> zh) const {
    for (const std::string_view piece : language_ == Language::zh ? zh : en) text += piece;
}

void EligibilityWords::append_parts(std::string& text, const Finding& finding,
                                    std::string_view separator) const {
    bool first = true;
    const bool lacks_certificate =
        std::holds_alternative<AllOf>(finding.condition->demand) && has_unmet_certificate(finding);
    for (const Finding& part : FindingParts(finding)) {
        if (part.truth == Truth::yes) continue;
        if (lacks_certificate && waits_for_certificate(part)) continue;
        if (!first) text += separator;
        first = false;
        const bool group = part.size > 1 && count_met(part) + 1 < count_parts(part);
        if (group) text += language_ == Language::zh ? "（" : "(";
        append_lack(text, part);
        if (group) text += language_ == Language::zh ? "）" : ")";
    }
}

void EligibilityWords::append_training(std::string& text, const TrainingFinding& found) const {
    const std::string hours = format_decimal(found.hours);
    const std::string wanted = demand(*found.training);
    append(text, {found.training->clause.number, ": "}, {found.training->clause.number, ": "});
    if (found.truth == Truth::unknown) {
        append(text, {hours, " of ", wanted, " for certain (a record lacks a value)"},
               {"应有", wanted, "，确定的有 ", hours, "（有记录缺项）"});
    } else {
        append(text, {hours, " of ", wanted}, {"应有", wanted, "，现有 ", hours});
    }
}

void EligibilityWords::append_reasons(std::string& text, const EligibilityVerdict& verdict) const {
    if (verdict.eligibility == Eligibility::eligible) return;
    const std::string_view separator = language_ == Language::zh ? "；" : "; ";
    bool first = true;
    if (verdict.training && verdict.training->truth != Truth::yes) {
        append_training(text, *verdict.training);
        first = false;
    }
    for (const RouteFinding& route : verdict.routes) {
        if (route.truth == Truth::yes) return;  // it is the training alone that is missing
    }
    for (const RouteFinding& route : verdict.routes) {
        if (!first) text += separator;
        first = false;
        text += route.route->clause.number;
        text += ": ";
        append_lack(text, verdict.findings[route.finding]);
    }
}

}  // namespace certrec
