#include "certrec/register/entry.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

#include "../base/random.hpp"
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

/// An entry of which now and then something is wrong.
Entry roll_entry(testing::Dice& dice) {
    const auto one_of = [&dice](const std::vector<std::string>& texts) {
        return texts[dice.below(texts.size())];
    };
    const std::vector<std::string> numbers = {"A1", "A-2", "EX012026100001", "", "a,b", "号"};
    const std::vector<std::string> ids = {"pts", "nos-4-04-05-03", "junior", "",
                                          "a,b", "三级",           "\""};
    Entry entry;
    entry.index = dice.below(1'000'000);
    entry.event = static_cast<Event>(dice.below(5));
    entry.on = Date(2026, 1, 1 + static_cast<unsigned>(dice.below(20)));
    entry.number = one_of(numbers);
    entry.document = sha256("document");
    if (!makes_certificate(entry.event) && dice.below(2) == 0) return entry;
    entry.standard = one_of(ids);
    entry.level = one_of(ids);
    entry.edition = sha256("edition");
    entry.holder = sha256("holder");
    if (dice.below(2) == 0) {
        entry.valid_until = Date(2026, 1, 1 + static_cast<unsigned>(dice.below(20)));
    }
    if (dice.below(2) == 0) entry.replaces = one_of(numbers);
    return entry;
}

TEST_CASE("an entry without a fault comes back from its row, and no other one does") {
    testing::Dice dice(8);
    int right = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Entry entry = roll_entry(dice);
        const auto parsed = parse_entry(format_entry(entry));
        const auto* const read = std::get_if<Entry>(&parsed);
        const bool comes_back = read != nullptr && *read == entry;
        REQUIRE(comes_back == !find_entry_fault(entry).has_value());
        if (comes_back) ++right;
    }
    CHECK(right > 1000);
    CHECK(right < 10'000);
}

}  // namespace
}  // namespace certrec
