/// \file
/// How are bytes written as text? Hexadecimal, base64 and base45, strictly.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certrec {

using Bytes = std::vector<std::uint8_t>;

/// Lower-case hexadecimal.
[[nodiscard]] std::string format_hex(std::span<const std::uint8_t> bytes);
void append_hex(std::string& text, std::span<const std::uint8_t> bytes);

/// Puts the bytes that lower-case hexadecimal spells into `bytes`; false, with any bytes there, if
/// the text is anything else or of another length.
[[nodiscard]] bool decode_hex(std::string_view text, std::span<std::uint8_t> bytes) noexcept;

/// The bytes that lower-case hexadecimal spells; nullopt for anything else.
[[nodiscard]] std::optional<Bytes> parse_hex(std::string_view text);

/// Standard base64 with padding (RFC 4648, section 4).
[[nodiscard]] std::string format_base64(std::span<const std::uint8_t> bytes);

/// The bytes that canonical base64 spells: padded, no white space, unused bits zero. nullopt for
/// anything else, so that each sequence of bytes has one spelling.
[[nodiscard]] std::optional<Bytes> parse_base64(std::string_view text);

/// Base45 (RFC 9285): the characters that a QR code holds in its alphanumeric mode.
[[nodiscard]] std::string format_base45(std::span<const std::uint8_t> bytes);

/// The bytes that base45 spells; nullopt for anything else. Each sequence of bytes has one
/// spelling.
[[nodiscard]] std::optional<Bytes> parse_base45(std::string_view text);

}  // namespace certrec
