#include "toml_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec::cli {

std::vector<std::string> toml_files_in(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::filesystem::path& path = entry->path();
        if (path.extension() != ".toml" || path.filename().string().starts_with('.')) continue;
        // What only leads nowhere is told by whoever opens it.
        std::error_code unknown;
        if (entry->is_regular_file(unknown) || !entry->exists(unknown)) {
            files.push_back(path.string());
        }
    }
    if (error == std::errc::no_such_file_or_directory) {
        throw Refusal({Severity::error,
                       {folder, 0, 0},
                       compose("there is no such folder", "文件夹不存在"),
                       {}});
    }
    if (error == std::errc::not_a_directory) {
        throw Refusal(
            {Severity::error, {folder, 0, 0}, compose("is not a folder", "不是文件夹"), {}});
    }
    if (error) {
        throw SystemFailure(
            compose("cannot read the folder {}", "无法读取文件夹 {}", shown(folder, 400)),
            error.value());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace certrec::cli
