/// \file
/// Which files of evidence are there, and where does a record stand? Private.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/records/evidence.hpp"

namespace certrec {

/// The files of an evidence folder: one CSV file for each kind, one TOML file for each candidate.
struct EvidenceFolder {
    struct CsvFile {
        EvidenceKind kind;
        std::filesystem::path path;
    };

    std::filesystem::path path;
    std::vector<CsvFile> csv_files;                 ///< of wanted kinds, by name
    std::vector<std::filesystem::path> toml_files;  ///< by name, bytewise

    [[nodiscard]] Location location(const RecordPlace& place, std::string_view candidate) const;
};

/// Lists the folder without hidden files. A file of a kind that nobody wants is noted and passed
/// over. Throws Refusal for a file of an unknown kind, or if `path` is no folder.
[[nodiscard]] EvidenceFolder list_evidence(const std::filesystem::path& path,
                                           const EvidenceNeeds& needs, const DiagnosticSink& sink);

}  // namespace certrec
