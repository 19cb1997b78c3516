/// \file
/// How is a row of holders.csv or reasons.csv taken apart? Private.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certrec {

/// Cuts one CSV field, with the comma after it, off the front. Lenient about spelling: whoever
/// parses a row compares it with the only right one.
[[nodiscard]] std::string take_csv_field(std::string_view& row);

/// The same, of a field that is never quoted; points into the row.
[[nodiscard]] std::string_view take_plain_field(std::string_view& row);

/// Whether the text is UTF-8 without control characters.
[[nodiscard]] bool is_recordable(std::string_view text);

}  // namespace certrec
