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

/// Of a cell that wants any text: an error value of a formula, `####`, a text in a formula of its
/// own (`="..."`), or a long number as a figure with an exponent. Little work for other text.
[[nodiscard]] std::optional<Bilingual> describe_damaged_text(std::string_view cell);

/// Of a cell that wants a number: those, a truth value, a date, a percent sign.
[[nodiscard]] std::optional<Bilingual> describe_damaged_number(std::string_view cell);

/// Of a cell that wants a date: error values, a text in a formula, the serial number of a day, a
/// day in the notation of a country.
[[nodiscard]] std::optional<Bilingual> describe_damaged_date(std::string_view cell);

}  // namespace certrec
