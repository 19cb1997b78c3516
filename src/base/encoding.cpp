#include "certrec/base/encoding.hpp"

#include <endian.h>

#include <cstddef>
#include <cstring>

namespace certrec {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::string_view kBase45Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

std::optional<std::uint32_t> digit_value(std::string_view alphabet, char c) {
    const auto position = alphabet.find(c);
    if (position == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint32_t>(position);
}

// Every row of a register holds three digests, so digits are made and read eight at a time, each in
// a byte of its own of a word whose lowest byte is the first.
constexpr std::size_t kHexGroup = 4;  // bytes
constexpr std::uint64_t kEachByte = 0x0101010101010101U;

/// The digits of eight values below 16.
std::uint64_t to_hex_digits(std::uint64_t values) {
    const std::uint64_t is_letter = (values + kEachByte * (0x80 - 10)) >> 7U & kEachByte;
    return values + kEachByte * '0' + is_letter * ('a' - 10 - '0');
}

void format_hex_group(const std::uint8_t* bytes, char* digits) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    std::uint64_t spread = ::le32toh(word);
    spread = (spread | spread << 16U) & 0x0000FFFF0000FFFFU;
    spread = (spread | spread << 8U) & 0x00FF00FF00FF00FFU;
    const std::uint64_t values =
        (spread >> 4U & kEachByte * 0xF) | (spread << 8U & 0x0F000F000F000F00U);
    const std::uint64_t text = ::htole64(to_hex_digits(values & kEachByte * 0xF));
    std::memcpy(digits, &text, sizeof text);
}

/// False if one of the digits is none.
bool parse_hex_group(const char* digits, std::uint8_t* bytes) {
    std::uint64_t text = 0;
    std::memcpy(&text, digits, sizeof text);
    text = ::le64toh(text);
    // Right for digits; whatever else there is does not come out of its value again.
    const std::uint64_t values = (text & kEachByte * 0xF) + (text >> 6U & kEachByte) * 9;
    const bool is_right = (values & kEachByte * 0xF0) == 0 && to_hex_digits(values) == text;
    std::uint64_t packed = (values << 4U | values >> 8U) & 0x00FF00FF00FF00FFU;
    packed = (packed | packed >> 8U) & 0x0000FFFF0000FFFFU;
    packed |= packed >> 16U;
    const std::uint32_t word = ::htole32(static_cast<std::uint32_t>(packed));
    std::memcpy(bytes, &word, sizeof word);
    return is_right;
}

}  // namespace

std::string format_hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    append_hex(text, bytes);
    return text;
}

void append_hex(std::string& text, std::span<const std::uint8_t> bytes) {
    std::size_t at = text.size();
    text.resize(at + 2 * bytes.size());
    for (; bytes.size() >= kHexGroup; bytes = bytes.subspan(kHexGroup), at += 2 * kHexGroup) {
        format_hex_group(bytes.data(), text.data() + at);
    }
    for (const std::uint8_t byte : bytes) {
        text[at++] = kHexDigits[byte >> 4U];
        text[at++] = kHexDigits[byte & 0xFU];
    }
}

bool decode_hex(std::string_view text, std::span<std::uint8_t> bytes) noexcept {
    if (text.size() != 2 * bytes.size()) return false;
    bool is_right = true;
    for (; bytes.size() >= kHexGroup; bytes = bytes.subspan(kHexGroup)) {
        is_right &= parse_hex_group(text.data(), bytes.data());
        text.remove_prefix(2 * kHexGroup);
    }
    for (std::uint8_t& byte : bytes) {
        const auto high = digit_value(kHexDigits, text[0]);
        const auto low = digit_value(kHexDigits, text[1]);
        if (!high || !low) return false;
        byte = static_cast<std::uint8_t>(*high << 4U | *low);
        text.remove_prefix(2);
    }
    return is_right;
}

std::optional<Bytes> parse_hex(std::string_view text) {
    Bytes bytes(text.size() / 2);
    if (!decode_hex(text, bytes)) return std::nullopt;
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

std::string format_base45(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() + 1) / 2 * 3);
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const bool is_pair = i + 1 < bytes.size();
        std::uint32_t value = is_pair ? bytes[i] * 256U + bytes[i + 1] : bytes[i];
        for (int digits = is_pair ? 3 : 2; digits > 0; --digits, value /= 45) {
            text += kBase45Digits[value % 45];
        }
    }
    return text;
}

std::optional<Bytes> parse_base45(std::string_view text) {
    if (text.size() % 3 == 1) return std::nullopt;
    Bytes bytes;
    bytes.reserve((text.size() + 2) / 3 * 2);
    for (; !text.empty(); text.remove_prefix(text.size() < 3 ? text.size() : 3)) {
        const std::size_t digits = text.size() < 3 ? 2 : 3;
        std::uint32_t value = 0;
        for (std::size_t i = digits; i > 0; --i) {
            const auto digit = digit_value(kBase45Digits, text[i - 1]);
            if (!digit) return std::nullopt;
            value = value * 45 + *digit;
        }
        if (value >= (digits == 3 ? 65536U : 256U)) return std::nullopt;
        if (digits == 3) bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    return bytes;
}

}  // namespace certrec
