/// \file
/// Which value does a word in a column stand for? Private: tables of words and how they are
/// searched.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec {

template <typename Value>
struct Word {
    std::string_view text;
    Value value;
};
template <typename Value>
Word(std::string_view, Value) -> Word<Value>;

template <typename Words>
auto find_word(const Words& words, std::string_view text) {
    using Value = decltype(words.front().value);
    const auto word =
        std::find_if(words.begin(), words.end(), [text](const auto& w) { return w.text == text; });
    return word == words.end() ? std::nullopt : std::optional<Value>(word->value);
}

/// The first word of the value. Requires: there is one.
template <typename Words, typename Value>
std::string_view text_of(const Words& words, Value value) {
    return std::find_if(words.begin(), words.end(),
                        [value](const auto& w) { return w.value == value; })
        ->text;
}

/// The first English and the first Chinese word of the value. Requires: there are both.
template <typename Words, typename Value>
Bilingual words_of(const Words& words, Value value) {
    const auto chinese = std::find_if(words.begin(), words.end(), [value](const auto& w) {
        return w.value == value && static_cast<unsigned char>(w.text.front()) >= 0x80U;
    });
    return {std::string(text_of(words, value)), std::string(chinese->text)};
}

}  // namespace certrec
