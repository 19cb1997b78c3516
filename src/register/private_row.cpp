#include "register/private_row.hpp"

#include <algorithm>

#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// Cuts the field up to the closing quote, with the comma after it, off the front.
std::string take_quoted(std::string_view& row) {
    std::string value;
    std::size_t at = 1;
    for (; at < row.size(); ++at) {
        if (row[at] == '"') {
            if (at + 1 == row.size() || row[at + 1] != '"') break;
            ++at;
        }
        value += row[at];
    }
    row.remove_prefix(std::min(at + 2, row.size()));
    return value;
}

}  // namespace

std::string take_csv_field(std::string_view& row) {
    if (row.starts_with('"')) return take_quoted(row);
    return std::string(take_plain_field(row));
}

std::string_view take_plain_field(std::string_view& row) {
    const std::string_view value = row.substr(0, row.find(','));
    row.remove_prefix(std::min(value.size() + 1, row.size()));
    return value;
}

bool is_recordable(std::string_view text) {
    return check_utf8(text).valid == text.size() && !has_unseen_characters(text);
}

}  // namespace certrec
