/// \file
/// What does a cell of scores.csv say? Points, or a word, or nothing yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// `absent` and `disqualified` are not points, and not zero; `pending` is an empty cell.
enum class ScoreKind : std::uint8_t { points, absent, disqualified, pending };

struct Score {
    ScoreKind kind = ScoreKind::pending;
    Decimal points;  ///< meaningful for ScoreKind::points only
};

/// The score that `cell` states: a decimal, `absent` or 缺考, `disqualified` or 违纪, or nothing.
/// nullopt if it states none of these; `describe_decimal_fault` then says why.
[[nodiscard]] std::optional<Score> parse_score(std::string_view cell) noexcept;

}  // namespace certrec
