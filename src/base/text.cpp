#include "certrec/base/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "base/compose.hpp"
#include "base/lower_case.hpp"
#include "base/utf8_vector.hpp"

namespace certrec {

namespace {

constexpr bool is_any_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/// A digit, also a full-width one, or the X that may be the last character of a resident number.
constexpr bool is_number_character(char32_t c) {
    return is_any_digit(c) || c == 'X' || c == 'x' || c == 0xFF38 || c == 0xFF58;
}

/// What may stand between the groups of digits in which people write a long number.
constexpr bool is_between_groups(char32_t c) {
    return is_blank(c) || is_unseen(c) || c == '-' || c == 0xB7;
}

/// Whether valid, non-empty UTF-8 begins with a blank.
bool begins_with_blank(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const bool may_be_blank = lead < 0x80 || lead == 0xC2 || (lead >= 0xE1 && lead <= 0xE3);
    return may_be_blank && is_blank(first_character(text).code);
}

/// The number at the front of valid UTF-8: digits, perhaps in groups, and an X at most at the end.
std::string_view front_number(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = first_character(text.substr(at));
        const bool is_between = is_between_groups(c.code);
        if (!is_number_character(c.code) && (end == 0 || !is_between)) break;
        if (end == 0 && !is_any_digit(c.code)) break;
        at += c.size;
        if (!is_between) end = at;
        if (!is_between && !is_any_digit(c.code)) break;
    }
    return text.substr(0, end);
}

/// The run as it is, or with all but its last four characters masked if it is long enough to be the
/// number of an identity document.
void append_masked_number(std::string& result, std::string_view run) {
    constexpr std::size_t kIdentityCharacters = 15;
    constexpr std::size_t kShown = 4;
    std::size_t left = 0;
    for (std::string_view rest = run; !rest.empty();) {
        const Character c = first_character(rest);
        if (is_number_character(c.code)) ++left;
        rest.remove_prefix(c.size);
    }
    const bool masks = left >= kIdentityCharacters;
    while (!run.empty()) {
        const Character c = first_character(run);
        const bool number = is_number_character(c.code);
        if (masks && number && left > kShown) {
            result += '*';
        } else {
            result += run.substr(0, c.size);
        }
        if (number) --left;
        run.remove_prefix(c.size);
    }
}

/// Length of the ASCII run without NUL at the front, eight bytes at a time.
std::size_t plain_run(const char* p, std::size_t size) {
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, p + i, 8);
        // The second term has a high bit wherever a byte of `word` is zero.
        if (((word | (word - kOnes)) & kHigh) != 0) break;
    }
    while (i < size && p[i] != 0 && (static_cast<unsigned char>(p[i]) & 0x80U) == 0) ++i;
    return i;
}

/// Whether the eight bytes at `p` are ASCII from the space up to the tilde.
bool are_plain(const char* p) {
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    // Each byte with its high bit set, so that no subtraction borrows from the next: the high bit
    // is gone from bytes below the space, and comes to those above the tilde.
    const std::uint64_t not_below = (word | kHigh) - kOnes * 0x20;
    const std::uint64_t above = word + kOnes;
    return ((word | ~not_below | above) & kHigh) == 0;
}

/// Checks byte by byte from `i` on. Requires: the bytes before are whole characters.
Utf8Check check_utf8_from(std::string_view bytes, std::size_t i) noexcept {
    const char* const p = bytes.data();
    const std::size_t size = bytes.size();
    const auto byte = [p](std::size_t at) { return static_cast<unsigned char>(p[at]); };
    while (true) {
        i += plain_run(p + i, size - i);
        if (i == size) return {i, false};
        // Runs of characters past ASCII, as names are, stay in this inner loop.
        do {
            const unsigned lead = byte(i);
            // RFC 3629, section 4: the second byte's range depends on the first.
            std::size_t length = 0;
            unsigned low = 0x80;
            unsigned high = 0xBF;
            if (lead >= 0xE1 && lead <= 0xEC) {
                length = 3;
            } else if (lead >= 0xC2 && lead <= 0xDF) {
                length = 2;
            } else if (lead >= 0xE0 && lead <= 0xEF) {
                length = 3;
                if (lead == 0xE0) low = 0xA0;
                if (lead == 0xED) high = 0x9F;
            } else if (lead >= 0xF0 && lead <= 0xF4) {
                length = 4;
                if (lead == 0xF0) low = 0x90;
                if (lead == 0xF4) high = 0x8F;
            } else {
                return {i, true};
            }
            for (std::size_t k = 1; k < length; ++k) {
                if (i + k == size) return {i, false};
                const unsigned next = byte(i + k);
                if (next < low || next > high) return {i, true};
                low = 0x80;
                high = 0xBF;
            }
            i += length;
        } while (i < size && byte(i) >= 0x80);
    }
}

/// Where the last character before `at` begins; 0 if there is none.
/// Requires: the bytes before that character are sound, and it does not begin with a second byte.
std::size_t begin_of_character(std::string_view bytes, std::size_t at) {
    if (at == 0) return 0;
    --at;
    while ((static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) --at;
    return at;
}

/// Also of what is no valid UTF-8, since it is what somebody typed.
std::vector<std::string_view> split_characters(std::string_view text) {
    std::vector<std::string_view> characters;
    while (!text.empty()) {
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
            ++size;
        }
        characters.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return characters;
}

/// How many characters are added, lost, replaced, or swapped with the next one.
std::size_t distance(std::span<const std::string_view> a, std::span<const std::string_view> b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::vector<std::size_t> above;
    std::vector<std::size_t> above_that;
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        above_that = std::exchange(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swapped) row[j] = std::min(row[j], above_that[j - 2] + 1);
        }
    }
    return row.back();
}

/// How many characters a slip of the keyboard changes at most. One of Chinese is half a word, as is
/// one of two letters: `cn` is not `en` misspelt.
std::size_t most_slips(std::string_view word, std::size_t characters) {
    const bool is_ascii = word.size() == characters;
    return is_ascii && characters == 3 ? 1 : characters / 3;
}

}  // namespace

Utf8Check check_utf8(std::string_view bytes) noexcept {
    const std::size_t sound = sound_utf8_prefix(bytes, best_vectors());
    return check_utf8_from(bytes, begin_of_character(bytes, sound));
}

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) {
        const Character c = first_character(text);
        characters += c.code;
        text.remove_prefix(c.size);
    }
    return characters;
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    while (!text.empty()) {
        const Character c = first_character(text);
        text.remove_prefix(c.size);
        const int columns = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.code));
        width += static_cast<std::size_t>(std::max(columns, 0));
    }
    return width;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && begins_with_blank(text)) {
        text.remove_prefix(first_character(text).size);
    }
    while (!text.empty()) {
        const std::size_t last = begin_of_character(text, text.size());
        if (!begins_with_blank(text.substr(last))) break;
        text = text.substr(0, last);
    }
    return text;
}

bool has_unseen_characters(std::string_view text) noexcept {
    std::size_t i = 0;
    while (i + 8 <= text.size() && are_plain(text.data() + i)) i += 8;
    // What is left at the end is looked at together with bytes before it.
    const bool only_end_is_left = text.size() >= 8 && i + 8 > text.size();
    if (only_end_is_left && are_plain(text.data() + text.size() - 8)) return false;
    while (i < text.size()) {
        if (i + 8 <= text.size() && are_plain(text.data() + i)) {
            i += 8;
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_hanzi = byte >= 0xE4 && byte <= 0xE9;  // of three bytes, and nothing unseen
        if (is_hanzi) {
            i += 3;
            continue;
        }
        // With these begin all unseen characters past ASCII.
        const bool may_begin = byte == 0xC2 || byte == 0xD8 || (byte >= 0xE1 && byte <= 0xE3) ||
                               byte == 0xEF || byte == 0xF3;
        if (byte < 0x80 && is_unseen(byte)) return true;
        if (may_begin && is_unseen(first_character(text.substr(i)).code)) return true;
        ++i;
    }
    return false;
}

std::string shown(std::string_view text, std::size_t limit) {
    std::string result;
    std::size_t sound = check_utf8(text).valid;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == limit) return result + "…";
        if (sound == 0) {
            result += fmt::format("\\x{{{:02X}}}", static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            sound = check_utf8(text).valid;
            continue;
        }
        const Character c = first_character(text);
        if (c.code == '\n') {
            result += "\\n";
        } else if (c.code == '\t') {
            result += "\\t";
        } else if (is_unseen(c.code) || (is_blank(c.code) && c.code != ' ' && c.code != 0x3000)) {
            result += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(c.code));
        } else {
            result += text.substr(0, c.size);
        }
        text.remove_prefix(c.size);
        sound -= c.size;
        if (sound == 0) sound = check_utf8(text).valid;
    }
    return result;
}

std::string shown_cell(std::string_view cell, std::size_t limit) {
    std::string result;
    std::string_view rest = cell.substr(0, check_utf8(cell).valid);
    const std::string_view unsound = cell.substr(rest.size());
    while (!rest.empty()) {
        const std::string_view run = front_number(rest);
        if (run.empty()) {
            const std::size_t size = first_character(rest).size;
            result += rest.substr(0, size);
            rest.remove_prefix(size);
        } else {
            append_masked_number(result, run);
            rest.remove_prefix(run.size());
        }
    }
    return shown(result + std::string(unsound), limit);
}

std::string masked(std::string_view number) {
    const std::size_t characters = count_characters(number);
    if (characters <= 4) return std::string(characters, '*');
    std::size_t tail = number.size();
    for (int kept = 0; kept < 4;) {
        --tail;
        if ((static_cast<unsigned char>(number[tail]) & 0xC0U) != 0x80U) ++kept;
    }
    return std::string(characters - 4, '*') + shown(number.substr(tail));
}

std::optional<Mask> parse_mask(std::string_view word) {
    if (word == "last4") return Mask::last4;
    if (word == "first6-last4") return Mask::first6_last4;
    if (word == "none") return Mask::none;
    return std::nullopt;
}

std::string masked(std::string_view number, Mask mask) {
    if (mask == Mask::none) return shown(number, number.size());
    constexpr std::size_t kShownFirst = 6;
    constexpr std::size_t kIdentityCharacters = 15;
    const std::size_t characters = count_characters(number);
    const bool shows_first = mask == Mask::first6_last4 && characters >= kIdentityCharacters &&
                             characters == number.size();
    if (!shows_first) return masked(number);
    return shown(number.substr(0, kShownFirst)) + masked(number.substr(kShownFirst));
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
    const std::string typed = in_lower_case(word);
    const auto characters = split_characters(typed);
    std::optional<std::string> best;
    std::size_t best_distance = most_slips(word, characters.size()) + 1;
    for (const std::string& candidate : known) {
        const std::string lowered = in_lower_case(candidate);
        const std::size_t d = distance(characters, split_characters(lowered));
        if (d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    if (best || characters.size() < 2) return best;
    const auto begun = std::find_if(known.begin(), known.end(), [&](const std::string& candidate) {
        return in_lower_case(candidate).starts_with(typed);
    });
    if (begun != known.end()) best = *begun;
    return best;
}

Bilingual joined(std::span<const std::string> words) {
    return {fmt::format("{}", fmt::join(words, ", ")), fmt::format("{}", fmt::join(words, "、"))};
}

Bilingual joined(std::span<const Bilingual> words) {
    Bilingual list;
    for (const Bilingual& word : words) {
        list.en += (list.en.empty() ? "" : ", ") + word.en;
        list.zh += (list.zh.empty() ? "" : "、") + word.zh;
    }
    return list;
}

}  // namespace certrec
