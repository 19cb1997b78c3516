#include "register/canonical.hpp"

#include <algorithm>
#include <charconv>

#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr std::uint8_t kNoDigit = 0xFF;

// Every row of a register holds three digests, so this is looked up 192 times a row.
constexpr auto kHexValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
    for (std::uint8_t i = 10; i < 16; ++i) values[static_cast<std::size_t>('a' + i - 10)] = i;
    return values;
}();

std::uint8_t hex_value(char c) { return kHexValues[static_cast<unsigned char>(c)]; }

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text) noexcept {
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

std::optional<Sha256> parse_digest(std::string_view text) noexcept {
    Sha256 digest{};
    if (text.size() != 2 * digest.size()) return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const std::uint8_t high = hex_value(text[2 * i]);
        const std::uint8_t low = hex_value(text[2 * i + 1]);
        if (high == kNoDigit || low == kNoDigit) return std::nullopt;
        digest[i] = static_cast<std::uint8_t>(high << 4U | low);
    }
    return digest;
}

std::optional<Sha256> parse_base64_digest(std::string_view text) {
    const auto bytes = parse_base64(text);
    Sha256 digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
}

std::optional<std::string_view> take_line(std::string_view& text) noexcept {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

bool is_note_text(std::string_view text) noexcept {
    return check_utf8(text).valid == text.size() &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

}  // namespace certrec
