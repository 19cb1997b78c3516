#include "editions.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

/// The TOML files in the folder, by name.
std::vector<std::string> toml_files_in(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".toml") files.push_back(entry->path().string());
    }
    if (error) {
        throw Refusal(compose("cannot read the folder {0}: {1}", "无法读取文件夹 {0}：{1}",
                              shown(folder, 400), error.message()),
                      compose("--standards names a folder of standards in TOML files",
                              "--standards 应为存放标准 TOML 文件的文件夹"));
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Editions::Editions(const std::string& name, const std::string& folder, const DiagnosticSink& sink) {
    if (!name.empty()) add(load_standard(name, sink));
    if (folder.empty()) return;
    for (const std::string& file : toml_files_in(folder)) add(load_standard(file, sink));
}

const Standard* Editions::find(const std::string& id, const Sha256& edition) {
    const auto find_read = [&]() -> const Standard* {
        const auto found = by_edition_.find(edition);
        return found != by_edition_.end() && found->second.id == id ? &found->second : nullptr;
    };
    if (const Standard* const read = find_read()) return read;
    const auto builtin = builtin_standards();
    if (std::any_of(builtin.begin(), builtin.end(),
                    [&id](const BuiltinStandard& standard) { return standard.id == id; })) {
        add(load_builtin_standard(id));
    }
    return find_read();
}

void Editions::add(Standard standard) {
    const Sha256 edition = standard.edition;
    by_edition_.emplace(edition, std::move(standard));
}

}  // namespace certrec::cli
