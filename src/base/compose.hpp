/// \file
/// How is a message put together in both languages? Private: fmt stays out of the public headers.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "certrec/base/language.hpp"

namespace certrec {

/// What a text has in the place of an argument.
template <typename Arg>
using Said = std::conditional_t<std::is_same_v<Arg, Bilingual>, std::string, Arg>;

template <typename Arg>
[[nodiscard]] const Said<Arg>& said(const Arg& arg, Language language) {
    if constexpr (std::is_same_v<Arg, Bilingual>) {
        return arg.in(language);
    } else {
        return arg;
    }
}

/// Both texts with the same arguments, each with its own side of those that are Bilingual; a text
/// may name them by position (`{1}`).
template <typename... Args>
[[nodiscard]] Bilingual compose(fmt::format_string<const Said<Args>&...> en,
                                fmt::format_string<const Said<Args>&...> zh, const Args&... args) {
    return {fmt::format(en, said(args, Language::en)...),
            fmt::format(zh, said(args, Language::zh)...)};
}

/// Appends one of the two texts, without making the other.
template <typename... Args>
void append_composed(std::string& text, Language language,
                     fmt::format_string<const Said<Args>&...> en,
                     fmt::format_string<const Said<Args>&...> zh, const Args&... args) {
    fmt::format_to(std::back_inserter(text), language == Language::zh ? zh : en,
                   said(args, language)...);
}

/// A text that reads the same in both languages.
[[nodiscard]] inline Bilingual same_in_both(std::string text) { return {text, text}; }

}  // namespace certrec
