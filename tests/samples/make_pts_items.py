#!/usr/bin/env python3
"""Writes the sample story of items and resits and the results expected for it.

    make_pts_items.py REPOSITORY_ROOT

writes samples/pts-items/ (my-items.toml, scores.csv, README.md) and
tests/samples/pts-items/results.csv.  The same bytes on each run.

Of the people who are told with a reason, the result is stated by hand from clause 1.9.2 and the
weights and the rule on resits that my-items.toml invents; marks of the others are drawn.  `decided`
states the rules a second time, in exact fractions, for those and as a check on these.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from invented import Dice, person_name, write_csv
from papers import run_script, write_text

FOLDER = "pts-items"
NAMES = {"junior": "初级", "intermediate": "中级"}
# component: its items, each with weight and full mark.
ITEMS = {
    "theory": {"ethics": (10, 10), "basics": (40, 40), "service": (50, 50)},
    "practical": {"typing": (20, 100), "call": (50, 30), "complaint": (30, 20)},
}
MARK = 60
WORDS = {"absent": "absent", "缺考": "absent", "disqualified": "disqualified", "违纪": "disqualified",
         "": "pending", "待评": "pending"}
GRAVEST = ("disqualified", "absent", "pending")

OVERLAY = """\
# EXAMPLE. Items with weights, and resits, on pts-152010301-01.
#
# The table of weights of that standard (4.1, 4.2) is missing from the text at hand, and the text says
# nothing of resits. Every item, weight and period in this file is INVENTED to show how an agency
# supplies them. None of them is the published standard's; put your own in their place.

extends = "pts-152010301-01"
id = "example-items"

[title]
zh = "呼叫联络客服水平评价（示例：比重与补考办法均为虚构，非原标准规定）"
en = "Call and contact customer service (EXAMPLE: weights and resits invented, not the standard's)"

[source]
zh = "示例文件：以PTS152010301-01为底，比重表及补考办法为虚构"
en = "Example file: on PTS152010301-01; the weights and the rule on resits are invented"

# What 4.1 leaves open. The full mark of each item is its weight, so points just add up.

[[component]]
id = "theory"

[component.items_clause]
number = "示例4.1"
zh = "（示例）职业道德10%，基础知识40%，服务知识50%"
en = "(example) ethics 10%, basic knowledge 40%, knowledge of service 50%"

[[component.item]]
id = "ethics"
name = { zh = "职业道德", en = "Ethics" }
weight = 10
full_mark = 10

[[component.item]]
id = "basics"
name = { zh = "基础知识", en = "Basic knowledge" }
weight = 40
full_mark = 40

[[component.item]]
id = "service"
name = { zh = "服务知识", en = "Knowledge of service" }
weight = 50
full_mark = 50

# What 4.2 leaves open. Typing is scored out of 100, a call out of 30, a complaint out of 20.

[[component]]
id = "practical"

[component.items_clause]
number = "示例4.2"
zh = "（示例）文字录入20%，来电处理50%，投诉处理30%"
en = "(example) typing 20%, a call 50%, a complaint 30%"

[[component.item]]
id = "typing"
name = { zh = "文字录入", en = "Typing" }
weight = 20

[[component.item]]
id = "call"
name = { zh = "来电处理", en = "A call" }
weight = 50
full_mark = 30

[[component.item]]
id = "complaint"
name = { zh = "投诉处理", en = "A complaint" }
weight = 30
full_mark = 20

# The example's own rule: a passed component is kept for a year.

[resits]
count = "components"
keep_passed = "12 months"

[resits.clause]
number = "示例5"
zh = "（示例）单科合格成绩保留12个月，补考只考未合格科目。"
en = "(example) a passed component is kept for 12 months; only the others are sat again."

[[reading]]
clause = "4.1"
zh = "分项、比重、满分和补考办法均为示例所虚构，原标准的比重表缺失，也未规定补考。"
en = "Items, weights, full marks and resits are invented by this example; the standard's table of weights is missing, and it says nothing of resits."
"""


@dataclass
class Part:
    """The cells of one component in one row."""

    items: tuple = ("", "", "")
    own: str = ""


def items(*points: object, own: str = "") -> Part:
    return Part(tuple(str(p) for p in points), own)


def whole(own: str) -> Part:
    return Part(own=own)


NOT_SAT = Part()


@dataclass
class Attempt:
    """One row; `mistake` if it cannot be graded."""

    number: str
    held_on: str
    theory: Part
    practical: Part
    mistake: bool = False

    def part(self, component: str) -> Part:
        return self.theory if component == "theory" else self.practical


@dataclass
class Decision:
    theory: str
    practical: str
    attempts: str
    outcome: str


@dataclass
class Row:
    id: str
    name: str
    level: str
    attempt: Attempt
    decision: Decision | None

    def cells(self) -> tuple:
        a = self.attempt
        return (self.id, self.name, NAMES[self.level], a.number, a.held_on, *a.theory.items,
                *a.practical.items, a.theory.own, a.practical.own)

    def expected(self) -> tuple:
        if self.decision is None:
            return (self.id, self.level, self.attempt.number, "", "", "", "invalid", "")
        d = self.decision
        return (self.id, self.level, self.attempt.number, d.theory, d.practical, d.attempts, d.outcome,
                self.level if d.outcome == "pass" else "")


def exact(value: Fraction) -> str:
    """The shortest decimal, or the fraction in lowest terms if there is none."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = f"{int(value * 10**places):0{places + 1}}"
    return digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"


def value_of(component: str, part: Part) -> Fraction | str:
    """The value of a component, or a word."""
    if not any(part.items):
        return WORDS[part.own] if part.own in WORDS else Fraction(part.own)
    words = {WORDS[cell] for cell in part.items if cell in WORDS}
    for word in GRAVEST:
        if word in words:
            return word
    return sum(weight * Fraction(cell) / full
               for cell, (weight, full) in zip(part.items, ITEMS[component].values()))


def last_day_kept(passed_on: str) -> date:
    """Twelve months after, at most the end of that month (articles 201, 202 of the Civil Code)."""
    day = date.fromisoformat(passed_on)
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def counted(component: str, attempts: list[Attempt]) -> tuple:
    """What counts for a component at the last of the attempts: (value or word, attempt)."""
    now = attempts[-1]

    def passed(value) -> bool:
        return isinstance(value, Fraction) and value >= MARK

    own = value_of(component, now.part(component))
    if passed(own):
        return own, now.number
    earlier = [(value_of(component, a.part(component)), a) for a in attempts[:-1]]
    for value, attempt in reversed(earlier):
        kept_until = last_day_kept(attempt.held_on)
        if passed(value) and date.fromisoformat(now.held_on) <= kept_until:
            return value, attempt.number
    if own != "pending":
        return own, now.number
    for value, attempt in reversed(earlier):
        if value != "pending":
            return ("pending", "") if passed(value) else (value, attempt.number)
    return "pending", ""


def decided(attempts: list[Attempt]) -> Decision:
    """By the rule on resits of my-items.toml, of attempts that can be graded, in their order."""
    decision = None
    for end in range(1, len(attempts) + 1):
        found = {component: counted(component, attempts[:end]) for component in ITEMS}
        values = [value for value, _ in found.values()]
        outcome = next((word for word in GRAVEST if word in values), None)
        if outcome is None:
            outcome = "pass" if all(value >= MARK for value in values) else "fail"
        texts = ["" if v == "pending" else v if isinstance(v, str) else exact(v) for v in values]
        named = ";".join(f"{component}:{number}" for component, (_, number) in found.items() if number)
        decision = Decision(*texts, named, outcome)
        if outcome == "pass":
            break
    return decision


class Story:
    def __init__(self) -> None:
        self.dice = Dice(1520103)
        self.rows: list[Row] = []
        self.ids: dict[str, str] = {}
        self.people = 0

    def newcomer(self) -> tuple[str, str]:
        self.people += 1
        return f"P{self.people:03}", person_name(self.dice.pick(("female", "female", "male")), self.dice)

    def tell(self, key: str, why: str, level: str, attempts: list[Attempt],
             decision: Decision | None = None, same_as: str = "") -> None:
        """Somebody, with what clause 1.9.2 and the example's rules come to; `why` is for readers."""
        assert why
        good = sorted((a for a in attempts if not a.mistake), key=lambda a: int(a.number))
        if good:
            assert decided(good) == decision, (key, decided(good), decision)
        if same_as:
            id = self.ids[same_as]
            name = next(row.name for row in self.rows if row.id == id)
        else:
            id, name = self.newcomer()
        self.ids[key] = id
        for attempt in attempts:
            self.rows.append(Row(id, name, level, attempt, None if attempt.mistake else decision))

    def ordinary(self, count: int) -> None:
        """People of whom nothing is told, on one of two days."""
        dice = self.dice
        for _ in range(count):
            level = dice.pick(("junior", "junior", "intermediate"))
            ability = dice.between(56, 88)

            def points(full: int) -> str:
                share = min(100, max(20, ability + dice.between(-12, 12)))
                return f"{full * share // 50 / 2:g}"

            parts = [Part(tuple(points(full) for _, full in ITEMS[c].values())) for c in ITEMS]
            for component, part in zip(ITEMS, parts):
                value = value_of(component, part)
                # Some offices also hand in what their own sheet makes of it, with a zero to spare.
                if dice.below(3) == 0 and "/" not in exact(value):
                    part.own = exact(value) + dice.pick(("", ".0" if value == int(value) else "0"))
            attempt = Attempt("1", dice.pick(("2026-03-14", "2026-06-13")), *parts)
            id, name = self.newcomer()
            self.rows.append(Row(id, name, level, attempt, decided([attempt])))


GOOD_THEORY = items(8, 30, 35)  # 73
GOOD_PRACTICAL = items(75, 24, 14)  # 15 + 40 + 21 = 76
POOR_PRACTICAL = items(50, 15, 10)  # 10 + 25 + 15 = 50


def told() -> Story:
    story = Story()
    tell = story.tell
    story.ordinary(8)

    # Values.
    tell("sixty", "12.6 + 50 * 18/30 + 30 * 11.6/20 = 12.6 + 30 + 17.4: 60", "junior",
         [Attempt("1", "2026-03-14", items(6, 24, 30), items(63, 18, "11.6"))],
         Decision("60", "60", "theory:1;practical:1", "pass"))
    tell("hundredth", "the same with 62.95 for 63 in typing", "junior",
         [Attempt("1", "2026-03-14", items(6, 24, 30), items("62.95", 18, "11.6"))],
         Decision("60", "59.99", "theory:1;practical:1", "fail"))
    tell("third", "12 + 50 * 20/30 + 15 = 60 and a third", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, items(60, 20, 10))],
         Decision("73", "181/3", "theory:1;practical:1", "pass"))
    tell("fifteenth", "11.6 + 50 * 20/30 + 15 = 60 less one fifteenth; 59.93 is not rounded to 60",
         "junior", [Attempt("1", "2026-03-14", GOOD_THEORY, items(58, 20, 10))],
         Decision("73", "899/15", "theory:1;practical:1", "fail"))
    tell("agrees", "the office's own 73.0 and 76 are what the items come to", "intermediate",
         [Attempt("1", "2026-03-14", items(8, 30, 35, own="73.0"), items(75, 24, 14, own="76"))],
         Decision("73", "76", "theory:1;practical:1", "pass"))
    tell("disagrees", "the office's own 74 is not the 73 of the items", "intermediate",
         [Attempt("1", "2026-03-14", items(8, 30, 35, own="74"), GOOD_PRACTICAL, mistake=True)])
    tell("rounded", "60.33 is not 60 and a third", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, items(60, 20, 10, own="60.33"), mistake=True)])
    tell("whole", "no items, only the components", "intermediate",
         [Attempt("1", "2026-03-14", whole("71"), whole("66.5"))],
         Decision("71", "66.5", "theory:1;practical:1", "pass"))

    # Words.
    tell("missed-item", "left before the complaint", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, items(90, 28, "缺考"))],
         Decision("73", "absent", "theory:1;practical:1", "absent"))
    tell("missed-all", "did not come to practical", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, whole("缺考"))],
         Decision("73", "absent", "theory:1;practical:1", "absent"))
    tell("cheated", "a telephone under the desk, and absent from the complaint: the graver", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, items(80, "违纪", "缺考"))],
         Decision("73", "disqualified", "theory:1;practical:1", "disqualified"))
    tell("unscored", "the recorded call has not been heard yet", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, items(80, "", 15))],
         Decision("73", "", "theory:1", "pending"))

    # Mistakes.
    tell("above-item", "31 of 30 points for the call", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, items(80, 31, 15), mistake=True)])
    tell("exempt", "the standard exempts nobody", "junior",
         [Attempt("1", "2026-06-13", items("免考", 30, 35), GOOD_PRACTICAL, mistake=True)])
    tell("twice", "two rows of attempt 1", "junior",
         [Attempt("1", "2026-06-13", GOOD_THEORY, GOOD_PRACTICAL, mistake=True),
          Attempt("1", "2026-06-13", GOOD_THEORY, POOR_PRACTICAL, mistake=True)])

    # Resits.
    one, two = "theory:1;practical:1", "theory:1;practical:2"
    tell("kept", "theory of 14 June 2025 is kept up to and including 14 June 2026", "junior",
         [Attempt("1", "2025-06-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-06-14", NOT_SAT, GOOD_PRACTICAL)],
         Decision("73", "76", two, "pass"))
    tell("lapsed", "and not on 15 June: theory has to be sat again", "junior",
         [Attempt("1", "2025-06-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-06-15", NOT_SAT, GOOD_PRACTICAL)],
         Decision("", "76", "practical:2", "pending"))
    tell("leap", "29 February 2024: kept up to 28 February 2025, the end of that month", "junior",
         [Attempt("1", "2024-02-29", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2025-02-28", NOT_SAT, GOOD_PRACTICAL)],
         Decision("73", "76", two, "pass"))
    tell("leap-lapsed", "a day later it is not", "junior",
         [Attempt("1", "2024-02-29", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2025-03-01", NOT_SAT, GOOD_PRACTICAL)],
         Decision("", "76", "practical:2", "pending"))
    tell("worse", "theory sat again and worse: the passed one counts", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-06-13", items(5, 20, 30), GOOD_PRACTICAL)],
         Decision("73", "76", two, "pass"))
    tell("stayed-away", "absent from theory the second time: it was kept all the same", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-06-13", whole("缺考"), GOOD_PRACTICAL)],
         Decision("73", "76", two, "pass"))
    tell("renewed", "theory of 2024 has lapsed in 2026, and the 62 of 2025 counts", "intermediate",
         [Attempt("1", "2024-06-15", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2025-03-15", items(7, 25, 30), POOR_PRACTICAL),
          Attempt("3", "2026-03-14", NOT_SAT, GOOD_PRACTICAL)],
         Decision("62", "76", "theory:2;practical:3", "pass"))
    tell("crossed", "theory at the second, practical at the first", "junior",
         [Attempt("2", "2026-06-13", GOOD_THEORY, NOT_SAT),
          Attempt("1", "2026-03-14", items(4, 20, 30), GOOD_PRACTICAL)],
         Decision("73", "76", "theory:2;practical:1", "pass"))
    tell("again", "passed, and came again for more: the first pass decides", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, GOOD_PRACTICAL),
          Attempt("2", "2026-06-13", items(10, 40, 45), items(100, 30, 20))],
         Decision("73", "76", one, "pass"))
    tell("still-below", "practical twice below: the last decides", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-06-13", NOT_SAT, items(60, 18, "11.5"))],
         Decision("73", "59.25", two, "fail"))
    tell("letter", "the second row cannot be read, and counts for nothing", "junior",
         [Attempt("1", "2026-03-14", GOOD_THEORY, POOR_PRACTICAL),
          Attempt("2", "2026-05-16", NOT_SAT, items("6O", 24, 14), mistake=True),
          Attempt("3", "2026-06-13", NOT_SAT, GOOD_PRACTICAL)],
         Decision("73", "76", "theory:1;practical:3", "pass"))
    tell("upwards", "the same person at the next level: nothing is carried over", "intermediate",
         [Attempt("1", "2026-06-13", items(6, 22, 28), GOOD_PRACTICAL)],
         Decision("56", "76", one, "fail"), same_as="again")
    story.ordinary(6)
    return story


README = """\
# Items and resits

[中文](README.zh.md)

All people and numbers here are invented. An agency that does not exist examines call centre agents by
`pts-152010301-01`. That standard has a table of weights for the parts of theory and practical, but the
table is missing from the text at hand, and the text says nothing of resits. `my-items.toml` is an
**example** of how to supply both. Its items, weights, full marks and the rule on resits are **made up for
this story**; they are not the published standard's, and not advice.

| component | item | weight | full mark | column |
|---|---|---|---|---|
| theory | 职业道德 ethics | 10 | 10 | `theory.ethics` |
| | 基础知识 basic knowledge | 40 | 40 | `theory.basics` |
| | 服务知识 knowledge of service | 50 | 50 | `theory.service` |
| practical | 文字录入 typing | 20 | 100 | `practical.typing` |
| | 来电处理 a call | 50 | 30 | `practical.call` |
| | 投诉处理 a complaint | 30 | 20 | `practical.complaint` |

The pass mark of both is 60 (1.9.2), and nothing is rounded. A passed component is kept for 12 months.
`scores.csv` has {rows} rows of {people} people at two levels.

```console
$ certrec standard check samples/pts-items/my-items.toml | cut -d, -f1
samples/pts-items/my-items.toml: no findings
$ certrec grade --standard samples/pts-items/my-items.toml samples/pts-items/scores.csv \\
>     > results.csv 2> results.log; echo "status $?"
status 3
$ head -n 1 results.csv | cut -d, -f14-18
theory_counted,practical_counted,attempts,outcome,awarded
$ cut -d, -f17 results.csv | sort | uniq -c
{counts}
```

## What items come to

```console
$ grep -E '^({values})' results.csv | cut -d, -f1,9-11,15,17
{value_rows}
```

- {sixty}: 20 * 63/100 + 50 * 18/30 + 30 * 11.6/20 = 12.6 + 30 + 17.4 = 60, a pass. {hundredth} has a
  twentieth of a point less in typing: 59.99, a fail.
- {third} has 12 + 33 1/3 + 15, which no decimal can say: 181/3, a pass. {fifteenth} is one fifteenth below
  60. As 59.93 or 59.9 it looks like a fail, as 60 like a pass; since nothing is rounded, it is a fail.
- {agrees}'s office hands in the components, too, 73.0 and 76, and so they are. {disagrees}'s has 74 where the
  items come to 73, and {rounded}'s 60.33 where they come to 181/3: which is right? Both rows are
  invalid. {whole}'s office has no items at all, only 71 and 66.5, which is well.
- {missed-item} left before the complaint and is absent from practical, as {missed-all} is, who never came.
  {cheated} was disqualified in one item and absent from another; the first is graver. {unscored}'s call
  has yet to be heard: pending, though the other items are there.
- {above-item} has 31 points of 30, {exempt} an exemption that the standard does not grant, and {twice} two rows
  of attempt 1: invalid.

## Resits

All rows of a person at a level say the same, and `attempts` names what counted.

```console
$ grep -E '^({resits})' results.csv | cut -d, -f1,4,5,14-18
{resit_rows}
```

- {kept} passed theory on 14 June 2025 and practical a year later, to the day. {lapsed} came a day later:
  theory counts no more and has to be sat again. {leap} passed on 29 February, which is kept up to 28
  February; {leap-lapsed} came on 1 March. That is how articles 201 and 202 of the Civil Code count.
- {worse} sat theory again and did worse, {stayed-away} did not come to it again: the passed one counts for both.
- {renewed}'s theory of 2024 has lapsed, but not that of 2025.
- {crossed} passed practical first, and the rows stand in the wrong order; `attempt` orders them.
- {again} passed, and came again for more. The first pass decides. At the next level {upwards} begins anew.
- {still-below} is below in practical twice; the last attempt decides.
- {letter}'s second row has a letter O for a zero. It is invalid and counts for nothing; the third counts.

## How good the exam was

```console
$ certrec -q report items --standard samples/pts-items/my-items.toml --table component \\
>     samples/pts-items/scores.csv 2> items.log | cut -d, -f1-4,8-
level,component,items,candidates,alpha,error,mark,near_mark,near_rate
junior,theory,3,30,0.787,3.82,60,2,6.7
junior,practical,3,32,0.876,4.50,60,7,21.9
intermediate,theory,3,11,0.733,5.31,60,3,27.3
intermediate,practical,3,12,0.842,5.09,60,1,8.3
```

Of the 32 whose practical was scored at the lower level, 7 lie within the standard error of measurement
of the pass mark, 4.5 points. `--format table` has the items, too, and says what the words mean.

`tests/samples/make_pts_items.py` made all of this, and says of each of these people why.
"""


def write(root: Path) -> None:
    samples, expected = root / "samples" / FOLDER, root / "tests" / "samples" / FOLDER
    story = told()
    rows = story.rows
    columns = [f"{component}.{item}" for component in ITEMS for item in ITEMS[component]]
    write_text(samples / "my-items.toml", OVERLAY)
    write_csv(samples / "scores.csv",
              ("candidate_id", "name", "level", "attempt", "held_on", *columns, *ITEMS),
              [row.cells() for row in rows])
    write_csv(expected / "results.csv",
              ("candidate_id", "level", "attempt", "theory_counted", "practical_counted", "attempts",
               "outcome", "awarded"), [row.expected() for row in rows])

    ids = story.ids

    def among(*keys: str) -> tuple[str, list[Row]]:
        wanted = [ids[key] for key in keys]
        return "|".join(wanted), [row for row in rows if row.id in wanted]

    values, value_rows = among("sixty", "hundredth", "third", "fifteenth")
    resits, resit_rows = among("kept", "lapsed", "leap", "worse", "renewed", "letter")
    counts = Counter(row.expected()[6] for row in rows)
    text = README
    for key, value in {
        "rows": len(rows), "people": story.people,
        "counts": "\n".join(f"{n:7} {word}" for word, n in sorted((counts + Counter(["outcome"])).items())),
        "values": values, "resits": resits,
        "value_rows": "\n".join(
            ",".join((row.id, *row.attempt.practical.items, row.expected()[4], row.expected()[6]))
            for row in value_rows),
        "resit_rows": "\n".join(
            ",".join((row.id, row.attempt.number, row.attempt.held_on, *row.expected()[3:]))
            for row in resit_rows),
        **ids,
    }.items():
        text = text.replace("{" + key + "}", str(value))
    write_text(samples / "README.md", text)


if __name__ == "__main__":
    sys.exit(run_script(write))
