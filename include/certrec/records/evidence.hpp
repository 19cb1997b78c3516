/// \file
/// What supports an application? The kinds of evidence, the words in their columns, and the records
/// of one candidate.
///
/// An empty cell is an unknown value, not a false one: a rule that needs it answers "undetermined".
/// Three empty cells say something: no `to` means still employed, no `valid_until` valid for ever,
/// no `revoked_on` not revoked.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/language.hpp"

namespace certrec {

enum class EvidenceKind {
    apprenticeship,
    certificate,
    declaration,
    education,
    employment,
    publication,
    recommendation,
    teaching,
    training,
};

/// The name of the kind's file, without `.csv`, and of its array in TOML.
[[nodiscard]] std::string_view format_evidence_kind(EvidenceKind kind);
[[nodiscard]] std::optional<EvidenceKind> parse_evidence_kind(std::string_view word);
[[nodiscard]] Bilingual describe_evidence_kind(EvidenceKind kind);

/// What a declaration says, as standards name it: the English word of one that has words in both
/// languages; any other is its own word.
[[nodiscard]] std::string_view declaration_kind(std::string_view word);
[[nodiscard]] Bilingual describe_declaration_kind(std::string_view kind);

/// Attainment after GB/T 4658-2006; the order of the enumerators is that of the design, not of
/// rank: see `attainment_rank`.
enum class Attainment : std::uint8_t {
    primary,
    lower_secondary,
    upper_secondary,
    secondary_vocational,
    technician_school,
    senior_technician_school,
    technician_college,
    higher_vocational,
    junior_college,
    bachelor,
    master,
    doctor,
};

/// Steps of one ladder: attainments of one rank count the same wherever a rule says "or above".
[[nodiscard]] int attainment_rank(Attainment attainment);

enum class EducationStatus : std::uint8_t { graduated, enrolled, final_year, incomplete };
/// Whether the field of study is that of the occupation.
enum class StudyField : std::uint8_t { own, related, other };
/// The skills that an evaluated programme of study aims at (经评估论证、以中级技能为培养目标).
enum class Programme : std::uint8_t { intermediate_skills, senior_skills, none };
enum class TrainingMode : std::uint8_t { online, offline };
/// 职业资格证书 and (职业)技能等级证书.
enum class CertificateKind : std::uint8_t { vocational_qualification, skill_level };
enum class PublicationKind : std::uint8_t { book, provincial_journal, professional_media };
/// In their order: a publication of class AA is also "of class A or above".
enum class PublicationClass : std::uint8_t { b, a, aa };

/// The words of the columns: English, Chinese and, for attainments, the codes of GB/T 4658-2006.
[[nodiscard]] std::optional<Attainment> parse_attainment(std::string_view word);
[[nodiscard]] std::optional<EducationStatus> parse_education_status(std::string_view word);
[[nodiscard]] std::optional<StudyField> parse_study_field(std::string_view word);
[[nodiscard]] std::optional<Programme> parse_programme(std::string_view word);
[[nodiscard]] std::optional<TrainingMode> parse_training_mode(std::string_view word);
[[nodiscard]] std::optional<CertificateKind> parse_certificate_kind(std::string_view word);
[[nodiscard]] std::optional<PublicationKind> parse_publication_kind(std::string_view word);
[[nodiscard]] std::optional<PublicationClass> parse_publication_class(std::string_view word);

/// The English word.
[[nodiscard]] std::string_view format_attainment(Attainment attainment);
[[nodiscard]] std::string_view format_education_status(EducationStatus status);
[[nodiscard]] std::string_view format_study_field(StudyField field);
[[nodiscard]] std::string_view format_programme(Programme programme);
[[nodiscard]] std::string_view format_training_mode(TrainingMode mode);
[[nodiscard]] std::string_view format_certificate_kind(CertificateKind kind);
[[nodiscard]] std::string_view format_publication_kind(PublicationKind kind);
[[nodiscard]] std::string_view format_publication_class(PublicationClass publication_class);

/// The words for people.
[[nodiscard]] Bilingual describe_attainment(Attainment attainment);
[[nodiscard]] Bilingual describe_education_status(EducationStatus status);
[[nodiscard]] Bilingual describe_study_field(StudyField field);
[[nodiscard]] Bilingual describe_programme(Programme programme);
[[nodiscard]] Bilingual describe_training_mode(TrainingMode mode);
[[nodiscard]] Bilingual describe_certificate_kind(CertificateKind kind);
[[nodiscard]] Bilingual describe_publication_kind(PublicationKind kind);

/// What a GB/T 4658 code says of the state: 毕业, or 结业 and 肄业, which are both incomplete.
/// nullopt if `word` is no code or its code says nothing of it.
[[nodiscard]] std::optional<EducationStatus> status_of_attainment_code(std::string_view word);

/// A text that lives elsewhere (in a TextPool, in a literal), or none. One pointer wide.
class Text {
  public:
    constexpr Text() = default;
    constexpr Text(std::nullopt_t) {}
    /// `text` ends in NUL and outlives this.
    constexpr Text(const char* text) : text_(text) {}

    [[nodiscard]] constexpr explicit operator bool() const { return text_ != nullptr; }
    /// Requires: there is one.
    [[nodiscard]] constexpr std::string_view operator*() const { return text_; }

  private:
    const char* text_ = nullptr;
};

/// Where a record stands: on which line of its kind's CSV file or of the candidate's own TOML file.
struct Origin {
    std::uint32_t line : 31 = 0;
    std::uint32_t in_own_file : 1 = 0;
};

struct ApprenticeshipEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::apprenticeship;
    Text occupation;
    OptionalDate from;
    OptionalDate completed_on;
    Origin origin{};
};

struct CertificateEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::certificate;
    Text standard;
    Text level;
    OptionalDate issued_on;
    OptionalDate valid_until{};  ///< last valid day; none: valid for ever
    Text occupation{};
    std::optional<CertificateKind> kind{};
    OptionalDate revoked_on{};  ///< first day on which it no longer counts; none: not revoked
    Origin origin{};
};

struct DeclarationEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::declaration;
    Text kind;
    OptionalDate signed_on;
    Origin origin{};
};

struct EducationEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::education;
    std::optional<Attainment> attainment;
    std::optional<EducationStatus> status;
    OptionalDate graduated_on{};  ///< may lie ahead; none: not known
    std::optional<StudyField> field{};
    std::optional<Programme> programme{};
    Origin origin{};
};

struct EmploymentEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::employment;
    Text occupation;
    OptionalDate from;
    OptionalDate to{};  ///< last day; none: still employed
    Text employer{};
    Origin origin{};
};

struct PublicationEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::publication;
    std::optional<PublicationKind> kind;
    std::optional<PublicationClass> publication_class;
    std::optional<std::uint16_t> author_position;  ///< 1 is the first author
    OptionalDate published_on;
    Origin origin{};
};

struct RecommendationEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::recommendation;
    Text employer;
    Text level;
    OptionalDate signed_on;
    Origin origin{};
};

struct TeachingEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::teaching;
    std::optional<Decimal> hours;
    OptionalDate from;
    OptionalDate to;
    Text level{};
    Text audience{};
    Origin origin{};
};

struct TrainingEvidence {
    static constexpr EvidenceKind kKind = EvidenceKind::training;
    Text standard;
    Text level;
    std::optional<TrainingMode> mode;
    std::optional<Decimal> hours;
    OptionalDate completed_on;
    Origin origin{};
};

/// Which record, of which kind.
struct RecordPlace {
    EvidenceKind kind = EvidenceKind::certificate;
    Origin origin;
};

/// All evidence of one candidate, each kind in the order of its file. Texts belong to whoever
/// filled it.
struct Dossier {
    std::vector<ApprenticeshipEvidence> apprenticeships;
    std::vector<CertificateEvidence> certificates;
    std::vector<DeclarationEvidence> declarations;
    std::vector<EducationEvidence> educations;
    std::vector<EmploymentEvidence> employments;
    std::vector<PublicationEvidence> publications;
    std::vector<RecommendationEvidence> recommendations;
    std::vector<TeachingEvidence> teachings;
    std::vector<TrainingEvidence> trainings;
    /// The first record that could not be read, if any; such a dossier cannot be judged.
    std::optional<RecordPlace> unreadable;
};

/// What of the evidence has to be read.
struct EvidenceNeeds {
    std::set<EvidenceKind> kinds;
    /// Whether anyone asks who the employer was: names of employers take the most space.
    bool employers = false;
};

/// A date that states a past fact but lies after the day that is judged.
struct LaterRecord {
    RecordPlace place;
    std::string_view column;
    Date date;
};

/// The first such record: any date but `valid_until`, `revoked_on` and `graduated_on`, which may
/// lie ahead.
[[nodiscard]] std::optional<LaterRecord> find_later_record(const Dossier& dossier, Date as_of);

}  // namespace certrec
