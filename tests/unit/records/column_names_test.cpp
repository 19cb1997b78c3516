#include "certrec/records/column_names.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "../catch.hpp"

namespace certrec {
namespace {

std::string page() {
    std::ifstream file(std::string(CERTREC_SOURCE_DIR) + "/man/certrec-files.5");
    std::stringstream text;
    text << file.rdbuf();
    const std::string all = text.str();
    const std::size_t begin = all.find(".Sh COLUMN NAMES\n");
    return all.substr(begin, all.find(".Sh EXAMPLES", begin) - begin);
}

/// COLUMN NAMES of certrec-files(5), as the table has it.
std::string written() {
    std::string text =
        ".Sh COLUMN NAMES\n"
        "For each kind of table, the names of its columns and what else stands for them.\n"
        ".Bl -tag -width Ds\n";
    for (const TableKind kind : table_kinds()) {
        text +=
            ".It Sy " + std::string(format_table_kind(kind)) + "\n.Bl -tag -width Ds -compact\n";
        for (const ColumnName& column : column_names(kind)) {
            text += ".It Li " + column.name + "\n";
            for (const std::string& alias : column.aliases) {
                text += alias + (&alias == &column.aliases.back() ? "\n" : ", ");
            }
            if (column.aliases.empty()) text += "\n";
        }
        text += ".El\n";
    }
    return text + ".El\n";
}

TEST_CASE("certrec-files(5) lists the other names of all columns") { CHECK(page() == written()); }

TEST_CASE("no other name stands for two columns of one table") {
    for (const TableKind kind : table_kinds()) {
        const TableColumns columns{kind, {}};
        const ColumnFinder finder(columns);
        for (const ColumnName& column : column_names(kind)) {
            CHECK(finder.find(column.name) == &column);
            for (const std::string& alias : column.aliases) {
                INFO(format_table_kind(kind) << ": " << alias);
                CHECK(finder.find(alias) == &column);
            }
        }
    }
}

TEST_CASE("each kind goes by its word") {
    for (const TableKind kind : table_kinds()) {
        CHECK(parse_table_kind(format_table_kind(kind)) == kind);
    }
    CHECK_FALSE(parse_table_kind("unknown"));
}

TEST_CASE("what is no column is none") {
    const TableColumns columns{TableKind::applications, {}};
    const ColumnFinder finder(columns);
    CHECK(finder.find("备注") == nullptr);
    CHECK(finder.find("") == nullptr);
    CHECK(finder.find(" ") == nullptr);
    CHECK(finder.find("\xFF") == nullptr);
}

}  // namespace
}  // namespace certrec
