#include "certrec/records/evidence.hpp"

#include "records/evidence_record.hpp"
#include "records/words.hpp"

namespace certrec {

namespace {

constexpr std::array kKinds = {
    Word{"apprenticeship", EvidenceKind::apprenticeship},
    Word{"certificate", EvidenceKind::certificate},
    Word{"declaration", EvidenceKind::declaration},
    Word{"education", EvidenceKind::education},
    Word{"employment", EvidenceKind::employment},
    Word{"publication", EvidenceKind::publication},
    Word{"recommendation", EvidenceKind::recommendation},
    Word{"teaching", EvidenceKind::teaching},
    Word{"training", EvidenceKind::training},
};

/// For sentences; no file and no array of TOML is called so.
constexpr std::array kChineseKinds = {
    Word{"学徒经历", EvidenceKind::apprenticeship}, Word{"证书", EvidenceKind::certificate},
    Word{"声明", EvidenceKind::declaration},        Word{"学历", EvidenceKind::education},
    Word{"工作经历", EvidenceKind::employment},     Word{"论文著作", EvidenceKind::publication},
    Word{"推荐", EvidenceKind::recommendation},     Word{"授课", EvidenceKind::teaching},
    Word{"培训", EvidenceKind::training},
};

// The first word of a value is the one that is written.
constexpr std::array kAttainments = {
    Word{"primary", Attainment::primary},
    Word{"lower-secondary", Attainment::lower_secondary},
    Word{"upper-secondary", Attainment::upper_secondary},
    Word{"secondary-vocational", Attainment::secondary_vocational},
    Word{"technician-school", Attainment::technician_school},
    Word{"senior-technician-school", Attainment::senior_technician_school},
    Word{"technician-college", Attainment::technician_college},
    Word{"higher-vocational", Attainment::higher_vocational},
    Word{"junior-college", Attainment::junior_college},
    Word{"bachelor", Attainment::bachelor},
    Word{"master", Attainment::master},
    Word{"doctor", Attainment::doctor},
    Word{"小学", Attainment::primary},
    Word{"初中", Attainment::lower_secondary},
    Word{"高中", Attainment::upper_secondary},
    Word{"普通高中", Attainment::upper_secondary},
    Word{"中等职业学校", Attainment::secondary_vocational},
    Word{"中专", Attainment::secondary_vocational},
    Word{"中职", Attainment::secondary_vocational},
    Word{"中等专业学校", Attainment::secondary_vocational},
    Word{"职业高中", Attainment::secondary_vocational},
    Word{"技工学校", Attainment::technician_school},
    Word{"技校", Attainment::technician_school},
    Word{"高级技工学校", Attainment::senior_technician_school},
    Word{"技师学院", Attainment::technician_college},
    Word{"高等职业学校", Attainment::higher_vocational},
    Word{"高职", Attainment::higher_vocational},
    Word{"大专", Attainment::junior_college},
    Word{"大学专科", Attainment::junior_college},
    Word{"本科", Attainment::bachelor},
    Word{"大学本科", Attainment::bachelor},
    Word{"硕士", Attainment::master},
    Word{"硕士研究生", Attainment::master},
    Word{"博士", Attainment::doctor},
    Word{"博士研究生", Attainment::doctor},
};

/// GB/T 4658-2006, as far as a code names one attainment. 毕业 is graduated; 结业 and 肄业 are not.
struct AttainmentCode {
    std::string_view text;
    Attainment attainment;
    std::optional<EducationStatus> status;
};

constexpr auto kDone = EducationStatus::graduated;
constexpr auto kNotDone = EducationStatus::incomplete;
constexpr std::array kCodes = {
    AttainmentCode{"11", Attainment::doctor, kDone},
    AttainmentCode{"12", Attainment::doctor, kNotDone},
    AttainmentCode{"13", Attainment::doctor, kNotDone},
    AttainmentCode{"14", Attainment::master, kDone},
    AttainmentCode{"15", Attainment::master, kNotDone},
    AttainmentCode{"16", Attainment::master, kNotDone},
    AttainmentCode{"20", Attainment::bachelor, std::nullopt},
    AttainmentCode{"21", Attainment::bachelor, kDone},
    AttainmentCode{"22", Attainment::bachelor, kNotDone},
    AttainmentCode{"23", Attainment::bachelor, kNotDone},
    AttainmentCode{"30", Attainment::junior_college, std::nullopt},
    AttainmentCode{"31", Attainment::junior_college, kDone},
    AttainmentCode{"32", Attainment::junior_college, kNotDone},
    AttainmentCode{"33", Attainment::junior_college, kNotDone},
    AttainmentCode{"40", Attainment::secondary_vocational, std::nullopt},
    AttainmentCode{"41", Attainment::secondary_vocational, kDone},
    AttainmentCode{"42", Attainment::secondary_vocational, kNotDone},
    AttainmentCode{"43", Attainment::secondary_vocational, kNotDone},
    AttainmentCode{"44", Attainment::secondary_vocational, kDone},
    AttainmentCode{"45", Attainment::secondary_vocational, kNotDone},
    AttainmentCode{"46", Attainment::secondary_vocational, kNotDone},
    AttainmentCode{"47", Attainment::technician_school, kDone},
    AttainmentCode{"48", Attainment::technician_school, kNotDone},
    AttainmentCode{"49", Attainment::technician_school, kNotDone},
    AttainmentCode{"60", Attainment::upper_secondary, std::nullopt},
    AttainmentCode{"61", Attainment::upper_secondary, kDone},
    AttainmentCode{"62", Attainment::upper_secondary, kNotDone},
    AttainmentCode{"63", Attainment::upper_secondary, kNotDone},
    AttainmentCode{"70", Attainment::lower_secondary, std::nullopt},
    AttainmentCode{"71", Attainment::lower_secondary, kDone},
    AttainmentCode{"73", Attainment::lower_secondary, kNotDone},
    AttainmentCode{"80", Attainment::primary, std::nullopt},
    AttainmentCode{"81", Attainment::primary, kDone},
    AttainmentCode{"83", Attainment::primary, kNotDone},
};

constexpr std::array kStatuses = {
    Word{"graduated", EducationStatus::graduated},
    Word{"enrolled", EducationStatus::enrolled},
    Word{"final-year", EducationStatus::final_year},
    Word{"incomplete", EducationStatus::incomplete},
    Word{"毕业", EducationStatus::graduated},
    Word{"在校", EducationStatus::enrolled},
    Word{"在读", EducationStatus::enrolled},
    Word{"应届毕业生", EducationStatus::final_year},
    Word{"结业", EducationStatus::incomplete},
    Word{"肄业", EducationStatus::incomplete},
};

constexpr std::array kFields = {
    Word{"this", StudyField::own},         Word{"related", StudyField::related},
    Word{"other", StudyField::other},      Word{"本专业", StudyField::own},
    Word{"相关专业", StudyField::related}, Word{"其他专业", StudyField::other},
};

constexpr std::array kProgrammes = {
    Word{"intermediate-skills", Programme::intermediate_skills},
    Word{"senior-skills", Programme::senior_skills},
    Word{"none", Programme::none},
    Word{"中级技能", Programme::intermediate_skills},
    Word{"高级技能", Programme::senior_skills},
    Word{"无", Programme::none},
};

constexpr std::array kModes = {
    Word{"online", TrainingMode::online},
    Word{"offline", TrainingMode::offline},
    Word{"线上", TrainingMode::online},
    Word{"线下", TrainingMode::offline},
};

constexpr std::array kCertificateKinds = {
    Word{"vocational-qualification", CertificateKind::vocational_qualification},
    Word{"skill-level", CertificateKind::skill_level},
    Word{"职业资格证书", CertificateKind::vocational_qualification},
    Word{"技能等级证书", CertificateKind::skill_level},
    Word{"职业技能等级证书", CertificateKind::skill_level},
};

/// What was declared; standards may ask for more.
enum class Declaration { works_in, intends, learns_for };
constexpr std::array kDeclarations = {
    Word{"works-in-occupation", Declaration::works_in},
    Word{"intends-occupation", Declaration::intends},
    Word{"learning-for-occupation", Declaration::learns_for},
    Word{"从事本职业", Declaration::works_in},
    Word{"拟从事本职业", Declaration::intends},
    Word{"拟通过培训从事本职业", Declaration::learns_for},
};

constexpr std::array kPublicationKinds = {
    Word{"book", PublicationKind::book},
    Word{"provincial-journal", PublicationKind::provincial_journal},
    Word{"professional-media", PublicationKind::professional_media},
    Word{"专业书籍", PublicationKind::book},
    Word{"省级以上刊物", PublicationKind::provincial_journal},
    Word{"专业媒体", PublicationKind::professional_media},
};

constexpr std::array kPublicationClasses = {
    Word{"AA", PublicationClass::aa}, Word{"A", PublicationClass::a},
    Word{"B", PublicationClass::b},   Word{"AA类", PublicationClass::aa},
    Word{"A类", PublicationClass::a}, Word{"B类", PublicationClass::b},
};

constexpr WordIndex kKindIndex(kKinds);
constexpr WordIndex kAttainmentIndex(kAttainments);
constexpr WordIndex kCodeIndex(kCodes);
constexpr WordIndex kStatusIndex(kStatuses);
constexpr WordIndex kFieldIndex(kFields);
constexpr WordIndex kProgrammeIndex(kProgrammes);
constexpr WordIndex kModeIndex(kModes);
constexpr WordIndex kDeclarationIndex(kDeclarations);
constexpr WordIndex kCertificateKindIndex(kCertificateKinds);
constexpr WordIndex kPublicationKindIndex(kPublicationKinds);
constexpr WordIndex kPublicationClassIndex(kPublicationClasses);

}  // namespace

template <>
Bilingual list_words<EvidenceKind>() {
    return list_of(kKinds);
}
template <>
Bilingual list_words<Attainment>() {
    return list_of(kAttainments);
}
template <>
Bilingual list_words<EducationStatus>() {
    return list_of(kStatuses);
}
template <>
Bilingual list_words<StudyField>() {
    return list_of(kFields);
}
template <>
Bilingual list_words<Programme>() {
    return list_of(kProgrammes);
}
template <>
Bilingual list_words<TrainingMode>() {
    return list_of(kModes);
}
template <>
Bilingual list_words<CertificateKind>() {
    return list_of(kCertificateKinds);
}
template <>
Bilingual list_words<PublicationKind>() {
    return list_of(kPublicationKinds);
}
template <>
Bilingual list_words<PublicationClass>() {
    return list_of(kPublicationClasses);
}

int attainment_rank(Attainment attainment) {
    switch (attainment) {
        case Attainment::primary: return 0;
        case Attainment::lower_secondary: return 1;
        case Attainment::upper_secondary:
        case Attainment::secondary_vocational:
        case Attainment::technician_school: return 2;
        case Attainment::senior_technician_school:
        case Attainment::technician_college:
        case Attainment::higher_vocational:
        case Attainment::junior_college: return 3;
        case Attainment::bachelor: return 4;
        case Attainment::master: return 5;
        case Attainment::doctor: break;
    }
    return 6;
}

std::optional<EvidenceKind> parse_evidence_kind(std::string_view word) {
    return find_value(kKindIndex, word);
}
std::optional<Attainment> parse_attainment(std::string_view word) {
    if (const AttainmentCode* const code = kCodeIndex.find(word)) return code->attainment;
    return find_value(kAttainmentIndex, word);
}
std::optional<EducationStatus> status_of_attainment_code(std::string_view word) {
    const AttainmentCode* const code = kCodeIndex.find(word);
    return code == nullptr ? std::nullopt : code->status;
}
std::optional<EducationStatus> parse_education_status(std::string_view word) {
    return find_value(kStatusIndex, word);
}
std::optional<StudyField> parse_study_field(std::string_view word) {
    return find_value(kFieldIndex, word);
}
std::optional<Programme> parse_programme(std::string_view word) {
    return find_value(kProgrammeIndex, word);
}
std::optional<TrainingMode> parse_training_mode(std::string_view word) {
    return find_value(kModeIndex, word);
}
std::optional<CertificateKind> parse_certificate_kind(std::string_view word) {
    return find_value(kCertificateKindIndex, word);
}
std::optional<PublicationKind> parse_publication_kind(std::string_view word) {
    return find_value(kPublicationKindIndex, word);
}
std::optional<PublicationClass> parse_publication_class(std::string_view word) {
    return find_value(kPublicationClassIndex, word);
}

std::string_view format_evidence_kind(EvidenceKind kind) { return text_of(kKinds, kind); }
std::string_view format_attainment(Attainment attainment) {
    return text_of(kAttainments, attainment);
}
std::string_view format_education_status(EducationStatus status) {
    return text_of(kStatuses, status);
}
std::string_view format_study_field(StudyField field) { return text_of(kFields, field); }
std::string_view format_programme(Programme programme) { return text_of(kProgrammes, programme); }
std::string_view format_training_mode(TrainingMode mode) { return text_of(kModes, mode); }
std::string_view format_certificate_kind(CertificateKind kind) {
    return text_of(kCertificateKinds, kind);
}
std::string_view format_publication_kind(PublicationKind kind) {
    return text_of(kPublicationKinds, kind);
}
std::string_view format_publication_class(PublicationClass publication_class) {
    return text_of(kPublicationClasses, publication_class);
}

Bilingual describe_evidence_kind(EvidenceKind kind) {
    return {std::string(format_evidence_kind(kind)), std::string(text_of(kChineseKinds, kind))};
}
std::string_view declaration_kind(std::string_view word) {
    const auto* const known = kDeclarationIndex.find(word);
    return known == nullptr ? word : text_of(kDeclarations, known->value);
}
Bilingual describe_declaration_kind(std::string_view kind) {
    const auto* const known = kDeclarationIndex.find(kind);
    return known == nullptr ? same_in_both(std::string(kind))
                            : words_of(kDeclarations, known->value);
}
Bilingual describe_attainment(Attainment attainment) { return words_of(kAttainments, attainment); }
Bilingual describe_education_status(EducationStatus status) { return words_of(kStatuses, status); }
Bilingual describe_study_field(StudyField field) { return words_of(kFields, field); }
Bilingual describe_programme(Programme programme) { return words_of(kProgrammes, programme); }
Bilingual describe_training_mode(TrainingMode mode) { return words_of(kModes, mode); }
Bilingual describe_certificate_kind(CertificateKind kind) {
    return words_of(kCertificateKinds, kind);
}
Bilingual describe_publication_kind(PublicationKind kind) {
    return words_of(kPublicationKinds, kind);
}

std::optional<LaterRecord> find_later_record(const Dossier& dossier, Date as_of) {
    std::optional<LaterRecord> later;
    const auto look = [&](const auto& record, std::string_view column, OptionalDate date) {
        if (later || !date || *date <= as_of) return;
        later = LaterRecord{
            {std::remove_cvref_t<decltype(record)>::kKind, record.origin}, column, *date};
    };
    for (const auto& record : dossier.apprenticeships) {
        look(record, "from", record.from);
        look(record, "completed_on", record.completed_on);
    }
    for (const auto& record : dossier.certificates) look(record, "issued_on", record.issued_on);
    for (const auto& record : dossier.declarations) look(record, "signed_on", record.signed_on);
    for (const auto& record : dossier.employments) {
        look(record, "from", record.from);
        look(record, "to", record.to);
    }
    for (const auto& record : dossier.publications) {
        look(record, "published_on", record.published_on);
    }
    for (const auto& record : dossier.recommendations) look(record, "signed_on", record.signed_on);
    for (const auto& record : dossier.teachings) {
        look(record, "from", record.from);
        look(record, "to", record.to);
    }
    for (const auto& record : dossier.trainings) look(record, "completed_on", record.completed_on);
    return later;
}

}  // namespace certrec
