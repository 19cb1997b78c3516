/// \file
/// What rows does a CSV file hold, and where exactly does each field stand?
///
/// RFC 4180: quoted fields, doubled quotes, line breaks in quotes; rows end in LF or CRLF, the last
/// one may end in neither. A byte order mark is skipped. The text must be UTF-8 without NUL.
/// Reads in large blocks and allocates nothing per row or field, so memory does not grow with the
/// number of rows.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "certrec/base/io.hpp"
#include "certrec/records/csv_blocks.hpp"
#include "certrec/records/csv_row.hpp"

namespace certrec {

class RowParser;

/// Reads row after row of a block in memory. Every row must have as many fields as the header;
/// empty lines are passed over, except in a file of one column, where they are empty values.
///
/// The commas and line ends of the whole block are found first, 64 bytes at a time; a row is then a
/// stretch of these places. Whatever is not plainly in order is read again, character by character,
/// by RowParser (src/records/row_parser.hpp), which knows what is wrong and where.
class RowScanner {
  public:
    /// For blocks of `csv`, which must outlive the scanner.
    explicit RowScanner(const CsvBlocks& csv);
    ~RowScanner();
    RowScanner(const RowScanner&) = delete;
    RowScanner& operator=(const RowScanner&) = delete;

    /// Goes on with the rows of `block`, which must stay as it is until they are read.
    void start(const CsvBlock& block);

    /// The next row, or nullptr at the end of the block. Throws Refusal as CsvReader does.
    [[nodiscard]] const CsvRow* next() {
        if (row_ends_[next_row_end_] != next_place_ + width_) return next_irregular();
        ++next_row_end_;
        take_row(places_.get() + next_place_, width_);
        return &row_;
    }

    /// How many bytes of the source stand before the row that was read last, and before the next
    /// one; and the line of that.
    [[nodiscard]] std::uint64_t row_offset() const { return offset_ + row_.begin_; }
    [[nodiscard]] std::uint64_t next_offset() const { return offset_ + row_begin_; }
    [[nodiscard]] std::uint64_t next_line() const { return line_; }

  private:
    void find_places(std::size_t begin, std::size_t end);
    void take_row(std::uint32_t* ends, std::size_t width) {
        const std::size_t end = ends[width - 1];
        if (end > row_begin_ && block_[end - 1] == '\r') --ends[width - 1];
        row_.begin_ = row_begin_;
        row_.ends_ = ends;
        row_.size_ = width;
        row_.line_ = line_;
        row_.decoded_count_ = 0;
        ++line_;
        for (; quoted_line_feeds_[next_quoted_] < end; ++next_quoted_) ++line_;
        row_begin_ = end + 1;
        next_place_ += width;
    }
    [[nodiscard]] const CsvRow* next_irregular();

    std::size_t width_;  // of the header
    CsvRow row_;
    std::unique_ptr<RowParser> parser_;

    // All places are counted from the beginning of the block's buffer.
    const char* block_ = nullptr;
    std::uint64_t offset_ = 0;  // of the buffer, in the source
    std::uint64_t line_ = 1;
    std::size_t row_begin_ = 0;
    std::unique_ptr<std::uint32_t[]> places_;    // of commas and line feeds outside quotes
    std::unique_ptr<std::uint32_t[]> row_ends_;  // how many of them there are up to each line feed
    std::size_t capacity_ = 0;                   // of both
    std::size_t next_place_ = 0;
    std::size_t next_row_end_ = 0;
    std::vector<std::uint32_t> quoted_line_feeds_;
    std::size_t next_quoted_ = 0;
};

/// Reads a header and then row after row, in one thread.
///
/// Throws Refusal, with line and column, at the first place where the file is not what it should
/// be: empty, an open quote, a quote inside a plain field, text after a closing quote, a lone
/// carriage return, invalid UTF-8 or NUL, too few or too many fields, a row longer than
/// kMaxRowBytes.
class CsvReader {
  public:
    static constexpr std::size_t kBlockBytes = CsvBlock::kBytes;
    static constexpr std::size_t kMaxRowBytes = CsvBlocks::kMaxRowBytes;

    explicit CsvReader(ByteSource source);

    /// Reads rows in the middle of a file: `rows` begins with a row that stands on `line`.
    CsvReader(ByteSource rows, const CsvHeader& header, std::uint64_t line);

    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    [[nodiscard]] const CsvHeader& header() const { return blocks_.header(); }

    /// The next row, or nullptr at the end.
    [[nodiscard]] const CsvRow* next() {
        while (true) {
            if (in_block_) {
                if (const CsvRow* const row = scanner_.next()) return row;
            }
            if (!next_block()) return nullptr;
        }
    }

    [[nodiscard]] const std::string& file() const { return blocks_.file(); }

    /// How many bytes of the source stand before the row that was read last (at first, the header),
    /// and before the next one; and the line of that.
    [[nodiscard]] std::uint64_t row_offset() const {
        return in_block_ ? scanner_.row_offset() : blocks_.header_offset();
    }
    [[nodiscard]] std::uint64_t next_offset() const {
        return in_block_ ? scanner_.next_offset() : blocks_.next_offset();
    }
    [[nodiscard]] std::uint64_t next_line() const {
        return in_block_ ? scanner_.next_line() : blocks_.next_line();
    }

  private:
    bool next_block();

    CsvBlocks blocks_;
    CsvBlock block_;
    RowScanner scanner_;
    bool in_block_ = false;
};

}  // namespace certrec
