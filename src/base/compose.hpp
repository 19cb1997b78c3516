/// \file
/// How is a message put together in both languages? Private: fmt stays out of the public headers.
#pragma once

#include <fmt/format.h>

#include "certrec/base/language.hpp"

namespace certrec {

/// Both texts with the same arguments; a text may name them by position (`{1}`).
template <typename... Args>
[[nodiscard]] Bilingual compose(fmt::format_string<const Args&...> en,
                                fmt::format_string<const Args&...> zh, const Args&... args) {
    return {fmt::format(en, args...), fmt::format(zh, args...)};
}

/// A text that reads the same in both languages.
[[nodiscard]] inline Bilingual same_in_both(std::string text) { return {text, text}; }

}  // namespace certrec
