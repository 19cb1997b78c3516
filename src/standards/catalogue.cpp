#include "certrec/standards/catalogue.hpp"

#include <filesystem>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/text.hpp"
#include "records/toml.hpp"

namespace certrec {

namespace {

bool is_path(std::string_view name) {
    return name.find('/') != std::string_view::npos || name.ends_with(".toml");
}

std::optional<Standard> parse_builtin(const BuiltinStandard& builtin) {
    return parse_standard(builtin.toml, std::string(builtin.id), [](const Diagnostic&) {});
}

/// Where `name` leads from the folder of `from_file`.
std::string path_from(const std::string& name, const std::string& from_file) {
    return (std::filesystem::path(from_file).parent_path() / name).lexically_normal().string();
}

std::optional<BuiltinStandard> find_builtin(const std::string& name) {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        if (builtin.id == name) return builtin;
    }
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const auto standard = parse_builtin(builtin);
        if (standard && standard->is_called(name)) return builtin;
    }
    return std::nullopt;
}

Refusal no_such_standard(const std::string& name) {
    std::vector<std::string> ids;
    for (const BuiltinStandard& builtin : builtin_standards()) ids.emplace_back(builtin.id);
    return Refusal(
        compose("there is no standard '{}'", "没有标准“{}”", shown(name)),
        likely_hint(
            nearest(name, ids),
            compose("built in: {}; of a TOML file give the path, with a '/' in it or ending in "
                    ".toml",
                    "内置标准：{}；TOML 文件请给出含“/”或以 .toml 结尾的路径", joined(ids))));
}

}  // namespace

std::optional<StandardSource> find_builtin_standard(const std::string& name,
                                                    const std::string& /*from_file*/) {
    const auto builtin = find_builtin(name);
    if (!builtin) return std::nullopt;
    return StandardSource{std::string(builtin->id), std::string(builtin->toml)};
}

std::optional<StandardSource> find_standard(const std::string& name, const std::string& from_file) {
    if (!is_path(name)) return find_builtin_standard(name, from_file);
    const std::string path = path_from(name, from_file);
    if (!std::filesystem::exists(path)) return std::nullopt;
    return StandardSource{path, read_file(path, kMaxTomlBytes)};
}

std::string read_standard_file(const std::string& name) {
    if (is_path(name)) return read_file(name, kMaxTomlBytes);
    const auto builtin = find_builtin(name);
    if (!builtin) throw no_such_standard(name);
    return std::string(builtin->toml);
}

Standard load_builtin_standard(const std::string& name) {
    const auto builtin = find_builtin(name);
    if (!builtin) throw no_such_standard(name);
    return parse_builtin(*builtin).value();
}

Standard load_standard(const std::string& name, const DiagnosticSink& sink) {
    return require_standard(read_standard_file(name), name, sink);
}

Standard require_standard(std::string_view bytes, const std::string& name,
                          const DiagnosticSink& sink) {
    auto standard = parse_standard(bytes, name, sink, find_standard);
    if (!standard) {
        throw Refusal({Severity::error,
                       {name, 0, 0},
                       compose("the standard cannot be used", "此标准不能使用"),
                       compose("'certrec standard check {}' lists what is wrong",
                               "“certrec standard check {}”列出所有问题", shown(name, 400))});
    }
    return *std::move(standard);
}

}  // namespace certrec
