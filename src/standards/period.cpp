#include "certrec/standards/period.hpp"

#include "base/compose.hpp"
#include "certrec/base/decimal.hpp"

namespace certrec {

std::optional<Period> parse_period(std::string_view text) {
    const std::size_t space = text.find(' ');
    const auto count = parse_decimal(text.substr(0, space));
    if (space == std::string_view::npos || !count || count->scale() > 0 || count->units() < 1 ||
        count->units() > kMaxPeriod) {
        return std::nullopt;
    }
    const std::string_view unit = text.substr(space + 1);
    if (unit == "day" || unit == "days") return Period{count->units(), Period::Unit::days};
    if (unit == "month" || unit == "months") {
        return Period{count->units(), Period::Unit::months};
    }
    if (unit == "year" || unit == "years") {
        return Period{12 * count->units(), Period::Unit::months};
    }
    return std::nullopt;
}

Bilingual describe_period(const Period& period) {
    return period.unit == Period::Unit::days ? compose("{} days", "{} 天", period.count)
                                             : compose("{} months", "{} 个月", period.count);
}

Date last_day_of(Date from, const Period& period) {
    // Past this no day of the calendar is left.
    constexpr std::int64_t kMostMonths = std::int64_t{9999} * 12;
    const int days_left = from.days_until(kLastDate);
    if (period.unit == Period::Unit::days) {
        return period.count > days_left ? kLastDate
                                        : from.plus_days(static_cast<int>(period.count));
    }
    const Date::Civil start = from.civil();
    const std::int64_t month = std::int64_t{start.year} * 12 + start.month - 1 + period.count;
    return month >= kMostMonths + 12 ? kLastDate : from.plus_months(period.count);
}

}  // namespace certrec
