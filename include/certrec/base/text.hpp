/// \file
/// Questions about text: is it UTF-8, how wide is it, how is it shown safely?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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

/// `text` for a message, whatever its bytes: what is not UTF-8 is written as \x{..}; control
/// characters and characters that change the direction of the text are written as \n, \t, \u{...};
/// longer than `limit` characters, it ends in an ellipsis.
[[nodiscard]] std::string shown(std::string_view text, std::size_t limit = 60);

/// A cell for a message: as `shown`, with all but the last four characters of every number of 15 or
/// more digits masked (also in groups, also full-width), since an identity number may stand in the
/// wrong column.
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

/// Whether `text` holds a control character or one that changes the direction of the text.
[[nodiscard]] bool has_control_characters(std::string_view text) noexcept;

/// The element of `known` nearest to `word` by edit distance in characters, if it is near enough to
/// be a slip of the keyboard: a third of the characters, or one of a short word in ASCII; else
/// the first one of which `word`, of two characters at least, is the beginning.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> known);

/// `a, b, c`.
[[nodiscard]] std::string joined(std::span<const std::string> words);

}  // namespace certrec
