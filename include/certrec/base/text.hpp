/// \file
/// Questions about text: is it UTF-8, how wide is it, how is it shown safely?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec {

/// What checking a block of bytes as UTF-8 found.
struct Utf8Check {
    /// Length of the longest prefix that is whole, valid UTF-8 without NUL.
    std::size_t valid = 0;
    /// Whether the bytes after `valid` are wrong; if not, they are the beginning of a character
    /// whose end has not been seen (at most 3 bytes), or none.
    bool wrong = false;
};

/// Checks `bytes` as UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF) and
/// for NUL bytes. Fast on ASCII; linear always.
[[nodiscard]] Utf8Check check_utf8(std::string_view bytes) noexcept;

/// Number of code points in valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

/// The code points of valid UTF-8.
[[nodiscard]] std::u32string characters_of(std::string_view text);

/// Columns that valid UTF-8 `text` takes on a terminal: 2 for East Asian wide characters, 0 for
/// combining marks and control characters, 1 for others (Unicode as utf8proc knows it).
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// `text` for a message, whatever its bytes: what is not UTF-8 is written as \x{..}; unseen
/// characters, and blanks that look like a space, are written as \n, \t, \u{...}; longer than
/// `limit` characters, it ends in an ellipsis.
[[nodiscard]] std::string shown(std::string_view text, std::size_t limit = 60);

/// A cell for a message: as `shown`, with all but the last four characters of every number of 15 or
/// more digits masked (also in groups with blanks or hyphens between, also full-width),
/// since an identity number may stand in the wrong column.
[[nodiscard]] std::string shown_cell(std::string_view cell, std::size_t limit = 60);

/// The number of an identity document for a message: all but the last four characters are `*`; a
/// number of four characters or fewer is all `*`.
[[nodiscard]] std::string masked(std::string_view number);

/// How much of the number of an identity document is shown.
enum class Mask {
    last4,         ///< its last four characters
    first6_last4,  ///< of 15 characters or more the first six, too: where the document was issued
    none,          ///< all of it
};

/// The mask that `last4`, `first6-last4` or `none` names.
[[nodiscard]] std::optional<Mask> parse_mask(std::string_view word);

/// The number of an identity document as `mask` shows it: what it does not show is `*`. A number of
/// fewer than 15 characters has no more than its last four shown, unless all of it is.
[[nodiscard]] std::string masked(std::string_view number, Mask mask);

/// Whether the character is a space of some kind within a line: a tab, or what Unicode counts among
/// the separators (Zs), such as the no-break and the ideographic space.
[[nodiscard]] constexpr bool is_blank(char32_t c) noexcept {
    return c == '\t' || c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Whether nobody sees the character: a control character, one that changes the direction of the
/// text, or one without a width or a form that no word needs, such as U+200B, the byte order mark,
/// the fillers of Hangul, the empty pattern of Braille and the tags (U+E0000 to U+E007F). Joiners
/// and selectors of variants are not among them, which scripts and rare hanzi need.
[[nodiscard]] constexpr bool is_unseen(char32_t c) noexcept {
    const bool changes_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                                   c == 0x200E || c == 0x200F || c == 0x061C;
    const bool has_no_width =
        c == 0xAD || c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
    const bool has_no_form = c == 0x115F || c == 0x1160 || c == 0x180E || c == 0x2800 ||
                             c == 0x3164 || c == 0xFFA0 || (c >= 0xE0000 && c <= 0xE007F);
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || changes_direction || has_no_width ||
           has_no_form || c == 0x2028 || c == 0x2029;
}

/// Valid UTF-8 `text` without the blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// Whether `text`, if it is valid UTF-8, holds an unseen character.
[[nodiscard]] bool has_unseen_characters(std::string_view text) noexcept;

/// The element of `known` nearest to `word` by edit distance in characters, if it is near enough to
/// be a slip of the keyboard: a third of the characters, or one of a short word in ASCII; else
/// the first one of which `word`, of two characters at least, is the beginning. Two neighbours that
/// are swapped are one slip; the case of ASCII letters is none.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> known);

/// `a, b, c`, in Chinese `a、b、c`.
[[nodiscard]] Bilingual joined(std::span<const std::string> words);

/// The same, each word in its language.
[[nodiscard]] Bilingual joined(std::span<const Bilingual> words);

}  // namespace certrec
