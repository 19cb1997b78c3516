/// \file
/// How does a table stand in a page? Private.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "certrec/report/table.hpp"

namespace certrec {

/// Appends the table with `caption`, which only a screen reader reads, in a box that scrolls.
void append_page_table(std::string& page, const Table& table, std::string_view caption,
                       Language language);

/// How many columns of a terminal the table takes, about.
[[nodiscard]] std::size_t table_width(const Table& table, Language language);

}  // namespace certrec
