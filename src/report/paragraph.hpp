/// \file
/// How does a long text stand in lines that a terminal shows whole? Private.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certrec {

/// Appends `words` in lines of at most 98 columns, the first one indented by `indent` and the
/// others by two more. Breaks at spaces, and between any two wide characters.
void append_paragraph(std::string& text, std::size_t indent, std::string_view words);

}  // namespace certrec
