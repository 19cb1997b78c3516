#include "certrec/register/audit.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>
#include "catch.hpp"

#include "register_fixture.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::issuer_public_key;
using testing::read_vector;

const std::vector<std::string> kFiles{"register.toml", "checkpoint", "entries.csv", "holders.csv",
                                      "reasons.csv"};

/// The bytes of a register's files; a missing one is nullopt.
using Files = std::vector<std::optional<std::string>>;

Files right_files(const std::string& folder = "register") {
    Files files;
    for (const std::string& file : kFiles) {
        std::string bytes = read_vector(folder + "/" + file);
        files.push_back(bytes.empty() ? std::nullopt : std::optional(std::move(bytes)));
    }
    return files;
}

RegisterAudit audit(const Files& files, TreeScope tree = TreeScope::root_only) {
    return audit_register(snapshot_of("register", files[0], files[1], files[2], files[3], files[4]),
                          issuer_public_key(), HolderScope::included, tree);
}

/// `name:status` of every check that is not ok, without repetition and in order.
std::string verdict_of(const std::vector<Check>& checks) {
    std::string verdict;
    for (const Check& check : checks) {
        if (check.status == CheckStatus::ok) continue;
        const std::string word = check.name + ":" + std::string(format_check_status(check.status));
        if ((" " + verdict + " ").find(" " + word + " ") != std::string::npos) continue;
        verdict += (verdict.empty() ? "" : " ") + word;
    }
    return verdict;
}

bool has_failure(const std::vector<Check>& checks) {
    return std::any_of(checks.begin(), checks.end(),
                       [](const Check& check) { return check.status == CheckStatus::failed; });
}

std::vector<std::string> names_of(const std::vector<Check>& checks) {
    std::vector<std::string> names;
    for (const Check& check : checks) names.push_back(check.name);
    return names;
}

const Check& find(const std::vector<Check>& checks, const std::string& name) {
    const auto found = std::find_if(checks.begin(), checks.end(),
                                    [&](const Check& check) { return check.name == name; });
    REQUIRE(found != checks.end());
    return *found;
}

/// The files of a case: those of the right register, but what its folder has or lacks.
Files files_of_case(const std::string& name) {
    const std::string folder = "register-mutations/" + name + "/";
    std::istringstream missing_names(read_vector(folder + "missing"));
    std::set<std::string> missing;
    for (std::string line; std::getline(missing_names, line);) missing.insert(line);
    Files files = right_files();
    for (std::size_t i = 0; i < kFiles.size(); ++i) {
        const std::string changed = read_vector(folder + kFiles[i]);
        if (!changed.empty()) files[i] = changed;
        if (missing.contains(kFiles[i])) files[i] = std::nullopt;
    }
    return files;
}

const Check& find_last(const std::vector<Check>& checks, const std::string& name) {
    const auto found = std::find_if(checks.rbegin(), checks.rend(),
                                    [&](const Check& check) { return check.name == name; });
    REQUIRE(found != checks.rend());
    return *found;
}

TEST_CASE("the register of an independent program passes every check") {
    const RegisterAudit result = audit(right_files(), TreeScope::whole);
    CHECK(names_of(result.checks) ==
          std::vector<std::string>{"config", "checkpoint", "signature", "entries", "tree",
                                   "numbers", "states", "holders", "reasons", "persons"});
    CHECK(verdict_of(result.checks).empty());
    CHECK(result.origin == "register.example.org/skills");
    REQUIRE(result.tree);
    CHECK(result.tree->size() == 5);
}

TEST_CASE("each register with one fault fails the checks that the fault concerns, and no other") {
    for (const auto& [name, expected] : testing::cases_of("register-mutations")) {
        INFO(name);
        CHECK(verdict_of(audit(files_of_case(name)).checks) == expected);
    }
}

TEST_CASE(
    "each certificate with one fault fails the checks that the fault concerns, and no other") {
    const RegisterAudit whole = audit(right_files(), TreeScope::whole);
    for (const auto& [name, expected] : testing::cases_of("certificate")) {
        INFO(name);
        const auto checks = audit_certificate(read_vector("certificate/" + name), "c.toml",
                                              issuer_public_key(), &whole);
        CHECK(verdict_of(checks) == expected);
    }
}

TEST_CASE("without holders.csv in the scope, its checks are left out") {
    const Files files = right_files();
    const auto result =
        audit_register(snapshot_of("register", files[0], files[1], files[2], std::nullopt),
                       issuer_public_key(), HolderScope::left_out, TreeScope::root_only);
    CHECK(verdict_of(result.checks).empty());
    CHECK(result.checks.size() == 7);
    CHECK(!result.tree);
}

TEST_CASE("an empty register passes, with or without its empty files") {
    const testing::TemporaryFolder folder;
    testing::write_config(folder);
    const SigningKey key = testing::issuer_key();
    { const RegisterStore store(folder.path(), key, OpenMode::write, testing::ignore); }
    const auto verdict = [&] {
        return verdict_of(audit_register(read_register(folder.path()), issuer_public_key(),
                                         HolderScope::included, TreeScope::root_only)
                              .checks);
    };
    CHECK(verdict().empty());
    folder.write("entries.csv", "");
    folder.write("holders.csv", "");
    CHECK(verdict().empty());
}

TEST_CASE("a finding names the row or the certificate, never the person") {
    const auto holders = audit(files_of_case("holders-name-changed")).checks;
    CHECK(find(holders, "holders").subject == "GD01202510001");
    const auto persons = audit(files_of_case("signed-level-held-twice")).checks;
    CHECK(find(persons, "persons").subject == "GD01202410004");
    const auto numbers = audit(files_of_case("signed-gap-in-numbers")).checks;
    CHECK(find(numbers, "numbers").subject == "GD01202410004");
    const auto entries = audit(files_of_case("signed-malformed-row")).checks;
    CHECK(find(entries, "entries").subject == "register/entries.csv:6");
    const auto added = audit(files_of_case("entries-row-added")).checks;
    CHECK(find(added, "entries").detail.en ==
          "1 rows beyond the checkpoint: an unfinished batch, or added by hand");
}

TEST_CASE("a thousand faults of one kind make a short list that counts the rest") {
    Files files = right_files();
    for (int i = 0; i < 1000; ++i) *files[3] += "broken\n";
    const auto checks = audit(files).checks;
    const auto failed = std::count_if(checks.begin(), checks.end(), [](const Check& check) {
        return check.status == CheckStatus::failed;
    });
    CHECK(failed == static_cast<std::ptrdiff_t>(kMaxFindingsPerCheck) + 1);
    CHECK(find_last(checks, "holders").detail.en == "and 980 more");
}

TEST_CASE("a certificate is compared with its register only if the register itself is right") {
    Files files = right_files();
    files[2]->back() = 'x';
    const RegisterAudit broken = audit(files, TreeScope::whole);
    CHECK(!broken.tree);
    const auto checks =
        audit_certificate(read_vector("certificate/right"), "c.toml", issuer_public_key(), &broken);
    CHECK(verdict_of(checks) == "register:unchecked state:unchecked");
}

TEST_CASE("a certificate without a register verifies with the public key alone") {
    const auto checks =
        audit_certificate(read_vector("certificate/right"), "c.toml", issuer_public_key(), nullptr);
    CHECK(names_of(checks) == std::vector<std::string>{"form", "document", "holder", "entry",
                                                       "checkpoint", "inclusion", "signature"});
    CHECK(verdict_of(checks).empty());
    const auto by_stranger = audit_certificate(read_vector("certificate/right"), "c.toml",
                                               testing::stranger_key().public_key(), nullptr);
    CHECK(verdict_of(by_stranger) == "signature:failed");
}

/// Calls `judge` with every text that differs from `bytes` by one flipped bit, one byte removed,
/// inserted or replaced, one line doubled, removed, or swapped with the next.
void for_each_mutation(const std::string& bytes,
                       const std::function<void(const std::string&, const std::string&)>& judge) {
    const auto at = [](const char* kind, std::size_t i) { return kind + std::to_string(i); };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const unsigned bit : {0U, 1U, 5U, 7U}) {
            std::string text = bytes;
            text[i] = static_cast<char>(static_cast<unsigned char>(text[i]) ^ (1U << bit));
            judge(at("flip ", i), text);
        }
        judge(at("remove ", i), bytes.substr(0, i) + bytes.substr(i + 1));
    }
    for (std::size_t i = 0; i <= bytes.size(); ++i) {
        for (const char c : {'\n', '0', ' '}) {
            judge(at("insert ", i), bytes.substr(0, i) + c + bytes.substr(i));
        }
    }
    std::vector<std::string> lines;
    std::istringstream text(bytes);
    for (std::string line; std::getline(text, line);) lines.push_back(line + "\n");
    const auto joined = [](const std::vector<std::string>& parts) {
        std::string whole;
        for (const std::string& part : parts) whole += part;
        return whole;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto place = lines.begin() + static_cast<std::ptrdiff_t>(i);
        auto changed = lines;
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i), *place);
        judge(at("double line ", i), joined(changed));
        changed = lines;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        judge(at("remove line ", i), joined(changed));
        changed = lines;
        if (i + 1 == lines.size() || lines[i] == lines[i + 1]) continue;
        std::swap(changed[i], changed[i + 1]);
        judge(at("swap lines ", i), joined(changed));
    }
}

/// The same signature twice says no more than once, and a note may hold it (c2sp.org/signed-note).
bool is_signed_twice(const std::string& text) {
    const std::string line = text.substr(std::min(text.find("— "), text.size()));
    const std::string first = line.substr(0, line.find('\n') + 1);
    return !first.empty() && line.starts_with(first + first);
}

TEST_CASE("no change of a byte or a line of entries.csv or checkpoint goes unnoticed", "[once]") {
    Files files = right_files("register-events");
    for (const std::size_t file : {std::size_t{1}, std::size_t{2}}) {
        const std::string right = *files[file];
        std::size_t count = 0;
        for_each_mutation(right, [&](const std::string& what, const std::string& text) {
            files[file] = text;
            if (is_signed_twice(text)) return;
            if (!has_failure(audit(files).checks)) FAIL(kFiles[file] << ": " << what);
            ++count;
        });
        CHECK(count > right.size() * 8);
        files[file] = right;
    }
}

/// holders.csv without the column candidate_id, which no entry commits to.
std::string committed_columns(const std::string& holders) {
    std::istringstream lines(holders);
    std::string columns;
    for (std::string line; std::getline(lines, line);) {
        columns += line.substr(0, line.rfind(',')) + "\n";
    }
    return columns;
}

TEST_CASE("no change of a person or a salt in holders.csv goes unnoticed", "[once]") {
    Files files = right_files();
    const std::string right = *files[3];
    for_each_mutation(right, [&](const std::string& what, const std::string& text) {
        files[3] = text;
        const bool concerns_person = committed_columns(text) != committed_columns(right);
        if (concerns_person && !has_failure(audit(files).checks)) FAIL(what);
    });
}

TEST_CASE("no change of a byte or a line of reasons.csv goes unnoticed") {
    Files files = right_files("register-events");
    const std::string right = *files[4];
    std::size_t count = 0;
    for_each_mutation(right, [&](const std::string& what, const std::string& text) {
        files[4] = text;
        if (!has_failure(audit(files).checks)) FAIL(what);
        ++count;
    });
    CHECK(count > right.size() * 8);
}

TEST_CASE("the state of a certificate on a day is what its events up to that day say") {
    const RegisterAudit whole = audit(right_files("register-events"), TreeScope::whole);
    const auto state_of = [&](const std::string& number, std::optional<Date> day) {
        const auto checks =
            audit_certificate(read_vector("register-events/certificates/" + number + ".toml"),
                              "c.toml", issuer_public_key(), &whole, day);
        return find(checks, "state").detail.en;
    };
    const std::string rest = "; the register's last entry is of 2025-12-11";
    CHECK(state_of("GD01202410002", Date(2025, 1, 30)) == "in force on 2025-01-30" + rest);
    CHECK(state_of("GD01202410002", Date(2025, 1, 31)) == "revoked on 2025-01-31" + rest);
    CHECK(state_of("GD01202430001", Date(2025, 2, 28)) == "suspended on 2025-02-28" + rest);
    CHECK(state_of("GD01202430001", Date(2025, 3, 1)) == "in force on 2025-03-01" + rest);
    CHECK(state_of("GD01202410003", Date(2025, 3, 2)) == "replaced on 2025-03-02" + rest);
    CHECK(state_of("GD01202510002", Date(2025, 3, 1)) == "not yet issued on 2025-03-01" + rest);
    CHECK(state_of("GD01202510003", Date(2025, 7, 2)) == "in force on 2025-07-02" + rest);
    CHECK(state_of("GD01202510003", Date(2025, 7, 3)) == "expired on 2025-07-03" + rest);
    CHECK(state_of("GD01202510004", Date(2025, 12, 10)) == "replaced on 2025-12-10" + rest);
    CHECK(state_of("GD01202510006", std::nullopt) == "in force on 2025-12-11" + rest);
}

TEST_CASE("no change of a byte or a line of a certificate goes unnoticed") {
    const PublicKey key = issuer_public_key();
    const std::string right = read_vector("certificate/right");
    std::size_t count = 0;
    for_each_mutation(right, [&](const std::string& what, const std::string& text) {
        if (is_signed_twice(text)) return;
        if (!has_failure(audit_certificate(text, "c.toml", key, nullptr))) FAIL(what);
        ++count;
    });
    CHECK(count > right.size() * 8);
}

TEST_CASE("a change of register.toml fails a check only if it breaks the file or the origin") {
    Files files = right_files();
    for_each_mutation(read_vector("register/register.toml"), [&](const std::string& what,
                                                                 const std::string& text) {
        files[0] = text;
        for (const Check& check : audit(files).checks) {
            const bool may_fail =
                check.name == "config" || check.name == "checkpoint" || check.name == "numbers";
            if (check.status == CheckStatus::failed && !may_fail) {
                FAIL(what << ": " << check.name);
            }
        }
    });
}

TEST_CASE("every check says something in both languages") {
    for (const auto& [name, expected] : testing::cases_of("register-mutations")) {
        for (const Check& check : audit(files_of_case(name)).checks) {
            INFO(name << " " << check.name);
            CHECK(!check.detail.en.empty());
            CHECK(!check.detail.zh.empty());
            CHECK(!check.subject.empty());
        }
    }
}

}  // namespace
}  // namespace certrec
