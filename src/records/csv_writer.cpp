#include "certrec/records/csv_writer.hpp"

#include <algorithm>
#include <utility>

#include "records/csv_scan.hpp"

namespace certrec {

namespace {

bool needs_quotes(std::string_view value) {
    if (value.size() < kWindow) return std::any_of(value.begin(), value.end(), is_special);
    // The last window overlaps the one before it.
    for (std::size_t at = 0; at + kWindow < value.size(); at += kWindow) {
        if (special_bytes(value.data() + at) != 0) return true;
    }
    return special_bytes(value.data() + value.size() - kWindow) != 0;
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

CsvWriter::CsvWriter(ByteSink sink) : sink_(std::move(sink)) {
    buffer_.reserve(kFlushBytes + kFlushBytes / 4);
}

void CsvWriter::field(std::string_view value) {
    separate();
    append_csv_field(buffer_, value);
}

void CsvWriter::flush() {
    if (buffer_.empty()) return;
    sink_(buffer_);
    buffer_.clear();
}

}  // namespace certrec
