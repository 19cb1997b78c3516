#include "certrec/records/venue.hpp"

#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec {
namespace {

using testing::contains;

const std::vector<std::string> kColumns = {"venue_id", "area_m2",   "seats",           "lease_from",
                                           "lease_to", "equipment", "fire_certificate"};

enum Column { venue_id, area_m2, seats, lease_from, lease_to, equipment, fire_certificate };

std::string csv(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
    std::string text;
    CsvWriter writer(write_memory(text));
    for (const auto* const row : {&header, &cells}) {
        for (const std::string& cell : *row) writer.field(cell);
        writer.end_row();
    }
    writer.finish();
    return text;
}

/// A sound row, with one cell changed.
std::variant<Venue, CellFault> read(Column column, const std::string& cell) {
    std::vector<std::string> cells = {"V1",         "360.5",          "120", "2025-03-01",
                                      "2027-02-28", "投影仪、话务台", "yes"};
    cells.at(column) = cell;
    CsvReader reader(read_memory("venues.csv", csv(kColumns, cells)));
    return read_venue(*reader.next(), VenueColumns(reader.header()));
}

Venue sound(Column column, const std::string& cell) { return std::get<Venue>(read(column, cell)); }

TEST_CASE("a venue is read as it is written") {
    const Venue venue = sound(venue_id, "南京-1");
    CHECK(venue.venue_id == "南京-1");
    CHECK(venue.area_m2 == Decimal(3605, 1));
    CHECK(venue.seats == 120);
    CHECK(venue.lease_from == Date(2025, 3, 1));
    CHECK(venue.lease_to == Date(2027, 2, 28));
    CHECK(venue.equipment == true);
    CHECK(venue.fire_certificate == true);
}

TEST_CASE("an empty cell of a venue is an unknown value") {
    CHECK_FALSE(sound(area_m2, "").area_m2.has_value());
    CHECK_FALSE(sound(seats, "").seats.has_value());
    CHECK_FALSE(sound(lease_from, "").lease_from.has_value());
    CHECK_FALSE(sound(lease_to, "").lease_to.has_value());
    CHECK_FALSE(sound(equipment, "").equipment.has_value());
    CHECK_FALSE(sound(fire_certificate, "").fire_certificate.has_value());
}

TEST_CASE("equipment is there in whatever words, unless the cell says no") {
    for (const char* const words :
         {"yes", "有", "projector, 60 headsets", "无线话务台", "not yet"}) {
        INFO(words);
        CHECK(sound(equipment, words).equipment == true);
    }
    for (const char* const word : {"no", "false", "FALSE", "否", "无"}) {
        INFO(word);
        CHECK(sound(equipment, word).equipment == false);
    }
}

TEST_CASE("a fire certificate is there or not, in the words for yes and no") {
    for (const char* const word : {"yes", "true", "TRUE", "是", "有"}) {
        CHECK(sound(fire_certificate, word).fire_certificate == true);
    }
    for (const char* const word : {"no", "false", "FALSE", "否", "无"}) {
        CHECK(sound(fire_certificate, word).fire_certificate == false);
    }
}

TEST_CASE("a lease may be of one day") {
    CHECK(sound(lease_to, "2025-03-01").lease_to == Date(2025, 3, 1));
}

TEST_CASE("an area reaches from 0 to 1000000, seats from 1 to 100000") {
    CHECK(sound(area_m2, "0").area_m2 == Decimal(0, 0));
    CHECK(sound(area_m2, "1000000.00").area_m2 == Decimal(1'000'000, 0));
    CHECK(sound(area_m2, "300.000000000000001").area_m2 == Decimal(300'000'000'000'000'001, 15));
    CHECK(sound(seats, "1").seats == 1);
    CHECK(sound(seats, "100000").seats == 100'000);
}

TEST_CASE("a cell that a venue cannot have is refused, at its column and with what is wrong") {
    struct Case {
        Column column;
        std::string cell;
        std::string says;
    };
    for (const Case& wrong : {
             Case{venue_id, "", "no venue_id"},
             Case{venue_id, "V1\u3000", "spaces"},
             Case{area_m2, "-300", "from 0 to 1000000"},
             Case{area_m2, "1000000.1", "area_m2 is 1000000.1"},
             Case{area_m2, "300m2", "300m2"},
             Case{area_m2, "1,200", "1,200"},
             Case{seats, "0", "from 1 to 100000"},
             Case{seats, "-40", "from 1 to 100000"},
             Case{seats, "40.5", "whole number"},
             Case{lease_from, "2025-02-29", "28 days"},
             Case{lease_from, "2025-03", "YYYY-MM-DD"},
             Case{lease_to, "2027.02.28", "YYYY-MM-DD"},
             Case{lease_to, "2025-02-28", "before it begins on 2025-03-01"},
             Case{equipment, " ", "only spaces"},
             Case{equipment, "\u3000 ", "only spaces"},
             Case{fire_certificate, "expired", "unknown word 'expired'"},
         }) {
        INFO(wrong.cell);
        const auto found = read(wrong.column, wrong.cell);
        REQUIRE(std::holds_alternative<CellFault>(found));
        const auto& fault = std::get<CellFault>(found);
        CHECK(fault.column == wrong.column);
        CHECK(contains(fault.message.en, wrong.says));
        CHECK_FALSE(fault.message.zh.empty());
    }
}

TEST_CASE("venues.csv needs each of its columns") {
    for (std::size_t missing = 0; missing < kColumns.size(); ++missing) {
        std::vector<std::string> header = kColumns;
        header.at(missing) = "other";
        CsvReader reader(read_memory("venues.csv", csv(header, header)));
        CHECK_THROWS_AS(VenueColumns(reader.header()), Refusal);
    }
}

}  // namespace
}  // namespace certrec
