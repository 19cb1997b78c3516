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

/// What SHA-256 has in hand between two blocks.
using Sha256State = std::array<std::uint32_t, 8>;

/// The digest of the parts, one after the other.
[[nodiscard]] Sha256 sha256(std::initializer_list<std::string_view> parts);
[[nodiscard]] Sha256 sha256(std::string_view bytes);

/// HMAC-SHA256 under a key, which is hashed once for all its messages.
class HmacSha256 {
  public:
    explicit HmacSha256(std::span<const std::uint8_t> key);

    /// The code of the parts, one after the other.
    [[nodiscard]] Sha256 code(std::initializer_list<std::string_view> parts) const;

  private:
    Sha256State inner_;
    Sha256State outer_;
};

}  // namespace certrec
