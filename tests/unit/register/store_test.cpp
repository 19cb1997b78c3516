#include "certrec/register/store.hpp"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include "catch.hpp"

#include "certrec/base/error.hpp"
#include "certrec/register/audit.hpp"
#include "register_fixture.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::counting_salts;
using testing::example_awards;
using testing::issue_in;
using testing::issuer_key;
using testing::issuer_public_key;
using testing::read_vector;
using testing::TemporaryFolder;

constexpr const char* kRegisterFiles[] = {"register.toml", "entries.csv", "checkpoint",
                                          "holders.csv"};

/// The register of the vectors, all five entries.
void write_register(const TemporaryFolder& folder) {
    for (const char* file : kRegisterFiles) {
        folder.write(file, read_vector(std::string("register/") + file));
    }
}

struct Opened {
    std::string refusal;  ///< English message; empty if it opened
    std::vector<std::string> warnings;
    std::uint64_t size = 0;
};

Opened open(const TemporaryFolder& folder, const SigningKey& key = issuer_key(),
            OpenMode mode = OpenMode::write) {
    Opened opened;
    try {
        const RegisterStore store(folder.path(), key, mode, [&](const Diagnostic& diagnostic) {
            opened.warnings.push_back(diagnostic.message.en);
        });
        opened.size = store.size();
    } catch (const Refusal& refusal) {
        opened.refusal = refusal.diagnostic().message.en;
    }
    return opened;
}

std::string changed(std::string text, const std::string& old, const std::string& with) {
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), with);
}

bool passes_audit(const TemporaryFolder& folder) {
    const auto audit = audit_register(read_register(folder.path()), issuer_public_key(),
                                      HolderScope::included, TreeScope::root_only);
    for (const Check& check : audit.checks) {
        if (check.status != CheckStatus::ok) return false;
    }
    return true;
}

unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

TEST_CASE("a new register begins with a signed checkpoint of size 0") {
    const TemporaryFolder folder;
    testing::write_config(folder);
    CHECK(open(folder).refusal.empty());
    CHECK(folder.names() == std::vector<std::string>{"checkpoint", "register.toml"});
    const auto parsed = parse_signed_checkpoint(folder.read("checkpoint"));
    const auto& checkpoint = std::get<SignedCheckpoint>(parsed);
    CHECK(checkpoint.checkpoint.size == 0);
    CHECK(!verify_checkpoint(checkpoint, issuer_public_key()));
    CHECK(open(folder).size == 0);
}

TEST_CASE("holders.csv is for its owner only") {
    const TemporaryFolder folder;
    testing::write_config(folder);
    issue_in(folder, example_awards());
    CHECK(mode_of(folder / "holders.csv") == 0600);
    CHECK((mode_of(folder / "entries.csv") & 0400U) != 0);
    CHECK(!folder.has("checkpoint.new"));
}

TEST_CASE("a store finds awards and reads their rows back") {
    const TemporaryFolder folder;
    write_register(folder);
    const SigningKey key = issuer_key();
    const RegisterStore store(folder.path(), key, OpenMode::write, testing::ignore);
    CHECK(store.size() == 5);
    const auto found =
        store.find_awards({"resident-id", "11010519491231002X", "pts-example", "senior"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].index == 2);
    CHECK(found[0].history.issued_on == Date(2024, 6, 1));
    CHECK(store.find_certificate("GD01202430001")->index == 2);
    CHECK(!store.find_certificate("GD01202430002"));
    CHECK(store.entry(2).number == "GD01202430001");
    CHECK(store.holder(2).name == "张三");
    CHECK(store.holder(1).name == "O\"Neill, Ann");
    CHECK(
        store.find_awards({"resident-id", "11010519491231002X", "pts-example", "expert"}).empty());
    CHECK(store.find_awards({"passport", "11010519491231002X", "pts-example", "senior"}).empty());
}

TEST_CASE("a register without register.toml, or with a wrong one, is refused") {
    const TemporaryFolder folder;
    CHECK(open(folder).refusal == "there is no such file");
    folder.write("register.toml", "format = 1\n");
    CHECK(open(folder).refusal == "the register's configuration is wrong");
    CHECK(folder.names() == std::vector<std::string>{"register.toml"});
    CHECK_THROWS_AS(
        RegisterStore(folder / "missing", issuer_key(), OpenMode::write, testing::ignore), Refusal);
    CHECK_THROWS_AS(
        RegisterStore(folder / "register.toml", issuer_key(), OpenMode::write, testing::ignore),
        Refusal);
}

TEST_CASE("another key, or another origin, is refused") {
    const TemporaryFolder folder;
    write_register(folder);
    CHECK(open(folder, testing::stranger_key()).refusal ==
          "not signed by this key under this name");
    folder.write("register.toml",
                 changed(read_vector("register/register.toml"), "/skills", "/other"));
    CHECK(open(folder).refusal ==
          "the origin is 'register.example.org/skills', and 'register.example.org/other' in "
          "register.toml");
}

TEST_CASE("a damaged register stops every writer, and nothing in it is touched") {
    const std::string entries = read_vector("register/entries.csv");
    const std::string holders = read_vector("register/holders.csv");
    const std::string checkpoint = read_vector("register/checkpoint");
    const std::size_t last_entry = entries.rfind('\n', entries.size() - 2) + 1;
    const std::size_t last_holder = holders.rfind('\n', holders.size() - 2) + 1;
    struct Damage {
        const char* file;
        std::string bytes;
        const char* refusal;
    };
    const std::vector<Damage> damages{
        {"entries.csv", entries.substr(0, last_entry),
         "the checkpoint counts 5 rows, and there are only 4"},
        {"entries.csv", entries.substr(0, entries.size() - 1),
         "the checkpoint counts 5 rows, and there are only 4"},
        {"entries.csv", "",
         "the first line is not 'index,event,on,number,standard,edition,level,holder,document,"
         "valid_until,replaces'"},
        {"entries.csv", changed(entries, "index", "Index"),
         "the first line is not 'index,event,on,number,standard,edition,level,holder,document,"
         "valid_until,replaces'"},
        {"entries.csv", changed(entries, "2024-06-01", "2024-06-02"),
         "the rows are not those that the checkpoint signs"},
        {"entries.csv", changed(entries, "issue", "grant"), "the event is unknown"},
        {"entries.csv", changed(entries, "\n1,", "\n9,"), "the row has index 9, and stands at 1"},
        {"holders.csv", holders.substr(0, last_holder),
         "the row of certificate GD01202510001 is missing, changed or out of order"},
        {"holders.csv", changed(holders, "张三", "张四"),
         "the row of certificate GD01202410001 is missing, changed or out of order"},
        {"holders.csv", changed(holders, "GD01202410002", "GD01202410009"),
         "the row of certificate GD01202410002 is missing, changed or out of order"},
        {"holders.csv", "",
         "the first line is not 'number,salt,id_type,id_number,name,"
         "candidate_id'"},
        {"checkpoint", "", "no empty line separates the text from its signatures"},
        {"checkpoint", changed(checkpoint, "\n5\n", "\n4\n"),
         "the signature does not fit the text"},
    };
    for (const Damage& damage : damages) {
        INFO(damage.file << ": " << damage.refusal);
        const TemporaryFolder folder;
        write_register(folder);
        folder.write(damage.file, damage.bytes);
        CHECK(open(folder).refusal == damage.refusal);
        CHECK(open(folder, issuer_key(), OpenMode::dry_run).refusal == damage.refusal);
        CHECK(folder.read(damage.file) == damage.bytes);
        CHECK(folder.names().size() == 4);
    }
}

TEST_CASE("a register that lacks a file it must have is refused") {
    const std::vector<std::pair<const char*, const char*>> missing{
        {"checkpoint", "there is no checkpoint, but rows that one must have covered"},
        {"entries.csv", "the file is missing, and the checkpoint counts 5 rows"},
        {"holders.csv", "the file is missing, and the checkpoint counts 5 rows"}};
    for (const auto& [file, refusal] : missing) {
        const TemporaryFolder folder;
        write_register(folder);
        std::filesystem::remove(folder / file);
        CHECK(open(folder).refusal == refusal);
        CHECK(folder.names().size() == 3);
    }
    const TemporaryFolder folder;
    testing::write_config(folder);
    folder.write("holders.csv", "number\n");
    CHECK(open(folder).refusal == "there is no checkpoint, but rows that one must have covered");
}

TEST_CASE("rows beyond the checkpoint are set aside, a torn one too, and numbers go on") {
    for (const char* tail : {"5,issue,2025-01-01,whatever\n6,", "x", "\n"}) {
        const TemporaryFolder folder;
        write_register(folder);
        folder.write("entries.csv", read_vector("register/entries.csv") + tail);
        folder.write("holders.csv", read_vector("register/holders.csv") + "torn");
        const Opened opened = open(folder);
        CHECK(opened.refusal.empty());
        CHECK(opened.warnings ==
              std::vector<std::string>{"an unfinished batch was set aside in unfinished-5-*.csv; "
                                       "no certificate of it was handed out"});
        CHECK(folder.read("unfinished-5-entries.csv") == tail);
        CHECK(folder.read("unfinished-5-holders.csv") == "torn");
        CHECK(mode_of(folder / "unfinished-5-holders.csv") == 0600);
        CHECK(folder.read("entries.csv") == read_vector("register/entries.csv"));
        CHECK(folder.read("holders.csv") == read_vector("register/holders.csv"));
        CHECK(open(folder).warnings.empty());
    }
}

TEST_CASE("what was set aside before is never overwritten") {
    const TemporaryFolder folder;
    write_register(folder);
    for (const char* tail : {"first", "second", "third"}) {
        folder.write("holders.csv", read_vector("register/holders.csv") + tail);
        CHECK(open(folder).warnings.size() == 1);
    }
    CHECK(folder.read("unfinished-5-holders.csv") == "first");
    CHECK(folder.read("unfinished-5-2-holders.csv") == "second");
    CHECK(folder.read("unfinished-5-3-holders.csv") == "third");
    CHECK(!folder.has("unfinished-5-entries.csv"));
}

TEST_CASE("what a killed run was writing is removed by the next one") {
    const TemporaryFolder folder;
    write_register(folder);
    const auto names = folder.names();
    folder.write("checkpoint.new", "half");
    folder.write("unfinished.new", "half");
    CHECK(open(folder, issuer_key(), OpenMode::dry_run).warnings.empty());
    CHECK(folder.has("checkpoint.new"));
    CHECK(open(folder).warnings.empty());
    CHECK(folder.names() == names);
}

TEST_CASE("a dry run leaves an unfinished batch where it is") {
    const TemporaryFolder folder;
    write_register(folder);
    folder.write("entries.csv", read_vector("register/entries.csv") + "tail");
    CHECK(open(folder, issuer_key(), OpenMode::dry_run).size == 5);
    CHECK(folder.read("entries.csv") == read_vector("register/entries.csv") + "tail");
    CHECK(folder.names().size() == 4);
}

TEST_CASE("a header torn in the very first batch is set aside") {
    const TemporaryFolder folder;
    testing::write_config(folder);
    CHECK(open(folder).refusal.empty());
    folder.write("holders.csv", "number,sa");
    CHECK(open(folder).warnings.size() == 1);
    issue_in(folder, example_awards());
    CHECK(folder.read("holders.csv") == read_vector("register/holders.csv"));
    CHECK(folder.read("checkpoint") == read_vector("register/checkpoint"));
}

TEST_CASE("a batch that does not belong together is taken back") {
    const TemporaryFolder folder;
    write_register(folder);
    const SigningKey key = issuer_key();
    auto awards = example_awards();
    awards[0].id_number = "other";
    const auto append = [&](auto&& change) {
        RegisterStore store(folder.path(), key, OpenMode::write, testing::ignore);
        const Awards all{awards.size(), [&awards](std::size_t i) { return awards[i]; }};
        const IssuePlan plan = plan_issue(store, all, counting_salts());
        const NewEntries planned = entries_of(plan, all);
        REQUIRE(planned.count == 1);
        std::vector<NewEntry> rows = {planned.make(0)};
        change(rows[0]);
        CHECK_THROWS_AS(store.append(entries_in(rows)), SystemFailure);
    };
    append([](NewEntry& row) { row.entry.index = 6; });
    append([](NewEntry& row) { row.entry.level = "a,b"; });
    append([](NewEntry& row) { std::get<Holder>(row.secret).name = "other"; });
    append([](NewEntry& row) { std::get<Holder>(row.secret).number = "other"; });
    for (const char* file : kRegisterFiles) {
        CHECK(folder.read(file) == read_vector(std::string("register/") + file));
    }
}

/// Runs `work` in a child that may write no file past `limit` bytes; with `dies`, the first attempt
/// kills it, as a power cut would.
enum class AtLimit { fails, dies };
int run_limited(rlim_t limit, AtLimit at_limit, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, at_limit == AtLimit::dies ? SIG_DFL : SIG_IGN);
        const rlimit file_size{limit, limit};
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        ::setrlimit(RLIMIT_FSIZE, &file_size);
        int status = 0;
        try {
            work();
        } catch (const SystemFailure&) {
            status = 4;
        }
        ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("a crash at any byte loses no issued certificate and gives no number twice") {
    const TemporaryFolder folder;
    const auto awards = example_awards();
    const std::vector<Award> first(awards.begin(), awards.begin() + 2);
    const std::size_t whole = read_vector("register/entries.csv").size();
    std::size_t finished = 0;
    for (std::size_t limit = 0; limit <= whole + 20; limit += 23) {
        INFO("limit " << limit);
        for (const std::string& name : folder.names()) std::filesystem::remove(folder / name);
        testing::write_config(folder);
        const SaltSource salts = counting_salts();
        issue_in(folder, first, salts);
        const int status =
            run_limited(limit, AtLimit::dies, [&] { issue_in(folder, awards, salts); });
        if (status == 0) ++finished;

        REQUIRE(open(folder).refusal.empty());
        REQUIRE(passes_audit(folder));
        issue_in(folder, awards, salts);
        REQUIRE(folder.read("entries.csv") == read_vector("register/entries.csv"));
        REQUIRE(folder.read("checkpoint") == read_vector("register/checkpoint"));
        REQUIRE(passes_audit(folder));
    }
    CHECK(finished >= 1);
    CHECK(finished <= 2);
}

TEST_CASE("a disk that fills up takes the batch back and says so") {
    const TemporaryFolder folder;
    write_register(folder);
    auto awards = example_awards();
    for (Award& award : awards) award.id_number += "9";
    for (const std::size_t room : {1U, 300U, 700U, 1000U}) {
        const rlim_t limit = read_vector("register/entries.csv").size() + room;
        CHECK(run_limited(limit, AtLimit::fails, [&] { issue_in(folder, awards); }) == 4);
        for (const char* file : {"entries.csv", "holders.csv", "checkpoint"}) {
            CHECK(folder.read(file) == read_vector(std::string("register/") + file));
        }
    }
    CHECK(open(folder).warnings.empty());
}

TEST_CASE("writers at the same time come one after the other") {
    const TemporaryFolder folder;
    testing::write_config(folder);
    const auto write_ten = [&](const std::string& writer) {
        SaltPool salts;
        for (int i = 0; i < 10; ++i) {
            Award award = example_awards()[0];
            award.id_number = writer + std::to_string(i);
            issue_in(folder, {award}, [&salts] { return salts.draw(); });
        }
    };
    std::thread other(write_ten, "a");
    write_ten("b");
    other.join();
    CHECK(open(folder).size == 20);
    CHECK(passes_audit(folder));
}

TEST_CASE("a reader waits for a running writer and sees its batch whole") {
    const TemporaryFolder folder;
    testing::write_config(folder);
    const SigningKey key = issuer_key();
    auto store =
        std::make_unique<RegisterStore>(folder.path(), key, OpenMode::write, testing::ignore);
    bool is_whole = false;
    std::thread reader([&] { is_whole = passes_audit(folder); });
    testing::issue(*store, example_awards(), counting_salts());
    store.reset();
    reader.join();
    CHECK(is_whole);
}

TEST_CASE("a folder that may only be read can be read, and not written") {
    if (::geteuid() == 0) return;  // may write everything
    const TemporaryFolder folder;
    write_register(folder);
    ::chmod(folder.path().c_str(), 0500);
    CHECK(passes_audit(folder));
    CHECK(open(folder, issuer_key(), OpenMode::dry_run).size == 5);
    auto awards = example_awards();
    awards[0].id_number = "other";
    CHECK_THROWS_AS(issue_in(folder, awards), SystemFailure);
    ::chmod(folder.path().c_str(), 0700);
    CHECK(passes_audit(folder));
}

}  // namespace
}  // namespace certrec
