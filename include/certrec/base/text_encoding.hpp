/// \file
/// In which encoding is a text that comes from elsewhere, and what does it say in UTF-8?
///
/// Files are UTF-8, with or without a byte order mark; UTF-16 with one; or GB18030, of which GBK
/// and GB 2312 are parts. What a byte of GB18030 means, the C library's iconv tells.
#pragma once

#include <optional>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"

namespace certrec {

enum class TextEncoding { utf8, gb18030, utf16 };

/// The encoding that `utf-8`, `gb18030` or `utf-16` names, or another usual name of one, in any
/// case of its letters. GBK, which is also CP936, and GB 2312 are parts of GB18030, and read as
/// that.
[[nodiscard]] std::optional<TextEncoding> parse_text_encoding(std::string_view word);

/// `source` as UTF-8 without a byte order mark, whatever it is in.
///
/// If `named` does not say, a byte order mark decides, and else the 256 KiB from the first byte on
/// that is not ASCII: what is UTF-8 throughout is UTF-8; what is not, but is GB18030 throughout, is
/// GB18030, which is told to `sink` once, as a note, unless most of it looks like UTF-8 with
/// damage. What is neither counts as the one that it is for longer. What could be both is UTF-8; a
/// note says so if no character has three bytes.
///
/// Reading throws Refusal, with line and column in characters, at the first bytes that are not
/// GB18030 or UTF-16, when all before them have been handed over; also, whether GB18030 was named
/// or found, at the first stretch of bytes that are not ASCII which says Chinese in UTF-8, and at
/// once for a file that is plainly UTF-8 and was named GB18030. What GB 2312 can write is never
/// taken for such a stretch; one that is, read either way, in GB 2312 goes unseen, as one name of
/// two characters in twenty-five does. Bytes that are not UTF-8 are handed over as they are, for
/// whoever reads them to refuse. Line feeds keep their places, so that a line and a column are
/// those of the source. UTF-8 is passed on unchanged at no cost but that of looking at its head.
[[nodiscard]] ByteSource decode_text(ByteSource source, std::optional<TextEncoding> named,
                                     DiagnosticSink sink);

}  // namespace certrec
