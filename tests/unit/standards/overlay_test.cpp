// A standard that lays itself over another (certrec-standard(5), OVERLAYS).
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "builtin.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/error.hpp"
#include "certrec/standards/catalogue.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::contains;
using testing::ScratchFolder;
using Words = std::vector<std::string>;

const std::string kBase = R"(id = "base"
aliases = ["base-alias"]
accepts = ["older"]
coverage = "partial"
title = { zh = "基础标准", en = "Base" }
source = { zh = "出处", en = "the source" }

[occupation]
zh = "服务员"
en = "agent"
code = "1-01"
aliases = ["operator"]
related = [{ zh = "营销员", en = "seller" }, { zh = "训练师", en = "trainer" }]

[[function]]
number = "3.1"
zh = "受理"
en = "receiving"

[[level]]
id = "low"
rank = 1
code = "1"
aliases = ["L"]
name = { zh = "低级", en = "Low" }
clause = { number = "1.4", zh = "低级", en = "low" }
training = { binding = false, hours = 40, modes = ["online"], clause = { number = "1.8", zh = "学时", en = "hours" } }

[[level.route]]
number = "1"
zh = "声明"
en = "declares"
condition = { declaration = { kinds = ["works"] } }

[[level.route]]
number = "2"
zh = "工作1年"
en = "a year of work"
condition = { employment = { years = 1 } }
clause = "unused"

[[level]]
id = "high"
rank = 2
code = "2"
name = { zh = "高级", en = "High" }
clause = { number = "1.4", zh = "高级", en = "high" }

[[component]]
id = "theory"
name = { zh = "理论", en = "Theory" }
full_mark = 100
pass_mark = 60
clause = { number = "1.9", zh = "理论", en = "theory" }

[[component]]
id = "practical"
name = { zh = "操作", en = "Practical" }
full_mark = 100
pass_mark = 60
minutes = 30
clause = { number = "1.9", zh = "操作", en = "practical" }
time = { number = "1.9", zh = "时间", en = "time" }

[scoring]
scheme = "conjunctive"
clause = { number = "1.9", zh = "合格", en = "passes" }

[[calendar]]
month = 3
attendance = "optional"
clause = { number = "6", zh = "3月", en = "March" }

[[staffing]]
role = "examiner"
name = { zh = "考评员", en = "Examiner" }
component = "practical"
candidates_per = 20
at_least = 2
clause = { number = "1.9", zh = "1:20", en = "1 to 20" }

[[equipment]]
component = "theory"
required = ["online"]
clause = { number = "1.9", zh = "在线", en = "online" }

[[open]]
id = "high.routes"
clause = { number = "1.9", zh = "缺", en = "missing" }

[[open]]
id = "theory.minutes"
clause = { number = "1.9", zh = "缺", en = "missing" }

[[open]]
id = "staff"
clause = { number = "1.9", zh = "缺", en = "missing" }

[[reading]]
clause = "1.8"
zh = "学时仅供参考。"
en = "The hours are for reference."

[[reading]]
clause = "1.9"
zh = "含60分。"
en = "60 is included."

[[reading]]
clause = "1.9"
zh = "不舍入。"
en = "Nothing is rounded."
)";

/// Without the stray key that one test wants.
std::string base_text() {
    std::string text = kBase;
    const std::string stray = "clause = \"unused\"\n";
    text.erase(text.find(stray), stray.size());
    return text;
}

const std::string kHead = "extends = \"base\"\nid = \"mine\"\n";

/// Standards by name, as a folder or the library would hold them.
using Shelf = std::map<std::string, std::string>;

FindStandard find_on(Shelf shelf) {
    return [shelf = std::move(shelf)](const std::string& name,
                                      const std::string&) -> std::optional<StandardSource> {
        const auto found = shelf.find(name);
        if (found == shelf.end()) return std::nullopt;
        return StandardSource{found->first, found->second};
    };
}

/// The standard that the overlay makes of the base; it must be sound.
Standard laid_over(const std::string& overlay, const std::string& base = base_text()) {
    Collected collected;
    auto standard =
        parse_standard(kHead + overlay, "mine.toml", collected.sink(), find_on({{"base", base}}));
    INFO(collected.text());
    REQUIRE(standard.has_value());
    return *std::move(standard);
}

/// What is said of a standard that is not sound.
std::string faults_of(const std::string& text, Shelf shelf = {{"base", base_text()}},
                      const std::string& file = "mine.toml") {
    Collected collected;
    CHECK_FALSE(parse_standard(text, file, collected.sink(), find_on(std::move(shelf))));
    for (const Diagnostic& one : collected.all()) CHECK_FALSE(one.message.zh.empty());
    return collected.text();
}

const Level& level(const Standard& standard, std::string_view id) {
    const Level* const found = standard.find_level(id);
    REQUIRE(found != nullptr);
    return *found;
}

Words numbers_of(const Level& level) {
    Words numbers;
    for (const Route& route : level.routes) numbers.push_back(route.clause.number);
    return numbers;
}

Words ids_of(const std::vector<OpenValue>& values) {
    Words ids;
    for (const OpenValue& value : values) ids.push_back(value.id);
    return ids;
}

Words readings_of(const Standard& standard) {
    Words texts;
    for (const Reading& reading : standard.readings) texts.push_back(reading.text.en);
    return texts;
}

const std::string kRoute =
    "number = \"9\"\nzh = \"新\"\nen = \"new\"\n"
    "condition = { declaration = { kinds = [\"new\"] } }\n";

TEST_CASE("an overlay that says nothing is the standard below, under an id of its own") {
    const Standard standard = laid_over("");
    CHECK(standard.id == "mine");
    CHECK(standard.extends == "base");
    CHECK(standard.title.en == "Base");
    CHECK(standard.coverage == Coverage::partial);
    CHECK(standard.levels.size() == 2);
    CHECK(numbers_of(level(standard, "low")) == Words{"1", "2"});
    CHECK(standard.components.size() == 2);
    CHECK(standard.scoring.scheme == Scheme::conjunctive);
    CHECK(ids_of(standard.open_values) == Words{"high.routes", "theory.minutes", "staff"});
    CHECK(standard.readings.size() == 3);
    CHECK(standard.occupation.code == "1-01");
}

TEST_CASE("tables are merged key by key: what the overlay does not say, stays") {
    const Standard standard = laid_over(
        "[title]\nen = \"Mine\"\n[occupation]\ncode = \"9-09\"\n[scoring.clause]\nen = \"ours\"\n");
    CHECK(standard.title == Bilingual{"Mine", "基础标准"});
    CHECK(standard.occupation.code == "9-09");
    CHECK(standard.occupation.name.zh == "服务员");
    CHECK(standard.occupation.aliases == Words{"operator"});
    CHECK(standard.scoring.clause.number == "1.9");
    CHECK(standard.scoring.clause.text == Bilingual{"ours", "合格"});
}

TEST_CASE("levels and components are merged by their id, and new ones are added") {
    const Standard standard = laid_over(R"(
[[level]]
id = "low"
training = { hours = 24 }
[[level]]
id = "top"
rank = 3
code = "3"
name = { zh = "顶级", en = "Top" }
clause = { number = "0", zh = "顶", en = "top" }
route = [{ number = "1", zh = "证", en = "certificate", condition = { certificate = { level = "low" } } }]
[[component]]
id = "practical"
pass_mark = 70
[[component]]
id = "oral"
name = { zh = "口试", en = "Oral" }
full_mark = 10
pass_mark = 6
minutes = 5
clause = { number = "9", zh = "口试", en = "oral" }
time = { number = "9", zh = "5分钟", en = "5 minutes" }
)");
    REQUIRE(standard.levels.size() == 3);
    const Level& low = level(standard, "low");
    CHECK(low.rank == 1);
    CHECK(low.aliases == Words{"L"});
    CHECK(low.training->demand.hours == Decimal(24, 0));
    CHECK(low.training->demand.modes == std::vector{TrainingMode::online});
    CHECK(low.training->clause.number == "1.8");
    CHECK(level(standard, "top").rank == 3);
    REQUIRE(standard.components.size() == 3);
    CHECK(standard.components[0].pass_mark == Decimal(60, 0));
    CHECK(standard.components[1].pass_mark == Decimal(70, 0));
    CHECK(standard.components[1].minutes == 30);
    CHECK(standard.components[2].id == "oral");
}

TEST_CASE("routes are merged by their number within their level") {
    const Standard standard = laid_over(R"(
[[level]]
id = "low"
[[level.route]]
number = "2"
en = "a year of work, as we read it"
[[level.route]]
number = "9"
zh = "新"
en = "new"
condition = { recommendation = {} }
)");
    const Level& low = level(standard, "low");
    CHECK(numbers_of(low) == Words{"1", "2", "9"});
    CHECK(low.routes[1].clause.text == Bilingual{"a year of work, as we read it", "工作1年"});
    CHECK(std::get<EmploymentCondition>(low.routes[1].condition.demand).months == 12);
    CHECK(level(standard, "high").routes.empty());
}

TEST_CASE("a condition is replaced whole") {
    const Standard standard = laid_over(R"(
[[level]]
id = "low"
[[level.route]]
number = "2"
condition = { education = { at_least = "bachelor" } }
[[level.route]]
number = "1"
[level.route.condition]
declaration = { kinds = ["learns"] }
clause = { number = "1a", zh = "学", en = "learns" }
)");
    const Level& low = level(standard, "low");
    CHECK(std::holds_alternative<EducationCondition>(low.routes[1].condition.demand));
    CHECK(std::get<DeclarationCondition>(low.routes[0].condition.demand).kinds == Words{"learns"});
    CHECK(low.routes[0].condition.clause->number == "1a");
}

TEST_CASE("readings and work functions are added, also those of a clause that has some") {
    const Standard standard = laid_over(R"(
[[reading]]
clause = "1.9"
zh = "再说。"
en = "And more."
[[function]]
number = "3.1"
zh = "再受理"
en = "receiving again"
)");
    CHECK(readings_of(standard) == Words{"The hours are for reference.", "60 is included.",
                                         "Nothing is rounded.", "And more."});
    REQUIRE(standard.functions.size() == 2);
    CHECK(standard.functions[0].text.en == "receiving");
    CHECK(standard.functions[1].text.en == "receiving again");
}

TEST_CASE("calendar, staffing and equipment are merged by month, role and component") {
    const Standard standard = laid_over(R"(
[[calendar]]
month = 3
attendance = "obligatory"
[[calendar]]
month = 9
attendance = "optional"
clause = { number = "6", zh = "9月", en = "September" }
[[staffing]]
role = "examiner"
at_least = 3
[[equipment]]
component = "theory"
required = ["paper"]
)");
    REQUIRE(standard.calendar.size() == 2);
    CHECK(standard.calendar[0].obligatory);
    CHECK(standard.calendar[0].clause.text.en == "March");
    CHECK(standard.calendar[1].month == 9);
    REQUIRE(standard.staffing.size() == 1);
    CHECK(standard.staffing[0].at_least == 3);
    CHECK(standard.staffing[0].candidates_per == 20);
    REQUIRE(standard.equipment.size() == 1);
    CHECK(standard.equipment[0].required == Words{"paper"});
}

TEST_CASE("every other array is replaced as a whole") {
    const Standard standard = laid_over(R"(
[occupation]
related = [{ zh = "话务员", en = "telephonist" }]
[[level]]
id = "low"
aliases = ["lowest"]
[level.training]
modes = ["offline"]
)");
    REQUIRE(standard.related_occupations.size() == 1);
    CHECK(standard.relation_to("telephonist") == OccupationRelation::related);
    CHECK(standard.relation_to("seller") == OccupationRelation::other);
    CHECK(level(standard, "low").aliases == Words{"lowest"});
    CHECK(level(standard, "low").training->demand.modes == std::vector{TrainingMode::offline});
    CHECK(level(standard, "low").training->demand.hours == Decimal(40, 0));
}

TEST_CASE("remove = true takes out what has that id, number, month, role, component or clause") {
    const Standard standard = laid_over(R"(
[[level]]
id = "low"
[[level.route]]
number = "1"
remove = true
[[component]]
id = "theory"
remove = true
[[equipment]]
component = "theory"
remove = true
[[staffing]]
role = "examiner"
remove = true
[[calendar]]
month = 3
remove = true
[[open]]
id = "theory.minutes"
remove = true
[[open]]
id = "staff"
remove = true
[[reading]]
clause = "1.9"
remove = true
[[function]]
number = "3.1"
remove = true
)");
    CHECK(numbers_of(level(standard, "low")) == Words{"2"});
    REQUIRE(standard.components.size() == 1);
    CHECK(standard.components[0].id == "practical");
    CHECK(standard.equipment.empty());
    CHECK(standard.staffing.empty());
    CHECK(standard.calendar.empty());
    CHECK(ids_of(standard.open_values) == Words{"high.routes"});
    CHECK(readings_of(standard) == Words{"The hours are for reference."});
    CHECK(standard.functions.empty());
    const Standard without_high = laid_over(
        "[[level]]\nid = \"high\"\nremove = true\n[[open]]\nid = \"high.routes\"\nremove = true\n");
    CHECK(without_high.levels.size() == 1);
}

TEST_CASE("what was removed can be stated anew in its place at the end") {
    const Standard standard = laid_over(
        "[[level]]\nid = \"low\"\n"
        "[[level.route]]\nnumber = \"1\"\nremove = true\n"
        "[[level.route]]\nnumber = \"1\"\nzh = \"新\"\n"
        "en = \"new\"\ncondition = { recommendation = {} }\n"
        "[[reading]]\nclause = \"1.9\"\nremove = true\n"
        "[[reading]]\nclause = \"1.9\"\nzh = \"新\"\n"
        "en = \"new\"\n");
    CHECK(numbers_of(level(standard, "low")) == Words{"2", "1"});
    CHECK(level(standard, "low").routes[1].clause.text.en == "new");
    CHECK(readings_of(standard) == Words{"The hours are for reference.", "new"});
}

TEST_CASE("what is not there cannot be removed, and the place is the overlay's") {
    struct Case {
        std::string text;
        std::string message;
    };
    for (const Case& one : std::vector<Case>{
             {"[[level]]\nid = \"none\"\nremove = true\n", "there is no such level to remove"},
             {"[[component]]\nid = \"none\"\nremove = true\n",
              "there is no such component to remove"},
             {"[[open]]\nid = \"none\"\nremove = true\n", "there is no such open to remove"},
             {"[[reading]]\nclause = \"none\"\nremove = true\n",
              "there is no such reading to remove"},
             {"[[calendar]]\nmonth = 4\nremove = true\n", "there is no such calendar to remove"},
         }) {
        CHECK(faults_of(kHead + one.text) == "mine.toml:3:1: error: " + one.message + "\n");
    }
    CHECK(faults_of(kHead + "[[level]]\nid = \"low\"\n[[level.route]]\nnumber = \"3\"\n"
                            "remove = true\n") ==
          "mine.toml:5:1: error: there is no such route to remove\n");
    // A reading can be removed once.
    const std::string once = "[[reading]]\nclause = \"1.9\"\nremove = true\n";
    CHECK(faults_of(kHead + once + once) ==
          "mine.toml:6:1: error: there is no such reading to remove\n");
    // Where the base has no array of that name, nothing is there to remove either.
    std::string without = base_text();
    without.erase(without.find("[[calendar]]"),
                  without.find("[[staffing]]") - without.find("[[calendar]]"));
    const std::string found =
        faults_of(kHead + "[[calendar]]\nmonth = 4\nremove = true\n", {{"base", without}});
    CHECK(contains(found, "mine.toml:5:1: error: unknown key 'remove'"));
}

TEST_CASE("two tables of one key in an overlay are found, since they would melt into one") {
    const std::string again = "[[level]]\nid = \"low\"\n[[level.route]]\n" + kRoute;
    CHECK(contains(faults_of(kHead + again + "[[level.route]]\n" + kRoute),
                   "mine.toml:10:1: error: this route stands twice in the overlay"));
    CHECK(contains(faults_of(kHead + "[[component]]\nid = \"theory\"\nminutes = 1\n"
                                     "[[component]]\nid = \"theory\"\nminutes = 2\n"),
                   "mine.toml:6:1: error: this component stands twice in the overlay"));
    // Readings of one clause are several, and so is one route number in two levels.
    const std::string reading = "[[reading]]\nclause = \"1.8\"\nzh = \"a\"\nen = \"a\"\n";
    CHECK(laid_over(reading + reading).readings.size() == 5);
    CHECK(laid_over(again + "[[level]]\nid = \"high\"\n[[level.route]]\n" + kRoute)
              .open_values.size() == 2);
}

TEST_CASE("an open value that the overlay supplies is open no more") {
    const Standard standard = laid_over(
        "[[component]]\nid = \"theory\"\nminutes = 90\n"
        "time = { number = \"9\", zh = \"90分钟\", en = \"90 minutes\" }\n"
        "[[level]]\nid = \"high\"\n[[level.route]]\n" +
        kRoute);
    CHECK(ids_of(standard.open_values) == Words{"staff"});
    CHECK(standard.components[0].minutes == 90);
    CHECK(numbers_of(level(standard, "high")) == Words{"9"});
}

TEST_CASE("scoring, components, names and marks that are open can be supplied too") {
    std::string base = base_text();
    const auto cut = [&base](const std::string& from, const std::string& to) {
        const auto begin = base.find(from);
        base.erase(begin, base.find(to) - begin);
    };
    cut("[[component]]\nid = \"theory\"", "[[calendar]]");
    cut("[[staffing]]", "[[open]]");
    const std::string name = "name = { zh = \"高级\", en = \"High\" }\n";
    base.erase(base.find(name), name.size());
    for (const char* const id : {"components", "scoring", "high.name"}) {
        base += "[[open]]\nid = \"" + std::string(id) +
                "\"\nclause = { number = \"1\", zh = \"缺\", en = \"missing\" }\n";
    }
    const Standard open = laid_over("", base);
    CHECK(ids_of(open.open_values) ==
          Words{"high.routes", "theory.minutes", "staff", "components", "scoring", "high.name"});
    CHECK(open.components.empty());
    CHECK(open.scoring.scheme == Scheme::open);
    CHECK(level(open, "high").name == Bilingual{"high", "high"});
    const Standard supplied = laid_over(
        "[[component]]\nid = \"oral\"\nname = { zh = \"口试\", en = \"Oral\" }\nfull_mark = 10\n"
        "pass_mark = 6\nminutes = 5\nclause = { number = \"9\", zh = \"口\", en = \"oral\" }\n"
        "time = { number = \"9\", zh = \"时\", en = \"time\" }\n"
        "[scoring]\nscheme = \"conjunctive\"\n"
        "clause = { number = \"9\", zh = \"合格\", en = \"passes\" }\n"
        "[[level]]\nid = \"high\"\nname = { zh = \"高级\", en = \"High\" }\n",
        base);
    CHECK(ids_of(supplied.open_values) == Words{"high.routes", "theory.minutes", "staff"});
    CHECK(level(supplied, "high").name.en == "High");
}

TEST_CASE("aliases and accepts are not inherited, but the names of the base are accepted") {
    const Standard standard = laid_over("");
    CHECK(standard.aliases.empty());
    CHECK_FALSE(standard.is_called("base"));
    CHECK_FALSE(standard.is_called("base-alias"));
    for (const char* const name : {"mine", "base", "base-alias", "older"}) {
        INFO(name);
        CHECK(standard.accepts_standard(name));
    }
    CHECK_FALSE(standard.accepts_standard("other"));
    const Standard named = laid_over("aliases = [\"ours\"]\naccepts = [\"friend\"]\n");
    CHECK(named.aliases == Words{"ours"});
    CHECK(named.is_called("ours"));
    for (const char* const name : {"mine", "ours", "friend", "base", "base-alias", "older"}) {
        CHECK(named.accepts_standard(name));
    }
}

/// Of an overlay: SHA-256 of its bytes, a line feed, the edition below in hexadecimal, a line feed.
std::string edition_over(const std::string& bytes, const std::string& below) {
    return format_hex(sha256(bytes + "\n" + below + "\n"));
}

TEST_CASE("the edition of an overlay covers its bytes and those of everything below") {
    const std::string middle = kHead + "[title]\nen = \"Middle\"\n";
    const std::string top = "extends = \"mine\"\nid = \"top\"\n";
    const Shelf shelf = {{"base", base_text()}, {"mine", middle}};
    const auto edition = [](const std::string& text, const Shelf& on) {
        const auto standard = parse_standard(
            text, "some.toml", [](const Diagnostic&) {}, find_on(on));
        return format_edition(standard.value());
    };
    const std::string base_edition = format_hex(sha256(base_text()));
    CHECK(edition(base_text(), {}) == base_edition);
    CHECK(edition(middle, shelf) == edition_over(middle, base_edition));
    CHECK(edition(top, shelf) == edition_over(top, edition_over(middle, base_edition)));
    // Any byte below changes it, even in a comment.
    Shelf other = shelf;
    other["base"] += "# a comment\n";
    CHECK(edition(top, other) != edition(top, shelf));
    CHECK(edition(top + "\n", shelf) != edition(top, shelf));
}

TEST_CASE("an overlay of an overlay inherits through both, and accepts the names of both") {
    const std::string middle =
        "extends = \"base\"\nid = \"middle\"\naliases = [\"m\"]\n"
        "accepts = [\"friend\"]\n[[level]]\nid = \"high\"\n"
        "[[level.route]]\n" +
        kRoute;
    const std::string top =
        "extends = \"middle\"\nid = \"top\"\n"
        "[[level]]\nid = \"high\"\n[[level.route]]\nnumber = \"9\"\n"
        "en = \"newer\"\n";
    Collected collected;
    const auto standard = parse_standard(top, "top.toml", collected.sink(),
                                         find_on({{"base", base_text()}, {"middle", middle}}));
    INFO(collected.text());
    REQUIRE(standard.has_value());
    CHECK(standard->id == "top");
    CHECK(standard->extends == "middle");
    CHECK(standard->aliases.empty());
    CHECK(level(*standard, "high").routes[0].clause.text == Bilingual{"newer", "新"});
    CHECK(ids_of(standard->open_values) == Words{"theory.minutes", "staff"});
    for (const char* const name : {"top", "middle", "m", "friend", "base", "base-alias", "older"}) {
        INFO(name);
        CHECK(standard->accepts_standard(name));
    }
}

TEST_CASE("an overlay needs an id, and one of its own") {
    CHECK(faults_of("extends = \"base\"\n") ==
          "mine.toml:1:11: error: an overlay needs an id of its own\n");
    CHECK(contains(faults_of("extends = \"base\"\nid = \"base\"\n"),
                   "mine.toml:1:11: error: an overlay needs an id of its own, not that of 'base'"));
}

TEST_CASE("extends must be a string that names a standard") {
    CHECK(faults_of("id = \"mine\"\nextends = 5\n") ==
          "mine.toml:2:11: error: 'extends' must be a string\n");
    const std::string unknown = faults_of("id = \"mine\"\nextends = \"none\"\n");
    CHECK(contains(unknown, "mine.toml:2:11: error: there is no standard 'none'\nhint: "));
}

TEST_CASE("extends that goes round in a circle is found: over itself, through one, through more") {
    CHECK(contains(faults_of("extends = \"mine.toml\"\nid = \"mine\"\n",
                             {{"mine.toml", "extends = \"mine.toml\"\nid = \"mine\"\n"}}),
                   "mine.toml:1:11: error: 'extends' goes round in a circle: mine.toml"));
    const std::string a = "extends = \"b.toml\"\nid = \"a\"\n";
    const std::string b = "extends = \"a.toml\"\nid = \"b\"\n";
    const std::string through_one = faults_of(a, {{"a.toml", a}, {"b.toml", b}}, "./a.toml");
    CHECK(contains(through_one, "error: 'extends' goes round in a circle"));
    const std::string c = "extends = \"a.toml\"\nid = \"c\"\n";
    const std::string to_c = "extends = \"c.toml\"\nid = \"b\"\n";
    CHECK(contains(faults_of(a, {{"a.toml", a}, {"b.toml", to_c}, {"c.toml", c}}, "a.toml"),
                   "error: 'extends' goes round in a circle"));
    // A circle that the first one is no part of.
    const std::string to_self = "extends = \"b.toml\"\nid = \"b\"\n";
    CHECK(contains(faults_of(a, {{"b.toml", to_self}}, "a.toml"),
                   "b.toml:1:11: error: 'extends' goes round in a circle: b.toml"));
}

TEST_CASE("sixteen overlays may lie one above the other, and no more") {
    Shelf shelf = {{"0", base_text()}};
    const auto overlay_of = [](int below) {
        return "extends = \"" + std::to_string(below) + "\"\nid = \"over-" + std::to_string(below) +
               "\"\n";
    };
    for (int i = 1; i <= 16; ++i) shelf[std::to_string(i)] = overlay_of(i - 1);
    CHECK(parse_standard(
        overlay_of(15), "top", [](const Diagnostic&) {}, find_on(shelf)));
    CHECK_FALSE(faults_of(overlay_of(16), shelf, "top").empty());
}

TEST_CASE("a fault in the base is told with the base's file, one in the overlay with its own") {
    Collected collected;
    const std::string overlay = kHead +
                                "colour = \"red\"\n[scoring.clause]\nen = 5\n"
                                "[[level]]\nid = \"high\"\nprise = 5\n";
    CHECK_FALSE(parse_standard(overlay, "mine.toml", collected.sink(), find_on({{"base", kBase}})));
    INFO(collected.text());
    std::map<std::string, std::string> places;
    for (const Diagnostic& one : collected.all()) {
        places[one.message.en] = one.location.file + ":" + testing::place_of(one.location);
    }
    CHECK(places.size() == 4);
    CHECK(places["unknown key 'colour'"] == "mine.toml:3:1");
    CHECK(places["unknown key 'prise'"] == "mine.toml:8:1");
    CHECK(places["'en' must be a string"] == "mine.toml:5:6");
    // The base's own stray key, in a table that the overlay does not touch.
    CHECK(places["unknown key 'clause'"] == "base:40:1");
}

TEST_CASE("a value of the overlay that does not fit the base is told where the overlay states it") {
    CHECK(contains(faults_of(kHead + "[[component]]\nid = \"theory\"\npass_mark = 101\n"),
                   "mine.toml:5:13: error: the pass mark is above the full mark"));
    CHECK(contains(faults_of(kHead + "[[component]]\nid = \"theory\"\nfull_mark = 50\n"),
                   "base:52:13: error: the pass mark is above the full mark"));
    CHECK(contains(faults_of(kHead + "[[level]]\nid = \"high\"\nrank = 1\n"),
                   "mine.toml:5:8: error: two levels have rank 1"));
    CHECK(contains(faults_of(kHead + "[[level]]\nid = \"new\"\nrank = 3\n"),
                   "mine.toml:3:1: error: the key 'code' is missing in level"));
    CHECK(contains(faults_of(kHead + "[[level]]\nid = \"low\"\n[[level.route]]\n"
                                     "number = \"1\"\ncondition = { open = \"none\" }\n"),
                   "mine.toml:7:22: error: there is no open value 'none'"));
}

TEST_CASE("broken TOML is told with the file that it is in, base or overlay") {
    CHECK(contains(faults_of(kHead + "= 5\n"), "mine.toml:3:1: error: not valid TOML"));
    CHECK(contains(faults_of(kHead, {{"base", "id = \n"}}), "base:1:"));
}

TEST_CASE("a standard without extends is no overlay, whatever could be found") {
    const auto standard = parse_standard(
        base_text(), "base.toml", [](const Diagnostic&) {},
        [](const std::string&, const std::string&) -> std::optional<StandardSource> {
            FAIL("nothing was to be found");
            return std::nullopt;
        });
    REQUIRE(standard.has_value());
    CHECK(standard->extends.empty());
    CHECK(standard->accepts == Words{"older"});
}

TEST_CASE("an overlay in a file extends a file by its path from the overlay's folder") {
    const ScratchFolder folder;
    folder.write("common/base.toml", base_text());
    const std::string path =
        folder.write("region/mine.toml", "extends = \"../common/base.toml\"\nid = \"mine\"\n");
    Collected collected;
    const Standard standard = load_standard(path, collected.sink());
    CHECK(collected.text().empty());
    CHECK(standard.id == "mine");
    CHECK(standard.levels.size() == 2);
    const std::string absolute = folder.write(
        "mine.toml", "extends = \"" + (folder / "common/base.toml").string() + "\"\nid = \"m\"\n");
    CHECK(load_standard(absolute, collected.sink()).levels.size() == 2);
    const std::string next =
        folder.write("next.toml", "extends = \"region/mine.toml\"\nid = \"n\"\n");
    CHECK(load_standard(next, collected.sink()).accepts_standard("base"));

    const std::string missing =
        folder.write("missing.toml", "extends = \"./none.toml\"\nid = \"m\"\n");
    CHECK_THROWS_AS(load_standard(missing, collected.sink()), Refusal);
    CHECK(contains(collected.text(), missing + ":1:11: error: there is no standard './none.toml'"));
}

TEST_CASE("files that extend each other, or themselves under another spelling, are found") {
    const ScratchFolder folder;
    const std::string a = folder.write("a.toml", "extends = \"./b.toml\"\nid = \"a\"\n");
    folder.write("b.toml",
                 "extends = \"../" + folder.path().filename().string() + "/a.toml\"\nid = \"b\"\n");
    const std::string self =
        folder.write("self.toml", "extends = \"./x/../self.toml\"\nid = \"self\"\n");
    for (const std::string& path : {a, self}) {
        Collected collected;
        CHECK_THROWS_AS(load_standard(path, collected.sink()), Refusal);
        CHECK(contains(collected.text(), "'extends' goes round in a circle"));
    }
}

TEST_CASE("an overlay in a file extends a built-in standard by its id or an alias") {
    const ScratchFolder folder;
    Collected collected;
    for (const char* const name : {"pts-152010301-01", "PTS152010301-01"}) {
        const std::string text = "extends = \"" + std::string(name) + "\"\nid = \"mine\"\n";
        const Standard standard = load_standard(folder.write("mine.toml", text), collected.sink());
        CHECK(standard.levels.size() == 3);
        CHECK(standard.accepts_standard("pts-152010301-01"));
        CHECK(format_edition(standard) ==
              edition_over(text, format_hex(sha256(testing::builtin_text()))));
    }
    CHECK(collected.text().empty());
}

TEST_CASE("a built-in standard that is found by name opens no file") {
    const ScratchFolder folder;
    const std::string path = folder.write("base.toml", base_text());
    CHECK_FALSE(find_builtin_standard(path, "").has_value());
    CHECK(find_standard(path, "").has_value());
    CHECK_FALSE(find_standard((folder / "none.toml").string(), "").has_value());
    CHECK(find_builtin_standard("nos-4-04-05-03", "anywhere")->name == "nos-4-04-05-03");
    CHECK(find_builtin_standard("4-04-05-03", "anywhere")->name == "nos-4-04-05-03");
}

}  // namespace
}  // namespace certrec
