/// \file
/// How is a CSV file cut into blocks of whole rows, so that each can be read by itself?
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "certrec/base/io.hpp"
#include "certrec/records/csv_row.hpp"

namespace certrec {

/// Some rows of a file, one after the other, in memory that is used again for the next block.
class CsvBlock {
  public:
    /// How much is read at once; a block is larger only where a row is.
    static constexpr std::size_t kBytes = 256U * 1024U;

    [[nodiscard]] std::string_view bytes() const { return {buffer_.get() + begin_, end_ - begin_}; }

    /// How many bytes of the source stand before the block, and the line on which it begins.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }
    [[nodiscard]] std::uint64_t line() const { return line_; }

  private:
    friend class CsvBlocks;
    friend class RowParser;
    friend class RowScanner;

    /// What stands after the last byte.
    enum class After : std::uint8_t { next_row, end_of_file, rest_of_long_row };

    void reserve(std::size_t capacity, std::size_t kept);

    std::unique_ptr<char[]> buffer_;  // with room for kWindow bytes, all zero, after the last one
    std::size_t capacity_ = 0;        // without that room
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t offset_ = 0;
    std::uint64_t line_ = 1;
    After after_ = After::end_of_file;
};

/// Reads the header of a CSV file, and then its rows in blocks. Rows are told from line breaks in
/// quotes by counting quotes; whether the rows are what they should be is for RowScanner to say.
/// So a block is whole rows up to the first quote that stands in a wrong place.
class CsvBlocks {
  public:
    static constexpr std::size_t kMaxRowBytes = 16U * 1024U * 1024U;

    /// Throws Refusal as CsvReader does if the header is not what it should be.
    explicit CsvBlocks(ByteSource source);

    /// Cuts rows in the middle of a file: `rows` begins with a row that stands on `line`.
    CsvBlocks(ByteSource rows, const CsvHeader& header, std::uint64_t line);

    CsvBlocks(const CsvBlocks&) = delete;
    CsvBlocks& operator=(const CsvBlocks&) = delete;

    [[nodiscard]] const CsvHeader& header() const { return header_; }
    [[nodiscard]] const std::string& file() const { return source_.name; }
    /// For messages about rows that are read again.
    [[nodiscard]] const ByteSource& source() const { return source_; }

    /// Puts the next rows into `block`, whose memory is used again: about CsvBlock::kBytes, or one
    /// row if that is longer, up to kMaxRowBytes. False at the end. Allocates only for long rows.
    /// Throws what reading the source throws, when all rows before have been handed over.
    [[nodiscard]] bool next(CsvBlock& block);

    /// Whether the block that comes next is known to be the only one, as it is after the header of
    /// a file that is shorter than a block.
    [[nodiscard]] bool is_one_block() const { return has_first_ && at_end_; }

    /// How many bytes of the source stand before the header, and before the block that comes next;
    /// and the line of that.
    [[nodiscard]] std::uint64_t header_offset() const { return header_offset_; }
    [[nodiscard]] std::uint64_t next_offset() const {
        return has_first_ ? first_.offset_ : filled_offset_;
    }
    [[nodiscard]] std::uint64_t next_line() const {
        return has_first_ ? first_.line_ : filled_line_;
    }

  private:
    void fill(CsvBlock& block);
    [[nodiscard]] std::size_t read_on(CsvBlock& block, std::size_t size);
    void read_header();

    ByteSource source_;
    CsvHeader header_;
    std::uint64_t header_offset_ = 0;
    CsvBlock first_;  // the rows that were read together with the header
    bool has_first_ = false;
    std::string begun_row_;            // read with the block that was filled last, but not in it
    std::uint64_t filled_offset_ = 0;  // where the block after that one begins
    std::uint64_t filled_line_ = 1;
    bool at_end_ = false;  // nothing more to read
    std::exception_ptr failure_;
};

}  // namespace certrec
