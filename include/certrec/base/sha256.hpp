/// \file
/// What is the digest of these bytes? SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace certrec {

using Sha256 = std::array<std::uint8_t, 32>;

/// The digest of the parts, one after the other.
[[nodiscard]] Sha256 sha256(std::initializer_list<std::string_view> parts);
[[nodiscard]] Sha256 sha256(std::string_view bytes);

/// HMAC-SHA256 of `message` under `key`.
[[nodiscard]] Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view message);

}  // namespace certrec
