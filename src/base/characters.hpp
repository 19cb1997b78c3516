/// \file
/// Which characters does valid UTF-8 consist of, one after the other? Private to the library.
#pragma once

#include <cstddef>
#include <string_view>

namespace certrec {

struct Character {
    char32_t code;
    std::size_t size;  ///< in bytes
};

/// The character at the front of valid, non-empty UTF-8.
constexpr Character first_character(std::string_view text) {
    const auto byte = [text](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0) {
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
}

}  // namespace certrec
