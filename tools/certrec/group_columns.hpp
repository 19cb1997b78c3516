/// \file
/// Which group does a row belong to? The columns of --by. Private to the tool.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/report/group.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

/// The names in `a,b,c`.
[[nodiscard]] std::vector<std::string> split_names(const std::string& list);

/// The names in --by. Throws UsageError for the column of document numbers, which no report names.
[[nodiscard]] std::vector<std::string> split_group_columns(const std::string& list);

/// Where the columns stand that rows are grouped by.
class GroupColumns {
  public:
    /// Throws Refusal if a column is missing or doubled, UsageError if it is named twice.
    /// `language` is that of the levels' names; `standard` outlives this.
    GroupColumns(std::vector<std::string> names, const CsvHeader& header, const Standard& standard,
                 Language language);

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    /// The values of the row, by group_value.
    [[nodiscard]] std::vector<GroupValue> group_of(const CsvRow& row) const;

  private:
    std::vector<std::string> names_;
    std::vector<std::size_t> columns_;
    const Standard& standard_;
    Language language_;
};

}  // namespace certrec::cli
