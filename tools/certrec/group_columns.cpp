#include "group_columns.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "cli.hpp"

namespace certrec::cli {

std::vector<std::string> split_names(const std::string& list) {
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin <= list.size()) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        names.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

std::vector<std::string> split_group_columns(const std::string& list) {
    std::vector<std::string> names = split_names(list);
    if (std::find(names.begin(), names.end(), "id_number") == names.end()) return names;
    throw UsageError(compose("--by: a report names no numbers of identity documents",
                             "--by：统计表不得列出证件号码"),
                     compose("group by another column", "请按其他列分组"));
}

GroupColumns::GroupColumns(std::vector<std::string> names, const CsvHeader& header,
                           const Standard& standard, Language language)
    : names_(std::move(names)), standard_(standard), language_(language) {
    for (auto name = names_.begin(); name != names_.end(); ++name) {
        if (std::find(names_.begin(), name, *name) != name) {
            throw UsageError(
                compose("--by names the column '{}' twice", "--by 两次写了列“{}”", shown(*name)),
                compose("name each column once", "每列只写一次"));
        }
        columns_.push_back(header.require(*name));
    }
}

std::vector<GroupValue> GroupColumns::group_of(const CsvRow& row) const {
    std::vector<GroupValue> group;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        group.push_back(group_value(&standard_, names_[i], row.field(columns_[i]), language_));
    }
    return group;
}

}  // namespace certrec::cli
