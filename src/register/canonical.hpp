/// \file
/// How are counts and digests spelt where every value has exactly one spelling? Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/sha256.hpp"

namespace certrec {

/// The number that decimal digits without leading zeros spell; nullopt for anything else or more
/// than 2^64 - 1.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text) noexcept;

/// The 32 bytes that 64 lower-case hexadecimal digits spell; nullopt for anything else.
[[nodiscard]] std::optional<Sha256> parse_digest(std::string_view text) noexcept;

/// The 32 bytes that canonical base64 spells; nullopt for anything else.
[[nodiscard]] std::optional<Sha256> parse_base64_digest(std::string_view text);

/// Cuts the text up to the next newline off the front; nullopt if there is no newline.
[[nodiscard]] std::optional<std::string_view> take_line(std::string_view& text) noexcept;

/// Whether the text may stand in a signed note: UTF-8 without NUL, no control character below
/// U+0020 but newline.
[[nodiscard]] bool is_note_text(std::string_view text) noexcept;

}  // namespace certrec
