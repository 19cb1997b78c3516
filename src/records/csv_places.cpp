#include "records/csv_places.hpp"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <bit>

#include "records/csv_scan.hpp"

namespace certrec {

namespace {

/// Writes the places of the bits, counted from `base`, and as many more as it likes up to kWindow.
inline std::uint32_t* write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
    std::uint32_t* const end = to + std::popcount(bits);
    const auto write_lowest = [&] {
        *to++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
    };
    while (bits != 0) {  // four at once, which is quicker than to ask after each
        write_lowest();
        write_lowest();
        write_lowest();
        write_lowest();
    }
    return end;
}

/// Writes how many places there are up to each of `line_feeds`, of which `places` has as many
/// before this window as `before`; and as many more as it likes up to kWindow.
[[gnu::always_inline]] inline std::uint32_t* write_row_ends(std::uint64_t line_feeds,
                                                            std::uint64_t places,
                                                            std::uint32_t before,
                                                            std::uint32_t* to) {
    std::uint32_t* const end = to + std::popcount(line_feeds);
    const auto write_lowest = [&] {
        const std::uint64_t up_to_it = places & (line_feeds ^ (line_feeds - 1));
        *to++ = before + static_cast<std::uint32_t>(std::popcount(up_to_it));
        line_feeds &= line_feeds - 1;
    };
    while (line_feeds != 0) {  // two at once, as above
        write_lowest();
        write_lowest();
    }
    return end;
}

/// Follows quotes and line ends from window to window.
class StructureScan {
  public:
    /// The separators outside quotes among the 64 bytes at `p`, which are `bits`; only those in
    /// `within` count. What is wrong first, if anything is, stands at the lowest bit of wrong().
    [[gnu::always_inline]] std::uint64_t separators(const char* p, WindowBits bits,
                                                    std::uint64_t within) {
        bits.separators &= within;
        bits.quotes &= within;
        bits.carriage_returns &= within;
        quoted_line_feeds_ = 0;
        std::uint64_t outside = ~std::uint64_t{0};
        if ((bits.quotes | inside_ | after_closing_) != 0) {
            outside = follow_quotes(p, bits, within);
        } else {
            may_open_ = bits.separators >> 63U;
        }
        if ((bits.carriage_returns | after_return_) != 0) {
            const std::uint64_t returns = bits.carriage_returns & outside;
            wrong_ |= (returns << 1U | after_return_) & within & ~bytes_equal_to(p, '\n');
            after_return_ = returns >> 63U;
        }
        return bits.separators & outside;
    }

    [[nodiscard]] std::uint64_t wrong() const { return wrong_; }
    /// Of the last window.
    [[nodiscard]] std::uint64_t quoted_line_feeds() const { return quoted_line_feeds_; }
    /// Whether any quote was doubled so far.
    [[nodiscard]] bool doubled_quotes() const { return doubled_quotes_; }

  private:
    /// The bytes outside quotes. An opening quote counts as inside, a closing one as outside, so
    /// that a doubled quote closes and opens again.
    [[gnu::always_inline]] std::uint64_t follow_quotes(const char* p, const WindowBits& bits,
                                                       std::uint64_t within) {
        const std::uint64_t inside = running_parity(bits.quotes) ^ inside_;
        const std::uint64_t opening = bits.quotes & inside;
        const std::uint64_t closing = bits.quotes & ~inside;
        const std::uint64_t separators = bits.separators & ~inside;
        const std::uint64_t after_closing = closing << 1U | after_closing_;
        const std::uint64_t may_open = (separators | closing) << 1U | may_open_;
        wrong_ |= opening & ~may_open;
        wrong_ |= after_closing & within & ~(separators | bits.quotes | bits.carriage_returns);
        doubled_quotes_ |= (opening & after_closing) != 0;
        if ((bits.separators & inside) != 0) {
            quoted_line_feeds_ = bytes_equal_to(p, '\n') & within & inside;
        }
        inside_ = std::uint64_t{0} - (inside >> 63U);
        after_closing_ = closing >> 63U;
        may_open_ = (separators | closing) >> 63U;
        return ~inside;
    }

    std::uint64_t inside_ = 0;         // all ones in quotes
    std::uint64_t may_open_ = 1;       // the byte before lets a quote open: 1 or 0
    std::uint64_t after_closing_ = 0;  // the byte before is a closing quote: 1 or 0
    std::uint64_t after_return_ = 0;   // the byte before is a carriage return outside quotes
    std::uint64_t wrong_ = 0;
    std::uint64_t quoted_line_feeds_ = 0;
    bool doubled_quotes_ = false;
};

/// Inlined into functions that may use other instructions.
template <typename BitsOfWindow>
[[gnu::always_inline]] inline CsvPlaces find_with(const BitsOfWindow& bits_of, const char* text,
                                                  std::size_t begin, std::size_t end,
                                                  std::uint32_t* places, std::uint32_t* row_ends,
                                                  std::vector<std::uint32_t>& quoted_line_feeds) {
    StructureScan scan;
    std::uint32_t* to = places;
    std::uint32_t* row_to = row_ends;
    for (std::size_t window = begin; window < end && scan.wrong() == 0; window += kWindow) {
        const std::size_t left = end - window;
        const std::uint64_t within =
            left < kWindow ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
        const char* const p = text + window;
        const WindowBits bits = bits_of(p);
        std::uint64_t separators = scan.separators(p, bits, within);
        if (scan.wrong() != 0) separators &= (scan.wrong() & -scan.wrong()) - 1;
        const auto base = static_cast<std::uint32_t>(window);
        row_to = write_row_ends(separators & bits.line_feeds, separators,
                                static_cast<std::uint32_t>(to - places), row_to);
        to = write_places(separators, base, to);
        for (std::uint64_t feeds = scan.quoted_line_feeds(); feeds != 0; feeds &= feeds - 1) {
            quoted_line_feeds.push_back(base + static_cast<std::uint32_t>(std::countr_zero(feeds)));
        }
    }
    return {static_cast<std::size_t>(to - places), static_cast<std::size_t>(row_to - row_ends),
            scan.doubled_quotes()};
}

template <typename BitsEqualTo>
[[gnu::always_inline]] inline ByteCounts count_with(const BitsEqualTo& bits_equal_to,
                                                    std::string_view bytes) {
    const auto ones = [](std::uint64_t bits) {
        return static_cast<std::uint64_t>(std::popcount(bits));
    };
    ByteCounts counts;
    for (; bytes.size() >= kWindow; bytes.remove_prefix(kWindow)) {
        counts.quotes += ones(bits_equal_to(bytes.data(), '"'));
        counts.line_feeds += ones(bits_equal_to(bytes.data(), '\n'));
    }
    for (const char c : bytes) {
        counts.quotes += std::uint64_t{c == '"'};
        counts.line_feeds += std::uint64_t{c == '\n'};
    }
    return counts;
}

#ifdef __x86_64__

[[gnu::target("avx2,bmi,popcnt")]] inline std::uint64_t mask_of(__m256i low, __m256i high) {
    const auto lower = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
    const auto upper = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
    return lower | std::uint64_t{upper} << 32U;
}

[[gnu::target("avx2,bmi,popcnt")]] inline WindowBits window_bits_avx2(const char* p) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + kWindow / 2));
    const __m256i comma = _mm256_set1_epi8(',');
    const __m256i line_feed = _mm256_set1_epi8('\n');
    const __m256i quote = _mm256_set1_epi8('"');
    const __m256i carriage_return = _mm256_set1_epi8('\r');
    const std::uint64_t line_feeds =
        mask_of(_mm256_cmpeq_epi8(low, line_feed), _mm256_cmpeq_epi8(high, line_feed));
    return {
        line_feeds | mask_of(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(high, comma)),
        line_feeds, mask_of(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
        mask_of(_mm256_cmpeq_epi8(low, carriage_return), _mm256_cmpeq_epi8(high, carriage_return))};
}

[[gnu::target("avx2,bmi,popcnt")]] CsvPlaces find_with_avx2(
    const char* text, std::size_t begin, std::size_t end, std::uint32_t* places,
    std::uint32_t* row_ends, std::vector<std::uint32_t>& quoted_line_feeds) {
    return find_with(window_bits_avx2, text, begin, end, places, row_ends, quoted_line_feeds);
}

[[gnu::target("avx2,bmi,popcnt")]] inline std::uint64_t bytes_equal_to_avx2(const char* p,
                                                                            char wanted) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + kWindow / 2));
    const __m256i all_wanted = _mm256_set1_epi8(wanted);
    return mask_of(_mm256_cmpeq_epi8(low, all_wanted), _mm256_cmpeq_epi8(high, all_wanted));
}

[[gnu::target("avx2,bmi,popcnt")]] ByteCounts count_with_avx2(std::string_view bytes) {
    return count_with(bytes_equal_to_avx2, bytes);
}

#endif

}  // namespace

CsvPlaces find_csv_places(const char* text, std::size_t begin, std::size_t end,
                          std::uint32_t* places, std::uint32_t* row_ends,
                          std::vector<std::uint32_t>& quoted_line_feeds, Vectors vectors) {
#ifdef __x86_64__
    if (vectors == Vectors::avx2) {
        return find_with_avx2(text, begin, end, places, row_ends, quoted_line_feeds);
    }
#endif
    return find_with(window_bits, text, begin, end, places, row_ends, quoted_line_feeds);
}

ByteCounts count_bytes(std::string_view bytes, Vectors vectors) {
#ifdef __x86_64__
    if (vectors == Vectors::avx2) return count_with_avx2(bytes);
#endif
    return count_with(bytes_equal_to, bytes);
}

}  // namespace certrec
