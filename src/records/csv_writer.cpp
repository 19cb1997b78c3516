#include "certrec/records/csv_writer.hpp"

#include <algorithm>
#include <utility>

namespace certrec {

namespace {

bool needs_quotes(std::string_view value) {
    return std::any_of(value.begin(), value.end(),
                       [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
}

}  // namespace

void append_csv_field(std::string& row, std::string_view value) {
    if (!needs_quotes(value)) {
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
