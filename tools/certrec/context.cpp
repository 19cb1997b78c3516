#include "context.hpp"

#include <utility>

namespace certrec::cli {

UsageError::UsageError(Bilingual message, Bilingual hint)
    : Error({Severity::error, {}, std::move(message), std::move(hint)}) {}

void Context::report(const Diagnostic& diagnostic) const {
    print_reports(format_report(diagnostic));
}

std::string Context::format_report(const Diagnostic& diagnostic) const {
    if (quiet && diagnostic.severity != Severity::error) return {};
    return format_diagnostic(diagnostic, message_language, colour);
}

void Context::print_reports(std::string_view reports) const {
    if (reports.empty()) return;
    try {
        error(reports);
    } catch (const SystemFailure&) {
        // Nobody reads the messages; the work and its exit status go on.
    }
}

DiagnosticSink Context::sink() const {
    return [this](const Diagnostic& diagnostic) { report(diagnostic); };
}

}  // namespace certrec::cli
