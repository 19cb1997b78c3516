/// \file
/// How must a cell be written so that a spreadsheet shows it as it is?
#pragma once

#include <string>
#include <string_view>

namespace certrec {

/// Whether Excel or LibreOffice, opening a CSV file, would take `value` for something else than
/// the text or the plain number that it is.
///
/// They would take a formula for what begins with = + - @ (also full-width, also after blanks), a
/// tab or a line break; another number for 12 digits or more, zeros at the beginning and exponents;
/// a date, time, fraction, percentage or sum of money for digits with signs between them, or with
/// the English name of a month, or with 年 月 日 时 分 秒; a truth value for true and false. A
/// leading apostrophe would be taken for the mark that is undone below. What begins with a sign is
/// never left to be a number.
[[nodiscard]] bool is_misread_by_spreadsheets(std::string_view value);

/// What to write for `value`: itself; or if it would be misread, the formula ="value", quotes in it
/// doubled, which has the text as its value. A formula holds no text above 255 UTF-16 units and no
/// line breaks in all programs: such a value gets an apostrophe in front, which stays visible.
[[nodiscard]] std::string spreadsheet_cell(std::string_view value);

}  // namespace certrec
