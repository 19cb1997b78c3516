#include "certrec/records/table_source.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::contains;
using testing::place_of;
using testing::refusal_of;

const TableColumns kApplications{TableKind::applications, {}};
const TableColumns kScores{TableKind::scores,
                           {{"theory", {"理论知识考试", "理论成绩"}}, {"practical", {"实操"}}}};

ByteSource open(std::string bytes, const TableColumns& columns = kScores, TableForm form = {}) {
    return open_table(read_memory("t.csv", std::move(bytes)), columns, form,
                      [](const Diagnostic&) {});
}

std::string csv(std::string bytes, const TableColumns& columns = kScores, TableForm form = {}) {
    ByteSource source = open(std::move(bytes), columns, std::move(form));
    return read_all(source, 1U << 30U);
}

/// The places of all fields of the rows.
std::vector<std::string> places(std::string bytes, TableForm form = {}) {
    CsvReader reader(open(std::move(bytes), kScores, std::move(form)));
    std::vector<std::string> found;
    while (const CsvRow* const row = reader.next()) {
        for (std::size_t i = 0; i < row->size(); ++i) found.push_back(place_of(row->location(i)));
    }
    return found;
}

TEST_CASE("a table with commas and the usual names keeps its bytes") {
    for (const std::string_view text :
         {"candidate_id,level,theory\nC1,4,60\n", "candidate_id,level\r\n\"C,1\",\"4\"\r\n",
          "unknown,columns\n", "candidate_id", ""}) {
        CHECK(csv(std::string(text)) == text);
    }
}

TEST_CASE("the separator that gives the most known names is taken") {
    const std::string wanted = "candidate_id,level,theory\nC1,4,60\n";
    CHECK(csv("candidate_id\tlevel\ttheory\nC1\t4\t60\n") == wanted);
    CHECK(csv("candidate_id;level;theory\nC1;4;60\n") == wanted);
    CHECK(csv("考号;等级;理论成绩\nC1;4;60\n") == wanted);
    // A comma in a name does not make it the separator.
    CHECK(csv("candidate_id;\"a,b,c,d\";level\nC1;x;4\n") ==
          "candidate_id,\"a,b,c,d\",level\nC1,x,4\n");
}

TEST_CASE("a separator is stated by an option or a first line") {
    const std::string wanted = "candidate_id,level\nC1,4\n";
    for (const std::string_view first : {"sep=;\n", "SEP=;\r\n", "\"sep=;\"\n"}) {
        CHECK(csv(std::string(first) + "candidate_id;level\nC1;4\n") == wanted);
    }
    CHECK(csv("sep=,\ncandidate_id,level\nC1,4\n") == wanted);
    TableForm form;
    form.separator = '|';
    CHECK(csv("candidate_id|level\nC1|4\n", kScores, form) == wanted);
    CHECK(parse_separator("tab") == '\t');
    CHECK(parse_separator("\\t") == '\t');
    CHECK(parse_separator(";") == ';');
    CHECK(parse_separator("comma") == ',');
    CHECK(parse_separator("semicolon") == ';');
    CHECK(parse_separator("bar") == '|');
    CHECK_FALSE(parse_separator("x"));
    CHECK_FALSE(parse_separator(""));
}

TEST_CASE("fields are quoted where CSV needs it, and only there") {
    CHECK(csv("candidate_id;level\na,b;\"c;d\"\n") == "candidate_id,level\n\"a,b\",c;d\n");
    CHECK(csv("candidate_id;level\n\"a\"\"b\";\"x\ny\"\n") ==
          "candidate_id,level\n\"a\"\"b\",\"x\ny\"\n");
    CHECK(csv("candidate_id;level\r\n;\"\"\r\n") == "candidate_id,level\n,\r\n");
    CHECK(csv("candidate_id\tlevel\na\tb") == "candidate_id,level\na,b");
}

TEST_CASE("places are those of the file, whatever was written anew") {
    CHECK(places("考号;等级;x\na;b;c\n") == std::vector<std::string>{"2:1", "2:3", "2:5"});
    CHECK(places("sep=;\n考号;等级;x\na,b;\"c\";d\n") ==
          std::vector<std::string>{"3:1", "3:5", "3:9"});
    CHECK(places("考号;等级;x\n\"a\nb,\";c,d;e\n") ==
          std::vector<std::string>{"2:1", "3:5", "3:9"});
    const CsvReader reader(open("考号;\"等级\";\"a,b\";理论成绩\n"));
    CHECK(place_of(reader.header().location(0)) == "1:1");
    CHECK(place_of(reader.header().location(1)) == "1:4");
    CHECK(place_of(reader.header().location(2)) == "1:9");
    CHECK(place_of(reader.header().location(3)) == "1:15");
}

TEST_CASE("what is wrong with a row is found where it stands") {
    const auto place = [](std::string bytes) {
        return place_of(refusal_of([&] {
                            CsvReader reader(open(std::move(bytes)));
                            while (reader.next() != nullptr) continue;
                        }).location);
    };
    CHECK(place("candidate_id;level\na,b;c\"d\n") == "2:6");
    CHECK(place("candidate_id;level\na;\"b\"c\n") == "2:6");
    CHECK(place("candidate_id;level\na;\"b\n") == "2:3");
    CHECK(place("candidate_id;level\na;b\rc\n") == "2:4");
    CHECK(place("candidate_id;level\na,b;c;d\n") == "2:7");
    CHECK(place("candidate_id;level\na,b\n") == "2:0");
}

TEST_CASE("columns go by their other names, whatever their case, width and blanks") {
    for (const std::string_view name : {"理论成绩", " 理论成绩 ", "　理论 成绩", "THEORY", "Theory",
                                        "ｔｈｅｏｒｙ", "\"theory \""}) {
        CHECK(csv("Candidate ID,等级," + std::string(name) + "\nC1,4,60\n") ==
              "candidate_id,level,theory\nC1,4,60\n");
    }
    CHECK(csv("考号,备注,等级\n") == "candidate_id,备注,level\n");
}

TEST_CASE("two columns that come to the same name are refused with both places") {
    const Diagnostic found = refusal_of([] { (void)open("candidate_id,等级,theory,理论成绩\n"); });
    CHECK(place_of(found.location) == "1:24");
    CHECK(contains(found.message.en, "'理论成绩'"));
    CHECK(contains(found.message.en, "1:17"));
    // The same name twice matters only to who needs the column.
    CHECK(csv("candidate_id,x,x\n") == "candidate_id,x,x\n");
}

TEST_CASE("a mapping comes before all other names") {
    TableForm form;
    form.mappings = {{"theory", "笔试", false}};
    CHECK(csv("考号,笔试,理论成绩\n", kScores, form) == "candidate_id,theory,理论成绩\n");
    form.mappings = {{"candidate_id", "编号", false}, {"theory", "理论", false}};
    const Diagnostic both =
        refusal_of([&] { (void)open("编号,level,theory,practical,理论\n", kScores, form); });
    CHECK(contains(both.hint.en, "rename 'theory' in the file"));
    form.mappings = {{"theory", "笔试", false}};
    const Diagnostic found = refusal_of([&] { (void)open("考号,笔试成绩,等级\n", kScores, form); });
    CHECK(contains(found.message.en, "there is no column '笔试'"));
    CHECK(contains(found.hint.en, "is '笔试成绩' meant?"));
}

TEST_CASE("a first row without a single known name is told without its cells") {
    const Diagnostic found = refusal_of([] { (void)open("110101199001011234,60,70\n"); });
    CHECK(place_of(found.location) == "1:0");
    CHECK(contains(found.message.en, "the first row has no name of a column"));
    CHECK(contains(found.hint.en, "--no-headers"));
    CHECK_FALSE(contains(found.message.en + found.hint.en, "110101"));
    CHECK(csv("x,60,level\n") == "x,60,level\n");
}

TEST_CASE("a table without a header has the columns of its kind, or those that are named") {
    TableForm form;
    form.has_header = false;
    CHECK(csv("C1,4,60,70\n", kScores, form) ==
          "candidate_id,level,theory,practical\nC1,4,60,70\n");
    CHECK(csv("C1;4\n", kScores, form) == "candidate_id,level\nC1,4\n");
    form.order = {"level", "candidate_id"};
    CHECK(csv("4,C1\n", kScores, form) == "level,candidate_id\n4,C1\n");
    CHECK(places("4,C1\n", form) == std::vector<std::string>{"1:1", "1:3"});
}

TEST_CASE("the missing column's likeliest stand-in is named, by what it is like") {
    const CsvReader reader(open("candidate_id,等级,理论考核分\n", kApplications));
    const Diagnostic found = refusal_of([&] { (void)reader.header().require("theory"); });
    CHECK(contains(found.hint.en, "is '理论考核分' meant?"));
    CHECK(contains(found.hint.en, "candidate_id, 等级, 理论考核分"));
}

TEST_CASE("rows come out the same whatever the encoding and the separator, in a long file too") {
    std::string text = "candidate_id,level,theory\n";
    std::string tabs = "考号\t等级\t理论成绩\r\n";
    for (int i = 0; i < 30'000; ++i) {
        const std::string id = "考生" + std::to_string(i);
        text += id + ",\"四级, x\"," + std::to_string(i % 100) + "\n";
        tabs += id + "\t四级, x\t" + std::to_string(i % 100) + "\r\n";
    }
    CsvReader a(open(text));
    CsvReader b(open(tabs));
    CHECK(a.header().bytes() == b.header().bytes());
    std::size_t different = 0;
    while (const CsvRow* const row = a.next()) {
        const CsvRow* const other = b.next();
        REQUIRE(other != nullptr);
        different += row->bytes() != other->bytes() || row->line() != other->line();
    }
    CHECK(different == 0);
    CHECK(b.next() == nullptr);
}

TEST_CASE("empty lines before the header are passed over, and count") {
    CHECK(csv("\n\r\ncandidate_id,level\nC1,4\n") == "candidate_id,level\nC1,4\n");
    CHECK(places("\n\ncandidate_id,level\nC1,4\n").front() == "4:1");
    CHECK(places("\nsep=;\n考号;level\nC1;4\n").front() == "4:1");
}

TEST_CASE("line breaks in names of columns leave the rows their lines") {
    for (const std::string_view separator : {",", ";", "\t"}) {
        const std::string s(separator);
        INFO(separator);
        CHECK(places("\"考\n号\"" + s + "level\nC1" + s + "4\nC2" + s + "4\n") ==
              std::vector<std::string>{"3:1", "3:4", "4:1", "4:4"});
        CHECK(places("\"备\n注\"" + s + "考号" + s + "level\nx" + s + "C1" + s + "4\n") ==
              std::vector<std::string>{"3:1", "3:3", "3:6"});
    }
}

TEST_CASE("a header is taken whole, however long it is") {
    std::string header = "考号,\"a note\nof two lines\"";
    for (int i = 0; i < 20'000; ++i) header += ",column" + std::to_string(i);
    CsvReader reader(open(header + "\nC1" + std::string(20'001, ',') + "\n"));
    CHECK(reader.header().find("candidate_id") == 0);
    const CsvRow* const row = reader.next();
    REQUIRE(row != nullptr);
    CHECK(row->field(0) == "C1");
    CHECK(place_of(row->location(0)) == "3:1");
}

TEST_CASE("a mapping means one column, and a column one mapping") {
    TableForm form;
    form.mappings = {{"theory", "理论", false}};
    CHECK(contains(refusal_of([&] {
                       (void)csv("candidate_id,理论,理论\nC1,90,10\n", kScores, form);
                   }).message.en,
                   "there twice"));
    form.mappings = {{"theory", "成绩", false}, {"practical", "成绩", false}};
    CHECK(contains(
        refusal_of([&] { (void)csv("candidate_id,成绩\nC1,90\n", kScores, form); }).message.en,
        "mapped to theory and to practical"));
}

}  // namespace
}  // namespace certrec
