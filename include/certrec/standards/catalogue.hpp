/// \file
/// Which standards are there, and how is one read from its file?
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// A standard whose file is part of the library.
struct BuiltinStandard {
    std::string_view id;
    std::string_view toml;
};

/// All of them, by id.
[[nodiscard]] std::span<const BuiltinStandard> builtin_standards();

/// A standard's file before it is read.
struct StandardSource {
    /// The id of a built-in one, or the path as it is reached.
    std::string name;
    std::string bytes;
};

/// What the `extends` of the standard in `from_file` names; nullopt if there is none. Throws
/// SystemFailure or Refusal if it is there but cannot be read.
using FindStandard = std::function<std::optional<StandardSource>(const std::string& name,
                                                                 const std::string& from_file)>;

/// Built-in standards only, by id or alias: opens no file.
[[nodiscard]] std::optional<StandardSource> find_builtin_standard(const std::string& name,
                                                                  const std::string& from_file);

/// Built-in standards, and TOML files by their path from the folder of `from_file`.
[[nodiscard]] std::optional<StandardSource> find_standard(const std::string& name,
                                                          const std::string& from_file);

/// The standard that `bytes` state, laid over whatever it extends, which `find` finds. Everything
/// that is wrong with it is reported to `sink` with its place: broken TOML, missing, mistyped and
/// unknown keys, unknown words, unknown and unreachable levels, circular prerequisites and
/// `extends`, duplicate ids, weights that do not add up, a pass mark above the full mark. nullopt
/// if anything was. `file` is for the places.
[[nodiscard]] std::optional<Standard> parse_standard(
    std::string_view bytes, const std::string& file, const DiagnosticSink& sink,
    const FindStandard& find = find_builtin_standard);

/// The bytes of the standard: `name` is the id or an alias of a built-in one, or the path of a TOML
/// file (anything with a '/' or ending in .toml). Throws Refusal if there is neither.
[[nodiscard]] std::string read_standard_file(const std::string& name);

/// The built-in standard with that id or alias. For names that stand in a file's cells, which must
/// not open other files. Throws Refusal if there is none.
[[nodiscard]] Standard load_builtin_standard(const std::string& name);

/// parse_standard, for a standard that is about to be used: throws Refusal if anything was wrong
/// with it, after the reports to `sink`.
[[nodiscard]] Standard require_standard(std::string_view bytes, const std::string& file,
                                        const DiagnosticSink& sink);

/// read_standard_file and require_standard.
[[nodiscard]] Standard load_standard(const std::string& name, const DiagnosticSink& sink);

}  // namespace certrec
