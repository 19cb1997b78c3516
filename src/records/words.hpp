/// \file
/// Which value does a word in a column stand for? Private: tables of words and how they are
/// searched.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/text_key.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

template <typename Value>
struct Word {
    std::string_view text;
    Value value;
};
template <typename Value>
Word(std::string_view, Value) -> Word<Value>;

/// Finds the words of a table, things with a `text`, without a look at each: cells come by the
/// million. No text is empty.
template <typename Words>
class WordIndex {
  public:
    /// `words` outlive this.
    explicit constexpr WordIndex(const Words& words) : words_(words) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            std::uint8_t& first = first_[text_key(words[i].text) % first_.size()];
            next_[i] = first;
            first = static_cast<std::uint8_t>(i + 1);
        }
    }

    /// The word with that text; nullptr if there is none.
    [[nodiscard]] constexpr const auto* find(std::string_view text) const {
        std::size_t after = text.empty() ? 0 : first_[text_key(text) % first_.size()];
        while (after != 0 && words_[after - 1].text != text) after = next_[after - 1];
        return after == 0 ? nullptr : &words_[after - 1];
    }

  private:
    static constexpr std::size_t kSize = std::tuple_size_v<Words>;
    static_assert(kSize < 256);

    const Words& words_;
    // Places in `words_` plus one; 0 is none.
    std::array<std::uint8_t, 64> first_{};
    std::array<std::uint8_t, kSize> next_{};
};

/// The value of the word with that text, if there is one.
template <typename Words>
auto find_value(const WordIndex<Words>& words, std::string_view text) {
    const auto* const word = words.find(text);
    return word == nullptr ? std::nullopt : std::optional(word->value);
}

/// The first word of the value. Requires: there is one.
template <typename Words, typename Value>
std::string_view text_of(const Words& words, Value value) {
    return std::find_if(words.begin(), words.end(),
                        [value](const auto& w) { return w.value == value; })
        ->text;
}

/// Whether a word is Chinese: some of it is, as of `AA类`.
[[nodiscard]] inline bool is_chinese(std::string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80U; });
}

/// The first English and the first Chinese word of the value. Requires: there are both.
template <typename Words, typename Value>
Bilingual words_of(const Words& words, Value value) {
    const auto chinese = std::find_if(words.begin(), words.end(), [value](const auto& w) {
        return w.value == value && is_chinese(w.text);
    });
    return {std::string(text_of(words, value)), std::string(chinese->text)};
}

/// All words, those of each language in it; the English ones in both where there are no others.
template <typename Words>
Bilingual list_of(const Words& words) {
    std::vector<std::string> english;
    std::vector<std::string> chinese;
    for (const auto& word : words) {
        (is_chinese(word.text) ? chinese : english).emplace_back(word.text);
    }
    return {joined(english).en, joined(chinese.empty() ? english : chinese).zh};
}

}  // namespace certrec
