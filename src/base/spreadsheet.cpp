#include "base/spreadsheet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/compose.hpp"
#include "certrec/base/date.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// 4.40981E+17
bool is_figure(std::string_view cell) {
    const std::size_t exponent = cell.find_first_of("Ee");
    if (exponent == std::string_view::npos || exponent == 0) return false;
    const std::string_view sign_and_digits = cell.substr(exponent + 1);
    if (!sign_and_digits.starts_with('+') || !all_digits(sign_and_digits.substr(1))) return false;
    const std::string_view mantissa = cell.substr(0, exponent);
    const std::size_t point = mantissa.find('.');
    if (point == std::string_view::npos) return all_digits(mantissa);
    return all_digits(mantissa.substr(0, point)) && all_digits(mantissa.substr(point + 1));
}

/// Whether a figure has more digits than tell no more than the place where somebody lives.
bool shows_digits(std::string_view figure) {
    constexpr std::ptrdiff_t kHarmless = 6;
    const std::string_view mantissa = figure.substr(0, figure.find_first_of("Ee"));
    return std::count_if(mantissa.begin(), mantissa.end(), is_digit) > kHarmless;
}

/// What no cell can mean.
std::optional<Bilingual> describe_artefact(std::string_view cell) {
    if (find_text_formula(cell)) {
        return compose(
            "'{}' is a formula that keeps a text from a spreadsheet, as --excel writes it: open "
            "the file there and save it as CSV, or write it without --excel",
            "“{}”是让电子表格保留文本的公式（如 --excel 所写）；请在电子表格中打开后另存为 CSV，"
            "或不用 --excel 输出",
            shown_cell(cell));
    }
    constexpr std::array<std::string_view, 7> kErrors = {"#N/A",   "#REF!",   "#NAME?", "#VALUE!",
                                                         "#NULL!", "#DIV/0!", "#NUM!"};
    if (!cell.starts_with('#')) return std::nullopt;
    if (cell.size() >= 2 && cell.find_first_not_of('#') == std::string_view::npos) {
        return compose(
            "'{}' is what a spreadsheet shows where a column is too narrow: the value is lost; "
            "widen the column and export again",
            "“{}”是电子表格列宽不足时的显示，原值已丢失；请加宽该列后重新导出", shown_cell(cell));
    }
    if (std::find(kErrors.begin(), kErrors.end(), cell) == kErrors.end()) return std::nullopt;
    return compose(
        "'{}' is what a spreadsheet shows for a formula that fails: mend it and export again",
        "“{}”是电子表格公式出错的显示；请修正公式后重新导出", shown_cell(cell));
}

/// The parts between single separators, if all of them are digits.
std::array<std::string_view, 3> split_day(std::string_view cell, char separator) {
    const std::size_t first = cell.find(separator);
    const std::size_t second =
        first == std::string_view::npos ? first : cell.find(separator, first + 1);
    if (second == std::string_view::npos) return {};
    const std::array parts = {cell.substr(0, first), cell.substr(first + 1, second - first - 1),
                              cell.substr(second + 1)};
    const bool plain = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return all_digits(part) && part.size() <= 4;
    });
    return plain ? parts : std::array<std::string_view, 3>{};
}

/// 2024/3/1, 2024.3.1, 3/1/24
struct WrittenDay {
    std::array<std::string_view, 3> parts;
    [[nodiscard]] bool is_there() const { return !parts[0].empty(); }
    [[nodiscard]] bool has_year_first() const {
        return parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2;
    }
};

WrittenDay find_day(std::string_view cell) {
    for (const char separator : {'/', '.', '-'}) {
        const WrittenDay day{split_day(cell, separator)};
        if (day.is_there()) return day;
    }
    return {};
}

bool names_month(std::string_view cell) {
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::size_t sign = cell.find('-');
    if (sign == std::string_view::npos) return false;
    const auto is_month = [&](std::string_view part) {
        return std::find(kMonths.begin(), kMonths.end(), part) != kMonths.end();
    };
    const std::string_view before = cell.substr(0, sign);
    const std::string_view after = cell.substr(sign + 1);
    return (is_month(before) && all_digits(after)) || (is_month(after) && all_digits(before));
}

/// Whether it is a date as spreadsheets show one: 2024/3/1, 3月1日, 1-Mar, 3-1.
bool is_shown_date(std::string_view cell) {
    if (contains(cell, "月") || names_month(cell) || find_day(cell).is_there()) return true;
    const std::size_t sign = cell.find_first_of("-/");
    return sign != std::string_view::npos && sign <= 2 && all_digits(cell.substr(0, sign)) &&
           cell.size() - sign <= 3 && all_digits(cell.substr(sign + 1));
}

/// The day that a spreadsheet counts as `serial`, if its first day is that of 1900.
std::string day_of(int serial) { return format_date(Date(1899, 12, 30).plus_days(serial)); }

}  // namespace

std::optional<std::string_view> find_text_formula(std::string_view cell) {
    if (cell.size() < 3 || !cell.starts_with("=\"") || !cell.ends_with('"')) return std::nullopt;
    return cell.substr(2, cell.size() - 3);
}

std::optional<Bilingual> describe_damaged_text(std::string_view cell) {
    if (auto artefact = describe_artefact(cell)) return artefact;
    if (cell.empty() || !is_digit(cell.front()) || !is_figure(cell)) return std::nullopt;
    return compose(
        "'{}' is a long number that a spreadsheet has turned into a figure: its last digits are "
        "lost; enter it again from the document, in cells formatted as text",
        "“{}”是被电子表格转成数值的长号码，末尾数字已丢失；请按证件重新录入，并将单元格设为文本",
        shows_digits(cell) ? masked(cell) : shown_cell(cell));
}

std::optional<Bilingual> describe_damaged_number(std::string_view cell) {
    if (auto artefact = describe_artefact(cell)) return artefact;
    if (cell == "TRUE" || cell == "FALSE") {
        return compose("'{}' is a truth value of a spreadsheet, not a number",
                       "“{}”是电子表格的逻辑值，不是数字", cell);
    }
    if (cell.ends_with('%') || cell.ends_with("％")) {
        return compose("'{}' has a percent sign; write the number alone",
                       "“{}”含百分号；请只写数字", shown_cell(cell));
    }
    if (is_shown_date(cell)) {
        return compose(
            "'{}' looks like a date: a spreadsheet may have taken a number for one; enter it "
            "again, in "
            "cells formatted as text",
            "“{}”像是日期，可能是电子表格把数字当成了日期；请将单元格设为文本后重新录入",
            shown_cell(cell));
    }
    return std::nullopt;
}

std::optional<Bilingual> describe_damaged_date(std::string_view cell) {
    if (auto artefact = describe_artefact(cell)) return artefact;
    constexpr int kLeast = 10000;  // 1927
    int serial = 0;
    if (cell.size() == 5 && all_digits(cell)) {
        std::from_chars(cell.data(), cell.data() + cell.size(), serial);
    }
    if (serial >= kLeast) {
        return compose(
            "'{0}' is not a date but how a spreadsheet counts days ({1} if from 1900 on); write "
            "the date as "
            "YYYY-MM-DD, such as 2024-03-01",
            "“{0}”不是日期，而是电子表格的日期序号（按 1900 年起算为 {1}）；请写成 YYYY-MM-DD，如 "
            "2024-03-01",
            shown_cell(cell), day_of(serial));
    }
    const WrittenDay day = find_day(cell);
    if (!day.is_there() || day.has_year_first()) return std::nullopt;
    return compose(
        "'{}' does not tell the day from the month, or the century; write the date as YYYY-MM-DD, "
        "such as 2024-03-01",
        "“{}”分不清月、日或世纪；请写成 YYYY-MM-DD，如 2024-03-01", shown_cell(cell));
}

}  // namespace certrec
