/// \file
/// How is scoring written in TOML: components, scheme, resits? Private; certrec-standard(5).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/standards/standard.hpp"
#include "records/toml.hpp"
#include "standards/open_values.hpp"

namespace certrec {

/// Reads `component`, `scoring` and `resits` into a standard whose levels are there already.
class ScoringReader {
  public:
    ScoringReader(TomlTable& table, Standard& standard, OpenValues& open)
        : table_(table), standard_(standard), open_(open) {}

    void read();

  private:
    void read_scheme(TomlTable& table);
    void read_words(TomlTable& scoring);
    void read_weighted(TomlTable& scoring);
    void read_demotion(TomlTable& table);
    void read_components();
    void check_ids(TomlTable& table, const Component& component) const;
    void check_count(TomlTable& ratio, std::string_view key) const;
    void check_counts(const std::vector<TomlTable>& tables, const std::set<std::string>& ids) const;
    [[nodiscard]] Component read_component(TomlTable& table);
    void read_pass_mark(TomlTable& table, Component& component);
    void read_weight(TomlTable& table, Component& component);
    void read_parts_of(TomlTable& table, Component& component);
    void read_open_items(TomlTable& table, Component& component);
    void read_items(TomlTable& table, Component& component);
    [[nodiscard]] Item read_item(TomlTable& table, const Component& component) const;
    void read_best(TomlTable& table, Component& component) const;
    void read_full_mark(TomlTable& scoring);
    void read_resits();
    void read_keep_passed(TomlTable& table, Resits& resits) const;

    TomlTable& table_;
    Standard& standard_;
    OpenValues& open_;
};

}  // namespace certrec
