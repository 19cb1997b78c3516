#include "certrec/report/roster.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/compose.hpp"

namespace certrec {

Table make_roster(std::string id, std::vector<TableColumn> columns, std::vector<RosterLine> lines) {
    std::stable_sort(lines.begin(), lines.end(),
                     [](const RosterLine& a, const RosterLine& b) { return a.order < b.order; });
    Table table;
    table.id = std::move(id);
    table.columns.push_back(number_column("no", compose("no.", "序号")));
    table.columns.insert(table.columns.end(), columns.begin(), columns.end());
    std::uint64_t number = 0;
    for (RosterLine& line : lines) {
        std::vector<Cell> row = {Cell(++number)};
        row.insert(row.end(), std::make_move_iterator(line.cells.begin()),
                   std::make_move_iterator(line.cells.end()));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace certrec
