#include "certrec/records/venue.hpp"

#include "records/row_cells.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kMostArea = 1'000'000;
constexpr std::int64_t kMostSeats = 100'000;

/// Equipment is listed in whatever words; only whether there is any can be judged.
std::optional<bool> read_equipment(const CsvRow& row, std::size_t column, RowCells& cells) {
    const std::string_view cell = row.field(column);
    if (cell.empty()) return std::nullopt;
    if (trimmed(cell).empty()) {
        cells.keep({column, compose("equipment is only spaces", "设备只有空格"),
                    compose("list it, write no if there is none, or leave the cell empty",
                            "请列出设备；没有则写“无”；不详则留空")});
    }
    return !says_no(cell);
}

void check_lease(const Venue& venue, std::size_t column, RowCells& cells) {
    if (!venue.lease_from || !venue.lease_to || *venue.lease_from <= *venue.lease_to) return;
    cells.keep(
        {column,
         compose("the lease ends on {1}, before it begins on {0}", "租期止于 {1}，早于起租日 {0}",
                 format_date(*venue.lease_from), format_date(*venue.lease_to)),
         {}});
}

}  // namespace

VenueColumns::VenueColumns(const CsvHeader& header)
    : venue_id(header.require("venue_id")),
      area_m2(header.require("area_m2")),
      seats(header.require("seats")),
      lease_from(header.require("lease_from")),
      lease_to(header.require("lease_to")),
      equipment(header.require("equipment")),
      fire_certificate(header.require("fire_certificate")) {}

std::variant<Venue, CellFault> read_venue(const CsvRow& row, const VenueColumns& columns) {
    RowCells cells(row, TableKind::venues);
    Venue venue;
    venue.venue_id = cells.plain(columns.venue_id, "venue_id", "场所编号");
    venue.area_m2 = cells.decimal(columns.area_m2, "area_m2", 0, kMostArea);
    venue.seats = cells.whole_number(columns.seats, "seats", 1, kMostSeats);
    venue.lease_from = cells.date(columns.lease_from);
    venue.lease_to = cells.date(columns.lease_to);
    check_lease(venue, columns.lease_to, cells);
    venue.equipment = read_equipment(row, columns.equipment, cells);
    venue.fire_certificate = cells.yes_or_no(columns.fire_certificate);
    if (cells.fault()) return *cells.fault();
    return venue;
}

}  // namespace certrec
