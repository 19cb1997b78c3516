/// \file
/// What does the front of a file say about its encoding? Private.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/gb18030.hpp"

namespace certrec {

inline constexpr std::string_view kUtf8Mark = "\uFEFF";

/// Throws Refusal, with `file` as its place, if `head`, with which the file begins, is that of a
/// workbook, an archive, a PDF or a page: no text, or none of rows.
void refuse_other_formats(std::string_view head, const std::string& file);

/// Whether NUL bytes, and not few, stand nearly all at odd places, or at even ones, as in UTF-16 of
/// a table.
[[nodiscard]] bool looks_like_utf16(std::string_view head);

/// Where the first byte stands that is not ASCII, or the size.
[[nodiscard]] std::size_t ascii_length(std::string_view bytes);

/// Whether `head`, which begins with a byte that is not ASCII, is UTF-8 and hardly anything else.
[[nodiscard]] bool is_plainly_utf8(std::string_view head);

enum class EncodingGuess {
    utf8,
    gb18030,
    either,  ///< it is both, and has no character of three bytes in UTF-8
};

/// By `head`, which begins with the first byte that is not ASCII and goes to the end of the file if
/// `at_end`. Most files are plainly UTF-8, and then nothing else is asked; else `decoder` is made,
/// for whoever decodes the file then. Throws Refusal if it cannot be made.
[[nodiscard]] EncodingGuess guess_encoding(std::string_view head, bool at_end,
                                           std::optional<Gb18030Decoder>& decoder);

}  // namespace certrec
