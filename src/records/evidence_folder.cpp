#include "records/evidence_folder.hpp"

#include <algorithm>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/evidence_record.hpp"

namespace certrec {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> list_files(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error == std::errc::no_such_file_or_directory) {
        throw Refusal({Severity::error,
                       {folder.string(), 0, 0},
                       compose("there is no such folder", "文件夹不存在"),
                       {}});
    }
    if (error == std::errc::not_a_directory) {
        throw Refusal({Severity::error,
                       {folder.string(), 0, 0},
                       compose("is not a folder", "不是文件夹"),
                       compose("evidence is a folder with one CSV file for each kind",
                               "证明材料为文件夹，每类一个 CSV 文件")});
    }
    if (error) {
        throw cannot_read(folder, error.value());
    }
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : entries) {
        if (!entry.path().filename().string().starts_with('.')) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return a.filename().string() < b.filename().string();
    });
    return files;
}

/// Throws Refusal for a file of no kind.
EvidenceKind kind_of(const fs::path& file) {
    if (file.extension() == ".csv") {
        if (const auto kind = parse_evidence_kind(file.stem().string())) return *kind;
    }
    throw Refusal(
        {Severity::error,
         {file.string(), 0, 0},
         compose("this is no kind of evidence", "不是证明材料的类别"),
         compose("the folder holds CSV files named after their kind ({}), and TOML files named "
                 "after their candidate",
                 "文件夹中为以类别命名的 CSV 文件（{}）和以考生编号命名的 TOML 文件",
                 list_words<EvidenceKind>())});
}

}  // namespace

Location EvidenceFolder::location(const RecordPlace& place, std::string_view candidate) const {
    const std::string file = place.origin.in_own_file
                                 ? std::string(candidate) + ".toml"
                                 : std::string(format_evidence_kind(place.kind)) + ".csv";
    return {(path / file).string(), place.origin.line, 0};
}

EvidenceFolder list_evidence(const fs::path& path, const EvidenceNeeds& needs,
                             const DiagnosticSink& sink) {
    EvidenceFolder folder;
    folder.path = path;
    for (const fs::path& file : list_files(path)) {
        if (file.extension() == ".toml") {
            folder.toml_files.push_back(file);
            continue;
        }
        const EvidenceKind kind = kind_of(file);
        if (needs.kinds.contains(kind)) {
            folder.csv_files.push_back({kind, file});
        } else {
            sink({Severity::note,
                  {file.string(), 0, 0},
                  compose("no condition of the standard looks at this kind of evidence",
                          "标准的申报条件不涉及此类证明材料"),
                  {}});
        }
    }
    // By stem, which is the candidate_id: "C1-a.toml" comes before "C1.toml", "C1" before "C1-a".
    std::sort(
        folder.toml_files.begin(), folder.toml_files.end(),
        [](const fs::path& a, const fs::path& b) { return a.stem().string() < b.stem().string(); });
    return folder;
}

}  // namespace certrec
