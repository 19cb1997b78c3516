#include "certrec/rules/describe_eligibility.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/column_names.hpp"
#include "rules/describe_demand.hpp"

namespace certrec {

namespace {

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
    known.demand = describe_demand(standard_, condition).in(language_);
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
    return describe_demand(standard_, training.demand).in(language_);
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
