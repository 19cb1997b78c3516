#!/usr/bin/env python3
"""Writes the sample story of a standard of one's own and the verdicts expected for it.

    make_own_standard.py REPOSITORY_ROOT

writes samples/own-standard/ (my-agency.toml, applications, evidence, scores, sessions, register.toml,
README.md) and tests/samples/own-standard/ (base.csv, eligibility.csv, results.csv, sessions.csv).
The same bytes on each run.

my-agency.toml is an overlay on nos-4-04-05-03. Each person is told with two verdicts, stated by hand
from the clauses: that of the standard below, and that of the overlay.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from invented import write_csv
from papers import (Application, Office, Paper, Person, apprenticeship, certificate, education,
                    recommendation, run_script, training, work, write_text)

FOLDER = "own-standard"
BASE, OWN_ID = "nos-4-04-05-03", "qinghe-agents"
EDITION_2021 = "nos-4-04-05-03-2021"
SITES = ("青禾",)

OWN = "呼叫中心服务员"
KIND = "技能等级证书"
QINGHE, OTHER = "青禾客户服务中心", "望岭呼叫中心"

OVERLAY = """\
# 青禾客户服务中心: what this invented company asks of its own call centre agents. Everything that is
# not said here is as in the standard that it extends.

extends = "nos-4-04-05-03"
id = "qinghe-agents"

[title]
zh = "呼叫中心服务员（青禾客户服务中心企业标准）"
en = "Call centre agent (company standard of Qinghe Customer Service)"

[source]
zh = "青禾客户服务中心，以呼叫中心服务员国家职业技能标准为底"
en = "Qinghe Customer Service, on the national standard for call centre agents"

# QH-1: one more related occupation. An array is replaced, so the five of the standard stand here again.

[occupation]
related = [
    { zh = "电子商务师", en = "e-commerce specialist" },
    { zh = "营销员", en = "sales and marketing worker" },
    { zh = "商品营业员", en = "shop assistant" },
    { zh = "人工智能训练师", en = "artificial intelligence trainer" },
    { zh = "信息技术类职业", en = "information technology occupations" },
    { zh = "互联网营销师", en = "internet marketing specialist", aliases = ["带货主播"] },
]

[occupation.related_clause]
number = "QH-1"
zh = "国家标准所列相关职业，另加互联网营销师。"
en = "The related occupations of the national standard, and internet marketing specialist."

# QH-2: the training binds; its 56 hours are those of the standard.

[[level]]
id = "5"

[level.training]
binding = true
hours = 56

[level.training.clause]
number = "QH-2"
zh = "五级培训不少于56标准学时，为申报的必要条件。"
en = "Level five needs no fewer than 56 standard hours of training."

# QH-3: nobody comes by an apprenticeship any more, but half a year and a recommendation will do.

[[level.route]]
number = "2021/9(2)"
remove = true

[[level.route]]
number = "QH-3"
zh = "累计从事本职业6个月（含）以上，并经现任职单位推荐。"
en = "has worked in this occupation for 6 months or more in total (6 months included), and is recommended by the present employer."
condition = { all = [{ employment = { months = 6 } }, { recommendation = { employer = "present" } }] }

# QH-4: five years after level five, where the standard has four.

[[level]]
id = "4"

[[level.route]]
number = "draft/1.9.1(1)"
zh = "取得本职业或相关职业五级/初级工职业资格证书(技能等级证书)后,累计从事本职业或相关职业5年(含)以上。"
en = "after obtaining the vocational qualification certificate (skill level certificate) of level five (junior skilled worker) in this occupation or a related one, has worked in this occupation or a related one for 5 years or more in total (5 years included)."

[level.route.condition]
clause = { number = "QH-4", zh = "5年（含）以上", en = "5 years or more" }
all = [
    { certificate = { level = "5", occupations = ["this", "related"] } },
    { employment = { years = 5, occupations = ["this", "related"], after = { level = "5", occupations = ["this", "related"] } } },
]

# QH-5: the open value theory.minutes is supplied, and is open no more.

[[component]]
id = "theory"
minutes = 90

[component.time]
number = "QH-5"
zh = "理论知识考试时间90分钟。"
en = "The theory examination takes 90 minutes."

# How QH-2 is read. Readings are added to those of the standard.

[[reading]]
clause = "QH-2"
zh = "线上、线下学时合并计算；依国家标准各版所受的五级培训同样计入。"
en = "Hours online and offline are added up; training for level five under any edition of the national standard counts too."
"""

PEOPLE: list[Person] = []


def eligible(route: str) -> tuple:
    return "eligible", route, ""


def ineligible(earliest_on: str = "") -> tuple:
    return "ineligible", "", earliest_on


def undetermined(earliest_on: str = "") -> tuple:
    return "undetermined", "", earliest_on


INVALID = ("invalid", "", "")
WORKED = eligible("2021/9(1)")
LEARNT = eligible("2021/9(2)")
HALF_YEAR = eligible("QH-3")
ROSE, LONG, STUDIED = (eligible(f"draft/1.9.1({n})") for n in (1, 2, 3))


def tell(level: str, why: str, on: str, base: tuple, own: tuple, *papers: Paper, marks: tuple = ("", ""),
         key: str = "") -> None:
    """One person, with the verdict of the standard below and that of the overlay; `why` they differ."""
    PEOPLE.append(Person(why, papers, (Application(level, on, (base, own)),), marks=marks, key=key))


five, four, three = partial(tell, "5"), partial(tell, "4"), partial(tell, "3")


def trained(hours: str, completed: str, mode: str = "online", level: str = "5",
            standard: str = OWN_ID) -> Paper:
    return training(hours, completed, mode, standard=standard, level=level)


# The papers of a year in the occupation.
YEAR = work(OWN, "2023-09-01", employer=QINGHE)

five("as before: a year, and the training done", "2025-06-02", WORKED, WORKED, YEAR,
     trained("56", "2025-03-28"), marks=("82", "77.5"))
five("half an hour short of 56 (QH-2)", "2025-06-02", WORKED, ineligible(), YEAR,
     trained("55.5", "2025-03-28"), key="half-hour")
# 40 online under the 2021 edition, 16 offline under the overlay.
five("as before: 40 hours online and 16 offline, under two standards", "2025-06-03", WORKED,
     WORKED, YEAR, trained("40", "2024-11-29", standard=EDITION_2021),
     trained("16", "2025-06-03", "offline"), marks=("60", "60"), key="accepted")
five("56 hours, but for level four (QH-2)", "2025-06-03", WORKED, ineligible(), YEAR,
     trained("56", "2025-03-28", level="4"))
five("hours not written down (QH-2)", "2025-06-04", WORKED, undetermined(), YEAR,
     trained("", "2025-03-28"), key="unknown-hours")
five("hours in words: the standard below does not read that file (QH-2)", "2025-06-04", WORKED,
     INVALID, YEAR, trained("五十六", "2025-03-28"), key="words")
five("an apprenticeship, which does not count any more (QH-3)", "2025-06-05", LEARNT, ineligible(),
     apprenticeship(OWN, "2025-02-28", "2024-03-01"), trained("60", "2025-03-28"),
     key="apprentice")
# 6 months from 2024-12-01 end with 2025-05-31; the year ends with 2025-11-30.
five("half a year and a recommendation (QH-3)", "2025-06-05", ineligible("2025-11-30"), HALF_YEAR,
     work(OWN, "2024-12-01", employer=QINGHE), recommendation(QINGHE, "5", "2025-06-01"),
     trained("56", "2025-03-28"), marks=("70", "64"), key="half-year")
# A year of both jobs ends with 2025-09-30.
five("the same, but the employer who recommends is not the present one (QH-3)", "2025-06-05",
     ineligible("2025-09-30"), undetermined("2025-09-30"),
     work(OWN, "2024-10-01", "2025-03-31", employer=QINGHE), work(OWN, "2025-04-01", employer=OTHER),
     recommendation(QINGHE, "5", "2025-03-31"), trained("56", "2025-03-28"), key="former")
five("a year in the occupation that is now related (QH-1)", "2025-06-06", ineligible(), WORKED,
     work("带货主播", "2023-09", employer=OTHER), trained("56", "2025-03-28"), marks=("91", "58"),
     key="related")
# After 2021-04-30: 48 months end with 2025-04-30, 60 with 2026-04-30.
four("four years after level five (QH-4)", "2025-06-10", ROSE, ineligible("2026-04-30"),
     certificate("5", "2021-04-30", standard=BASE, kind=KIND),
     work(OWN, "2021-03-01", employer=QINGHE), key="four-years")
four("as before: five years after, to the day", "2025-04-30", ROSE, ROSE,
     certificate("5", "2020-04-30", kind=KIND, occupation=OWN),
     work(OWN, "2020-05-01", employer=QINGHE), marks=("66", "absent"), key="five-years")
# 2018-07-01 to 2024-12-31 are 78 months.
four("as before: six years, without a certificate", "2025-06-10", LONG, LONG,
     work("营销员", "2018-07-01", "2024-12-31", employer=OTHER), marks=("75", "80"))
# The standard below does not know qinghe-agents, and the certificate names no occupation.
three("level four under the overlay itself", "2025-06-11", undetermined(), STUDIED,
      certificate("4", "2023-05-31", standard=OWN_ID, kind=KIND),
      education("大专", "毕业", "2022-06-30", "相关专业"),
      work(OWN, "2022-09-01", employer=QINGHE), marks=("88", "85"), key="itself")

OUTCOMES = {("82", "77.5"): "pass", ("60", "60"): "pass", ("70", "64"): "pass", ("91", "58"): "fail",
            ("66", "absent"): "absent", ("75", "80"): "pass", ("88", "85"): "pass"}

# session_id, component, held_on, candidates, invigilators, examiners, minutes, mode, network,
# surveillance; the overlay's verdict and clause.  The standard below has no rule on sessions at all.
SESSIONS = [
    (("T1", "theory", "2025-06-21", "5", "1", "", "90", "offline", "", ""), "compliant", ""),
    (("T2", "theory", "2025-06-22", "2", "1", "", "80", "offline", "", ""), "non-compliant", "QH-5"),
    (("T3", "theory", "2025-06-22", "1", "1", "", "", "offline", "", ""), "undetermined", "QH-5"),
]
SESSION_COLUMNS = ("session_id", "component", "held_on", "candidates", "invigilators", "examiners",
                   "minutes", "mode", "network", "surveillance")

REGISTER = """\
# The register of a fictional agency. Copy this file into an empty folder: that is a register.
format = 1

# Names the log in every checkpoint, for ever.
origin = "skills.example.org/qinghe"

# As certificates print it.
issuer = { en = "Qinghe Customer Service", zh = "青禾客户服务中心" }

# Certificate numbers: the company's code, the level's code, the year of the award, a serial number.
agency = "QH"
number = "{agency}-{level}-{year}-{serial:3}"
"""

README = """\
# A standard of one's own

[中文](README.zh.md)

All people, companies and numbers here are invented. 青禾客户服务中心, a company that does not exist,
certifies its call centre agents by `nos-4-04-05-03`, but asks more in some things and less in others.
It does not copy the standard: `my-agency.toml` says only what is different.

| in `my-agency.toml` | what it does |
|---|---|
| `extends`, `id` | takes all of the standard below, under an id of its own |
| `[title]`, `[source]` | what certificates print, and where this comes from |
| `related = [ ... ]` | QH-1: internet marketing becomes a related occupation; the whole array is restated, since arrays are replaced |
| `[level.training]` of level 5 | QH-2: the 56 hours, so far for reference, bind |
| `number = "2021/9(2)"`, `remove = true` | QH-3: the route by apprenticeship is gone |
| `number = "QH-3"` | QH-3: a new route, half a year and a recommendation by the present employer |
| `number = "draft/1.9.1(1)"` of level 4 | QH-4: the route of that number has new words and a new condition, five years for four |
| `minutes = 90`, `[component.time]` | QH-5: a value that the text below leaves open; with it, the open value is gone |
| `[[reading]]` | one more note on how the text is read |

In any folder that has the repository's `samples` in it:

```console
$ certrec standard check samples/own-standard/my-agency.toml | cut -d, -f1
samples/own-standard/my-agency.toml: no findings
$ for standard in nos-4-04-05-03 samples/own-standard/my-agency.toml; do
>   certrec -q check-eligibility --standard $standard --evidence samples/own-standard/evidence \\
>     samples/own-standard/applications.csv 2> messages.log |
>   cut -d, -f1,8,9 > $(basename $standard).csv
> done
$ join -t, --header nos-4-04-05-03.csv my-agency.toml.csv
{table}
```

First comes the answer of the standard below, then that of the company, to the same people and
papers. Where they differ, the reason is in `my-agency.toml`:

- QH-1: {related} has sold on the internet for a year.
- QH-2: {half-hour} has 55.5 hours, and {unknown-hours}'s course does not say how many. {words} wrote 五十六 instead of
  56, a mistake that the standard below never saw, since nothing in it looks at training. {accepted} took
  part of the course under the 2021 edition, which the overlay accepts as the standard below does.
- QH-3: {apprentice} comes by an apprenticeship. {half-year} has half a year and a letter. {former}'s letter is by
  an employer who is not the present one; time will mend it.
- QH-4: {four-years} has four years after level five, {five-years} five, to the day.
- {itself} already has a certificate of `qinghe-agents`. The standard below does not know that id.

## Sessions, marks and certificates

With QH-5 there is something to hold a session against; before, each was undetermined.

```console
$ certrec check-eligibility --standard samples/own-standard/my-agency.toml --subject session \\
>     samples/own-standard/sessions.csv | cut -d, -f1,7,11,12
session_id,minutes,compliance,clauses
T1,90,compliant,
T2,80,non-compliant,QH-5
T3,,undetermined,QH-5
```

The certificates are of `qinghe-agents`; their edition is a digest of the overlay and of all that is
below it.

```console
$ openssl genpkey -algorithm ed25519 -out issuer.pem
$ openssl pkey -in issuer.pem -pubout -out issuer.pub.pem
$ mkdir register && cp samples/own-standard/register.toml register/
$ certrec check-eligibility --standard samples/own-standard/my-agency.toml \\
>     --evidence samples/own-standard/evidence samples/own-standard/applications.csv 2> messages.log |
>   certrec grade --standard samples/own-standard/my-agency.toml --eligibility - \\
>     samples/own-standard/scores.csv |
>   certrec issue --standard samples/own-standard/my-agency.toml --register register --key issuer.pem \\
>     --on 2025-07-01 --certificates certificates - > issued.csv
$ ls certificates
{certificates}
$ certrec -q verify --public-key issuer.pub.pem certificates/*.toml > checks.csv; echo "status $?"
status 0
```

`tests/samples/make_own_standard.py` made all of this, and says of each person why.
"""


def table(office: Office) -> str:
    """What `join` prints of the two answers."""
    rows = [("candidate_id", "eligibility", "route", "eligibility", "route")]
    for row, application, _ in office.rows:
        base, own = application.verdict
        rows.append((row["candidate_id"], *base[:2], *own[:2]))
    return "\n".join(",".join(row) for row in rows)


def write(root: Path) -> None:
    samples, expected = root / "samples" / FOLDER, root / "tests" / "samples" / FOLDER
    office = Office(PEOPLE, "Q", SITES, 56)
    write_text(samples / "my-agency.toml", OVERLAY)
    office.write_applications(samples / "applications.csv")
    office.write_evidence(samples / "evidence")
    for name, which in (("base.csv", 0), ("eligibility.csv", 1)):
        write_csv(expected / name, ("candidate_id", "level", "eligibility", "route", "earliest_on"),
                  [(row["candidate_id"], row["level"], *application.verdict[which])
                   for row, application, _ in office.rows])
    sat = [(row, person) for row, _, person in office.rows if any(person.marks)]
    write_csv(samples / "scores.csv", ("candidate_id", "level", "theory", "practical"),
              [(row["candidate_id"], row["level"], *person.marks) for row, person in sat])
    results = [(row["candidate_id"], row["level"], OUTCOMES[person.marks]) for row, person in sat]
    write_csv(expected / "results.csv", ("candidate_id", "level", "outcome", "awarded"),
              [(*result, result[1] if result[2] == "pass" else "") for result in results])
    write_csv(samples / "sessions.csv", SESSION_COLUMNS, [row for row, _, _ in SESSIONS])
    write_csv(expected / "sessions.csv", ("session_id", "component", "compliance", "clauses"),
              [(*row[:2], verdict, clauses) for row, verdict, clauses in SESSIONS])
    write_text(samples / "register.toml", REGISTER)

    passed: dict[str, int] = {}
    for _, level, outcome in results:
        passed[level] = passed.get(level, 0) + (outcome == "pass")
    certificates = [f"QH-{level}-2025-{serial:03}.toml" for level in sorted(passed)
                    for serial in range(1, passed[level] + 1)]
    write_text(samples / "README.md", README.format(
        table=table(office), certificates="\n".join(certificates), **office.ids))


if __name__ == "__main__":
    sys.exit(run_script(write))
