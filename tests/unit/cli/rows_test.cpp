// One in, one out: no stage loses, reorders or rewrites a row.
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "certrec/records/csv_reader.hpp"
#include "in_process.hpp"

namespace certrec {
namespace {

using cli::ExitStatus;
using testing::Dice;
using testing::Ran;
using testing::run;
using testing::ScratchFolder;

const std::string kStandard = "pts-152010301-01";
const std::string kSources = CERTREC_SOURCE_DIR;

struct Row {
    std::string bytes;
    std::map<std::string, std::string> values;
};

std::vector<Row> rows_of(const std::string& text) {
    CsvReader reader(read_memory("test.csv", text));
    std::vector<Row> rows;
    while (const CsvRow* const row = reader.next()) {
        Row read;
        read.bytes = row->bytes();
        for (std::size_t i = 0; i < row->size(); ++i) {
            read.values[reader.header().names()[i]] = row->field(i);
        }
        rows.push_back(read);
    }
    return rows;
}

std::string file(const std::string& path) {
    std::ifstream stream(kSources + "/" + path, std::ios::binary);
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every row of `input` must stand, byte for byte, at the front of the row of `output`.
void check_rows(const std::string& input, const std::string& output) {
    const auto before = rows_of(input);
    const auto after = rows_of(output);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!after[i].bytes.starts_with(before[i].bytes + ",")) {
            FAIL_CHECK("row " << i << " was " << before[i].bytes << " and is " << after[i].bytes);
        }
    }
}

std::string random_scores(Dice& dice) {
    static const std::vector<std::string> kCells = {
        "60",   "59.99", "060.00",       "100",    "100.5",      "-1",   "6O",  "", "absent",
        "缺考", "违纪",  "disqualified", "\"60\"", "\"6\"\"0\"", "８０", " 60", "0"};
    static const std::vector<std::string> kLevels = {"junior", "初级", "senior",
                                                     "none",   "",     "\"junior\""};
    static const std::vector<std::string> kNotes = {
        "", "plain", "\"a,b\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"", "\"\"", "姓名", " x "};
    std::string text = "note,practical,candidate_id,level,theory\n";
    for (std::size_t n = dice.below(30); n > 0; --n) {
        const std::string id = dice.chance(15) ? "" : "C" + std::to_string(dice.below(40));
        text += dice.pick(kNotes) + "," + dice.pick(kCells) + "," + id + "," + dice.pick(kLevels) +
                "," + dice.pick(kCells) + (dice.chance(3) ? "\r\n" : "\n");
    }
    return text;
}

TEST_CASE("grade writes one row for each row, every input column unchanged, in order") {
    Dice dice(12);
    for (int i = 0; i < 60; ++i) {
        const std::string scores = random_scores(dice);
        const Ran ran = run({"grade", "--standard", kStandard}, scores);
        check_rows(scores, ran.output);
        bool invalid = false;
        for (const Row& row : rows_of(ran.output)) {
            const std::string& outcome = row.values.at("outcome");
            invalid = invalid || outcome == "invalid";
            CHECK(row.values.at("standard") == kStandard);
            CHECK((outcome == "pass") == !row.values.at("awarded").empty());
            CHECK((outcome == "pass") == row.values.at("reasons").empty());
        }
        CHECK(ran.status == (invalid ? ExitStatus::not_judged : ExitStatus::done));
        CHECK(run({"grade", "--standard", kStandard}, scores).output == ran.output);
    }
}

TEST_CASE("grade with an eligibility file lets only the eligible pass and carries their columns") {
    const ScratchFolder folder;
    const std::string eligibility =
        folder.write("eligibility.csv",
                     "candidate_id,name,level,eligibility,route,reasons,earliest_on\n"
                     "C1,\"甲,乙\",junior,eligible,1.9.1(1),,\n"
                     "C2,丙,初级,ineligible,,no training,\n"
                     "C3,丁,junior,undetermined,,a record lacks a value,\n"
                     "C4,戊,junior,invalid,,broken,\n"
                     "C1,\"甲,乙\",intermediate,ineligible,,no certificate,\n");
    const std::string scores =
        "candidate_id,level,theory,practical\n"
        "C1,junior,60,60\nC2,junior,100,100\nC3,junior,60,60\nC4,junior,60,60\n"
        "C5,junior,60,60\nC1,中级,60,60\nC1,初级,61,61\nC2,junior,6O,1\n";
    const Ran ran = run({"grade", "--standard", kStandard, "--eligibility", eligibility}, scores);
    CHECK(ran.status == ExitStatus::not_judged);
    check_rows(scores, ran.output);
    std::vector<std::string> outcomes;
    for (const Row& row : rows_of(ran.output)) outcomes.push_back(row.values.at("outcome"));
    CHECK(outcomes == std::vector<std::string>{"pass", "ineligible", "ineligible", "invalid",
                                               "invalid", "ineligible", "invalid", "invalid"});
    CHECK(rows_of(ran.output)[0].values.at("name") == "甲,乙");
    CHECK(rows_of(ran.output)[4].values.at("name").empty());
}

TEST_CASE("a column that a stage adds must not be there already") {
    for (const char* const column : {"outcome", "awarded", "reasons", "standard"}) {
        const Ran ran = run({"grade", "--standard", kStandard},
                            "candidate_id,level,theory,practical," + std::string(column) + "\n");
        CHECK(ran.status == ExitStatus::not_judged);
        CHECK(ran.output.empty());
        CHECK(testing::contains(ran.error, "-:1:37: error: the column '" + std::string(column)));
    }
}

TEST_CASE("items whose weights are open are refused with the clause (4.1, 4.2)") {
    const Ran ran = run({"grade", "--standard", kStandard},
                        "candidate_id,level,theory,practical,theory.typing\n");
    CHECK(ran.status == ExitStatus::not_judged);
    CHECK(testing::contains(ran.error, "-:1:37: error: "));
    CHECK(testing::contains(ran.error, "4.1"));
    CHECK(ran.output.empty());
}

TEST_CASE("check-eligibility gives each sample application the verdict that its story expects") {
    const std::string applications = file("samples/pts-152010301-01/applications.csv");
    const Ran ran =
        run({"check-eligibility", "--standard", kStandard, "--evidence",
             kSources + "/samples/pts-152010301-01/evidence", "--later-evidence", "ignore"},
            applications);
    CHECK(ran.status == ExitStatus::not_judged);  // the sample has invalid rows
    check_rows(applications, ran.output);
    const auto found = rows_of(ran.output);
    const auto expected = rows_of(file("tests/samples/pts-152010301-01/eligibility.csv"));
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO(found[i].bytes);
        for (const char* const column : {"candidate_id", "eligibility", "route", "earliest_on"}) {
            CHECK(found[i].values.at(column) == expected[i].values.at(column));
        }
        const bool eligible = found[i].values.at("eligibility") == "eligible";
        CHECK(eligible == found[i].values.at("reasons").empty());
    }
}

TEST_CASE("the whole chain gives each row of the sample scores the result that is expected") {
    const ScratchFolder folder;
    const std::string applications = file("samples/pts-152010301-01/applications.csv");
    const Ran checked =
        run({"check-eligibility", "--standard", kStandard, "--evidence",
             kSources + "/samples/pts-152010301-01/evidence", "--later-evidence", "ignore"},
            applications);
    const std::string eligibility = folder.write("eligibility.csv", checked.output);
    const std::string scores = file("samples/pts-152010301-01/scores.csv");
    const Ran graded =
        run({"grade", "--standard", kStandard, "--eligibility", eligibility}, scores);
    check_rows(scores, graded.output);
    const auto found = rows_of(graded.output);
    const auto expected = rows_of(file("tests/samples/pts-152010301-01/results.csv"));
    REQUIRE(found.size() == expected.size());
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO(found[i].bytes);
        for (const char* const column : {"candidate_id", "outcome", "awarded"}) {
            CHECK(found[i].values.at(column) == expected[i].values.at(column));
        }
        ++counts[found[i].values.at("outcome")];
    }

    const Ran reported =
        run({"report", "summary", "--by", "outcome", "--standard", kStandard}, graded.output);
    std::size_t candidates = 0;
    for (const Row& row : rows_of(reported.output)) {
        const auto count = static_cast<std::size_t>(std::stoul(row.values.at("candidates")));
        candidates += count;
        CHECK(counts.at(row.values.at("outcome")) == count);
    }
    CHECK(candidates == found.size());
}

TEST_CASE(
    "no output and no message shows a document number of the sample whole but in its column") {
    const std::string applications = file("samples/pts-152010301-01/applications.csv");
    const Ran ran =
        run({"check-eligibility", "--standard", kStandard, "--evidence",
             kSources + "/samples/pts-152010301-01/evidence", "--later-evidence", "ignore"},
            applications);
    for (const Row& row : rows_of(ran.output)) {
        const std::string& number = row.values.at("id_number");
        if (number.empty()) continue;
        CHECK_FALSE(testing::contains(ran.error, number));
        CHECK_FALSE(testing::contains(row.values.at("reasons"), number));
    }
}

TEST_CASE("a report refuses a second column of one name instead of writing a broken document") {
    const Ran graded = run({"grade", "--standard", kStandard},
                           "candidate_id,level,theory,practical\nC1,junior,60,60\n");
    const Ran twice =
        run({"report", "summary", "--by", "level,level", "--format", "toml"}, graded.output);
    const Ran clash =
        run({"report", "summary", "--by", "level,pass", "--format", "toml"},
            "candidate_id,level,theory,practical,pass,outcome,awarded,reasons,standard\n"
            "C1,junior,60,60,A,pass,junior,,pts-152010301-01\n");
    CHECK(twice.status == ExitStatus::usage);
    CHECK(clash.status == ExitStatus::usage);
}

}  // namespace
}  // namespace certrec
