/// \file
/// Where can a CSV file be cut, so that its parts can be read at the same time? Private.
#pragma once

#include <cstdint>
#include <vector>

#include "certrec/base/io.hpp"

namespace certrec {

/// Rows from the byte `begin` to the byte before `end`; the first one stands on `line`.
struct CsvPart {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t line = 1;
};

/// Cuts the rows of `store` that begin at `first` into parts of about `part_bytes`, each of which
/// begins at the beginning of a row. In a file whose quotes are wrong that holds up to the first
/// wrong one.
[[nodiscard]] std::vector<CsvPart> split_csv(const ByteStore& store, const CsvPart& rows,
                                             std::uint64_t part_bytes, unsigned threads);

}  // namespace certrec
