/// \file
/// How is a message put together in both languages? Private: fmt stays out of the public headers.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

#include "certrec/base/language.hpp"

namespace certrec {

/// Both texts with the same arguments; a text may name them by position (`{1}`).
template <typename... Args>
[[nodiscard]] Bilingual compose(fmt::format_string<const Args&...> en,
                                fmt::format_string<const Args&...> zh, const Args&... args) {
    return {fmt::format(en, args...), fmt::format(zh, args...)};
}

/// Appends one of the two texts, without making the other.
template <typename... Args>
void append_composed(std::string& text, Language language, fmt::format_string<const Args&...> en,
                     fmt::format_string<const Args&...> zh, const Args&... args) {
    fmt::format_to(std::back_inserter(text), language == Language::zh ? zh : en, args...);
}

/// A text that reads the same in both languages.
[[nodiscard]] inline Bilingual same_in_both(std::string text) { return {text, text}; }

}  // namespace certrec
