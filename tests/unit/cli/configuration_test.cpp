#include "configuration.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "certrec/base/io.hpp"
#include "in_process.hpp"

namespace certrec {
namespace {

using cli::ExitStatus;
using cli::Variables;
using testing::contains;
using testing::Ran;
using testing::ScratchFolder;

const std::string kScores = "candidate_id,level,theory,practical\nC1,junior,60,59\n";

/// A machine with a user, whose files a test writes.
class Machine {
  public:
    Machine() {
        std::filesystem::create_directories(folder_ / "home/.config/certrec");
        variables["HOME"] = (folder_ / "home").string();
    }

    /// What runs find in the user's file, in the machine's, and in a file of its own.
    void write_user(const std::string& toml) { write(user(), toml); }
    void write_system(const std::string& toml) { write(system(), toml); }
    std::string write_own(const std::string& toml) {
        write(folder_ / "own.toml", toml);
        return (folder_ / "own.toml").string();
    }
    [[nodiscard]] std::string user() const {
        return (folder_ / "home/.config/certrec/config.toml").string();
    }
    [[nodiscard]] std::string system() const { return (folder_ / "system.toml").string(); }
    [[nodiscard]] std::string folder() const { return folder_.path().string(); }

    [[nodiscard]] Ran run(std::vector<std::string> arguments, std::string input = "") const {
        Ran ran{ExitStatus::failed, {}, {}};
        cli::Context context;
        context.input = read_memory("-", std::move(input));
        context.output = write_memory(ran.output);
        context.error = write_memory(ran.error);
        context.variables = variables;
        context.system_config = system();
        ran.status = cli::run(std::move(arguments), context);
        return ran;
    }

    Variables variables;

  private:
    static void write(const std::filesystem::path& path, const std::string& text) {
        write_file(path, text, Replace::allowed);
    }
    ScratchFolder folder_;
};

TEST_CASE("without files and variables nothing is set (certrec(1), CONFIGURATION)") {
    const Machine machine;
    CHECK(machine.run({"config"}).output ==
          "key,value,from\nlang,en,built in\ncolor,auto,built in\nquiet,false,built in\n");
    Machine chinese;
    chinese.variables["LANG"] = "zh_CN.UTF-8";
    CHECK(contains(chinese.run({"config"}).output, "\nlang,zh,LANG\n"));
    CHECK(machine.run({"config", "--table", "file"}).output ==
          "path,state\n" + machine.user() + ",not there\n" + machine.system() + ",not there\n");
}

TEST_CASE("an option goes before a variable, that before the user's file, that before /etc") {
    Machine machine;
    const auto color = [&](std::vector<std::string> more = {}) {
        std::vector<std::string> arguments = {"config"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const std::string output = machine.run(arguments).output;
        const std::size_t begin = output.find("color,");
        return output.substr(begin, output.find('\n', begin) - begin);
    };
    machine.write_system("color = \"never\"\n");
    CHECK(color() == "color,never," + machine.system() + ":1:9");
    machine.write_user("# mine\n  color = \"always\"\n");
    CHECK(color() == "color,always," + machine.user() + ":2:11");
    machine.variables["CERTREC_COLOR"] = "auto";
    CHECK(color() == "color,auto,CERTREC_COLOR");
    CHECK(color({"--color", "never"}) == "color,never,--color");
}

TEST_CASE("the user's file is below XDG_CONFIG_HOME, if that is an absolute path") {
    Machine machine;
    machine.variables["XDG_CONFIG_HOME"] = machine.folder() + "/home/.config";
    machine.variables["HOME"] = "/nowhere";
    machine.write_user("quiet = true\n");
    CHECK(contains(machine.run({"config"}).output, "quiet,true," + machine.user() + ":1:9\n"));
    machine.variables["XDG_CONFIG_HOME"] = "home/.config";
    CHECK(contains(machine.run({"config", "--table", "file"}).output,
                   "/nowhere/.config/certrec/config.toml,not there\n"));
}

TEST_CASE("a file that is named is the only one, and none is none") {
    Machine machine;
    machine.write_user("lang = \"zh\"\n");
    const std::string own = machine.write_own("color = \"never\"\n");
    const std::string shown =
        "key,value,from\nlang,en,built in\ncolor,never," + own + ":1:9\nquiet,false,built in\n";
    CHECK(machine.run({"config", "--config", own}).output == shown);
    machine.variables["CERTREC_CONFIG"] = own;
    CHECK(machine.run({"config"}).output == shown);
    const std::string nothing =
        "key,value,from\nlang,en,built in\ncolor,auto,built in\nquiet,false,built in\n";
    CHECK(machine.run({"config", "--config", "none"}).output == nothing);
    CHECK(machine.run({"config", "--config", "/dev/null"}).output == nothing);
    machine.variables["CERTREC_CONFIG"] = "none";
    CHECK(machine.run({"config"}).output == nothing);
    const Ran missing = machine.run({"config", "--config", machine.folder() + "/nothing.toml"});
    CHECK(missing.status == ExitStatus::not_judged);
    CHECK(contains(missing.error, "nothing.toml: error: there is no such file"));
}

TEST_CASE("what is set stands for the option that is left out") {
    Machine machine;
    CHECK(machine.run({"grade"}, kScores).status == ExitStatus::usage);
    machine.write_user("standard = \"pts-152010301-01\"\n[grade]\nrequire = \"all\"\n");
    const Ran ran = machine.run({"grade"}, kScores);
    CHECK(ran.status == ExitStatus::negative);
    CHECK(contains(ran.output, "C1,junior,60,59,fail,"));
    machine.variables["CERTREC_STANDARD"] = "service-rank-2015";
    CHECK(machine.run({"grade"}, kScores).status != ExitStatus::negative);
    CHECK(machine.run({"grade", "--standard", "pts-152010301-01"}, kScores).output == ran.output);
}

TEST_CASE("a key at the top is for commands that require the option, a table's for its command") {
    Machine machine;
    machine.write_user(
        "standard = \"service-rank-2015\"\n[grade]\nstandard = \"call-agent\"\n"
        "[report.items]\nfull-mark = 100\n");
    const std::string output = machine.run({"config"}).output;
    CHECK(contains(output, "\ncheck-eligibility.standard,service-rank-2015,"));
    CHECK(contains(output, "\ngrade.standard,call-agent,"));
    CHECK(contains(output, "\nreport.items.full-mark,100,"));
    CHECK_FALSE(contains(output, "report.summary.standard"));
    CHECK_FALSE(contains(output, "verify.standard"));
    machine.variables["CERTREC_REPORT_ITEMS_FULL_MARK"] = "50";
    CHECK(contains(machine.run({"config"}).output,
                   "report.items.full-mark,50,CERTREC_REPORT_ITEMS_FULL_MARK\n"));
}

TEST_CASE("lists, flags, numbers and days are written as TOML writes them") {
    Machine machine;
    machine.write_user(
        "[report.summary]\nby = [\"level\", \"site\"]\nmin-group = 5\n"
        "[verify]\nwitness = [\"a.pub\", \"b.pub\"]\nat = 2027-01-01\n[grade]\nexplain = true\n");
    const std::string output = machine.run({"config"}).output;
    const std::string folder = machine.folder() + "/home/.config/certrec/";
    CHECK(contains(output, "\nreport.summary.by,\"level,site\","));
    CHECK(contains(output, "\nreport.summary.min-group,5,"));
    CHECK(contains(output, "\nverify.witness," + folder + "a.pub " + folder + "b.pub,"));
    CHECK(contains(output, "\nverify.at,2027-01-01,"));
    CHECK(contains(output, "\ngrade.explain,true,"));
}

TEST_CASE("files in a file are meant from its folder, or from home") {
    Machine machine;
    machine.write_user(
        "register = \"one\"\nkey = \"~/issuer.pem\"\nstandard = \"own/my.toml\"\n"
        "[verify]\npublic-key = \"/keys/a.pem\"\n");
    const std::string output = machine.run({"config"}).output;
    CHECK(contains(output, "\nissue.register," + machine.folder() + "/home/.config/certrec/one,"));
    CHECK(contains(output, "\nissue.key," + machine.folder() + "/home/issuer.pem,"));
    CHECK(contains(output,
                   "\ngrade.standard," + machine.folder() + "/home/.config/certrec/own/my.toml,"));
    CHECK(contains(output, "\nverify.public-key,/keys/a.pem,"));
}

TEST_CASE("a flag that is set can be unset closer by") {
    Machine machine;
    machine.write_system("quiet = true\n");
    machine.write_user("quiet = false\n");
    CHECK(contains(machine.run({"config"}).output, "quiet,false," + machine.user() + ":1:9\n"));
}

TEST_CASE("whatever is wrong with a file is told with its place, and nothing is done") {
    Machine machine;
    machine.write_user(
        "lanng = \"zh\"\ncolor = \"blue\"\nforce = true\nformat = \"csv\"\nquiet = \"yes\"\n"
        "[grade]\nrequire = 3\nstandrd = \"x\"\npassphrase-file = \"x\"\nlevel = \"\"\n"
        "[report.summary]\nmin-group = 0\n[isue]\n");
    const Ran ran = machine.run({"grade", "--standard", "pts-152010301-01"}, kScores);
    CHECK(ran.status == ExitStatus::not_judged);
    CHECK(ran.output.empty());
    const std::string file = machine.user();
    for (const std::string message : {
             ":1:1: error: unknown key 'lanng'\nhint: is 'lang' meant?\n",
             ":2:9: error: 'color' cannot be 'blue'\nhint: it is one of: auto, always, never\n",
             ":3:1: error: 'force' cannot be set in a file\n",
             ":4:1: error: unknown key 'format'\nhint: it belongs in a table of the command, such "
             "as [check-eligibility]\n",
             ":5:9: error: 'quiet' must be true or false\n",
             ":7:11: error: 'require' must be a string\n",
             ":8:1: error: unknown key 'standrd'\nhint: is 'standard' meant?\n",
             ":9:1: error: unknown key 'passphrase-file'\n",
             ":10:9: error: 'level'",
             ":12:13: error: 'min-group'",
             ":13:2: error: unknown key 'isue'\nhint: is 'issue' meant?\n",
         }) {
        INFO(message);
        CHECK(contains(ran.error, file + message));
    }
    CHECK(contains(ran.error, "cannot be used\nhint: --config none does without\n"));
}

TEST_CASE("what writes over, hides or tells secrets is set nowhere but on the command line") {
    Machine machine;
    for (const std::string key :
         {"force = true", "output = \"x\"", "dry-run = true", "passphrase-file = \"x\"",
          "passphrase-fd = 3", "ask-passphrase = true"}) {
        machine.write_user("[issue]\n" + key + "\n");
        const Ran ran = machine.run({"config"});
        INFO(key);
        CHECK(ran.status == ExitStatus::not_judged);
        CHECK(contains(ran.error, "cannot be set in a file\nhint: give it on the command line\n"));
    }
    machine.write_user("");
    machine.variables["CERTREC_ISSUE_FORCE"] = "true";
    CHECK_FALSE(contains(machine.run({"config"}).output, "force"));
}

TEST_CASE("a variable with a wrong value is a usage error") {
    Machine machine;
    machine.variables["CERTREC_LANG"] = "fr";
    const Ran ran = machine.run({"config"});
    CHECK(ran.status == ExitStatus::usage);
    CHECK(ran.error ==
          "certrec: error: CERTREC_LANG: 'lang' cannot be 'fr'\nhint: it is one of: zh, en\n");
}

TEST_CASE("a variable that sets nothing is told of where the configuration is shown") {
    Machine machine;
    machine.variables["CERTREC_STANDRAD"] = "x";
    CHECK(machine.run({"config"}).error ==
          "certrec: warning: the variable CERTREC_STANDRAD sets nothing\n"
          "hint: is CERTREC_STANDARD meant?\n");
    CHECK(machine.run({"standard", "list"}).error.empty());
}

TEST_CASE("a default gives way to an option that excludes it, or lacks one that it needs") {
    Machine machine;
    machine.write_user("[verify]\nregister = \"r\"\nstandards = \"s\"\n");
    const Ran ran = machine.run({"verify", "--show-key", "--origin", "o", "--public-key", "none"});
    CHECK_FALSE(contains(ran.error, "excludes"));
    CHECK(contains(ran.error, "none"));
    CHECK(ran.status == ExitStatus::not_judged);
}

TEST_CASE("a usage error names the defaults that take part") {
    Machine machine;
    machine.write_user("[grade]\nformat = \"table\"\n");
    const Ran ran = machine.run({"grade", "--standard", "pts-152010301-01"}, kScores);
    CHECK(ran.status == ExitStatus::usage);
    CHECK(contains(ran.error, "--format table goes with --explain and --against"));
    CHECK(contains(ran.error, "set elsewhere: --format (" + machine.user() + ":2:10)\n"));
}

TEST_CASE("help and completion come about whatever is configured") {
    Machine machine;
    machine.write_user("lang = \n");
    CHECK(machine.run({"grade", "--help"}).status == ExitStatus::done);
    CHECK(machine.run({"--version"}).status == ExitStatus::done);
    const Ran completed = machine.run({"complete", "zsh", "gra"});
    CHECK(completed.status == ExitStatus::done);
    CHECK(contains(completed.output, "grade\t"));
    CHECK(completed.error.empty());
    machine.write_user("standard = \"pts-152010301-01\"\n");
    CHECK(contains(machine.run({"complete", "zsh", "grade", "--level", ""}).output,
                   "junior\tJunior\n"));
}

TEST_CASE("messages speak the language that is configured, from the first on") {
    Machine machine;
    machine.write_user("lang = \"zh\"\n");
    CHECK(contains(machine.run({"grade", "--standard", "nothing"}).error, "没有"));
}

}  // namespace
}  // namespace certrec
