#include "certrec/register/entry.hpp"

#include "catch.hpp"

#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

std::string name_of(EntryFault fault) {
    switch (fault) {
        case EntryFault::wrong_field_count: return "wrong_field_count";
        case EntryFault::wrong_index: return "wrong_index";
        case EntryFault::unknown_event: return "unknown_event";
        case EntryFault::wrong_date: return "wrong_date";
        case EntryFault::wrong_number: return "wrong_number";
        case EntryFault::wrong_id: return "wrong_id";
        case EntryFault::wrong_digest: return "wrong_digest";
        case EntryFault::wrong_valid_until: return "wrong_valid_until";
        case EntryFault::wrong_replaces: return "wrong_replaces";
        case EntryFault::filled_field: return "filled_field";
        case EntryFault::too_long: return "too_long";
    }
    return "?";
}

TEST_CASE("each entry with one fault is refused for that fault, and a right one has one spelling") {
    for (const auto& [name, expected] : testing::cases_of("entry")) {
        INFO(name);
        const std::string row = read_vector("entry/" + name);
        const auto parsed = parse_entry(row);
        const auto* const fault = std::get_if<EntryFault>(&parsed);
        CHECK((fault == nullptr ? "ok" : name_of(*fault)) == expected);
        if (fault == nullptr) CHECK(format_entry(std::get<Entry>(parsed)) == row);
    }
}

}  // namespace
}  // namespace certrec
