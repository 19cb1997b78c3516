/// \file
/// What did a spreadsheet make of a value? Private: how damage is recognised, so that it can be
/// explained; only a formula for a text can be undone.
#pragma once

#include <optional>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec {

/// The text of a cell that is a formula for nothing but a text, `="..."`, as it stands in it.
[[nodiscard]] std::optional<std::string_view> find_text_formula(std::string_view cell);

/// Whether an apostrophe stands before the text, as one that keeps a number as text; in a name such
/// as 't Hooft it is a letter's.
[[nodiscard]] bool has_apostrophe(std::string_view cell);

/// Of a cell that wants any text: an error value of a formula, `####`, a text in a formula of its
/// own (`="..."`), a truth value, or a number written as a quantity: as a figure with an exponent,
/// with separators between its digits, or with a fraction of zeros. Little work for other text.
[[nodiscard]] std::optional<Bilingual> describe_damaged_text(std::string_view cell);

/// Of a cell that wants an id or the number of a document: that of a text, also a day as
/// spreadsheets show one of their own accord (3月1日, 1-Mar, 2026/3/1, 03/01/26, one with a time;
/// not 2026-03-01, which is written so by others, too), or a number with a fraction of zeros,
/// however short.
[[nodiscard]] std::optional<Bilingual> describe_damaged_id(std::string_view cell);

/// Of a cell that wants a number: an error value, `####`, a text in a formula, a truth value, a
/// date, a percent sign; spaces, an apostrophe or quotation marks around it.
[[nodiscard]] std::optional<Bilingual> describe_damaged_number(std::string_view cell);

/// Of a cell that wants a date: an error value, `####`, a text in a formula, the serial number of a
/// day, a day in the notation of a country; spaces, an apostrophe or quotation marks around it.
[[nodiscard]] std::optional<Bilingual> describe_damaged_date(std::string_view cell);

}  // namespace certrec
