/// \file
/// What is wrong with a file, where, and what can be done about it?
/// A diagnostic is collected and reading goes on; a Refusal (error.hpp) ends it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "certrec/base/language.hpp"

namespace certrec {

/// A place in a file. `line` and `column` count from 1, columns in characters (code points), not
/// bytes; 0 means that the line or column is not known, or that the whole file or line is meant.
struct Location {
    std::string file;
    std::uint64_t line = 0;
    std::uint64_t column = 0;

    friend bool operator==(const Location&, const Location&) = default;
};

enum class Severity { note, warning, error };

/// `message` says what was found and what was wanted, lower case, without a full stop; `hint` says
/// what to do, and may be empty. Neither ever quotes the number of an identity document whole.
struct Diagnostic {
    Severity severity = Severity::error;
    Location location;
    Bilingual message;
    Bilingual hint;
};

/// Receives diagnostics in the order in which they are found.
using DiagnosticSink = std::function<void(const Diagnostic&)>;

enum class Colour { off, on };

/// `file:line:column: error: message`, then, if there is one, a line `hint: ...`. Ends in a
/// newline. Control characters that came from a file are shown as escapes. With colour, the word
/// that names the severity stands in the colour that compilers give it.
[[nodiscard]] std::string format_diagnostic(const Diagnostic& diagnostic, Language language,
                                            Colour colour = Colour::off);

}  // namespace certrec
