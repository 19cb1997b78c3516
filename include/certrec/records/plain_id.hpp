/// \file
/// Is there nothing to look for in an id? Most rows are sound, and there are millions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace certrec {

namespace detail {

/// A high bit for each byte that is below the space or above the tilde.
[[gnu::always_inline]] inline std::uint64_t unprintable_bytes(std::uint64_t word) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    constexpr std::uint64_t kHigh = kOnes * 0x80;
    return (word | ~((word | kHigh) - kOnes * ' ') | (word + kOnes)) & kHigh;
}

/// Whether all of the text is ASCII from the space up to the tilde. Requires: 4 to 24 bytes.
[[gnu::always_inline]] inline bool is_printable(std::string_view text) noexcept {
    const auto load = [](const char* p) {
        std::uint64_t word = 0;
        std::memcpy(&word, p, sizeof word);
        return word;
    };
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    if (text.size() < sizeof(std::uint64_t)) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::memcpy(&first, begin, sizeof first);
        std::memcpy(&last, end - sizeof last, sizeof last);
        return unprintable_bytes(std::uint64_t{first} << 32U | last) == 0;
    }
    std::uint64_t unprintable = unprintable_bytes(load(begin)) | unprintable_bytes(load(end - 8));
    if (text.size() > 16) unprintable |= unprintable_bytes(load(begin + 8));
    return unprintable == 0;
}

}  // namespace detail

/// Whether nothing can be wrong with an id or a number, as is so of most: 4 to 24 printable
/// characters of ASCII, of which the first and the last is a letter or a digit; and which, if the
/// first is a digit, are neither written as a quantity (`+`, `,`, `.`) or a date (`/`, a space, `-`
/// and letters) nor 15 digits and zeros.
/// It says no to some that are sound, too: `check_candidate_id` and the like judge those.
[[nodiscard, gnu::always_inline]] inline bool is_plain_id(std::string_view id) noexcept {
    constexpr std::size_t kLeast = 4;
    constexpr std::size_t kMost = 24;
    constexpr std::size_t kKeptDigits = 15;  // by a spreadsheet
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (id.size() < kLeast || id.size() > kMost) return false;
    if (!is_letter(id.back()) && !is_digit(id.back())) return false;
    if (!detail::is_printable(id)) return false;
    constexpr std::size_t kDate = 11;  // with the name of a month, and signs between
    // A short word may be a truth value or, as Err:502, the value of a failed formula.
    constexpr std::size_t kTruthValue = 5;
    const bool may_be_value = (id.back() == 'E' && id.size() <= kTruthValue) || id[3] == ':' ||
                              (id[3] == '-' && id.size() <= kDate);
    if (is_letter(id.front())) return !may_be_value;
    if (!is_digit(id.front())) return false;
    bool has_hyphen = false;
    for (const char c : id) {
        if (c == '+' || c == ',' || c == '.' || c == '/' || c == ' ') return false;
        has_hyphen |= c == '-';
    }
    if (has_hyphen && id.size() <= kDate && std::any_of(id.begin(), id.end(), is_letter)) {
        return false;
    }
    return id.size() <= kKeptDigits || !id.ends_with("000");
}

}  // namespace certrec
