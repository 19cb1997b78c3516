#include "certrec/register/census.hpp"

#include <string>

#include "catch.hpp"
#include "certrec/base/error.hpp"
#include "certrec/register/entry_log.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

RegisterSnapshot events() {
    return snapshot_of("register", read_vector("register-events/register.toml"),
                       read_vector("register-events/checkpoint"),
                       read_vector("register-events/entries.csv"), std::nullopt);
}

/// `2024 senior: 1 suspended` for each group and state that has certificates.
std::string told(const Census& census) {
    std::string text;
    for (const auto& [group, counts] : census.groups) {
        text += std::to_string(group.year) + " " + group.level + ":";
        for (std::size_t i = 0; i < kCertificateStates; ++i) {
            if (counts.states[i] == 0) continue;
            text += " " + std::to_string(counts.states[i]) + " " +
                    std::string(format_certificate_state(static_cast<CertificateState>(i)));
        }
        if (counts.expiring > 0) text += " (" + std::to_string(counts.expiring) + " expiring)";
        text += "\n";
    }
    return text;
}

std::string on(const char* day) {
    return told(take_census(events(), parse_date(day), std::nullopt));
}

TEST_CASE("a census counts each certificate once, in its state on the day") {
    // The log of the vectors, by hand: three on 2024-06-01, one on 12-31, one on 2025-01-01.
    CHECK(on("2024-05-31").empty());
    CHECK(on("2024-06-01") == "2024 junior: 2 in-force\n2024 senior: 1 in-force\n");
    CHECK(on("2025-01-01") ==
          "2024 junior: 3 in-force\n2024 senior: 1 in-force\n2025 junior: 1 in-force\n");
    CHECK(on("2025-01-31") ==
          "2024 junior: 2 in-force 1 revoked\n2024 senior: 1 in-force\n"
          "2025 junior: 2 in-force\n");
    CHECK(on("2025-02-28") ==
          "2024 junior: 2 in-force 1 revoked\n2024 senior: 1 suspended\n"
          "2025 junior: 2 in-force\n");
    CHECK(on("2025-03-01") ==
          "2024 junior: 2 in-force 1 revoked\n2024 senior: 1 in-force\n"
          "2025 junior: 2 in-force\n");
}

TEST_CASE("without a day a census is of the latest day of an entry") {
    const Census census = take_census(events(), std::nullopt, std::nullopt);
    REQUIRE(census.last_entry);
    CHECK(census.day == *census.last_entry);
    CHECK_FALSE(census.expiring_by);
}

std::string log_of(const std::string& rows) { return std::string(kEntriesHeader) + "\n" + rows; }

/// A register that is signed by nobody, with as many entries as the rows.
RegisterSnapshot unsigned_register(const std::string& rows, std::uint64_t size) {
    const std::string note =
        "example.org/register\n" + std::to_string(size) + "\n" + std::string(43, 'A') + "=\n\n";
    const std::string signature =
        "\xE2\x80\x94 example.org/register " + std::string(91, 'A') + "=\n";
    return snapshot_of("register", std::nullopt, note + signature, log_of(rows), std::nullopt);
}

std::string issue_row(int index, const char* on, const char* number, const char* valid_until,
                      const char* replaces = "") {
    const std::string digest(64, '0');
    return std::to_string(index) + "," + (*replaces == '\0' ? "issue" : "replace") + "," + on +
           "," + number + ",s," + digest + ",5," + digest + "," + digest + "," + valid_until + "," +
           replaces + "\n";
}

TEST_CASE("the last day of validity counts, and so does the last day of the period") {
    const RegisterSnapshot snapshot = unsigned_register(
        issue_row(0, "2024-03-01", "A1", "2026-02-28") +
            issue_row(1, "2024-03-01", "A2", "2026-03-01") +
            issue_row(2, "2024-03-01", "A3", "2026-03-31") + issue_row(3, "2024-03-01", "A4", ""),
        4);
    const Period month{1, Period::Unit::months};
    CHECK(told(take_census(snapshot, parse_date("2026-02-28"), month)) ==
          "2024 5: 4 in-force (2 expiring)\n");
    CHECK(told(take_census(snapshot, parse_date("2026-03-01"), month)) ==
          "2024 5: 3 in-force 1 expired (2 expiring)\n");
    CHECK(told(take_census(snapshot, parse_date("2027-01-01"), month)) ==
          "2024 5: 1 in-force 3 expired\n");
}

TEST_CASE("a replaced certificate counts beside the one that replaces it") {
    const RegisterSnapshot snapshot = unsigned_register(
        issue_row(0, "2024-03-01", "A1", "") + issue_row(1, "2025-03-01", "A2", "", "A1"), 2);
    CHECK(told(take_census(snapshot, std::nullopt, std::nullopt)) ==
          "2024 5: 1 replaced\n2025 5: 1 in-force\n");
}

TEST_CASE("rows beyond the checkpoint do not count") {
    const std::string rows =
        issue_row(0, "2024-03-01", "A1", "") + issue_row(1, "2024-03-02", "A2", "");
    CHECK(told(take_census(unsigned_register(rows, 1), std::nullopt, std::nullopt)) ==
          "2024 5: 1 in-force\n");
}

TEST_CASE("half a register is refused") {
    const std::string row = issue_row(0, "2024-03-01", "A1", "");
    const auto census = [](const RegisterSnapshot& snapshot) {
        return take_census(snapshot, parse_date("2026-01-01"), std::nullopt);
    };
    CHECK_THROWS_AS(census(unsigned_register(row, 2)), Refusal);
    CHECK_THROWS_AS(census(unsigned_register("0,issue\n", 1)), Refusal);
    CHECK_THROWS_AS(census(unsigned_register(row.substr(0, row.size() - 1), 1)), Refusal);
    RegisterSnapshot broken = unsigned_register(row, 1);
    broken.checkpoint = "no checkpoint";
    CHECK_THROWS_AS(census(broken), Refusal);
}

TEST_CASE("a register that never issued anything has no certificates, and no last day") {
    const RegisterSnapshot empty =
        snapshot_of("register", std::nullopt, std::nullopt, std::nullopt, std::nullopt);
    CHECK(take_census(empty, parse_date("2026-01-01"), std::nullopt).groups.empty());
    CHECK_THROWS_AS(take_census(empty, std::nullopt, std::nullopt), Refusal);
}

}  // namespace
}  // namespace certrec
