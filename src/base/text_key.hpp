/// \file
/// Which place in a small table does a text have? Private: for the few texts that come again and
/// again in the cells of a column.
#pragma once

#include <cstddef>
#include <string_view>

namespace certrec {

/// A number that differs for most pairs of such texts, of which it looks at three bytes: taken
/// modulo a power of two, it is a place. Requires: the text is not empty.
constexpr std::size_t text_key(std::string_view text) {
    const auto byte = [text](std::size_t i) {
        return std::size_t{static_cast<unsigned char>(text[i])};
    };
    return text.size() * 7 + byte(0) * 5 + byte(text.size() / 2) * 11 + byte(text.size() - 1);
}

}  // namespace certrec
