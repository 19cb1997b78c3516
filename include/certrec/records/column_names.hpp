/// \file
/// What are the columns of each kind of table called, and by which other names do files have them?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/records/evidence.hpp"

namespace certrec {

/// The tables of certrec-files(5) that come from elsewhere.
enum class TableKind {
    applications,
    eligibility,
    apprenticeship,
    certificate,
    declaration,
    education,
    employment,
    publication,
    recommendation,
    teaching,
    training,
    sessions,
    venues,
    scores,
    results,  ///< also those that were issued, and eligibility, where a report takes any of them
    certificates,
    holidays,
    counts,
};

/// The kind that a table of a mapping file names, such as `scores`.
[[nodiscard]] std::optional<TableKind> parse_table_kind(std::string_view word);
[[nodiscard]] std::string_view format_table_kind(TableKind kind);
/// The kind of the file that holds that evidence.
[[nodiscard]] TableKind table_kind_of(EvidenceKind kind);
[[nodiscard]] std::span<const TableKind> table_kinds();

struct ColumnName {
    std::string name;                  ///< what certrec calls it
    std::vector<std::string> aliases;  ///< what else stands for it
};

/// What it is called in a sentence: its name, in Chinese the first Chinese one.
[[nodiscard]] Bilingual describe_column(const ColumnName& column);

/// The columns of a table.
struct TableColumns {
    TableKind kind = TableKind::applications;
    /// Those that a standard adds: components, items, sessions. In `names` they stand after the
    /// required ones.
    std::vector<ColumnName> more;
    /// Whether there may be others of a standard that is not known yet.
    bool are_open = false;
};

/// The columns that every table of the kind may have, in the order of certrec-files(5); the first
/// `required_columns` are those that a table must have, or that stand first in one without a
/// header.
[[nodiscard]] std::span<const ColumnName> column_names(TableKind kind);
[[nodiscard]] std::size_t required_columns(TableKind kind);

/// The same of the table's column of that name. Requires: it has one.
[[nodiscard]] Bilingual describe_column(TableKind kind, std::string_view name);

/// All of them: the required ones, those that the standard adds, the others. `columns` must outlive
/// the answer.
[[nodiscard]] std::vector<const ColumnName*> all_columns(const TableColumns& columns);

/// Finds columns by any of their names. Looking up compares with each name.
class ColumnFinder {
  public:
    /// `columns` must outlive this.
    explicit ColumnFinder(const TableColumns& columns) : columns_(all_columns(columns)) {}
    explicit ColumnFinder(TableColumns&& columns) = delete;

    /// The column of which `found` is the name or another one, or nullptr. Blanks of all sorts,
    /// hyphens, underscores, letter case and full-width forms make no difference. The name itself
    /// comes before any other.
    [[nodiscard]] const ColumnName* find(std::string_view found) const;

  private:
    std::vector<const ColumnName*> columns_;
};

/// Components that many standards have, such as `theory`, with usual names.
[[nodiscard]] std::span<const ColumnName> usual_components();

/// What the column is called in Chinese, if all tables that have it agree; else empty.
[[nodiscard]] std::string chinese_name(std::string_view column);

/// Whether it is a column that commands add to rows: the verdict, what was awarded, and the like.
[[nodiscard]] bool is_added(std::string_view name);

/// The usual names of the component with that id; none if it is not usual.
[[nodiscard]] std::vector<std::string> component_aliases(std::string_view id);

/// The one of `found` that is likeliest meant by the column `wanted`, going by its name and all its
/// other names: at least half of the characters agree.
[[nodiscard]] std::optional<std::string> likeliest_column(std::string_view wanted,
                                                          std::span<const std::string> found);

}  // namespace certrec
