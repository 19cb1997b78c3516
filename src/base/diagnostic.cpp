#include "certrec/base/diagnostic.hpp"

#include <fmt/format.h>

#include "certrec/base/text.hpp"

namespace certrec {

namespace {

struct Label {
    Bilingual words;
    std::string_view colour;
};

Label label_of(Severity severity) {
    switch (severity) {
        case Severity::note: return {{"note:", "说明："}, "\x1b[1;36m"};
        case Severity::warning: return {{"warning:", "警告："}, "\x1b[1;33m"};
        case Severity::error: break;
    }
    return {{"error:", "错误："}, "\x1b[1;31m"};
}

/// What a message quotes may come from a hostile file.
std::string one_line(const std::string& words) { return shown(words, words.size()); }

std::string format_place(const Location& at) {
    std::string place = at.file.empty() ? "certrec" : shown(at.file, 400);
    if (at.line > 0) place += fmt::format(":{}", at.line);
    if (at.line > 0 && at.column > 0) place += fmt::format(":{}", at.column);
    return place + ": ";
}

}  // namespace

std::string format_diagnostic(const Diagnostic& diagnostic, Language language, Colour colour) {
    const Label label = label_of(diagnostic.severity);
    const bool coloured = colour == Colour::on;
    std::string text = format_place(diagnostic.location);
    // The full-width colon of Chinese needs no space after it.
    const std::string_view space = language == Language::zh ? "" : " ";
    text +=
        fmt::format("{}{}{}{}{}\n", coloured ? label.colour : "", label.words.in(language),
                    coloured ? "\x1b[0m" : "", space, one_line(diagnostic.message.in(language)));
    if (!diagnostic.hint.empty()) {
        const Bilingual hint{"hint:", "提示："};
        text += fmt::format("{}{}{}\n", hint.in(language), space,
                            one_line(diagnostic.hint.in(language)));
    }
    return text;
}

}  // namespace certrec
