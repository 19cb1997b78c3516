/// \file
/// What is said when the system refuses to read or write a file? Private.
#pragma once

#include <filesystem>
#include <string>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

/// The path as messages show it.
[[nodiscard]] inline std::string shown_path(const std::filesystem::path& path) {
    return shown(path.string(), 400);
}

/// `error` is a value of errno; `name` is shown as it is.
[[nodiscard]] inline SystemFailure cannot_read(const Bilingual& name, int error) {
    return SystemFailure(compose("cannot read {0}", "无法读取 {1}", name.en, name.zh), error);
}
[[nodiscard]] inline SystemFailure cannot_read(const std::filesystem::path& path, int error) {
    return cannot_read(same_in_both(shown_path(path)), error);
}

/// The same, for writing.
[[nodiscard]] inline SystemFailure cannot_write(const Bilingual& name, int error) {
    return SystemFailure(compose("cannot write {0}", "无法写入 {1}", name.en, name.zh), error);
}
[[nodiscard]] inline SystemFailure cannot_write(const std::filesystem::path& path, int error) {
    return cannot_write(same_in_both(shown_path(path)), error);
}

}  // namespace certrec
