/// \file
/// Who stands on the list? Sorted and numbered, as it is posted or filed.
#pragma once

#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/report/group.hpp"
#include "certrec/report/table.hpp"

namespace certrec {

/// One line of a list, before it has a number.
struct RosterLine {
    std::vector<GroupValue> order;  ///< what it is sorted by
    std::vector<Cell> cells;
};

/// The lines by their order, those of one order as they came in, numbered from 1 in a column `no`
/// before the others. Requires: one cell for each column.
[[nodiscard]] Table make_roster(std::string id, std::vector<TableColumn> columns,
                                std::vector<RosterLine> lines);

}  // namespace certrec
