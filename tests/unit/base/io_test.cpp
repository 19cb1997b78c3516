#include "certrec/base/io.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
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

/// The bytes of [begin, end) of the store, read in pieces of `piece` bytes.
std::string part_of(const ByteStore& store, std::uint64_t begin, std::uint64_t end,
                    std::size_t piece = 3) {
    ByteSource source = read_part(store, begin, end);
    CHECK(source.name == store.name);
    std::string bytes;
    std::string into(piece, '?');
    while (const std::size_t count = source.read(into)) bytes += into.substr(0, count);
    CHECK(source.read(into) == 0);
    return bytes;
}

void check_store(const ByteStore& store, std::string_view name, std::string_view bytes) {
    CHECK(store.name == name);
    REQUIRE(store.size == bytes.size());
    for (std::size_t begin = 0; begin <= bytes.size(); ++begin) {
        for (std::size_t end = begin; end <= bytes.size(); ++end) {
            CHECK(part_of(store, begin, end) == bytes.substr(begin, end - begin));
        }
    }
    CHECK(part_of(store, 0, bytes.size(), 1000) == bytes);

    // Fewer bytes than asked for only at the end.
    std::array<char, 4> into{};
    CHECK(store.read_at(0, into) == 4);
    CHECK(store.read_at(bytes.size() - 3, into) == 3);
    CHECK(store.read_at(bytes.size(), into) == 0);
    CHECK(store.read_at(0, {}) == 0);
}

const std::string kStored("ab\0c\r\n\xFF 7,\"x\"", 13);

TEST_CASE("a store in memory gives any part of its bytes") {
    check_store(memory_store("here", kStored), "here", kStored);
    CHECK(part_of(memory_store("empty", ""), 0, 0).empty());
}

TEST_CASE("a file as a store gives any part of its bytes") {
    const ScratchFolder folder;
    const std::string path = folder.write("a.csv", kStored);
    const auto store = open_store(path);
    REQUIRE(store.has_value());
    check_store(*store, path, kStored);

    const auto empty = open_store(folder.write("empty", ""));
    REQUIRE(empty.has_value());
    CHECK(empty->size == 0);
    CHECK(part_of(*empty, 0, 0).empty());

    fs::create_symlink(path, folder / "link.csv");
    CHECK(open_store(folder / "link.csv").has_value());
}

TEST_CASE("two parts of a store are read side by side, each from its own place") {
    const ByteStore store = memory_store("a", "0123456789");
    ByteSource one = read_part(store, 0, 5);
    ByteSource two = read_part(store, 5, 10);
    std::array<char, 2> into{};
    const auto next = [&into](ByteSource& source) {
        const std::size_t count = source.read(into);
        return std::string(into.data(), count);
    };
    CHECK(next(one) == "01");
    CHECK(next(two) == "56");
    CHECK(next(one) == "23");
    CHECK(next(one) == "4");
    CHECK(next(two) == "78");
    CHECK(next(one).empty());
    CHECK(next(two) == "9");
}

TEST_CASE("a store stays open when its file is removed, and is opened as open_file does") {
    const ScratchFolder folder;
    const auto store = open_store(folder.write("a", "bytes"));
    fs::remove(folder / "a");
    CHECK(part_of(*store, 0, store->size) == "bytes");

    const Diagnostic missing = testing::refusal_of([&] { (void)open_store(folder / "a"); });
    CHECK(missing.location.file == (folder / "a").string());
    CHECK_THROWS_AS(open_store(folder.path()), Refusal);
    CHECK_FALSE(open_store("/dev/null").has_value());
}

/// Wakes a system call that waits, so that a test fails instead of hanging.
class Watchdog {
  public:
    Watchdog() {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        ::sigaction(SIGALRM, &action, &before_);
        ::alarm(5);
    }
    ~Watchdog() {
        ::alarm(0);
        ::sigaction(SIGALRM, &before_, nullptr);
    }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    struct sigaction before_ {};
};

TEST_CASE("a pipe is no store, and is not opened to find that out: its writer would be cut off") {
    const ScratchFolder folder;
    const std::string path = (folder / "pipe").string();
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const Watchdog watchdog;
    CHECK_FALSE(open_store(path).has_value());
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
