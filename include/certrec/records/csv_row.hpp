/// \file
/// What stands in one row of a CSV file, and what are the columns called?
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/text_buffer.hpp"

namespace certrec {

/// One row. All views are valid until whoever read it is asked for the next row.
class CsvRow {
  public:
    static constexpr std::size_t kPadding = PaddedView::kPadding;

    /// The row as it stands in the file, quotes and all, without the line ending.
    [[nodiscard]] std::string_view bytes() const { return {block_ + begin_, end() - begin_}; }
    [[nodiscard]] PaddedView padded_bytes() const { return PaddedView(bytes()); }

    [[nodiscard]] std::size_t size() const { return size_; }

    /// The value of field `index` (from 0), quotes undone. After it kPadding more bytes can be
    /// read, whatever they are. Requires: index < size().
    [[nodiscard, gnu::always_inline]] std::string_view field(std::size_t index) const {
        const std::string_view raw = raw_field(index);
        if (*raw.data() != '"') return raw;  // what stands after an empty field is no quote
        if (doubled_quotes_) return unquoted(raw);
        return {raw.data() + 1, raw.size() - 2};
    }

    /// The field as it stands in the file. Requires: index < size().
    [[nodiscard, gnu::always_inline]] std::string_view raw_field(std::size_t index) const {
        const std::size_t begin = begin_of(index);
        return {block_ + begin, ends_[index] - begin};
    }

    /// The line on which the row begins, from 1.
    [[nodiscard]] std::uint64_t line() const { return line_; }

    /// Where field `index` begins. O(length of the row). Requires: index < size().
    [[nodiscard]] Location location(std::size_t index) const;

    /// Where the row begins, without a column.
    [[nodiscard]] Location location() const { return {source_->name, line_, 0}; }

  private:
    friend class CsvBlocks;
    friend class RowParser;
    friend class RowScanner;

    [[nodiscard]] std::size_t end() const { return ends_[size_ - 1]; }
    [[nodiscard]] std::size_t begin_of(std::size_t index) const {
        return index == 0 ? begin_ : ends_[index - 1] + std::size_t{1};
    }
    [[nodiscard]] std::string_view unquoted(std::string_view raw) const;

    const ByteSource* source_ = nullptr;
    const char* block_ = nullptr;
    std::size_t begin_ = 0;                // in block_
    const std::uint32_t* ends_ = nullptr;  // of each field, in block_
    std::size_t size_ = 0;
    std::uint64_t line_ = 0;
    bool doubled_quotes_ = false;  // there may be doubled quotes in quoted fields
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

    /// The names of the columns as the file has them: where other names are usual for a column,
    /// names() has the one that certrec gives it.
    [[nodiscard]] const std::vector<std::string>& found_names() const {
        return found_names_.empty() ? names_ : found_names_;
    }

  private:
    friend class CsvBlocks;
    std::string bytes_;
    std::vector<std::string> names_;
    std::vector<std::string> found_names_;
    std::vector<Location> locations_;
};

}  // namespace certrec
