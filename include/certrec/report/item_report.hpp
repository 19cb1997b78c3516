/// \file
/// What is there to say of the items of an exam? Two tables, of the items and of the components,
/// for each group of candidates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/report/item_quality.hpp"
#include "certrec/report/report.hpp"
#include "certrec/report/summary.hpp"

namespace certrec {

/// Tallies item scores by group, and reports on them.
class ItemReport {
  public:
    /// `by` are the columns that the groups are made by, by their names.
    ItemReport(std::vector<PlannedComponent> plans, std::vector<std::string> by);
    ItemReport(const ItemReport&) = delete;
    ItemReport& operator=(const ItemReport&) = delete;

    [[nodiscard]] const std::vector<PlannedComponent>& plans() const { return plans_; }

    /// The tallies of that group, one for each of `plans`. Valid as long as the report.
    [[nodiscard]] std::vector<ItemTally>& group(const std::vector<GroupValue>& values);

    /// The tables `item` and `component`. Of a group in which fewer than `min_group` candidates,
    /// but any, have points in a component nothing is said of it. `language` is that of the names.
    [[nodiscard]] Report report(std::uint64_t min_group, Language language) const;

  private:
    [[nodiscard]] Section item_section() const;
    [[nodiscard]] Section component_section() const;
    [[nodiscard]] std::vector<TableColumn> group_columns() const;

    std::vector<PlannedComponent> plans_;
    std::vector<std::string> by_;
    std::map<std::vector<GroupValue>, std::vector<ItemTally>> groups_;
};

}  // namespace certrec
