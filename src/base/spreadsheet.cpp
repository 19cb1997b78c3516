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

/// A spreadsheet writes its truth values in capitals.
bool is_truth_value(std::string_view cell) { return cell == "TRUE" || cell == "FALSE"; }

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string_view without_sign(std::string_view number) {
    return number.substr(number.starts_with('-') || number.starts_with('+') ? 1 : 0);
}

/// Digits, a point, and digits; some countries write a comma.
bool has_fraction(std::string_view number, std::string_view points = ".") {
    const std::size_t point = number.find_first_of(points);
    return point != std::string_view::npos && all_digits(number.substr(0, point)) &&
           all_digits(number.substr(point + 1));
}

/// 4.40981E+17, also as programs write it, 4.40981E17, and 1.00E-05; but 12E3 and 1E-05 are codes.
bool is_figure(std::string_view cell) {
    const std::size_t exponent = cell.find_first_of("Ee");
    if (exponent == std::string_view::npos || exponent == 0) return false;
    const std::string_view power = cell.substr(exponent + 1);
    const std::string_view mantissa = without_sign(cell.substr(0, exponent));
    if (!all_digits(without_sign(power))) return false;
    return has_fraction(mantissa, ".,") || (all_digits(mantissa) && power.starts_with('+'));
}

/// 12.00
bool has_fraction_of_zeros(std::string_view cell) {
    return has_fraction(cell) &&
           cell.find_first_not_of('0', cell.find('.') + 1) == std::string_view::npos;
}

/// 202601.0: what exports that know only numbers make of a number of several digits.
bool is_exported_number(std::string_view cell) {
    constexpr std::size_t kLeast = 4;  // 1.0 may be the number of a version
    return cell.find('.') >= kLeast && has_fraction_of_zeros(cell);
}

/// 440,981,197
bool has_separators(std::string_view cell) {
    constexpr std::size_t kGroup = 3;
    const std::size_t first = cell.find(',');
    if (first == std::string_view::npos || first > kGroup || !all_digits(cell.substr(0, first))) {
        return false;
    }
    std::string_view rest = cell.substr(first);
    while (rest.size() > kGroup && rest.front() == ',' && all_digits(rest.substr(1, kGroup))) {
        rest.remove_prefix(1 + kGroup);
    }
    return rest.empty() || (rest.front() == '.' && all_digits(rest.substr(1)));
}

/// Whether a figure has more digits than tell no more than the place where somebody lives.
bool shows_digits(std::string_view figure) {
    constexpr std::ptrdiff_t kHarmless = 6;
    const std::string_view mantissa = figure.substr(0, figure.find_first_of("Ee"));
    return std::count_if(mantissa.begin(), mantissa.end(), is_digit) > kHarmless;
}

/// #N/A, #DIV/0!, #NAME? and the like, and those of LibreOffice, such as Err:502.
bool is_error_value(std::string_view cell) {
    constexpr std::string_view kOfErrors = "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0123456789_";
    if (cell == "#N/A") return true;
    if (cell.starts_with("Err:")) return all_digits(cell.substr(4));
    return cell.size() > 2 && cell.front() == '#' && (cell.back() == '!' || cell.back() == '?') &&
           cell.substr(1, cell.size() - 2).find_first_not_of(kOfErrors) == std::string_view::npos;
}

/// Whether a damaged text may begin so; most do not.
bool may_begin_damage(char first) {
    return is_digit(first) || std::string_view("#=+-TFE").find(first) != std::string_view::npos;
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
    if (is_error_value(cell)) {
        return compose(
            "'{}' is what a spreadsheet shows for a formula that fails: mend it and export again",
            "“{}”是电子表格公式出错的显示；请修正公式后重新导出", shown_cell(cell));
    }
    if (cell.size() >= 2 && cell.find_first_not_of('#') == std::string_view::npos) {
        return compose(
            "'{}' is what a spreadsheet shows where a column is too narrow: the value is lost; "
            "widen the column and export again",
            "“{}”是电子表格列宽不足时的显示，原值已丢失；请加宽该列后重新导出", shown_cell(cell));
    }
    return std::nullopt;
}

Bilingual describe_quantity(std::string_view cell) {
    return compose(
        "'{}' was taken for a quantity and written as one: enter it again from the document, in "
        "cells formatted as text",
        "“{}”被当成数量写出；请按证件重新录入，并将单元格设为文本", masked(cell));
}

/// What somebody typed, or an export left, around a value.
std::optional<Bilingual> describe_surroundings(std::string_view cell) {
    if (trimmed(cell) != cell) {
        return compose("'{}' has spaces around it; remove them", "“{}”前后有空格；请删去",
                       shown_cell(cell));
    }
    if (has_apostrophe(cell)) {
        return compose("'{}' has an apostrophe before it; remove it", "“{}”之前有单引号；请删去",
                       shown_cell(cell));
    }
    if (cell.starts_with("“") || cell.starts_with('"')) {
        return compose("'{}' has quotation marks around it; remove them", "“{}”前后有引号；请删去",
                       shown_cell(cell));
    }
    return std::nullopt;
}

/// Three parts of a day, all empty if there is none.
using Parts = std::array<std::string_view, 3>;

/// The parts between single separators, if all of them are digits.
Parts split_day(std::string_view cell, char separator) {
    const std::size_t first = cell.find(separator);
    const std::size_t second =
        first == std::string_view::npos ? first : cell.find(separator, first + 1);
    if (second == std::string_view::npos) return {};
    const std::array parts = {cell.substr(0, first), cell.substr(first + 1, second - first - 1),
                              cell.substr(second + 1)};
    const bool plain = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return all_digits(part) && part.size() <= 4;
    });
    return plain ? parts : Parts{};
}

/// 2024/3/1, 2024.3.1, 3/1/24
struct WrittenDay {
    Parts parts;
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

bool is_month_name(std::string_view text) {
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return std::find(kMonths.begin(), kMonths.end(), text) != kMonths.end();
}

bool names_month(std::string_view cell) {
    const std::size_t sign = cell.find('-');
    if (sign == std::string_view::npos) return false;
    const std::string_view before = cell.substr(0, sign);
    const std::string_view after = cell.substr(sign + 1);
    return (is_month_name(before) && all_digits(after)) ||
           (is_month_name(after) && all_digits(before));
}

/// Whether it is a date as spreadsheets show one: 2024/3/1, 3月1日, 1-Mar, 3-1.
bool is_shown_date(std::string_view cell) {
    if (contains(cell, "月") || names_month(cell) || find_day(cell).is_there()) return true;
    const std::size_t sign = cell.find_first_of("-/");
    return sign != std::string_view::npos && sign <= 2 && all_digits(cell.substr(0, sign)) &&
           cell.size() - sign <= 3 && all_digits(cell.substr(sign + 1));
}

/// One or two digits, from 1 up to `most`.
bool is_up_to(std::string_view text, int most) {
    if (!all_digits(text) || text.size() > 2) return false;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number >= 1 && number <= most;
}

bool is_month(std::string_view text) { return is_up_to(text, 12); }
bool is_day(std::string_view text) { return is_up_to(text, 31); }
bool is_whole_year(std::string_view text) {
    return text.size() == 4 && all_digits(text) && (text.front() == '1' || text.front() == '2');
}

bool is_year(std::string_view text) {
    return is_whole_year(text) || (text.size() == 2 && all_digits(text));
}

/// 3月1日, 2026年3月, 2026年3月1日
bool is_chinese_date(std::string_view cell) {
    const std::string_view year_sign = "年";
    const std::string_view month_sign = "月";
    const std::size_t year = cell.find(year_sign);
    if (year != std::string_view::npos) {
        if (!is_whole_year(cell.substr(0, year))) return false;
        cell.remove_prefix(year + year_sign.size());
    }
    const std::size_t month = cell.find(month_sign);
    if (month == std::string_view::npos || !is_month(cell.substr(0, month))) return false;
    const std::string_view day = cell.substr(month + month_sign.size());
    const std::string_view day_sign = "日";
    return day.empty()
               ? year != std::string_view::npos
               : day.ends_with(day_sign) && is_day(day.substr(0, day.size() - day_sign.size()));
}

/// 1-Mar, Mar-26, Mar-2026, 1-Mar-26, 1-Mar-2026
bool is_english_date(std::string_view cell) {
    const std::size_t sign = std::min(cell.find('-'), cell.size());
    const std::string_view first = cell.substr(0, sign);
    std::string_view rest = cell.substr(std::min(sign + 1, cell.size()));
    if (!is_day(first)) return is_month_name(first) && is_year(rest);
    const std::size_t second = std::min(rest.find('-'), rest.size());
    if (!is_month_name(rest.substr(0, second))) return false;
    return second == rest.size() || is_year(rest.substr(second + 1));
}

bool is_day_with_year_first(const Parts& parts) {
    return is_whole_year(parts[0]) && is_month(parts[1]) && is_day(parts[2]);
}

bool is_day_and_month(std::string_view one, std::string_view other) {
    return is_day(one) && is_day(other) && (is_month(one) || is_month(other));
}

/// What stands before ` 0:00` or ` 08:30:00`; empty if no time stands at the end.
std::string_view before_time(std::string_view cell) {
    const std::size_t blank = cell.find(' ');
    if (blank == std::string_view::npos) return {};
    const std::string_view time = cell.substr(blank + 1);
    const bool is_time = time.size() >= 4 && is_digit(time.front()) && is_digit(time.back()) &&
                         time.find(':') <= 2 &&
                         time.find_first_not_of("0123456789:") == std::string_view::npos;
    return is_time ? cell.substr(0, blank) : std::string_view();
}

/// Whether an id is a day of the calendar, as spreadsheets write days of their own accord: those
/// above, 2026/3/1, 3/1/2026, 03/01/26, 01.03.2026, and any with a time.
bool is_certain_date(std::string_view cell) {
    if (is_chinese_date(cell) || is_english_date(cell)) return true;
    const Parts slashed = split_day(cell, '/');
    if (is_day_with_year_first(slashed)) return true;
    if (is_year(slashed[2]) && is_day_and_month(slashed[0], slashed[1])) return true;
    const Parts dotted = split_day(cell, '.');
    if (is_whole_year(dotted[2]) && is_day_and_month(dotted[0], dotted[1])) return true;
    const std::string_view day = before_time(cell);
    return !day.empty() && (is_certain_date(day) || is_day_with_year_first(split_day(day, '-')));
}

/// The day that a spreadsheet counts as `serial`, if its first day is that of 1900.
std::string day_of(int serial) { return format_date(Date(1899, 12, 30).plus_days(serial)); }

}  // namespace

std::optional<std::string_view> find_text_formula(std::string_view cell) {
    if (cell.size() < 3 || !cell.starts_with("=\"") || !cell.ends_with('"')) return std::nullopt;
    return cell.substr(2, cell.size() - 3);
}

bool has_apostrophe(std::string_view cell) {
    if (cell.size() < 2 || cell.front() != '\'') return false;
    const auto next = static_cast<unsigned char>(cell[1]);
    return next >= 0x80 || is_digit(cell[1]) || cell[1] == '-';
}

std::optional<Bilingual> describe_damaged_text(std::string_view cell) {
    if (cell.empty() || !may_begin_damage(cell.front())) return std::nullopt;
    if (auto artefact = describe_artefact(cell)) return artefact;
    if (is_truth_value(cell)) {
        return compose(
            "'{}' is a truth value of a spreadsheet, not a text: enter the text again, "
            "in cells formatted as text",
            "“{}”是电子表格的逻辑值，不是文本；请将单元格设为文本后重新录入", cell);
    }
    if (is_exported_number(cell) || has_separators(cell)) return describe_quantity(cell);
    if (!is_figure(cell)) return std::nullopt;
    return compose(
        "'{}' is a long number that a spreadsheet has turned into a figure: its last digits are "
        "lost; enter it again from the document, in cells formatted as text",
        "“{}”是被电子表格转成数值的长号码，末尾数字已丢失；请按证件重新录入，并将单元格设为文本",
        shows_digits(cell) ? masked(cell) : shown_cell(cell));
}

std::optional<Bilingual> describe_damaged_id(std::string_view cell) {
    if (auto damage = describe_damaged_text(cell)) return damage;
    constexpr std::string_view kMonthsBegin = "JFMASOND";
    if (cell.empty() ||
        (!is_digit(cell.front()) && kMonthsBegin.find(cell.front()) == std::string_view::npos)) {
        return std::nullopt;
    }
    if (is_certain_date(cell)) {
        return compose(
            "'{}' is a date, as a spreadsheet makes one of 3-1 and the like: enter it again, in "
            "cells formatted as text",
            "“{}”是日期，电子表格会把 3-1 之类的编号变成日期；请将单元格设为文本后重新录入",
            shown_cell(cell));
    }
    if (!has_fraction_of_zeros(cell)) return std::nullopt;
    return describe_quantity(cell);
}

std::optional<Bilingual> describe_damaged_number(std::string_view cell) {
    if (auto artefact = describe_artefact(cell)) return artefact;
    if (is_truth_value(cell)) {
        return compose("'{}' is a truth value of a spreadsheet, not a number",
                       "“{}”是电子表格的逻辑值，不是数字", cell);
    }
    if (auto around = describe_surroundings(cell)) return around;
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
    if (auto around = describe_surroundings(cell)) return around;
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
