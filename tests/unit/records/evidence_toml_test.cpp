#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "evidence_fixture.hpp"

namespace certrec {
namespace {

using testing::CellType;
using testing::ColumnSpec;
using testing::contains;
using testing::JoinedEvidence;
using testing::KindSpec;
using testing::ScratchFolder;

using Lines = std::vector<std::string>;

/// What the file C1.toml gives, and `line:column message` of each report on it.
struct Read {
    Lines lines;
    Lines reports;
    std::string hints;
};

Read read(std::string_view bytes) {
    const ScratchFolder folder;
    const std::string path = folder.write("C1.toml", bytes);
    const JoinedEvidence evidence(folder.path(), {"C0", "C1", "C2"});
    Read found{evidence.lines("C1"), {}, {}};
    for (const Diagnostic& report : evidence.reports()) {
        CHECK(report.location.file == path);
        CHECK(report.severity == Severity::error);
        CHECK_FALSE(report.message.zh.empty());
        found.reports.push_back(testing::place_of(report.location) + " " + report.message.en);
        found.hints += report.hint.en;
    }
    CHECK(evidence.lines("C0").empty());
    CHECK(evidence.lines("C2").empty());
    CHECK(evidence.store().unused().rows == 0);
    return found;
}

/// The only report. The candidate is unreadable.
std::string fault(std::string_view bytes) {
    const Read found = read(bytes);
    REQUIRE(found.reports.size() == 1);
    REQUIRE_FALSE(found.lines.empty());
    CHECK(contains(found.lines.back(), "unreadable "));
    return found.reports.front();
}

TEST_CASE("a candidate's own TOML file says what the CSV files of all kinds would") {
    const ScratchFolder folder;
    std::string toml = "candidate_id = \"C2\"\n";
    for (const KindSpec& spec : testing::evidence_kinds()) {
        std::string header = "candidate_id";
        std::string row = "C1";
        toml += "[[" + spec.name + "]]\n";
        for (const ColumnSpec& column : spec.columns) {
            const std::string cell = testing::sound_cell(column.type);
            header += "," + column.name;
            row += "," + (column.type == CellType::number ? "other" : cell);
            toml += column.name + " = \"" + cell + "\"\n";
        }
        folder.write(spec.name + ".csv", header + ",school\n" + row + ",x\n");
        toml += "school = 1.5\ncandidate_id = \"C2\"\n";
    }
    folder.write("C2.toml", toml);
    const JoinedEvidence evidence(folder.path(), {"C1", "C2"});
    CHECK(evidence.report().empty());
    const Lines csv = evidence.lines("C1");
    const Lines own = evidence.lines("C2");
    REQUIRE(csv.size() == testing::evidence_kinds().size());
    REQUIRE(own.size() == csv.size());
    for (std::size_t i = 0; i < csv.size(); ++i) {
        CHECK(own[i].substr(own[i].find(':')) == csv[i].substr(csv[i].find(':')));
    }
    CHECK(own.front().starts_with("apprenticeship own 2:"));
}

TEST_CASE("values of TOML evidence are strings, whole numbers and dates of its own") {
    const Read found = read(
        "[[teaching]]\n"
        "hours = 400\n"
        "from = 2020-02-29\n"
        "to = \"2020-12\"\n"
        "\n"
        "[[teaching]]\n"
        "hours = \"12.5\"\n"
        "from = \"2020-02\"\n"
        "level = 5\n"
        "to = \"\"\n"
        "[[publication]]\n"
        "author_position = 1\n"
        "class = 'AA类'\n"
        "[[education]]\n"
        "attainment = 21\n");
    CHECK(found.reports.empty());
    CHECK(found.lines == Lines{"education own 14: bachelor|graduated|-|-|-",
                               "publication own 11: -|AA|1|-",
                               "teaching own 1: 400|2020-02-29|2020-12-31|-|-",
                               "teaching own 6: 12.5|2020-02-01|-|5|-"});
}

TEST_CASE("TOML evidence may be written as inline tables") {
    CHECK(
        read("declaration = [{kind = \"a\", signed_on = 2026-01-02},\n  {kind = \"b\"}]\n").lines ==
        Lines{"declaration own 1: a|2026-01-02", "declaration own 2: b|-"});
}

TEST_CASE("an array without a table is no evidence of that kind") {
    const Read found = read("employment = []\n[[declaration]]\n");
    CHECK(found.reports.empty());
    CHECK(found.lines == Lines{"declaration own 2: -|-"});
}

TEST_CASE("an empty TOML file is no evidence") {
    CHECK(read("").lines.empty());
    CHECK(read("\n# nothing\ncandidate_id = \"C1\"\n").lines.empty());
}

TEST_CASE(
    "floats of TOML are refused in evidence, since they are binary, and so is what is no text") {
    for (const char* const value : {"12.5", "400.0", "inf", "true", "2020-02-29T00:00:00",
                                    "12:30:00", "[1]", "{ a = 1 }", "\"a\\u0000b\""}) {
        INFO(value);
        const std::string bytes = "[[teaching]]\nfrom = 2020-01-01\nhours = " + std::string(value);
        CHECK(contains(fault(bytes), "3:9 'hours' must be a string, a whole number or a date"));
        CHECK(contains(read(bytes).hints, "decimal in quotes"));
        CHECK(read(bytes).lines ==
              Lines{"teaching own 1: -|2020-01-01|-|-|-", "unreadable teaching own 1"});
    }
}

TEST_CASE("wrong values of TOML evidence are reported where they stand") {
    const Read found = read(
        "[[training]]\nmode = \"on-line\"\nhours = -1\ncompleted_on = \"2026-02-30\"\n"
        "[[employment]]\nfrom = 2024-03-02\n  to = 2024-03-01\n");
    // In the order of the kinds' names.
    REQUIRE(found.reports.size() == 4);
    CHECK(contains(found.reports[0], "7:8 2024-03-01 lies before 2024-03-02"));
    CHECK(contains(found.reports[1], "2:8 unknown word 'on-line'"));
    CHECK(contains(found.reports[2], "3:9 -1 hours"));
    CHECK(contains(found.reports[3], "4:16 '2026-02-30' is not a day"));
    CHECK(found.lines.back() == "unreadable employment own 5");
}

TEST_CASE("a TOML file of evidence belongs to the candidate that it is named after") {
    CHECK(read("candidate_id = \"C1\"\n[[declaration]]\n").reports.empty());
    for (const char* const other : {"\"C2\"", "\"c1\"", "\"C1 \"", "\"\"", "1", "[\"C1\"]"}) {
        INFO(other);
        CHECK(fault("candidate_id = " + std::string(other)) ==
              "1:16 the file is named after another candidate_id");
    }
    const ScratchFolder folder;
    for (const char* const id : {"C1", "C1.2", "C1-a", "考生一", "training", "C 1"}) {
        folder.write(std::string(id) + ".toml",
                     "candidate_id = \"" + std::string(id) + "\"\n[[declaration]]\n");
    }
    const JoinedEvidence evidence(folder.path(),
                                  {"training", "C1", "考生一", "C1.2", "C1-a", "C 1"});
    CHECK(evidence.report().empty());
    for (const char* const id : {"C1", "C1.2", "C1-a", "考生一", "training", "C 1"}) {
        CHECK(evidence.lines(id) == Lines{"declaration own 2: -|-"});
    }
}

TEST_CASE("a key of TOML evidence that is no kind is reported with the kinds that there are") {
    CHECK(fault("[[employment]]\n[[trainings]]\n") == "2:1 'trainings' is no kind of evidence");
    CHECK(contains(read("[[trainings]]\n").hints, "recommendation, teaching, training"));
    CHECK(contains(fault("name = \"张三\"\n"), "1:8 'name' is no kind of evidence"));
    for (const char* const value : {"\"x\"", "{ from = 2020-01-01 }", "[1]", "[{}, 1]", "[[]]"}) {
        CHECK(contains(fault("employment = " + std::string(value)),
                       "1:14 'employment' must be an array of tables"));
    }
    CHECK(contains(fault("[employment]\nfrom = 2020-01-01\n"), "must be an array of tables"));
}

TEST_CASE("a key of TOML evidence that is nearly a column is taken for a slip") {
    const std::string slip = "[[employment]]\nfrom = 2020-01-01\noccupaton = \"x\"\n";
    CHECK(fault(slip) == "3:13 unknown key 'occupaton'");
    CHECK(contains(read(slip).hints, "is 'occupation' meant?"));
    CHECK(contains(fault("[[certificate]]\nvalid_untill = 2020-01-01\n"), "'valid_untill'"));
    // In a kind that has no such column it is a further key like any other.
    CHECK(read("[[declaration]]\noccupaton = \"x\"\nremark = 1.5\n").reports.empty());
}

TEST_CASE("a broken TOML file of evidence makes its candidate unreadable and no other") {
    CHECK(contains(fault("[[employment]]\nfrom = \n"), "2:8 not valid TOML"));
    CHECK(contains(fault("[[employment]]\nto = 2023-02-29\n"), "not valid TOML"));
    CHECK(contains(fault("[[employment]]\nfrom = 2020-01-01\nfrom = 2020-01-01\n"), "3:"));
    CHECK(contains(fault("[[employment]]\noccupation = \"\xB3\xF5\"\n"),
                   "2:15 the text is not UTF-8"));
    CHECK(contains(fault(std::string("a = 1\n\0", 7)), "2:1 the text is not UTF-8"));
    CHECK(contains(fault("a = " + std::string(40, '[')), "nested deeper"));
    CHECK(read("[[employment]]\nfrom = \n").lines == Lines{"unreadable certificate own 1"});

    const ScratchFolder folder;
    folder.write("C1.toml", "[[");
    folder.write("C2.toml", "[[declaration]]\n");
    folder.write("declaration.csv", "candidate_id,kind,signed_on\nC1,k,\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2"});
    CHECK(evidence.lines("C1") == Lines{"declaration 2: k|-", "unreadable certificate own 1"});
    CHECK(evidence.lines("C2") == Lines{"declaration own 1: -|-"});
    CHECK(evidence.store().location(*evidence.dossier("C1").unreadable, "C1") ==
          Location{(folder / "C1.toml").string(), 1, 0});
}

TEST_CASE("a TOML file of evidence larger than 1 MiB is refused") {
    const ScratchFolder folder;
    const std::string path = folder.write("C1.toml", std::string(1'048'577, '#'));
    const Diagnostic found =
        testing::refusal_of([&] { (void)JoinedEvidence(folder.path(), {"C1"}); });
    CHECK(found.location.file == path);
    folder.write("C1.toml", std::string(1'048'576, '#'));
    CHECK(JoinedEvidence(folder.path(), {"C1"}).lines("C1").empty());
}

TEST_CASE("CSV and TOML evidence of one candidate count together, the CSV rows first") {
    const ScratchFolder folder;
    folder.write("C1.toml", "[[employment]]\noccupation = \"a\"\n[[declaration]]\nkind = \"k\"\n");
    folder.write("employment.csv", "candidate_id,occupation,from,to\nC1,b,,\nC2,c,,\nC1,d,,\n");
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), {"C1", "C2"}, testing::all_evidence(),
                                      threads);
        CHECK(evidence.lines("C1") == Lines{"declaration own 3: k|-", "employment 2: b|-|-|-",
                                            "employment 4: d|-|-|-", "employment own 1: a|-|-|-"});
        const Dossier dossier = evidence.dossier("C1");
        const auto location = [&](const EmploymentEvidence& record) {
            return evidence.store().location({EvidenceKind::employment, record.origin}, "C1");
        };
        CHECK(location(dossier.employments[1]) ==
              Location{(folder / "employment.csv").string(), 4, 0});
        CHECK(location(dossier.employments[2]) == Location{(folder / "C1.toml").string(), 1, 0});
    }
}

TEST_CASE("thousands of TOML files are read on any number of threads as on one") {
    const ScratchFolder folder;
    std::vector<std::string> ids;
    for (int i = 0; i < 1'000; ++i) {
        const std::string id = "C" + std::to_string(i);
        folder.write(id + ".toml", "[[declaration]]\nkind = " + std::to_string(i) +
                                       "\nsigned_on = \"" + (i % 100 == 7 ? "x" : "2026-01") +
                                       "\"\n");
        if (i % 10 != 0) ids.push_back(id);
    }
    std::string reported;
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), ids, testing::all_evidence(), threads);
        CHECK(evidence.reports().size() == 10);
        CHECK(evidence.store().unused().rows == 100);
        CHECK(evidence.store().unused().first->file == (folder / "C0.toml").string());
        CHECK(evidence.lines("C999") == Lines{"declaration own 1: 999|2026-01-31"});
        CHECK(evidence.lines("C107") ==
              Lines{"declaration own 1: 107|-", "unreadable declaration own 1"});
        if (reported.empty()) reported = evidence.report();
        CHECK(evidence.report() == reported);
    }
    CHECK(contains(reported.substr(0, reported.find('\n')), "/C107.toml:3:13: error: 'x' is not"));
}

}  // namespace
}  // namespace certrec
