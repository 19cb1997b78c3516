#include "base/utf8_in_gb18030.hpp"

#include <algorithm>

#include "base/gb18030.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Whether a byte is neither ASCII nor one of GB 2312, which begin at 0xA1.
bool is_beyond_gb2312(char c) { return static_cast<signed char>(c) < -0x5F; }

/// Where such a byte stands first, from `at` on.
std::size_t find_beyond_gb2312(std::string_view bytes, std::size_t at) {
    constexpr std::size_t kStep = 64;  // bytes that are looked at together
    for (; bytes.size() - at >= kStep; at += kStep) {
        bool any = false;
        for (const char c : bytes.substr(at, kStep)) any |= is_beyond_gb2312(c);
        if (any) break;
    }
    const auto* const found = std::find_if(bytes.begin() + at, bytes.end(), is_beyond_gb2312);
    return found == bytes.end() ? npos : static_cast<std::size_t>(found - bytes.begin());
}

bool is_chinese_utf8(std::string_view stretch) {
    const auto is_of_three = [](char c) { return static_cast<unsigned char>(c) >= 0xE0; };
    return check_utf8(stretch).valid == stretch.size() &&
           std::count_if(stretch.begin(), stretch.end(), is_of_three) >= 2 && is_in_gb2312(stretch);
}

}  // namespace

std::size_t find_chinese_utf8(std::string_view bytes) {
    for (std::size_t at = find_beyond_gb2312(bytes, 0); at != npos;
         at = find_beyond_gb2312(bytes, at)) {
        std::size_t begin = at;
        while (begin > 0 && is_high(bytes[begin - 1])) --begin;
        while (at < bytes.size() && is_high(bytes[at])) ++at;
        if (is_chinese_utf8(bytes.substr(begin, at - begin))) return begin;
    }
    return npos;
}

}  // namespace certrec
