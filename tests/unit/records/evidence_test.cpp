#include "certrec/records/evidence.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

template <typename Value>
using Words = std::vector<std::pair<std::string, Value>>;

/// Every word parses to its value, and the first word of each value is how it is written.
template <typename Value>
void check_words(const Words<Value>& words, std::optional<Value> (*parse)(std::string_view),
                 std::string_view (*format)(Value)) {
    std::map<Value, std::string> written;
    for (const auto& [word, value] : words) {
        INFO(word);
        CHECK(parse(word) == value);
        CHECK(format(value) == written.try_emplace(value, word).first->second);
        CHECK_FALSE(parse(word + " ").has_value());
        CHECK_FALSE(parse(" " + word).has_value());
        CHECK_FALSE(parse(word.substr(0, word.size() - 1) + "?").has_value());
    }
    CHECK_FALSE(parse("").has_value());
    CHECK_FALSE(parse("-").has_value());
}

TEST_CASE("attainments have English and Chinese words") {
    check_words<Attainment>({{"primary", Attainment::primary},
                             {"lower-secondary", Attainment::lower_secondary},
                             {"upper-secondary", Attainment::upper_secondary},
                             {"secondary-vocational", Attainment::secondary_vocational},
                             {"technician-school", Attainment::technician_school},
                             {"senior-technician-school", Attainment::senior_technician_school},
                             {"technician-college", Attainment::technician_college},
                             {"higher-vocational", Attainment::higher_vocational},
                             {"junior-college", Attainment::junior_college},
                             {"bachelor", Attainment::bachelor},
                             {"master", Attainment::master},
                             {"doctor", Attainment::doctor},
                             {"小学", Attainment::primary},
                             {"初中", Attainment::lower_secondary},
                             {"高中", Attainment::upper_secondary},
                             {"普通高中", Attainment::upper_secondary},
                             {"中专", Attainment::secondary_vocational},
                             {"中职", Attainment::secondary_vocational},
                             {"职业高中", Attainment::secondary_vocational},
                             {"技校", Attainment::technician_school},
                             {"技工学校", Attainment::technician_school},
                             {"高级技工学校", Attainment::senior_technician_school},
                             {"技师学院", Attainment::technician_college},
                             {"高职", Attainment::higher_vocational},
                             {"大专", Attainment::junior_college},
                             {"大学专科", Attainment::junior_college},
                             {"本科", Attainment::bachelor},
                             {"大学本科", Attainment::bachelor},
                             {"硕士", Attainment::master},
                             {"硕士研究生", Attainment::master},
                             {"博士", Attainment::doctor},
                             {"博士研究生", Attainment::doctor}},
                            parse_attainment, format_attainment);
    CHECK_FALSE(parse_attainment("Bachelor").has_value());
    CHECK_FALSE(parse_attainment("bachelors").has_value());
}

TEST_CASE("the other words of evidence are English and Chinese, in the case that they have") {
    check_words<EducationStatus>({{"graduated", EducationStatus::graduated},
                                  {"enrolled", EducationStatus::enrolled},
                                  {"final-year", EducationStatus::final_year},
                                  {"incomplete", EducationStatus::incomplete},
                                  {"毕业", EducationStatus::graduated},
                                  {"在校", EducationStatus::enrolled},
                                  {"在读", EducationStatus::enrolled},
                                  {"应届毕业生", EducationStatus::final_year},
                                  {"结业", EducationStatus::incomplete},
                                  {"肄业", EducationStatus::incomplete}},
                                 parse_education_status, format_education_status);
    check_words<StudyField>({{"this", StudyField::own},
                             {"related", StudyField::related},
                             {"other", StudyField::other},
                             {"本专业", StudyField::own},
                             {"相关专业", StudyField::related},
                             {"其他专业", StudyField::other}},
                            parse_study_field, format_study_field);
    check_words<Programme>({{"intermediate-skills", Programme::intermediate_skills},
                            {"senior-skills", Programme::senior_skills},
                            {"none", Programme::none},
                            {"中级技能", Programme::intermediate_skills},
                            {"高级技能", Programme::senior_skills},
                            {"无", Programme::none}},
                           parse_programme, format_programme);
    check_words<TrainingMode>({{"online", TrainingMode::online},
                               {"offline", TrainingMode::offline},
                               {"线上", TrainingMode::online},
                               {"线下", TrainingMode::offline}},
                              parse_training_mode, format_training_mode);
    check_words<CertificateKind>(
        {{"vocational-qualification", CertificateKind::vocational_qualification},
         {"skill-level", CertificateKind::skill_level},
         {"职业资格证书", CertificateKind::vocational_qualification},
         {"技能等级证书", CertificateKind::skill_level},
         {"职业技能等级证书", CertificateKind::skill_level}},
        parse_certificate_kind, format_certificate_kind);
    check_words<PublicationKind>({{"book", PublicationKind::book},
                                  {"provincial-journal", PublicationKind::provincial_journal},
                                  {"professional-media", PublicationKind::professional_media},
                                  {"专业书籍", PublicationKind::book},
                                  {"省级以上刊物", PublicationKind::provincial_journal},
                                  {"专业媒体", PublicationKind::professional_media}},
                                 parse_publication_kind, format_publication_kind);
    check_words<PublicationClass>({{"AA", PublicationClass::aa},
                                   {"A", PublicationClass::a},
                                   {"B", PublicationClass::b},
                                   {"AA类", PublicationClass::aa},
                                   {"A类", PublicationClass::a},
                                   {"B类", PublicationClass::b}},
                                  parse_publication_class, format_publication_class);
    CHECK_FALSE(parse_publication_class("a").has_value());
    CHECK_FALSE(parse_publication_class("AAA").has_value());
    CHECK_FALSE(parse_education_status("final_year").has_value());
}

TEST_CASE("declarations that have Chinese words go by their English ones, others by their own") {
    CHECK(declaration_kind("从事本职业") == "works-in-occupation");
    CHECK(declaration_kind("works-in-occupation") == "works-in-occupation");
    CHECK(declaration_kind("拟从事本职业") == "intends-occupation");
    CHECK(declaration_kind("拟通过培训从事本职业") == "learning-for-occupation");
    CHECK(declaration_kind("of its own") == "of its own");
    CHECK(declaration_kind("").empty());
    CHECK(describe_declaration_kind("intends-occupation") ==
          Bilingual{"intends-occupation", "拟从事本职业"});
    CHECK(describe_declaration_kind("of its own") == Bilingual{"of its own", "of its own"});
}

TEST_CASE("the kinds of evidence are those of the design") {
    check_words<EvidenceKind>({{"apprenticeship", EvidenceKind::apprenticeship},
                               {"certificate", EvidenceKind::certificate},
                               {"declaration", EvidenceKind::declaration},
                               {"education", EvidenceKind::education},
                               {"employment", EvidenceKind::employment},
                               {"publication", EvidenceKind::publication},
                               {"recommendation", EvidenceKind::recommendation},
                               {"teaching", EvidenceKind::teaching},
                               {"training", EvidenceKind::training}},
                              parse_evidence_kind, format_evidence_kind);
    CHECK_FALSE(parse_evidence_kind("Training").has_value());
    CHECK_FALSE(parse_evidence_kind("trainings").has_value());
}

struct Code {
    std::string code;
    std::optional<Attainment> attainment;
    std::optional<EducationStatus> status;
};

TEST_CASE("the codes of GB/T 4658-2006 name an attainment, most of them a status too") {
    constexpr auto kDone = EducationStatus::graduated;
    constexpr auto kNotDone = EducationStatus::incomplete;
    // The second digit is 1, 4 or 7 for 毕业; 2, 5 or 8 for 结业; 3, 6 or 9 for 肄业.
    const std::vector<Code> codes = {
        {"11", Attainment::doctor, kDone},          // 博士研究生毕业
        {"12", Attainment::doctor, kNotDone},       // 博士研究生结业
        {"13", Attainment::doctor, kNotDone},       // 博士研究生肄业
        {"14", Attainment::master, kDone},          // 硕士研究生毕业
        {"15", Attainment::master, kNotDone},       // 硕士研究生结业
        {"16", Attainment::master, kNotDone},       // 硕士研究生肄业
        {"20", Attainment::bachelor, {}},           // 大学本科教育
        {"21", Attainment::bachelor, kDone},        // 大学本科毕业
        {"22", Attainment::bachelor, kNotDone},     // 大学本科结业
        {"23", Attainment::bachelor, kNotDone},     // 大学本科肄业
        {"30", Attainment::junior_college, {}},     // 大学专科教育
        {"31", Attainment::junior_college, kDone},  // 大学专科毕业
        {"32", Attainment::junior_college, kNotDone},
        {"33", Attainment::junior_college, kNotDone},
        {"40", Attainment::secondary_vocational, {}},     // 中等职业教育
        {"41", Attainment::secondary_vocational, kDone},  // 中等专科毕业
        {"42", Attainment::secondary_vocational, kNotDone},
        {"43", Attainment::secondary_vocational, kNotDone},
        {"44", Attainment::secondary_vocational, kDone},  // 职业高中毕业
        {"45", Attainment::secondary_vocational, kNotDone},
        {"46", Attainment::secondary_vocational, kNotDone},
        {"47", Attainment::technician_school, kDone},  // 技工学校毕业
        {"48", Attainment::technician_school, kNotDone},
        {"49", Attainment::technician_school, kNotDone},
        {"60", Attainment::upper_secondary, {}},     // 普通高级中学教育
        {"61", Attainment::upper_secondary, kDone},  // 普通高中毕业
        {"62", Attainment::upper_secondary, kNotDone},
        {"63", Attainment::upper_secondary, kNotDone},
        {"70", Attainment::lower_secondary, {}},     // 初级中学教育
        {"71", Attainment::lower_secondary, kDone},  // 初中毕业
        {"73", Attainment::lower_secondary, kNotDone},
        {"80", Attainment::primary, {}},     // 小学教育
        {"81", Attainment::primary, kDone},  // 小学毕业
        {"83", Attainment::primary, kNotDone},
        // No one attainment: 研究生教育, 研究生班, 大学普通班, 其他; and codes that there are not.
        {"10", {}, {}},
        {"17", {}, {}},
        {"18", {}, {}},
        {"19", {}, {}},
        {"28", {}, {}},
        {"90", {}, {}},
        {"50", {}, {}},
        {"72", {}, {}},
        {"82", {}, {}},
        {"1", {}, {}},
        {"211", {}, {}},
        {"２１", {}, {}},
        {"", {}, {}}};
    for (const Code& code : codes) {
        INFO(code.code);
        CHECK(parse_attainment(code.code) == code.attainment);
        CHECK(status_of_attainment_code(code.code) == code.status);
    }
    CHECK_FALSE(status_of_attainment_code("bachelor").has_value());
    CHECK_FALSE(status_of_attainment_code("大学本科").has_value());
}

TEST_CASE("vocational school, upper secondary and technician school are one rank (1.9.1 reading)") {
    const std::vector<std::vector<Attainment>> ladder = {
        {Attainment::primary},
        {Attainment::lower_secondary},
        {Attainment::upper_secondary, Attainment::secondary_vocational,
         Attainment::technician_school},
        {Attainment::senior_technician_school, Attainment::technician_college,
         Attainment::higher_vocational, Attainment::junior_college},
        {Attainment::bachelor},
        {Attainment::master},
        {Attainment::doctor}};
    for (std::size_t rank = 0; rank < ladder.size(); ++rank) {
        for (const Attainment attainment : ladder[rank]) {
            CHECK(attainment_rank(attainment) == static_cast<int>(rank));
        }
    }
}

const Date kAsOf(2026, 9, 15);
const Date kNext(2026, 9, 16);
constexpr Origin kPlace{7, 0};

/// Where the later record is, or "-".
std::string later_in(const Dossier& dossier) {
    const auto later = find_later_record(dossier, kAsOf);
    if (!later) return "-";
    return std::string(format_evidence_kind(later->place.kind)) + " " +
           std::to_string(later->place.origin.line) + " " + std::string(later->column) + " " +
           format_date(later->date);
}

/// A record with nothing but this date, on line `line`.
template <typename Record>
Record dated(OptionalDate Record::*column, OptionalDate date, Origin origin = kPlace) {
    Record record{};
    record.*column = date;
    record.origin = origin;
    return record;
}

template <typename Record>
void check_later(const std::string& column_name, std::vector<Record> Dossier::*list,
                 OptionalDate Record::*column) {
    INFO(format_evidence_kind(Record::kKind) << " " << column_name);
    const auto found = [&](OptionalDate date) {
        Dossier dossier;
        (dossier.*list).push_back(dated(column, date));
        return later_in(dossier);
    };
    CHECK(found({}) == "-");
    CHECK(found(kAsOf) == "-");
    CHECK(found(kNext) ==
          std::string(format_evidence_kind(Record::kKind)) + " 7 " + column_name + " 2026-09-16");
    CHECK(found(kLastDate).ends_with("9999-12-31"));
}

TEST_CASE("a date that states a past fact must not lie after the day that is judged") {
    check_later("from", &Dossier::apprenticeships, &ApprenticeshipEvidence::from);
    check_later("completed_on", &Dossier::apprenticeships, &ApprenticeshipEvidence::completed_on);
    check_later("issued_on", &Dossier::certificates, &CertificateEvidence::issued_on);
    check_later("signed_on", &Dossier::declarations, &DeclarationEvidence::signed_on);
    check_later("from", &Dossier::employments, &EmploymentEvidence::from);
    check_later("to", &Dossier::employments, &EmploymentEvidence::to);
    check_later("published_on", &Dossier::publications, &PublicationEvidence::published_on);
    check_later("signed_on", &Dossier::recommendations, &RecommendationEvidence::signed_on);
    check_later("from", &Dossier::teachings, &TeachingEvidence::from);
    check_later("to", &Dossier::teachings, &TeachingEvidence::to);
    check_later("completed_on", &Dossier::trainings, &TrainingEvidence::completed_on);
}

TEST_CASE("a certificate may expire or be revoked, and a course end, after the judged day") {
    Dossier dossier;
    dossier.certificates = {dated(&CertificateEvidence::valid_until, kNext),
                            dated(&CertificateEvidence::revoked_on, kNext)};
    dossier.educations = {dated(&EducationEvidence::graduated_on, kNext)};
    CHECK(later_in(dossier) == "-");
}

TEST_CASE("the first record that is too late is told, with the file that it stands in") {
    Dossier dossier;
    dossier.employments = {dated(&EmploymentEvidence::from, kAsOf, {3, 0}),
                           dated(&EmploymentEvidence::from, kNext, {5, 1}),
                           dated(&EmploymentEvidence::from, kNext, {4, 0})};
    dossier.employments[1].to = kNext.plus_days(1);
    CHECK(later_in(dossier) == "employment 5 from 2026-09-16");
    CHECK(find_later_record(dossier, kAsOf)->place.origin.in_own_file == 1);
    CHECK(find_later_record(dossier, kNext)->column == "to");
    CHECK_FALSE(find_later_record(dossier, kNext.plus_days(1)).has_value());
    CHECK_FALSE(find_later_record({}, Date()).has_value());
}

}  // namespace
}  // namespace certrec
