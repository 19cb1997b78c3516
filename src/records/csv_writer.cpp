#include "certrec/records/csv_writer.hpp"

#include <utility>

namespace certrec {

void append_csv_field(std::string& row, std::string_view value) {
    if (value.find_first_of(",\"\n\r") == std::string_view::npos) {
        row += value;
        return;
    }
    row += '"';
    for (const char c : value) {
        if (c == '"') row += '"';
        row += c;
    }
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
