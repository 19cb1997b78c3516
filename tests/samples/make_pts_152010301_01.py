#!/usr/bin/env python3
"""Writes the sample story of the standard pts-152010301-01 and the verdicts expected for it.

    make_pts_152010301_01.py REPOSITORY_ROOT

writes samples/pts-152010301-01/ (applications, evidence, scores, sessions, venues, README.md) and
tests/samples/pts-152010301-01/ (eligibility.csv, results.csv, sessions.csv, venues.csv). The same
bytes on each run.

The expected files are an oracle: nothing here judges an application. Each story below is a kind of
candidate, with the evidence that such a candidate brings and, stated by hand from the standard's
clauses, the verdict it must get. All days in a story count from the day of the application: -10 is
ten days before it, 0 the day itself, (-60, -5) some day in that range, None an empty cell.

Some papers of the story are dated after the application. The verdicts are those that
`--later-evidence ignore` gives, and `by_default` is the verdict without it, where such an application
is invalid.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Union

from invented import (GRADUATION_AGE, SCHOOLS, TOWNS, Dice, person_name, resident_id,
                      with_check_digit, write_csv)

STANDARD = "pts-152010301-01"
OTHER_STANDARD = "nos-4-04-05-03"
OTHER_WITH_SAME_LEVELS = "call-centre-management-1x"
LEVEL_NAMES = {"junior": "初级", "intermediate": "中级", "senior": "高级"}

FIRST_DAY = date(2026, 9, 1)
DAYS_OPEN = 61
LAST_DAY = date(2026, 10, 31)
YEAR = 2026

Day = Union[int, tuple[int, int], None]

# --- People -------------------------------------------------------------------------------------

# Names that a careless encoding, font or column splitter loses.
RARE_NAMES = (
    ("吴𠮷", "male"),
    ("陈䶮", "male"),
    ("李𠮷祥", "male"),
    ("赵垚", "male"),
    ("王㛃", "female"),
    ("周喆", "female"),
    ("刘媄", "female"),
    ("林龘", "male"),
    ("阿依古丽·买买提", "female"),
)

OTHER_DOCUMENTS = (
    ("NGUYỄN THỊ LAN", "passport", "C9000417"),
    ("GARCÍA LÓPEZ, MARÍA", "passport", "PAX900382"),
    ("KIM MINSEO", "passport", "M90017254"),
    ("陈宝珊", "hk-macao-permit", "H90000381"),
    ("何家骏", "hk-macao-permit", "H90002276"),
    ("黎咏诗", "hk-macao-permit", "M90000154"),
    ("林怡君", "taiwan-permit", "90003517"),
    ("蔡承翰", "taiwan-permit", "90008842"),
    ("SMIRNOVA OLGA", "foreign-permanent-resident", "RUS329785112900"),
    ("JONES PETER", "foreign-permanent-resident", "GBR519779040900"),
    ("邢建军", "military", "军字第9000216号"),
    ("柯志刚", "military", "士字第90001873号"),
)

SITES = ("南京", "合肥", "成都")

EMPLOYERS = (
    "晨讯联络服务有限公司",
    "青禾客户服务中心",
    "云汀数据服务股份有限公司",
    "望岭呼叫中心",
    "白榆航旅客服部",
    "听澜保险电话服务中心",
    "枫渡电商(合肥)有限公司",
    "栖霭银行远程银行中心",
    "Baiyu Voice (Nanjing) Co., Ltd.",
    '"暖声"客服外包有限公司',
)
OCCUPATIONS = ("呼叫中心服务员", "呼叫中心服务员", "客户服务管理员", "客服主管", "会计", "call centre agent")


# --- Evidence -----------------------------------------------------------------------------------


@dataclass
class Candidate:
    id: str
    name: str
    id_type: str
    id_number: str
    birth_year: int
    site: str
    level: str
    applied_on: date

    def day(self, day: Day, dice: Dice) -> str:
        """The cell of a day counted from the application."""
        if day is None:
            return ""
        if isinstance(day, tuple):
            day = dice.between(*day)
        return (self.applied_on + timedelta(days=day)).isoformat()


def chosen(value, dice: Dice) -> str:
    """A cell that a story gives as one text or as several to choose from."""
    return dice.pick(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Certificate:
    level: str
    issued: Day
    until: Day = None
    standard: str = STANDARD
    numbered: bool = True

    FILE = "certificate"
    COLUMNS = ("candidate_id", "standard", "level", "issued_on", "valid_until", "number")

    def row(self, who: Candidate, dice: Dice) -> tuple:
        issued_on = who.day(self.issued, dice)
        number = f"HL{issued_on[:4] or '2022'}{dice.between(100000, 999999)}"
        return (who.id, self.standard, self.level, issued_on, who.day(self.until, dice),
                number if self.numbered else "")


@dataclass(frozen=True)
class Declaration:
    kind: str
    signed: Day

    FILE = "declaration"
    COLUMNS = ("candidate_id", "kind", "signed_on")

    def row(self, who: Candidate, dice: Dice) -> tuple:
        return who.id, chosen(self.kind, dice), who.day(self.signed, dice)


@dataclass(frozen=True)
class Education:
    attainment: str
    status: str
    field: str | tuple[str, ...] = ("this", "related", "other", "other")

    FILE = "education"
    COLUMNS = ("candidate_id", "attainment", "field", "status", "graduated_on", "school")

    def row(self, who: Candidate, dice: Dice) -> tuple:
        attainment = self.attainment
        graduated_on = ""
        if self.status == "graduated":
            year = who.birth_year + GRADUATION_AGE[attainment]
            graduated_on = date(year, 6, dice.between(10, 30)).isoformat()
        studied_field = chosen(self.field, dice)
        if attainment.endswith("er-secondary") and studied_field:
            studied_field = "other"
        school = dice.pick(TOWNS) + SCHOOLS[attainment]
        return who.id, attainment, studied_field, self.status, graduated_on, school


@dataclass(frozen=True)
class Employment:
    """A job with the employer who recommends, or with some employer if nobody does."""

    began: Day = (-3000, -400)
    ended: Day = None  # None: it goes on

    FILE = "employment"
    COLUMNS = ("candidate_id", "occupation", "from", "to", "employer")

    def row(self, who: Candidate, employer: str, dice: Dice) -> tuple:
        return (who.id, dice.pick(OCCUPATIONS), who.day(self.began, dice),
                who.day(self.ended, dice), employer)


@dataclass(frozen=True)
class Recommendation:
    level: str
    signed: Day
    named: bool = True  # whether the employer is

    FILE = "recommendation"
    COLUMNS = ("candidate_id", "employer", "level", "signed_on")

    def row(self, who: Candidate, dice: Dice) -> tuple:
        employer = dice.pick(EMPLOYERS)
        return who.id, employer if self.named else "", self.level, who.day(self.signed, dice)


@dataclass(frozen=True)
class Training:
    hours: str | tuple[str, ...]
    completed: Day
    mode: str = "online"
    level: str = ""  # empty: the level applied for
    standard: str = STANDARD

    FILE = "training"
    COLUMNS = ("candidate_id", "standard", "level", "mode", "hours", "completed_on")

    def row(self, who: Candidate, dice: Dice) -> tuple:
        return (who.id, self.standard, self.level or who.level, self.mode,
                chosen(self.hours, dice), who.day(self.completed, dice))


EVIDENCE = (Certificate, Declaration, Education, Employment, Recommendation, Training)


def lies_after(record, day: int) -> bool:
    """Whether the record tells of something that happened after `day`."""
    days = [getattr(record, key, None) for key in ("issued", "signed", "completed", "began", "ended")]
    return any(isinstance(when, int) and when > day for when in days)


# --- Stories ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    eligibility: str
    route: str = ""
    wait: int | None = None  # days from the application to earliest_on


def eligible(route: str = "1.9.1(1)") -> Verdict:
    return Verdict("eligible", route)


def ineligible(wait: int | None = None) -> Verdict:
    return Verdict("ineligible", "", wait)


def undetermined(wait: int | None = None) -> Verdict:
    return Verdict("undetermined", "", wait)


INVALID = Verdict("invalid")
NOT_APPLIED = Verdict("not applied")


@dataclass(frozen=True)
class Again:
    """A further application of the same candidate, some days after the first."""

    days_later: int
    level: str
    verdict: Verdict


@dataclass(frozen=True)
class Story:
    why: str
    level: str
    verdict: Verdict
    evidence: tuple
    times: int = 1
    again: Again | None = None
    on: date | None = None  # the day of the application, where the story needs a certain one
    mistake: Callable[[dict], dict] | None = None
    jobs: tuple[Employment, ...] = (Employment(),)  # of the senior level and who is recommended

    @property
    def ordinary(self) -> bool:
        """Whether many live it; the others differ from these in one detail and stand alone."""
        return self.times > 1

    @property
    def educations(self) -> list[Education]:
        return [record for record in self.evidence if isinstance(record, Education)]


def tell(level: str, why: str, verdict: Verdict, *evidence, **options) -> Story:
    return Story(why, level, verdict, evidence, **options)


junior = partial(tell, "junior")
intermediate = partial(tell, "intermediate")
senior = partial(tell, "senior")


def works(signed: Day = (-25, -1)) -> Declaration:
    return Declaration("works-in-occupation", signed)


def intends(signed: Day = (-25, -1)) -> Declaration:
    return Declaration("intends-occupation", signed)


def learns(signed: Day = (-25, -1)) -> Declaration:
    return Declaration("learning-for-occupation", signed)


def trained(level: str = "") -> Training:
    """One course that is long enough for any level."""
    return Training(("108", "110", "112.5", "120"), (-90, -3), level=level)


HIGH_SCHOOL = Education("upper-secondary", "graduated")
VOCATIONAL = Education("secondary-vocational", "graduated")

JUNIOR = [
    # Ordinary candidates.
    junior("works already, one course", eligible(),
           Training(("48", "48", "50", "52", "56", "60"), (-70, -3)), works(), times=22),
    junior("works already, two courses", eligible(), Training(("24", "26", "30"), (-80, -31)),
           Training(("24", "24", "28"), (-30, -3)), works(), times=13),
    junior("wants to, one course", eligible(), Training(("48", "50", "54", "64"), (-60, -3)),
           intends(), times=12),
    junior("wants to, many short courses", eligible(), Training(("12", "12.5", "16"), (-80, -51)),
           Training(("12", "14", "15.5"), (-50, -31)), Training(("12", "13"), (-30, -16)),
           Training(("12", "12.25", "18"), (-15, -2)), intends(), times=7),
    junior("vocational school behind, learning", eligible("1.9.1(2)"),
           Training(("48", "50", "56"), (-60, -3)), VOCATIONAL, learns(), times=5),
    junior("last year of vocational school, learning", eligible("1.9.1(2)"),
           Training(("48", "48", "52"), (-60, -3)), Education("secondary-vocational", "final-year"),
           learns(), times=5),
    junior("student at a vocational college, learning", eligible("1.9.1(2)"),
           Training(("24", "30"), (-60, -31)), Training(("24", "26"), (-30, -3)),
           Education("higher-vocational", "enrolled"), learns(), times=4),
    junior("bachelor, learning", eligible("1.9.1(2)"), Training(("48", "60"), (-60, -3)),
           Education("bachelor", "graduated"), learns(), times=3),
    # Every attainment that route (2) knows, every status that counts.
    junior("high school", eligible("1.9.1(2)"), trained(), HIGH_SCHOOL, learns()),
    junior("high school pupil", eligible("1.9.1(2)"), trained(),
           Education("upper-secondary", "final-year"), learns()),
    junior("technician school", eligible("1.9.1(2)"), trained(),
           Education("technician-school", "graduated"), learns()),
    junior("technician school, enrolled", eligible("1.9.1(2)"), trained(),
           Education("technician-school", "enrolled"), learns()),
    junior("senior technician school", eligible("1.9.1(2)"), trained(),
           Education("senior-technician-school", "enrolled"), learns()),
    junior("technician college", eligible("1.9.1(2)"), trained(),
           Education("technician-college", "final-year"), learns()),
    junior("junior college", eligible("1.9.1(2)"), trained(),
           Education("junior-college", "graduated"), learns()),
    junior("master, enrolled", eligible("1.9.1(2)"), trained(), Education("master", "enrolled"),
           learns()),
    junior("doctor", eligible("1.9.1(2)"), trained(), Education("doctor", "graduated"), learns()),
    # Just enough.
    junior("48 hours and no more", eligible(), Training("48", -12), works()),
    junior("48 hours in three fractions", eligible(), Training("19.5", -40), Training("20.25", -20),
           Training("8.25", -9), intends()),
    junior("course ends on the day", eligible(), Training("24", -30), Training("24", 0), works()),
    junior("declares on the day", eligible(), Training("48.0", -14), intends(0)),
    junior("all on the day, route (2)", eligible("1.9.1(2)"), Training("48", 0), VOCATIONAL,
           learns(0)),
    # Which route, and what does not disturb.
    junior("both routes: the first", eligible(), trained(), VOCATIONAL, learns(), works()),
    junior("lower secondary school does not matter at work", eligible(), trained(),
           Education("lower-secondary", "graduated"), learns(), works()),
    junior("broken-off study does not matter with an intention", eligible(), trained(),
           Education("junior-college", "incomplete"), intends()),
    junior("works, but undated; route (2) holds", eligible("1.9.1(2)"), trained(), works(None),
           HIGH_SCHOOL, learns()),
    junior("will declare work later; route (2) holds", eligible("1.9.1(2)"), trained(), works(18),
           Education("bachelor", "final-year"), learns()),
    junior("one undated declaration, one dated", eligible(), trained(), works(None), intends(-4)),
    junior("bachelor broken off, high school finished", eligible("1.9.1(2)"), trained(),
           Education("bachelor", "incomplete"), HIGH_SCHOOL, learns()),
    junior("the field of study is missing and not needed", eligible("1.9.1(2)"), trained(),
           Education("upper-secondary", "graduated", field=""), learns()),
    junior("enough hours beside a course without hours", eligible(), Training("48", -33),
           Training("", -12), works()),
    junior("enough hours online beside some offline and some later", eligible(),
           Training("49.5", -20), Training("16", -10, mode="offline"), Training("24", 15), works()),
    # Training falls short.
    junior("no training", ineligible(), works()),
    junior("47.5 hours", ineligible(), Training("47.5", -11), works()),
    junior("the last half hour a day late", ineligible(wait=1), Training("47.5", -11),
           Training("0.5", 1), works()),
    junior("offline hours do not count", ineligible(), Training("40", -20),
           Training("60", -10, mode="offline"), works()),
    junior("trained for another level", ineligible(), Training("72", -20, level="intermediate"),
           intends()),
    junior("trained for another standard", ineligible(),
           Training("56", -20, standard=OTHER_STANDARD, level="5"), intends()),
    junior("course ends three weeks later", ineligible(wait=21), Training("48", 21), works()),
    junior("two courses to come, the second suffices", ineligible(wait=24), Training("16", -15),
           Training("16", 10), Training("16", 24), Training("16", 40), intends()),
    junior("course without hours was offline", ineligible(), Training("24", -40),
           Training("", -9, mode="offline"), works()),
    junior("an undated course that would not suffice either", ineligible(), Training("24", -40),
           Training("12", None), works()),
    junior("a later course without hours", ineligible(), Training("24", -40), Training("", 13),
           works()),
    # No route.
    junior("no declaration", ineligible(), trained(), HIGH_SCHOOL),
    junior("learning, but no education", ineligible(), trained(), learns()),
    junior("learning, lower secondary school", ineligible(), trained(),
           Education("lower-secondary", "graduated"), learns()),
    junior("learning, broken-off study only", ineligible(), trained(),
           Education("secondary-vocational", "incomplete"), learns()),
    junior("learning, lower secondary school of unknown status", ineligible(), trained(),
           Education("lower-secondary", ""), learns()),
    junior("declares nine days later", ineligible(wait=9), trained(), works(9)),
    junior("declares learning first, work later", ineligible(wait=6), trained(), VOCATIONAL,
           learns(6), works(17)),
    junior("declares in a week, course ends in two", ineligible(wait=14), Training("48", 14),
           intends(7)),
    # Part unknown, but another part fails for certain.
    junior("hours unknown, no declaration", ineligible(), Training("", -15), VOCATIONAL),
    junior("course still to come, declaration undated", ineligible(), Training("48", 14),
           works(None)),
    # A record lacks what would decide.
    junior("hours unknown", undetermined(), Training("24", -50), Training("", -15), works()),
    junior("undated course would suffice", undetermined(), Training("24", -50),
           Training("24", None), intends()),
    junior("hours unknown now, a course to come suffices", undetermined(wait=20), Training("", -15),
           Training("48", 20), works()),
    junior("declaration undated", undetermined(), trained(), works(None)),
    junior("learning undated", undetermined(), trained(), HIGH_SCHOOL, learns(None)),
    junior("status of study unknown", undetermined(), trained(),
           Education("secondary-vocational", ""), learns()),
    junior("attainment unknown", undetermined(), trained(), Education("", "graduated"), learns()),
]

INTERMEDIATE = [
    intermediate("certificate without end, one course", eligible(),
                 Training(("72", "72", "75", "80", "84"), (-90, -3)),
                 Certificate("junior", (-1900, -200)), times=24),
    intermediate("certificate with an end, one course", eligible(),
                 Training(("72", "76.5", "80"), (-90, -3)),
                 Certificate("junior", (-900, -200), until=(120, 900)), times=16),
    intermediate("two courses", eligible(), Training(("36", "40"), (-120, -61)),
                 Training(("36", "38.5", "48"), (-60, -3)), Certificate("junior", (-1400, -150)),
                 times=11),
    intermediate("three courses", eligible(), Training(("24", "25.5"), (-120, -71)),
                 Training(("24", "26"), (-70, -41)), Training(("24", "24", "30"), (-40, -3)),
                 Certificate("junior", (-800, -200), until=(200, 700)), times=6),
    # Just enough.
    intermediate("72 hours and no more", eligible(), Training("72", -8),
                 Certificate("junior", -700)),
    intermediate("72 hours in four fractions", eligible(), Training("17.9", -50),
                 Training("18.1", -40), Training("35.95", -20), Training("0.05", 0),
                 Certificate("junior", -700)),
    intermediate("certificate valid until the day", eligible(), trained(),
                 Certificate("junior", -1096, until=0)),
    intermediate("certificate issued on the day", eligible(), trained(),
                 Certificate("junior", 0, until=1095)),
    # What does not disturb.
    intermediate("certificate without number", eligible(), trained(),
                 Certificate("junior", -420, numbered=False)),
    intermediate("one certificate expired, one renewed", eligible(), trained(),
                 Certificate("junior", -1500, until=-405), Certificate("junior", -390, until=705)),
    intermediate("one certificate undated, one dated", eligible(), trained(),
                 Certificate("junior", None), Certificate("junior", -260)),
    intermediate("tries two levels at once", eligible(), trained(), trained("senior"),
                 Certificate("junior", -640), Recommendation("senior", -12),
                 again=Again(2, "senior", ineligible()), on=date(2026, 9, 17)),
    intermediate("holds both certificates, applies for both levels", eligible(), trained(),
                 Training("108", -30, mode="offline", level="senior"), Certificate("junior", -900),
                 Certificate("intermediate", -300), Recommendation("senior", -5),
                 again=Again(0, "senior", eligible()), on=date(2026, 10, 13)),
    # Training falls short.
    intermediate("no training", ineligible(), Certificate("junior", -500)),
    intermediate("71 hours", ineligible(), Training("71", -20), Certificate("junior", -500)),
    intermediate("trained for the junior level", ineligible(), Training("72", -20, level="junior"),
                 Certificate("junior", -500)),
    intermediate("the last hours were offline", ineligible(), Training("60", -20),
                 Training("12", -10, mode="offline"), Certificate("junior", -500)),
    intermediate("course ends later", ineligible(wait=16), Training("36", -20), Training("36", 16),
                 Certificate("junior", -500, until=400)),
    # The certificate falls short.
    intermediate("no certificate", ineligible(), trained()),
    intermediate("certificate of the level itself", ineligible(), trained(),
                 Certificate("intermediate", -500)),
    intermediate("certificate of another standard", ineligible(), trained(),
                 Certificate("5", -500, standard=OTHER_STANDARD)),
    intermediate("the same level of another standard", ineligible(), trained(),
                 Certificate("junior", -500, standard=OTHER_WITH_SAME_LEVELS)),
    intermediate("certificate expired the day before", ineligible(), trained(),
                 Certificate("junior", -1096, until=-1)),
    intermediate("certificate expired, its issue undated", ineligible(), trained(),
                 Certificate("junior", None, until=-120)),
    intermediate("certificate issued the day after", ineligible(wait=1), trained(),
                 Certificate("junior", 1)),
    # Time brings one thing and takes another.
    intermediate("certificate expires before the course ends", ineligible(), Training("72", 15),
                 Certificate("junior", -1090, until=5)),
    intermediate("certificate expires on the day the course ends", ineligible(wait=15),
                 Training("72", 15), Certificate("junior", -1080, until=15)),
    intermediate("certificate expires, a new one comes after the course", ineligible(wait=30),
                 Training("72", 15), Certificate("junior", -1090, until=5),
                 Certificate("junior", 30, until=1125)),
    # A record lacks what would decide.
    intermediate("certificate undated", undetermined(), trained(), Certificate("junior", None)),
    intermediate("certificate undated, with an end", undetermined(), trained(),
                 Certificate("junior", None, until=300)),
    intermediate("hours unknown", undetermined(), Training("71.5", -30), Training("", -5),
                 Certificate("junior", -800)),
    intermediate("undated course, undated certificate", undetermined(), Training("72", None),
                 Certificate("junior", None, until=700)),
]

SENIOR = [
    senior("online course", eligible(), Training(("108", "110", "120"), (-120, -3)),
           Certificate("intermediate", (-1500, -200)), Recommendation("senior", (-40, -1)),
           times=9),
    senior("offline course", eligible(),
           Training(("108", "112", "116"), (-120, -3), mode="offline"),
           Certificate("intermediate", (-900, -200), until=(100, 900)),
           Recommendation("senior", (-40, -1)), times=9),
    senior("online and offline together", eligible(), Training(("60", "66"), (-120, -51)),
           Training(("48", "50.5"), (-50, -3), mode="offline"),
           Certificate("intermediate", (-1300, -180)), Recommendation("senior", (-40, -1)),
           times=7),
    # Just enough.
    senior("108 hours, partly offline, the last on the day", eligible(), Training("53.4", -40),
           Training("30.35", -20, mode="offline"), Training("24.25", 0),
           Certificate("intermediate", -600), Recommendation("senior", -10)),
    senior("recommended on the day", eligible(), Training("108.00", -5),
           Certificate("intermediate", -600), Recommendation("senior", 0)),
    senior("certificate issued on the day", eligible(), trained(), Certificate("intermediate", 0),
           Recommendation("senior", -3)),
    senior("certificate valid until the day", eligible(), trained(),
           Certificate("intermediate", -1096, until=0), Recommendation("senior", -8)),
    senior("one recommendation without employer, one with", eligible(), trained(),
           Certificate("intermediate", -450), Recommendation("senior", -9, named=False),
           Recommendation("senior", -6)),
    # Training falls short.
    senior("no training", ineligible(), Certificate("intermediate", -600),
           Recommendation("senior", -10)),
    senior("107.9 hours", ineligible(), Training("107.9", -10, mode="offline"),
           Certificate("intermediate", -600), Recommendation("senior", -10)),
    senior("the last 0.1 hours come later", ineligible(wait=12),
           Training("107.9", -10, mode="offline"), Training("0.1", 12),
           Certificate("intermediate", -600), Recommendation("senior", -10)),
    senior("trained for the intermediate level", ineligible(),
           Training("120", -10, level="intermediate"), Certificate("intermediate", -600),
           Recommendation("senior", -10)),
    # The recommendation falls short.
    senior("no recommendation", ineligible(), trained(), Certificate("intermediate", -600)),
    senior("recommended for another level", ineligible(), trained(),
           Certificate("intermediate", -600), Recommendation("intermediate", -10)),
    senior("recommended later", ineligible(wait=8), trained(),
           Certificate("intermediate", -600, until=200), Recommendation("senior", 8)),
    senior("recommended later, without employer", ineligible(), trained(),
           Certificate("intermediate", -600), Recommendation("senior", 8, named=False)),
    senior("recommended after the certificate expires", ineligible(), trained(),
           Certificate("intermediate", -1090, until=6), Recommendation("senior", 7)),
    # The certificate falls short.
    senior("no certificate", ineligible(), trained(), Recommendation("senior", -10)),
    senior("holds the junior certificate only", ineligible(), trained(),
           Certificate("junior", -600), Recommendation("senior", -10)),
    senior("certificate expired the day before", ineligible(), trained(),
           Certificate("intermediate", -1097, until=-1), Recommendation("senior", -10)),
    senior("certificate issued the day after", ineligible(wait=1), trained(),
           Certificate("intermediate", 1), Recommendation("senior", -10)),
    # A record lacks what would decide.
    senior("recommended by an unnamed employer", undetermined(), trained(),
           Certificate("intermediate", -600), Recommendation("senior", -10, named=False)),
    senior("certificate undated", undetermined(), trained(),
           Certificate("intermediate", None, until=500), Recommendation("senior", -10)),
    senior("hours unknown", undetermined(), Training("60", -60, mode="offline"),
           Training("", -20, mode="offline"), Certificate("intermediate", -600),
           Recommendation("senior", -10)),
]


def wrong_check_digit(row: dict) -> dict:
    number = row["id_number"]
    return {**row, "id_number": number[:17] + ("7" if number[17] != "7" else "1")}


def impossible_birth_date(row: dict) -> dict:
    number = row["id_number"]
    return {**row, "id_number": with_check_digit(number[:10] + "0230" + number[14:17])}


def writes(**cells: str) -> Callable[[dict], dict]:
    return lambda row: {**row, **cells}


# Rows that cannot be judged: slips of the pen by people whose papers are in order, and repeats.
MISTAKES = [
    junior("a digit of the identity number mistyped", INVALID, trained(), works(),
           mistake=wrong_check_digit),
    intermediate("born on 30 February", INVALID, trained(), Certificate("junior", -500),
                 mistake=impossible_birth_date),
    senior("a level of another scale", INVALID, trained(), Certificate("intermediate", -500),
           Recommendation("senior", -10), mistake=writes(level="高级工")),
    junior("a day that 2026 does not have", INVALID, trained(), intends(),
           mistake=writes(applied_on="2026-02-29"), on=date(2026, 9, 29)),
    junior("a spreadsheet's date", INVALID, trained(), works(),
           mistake=writes(applied_on="2026/9/12"), on=date(2026, 9, 12)),
    junior("number left out", INVALID, trained(), works(), mistake=writes(candidate_id="")),
    intermediate("name left out", INVALID, trained(), Certificate("junior", -500),
                 mistake=writes(name="")),
    junior("a document that is none of the list", INVALID, trained(), intends(),
           mistake=writes(id_type="driving-licence")),
    junior("sends the same application twice", eligible(), trained(), works(),
           again=Again(3, "junior", INVALID), on=date(2026, 9, 21)),
    intermediate("applies too early and then again", ineligible(wait=20), Training("72", 20),
                 Certificate("junior", -500), again=Again(25, "intermediate", INVALID),
                 on=date(2026, 9, 24)),
]

# Candidates who registered, handed in their papers and never applied.
WITHDRAWN = [
    junior("works", NOT_APPLIED, trained(), works()),
    junior("learns", NOT_APPLIED, Training("24", -9), Education("bachelor", "enrolled"), learns()),
    intermediate("intermediate", NOT_APPLIED, Training("36", -9), Certificate("junior", -400)),
    intermediate("another standard", NOT_APPLIED,
                 Training("90", -40, standard=OTHER_STANDARD, level="4"),
                 Certificate("5", -700, standard=OTHER_STANDARD)),
    senior("senior", NOT_APPLIED, trained(), Certificate("intermediate", -800),
           Recommendation("senior", -20)),
]

# Seniors of the last evening, for whom no marks have come back: 1.9.1 wants the present employer's
# recommendation.
LAST_EVENING = [
    senior("recommended on the last day of the job", eligible(), trained(),
           Certificate("intermediate", -700), Recommendation("senior", -6),
           jobs=(Employment(-900, 0),), on=LAST_DAY),
    senior("recommended by an employer who is not any more", undetermined(), trained(),
           Certificate("intermediate", -700), Recommendation("senior", -6),
           jobs=(Employment(-900, -1),), on=LAST_DAY),
    senior("recommended, with no record of any job", undetermined(), trained(),
           Certificate("intermediate", -700), Recommendation("senior", -6), jobs=(),
           on=LAST_DAY),
]

AGES = {"junior": (18, 45), "intermediate": (22, 48), "senior": (27, 55)}


# --- Scores -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Marks:
    """The two cells of a scores row, and its outcome if the application is eligible."""

    theory: str
    practical: str
    outcome: str


def marks(outcome: str, *pairs: tuple[str, str]) -> list[Marks]:
    return [Marks(theory, practical, outcome) for theory, practical in pairs]


NOTABLE_MARKS = (
    marks("pass", ("60", "60"), ("60.0", "75"), ("81", "60.0"), ("060.00", "66.5"),
          ("70", "060.00"), ("100", "88"), ("76", "100"), ("100", "100.00"), ("60.01", "60.000001"))
    + marks("fail", ("59.9", "60"), ("60", "59.9"), ("59.99", "72"), ("83", "59.99"),
            ("59.999999", "91"), ("100", "59.999999"), ("0", "64"), ("68", "0"), ("0.0", "0"))
    + marks("absent", ("absent", "absent"), ("缺考", "缺考"), ("absent", "74"), ("81", "缺考"),
            ("缺考", ""), ("45", "absent"))
    + marks("disqualified", ("disqualified", "77"), ("66", "违纪"), ("违纪", "缺考"),
            ("absent", "disqualified"), ("", "disqualified"), ("40", "违纪"))
    + marks("pending", ("", ""), ("", "83"), ("77.5", ""), ("52", ""))
    + marks("invalid", ("100.5", "70"), ("73", "100.5"), ("-1", "66"), ("71", "-1"), ("6O", "71"),
            ("８０", "69"), ("72", "８０"), ("85分", "70"), ("74", "85分"), ("违纪", "6O"))
)

# For candidates who may not sit: only what cannot be read is worse than being ineligible.
MARKS_OF_INELIGIBLE = (
    marks("absent", ("absent", "absent"), ("缺考", "64"))
    + marks("disqualified", ("违纪", "70"))
    + marks("pending", ("", ""))
    + marks("invalid", ("6O", "85"), ("78", "100.5"))
)

# Of a hundred ordinary candidates who pass (theory, practical).
ORDINARY_RESULTS = (
    [(True, True)] * 80 + [(True, False)] * 8 + [(False, True)] * 9 + [(False, False)] * 3
)


def ordinary_mark(passing: bool, dice: Dice) -> str:
    """A mark from a bell around 72, on the wanted side of 60."""
    while True:
        hundredths = 7200 + (sum(dice.below(1000) for _ in range(12)) - 5994) * 105 // 100
        kind = dice.below(20)
        if kind < 13:
            text = str(hundredths // 100)
        elif kind < 16:
            text = f"{hundredths // 100}.5"
        elif kind < 18:
            text = f"{hundredths // 100}.{hundredths // 10 % 10}"
        else:
            text = f"{hundredths // 100}.{hundredths % 100:02}"
        whole = hundredths // 100
        if 15 <= whole < 100 and (whole >= 60) == passing:
            return text


def ordinary_marks(dice: Dice) -> Marks:
    theory, practical = dice.pick(ORDINARY_RESULTS)
    return Marks(ordinary_mark(theory, dice), ordinary_mark(practical, dice),
                 "pass" if theory and practical else "fail")


def otherwise_written(level: str, cell: str) -> str:
    """The other of the two ways to write a level: its id or its Chinese name."""
    return LEVEL_NAMES[level] if cell == level else level


# --- The batch ----------------------------------------------------------------------------------


@dataclass
class Application:
    candidate: Candidate
    level: str
    row: dict
    verdict: Verdict
    day: date
    with_later_evidence: bool

    def expected(self) -> tuple:
        by_default = "invalid" if self.with_later_evidence else self.verdict.eligibility
        wait = self.verdict.wait
        earliest_on = "" if wait is None else (self.day + timedelta(days=wait)).isoformat()
        known = self.row["level"] in LEVEL_NAMES or self.row["level"] in LEVEL_NAMES.values()
        return (self.row["candidate_id"], self.level if known else "", self.verdict.eligibility,
                self.verdict.route, earliest_on, by_default)


@dataclass
class Score:
    candidate_id: str
    level: str
    cell: str  # the level as the row writes it
    theory: str
    practical: str
    outcome: str
    site: str = ""

    def expected(self) -> tuple:
        return (self.candidate_id, self.level, self.outcome,
                self.level if self.outcome == "pass" else "")


@dataclass
class Batch:
    applications: list[Application] = field(default_factory=list)
    evidence: dict[str, list[tuple]] = field(
        default_factory=lambda: {kind.FILE: [] for kind in EVIDENCE})
    scores: list[Score] = field(default_factory=list)


class Office:
    """Turns stories into candidates with names, numbers, applications, evidence and scores."""

    COLUMNS = ("candidate_id", "name", "id_type", "id_number", "level", "applied_on", "site")
    # Of ten rows, those in which a site writes the level's Chinese name.
    CHINESE_LEVELS = {"南京": 1, "合肥": 4, "成都": 9}

    def __init__(self) -> None:
        self.dice = Dice(152010301)
        self.jobs_dice = Dice(40405)
        self.batch = Batch()
        self.taken: set[str] = set()
        self.withdrawn: list[Candidate] = []

    def open(self) -> Batch:
        arrivals = self.arrivals()
        documents = self.deal_documents([told for _, told in arrivals])
        for number, (day, told) in enumerate(arrivals, start=1):
            self.receive(number, day, told, documents.get(number))
        self.batch.applications.sort(key=lambda application: application.day)
        self.score()
        for number, told in enumerate(LAST_EVENING, start=len(arrivals) + 1):
            self.receive(number, told.on, told, None)
        self.file_evidence()
        return self.batch

    def receive(self, number: int, day: date, told: Story, special: tuple | None) -> None:
        candidate = self.register(number, day, told, special)
        self.hand_in(candidate, told)
        self.apply(candidate, told)

    # Who comes when.

    def arrivals(self) -> list[tuple[date, Story]]:
        """Each story as often as it is told, in order of the day of application."""
        told = [
            told
            for told in JUNIOR + INTERMEDIATE + SENIOR + MISTAKES + WITHDRAWN
            for _ in range(told.times)
        ]
        self.dice.shuffle(told)
        dated = [
            (one.on or FIRST_DAY + timedelta(days=self.dice.below(DAYS_OPEN)), one) for one in told
        ]
        dated.sort(key=lambda pair: pair[0])
        return dated

    def deal_documents(self, told: list[Story]) -> dict[int, tuple]:
        """The candidates, by number, whose name or document is out of the ordinary."""
        numbers = [n for n, one in enumerate(told, start=1) if one.ordinary and not one.educations]
        self.dice.shuffle(numbers)
        special = [(name, "resident-id", sex) for name, sex in RARE_NAMES] + list(OTHER_DOCUMENTS)
        return dict(zip(numbers, special))

    # One candidate.

    def register(self, number: int, day: date, told: Story, special: tuple | None) -> Candidate:
        dice = self.dice
        birth_year = self.birth_year(told)
        sex = dice.pick(("female", "female", "male"))
        name, id_type, id_number = person_name(sex, dice), "resident-id", ""
        if special and special[1] == "resident-id":
            name, _, sex = special
        elif special:
            name, id_type, id_number = special
        if id_type == "resident-id":
            id_number = resident_id(birth_year, sex, self.taken, dice)
        return Candidate(f"C{number:04}", name, id_type, id_number, birth_year, dice.pick(SITES),
                         told.level, day)

    def birth_year(self, told: Story) -> int:
        low, high = AGES[told.level]
        for education in told.educations:
            age = GRADUATION_AGE[education.attainment]
            if education.status == "final-year":
                return YEAR + 1 - age
            if education.status == "enrolled":
                return YEAR + 2 - age
            low = max(low, age)
        return YEAR - self.dice.between(low, high)

    def hand_in(self, candidate: Candidate, told: Story) -> None:
        recommenders = []
        for record in (*told.evidence, *self.background(candidate, told)):
            row = record.row(candidate, self.dice)
            self.batch.evidence[record.FILE].append(row)
            if isinstance(record, Recommendation):
                recommenders.append(row[1])
        if told.level == "senior" or recommenders:
            dice = self.jobs_dice
            employers = [name for name in recommenders if name] or [dice.pick(EMPLOYERS)]
            self.batch.evidence[Employment.FILE] += [
                job.row(candidate, employer, dice) for employer in employers for job in told.jobs]

    def background(self, candidate: Candidate, told: Story) -> list:
        """Papers of an ordinary life that no condition of the level asks for."""
        dice = self.dice
        papers = []
        if not told.ordinary:
            return papers
        if not told.educations and dice.below(3) > 0:
            age = YEAR - candidate.birth_year
            attained = [
                attainment
                for attainment, at in GRADUATION_AGE.items()
                if attainment and at <= min(age, 23)
            ]
            papers.append(Education(dice.pick(attained), "graduated"))
        if told.level == "intermediate" and dice.below(3) == 0:
            papers.append(Training(("48", "50", "56"), (-2200, -1950), level="junior"))
        if told.level == "senior":
            papers.append(Certificate("junior", (-2600, -1800)))
            if dice.below(2) == 0:
                papers.append(Training(("72", "80"), (-1800, -1550), level="intermediate"))
        if dice.below(14) == 0:
            papers.append(Certificate("5", (-1500, -400), standard=OTHER_STANDARD))
            papers.append(Training("56", (-1900, -1510), standard=OTHER_STANDARD, level="5"))
        return papers

    def apply(self, candidate: Candidate, told: Story) -> None:
        if told.verdict is NOT_APPLIED:
            self.withdrawn.append(candidate)
            return
        row = self.application_row(candidate, told.level, candidate.applied_on)
        if told.mistake:
            row = told.mistake(row)
        first = Application(candidate, told.level, row, told.verdict, candidate.applied_on,
                            any(lies_after(record, 0) for record in told.evidence))
        self.batch.applications.append(first)
        if told.again:
            day = candidate.applied_on + timedelta(days=told.again.days_later)
            row = self.application_row(candidate, told.again.level, day)
            if told.again.level == told.level:
                row["level"] = otherwise_written(told.level, first.row["level"])
            self.batch.applications.append(
                Application(candidate, told.again.level, row, told.again.verdict, day,
                            any(lies_after(r, told.again.days_later) for r in told.evidence)))

    def application_row(self, candidate: Candidate, level: str, day: date) -> dict:
        chinese = self.dice.below(10) < self.CHINESE_LEVELS[candidate.site]
        return {
            "candidate_id": candidate.id,
            "name": candidate.name,
            "id_type": candidate.id_type,
            "id_number": candidate.id_number,
            "level": LEVEL_NAMES[level] if chinese else level,
            "applied_on": day.isoformat(),
            "site": candidate.site,
        }

    def file_evidence(self) -> None:
        """Certificates lie by number, courses by day of completion, the rest by candidate."""
        self.batch.evidence["certificate"].sort(key=lambda row: (row[5] == "", row[5]))
        self.batch.evidence["training"].sort(key=lambda row: (row[5] == "", row[5], row[0]))

    # Scores.

    def score(self) -> None:
        dice = self.dice
        groups: dict[str, list[Application]] = {}
        for application in self.batch.applications:
            groups.setdefault(application.verdict.eligibility, []).append(application)
        for group in groups.values():
            dice.shuffle(group)

        # Of an application sent twice, the first counts.
        firsts = self.firsts_of_doubled()
        for first in firsts:
            allowed = first.verdict.eligibility == "eligible"
            self.enter(first, Marks("79", "84", "pass"), "pass" if allowed else "ineligible")

        notable = list(NOTABLE_MARKS)
        doubled = []
        for application in groups["eligible"]:
            if application in firsts:
                continue
            given = notable.pop() if notable else ordinary_marks(dice)
            if dice.below(16) > 0 or given in NOTABLE_MARKS:
                self.enter(application, given, given.outcome)
                if given not in NOTABLE_MARKS and len(doubled) < 2:
                    doubled.append(self.batch.scores[-1])

        notable = list(MARKS_OF_INELIGIBLE)
        for application in groups["ineligible"] + groups["undetermined"]:
            if application in firsts:
                continue
            given = notable.pop() if notable else ordinary_marks(dice)
            if dice.below(2) == 0 or given in MARKS_OF_INELIGIBLE:
                unreadable = given.outcome == "invalid"
                self.enter(application, given, "invalid" if unreadable else "ineligible")

        scored = {(score.candidate_id, score.level) for score in self.batch.scores}
        for application in groups["invalid"]:
            if (application.candidate.id, application.level) not in scored:
                self.enter(application, ordinary_marks(dice), "invalid")

        dice.shuffle(self.batch.scores)
        sites, levels = SITES[::-1], list(LEVEL_NAMES)
        self.batch.scores.sort(
            key=lambda score: (sites.index(score.site), levels.index(score.level)))
        self.add_stray_scores(doubled)

    def enter(self, application: Application, given: Marks, outcome: str) -> None:
        candidate = application.candidate
        cell = self.dice.pick((application.level, LEVEL_NAMES[application.level]))
        self.batch.scores.append(Score(candidate.id, application.level, cell, given.theory,
                                       given.practical, outcome, candidate.site))

    def firsts_of_doubled(self) -> list[Application]:
        kept: dict[tuple[str, str], Application] = {}
        firsts = []
        for application in self.batch.applications:
            key = (application.candidate.id, application.level)
            if key in kept:
                firsts.append(kept[key])
            else:
                kept[key] = application
        return firsts

    def add_stray_scores(self, doubled: list[Score]) -> None:
        """Rows at the end of the file that belong to nothing or repeat another."""
        scores = self.batch.scores
        for score in doubled:
            cell = otherwise_written(score.level, score.cell)
            scores.append(Score(score.candidate_id, score.level, cell, "88", "90", "invalid"))
        gone = self.withdrawn[0]
        scores.append(Score(gone.id, gone.level, gone.level, "75", "82", "invalid"))
        scores.append(Score("C0999", "junior", "初级", "71", "70.5", "invalid"))
        scores.append(Score("", "junior", "junior", "68", "73", "invalid"))
        one, other = [s for s in scores if s.outcome == "pass" and s.level == "junior"][:2]
        scores.append(Score(one.candidate_id, "intermediate", "中级", "77", "69", "invalid"))
        scores.append(Score(other.candidate_id, "", "高级工", "80", "81", "invalid"))
        # Of two rows of one candidate and level nobody can say which is right.
        for score in doubled:
            scores[scores.index(score)] = replace(score, outcome="invalid")


# --- Sessions and venues ------------------------------------------------------------------------


@dataclass(frozen=True)
class Subject:
    """A row about something else than a person, with the verdict it must get."""

    why: str
    compliance: str
    clauses: str
    row: tuple


def compliant(why: str, *row: str) -> Subject:
    return Subject(why, "compliant", "", row)


def breaks(clauses: str, why: str, *row: str) -> Subject:
    return Subject(why, "non-compliant", clauses, row)


def leaves_open(clauses: str, why: str, *row: str) -> Subject:
    return Subject(why, "undetermined", clauses, row)


def mistaken(why: str, *row: str) -> Subject:
    return Subject(why, "invalid", "", row)


SESSION_COLUMNS = ("session_id", "component", "held_on", "candidates", "invigilators", "examiners",
                   "minutes", "mode", "network", "surveillance", "site")

SESSIONS = [
    # 1.9.3: one invigilator to 30; 1.9.4: 120 minutes; 1.9.5: online.
    compliant("40 candidates need two", "NJ-T1", "theory", "2026-11-07", "40", "2", "", "120",
              "online", "yes", "yes", "南京"),
    compliant("30 candidates need one", "NJ-T2", "theory", "2026-11-07", "30", "1", "", "120",
              "online", "yes", "no", "南京"),
    compliant("60 candidates need two", "HF-T1", "理论知识考试", "2026-11-07", "60", "2", "", "120",
              "线上", "是", "是", "合肥"),
    breaks("1.9.4", "the server failed after 105 minutes", "HF-T2", "理论知识考试", "2026-11-07", "11",
           "1", "", "105", "线上", "是", "是", "合肥"),
    breaks("1.9.3", "one candidate more than one invigilator may have", "CD-T1", "theory",
           "2026-11-07", "31", "1", "", "120", "online", "yes", "yes", "成都"),
    breaks("1.9.5", "on paper, since the line was down", "CD-T2", "theory", "2026-11-07", "30", "1",
           "", "120", "offline", "no", "yes", "成都"),
    leaves_open("1.9.3", "nobody wrote down who invigilated", "CD-T3", "theory", "2026-11-08", "28",
                "", "", "120", "online", "yes", "yes", "成都"),
    # 1.9.3: one examiner to 20 and at least two; 1.9.5: network and surveillance.
    compliant("40 candidates need two", "NJ-P1", "practical", "2026-11-08", "40", "", "2", "120",
              "offline", "yes", "yes", "南京"),
    leaves_open("1.9.5", "surveillance not noted", "NJ-P2", "practical", "2026-11-08", "30", "",
                "2", "120", "offline", "yes", "", "南京"),
    breaks("1.9.3", "the 41st candidate needs a third", "HF-P1", "操作技能考核", "2026-11-08", "41",
           "", "2", "120", "线下", "是", "是", "合肥"),
    compliant("30 candidates need two, three came", "HF-P2", "操作技能考核", "2026-11-08", "30", "",
              "3", "120", "线下", "有", "有", "合肥"),
    compliant("60 candidates need three", "CD-P1", "practical", "2026-11-08", "60", "", "3", "120",
              "offline", "yes", "yes", "成都"),
    breaks("1.9.3; 1.9.5", "nine candidates need two all the same; no cameras", "CD-P2",
           "practical", "2026-11-09", "9", "", "1", "120", "offline", "yes", "no", "成都"),
    mistaken("date as a spreadsheet shows it", "CD-P3", "practical", "2026/11/9", "20", "", "2",
             "120", "offline", "yes", "yes", "成都"),
    mistaken("no such component", "HF-M1", "面试", "2026-11-09", "12", "", "2", "30", "线下", "是",
             "是", "合肥"),
    mistaken("sent twice", "HF-T1", "theory", "2026-11-07", "60", "2", "", "120", "online", "yes",
             "yes", "合肥"),
]

VENUE_COLUMNS = ("venue_id", "area_m2", "seats", "lease_from", "lease_to", "equipment",
                 "fire_certificate", "site")

VENUES = [
    # 1.8.3: two years, more than 300 m2, 3 m2 each, fire certificate, equipment.
    compliant("3 m2 for each, just so", "NJ-1", "420", "140", "2025-09-01", "2028-08-31",
              "话务台 140, 投影仪 4, 打印机 2", "yes", "南京"),
    compliant("a lease of two years to the day", "NJ-2", "300.5", "90", "2026-03-01", "2028-02-29",
              "话务台 90, 投影仪 2", "yes", "南京"),
    breaks("1.8.3", "300 m2 and not more", "NJ-3", "300", "60", "2025-09-01", "2028-08-31",
           "话务台 60", "yes", "南京"),
    compliant("owned for long", "HF-1", "512.75", "160", "2019-07-01", "2039-06-30",
              "headsets, two projectors, office supplies", "是", "合肥"),
    breaks("1.8.3", "1.2 m2 too small for its seats", "HF-2", "358.8", "120", "2025-03-01",
           "2027-02-28", "headsets, projector", "是", "合肥"),
    breaks("1.8.3", "a day short of two years", "HF-3", "360", "120", "2025-03-01", "2027-02-27",
           "headsets, projector", "是", "合肥"),
    breaks("1.8.3", "no certificate of fire inspection yet", "CD-1", "380", "100", "2026-05-01",
           "2029-04-30", "话务台 100", "no", "成都"),
    leaves_open("1.8.3", "end of the lease not noted", "CD-2", "640", "200", "2024-05-01", "",
                "话务台 200, 投影仪 6", "yes", "成都"),
    leaves_open("1.8.3", "equipment not noted", "CD-3", "330", "110", "2024-02-29", "2026-12-31",
                "", "yes", "成都"),
    mistaken("area not a number", "CD-4", "约400", "100", "2025-01-01", "2027-12-31", "话务台 100",
             "yes", "成都"),
    mistaken("lease the wrong way round", "CD-5", "400", "100", "2027-12-31", "2025-01-01",
             "话务台 100", "yes", "成都"),
]


# --- Files --------------------------------------------------------------------------------------

README = """\
# 呼叫联络客服水平评价: one autumn batch

[中文](README.zh.md)

In autumn 2026 an assessment agency takes applications for the three levels of `{standard}`: 初级
(junior), 中级 (intermediate) and 高级 (senior). People apply at three sites, in 南京, 合肥 and 成都,
from 1 September to 31 October. They hand in their papers, sit theory and practical, and the sheets
of marks come back. This folder is what then lies on the agency's table.

| file | what it is |
|---|---|
| `applications.csv` | {applications} applications: who, for which level, on which day, where |
| `evidence/certificate.csv` | certificates held before, by number |
| `evidence/declaration.csv` | signed: works in the occupation, intends to, learns for it |
| `evidence/education.csv` | schooling: how far, and whether it was finished |
| `evidence/employment.csv` | where those who apply for the senior level work, or worked |
| `evidence/recommendation.csv` | recommendations by employers, for the senior level |
| `evidence/training.csv` | courses taken, in order of completion |
| `scores.csv` | {scores} rows of marks for theory and practical, by site |
| `sessions.csv` | {sessions} sittings of theory and practical: how many came, who watched, how long |
| `venues.csv` | {venues} training venues: area, seats, lease, equipment, fire certificate |
| `holidays.csv` | the days off of 2026, and the weekends worked in their stead (国办发明电〔2025〕7号) |
| `register.toml` | who issues, and how certificates are numbered: in a folder of its own, the beginning of a register |

Each application is judged as of its own day, `applied_on`. Some papers came in after it, such as
those of a course that ended weeks later; what is dated later does not count yet:

    certrec check-eligibility --standard {standard} --evidence evidence \\
        --later-evidence ignore applications.csv

Without that option such a date is taken for a mistake, and {by_default} rows instead of {invalid}
are invalid.

## Whom you will meet

**Mostly people for whom all is in order.** {eligible} of the applications are eligible:
{junior} for 初级, by work, by intention or by schooling; {intermediate} for 中级, with a junior
certificate; {senior} for 高级, with an intermediate certificate and the employer's recommendation.
Some only just: exactly 48, 72 or 108 hours of training, a certificate that is valid until that very
day or was issued on it.

**Some who fall short**, {ineligible}, mostly by one thing: 47.5 hours of training, or 71, or 107.9;
hours taken offline where only online ones count; a certificate that expired the day before, or
belongs to another standard; a recommendation for the wrong level; studies broken off. For some of
them time alone will mend it, and there is a first day on which they may apply.

**A few who cannot be decided**, {undetermined}: a course without its hours, a declaration without
its date, a recommendation without an employer, or by one for whom the candidate does not work any
more as far as the papers tell. The paper is there, the fact is not.

**And the mistakes of every real batch**, {invalid}: a mistyped identity number, a 30 February,
2026/9/12, a level from another scale, a missing name, the same application sent twice. The evidence
also holds papers of people who never applied in the end.

The marks are as mixed: exact borders (60, 060.00, 59.999999), 缺考 and 违纪, cells still empty, a
letter O in a number, full-width digits, 85分, a second row for the same person, and marks for people
who did not apply. Levels are written `junior` in one row and 初级 in the next.

**Sessions that went well, and some that did not.** {kept_sessions} of the sittings keep every rule; one
has 31 candidates and a single invigilator, one was cut short by a server, one went to paper, one had
no cameras. **Venues** are as large as they must be, or 300 square metres and not more, or leased for
a day less than two years. Here too a few cells are empty and a few are wrong.

    certrec check-eligibility --standard {standard} --subject session sessions.csv
    certrec check-eligibility --standard {standard} --subject venue venues.csv

All people, numbers, schools and employers are invented. The identity numbers are well formed (but
for the mistakes above), and their area codes name districts that do not exist.
"""


def write_subjects(samples: Path, expected: Path, file: str, columns: Sequence[str], keys: int,
                   subjects: Sequence[Subject]) -> None:
    """The rows, and what is expected of them under the first `keys` columns."""
    write_csv(samples / file, columns, [subject.row for subject in subjects])
    write_csv(expected / file, (*columns[:keys], "compliance", "clauses"),
              [(*subject.row[:keys], subject.compliance, subject.clauses) for subject in subjects])


def readme(batch: Batch) -> str:
    verdicts = Counter(application.verdict.eligibility for application in batch.applications)
    levels = Counter(application.level for application in batch.applications
                     if application.verdict.eligibility == "eligible")
    by_default = sum(application.expected()[-1] == "invalid" for application in batch.applications)
    return README.format(standard=STANDARD, by_default=by_default, applications=len(batch.applications),
                         scores=len(batch.scores), sessions=len(SESSIONS), venues=len(VENUES),
                         kept_sessions=sum(s.compliance == "compliant" for s in SESSIONS),
                         **verdicts, **levels)


def write_batch(root: Path, batch: Batch) -> None:
    samples = root / "samples" / STANDARD
    expected = root / "tests" / "samples" / STANDARD
    applications = batch.applications
    write_csv(samples / "applications.csv", Office.COLUMNS,
              [tuple(application.row.values()) for application in applications])
    for kind in EVIDENCE:
        write_csv(samples / "evidence" / f"{kind.FILE}.csv", kind.COLUMNS,
                  batch.evidence[kind.FILE])
    write_csv(samples / "scores.csv", ("candidate_id", "level", "theory", "practical"),
              [(s.candidate_id, s.cell, s.theory, s.practical) for s in batch.scores])
    write_csv(expected / "eligibility.csv",
              ("candidate_id", "level_id", "eligibility", "route", "earliest_on", "by_default"),
              [application.expected() for application in applications])
    write_csv(expected / "results.csv", ("candidate_id", "level_id", "outcome", "awarded"),
              [score.expected() for score in batch.scores])
    write_subjects(samples, expected, "sessions.csv", SESSION_COLUMNS, 2, SESSIONS)
    write_subjects(samples, expected, "venues.csv", VENUE_COLUMNS, 1, VENUES)
    (samples / "README.md").write_bytes(readme(batch).encode("utf-8"))


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: make_pts_152010301_01.py REPOSITORY_ROOT", file=sys.stderr)
        return 2
    write_batch(Path(arguments[0]), Office().open())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
