#include "report/axis.hpp"

#include <algorithm>
#include <limits>

namespace certrec {

namespace {

__extension__ typedef __int128 Wide;

constexpr unsigned kUnitDigits = 30;  // so that lengths and a million fit in 128 bits
constexpr unsigned kMoreDigits = 3;   // for steps that are finer than the values

unsigned whole_digits(Decimal value) {
    unsigned digits = 0;
    for (std::int64_t rest = value.units(); rest != 0; rest /= 10) ++digits;
    return digits > value.scale() ? digits - value.scale() : 0;
}

Wide floor_to(Wide value, Wide step) {
    Wide rest = value % step;
    if (rest < 0) rest += step;
    return value - rest;
}

Wide ceil_to(Wide value, Wide step) { return -floor_to(-value, step); }

Wide next_round(Wide step) {
    Wide power = 1;
    while (power * 10 <= step) power *= 10;
    return step / power == 2 ? power * 5 : step * 2;  // 1, 2, 5, 10
}

std::string format_units(Wide units, unsigned scale) {
    while (scale > 0 && units % 10 == 0) {
        units /= 10;
        --scale;
    }
    Wide limit = 1;
    for (int i = 0; i < Decimal::kMaxDigits; ++i) limit *= 10;
    if (units >= limit || units <= -limit || scale > static_cast<unsigned>(Decimal::kMaxDigits)) {
        return {};
    }
    return format_decimal(Decimal(static_cast<std::int64_t>(units), scale));
}

}  // namespace

Axis::Axis(std::span<const Decimal> values, unsigned steps) {
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    unsigned places = 0;
    for (const Decimal value : values) places = std::max(places, value.scale());
    const unsigned whole = std::max(whole_digits(*lowest), whole_digits(*highest));
    scale_ = std::min(places + kMoreDigits, kUnitDigits - whole);
    const Wide from = in_units(*lowest);
    const Wide to = in_units(*highest);
    if (from == to) {
        for (unsigned i = 0; i < scale_; ++i) step_ *= 10;
        low_ = floor_to(from, step_) - (from == 0 ? 0 : step_);
        high_ = ceil_to(to, step_) + step_;
        return;
    }
    while (ceil_to(to, step_) - floor_to(from, step_) > step_ * steps) step_ = next_round(step_);
    low_ = floor_to(from, step_);
    high_ = ceil_to(to, step_);
}

Axis::Wide Axis::in_units(Decimal value) const {
    Wide units = value.units();
    for (unsigned i = value.scale(); i < scale_; ++i) units *= 10;
    for (unsigned i = scale_; i < value.scale(); ++i) units /= 10;
    return units;
}

std::int64_t Axis::share(Wide units, std::int64_t length) const {
    const Wide range = high_ - low_;
    return static_cast<std::int64_t>(((units - low_) * length + range / 2) / range);
}

std::int64_t Axis::place(Decimal value, std::int64_t length) const {
    return share(in_units(value), length);
}

std::vector<Axis::Tick> Axis::ticks(std::int64_t length) const {
    std::vector<Tick> ticks;
    for (Wide at = low_; at <= high_; at += step_) {
        ticks.push_back({share(at, length), format_units(at, scale_)});
    }
    return ticks;
}

}  // namespace certrec
