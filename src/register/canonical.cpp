#include "register/canonical.hpp"

#include <algorithm>
#include <charconv>

#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

std::optional<std::uint64_t> parse_count(std::string_view text) noexcept {
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

std::optional<Sha256> parse_digest(std::string_view text) noexcept {
    Sha256 digest;
    if (!decode_hex(text, digest)) return std::nullopt;
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
