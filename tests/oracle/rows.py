"""Random and adversarial rows for a scheme: scores that fall on, just below and just above every
mark, minimum and band; every spelling of a cell, right and wrong; resits around the last kept day.

The same seed gives the same rows. Which cells a row gets is chosen with the standard at hand, but
nothing here decides what comes of it.
"""

import csv
import datetime
import io
import math
import random
from fractions import Fraction

import grade_oracle
from grade_oracle import Invalid, format_exact

PLACES = [0, 0, 0, 0, 1, 1, 2, 2, 3, 6, 9]
WORD_CELLS = [*grade_oracle.WORDS, "", "absent", "缺考"]
MALFORMED = [
    "+60", "60.", ".5", " 60 ", "６０", "1e2", "NaN", "Infinity", "-Infinity", "nan", "inf", "6O",
    "l0", "9" * 3000, "0." + "1" * 4000, "60,5", "1_0", "0x3C", "60%", "60分", "--5", "5-", "+", "-",
    ".", "1/2", "60.5.5", "60\u00a0", "60\t", "\u0666\u0660", "六十", "Absent", "ABSENT", "absent ",
    "缺 考", "null", "none", "60.12345678901234567", "-1", "-0.000000001", "1E2", "60d", "１"]
UNUSUAL = ["0" * 3000 + "60", "60." + "0" * 3000, "-0", "-0.0", "00", "0.00", "60.1234567890123456",
           "59.9999999999999999", "0.000000000000000001", "000000000000000000000060.0000"]
MALFORMED_DATES = ["2024/3/1", "2023-02-29", "2024-13-01", "2024-00-10", "2024-3-1", "20240301",
                   "2024-03", "45352", "2024-03-01 ", "1 March 2024"]
MALFORMED_ATTEMPTS = ["0", "-1", "1.5", "1.0", "one", "１", "1 ", "+1"]
ELIGIBILITY = ["eligible"] * 16 + ["ineligible", "undetermined", "invalid"]
DAYS = ["2023-02-28", "2024-02-28", "2024-02-29", "2024-03-31", "2024-08-31", "2023-12-31",
        "2024-01-31", "2023-01-30", "2024-12-29"]


def is_decimal(value, places=9):
    return (value * 10 ** places).denominator == 1


def on_grid(value, places):
    """The multiple of 10**-places at the value or just below it."""
    return Fraction(math.floor(value * 10 ** places), 10 ** places)


def meet(rng, first, second, need, places):
    """Points (x, y) on the grid of `places` with share(x) + share(y) == need, if there are any.

    `first` and `second` are triples (coefficient, least, most): a share is coefficient times
    points, which lie between the other two.
    """
    unit = Fraction(1, 10 ** places)
    terms = [first[0] * unit, second[0] * unit, Fraction(need)]
    scale = math.lcm(*(term.denominator for term in terms))
    a, b, c = (int(term * scale) for term in terms)
    divisor = math.gcd(a, b)
    if c % divisor:
        return None
    a, b, c = a // divisor, b // divisor, c // divisor
    (least_x, most_x), (least_y, most_y) = ([int(limit / unit) for limit in limits]
                                            for _, *limits in (first, second))
    residue = c * pow(a, -1, b) % b if b > 1 else 0
    low = max(least_x, -((b * most_y - c) // a))  # where y is at most its most
    low += (residue - low) % b
    high = min(most_x, (c - b * least_y) // a)
    if low > high:
        return None
    x = low + b * rng.randint(0, (high - low) // b)
    return x * unit, (c - a * x) // b * unit


class RowMaker:
    """Makes the cells of the components of one row after another."""

    def __init__(self, rng, scheme, standard):
        self.rng = rng
        self.scheme = scheme
        self.standard = standard
        self.totals = [at_least for at_least, _ in standard.bands]
        if standard.pass_mark is not None:
            self.totals.append(standard.pass_mark)

    def nudged(self, value, places):
        """At the value, or one unit of the last place below or above it."""
        return value + self.rng.choice([-1, 0, 0, 0, 1]) * Fraction(1, 10 ** places)

    def points(self, component):
        """Points to aim at: anywhere, or where a comparison or a rounding turns."""
        rng, full, mark = self.rng, component.full_mark, component.mark or 0
        places = rng.choice(PLACES)
        kind = rng.random()
        if kind < 0.5:
            low = mark * rng.choice([0, Fraction(9, 10), 1])
            return min(full, low + on_grid(Fraction(rng.random()) * (full - low), places))
        if kind < 0.8 or component.rounding is None:
            near = rng.choice([mark, mark, mark, full, Fraction(0)])
        else:
            last = Fraction(1, 10 ** component.rounding["places"])
            near = rng.choice([mark - last / 2, mark - last, mark + last / 2,
                               on_grid(mark, 0) + last * rng.randint(-9, 9) + last / 2])
            places = rng.choice([component.rounding["places"] + 1, 9])
        value = self.nudged(near, places)
        if 0 <= value <= full:
            return value
        return value if rng.random() < 0.05 else min(max(value, Fraction(0)), full)

    def spell(self, value):
        """One of the spellings of a decimal, with zeros before and after."""
        text = format_exact(value)
        kind = self.rng.random()
        if kind < 0.05:
            text = text.replace("-", "-0") if text.startswith("-") else "0" + text
        if 0.03 < kind < 0.1:
            text += ("" if "." in text else ".") + "0" * self.rng.randint(1, 4)
        return text

    def word(self):
        return self.rng.choice(WORD_CELLS)

    def component(self, cells, component, aim, parts):
        """Fills the columns of a component so that it comes as near to `aim` as its grid allows."""
        if not parts:
            value = aim if is_decimal(aim) else on_grid(aim, 9)
            cells[component.id] = self.spell(value)
        elif component.ratio:
            self.ratio(cells, component, aim)
        elif component.best:
            self.best(cells, component, aim)
        else:
            self.items(cells, component, aim)

    def items(self, cells, component, aim):
        """All items but two at random near the aim; these two so that they meet it, if they can."""
        rng = self.rng
        share, weights = aim / component.full_mark, sum(item.weight for item in component.items)
        order = rng.sample(component.items, len(component.items))
        need = share * weights
        for item in order[2:]:
            points = self.near_share(item, share)
            need -= item.weight * points / item.full_mark
            cells[item.column] = self.spell(points)
        coefficients = [item.weight / item.full_mark for item in order[:2]]
        self.pair(cells, order[:2], coefficients, need, share)

    def pair(self, cells, items, coefficients, need, share):
        places = self.rng.choice(PLACES)
        met = meet(self.rng, *((coefficient, 0, item.full_mark)
                               for coefficient, item in zip(coefficients, items)), need, places)
        if met is None:
            met = [self.near_share(item, share) for item in items]
        elif self.rng.random() < 0.3:
            met = [met[0], min(max(self.nudged(met[1], places), Fraction(0)), items[1].full_mark)]
        for item, points in zip(items, met):
            cells[item.column] = self.spell(points)

    def near_share(self, item, share):
        places = self.rng.choice(PLACES)
        near = share * item.full_mark * Fraction(self.rng.randint(80, 120), 100)
        return min(item.full_mark, on_grid(max(near, Fraction(0)), places))

    def best(self, cells, component, aim):
        """The best items meet the aim; the others lie below, mostly."""
        share = aim / component.full_mark
        order = self.rng.sample(component.items, len(component.items))
        best, rest = order[:component.best], order[component.best:]
        need = share * component.best
        for item in best[2:] if len(best) > 1 else []:
            points = self.near_share(item, share)
            need -= points / item.full_mark
            cells[item.column] = self.spell(points)
        if len(best) > 1:
            self.pair(cells, best[:2], [1 / item.full_mark for item in best[:2]], need, share)
        else:
            cells[best[0].column] = self.spell(on_grid(share * best[0].full_mark, 9))
        for item in rest:
            lower = share * self.rng.choice([Fraction(1, 2), Fraction(3, 4), 1])
            cells[item.column] = self.rng.choice(
                [self.spell(self.near_share(item, lower)),
                 self.spell(on_grid(item.full_mark * lower, 2)), "0", "absent"])

    def ratio(self, cells, component, aim):
        """`to` may be there already, from another component that shares the column."""
        rng, ratio = self.rng, component.ratio
        plus = grade_oracle.exact(ratio.get("plus", 0))
        times = grade_oracle.exact(ratio.get("times", 1))
        share = (aim - plus) / times
        if not cells.get(ratio["to"]):
            to = rng.choice([share.denominator * rng.randint(1, 9), rng.randint(1, 2000),
                             rng.choice([1, 3, 7, 16, 1000, 100000])])
            cells[ratio["to"]] = format_exact(Fraction(min(to, 10 ** 9)))
        of = share * Fraction(cells[ratio["to"]])
        if rng.random() < 0.04:
            of = on_grid(of, 2)
        elif of.denominator != 1:
            of = Fraction(rng.choice([math.floor(of), math.ceil(of)]))
        elif rng.random() < 0.4:
            of += rng.choice([-1, 1])
        cells[ratio["of"]] = format_exact(max(of, Fraction(0)) if rng.random() < 0.99 else of)

    def also_own(self, cells, component):
        """Fills the component's own column beside its parts: mostly so that they agree."""
        try:
            standing = grade_oracle.component_standing(self.standard, component, cells)
        except Invalid:
            cells[component.id] = "60"
            return
        if standing.how != "points":
            cells[component.id] = self.rng.choice([standing.word, standing.word, "50", "absent"])
            return
        value = standing.value
        if not is_decimal(value, 12):
            if self.rng.random() < 0.8:
                return
            value = on_grid(value, 9)
        if self.rng.random() < 0.25:
            value = self.nudged(value, self.rng.choice(PLACES))
        cells[component.id] = self.spell(value)

    def standing_shares(self, cells, components):
        standings = [grade_oracle.component_standing(self.standard, component, cells)
                     for component in components]
        return sum(component.weight * standing.value / component.full_mark
                   for component, standing in zip(components, standings))

    def solve_total(self, cells, parts):
        """Chooses two components, or one, so that the total falls where it decides."""
        rng, components = self.rng, self.standard.components
        target = rng.choice(self.totals)
        if self.standard.rounding and rng.random() < 0.7:
            last = Fraction(1, 10 ** self.standard.rounding["places"])
            target -= rng.choice([last / 2, last / 2, last, -last / 2])
        order = rng.sample(components, len(components))
        first, second, rest = order[0], order[1], order[2:]
        weights = sum(component.weight for component in components)
        try:
            need = target / self.standard.full_mark * weights - self.standing_shares(cells, rest)
        except (Invalid, TypeError):  # a word has no share
            return
        places = rng.choice(PLACES)
        low = rng.choice([0, 1, 1, 1])
        met = meet(rng, *((component.weight / component.full_mark, low * (component.mark or 0),
                           component.full_mark) for component in (first, second)), need, places)
        if met is None:
            return
        if rng.random() < 0.4:
            met = met[0], self.nudged(met[1], places)
        for component, aim in zip((first, second), met):
            if 0 <= aim <= component.full_mark:
                self.component(cells, component, aim, component.id in parts)

    def scores(self):
        """The cells of all components."""
        rng = self.rng
        cells, parts = {}, set()
        good = rng.random() < 0.6
        for component in self.standard.components:
            computed = bool(component.part_columns()) and self.scheme.parts
            if computed and not (self.scheme.own and rng.random() < 0.15):
                parts.add(component.id)
            aim = self.points(component)
            if good and aim < (component.mark or 0) and rng.random() < 0.9:
                aim = component.mark + on_grid((component.full_mark - component.mark) / 3, 2)
            self.component(cells, component, aim, component.id in parts)
        if self.totals and rng.random() < 0.6:
            self.solve_total(cells, parts)
        for component in self.standard.components:
            if component.id in parts and rng.random() < 2 * self.scheme.words:
                for column in component.part_columns():
                    if rng.random() < 0.35 and not component.ratio:
                        cells[column] = self.word()
                    elif rng.random() < 0.2:
                        cells[column] = ""
            elif component.id not in parts and rng.random() < self.scheme.words:
                cells[component.id] = self.word()
            if component.id in parts and self.scheme.own and rng.random() < 0.3:
                self.also_own(cells, component)
        if rng.random() < 0.03:
            cells[rng.choice(list(cells))] = rng.choice(MALFORMED + UNUSUAL)
        return cells


class Files:
    """The scores, and what belongs to them: pairs of a header and a list of rows."""

    def __init__(self, scheme, standard, rows, seed):
        self.rng = random.Random(f"{scheme.name} {seed}")
        self.scheme, self.standard = scheme, standard
        self.maker = RowMaker(self.rng, scheme, standard)
        self.header = self.columns()
        self.eligibility = self.previous = None
        earlier, now = self.attempts(rows) if scheme.attempts else ([], self.single_rows(rows))
        self.scores = self.header, [[row.get(column, "") for column in self.header] for row in now]
        if scheme.previous:
            self.previous = self.as_results(earlier)
        if scheme.eligibility:
            self.eligibility = self.applications(now)

    def columns(self):
        columns = ["candidate_id", "level", "note", *self.scheme.attempts]
        if self.standard.demotion:
            columns.append("present_level")
        for component in self.standard.components:
            if self.scheme.own or not component.part_columns():
                columns.append(component.id)
            if self.scheme.parts:
                columns += component.part_columns()
        columns = list(dict.fromkeys(columns))
        self.rng.shuffle(columns)
        return columns

    def level(self, id_=None):
        """One of the names of a level."""
        return self.rng.choice([name for name, level in self.standard.level_named.items()
                                if id_ in (None, level)])

    def row(self, candidate, level):
        rng = self.rng
        row = {"candidate_id": candidate, "level": self.level(level),
               "note": rng.choice(["", "", "补考, 下午", 'the "old" form', "–"])}
        if self.standard.demotion:
            row["present_level"] = self.level()
        row |= self.maker.scores()
        if rng.random() < 0.01:
            column = rng.choice([name for name in ("candidate_id", "level", "present_level")
                                 if name in row])
            row[column] = rng.choice(["", "junior ", "Junior!", "四级"]) if "level" in column else ""
        return row

    def level_id(self):
        return self.rng.choice(self.standard.levels)

    def single_rows(self, rows):
        """Each row a candidate of its own, but for a few that are there twice."""
        made = []
        while len(made) < rows:
            candidate, level = f"C{len(made) + 1}", self.level_id()
            made.append(self.row(candidate, level))
            together = self.scheme.eligibility or self.standard.count != "each"
            if together and self.rng.random() < 0.02:
                made.append(self.row(candidate, level))
        self.rng.shuffle(made)
        return made[:rows]

    def attempts(self, rows):
        """Some attempts for each candidate, in any order, and those of them that came earlier."""
        rng = self.rng
        now, earlier = [], []
        number = 0
        while len(now) < rows:
            number += 1
            level = self.level_id()
            series = [self.row(f"C{number}", level)
                      for _ in range(rng.choice([1, 1, 2, 2, 3, 4, 6]))]
            self.date(series)
            self.thin_out(series)
            split = rng.randint(0, len(series)) if self.scheme.previous else 0
            earlier += series[:split]
            now += series[split:]
            if split and rng.random() < 0.05:
                now.append(self.row(f"C{number}", level) | {
                    column: series[split - 1][column] for column in self.scheme.attempts})
        rng.shuffle(now)
        return earlier, now[:rows]

    def date(self, series):
        """Numbers and dates the attempts, often at the edge of what is kept."""
        rng = self.rng
        days = [datetime.date.fromisoformat(rng.choice(DAYS)) if rng.random() < 0.6
                else datetime.date(2023, 1, 1) + datetime.timedelta(days=rng.randrange(700))]
        while len(days) < len(series):
            gap = rng.choice([1, 30, 180, 365, rng.randint(1, 500)])
            day = days[-1] + datetime.timedelta(days=gap)
            if rng.random() < 0.5:
                keep = self.standard.keep_passed or "6 months"
                edge = grade_oracle.last_kept_day(rng.choice(days), keep)
                day = max(days[-1] + datetime.timedelta(days=1),
                          edge + datetime.timedelta(days=rng.choice([0, 0, 1])))
            days.append(day)
        first = rng.choice([1, 1, 1, 2, 9])
        for index, (row, day) in enumerate(zip(series, days)):
            row["attempt"], row["held_on"] = str(first + index), day.isoformat()
            if rng.random() < 0.01:
                row["held_on"] = rng.choice(MALFORMED_DATES)
            if rng.random() < 0.01:
                row["attempt"] = rng.choice(MALFORMED_ATTEMPTS)
        if len(series) > 1 and rng.random() < 0.04:
            again, of = rng.sample(series, 2)
            again |= {column: of[column] for column in self.scheme.attempts}

    def thin_out(self, series):
        """Components that are not sat again: mostly where they need not be."""
        often = 0.3 if self.standard.count == "components" else 0.05
        for row in series[1:]:
            for component in self.standard.components:
                if self.rng.random() < often:
                    for column in [component.id, *component.part_columns()]:
                        row[column] = ""

    def as_results(self, rows):
        """What grade made of the earlier rows, and some that it found ineligible or irregular."""
        cells = [{column: row.get(column, "") for column in self.header} for row in rows]
        columns, added = grade_oracle.grade(self.standard, (self.header, cells))
        results = []
        for row, more in zip(cells, added):
            result = row | dict(zip(columns, more))
            if result["outcome"] != "invalid" and self.rng.random() < 0.1:
                result |= {"outcome": self.rng.choice(["ineligible", "irregular"]), "awarded": ""}
            results.append([result[column] for column in self.header + columns])
        return self.header + columns, results

    def applications(self, rows):
        """The eligibility of most candidates, of a few twice."""
        rng = self.rng
        header = ["candidate_id", "name", "level", "site", "eligibility", "route", "reasons",
                  "earliest_on"]
        applied = list(dict.fromkeys((row["candidate_id"], row["level"]) for row in rows))
        made = []
        for candidate, level in applied:
            times = rng.choices([0, 1, 2], [1, 40, 1])[0]
            for _ in range(times):
                verdict = rng.choice(ELIGIBILITY)
                made.append([candidate, f"考生{candidate}", level, rng.choice(["东", "west, 2"]),
                             verdict, "1.9.1(2)",
                             "" if verdict == "eligible" else "no certificate", ""])
        rng.shuffle(made)
        return header, made


def csv_lines(table):
    """The lines of a file, header first, without their line ends."""
    lines = []
    for row in [table[0], *table[1]]:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(row)
        lines.append(text.getvalue())
    return lines


def as_dictionaries(table):
    header, rows = table
    return header, [dict(zip(header, row)) for row in rows]
