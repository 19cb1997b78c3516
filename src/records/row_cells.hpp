/// \file
/// What do the cells of one row say? Private: how records of one row each are read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/column_names.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/words.hpp"

namespace certrec {

/// What is wrong with a text, which may be empty: it holds an unseen character, has blanks around
/// it or an apostrophe before it, or a spreadsheet has damaged it. nullopt if nothing is.
[[nodiscard]] std::optional<CellFault> check_text(std::string_view cell, std::size_t column,
                                                  std::string_view what_en,
                                                  std::string_view what_zh);

/// What is wrong with a cell that stands for itself, such as a name, or with the value that it
/// comes to: it is empty, longer than 200 bytes, or as for `check_text`.
[[nodiscard]] std::optional<CellFault> check_plain(std::string_view cell, std::size_t column,
                                                   std::string_view what_en,
                                                   std::string_view what_zh);
[[nodiscard]] inline std::optional<CellFault> check_plain(const CsvRow& row, std::size_t column,
                                                          std::string_view what_en,
                                                          std::string_view what_zh) {
    return check_plain(row.field(column), column, what_en, what_zh);
}

/// Reads one cell after the other and keeps the first fault. An empty cell, or a wrong one, gives
/// std::nullopt.
class RowCells {
  public:
    /// `kind` is that of the table that the row is of.
    RowCells(const CsvRow& row, TableKind kind) : row_(row), kind_(kind) {}

    [[nodiscard]] const std::optional<CellFault>& fault() const { return fault_; }
    void keep(CellFault fault) {
        if (!fault_) fault_ = std::move(fault);
    }

    /// A cell that must be there: see `check_plain`.
    [[nodiscard]] std::string plain(std::size_t column, std::string_view what_en,
                                    std::string_view what_zh);

    [[nodiscard]] std::optional<Date> date(std::size_t column);

    /// A number from `least` to `most`, both included, of the column of that name.
    [[nodiscard]] std::optional<Decimal> decimal(std::size_t column, std::string_view name,
                                                 std::int64_t least, std::int64_t most);
    [[nodiscard]] std::optional<std::int64_t> whole_number(std::size_t column,
                                                           std::string_view name,
                                                           std::int64_t least, std::int64_t most);

    /// yes, no and what else is written for them.
    [[nodiscard]] std::optional<bool> yes_or_no(std::size_t column);

    /// The value whose word the cell is.
    template <typename Words>
    [[nodiscard]] auto word(std::size_t column, const Words& words) {
        using Value = decltype(words.front().value);
        const std::string_view cell = row_.field(column);
        const auto found = std::find_if(words.begin(), words.end(),
                                        [cell](const auto& word) { return word.text == cell; });
        if (found != words.end()) return std::optional<Value>(found->value);
        if (!cell.empty()) {
            keep({column, compose("unknown word '{}'", "未知的词“{}”", shown_cell(cell)),
                  compose("the words are: {}", "可用的词：{}", list_of(words))});
        }
        return std::optional<Value>();
    }

  private:
    const CsvRow& row_;
    TableKind kind_;
    std::optional<CellFault> fault_;
};

/// The words that are written for it.
[[nodiscard]] Bilingual describe_yes_or_no(bool value);

/// Whether `cell` is a word for no.
[[nodiscard]] bool says_no(std::string_view cell);

}  // namespace certrec
