/// \file
/// What does a TOML file say, and is every key in it known? Private: toml++ stays out of the public
/// headers.
///
/// A TomlTable is read key by key; whatever is missing or of the wrong type is reported with its
/// place and reading goes on, and `finish` reports the keys that nobody asked for.
#pragma once

// toml++ 3.3 refuses bytes that are no TOML, but asserts before that they are, or under Clang lets
// the compiler take it for granted. It is compiled once, with toml.cpp, and without what writes
// TOML, for which the program would need libm.
// clang-format off
#define TOML_HEADER_ONLY 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSUME
#define TOML_ASSUME(...) static_assert(true)
#include <toml++/toml.h>
// clang-format on

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/diagnostic.hpp"

namespace certrec {

inline constexpr std::size_t kMaxTomlBytes = 1024U * 1024U;
inline constexpr std::size_t kMaxTomlNesting = 32;

/// The document that `bytes` spell. Refuses, before toml++ sees it, what is larger than
/// kMaxTomlBytes, not UTF-8, or nested deeper than kMaxTomlNesting (brackets, or dots in one key),
/// because toml++ recurses without a bound. nullopt after a report to `sink`.
[[nodiscard]] std::optional<toml::table> parse_toml(std::string_view bytes, const std::string& file,
                                                    const DiagnosticSink& sink);

class TomlTable {
  public:
    /// `table`, `file` and `sink` must outlive this. `name` is how messages call the table.
    TomlTable(const toml::table& table, const std::string& file, const DiagnosticSink& sink,
              std::string name = "");

    [[nodiscard]] Location location() const;
    /// Where the value of `key` stands; the table's own place if there is none.
    [[nodiscard]] Location location(std::string_view key) const;
    /// Whether there is such a key, which then counts as known.
    [[nodiscard]] bool has(std::string_view key);

    /// Required values: reported if they are missing, of another type, or an array without
    /// elements; the result is then empty.
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] Bilingual bilingual(std::string_view key);
    [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    /// An integer, or a decimal written as a string ("59.5"), since TOML floats are binary.
    [[nodiscard]] Decimal decimal(std::string_view key);
    [[nodiscard]] bool boolean(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);

    /// Optional values: the key may be missing, but must not be of another type.
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view key);
    [[nodiscard]] std::optional<TomlTable> optional_table(std::string_view key);
    [[nodiscard]] std::vector<std::string> optional_texts(std::string_view key);
    [[nodiscard]] std::vector<TomlTable> optional_tables(std::string_view key);

    /// Reports every key that has not been asked for, with the likeliest one that could be meant.
    void finish() const;

    void report(const Location& at, Bilingual message, Bilingual hint = {}) const;

  private:
    [[nodiscard]] const toml::node* find(std::string_view key);
    [[nodiscard]] const toml::node* require(std::string_view key);
    /// Requires: there is such a key.
    void report_empty_array(std::string_view key) const;
    void report_type(std::string_view key, std::string_view en, std::string_view zh) const;
    [[nodiscard]] Location place(const toml::source_region& region) const;

    const toml::table* table_;
    const std::string* file_;
    const DiagnosticSink* sink_;
    std::string name_;
    std::vector<std::string> asked_;
};

}  // namespace certrec
