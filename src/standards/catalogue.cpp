#include "certrec/standards/catalogue.hpp"

#include <filesystem>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/text.hpp"
#include "records/toml.hpp"

namespace certrec {

namespace {

bool is_path(std::string_view name) {
    return name.find('/') != std::string_view::npos || name.ends_with(".toml");
}

Bilingual list_builtins() {
    std::vector<std::string> ids;
    for (const BuiltinStandard& builtin : builtin_standards()) ids.emplace_back(builtin.id);
    return compose("built in: {}; the path of a TOML file must hold a '/' or end in .toml",
                   "内置标准：{}；TOML 文件的路径须含“/”或以 .toml 结尾", joined(ids));
}

}  // namespace

std::string read_standard_file(const std::string& name) {
    if (is_path(name)) return read_file(name, kMaxTomlBytes);
    for (const BuiltinStandard& builtin : builtin_standards()) {
        if (builtin.id == name) return std::string(builtin.toml);
    }
    const DiagnosticSink ignore = [](const Diagnostic&) {};
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const auto standard = parse_standard(builtin.toml, std::string(builtin.id), ignore);
        if (standard && standard->is_called(name)) return std::string(builtin.toml);
    }
    throw Refusal(compose("there is no standard '{}'", "没有标准“{}”", shown(name)),
                  list_builtins());
}

Standard load_standard(const std::string& name, const DiagnosticSink& sink) {
    auto standard = parse_standard(read_standard_file(name), name, sink);
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
