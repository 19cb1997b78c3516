/// \file
/// How are awards and persons compared without keeping their texts in memory? Private.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "certrec/register/holder.hpp"

namespace certrec {

/// The first half of a SHA-256: two different texts having the same is out of the question.
using ShortDigest = std::array<std::uint8_t, 16>;

struct ShortDigestHash {
    [[nodiscard]] std::size_t operator()(const ShortDigest& digest) const noexcept {
        std::size_t hash = 0;
        std::memcpy(&hash, digest.data(), sizeof hash);
        return hash;
    }
};

[[nodiscard]] ShortDigest digest_person(std::string_view id_type, std::string_view id_number);
[[nodiscard]] ShortDigest digest_award(const AwardKey& key);

}  // namespace certrec
