/// \file
/// Which year, month and day is a date? Private: Date::civil without a call. To hand three numbers
/// back from a call takes longer than to find them, which counts where dates come by the million.
#pragma once

#include <chrono>

#include "certrec/base/date.hpp"

namespace certrec {

[[nodiscard]] inline Date::Civil civil_of(Date date) {
    const std::chrono::days since_1970(Date().days_until(date));
    const std::chrono::year_month_day day{std::chrono::sys_days(since_1970)};
    return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
            static_cast<unsigned>(day.day())};
}

}  // namespace certrec
