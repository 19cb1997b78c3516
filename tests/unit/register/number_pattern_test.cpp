#include "certrec/register/number_pattern.hpp"

#include "catch.hpp"

#include "certrec/base/error.hpp"

namespace certrec {
namespace {

NumberPattern pattern_of(const std::string& text, const std::string& agency = "GD01") {
    auto parsed = parse_number_pattern(text, agency);
    REQUIRE(std::holds_alternative<NumberPattern>(parsed));
    return std::get<NumberPattern>(parsed);
}

std::string fault_of(const std::string& text, const std::string& agency = "GD01") {
    const auto parsed = parse_number_pattern(text, agency);
    const auto* const fault = std::get_if<Bilingual>(&parsed);
    return fault == nullptr ? "none" : fault->en;
}

std::string first_number(const std::string& text, Date on, const std::string& level) {
    return NumberLedger(pattern_of(text)).give(on, level);
}

TEST_CASE("a pattern renders agency, year, level and a padded serial") {
    const Date day(2024, 6, 1);
    CHECK(first_number("{agency}{year}{level}{serial:6}", day, "3") == "GD0120243000001");
    CHECK(first_number("{serial:1}", day, "3") == "1");
    CHECK(first_number("({yy})-{serial:12}.{agency}", day, "3") == "(24)-000000000001.GD01");
    CHECK(first_number("S{agency}00{yy}{level}{serial:6}", Date(1999, 1, 1), "L12") ==
          "SGD010099L12000001");
}

TEST_CASE("what is no pattern is refused with what is wrong") {
    CHECK(fault_of("") == "the pattern needs one {serial:N}, and has 0");
    CHECK(fault_of("{agency}") == "the pattern needs one {serial:N}, and has 0");
    CHECK(fault_of("{serial:2}{serial:3}") == "the pattern needs one {serial:N}, and has 2");
    CHECK(fault_of("{serial:0}") == "{serial:0} must give 1 to 12 digits");
    CHECK(fault_of("{serial:13}") == "{serial:13} must give 1 to 12 digits");
    CHECK(fault_of("{serial:}") == "{serial:} must give 1 to 12 digits");
    CHECK(fault_of("{serial:06}") == "{serial:06} must give 1 to 12 digits");
    CHECK(fault_of("{level}{level}{serial:3}") == "{level} occurs twice");
    CHECK(fault_of("{standard}{serial:3}") ==
          "unknown part {standard}; there are agency, year, yy, level and serial:N");
    CHECK(fault_of("{serial:3") == "a '{' without its '}'");
    for (const char* text : {"a b", "a,b", "a/b", "a}b", "号", "a#b"}) {
        CHECK(fault_of(std::string(text) + "{serial:3}") ==
              "'" + std::string(text) +
                  "' cannot stand in a number; letters, digits and - _ . ( ) can");
    }
    CHECK(fault_of("{agency}{serial:3}", "GD/1") ==
          "'GD/1' cannot stand in a number; letters, digits and - _ . ( ) can");
    CHECK(fault_of(".{serial:3}").find("begins with a point") != std::string::npos);
    CHECK(fault_of(std::string(62, 'a') + "{serial:3}").find("longer than 64") !=
          std::string::npos);
}

TEST_CASE("serials count from 1 for each agency, year and level, also across years") {
    NumberLedger ledger(pattern_of("{agency}{year}{level}{serial:3}"));
    CHECK(ledger.give(Date(2024, 12, 31), "1") == "GD0120241001");
    CHECK(ledger.give(Date(2024, 1, 1), "1") == "GD0120241002");
    CHECK(ledger.give(Date(2024, 1, 1), "2") == "GD0120242001");
    CHECK(ledger.give(Date(2025, 1, 1), "1") == "GD0120251001");
    CHECK(ledger.give(Date(2024, 12, 31), "1") == "GD0120241003");
}

TEST_CASE("numbers that run out are refused, not widened") {
    NumberLedger ledger(pattern_of("A{serial:1}"));
    for (int i = 1; i <= 9; ++i) {
        CHECK(ledger.give(Date(2024, 1, 1), "") == "A" + std::to_string(i));
    }
    CHECK_THROWS_AS(ledger.give(Date(2024, 1, 1), ""), Refusal);
}

TEST_CASE("a level without a usable code is refused where the pattern wants it") {
    NumberLedger ledger(pattern_of("{level}{serial:3}"));
    for (const char* code : {"", "a b", "#", "级"}) {
        CHECK_THROWS_AS(ledger.give(Date(2024, 1, 1), code), Refusal);
    }
    CHECK_THROWS_AS(ledger.give(Date(2024, 1, 1), "-1"), Refusal);
    CHECK(ledger.give(Date(2024, 1, 1), "1-") == "1-001");
}

TEST_CASE("every number reads back as it was made, whatever the width of the level's code") {
    for (const char* text : {"{agency}{year}{level}{serial:6}", "{level}{serial:3}{yy}",
                             "{serial:4}{level}", "X{yy}-{serial:2}"}) {
        const NumberPattern pattern = pattern_of(text);
        for (const char* level : {"1", "12", "A-3"}) {
            for (const std::uint64_t serial : {std::uint64_t{1}, std::uint64_t{42}}) {
                const Date day(2024, 6, 1);
                const std::string counter = pattern.counter(day, level);
                const std::string number = pattern.number(counter, serial);
                INFO(number);
                const auto reading = pattern.read(number);
                REQUIRE(reading);
                CHECK(reading->counter == counter);
                CHECK(reading->serial == serial);
            }
        }
    }
}

TEST_CASE("what does not follow the pattern does not read") {
    const NumberPattern pattern = pattern_of("{agency}{year}{level}{serial:3}");
    for (const char* number : {"", "GD012024001", "GD0220241001", "GD0120x41001", "GD01202410x1",
                               "GD012024 001", "GD01202410"}) {
        INFO(number);
        CHECK(!pattern.read(number));
    }
    CHECK(!pattern_of("A{serial:3}").read("A0001"));
}

TEST_CASE("a ledger sees gaps, repetitions and numbers off the pattern") {
    const Date day(2024, 6, 1);
    NumberLedger ledger(pattern_of("N{year}{serial:3}"));
    CHECK(ledger.enter("N2024001", day) == NumberVerdict::in_turn);
    CHECK(ledger.enter("N2024003", day) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("N2024003", day) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("N2024002", day) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("N2024004", day) == NumberVerdict::in_turn);
    CHECK(ledger.enter("N2024000", day) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("OLD-1", day) == NumberVerdict::off_pattern);
    CHECK(ledger.enter("OLD-2", day) == NumberVerdict::off_pattern);
    CHECK(ledger.enter("OLD-1", day) == NumberVerdict::repeated);
    CHECK(ledger.enter("N2025001", day) == NumberVerdict::off_pattern);
    CHECK(ledger.enter("N2025001", Date(2025, 1, 1)) == NumberVerdict::repeated);
    CHECK(ledger.enter("N2024001", Date(2025, 1, 1)) == NumberVerdict::repeated);
}

TEST_CASE("a ledger never gives a number that an earlier pattern gave") {
    NumberLedger ledger(pattern_of("N{year}{serial:2}"));
    CHECK(ledger.enter("N202401", Date(2020, 1, 1)) == NumberVerdict::off_pattern);
    CHECK_THROWS_AS(ledger.give(Date(2024, 1, 1), ""), Refusal);
    CHECK(ledger.give(Date(2025, 1, 1), "") == "N202501");
}

TEST_CASE("a certificate's number is a safe name of a file") {
    for (const char* text : {"1", "GD01202410001", "A-b_c.(2024)"}) {
        CHECK(is_certificate_number(text));
    }
    for (const char* text : {"", ".", "..", ".a", "-a", "a/b", "a b", "a,b", "a\"b", "号", "a\n"}) {
        CHECK(!is_certificate_number(text));
    }
    CHECK(certificate_file_name("GD01") == "GD01.toml");
}

}  // namespace
}  // namespace certrec
