#include "base/gb18030.hpp"

#include <iconv.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"

namespace certrec {

namespace {

// GB 18030-2022, 5.2: one byte below 0x80; two bytes 0x81..0xFE, 0x40..0xFE without 0x7F; four
// bytes, of which the second and fourth are 0x30..0x39, and the first and third 0x81..0xFE.
constexpr unsigned kFirstLead = 0x81;
constexpr unsigned kLastLead = 0xFE;
constexpr unsigned kFirstTrail = 0x40;
constexpr unsigned kTrails = 256 - kFirstTrail;
constexpr std::size_t kMostBytes = 4;  // of a character, in either encoding
constexpr std::size_t kStep = 16;      // bytes that are looked at together

unsigned byte_of(char c) { return static_cast<unsigned char>(c); }
bool is_lead(unsigned byte) { return byte >= kFirstLead && byte <= kLastLead; }
bool is_digit(unsigned byte) { return byte >= 0x30 && byte <= 0x39; }

/// Bytes of UTF-8 in the order in which they stand in memory; 0 if there is no such character.
using PackedCharacter = std::uint32_t;

/// Of each two bytes.
using TwoByteTable = std::vector<PackedCharacter>;

std::size_t place_of(unsigned lead, unsigned trail) {
    return std::size_t{lead - kFirstLead} * kTrails + (trail - kFirstTrail);
}

/// How many bytes a character has, by its first one. Requires: it has more than one.
std::size_t size_of(char first) {
    const unsigned byte = byte_of(first);
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

class Iconv {
  public:
    Iconv() : descriptor_(::iconv_open("UTF-8", "GB18030")) {
        if (is_open()) return;
        throw Refusal(compose("this system cannot read GB18030: iconv does not know it",
                              "本系统无法读取 GB18030：iconv 不支持该编码"),
                      compose("save the file as CSV UTF-8", "请将文件另存为 CSV UTF-8"));
    }
    ~Iconv() {
        if (is_open()) ::iconv_close(descriptor_);
    }
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;

    /// The one character that `bytes` are; none if they are none.
    [[nodiscard]] std::string_view convert(std::span<char> bytes) {
        char* from = bytes.data();
        std::size_t left = bytes.size();
        char* to = character_.data();
        std::size_t room = character_.size();
        (void)::iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
        const bool done = ::iconv(descriptor_, &from, &left, &to, &room) == 0 && left == 0;
        return done ? std::string_view(character_.data(), character_.size() - room)
                    : std::string_view();
    }

  private:
    [[nodiscard]] bool is_open() const {
        return descriptor_ != reinterpret_cast<iconv_t>(std::intptr_t{-1});
    }

    iconv_t descriptor_;
    std::array<char, 4 * kMostBytes> character_{};
};

TwoByteTable make_table() {
    Iconv iconv;
    TwoByteTable table((kLastLead - kFirstLead + 1) * kTrails);
    for (unsigned lead = kFirstLead; lead <= kLastLead; ++lead) {
        for (unsigned trail = kFirstTrail; trail <= 0xFE; ++trail) {
            std::array<char, 2> bytes{static_cast<char>(lead), static_cast<char>(trail)};
            const std::string_view character = iconv.convert(bytes);
            if (character.size() < 2 || character.size() > kMostBytes ||
                character.size() != size_of(character.front())) {
                continue;
            }
            std::memcpy(&table[place_of(lead, trail)], character.data(), character.size());
        }
    }
    return table;
}

const TwoByteTable& two_byte_table() {
    static const TwoByteTable kTable = make_table();
    return kTable;
}

/// What the rows of GB 2312 hold, in order of the numbers.
std::vector<PackedCharacter> make_gb2312() {
    constexpr unsigned kFirstByte = 0xA1;
    constexpr unsigned kLastSymbols = 0xA9;
    constexpr unsigned kFirstHanzi = 0xB0;
    constexpr unsigned kLastHanzi = 0xF7;
    std::vector<PackedCharacter> characters;
    for (unsigned lead = kFirstByte; lead <= kLastHanzi; ++lead) {
        if (lead > kLastSymbols && lead < kFirstHanzi) continue;
        for (unsigned trail = kFirstByte; trail <= 0xFE; ++trail) {
            characters.push_back(two_byte_table()[place_of(lead, trail)]);
        }
    }
    std::sort(characters.begin(), characters.end());
    return characters;
}

/// How many of the 16 bytes at `p` come before the first that is not ASCII.
std::size_t ascii_before(const char* p) {
#ifdef __SSE2__
    const auto high = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
    return high == 0 ? kStep : static_cast<std::size_t>(std::countr_zero(high));
#else
    std::size_t count = 0;
    while (count < kStep && byte_of(p[count]) < 0x80) ++count;
    return count;
#endif
}

}  // namespace

struct Gb18030Decoder::Mapping {
    Iconv iconv{};
};

Gb18030Decoder::Gb18030Decoder() : mapping_(std::make_unique<Mapping>()) {}
Gb18030Decoder::~Gb18030Decoder() = default;
Gb18030Decoder::Gb18030Decoder(Gb18030Decoder&&) noexcept = default;
Gb18030Decoder& Gb18030Decoder::operator=(Gb18030Decoder&&) noexcept = default;

Gb18030Decoder::Decoded Gb18030Decoder::decode(std::string_view bytes, char* text) {
    const PackedCharacter* const table = two_byte_table().data();
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    const char* p = begin;
    char* to = text;
    while (p != end) {
        if (end - p >= static_cast<std::ptrdiff_t>(kStep)) {
            const std::size_t plain = ascii_before(p);
            std::memcpy(to, p, kStep);
            p += plain;
            to += plain;
            if (plain == kStep) continue;
        } else if (byte_of(*p) < 0x80) {
            *to++ = *p++;
            continue;
        }
        const char* const stretch = p;
        while (end - p >= 2 && is_lead(byte_of(p[0])) && byte_of(p[1]) >= kFirstTrail) {
            const PackedCharacter character = table[place_of(byte_of(p[0]), byte_of(p[1]))];
            if (character == 0) break;
            std::memcpy(to, &character, sizeof character);
            to += size_of(*to);
            p += 2;
        }
        if (p != stretch) continue;
        if (end - p < 4) break;
        std::array<char, 4> four{p[0], p[1], p[2], p[3]};
        const std::string_view character = mapping_->iconv.convert(four);
        if (character.size() < 2 || character.size() > kMostBytes) break;
        std::memcpy(to, character.data(), character.size());
        to += character.size();
        p += 4;
    }
    return {static_cast<std::size_t>(p - begin), static_cast<std::size_t>(to - text)};
}

bool Gb18030Decoder::may_go_on(std::string_view bytes) {
    if (bytes.size() >= kMostBytes) return false;
    if (!bytes.empty() && !is_lead(byte_of(bytes[0]))) return false;
    if (bytes.size() >= 2 && !is_digit(byte_of(bytes[1]))) return false;
    return bytes.size() < 3 || is_lead(byte_of(bytes[2]));
}

bool is_in_gb2312(std::string_view text) {
    static const std::vector<PackedCharacter> kCharacters = make_gb2312();
    while (!text.empty()) {
        const std::size_t size = byte_of(text[0]) < 0x80 ? 1 : size_of(text[0]);
        PackedCharacter character = 0;
        std::memcpy(&character, text.data(), size);
        if (size > 1 && !std::binary_search(kCharacters.begin(), kCharacters.end(), character)) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

}  // namespace certrec
