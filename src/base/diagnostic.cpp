#include "certrec/base/diagnostic.hpp"

#include <fmt/format.h>

#include <iterator>

#include "certrec/base/text.hpp"

namespace certrec {

namespace {

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::note: return "note";
        case Severity::warning: return "warning";
        case Severity::error: break;
    }
    return "error";
}

}  // namespace

std::string format_diagnostic(const Diagnostic& diagnostic, Language language) {
    std::string text;
    const auto out = std::back_inserter(text);
    const Location& at = diagnostic.location;
    fmt::format_to(out, "{}: ", at.file.empty() ? "certrec" : shown(at.file, 400));
    if (at.line > 0) {
        text.erase(text.size() - 1);
        fmt::format_to(out, "{}:", at.line);
        if (at.column > 0) fmt::format_to(out, "{}:", at.column);
        text += ' ';
    }
    fmt::format_to(out, "{}: {}\n", name_of(diagnostic.severity), diagnostic.message.in(language));
    if (!diagnostic.hint.empty()) fmt::format_to(out, "hint: {}\n", diagnostic.hint.in(language));
    return text;
}

}  // namespace certrec
