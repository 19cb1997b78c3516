/// \file
/// How is a condition written in TOML? Private; certrec-standard(5), CONDITIONS.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/standards/standard.hpp"
#include "records/toml.hpp"
#include "standards/read_parts.hpp"

namespace certrec {

/// Reads each word of the array `key`, which must be there, with `parse`, reporting the words it
/// does not know.
template <typename Value>
[[nodiscard]] std::vector<Value> read_words(TomlTable& table, std::string_view key,
                                            std::optional<Value> (*parse)(std::string_view));

/// What a condition names and where, to be looked up when the whole standard is known.
struct Reference {
    enum class To { level, lower_level, open_value } to = To::level;
    std::string id;
    Location at;
};

/// Reads conditions and collects what they refer to.
class ConditionReader {
  public:
    explicit ConditionReader(std::vector<Reference>& references) : references_(references) {}

    /// The condition that `table` is; reports a table that is none, or more than one.
    [[nodiscard]] Condition read(TomlTable& table) const;

    [[nodiscard]] TrainingCondition read_training(TomlTable& table) const;

  private:
    [[nodiscard]] std::vector<Condition> read_parts(TomlTable& table, std::string_view key) const;
    [[nodiscard]] AtLeast read_at_least(TomlTable& table) const;
    [[nodiscard]] CertificateCondition read_certificate(TomlTable& table) const;
    [[nodiscard]] EmploymentCondition read_employment(TomlTable& table) const;
    [[nodiscard]] OpenCondition read_open(TomlTable& table) const;
    [[nodiscard]] TeachingCondition read_teaching(TomlTable& table) const;

    std::vector<Reference>& references_;
};

}  // namespace certrec
