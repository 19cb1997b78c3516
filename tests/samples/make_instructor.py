#!/usr/bin/env python3
"""Writes the sample story of the standard instructor and the verdicts expected for it.

    make_instructor.py REPOSITORY_ROOT

writes samples/instructor/ (applications, evidence, README.md) and tests/samples/instructor/
(eligibility.csv, conditions.csv). The same bytes on each run.

The text of this standard is in fragments, so some condition of every route is an open value and
nobody is eligible. The expected files, stated by hand, say more than the verdict: which open values
the reasons must name (eligibility.csv), and which of the conditions that are in the text are met,
unmet or unknown (conditions.csv, by their clauses).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from invented import write_csv
from papers import (Application, Office, Paper, Person, certificate, education, publication,
                    run_script, teaching, work, write_text)

STANDARD = "instructor"
SITES = ("北京", "广州")
ALL_BUT_PUBLICATIONS = ("certificate", "education", "employment", "teaching")

# Clauses of conditions, by level.
HOURS = "课时数量"
YEARS_10, YEARS_15 = "学历要求 1)", "5 学历要求 1)"
HOLDER = "5 评定对象"
BOOKS, JOURNALS, MEDIA = "论文著作 1)", "论文著作 2)", "论文著作 3)"
MEDIA_AAA = "论文著作 1)"

SENIOR_MANAGERS = "呼叫中心高级管理人员"

PEOPLE: list[Person] = []


def undetermined(*open_values: str) -> tuple:
    return "undetermined", open_values


def ineligible(*open_values: str) -> tuple:
    return "ineligible", open_values


def invalid(*open_values: str) -> tuple:
    return "invalid", open_values


def tell(why: str, level: str, on: str, verdict: tuple, clauses: dict, *papers: Paper,
         key: str = "") -> None:
    """One lecturer: what they apply for, the verdict, and how the conditions in the text stand."""
    application = Application(level, on, (*verdict, clauses))
    PEOPLE.append(Person(why, papers, (application,), own_file=ALL_BUT_PUBLICATIONS, key=key))


def papers(kind: str, rank: str, authors: str, count: int, year: int) -> tuple[Paper, ...]:
    """`count` publications of one class, two each year from `year` on."""
    titles = ("排班与话务预测", "新员工带教", "投诉处理", "质检与辅导", "知识库建设")
    return tuple(publication(kind, rank, authors, f"{year + n // 2}-{(4, 10)[n % 2]:02}-15",
                             f"{titles[n % 5]}（{n + 1}）") for n in range(count))


# --- A: 50 hours in a year ------------------------------------------------------------------------

OPEN_A = ("A.candidates", "A.education", "A.publications")

tell("30 and 20 hours in one year", "A", "2025-06-03", undetermined(*OPEN_A), {HOURS: "met"},
     teaching("30", "2024-03-01", "2024-05-31"), teaching("20", "2024-09-02", "2024-11-29"),
     key="fifty")
tell("49.5 hours in the best year, more in all", "初级讲师", "2025-06-03", ineligible(*OPEN_A),
     {HOURS: "unmet"}, teaching("49.5", "2023-03-01", "2023-12-15"),
     teaching("40", "2024-03-01", "2024-06-28"), key="half-hour")
# The second course counts for one year or the other, and only with the first is it 50.
tell("a course across the turn of the year", "A级", "2025-06-04", undetermined(*OPEN_A),
     {HOURS: "unknown"}, teaching("30", "2024-03-01", "2024-05-31"),
     teaching("25", "2024-12-16", "2025-01-10"), key="new-year")
tell("hours not written down", "A", "2025-06-04", undetermined(*OPEN_A), {HOURS: "unknown"},
     teaching("", "2024-03-01", "2024-11-30"))

# --- AA: nothing of it is in the text; AAA: ten papers --------------------------------------------

tell("a level whose routes are not in the text", "AA", "2025-06-05", invalid("AA.routes"), {},
     teaching("120", "2024-03-01", "2024-11-29"), key="aa")

OPEN_AAA = ("AAA.candidates", "AAA.education", "AAA.teaching")

tell("ten papers, eight as first author, one of class AA", "AAA", "2025-06-05",
     undetermined(*OPEN_AAA), {MEDIA_AAA: "met"}, *papers("professional-media", "A", "1", 7, 2019),
     publication("专业媒体", "AA类", "1", "2024-08", "呼叫中心的成本"),
     *papers("professional-media", "A", "2", 2, 2023))
# Another of the conditions, of which the text shows only the first, might hold.
tell("ten papers, seven as first author, and five of class B", "AAA级", "2025-06-05",
     undetermined(*OPEN_AAA, "AAA.publications"), {MEDIA_AAA: "unmet"},
     *papers("professional-media", "A", "1", 7, 2019),
     *papers("professional-media", "A", "3", 3, 2022),
     *papers("professional-media", "B", "1", 5, 2020))
tell("seven as first author, and one whose place is not known", "AAA", "2025-06-06",
     undetermined(*OPEN_AAA, "AAA.publications"), {MEDIA_AAA: "unknown"},
     *papers("professional-media", "A", "1", 7, 2019),
     *papers("professional-media", "A", "2", 2, 2022),
     publication("professional-media", "A", "", "2024-02-20", "远程办公"))

# --- AAAA: 400 hours to senior managers, and ten years without a break ----------------------------

OPEN_AAAA = ("AAAA.candidates", "AAAA.publications")
BACHELOR = education("本科", "毕业", "2009-06-30")
HOURS_400 = (teaching("250", "2024-01-08", "2024-06-28", audience=SENIOR_MANAGERS),
             teaching("150", "2024-07-01", "2024-12-20", audience="高级管理人员"))

# 2015-06-11 to 2025-06-10, one job after the other.
tell("ten years to the day, 400 hours", "AAAA", "2025-06-10", undetermined(*OPEN_AAAA),
     {YEARS_10: "met", HOURS: "met"}, BACHELOR, work("呼叫中心", "2015-06-11", "2019-12-31"),
     work("客户关系管理", "2020-01-01"), *HOURS_400, key="ten-years")
# 119 months and 30 days: of continuous service days make no month.
tell("the same a day earlier", "资深讲师", "2025-06-09",
     undetermined(*OPEN_AAAA, "AAAA.education"), {YEARS_10: "unmet", HOURS: "met"}, BACHELOR,
     work("呼叫中心", "2015-06-11", "2019-12-31"), work("客户关系管理", "2020-01-01"), *HOURS_400)
# 6 and 8 years; one day lies between them.
tell("fourteen years with a break of one day", "AAAA", "2025-06-10",
     undetermined(*OPEN_AAAA, "AAAA.education"), {YEARS_10: "unmet", HOURS: "met"},
     education("硕士", "毕业", "2010-06-30"), work("呼叫中心", "2011-05-01", "2017-04-30"),
     work("呼叫中心培训讲师", "2017-05-02"), *HOURS_400, key="break")
tell("390 hours to senior managers, 100 to others", "AAAA", "2025-06-10",
     ineligible(*OPEN_AAAA), {YEARS_10: "met", HOURS: "unmet"}, BACHELOR,
     work("呼叫中心", "2010-03"), teaching("390", "2024-01-08", "2024-12-20", audience=SENIOR_MANAGERS),
     teaching("100", "2024-03-04", "2024-10-25", audience="客服人员"), key="audience")
tell("the audience of one course is not known", "AAAA", "2025-06-11", undetermined(*OPEN_AAAA),
     {YEARS_10: "met", HOURS: "unknown"}, BACHELOR, work("呼叫中心", "2010-03"),
     teaching("390", "2024-01-08", "2024-12-20", audience=SENIOR_MANAGERS),
     teaching("10", "2024-03-04", "2024-03-08"))

# --- AAAAA: an AAAA certificate, fifteen years, two of the kinds of publication -------------------

OPEN_AAAAA = ("AAAAA.candidates", "AAAAA.teaching")
AAAA_HELD = certificate("AAAA", "2019-09-01", standard=STANDARD)
EIGHTEEN_YEARS = (BACHELOR, work("呼叫中心", "2007-06"))
TWO_BOOKS = (publication("book", "AA", "2", "2021-05-01", "服务的学问"),
             publication("专业书籍", "B", "1", "2023-11", "呼叫中心排班"))
FIVE_JOURNALS = (*papers("provincial-journal", "AA", "1", 3, 2020),
                 *papers("provincial-journal", "A", "2", 2, 2022))
TWENTY_MEDIA = (*papers("professional-media", "A", "1", 15, 2015),
                *papers("professional-media", "AA", "4", 5, 2021))

tell("books and journals", "AAAAA", "2025-06-12", undetermined(*OPEN_AAAAA),
     {HOLDER: "met", YEARS_15: "met", BOOKS: "met", JOURNALS: "met", MEDIA: "unmet"},
     AAAA_HELD, *EIGHTEEN_YEARS, *TWO_BOOKS, *FIVE_JOURNALS, key="expert")
# The list of publications breaks off, so a second one might hold.
tell("books only, and fifteen years to the day", "专家讲师", "2025-06-12",
     undetermined(*OPEN_AAAAA, "AAAAA.publications"),
     {HOLDER: "met", YEARS_15: "met", BOOKS: "met", JOURNALS: "unmet", MEDIA: "unmet"},
     AAAA_HELD, BACHELOR, work("客户关系管理", "2010-06-13"), *TWO_BOOKS)
# The first is of class A, and only of class AA would do; of the second nobody wrote it down.
tell("class of a book not known; media", "AAAAA", "2025-06-13",
     undetermined(*OPEN_AAAAA, "AAAAA.education", "AAAAA.publications"),
     {HOLDER: "met", YEARS_15: "unmet", BOOKS: "unknown", JOURNALS: "unmet", MEDIA: "met"},
     AAAA_HELD, education("本科", "肄业"), work("呼叫中心", "2007-06"),
     publication("book", "A", "1", "2021-05-01", "新人手册"),
     publication("book", "", "1", "2022-05-01", "班组长手册"), *TWENTY_MEDIA)
tell("nearly everything, but of no kind enough", "AAAAA", "2025-06-13",
     ineligible(*OPEN_AAAAA, "AAAAA.publications"),
     {HOLDER: "met", YEARS_15: "met", BOOKS: "unmet", JOURNALS: "unmet", MEDIA: "unmet"},
     AAAA_HELD, *EIGHTEEN_YEARS, TWO_BOOKS[0], *FIVE_JOURNALS[:4], *TWENTY_MEDIA[:19],
     key="nearly")
tell("certificate expired the day before", "AAAAA", "2025-06-13", ineligible(*OPEN_AAAAA),
     {HOLDER: "unmet", YEARS_15: "met", BOOKS: "met", JOURNALS: "met", MEDIA: "unmet"},
     certificate("AAAA级", "2020-06-13", "2025-06-12", standard=STANDARD), *EIGHTEEN_YEARS,
     *TWO_BOOKS, *FIVE_JOURNALS)
tell("a course that ends before it begins", "A", "2025-06-13", invalid(), {},
     teaching("60", "2025-03-31", "2025-03-01"), key="swapped")

# --- Files ----------------------------------------------------------------------------------------

README = """\
# 呼叫中心培训讲师: who may call themselves how many A

[中文](README.zh.md)

All people, papers and numbers here are invented; only the rules are not. In June 2025, {people} lecturers
ask to be assessed under `instructor`. Of its text there are only fragments: some conditions are
there, others break off. Nothing is made up for these, so **nobody is eligible**, and the answer says
of each what is certain and what the text leaves open.

| file | what it is |
|---|---|
| `applications.csv` | who, for which level, on which day |
| `evidence/L*.toml` | jobs, degrees, certificates and courses given, one file for each lecturer |
| `evidence/publication.csv` | books and papers of all of them |

In any folder that has the repository's `samples` in it:

```console
$ certrec check-eligibility --standard instructor --evidence samples/instructor/evidence \\
>     samples/instructor/applications.csv > eligibility.csv 2> eligibility.log; echo "status $?"
status 3
$ cut -d, -f8 eligibility.csv | sort | uniq -c
{counts}
$ grep {fifty}, eligibility.csv | grep -oE '[(][A-Z]+[.][a-z]+[)]'
(A.candidates)
(A.education)
(A.publications)
```

- {fifty} taught 50 hours in one year, all that the text asks of level A. {half-hour} taught 49.5, and is
  ineligible whatever the missing conditions may be. {new-year}'s course went over New Year, so nobody can
  say of which year its hours are.
- {aa} applies for AA, of which the text has nothing at all: invalid, and the message says how to
  supply it.
- {ten-years} has ten years without a break, to the day; {break} has fourteen with a break of one day. Neither
  is out: the text lists the ten years among several conditions, and breaks off after them.
- {audience} taught 490 hours, but only 390 of them to senior managers, of 400.
- {expert} has two of the kinds of publication that AAAAA wants; {nearly} has something of each and enough
  of none.
- {swapped}'s course ends before it begins: a mistake, told with file and line.

`--explain` shows all that. Here is only how the clause on years stands, of {ten-years} and {break}:

```console
$ certrec -q check-eligibility --standard instructor --evidence samples/instructor/evidence \\
>     --explain samples/instructor/applications.csv 2> explain.log |
>   sed -nE '/^({ten-years}|{break}) /,/^$/p' | grep -E '^L|学历要求 1[)]'
{ten-years}  level AAAA  as of 2025-06-10: undetermined
          [met] 学历要求 1)  all of
{break}  level AAAA  as of 2025-06-10: undetermined
          [unmet] 学历要求 1)  all of
```

An agency that knows the missing conditions writes them into an overlay; `samples/own-standard` shows
how. `tests/samples/make_instructor.py` made all of this, and says of each lecturer what must come out.
"""


def write(root: Path) -> None:
    samples, expected = root / "samples" / STANDARD, root / "tests" / "samples" / STANDARD
    office = Office(PEOPLE, "L", SITES, 1395)
    office.write_applications(samples / "applications.csv")
    office.write_evidence(samples / "evidence")
    write_csv(expected / "eligibility.csv",
              ("candidate_id", "level", "eligibility", "route", "earliest_on", "open"),
              [(row["candidate_id"], row["level"], application.verdict[0], "", "",
                " ".join(sorted(application.verdict[1]))) for row, application, _ in office.rows])
    write_csv(expected / "conditions.csv", ("candidate_id", "clause", "truth"),
              [(row["candidate_id"], clause, truth) for row, application, _ in office.rows
               for clause, truth in application.verdict[2].items()])
    verdicts = Counter(application.verdict[0] for _, application, _ in office.rows)
    counts = verdicts + Counter(["eligibility"])
    write_text(samples / "README.md", README.format(
        people=len(PEOPLE),
        counts="\n".join(f"{counts[word]:7} {word}" for word in sorted(counts)), **office.ids))


if __name__ == "__main__":
    sys.exit(run_script(write))
