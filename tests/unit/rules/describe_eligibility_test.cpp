// How conditions, what is lacking and whole verdicts read, in either language.
#include "certrec/rules/describe_eligibility.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "small_standard.hpp"

namespace certrec {
namespace {

using testing::day;
using testing::judge;
using testing::kDay;
using testing::route_of;
using testing::standard_with;

constexpr OccupationScope kRelated{false, true};
constexpr OccupationScope kBoth{true, true};

std::string demand_of(const Condition& condition, Language language, bool strict = false) {
    Standard standard = standard_with(condition);
    standard.strict_certificate_kind = strict;
    return EligibilityWords(standard, language).demand(standard.levels[1].routes.front().condition);
}

void check_demand(const Condition& condition, const char* en, const char* zh) {
    CHECK(demand_of(condition, Language::en) == en);
    CHECK(demand_of(condition, Language::zh) == zh);
}

/// What the dossier lacks for the condition.
std::string lack_of(const Condition& condition, const Dossier& dossier, Language language) {
    const Standard standard = standard_with(condition);
    const auto verdict = judge(dossier, standard);
    return EligibilityWords(standard, language).lack(verdict.findings.front());
}

void check_lack(const Condition& condition, const Dossier& dossier, const char* en,
                const char* zh) {
    CHECK(lack_of(condition, dossier, Language::en) == en);
    CHECK(lack_of(condition, dossier, Language::zh) == zh);
}

EmploymentCondition service(std::int64_t months) { return {months}; }

EmploymentCondition continuous_after(std::int64_t months, CertificateCondition certificate) {
    return {months, ServiceCount::continuous, kBoth, std::move(certificate)};
}

const PublicationCondition kPapers{
    {PublicationKind::provincial_journal, PublicationKind::professional_media},
    {5, PublicationClass::a, false},
    {{3, PublicationClass::aa, true}, {1, std::nullopt, true}}};

TEST_CASE(
    "a certificate is asked for by level, and by occupation, kind or standard if that counts") {
    check_demand({CertificateCondition{"lower"}}, "certificate of level lower in force",
                 "有效的低证书");
    check_demand({CertificateCondition{"lower", "", kBoth}},
                 "certificate of level lower of this or a related occupation in force",
                 "有效的本职业或相关职业低证书");
    check_demand({CertificateCondition{"lower", "", kRelated}},
                 "certificate of level lower of a related occupation in force",
                 "有效的相关职业低证书");
    check_demand({CertificateCondition{"B2", "t"}}, "certificate of level B2 of t in force",
                 "有效的 t B2 证书");
    const Condition skill{CertificateCondition{"lower", "", {}, {CertificateKind::skill_level}}};
    check_demand(skill, "skill level certificate of level lower in force", "有效的低技能等级证书");
    const Condition qualification{
        CertificateCondition{"lower", "", kBoth, {CertificateKind::vocational_qualification}}};
    check_demand(qualification,
                 "certificate of level lower of this or a related occupation in force",
                 "有效的本职业或相关职业低证书");
    CHECK(demand_of(qualification, Language::en, true) ==
          "vocational qualification certificate of level lower of this or a related occupation in "
          "force");
    CHECK(demand_of(qualification, Language::zh, true) == "有效的本职业或相关职业低职业资格证书");
}

TEST_CASE("service is asked for in months, cumulative or continuous, after a certificate or not") {
    check_demand({service(48)}, "48 months of cumulative service in this occupation",
                 "累计从事本职业满 48 个月");
    check_demand({continuous_after(1, CertificateCondition{"lower", "", kBoth})},
                 "1 month of continuous service in this or a related occupation after the "
                 "certificate of level lower of this or a related occupation",
                 "取得本职业或相关职业低证书后连续从事本职业或相关职业满 1 个月");
    check_demand({continuous_after(2, CertificateCondition{"B2", "t"})},
                 "2 months of continuous service in this or a related occupation after the "
                 "certificate of level B2 of t",
                 "取得 t B2 证书后连续从事本职业或相关职业满 2 个月");
}

TEST_CASE("an education is asked for in words that people use") {
    check_demand({EducationCondition{Attainment::junior_college, {EducationStatus::graduated}}},
                 "education of junior-college or above (graduated)", "大专及以上学历（毕业）");
    check_demand(
        {EducationCondition{std::nullopt,
                            {EducationStatus::graduated, EducationStatus::final_year},
                            {Attainment::technician_school, Attainment::higher_vocational},
                            {StudyField::own, StudyField::related},
                            Programme::senior_skills}},
        "education of technician-school or higher-vocational (graduated, final-year; "
        "field: this or related; programme: senior-skills)",
        "技工学校或高等职业学校学历（毕业、应届毕业生；本专业或相关专业；以高级技能为培养目标）");
}

TEST_CASE(
    "publications are asked for with their class, their author and what of them counts twice") {
    check_demand({PublicationCondition{{PublicationKind::book}, {1}}}, "1 publication (book)",
                 "专业书籍 1 篇（部）");
    check_demand({PublicationCondition{{PublicationKind::book}, {2, std::nullopt, true}}},
                 "2 publications as first author (book)", "专业书籍 2 篇（部）（第一作者）");
    check_demand({kPapers},
                 "5 publications of class A or above (provincial-journal or professional-media), "
                 "3 of them of class AA or above as first author, 1 of them as first author",
                 "省级以上刊物或专业媒体 5 篇（部）（A类及以上），其中 3 "
                 "篇（部）（AA类及以上、第一作者），其中 1 篇（部）（第一作者）");
}

TEST_CASE("hours of teaching and training are asked for with what they are for") {
    check_demand({TeachingCondition{
                     Decimal(400, 0), TeachingPeriod::calendar_year, "", {"managers", "管理人员"}}},
                 "400 hours of teaching in a calendar year (managers)",
                 "自然年内授课 400 课时（管理人员）");
    check_demand({TeachingCondition{
                     Decimal(400, 0), TeachingPeriod::calendar_year, "", {"staff", "managers"}}},
                 "400 hours of teaching in a calendar year (staff or managers)",
                 "自然年内授课 400 课时（staff或managers）");
    check_demand({TeachingCondition{Decimal(1, 0), TeachingPeriod::total, "lower"}},
                 "1 hour of teaching at level lower", "低授课 1 课时");
    check_demand({TrainingCondition{Decimal(565, 1), {}}}, "56.5 training hours", "培训学时 56.5");
    check_demand({TrainingCondition{Decimal(1, 0), {TrainingMode::online, TrainingMode::offline}}},
                 "1 training hour online or offline", "培训学时（线上或线下）1");
}

TEST_CASE("the other conditions are asked for in a word or two") {
    check_demand({ApprenticeshipCondition{kBoth}},
                 "completed apprenticeship in this or a related occupation",
                 "本职业或相关职业学徒期满的记录");
    check_demand({DeclarationCondition{{"works-in-occupation", "of-its-own"}}},
                 "declaration works-in-occupation or of-its-own", "声明（从事本职业或of-its-own）");
    check_demand({RecommendationCondition{}}, "recommendation by an employer", "任职单位推荐");
    check_demand({RecommendationCondition{true}}, "recommendation by the present employer",
                 "现任职单位推荐");
    check_demand({OpenCondition{"upper.education"}},
                 "open: the published text breaks off (upper.education)",
                 "待定：所据文本不全（upper.education）");
    const std::vector<Condition> parts = {{RecommendationCondition{}}, {OpenCondition{"x"}}};
    check_demand({AllOf{parts}}, "all of", "以下各项");
    check_demand({AnyOf{parts}}, "any of", "以下任一项");
    check_demand({AtLeast{2, parts}}, "at least 2 of", "以下至少 2 项");
}

TEST_CASE("a whole condition is said in one sentence, with groups in brackets") {
    const Condition certificate{CertificateCondition{"lower"}};
    const Condition letter{RecommendationCondition{}};
    const Condition declared{DeclarationCondition{{"works"}}};
    const auto sentence = [](const Condition& condition, Language language) {
        const Standard standard = standard_with(condition);
        return EligibilityWords(standard, language)
            .sentence(standard.levels[1].routes.front().condition);
    };
    CHECK(sentence(letter, Language::en) == "recommendation by an employer");
    const Condition mixed{AllOf{{certificate, {AnyOf{{letter, declared}}}}}};
    CHECK(sentence(mixed, Language::en) ==
          "certificate of level lower in force and (recommendation by an employer or declaration "
          "works)");
    CHECK(sentence(mixed, Language::zh) == "有效的低证书，且（任职单位推荐，或声明（works））");
    const Condition some{AtLeast{2, {certificate, letter, declared}}};
    CHECK(sentence(some, Language::en) ==
          "at least 2 of: certificate of level lower in force; recommendation by an employer; "
          "declaration works");
}

TEST_CASE("what holds lacks nothing") {
    Dossier dossier;
    dossier.recommendations = {{"e", "upper", kDay}};
    check_lack({RecommendationCondition{}}, dossier, "", "");
    check_lack({AnyOf{{{RecommendationCondition{}}, {OpenCondition{"x"}}}}}, dossier, "", "");
}

TEST_CASE("without a record there is no certificate, letter, education or the like") {
    const Dossier none;
    check_lack({CertificateCondition{"lower"}}, none, "no certificate of level lower in force",
               "无有效的低证书");
    check_lack({RecommendationCondition{true}}, none, "no recommendation by the present employer",
               "无现任职单位推荐");
    check_lack({EducationCondition{Attainment::bachelor, {EducationStatus::graduated}}}, none,
               "no education of bachelor or above (graduated)", "无本科及以上学历（毕业）");
    check_lack({ApprenticeshipCondition{}}, none, "no completed apprenticeship in this occupation",
               "无本职业学徒期满的记录");
    check_lack({DeclarationCondition{{"works"}}}, none, "no declaration works", "无声明（works）");
    check_lack({OpenCondition{"x"}}, none, "open: the published text breaks off (x)",
               "待定：所据文本不全（x）");
}

TEST_CASE("an amount that falls short is told with what is there, and never as 'no 48 months'") {
    Dossier dossier;
    check_lack({service(48)}, dossier,
               "0 months of 48 months of cumulative service in this occupation, 48 months missing",
               "已满 0 个月，应累计从事本职业满 48 个月，尚差 48 个月");
    dossier.employments = {{"agent", Date(2020, 1, 1), Date(2023, 5, 18)}};
    check_lack({service(48)}, dossier,
               "40 months and 18 days of 48 months of cumulative service in this occupation, "
               "7 months and 12 days missing",
               "已满 40 个月 18 天，应累计从事本职业满 48 个月，尚差 7 个月 12 天");
    dossier.trainings = {{"s", "upper", TrainingMode::online, Decimal(125, 1), kDay}};
    check_lack({TrainingCondition{Decimal(56, 0), {TrainingMode::online}}}, dossier,
               "12.5 of 56 training hours online", "应有培训学时（线上）56，现有 12.5 学时");
    check_lack({TeachingCondition{Decimal(50, 0)}}, dossier, "0 of 50 hours of teaching",
               "应有授课 50 课时，现有 0 课时");
    dossier.publications = {{PublicationKind::book, PublicationClass::b, std::nullopt, kDay}};
    const Condition books{PublicationCondition{
        {PublicationKind::book}, {2, std::nullopt, false}, {{1, PublicationClass::aa, false}}}};
    check_lack(books, dossier, "1 of 2 publications (book), 1 of them of class AA or above",
               "应有专业书籍 2 篇（部），其中 1 篇（部）（AA类及以上），现有 1 篇（部）");
    dossier.publications.push_back(dossier.publications.front());
    check_lack(books, dossier,
               "2 found, too few of them as wanted: 2 publications (book), 1 of them of class AA "
               "or above",
               "应有专业书籍 2 篇（部），其中 1 篇（部）（AA类及以上），现有 2 "
               "篇（部），其中符合要求的不足");
}

TEST_CASE("one day or one month is not told as several") {
    Dossier dossier;
    dossier.employments = {{"agent", Date(2020, 1, 1), Date(2020, 2, 1)}};
    check_lack({service(3)}, dossier,
               "1 month and 1 day of 3 months of cumulative service in this occupation, 1 month "
               "and 29 days missing",
               "已满 1 个月 1 天，应累计从事本职业满 3 个月，尚差 1 个月 29 天");
    dossier.employments = {{"agent", Date(2020, 2, 1), Date(2020, 2, 28)}};
    check_lack({service(1)}, dossier,
               "28 days of 1 month of cumulative service in this occupation, 2 days missing",
               "已满 28 天，应累计从事本职业满 1 个月，尚差 2 天");
}

TEST_CASE("service that no certificate begins is told as that") {
    Dossier dossier;
    dossier.employments = {{"agent", Date(2020, 1, 1)}};
    check_lack({continuous_after(12, CertificateCondition{"lower"})}, dossier,
               "no certificate to count from, for 12 months of continuous service in this or a "
               "related occupation after the certificate of level lower",
               "无起算的证书，应取得低证书后连续从事本职业或相关职业满 12 个月");
    // Beside the certificate itself it would say the same again.
    check_lack({AllOf{{{CertificateCondition{"lower"}},
                       {continuous_after(12, CertificateCondition{"lower"})}}}},
               dossier, "no certificate of level lower in force", "无有效的低证书");
}

TEST_CASE("what a missing value leaves open is told as unknown") {
    Dossier dossier;
    dossier.certificates = {{"s", "lower", std::nullopt}};
    check_lack({CertificateCondition{"lower"}}, dossier,
               "certificate of level lower in force: unknown (a record lacks issued_on)",
               "有效的低证书：不明（有记录缺发证日期）");
    dossier.employments = {{"agent", Date(2020, 1, 1), Date(2020, 1, 31)},
                           {std::nullopt, Date(2021, 1, 1)}};
    check_lack(
        {service(12)}, dossier,
        "1 month of 12 months of cumulative service in this occupation for certain (a record "
        "lacks occupation)",
        "应累计从事本职业满 12 个月，确定的有 1 个月（有记录缺职业）");
    dossier.trainings = {{"s", "upper", TrainingMode::online, std::nullopt, kDay}};
    check_lack({TrainingCondition{Decimal(56, 0), {}}}, dossier,
               "0 of 56 training hours for certain (a record lacks a value)",
               "应有培训学时 56，确定的有 0 学时（有记录缺项）");
    dossier.publications = {{std::nullopt, std::nullopt, std::nullopt, kDay}};
    check_lack({PublicationCondition{{PublicationKind::book}, {1}}}, dossier,
               "0 of 1 publication (book) for certain (a record lacks a value)",
               "应有专业书籍 1 篇（部），确定的有 0 篇（部）（有记录缺项）");
    dossier.recommendations = {{std::nullopt, "upper", kDay}};
    check_lack({RecommendationCondition{}}, dossier,
               "recommendation by an employer: unknown (a record lacks employer)",
               "任职单位推荐：不明（有记录缺单位）");
}

TEST_CASE("a letter that no record of employment supports is told as that") {
    Dossier dossier;
    dossier.recommendations = {{"e", "upper", kDay}};
    check_lack({RecommendationCondition{true}}, dossier,
               "a letter of recommendation lacks a value, or no record shows employment by its "
               "employer on the day",
               "推荐信缺项，或无推荐单位在该日的任职记录");
}

TEST_CASE("of a group only what does not hold is told, inner groups in brackets") {
    const Condition certificate{CertificateCondition{"lower"}};
    const Condition letter{RecommendationCondition{}};
    const Condition declared{DeclarationCondition{{"works"}}};
    const Dossier none;
    check_lack({AllOf{{certificate, {AnyOf{{letter, declared}}}}}}, none,
               "no certificate of level lower in force, (no recommendation by an employer or no "
               "declaration works)",
               "无有效的低证书，（无任职单位推荐，或无声明（works））");
    check_lack({AnyOf{{certificate, {AllOf{{letter, declared}}}}}}, none,
               "no certificate of level lower in force or (no recommendation by an employer, no "
               "declaration works)",
               "无有效的低证书，或（无任职单位推荐，无声明（works））");
    Dossier works;
    works.declarations = {{"works", kDay}};
    check_lack({AnyOf{{certificate, {AllOf{{letter, declared}}}}}}, works,
               "no certificate of level lower in force or no recommendation by an employer",
               "无有效的低证书，或无任职单位推荐");
    check_lack({AtLeast{2, {certificate, letter, declared}}}, works,
               "1 of 2 needed conditions met: no certificate of level lower in force or no "
               "recommendation by an employer",
               "应满足 2 项，已满足 1 项：无有效的低证书，或无任职单位推荐");
}

std::string reasons_of(const Standard& standard, const Dossier& dossier, Language language) {
    std::string text = "before|";
    EligibilityWords(standard, language).append_reasons(text, judge(dossier, standard));
    return text.substr(7);
}

TEST_CASE("reasons give each route its number, after the training, and none if eligible") {
    Standard standard = standard_with({RecommendationCondition{}});
    standard.levels[1].routes.push_back(route_of("2", {DeclarationCondition{{"works"}}}));
    CHECK(reasons_of(standard, {}, Language::en) ==
          "1: no recommendation by an employer; 2: no declaration works");
    CHECK(reasons_of(standard, {}, Language::zh) == "1: 无任职单位推荐；2: 无声明（works）");
    standard.levels[1].training = Training{{Decimal(48, 0), {}}, true, {"1.8", {}}};
    CHECK(reasons_of(standard, {}, Language::en) ==
          "1.8: 0 of 48 training hours; 1: no recommendation by an employer; 2: no declaration "
          "works");
    Dossier works;
    works.declarations = {{"works", kDay}};
    // One route holds: it is the training alone that is missing.
    CHECK(reasons_of(standard, works, Language::en) == "1.8: 0 of 48 training hours");
    works.trainings = {{"s", "upper", TrainingMode::online, std::nullopt, kDay}};
    CHECK(reasons_of(standard, works, Language::en) ==
          "1.8: 0 of 48 training hours for certain (a record lacks a value)");
    works.trainings[0].hours = Decimal(48, 0);
    CHECK(reasons_of(standard, works, Language::en).empty());
    CHECK(reasons_of(standard, works, Language::zh).empty());
    standard.levels[1].training->demand.modes = {TrainingMode::offline};
    CHECK(reasons_of(standard, works, Language::zh).starts_with("1.8: 应有培训学时（线下）48"));
    CHECK(EligibilityWords(standard, Language::en).demand(*standard.levels[1].training) ==
          "48 training hours offline");
}

TEST_CASE("amounts are told for service, publications and hours, and nothing else") {
    const auto amount = [](const Condition& condition, const Dossier& dossier, Language language) {
        const Standard standard = standard_with(condition);
        const auto verdict = judge(dossier, standard);
        return EligibilityWords(standard, language).amount(verdict.findings.front());
    };
    Dossier dossier;
    dossier.employments = {{"agent", Date(2020, 1, 1), Date(2020, 2, 1)}};
    dossier.trainings = {{"s", "upper", TrainingMode::online, Decimal(1, 0), kDay}};
    dossier.teachings = {{Decimal(25, 1), Date(2020, 1, 1), Date(2020, 2, 1)}};
    dossier.publications = {{PublicationKind::book, std::nullopt, std::nullopt, kDay}};
    dossier.recommendations = {{"e", "upper", kDay}};
    CHECK(amount({service(1)}, dossier, Language::en) == "1 month and 1 day");
    CHECK(amount({service(1)}, dossier, Language::zh) == "1 个月 1 天");
    CHECK(amount({TrainingCondition{Decimal(1, 0), {}}}, dossier, Language::en) == "1 hour");
    CHECK(amount({TrainingCondition{Decimal(1, 0), {}}}, dossier, Language::zh) == "1 学时");
    CHECK(amount({TeachingCondition{Decimal(1, 0)}}, dossier, Language::en) == "2.5 hours");
    CHECK(amount({TeachingCondition{Decimal(1, 0)}}, dossier, Language::zh) == "2.5 课时");
    const Condition book{PublicationCondition{{PublicationKind::book}, {1}}};
    CHECK(amount(book, dossier, Language::en) == "1");
    CHECK(amount(book, dossier, Language::zh) == "1 篇（部）");
    CHECK(amount({RecommendationCondition{}}, dossier, Language::en).empty());
    CHECK(amount({AllOf{{book}}}, dossier, Language::en).empty());
}

TEST_CASE("no words in Chinese are left in English, but for names and free words") {
    const std::vector<Condition> conditions = {
        {CertificateCondition{"lower", "", kBoth, {CertificateKind::skill_level}}},
        {EducationCondition{Attainment::doctor,
                            {EducationStatus::graduated, EducationStatus::enrolled,
                             EducationStatus::final_year, EducationStatus::incomplete},
                            {},
                            {StudyField::own, StudyField::related, StudyField::other},
                            Programme::intermediate_skills}},
        {EducationCondition{
            std::nullopt,
            {EducationStatus::graduated},
            {Attainment::primary, Attainment::lower_secondary, Attainment::upper_secondary,
             Attainment::secondary_vocational, Attainment::technician_school,
             Attainment::senior_technician_school, Attainment::technician_college,
             Attainment::higher_vocational, Attainment::junior_college, Attainment::bachelor,
             Attainment::master, Attainment::doctor}}},
        {continuous_after(12, CertificateCondition{"lower"})},
        {PublicationCondition{{PublicationKind::book, PublicationKind::provincial_journal,
                               PublicationKind::professional_media},
                              {2, std::nullopt, true}}},
        {RecommendationCondition{true}},
        {TeachingCondition{Decimal(1, 0), TeachingPeriod::calendar_year}},
        {TrainingCondition{Decimal(1, 0), {TrainingMode::online, TrainingMode::offline}}},
        {ApprenticeshipCondition{kRelated}}};
    for (const Condition& condition : conditions) {
        for (const std::string& text :
             {demand_of(condition, Language::zh), lack_of(condition, {}, Language::zh)}) {
            for (const char c : text) {
                const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                if (is_letter) FAIL_CHECK(text);
                if (is_letter) break;
            }
        }
    }
}

}  // namespace
}  // namespace certrec
