#include "certrec/report/statistics.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/integer.hpp"

namespace certrec {

namespace {

/// `doubled` is twice a number, rounded down; what the number rounds to, half up.
std::int64_t half_up(const Integer& doubled) { return ((doubled + 1) / 2).to_int64(); }

__extension__ typedef unsigned __int128 Wide;

Integer wide(Wide value) {
    const Integer two_to_32 = std::uint64_t{1} << 32U;
    return Integer(static_cast<std::uint64_t>(value >> 64U)) * two_to_32 * two_to_32 +
           static_cast<std::uint64_t>(value);
}

std::uint64_t magnitude(Decimal value) {
    return static_cast<std::uint64_t>(value.units() < 0 ? -value.units() : value.units());
}

/// How far the value lies above `least`, in units of 10^-scale. Requires: value >= least, and
/// neither has more digits after the point than `scale`.
Integer distance(Decimal least, Decimal value, unsigned scale) {
    const auto units = [scale](Decimal of) {
        return Integer(of.units()) * power_of_ten(scale - of.scale());
    };
    return units(value) - units(least);
}

/// `places`, or as many as a number of that size has room for.
unsigned places_that_fit(unsigned places, Decimal size) {
    std::uint64_t whole = magnitude(size);
    for (unsigned i = 0; i < size.scale(); ++i) whole /= 10;
    unsigned digits = 0;
    for (; whole > 0; whole /= 10) ++digits;
    return std::min(places, static_cast<unsigned>(Decimal::kMaxDigits) - digits);
}

Decimal divide(const DecimalSum& sum, std::uint64_t divisor, unsigned places) {
    return sum.divided_by(divisor, places_that_fit(places, sum.divided_by(divisor, 0)));
}

struct Sums {
    Integer values;
    Integer squares;
};

/// Of the distances from the least value: they deviate as the values do, and none is below zero.
Sums sum_distances(std::span<const ValueCount> values, unsigned scale) {
    const Decimal least = values.front().value;
    Sums sums;
    if (distance(least, values.back().value, scale) >= Integer(std::uint64_t{1} << 32U)) {
        for (const ValueCount& each : values) {
            const Integer far = distance(least, each.value, scale);
            const Integer times = far * Integer(each.count);
            sums.values = sums.values + times;
            sums.squares = sums.squares + times * far;
        }
        return sums;
    }
    // As nearly always, each fits into 32 bits, and the sums of less than 2^64 of them into 128.
    std::array<std::uint64_t, Decimal::kMaxDigits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
    const auto units = [&powers, scale](Decimal of) {  // modulo 2^64, as is the difference of two
        return static_cast<std::uint64_t>(of.units()) * powers[scale - of.scale()];
    };
    Wide sum = 0;
    Wide squares = 0;
    for (const ValueCount& each : values) {
        const std::uint64_t far = units(each.value) - units(least);
        sum += Wide{far} * each.count;
        squares += Wide{far} * far * each.count;
    }
    return {wide(sum), wide(squares)};
}

}  // namespace

Distribution::Distribution(std::vector<ValueCount> values) {
    std::sort(values.begin(), values.end(),
              [](const ValueCount& a, const ValueCount& b) { return a.value < b.value; });
    for (const ValueCount& each : values) {
        if (each.count == 0) continue;
        count_ += each.count;
        if (!values_.empty() && values_.back().value == each.value) {
            values_.back().count += each.count;
        } else {
            values_.push_back(each);
        }
    }
}

std::optional<Decimal> Distribution::mean(unsigned places) const {
    if (count_ == 0) return std::nullopt;
    DecimalSum sum;
    for (const ValueCount& each : values_) sum.add(each.value, each.count);
    return divide(sum, count_, places);
}

std::optional<Decimal> Distribution::deviation(unsigned places) const {
    if (count_ < 2) return std::nullopt;
    unsigned scale = 0;
    for (const ValueCount& each : values_) scale = std::max(scale, each.value.scale());
    const Sums sums = sum_distances(values_, scale);
    const Decimal low = values_.front().value;
    const Decimal high = values_.back().value;
    const unsigned kept = std::min(places_that_fit(places, low), places_that_fit(places, high));
    const Integer count = count_;
    const Integer above = count * sums.squares - sums.values * sums.values;
    return rounded_root(above, count * (count - 1) * power_of_ten(2 * scale), kept);
}

std::optional<Decimal> Distribution::quartile(unsigned quarters) const {
    if (count_ == 0) return std::nullopt;
    const std::uint64_t steps = (count_ - 1) * quarters;
    const Decimal low = at(steps / 4);
    const std::uint64_t part = steps % 4;
    if (part == 0) return low;
    const Decimal high = at(steps / 4 + 1);
    DecimalSum sum;
    sum.add(low, 4 - part);
    sum.add(high, part);
    // A quarter adds at most two digits.
    return divide(sum, 4, std::max(low.scale(), high.scale()) + 2);
}

std::uint64_t Distribution::count_between(Decimal from, Decimal to) const {
    std::uint64_t count = 0;
    for (const ValueCount& each : values_) {
        if (from <= each.value && each.value < to) count += each.count;
    }
    return count;
}

Decimal Distribution::at(std::uint64_t place) const {
    auto value = values_.begin();
    for (; place >= value->count; ++value) place -= value->count;
    return value->value;
}

void PointsTally::add(const PointsTally& other) {
    if (other.in_place_ && !in_place_) count_few();
    for (const std::uint16_t hundredths : other.few_) add(Decimal(hundredths, kMostScale));
    if (other.scale_ > scale_) make_finer(other.scale_);
    const std::uint64_t power = kPowers[scale_ - other.scale_];
    const auto& from = other.counts_;
    counts_.resize(std::max(counts_.size(), std::min(from.size() * power, kMostPlaces)));
    for (std::size_t i = 0; i < from.size(); ++i) {
        const Decimal value(static_cast<std::int64_t>(i), other.scale_);
        if (i * power >= counts_.size()) {
            if (from[i] != 0) others_[value] += from[i];
            continue;
        }
        std::uint8_t& count = counts_[i * power];
        count = static_cast<std::uint8_t>(count + from[i]);
        if (count < from[i]) carry(value);
    }
    for (const auto& [value, count] : other.others_) others_[value] += count;
}

Distribution PointsTally::distribution() const {
    constexpr std::size_t kQuickerSorted = 64;
    if (few_.size() > kQuickerSorted) {
        PointsTally counted = *this;
        counted.count_few();
        return counted.distribution();
    }
    std::vector<ValueCount> values;
    for (const std::uint16_t hundredths : few_)
        values.push_back({Decimal(hundredths, kMostScale), 1});
    for (std::size_t place = 0; place < counts_.size(); ++place) {
        if (counts_[place] == 0) continue;
        values.push_back({Decimal(static_cast<std::int64_t>(place), scale_), counts_[place]});
    }
    for (const auto& [value, count] : others_) values.push_back({value, count});
    return Distribution(std::move(values));
}

void PointsTally::carry(Decimal points) { others_[points] += kCarried; }

void PointsTally::add_unplaced(Decimal points) {
    const auto units = static_cast<std::uint64_t>(points.units());
    if (points.scale() > kMostScale || units >= kMostPlaces ||
        units * kPowers[kMostScale - points.scale()] >= kMostPlaces) {
        ++others_[points];
        return;
    }
    if (!in_place_) return add_to_few(units * kPowers[kMostScale - points.scale()]);
    if (points.scale() > scale_) make_finer(points.scale());
    const std::uint64_t place = units * kPowers[scale_ - points.scale()];
    // With some room, so that points that rise do not move them each time.
    if (place >= counts_.size()) counts_.resize(std::min(place + place / 4 + 1, kMostPlaces));
    if (++counts_[place] == 0) carry(points);
}

void PointsTally::add_to_few(std::uint64_t hundredths) {
    few_.push_back(static_cast<std::uint16_t>(hundredths));
    if (few_.size() == kFew) count_few();
}

void PointsTally::count_few() {
    in_place_ = true;
    for (const std::uint16_t hundredths : std::exchange(few_, {})) {
        add(Decimal(hundredths, kMostScale));
    }
}

void PointsTally::make_finer(unsigned scale) {
    const std::uint64_t power = kPowers[scale - scale_];
    std::vector<std::uint8_t> finer(std::min(counts_.size() * power, kMostPlaces));
    for (std::size_t place = 0; place < counts_.size(); ++place) {
        if (counts_[place] == 0) continue;
        if (place * power < finer.size()) {
            finer[place * power] = counts_[place];
        } else {
            others_[Decimal(static_cast<std::int64_t>(place), scale_)] += counts_[place];
        }
    }
    counts_ = std::move(finer);
    scale_ = scale;
}

std::optional<Decimal> rate_in_percent(std::uint64_t hits, std::uint64_t trials, unsigned places) {
    if (trials == 0) return std::nullopt;
    DecimalSum hundredfold;
    hundredfold.add(Decimal(100, 0), hits);
    return hundredfold.divided_by(trials, places);
}

std::optional<RateInterval> wilson_interval(std::uint64_t hits, std::uint64_t trials,
                                            unsigned places) {
    if (trials == 0) return std::nullopt;
    // With x of n and z = a / b, the ends are
    //     (n (2 x b^2 + a^2) -+ sqrt(n^2 a^4 + 4 a^2 b^2 x (n - x) n)) / (2 n (n b^2 + a^2)),
    // Wilson's formula with numerator and denominator multiplied by n b^2.
    const Integer a2 = Integer(1'959'963'984'540'054) * Integer(1'959'963'984'540'054);
    const Integer b2 = power_of_ten(30);
    const Integer x = hits;
    const Integer n = trials;
    // Twice the percentage, in units of the last digit.
    const Integer scale = power_of_ten(places) * 200;
    const Integer middle = scale * n * (x * b2 * 2 + a2);
    const Integer under_root = scale * scale * n * (n * a2 * a2 + a2 * b2 * x * (n - x) * 4);
    const Integer below = n * (n * b2 + a2) * 2;
    const Integer root = square_root(under_root);
    const bool is_exact = root * root == under_root;
    const Integer root_up = is_exact ? root : root + 1;
    return RateInterval{Decimal(half_up((middle - root_up) / below), places),
                        Decimal(half_up((middle + root) / below), places)};
}

}  // namespace certrec
