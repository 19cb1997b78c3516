#include "base/utf16.hpp"

#include <cstdint>

namespace certrec {

namespace {

constexpr char32_t kHighSurrogate = 0xD800;
constexpr char32_t kLowSurrogate = 0xDC00;
constexpr char32_t kAfterSurrogates = 0xE000;
constexpr char32_t kSupplementary = 0x10000;

char32_t unit_at(std::string_view bytes, std::size_t at, ByteOrder order) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return order == ByteOrder::little ? char32_t{first} | char32_t{second} << 8U
                                      : char32_t{second} | char32_t{first} << 8U;
}

bool is_surrogate(char32_t unit) { return unit >= kHighSurrogate && unit < kAfterSurrogates; }
bool is_low(char32_t unit) { return unit >= kLowSurrogate && unit < kAfterSurrogates; }

char* write_utf8(char32_t code, char* to) {
    const auto following = [code](unsigned shift) {
        return static_cast<char>(0x80U | (code >> shift & 0x3FU));
    };
    if (code < 0x80) {
        *to++ = static_cast<char>(code);
        return to;
    }
    if (code < 0x800) {
        *to++ = static_cast<char>(0xC0U | code >> 6U);
    } else {
        if (code < kSupplementary) {
            *to++ = static_cast<char>(0xE0U | code >> 12U);
        } else {
            *to++ = static_cast<char>(0xF0U | code >> 18U);
            *to++ = following(12);
        }
        *to++ = following(6);
    }
    *to++ = following(0);
    return to;
}

}  // namespace

Utf16Decoded decode_utf16(std::string_view bytes, ByteOrder order, char* text) {
    std::size_t at = 0;
    char* to = text;
    while (bytes.size() - at >= 2) {
        const char32_t unit = unit_at(bytes, at, order);
        if (!is_surrogate(unit)) {
            to = write_utf8(unit, to);
            at += 2;
            continue;
        }
        if (is_low(unit) || bytes.size() - at < 4) break;
        const char32_t low = unit_at(bytes, at + 2, order);
        if (!is_low(low)) break;
        to = write_utf8(kSupplementary + ((unit - kHighSurrogate) << 10U) + (low - kLowSurrogate),
                        to);
        at += 4;
    }
    return {at, static_cast<std::size_t>(to - text)};
}

bool may_go_on_as_utf16(std::string_view bytes, ByteOrder order) {
    if (bytes.size() < 2) return true;
    const char32_t unit = unit_at(bytes, 0, order);
    return is_surrogate(unit) && !is_low(unit) && bytes.size() < 4;
}

}  // namespace certrec
