#include "certrec/register/number_pattern.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

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
    const auto* const fault = std::get_if<NumberPatternFault>(&parsed);
    return fault == nullptr ? "none" : fault->message.en;
}

std::string hint_of(const std::string& text) {
    const auto parsed = parse_number_pattern(text, "GD01");
    const auto* const fault = std::get_if<NumberPatternFault>(&parsed);
    return fault == nullptr ? "none" : fault->hint.en;
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
                const std::string number = pattern.number(day, level, serial);
                INFO(number);
                const auto reading = pattern.read(number);
                REQUIRE(reading);
                CHECK(pattern.counter(*reading) == pattern.counter(day, level));
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
    CHECK(!pattern_of("{year}{yy}{serial:1}").read("2024231"));
    CHECK(pattern_of("{yy}{year}{serial:1}").read("2420241")->year == "2024");
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

TEST_CASE("a serial may count within the year, the level or the register alone") {
    const auto numbers = [](const std::string& pattern) {
        NumberLedger ledger(pattern_of(pattern));
        std::vector<std::string> given;
        for (const auto& [year, level] :
             {std::pair(2024, "1"), {2024, "2"}, {2025, "1"}, {2025, "2"}, {2024, "1"}}) {
            given.push_back(ledger.give(Date(year, 6, 1), level));
        }
        return given;
    };
    using Numbers = std::vector<std::string>;
    CHECK(numbers("{yy}-{level}-{serial:1}") ==
          Numbers{"24-1-1", "24-2-1", "25-1-1", "25-2-1", "24-1-2"});
    CHECK(numbers("{yy}-{level}-{serial:1:year}") ==
          Numbers{"24-1-1", "24-2-2", "25-1-1", "25-2-2", "24-1-3"});
    CHECK(numbers("{yy}-{level}-{serial:1:level}") ==
          Numbers{"24-1-1", "24-2-1", "25-1-2", "25-2-2", "24-1-3"});
    CHECK(numbers("{yy}-{level}-{serial:1:ever}") ==
          Numbers{"24-1-1", "24-2-2", "25-1-3", "25-2-4", "24-1-5"});
    CHECK(numbers("{serial:1:ever}") == Numbers{"1", "2", "3", "4", "5"});
}

TEST_CASE("a scope that the number does not tell is refused, with what to add") {
    CHECK(fault_of("{level}{serial:6:year}") ==
          "serials that begin anew each year would repeat numbers: the pattern has no year");
    CHECK(hint_of("{level}{serial:6:year}") ==
          "add {year} or {yy} to the pattern, or write {serial:6:ever}");
    CHECK(fault_of("{year}{serial:6:level}") ==
          "serials that begin anew for each level would repeat numbers: the pattern has no level");
    CHECK(hint_of("{year}{serial:6:level}") ==
          "add {level} to the pattern, or write {serial:6:ever}");
    CHECK(fault_of("{year}{serial:6:month}") ==
          "'month' is no scope of a serial; there are year, level and ever");
    CHECK(fault_of("{year}{serial:6:}") ==
          "'' is no scope of a serial; there are year, level and ever");
    CHECK(fault_of("{year}{serial:6:year:level}") ==
          "'year:level' is no scope of a serial; there are year, level and ever");
    CHECK(hint_of("{year}{serial:6:month}") ==
          "without a scope, serials count within everything else in the number");
    CHECK(fault_of("{serial::ever}") == "{serial:} must give 1 to 12 digits");
}

TEST_CASE("years that two digits do not tell apart share a counter") {
    NumberLedger ledger(pattern_of("{yy}{serial:2:year}"));
    CHECK(ledger.give(Date(1924, 1, 1), "") == "2401");
    CHECK(ledger.give(Date(2024, 1, 1), "") == "2402");
    NumberLedger wide(pattern_of("{yy}{year}{serial:2:year}"));
    CHECK(wide.give(Date(1924, 1, 1), "") == "24192401");
    CHECK(wide.give(Date(2024, 1, 1), "") == "24202401");
}

TEST_CASE("a ledger sees gaps within the scope, also across levels") {
    const Date day(2024, 6, 1);
    NumberLedger ledger(pattern_of("{year}-{level}-{serial:2:year}"));
    CHECK(ledger.enter("2024-1-01", day) == NumberVerdict::in_turn);
    CHECK(ledger.enter("2024-2-02", day) == NumberVerdict::in_turn);
    CHECK(ledger.enter("2024-1-02", day) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("2024-12-03", day) == NumberVerdict::in_turn);
    CHECK(ledger.enter("2025-1-01", Date(2025, 1, 1)) == NumberVerdict::in_turn);
    // Of another year: its serial was given to some number of 2024, if not to this one.
    CHECK(ledger.enter("2024-5-03", Date(2025, 1, 1)) == NumberVerdict::out_of_turn);
    CHECK(ledger.enter("2024-5-03", Date(2025, 1, 1)) == NumberVerdict::repeated);
    CHECK(ledger.enter("2024-5-04", Date(2025, 1, 1)) == NumberVerdict::off_pattern);
    CHECK(ledger.enter("2024-5-04", day) == NumberVerdict::repeated);
}

TEST_CASE("another scope than before never leads to a number that was given") {
    const std::vector<std::string> patterns{"{yy}{level}{serial:2}", "{yy}{level}{serial:2:year}",
                                            "{yy}{level}{serial:2:level}",
                                            "{yy}{level}{serial:2:ever}"};
    for (const std::string& before : patterns) {
        for (const std::string& after : patterns) {
            std::set<std::string> given;
            NumberLedger old(pattern_of(before));
            NumberLedger ledger(pattern_of(after));
            const auto award = [&](NumberLedger& giving, int i) {
                const Date day(2024 + i % 3, 1, 1);
                const std::string number = giving.give(day, i % 2 == 0 ? "1" : "2");
                INFO(before << " then " << after << ": " << number);
                CHECK(given.insert(number).second);
                return std::pair(number, day);
            };
            for (int i = 0; i < 20; ++i) {
                const auto [number, day] = award(old, i * i);
                ledger.enter(number, day);
            }
            for (int i = 0; i < 20; ++i) award(ledger, i);
        }
    }
}

/// A pattern of random parts, and what its serials must count within by the manual.
struct RandomPattern {
    std::string text;
    bool year = false;
    bool yy = false;
    bool level = false;
    std::string scope;
};

RandomPattern random_pattern(std::mt19937& random) {
    const auto pick = [&](std::size_t count) { return random() % count; };
    RandomPattern made;
    made.scope = std::vector<std::string>{"", ":year", ":level", ":ever"}[pick(4)];
    std::vector<std::string> parts{"{serial:" + std::to_string(3 + pick(3)) + made.scope + "}"};
    if (pick(2) == 0) {
        made.level = true;
        parts.emplace_back("{level}");
    }
    for (std::size_t i = pick(4); i > 0; --i) {
        const std::string part =
            std::vector<std::string>{"{year}", "{yy}", "{agency}", "1", "24", "-0", "A"}[pick(7)];
        made.year = made.year || part == "{year}";
        made.yy = made.yy || part == "{yy}";
        parts.push_back(part);
    }
    std::shuffle(parts.begin(), parts.end(), random);
    for (const std::string& part : parts) made.text += part;
    if (made.text.front() == '-') made.text.insert(0, "N");
    return made;
}

TEST_CASE("no history of awards makes a pattern repeat a number, or leave one out") {
    std::mt19937 random(20261128);
    const std::vector<std::string> codes{"1", "2", "12", "21", "121", "0", "A-1", "24"};
    std::map<std::string, int> scopes;
    for (int round = 0; round < 2000; ++round) {
        const RandomPattern made = random_pattern(random);
        INFO(made.text);
        const bool is_told = (made.scope != ":year" || made.year || made.yy) &&
                             (made.scope != ":level" || made.level);
        REQUIRE((fault_of(made.text, "1") == "none") == is_told);
        if (!is_told) continue;
        ++scopes[made.scope];
        const NumberPattern pattern = pattern_of(made.text, "1");
        NumberLedger giving(pattern);
        NumberLedger entering(pattern);
        std::map<std::tuple<int, std::string>, std::uint64_t> counters;
        std::set<std::string> given;
        for (int i = 0; i < 60; ++i) {
            const auto month = static_cast<unsigned>(1 + random() % 12);
            const Date day(1999 + static_cast<int>(random() % 4) * (random() % 3 == 0 ? 100 : 1),
                           month, 28);
            const std::string level = codes[random() % codes.size()];
            const bool by_year = made.scope.empty() || made.scope == ":year";
            const bool by_level = made.scope.empty() || made.scope == ":level";
            const int year = made.year ? day.year() : made.yy ? day.year() % 100 : 0;
            const std::uint64_t serial =
                ++counters[{by_year ? year : 0, by_level && made.level ? level : ""}];
            const std::string number = giving.give(day, level);
            INFO(number);
            REQUIRE(given.insert(number).second);
            REQUIRE(number == pattern.number(day, level, serial));
            REQUIRE(entering.enter(number, day) == NumberVerdict::in_turn);
        }
    }
    CHECK(scopes.size() == 4);
}

TEST_CASE("the code of a vocational-level certificate has 22 characters in seven parts") {
    // Y or S, 4 of the ministry's code, 2 of the province, 6 of the
    // province's serial, 2 of the year, 1 of the level, 6 of the certificate's serial.
    const std::string agency =
        "Y"
        "0001"
        "23"
        "000042";
    NumberLedger ledger(pattern_of("{agency}{yy}{level}{serial:6}", agency));
    CHECK(ledger.give(Date(2019, 5, 1), "5") ==
          "Y000123000042"
          "19"
          "5"
          "000001");
    for (const char* level : {"1", "2", "3", "4", "5"}) {
        for (const int year : {2019, 2026, 2100}) {
            const Date day(year, 12, 31);
            const std::string number = ledger.give(day, level);
            INFO(number);
            REQUIRE(number.size() == 22);
            CHECK(number.substr(0, 13) == agency);
            CHECK(std::stoi(number.substr(13, 2)) == year % 100);
            CHECK(number.substr(15, 1) == level);
            CHECK(std::all_of(number.begin() + 1, number.end(),
                              [](char c) { return c >= '0' && c <= '9'; }));
        }
    }
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
