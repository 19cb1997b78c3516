/// \file
/// What did the administrator fix for this register? The file register.toml.
///
///     format = 1
///     origin = "register.example.org/skills"
///     issuer = { en = "Example Agency", zh = "示例机构" }
///     agency = "GD01"
///     number = "{agency}{year}{level}{serial:6}"
/// and, once the register has had more than one key, the `[[key]]` tables of key_ring.hpp. What a
/// pattern may hold stands in number_pattern.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/key_ring.hpp"
#include "certrec/register/number_pattern.hpp"

namespace certrec {

struct RegisterConfig {
    /// Names the log and its key for ever: no Unicode space, plus, apostrophe or control character.
    std::string origin;
    /// The agency, as certificates print it.
    Bilingual issuer;
    /// The agency's code and the pattern of the numbers.
    NumberPattern number;
    /// The keys over time, as parse_key_list reads them, all of this origin; empty if the register
    /// lists none and has one key.
    std::vector<ListedKey> keys;
};

/// The configuration that `bytes` state. Everything that is wrong with it is reported to `sink`
/// with its place; nullopt if anything was. `file` is for the places.
[[nodiscard]] std::optional<RegisterConfig> parse_register_config(std::string_view bytes,
                                                                  const std::string& file,
                                                                  const DiagnosticSink& sink);

}  // namespace certrec
