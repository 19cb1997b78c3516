#!/usr/bin/env python3
"""Writes the sample story of an employer's ranks and the results expected for it.

    make_service_rank.py REPOSITORY_ROOT

writes samples/service-rank/ (my-ranks.toml, scores.csv, README.md) and
tests/samples/service-rank/results.csv.  The same bytes on each run.

Of the people who are told with a reason, the result is stated by hand from articles 6, 8 and 9 and
the numbers that my-ranks.toml invents; marks of the others are drawn.  `judged` states the rules a
second time, in exact fractions, for those and as a check on these.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from invented import Dice, person_name, write_csv
from papers import run_script, write_text

FOLDER = "service-rank"
LEVELS = ("junior", "intermediate", "senior")
NAMES = dict(zip(LEVELS, ("初级", "中级", "高级")))
COMPONENTS = ("business", "performance", "peer", "summary", "supervisor")
WEIGHTS = (30, 20, 20, 20, 10)
MINIMUMS = (60, 60, 50, 60, 50)
BANDS = (("senior", 85), ("intermediate", 75), ("junior", 60))
SITTINGS = ("2025-03-15", "2025-09-20", "2026-03-21", "2026-09-19")
SPRING, AUTUMN, NEXT_SPRING, NEXT_AUTUMN = SITTINGS
APRIL = "2026-04-11"

OVERLAY = """\
# EXAMPLE. An invented employer's ranks, on the scheme of 2015.
#
# The text of that scheme, as it is at hand, names no full mark, no minimum and no band: its table of
# marks (article 11) is missing. Every number in this file is INVENTED to show how an employer supplies
# what the text leaves open. None of them is the published scheme's; put your own in their place.

extends = "service-rank-2015"
id = "example-ranks"

[title]
zh = "呼叫中心客服岗职级管理评定制度（示例：虚构企业自定分数线，非原制度规定）"
en = "Call centre service posts, ranks (EXAMPLE: marks invented by a fictional employer, not the scheme's)"

[source]
zh = "示例文件：虚构企业“云汀呼叫中心”，以2015年制度为底，满分、最低分、分数线均为虚构"
en = "Example file: the fictional Yunting Call Centre, on the scheme of 2015; full marks, minimums and bands are invented"

# What articles 9 and 11 leave open: full marks and minimums.

[[component]]
id = "business"
full_mark = 100
minimum = 60

[[component]]
id = "performance"
full_mark = 100
minimum = 60

[[component]]
id = "peer"
full_mark = 100
minimum = 50

[[component]]
id = "summary"
full_mark = 100
minimum = 60

[[component]]
id = "supervisor"
full_mark = 100
minimum = 50

# What article 11 leaves open: the total that each rank takes.

[[scoring.band]]
level = "junior"
at_least = 60

[scoring.band.clause]
number = "示例1"
zh = "（示例）总成绩60分及以上评为初级"
en = "(example) a total of 60 or more: junior"

[[scoring.band]]
level = "intermediate"
at_least = 75

[scoring.band.clause]
number = "示例2"
zh = "（示例）总成绩75分及以上评为中级"
en = "(example) a total of 75 or more: intermediate"

[[scoring.band]]
level = "senior"
at_least = 85

[scoring.band.clause]
number = "示例3"
zh = "（示例）总成绩85分及以上评为高级"
en = "(example) a total of 85 or more: senior"

[[reading]]
clause = "第十一条"
zh = "满分、最低考核分数和分数线均为示例所虚构，原制度的评分列表缺失。"
en = "Full marks, minimums and bands are invented by this example; the scheme's table of marks is missing."
"""


@dataclass
class Row:
    """One row of scores and what must come of it."""

    id: str
    name: str
    level: str
    present: str
    held_on: str
    marks: tuple
    total: str
    outcome: str
    awarded: str
    findings: str = ""

    def cells(self) -> tuple:
        return (self.id, self.name, self.level, self.present, self.held_on, *self.marks)


def decimal(value: Fraction) -> str:
    """The shortest decimal; every total of this story has one."""
    places = 0
    while value.denominator != 1 and (value * 10**places).denominator != 1:
        places += 1
    digits = f"{int(value * 10**places):0{places + 1}}"
    return digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"


WORDS = {"absent": "absent", "缺考": "absent", "disqualified": "disqualified", "违纪": "disqualified",
         "": "pending", "待评": "pending"}


def judged(marks: tuple, present: str) -> tuple:
    """(total, outcome, awarded) by articles 8 and 9, of marks that can be read."""
    words = {WORDS[mark] for mark in marks if mark in WORDS}
    for word in ("disqualified", "absent", "pending"):
        if word in words:
            return "", word, ""
    points = [Fraction(mark) for mark in marks]
    total = sum(weight * p for weight, p in zip(WEIGHTS, points)) / 100
    missed = sum(p < minimum for p, minimum in zip(points, MINIMUMS))
    if missed >= 3:
        return decimal(total), "fail", LEVELS[max(0, LEVELS.index(present) - 1)]
    if missed:
        return decimal(total), "fail", present
    for level, at_least in BANDS:
        if total >= at_least:
            return decimal(total), "pass", level
    return decimal(total), "fail", ""


def calendar_finding(marks: tuple, held_on: str) -> str:
    month = int(held_on[5:7])
    if month not in (3, 9):
        return f"held in {month}, not in a month of the assessment (3, 9) (第六条)"
    if month == 9 and any(WORDS.get(mark) == "absent" for mark in marks):
        return "absent in 9, when attendance is obligatory (第六条)"
    return ""


class Story:
    def __init__(self) -> None:
        self.dice = Dice(2015)
        self.rows: list[Row] = []
        self.ids: dict[str, str] = {}
        self.people = 0

    def newcomer(self) -> tuple[str, str]:
        self.people += 1
        sex = self.dice.pick(("female", "female", "male"))
        return f"R{self.people:03}", person_name(sex, self.dice)

    def tell(self, key: str, why: str, level: str, present: str, held_on: str, marks: tuple,
             total: str, outcome: str, awarded: str = "", findings: str = "") -> None:
        """Somebody, with the result that articles 6, 8 and 9 give; `why` is for whoever reads this."""
        assert why
        if outcome != "invalid":
            told = (total, outcome, awarded)
            assert judged(marks, present) == told, (key, judged(marks, present), told)
            assert calendar_finding(marks, held_on) == findings, key
        id, name = self.newcomer()
        self.ids[key] = id
        self.rows.append(Row(id, name, NAMES[level] if level in NAMES else level,
                             NAMES.get(present, present), held_on, marks, total, outcome, awarded,
                             findings))

    def draw(self, base: int) -> tuple:
        """Marks of somebody of whom nothing is told: above every minimum, and in some band."""
        dice = self.dice
        while True:
            points = [min(100, max(0, base + dice.between(-8, 8))) for _ in COMPONENTS]
            performance = f"{points[1]}.{dice.pick(('25', '5', '75', '08', '4', '92'))}"
            peer = f"{points[2]}.{dice.pick(('5', '2', '8', '6'))}"
            if points[1] == 100 or points[2] == 100:
                continue
            marks = (str(points[0]), performance, peer, str(points[3]), str(points[4]))
            if judged(marks, "junior")[1] == "pass":
                return marks

    def ordinary(self) -> None:
        """Somebody who comes to each September, and to some March, from the day of joining."""
        dice = self.dice
        id, name = self.newcomer()
        base, present = dice.between(66, 88), "junior"
        joined = dice.pick((0, 0, 1, 1, 2, 3))
        for held_on in SITTINGS[joined:]:
            if held_on[5:7] == "03" and dice.below(2) == 0:
                continue
            level = LEVELS[min(2, LEVELS.index(present) + dice.below(2))]
            marks = self.draw(base)
            total, outcome, awarded = judged(marks, present)
            self.rows.append(Row(id, name, NAMES[level], NAMES[present], held_on, marks, total,
                                 outcome, awarded))
            present, base = awarded, min(92, base + dice.below(4))


ABSENT_FINDING = "absent in 9, when attendance is obligatory (第六条)"
APRIL_FINDING = "held in 4, not in a month of the assessment (3, 9) (第六条)"


def told() -> Story:
    story = Story()
    tell = story.tell
    for _ in range(10):
        story.ordinary()

    # Totals at the edge of a band. In binary floating point each of the three comes out below it.
    tell("edge-junior", "18.6 + 13.3 + 10.4 + 12.3 + 5.4 = 60", "junior", "junior", AUTUMN,
         ("62", "66.5", "52", "61.5", "54"), "60", "pass", "junior")
    tell("edge-intermediate", "20.7 + 17.6 + 14.8 + 15.8 + 6.1 = 75", "intermediate", "junior",
         AUTUMN, ("69", "88", "74", "79", "61"), "75", "pass", "intermediate")
    tell("edge-senior", "24.6 + 19.2 + 15.8 + 16.8 + 8.6 = 85", "senior", "intermediate", AUTUMN,
         ("82", "96", "79", "84", "86"), "85", "pass", "senior")
    tell("just-below", "the superior gave 60.9 for 61: 74.99", "intermediate", "intermediate",
         AUTUMN, ("69", "88", "74", "79", "60.9"), "74.99", "pass", "junior")
    tell("two-missed-at-60", "27.3 + 6 + 2.4 + 14.4 + 9.9 = 60, but 30 and 12 are below 60 and 50",
         "junior", "junior", AUTUMN, ("91", "30", "12", "72", "99"), "60", "fail", "junior")
    tell("higher", "applied for junior, and the total decides", "junior", "junior", SPRING,
         ("90", "88.5", "86", "91", "84"), "88.5", "pass", "senior")
    tell("lower", "applied for senior, and the total decides", "senior", "intermediate", SPRING,
         ("78", "75", "72.5", "80", "70"), "75.9", "pass", "intermediate")
    for _ in range(8):
        story.ordinary()

    # Minimums.
    tell("one-missed", "a total of 87.85, but business is below 60 by half a point", "senior",
         "intermediate", NEXT_SPRING, ("59.5", "100", "100", "100", "100"), "87.85", "fail",
         "intermediate")
    tell("all-at-minimum", "18 + 12 + 10 + 12 + 5: every minimum reached, and below every band",
         "junior", "junior", AUTUMN, ("60", "60", "50", "60", "50"), "57", "fail")
    tell("at-minimum", "every minimum but one reached to the point, and 60 in all", "junior",
         "junior", NEXT_AUTUMN, ("70", "60", "50", "60", "50"), "60", "pass", "junior")
    tell("three-missed", "business, peer and summary: one down", "intermediate", "intermediate",
         NEXT_AUTUMN, ("59", "81", "49.5", "55", "70"), "61.8", "fail", "junior")
    tell("three-missed-senior", "three: one down, not three", "senior", "senior", NEXT_AUTUMN,
         ("59.9", "59.9", "49.9", "95", "100"), "68.93", "fail", "intermediate")
    tell("five-missed", "five, and there is nothing below junior", "intermediate", "junior",
         NEXT_AUTUMN, ("40", "41", "30", "20", "0"), "30.2", "fail", "junior")
    tell("two-missed", "two: neither up nor down", "senior", "senior", NEXT_AUTUMN,
         ("59", "92", "49", "95", "90"), "73.9", "fail", "senior")
    tell("no-present", "three missed, and nobody knows from which level to fall", "junior", "",
         NEXT_AUTUMN, ("50", "50", "40", "70", "60"), "", "invalid")
    for _ in range(8):
        story.ordinary()

    # Words.
    tell("absent-september", "did not come in September, which is obligatory", "intermediate",
         "junior", AUTUMN, ("缺考", "82.5", "80", "缺考", "76"), "", "absent", "", ABSENT_FINDING)
    tell("absent-march", "did not come in March, which is optional", "intermediate", "junior",
         NEXT_SPRING, ("缺考", "78", "75.5", "70", "72"), "", "absent")
    tell("cheated", "disqualified, though three are below the minimum", "intermediate",
         "intermediate", AUTUMN, ("违纪", "50", "40", "50", "60"), "", "disqualified")
    tell("cheated-and-gone", "disqualified in one, absent from another: the first is graver",
         "intermediate", "intermediate", NEXT_SPRING, ("disqualified", "71", "70", "absent", "68"),
         "", "disqualified")
    tell("waiting", "the superior has not yet written: nobody falls before that", "senior",
         "senior", NEXT_AUTUMN, ("58", "55", "48", "88", "待评"), "", "pending")
    tell("waiting-empty", "an empty cell says the same", "junior", "junior", NEXT_AUTUMN,
         ("77", "80.25", "71", "", "75"), "", "pending")

    # Calendar.
    tell("april", "sat in April, a month that article 6 does not have", "intermediate", "junior",
         APRIL, ("80", "79", "77", "81", "75"), "78.9", "pass", "intermediate", APRIL_FINDING)
    for _ in range(6):
        story.ordinary()

    # Mistakes.
    ordinary = ("75", "77.5", "70", "78", "72")
    for key, why, change in (
        ("letter", "a letter O for a zero", {"business": "8O"}),
        ("above", "more than the full mark", {"peer": "101"}),
        ("below", "less than nothing", {"summary": "-1"}),
        ("full-width", "full-width digits", {"performance": "８５"}),
        ("exempt", "the scheme exempts nobody", {"summary": "免考"}),
        ("expert", "no such level", {"level": "专家"}),
        ("foreman", "no such present level", {"present": "组长", "business": "50", "summary": "50",
                                              "performance": "50"}),
        ("slashes", "not a date", {"held_on": "2026/9/19"}),
    ):
        marks = tuple(change.get(c, mark) for c, mark in zip(COMPONENTS, ordinary))
        tell(key, why, change.get("level", "intermediate"), change.get("present", "junior"),
             change.get("held_on", NEXT_AUTUMN), marks, "", "invalid")
    # Two rows of one person, level and day: nobody knows which is right, so neither counts.
    for marks in (ordinary, ("79", "77.5", "70", "78", "72")):
        if marks is ordinary:
            tell("twice", "two rows of one day", "intermediate", "junior", NEXT_AUTUMN, marks, "",
                 "invalid")
        else:
            first = story.rows[-1]
            story.rows.append(Row(first.id, first.name, first.level, first.present, first.held_on,
                                  marks, "", "invalid", ""))
    tell("nobody", "no candidate_id", "junior", "junior", NEXT_AUTUMN, ordinary, "", "invalid")
    story.rows[-1].id = ""
    return story


README = """\
# An employer's ranks

[中文](README.zh.md)

All people, companies and numbers here are invented. 云汀呼叫中心, an employer that does not exist,
ranks its {people} people in service by `service-rank-2015`: five parts with weights, a minimum in each,
and the total decides who is 初级, 中级 or 高级. That scheme's table of marks is missing from the text at
hand, so nobody can be graded by it as it is:

```console
$ certrec grade --standard service-rank-2015 samples/service-rank/scores.csv 2> open.log; echo "status $?"
status 3
```

`my-ranks.toml` is an **example** of how an employer supplies what is open. Its full marks, minimums
and bands are **made up for this story**; they are not the published scheme's, and not advice.

| | 业务能力 | 绩效成绩 | 非职能人员评分 | 工作总结及述职 | 直接领导考评 |
|---|---|---|---|---|---|
| column | `business` | `performance` | `peer` | `summary` | `supervisor` |
| weight (article 8) | 30 | 20 | 20 | 20 | 10 |
| minimum (invented) | 60 | 60 | 50 | 60 | 50 |

The bands, invented too: 初级 from 60, 中级 from 75, 高级 from 85. `scores.csv` holds {rows} rows of two
years, two Marches and two Septembers, with the level that each person held before.

```console
$ certrec standard check samples/service-rank/my-ranks.toml | cut -d, -f1
samples/service-rank/my-ranks.toml: no findings
$ certrec grade --standard samples/service-rank/my-ranks.toml samples/service-rank/scores.csv \\
>     > results.csv 2> results.log; echo "status $?"
status 3
$ cut -d, -f13 results.csv | sort | uniq -c
{counts}
```

## At the edge

```console
$ grep -E '^({edge})' results.csv | cut -d, -f1,4,6-11,13,14
{edge_rows}
```

- {edge-junior} has 18.6 + 13.3 + 10.4 + 12.3 + 5.4 = 60, where 初级 begins; {edge-intermediate} has 75 and
  {edge-senior} 85. In binary floating point all three sums come out below.
- {just-below} has 74.99 and was 中级; the total decides, and it says 初级.
- {two-missed-at-60} has a total of 60, too, but 30 and 12 in two parts are below the minimums: no rank is
  awarded by that total, and the present one stays.

## Up, down, or neither

| who | was | comes to | why |
|---|---|---|---|
| {higher} | 初级 | 高级 | applied for 初级 only; the total of 88.5 decides |
| {lower} | 中级 | 中级 | applied for 高级; 75.9 |
| {one-missed} | 中级 | 中级 | 87.85 in all, but business is 0.5 below its minimum |
| {two-missed} | 高级 | 高级 | two parts missed: neither up nor down |
| {three-missed} | 中级 | 初级 | three parts missed: one level down (article 9) |
| {three-missed-senior} | 高级 | 中级 | three missed, by as little as 0.1: one level, not three |
| {five-missed} | 初级 | 初级 | five missed, and nothing is below 初级 |
| {all-at-minimum} | 初级 | nothing | every minimum reached to the point, but 57 in all is in no band, and article 9 does not say what then |
| {at-minimum} | 初级 | 初级 | the same with ten more in business: 60, a pass |

```console
$ grep -E '^({falls})' results.csv | cut -d, -f1,4,13,14
{fall_rows}
```

## Who did not come, and when

Attendance is obligatory in September and optional in March (article 6). What does not agree with that is
a finding, and changes no outcome.

- {absent-september} was absent in September: `absent`, and a finding. {absent-march} was absent in
  March: `absent`, no finding.
- {april} sat in April, a month that the scheme does not have: a pass, and a finding.
- {cheated} was disqualified in business. Three other parts are below their minimums, but who is
  disqualified is not demoted: somebody has to decide that. {cheated-and-gone} was disqualified in one part
  and absent from another; the first is graver.
- {waiting} waits for the superior's mark, with three parts below: `pending`, so nobody falls too soon.
  {waiting-empty}'s empty cell says the same as 待评.

```console
$ grep -oE '[(]第六条[)]' results.csv | wc -l
{findings}
$ grep -E '^({calendar})' results.csv | cut -d, -f1,5,13
{calendar_rows}
```

## Mistakes

{invalid} rows cannot be graded; each says why, and where: {letter} has a letter O for a zero, {above} 101
points and {below} -1, {full-width} full-width digits. {exempt} is said to be exempt, but the scheme exempts
nobody. {expert} applies for 专家 and {foreman} was 组长, which are no levels. {slashes}'s date is 2026/9/19.
{no-present} missed three parts, but the level to fall from is not there. {twice} has two rows of one day that
differ: nobody can say which is right, so neither counts. The last row names nobody.

`tests/samples/make_service_rank.py` made all of this, and says of each of these people why.
"""


def write(root: Path) -> None:
    samples, expected = root / "samples" / FOLDER, root / "tests" / "samples" / FOLDER
    story = told()
    nobody = story.rows[-1]
    rows = sorted(story.rows[:-1], key=lambda row: (row.held_on.replace("/", "-0"), row.id)) + [nobody]
    write_text(samples / "my-ranks.toml", OVERLAY)
    write_csv(samples / "scores.csv",
              ("candidate_id", "name", "level", "present_level", "held_on", *COMPONENTS),
              [row.cells() for row in rows])
    write_csv(expected / "results.csv",
              ("candidate_id", "held_on", "total", "outcome", "awarded", "findings"),
              [(row.id, row.held_on, row.total, row.outcome, row.awarded, row.findings)
               for row in rows])

    ids = story.ids

    def among(*keys: str) -> tuple[str, list[Row]]:
        wanted = [ids[key] for key in keys]
        return "|".join(wanted), [row for row in rows if row.id in wanted]

    edge, edge_rows = among("edge-junior", "edge-intermediate", "edge-senior", "just-below",
                            "two-missed-at-60")
    falls, fall_rows = among("two-missed", "three-missed", "three-missed-senior", "five-missed",
                             "all-at-minimum", "at-minimum")
    calendar, calendar_rows = among("absent-september", "absent-march", "april")
    counts = Counter(row.outcome for row in rows)
    text = README
    values = {
        "people": story.people - 1, "rows": len(rows), "invalid": counts["invalid"],
        "counts": "\n".join(f"{n:7} {word}" for word, n in sorted((counts + Counter(["outcome"])).items())),
        "findings": sum(bool(row.findings) for row in rows),
        "edge": edge, "falls": falls, "calendar": calendar,
        "edge_rows": "\n".join(
            ",".join((row.id, row.present, *row.marks, row.total, row.outcome, row.awarded))
            for row in edge_rows),
        "fall_rows": "\n".join(",".join((row.id, row.present, row.outcome, row.awarded))
                               for row in fall_rows),
        "calendar_rows": "\n".join(",".join((row.id, row.held_on, row.outcome))
                                   for row in calendar_rows),
        **ids,
    }
    for key, value in values.items():
        text = text.replace("{" + key + "}", str(value))
    write_text(samples / "README.md", text)


if __name__ == "__main__":
    sys.exit(run_script(write))
