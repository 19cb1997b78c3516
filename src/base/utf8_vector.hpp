/// \file
/// How far is a text UTF-8, looked at in large steps? Private: the fast half of check_utf8.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/vectors.hpp"

namespace certrec {

/// The length of some prefix of `bytes` that is valid UTF-8 without NUL up to its last character,
/// of which nothing is known. It ends a few thousand bytes before the first fault at most, or a few
/// dozen before the end; without vectors it is empty.
/// Requires: the processor has `vectors`.
[[nodiscard]] std::size_t sound_utf8_prefix(std::string_view bytes, Vectors vectors) noexcept;

}  // namespace certrec
