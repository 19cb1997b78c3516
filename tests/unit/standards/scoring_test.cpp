// How scoring is read, and what parse_standard finds wrong in it (certrec-standard(5), scoring).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "builtin.hpp"
#include "certrec/rules/grading.hpp"
#include "marked.hpp"

namespace certrec {
namespace {

using testing::check_fault;
using testing::Collected;
using testing::contains;

const std::string kHead = R"(id = "s"
coverage = "outline"
title = { zh = "示例", en = "Example" }
source = { zh = "出处", en = "source" }
occupation = { zh = "服务员", en = "agent" }

[[level]]
id = "low"
rank = 1
code = "1"
clause = { number = "1", zh = "低", en = "low" }

[[level]]
id = "high"
rank = 2
code = "2"
clause = { number = "1", zh = "高", en = "high" }

)";

const std::string kWeighted = kHead + R"([[component]]
id = "talk"
name = { zh = "通话", en = "Talk" }
full_mark = 100
weight = 40
minimum = 50
clause = { number = "2", zh = "通话", en = "talk" }

[[component]]
id = "text"
name = { zh = "文字", en = "Text" }
full_mark = 100
weight = 60
minimum = "49.5"
clause = { number = "2", zh = "文字", en = "text" }

[scoring]
scheme = "weighted"
clause = { number = "3", zh = "总分", en = "the total" }

[[scoring.band]]
level = "low"
at_least = 60

[[scoring.band]]
level = "high"
at_least = 80
)";

const std::string kConjunctive = kHead + R"([[component]]
id = "talk"
name = { zh = "通话", en = "Talk" }
full_mark = 100
pass_mark = 60
clause = { number = "2", zh = "通话", en = "talk" }

[scoring]
scheme = "conjunctive"
clause = { number = "3", zh = "合格", en = "passes" }
)";

const std::string kItems = R"(
[[component.item]]
id = "a"
name = { zh = "甲", en = "A" }
weight = 30

[[component.item]]
id = "b"
name = { zh = "乙", en = "B" }
full_mark = 50
weight = 70
)";

/// `text` with the first `from` after `after` replaced by `to`.
std::string with(std::string text, std::string_view after, std::string_view from,
                 std::string_view to) {
    const auto start = text.find(after);
    REQUIRE(start != std::string::npos);
    const auto at = text.find(from, start);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The conjunctive standard whose component has `parts`.
std::string with_parts(const std::string& parts) {
    return with(kConjunctive, "", "\n[scoring]", parts + "\n[scoring]");
}

Standard sound(const std::string& text) {
    Collected collected;
    auto standard = parse_standard(text, "s.toml", collected.sink());
    INFO(collected.text());
    REQUIRE(standard.has_value());
    CHECK(collected.all().empty());
    return *std::move(standard);
}

Decimal dec(std::string_view text) { return parse_decimal(text).value(); }

// What is sound.

TEST_CASE("a weighted standard is read with weights, minimums and bands, lowest first") {
    const Standard standard = sound(kWeighted);
    CHECK(standard.scoring.scheme == Scheme::weighted);
    CHECK(standard.components[0].weight == dec("40"));
    CHECK(standard.components[0].minimum == dec("50"));
    CHECK(standard.components[1].minimum == dec("49.5"));
    CHECK(standard.scoring.full_mark == dec("100"));
    REQUIRE(standard.scoring.bands.size() == 2);
    CHECK(standard.scoring.bands[0].level == "low");
    CHECK(standard.scoring.bands[1].at_least == dec("80"));
    CHECK_FALSE(standard.scoring.pass_mark.has_value());
    CHECK_FALSE(standard.scoring.rounding.has_value());
    // The order in the file does not matter.
    const Standard turned = sound(with(
        with(kWeighted, "", "level = \"low\"\nat_least = 60", "level = \"high\"\nat_least = 90"),
        "at_least = 90", "level = \"high\"\nat_least = 80", "level = \"low\"\nat_least = 61"));
    CHECK(turned.scoring.bands[0].level == "low");
    CHECK(turned.scoring.bands[0].at_least == dec("61"));
    CHECK(turned.scoring.bands[1].at_least == dec("90"));
}

TEST_CASE("weights may add up to 100 percent or to 1, and to nothing else") {
    CHECK(sound(with(with(kWeighted, "", "weight = 40", "weight = \"0.4\""), "", "weight = 60",
                     "weight = \"0.6\""))
              .components[1]
              .weight == dec("0.6"));
    for (const char* const weight :
         {"\"59.9\"", "\"59.999999999999999\"", "\"60.000000000000001\"", "50", "1"}) {
        std::string text = with(kWeighted, "", "weight = 60", "weight = " + std::string(weight));
        text = with(text, "", "[[component]]", "^[[component]]");
        check_fault(text, "the weights of the components add up to");
    }
    check_fault(with(with(kWeighted, "", "weight = 60", "weight = \"59.9\""), "", "[[component]]",
                     "^[[component]]"),
                "add up to 99.9 percent, not 100");
    check_fault(with(with(with(kWeighted, "", "weight = 40", "weight = \"0.4\""), "", "weight = 60",
                          "weight = \"0.61\""),
                     "", "[[component]]", "^[[component]]"),
                "add up to 1.01 percent, not 100");
}

TEST_CASE("weights are above 0, and each component has one") {
    check_fault(with(kWeighted, "", "weight = 40", "weight = ^0"), "'weight' must be above 0");
    check_fault(with(kWeighted, "", "weight = 40", "weight = ^-40"), "'weight' must be above 0");
    check_fault(
        with(with(kWeighted, "", "weight = 40\n", ""), "", "[[component]]", "^[[component]]"),
        "the key 'weight' is missing in component");
    check_fault(with(kWeighted, "", "weight = 40", "weight = ^40.0"), "a decimal in quotes");
}

TEST_CASE("minimums and pass marks belong to their own scheme") {
    check_fault(with(kWeighted, "", "minimum = 50", "^pass_mark = 50"), "unknown key 'pass_mark'");
    check_fault(with(kConjunctive, "", "pass_mark = 60", "pass_mark = 60\n^minimum = 50"),
                "unknown key 'minimum'");
    check_fault(with(kConjunctive, "", "pass_mark = 60", "pass_mark = 60\n^weight = 100"),
                "unknown key 'weight'");
    check_fault(with(kConjunctive, "", "scheme = ", "^full_mark = 100\nscheme = "),
                "unknown key 'full_mark'");
    check_fault(with(kConjunctive, "", "scheme = ", "^pass_mark = 60\nscheme = "),
                "unknown key 'pass_mark'");
    check_fault(kConjunctive + "\n[scoring.^rounding]\nmode = \"down\"\nplaces = 0\n",
                "unknown key 'rounding'");
}

TEST_CASE("a minimum is from 0 to the full mark") {
    CHECK(sound(with(kWeighted, "", "minimum = 50", "minimum = 100")).components[0].minimum ==
          dec("100"));
    CHECK(sound(with(kWeighted, "", "minimum = 50", "minimum = 0")).components[0].minimum ==
          dec("0"));
    check_fault(with(kWeighted, "", "minimum = 50", "minimum = ^\"100.01\""),
                "the minimum is above the full mark");
    check_fault(with(kWeighted, "", "minimum = 50", "minimum = ^-1"), "'minimum' is below 0");
}

TEST_CASE("a minimum and the bands can be open values, otherwise they must be there") {
    std::string text = with(kWeighted, "", "coverage = \"outline\"", "coverage = \"partial\"");
    for (const char* const id :
         {"low.routes", "high.routes", "low.name", "high.name", "talk.minutes", "text.minutes"}) {
        text += "\n[[open]]\nid = \"" + std::string(id) +
                "\"\nclause = { number = \"1\", zh = \"缺\", en = \"missing\" }\n";
    }
    CHECK(values_open_for_grading(sound(text)).empty());
    const std::string without = with(text, "", "minimum = 50\n", "");
    check_fault(with(without, "", "[[component]]", "^[[component]]"), "'minimum' is missing");
    const std::string open =
        "\n[[open]]\nid = \"talk.minimum\"\n"
        "clause = { number = \"1\", zh = \"缺\", en = \"missing\" }\n";
    CHECK(values_open_for_grading(sound(without + open)) ==
          std::vector<std::string>{"talk.minimum"});
    std::string bandless = text;
    bandless.erase(bandless.find("[[scoring.band]]"),
                   bandless.find("[[open]]") - bandless.find("[[scoring.band]]"));
    check_fault(with(bandless, "", "[scoring]", "^[scoring]"), "'band' is missing");
    const std::string open_bands =
        "\n[[open]]\nid = \"scoring.bands\"\n"
        "clause = { number = \"1\", zh = \"缺\", en = \"missing\" }\n";
    CHECK(values_open_for_grading(sound(bandless + open_bands)) ==
          std::vector<std::string>{"scoring.bands"});
    // A pass mark supplies them.
    CHECK(values_open_for_grading(
              sound(with(bandless + open_bands, "[scoring]", "scheme", "pass_mark = 60\nscheme")))
              .empty());
}

TEST_CASE("bands may not overlap, nor leave a gap, and the highest does not end") {
    CHECK(sound(with(kWeighted, "", "at_least = 60", "at_least = 60\nbelow = 80"))
              .scoring.bands.size() == 2);
    check_fault(with(with(kWeighted, "", "at_least = 60", "at_least = 60\nbelow = \"80.1\""), "",
                     "at_least = 80", "at_least = ^80"),
                "the bands of low and high overlap");
    check_fault(with(with(kWeighted, "", "at_least = 60", "at_least = 60\nbelow = \"79.9\""), "",
                     "at_least = 80", "at_least = ^80"),
                "there is a gap from 79.9 to 80 between the bands of low and high");
    check_fault(with(kWeighted, "", "at_least = 80", "at_least = ^60"),
                "the bands of low and high overlap");
    check_fault(with(kWeighted, "", "at_least = 80", "at_least = 80\nbelow = ^100"),
                "the highest band must not end");
    check_fault(with(kWeighted, "", "at_least = 60", "at_least = 60\nbelow = ^60"),
                "the band ends where it begins, or before");
    check_fault(with(kWeighted, "", "at_least = 60", "at_least = 60\nbelow = ^50"),
                "the band ends where it begins, or before");
    check_fault(with(kWeighted, "", "at_least = 60", "at_least = ^-1"), "'at_least' is below 0");
}

TEST_CASE("a higher total awards a higher level, one that there is") {
    check_fault(
        with(kWeighted, "", "at_least = 60", "at_least = 90")
            .replace(with(kWeighted, "", "at_least = 60", "at_least = 90").find("level = \"low\""),
                     13, "level = ^\"low\""),
        "a higher total awards low, which is not above high");
    check_fault(with(kWeighted, "[scoring]", "level = \"high\"", "level = ^\"low\""),
                "a higher total awards low, which is not above low");
    check_fault(with(kWeighted, "[scoring]", "level = \"high\"", "level = ^\"top\""),
                "there is no level 'top'");
    check_fault(with(kWeighted, "[scoring]", "level = \"high\"", "level = ^\"\""),
                "'level' must not be empty");
    check_fault(with(kWeighted, "", "at_least = 80", "at_least = 80\n^above = 80"),
                "unknown key 'above'");
}

TEST_CASE("there are bands or a pass mark, not both") {
    check_fault(with(kWeighted, "[scoring]", "scheme", "pass_mark = ^60\nscheme"),
                "one of 'band' and 'pass_mark' is wanted");
    std::string text = with(kWeighted, "[scoring]", "scheme", "pass_mark = \"59.5\"\nscheme");
    text.erase(text.find("[[scoring.band]]"));
    const Standard standard = sound(text);
    CHECK(standard.scoring.pass_mark == dec("59.5"));
    CHECK(standard.scoring.bands.empty());
}

TEST_CASE("marks of the total do not lie above its full mark") {
    check_fault(with(with(kWeighted, "", "at_least = 80", "at_least = \"100.5\""), "",
                     "[[scoring.band]]", "^[[scoring.band]]"),
                "the band of high begins above the full mark");
    CHECK(sound(with(kWeighted, "", "at_least = 80", "at_least = 100")).scoring.bands.size() == 2);
    std::string text = with(kWeighted, "[scoring]", "scheme", "pass_mark = ^101\nscheme");
    text.erase(text.find("[[scoring.band]]"));
    check_fault(text, "the pass mark is above the full mark");
    CHECK(sound(with(with(kWeighted, "[scoring]", "scheme", "full_mark = 150\nscheme"), "",
                     "at_least = 80", "at_least = 150"))
              .scoring.full_mark == dec("150"));
}

TEST_CASE("a total of components with different full marks needs a full mark of its own") {
    const std::string unlike = with(kWeighted, "\"text\"", "full_mark = 100", "full_mark = 120");
    check_fault(with(unlike, "", "[scoring]", "^[scoring]"),
                "the components have different full marks");
    CHECK(sound(with(unlike, "[scoring]", "scheme", "full_mark = 100\nscheme")).scoring.full_mark ==
          dec("100"));
    const std::string alike = with(unlike, "\"talk\"", "full_mark = 100", "full_mark = \"120.0\"");
    CHECK(sound(alike).scoring.full_mark == dec("120"));
    check_fault(with(kWeighted, "[scoring]", "scheme", "full_mark = ^0\nscheme"),
                "'full_mark' must be above 0");
}

// Items.

TEST_CASE("items are read with their weights, and the component's full mark where they have none") {
    const Standard standard = sound(with_parts(kItems));
    const Component& component = standard.components[0];
    REQUIRE(component.items.size() == 2);
    CHECK(component.items[0].id == "a");
    CHECK(component.items[0].name == Bilingual{"A", "甲"});
    CHECK(component.items[0].full_mark == dec("100"));
    CHECK(component.items[0].weight == dec("30"));
    CHECK(component.items[1].full_mark == dec("50"));
    CHECK_FALSE(component.best.has_value());
    CHECK_FALSE(component.items_clause.has_value());
    const Standard clauses =
        sound(with_parts("items_clause = { number = \"2.1\", zh = \"分项\", en = \"items\" }\n" +
                         kItems + "clause = { number = \"2.2\", zh = \"乙\", en = \"B\" }\n"));
    CHECK(clauses.components[0].items_clause->number == "2.1");
    CHECK(clauses.components[0].items[1].clause->number == "2.2");
}

TEST_CASE("the weights of a component's items add up to 100 percent or to 1") {
    CHECK(sound(with_parts(with(with(kItems, "", "= 30", "= \"0.3\""), "", "= 70", "= \"0.7\"")))
              .components[0]
              .items[1]
              .weight == dec("0.7"));
    check_fault(with_parts(with(with(kItems, "", "= 70", "= \"69.9\""), "", "[[component.item]]",
                                "^[[component.item]]")),
                "the weights of the items of talk add up to 99.9 percent, not 100");
    check_fault(with_parts(with(kItems, "", "= 30", "= ^0")), "'weight' must be above 0");
    check_fault(with_parts(with(with(kItems, "", "weight = 30\n", ""), "", "[[component.item]]",
                                "^[[component.item]]")),
                "the key 'weight' is missing in item");
}

TEST_CASE("faults of an item are found in it") {
    check_fault(with_parts(with(kItems, "", "id = \"b\"", "id = ^\"a\"")),
                "two items are called 'a'");
    check_fault(with_parts(with(kItems, "", "id = \"b\"", "id = ^\"a.b\"")),
                "an item's id has no dot in it");
    check_fault(with_parts(with(kItems, "", "id = \"b\"", "id = ^\"\"")), "'id' must not be empty");
    check_fault(with_parts(with(kItems, "", "full_mark = 50", "full_mark = ^0")),
                "'full_mark' must be above 0");
    check_fault(with_parts(with(kItems, "", "weight = 70", "weight = 70\n^minimum = 5")),
                "unknown key 'minimum'");
    check_fault(with_parts(with(kItems, "", "name = { zh = \"乙\", en = \"B\" }",
                                "name = ^{ zh = \"乙\" }")),
                "the key 'en' is missing in name");
}

/// Items without weights.
std::string alike_items() {
    return with(with(kItems, "", "weight = 30\n", ""), "", "weight = 70\n", "");
}

TEST_CASE("of the best items the number is from 1 to as many as there are") {
    const Standard standard = sound(with_parts("best = 1\n" + alike_items()));
    CHECK(standard.components[0].best == std::size_t{1});
    CHECK_FALSE(standard.components[0].items[0].weight.has_value());
    CHECK(sound(with_parts("best = 2\n" + alike_items())).components[0].best == std::size_t{2});
    check_fault(with_parts("best = ^3\n" + alike_items()), "the best 3 of 2 items cannot be");
    check_fault(with_parts("best = ^0\n" + alike_items()), "'best' is 0; it must be from 1");
    check_fault(with_parts("best = ^\"2\"\n" + alike_items()), "'best' must be a whole number");
    check_fault(with_parts("^best = 1\n"), "unknown key 'best'");
}

TEST_CASE("the best items have no weights") {
    check_fault(with_parts("best = 1\n" + with(kItems, "", "weight = 30", "weight = ^30")),
                "the best items count alike, so they have no weight");
}

TEST_CASE("open items are an open value, and need their clause") {
    const std::string open =
        "items = \"open\"\nitems_clause = { number = \"2.1\", zh = \"缺\", en = \"missing\" }\n";
    const Standard standard = sound(with_parts(open));
    CHECK(standard.find_open("talk.items") != nullptr);
    CHECK(standard.components[0].items.empty());
    CHECK(values_open_for_grading(standard).empty());
    check_fault(with(with_parts("items = \"open\"\n"), "", "[[component]]", "^[[component]]"),
                "the clause 'items_clause' is missing");
    check_fault(with_parts("items = ^\"closed\"\n"), "'items' can only be \"open\"");
}

// Ratios.

TEST_CASE("a ratio has two columns, and counts once and from 0 unless it says otherwise") {
    const Standard plain = sound(with_parts("ratio = { of = \"answered\", to = \"offered\" }\n"));
    REQUIRE(plain.components[0].ratio.has_value());
    CHECK(plain.components[0].ratio->of == "answered");
    CHECK(plain.components[0].ratio->to == "offered");
    CHECK(plain.components[0].ratio->times == dec("1"));
    CHECK(plain.components[0].ratio->plus == dec("0"));
    const Standard full = sound(with_parts(
        "ratio = { of = \"complaints\", to = \"calls\", times = -100, plus = \"100.5\" }\n"));
    CHECK(full.components[0].ratio->times == dec("-100"));
    CHECK(full.components[0].ratio->plus == dec("100.5"));
}

TEST_CASE("faults of a ratio are found in it") {
    check_fault(with_parts("ratio = ^{ of = \"answered\" }\n"), "the key 'to' is missing in ratio");
    check_fault(with_parts("ratio = ^{ to = \"offered\" }\n"), "the key 'of' is missing in ratio");
    check_fault(with_parts("ratio = { of = \"a\", to = ^\"\" }\n"), "'to' must not be empty");
    check_fault(with_parts("ratio = { of = \"a\", to = \"b\", times = ^1.5 }\n"),
                "a decimal in quotes");
    check_fault(with_parts("ratio = { of = \"a\", to = \"b\", ^less = 1 }\n"),
                "unknown key 'less'");
    check_fault(with_parts("ratio = ^\"a / b\"\n"), "'ratio' must be a table");
}

TEST_CASE("a component has a ratio or items, not both") {
    check_fault(with_parts("ratio = ^{ of = \"a\", to = \"b\" }\n" + kItems),
                "a component has a ratio or items, not both");
    check_fault(with_parts("items = \"open\"\nitems_clause = { number = \"2\", zh = \"缺\", en = "
                           "\"missing\" }\nratio = ^{ of = \"a\", to = \"b\" }\n"),
                "a component has a ratio or items, not both");
}

// Columns.

TEST_CASE("a component's id is no column that a scores file or its results have already") {
    for (const char* const id :
         {"candidate_id", "level", "attempt", "attempts", "held_on", "present_level", "total",
          "outcome", "awarded", "reasons", "findings", "standard", "eligibility", "talk.a",
          "talk_session", "talk_counted"}) {
        INFO(id);
        check_fault(with(kConjunctive, "", "id = \"talk\"", "id = ^\"" + std::string(id) + "\""),
                    "'" + std::string(id) + "' cannot be the column of a component");
    }
    for (const char* const id : {"levels", "total_score", "session", "counted", "通话"}) {
        INFO(id);
        CHECK(sound(with(kConjunctive, "", "id = \"talk\"", "id = \"" + std::string(id) + "\""))
                  .components[0]
                  .id == id);
    }
}

TEST_CASE("a column of counts is none that a scores file has already, nor that of a component") {
    for (const char* const id : {"candidate_id", "level", "attempt", "held_on", "total", "outcome",
                                 "talk_session", "talk_counted"}) {
        INFO(id);
        check_fault(with_parts("ratio = { of = ^\"" + std::string(id) + "\", to = \"calls\" }\n"),
                    "'" + std::string(id) + "' cannot be a column of counts");
        check_fault(with_parts("ratio = { of = \"solved\", to = ^\"" + std::string(id) + "\" }\n"),
                    "'" + std::string(id) + "' cannot be a column of counts");
    }
    check_fault(with_parts("ratio = ^{ of = \"talk\", to = \"calls\" }\n"),
                "'talk' is a component, so it cannot be a column of counts");
    check_fault(with(kWeighted, "", "minimum = 50\n",
                     "minimum = 50\nratio = ^{ of = \"calls\", to = \"text\" }\n"),
                "'text' is a component, so it cannot be a column of counts");
}

TEST_CASE("weights of any length are found not to add up") {
    std::string text = kWeighted;
    for (const char* const weight : {"weight = 40", "weight = 60"}) {
        text = with(text, "", weight, "weight = 999999999999999999");
    }
    check_fault(with(text, "", "[[component]]", "^[[component]]"),
                "the weights of the components add up to");
    text = with(text, "", "weight = 999999999999999999", "weight = \"0.000000000000000001\"");
    check_fault(with(text, "", "[[component]]", "^[[component]]"),
                "the weights of the components add up to");
}

TEST_CASE("there are at most 32 components, with at most 64 items each") {
    const auto begin = kConjunctive.find("[[component]]");
    const auto end = kConjunctive.find("[scoring]");
    const std::string one = kConjunctive.substr(begin, end - begin);
    const auto many = [&](std::size_t count) {
        std::string text = kConjunctive.substr(0, begin);
        for (std::size_t i = 0; i < count; ++i) {
            text += with(one, "", "\"talk\"", "\"talk-" + std::to_string(i) + "\"");
        }
        return text + kConjunctive.substr(end);
    };
    CHECK(sound(many(32)).components.size() == 32);
    check_fault(with(many(33), "", "[[component]]", "^[[component]]"), "more than 32 components");
    const auto items = [&](std::size_t count) {
        std::string text = "best = 1\n";
        for (std::size_t i = 0; i < count; ++i) {
            text += "\n[[component.item]]\nid = \"" + std::to_string(i) +
                    "\"\nname = { zh = \"项\", en = \"item\" }\n";
        }
        return with_parts(text);
    };
    CHECK(sound(items(64)).components[0].items.size() == 64);
    check_fault(with(items(65), "", "[[component.item]]", "^[[component.item]]"),
                "more than 64 items");
}

// Words, rounding, resits, calendar.

TEST_CASE("words have the rules of the specification, unless the standard says otherwise") {
    const WordRules usual = sound(kConjunctive).scoring.words;
    CHECK(usual.absent == WordRule::apart);
    CHECK(usual.disqualified == WordRule::apart);
    CHECK(usual.pending == WordRule::apart);
    CHECK(usual.exempt == WordRule::refused);
    const WordRules words = sound(kConjunctive +
                                  "\n[scoring.words]\nabsent = \"zero\"\ndisqualified = \"fail\"\n"
                                  "exempt = \"left-out\"\npending = \"refused\"\n"
                                  "clause = { number = \"7\", zh = \"词\", en = \"words\" }\n")
                                .scoring.words;
    CHECK(words.absent == WordRule::zero);
    CHECK(words.disqualified == WordRule::fail);
    CHECK(words.exempt == WordRule::left_out);
    CHECK(words.pending == WordRule::refused);
    CHECK(words.clause->number == "7");
    CHECK(sound(kConjunctive + "\n[scoring.words]\nabsent = \"apart\"\n").scoring.words.exempt ==
          WordRule::refused);
}

TEST_CASE("unknown words and rules for words are found") {
    const std::string words = kConjunctive + "\n[scoring.words]\n";
    for (const char* const rule : {"Zero", "leftout", "left_out", "null", ""}) {
        INFO(rule);
        check_fault(words + "absent = ^\"" + std::string(rule) + "\"\n",
                    "unknown word '" + std::string(rule) + "' in 'absent'");
    }
    check_fault(words + "exempt = ^\"apart\"\n",
                "'exempt' is no outcome, so it cannot be \"apart\"");
    check_fault(words + "^absence = \"zero\"\n", "unknown key 'absence'");
    check_fault(words + "pending = ^0\n", "'pending' must be a string");
}

TEST_CASE("a rounding has a mode and 0 to 9 places") {
    const std::string part = "rounding = { mode = \"half-even\", places = 9 }\n";
    CHECK(sound(with_parts(part)).components[0].rounding == Rounding{RoundingMode::half_even, 9});
    CHECK(sound(with_parts("rounding = { mode = \"half-up\", places = 0 }\n"))
              .components[0]
              .rounding == Rounding{RoundingMode::half_up, 0});
    CHECK(
        sound(with_parts("rounding = { mode = \"down\", places = 2 }\n")).components[0].rounding ==
        Rounding{RoundingMode::down, 2});
    check_fault(with_parts("rounding = { mode = \"down\", places = ^10 }\n"),
                "'places' is 10; it must be from 0 to 9");
    check_fault(with_parts("rounding = { mode = \"down\", places = ^-1 }\n"),
                "'places' is -1; it must be from 0 to 9");
    check_fault(with_parts("rounding = { mode = ^\"up\", places = 0 }\n"),
                "unknown word 'up' in 'mode'");
    check_fault(with_parts("rounding = ^{ places = 0 }\n"),
                "the key 'mode' is missing in rounding");
    check_fault(with_parts("rounding = ^{ mode = \"down\" }\n"),
                "the key 'places' is missing in rounding");
    check_fault(with_parts("rounding = { mode = \"down\", places = 0, ^digits = 2 }\n"),
                "unknown key 'digits'");
    const Standard total = sound(kWeighted +
                                 "\n[scoring.rounding]\nmode = \"half-up\"\nplaces = 1\n"
                                 "clause = { number = \"8\", zh = \"修约\", en = \"rounded\" }\n");
    CHECK(total.scoring.rounding == Rounding{RoundingMode::half_up, 1});
    CHECK(total.scoring.rounding_clause->number == "8");
    check_fault(kWeighted + "\n[scoring.rounding]\nmode = \"half-up\"\nplaces = ^10\n",
                "'places' is 10");
}

TEST_CASE("demotion names components and levels from 1 on") {
    const std::string clause = "clause = { number = \"9\", zh = \"降级\", en = \"demoted\" }\n";
    const std::string table = kWeighted + "\n[scoring.demotion]\n";
    const Standard standard = sound(table + "components = 3\nlevels = 1\n" + clause);
    CHECK(standard.scoring.demotion->components_at_least == 3);
    CHECK(standard.scoring.demotion->levels == 1);
    check_fault(table + "components = ^0\nlevels = 1\n" + clause, "'components' is 0");
    check_fault(table + "components = 3\nlevels = ^0\n" + clause, "'levels' is 0");
    check_fault(with(table + "components = 3\nlevels = 1\n", "", "[scoring.demotion]",
                     "^[scoring.demotion]"),
                "the clause 'clause' is missing");
}

const std::string kResits =
    "\n[resits]\nclause = { number = \"6\", zh = \"补考\", en = \"resits\" }\n";

TEST_CASE("resits say which attempts count, and how long what was passed is kept") {
    CHECK_FALSE(sound(kConjunctive).resits.has_value());
    const auto count = [](const char* word) {
        return sound(kConjunctive + kResits + "count = \"" + word + "\"\n").resits->count;
    };
    CHECK(count("each") == AttemptRule::each);
    CHECK(count("best") == AttemptRule::best);
    CHECK(count("latest") == AttemptRule::latest);
    CHECK(count("components") == AttemptRule::components);
    const auto kept = [](const std::string& text) {
        return sound(kConjunctive + kResits + "count = \"components\"\nkeep_passed = \"" + text +
                     "\"\n")
            .resits->keep_passed.value();
    };
    using Unit = Period::Unit;
    for (const auto& [text, months] : std::vector<std::pair<std::string, std::int64_t>>{
             {"12 months", 12}, {"1 month", 1}, {"1 year", 12}, {"2 years", 24}}) {
        CHECK(kept(text).count == months);
        CHECK(kept(text).unit == Unit::months);
    }
    CHECK(kept("90 days").count == 90);
    CHECK(kept("90 days").unit == Unit::days);
    CHECK(kept("1 day").count == 1);
    CHECK_FALSE(
        sound(kConjunctive + kResits + "count = \"components\"\n").resits->keep_passed.has_value());
}

TEST_CASE("a period that is none, or that has no use, is found") {
    for (const char* const text :
         {"", "12", "months", "12months", "12  months", " 12 months", "12 months ", "0 months",
          "-1 months", "1.5 years", "12 weeks", "12 Months", "twelve months", "1000001 days",
          "99999999999999999999 days", "12 months 1 day"}) {
        INFO(text);
        check_fault(
            kConjunctive + kResits + "count = \"components\"\nkeep_passed = ^\"" + text + "\"\n",
            "is no period");
    }
    for (const char* const count : {"each", "best", "latest"}) {
        check_fault(
            kConjunctive + kResits + "count = \"" + count + "\"\nkeep_passed = ^\"12 months\"\n",
            "'keep_passed' needs count = \"components\"");
    }
    check_fault(kConjunctive + kResits + "count = ^\"first\"\n", "unknown word 'first' in 'count'");
    check_fault(with(kConjunctive + kResits, "", "[resits]", "^[resits]"),
                "the key 'count' is missing in resits");
    check_fault(kConjunctive + "\n^[resits]\ncount = \"best\"\n", "the clause 'clause' is missing");
}

TEST_CASE("a month stands in the calendar once, and is one") {
    const auto calendar = [](const std::string& month) {
        return "\n[[calendar]]\nmonth = " + month +
               "\nattendance = \"optional\"\nclause = { number = \"5\", zh = \"月\", en = "
               "\"month\" }\n";
    };
    CHECK(sound(kConjunctive + calendar("3") + calendar("9")).calendar.size() == 2);
    check_fault(kConjunctive + calendar("3") + calendar("^3"), "month 3 is there twice");
    check_fault(kConjunctive + calendar("^13"), "'month' is 13; it must be from 1 to 12");
    check_fault(kConjunctive + calendar("^0"), "'month' is 0; it must be from 1 to 12");
}

// Overlays.

Standard laid_over(const std::string& overlay, const std::string& base) {
    Collected collected;
    auto standard = parse_standard(
        "extends = \"s\"\nid = \"mine\"\n" + overlay, "mine.toml", collected.sink(),
        [&base](const std::string& name, const std::string&) -> std::optional<StandardSource> {
            if (name != "s") return std::nullopt;
            return StandardSource{"s", base};
        });
    INFO(collected.text());
    REQUIRE(standard.has_value());
    return *std::move(standard);
}

TEST_CASE("items of an overlay are merged by their id within their component") {
    const std::string base = with_parts(kItems);
    const Standard standard = laid_over(
        "[[component]]\nid = \"talk\"\n"
        "[[component.item]]\nid = \"b\"\nweight = 50\n"
        "[[component.item]]\nid = \"c\"\nname = { zh = \"丙\", en = \"C\" }\nweight = 20\n",
        base);
    const auto& items = standard.components[0].items;
    REQUIRE(items.size() == 3);
    CHECK(items[0].weight == dec("30"));
    CHECK(items[1].id == "b");
    CHECK(items[1].weight == dec("50"));
    CHECK(items[1].full_mark == dec("50"));
    CHECK(items[1].name.zh == "乙");
    CHECK(items[2].id == "c");
    CHECK(items[2].weight == dec("20"));
    const Standard removed = laid_over(
        "[[component]]\nid = \"talk\"\n"
        "[[component.item]]\nid = \"a\"\nremove = true\n"
        "[[component.item]]\nid = \"b\"\nweight = 100\n",
        base);
    CHECK(removed.components[0].items.size() == 1);
}

TEST_CASE("items of an overlay supply those that the standard below leaves open") {
    const std::string base = with_parts(
        "items = \"open\"\nitems_clause = { number = \"2.1\", zh = \"缺\", en = \"missing\" }\n");
    CHECK(laid_over("", base).find_open("talk.items") != nullptr);
    const Standard standard = laid_over("[[component]]\nid = \"talk\"\n" + kItems, base);
    CHECK(standard.find_open("talk.items") == nullptr);
    CHECK(standard.components[0].items.size() == 2);
    CHECK(standard.components[0].items_clause->number == "2.1");
    // Also those of the built-in standard, with weights of the centre's own.
    const std::string overlay = "extends = \"" + std::string(testing::kPts) +
                                "\"\nid = \"mine\"\n[[component]]\nid = "
                                "\"theory\"\n" +
                                kItems;
    Collected collected;
    const auto mine = parse_standard(overlay, "mine.toml", collected.sink(), find_builtin_standard);
    INFO(collected.text());
    REQUIRE(mine.has_value());
    CHECK(mine->components[0].items.size() == 2);
    CHECK(mine->find_open("theory.items") == nullptr);
    CHECK(mine->find_open("practical.items") != nullptr);
}

TEST_CASE("bands of an overlay are merged by their level") {
    const Standard standard =
        laid_over("[[scoring.band]]\nlevel = \"high\"\nat_least = 90\n", kWeighted);
    REQUIRE(standard.scoring.bands.size() == 2);
    CHECK(standard.scoring.bands[0].at_least == dec("60"));
    CHECK(standard.scoring.bands[1].level == "high");
    CHECK(standard.scoring.bands[1].at_least == dec("90"));
    const Standard removed =
        laid_over("[[scoring.band]]\nlevel = \"high\"\nremove = true\n", kWeighted);
    REQUIRE(removed.scoring.bands.size() == 1);
    CHECK(removed.scoring.bands[0].level == "low");
}

TEST_CASE("an overlay supplies the minimums, full marks and bands that are open (第十一条)") {
    std::string overlay;
    for (const char* const id : {"business", "performance", "peer", "summary", "supervisor"}) {
        overlay +=
            "[[component]]\nid = \"" + std::string(id) + "\"\nfull_mark = 100\nminimum = 60\n";
    }
    const std::string bands =
        "[[scoring.band]]\nlevel = \"junior\"\nat_least = 60\n"
        "[[scoring.band]]\nlevel = \"intermediate\"\nat_least = 75\n"
        "[[scoring.band]]\nlevel = \"senior\"\nat_least = 90\n";
    const auto read = [](const std::string& text) {
        Collected collected;
        auto standard = parse_standard("extends = \"service-rank-2015\"\nid = \"mine\"\n" + text,
                                       "mine.toml", collected.sink(), find_builtin_standard);
        INFO(collected.text());
        REQUIRE(standard.has_value());
        return *std::move(standard);
    };
    CHECK(values_open_for_grading(read(overlay)) == std::vector<std::string>{"scoring.bands"});
    CHECK(values_open_for_grading(read(bands)).size() == 10);
    const Standard full = read(overlay + bands);
    CHECK(values_open_for_grading(full).empty());
    CHECK(full.scoring.full_mark == dec("100"));
    CHECK(full.components[2].minimum == dec("60"));
    CHECK(full.scoring.bands[2].level == "senior");
    CHECK(full.scoring.demotion->components_at_least == 3);
    CHECK(values_open_for_grading(read(overlay + "[scoring]\npass_mark = 60\n")).empty());
}

}  // namespace
}  // namespace certrec
