/// \file
/// How does a text stand in JSON? Private.
#pragma once

#include <string>
#include <string_view>

namespace certrec {

/// Appends `text`, which is UTF-8, in quotes; only what RFC 8259, section 7 says must be escaped
/// is.
void append_json_string(std::string& json, std::string_view text);

}  // namespace certrec
