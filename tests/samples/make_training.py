#!/usr/bin/env python3
"""Writes the sample story of a training of call centre agents.

    make_training.py REPOSITORY_ROOT

writes samples/training/ (counts.csv, README.md).  The same bytes on each run.

The numbers that README.md shows are computed here, in exact fractions, from the counts.
"""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from pathlib import Path

from invented import Dice, write_csv
from papers import run_script, write_text

FOLDER = "training"
COLUMNS = ("agent_id", "period", "calls", "talk_seconds", "ratings", "very_satisfied", "satisfied",
           "complaints", "checked", "accurate", "issues", "resolved_first", "emails")
PERIODS = ("2026-03", "2026-04", "2026-05")
BEFORE, _, AFTER = PERIODS
AGENTS = 24
LEFT = "T07"    # in April
JOINED = "T24"  # in May
NOT_RATED = "T11"

INDICATORS = (
    ("satisfaction", ("very_satisfied", "satisfied"), ("ratings",), 2, 100, 1),
    ("complaints", ("complaints",), ("calls",), 2, 100, -1),
    ("accuracy", ("accurate",), ("checked",), 2, 100, 1),
    ("call_length", ("talk_seconds",), ("calls",), 1, 1, 0),
    ("first_contact", ("resolved_first",), ("issues",), 2, 100, 1),
    ("volume", ("calls", "emails"), (), 0, 1, 1),
)
UNITS = {"call_length": "s", "volume": ""}

README = """\
# Did the training help?

[中文](README.zh.md)

All people and numbers here are invented. A call centre trained its agents in April 2026 and counts what
they did in the month before and in the month after. `counts.csv` has {rows} rows of {agents} agents, one
for each agent and month; certrec-files(5), COUNTS, says what the columns are.

The indicators are those of 呼叫中心人员培训的考核指标有哪些, as far as that text says how they are
counted. It names no values that would be good ones, and certrec invents none.

```console
$ certrec report training --before 2026-03 --after 2026-05 samples/training/counts.csv
{comparison}
```

Agents who are in both months are compared: {left} left in April, and {joined} came in May. Of {not_rated}
no ratings are known in March, so satisfaction is compared without that agent. Shorter calls are neither
better nor worse: the text warns of both.

Over the months, of everybody who was there:

```console
$ certrec report training samples/training/counts.csv
{periods}
```
"""


def make_counts(dice: Dice, agent: str, period: str) -> dict[str, int | str]:
    trained = 6 * PERIODS.index(period)
    calls = dice.between(380, 520) + 3 * trained
    ratings = calls * dice.between(15, 30) // 100
    good = ratings * (dice.between(68, 82) + trained) // 100
    checked = 20
    issues = calls * dice.between(85, 95) // 100
    counts: dict[str, int | str] = {
        "calls": calls,
        "talk_seconds": calls * (dice.between(270, 330) - 2 * trained) + dice.below(calls),
        "ratings": ratings, "very_satisfied": good // 3, "satisfied": good - good // 3,
        "complaints": max(0, dice.between(3, 9) - trained // 4),
        "checked": checked, "accurate": min(checked, dice.between(14, 18) + trained // 6),
        "issues": issues, "resolved_first": issues * (dice.between(64, 76) + trained // 2) // 100,
        "emails": dice.between(5, 40)}
    if (agent, period) == (NOT_RATED, BEFORE):
        counts.update(ratings="", very_satisfied="", satisfied="")
    return counts


def rounded(value: Fraction | None, places: int) -> str:
    if value is None:
        return ""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return str(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def value_of(rows: list[dict], over: tuple, under: tuple, factor: int) -> Fraction:
    above = sum(row[name] for row in rows for name in over)
    return Fraction(factor * above, sum(row[name] for row in rows for name in under)) if under else \
        Fraction(above)


def knows(row: dict, *names: str) -> bool:
    return all(row[name] != "" for name in names)


def compare(before: dict, after: dict) -> list[str]:
    lines = ["indicator,unit,before,after,difference,change,course"]
    for name, over, under, places, factor, better in INDICATORS:
        both = [agent for agent in before if agent in after
                and knows(before[agent], *over, *under) and knows(after[agent], *over, *under)]
        was, now = (value_of([rows[agent] for agent in both], over, under, factor)
                    for rows in (before, after))
        course = "" if not better else "better" if (now - was) * better > 0 else "worse"
        lines.append(",".join((name, UNITS.get(name, "%"), rounded(was, places), rounded(now, places),
                               rounded(now - was, places), rounded((now - was) / was * 100, 1), course)))
    return lines


def by_period(counts: dict[str, dict]) -> list[str]:
    lines = ["period,agents," + ",".join(name for name, *_ in INDICATORS)]
    for period, rows in counts.items():
        cells = [rounded(value_of([row for row in rows.values() if knows(row, *over, *under)],
                                  over, under, factor), places)
                 for _, over, under, places, factor, _ in INDICATORS]
        lines.append(",".join((period, str(len(rows)), *cells)))
    return lines


def write(root: Path) -> None:
    getcontext().prec = 60
    dice = Dice(20260401)
    counts: dict[str, dict] = {period: {} for period in PERIODS}
    for number in range(1, AGENTS + 1):
        agent = f"T{number:02}"
        for period in PERIODS:
            made = make_counts(dice, agent, period)
            is_there = not (agent == LEFT and period != BEFORE or agent == JOINED and period != AFTER)
            if is_there:
                counts[period][agent] = made
    folder = root / "samples" / FOLDER
    rows = [(agent, period, *(made[name] for name in COLUMNS[2:]))
            for period, agents in counts.items() for agent, made in agents.items()]
    write_csv(folder / "counts.csv", COLUMNS, rows)
    text = README
    for key, told in {"rows": len(rows), "agents": AGENTS, "left": LEFT, "joined": JOINED,
                      "not_rated": NOT_RATED,
                      "comparison": "\n".join(compare(counts[BEFORE], counts[AFTER])),
                      "periods": "\n".join(by_period(counts))}.items():
        text = text.replace("{" + key + "}", str(told))
    write_text(folder / "README.md", text)


if __name__ == "__main__":
    sys.exit(run_script(write))
