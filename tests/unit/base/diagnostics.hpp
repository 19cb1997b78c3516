/// \file
/// What did the code under test say was wrong?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/diagnostic.hpp"
#include "certrec/base/error.hpp"

namespace certrec::testing {

/// Keeps everything that is sent to its sink.
class Collected {
  public:
    [[nodiscard]] DiagnosticSink sink() {
        return [this](const Diagnostic& diagnostic) { all_.push_back(diagnostic); };
    }
    [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }

    /// All of them as a person reads them in English.
    [[nodiscard]] std::string text() const {
        std::string text;
        for (const Diagnostic& one : all_) text += format_diagnostic(one, Language::en);
        return text;
    }

  private:
    std::vector<Diagnostic> all_;
};

/// What the Refusal says that `work` throws; fails the test if it throws none.
template <typename Work>
[[nodiscard]] Diagnostic refusal_of(Work work) {
    try {
        work();
    } catch (const Refusal& refusal) {
        return refusal.diagnostic();
    }
    FAIL("nothing was refused");
    return {};
}

/// `line:column`, to compare places at a glance.
[[nodiscard]] inline std::string place_of(const Location& at) {
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Whether the text holds a byte that a terminal would obey: a control character but \n.
[[nodiscard]] inline bool has_raw_control(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n') || byte == 0x7F) return true;
    }
    return false;
}

}  // namespace certrec::testing
