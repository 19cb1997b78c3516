// What parse_standard finds wrong: each case spoils one thing in a copy of the built-in standard.
#include <algorithm>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "builtin.hpp"
#include "marked.hpp"

namespace certrec {
namespace {

using testing::contains;
using testing::Marked;
using testing::take_mark;

/// The built-in standard with the only occurrence of `from`, or the first one after `after`,
/// replaced by `to`, which holds the mark.
std::string spoil(std::string_view after, const std::string& from, const std::string& to) {
    std::string text = testing::builtin_text();
    const auto start = after.empty() ? 0 : text.find(after);
    REQUIRE(start != std::string::npos);
    const auto at = text.find(from, start);
    INFO(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return text;
}

struct Lint {
    const char* after;
    std::string from;
    std::string to;
    std::string message;
};

void check(const Lint& lint) {
    INFO(lint.from << " -> " << lint.to);
    testing::check_fault(spoil(lint.after, lint.from, lint.to), lint.message);
}

constexpr const char* kJunior = "id = \"junior\"";
constexpr const char* kIntermediate = "id = \"intermediate\"";
constexpr const char* kSenior = "id = \"senior\"";
constexpr const char* kTheory = "id = \"theory\"";
constexpr const char* kPractical = "id = \"practical\"";

TEST_CASE("an unknown key in a standard is found, wherever it stands") {
    for (const Lint& lint : std::vector<Lint>{
             {"", "coverage = ", "^colour = \"red\"\ncoverage = ", "unknown key 'colour'"},
             {kJunior, "rank = 1", "rank = 1\n^prise = 5", "unknown key 'prise'"},
             {kJunior, "binding = true", "binding = true\n  ^minimum = 5", "unknown key 'minimum'"},
             {kTheory, "minutes = 120", "minutes = 120\n^weight = 40", "unknown key 'weight'"},
             {"", "[venue.lease]\n", "[venue.lease]\n^months = 3\n", "unknown key 'months'"},
             {"", "scheme = ", "^bands = []\nscheme = ", "unknown key 'bands'"},
             {kIntermediate, "{ certificate = { level = \"junior\" } }",
              "{ certificate = { level = \"junior\", ^years = 2 } }", "unknown key 'years'"},
             {"", "{ recommendation = { employer = \"present\" } }",
              "{ recommendation = { employer = \"present\", ^by = \"x\" } }", "unknown key 'by'"},
             {"", "clause = \"1.8.1\"", "clause = \"1.8.1\"\n^note = \"x\"", "unknown key 'note'"},
         }) {
        check(lint);
    }
}

TEST_CASE("an unknown key comes with the one that may be meant") {
    const Marked spoiled = take_mark(spoil(kTheory, "pass_mark = 60", "^pass_mrk = 60"));
    testing::Collected collected;
    (void)parse_standard(spoiled.text, "s.toml", collected.sink());
    CHECK(contains(collected.text(), "s.toml:" + spoiled.place +
                                         ": error: unknown key 'pass_mrk'\n"
                                         "hint: is 'pass_mark' meant?\n"));
    CHECK(contains(collected.text(), "'pass_mark' is missing"));
}

TEST_CASE("a missing key in a standard is found, in the table that lacks it") {
    for (const Lint& lint : std::vector<Lint>{
             {"", "[[level]]\nid = \"senior\"\n", "^[[level]]\n", "'id' is missing in level"},
             {"", "[[level]]\nid = \"senior\"\nrank = 3\n", "^[[level]]\nid = \"senior\"\n",
              "'rank' is missing in level"},
             {kJunior, "[level.training]\nbinding = true\n", "^[level.training]\n",
              "'binding' is missing in training"},
             {kJunior, "[level.training]\nbinding = true\nhours = 48\n",
              "^[level.training]\nbinding = true\n", "'hours' is missing in training"},
             {kJunior, "[level.clause]\nnumber = \"1.4\"\n", "^[level.clause]\n",
              "'number' is missing in clause"},
             {"", "{ zh = \"初级\", en = \"Junior\" }", "^{ zh = \"初级\" }",
              "'en' is missing in name"},
             {"", "{ certificate = { level = \"junior\" } }", "{ certificate = ^{} }",
              "'level' is missing in certificate"},
             {"", "[[open]]\nid = \"trainers\"\n", "^[[open]]\n", "'id' is missing in open"},
             {"", "[venue.lease]\nyears_at_least = 2\n", "^[venue.lease]\n",
              "'years_at_least' is missing in lease"},
         }) {
        check(lint);
    }
}

TEST_CASE("a clause that is missing in a standard is found") {
    const Marked spoiled = take_mark(spoil(kTheory, "[component.time]", "[component.^times]"));
    testing::Collected collected;
    CHECK_FALSE(parse_standard(spoiled.text, "s.toml", collected.sink()).has_value());
    CHECK(contains(collected.text(), "the clause 'time' is missing"));
    CHECK(contains(collected.text(), "s.toml:" + spoiled.place + ": error: unknown key 'times'"));
    check({kJunior, "[level.clause]\nnumber = \"1.4\"", "[level.clause]\nnumber = ^1.4",
           "'number' must be a string"});
}

TEST_CASE("a condition that names no level of the standard is found") {
    check({kIntermediate, "{ level = \"junior\" }", "{ level = ^\"juniro\" }",
           "there is no level 'juniro'"});
    check({kSenior, "{ level = \"intermediate\" }", "{ level = ^\"中级\" }",
           "there is no level '中级'"});
}

TEST_CASE("a level that needs a certificate of its own or a higher level is found") {
    check({kIntermediate, "{ level = \"junior\" }", "{ level = ^\"intermediate\" }",
           "level 'intermediate' needs a certificate of level 'intermediate', which is not below"});
    check({kIntermediate, "{ level = \"junior\" }", "{ level = ^\"senior\" }",
           "level 'intermediate' needs a certificate of level 'senior', which is not below it"});
}

TEST_CASE("two levels with one name are found") {
    check(
        {kIntermediate, "id = \"intermediate\"", "id = ^\"junior\"", "'junior' names two levels"});
    check({"", "id = \"intermediate\"\nrank = 2\ncode = \"2\"\naliases = [\"中级技能\"]",
           "id = ^\"intermediate\"\nrank = 2\ncode = \"2\"\naliases = [\"初级\"]",
           "'初级' names two levels"});
    check({"",
           "id = \"intermediate\"\nrank = 2\ncode = \"2\"\naliases = [\"中级技能\"]\n"
           "name = { zh = \"中级\", en = \"Intermediate\" }",
           "id = ^\"intermediate\"\nrank = 2\ncode = \"2\"\naliases = [\"中级技能\"]\n"
           "name = { zh = \"中级\", en = \"Junior\" }",
           "'Junior' names two levels"});
}

TEST_CASE("two levels with one rank or one code are found") {
    check({kIntermediate, "rank = 2", "rank = ^1", "two levels have rank 1"});
    check({kIntermediate, "code = \"2\"", "code = ^\"1\"", "two levels have the code '1'"});
}

TEST_CASE("two components with one id are found") {
    check({"", "id = \"practical\"\nname", "id = ^\"theory\"\nname",
           "two components are called 'theory'"});
}

TEST_CASE("two open values with one id are found, also if one of them is of a component's items") {
    check({"", "[[open]]\nid = \"trainers\"",
           "[[open]]\nid = \"trainers\"\n"
           "clause = { number = \"1\", zh = \"缺\", en = \"missing\" }\n\n"
           "[[open]]\nid = ^\"trainers\"",
           "the open value 'trainers' is there twice"});
    std::string text = testing::builtin_text();
    text.replace(text.find("id = \"trainers\""), 15, "id = \"theory.items\"");
    text.insert(text.find("\"open\"", text.find(kTheory)), "^");
    testing::check_fault(text, "the open value 'theory.items' is there twice");
}

TEST_CASE("a pass mark above the full mark is found") {
    check({kTheory, "pass_mark = 60", "pass_mark = ^101", "the pass mark is above the full mark"});
    check({kPractical, "pass_mark = 60", "pass_mark = ^\"100.01\"",
           "the pass mark is above the full mark"});
}

TEST_CASE("marks, hours and areas below zero are found") {
    check({kTheory, "pass_mark = 60", "pass_mark = ^-1", "'pass_mark' is below 0"});
    check({kTheory, "full_mark = 100\npass_mark = 60", "full_mark = ^-1\npass_mark = -2",
           "'full_mark' must be above 0"});
    check({kJunior, "hours = 48", "hours = ^-48", "hours"});
    check({"", "years_at_least = 2", "years_at_least = ^-2", "years_at_least"});
    check({"", "area_m2_more_than = 300", "area_m2_more_than = ^-300", "area_m2_more_than"});
}

TEST_CASE("a pass mark of 100 of 100 is sound") {
    std::string text = testing::builtin_text();
    text.replace(text.find("pass_mark = 60"), 14, "pass_mark = \"100.00\"");
    testing::Collected collected;
    CHECK(parse_standard(text, "s.toml", collected.sink()).has_value());
    CHECK(collected.text().empty());
}

TEST_CASE("words that a standard cannot use are found") {
    for (const Lint& lint : std::vector<Lint>{
             {"", "at_least = \"secondary-vocational\"", "at_least = ^\"secondary\"",
              "unknown word 'secondary' in 'at_least'"},
             {kJunior, "modes = [\"online\"]", "modes = ^[\"on-line\"]", "unknown word 'on-line'"},
             {"", "status = [\"enrolled\", \"final-year\", \"graduated\"]",
              "status = ^[\"enrolled\", \"finalyear\"]", "unknown word 'finalyear'"},
             {"", "coverage = \"complete\"", "coverage = ^\"full\"", "'coverage' is complete"},
             {"", "scheme = \"conjunctive\"", "scheme = ^\"average\"", "'scheme' must be"},
             {kTheory, "items = \"open\"", "items = ^\"closed\"", "'items' can only be"},
             {"", "component = \"practical\"\ncandidates_per",
              "component = ^\"oral\"\ncandidates_per", "there is no component 'oral'"},
             {"", "[[equipment]]\ncomponent = \"theory\"", "[[equipment]]\ncomponent = ^\"thoery\"",
              "there is no component 'thoery'"},
         }) {
        check(lint);
    }
}

TEST_CASE("parts of a standard that must not be empty are found") {
    for (const Lint& lint : std::vector<Lint>{
             {"",
              "all = [\n    { certificate = { level = \"intermediate\" } },\n"
              "    { recommendation = { employer = \"present\" } },\n]",
              "all = ^[]", "'all' must not be empty"},
             {kIntermediate, "{ certificate = { level = \"junior\" } }", "{ any = ^[] }",
              "'any' must not be empty"},
             {"", "kinds = [\"learning-for-occupation\"]", "kinds = ^[]",
              "'kinds' must not be empty"},
             {kJunior, "modes = [\"online\"]", "modes = ^[]", "'modes' must not be empty"},
             {kIntermediate, "{ certificate = { level = \"junior\" } }", "^{}",
              "a condition is one of all, any"},
             {"", "required = [\"online\"]", "required = ^[]", "'required' must not be empty"},
             {"", "id = \"pts-152010301-01\"", "id = ^\"\"", "'id' must not be empty"},
             {"", "zh = \"呼叫联络客服水平评价\"\nen", "zh = ^\"\"\nen", "'zh' must not be empty"},
         }) {
        check(lint);
    }
}

TEST_CASE("a level without a route is found, with the open value that would allow it") {
    std::string text = testing::builtin_text();
    const auto begin = text.find("[[level.route]]", text.find(kIntermediate));
    text.erase(begin, text.find("[[level]]", begin) - begin);
    text.insert(text.rfind("[[level]]", text.find(kIntermediate)), "^");
    testing::check_fault(text, "'route' is missing");
    testing::Collected collected;
    (void)parse_standard(take_mark(text).text, "s.toml", collected.sink());
    CHECK(contains(collected.text(), "list the open value 'intermediate.routes'"));
}

TEST_CASE("numbers out of range in a standard are found") {
    check({kJunior, "rank = 1", "rank = ^0", "'rank' is 0; it must be from 1 to 99"});
    check({kTheory, "minutes = 120", "minutes = ^0", "'minutes' is 0"});
    check({"", "candidates_per = 30", "candidates_per = ^0", "'candidates_per' is 0"});
    check({kTheory, "full_mark = 100", "full_mark = ^99.5", "a decimal in quotes"});
}

TEST_CASE("several faults of a standard are reported in one run") {
    std::string text = testing::builtin_text();
    text.replace(text.find("rank = 2"), 8, "rank = 1");
    text.replace(text.find("pass_mark = 60"), 14, "pass_mark = 600");
    text.replace(text.find("{ level = \"junior\" }"), 20, "{ level = \"none\" }");
    testing::Collected collected;
    CHECK_FALSE(parse_standard(text, "s.toml", collected.sink()).has_value());
    CHECK(contains(collected.text(), "two levels have rank 1"));
    CHECK(contains(collected.text(), "the pass mark is above"));
    CHECK(contains(collected.text(), "there is no level 'none'"));
}

TEST_CASE("one fault of a standard is reported once") {
    const Marked spoiled =
        take_mark(spoil(kIntermediate, "{ certificate = { level = \"junior\" } }", "{ all = ^5 }"));
    testing::Collected collected;
    (void)parse_standard(spoiled.text, "s.toml", collected.sink());
    INFO(collected.text());
    CHECK(collected.all().size() == 1);
}

/// The built-in standard with `to` in place of every `from`.
std::string replaced(const std::string& from, const std::string& to) {
    std::string text = testing::builtin_text();
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

TEST_CASE("a standard cannot send control characters to the terminal") {
    // Each is wrong in a way whose message quotes the text with the escape sequence.
    for (const std::string& text :
         {replaced("code = ", "code = \"\\u001b[2J\" # "),
          replaced("aliases = ", "aliases = [\"\\u001b[2J\"] # "),
          replaced("id = \"intermediate\"\nrank = 2", "id = \"\\u001b[2J\"\nrank = 1"),
          replaced("scheme = ", "\"\\u001b[2J\" = 1\nscheme = "),
          replaced("coverage = ", "coverage = \"\\u001b[2J\" # ")}) {
        testing::Collected collected;
        CHECK_FALSE(parse_standard(text, "s.toml", collected.sink()).has_value());
        CHECK_FALSE(collected.all().empty());
        CHECK_FALSE(testing::has_raw_control(collected.text()));
    }
    std::string both = replaced("id = \"theory\"\nname", "id = \"\\u001b[2J\"\nname");
    both.replace(both.find("id = \"practical\""), 16, "id = \"\\u001b[2J\"");
    testing::Collected collected;
    CHECK_FALSE(parse_standard(both, "s.toml", collected.sink()).has_value());
    CHECK_FALSE(testing::has_raw_control(collected.text()));
}

}  // namespace
}  // namespace certrec
