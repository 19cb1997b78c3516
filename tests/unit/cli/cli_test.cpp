#include "cli.hpp"

#include <cerrno>
#include <sstream>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "in_process.hpp"

namespace certrec {
namespace {

using cli::ExitStatus;
using testing::contains;
using testing::Ran;
using testing::run;
using testing::ScratchFolder;
using Names = std::set<std::string>;

const std::string kStandard = "pts-152010301-01";
const std::string kScores = "candidate_id,level,theory,practical\nC1,junior,60,60\n";
const std::string kBadScores = "candidate_id,level,theory,practical\nC1,junior,6O,60\n";

std::vector<std::string> grade(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"grade", "--standard", kStandard};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST_CASE("status 0: done (certrec(1), EXIT STATUS)") {
    const Ran ran = run(grade(), kScores);
    CHECK(ran.status == ExitStatus::done);
    CHECK(ran.error.empty());
    CHECK(ran.output ==
          "candidate_id,level,theory,practical,outcome,awarded,reasons,standard\n"
          "C1,junior,60,60,pass,junior,,pts-152010301-01\n");
    CHECK(run(grade({"--require", "all"}), kScores).status == ExitStatus::done);
    CHECK(run(grade({"-"}), kScores).status == ExitStatus::done);
    CHECK(run(grade(), "candidate_id,level,theory,practical\n").status == ExitStatus::done);
}

TEST_CASE("status 1: a row that is no pass, if all are required") {
    const std::string failed = "candidate_id,level,theory,practical\nC1,junior,59.99,60\n";
    CHECK(run(grade(), failed).status == ExitStatus::done);
    const Ran ran = run(grade({"--require", "all"}), failed);
    CHECK(ran.status == ExitStatus::negative);
    CHECK(contains(ran.output, "C1,junior,59.99,60,fail,"));
    for (const char* const cell : {"absent", "disqualified", ""}) {
        const std::string scores =
            "candidate_id,level,theory,practical\nC1,junior,60," + std::string(cell) + "\n";
        CHECK(run(grade({"--require", "all"}), scores).status == ExitStatus::negative);
    }
}

TEST_CASE("status 2: the command line is wrong, and nothing is printed to standard output") {
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {},
             {"frobnicate"},
             {"--frobnicate"},
             {"grade"},
             {"grade", "--standard"},
             {"grade", "--standard", kStandard, "--frobnicate"},
             {"grade", "--standard", kStandard, "--require", "some"},
             {"grade", "--standard", kStandard, "--level", "none"},
             {"grade", "--standard", kStandard, "a.csv", "b.csv"},
             {"grade", "--standard", kStandard, "--lang", "fr"},
             {"grade", "--standard", kStandard, "--color", "blue"},
             {"check-eligibility", "--standard", kStandard},
             {"check-eligibility", "--standard", kStandard, "--evidence", "e", "--as-of",
              "2023-02-29"},
             {"report"},
             {"report", "sumary"},
             {"report", "summary", "--format", "xml"},
             {"standard"},
             {"standard", "show"},
             {"grade", "issue"},
         }) {
        const Ran ran = run(arguments, kScores);
        INFO((arguments.empty() ? "no arguments" : arguments.back()));
        CHECK(ran.status == ExitStatus::usage);
        CHECK(ran.output.empty());
        CHECK_FALSE(ran.error.empty());
    }
}

TEST_CASE("status 3: a row or a file could not be judged, with its place") {
    const Ran row = run(grade({"--require", "all"}), kBadScores);
    CHECK(row.status == ExitStatus::not_judged);
    CHECK(contains(row.error, "-:2:11: error: '6O'"));
    CHECK(contains(row.output, "C1,junior,6O,60,invalid,,"));

    const Ran broken = run(grade(), "candidate_id,level,theory,practical\nC1,\"junior,60,60\n");
    CHECK(broken.status == ExitStatus::not_judged);
    CHECK(contains(broken.error, "-:2:4: error: "));
    CHECK(run(grade(), "candidate_id,level,theory\n").status == ExitStatus::not_judged);
    CHECK(run(grade(), "").status == ExitStatus::not_judged);
    CHECK(run(grade({"no-such-file.csv"})).status == ExitStatus::not_judged);
    CHECK(run({"grade", "--standard", "none"}, kScores).status == ExitStatus::not_judged);
    CHECK(run({"report", "summary"}, "level,outcome,standard\n").status == ExitStatus::not_judged);
}

struct Failing {
    cli::Context context;
    std::string output;
    std::string error;
    int error_number;

    explicit Failing(int number, std::string input) : error_number(number) {
        context.input = read_memory("-", std::move(input));
        context.output = [this](std::string_view) {
            throw SystemFailure({"cannot write standard output", "无法写入标准输出"}, error_number);
        };
        context.error = write_memory(error);
    }
};

TEST_CASE("status 4: the system failed; a closed pipe ends a command quietly, but not as done") {
    Failing full(ENOSPC, kScores);
    CHECK(cli::run(grade(), full.context) == ExitStatus::failed);
    CHECK(contains(full.error, "cannot write standard output"));

    Failing closed(EPIPE, kScores);
    CHECK(cli::run(grade(), closed.context) == ExitStatus::closed_pipe);
    CHECK(closed.error.empty());

    Failing silent(ENOSPC, kScores);
    silent.context.error = silent.context.output;
    CHECK(cli::run(grade(), silent.context) == ExitStatus::failed);
}

TEST_CASE("standard input can be asked for only once") {
    const Ran ran = run(grade({"--eligibility", "-"}), kScores);
    CHECK(ran.status == ExitStatus::usage);
    CHECK(contains(ran.error, "standard input is asked for twice"));
    CHECK(ran.output.empty());
    CHECK(run(grade({"--eligibility", "-", "-"}), kScores).status == ExitStatus::usage);
}

TEST_CASE("certrec never waits for a terminal") {
    std::string output;
    std::string error;
    cli::Context context;
    context.input = {"-", [](std::span<char>) -> std::size_t {
                         FAIL("the terminal was read");
                         return 0;
                     }};
    context.input_is_terminal = true;
    context.output = write_memory(output);
    context.error = write_memory(error);
    CHECK(cli::run(grade(), context) == ExitStatus::usage);
    CHECK(contains(error, "terminal"));
    CHECK(output.empty());
}

TEST_CASE("an unknown command is answered with the likely one") {
    const Ran ran = run({"isue"});
    CHECK(ran.status == ExitStatus::usage);
    CHECK(ran.error ==
          "certrec: error: there is no command 'certrec isue'\n"
          "hint: did you mean 'issue'?\n");
    CHECK(contains(run({"check-eligibilty"}).error, "'check-eligibility'"));
    CHECK(contains(run({"frobnicate"}).error, "grade"));
    CHECK(contains(run({"--lang", "en", "grad"}).error, "'grade'"));
    CHECK(contains(run({"-q", "grad", "--standard", "x"}).error, "'grade'"));
    CHECK_FALSE(testing::has_raw_control(run({"a\x1b[31m"}).error));
}

TEST_CASE("--lang reaches the messages about the command line too") {
    CHECK(contains(run({"--lang", "zh", "isue"}).error, "没有命令“certrec isue”"));
    CHECK(contains(run({"grade", "--lang", "zh", "--standard", kStandard, "--level", "x"}).error,
                   "不是 pts-152010301-01 的等级"));
}

TEST_CASE("--lang zh speaks Chinese in rows and messages; else rows speak English") {
    const std::string scores =
        "candidate_id,level,theory,practical\nC1,初级,59.9,60\nC2,junior,6O,60\n";
    const Ran chinese = run(grade({"--lang", "zh"}), scores);
    CHECK(contains(chinese.output, "C1,初级,59.9,60,fail,,"));
    CHECK(contains(chinese.output, "理论知识考试 59.9 分"));
    CHECK(contains(chinese.error, "“6O”不是数字"));
    CHECK(contains(chinese.error, "-:3:11: 错误："));
    const Ran english = run(grade(), scores, Language::zh);
    CHECK(contains(english.output, "theory 59.9 is below 60"));
    CHECK(contains(english.error, "“6O”不是数字"));
    const Ran before_the_command = run({"--lang", "zh", "grade", "--standard", kStandard}, scores);
    CHECK(before_the_command.output == chinese.output);
}

TEST_CASE("help and version go to standard output with status 0") {
    const Ran version = run({"--version"});
    CHECK(version.status == ExitStatus::done);
    CHECK(version.output.starts_with("certrec "));
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--help"},
                                               {"grade", "--help"},
                                               {"check-eligibility", "-h"},
                                               {"issue", "--help"},
                                               {"verify", "--help"},
                                               {"report", "summary", "--help"},
                                               {"standard", "list", "--help"}}) {
        const Ran ran = run(arguments);
        CHECK(ran.status == ExitStatus::done);
        CHECK_FALSE(ran.output.empty());
        CHECK(ran.error.empty());
    }
}

TEST_CASE("the help of the program and of every command shows it at work") {
    CHECK(contains(run({"--help"}).output, "Examples:\n  certrec "));
    for (const std::string command : {"check-eligibility",
                                      "grade",
                                      "issue",
                                      "revoke",
                                      "verify",
                                      "report",
                                      "report summary",
                                      "report items",
                                      "report roster",
                                      "report register",
                                      "report training",
                                      "report certificate",
                                      "standard",
                                      "standard list",
                                      "standard show",
                                      "standard check",
                                      "standard diff",
                                      "standard template",
                                      "completion",
                                      "config"}) {
        std::vector<std::string> arguments;
        std::istringstream words(command);
        for (std::string word; words >> word;) arguments.push_back(word);
        arguments.emplace_back("--help");
        const std::string help = run(arguments).output;
        INFO(help);
        CHECK(contains(help, "Examples:"));
        CHECK(contains(help, "  certrec " + command));
    }
}

TEST_CASE("an output file appears whole, and an existing one is replaced by --force only") {
    const ScratchFolder folder;
    const std::string out = (folder / "results.csv").string();
    const Ran first = run(grade({"-o", out}), kScores);
    CHECK(first.status == ExitStatus::done);
    CHECK(first.output.empty());
    CHECK(contains(folder.read("results.csv"), "C1,junior,60,60,pass"));
    CHECK(folder.names() == Names{"results.csv"});

    folder.write("results.csv", "old");
    const Ran second = run(grade({"-o", out}), kScores);
    CHECK(second.status == ExitStatus::not_judged);
    CHECK(contains(second.error, "--force"));
    CHECK(folder.read("results.csv") == "old");
    CHECK(run(grade({"-o", out, "--force"}), kScores).status == ExitStatus::done);
    CHECK(contains(folder.read("results.csv"), "C1,junior"));
    CHECK(folder.names() == Names{"results.csv"});
}

TEST_CASE("a refused file leaves no output behind") {
    const ScratchFolder folder;
    const std::string out = (folder / "results.csv").string();
    const std::string broken = kScores + "C2,junior,60,60\nC3,\"junior\n";
    CHECK(run(grade({"-o", out}), broken).status == ExitStatus::not_judged);
    CHECK(folder.names().empty());
    folder.write("results.csv", "old");
    CHECK(run(grade({"-o", out, "--force"}), broken).status == ExitStatus::not_judged);
    CHECK(folder.read("results.csv") == "old");
    CHECK(folder.names() == Names{"results.csv"});
}

TEST_CASE("a file with invalid rows is still written whole") {
    const ScratchFolder folder;
    const std::string out = (folder / "results.csv").string();
    CHECK(run(grade({"-o", out}), kBadScores).status == ExitStatus::not_judged);
    CHECK(contains(folder.read("results.csv"), "C1,junior,6O,60,invalid"));
}

TEST_CASE("output never equals an input: not the scores, not the eligibility file") {
    const ScratchFolder folder;
    const std::string scores = folder.write("scores.csv", kScores);
    const Ran ran = run(grade({scores, "-o", scores, "--force"}));
    CHECK(ran.status == ExitStatus::usage);
    CHECK(folder.read("scores.csv") == kScores);
    const std::string eligibility = folder.write("eligibility.csv",
                                                 "candidate_id,level,eligibility,reasons\n"
                                                 "C1,junior,eligible,\n");
    CHECK(run(grade({"--eligibility", eligibility, scores, "-o", eligibility, "--force"})).status ==
          ExitStatus::usage);
    std::filesystem::create_symlink("scores.csv", folder / "link.csv");
    CHECK(run(grade({scores, "-o", (folder / "link.csv").string(), "--force"})).status ==
          ExitStatus::usage);
    CHECK(folder.read("scores.csv") == kScores);
}

TEST_CASE("output never equals an input: not the standard, not a file of the evidence") {
    const ScratchFolder folder;
    const std::string text = run({"standard", "show", kStandard, "--format", "toml"}).output;
    const std::string standard = folder.write("my.toml", text);
    CHECK(run({"grade", "--standard", standard, "-o", standard, "--force"}, kScores).status ==
          ExitStatus::usage);
    CHECK(folder.read("my.toml") == text);

    const std::string training = "candidate_id,standard,level,mode,hours,completed_on\n";
    const std::string file = folder.write("evidence/training.csv", training);
    const std::string applications =
        "candidate_id,name,id_type,id_number,level,applied_on\nC1,甲,other,1,junior,2026-09-01\n";
    CHECK(run({"check-eligibility", "--standard", kStandard, "--evidence",
               (folder / "evidence").string(), "-o", file, "--force"},
              applications)
              .status == ExitStatus::usage);
    CHECK(folder.read("evidence/training.csv") == training);
}

TEST_CASE("--quiet leaves out notes but no errors") {
    const ScratchFolder folder;
    folder.write("training.csv",
                 "candidate_id,standard,level,mode,hours,completed_on\n"
                 "C9,s,junior,online,1,2026-01-01\n");
    const std::string applications =
        "candidate_id,name,id_type,id_number,level,applied_on\nC1,甲,other,1,junior,2026-02-30\n";
    const std::vector<std::string> arguments = {"check-eligibility", "--standard", kStandard,
                                                "--evidence", folder.path().string()};
    const Ran loud = run(arguments, applications);
    CHECK(contains(loud.error, ": note: "));
    CHECK(contains(loud.error, ": error: "));
    auto quieter = arguments;
    quieter.push_back("--quiet");
    const Ran quiet = run(quieter, applications);
    CHECK_FALSE(contains(quiet.error, ": note: "));
    CHECK(contains(quiet.error, ": error: "));
    CHECK(quiet.output == loud.output);
}

TEST_CASE("colour is used when it is asked for, and only for the severity") {
    const Ran plain = run(grade(), kBadScores);
    CHECK_FALSE(testing::has_raw_control(plain.error));
    CHECK_FALSE(testing::has_raw_control(run(grade({"--color", "never"}), kBadScores).error));
    const Ran coloured = run(grade({"--color", "always"}), kBadScores);
    CHECK(contains(coloured.error, ":11: \x1b[1;31merror:\x1b[0m '6O'"));
}

TEST_CASE("what a file holds cannot send control characters to the terminal") {
    const ScratchFolder folder;
    const std::string eligibility = folder.write(
        "eligibility.csv",
        "candidate_id,level,eligibility,reasons\nC1,junior,invalid,\"\x1b[2J\x07 gone\"\n");
    const Ran ran = run(grade({"--eligibility", eligibility}), kScores);
    CHECK(ran.status == ExitStatus::not_judged);
    CHECK_FALSE(testing::has_raw_control(ran.error));
    const Ran cell = run(grade(),
                         "candidate_id,level,theory,practical\n"
                         "\"a\x1b\",\"x\x1b[2J\",60,60\n");
    CHECK_FALSE(testing::has_raw_control(cell.error));
}

TEST_CASE("the list of standards has the edition, whole in CSV") {
    const Ran ran = run({"standard", "list"});
    CHECK(ran.status == ExitStatus::done);
    CHECK(ran.output.starts_with("id,coverage,levels,title,edition\n"));
    CHECK(contains(ran.output, "\npts-152010301-01,complete,junior intermediate senior,"));
    CHECK(contains(run({"standard", "list", "--lang", "zh"}).output, "初级 中级 高级"));
    CHECK(run({"standard", "list", "--format", "json"}).output.starts_with("{"));
}

TEST_CASE("a standard can be shown as its own file and checked") {
    const Ran file = run({"standard", "show", kStandard, "--format", "toml"});
    CHECK(file.status == ExitStatus::done);
    CHECK(contains(file.output, "id = \"pts-152010301-01\""));
    CHECK(contains(run({"standard", "show", kStandard, "--lang", "zh"}).output,
                   "不少于线上48标准学时"));
    CHECK(run({"standard", "check", kStandard}).status == ExitStatus::done);

    const ScratchFolder folder;
    const std::string path = folder.write("my.toml", file.output + "\nunknown = 1\n");
    const Ran checked = run({"standard", "check", path});
    CHECK(checked.status == ExitStatus::negative);
    CHECK(contains(checked.output, "unknown key 'unknown'"));
    CHECK(run({"grade", "--standard", path}, kScores).status == ExitStatus::not_judged);
}

}  // namespace
}  // namespace certrec
