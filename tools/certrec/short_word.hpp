/// \file
/// How are the few words that a column repeats a million times told apart in a few steps? Private
/// to the tool.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "certrec/records/csv_row.hpp"

namespace certrec::cli {

/// A word of at most 16 bytes, as two numbers that are compared at once.
struct ShortWord {
    std::uint64_t front = 0;
    std::uint64_t back = 0;
    friend bool operator==(const ShortWord&, const ShortWord&) = default;
};

/// Masks that keep the first 0 to 16 bytes in memory.
inline constexpr std::array<ShortWord, sizeof(ShortWord) + 1> kFirstBytes = [] {
    std::array<ShortWord, sizeof(ShortWord) + 1> masks{};
    for (std::size_t count = 0; count < masks.size(); ++count) {
        std::array<std::uint8_t, sizeof(ShortWord)> bytes{};
        for (std::size_t i = 0; i < count; ++i) bytes[i] = 0xFF;
        masks[count] = std::bit_cast<ShortWord>(bytes);
    }
    return masks;
}();

/// The bytes of the word, then zeros, which no word holds.
/// Requires: at most 16 bytes, and as many can be read from word.data() on.
[[nodiscard, gnu::always_inline]] inline ShortWord short_word_of(std::string_view word) {
    static_assert(sizeof(ShortWord) <= CsvRow::kPadding);
    ShortWord loaded;
    std::memcpy(&loaded, word.data(), sizeof loaded);
    const ShortWord& kept = kFirstBytes[word.size()];
    return {loaded.front & kept.front, loaded.back & kept.back};
}

/// 32 bits in which all bits of the word are mixed.
[[nodiscard, gnu::always_inline]] inline std::uint64_t mixed(const ShortWord& word) {
    return (word.front ^ word.back) * 0x9E3779B97F4A7C15U >> 32U;
}

}  // namespace certrec::cli
