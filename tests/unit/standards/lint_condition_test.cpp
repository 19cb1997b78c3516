// What parse_standard finds wrong with conditions, routes and the keys of the newer standards. Each
// text is small and whole but for the one thing that the mark points to.
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "marked.hpp"

namespace certrec {
namespace {

using testing::check_fault;
using testing::Collected;
using testing::contains;
using testing::take_mark;

const std::string kClause = "{ number = \"1\", zh = \"条\", en = \"clause\" }";

const std::string kHead =
    "id = \"s\"\ncoverage = \"partial\"\ntitle = { zh = \"题\", en = \"title\" }\n"
    "source = { zh = \"源\", en = \"source\" }\noccupation = { zh = \"员\", en = \"agent\" }\n";

std::string open_value(const std::string& id) {
    return "[[open]]\nid = \"" + id + "\"\nclause = " + kClause + "\n";
}

/// A level with its rank for code and id, and the routes in TOML that `routes` is.
std::string level(int rank, const std::string& routes, const std::string& mark = "") {
    const std::string id = std::to_string(rank);
    return "[[level]]\nid = " + mark + "\"l" + id + "\"\nrank = " + id + "\ncode = \"" + id +
           "\"\nname = { zh = \"级" + id + "\", en = \"Level " + id + "\" }\nclause = " + kClause +
           "\n" + routes;
}

std::string route(const std::string& condition, const std::string& number = "1") {
    return "[[level.route]]\nnumber = \"" + number +
           "\"\nzh = \"款\"\nen = \"route\"\ncondition = " + condition + "\n";
}

const std::string kAnyone = route("{ declaration = { kinds = [\"a\"] } }");

/// Two levels, the upper one with that condition; the examination is open.
std::string standard_with(const std::string& condition) {
    return kHead + level(1, kAnyone) + level(2, route(condition)) + open_value("components") +
           open_value("scoring");
}

/// `condition` holds the mark.
void check_condition(const std::string& condition, const std::string& message) {
    INFO(condition);
    check_fault(standard_with(condition), message);
}

/// What is said of the condition, all of it.
std::string said_of(const std::string& condition) {
    Collected collected;
    (void)parse_standard(standard_with(condition), "s.toml", collected.sink());
    return collected.text();
}

TEST_CASE("the conditions of certrec-standard(5) are read without a finding") {
    for (const char* const condition :
         {"{ all = [{ apprenticeship = {} }, { recommendation = {} }] }",
          "{ any = [{ apprenticeship = { occupations = [\"this\", \"related\"] } }] }",
          "{ at_least = 1, of = [{ recommendation = { employer = \"present\" } }] }",
          "{ open = \"scoring\" }", "{ certificate = { level = \"l1\" } }",
          "{ certificate = { level = \"l1\", occupations = [\"related\"], "
          "kinds = [\"vocational-qualification\", \"技能等级证书\"] } }",
          "{ certificate = { level = \"anything\", standard = \"other\" } }",
          "{ declaration = { kinds = [\"free words\"] } }",
          "{ education = { at_least = \"大专\" } }",
          "{ education = { attainments = [\"bachelor\"], status = [\"final-year\", \"enrolled\"], "
          "fields = [\"this\", \"related\", \"other\"], programme = \"senior-skills\" } }",
          "{ employment = { years = 100 } }",
          "{ employment = { months = 1, count = \"continuous\", occupations = [\"this\"], "
          "after = { level = \"l1\", kinds = [\"skill-level\"] } } }",
          "{ publication = { kinds = [\"book\", \"provincial-journal\", \"professional-media\"], "
          "count = 1000, class = \"AA\", first_author = true, "
          "of_which = [{ count = 1 }, { count = 1000, class = \"B\", first_author = false }] } }",
          "{ teaching = { hours = \"0.5\" } }",
          "{ teaching = { hours = 400, per = \"year\", level = \"l2\", audiences = [\"x\"] } }",
          "{ training = { hours = 0 } }",
          "{ training = { hours = 56, modes = [\"线上\", \"offline\"] } }",
          "{ training = { hours = 1 }, "
          "clause = { number = \"1a\", zh = \"条\", en = \"clause\" } }"}) {
        INFO(condition);
        CHECK(said_of(condition).empty());
    }
}

TEST_CASE("a condition makes one demand, and only one") {
    const std::string one_of =
        "a condition is one of all, any, at_least, apprenticeship, certificate, declaration, "
        "education, employment, open, publication, recommendation, teaching, training, and only "
        "one of them";
    check_condition("^{}", one_of);
    check_condition("^{ clause = " + kClause + " }", one_of);
    check_condition("^{ recommendation = {}, apprenticeship = {} }", one_of);
    check_condition("^{ all = [{ recommendation = {} }], any = [{ recommendation = {} }] }",
                    one_of);
    check_condition("^{ experience = { years = 4 } }", one_of);
    check_condition("{ all = [{ recommendation = {} }, ^{}] }", one_of);
    check_condition("{ at_least = 1, of = [^{ open = \"scoring\", recommendation = {} }] }",
                    one_of);
}

TEST_CASE("an unknown key is found in each kind of condition") {
    for (const char* const condition :
         {"{ recommendation = {}, ^by = \"x\" }", "{ all = [{ recommendation = {} }], ^of = [] }",
          "{ any = [{ recommendation = {}, ^x = 1 }] }",
          "{ at_least = 1, of = [{ recommendation = {} }], ^x = 1 }",
          "{ open = \"scoring\", ^x = 1 }", "{ apprenticeship = { ^x = 1 } }",
          "{ certificate = { level = \"l1\", ^x = 1 } }",
          "{ declaration = { kinds = [\"a\"], ^x = 1 } }",
          "{ education = { at_least = \"bachelor\", ^x = 1 } }",
          "{ employment = { years = 1, ^x = 1 } }",
          "{ employment = { years = 1, after = { level = \"l1\", ^x = 1 } } }",
          "{ publication = { kinds = [\"book\"], count = 1, ^x = 1 } }",
          "{ publication = { kinds = [\"book\"], count = 1, of_which = [{ count = 1, ^x = 1 }] } }",
          "{ recommendation = { ^x = 1 } }", "{ teaching = { hours = 1, ^x = 1 } }",
          "{ training = { hours = 1, ^x = 1 } }",
          "{ recommendation = {}, clause = { number = \"1\", zh = \"条\", en = \"c\", ^x = 1 } "
          "}"}) {
        check_condition(condition, "unknown key '");
    }
}

TEST_CASE("a missing key is found in each kind of condition") {
    check_condition("{ certificate = ^{} }", "'level' is missing in certificate");
    check_condition("{ declaration = ^{} }", "'kinds' is missing in declaration");
    check_condition("{ publication = ^{ kinds = [\"book\"] } }",
                    "'count' is missing in publication");
    check_condition("{ publication = ^{ count = 1 } }", "'kinds' is missing in publication");
    check_condition("{ publication = { kinds = [\"book\"], count = 2, of_which = [^{}] } }",
                    "'count' is missing in of_which");
    check_condition("{ teaching = ^{} }", "'hours' is missing in teaching");
    check_condition("{ training = ^{} }", "'hours' is missing in training");
    check_condition("^{ at_least = 1 }", "'of' is missing");
    check_condition("{ employment = { years = 1, after = ^{} } }", "'level' is missing in after");
    check_condition("{ recommendation = {}, clause = ^{ zh = \"条\", en = \"c\" } }",
                    "'number' is missing in clause");
}

TEST_CASE("of two ways to say one thing, exactly one is wanted") {
    const std::string how_long = "one of 'years' and 'months' is wanted";
    check_condition("{ employment = ^{ years = 1, months = 12 } }", how_long);
    check_condition("{ employment = ^{} }", how_long);
    const std::string which = "one of 'at_least' and 'attainments' is wanted";
    check_condition("{ education = ^{ at_least = \"bachelor\", attainments = [\"bachelor\"] } }",
                    which);
    check_condition("{ education = ^{ status = [\"graduated\"] } }", which);
}

TEST_CASE("a word that a condition does not know is found") {
    struct Case {
        const char* condition;
        const char* message;
    };
    for (const Case& one : std::vector<Case>{
             {"{ education = { at_least = ^\"phd\" } }", "unknown word 'phd' in 'at_least'"},
             {"{ education = { attainments = ^[\"bachelor\", \"phd\"] } }",
              "unknown word 'phd' in 'attainments'"},
             {"{ education = { at_least = \"bachelor\", status = ^[\"done\"] } }",
              "unknown word 'done' in 'status'"},
             {"{ education = { at_least = \"bachelor\", fields = ^[\"own\"] } }",
              "unknown word 'own' in 'fields'"},
             {"{ education = { at_least = \"bachelor\", programme = ^\"skills\" } }",
              "unknown word 'skills' in 'programme'"},
             {"{ certificate = { level = \"l1\", occupations = ^[\"own\"] } }",
              "unknown word 'own' in 'occupations'"},
             {"{ certificate = { level = \"l1\", kinds = ^[\"degree\"] } }",
              "unknown word 'degree' in 'kinds'"},
             {"{ employment = { years = 1, count = ^\"total\" } }",
              "unknown word 'total' in 'count'"},
             {"{ employment = { years = 1, occupations = ^[\"other\"] } }",
              "unknown word 'other' in 'occupations'"},
             {"{ apprenticeship = { occupations = ^[\"any\"] } }",
              "unknown word 'any' in 'occupations'"},
             {"{ publication = { kinds = ^[\"blog\"], count = 1 } }",
              "unknown word 'blog' in 'kinds'"},
             {"{ publication = { kinds = [\"book\"], count = 1, class = ^\"C\" } }",
              "unknown word 'C' in 'class'"},
             {"{ publication = { kinds = [\"book\"], count = 1, "
              "of_which = [{ count = 1, class = ^\"a\" }] } }",
              "unknown word 'a' in 'class'"},
             {"{ teaching = { hours = 1, per = ^\"month\" } }", "unknown word 'month' in 'per'"},
             {"{ training = { hours = 1, modes = ^[\"hybrid\"] } }",
              "unknown word 'hybrid' in 'modes'"},
             {"{ recommendation = { employer = ^\"former\" } }",
              "'employer' can only be \"present\""},
         }) {
        check_condition(one.condition, one.message);
    }
}

TEST_CASE("a number that a condition cannot use is found") {
    struct Case {
        const char* condition;
        const char* message;
    };
    for (const Case& one : std::vector<Case>{
             {"{ employment = { years = ^0 } }", "'years' is 0; it must be from 1 to 100"},
             {"{ employment = { years = ^101 } }", "'years' is 101"},
             {"{ employment = { years = ^1.5 } }", "'years' must be a whole number"},
             {"{ employment = { months = ^0 } }", "'months' is 0; it must be from 1 to 1200"},
             {"{ employment = { months = ^1201 } }", "'months' is 1201"},
             {"{ publication = { kinds = [\"book\"], count = ^0 } }",
              "'count' is 0; it must be from 1 to 1000"},
             {"{ publication = { kinds = [\"book\"], count = 2, of_which = [{ count = ^3 }] } }",
              "3 of 2 publications cannot be"},
             {"{ teaching = { hours = ^-1 } }", "'hours' is below 0"},
             {"{ teaching = { hours = ^0.5 } }", "a decimal in quotes"},
             {"{ training = { hours = ^\"-0.1\" } }", "'hours' is below 0"},
             {"{ training = { hours = ^\"many\" } }", "a decimal in quotes"},
             {"{ at_least = ^3, of = [{ recommendation = {} }, { apprenticeship = {} }] }",
              "at least 3 of 2 conditions can never hold"},
             {"{ at_least = ^0, of = [{ recommendation = {} }] }", "'at_least' is 0"},
         }) {
        check_condition(one.condition, one.message);
    }
}

TEST_CASE("a value of another type than a condition takes is found") {
    struct Case {
        const char* condition;
        const char* message;
    };
    for (const Case& one : std::vector<Case>{
             {"{ all = ^5 }", "'all' must be an array of tables"},
             {"{ any = ^[1] }", "'any' must be an array of tables"},
             {"{ at_least = 1, of = ^{} }", "'of' must be an array of tables"},
             {"{ at_least = ^\"1\", of = [{ recommendation = {} }] }",
              "'at_least' must be a whole number"},
             {"{ open = ^1 }", "'open' must be a string"},
             {"{ recommendation = ^true }", "'recommendation' must be a table"},
             {"{ certificate = ^\"l1\" }", "'certificate' must be a table"},
             {"{ certificate = { level = ^1 } }", "'level' must be a string"},
             {"{ certificate = { level = \"l1\", standard = ^1 } }", "'standard' must be a string"},
             {"{ employment = { years = 1, after = ^\"l1\" } }", "'after' must be a table"},
             {"{ education = { at_least = ^5 } }", "'at_least' must be a string"},
             {"{ education = { at_least = \"bachelor\", status = ^\"graduated\" } }",
              "'status' must be an array of strings"},
             {"{ declaration = { kinds = ^\"a\" } }", "'kinds' must be an array of strings"},
             {"{ publication = { kinds = [\"book\"], count = 1, first_author = ^1 } }",
              "'first_author' must be true or false"},
             {"{ publication = { kinds = [\"book\"], count = 1, of_which = ^1 } }",
              "'of_which' must be an array of tables"},
             {"{ teaching = { hours = 1, audiences = ^\"x\" } }",
              "'audiences' must be an array of strings"},
             {"{ recommendation = {}, clause = ^\"1\" }", "'clause' must be a table"},
             {"^[]", "'condition' must be a table"},
         }) {
        check_condition(one.condition, one.message);
    }
}

TEST_CASE("an empty list in a condition is found") {
    for (const char* const condition :
         {"{ all = ^[] }", "{ any = ^[] }", "{ at_least = 1, of = ^[] }",
          "{ declaration = { kinds = ^[] } }", "{ education = { attainments = ^[] } }",
          "{ education = { at_least = \"bachelor\", status = ^[] } }",
          "{ education = { at_least = \"bachelor\", fields = ^[] } }",
          "{ certificate = { level = \"l1\", kinds = ^[] } }",
          "{ certificate = { level = \"l1\", occupations = ^[] } }",
          "{ publication = { kinds = ^[], count = 1 } }",
          "{ training = { hours = 1, modes = ^[] } }", "{ open = ^\"\" }",
          "{ certificate = { level = ^\"\" } }"}) {
        check_condition(condition, "must not be empty");
    }
    // One of an array of texts may be, which then means nothing to nobody.
    check_condition("{ education = { at_least = ^\"\" } }", "unknown word '' in 'at_least'");
}

TEST_CASE("an open condition must name an open value that is listed") {
    check_condition("{ open = ^\"upper.education\" }", "there is no open value 'upper.education'");
    check_condition("{ any = [{ recommendation = {} }, { open = ^\"none\" }] }",
                    "there is no open value 'none'");
    // One that the standard states after all is no longer open.
    check_fault(kHead + level(1, kAnyone) + level(2, route("{ open = ^\"l2.name\" }")) +
                    open_value("components") + open_value("scoring") + open_value("l2.name"),
                "there is no open value 'l2.name'");
}

TEST_CASE("a level that a condition names must exist, and certificates must be of a lower one") {
    check_condition("{ certificate = { level = ^\"l0\" } }", "there is no level 'l0'");
    check_condition("{ certificate = { level = ^\"Level 1\" } }", "there is no level 'Level 1'");
    check_condition("{ certificate = { level = ^\"l2\" } }",
                    "level 'l2' needs a certificate of level 'l2', which is not below it");
    check_condition("{ employment = { years = 1, after = { level = ^\"l2\" } } }",
                    "level 'l2' needs a certificate of level 'l2', which is not below it");
    check_condition("{ employment = { years = 1, after = { level = ^\"l0\" } } }",
                    "there is no level 'l0'");
    check_condition("{ teaching = { hours = 1, level = ^\"l0\" } }", "there is no level 'l0'");
    CHECK(said_of("{ teaching = { hours = 1, level = \"l2\" } }").empty());
    check_fault(kHead + level(1, route("{ certificate = { level = ^\"l2\" } }")) +
                    level(2, route("{ certificate = { level = \"l1\" } }")) +
                    open_value("components") + open_value("scoring"),
                "level 'l1' needs a certificate of level 'l2', which is not below it");
}

TEST_CASE("one fault of a condition is reported once") {
    for (const char* const condition :
         {"{ all = 5 }", "{ at_least = 3, of = [{ recommendation = {} }] }", "{}",
          "{ certificate = { level = \"l0\" } }", "{ education = { at_least = \"phd\" } }",
          "{ employment = { years = 0 } }", "{ employment = {} }", "{ open = \"none\" }",
          "{ publication = { kinds = [\"book\"], count = 1, of_which = [{ count = 2 }] } }",
          "{ recommendation = { employer = \"former\" } }", "{ training = { hours = -1 } }"}) {
        INFO(condition);
        Collected collected;
        CHECK_FALSE(parse_standard(standard_with(condition), "s.toml", collected.sink()));
        // Whatever needs a certificate that nobody can get is told as well.
        std::size_t faults = 0;
        for (const Diagnostic& one : collected.all()) {
            if (!contains(one.message.en, "can never be reached")) ++faults;
        }
        INFO(collected.text());
        CHECK(faults == 1);
    }
}

// Levels and routes

TEST_CASE("two routes of a level with one number are found, those of two levels may share one") {
    check_fault(kHead +
                    level(1, kAnyone + "[[level.route]]\nnumber = ^\"1\"\nzh = \"款\"\n"
                                       "en = \"route\"\ncondition = { recommendation = {} }\n") +
                    open_value("components") + open_value("scoring"),
                "two routes have the number '1'");
    CHECK(said_of("{ recommendation = {} }").empty());
}

TEST_CASE("a route without a condition is found") {
    check_fault(kHead +
                    level(1, "^[[level.route]]\nnumber = \"1\"\nzh = \"款\"\nen = \"route\"\n") +
                    open_value("components") + open_value("scoring"),
                "the route has no condition");
}

TEST_CASE("a level whose routes are open can be reached, for all that is known") {
    Collected collected;
    CHECK(parse_standard(
        kHead + level(1, "") + level(2, route("{ certificate = { level = \"l1\" } }")) +
            open_value("l1.routes") + open_value("components") + open_value("scoring"),
        "s.toml", collected.sink()));
    CHECK(collected.text().empty());
}

TEST_CASE("a level's name, or what a standard lacks as a whole, must be there or be open") {
    const std::string examination = open_value("components") + open_value("scoring");
    std::string nameless = level(1, kAnyone);
    const auto begin = nameless.find("name = ");
    nameless.erase(begin, nameless.find("clause = ") - begin);
    check_fault(kHead + "^" + nameless + examination, "'name' is missing");
    Collected collected;
    const auto open = parse_standard(kHead + nameless + examination + open_value("l1.name"),
                                     "s.toml", collected.sink());
    REQUIRE(open.has_value());
    CHECK(open->levels[0].name == Bilingual{"l1", "l1"});
    const std::string whole = "^" + kHead + level(1, kAnyone);
    check_fault(whole + open_value("scoring"), "'component' is missing");
    check_fault(whole + open_value("components"), "'scoring' is missing");
}

TEST_CASE("an outline needs levels and nothing else") {
    std::string text =
        kHead + "[[level]]\nid = \"l1\"\nrank = 1\ncode = \"1\"\nclause = " + kClause;
    text.replace(text.find("partial"), 7, "outline");
    Collected collected;
    const auto outline = parse_standard(text, "s.toml", collected.sink());
    CHECK(collected.text().empty());
    REQUIRE(outline.has_value());
    CHECK(outline->coverage == Coverage::outline);
    CHECK(outline->levels.size() == 1);
    CHECK(outline->components.empty());
    text.erase(text.find("[[level]]"));
    check_fault("^" + text, "the key 'level' is missing");
}

// The occupation, work functions, calendar

TEST_CASE("what is wrong with an occupation is found") {
    const auto with_occupation = [](const std::string& occupation) {
        std::string text = standard_with("{ recommendation = {} }");
        const std::string plain = "occupation = { zh = \"员\", en = \"agent\" }\n";
        text.replace(text.find(plain), plain.size(), occupation);
        return text;
    };
    check_fault("^" + with_occupation(""), "the table 'occupation' is missing");
    check_fault(with_occupation("occupation = ^\"agent\"\n"), "'occupation' must be a table");
    check_fault(with_occupation("occupation = ^{ zh = \"员\" }\n"),
                "'en' is missing in occupation");
    check_fault(with_occupation("occupation = { zh = \"员\", en = \"agent\", ^name = \"x\" }\n"),
                "unknown key 'name'");
    check_fault(with_occupation("occupation = { zh = \"员\", en = \"agent\", code = ^4 }\n"),
                "'code' must be a string");
    check_fault(with_occupation("occupation = { zh = \"员\", en = \"a\", related = ^[\"x\"] }\n"),
                "'related' must be an array of tables");
    check_fault(
        with_occupation("occupation = { zh = \"员\", en = \"a\", related = [^{ zh = \"x\" }] }\n"),
        "'en' is missing in related");
    check_fault(with_occupation("occupation = { zh = \"员\", en = \"a\", "
                                "related = [{ zh = \"x\", en = \"y\", ^x = 1 }] }\n"),
                "unknown key 'x'");
    check_fault(with_occupation("occupation = { zh = \"员\", en = \"a\", "
                                "related_clause = ^{ zh = \"x\", en = \"y\" } }\n"),
                "'number' is missing in related_clause");
}

TEST_CASE("what is wrong with a work function, the calendar or a switch is found") {
    const auto with_more = [](const std::string& more) {
        return standard_with("{ recommendation = {} }") + more;
    };
    check_fault(with_more("^[[function]]\nzh = \"x\"\nen = \"x\"\n"),
                "'number' is missing in function");
    check_fault(with_more("[[function]]\nnumber = \"1\"\nzh = \"x\"\nen = \"x\"\n^x = 1\n"),
                "unknown key 'x'");
    const auto calendar = [&](const std::string& month, const std::string& attendance) {
        return with_more("[[calendar]]\nmonth = " + month + "\nattendance = " + attendance +
                         "\nclause = " + kClause + "\n");
    };
    check_fault(calendar("^13", "\"optional\""), "'month' is 13; it must be from 1 to 12");
    check_fault(calendar("^0", "\"optional\""), "'month' is 0");
    check_fault(calendar("3", "^\"voluntary\""), "'attendance' is optional or obligatory");
    check_fault(with_more("^[[calendar]]\nmonth = 3\nattendance = \"optional\"\n"),
                "the clause 'clause' is missing");
    check_fault("strict_certificate_kind = ^\"yes\"\n" + with_more(""),
                "'strict_certificate_kind' must be true or false");
    check_fault("accepts = ^\"other\"\n" + with_more(""), "'accepts' must be an array of strings");
}

// The weighted scheme

std::string component(const std::string& id, const std::string& weight,
                      const std::string& more = "") {
    return "[[component]]\nid = \"" + id + "\"\nname = { zh = \"科\", en = \"part\" }\n" +
           "full_mark = 100\nminutes = 10\nclause = " + kClause + "\ntime = " + kClause + "\n" +
           (weight.empty() ? "" : "weight = " + weight + "\n") + more;
}

std::string weighted(const std::string& components, const std::string& more = "") {
    return kHead + level(1, kAnyone) + open_value("a.minimum") + open_value("b.minimum") +
           open_value("scoring.bands") + components +
           "[scoring]\nscheme = \"weighted\"\nclause = " + kClause + "\n" + more;
}

TEST_CASE("weights must add up to 100 percent, to the last fraction") {
    const auto faults = [](const std::string& a, const std::string& b) {
        Collected collected;
        (void)parse_standard(weighted(component("a", a) + component("b", b)), "s.toml",
                             collected.sink());
        return collected.text();
    };
    CHECK(faults("30", "70").empty());
    CHECK(faults("\"33.3\"", "\"66.7\"").empty());
    CHECK(faults("\"99.999999999999999\"", "\"0.000000000000001\"").empty());
    CHECK(contains(faults("100", "0"), "'weight' must be above 0"));
    CHECK(contains(faults("30", "60"),
                   "the weights of the components add up to 90 percent, not 100"));
    CHECK(contains(faults("30", "\"70.5\""), "add up to 100.5 percent, not 100"));
    CHECK(contains(faults("\"99.999999999999999\"", "0"), "add up to 99.999999 percent, not 100"));
    check_fault(weighted(component("a", "30") + component("b", "^-1")), "'weight' must be above 0");
    check_fault(weighted(component("a", "30") + component("b", "^\"much\"")),
                "a decimal in quotes");
    check_fault(weighted(component("a", "100") + "^" + component("b", "")),
                "'weight' is missing in component");
    check_fault(weighted("^" + component("a", "30")), "add up to 30 percent");
}

TEST_CASE(
    "a component of the weighted scheme has a weight and no pass mark, and else the other way") {
    check_fault(weighted(component("a", "30", "^pass_mark = 60\n") + component("b", "70")),
                "unknown key 'pass_mark'");
    check_fault(kHead + level(1, kAnyone) + component("a", "", "pass_mark = 60\n^weight = 100\n") +
                    "[scoring]\nscheme = \"conjunctive\"\nclause = " + kClause + "\n",
                "unknown key 'weight'");
    // A minimum is stated, or listed as open.
    check_fault(weighted(component("a", "30") + "^" + component("c", "70")),
                "'minimum' is missing");
    Collected collected;
    CHECK(parse_standard(weighted(component("a", "30", "minimum = 60\n") + component("b", "70")),
                         "s.toml", collected.sink()));
    CHECK(collected.text().empty());
}

TEST_CASE("what is wrong with the rules of the weighted scheme is found") {
    const std::string parts = component("a", "30") + component("b", "70");
    const auto with_demotion = [&](const std::string& demotion) {
        return weighted(parts, "demotion = " + demotion + "\n");
    };
    CHECK(parse_standard(with_demotion("{ components = 3, levels = 1, clause = " + kClause + " }"),
                         "s.toml", [](const Diagnostic&) {}));
    check_fault(with_demotion("{ components = ^0, levels = 1, clause = " + kClause + " }"),
                "'components' is 0; it must be from 1 to 32");
    check_fault(with_demotion("{ components = 3, levels = ^0, clause = " + kClause + " }"),
                "'levels' is 0; it must be from 1 to 99");
    check_fault(with_demotion("^{ components = 3, levels = 1 }"), "the clause 'clause' is missing");
    check_fault(with_demotion("{ components = 3, levels = 1, clause = " + kClause + ", ^x = 1 }"),
                "unknown key 'x'");
    check_fault(weighted(parts, "minimums_clause = ^{ zh = \"x\", en = \"y\" }\n"),
                "'number' is missing in minimums_clause");
    std::string conjunctive = weighted(parts, "^demotion = {}\n");
    conjunctive.replace(conjunctive.find("\"weighted\""), 10, "\"conjunctive\"");
    check_fault(conjunctive, "unknown key 'demotion'");
    std::string other = weighted(parts);
    other.replace(other.find("\"weighted\""), 10, "^\"average\"");
    check_fault(other, "'scheme' must be \"conjunctive\"");
}

TEST_CASE("a pass mark is compared with a full mark that is stated, and only then") {
    const auto text = [](const std::string& full_mark, const std::string& open) {
        return kHead + level(1, kAnyone) + open + "[[component]]\nid = \"a\"\n" +
               "name = { zh = \"科\", en = \"part\" }\n" + full_mark +
               "pass_mark = 60\nminutes = 10\nclause = " + kClause + "\ntime = " + kClause +
               "\n[scoring]\nscheme = \"conjunctive\"\nclause = " + kClause + "\n";
    };
    Collected collected;
    CHECK(parse_standard(text("", open_value("a.full_mark")), "s.toml", collected.sink()));
    CHECK(collected.text().empty());
    CHECK_FALSE(parse_standard(text("", ""), "s.toml", collected.sink()));
    CHECK(collected.all().size() == 1);
    CHECK(contains(collected.text(), "'full_mark' is missing"));
    CHECK(contains(collected.text(), "list the open value 'a.full_mark'"));
}

}  // namespace
}  // namespace certrec
