#include "certrec/standards/catalogue.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "builtin.hpp"
#include "certrec/base/encoding.hpp"

namespace certrec {
namespace {

using testing::builtin_standard;
using testing::builtin_text;
using testing::Collected;
using testing::contains;

TEST_CASE("every built-in standard is sound and called by its id") {
    std::set<std::string> ids;
    for (const BuiltinStandard& builtin : builtin_standards()) {
        INFO(builtin.id);
        Collected collected;
        const auto standard =
            parse_standard(builtin.toml, std::string(builtin.id), collected.sink());
        CHECK(collected.text().empty());
        REQUIRE(standard.has_value());
        CHECK(standard->id == builtin.id);
        CHECK(ids.insert(standard->id).second);
    }
    CHECK(ids == std::set<std::string>{"bim-engineer", "call-agent", "call-centre-management-1x",
                                       "instructor", "nos-4-04-05-03", "nos-4-04-05-03-2021",
                                       "nos-4-04-05-03-draft", "pts-152010301-01",
                                       "service-rank-2015"});
}

/// SHA-256 of the file's bytes; of an overlay, of its bytes, a line feed, the edition of what it
/// extends in hexadecimal, and a line feed.
std::string edition_of(const std::string& bytes, const std::string& extends) {
    if (extends.empty()) return format_hex(sha256(bytes));
    const Standard below = builtin_standard(extends);
    return format_hex(
        sha256(bytes + "\n" + edition_of(builtin_text(extends), below.extends) + "\n"));
}

TEST_CASE("a built-in standard is its file, byte for byte, and its edition the file's SHA-256") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        std::ifstream file(std::string(CERTREC_SOURCE_DIR "/src/standards/builtin/") +
                               std::string(builtin.id) + ".toml",
                           std::ios::binary);
        REQUIRE(file.good());
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        CHECK(builtin.toml == bytes);
        const Standard standard = builtin_standard(builtin.id);
        CHECK(format_edition(standard) == edition_of(bytes, standard.extends));
    }
}

TEST_CASE("a standard is found by its id and its aliases") {
    const std::string bytes = builtin_text();
    for (const char* const name : {"pts-152010301-01", "PTS152010301-01", "pts152010301-01"}) {
        CHECK(read_standard_file(name) == bytes);
        CHECK(load_standard(name, Collected().sink()).id == "pts-152010301-01");
        CHECK(builtin_standard().is_called(name));
    }
    CHECK_FALSE(builtin_standard().is_called("junior"));
    CHECK_FALSE(builtin_standard().is_called(""));
    for (const std::string name : {"", "pts", "PTS-152010301-01", "pts-152010301-01 "}) {
        INFO(name);
        const Diagnostic found = testing::refusal_of([&] { (void)read_standard_file(name); });
        CHECK(contains(found.hint.en, "pts-152010301-01"));
    }
}

TEST_CASE("a path holds a slash or ends in .toml, and its file is read as it is") {
    const testing::ScratchFolder folder;
    const std::string path = folder.write("mine.toml", builtin_text() + "\n# ours\n");
    CHECK(read_standard_file(path) == builtin_text() + "\n# ours\n");
    const Standard standard = load_standard(path, Collected().sink());
    CHECK(standard.edition.digest() == sha256(builtin_text() + "\n# ours\n"));
    CHECK(standard.edition.digest() != builtin_standard().edition.digest());
    CHECK_THROWS_AS(read_standard_file((folder / "none.toml").string()), Refusal);
    CHECK_THROWS_AS(read_standard_file("./pts-152010301-01"), Refusal);
    CHECK_THROWS_AS(read_standard_file("no-such-file.toml"), Refusal);
}

TEST_CASE("a name that stands in a file's cell opens no file") {
    CHECK(load_builtin_standard("PTS152010301-01").id == "pts-152010301-01");
    const testing::ScratchFolder folder;
    CHECK_THROWS_AS(load_builtin_standard(folder.write("mine.toml", builtin_text())), Refusal);
    CHECK_THROWS_AS(load_builtin_standard(""), Refusal);
}

TEST_CASE("a standard with something wrong is reported whole and then refused") {
    const testing::ScratchFolder folder;
    const std::string path = folder.write("broken.toml", "id = \"x\"\nunknown = 1\n");
    Collected collected;
    const Diagnostic found =
        testing::refusal_of([&] { (void)load_standard(path, collected.sink()); });
    CHECK(found.location.file == path);
    CHECK(collected.all().size() > 5);
    for (const Diagnostic& one : collected.all()) CHECK(one.location.file == path);
    CHECK(contains(collected.text(), "unknown key 'unknown'"));
    CHECK(contains(collected.text(), "the key 'level' is missing"));
}

}  // namespace
}  // namespace certrec
