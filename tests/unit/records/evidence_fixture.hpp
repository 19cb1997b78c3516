/// \file
/// What does a folder of evidence hold? Folders that a test fills, and dossiers as lines of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "certrec/records/candidate_index.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/records/evidence_store.hpp"

namespace certrec::testing {

/// What a cell of a column may hold.
enum class CellType {
    text,
    number,  ///< of a certificate: no two of one standard are the same; not kept in a record
    first_day,
    last_day,
    hours,
    position,
    attainment,
    status,
    field,
    programme,
    mode,
    certificate_kind,
    publication_kind,
    publication_class,
};

struct ColumnSpec {
    std::string name;
    CellType type;
    bool required;
};

struct KindSpec {
    EvidenceKind kind;
    std::string name;
    std::vector<ColumnSpec> columns;
};

/// The columns of all kinds as the design has them, in the order of the kinds' names.
[[nodiscard]] const std::vector<KindSpec>& evidence_kinds();
[[nodiscard]] const KindSpec& evidence_kind(EvidenceKind kind);

/// A sound cell of that type, as it stands in English and as `lines_of` shows it.
[[nodiscard]] std::string sound_cell(CellType type);

/// All kinds, employers too.
[[nodiscard]] EvidenceNeeds all_evidence();

/// Each record as `kind line: cell|cell|...`, its values in the order of evidence_kinds(), `-` for
/// one that is not known; `own line` instead of `line` in the candidate's own file. What could not
/// be read comes last, as `unreadable kind line`.
[[nodiscard]] std::vector<std::string> lines_of(const Dossier& dossier);

/// The same of one kind only, without the kind.
[[nodiscard]] std::vector<std::string> lines_of(const Dossier& dossier, EvidenceKind kind);

[[nodiscard]] CandidateIndex candidates_of(const std::vector<std::string>& ids);

/// A store with what it reported and the candidates that it joins.
class JoinedEvidence {
  public:
    JoinedEvidence(const std::filesystem::path& folder, const std::vector<std::string>& ids,
                   const EvidenceNeeds& needs = all_evidence(), unsigned threads = 1)
        : candidates_(candidates_of(ids)),
          store_(folder, needs, candidates_, threads, collected_.sink()) {}

    [[nodiscard]] const EvidenceStore& store() const { return store_; }
    [[nodiscard]] const std::vector<Diagnostic>& reports() const { return collected_.all(); }
    [[nodiscard]] std::string report() const { return collected_.text(); }

    /// Requires: the id is one of those it was made with.
    [[nodiscard]] Dossier dossier(std::string_view id) const;
    [[nodiscard]] std::vector<std::string> lines(std::string_view id) const {
        return lines_of(dossier(id));
    }

  private:
    Collected collected_;
    CandidateIndex candidates_;
    EvidenceStore store_;
};

}  // namespace certrec::testing
