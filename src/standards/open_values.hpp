/// \file
/// Which values does a standard leave unstated? Private; certrec-standard(5), OPEN VALUES.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certrec/standards/standard.hpp"
#include "records/toml.hpp"

namespace certrec {

/// Which values the published text leaves unstated, and which of them are there after all.
class OpenValues {
  public:
    /// Reads the tables `open` of the standard.
    void read(TomlTable& standard);

    /// Nothing of an outline has to be there.
    void allow_all() { allow_all_ = true; }

    /// Reports one that is there already at `key` of `table`.
    void add(OpenValue value, const TomlTable& table, std::string_view key);

    /// Whether `table` has the key. If it has, the value is no longer open; if it has not and is
    /// not open either, that is reported.
    [[nodiscard]] bool states(TomlTable& table, std::string_view key, const std::string& id);

    [[nodiscard]] bool has(const std::string& id) { return find(id) != values_.end(); }
    void drop(const std::string& id);
    [[nodiscard]] std::vector<OpenValue> take() { return std::move(values_); }

  private:
    std::vector<OpenValue>::iterator find(const std::string& id);

    std::vector<OpenValue> values_;
    bool allow_all_ = false;
};

}  // namespace certrec
