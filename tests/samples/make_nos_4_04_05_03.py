#!/usr/bin/env python3
"""Writes the sample story of the standard nos-4-04-05-03 and the verdicts expected for it.

    make_nos_4_04_05_03.py REPOSITORY_ROOT

writes samples/nos-4-04-05-03/ (applications, evidence, scores, register.toml, README.md) and
tests/samples/nos-4-04-05-03/ (eligibility.csv, results.csv). The same bytes on each run.

The expected files are an oracle: nothing here judges an application. Each person below is told with
the papers as they lie on the table and, stated by hand, the verdict that the clauses give. The
comments count: service is worth the months that fit from its first day to the day after its last,
and 30 of all the days left over make a month more.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from invented import Dice, write_csv
from papers import (Application, Office, Paper, Person, apprenticeship, certificate, education,
                    run_script, work, write_text)

STANDARD = "nos-4-04-05-03"
EDITION_2021 = "nos-4-04-05-03-2021"
DRAFT = "nos-4-04-05-03-draft"
E_COMMERCE = "nos-4-01-06-01"
HOTEL = "nos-4-03-01-02"
SITES = ("杭州", "沈阳", "西安")

# How a level may be written.
LEVEL_CELLS = {
    "5": ("5", "五级/初级工", "五级", "初级工"),
    "4": ("4", "四级/中级工", "四级", "中级工"),
    "3": ("3", "三级/高级工", "三级", "高级工"),
}

OWN = "呼叫中心服务员"
OLD_KIND = "职业资格证书"
NEW_KIND = "技能等级证书"


def eligible(route: str) -> tuple:
    return "eligible", route, ""


def ineligible(earliest_on: str = "") -> tuple:
    return "ineligible", "", earliest_on


def undetermined(earliest_on: str = "") -> tuple:
    return "undetermined", "", earliest_on


INVALID = ("invalid", "", "")

WORKED = eligible("2021/9(1)")  # level 5: a year
LEARNT = eligible("2021/9(2)")  # level 5: an apprenticeship
ROSE = eligible("draft/1.9.1(1)")  # level 4: four years after level 5; level 3: five after level 4
LONG = eligible("draft/1.9.1(2)")  # level 4: six years
SCHOOLED = eligible("draft/1.9.1(3)")  # level 4: a technician or vocational school
SKILLED = eligible("draft/1.9.1(2)")  # level 3: level 4 and a senior technician school or the like
STUDIED = eligible("draft/1.9.1(3)")  # level 3: a college, and two years after level 4

PEOPLE: list[Person] = []


def tell(level: str, why: str, on: str, verdict: tuple, *papers: Paper, also: tuple = (),
         **options) -> None:
    """One person, who applies for `level` on the day `on`, and perhaps `also` for something else."""
    applications = (Application(level, on, verdict), *also)
    PEOPLE.append(Person(why, papers, applications, **options))


five, four, three = partial(tell, "5"), partial(tell, "4"), partial(tell, "3")

# --- Level five: a year of work, or an apprenticeship ---------------------------------------------

# 2023-03-11 + 12 months = 2024-03-11, the day after the day that is judged.
five("a year to the day", "2024-03-10", WORKED, work(OWN, "2023-03-11"), marks=("60", "60", "pass"))
# 11 months to 2024-02-12, and 28 days.
five("a day less than a year", "2024-03-10", ineligible("2024-03-11"), work(OWN, "2023-03-12"))
# 11 months to 2024-07-01, and 30 days, which make the twelfth month though July has 31.
five("a day less, but 30 days make a month", "2024-07-30", WORKED, work("4-04-05-03", "2023-08-01"),
     key="thirty")
# 11 months and 29 days.
five("two days less", "2024-07-29", ineligible("2024-07-30"), work("4-04-05-03", "2023-08-01"))
# 6 months, twice: 6 months.
five("two jobs at once count once", "2024-05-20", ineligible(),
     work(OWN, "2023-09-01", "2024-02-29"), work("营销员", "2023-09-01", "2024-02-29"),
     key="at-once")
# 2023-05-01 to 2024-05-06.
five("overlapping jobs, together a year", "2024-05-06", WORKED,
     work(OWN, "2023-05-01", "2023-12-31"), work("商品营业员", "2023-11-01"))
# 2023-10-01 to 2024-09-30, without a break.
five("the next job begins the day after", "2024-09-30", WORKED,
     work(OWN, "2023-10-01", "2024-03-31"), work(OWN, "2024-04-01"))
# 6 months, then 5 months and 29 days: the day that is missing is 1 April.
five("the same with a gap of one day", "2024-09-30", ineligible("2024-10-01"),
     work(OWN, "2023-10-01", "2024-03-31"), work(OWN, "2024-04-02"), key="gap")
# 4 months 10 days, 4 months 10 days, 3 months 10 days.
five("thirty odd days of three jobs make a month", "2024-04-20", WORKED,
     work("电子商务师", "2023-01-10", "2023-05-19"), work(OWN, "2023-07-01", "2023-11-10"),
     work(OWN, "2024-01-05", "2024-04-14"), marks=("59.9", "88", "fail"))
# 11 months and 29 days, and no job goes on.
five("twenty-nine do not", "2024-04-20", ineligible(),
     work("电子商务师", "2023-01-10", "2023-05-19"), work(OWN, "2023-07-01", "2023-11-10"),
     work(OWN, "2024-01-05", "2024-04-13"))
# 8 months and 4: a first month counts from its first day, a last month to its last.
five("related occupations, and only the months known", "2024-01-15", WORKED,
     work("电子商务师", "2022-06", "2023-01"), work("营销员", "2023-06", "2023-09"))
# From 2023-05-01; 2024-04-30 completes the year.
five("a first month, on the eve of its anniversary", "2024-04-30", WORKED,
     work("call centre agent", "2023-05"), marks=("absent", "absent", "absent"))
five("the same a day earlier", "2024-04-29", ineligible("2024-04-30"),
     work("call centre agent", "2023-05"))
# A year from 2023-12-01 on; November has 30 days, so no day sooner.
five("came from bookkeeping", "2024-06-12", ineligible("2024-11-30"),
     work("会计", "2019-04-01", "2023-11-30"), work(OWN, "2023-12-01"))
five("the class of occupations in its very words", "2024-08-08", WORKED,
     work("信息技术类职业", "2022-08"))
five("the list ends in 'and the like', but only what it names counts", "2024-08-08", ineligible(),
     work("网络运维工程师", "2018-09"), key="and-the-like", marks=("77", "80", "ineligible"))
# From 31 August a sixth month ends on 28 February; from 31 December on 30 June.
five("two half years that end in short months", "2024-06-29", WORKED,
     work(OWN, "2022-08-31", "2023-02-27"), work(OWN, "2023-12-31"), key="short-months")
# 6 months, and 5 months 29 days.
five("the same a day earlier", "2024-06-28", ineligible("2024-06-29"),
     work(OWN, "2022-08-31", "2023-02-27"), work(OWN, "2023-12-31"))
# 11 months to 2024-02-01, and 28 days; the year is full on the 29th.
five("a leap day at the end of the year", "2024-02-28", ineligible("2024-02-29"),
     work(OWN, "2023-03-01"))
five("nothing handed in", "2024-07-02", ineligible())

# Unknown values.
five("a job of unknown occupation", "2024-03-22", undetermined(), work("", "2021-05-01"),
     key="no-occupation")
five("a job of unknown beginning", "2024-03-25", undetermined(), work(OWN, "", "2024-01-31"))
# At the very best 3 months.
five("unknown occupation, too short for anything", "2024-04-10", ineligible(),
     work("", "2024-01-01", "2024-03-31"))
five("one job unknown, the other long enough", "2024-04-16", WORKED,
     work("", "2020-03-01", "2021-02-28"), work(OWN, "2022-04"))
# The known job alone makes a year on 2025-02-28.
five("undetermined now, certain once the known job is a year old", "2024-05-15",
     undetermined("2025-02-28"), work("", "2022-01-01", "2022-12-31"), work(OWN, "2024-03-01"))

# 2024-04 is 30 April, the day itself.
five("apprenticeship in a related occupation, over that day", "2024-04-30", LEARNT,
     apprenticeship("人工智能训练师", "2024-04", "2023-05"))
five("both routes hold: the first is named", "2024-06-05", WORKED,
     work("营销员", "2023-01-09", "2024-03-31"), apprenticeship(OWN, "2023-12-31"))
five("apprenticeship elsewhere", "2024-05-28", ineligible(),
     apprenticeship("西式面点师", "2022-06-30"))
five("apprenticeship without a date", "2024-06-03", undetermined(), apprenticeship(OWN, ""))

# A file of the person's own.  6 months 15 days, and 6 months.
five("own file: two jobs", "2024-01-30", WORKED, work(OWN, "2022-02-01", "2022-08-15"),
     work("商品营业员", "2023-01", "2023-06"), own_file=("employment",), key="own-file")
five("own file: an apprenticeship and a job that is too short", "2024-10-25", LEARNT,
     apprenticeship(OWN, "2024-09-30", "2023-10-01"), work(OWN, "2024-10-01"),
     own_file=("apprenticeship", "employment"), document=("PHAM THI HOA", "passport", "C8000213"))

# --- Level four: four years after level five, six years, or a school ------------------------------


def old(level: str, issued: str, until: str = "", **cells: str) -> Paper:
    """A certificate from before there were editions: it names the occupation."""
    return certificate(level, issued, until, **{"kind": OLD_KIND, "occupation": OWN, **cells})


# Service counts from 2020-07-01; 48 months end with 2024-06-30.
four("four years after the certificate, to the day", "2024-06-30", ROSE, old("5", "2020-06-30"),
     work(OWN, "2019-05"), key="to-the-day", marks=("75.5", "60.0", "pass"))
four("the same a day earlier", "2024-06-29", ineligible("2024-06-30"), old("5", "2020-06-30"),
     work(OWN, "2019-05"), key="day-early")
# 50 months.
four("certificate and work in related occupations", "2024-09-12", ROSE,
     certificate("五级", "2019-11-20", standard=E_COMMERCE, kind=NEW_KIND, occupation="电子商务师"),
     work("营销员", "2019-12-01", "2024-01-31"))
# 49 months after the first.
four("two certificates: the earlier counts", "2024-07-15", ROSE, old("初级工", "2019-05-10"),
     certificate("5", "2021-12-10", standard=EDITION_2021, kind=NEW_KIND),
     work(OWN, "2019-06-01", "2023-06-30"))
# From 2022-10-02 on, 48 months end with 2026-10-01.
four("the earlier one has expired, so the later counts", "2024-07-15", ineligible("2026-10-01"),
     old("5", "2019-05-10", "2023-05-09"),
     certificate("5", "2022-10-01", standard=EDITION_2021, kind=NEW_KIND), work(OWN, "2022-01-01"))
# 69 months of work, which are no six years.
four("certificate revoked on the day", "2024-03-01", ineligible(),
     old("5", "2018-03-01", revoked="2024-03-01"), work(OWN, "2018-04-01", "2023-12-31"),
     key="revoked")
four("certificate to be revoked on the day after", "2024-03-01", ROSE,
     old("5", "2018-03-01", revoked="2024-03-02"), work(OWN, "2018-04-01", "2023-12-31"))
# 68 months.
four("certificate valid until the day", "2024-08-20", ROSE,
     old("5", "2018-08-21", "2024-08-20"), work(OWN, "2018-09-01", "2024-04-30"),
     marks=("83", "违纪", "disqualified"))
four("certificate expired the day before", "2024-08-20", ineligible(),
     old("5", "2018-08-20", "2024-08-19"), work(OWN, "2018-09-01", "2024-04-30"))
# 50 months.
four("certificate under the draft", "2024-06-11", ROSE,
     certificate("五级/初级工", "2020-03-16", standard=DRAFT, kind=NEW_KIND),
     work(OWN, "2020-04-01", "2024-05-31"))
# From 2021-12-21 on, 48 months end with 2025-12-20.
four("certificate under the 2021 edition, by its other name", "2024-06-11",
     ineligible("2025-12-20"),
     certificate("5", "2021-12-20", standard="4-04-05-03-2021", kind=NEW_KIND),
     work(OWN, "2021-01-04"))
# 61 months of work, here and in the next four.
four("certificate of another occupation", "2024-05-07", ineligible(),
     certificate("5", "2018-10-15", standard=HOTEL, kind=OLD_KIND, occupation="客房服务员"),
     work(OWN, "2019-02-01", "2024-02-29"))
four("certificate that says of what it is nowhere", "2024-05-08", undetermined(),
     certificate("5", "2018-10-15", kind=OLD_KIND), work(OWN, "2019-02-01", "2024-02-29"))
four("certificate of an unknown standard, perhaps of a related occupation", "2024-05-09",
     undetermined(), certificate("5", "2018-10-15", standard="省级职业标准", kind=OLD_KIND),
     work(OWN, "2019-02-01", "2024-02-29"))
four("certificate without its date", "2024-05-10", undetermined(), old("5", ""),
     work(OWN, "2019-02-01", "2024-02-29"), key="undated")
four("certificate without its level", "2024-05-13", undetermined(), old("", "2018-10-15"),
     work(OWN, "2019-02-01", "2024-02-29"))
# 23 months 16 days, and 24 months.
four("a gap after the certificate", "2024-01-22", ineligible(), old("5", "2018-01-15"),
     work(OWN, "2017-06-01", "2019-12-31"), work(OWN, "2021-03-01", "2023-02-28"))
# 72 months end with 2024-09-30.
four("six years to the day, without any certificate", "2024-09-30", LONG, work(OWN, "2018-10-01"))
four("the same a day earlier", "2024-09-29", ineligible("2024-09-30"), work(OWN, "2018-10-01"))
# 37 months after the certificate, 84 in all.
four("three years after the certificate, seven in all", "2024-05-09", LONG,
     old("5", "2021-03-31"), work("商品营业员", "2017-05-01", "2019-12-31"),
     work(OWN, "2020-01-01"))

four("technician school", "2024-03-18", SCHOOLED,
     education("技工学校", "毕业", "2022-07-01", "本专业"))
four("last year of a technician school", "2024-04-11", SCHOOLED,
     education("技校", "应届毕业生", "2024-07", "related"), key="final-year",
     marks=("60", "59.99", "fail"))
four("first year of a technician school", "2024-04-11", ineligible(),
     education("技校", "在读", "", "本专业"))
# Enrolled until then.
four("a diploma that is dated ahead", "2024-10-08", ineligible("2024-12-20"),
     education("技工学校", "毕业", "2024-12-20", "相关专业"))
four("a diploma without its date", "2024-10-09", undetermined(),
     education("技工学校", "毕业", "", "本专业"))
four("technician school, another field", "2024-10-10", ineligible(),
     education("技工学校", "毕业", "2019-06-28", "其他专业"))
four("technician school, field not stated", "2024-10-10", undetermined(),
     education("技工学校", "毕业", "2019-06-28"))
four("vocational school that aims at intermediate skills", "2024-03-19", SCHOOLED,
     education("中专", "毕业", "2021-06-30", "本专业", "中级技能"))
four("vocational school that aims at none", "2024-03-19", ineligible(),
     education("中专", "毕业", "2021-06-30", "本专业", "无"), marks=("74", "", "ineligible"))
# 72 months of work end with 2024-11-30.
four("vocational school, aim not stated; six years soon", "2024-10-11",
     undetermined("2024-11-30"), education("中专", "毕业", "2018-06-30", "本专业"),
     work(OWN, "2018-12-01"), key="soon")
# 50 months.  The certificate stands in the person's own file, the job in the common one.
four("own file and common file together", "2024-06-14", ROSE, old("五级", "2020-03-31"),
     work(OWN, "2020-04-01"), own_file=("certificate",))

# --- Level three: a level four certificate, and years or a college or both ------------------------

# 60 months from 2019-05-01 on end with 2024-04-30.
three("five years after, to the day", "2024-04-30", ROSE, old("4", "2019-04-30"),
      work(OWN, "2017-03-01"))
three("the same a day earlier", "2024-04-29", ineligible("2024-04-30"), old("4", "2019-04-30"),
      work(OWN, "2017-03-01"))
# 61 months.  A skill level certificate counts as well.
three("a skill level certificate under the draft", "2024-05-21", ROSE,
      certificate("中级工", "2018-11-02", standard=DRAFT, kind=NEW_KIND),
      work(OWN, "2018-11-05", "2023-12-31"))
# 2018-03-06 to 2023-03-05: 60 months.
three("kind of certificate not noted, which makes no difference", "2024-01-30", ROSE,
      old("四级", "2018-03-05", kind=""), work(OWN, "2018-03-06", "2023-03-05"))
three("technician college, in whatever field", "2024-09-03", SKILLED, old("4", "2021-09-01"),
      education("技师学院", "毕业", "2021-06-30", "其他专业"), marks=("72", "", "pending"))
three("last year of a vocational college that aims at senior skills", "2024-05-22", SKILLED,
      certificate("4", "2023-06-12", standard=EDITION_2021, kind=NEW_KIND),
      education("高职", "应届毕业生", "2024-07", "相关专业", "高级技能"))
# Not by (2); 25 months after the certificate.
three("vocational college that aims at intermediate skills, and two years", "2024-02-19", STUDIED,
      certificate("4", "2021-12-20", standard=EDITION_2021, kind=NEW_KIND), work(OWN, "2021-07-01"),
      education("高等职业学校", "毕业", "2021-06-30", "本专业", "中级技能"))
# 24 months from 2022-05-01 on.
three("bachelor, and two years to the day", "2024-04-30", STUDIED,
      certificate("4", "2022-04-30", standard=STANDARD, kind=NEW_KIND),
      education("本科", "毕业", "2020-06-30", "本专业"), work(OWN, "2022-03-14"))
# Only (1) is left: 60 months end with 2027-04-30.
three("bachelor in another field", "2024-09-05", ineligible("2027-04-30"),
      certificate("4", "2022-04-30", standard=STANDARD, kind=NEW_KIND),
      education("本科", "毕业", "2020-06-30", "其他专业"), work(OWN, "2022-05-01"))
# (3) wants the diploma; 60 months end with 2026-06-30.
three("last year of college: not enough for (3)", "2024-03-14", ineligible("2026-06-30"),
      certificate("4", "2021-06-30", standard=STANDARD, kind=NEW_KIND),
      education("大专", "应届毕业生", "2024-07", "本专业"), work(OWN, "2021-07-01"))
three("graduates in summer", "2024-06-20", ineligible("2024-07-01"),
      certificate("4", "2021-12-31", standard=EDITION_2021, kind=NEW_KIND),
      education("大专", "毕业", "2024-07-01", "相关专业"), work(OWN, "2021-07-01"))
# 30 months: enough for (3) if the field is right.
three("field of the college not stated", "2024-08-01", undetermined(), old("4", "2020-11-30"),
      education("大专", "毕业", "2018-06-30"), work(OWN, "2020-12-01", "2023-05-31"))
three("holds level five only", "2024-08-02", ineligible(), old("5", "2018-11-30"),
      work(OWN, "2018-12-01", "2024-06-30"))
# 61 months after level five; no level four.
four("applies for two levels at once", "2024-11-04", ROSE, old("5", "2019-09-30"),
     work(OWN, "2019-10-01", "2024-10-31"),
     also=(Application("三级/高级工", "2024-11-04", ineligible()),))

# --- Mistakes: one of each kind -------------------------------------------------------------------

five("a job that ends before it begins", "2024-02-06", INVALID,
     work(OWN, "2023-10-01", "2022-12-31"))
four("a word that is none of the list", "2024-03-28", INVALID,
     education("技工学校", "毕业了", "2022-07-01", "本专业"))
four("one certificate number for two: the first", "2024-05-14", INVALID,
     certificate("5", "2019-07-01", standard=STANDARD, kind=NEW_KIND, number="N20190704444"),
     work(OWN, "2019-01-01"), key="number")
four("one certificate number for two: the second", "2024-05-30", INVALID,
     certificate("5", "2019-08-15", standard=STANDARD, kind=NEW_KIND, number="N20190704444"),
     work(OWN, "2019-01-01"), marks=("90", "90", "invalid"))
five("the end of a job written down ahead", "2024-10-21", INVALID,
     work(OWN, "2022-11-01", "2024-10-31"))
# 2024-08 is 31 August.
five("a last month that is not over", "2024-08-15", INVALID, work(OWN, "2022-01", "2024-08"),
     key="month")
five("a day that no year has", "2024-03-05", INVALID, work(OWN, "2022-02-30"))
five("a spreadsheet's date", "2024-06-17", INVALID, work(OWN, "2023/5/1"))
# 42 says that the studies were broken off.
four("a code that contradicts its status", "2024-06-18", INVALID,
     education("42", "毕业", "2020-06-30", "本专业", "中级技能"))
five("sends the same application twice", "2024-01-18", WORKED, work(OWN, "2021-06-01", "2023-08-31"),
     also=(Application("初级工", "2024-01-19", INVALID),), marks=("71", "66.25", "pass"))


def wrong_check_digit(row: dict) -> dict:
    number = row["id_number"]
    return {**row, "id_number": number[:17] + ("7" if number[17] != "7" else "1")}


def writes(**cells: str) -> Callable[[dict], dict]:
    return lambda row: {**row, **cells}


five("a digit of the identity number mistyped", "2024-07-09", INVALID, work(OWN, "2021-03-01"),
     mistake=wrong_check_digit)
three("a level that there is not", "2024-07-10", INVALID, old("3", "2019-01-31"),
      work(OWN, "2010-03"), mistake=writes(level="二级/技师"))

# Two handed in their papers and never applied.
PEOPLE += [
    Person("never applied", (work(OWN, "2020-09-01"), old("5", "2021-12-01")), ()),
    Person("never applied", (education("大专", "毕业", "2017-06-30", "本专业"),), ()),
]

# --- Files ----------------------------------------------------------------------------------------

REGISTER = """\
# The register of a fictional agency. Copy this file into an empty folder: that is a register.
format = 1

# Names the log in every checkpoint, for ever.
origin = "skills.example.org/agents"

# As certificates print it.
issuer = { en = "Yunting Skills Assessment Center", zh = "云汀职业技能评价中心" }

# Certificate numbers: codes of vocational-level certificates (职业技能等级证书编码), 22 characters.
#
#     S       an assessment organisation; an employer has Y
#     0001    the ministry's code of the agency
#     23      the province
#     000042  the serial of the agency and site, set by the province
#     24      the year of the award
#     5       the level
#     000001  the serial of the certificate
#
# The first four are assigned by the authorities and make up the agency's code; these are invented, so
# put in your own. The rule that we have does not say what the last serial counts within. Here it begins
# with 1 for each year and level; where your authority counts through all levels of a year, write
# {serial:6:year}.
agency = "S000123000042"
number = "{agency}{yy}{level}{serial:6}"
"""

README = """\
# 呼叫中心服务员: a year at the counter

[中文](README.zh.md)

All people, numbers, employers and schools here are invented; only the rules are not. In 2024 an
agency that does not exist takes {applications} applications by {people} people, for levels five, four and three of
`nos-4-04-05-03`, call centre agents. Years of work decide here, and nearly every person in this
folder stands just on one side of some border.

| file | what it is |
|---|---|
| `applications.csv` | who, for which level, on which day; levels by any of their names |
| `evidence/*.csv` | jobs, certificates, schools and apprenticeships, as people brought them |
| `evidence/*.toml` | the papers of three people, each in a file of their own |
| `scores.csv` | {scores} rows of marks |
| `register.toml` | who issues, and how certificates are numbered |

The commands below work in any folder that has the repository's `samples` in it, and leave a few
files there.

```console
$ certrec check-eligibility --standard nos-4-04-05-03 --evidence samples/nos-4-04-05-03/evidence \\
>     samples/nos-4-04-05-03/applications.csv > eligibility.csv 2> eligibility.log; echo "status $?"
status 3
$ cut -d, -f8 eligibility.csv | sort | uniq -c
{counts}
```

The status is 3 because of the {invalid} rows that cannot be judged; `eligibility.log` says why, with file and
line.

## Whom you will meet

- {day-early} has had the certificate of level five since 30 June 2020, has worked ever since, and applies on
  29 June 2024, a day too early. {to-the-day} does the same on 30 June, and is eligible.
- {thirty} is a day short of a year, and eligible: eleven months and thirty days, and thirty days make a
  month. {gap} misses the year by the one day between two jobs.
- {short-months} has two half years that end in short months. {at-once} had two jobs at once, which count once.
- {and-the-like} works in a trade much like those that the standard lists with "and the like"; only those it
  names count.
- {no-occupation}'s paper does not say what the job was, and {undated}'s certificate bears no date: undetermined.
  {soon} is undetermined too, but eligible without further papers from 30 November on.
- {final-year} is in the last year of a technician school, which counts like its diploma for level four.
- {revoked}'s certificate was revoked on the very day.
- {month} wrote in the middle of August that a job ended in August. `2024-08` means the 31st, which had not
  come: a mistake, as are a job that ends before it begins, 30 February, and a certificate number that
  two people have (one is {number}).

Why is {day-early} not eligible? This is the first line of the answer; every condition of every route
follows, with the lines of evidence that count:

```console
$ {{ head -n 1 samples/nos-4-04-05-03/applications.csv
>   grep {day-early} samples/nos-4-04-05-03/applications.csv; }} |
>   certrec -q check-eligibility --standard nos-4-04-05-03 \\
>     --evidence samples/nos-4-04-05-03/evidence --explain 2> explain.log | head -n 1
{day-early}  level 4  as of 2024-06-29: ineligible, earliest 2024-06-30
```

## To the end of the chain

```console
$ openssl genpkey -algorithm ed25519 -out issuer.pem
$ openssl pkey -in issuer.pem -pubout -out issuer.pub.pem
$ mkdir register && cp samples/nos-4-04-05-03/register.toml register/
$ certrec grade --standard nos-4-04-05-03 --eligibility eligibility.csv \\
>     samples/nos-4-04-05-03/scores.csv > results.csv 2> results.log; echo "status $?"
status 3
$ certrec issue --register register --key issuer.pem --on 2024-12-16 --certificates certificates \\
>     results.csv > issued.csv 2> issued.log; echo "status $?"
status 0
$ ls certificates | wc -l
{passed}
$ cut -d, -f4 register/entries.csv | sed 1d | sort | sed 3q
S000123000042243000001
S000123000042243000002
S000123000042243000003
$ certrec verify --public-key issuer.pub.pem --register register certificates/*.toml \\
>     > checks.csv 2> checks.log; echo "status $?"
status 0
```

The numbers are codes of vocational-level certificates: `register.toml` says what their 22 characters
are, and which of them an agency has to fill in.

The second 3 is for rows that cannot be graded: marks of people whose application was invalid, or
who never applied. `tests/samples/make_nos_4_04_05_03.py` made all of this, and says of each person what
the verdict must be and why.
"""


def uniq_count(counts: Counter) -> str:
    """What `sort | uniq -c` prints."""
    return "\n".join(f"{counts[word]:7} {word}" for word in sorted(counts))


def scores(office: Office) -> list[tuple]:
    """(candidate, level as written, theory, practical, outcome) of all who came to the exam."""
    dice = Dice(20241130)
    rows = []
    for row, application, person in office.rows:
        if person.applications[0] is not application:
            continue
        marks = person.marks
        if not marks and application.verdict[0] == "eligible":
            marks = (f"{dice.between(60, 96)}", f"{dice.between(120, 190) / 2:g}", "pass")
        if marks:
            rows.append((row["candidate_id"], dice.pick(LEVEL_CELLS[application.level]), *marks,
                         application.level))
    dice.shuffle(rows)
    # Marks of somebody who never applied, and marks that cannot be read.
    rows.append(("N901", "4", "80", "80", "invalid", "4"))
    return rows


def write(root: Path) -> None:
    samples, expected = root / "samples" / STANDARD, root / "tests" / "samples" / STANDARD
    office = Office(PEOPLE, "N", SITES, 4040503)
    dice = Dice(2024)
    for row, application, _ in office.rows:
        if row["level"] == application.level and application.level in LEVEL_CELLS:
            row["level"] = dice.pick(LEVEL_CELLS[application.level])
    office.write_applications(samples / "applications.csv")
    office.write_evidence(samples / "evidence")
    write_csv(expected / "eligibility.csv",
              ("candidate_id", "level", "eligibility", "route", "earliest_on"),
              [(row["candidate_id"], row["level"], *application.verdict)
               for row, application, _ in office.rows])
    sat = scores(office)
    write_csv(samples / "scores.csv", ("candidate_id", "level", "theory", "practical"),
              [row[:4] for row in sat])
    write_csv(expected / "results.csv", ("candidate_id", "level", "outcome", "awarded"),
              [(*row[:2], row[4], row[5] if row[4] == "pass" else "") for row in sat])
    write_text(samples / "register.toml", REGISTER)

    verdicts = Counter(application.verdict[0] for _, application, _ in office.rows)
    write_text(samples / "README.md", README.format(
        applications=len(office.rows), people=sum(bool(p.applications) for p in PEOPLE),
        scores=len(sat), counts=uniq_count(verdicts + Counter(["eligibility"])),
        passed=sum(row[4] == "pass" for row in sat), **verdicts, **office.ids))


if __name__ == "__main__":
    sys.exit(run_script(write))
