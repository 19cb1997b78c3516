/// \file
/// What do many scores come to? Mean, deviation, quartiles and the interval of a rate, from exact
/// counts; only the last step is rounded, as each function says, so that every machine prints the
/// same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// A value, and how often it occurs.
struct ValueCount {
    Decimal value;
    std::uint64_t count = 0;
};

/// How values are distributed. All that is said of it is exact but for one rounding, half away from
/// zero, to the digits after the point that are asked for. Where 18 digits are too few for that, it
/// has as many as fit.
class Distribution {
  public:
    Distribution() = default;
    /// Values may occur several times and in any order.
    explicit Distribution(std::vector<ValueCount> values);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// From the least value upwards, each once.
    [[nodiscard]] std::span<const ValueCount> values() const { return values_; }

    /// The arithmetic mean; nullopt of nothing.
    [[nodiscard]] std::optional<Decimal> mean(unsigned places) const;

    /// The standard deviation of a sample, sqrt(sum of (x - mean)^2 / (n - 1)); nullopt of fewer
    /// than two values.
    [[nodiscard]] std::optional<Decimal> deviation(unsigned places) const;

    /// The value below which `quarters` quarters lie: definition 7 of Hyndman and Fan, Sample
    /// Quantiles in Statistical Packages, The American Statistician 50 (1996). With x[0] <= ... <=
    /// x[n-1] and h = (n - 1) * quarters / 4, it lies between x[floor(h)] and the next one, by the
    /// fraction of h. Exact, since that is a quarter or a half. 0 is the least value, 2 the median,
    /// 4 the greatest; nullopt of nothing. Requires: quarters <= 4.
    [[nodiscard]] std::optional<Decimal> quartile(unsigned quarters) const;

    /// How many values are at least `from` and below `to`.
    [[nodiscard]] std::uint64_t count_between(Decimal from, Decimal to) const;

  private:
    [[nodiscard]] Decimal at(std::uint64_t place) const;

    std::vector<ValueCount> values_;
    std::uint64_t count_ = 0;
};

/// Counts points. Those with at most two digits after the point take two bytes each, and where
/// there are many, a byte for each value that there can be, so that the counters of many groups fit
/// into a processor's cache. Memory grows with the number of different values of all others.
class PointsTally {
  public:
    [[gnu::always_inline]] void add(Decimal points) {
        // A negative number of units becomes one that is larger than any place.
        const auto units = static_cast<std::uint64_t>(points.units());
        if (points.scale() <= scale_ && units < counts_.size()) [[likely]] {
            const std::uint64_t place = units * kPowers[scale_ - points.scale()];
            if (place < counts_.size()) [[likely]] {
                if (++counts_[place] == 0) [[unlikely]]
                    carry(points);
                return;
            }
        }
        add_unplaced(points);
    }
    void add(const PointsTally& other);

    [[nodiscard]] Distribution distribution() const;

  private:
    /// Values from here on, in units of the last digit, are not counted in place.
    static constexpr std::uint64_t kMostPlaces = 65536;
    static constexpr unsigned kMostScale = 2;
    static constexpr std::uint64_t kPowers[kMostScale + 1] = {1, 10, 100};
    /// So many are kept one by one before they are counted in place.
    static constexpr std::size_t kFew = 4096;

    struct Hash {
        std::size_t operator()(const Decimal& value) const {
            return std::hash<std::int64_t>()(value.units() * 19 + value.scale());
        }
    };

    /// How many counts are carried at once, when the byte of `points` has run over.
    static constexpr std::uint64_t kCarried = 256;
    void carry(Decimal points);
    void add_unplaced(Decimal points);
    void add_to_few(std::uint64_t hundredths);
    void count_few();
    void make_finer(unsigned scale);

    std::vector<std::uint16_t> few_;  // hundredths
    bool in_place_ = false;           // nothing more comes to few_
    unsigned scale_ = 0;
    std::vector<std::uint8_t> counts_;  // of place / 10^scale_, what has not been carried
    std::unordered_map<Decimal, std::uint64_t, Hash> others_;
};

/// The ends of an interval, in percent.
struct RateInterval {
    Decimal low;
    Decimal high;
};

/// hits / trials in percent, rounded half away from zero. nullopt without trials.
/// Requires: hits <= trials, places <= 9.
[[nodiscard]] std::optional<Decimal> rate_in_percent(std::uint64_t hits, std::uint64_t trials,
                                                     unsigned places);

/// Where the rate behind `hits` of `trials` lies with 95 % confidence: the score interval without
/// continuity correction of Wilson, Probable Inference, the Law of Succession, and Statistical
/// Inference, Journal of the American Statistical Association 22 (1927), with z =
/// 1.959963984540054. In percent, both ends rounded half up; nullopt without trials.
/// Requires: hits <= trials < 2^48, places <= 9.
[[nodiscard]] std::optional<RateInterval> wilson_interval(std::uint64_t hits, std::uint64_t trials,
                                                          unsigned places);

}  // namespace certrec
