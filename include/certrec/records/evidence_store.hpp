/// \file
/// Which evidence belongs to which candidate? Two ways to join the files of an evidence folder
/// (certrec-files(5), EVIDENCE) to applications: in memory, and as a merge of sorted files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"
#include "certrec/records/candidate_index.hpp"
#include "certrec/records/evidence.hpp"

namespace certrec {

/// Opens a CSV file of an evidence folder, as plain CSV.
using OpenEvidence = std::function<ByteSource(const std::filesystem::path& file, EvidenceKind)>;

/// Opens files that are plain CSV already.
[[nodiscard]] OpenEvidence open_plain_evidence();

/// Evidence rows whose candidate has no application.
struct UnusedEvidence {
    std::uint64_t rows = 0;
    std::optional<Location> first;
};

/// The evidence of the candidates of an index, joined in memory.
///
/// A row that cannot be read is reported and makes its candidate's dossier unreadable, and so does
/// a certificate number that two rows of one standard share.
class EvidenceStore {
  public:
    /// Reads what `needs` asks for, on up to `threads` threads; the reports to `sink` come in the
    /// order of the files all the same, one at a time, on any thread. Throws Refusal for a file of
    /// an unknown kind, a missing column, broken CSV, or if `folder` is no folder. Memory grows
    /// with the evidence of the candidates in the index.
    EvidenceStore(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                  const CandidateIndex& candidates, unsigned threads, const DiagnosticSink& sink,
                  const OpenEvidence& open = open_plain_evidence());
    ~EvidenceStore();

    static constexpr std::uint32_t kNoCandidate = 0xFFFFFFFF;

    /// Puts the candidate's evidence into the dossier, whose space it uses again; nothing for
    /// kNoCandidate. The texts belong to the store. Many threads may ask at once. Candidates whose
    /// numbers follow each other are near each other.
    void gather(std::uint32_t candidate, Dossier& dossier) const;

    [[nodiscard]] const UnusedEvidence& unused() const;

    /// Where the record stands. Requires: it is the candidate's.
    [[nodiscard]] Location location(const RecordPlace& place, std::string_view candidate) const;

  private:
    class Content;
    std::unique_ptr<Content> content_;
};

/// The evidence of candidates that are asked for in the order of their ids, merged from files that
/// are sorted by candidate_id (bytewise), in memory that does not grow with them.
///
/// Reports as EvidenceStore does, but compares certificate numbers only within one candidate.
class EvidenceMerge {
  public:
    /// Throws as EvidenceStore does. Reports to `sink` as it reads.
    EvidenceMerge(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                  const DiagnosticSink& sink, const OpenEvidence& open = open_plain_evidence());
    ~EvidenceMerge();

    /// The candidate's evidence, valid until the next call. Throws Refusal at the first row of a
    /// file that is out of order.
    /// Requires: `candidate` is above the one before.
    [[nodiscard]] const Dossier& gather(std::string_view candidate);

    /// Reads on to the end of every file. Nothing can be gathered after that.
    void finish();

    [[nodiscard]] const UnusedEvidence& unused() const;
    [[nodiscard]] Location location(const RecordPlace& place, std::string_view candidate) const;

  private:
    class Content;
    std::unique_ptr<Content> content_;
};

}  // namespace certrec
