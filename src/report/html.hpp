/// \file
/// How does text stand in HTML or SVG? So that nothing in it is taken for markup. Private.
#pragma once

#include <string>
#include <string_view>

namespace certrec {

/// Appends `text` as it may stand between tags and in quoted attributes.
/// Requires: valid UTF-8 without control characters, which no escape brings into HTML.
void append_html(std::string& page, std::string_view text);

/// What append_html appends.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace certrec
