#include "evidence_fixture.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace certrec::testing {

namespace {

using enum CellType;

std::string shown(Text text) { return text ? std::string(*text) : "-"; }
std::string shown(OptionalDate date) { return date ? format_date(*date) : "-"; }
std::string shown(const std::optional<Decimal>& hours) {
    return hours ? format_decimal(*hours) : "-";
}
std::string shown(const std::optional<std::uint16_t>& position) {
    return position ? std::to_string(*position) : "-";
}
template <typename Value>
std::string shown(const std::optional<Value>& word, std::string_view (*format)(Value)) {
    return word ? std::string(format(*word)) : "-";
}

std::string place(Origin origin) {
    return (origin.in_own_file != 0U ? "own " : "") + std::to_string(origin.line);
}

class Lines {
  public:
    explicit Lines(EvidenceKind kind) : kind_(kind) {}

    template <typename... Cells>
    void add(Origin origin, const Cells&... cells) {
        std::string line = place(origin) + ": ";
        ((line += cells, line += '|'), ...);
        line.pop_back();
        lines_.push_back(line);
    }
    [[nodiscard]] EvidenceKind kind() const { return kind_; }
    [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

  private:
    EvidenceKind kind_;
    std::vector<std::string> lines_;
};

void add_lines(const Dossier& dossier, Lines& lines) {
    switch (lines.kind()) {
        case EvidenceKind::apprenticeship:
            for (const ApprenticeshipEvidence& r : dossier.apprenticeships) {
                lines.add(r.origin, shown(r.occupation), shown(r.completed_on), shown(r.from));
            }
            return;
        case EvidenceKind::certificate:
            for (const CertificateEvidence& r : dossier.certificates) {
                lines.add(r.origin, shown(r.standard), shown(r.level), shown(r.issued_on),
                          shown(r.valid_until), shown(r.kind, format_certificate_kind),
                          shown(r.occupation), shown(r.revoked_on));
            }
            return;
        case EvidenceKind::declaration:
            for (const DeclarationEvidence& r : dossier.declarations) {
                lines.add(r.origin, shown(r.kind), shown(r.signed_on));
            }
            return;
        case EvidenceKind::education:
            for (const EducationEvidence& r : dossier.educations) {
                lines.add(r.origin, shown(r.attainment, format_attainment),
                          shown(r.status, format_education_status), shown(r.graduated_on),
                          shown(r.field, format_study_field), shown(r.programme, format_programme));
            }
            return;
        case EvidenceKind::employment:
            for (const EmploymentEvidence& r : dossier.employments) {
                lines.add(r.origin, shown(r.occupation), shown(r.from), shown(r.to),
                          shown(r.employer));
            }
            return;
        case EvidenceKind::publication:
            for (const PublicationEvidence& r : dossier.publications) {
                lines.add(r.origin, shown(r.kind, format_publication_kind),
                          shown(r.publication_class, format_publication_class),
                          shown(r.author_position), shown(r.published_on));
            }
            return;
        case EvidenceKind::recommendation:
            for (const RecommendationEvidence& r : dossier.recommendations) {
                lines.add(r.origin, shown(r.employer), shown(r.level), shown(r.signed_on));
            }
            return;
        case EvidenceKind::teaching:
            for (const TeachingEvidence& r : dossier.teachings) {
                lines.add(r.origin, shown(r.hours), shown(r.from), shown(r.to), shown(r.level),
                          shown(r.audience));
            }
            return;
        case EvidenceKind::training:
            for (const TrainingEvidence& r : dossier.trainings) {
                lines.add(r.origin, shown(r.standard), shown(r.level),
                          shown(r.mode, format_training_mode), shown(r.hours),
                          shown(r.completed_on));
            }
            return;
    }
}

}  // namespace

const std::vector<KindSpec>& evidence_kinds() {
    static const std::vector<KindSpec> kinds = {
        {EvidenceKind::apprenticeship,
         "apprenticeship",
         {{"occupation", text, true},
          {"completed_on", last_day, true},
          {"from", first_day, false}}},
        {EvidenceKind::certificate,
         "certificate",
         {{"standard", text, true},
          {"level", text, true},
          {"issued_on", last_day, true},
          {"valid_until", last_day, true},
          {"kind", certificate_kind, false},
          {"occupation", text, false},
          {"revoked_on", last_day, false},
          {"number", number, false}}},
        {EvidenceKind::declaration,
         "declaration",
         {{"kind", text, true}, {"signed_on", last_day, true}}},
        {EvidenceKind::education,
         "education",
         {{"attainment", attainment, true},
          {"status", status, true},
          {"graduated_on", last_day, true},
          {"field", field, false},
          {"programme", programme, false}}},
        {EvidenceKind::employment,
         "employment",
         {{"occupation", text, true},
          {"from", first_day, true},
          {"to", last_day, true},
          {"employer", text, false}}},
        {EvidenceKind::publication,
         "publication",
         {{"kind", publication_kind, true},
          {"class", publication_class, true},
          {"author_position", position, true},
          {"published_on", last_day, true}}},
        {EvidenceKind::recommendation,
         "recommendation",
         {{"employer", text, true}, {"level", text, true}, {"signed_on", last_day, true}}},
        {EvidenceKind::teaching,
         "teaching",
         {{"hours", hours, true},
          {"from", first_day, true},
          {"to", last_day, true},
          {"level", text, false},
          {"audience", text, false}}},
        {EvidenceKind::training,
         "training",
         {{"standard", text, true},
          {"level", text, true},
          {"mode", mode, true},
          {"hours", hours, true},
          {"completed_on", last_day, true}}},
    };
    return kinds;
}

const KindSpec& evidence_kind(EvidenceKind kind) {
    const auto& kinds = evidence_kinds();
    return *std::find_if(kinds.begin(), kinds.end(),
                         [kind](const KindSpec& spec) { return spec.kind == kind; });
}

std::string sound_cell(CellType type) {
    switch (type) {
        case text: return "文 text";
        case number: return "N1";
        case first_day: return "2019-03-01";
        case last_day: return "2020-02-29";
        case hours: return "12.5";
        case position: return "2";
        case attainment: return "bachelor";
        case status: return "final-year";
        case field: return "related";
        case programme: return "senior-skills";
        case mode: return "offline";
        case certificate_kind: return "skill-level";
        case publication_kind: return "provincial-journal";
        case publication_class: break;
    }
    return "AA";
}

EvidenceNeeds all_evidence() {
    EvidenceNeeds needs;
    for (const KindSpec& spec : evidence_kinds()) needs.kinds.insert(spec.kind);
    needs.employers = true;
    return needs;
}

std::vector<std::string> lines_of(const Dossier& dossier, EvidenceKind kind) {
    Lines lines(kind);
    add_lines(dossier, lines);
    return lines.take();
}

std::vector<std::string> lines_of(const Dossier& dossier) {
    std::vector<std::string> all;
    for (const KindSpec& spec : evidence_kinds()) {
        for (const std::string& line : lines_of(dossier, spec.kind)) {
            all.push_back(spec.name + " " + line);
        }
    }
    if (dossier.unreadable) {
        all.push_back("unreadable " + evidence_kind(dossier.unreadable->kind).name + " " +
                      place(dossier.unreadable->origin));
    }
    return all;
}

CandidateIndex candidates_of(const std::vector<std::string>& ids) {
    CandidateIndex index;
    for (const std::string& id : ids) index.add(id);
    return index;
}

Dossier JoinedEvidence::dossier(std::string_view id) const {
    Dossier dossier;
    const auto candidate = candidates_.find(id);
    REQUIRE(candidate.has_value());
    store_.gather(*candidate, dossier);
    return dossier;
}

}  // namespace certrec::testing
