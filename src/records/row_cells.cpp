#include "records/row_cells.hpp"

#include <array>

#include "base/spreadsheet.hpp"

namespace certrec {

namespace {

constexpr std::size_t kMaxCellBytes = 200;

/// A spreadsheet writes its own truth values in capitals.
constexpr std::array kYesOrNo = {
    Word{"yes", true},  Word{"no", false},    Word{"true", true}, Word{"false", false},
    Word{"TRUE", true}, Word{"FALSE", false}, Word{"是", true},   Word{"否", false},
    Word{"有", true},   Word{"无", false},
};

}  // namespace

std::optional<CellFault> check_plain(std::string_view cell, std::size_t column,
                                     std::string_view what_en, std::string_view what_zh) {
    if (cell.empty()) {
        return CellFault{column, compose("no {0}", "缺少{1}", what_en, what_zh), {}};
    }
    if (cell.size() > kMaxCellBytes) {
        return CellFault{column,
                         compose("the {0} is longer than {2} bytes", "{1}超过 {2} 字节", what_en,
                                 what_zh, kMaxCellBytes),
                         {}};
    }
    return check_text(cell, column, what_en, what_zh);
}

std::optional<CellFault> check_text(std::string_view cell, std::size_t column,
                                    std::string_view what_en, std::string_view what_zh) {
    if (has_unseen_characters(cell)) {
        return CellFault{column,
                         compose("the {0} holds a character that cannot be seen",
                                 "{1}含不可见的字符", what_en, what_zh),
                         compose("type it again", "请重新录入")};
    }
    if (cell.find("\uFFFD") != std::string_view::npos) {
        return CellFault{
            column,
            compose("the {0} holds U+FFFD, which stands for a character that a conversion lost",
                    "{1}含 U+FFFD，即转换编码时丢失的字符", what_en, what_zh),
            compose("export it again as CSV UTF-8, or type it again",
                    "请重新导出为 CSV UTF-8，或重新录入")};
    }
    if (trimmed(cell) != cell) {
        return CellFault{column,
                         compose("the {0} has spaces around it", "{1}前后有空格", what_en, what_zh),
                         compose("remove them", "请删去空格")};
    }
    if (has_apostrophe(cell)) {
        return CellFault{
            column,
            compose("the {0} has an apostrophe before it", "{1}之前有单引号", what_en, what_zh),
            compose("remove it: it keeps a number as text in a spreadsheet only",
                    "请删去；它只在电子表格中表明数字是文本")};
    }
    if (auto damage = describe_damaged_text(cell)) return CellFault{column, *damage, {}};
    return std::nullopt;
}

std::string RowCells::plain(std::size_t column, std::string_view what_en,
                            std::string_view what_zh) {
    if (auto fault = check_plain(row_, column, what_en, what_zh)) keep(*std::move(fault));
    return std::string(row_.field(column));
}

std::optional<Date> RowCells::date(std::size_t column) {
    const std::string_view cell = row_.field(column);
    if (cell.empty()) return std::nullopt;
    const auto value = parse_date(cell);
    if (!value) keep({column, describe_date_fault(cell), {}});
    return value;
}

std::optional<Decimal> RowCells::decimal(std::size_t column, std::string_view name,
                                         std::int64_t least, std::int64_t most) {
    const std::string_view cell = row_.field(column);
    if (cell.empty()) return std::nullopt;
    const auto value = parse_decimal(cell);
    if (!value) {
        keep({column, describe_decimal_fault(cell), {}});
    } else if (*value < Decimal(least, 0) || *value > Decimal(most, 0)) {
        keep({column,
              compose("{0} is {1}; from {2} to {3} is possible", "{0}为 {1}，应在 {2} 到 {3} 之间",
                      describe_column(kind_, name), shown_cell(cell), least, most),
              {}});
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> RowCells::whole_number(std::size_t column, std::string_view name,
                                                   std::int64_t least, std::int64_t most) {
    const auto value = decimal(column, name, least, most);
    if (!value) return std::nullopt;
    if (value->scale() > 0) {
        keep({column,
              compose("{0} is {1}, where a whole number is wanted", "{0}为 {1}，应为整数",
                      describe_column(kind_, name), shown_cell(row_.field(column))),
              {}});
        return std::nullopt;
    }
    return value->units();
}

std::optional<bool> RowCells::yes_or_no(std::size_t column) { return word(column, kYesOrNo); }

Bilingual describe_yes_or_no(bool value) { return words_of(kYesOrNo, value); }

bool says_no(std::string_view cell) {
    const auto* const found = std::find_if(kYesOrNo.begin(), kYesOrNo.end(),
                                           [cell](const auto& word) { return word.text == cell; });
    return found != kYesOrNo.end() && !found->value;
}

}  // namespace certrec
