/// \file
/// How is a row written as CSV? UTF-8, LF, quotes only where RFC 4180 needs them.
#pragma once

#include <string>
#include <string_view>

#include "certrec/base/io.hpp"

namespace certrec {

/// Collects rows in one buffer and hands them to the sink in large pieces, always at the end of a
/// row. What is still in the buffer when the writer is destroyed is dropped: `finish` hands it
/// over.
class CsvWriter {
  public:
    explicit CsvWriter(ByteSink sink);
    CsvWriter(const CsvWriter&) = delete;
    CsvWriter& operator=(const CsvWriter&) = delete;

    /// The next fields of the row exactly as they stood in another CSV file.
    void raw(std::string_view fields) {
        separate();
        buffer_ += fields;
    }

    /// The next field; quoted if it holds a comma, a quote or a line break.
    void field(std::string_view value);

    /// Ends the row. Requires: it has at least one field.
    void end_row() {
        buffer_ += '\n';
        in_row_ = false;
        if (buffer_.size() >= kFlushBytes) flush();
    }

    /// Hands over everything. Requires: no row is begun.
    void finish() { flush(); }

  private:
    static constexpr std::size_t kFlushBytes = 256U * 1024U;

    void separate() {
        if (in_row_) buffer_ += ',';
        in_row_ = true;
    }
    void flush();

    ByteSink sink_;
    std::string buffer_;
    bool in_row_ = false;
};

/// `value` as one CSV field, quoted if need be, appended to `row`.
void append_csv_field(std::string& row, std::string_view value);

}  // namespace certrec
