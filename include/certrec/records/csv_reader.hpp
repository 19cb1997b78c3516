/// \file
/// What rows does a CSV file hold, and where exactly does each field stand?
///
/// RFC 4180: quoted fields, doubled quotes, line breaks in quotes; rows end in LF or CRLF, the last
/// one may end in neither. A byte order mark is skipped. The text must be UTF-8 without NUL.
/// Reads in large blocks and allocates nothing per row or field, so memory does not grow with the
/// number of rows.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"

namespace certrec {

/// One row. All views are valid until the reader is asked for the next row.
class CsvRow {
  public:
    /// The row as it stands in the file, quotes and all, without the line ending.
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }

    /// The value of field `index` (from 0), quotes undone. Requires: index < size().
    [[nodiscard]] std::string_view field(std::size_t index) const {
        const std::string_view raw = raw_field(index);
        return raw.empty() || raw.front() != '"' ? raw : unquoted(raw);
    }

    /// The field as it stands in the file. Requires: index < size().
    [[nodiscard]] std::string_view raw_field(std::size_t index) const {
        const std::size_t begin = begin_of(index);
        return bytes_.substr(begin, ends_[index] - begin);
    }

    /// The line on which the row begins, from 1.
    [[nodiscard]] std::uint64_t line() const { return line_; }

    /// Where field `index` begins. O(length of the row). Requires: index < size().
    [[nodiscard]] Location location(std::size_t index) const;

    /// Where the row begins, without a column.
    [[nodiscard]] Location location() const { return {*file_, line_, 0}; }

  private:
    friend class CsvReader;

    [[nodiscard]] std::size_t begin_of(std::size_t index) const {
        return index == 0 ? 0 : ends_[index - 1] + 1;
    }
    [[nodiscard]] std::string_view unquoted(std::string_view raw) const;
    [[nodiscard]] Location location_of(std::size_t offset) const;

    const std::string* file_ = nullptr;
    std::string_view bytes_;
    std::uint64_t line_ = 0;
    std::vector<std::size_t> ends_;  // of each field, as an offset into bytes_
    mutable std::deque<std::string> decoded_;
    mutable std::size_t decoded_count_ = 0;
};

/// The first row: the names of the columns.
class CsvHeader {
  public:
    /// Where the column stands, from 0, or nullopt. Throws Refusal if two columns have that name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    /// Where the column stands. Throws Refusal, which lists the columns that there are and the
    /// likeliest one, if there is none of that name or two.
    [[nodiscard]] std::size_t require(std::string_view name) const;

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    /// The row as it stands in the file.
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

    [[nodiscard]] Location location(std::size_t index) const { return locations_.at(index); }

  private:
    friend class CsvReader;
    std::string bytes_;
    std::vector<std::string> names_;
    std::vector<Location> locations_;
};

/// Reads a header and then row after row. Every row must have as many fields as the header; empty
/// lines are passed over, except in a file of one column, where they are empty values.
///
/// Throws Refusal, with line and column, at the first place where the file is not what it should
/// be: empty, an open quote, a quote inside a plain field, text after a closing quote, a lone
/// carriage return, invalid UTF-8 or NUL, too few or too many fields, a row longer than
/// kMaxRowBytes.
class CsvReader {
  public:
    static constexpr std::size_t kBlockBytes = 256U * 1024U;
    static constexpr std::size_t kMaxRowBytes = 16U * 1024U * 1024U;

    explicit CsvReader(ByteSource source);

    /// Reads rows in the middle of a file: `rows` begins with a row that stands on `line`.
    CsvReader(ByteSource rows, const CsvHeader& header, std::uint64_t line);

    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    [[nodiscard]] const CsvHeader& header() const { return header_; }

    /// The next row, or nullptr at the end.
    [[nodiscard]] const CsvRow* next();

    [[nodiscard]] const std::string& file() const { return source_.name; }

    /// How many bytes of the source stand before the row that was read last (at first, the header),
    /// and before the next one; and the line of that.
    [[nodiscard]] std::uint64_t row_offset() const {
        return discarded_ + static_cast<std::uint64_t>(row_.bytes_.data() - buffer_.data());
    }
    [[nodiscard]] std::uint64_t next_offset() const { return discarded_ + row_begin_; }
    [[nodiscard]] std::uint64_t next_line() const { return line_; }

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    bool read_row();
    void finish_row(std::size_t end, std::size_t next_begin);
    std::size_t scan_quoted(std::size_t field_begin);
    std::size_t read_on_after(std::size_t position);
    std::size_t next_special();
    void restart_scan(std::size_t position);
    bool refill();
    [[noreturn]] void refuse_long_row() const;
    [[noreturn]] void refuse_at(std::size_t position, Bilingual message, Bilingual hint) const;

    ByteSource source_;
    std::string buffer_;
    std::size_t row_begin_ = 0;  // of the row being read, in buffer_
    std::size_t end_ = 0;        // of the checked bytes in buffer_
    std::size_t read_end_ = 0;   // of the bytes read; those after end_ are an unfinished character
    std::uint64_t discarded_ = 0;  // bytes of the source before those in buffer_
    bool at_end_ = false;          // nothing more to read
    bool bad_bytes_ = false;       // the byte at end_ is not UTF-8, or is NUL

    std::size_t window_ = 0;  // first byte of the 64 whose special bytes mask_ holds
    std::uint64_t mask_ = 0;
    std::uint64_t newlines_ = 0;  // inside the quoted fields of the row being read

    std::uint64_t line_ = 1;
    CsvRow row_;
    CsvHeader header_;
};

}  // namespace certrec
