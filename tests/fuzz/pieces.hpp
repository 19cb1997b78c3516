/// \file
/// Does it matter how much is read at a time? For the fuzz targets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "certrec/base/io.hpp"

namespace certrec::fuzz {

/// The bytes, at most `size` of them at each read.
inline ByteSource in_pieces(std::string bytes, std::size_t size) {
    const auto at = std::make_shared<std::size_t>(0);
    return {"fuzz.csv", [at, size, bytes = std::move(bytes)](std::span<char> into) {
                const std::size_t count = std::min({into.size(), bytes.size() - *at, size});
                std::memcpy(into.data(), bytes.data() + *at, count);
                *at += count;
                return count;
            }};
}

}  // namespace certrec::fuzz
