#include "certrec/base/encoding.hpp"

namespace certrec {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::optional<std::uint32_t> digit_value(std::string_view alphabet, char c) {
    const auto position = alphabet.find(c);
    if (position == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint32_t>(position);
}

}  // namespace

std::string format_hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHexDigits[byte >> 4U];
        text += kHexDigits[byte & 0xFU];
    }
    return text;
}

std::optional<Bytes> parse_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = digit_value(kHexDigits, text[i]);
        const auto low = digit_value(kHexDigits, text[i + 1]);
        if (!high || !low) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(*high << 4U | *low));
    }
    return bytes;
}

std::string format_base64(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group = group << 8U | (j < count ? bytes[i + j] : std::uint8_t{0});
        }
        for (std::size_t j = 0; j < 4; ++j) {
            text += j <= count ? kBase64Digits[group >> (18 - 6 * j) & 0x3FU] : '=';
        }
    }
    return text;
}

std::optional<Bytes> parse_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::size_t padding = 0;
        if (i + 4 == text.size()) {
            if (text[i + 3] == '=') ++padding;
            if (padding == 1 && text[i + 2] == '=') ++padding;
        }
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            std::optional<std::uint32_t> digit = 0;
            if (j < 4 - padding) digit = digit_value(kBase64Digits, text[i + j]);
            if (!digit) return std::nullopt;
            group = group << 6U | *digit;
        }
        // Bits that no byte uses must be zero, else two spellings would mean the same bytes.
        if ((group & ((1U << (8 * padding)) - 1)) != 0) return std::nullopt;
        for (std::size_t j = 0; j < 3 - padding; ++j) {
            bytes.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * j)));
        }
    }
    return bytes;
}

}  // namespace certrec
