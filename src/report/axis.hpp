/// \file
/// Where does a value stand in a chart, and which values are marked along its edge? Exactly.
/// Private.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// From a round number to a round number around all values, with round steps between them.
class Axis {
  public:
    /// Steps are 1, 2 or 5 times a power of ten, the smallest of which no more than `steps` are
    /// needed, if `values` do not begin or end inside one more. Where all values are equal, there
    /// is one step of room on either side. Digits far beyond what a picture shows are cut off.
    /// Requires: values is not empty, steps > 0.
    Axis(std::span<const Decimal> values, unsigned steps);

    struct Tick {
        std::int64_t place = 0;
        std::string text;
    };
    [[nodiscard]] std::vector<Tick> ticks(std::int64_t length) const;

    /// How far `value` is from the beginning of an axis of that length, rounded. Requires: it is
    /// between two of the values that the axis was made of; 0 <= length <= 10^6.
    [[nodiscard]] std::int64_t place(Decimal value, std::int64_t length) const;

  private:
    __extension__ typedef __int128 Wide;
    [[nodiscard]] Wide in_units(Decimal value) const;
    [[nodiscard]] std::int64_t share(Wide units, std::int64_t length) const;

    unsigned scale_ = 0;  // all below are in units of 10^-scale_
    Wide low_ = 0;
    Wide high_ = 1;
    Wide step_ = 1;
};

}  // namespace certrec
