// One in, one out: no stage loses, reorders or rewrites a row.
#include <sched.h>

#include <algorithm>
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

/// The process on one processor, as `taskset` would have it, while this lives.
class OneProcessor {
  public:
    OneProcessor() {
        REQUIRE(::sched_getaffinity(0, sizeof before_, &before_) == 0);
        int first = 0;
        while (!CPU_ISSET(first, &before_)) ++first;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    }
    ~OneProcessor() { (void)::sched_setaffinity(0, sizeof before_, &before_); }
    OneProcessor(const OneProcessor&) = delete;
    OneProcessor& operator=(const OneProcessor&) = delete;

  private:
    cpu_set_t before_{};
};

/// Many blocks of rows; each candidate stands there twice in a row.
std::string doubled_scores(std::size_t candidates) {
    std::string text = "note,practical,candidate_id,level,theory\n";
    for (std::size_t i = 0; i < candidates; ++i) {
        const std::string id =
            i % 3 == 0 ? "\"C\"\"" + std::to_string(i) + "\"" : std::to_string(i);
        const std::string score = i % 5 == 0 ? "6O" : i % 7 == 0 ? "59.5" : "60";
        text += "\"two\nlines\"," + score + "," + id + ",junior,77\n";
        text += "plain,61," + id + ",初级,77\n";
    }
    return text;
}

TEST_CASE("grade gives the same bytes on one thread and on many, also where a row is refused") {
    for (const std::string& last : {std::string("x,60,last,junior,60\n"), std::string("x,60\n"),
                                    std::string("x,60,\"last,junior,60\n")}) {
        const std::string scores = doubled_scores(40'000) + last + doubled_scores(20'000);
        const Ran many = run({"grade", "--standard", kStandard}, scores);
        const OneProcessor one;
        const Ran alone = run({"grade", "--standard", kStandard}, scores);
        CHECK(many.status == alone.status);
        CHECK(many.status == ExitStatus::not_judged);
        CHECK((many.output == alone.output));
        CHECK((many.error == alone.error));
        CHECK(many.output.size() > 1'000'000);
    }
}

TEST_CASE("grade judges each row of a plain file on its own, also where one block of it ends") {
    const std::size_t candidates = 40'000;
    const Ran ran = run({"grade", "--standard", kStandard}, doubled_scores(candidates));
    std::size_t invalid = 0;
    std::size_t number = 0;
    for (const Row& row : rows_of(ran.output)) {
        // Of two rows of one candidate the first is sometimes no score; nothing else is invalid.
        const bool expected = number % 2 == 0 && number / 2 % 5 == 0;
        if ((row.values.at("outcome") == "invalid") != expected) FAIL_CHECK("row " << number);
        invalid += expected ? 1 : 0;
        ++number;
    }
    CHECK(number == 2 * candidates);
    CHECK(invalid == candidates / 5);
    CHECK(std::count(ran.error.begin(), ran.error.end(), '\n') == 2 * static_cast<long>(invalid));
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
                     "C6,己,junior,eligible,1.9.1(1),,\n"
                     "C8,庚,junior,eligible,1.9.1(1),,\n"
                     "C1,\"甲,乙\",intermediate,ineligible,,no certificate,\n");
    const std::string scores =
        "candidate_id,level,theory,practical\n"
        "C1,junior,60,60\nC2,junior,100,100\nC3,junior,60,60\nC4,junior,60,60\n"
        "C5,junior,60,60\nC1,中级,60,60\nC6,初级,61,61\nC6,junior,60,60\nC8,junior,6O,1\n";
    const Ran ran = run({"grade", "--standard", kStandard, "--eligibility", eligibility}, scores);
    CHECK(ran.status == ExitStatus::not_judged);
    check_rows(scores, ran.output);
    std::vector<std::string> outcomes;
    for (const Row& row : rows_of(ran.output)) outcomes.push_back(row.values.at("outcome"));
    // Nothing tells the two rows of C6 apart, so neither counts.
    CHECK(outcomes == std::vector<std::string>{"pass", "ineligible", "ineligible", "invalid",
                                               "invalid", "ineligible", "invalid", "invalid",
                                               "invalid"});
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
