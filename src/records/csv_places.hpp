/// \file
/// Where do fields and rows end in a block of CSV, and where the block? Private: the fast half of
/// RowScanner and of CsvBlocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/vectors.hpp"

namespace certrec {

struct CsvPlaces {
    std::size_t count = 0;
    std::size_t row_count = 0;    ///< of line feeds among them
    bool doubled_quotes = false;  ///< there are doubled quotes in quoted fields
};

/// Writes the places of the commas and line feeds outside quotes in [begin, end) of `text` to
/// `places`, how many there are up to each line feed, and with it, to `row_ends`, and the places of
/// line feeds in quotes to `quoted_line_feeds`, in order; stops before the first byte that may not
/// stand where it does.
///
/// Requires: a row begins at `begin`; `text` can be read kWindow bytes beyond `end`, and `places`
/// and `row_ends` have room for kWindow more than there are bytes; places have 32 bits; the
/// processor has `vectors`.
[[nodiscard]] CsvPlaces find_csv_places(const char* text, std::size_t begin, std::size_t end,
                                        std::uint32_t* places, std::uint32_t* row_ends,
                                        std::vector<std::uint32_t>& quoted_line_feeds,
                                        Vectors vectors);

struct ByteCounts {
    std::uint64_t quotes = 0;
    std::uint64_t line_feeds = 0;

    ByteCounts& operator+=(const ByteCounts& more) {
        quotes += more.quotes;
        line_feeds += more.line_feeds;
        return *this;
    }
};

/// How many quotes and line feeds there are. Requires: the processor has `vectors`.
[[nodiscard]] ByteCounts count_bytes(std::string_view bytes, Vectors vectors);

}  // namespace certrec
