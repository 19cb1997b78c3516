/// \file
/// What does a cell of scores.csv say? Points, or a word, or nothing yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// Words are not points, and not zero; `pending`, or an empty cell, is a score that is not known
/// yet.
enum class ScoreKind : std::uint8_t { points, absent, disqualified, exempt, pending };
inline constexpr std::size_t kScoreKinds = 5;

struct Score {
    ScoreKind kind = ScoreKind::pending;
    Decimal points;  ///< meaningful for ScoreKind::points only
};

/// The kind of a score that is a word: `absent` or 缺考; `disqualified` or 违纪; `exempt`, 免考 or
/// 免试; `pending` or 待评; else nullopt.
[[nodiscard]] std::optional<ScoreKind> parse_score_word(std::string_view cell) noexcept;

/// The score that `cell` states: a decimal, a word, or nothing, which is pending. nullopt if it
/// states none of these; `describe_decimal_fault` then says why.
[[nodiscard]] inline std::optional<Score> parse_score(std::string_view cell) noexcept {
    if (cell.empty()) return Score{};
    if (const auto points = parse_decimal(cell)) return Score{ScoreKind::points, *points};
    if (const auto kind = parse_score_word(cell)) return Score{*kind, {}};
    return std::nullopt;
}

/// The English word; empty for points.
[[nodiscard]] std::string_view format_score_kind(ScoreKind kind);

}  // namespace certrec
