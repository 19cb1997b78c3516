/// \file
/// Where are the bytes that CSV is made of? Private: commas, quotes and line ends, 64 bytes at
/// once.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <cstddef>
#include <cstdint>

namespace certrec {

inline constexpr std::size_t kWindow = 64;

constexpr bool is_special(char c) { return c == ',' || c == '\n' || c == '"' || c == '\r'; }

/// One bit for each of the 64 bytes at `p` that is a comma, quote, line feed or carriage return.
inline std::uint64_t special_bytes(const char* p) {
    std::uint64_t mask = 0;
#ifdef __SSE2__
    const __m128i comma = _mm_set1_epi8(',');
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i line_feed = _mm_set1_epi8('\n');
    const __m128i carriage_return = _mm_set1_epi8('\r');
    for (unsigned part = 0; part < kWindow / 16; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * part));
        const __m128i found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, quote)),
            _mm_or_si128(_mm_cmpeq_epi8(bytes, line_feed), _mm_cmpeq_epi8(bytes, carriage_return)));
        const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
        mask |= std::uint64_t{bits} << (16 * part);
    }
#else
    for (unsigned i = 0; i < kWindow; ++i) {
        mask |= std::uint64_t{is_special(p[i])} << i;
    }
#endif
    return mask;
}

/// One bit for each of 64 bytes.
struct WindowBits {
    std::uint64_t separators = 0;  ///< commas and line feeds
    std::uint64_t line_feeds = 0;
    std::uint64_t quotes = 0;
    std::uint64_t carriage_returns = 0;
};

/// What the 64 bytes at `p` are.
inline WindowBits window_bits(const char* p) {
    WindowBits bits;
#ifdef __SSE2__
    const __m128i comma = _mm_set1_epi8(',');
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i line_feed = _mm_set1_epi8('\n');
    const __m128i carriage_return = _mm_set1_epi8('\r');
    const auto mask_of = [](__m128i found, unsigned part) {
        return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << (16 * part);
    };
    for (unsigned part = 0; part < kWindow / 16; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * part));
        const __m128i line_feeds = _mm_cmpeq_epi8(bytes, line_feed);
        const __m128i separators = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), line_feeds);
        bits.separators |= mask_of(separators, part);
        bits.line_feeds |= mask_of(line_feeds, part);
        bits.quotes |= mask_of(_mm_cmpeq_epi8(bytes, quote), part);
        bits.carriage_returns |= mask_of(_mm_cmpeq_epi8(bytes, carriage_return), part);
    }
#else
    for (unsigned i = 0; i < kWindow; ++i) {
        bits.separators |= std::uint64_t{p[i] == ',' || p[i] == '\n'} << i;
        bits.line_feeds |= std::uint64_t{p[i] == '\n'} << i;
        bits.quotes |= std::uint64_t{p[i] == '"'} << i;
        bits.carriage_returns |= std::uint64_t{p[i] == '\r'} << i;
    }
#endif
    return bits;
}

/// Bit i is the parity of bits 0 to i of `bits`.
constexpr std::uint64_t running_parity(std::uint64_t bits) {
    for (unsigned distance = 1; distance < kWindow; distance *= 2) bits ^= bits << distance;
    return bits;
}

/// One bit for each of the 64 bytes at `p` that is `wanted`.
inline std::uint64_t bytes_equal_to(const char* p, char wanted) {
    std::uint64_t mask = 0;
#ifdef __SSE2__
    const __m128i all_wanted = _mm_set1_epi8(wanted);
    for (unsigned part = 0; part < kWindow / 16; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * part));
        const auto bits =
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, all_wanted)));
        mask |= std::uint64_t{bits} << (16 * part);
    }
#else
    for (unsigned i = 0; i < kWindow; ++i) {
        mask |= std::uint64_t{p[i] == wanted} << i;
    }
#endif
    return mask;
}

}  // namespace certrec
