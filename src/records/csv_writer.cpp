#include "certrec/records/csv_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "records/csv_scan.hpp"

namespace certrec {

namespace {

/// Eight bytes as one word; a bit of every byte is set where `c` stands.
constexpr std::uint64_t eight(char c) {
    return 0x0101010101010101U * static_cast<unsigned char>(c);
}

/// Whether one of the bytes is `c`: only a byte of zero has its upper bit set by the subtraction
/// and not before, or one above it that borrows.
constexpr bool has_byte(std::uint64_t bytes, char c) {
    const std::uint64_t zero_where_equal = bytes ^ eight(c);
    return ((zero_where_equal - eight('\x01')) & ~zero_where_equal & eight('\x80')) != 0;
}

bool has_special(const char* eight_bytes) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight_bytes, sizeof bytes);
    return has_byte(bytes, ',') || has_byte(bytes, '"') || has_byte(bytes, '\n') ||
           has_byte(bytes, '\r');
}

bool needs_quotes(std::string_view value) {
    const char* const p = value.data();
    const std::size_t size = value.size();
    // The last step overlaps the one before it.
    if (size >= kWindow) {
        for (std::size_t at = 0; at + kWindow < size; at += kWindow) {
            if (special_bytes(p + at) != 0) return true;
        }
        return special_bytes(p + size - kWindow) != 0;
    }
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8) {
            if (has_special(p + at)) return true;
        }
        return has_special(p + size - 8);
    }
    return std::any_of(value.begin(), value.end(), is_special);
}

}  // namespace

void append_csv_field(std::string& row, std::string_view value) {
    if (!needs_quotes(value)) {
        row += value;
        return;
    }
    row += '"';
    for (std::size_t quote = value.find('"'); quote != std::string_view::npos;
         quote = value.find('"')) {
        row += value.substr(0, quote + 1);
        row += '"';
        value.remove_prefix(quote + 1);
    }
    row += value;
    row += '"';
}

void CsvText::field(std::string_view value) {
    if (!needs_quotes(value)) {
        raw(value);
        return;
    }
    char* const begin = room_for(2 * value.size() + 3);
    char* to = begin;
    *to = ',';
    to += begun_;
    *to++ = '"';
    for (const char c : value) {
        *to++ = c;
        if (c == '"') *to++ = c;
    }
    *to++ = '"';
    size_ += static_cast<std::size_t>(to - begin);
    begun_ = 1;
}

/// Makes room for `size` more bytes.
void CsvText::grow(std::size_t size) {
    const std::size_t capacity = std::max(size_ + size, 2 * capacity_);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    view().copy(larger.get(), size_);
    text_ = std::move(larger);
    capacity_ = capacity;
}

CsvWriter::CsvWriter(ByteSink sink) : sink_(std::move(sink)) {}

void CsvWriter::finish() {
    if (text_.view().empty()) return;
    sink_(text_.view());
    text_.clear();
}

}  // namespace certrec
