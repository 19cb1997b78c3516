/// \file
/// What does UTF-16 say in UTF-8? Private.
#pragma once

#include <cstddef>
#include <string_view>

namespace certrec {

enum class ByteOrder { little, big };

struct Utf16Decoded {
    std::size_t taken = 0;    ///< bytes that were read
    std::size_t written = 0;  ///< bytes of their text
};

/// Writes the text of `bytes`, up to the first that are no whole character (RFC 2781, section 2.2),
/// to `text`, which has room for twice as many bytes.
[[nodiscard]] Utf16Decoded decode_utf16(std::string_view bytes, ByteOrder order, char* text);

/// Whether `bytes`, where `decode_utf16` stopped, may be the beginning of a character.
[[nodiscard]] bool may_go_on_as_utf16(std::string_view bytes, ByteOrder order);

}  // namespace certrec
