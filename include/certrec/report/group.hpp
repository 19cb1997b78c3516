/// \file
/// What are rows grouped, sorted and listed by? The cells of some of their columns.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// One column that rows are grouped by, and the value of a row in it. Values are ordered by
/// `order` first, so that levels come by rank, and then by their bytes.
struct GroupValue {
    unsigned order = 0;
    std::string text;

    friend auto operator<=>(const GroupValue&, const GroupValue&) = default;
};

/// Whether the cells of the column are names of levels: those of `level` and `awarded`.
[[nodiscard]] bool names_level(std::string_view column);

/// What a report calls a level: its name in Chinese, its id in English.
[[nodiscard]] std::string level_name(const Level& level, Language language);

/// The value of a cell. However the rows call a level of `standard`, it is one group, and levels
/// come before everything else. `standard` is nullptr if it is not known.
[[nodiscard]] GroupValue group_value(const Standard* standard, std::string_view column,
                                     std::string_view cell, Language language);

/// The column of a report that says by what the rows were grouped.
[[nodiscard]] TableColumn group_column(const std::string& name);

}  // namespace certrec
