/// \file
/// How is a row written as CSV? UTF-8, LF, quotes only where RFC 4180 needs them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "certrec/base/io.hpp"

namespace certrec {

/// Rows that are put together in memory, which is used again after `clear`.
class CsvText {
  public:
    /// The next fields of the row exactly as they stood in another CSV file, or as append_csv_field
    /// made them.
    [[gnu::always_inline]] void raw(std::string_view fields) {
        char* const to = room_for(fields.size() + 1);
        *to = ',';
        std::char_traits<char>::copy(to + begun_, fields.data(), fields.size());
        size_ += fields.size() + begun_;
        begun_ = 1;
    }

    /// The next field; quoted if it holds a comma, a quote or a line break.
    void field(std::string_view value);

    /// Ends the row. Requires: it has at least one field.
    void end_row() {
        *room_for(1) = '\n';
        ++size_;
        begun_ = 0;
    }

    /// All rows so far; valid until the next change.
    [[nodiscard]] std::string_view view() const { return {text_.get(), size_}; }

    void clear() {
        size_ = 0;
        begun_ = 0;
    }

  private:
    char* room_for(std::size_t size) {
        if (size > capacity_ - size_) grow(size);
        return text_.get() + size_;
    }
    void grow(std::size_t size);

    std::unique_ptr<char[]> text_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    std::size_t begun_ = 0;  // 1 when the row has a field, and a comma belongs before the next one
};

/// Collects rows in one buffer and hands them to the sink in large pieces, always at the end of a
/// row. What is still in the buffer when the writer is destroyed is dropped: `finish` hands it
/// over.
class CsvWriter {
  public:
    explicit CsvWriter(ByteSink sink);
    CsvWriter(const CsvWriter&) = delete;
    CsvWriter& operator=(const CsvWriter&) = delete;

    /// As in CsvText.
    void raw(std::string_view fields) { text_.raw(fields); }
    void field(std::string_view value) { text_.field(value); }
    void end_row() {
        text_.end_row();
        if (text_.view().size() >= kFlushBytes) finish();
    }

    /// Hands over everything. Requires: no row is begun.
    void finish();

  private:
    static constexpr std::size_t kFlushBytes = 256U * 1024U;

    ByteSink sink_;
    CsvText text_;
};

/// `value` as one CSV field, quoted if need be, appended to `row`.
void append_csv_field(std::string& row, std::string_view value);

}  // namespace certrec
