/// \file
/// How are the small parts written that every rule has: clauses, decimals, words? Private.
#pragma once

#include <optional>
#include <string_view>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/standard.hpp"
#include "records/toml.hpp"

namespace certrec {

/// A clause whose number and words stand in `table` itself.
[[nodiscard]] Clause read_clause(TomlTable& table);

/// A clause in a table of its own, at `key` of `parent`; a missing one is reported.
[[nodiscard]] Clause read_clause(TomlTable& parent, std::string_view key);

/// The same, if there is one.
[[nodiscard]] std::optional<Clause> read_optional_clause(TomlTable& parent, std::string_view key);

/// Decimals that cannot be negative; a negative one is reported.
[[nodiscard]] Decimal read_not_negative(TomlTable& table, std::string_view key);

/// Decimals above zero; any other is reported.
[[nodiscard]] Decimal read_positive(TomlTable& table, std::string_view key);

/// A period such as `"12 months"`, if there is one at `key`; any other text is reported.
[[nodiscard]] std::optional<Period> read_period(TomlTable& table, std::string_view key);

/// The word at `key`, if there is one; one that `parse` does not know is reported.
template <typename Value>
[[nodiscard]] std::optional<Value> read_word(TomlTable& table, std::string_view key,
                                             std::optional<Value> (*parse)(std::string_view)) {
    const auto word = table.optional_text(key);
    if (!word) return std::nullopt;
    const auto value = parse(*word);
    if (!value) {
        table.report(table.location(key), compose("unknown word '{0}' in '{1}'",
                                                  "“{1}”中有未知的词“{0}”", shown(*word), key));
    }
    return value;
}

/// Exactly one of two keys: whether it is the first. Reports none and both.
[[nodiscard]] bool is_first_of(TomlTable& table, std::string_view first, std::string_view second);

}  // namespace certrec
