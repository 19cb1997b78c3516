/// \file
/// What has one training venue? One row of venues.csv.
///
/// An empty cell is an unknown value, not a false one: it stays std::nullopt here, and a rule that
/// needs it answers "undetermined".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {

struct Venue {
    std::string venue_id;
    /// Floor area of the classrooms.
    std::optional<Decimal> area_m2;
    /// How many can be taught at one time.
    std::optional<std::int64_t> seats;
    std::optional<Date> lease_from;  ///< first day
    std::optional<Date> lease_to;    ///< last day
    /// Whether there is any.
    std::optional<bool> equipment;
    std::optional<bool> fire_certificate;
};

/// Where the columns of a venue stand.
struct VenueColumns {
    /// Throws Refusal if one is missing or doubled.
    explicit VenueColumns(const CsvHeader& header);

    std::size_t venue_id;
    std::size_t area_m2;
    std::size_t seats;
    std::size_t lease_from;
    std::size_t lease_to;
    std::size_t equipment;
    std::size_t fire_certificate;
};

/// The venue that the row states, or the first cell that is wrong: no venue_id, an area outside
/// [0, 1000000], seats that are no whole number in [1, 100000], a date or a word that is none,
/// equipment that is only spaces, a lease that ends before it begins.
[[nodiscard]] std::variant<Venue, CellFault> read_venue(const CsvRow& row,
                                                        const VenueColumns& columns);

}  // namespace certrec
