/// \file
/// What does one row of a block say, character by character, and what exactly is wrong with it?
/// Private: the slow half of RowScanner, for whatever is not plainly in order, and for headers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/records/csv_blocks.hpp"
#include "certrec/records/csv_row.hpp"

namespace certrec {

/// The place after the bytes `before` of a row that begins on `line`.
[[nodiscard]] Location location_in_row(const ByteSource& source, std::uint64_t line,
                                       std::string_view before);

/// Where each field of `row` begins. O(length of the row).
[[nodiscard]] std::vector<Location> locations_in_row(const ByteSource& source, const CsvRow& row);

class RowParser {
  public:
    /// `source` is for messages, and must outlive the parser.
    explicit RowParser(const ByteSource& source);

    /// Goes on with the rows of `block`, of whose bytes the first `sound` are UTF-8 without NUL.
    void start(const CsvBlock& block, std::size_t sound);

    /// Reads the row that begins at the place `begin` of the block's buffer, on `line`. False if
    /// the block ends there. Throws Refusal as CsvReader does.
    bool parse(std::size_t begin, std::uint64_t line);

    /// The row that was parsed last, and where the next one begins.
    [[nodiscard]] const CsvRow& row() const { return row_; }
    [[nodiscard]] std::size_t next_begin() const { return next_begin_; }
    [[nodiscard]] std::uint64_t next_line() const { return next_line_; }

  private:
    void finish(std::size_t end, std::size_t next_begin);
    [[nodiscard]] std::size_t end_of_plain(std::size_t at) const;
    [[nodiscard]] std::size_t after_quoted(std::size_t open) const;
    [[nodiscard]] std::size_t after_line_end(std::size_t at) const;
    void require_end_of_file() const;
    [[noreturn]] void refuse_byte(std::size_t at) const;
    [[noreturn]] void refuse_long_row() const;
    [[noreturn]] void refuse_at(std::size_t position, Bilingual message, Bilingual hint) const;

    const CsvBlock* block_ = nullptr;
    const char* text_ = nullptr;  // the block's buffer
    std::size_t end_ = 0;         // of what is sound
    CsvRow row_;
    std::vector<std::uint32_t> ends_;
    std::size_t next_begin_ = 0;
    std::uint64_t next_line_ = 1;
};

}  // namespace certrec
