/// \file
/// What should the CSV reader say of a file? A second parser, one character at a time and as plain
/// as can be, to compare with; and sources that hand over bytes in small pieces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../base/random.hpp"
#include "certrec/base/io.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec::testing {

struct NaiveField {
    std::string value;
    std::string raw;
    std::string place;  ///< line:column
};

struct NaiveRow {
    std::string bytes;
    std::uint64_t line = 0;
    std::vector<NaiveField> fields;
};

struct NaiveCsv {
    std::vector<NaiveRow> rows;  ///< the header is the first
    std::string refused_at;      ///< line:column; empty if the file is sound
    std::string reason;          ///< words that the message must hold
};

/// Requires: fewer bytes than the cap on a row.
[[nodiscard]] NaiveCsv parse_naively(std::string_view bytes);

/// What CsvReader says of the same bytes, handed over as `source` does.
[[nodiscard]] NaiveCsv read_with_reader(ByteSource source);

/// Adds the rows that `reader` still has; throws as it does.
void add_rows(CsvReader& reader, NaiveCsv& csv);
void add_rows(RowScanner& scanner, NaiveCsv& csv);

/// The bytes in pieces of 1 to `most` bytes.
[[nodiscard]] ByteSource read_in_pieces(std::string bytes, std::size_t most, std::uint64_t seed);

/// The first difference between the two in words; empty if there is none.
[[nodiscard]] std::string difference(const NaiveCsv& expected, const NaiveCsv& found);

/// A field, quoted or not, with whatever may stand in it.
[[nodiscard]] std::string random_csv_field(Dice& dice);

/// Rows as they should be; now and then one thing is wrong.
[[nodiscard]] std::string random_csv(Dice& dice, std::size_t max_rows);

/// Bytes that make a file wrong nearly wherever they stand.
[[nodiscard]] const std::vector<std::string>& csv_poison();

}  // namespace certrec::testing
