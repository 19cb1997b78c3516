/// \file
/// What did the scores of one candidate come to? The words of the column `outcome`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace certrec {

enum class Outcome : std::uint8_t {
    pass,
    fail,
    absent,
    disqualified,
    pending,
    ineligible,
    irregular,  ///< a session broke the rules
    invalid,
};

inline constexpr std::size_t kOutcomes = 8;

[[nodiscard]] std::string_view format_outcome(Outcome outcome);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view word);

}  // namespace certrec
