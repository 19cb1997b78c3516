/// \file
/// In which form do rows go out? What a command writes as CSV becomes the CSV that another program
/// wants, or JSON, while it is written.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/io.hpp"

namespace certrec {

enum class RowFormat {
    csv,
    json,   ///< one array, an object for each row
    jsonl,  ///< an object for each row, each on a line of its own
};

struct RowForm {
    RowFormat format = RowFormat::csv;
    /// The rest is of CSV only.
    char delimiter = ',';
    bool has_header = true;
    /// For Excel and LibreOffice: a byte order mark, lines that end in CRLF, and cells as
    /// spreadsheet_cell writes them.
    bool is_for_spreadsheet = false;

    friend bool operator==(const RowForm&, const RowForm&) = default;
};

/// Throws Refusal if two columns have one name: an object of JSON cannot hold both.
void refuse_doubled_keys(std::span<const std::string> columns);

/// Takes rows as CsvWriter writes them, header first, in pieces of any size, and hands them on in
/// the form. Memory does not grow with the number of rows.
///
/// In CSV fields keep the quotes that they have, and get some where the delimiter needs them; in
/// JSON every value is a string, keys in the order of the columns, a line for each row. Nothing
/// closes the array of JSON but `finish`: what breaks off before does not look complete.
class RowFilter {
  public:
    RowFilter(ByteSink sink, RowForm form);
    ~RowFilter();
    RowFilter(const RowFilter&) = delete;
    RowFilter& operator=(const RowFilter&) = delete;

    /// Throws Refusal at the header as refuse_doubled_keys does, if the form is JSON.
    void write(std::string_view csv);

    /// Hands over the rest. Requires: what was written ends with a row, or nothing was.
    void finish();

  private:
    class Writer;
    class Csv;
    class Json;

    enum class At { begin, plain, quoted, quote };

    std::size_t take_plain(std::string_view csv);
    std::size_t take_quoted(std::string_view csv);
    std::size_t take_after_quote(std::string_view csv);
    void end_field(std::string_view rest, bool is_quoted);
    void separate(char c);

    std::unique_ptr<Writer> writer_;
    At at_ = At::begin;
    std::string value_;  // of a field that has begun
};

}  // namespace certrec
