#!/usr/bin/env python3
"""The routes to level 5, 4 and 3 of nos-4-04-05-03, decided slowly and exactly: an oracle.

    reference.py FOLDER > verdicts.csv

Reads FOLDER/applications.csv and FOLDER/evidence/ and writes each application with eligibility,
route and reasons. Service is a set of days, cut into runs; months are counted one by one as the
clause says, with no arithmetic of intervals: what the benchmark's peers do in another way has to
come to the same.
"""

import calendar
import csv
import datetime
import pathlib
import sys
from collections import defaultdict

STANDARD = "nos-4-04-05-03"
MATCHING = {"4-04-05-03", "呼叫中心服务员", "电子商务师", "营销员", "商品营业员", "人工智能训练师"}
STUDENT_TOO = {"graduated", "final-year"}
VOCATIONAL = {"secondary-vocational", "technician-school", "senior-technician-school",
              "technician-college", "higher-vocational"}
COLLEGE = {"higher-vocational", "junior-college", "senior-technician-school", "technician-college",
           "bachelor", "master", "doctor"}


def day_of(text):
    return datetime.date.fromisoformat(text).toordinal() if text else None


def add_months(date, months):
    count = date.year * 12 + date.month - 1 + months
    year, month = divmod(count, 12)
    return date.replace(year=year, month=month + 1,
                        day=min(date.day, calendar.monthrange(year, month + 1)[1]))


def worth(first, last):
    """Whole months and remaining days of the closed interval of ordinals."""
    begin, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last + 1)
    months = 0
    while add_months(begin, months + 1) <= end:
        months += 1
    return months, (end - add_months(begin, months)).days


def service_months(jobs, after, as_of):
    """Months of the days worked in (after, as_of], each day once."""
    days = set()
    for occupation, begin, end in jobs:
        if occupation in MATCHING:
            days.update(range(begin, min(as_of if end is None else end, as_of) + 1))
    days = sorted(day for day in days if after is None or day > after)
    months = rest = 0
    first = None
    for index, day in enumerate(days):
        if first is None:
            first = day
        if index + 1 == len(days) or days[index + 1] != day + 1:
            more_months, more_rest = worth(first, day)
            months, rest, first = months + more_months, rest + more_rest, None
    return months + rest // 30


def certificate_date(certificates, level, as_of):
    """When the earliest certificate that counts was issued; None without one."""
    dates = [issued for standard, held, issued, until, occupation, revoked in certificates
             if held == level and (standard == STANDARD or occupation in MATCHING)
             and issued <= as_of and (until is None or until >= as_of)
             and not (revoked is not None and revoked <= as_of)]
    return min(dates, default=None)


def studied(studies, wanted):
    return any(wanted(*study) for study in studies)


def level_5(dossier, as_of):
    months = service_months(dossier["employment"], None, as_of)
    done = any(occupation in MATCHING and on <= as_of
               for occupation, on in dossier["apprenticeship"])
    return [(months >= 12, f"{months} of 12 months"),
            (done, "apprenticeship" if done else "no apprenticeship")]


def after_certificate(dossier, issued, as_of, needed):
    if issued is None:
        return False, "no certificate"
    months = service_months(dossier["employment"], issued, as_of)
    return (months >= needed,
            f"{months} of {needed} months after {datetime.date.fromordinal(issued)}")


def level_4(dossier, as_of):
    issued = certificate_date(dossier["certificate"], "5", as_of)
    months = service_months(dossier["employment"], None, as_of)
    school = studied(
        dossier["education"],
        lambda attainment, status, field, programme:
        status in STUDENT_TOO and field in ("this", "related")
        and (attainment == "technician-school"
             or (attainment in VOCATIONAL and programme == "intermediate-skills")))
    return [after_certificate(dossier, issued, as_of, 48),
            (months >= 72, f"{months} of 72 months"),
            (school, "education" if school else "no education")]


def level_3(dossier, as_of):
    issued = certificate_date(dossier["certificate"], "4", as_of)
    school = studied(
        dossier["education"],
        lambda attainment, status, field, programme:
        status in STUDENT_TOO
        and (attainment in ("senior-technician-school", "technician-college")
             or (attainment == "higher-vocational" and programme == "senior-skills"
                 and field in ("this", "related"))))
    college = studied(
        dossier["education"],
        lambda attainment, status, field, programme:
        status == "graduated" and field in ("this", "related") and attainment in COLLEGE)
    first = after_certificate(dossier, issued, as_of, 60)
    third = after_certificate(dossier, issued, as_of, 24)
    return [first,
            (issued is not None and school,
             ("certificate" if issued is not None else "no certificate")
             + (", education" if school else ", no education")),
            (third[0] and college, third[1] + (", education" if college else ", no education"))]


LEVELS = {"5": level_5, "4": level_4, "3": level_3}


def read_evidence(folder):
    dossiers = defaultdict(lambda: defaultdict(list))
    take = {
        "employment": lambda r: (r["occupation"], day_of(r["from"]), day_of(r["to"])),
        "certificate": lambda r: (r["standard"], r["level"], day_of(r["issued_on"]),
                                  day_of(r["valid_until"]), r["occupation"],
                                  day_of(r["revoked_on"])),
        "education": lambda r: (r["attainment"], r["status"], r["field"], r["programme"]),
        "apprenticeship": lambda r: (r["occupation"], day_of(r["completed_on"])),
    }
    for kind, record in take.items():
        with open(folder / f"{kind}.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                dossiers[row["candidate_id"]][kind].append(record(row))
    return dossiers


def main():
    folder = pathlib.Path(sys.argv[1])
    dossiers = read_evidence(folder / "evidence")
    out = csv.writer(sys.stdout, lineterminator="\n")
    with open(folder / "applications.csv", encoding="utf-8", newline="") as file:
        for index, row in enumerate(csv.reader(file)):
            if index == 0:
                out.writerow(row + ["eligibility", "route", "reasons"])
                continue
            routes = LEVELS[row[4]](dossiers[row[0]], day_of(row[5]))
            route = next((number for number, (holds, _) in enumerate(routes, 1) if holds), "")
            reasons = "; ".join(f"({number}) {text}" for number, (_, text) in enumerate(routes, 1))
            out.writerow(row + ["eligible" if route else "ineligible", route, reasons])


if __name__ == "__main__":
    main()
