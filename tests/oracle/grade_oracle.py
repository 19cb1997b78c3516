#!/usr/bin/env python3
"""What `certrec grade` has to answer, in exact fractions: its specification as executable text.

    grade_oracle.py STANDARD.toml SCORES.csv [--eligibility FILE] [--previous FILE] > results.csv

Writes the rows of SCORES with the columns that grade adds. The columns `reasons` and `findings`
are wording, which is not decided here: `reasons` stays empty, and `findings` is a `*` where there
has to be something. The standard is a whole one, without `extends`; sessions are not judged.
"""

import argparse
import calendar
import csv
import datetime
import pathlib
import re
import sys
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from typing import NamedTuple

sys.set_int_max_str_digits(0)  # a cell may have thousands of digits

WORDS = {"absent": "absent", "缺考": "absent",
         "disqualified": "disqualified", "违纪": "disqualified",
         "exempt": "exempt", "免考": "exempt", "免试": "exempt",
         "pending": "pending", "待评": "pending", "": "pending"}
GRAVEST_FIRST = ["disqualified", "absent", "pending", "exempt"]
RULES = {"absent": "apart", "disqualified": "apart", "pending": "apart", "exempt": "refused"}
NO_ATTEMPT = {"invalid", "ineligible", "irregular"}  # earlier results that count for nothing
OF_ELIGIBILITY = {"eligibility", "route", "reasons", "earliest_on"}  # these do not come along
FOUND = "*"


class Invalid(Exception):
    """The row cannot be graded."""


class Standing(NamedTuple):
    """How an item or a component stands: `how` is points, apart, fail or left-out.

    A word that counts as 0 points stands at points, with the word beside them.
    """
    how: str
    value: Fraction | None
    word: str | None


class Verdict(NamedTuple):
    outcome: str
    awarded: str
    total: Fraction | None
    below: int  # components below their mark


class Decision(NamedTuple):
    """What a row states: a verdict, what it rests on, and the attempts that it is taken from."""
    verdict: Verdict
    standings: dict
    attempts: str


# Numbers and dates

def exact(value):
    """A decimal of a TOML file."""
    return Fraction(str(value))


def parse_decimal(text):
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise Invalid(f"{text} is no decimal")
    if len(text.lstrip("-").replace(".", "").strip("0")) > 18:
        raise Invalid(f"{text} has more than 18 digits")
    whole, _, places = text.partition(".")
    return Fraction(int(whole + places), 10 ** len(places))


def parse_date(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Invalid(f"{text} is no date")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{text} is on no calendar") from error


def format_exact(value):
    """The shortest decimal, or a fraction in lowest terms where no decimal is exact."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10 ** places // value.denominator).zfill(places + 1)
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def round_exact(value, mode, places):
    """Half-up rounds half away from zero, down rounds toward zero."""
    scaled = abs(value) * 10 ** places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    if mode == "half-up":
        whole += rest >= Fraction(1, 2)
    elif mode == "half-even":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return Fraction(whole if value >= 0 else -whole, 10 ** places)


def last_kept_day(day, keep):
    """The last day on which what was passed on `day` is kept: `keep` is such as '12 months'."""
    number, unit = keep.split()
    if unit == "days":
        return day + datetime.timedelta(days=int(number))
    months = int(number) * (12 if unit == "years" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def gravest(words):
    return min(words, key=GRAVEST_FIRST.index)


# The standard

class Item:
    def __init__(self, table, component):
        self.column = f"{component.id}.{table['id']}"
        self.weight = exact(table["weight"]) if "weight" in table else None
        self.full_mark = exact(table["full_mark"]) if "full_mark" in table else component.full_mark


class Component:
    def __init__(self, table):
        self.id = table["id"]
        self.full_mark = exact(table["full_mark"])
        mark = table.get("pass_mark", table.get("minimum"))
        self.mark = None if mark is None else exact(mark)
        self.weight = exact(table["weight"]) if "weight" in table else None
        self.rounding = table.get("rounding")
        self.items = [Item(item, self) for item in table.get("item", [])]
        self.best = table.get("best")
        self.ratio = table.get("ratio")

    def part_columns(self):
        if self.ratio:
            return [self.ratio["of"], self.ratio["to"]]
        return [item.column for item in self.items]

    def round(self, value):
        if self.rounding is None:
            return value
        return round_exact(value, self.rounding["mode"], self.rounding["places"])

    def is_reached_by(self, standing):
        return standing.how == "points" and (self.mark is None or standing.value >= self.mark)


class Standard:
    def __init__(self, text):
        table = tomllib.loads(text)
        levels = sorted(table["level"], key=lambda level: level["rank"])
        scoring = table["scoring"]
        resits = table.get("resits", {})
        self.id = table["id"]
        self.levels = [level["id"] for level in levels]
        self.level_named = {name: level["id"] for level in levels
                            for name in [level["id"], *level.get("name", {}).values(),
                                         *level.get("aliases", [])]}
        self.components = [Component(component) for component in table["component"]]
        self.weighted = scoring["scheme"] == "weighted"
        self.full_mark = exact(scoring.get("full_mark", self.components[0].full_mark))
        self.pass_mark = exact(scoring["pass_mark"]) if "pass_mark" in scoring else None
        self.bands = sorted((exact(band["at_least"]), band["level"])
                            for band in scoring.get("band", []))
        self.rounding = scoring.get("rounding")
        self.demotion = scoring.get("demotion")
        self.rules = RULES | {word: rule for word, rule in scoring.get("words", {}).items()
                              if word in RULES}
        self.count = resits.get("count", "each")
        self.keep_passed = resits.get("keep_passed")
        self.calendar = {month["month"]: month["attendance"] for month in table.get("calendar", [])}

    def states_counted(self, component):
        return bool(component.items or component.ratio or component.rounding
                    or self.count != "each")


# How a component stands

def treat_word(standard, word):
    rule = standard.rules[word]
    if rule == "refused":
        raise Invalid(f"{word} is refused")
    if rule == "zero":
        return Standing("points", Fraction(0), word)
    return Standing(rule, None, word)


def read_points(text, full_mark):
    points = parse_decimal(text)
    if not 0 <= points <= full_mark:
        raise Invalid(f"{text} is outside 0 to {full_mark}")
    return points


def read_cell(standard, text, full_mark):
    if text in WORDS:
        return treat_word(standard, WORDS[text])
    return Standing("points", read_points(text, full_mark), None)


def weigh_items(component, standings):
    """Items by weight: a word that stands apart goes before one that fails."""
    for how in ("apart", "fail"):
        words = [standing.word for standing in standings if standing.how == how]
        if words:
            return Standing(how, None, gravest(words))
    counted = [(item, standing.value) for item, standing in zip(component.items, standings)
               if standing.how == "points"]
    if not counted:
        return Standing("left-out", None, gravest(standing.word for standing in standings))
    share = (sum(item.weight * points / item.full_mark for item, points in counted)
             / sum(item.weight for item, _ in counted))
    return Standing("points", component.full_mark * share, None)


def take_best_items(standard, component, standings):
    apart = [standing.word for standing in standings
             if standing.how == "apart" and standing.word in ("disqualified", "pending")]
    if apart:
        return Standing("apart", None, gravest(apart))
    shares = sorted((standing.value / item.full_mark
                     for item, standing in zip(component.items, standings)
                     if standing.how == "points"), reverse=True)
    if len(shares) < component.best:
        return treat_word(standard, gravest(standing.word for standing in standings
                                            if standing.how != "points"))
    mean = sum(shares[:component.best]) / component.best
    return Standing("points", component.full_mark * mean, None)


def read_counts(cells):
    """Both counts, None where a cell is empty; what is wrong is wrong even if it is not needed."""
    of, to = (parse_decimal(cell) if cell else None for cell in cells)
    if (of is not None and of < 0) or (to is not None and to <= 0):
        raise Invalid(f"{of} of {to}")
    return of, to


def take_ratio(standard, component, counts):
    of, to = counts
    if to is None:
        return treat_word(standard, "pending")
    value = (exact(component.ratio.get("plus", 0))
             + exact(component.ratio.get("times", 1)) * of / to)
    if not 0 <= value <= component.full_mark:
        raise Invalid(f"{component.id} is outside 0 to {component.full_mark}")
    return Standing("points", value, None)


def compute_standing(standard, component, cells):
    if component.ratio:
        return take_ratio(standard, component, read_counts(cells))
    standings = [read_cell(standard, cell, item.full_mark)
                 for item, cell in zip(component.items, cells)]
    if component.best:
        return take_best_items(standard, component, standings)
    return weigh_items(component, standings)


def any_part_filled(component, cells):
    """A ratio is, where what stands above its line is: the count below may be another's too."""
    if component.ratio:
        return read_counts(cells)[0] is not None
    return any(WORDS.get(cell) != "pending" for cell in cells)


def component_standing(standard, component, row):
    """From the component's own column, from those that it is computed from, or from both."""
    own = row.get(component.id, "")
    cells = [row.get(column, "") for column in component.part_columns()]
    is_filled = any_part_filled(component, cells)
    stated = computed = None
    if WORDS.get(own) != "pending" or not is_filled:
        stated = rounded(component, read_cell(standard, own, component.full_mark))
    if is_filled:
        computed = rounded(component, compute_standing(standard, component, cells))
    if stated and computed:
        agree = (stated.value == computed.value if stated.how == computed.how == "points"
                 else stated.word == computed.word)
        if not agree:
            raise Invalid(f"{component.id} is {stated}, its parts come to {computed}")
    return stated or computed


def rounded(component, standing):
    if standing.how != "points":
        return standing
    return standing._replace(value=component.round(standing.value))


# The outcome

def weighted_total(standard, counted):
    """`counted` holds the components that are not left out, with their values."""
    share = (sum(component.weight * value / component.full_mark for component, value in counted)
             / sum(component.weight for component, _ in counted))
    total = standard.full_mark * share
    if standard.rounding is None:
        return total
    return round_exact(total, standard.rounding["mode"], standard.rounding["places"])


def level_of_total(standard, level, total):
    """The level that the total awards; None if it passes at none."""
    if standard.pass_mark is not None:
        return level if total >= standard.pass_mark else None
    return next((band for at_least, band in reversed(standard.bands) if total >= at_least), None)


def level_after_fail(standard, present_level, below):
    if standard.demotion is None or below == 0:
        return ""
    if below < standard.demotion["components"]:
        return present_level or ""
    if present_level is None:
        raise Invalid("nobody can say from where the candidate is demoted")
    lower = standard.levels.index(present_level) - standard.demotion["levels"]
    return standard.levels[max(lower, 0)]


def judge(standard, level, present_level, standings):
    looked_at = [component for component in standard.components
                 if standings[component.id].how != "left-out"]
    if not looked_at:
        raise Invalid("every component is left out")
    values = [(component, standings[component.id].value) for component in looked_at]
    below = sum(not component.is_reached_by(standings[component.id]) for component in looked_at)
    total = None
    if standard.weighted and all(value is not None for _, value in values):
        total = weighted_total(standard, values)
    apart = [standings[component.id].word for component in looked_at
             if standings[component.id].how == "apart"]
    if apart:
        return Verdict(gravest(apart), "", total, below)
    awarded = None
    if below == 0:
        awarded = level_of_total(standard, level, total) if standard.weighted else level
    if awarded is None:
        return Verdict("fail", level_after_fail(standard, present_level, below), total, below)
    return Verdict("pass", awarded, total, below)


# Attempts

class Attempt:
    """One row of scores: `known` once it can be told which attempt it is, else it is compared
    with no other; `valid` if it can be graded."""

    def __init__(self, standard, row):
        self.known = self.valid = False
        self.candidate = self.level = self.number = self.held_on = self.present_level = None
        try:
            self.candidate = self.required(row, "candidate_id")
            self.level = self.read_level(standard, row, "level")
            if "attempt" in row:
                self.number = self.read_number(row["attempt"])
            elif "held_on" in row:
                self.held_on = parse_date(row["held_on"])
            self.known = True
            if "held_on" in row:
                self.held_on = parse_date(row["held_on"])
            if standard.demotion and row["present_level"]:
                self.present_level = self.read_level(standard, row, "present_level")
            self.standings = {component.id: component_standing(standard, component, row)
                              for component in standard.components}
            judge(standard, self.level, self.present_level, self.standings)
            self.valid = True
        except Invalid:
            pass

    @staticmethod
    def required(row, column):
        if not row[column]:
            raise Invalid(f"no {column}")
        return row[column]

    @staticmethod
    def read_level(standard, row, column):
        if row[column] not in standard.level_named:
            raise Invalid(f"{row[column]} is no level")
        return standard.level_named[row[column]]

    @staticmethod
    def read_number(text):
        if not re.fullmatch(r"[0-9]+", text) or int(text) < 1:
            raise Invalid(f"{text} is no attempt")
        return int(text)

    @property
    def application(self):
        return self.candidate, self.level

    @property
    def name(self):
        if self.number is not None:
            return str(self.number)
        return self.held_on.isoformat() if self.held_on else ""

    @property
    def place(self):
        return self.number if self.number is not None else self.held_on


def decide_alone(standard, attempt):
    verdict = judge(standard, attempt.level, attempt.present_level, attempt.standings)
    return Decision(verdict, attempt.standings, attempt.name)


def decide_best(standard, attempts):
    """Of equal ones the first, as max() has it."""
    def merit(decision):
        outcome, awarded, total, below = decision.verdict
        place = ["disqualified", "absent", "pending", "fail", "pass"].index(outcome)
        if outcome == "pass":
            return place, standard.levels.index(awarded), total or 0
        return (place, -below, 0) if outcome == "fail" else (place, 0, 0)
    return max((decide_alone(standard, attempt) for attempt in attempts), key=merit)


def is_kept(standard, then, now):
    return (standard.keep_passed is None
            or now.held_on <= last_kept_day(then.held_on, standard.keep_passed))


def counting_attempt(standard, component, now, earlier):
    """The attempt whose score counts for the component; `earlier` begins with the most recent."""
    own = now.standings[component.id]
    if component.is_reached_by(own):
        return now
    for then in earlier:
        if component.is_reached_by(then.standings[component.id]) and is_kept(standard, then, now):
            return then
    if own.word == "pending":
        for then in earlier:
            stood = then.standings[component.id]
            if stood.word != "pending":
                return now if component.is_reached_by(stood) else then
    return now


def decide_by_components(standard, attempts):
    for index, now in enumerate(attempts):
        earlier = attempts[:index][::-1]
        counting = {component.id: counting_attempt(standard, component, now, earlier)
                    for component in standard.components}
        standings = {id_: attempt.standings[id_] for id_, attempt in counting.items()}
        verdict = judge(standard, now.level, now.present_level, standings)
        if verdict.outcome == "pass":
            break
    names = ";".join(f"{id_}:{attempt.name}" for id_, attempt in counting.items()
                     if standings[id_].word != "pending")
    return Decision(verdict, standings, names if now.name else "")


def decide(standard, attempts):
    """One decision for all attempts of one candidate at one level, in their order."""
    if standard.count == "best":
        return decide_best(standard, attempts)
    if standard.count == "latest":
        return decide_alone(standard, attempts[-1])
    return decide_by_components(standard, attempts)


# The file

class Eligibility:
    """Of a doubled application the first that is not invalid counts."""

    def __init__(self, standard, header, rows, scores_header):
        self.along = [column for column in header
                      if column not in OF_ELIGIBILITY and column not in scores_header]
        self.applications = {}
        for row in rows:
            if row["level"] not in standard.level_named:
                continue
            key = row["candidate_id"], standard.level_named[row["level"]]
            if key not in self.applications or self.applications[key]["eligibility"] == "invalid":
                self.applications[key] = row

    def verdict(self, attempt):
        """'invalid' also without an application."""
        return self.applications.get(attempt.application, {}).get("eligibility", "invalid")

    def cells_along(self, attempt):
        row = self.applications.get(attempt.application, {})
        return [row.get(column, "") for column in self.along]


def refuse_doubled(attempts, previous):
    """Rows of one candidate and level that no attempt tells apart are invalid, all of them."""
    known = [attempt for attempt in attempts if attempt.known]
    rows = Counter((attempt.application, attempt.name) for attempt in known)
    before = {(attempt.application, attempt.name) for attempt in previous}
    for attempt in known:
        key = attempt.application, attempt.name
        if rows[key] > 1 or key in before:
            attempt.valid = False


def decisions(standard, attempts, previous):
    """The decision of every valid attempt."""
    valid = [attempt for attempt in attempts if attempt.valid]
    if standard.count == "each":
        return {attempt: decide_alone(standard, attempt) for attempt in valid}
    groups = defaultdict(list)
    for attempt in previous + valid:
        groups[attempt.application].append(attempt)
    decided = {}
    for attempt in valid:
        key = attempt.application
        if key not in decided:
            decided[key] = decide(standard, sorted(groups[key], key=lambda one: one.place or 0))
    return {attempt: decided[attempt.application] for attempt in valid}


def has_findings(standard, attempt):
    attendance = standard.calendar.get(attempt.held_on.month)
    absent = any(standing.word == "absent" for standing in attempt.standings.values())
    return attendance is None or (attendance == "obligatory" and absent)


def counted_text(standing):
    if standing.value is not None:
        return format_exact(standing.value)
    return "" if standing.word == "pending" else standing.word


def added_columns(standard, scores_header):
    counted = [f"{component.id}_counted" for component in standard.components
               if standard.states_counted(component)]
    attempts = "attempt" in scores_header or "held_on" in scores_header
    findings = bool(standard.calendar) and "held_on" in scores_header
    return (counted + ["total"] * standard.weighted + ["attempts"] * attempts
            + ["outcome", "awarded", "reasons"] + ["findings"] * findings + ["standard"])


def added_cells(standard, attempt, decision, eligible):
    if not attempt.valid:
        return {"outcome": "invalid", "standard": standard.id}
    verdict = decision.verdict
    cells = {f"{id_}_counted": counted_text(standing)
             for id_, standing in decision.standings.items()}
    cells |= {"total": "" if verdict.total is None else format_exact(verdict.total),
              "attempts": decision.attempts,
              "outcome": verdict.outcome if eligible else "ineligible",
              "awarded": verdict.awarded if eligible else "",
              "standard": standard.id}
    if standard.calendar and attempt.held_on and has_findings(standard, attempt):
        cells["findings"] = FOUND
    return cells


def grade(standard, scores, eligibility=None, previous=None):
    """What grade adds: the names of the columns, and the cells of each row.

    The files are pairs of a header and a list of dictionaries, one for each row.
    """
    header, rows = scores
    attempts = [Attempt(standard, row) for row in rows]
    earlier = [Attempt(standard, row) for row in previous[1]
               if row["outcome"] not in NO_ATTEMPT] if previous else []
    if ("attempt" in header or "held_on" in header or standard.count != "each"
            or eligibility or previous):
        refuse_doubled(attempts, earlier)
    applied = Eligibility(standard, *eligibility, header) if eligibility else None
    if applied:
        for attempt in attempts:
            attempt.valid = attempt.valid and applied.verdict(attempt) != "invalid"
    decided = decisions(standard, attempts, earlier)
    columns = added_columns(standard, header)
    added = []
    for attempt in attempts:
        eligible = not (applied and attempt.valid) or applied.verdict(attempt) == "eligible"
        cells = added_cells(standard, attempt, decided.get(attempt), eligible)
        along = applied.cells_along(attempt) if applied else []
        added.append(along + [cells.get(column, "") for column in columns])
    return (applied.along if applied else []) + columns, added


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames), list(reader)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].strip())
    parser.add_argument("standard", type=pathlib.Path)
    parser.add_argument("scores", type=pathlib.Path)
    parser.add_argument("--eligibility", type=pathlib.Path)
    parser.add_argument("--previous", type=pathlib.Path)
    options = parser.parse_args()
    scores = read_rows(options.scores)
    columns, added = grade(Standard(options.standard.read_text(encoding="utf-8")), scores,
                           options.eligibility and read_rows(options.eligibility),
                           options.previous and read_rows(options.previous))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(scores[0] + columns)
    for row, cells in zip(scores[1], added):
        out.writerow(list(row.values()) + cells)


if __name__ == "__main__":
    main()
