/// \file
/// How long is a period that a standard states?
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"

namespace certrec {

/// So many days, or so many months.
struct Period {
    std::int64_t count = 0;
    enum class Unit { days, months } unit = Unit::months;
};

/// `12 months`, `1 year`, `90 days`; a year is twelve months. nullopt for anything else, nothing,
/// or more than kMaxPeriod of them.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);
inline constexpr std::int64_t kMaxPeriod = 1'000'000;

[[nodiscard]] Bilingual describe_period(const Period& period);

/// The last day of a period that a day begins: the day of the same number so much later, which
/// counts itself, or the last one of a month that has no such day (Civil Code of the People's
/// Republic of China, articles 201 and 202). kLastDate at most.
[[nodiscard]] Date last_day_of(Date from, const Period& period);

}  // namespace certrec
