#include "certrec/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/compose.hpp"

namespace certrec {

namespace {

struct Character {
    char32_t code;
    std::size_t size;
};

/// The character at the front of valid, non-empty UTF-8.
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0) {
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
}

constexpr bool is_control(char32_t c) {
    const bool changes_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                                   c == 0x200E || c == 0x200F || c == 0x061C;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || changes_direction || c == 0x2028 || c == 0x2029;
}

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode 15 East Asian Width W and F, in coarse blocks: enough for hanzi, kana, hangul, full-width
// forms and emoji, the wide characters that tables of certification records hold.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};
constexpr std::array kCombining = {
    Range{0x0300, 0x036F}, Range{0x200B, 0x200D}, Range{0x20D0, 0x20FF},
    Range{0x302A, 0x302D}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};

template <typename Ranges>
bool within(const Ranges& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](Range r) { return c >= r.first && c <= r.last; });
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
    while (i < size && p[i] > 0) ++i;
    return i;
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

Utf8Check check_utf8(std::string_view bytes) noexcept {
    const char* const p = bytes.data();
    const std::size_t size = bytes.size();
    const auto byte = [p](std::size_t i) { return static_cast<unsigned char>(p[i]); };
    std::size_t i = 0;
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

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    while (!text.empty()) {
        const Character c = first_character(text);
        text.remove_prefix(c.size);
        if (c.code < 0x300) {
            ++width;
        } else if (!within(kCombining, c.code)) {
            width += within(kWide, c.code) ? 2 : 1;
        }
    }
    return width;
}

bool has_control_characters(std::string_view text) noexcept {
    while (!text.empty()) {
        const Character c = first_character(text);
        if (is_control(c.code)) return true;
        text.remove_prefix(c.size);
    }
    return false;
}

std::string shown(std::string_view text, std::size_t limit) {
    std::string result;
    text = text.substr(0, check_utf8(text).valid);
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == limit) return result + "…";
        const Character c = first_character(text);
        if (c.code == '\n') {
            result += "\\n";
        } else if (c.code == '\t') {
            result += "\\t";
        } else if (is_control(c.code)) {
            result += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(c.code));
        } else {
            result += text.substr(0, c.size);
        }
        text.remove_prefix(c.size);
    }
    return result;
}

std::string shown_cell(std::string_view cell, std::size_t limit) {
    constexpr std::size_t kIdentityDigits = 15;
    constexpr std::size_t kTail = 4;
    std::string text(cell);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
        if (end - begin >= kIdentityDigits)
            text.replace(begin, end - begin - kTail, end - begin - kTail, '*');
        begin = end + 1;
    }
    return shown(text, limit);
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

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
    const std::size_t limit = word.size() < 4 ? 1 : word.size() / 3;
    std::optional<std::string> best;
    std::size_t best_distance = limit + 1;
    for (const std::string& candidate : known) {
        const std::size_t d = distance(word, candidate);
        if (d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}

std::string joined(std::span<const std::string> words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace certrec
