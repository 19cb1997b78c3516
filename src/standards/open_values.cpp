#include "standards/open_values.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "standards/parse_condition.hpp"

namespace certrec {

void OpenValues::read(TomlTable& standard) {
    for (TomlTable& table : standard.optional_tables("open")) {
        OpenValue value;
        value.id = table.text("id");
        value.clause = read_clause(table, "clause");
        table.finish();
        add(std::move(value), table, "id");
    }
}

void OpenValues::add(OpenValue value, const TomlTable& table, std::string_view key) {
    if (has(value.id)) {
        table.report(table.location(key), compose("the open value '{}' is there twice",
                                                  "待定项“{}”出现两次", shown(value.id)));
    }
    values_.push_back(std::move(value));
}

bool OpenValues::states(TomlTable& table, std::string_view key, const std::string& id) {
    if (table.has(key)) {
        drop(id);
        return true;
    }
    (void)table.optional_text(key);  // so that a slip of the keyboard is known as one
    if (!has(id) && !allow_all_) {
        table.report(table.location(), compose("'{}' is missing", "缺少“{}”", key),
                     compose("if the published text leaves it unstated, list the open value '{}'",
                             "若公布文本未载明，请列出待定项“{}”", id));
    }
    return false;
}

void OpenValues::drop(const std::string& id) {
    if (const auto open = find(id); open != values_.end()) values_.erase(open);
}

std::vector<OpenValue>::iterator OpenValues::find(const std::string& id) {
    return std::find_if(values_.begin(), values_.end(),
                        [&id](const OpenValue& value) { return value.id == id; });
}

}  // namespace certrec
