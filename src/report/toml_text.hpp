/// \file
/// How is a value written as TOML, or among others in JSON? Private.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace certrec {

/// `text` as a basic string. TOML's escapes are those of JSON.
[[nodiscard]] std::string toml_string(std::string_view text);

/// A bare key if it can be one.
[[nodiscard]] std::string toml_key(const std::string& name);

/// A value on one line: objects become inline tables. Members without a value are left out, since
/// TOML has no null.
[[nodiscard]] std::string toml_value(const nlohmann::ordered_json& value);

/// A JSON value as an element of an array that is indented by two.
[[nodiscard]] std::string indented_json(const nlohmann::ordered_json& value);

}  // namespace certrec
