#include "base/utf8_vector.hpp"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <cstdint>

namespace certrec {

#ifdef __x86_64__

namespace {

// John Keiser and Daniel Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2020):
// whatever can be wrong with two bytes that follow each other is a set of first bytes, given by
// both half bytes, and a set of second bytes, given by the upper half byte. Each kind of fault has
// a bit; three table look-ups tell which kinds the half bytes allow, and a fault is where all
// three agree. What two bytes do not tell is whether the second byte of three, or the second and
// third of four, are followed by one more.

constexpr std::uint16_t nibbles(unsigned from, unsigned to) {
    std::uint16_t set = 0;
    for (unsigned i = from; i <= to; ++i) set = static_cast<std::uint16_t>(set | 1U << i);
    return set;
}

struct Fault {
    std::uint16_t first_high;
    std::uint16_t first_low;
    std::uint16_t second_high;
};

constexpr std::uint16_t kAny = nibbles(0x0, 0xF);
constexpr std::uint16_t kAscii = nibbles(0x0, 0x7);
constexpr std::uint16_t kFollowing = nibbles(0x8, 0xB);
constexpr std::uint16_t kLeading = nibbles(0xC, 0xF);

/// By bit. The last one is a fault only where no character of three or four bytes is under way.
constexpr std::array<Fault, 8> kFaults = {{
    {kLeading, kAny, kAscii | kLeading},                        // too few bytes follow
    {kAscii, kAny, kFollowing},                                 // too many bytes follow
    {nibbles(0xC, 0xC), nibbles(0, 1), kFollowing},             // C0, C1: overlong
    {nibbles(0xE, 0xE), nibbles(0, 0), nibbles(0x8, 0x9)},      // E0 80..9F: overlong
    {nibbles(0xE, 0xE), nibbles(0xD, 0xD), nibbles(0xA, 0xB)},  // ED A0..BF: surrogates
    {nibbles(0xF, 0xF), nibbles(0, 0) | nibbles(0x5, 0xF), nibbles(0x8, 0x8)},
    // F0 80..8F: overlong; F5..FF: past U+10FFFF
    {nibbles(0xF, 0xF), nibbles(0x4, 0xF), nibbles(0x9, 0xB)},  // F4 90..: past U+10FFFF
    {kFollowing, kAny, kFollowing},                             // a third byte
}};

using Table = std::array<std::uint8_t, 16>;

constexpr Table table_of(std::uint16_t Fault::*half) {
    Table table{};
    for (unsigned nibble = 0; nibble < table.size(); ++nibble) {
        for (unsigned bit = 0; bit < kFaults.size(); ++bit) {
            const unsigned has = (kFaults[bit].*half >> nibble) & 1U;
            table[nibble] = static_cast<std::uint8_t>(table[nibble] | has << bit);
        }
    }
    return table;
}

constexpr Table kFirstHigh = table_of(&Fault::first_high);
constexpr Table kFirstLow = table_of(&Fault::first_low);
constexpr Table kSecondHigh = table_of(&Fault::second_high);

// Bytes from these on, less 0x80, keep the upper bit when these are subtracted with saturation.
constexpr char kThreeBytes = 0xE0 - 0x80;
constexpr char kFourBytes = 0xF0 - 0x80;
constexpr char kUpperBit = static_cast<char>(0x80);
constexpr char kLowerHalf = 0x0F;

/// Faults are looked for after so many steps.
constexpr std::size_t kStepsAtOnce = 64;

inline __m128i load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }

[[gnu::target("ssse3")]] std::size_t sound_prefix_ssse3(std::string_view bytes) noexcept {
    constexpr std::size_t kStep = 16;
    const __m128i first_high = load(kFirstHigh.data());
    const __m128i first_low = load(kFirstLow.data());
    const __m128i second_high = load(kSecondHigh.data());
    const __m128i lower_half = _mm_set1_epi8(kLowerHalf);
    const char* const p = bytes.data();
    const std::size_t whole = bytes.size() / kStep * kStep;
    __m128i previous = _mm_setzero_si128();
    std::size_t at = 0;
    while (at < whole) {
        const std::size_t begin = at;
        const std::size_t end = std::min(whole, at + kStepsAtOnce * kStep);
        __m128i faults = _mm_setzero_si128();
        for (; at < end; at += kStep) {
            const __m128i now = load(p + at);
            faults = _mm_or_si128(faults, _mm_cmpeq_epi8(now, _mm_setzero_si128()));
            const bool ascii = _mm_movemask_epi8(_mm_or_si128(now, previous)) == 0;
            const __m128i before = previous;
            previous = now;
            if (ascii) continue;
            const __m128i one_back = _mm_alignr_epi8(now, before, 15);
            const __m128i pairs = _mm_and_si128(
                _mm_and_si128(
                    _mm_shuffle_epi8(first_high,
                                     _mm_and_si128(_mm_srli_epi16(one_back, 4), lower_half)),
                    _mm_shuffle_epi8(first_low, _mm_and_si128(one_back, lower_half))),
                _mm_shuffle_epi8(second_high, _mm_and_si128(_mm_srli_epi16(now, 4), lower_half)));
            const __m128i under_way = _mm_or_si128(
                _mm_subs_epu8(_mm_alignr_epi8(now, before, 14), _mm_set1_epi8(kThreeBytes)),
                _mm_subs_epu8(_mm_alignr_epi8(now, before, 13), _mm_set1_epi8(kFourBytes)));
            faults = _mm_or_si128(
                faults, _mm_xor_si128(pairs, _mm_and_si128(under_way, _mm_set1_epi8(kUpperBit))));
        }
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) != 0xFFFF) return begin;
    }
    return whole;
}

/// The same in larger steps.
[[gnu::target("avx2")]] std::size_t sound_prefix_avx2(std::string_view bytes) noexcept {
    constexpr std::size_t kStep = 32;
    const __m256i first_high = _mm256_broadcastsi128_si256(load(kFirstHigh.data()));
    const __m256i first_low = _mm256_broadcastsi128_si256(load(kFirstLow.data()));
    const __m256i second_high = _mm256_broadcastsi128_si256(load(kSecondHigh.data()));
    const __m256i lower_half = _mm256_set1_epi8(kLowerHalf);
    const char* const p = bytes.data();
    const std::size_t whole = bytes.size() / kStep * kStep;
    __m256i previous = _mm256_setzero_si256();
    std::size_t at = 0;
    while (at < whole) {
        const std::size_t begin = at;
        const std::size_t end = std::min(whole, at + kStepsAtOnce * kStep);
        __m256i faults = _mm256_setzero_si256();
        for (; at < end; at += kStep) {
            const __m256i now = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + at));
            faults = _mm256_or_si256(faults, _mm256_cmpeq_epi8(now, _mm256_setzero_si256()));
            const bool ascii = _mm256_movemask_epi8(_mm256_or_si256(now, previous)) == 0;
            // The upper half of what came before, and the lower half of what comes now.
            const __m256i before = _mm256_permute2x128_si256(previous, now, 0x21);
            previous = now;
            if (ascii) continue;
            const __m256i one_back = _mm256_alignr_epi8(now, before, 15);
            const __m256i pairs = _mm256_and_si256(
                _mm256_and_si256(
                    _mm256_shuffle_epi8(
                        first_high, _mm256_and_si256(_mm256_srli_epi16(one_back, 4), lower_half)),
                    _mm256_shuffle_epi8(first_low, _mm256_and_si256(one_back, lower_half))),
                _mm256_shuffle_epi8(second_high,
                                    _mm256_and_si256(_mm256_srli_epi16(now, 4), lower_half)));
            const __m256i under_way =
                _mm256_or_si256(_mm256_subs_epu8(_mm256_alignr_epi8(now, before, 14),
                                                 _mm256_set1_epi8(kThreeBytes)),
                                _mm256_subs_epu8(_mm256_alignr_epi8(now, before, 13),
                                                 _mm256_set1_epi8(kFourBytes)));
            faults = _mm256_or_si256(
                faults,
                _mm256_xor_si256(pairs, _mm256_and_si256(under_way, _mm256_set1_epi8(kUpperBit))));
        }
        if (_mm256_testz_si256(faults, faults) == 0) return begin;
    }
    return whole;
}

}  // namespace

std::size_t sound_utf8_prefix(std::string_view bytes, Vectors vectors) noexcept {
    switch (vectors) {
        case Vectors::avx2: return sound_prefix_avx2(bytes);
        case Vectors::ssse3: return sound_prefix_ssse3(bytes);
        case Vectors::portable: break;
    }
    return 0;
}

#else

std::size_t sound_utf8_prefix(std::string_view, Vectors) noexcept { return 0; }

#endif

}  // namespace certrec
