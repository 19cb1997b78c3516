/// \file
/// How is a word compared without regard to the case of its letters? Private.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace certrec {

/// `text` with a to z in place of A to Z, and all else as it is.
[[nodiscard]] inline std::string in_lower_case(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered;
}

}  // namespace certrec
