#include "random_evidence.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "small_standard.hpp"

namespace certrec::testing {

namespace {

using Names = std::vector<const char*>;

const Names kStandards = {"s", "s", "s", "S-1", "old-s", "t"};
const Names kLevels = {"lower", "lower", "L", "低", "upper", "upper", "高", "elsewhere"};
const Names kOccupations = {"1-01", "agent", "服务员", "2-02", "seller", "cook"};
const Names kEmployers = {"e", "f", "g"};
const Names kKinds = {"works", "intends", "learns"};
const Names kAudiences = {"managers", "agents"};

/// Some of the values, in their order, at least one.
template <typename Value>
std::vector<Value> some(Dice& dice, std::size_t count) {
    std::vector<Value> values;
    while (values.empty()) {
        for (std::size_t i = 0; i < count; ++i) {
            if (dice.chance(2)) values.push_back(static_cast<Value>(i));
        }
    }
    return values;
}

template <typename Value>
std::vector<Value> some_or_any(Dice& dice, std::size_t count) {
    return dice.chance(2) ? std::vector<Value>() : some<Value>(dice, count);
}

constexpr std::size_t kAttainments = 12;
constexpr std::size_t kStatuses = 4;
constexpr std::size_t kFields = 3;
constexpr std::size_t kProgrammes = 3;
constexpr std::size_t kModes = 2;
constexpr std::size_t kCertificateKinds = 2;
constexpr std::size_t kPublicationKinds = 3;
constexpr std::size_t kPublicationClasses = 3;

}  // namespace

// Conditions

Standard RandomEvidence::standard() {
    Standard standard = standard_with(condition(3));
    standard.strict_certificate_kind = dice.chance(2);
    Level& upper = standard.levels[1];
    for (std::size_t n = dice.below(3); n > 0; --n) {
        upper.routes.push_back(
            route_of(std::to_string(upper.routes.size() + 1), condition(dice.below(3))));
    }
    if (dice.chance(4)) upper.training = Training{training_condition(), true, {}};
    return standard;
}

Condition RandomEvidence::condition(std::size_t depth) {
    if (depth == 0) return leaf();
    switch (dice.below(6)) {
        case 0: return {AllOf{parts(depth, 1)}};
        case 1: return {AnyOf{parts(depth, 1)}};
        case 2: {
            std::vector<Condition> of = parts(depth, 2);
            const std::size_t count = dice.between(1, of.size());
            return {AtLeast{count, std::move(of)}};
        }
        default: return leaf();
    }
}

std::vector<Condition> RandomEvidence::parts(std::size_t depth, std::size_t least) {
    std::vector<Condition> parts;
    for (std::size_t n = dice.between(least, 3); n > 0; --n) parts.push_back(condition(depth - 1));
    return parts;
}

Condition RandomEvidence::leaf() {
    switch (dice.below(13)) {
        case 0: return {ApprenticeshipCondition{scope()}};
        case 1:
        case 2: return {certificate_condition()};
        case 3: return {DeclarationCondition{{dice.pick(kKinds), dice.pick(kKinds)}}};
        case 4: return {education_condition()};
        case 5: return {publication_condition()};
        case 6: return {RecommendationCondition{dice.chance(2)}};
        case 7: return {teaching_condition()};
        case 8: return {training_condition()};
        case 9:
            if (dice.chance(3)) return {OpenCondition{"upper.open"}};
            return {certificate_condition()};
        default: return {employment_condition()};
    }
}

OccupationScope RandomEvidence::scope() {
    switch (dice.below(3)) {
        case 0: return {true, false};
        case 1: return {false, true};
        default: return {true, true};
    }
}

CertificateCondition RandomEvidence::certificate_condition() {
    CertificateCondition condition;
    condition.level = dice.chance(4) ? "upper" : "lower";
    if (dice.chance(6)) condition.standard = dice.chance(2) ? "t" : "old-s";
    condition.occupations = scope();
    condition.kinds = some_or_any<CertificateKind>(dice, kCertificateKinds);
    return condition;
}

EducationCondition RandomEvidence::education_condition() {
    EducationCondition condition;
    if (dice.chance(2)) {
        condition.at_least = any_of<Attainment>(kAttainments);
    } else {
        condition.attainments = some<Attainment>(dice, kAttainments);
    }
    condition.statuses = some<EducationStatus>(dice, kStatuses);
    condition.fields = some_or_any<StudyField>(dice, kFields);
    if (dice.chance(3)) condition.programme = any_of<Programme>(kProgrammes);
    return condition;
}

EmploymentCondition RandomEvidence::employment_condition() {
    EmploymentCondition condition;
    condition.months =
        static_cast<std::int64_t>(dice.chance(4) ? dice.between(13, 36) : dice.between(1, 12));
    condition.count = dice.chance(2) ? ServiceCount::cumulative : ServiceCount::continuous;
    condition.occupations = scope();
    if (dice.chance(2)) condition.after = certificate_condition();
    return condition;
}

PublicationCount RandomEvidence::publication_count(std::size_t most) {
    PublicationCount count;
    count.count = static_cast<std::int64_t>(dice.between(1, most));
    if (dice.chance(2)) count.class_at_least = any_of<PublicationClass>(kPublicationClasses);
    count.first_author = dice.chance(3);
    return count;
}

PublicationCondition RandomEvidence::publication_condition() {
    PublicationCondition condition;
    condition.kinds = some<PublicationKind>(dice, kPublicationKinds);
    condition.wanted = publication_count(3);
    for (std::size_t n = dice.below(3); n > 0; --n) {
        condition.of_which.push_back(
            publication_count(static_cast<std::size_t>(condition.wanted.count)));
    }
    return condition;
}

TeachingCondition RandomEvidence::teaching_condition() {
    TeachingCondition condition;
    condition.hours = hours();
    condition.period = dice.chance(2) ? TeachingPeriod::calendar_year : TeachingPeriod::total;
    if (dice.chance(3)) condition.level = dice.chance(2) ? "lower" : "upper";
    if (dice.chance(3)) condition.audiences = {dice.pick(kAudiences)};
    return condition;
}

TrainingCondition RandomEvidence::training_condition() {
    return {hours(), some_or_any<TrainingMode>(dice, kModes)};
}

// Evidence

template <typename Value>
Value RandomEvidence::any_of(std::size_t count) {
    return static_cast<Value>(dice.below(count));
}

template <typename Draw>
auto RandomEvidence::maybe(Draw draw) -> decltype(draw()) {
    auto value = draw();
    if (missing_ != 0 && dice.chance(missing_)) return {};
    return value;
}

Text RandomEvidence::standard_name() { return dice.pick(kStandards); }
Text RandomEvidence::level_name() { return dice.pick(kLevels); }
Text RandomEvidence::occupation() { return dice.pick(kOccupations); }
Text RandomEvidence::employer() { return dice.pick(kEmployers); }

/// Within a good year of the day that is judged, and often within a month.
Date RandomEvidence::day() {
    const int span = dice.chance(2) ? 30 : 400;
    return kDay.plus_days(static_cast<int>(dice.below(static_cast<std::size_t>(2 * span + 1))) -
                          span);
}

Date RandomEvidence::past_day() {
    return kDay.plus_days(-static_cast<int>(dice.below(dice.chance(2) ? 1200 : 40)));
}

Decimal RandomEvidence::hours() {
    static const std::vector<Decimal> kHours = {Decimal(10, 0),  Decimal(20, 0),  Decimal(30, 0),
                                                Decimal(195, 1), Decimal(105, 1), Decimal(5, 1),
                                                Decimal(40, 0)};
    return dice.pick(kHours);
}

Dossier RandomEvidence::dossier() {
    missing_ = dice.chance(2) ? 0 : 7;
    Dossier dossier;
    for (std::size_t n = dice.below(2); n > 0; --n) {
        dossier.apprenticeships.push_back(apprenticeship());
    }
    for (std::size_t n = dice.below(4); n > 0; --n) dossier.certificates.push_back(certificate());
    for (std::size_t n = dice.below(3); n > 0; --n) dossier.declarations.push_back(declaration());
    for (std::size_t n = dice.below(3); n > 0; --n) dossier.educations.push_back(education());
    for (std::size_t n = dice.below(5); n > 0; --n) dossier.employments.push_back(job());
    for (std::size_t n = dice.below(4); n > 0; --n) dossier.publications.push_back(publication());
    for (std::size_t n = dice.below(3); n > 0; --n) dossier.recommendations.push_back(letter());
    for (std::size_t n = dice.below(4); n > 0; --n) dossier.teachings.push_back(teaching());
    for (std::size_t n = dice.below(4); n > 0; --n) dossier.trainings.push_back(course());
    return dossier;
}

Dossier RandomEvidence::dossier_with_whole_jobs() {
    whole_jobs_ = true;
    Dossier whole = dossier();
    whole_jobs_ = false;
    return whole;
}

void RandomEvidence::grow(Dossier& dossier) {
    switch (dice.below(12)) {
        case 0: dossier.apprenticeships.push_back(apprenticeship()); break;
        case 1:
        case 2: dossier.certificates.push_back(certificate()); break;
        case 3: dossier.declarations.push_back(declaration()); break;
        case 4: dossier.educations.push_back(education()); break;
        case 5: dossier.publications.push_back(publication()); break;
        case 6: dossier.recommendations.push_back(letter()); break;
        case 7: dossier.teachings.push_back(teaching()); break;
        case 8: dossier.trainings.push_back(course()); break;
        default: dossier.employments.push_back(job());
    }
}

void RandomEvidence::shuffle(Dossier& dossier) {
    dice.shuffle(dossier.apprenticeships);
    dice.shuffle(dossier.certificates);
    dice.shuffle(dossier.declarations);
    dice.shuffle(dossier.educations);
    dice.shuffle(dossier.employments);
    dice.shuffle(dossier.publications);
    dice.shuffle(dossier.recommendations);
    dice.shuffle(dossier.teachings);
    dice.shuffle(dossier.trainings);
}

void RandomEvidence::rewrite_employment(Dossier& dossier) {
    std::vector<EmploymentEvidence> rows;
    for (const EmploymentEvidence& one : dossier.employments) {
        if (dice.chance(4)) rows.push_back(one);
        const Date end = one.to ? *one.to : kDay.plus_days(300);
        // Where the beginning is not known, a second piece would know more than the whole.
        if (!one.from || *one.from >= end || dice.chance(3)) {
            rows.push_back(one);
            continue;
        }
        const auto length = static_cast<std::size_t>((*one.from).days_until(end));
        const Date cut = (*one.from).plus_days(static_cast<int>(dice.below(length)));
        EmploymentEvidence first = one;
        first.to = cut;
        EmploymentEvidence second = one;
        second.from = cut.plus_days(1);
        rows.push_back(first);
        rows.push_back(second);
    }
    dossier.employments = std::move(rows);
}

void RandomEvidence::complete(Dossier& dossier) {
    const auto fill = [](auto& cell, auto draw) {
        if (!cell) cell = draw();
    };
    const auto fill_day = [&](OptionalDate& cell) { fill(cell, [this] { return day(); }); };
    const auto fill_level = [&](Text& cell) { fill(cell, [this] { return level_name(); }); };
    const auto fill_occupation = [&](Text& cell) { fill(cell, [this] { return occupation(); }); };
    for (auto& done : dossier.apprenticeships) {
        fill_occupation(done.occupation);
        fill_day(done.completed_on);
    }
    for (auto& held : dossier.certificates) {
        const bool may_be_ours = !held.occupation || *held.occupation == "1-01" ||
                                 *held.occupation == "agent" || *held.occupation == "服务员";
        fill(held.standard, [&] { return may_be_ours ? standard_name() : Text("t"); });
        fill_level(held.level);
        fill_day(held.issued_on);
        const bool is_elsewhere = *held.standard == "t";
        fill(held.occupation, [&] { return is_elsewhere ? Text("seller") : occupation(); });
        fill(held.kind, [this] { return any_of<CertificateKind>(kCertificateKinds); });
    }
    for (auto& made : dossier.declarations) {
        fill(made.kind, [this] { return Text(dice.pick(kKinds)); });
        fill_day(made.signed_on);
    }
    for (auto& one : dossier.educations) {
        fill(one.attainment, [this] { return any_of<Attainment>(kAttainments); });
        fill(one.status, [this] { return any_of<EducationStatus>(kStatuses); });
        fill_day(one.graduated_on);
        fill(one.field, [this] { return any_of<StudyField>(kFields); });
        fill(one.programme, [this] { return any_of<Programme>(kProgrammes); });
    }
    for (auto& one : dossier.employments) {
        fill_occupation(one.occupation);
        fill(one.from, [&] { return std::min(past_day(), one.to ? *one.to : kDay); });
        fill(one.employer, [this] { return employer(); });
    }
    for (auto& one : dossier.publications) {
        fill(one.kind, [this] { return any_of<PublicationKind>(kPublicationKinds); });
        fill(one.publication_class,
             [this] { return any_of<PublicationClass>(kPublicationClasses); });
        fill(one.author_position,
             [this] { return static_cast<std::uint16_t>(dice.between(1, 3)); });
        fill_day(one.published_on);
    }
    for (auto& one : dossier.recommendations) {
        fill(one.employer, [this] { return employer(); });
        fill_level(one.level);
        fill_day(one.signed_on);
    }
    for (auto& taught : dossier.teachings) {
        fill(taught.hours, [this] { return hours(); });
        fill(taught.to, [&] {
            return taught.from ? (*taught.from).plus_days(static_cast<int>(dice.below(200)))
                               : day();
        });
        fill(taught.from,
             [&] { return (*taught.to).plus_days(-static_cast<int>(dice.below(200))); });
        fill_level(taught.level);
        fill(taught.audience, [this] { return Text(dice.pick(kAudiences)); });
    }
    for (auto& one : dossier.trainings) {
        fill(one.standard, [this] { return standard_name(); });
        fill_level(one.level);
        fill(one.mode, [this] { return any_of<TrainingMode>(kModes); });
        fill(one.hours, [this] { return hours(); });
        fill_day(one.completed_on);
    }
}

ApprenticeshipEvidence RandomEvidence::apprenticeship() {
    ApprenticeshipEvidence done;
    done.occupation = maybe([this] { return occupation(); });
    done.completed_on = maybe([this] { return OptionalDate(day()); });
    return done;
}

CertificateEvidence RandomEvidence::certificate() {
    CertificateEvidence held;
    held.standard = maybe([this] { return standard_name(); });
    held.level = maybe([this] { return level_name(); });
    held.issued_on = maybe([this] { return OptionalDate(dice.chance(2) ? past_day() : day()); });
    if (dice.chance(3)) held.valid_until = day();
    if (dice.chance(8)) held.revoked_on = day();
    if (dice.chance(2)) held.occupation = occupation();
    held.kind = maybe([this] { return std::optional(any_of<CertificateKind>(kCertificateKinds)); });
    return held;
}

DeclarationEvidence RandomEvidence::declaration() {
    DeclarationEvidence made;
    made.kind = maybe([this] { return Text(dice.pick(kKinds)); });
    made.signed_on = maybe([this] { return OptionalDate(day()); });
    return made;
}

EducationEvidence RandomEvidence::education() {
    EducationEvidence one;
    one.attainment = maybe([this] { return std::optional(any_of<Attainment>(kAttainments)); });
    one.status = maybe([this] {
        return std::optional(dice.chance(2) ? EducationStatus::graduated
                                            : any_of<EducationStatus>(kStatuses));
    });
    one.graduated_on = maybe([this] { return OptionalDate(day()); });
    one.field = maybe([this] { return std::optional(any_of<StudyField>(kFields)); });
    one.programme = maybe([this] { return std::optional(any_of<Programme>(kProgrammes)); });
    return one;
}

EmploymentEvidence RandomEvidence::job() {
    EmploymentEvidence one;
    const std::size_t missing = missing_;
    if (whole_jobs_) missing_ = 0;
    one.occupation = maybe([this] { return occupation(); });
    const Date from = dice.chance(6) ? day() : past_day();
    one.from = maybe([&] { return OptionalDate(from); });
    if (!dice.chance(4)) {
        one.to = from.plus_days(static_cast<int>(dice.below(dice.chance(2) ? 500 : 60)));
    }
    missing_ = missing;
    one.employer = maybe([this] { return employer(); });
    return one;
}

PublicationEvidence RandomEvidence::publication() {
    PublicationEvidence one;
    one.kind = maybe([this] { return std::optional(any_of<PublicationKind>(kPublicationKinds)); });
    one.publication_class =
        maybe([this] { return std::optional(any_of<PublicationClass>(kPublicationClasses)); });
    one.author_position =
        maybe([this] { return std::optional(static_cast<std::uint16_t>(dice.between(1, 2))); });
    one.published_on = maybe([this] { return OptionalDate(day()); });
    return one;
}

RecommendationEvidence RandomEvidence::letter() {
    RecommendationEvidence one;
    one.employer = maybe([this] { return employer(); });
    one.level = maybe([this] { return level_name(); });
    one.signed_on = maybe([this] { return OptionalDate(day()); });
    return one;
}

TeachingEvidence RandomEvidence::teaching() {
    TeachingEvidence taught;
    const Date from = past_day();
    taught.hours = maybe([this] { return std::optional(hours()); });
    taught.from = maybe([&] { return OptionalDate(from); });
    taught.to = maybe([&] {
        return OptionalDate(
            from.plus_days(static_cast<int>(dice.below(dice.chance(3) ? 400 : 60))));
    });
    taught.level = maybe([this] { return level_name(); });
    taught.audience = maybe([this] { return Text(dice.pick(kAudiences)); });
    return taught;
}

TrainingEvidence RandomEvidence::course() {
    TrainingEvidence one;
    one.standard = maybe([this] { return standard_name(); });
    one.level = maybe([this] { return level_name(); });
    one.mode = maybe([this] { return std::optional(any_of<TrainingMode>(kModes)); });
    one.hours = maybe([this] { return std::optional(hours()); });
    one.completed_on = maybe([this] { return OptionalDate(day()); });
    return one;
}

}  // namespace certrec::testing
