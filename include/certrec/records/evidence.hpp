/// \file
/// What supports an application? The kinds of evidence and the words in their columns.
///
/// An empty cell is an unknown value, not a false one: it stays std::nullopt here, and a rule that
/// needs it answers "undetermined". Only an empty `valid_until` says something: valid for ever.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/diagnostic.hpp"

namespace certrec {

enum class EvidenceKind { certificate, declaration, education, recommendation, training };

/// Attainment after GB/T 4658-2006; the order of the enumerators is that of the design, not of
/// rank: see `attainment_rank`.
enum class Attainment {
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

enum class EducationStatus { graduated, enrolled, final_year, incomplete };
enum class TrainingMode { online, offline };

[[nodiscard]] std::optional<Attainment> parse_attainment(std::string_view word);
[[nodiscard]] std::optional<EducationStatus> parse_education_status(std::string_view word);
[[nodiscard]] std::optional<TrainingMode> parse_training_mode(std::string_view word);
[[nodiscard]] std::string_view format_attainment(Attainment attainment);
[[nodiscard]] std::string_view format_education_status(EducationStatus status);
[[nodiscard]] std::string_view format_training_mode(TrainingMode mode);

struct CertificateEvidence {
    std::optional<std::string> standard;
    std::optional<std::string> level;
    std::optional<Date> issued_on;
    std::optional<Date> valid_until;  ///< last valid day; none: valid for ever
};

struct DeclarationEvidence {
    std::optional<std::string> kind;
    std::optional<Date> signed_on;
};

struct EducationEvidence {
    std::optional<Attainment> attainment;
    std::optional<EducationStatus> status;
    std::optional<Date> graduated_on;  ///< may lie ahead; none: not known
};

struct RecommendationEvidence {
    std::optional<std::string> employer;
    std::optional<std::string> level;
    std::optional<Date> signed_on;
};

struct TrainingEvidence {
    std::optional<std::string> standard;
    std::optional<std::string> level;
    std::optional<TrainingMode> mode;
    std::optional<Decimal> hours;
    std::optional<Date> completed_on;
};

/// All evidence of one candidate, in the order of the files.
struct Dossier {
    std::vector<CertificateEvidence> certificates;
    std::vector<DeclarationEvidence> declarations;
    std::vector<EducationEvidence> educations;
    std::vector<RecommendationEvidence> recommendations;
    std::vector<TrainingEvidence> trainings;
    /// Rows that could not be read; a dossier with any cannot be judged.
    std::vector<Location> unreadable;
    /// Number of evidence rows, readable or not.
    std::uint64_t rows = 0;
};

/// The evidence of many candidates, by candidate_id.
using Dossiers = std::unordered_map<std::string, Dossier>;

/// Reads the evidence folder: certificate.csv, declaration.csv, education.csv, recommendation.csv,
/// training.csv, as far as `wanted` asks for them. A kind without a file is no evidence of that
/// kind.
///
/// A row that cannot be read is reported to `sink` and marks its dossier `unreadable`; a file of a
/// known kind that is not wanted is noted and passed over. Throws Refusal for a file of an unknown
/// kind, a missing column, broken CSV, or if `folder` is no folder. Memory grows with the evidence.
[[nodiscard]] Dossiers read_evidence(const std::filesystem::path& folder,
                                     const std::set<EvidenceKind>& wanted,
                                     const DiagnosticSink& sink);

}  // namespace certrec
