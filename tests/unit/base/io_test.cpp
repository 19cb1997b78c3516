#include "certrec/base/io.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "diagnostics.hpp"
#include "scratch_folder.hpp"

namespace certrec {
namespace {

namespace fs = std::filesystem;
using testing::ScratchFolder;
using Names = std::set<std::string>;

TEST_CASE("a source in memory gives its bytes once, in pieces as large as asked for") {
    ByteSource source = read_memory("a.csv", std::string("ab\0cd", 5));
    CHECK(source.name == "a.csv");
    std::array<char, 2> piece{};
    CHECK(source.read(piece) == 2);
    CHECK(source.read(piece) == 2);
    CHECK(piece[0] == '\0');
    CHECK(source.read(piece) == 1);
    CHECK(source.read(piece) == 0);
    CHECK(source.read(piece) == 0);
}

TEST_CASE("a file says how many bytes it has, other sources do not") {
    const ScratchFolder folder;
    CHECK(open_file(folder.write("a", "12345")).likely_size == 5);
    CHECK(open_file("/dev/null").likely_size == 0);
    CHECK(read_memory("a", "12345").likely_size == 0);
}

TEST_CASE("reading all stops at the limit and not before") {
    const auto read = [](std::size_t size, std::size_t limit) {
        ByteSource source = read_memory("a", std::string(size, 'x'));
        return read_all(source, limit).size();
    };
    CHECK(read(0, 0) == 0);
    CHECK(read(10, 10) == 10);
    CHECK(read(200'000, 200'000) == 200'000);
    CHECK_THROWS_AS(read(11, 10), Refusal);
    CHECK_THROWS_AS(read(1, 0), Refusal);
    CHECK_THROWS_AS(read(200'001, 200'000), Refusal);
}

TEST_CASE("a file that is missing or a folder is refused, by its name") {
    const ScratchFolder folder;
    const Diagnostic missing =
        testing::refusal_of([&] { (void)open_file(folder / "no-such-file"); });
    CHECK(missing.location.file == (folder / "no-such-file").string());
    const Diagnostic inside_a_file = testing::refusal_of([&] {
        folder.write("plain", "x");
        (void)read_file(folder / "plain/below", 10);
    });
    CHECK(inside_a_file.location.file == (folder / "plain/below").string());
    const Diagnostic is_folder = testing::refusal_of([&] { (void)read_file(folder.path(), 10); });
    CHECK(is_folder.location.file == folder.path().string());
}

TEST_CASE("a folder is refused when it is opened") {
    const ScratchFolder folder;
    CHECK_THROWS_AS(open_file(folder.path()), Refusal);
}

TEST_CASE("a file is read as it is") {
    const ScratchFolder folder;
    const std::string bytes = std::string(
                                  "\xEF\xBB\xBF"
                                  "a\r\n\0",
                                  7) +
                              std::string(100'000, 'b');
    const std::string path = folder.write("a.csv", bytes);
    CHECK(read_file(path, 200'000) == bytes);
    CHECK_THROWS_AS(read_file(path, 100), Refusal);
}

TEST_CASE("an output file appears whole, with commit") {
    const ScratchFolder folder;
    {
        OutputFile file(folder / "out.csv", Replace::never);
        file.sink()("first,");
        file.sink()("second\n");
        CHECK_FALSE(folder.names().contains("out.csv"));
        file.commit();
        CHECK(folder.names() == Names{"out.csv"});
    }
    CHECK(folder.names() == Names{"out.csv"});
    CHECK(folder.read("out.csv") == "first,second\n");
}

TEST_CASE("an output file that is not committed leaves nothing behind") {
    const ScratchFolder folder;
    {
        OutputFile file(folder / "out.csv", Replace::never);
        file.sink()("half");
    }
    CHECK(folder.names().empty());
    folder.write("out.csv", "old");
    {
        OutputFile file(folder / "out.csv", Replace::allowed);
        file.sink()("half");
    }
    CHECK(folder.names() == Names{"out.csv"});
    CHECK(folder.read("out.csv") == "old");
}

TEST_CASE("files that their writer syncs later are there at once") {
    const ScratchFolder folder;
    write_file(folder / "a", "1", Replace::never, Durability::by_caller);
    write_file(folder / "a", "2", Replace::allowed, Durability::by_caller);
    CHECK(folder.read("a") == "2");
    CHECK(folder.names() == Names{"a"});
    sync_file_system(folder.path());
    CHECK_THROWS_AS(sync_file_system(folder / "none"), SystemFailure);
}

TEST_CASE("an existing file is replaced only with permission") {
    const ScratchFolder folder;
    folder.write("out.csv", "old");
    CHECK_THROWS_AS(OutputFile(folder / "out.csv", Replace::never), Refusal);
    CHECK_THROWS_AS(write_file(folder / "out.csv", "new", Replace::never), Refusal);
    CHECK(folder.read("out.csv") == "old");
    CHECK(folder.names() == Names{"out.csv"});
    write_file(folder / "out.csv", "new", Replace::allowed);
    CHECK(folder.read("out.csv") == "new");
    CHECK(folder.names() == Names{"out.csv"});
}

TEST_CASE("a file that appears while the output is written is kept") {
    const ScratchFolder folder;
    {
        OutputFile file(folder / "out.csv", Replace::never);
        file.sink()("new");
        folder.write("out.csv", "somebody else's");
        CHECK_THROWS_AS(file.commit(), Refusal);
    }
    CHECK(folder.read("out.csv") == "somebody else's");
    CHECK(folder.names() == Names{"out.csv"});
}

TEST_CASE("a folder is no output file, with or without permission to replace") {
    const ScratchFolder folder;
    fs::create_directory(folder / "out");
    CHECK_THROWS_AS(OutputFile(folder / "out", Replace::never), Refusal);
    CHECK_THROWS_AS(OutputFile(folder / "out", Replace::allowed), Refusal);
    CHECK(folder.names() == Names{"out"});
}

TEST_CASE("an output file in a folder that does not exist is a failure of the system") {
    const ScratchFolder folder;
    CHECK_THROWS_AS(OutputFile(folder / "none/out.csv", Replace::never), SystemFailure);
    CHECK(folder.names().empty());
}

TEST_CASE("a link is followed: the file that it names is replaced and the link stays") {
    const ScratchFolder folder;
    folder.write("data/real.csv", "old");
    fs::create_symlink("data/real.csv", folder / "link.csv");
    CHECK_THROWS_AS(write_file(folder / "link.csv", "new", Replace::never), Refusal);
    write_file(folder / "link.csv", "new", Replace::allowed);
    CHECK(fs::is_symlink(folder / "link.csv"));
    CHECK(folder.read("data/real.csv") == "new");
    CHECK(folder.names() == Names{"data", "link.csv"});
}

TEST_CASE("what is no regular file is written to directly and stays") {
    write_file("/dev/null", "gone", Replace::never);
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a full device is a failure of the system") {
    if (!fs::exists("/dev/full")) return;
    CHECK_THROWS_AS(write_file("/dev/full", "x", Replace::never), SystemFailure);
}

TEST_CASE("a replaced file keeps who may read it") {
    const ScratchFolder folder;
    const std::string path = folder.write("private.csv", "old");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    write_file(path, "new", Replace::allowed);
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

}  // namespace
}  // namespace certrec
