#include "report/json_string.hpp"

#include <cstddef>

namespace certrec {

namespace {

constexpr bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20U || c == '"' || c == '\\';
}

void append_escaped(std::string& json, char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    switch (c) {
        case '"': json += "\\\""; return;
        case '\\': json += "\\\\"; return;
        case '\b': json += "\\b"; return;
        case '\f': json += "\\f"; return;
        case '\n': json += "\\n"; return;
        case '\r': json += "\\r"; return;
        case '\t': json += "\\t"; return;
        default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    json += "\\u00";
    json += kDigits[byte >> 4U];
    json += kDigits[byte & 15U];
}

}  // namespace

void append_json_string(std::string& json, std::string_view text) {
    json += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape(text[i])) continue;
        json += text.substr(begin, i - begin);
        append_escaped(json, text[i]);
        begin = i + 1;
    }
    json += text.substr(begin);
    json += '"';
}

}  // namespace certrec
