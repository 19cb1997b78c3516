#include "records/toml.hpp"

#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::contains;
using testing::place_of;

/// `line:column message` of the one thing that parse_toml reports; empty if it reports nothing.
std::string fault(std::string_view bytes) {
    Collected collected;
    const auto document = parse_toml(bytes, "s.toml", collected.sink());
    CHECK(document.has_value() == collected.all().empty());
    if (collected.all().empty()) return {};
    CHECK(collected.all().size() == 1);
    const Diagnostic& found = collected.all().front();
    CHECK(found.location.file == "s.toml");
    return place_of(found.location) + " " + found.message.en;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

TEST_CASE("a TOML file has at most 1 MiB") {
    const std::string line = "k = 1\n#";
    CHECK(fault(line + std::string(kMaxTomlBytes - line.size(), 'x')).empty());
    CHECK(contains(fault(line + std::string(kMaxTomlBytes - line.size() + 1, 'x')),
                   "0:0 the file is larger than 1048576 bytes"));
}

TEST_CASE("a TOML file is UTF-8 without NUL") {
    CHECK(contains(fault("a = 1\nb = \"姓\xFF\"\n"), "2:7 the text is not UTF-8"));
    CHECK(contains(fault(std::string("a = 1\n\0", 7)), "2:1 the text is not UTF-8"));
    CHECK(contains(fault("a = \"\xE4\xB8"), "1:6 the text is not UTF-8"));
}

TEST_CASE("no character stands in TOML outside of strings that is not part of it") {
    // The last two stand beside what toml++ takes for spaces, U+1680 and U+205F.
    for (const std::string character : {"\xC2\xA1", "、", "。", "中", "，", "＝", "😀", "ᚁ", "⁞"}) {
        INFO(character);
        CHECK(contains(fault("a = 1" + character + "\n"), "not valid TOML"));
        CHECK(contains(fault("a = " + character + "\n"), "not valid TOML"));
        CHECK(contains(fault(character + " = 1\n"), "not valid TOML"));
        CHECK(contains(fault("[a" + character + "]\n"), "not valid TOML"));
        CHECK(fault("a = \"" + character + "\" # " + character + "\n").empty());
    }
}

TEST_CASE("brackets nest at most 32 deep in TOML") {
    CHECK(fault("a = " + repeated("[", 32) + repeated("]", 32)).empty());
    CHECK(contains(fault("a = " + repeated("[", 33) + repeated("]", 33)), "1:37 nested deeper"));
    CHECK(contains(fault("a = " + repeated("[", 500'000)), "1:37 nested deeper"));
    CHECK(fault("a = " + repeated("{b=", 31) + "{}" + repeated("}", 31)).empty());
    CHECK(contains(fault("a = " + repeated("{b=", 33) + "1" + repeated("}", 33)), "nested deeper"));
    CHECK(contains(fault("x = 1\ny = [\n" + repeated("[\n", 40)), "34:1 nested deeper"));
    CHECK(fault(repeated("[[a]]\nb = [[1], [2]]\n", 1000)).empty());
}

TEST_CASE("a TOML key has at most 32 dots") {
    CHECK(fault(repeated("a.", 32) + "a = 1").empty());
    CHECK(contains(fault(repeated("a.", 33) + "a = 1"), "1:66 nested deeper"));
    CHECK(contains(fault(repeated("a.", 400'000) + "a = 1"), "nested deeper"));
    CHECK(contains(fault("[" + repeated("a.", 400'000) + "a]"), "nested deeper"));
    CHECK(contains(fault("x = {" + repeated("a . ", 40) + "a = 1}"), "nested deeper"));
    CHECK(contains(fault(repeated("\"a\".", 40) + "a = 1"), "nested deeper"));
    CHECK(contains(fault(repeated("\"=\".", 40) + "a = 1"), "nested deeper"));
    CHECK(fault("x = [" + repeated("1.5, ", 1000) + "]").empty());
    CHECK(fault("x = [\n" + repeated("1.5,\n", 1000) + "]").empty());
    CHECK(fault(repeated("# a.b.c.d\n", 1000)).empty());
}

TEST_CASE("brackets and dots inside strings and comments of TOML do not nest") {
    const std::string deep = repeated("[", 100) + repeated("a.", 100);
    CHECK(fault("a = \"" + deep + "\"").empty());
    CHECK(fault("a = '" + deep + "'").empty());
    CHECK(fault("a = \"\"\"\n" + deep + "\n" + deep + "\"\"\"").empty());
    CHECK(fault("a = '''\n" + deep + "\n'' \" " + deep + "'''").empty());
    CHECK(fault("# " + deep + "\na = 1 # " + deep).empty());
    CHECK(fault("a = \"\\\"" + deep + "\"").empty());
    CHECK(fault("a = \"\\\\\" # " + deep).empty());
    CHECK(fault("a = '\\' # " + deep).empty());
    CHECK(fault("a = \"\"\"\\\"\"\" " + deep + "\"\"\"").empty());
    CHECK(fault("a = \"\"\nb = ''\nc = \"\"\"\"\"\" # " + deep).empty());
    CHECK(fault("\"" + deep + "\" = 1").empty());
}

TEST_CASE("what follows a string of TOML is counted again") {
    const std::string brackets = repeated("[", 40) + repeated("]", 40);
    CHECK(contains(fault("a = \"x\"\nb = " + brackets), "2:37 nested deeper"));
    CHECK(contains(fault("a = [\"\", '', \"\\\\\", " + brackets + "]"), "nested deeper"));
    CHECK(contains(fault("a = [\"\"\"x\"\"\", " + brackets + "]"), "nested deeper"));
    CHECK(contains(fault("a = ['''x''', " + brackets + "]"), "nested deeper"));
    CHECK(contains(fault("# it's\na = " + brackets), "nested deeper"));
}

TEST_CASE("a multi-line string may end in one or two quotes of its own (TOML 1.0, String)") {
    const std::string dots = repeated("b.", 40);
    for (const std::string quotes : {"\"", "\"\"", "'", "''"}) {
        const std::string three(3, quotes.front());
        const std::string text = three + "x" + quotes + three;
        INFO(text);
        CHECK(fault("a = [" + text + "]").empty());
        // What follows on the line is not part of the string ...
        CHECK(contains(fault("a = [" + text + ", {" + dots + "b = 1}]"), "nested deeper"));
        CHECK(contains(fault("a = {s = " + text + ", " + dots + "b = 1}"), "nested deeper"));
        // ... so that its brackets close what they should.
        std::string lines;
        for (int i = 0; i < 40; ++i) lines += "k" + std::to_string(i) + " = [" + text + "]\n";
        CHECK(fault(lines).empty());
    }
}

TEST_CASE("TOML that is none is refused where it breaks, columns in characters") {
    CHECK(contains(fault("a = 1\nb = \n"), "2:"));
    CHECK(contains(fault("a = 1\na = 2\n"), "2:"));
    CHECK(contains(fault("\"姓名\" = \"甲\" \"乙\"\n"), "1:12 not valid TOML"));
    CHECK_FALSE(testing::has_raw_control(fault("a = \"\x1b[31m\"")));
    CHECK_FALSE(fault("a = \"x\ny\"").empty());
}

struct Document {
    explicit Document(std::string_view bytes)
        : table(parse_toml(bytes, file, sink).value()), root(table, file, sink) {}

    [[nodiscard]] std::vector<std::string> reports() const {
        std::vector<std::string> texts;
        for (const Diagnostic& one : collected.all()) {
            texts.push_back(place_of(one.location) + " " + one.message.en +
                            (one.hint.empty() ? "" : " | " + one.hint.en));
        }
        return texts;
    }

    Collected collected;
    DiagnosticSink sink = collected.sink();
    std::string file = "s.toml";
    toml::table table;
    TomlTable root;
};

using Reports = std::vector<std::string>;

TEST_CASE("values of TOML are read by key") {
    Document document(R"(
text = "甲"
number = -3
decimal = "59.50"
whole = 60
flag = true
words = ["a", "b"]
both = { en = "x", zh = "甲" }
table = { k = 1 }
[[rows]]
n = 1
[[rows]]
n = 2
)");
    TomlTable& root = document.root;
    CHECK(root.text("text") == "甲");
    CHECK(root.integer("number", -5, 5) == -3);
    CHECK(root.decimal("decimal") == Decimal(595, 1));
    CHECK(root.decimal("whole") == Decimal(60, 0));
    CHECK(root.boolean("flag"));
    CHECK(root.texts("words") == std::vector<std::string>{"a", "b"});
    CHECK(root.bilingual("both") == Bilingual{"x", "甲"});
    CHECK(root.optional_table("table")->integer("k", 0, 9) == 1);
    auto rows = root.tables("rows");
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].integer("n", 0, 9) == 2);
    CHECK(place_of(rows[1].location()) == "12:1");
    CHECK(place_of(rows[1].location("n")) == "13:5");
    CHECK(place_of(root.location("words")) == "7:9");
    CHECK_FALSE(root.optional_text("none").has_value());
    CHECK_FALSE(root.optional_table("none").has_value());
    CHECK(root.optional_texts("none").empty());
    CHECK(root.optional_tables("none").empty());
    CHECK(root.has("flag"));
    CHECK_FALSE(root.has("none"));
    root.finish();
    CHECK(document.reports() == Reports{});
}

TEST_CASE("an unknown key is reported where it stands, with the likely one") {
    Document document("name = \"x\"\n  pass_mrk = 60\n\"怪\" = 1\n");
    (void)document.root.text("name");
    (void)document.root.optional_text("pass_mark");
    document.root.finish();
    CHECK(document.reports() ==
          Reports{"2:3 unknown key 'pass_mrk' | is 'pass_mark' meant?", "3:1 unknown key '怪'"});
}

TEST_CASE("a missing key is reported in the table that lacks it") {
    Document document("a = 1\n[part]\nb = 1\n");
    auto part = document.root.optional_table("part");
    (void)part->text("id");
    CHECK(document.reports() == Reports{"2:1 the key 'id' is missing in part"});
    (void)document.root.integer("rank", 1, 2);
    REQUIRE(document.reports().size() == 2);
    CHECK(contains(document.reports()[1], "the key 'rank' is missing"));
}

TEST_CASE("a value of the wrong type is reported where it stands") {
    Document document(R"(text = 1
number = "1"
decimal = 59.5
flag = "true"
words = ["a", 1]
tables = [1]
table = []
none = []
empty = ""
far = 10
)");
    TomlTable& root = document.root;
    CHECK(root.text("text").empty());
    CHECK(root.integer("number", 0, 9) == 0);
    CHECK(root.decimal("decimal") == Decimal());
    CHECK_FALSE(root.boolean("flag"));
    CHECK(root.texts("words").empty());
    CHECK(root.tables("tables").empty());
    CHECK_FALSE(root.optional_table("table").has_value());
    CHECK(root.texts("none").empty());
    CHECK(root.text("empty").empty());
    CHECK(root.integer("far", 1, 9) == 1);
    const Reports reports = document.reports();
    REQUIRE(reports.size() >= 10);
    CHECK(contains(reports[0], "1:8 'text' must be a string"));
    CHECK(contains(reports[1], "2:10 'number' must be a whole number"));
    CHECK(contains(reports[2], "3:11 'decimal' must be a whole number, or a decimal in quotes"));
    CHECK(contains(reports[3], "4:8 'flag' must be true or false"));
    CHECK(contains(reports[4], "5:9 'words' must be an array of strings"));
    std::string all;
    for (const std::string& report : reports) all += report + "\n";
    CHECK(contains(all, "6:10 'tables' must be an array of tables"));
    CHECK(contains(all, "7:9 'table' must be a table"));
    CHECK(contains(all, "8:8 'none' must not be empty"));
    CHECK(contains(all, "9:9 'empty' must not be empty"));
    CHECK(contains(all, "10:7 'far' is 10; it must be from 1 to 9"));
}

TEST_CASE("one wrong value is reported once") {
    Document document("words = [\"a\", 1]\n");
    (void)document.root.texts("words");
    CHECK(document.reports().size() == 1);
}

TEST_CASE("a decimal of TOML is exact: text or a whole number, never a binary fraction") {
    Document document("a = \"0.1\"\nb = \"1e3\"\nc = 9223372036854775807\nd = true\n");
    CHECK(document.root.decimal("a") == Decimal(1, 1));
    (void)document.root.decimal("b");
    (void)document.root.decimal("c");
    (void)document.root.decimal("d");
    CHECK(document.reports().size() == 3);
}

}  // namespace
}  // namespace certrec
