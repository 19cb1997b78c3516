"""Papers that people hand in, and the files that hold them, for stories told person by person.

All days and words stand in a story as they stand in the files: "2024-06-30", "2024-06", "五级".
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from invented import SCHOOLS, TOWNS, Dice, person_name, resident_id, write_csv

COLUMNS = {
    "apprenticeship": ("candidate_id", "occupation", "from", "completed_on"),
    "certificate": ("candidate_id", "standard", "level", "issued_on", "valid_until", "number", "kind",
                    "occupation", "revoked_on"),
    "education": ("candidate_id", "attainment", "status", "graduated_on", "field", "programme",
                  "school"),
    "employment": ("candidate_id", "occupation", "from", "to", "employer"),
    "publication": ("candidate_id", "kind", "class", "author_position", "published_on", "title"),
    "recommendation": ("candidate_id", "employer", "level", "signed_on"),
    "teaching": ("candidate_id", "hours", "from", "to", "level", "audience"),
    "training": ("candidate_id", "standard", "level", "mode", "hours", "completed_on"),
}
APPLICATION = ("candidate_id", "name", "id_type", "id_number", "level", "applied_on", "site")

EMPLOYERS = (
    "晨讯联络服务有限公司",
    "青禾客户服务中心",
    "云汀数据服务股份有限公司",
    "望岭呼叫中心",
    "听澜保险电话服务中心",
    "枫渡电商有限公司",
    "栖霭银行远程银行中心",
    "Baiyu Voice Co., Ltd.",
)


@dataclass(frozen=True)
class Paper:
    kind: str
    cells: tuple  # in the order of the columns, without the candidate_id; None: made up

    def cell(self, column: str) -> str:
        return self.cells[COLUMNS[self.kind].index(column) - 1]


def apprenticeship(occupation: str, completed: str, start: str = "") -> Paper:
    return Paper("apprenticeship", (occupation, start, completed))


def certificate(level: str, issued: str, until: str = "", *, standard: str = "", kind: str = "",
                occupation: str = "", revoked: str = "", number: str | None = None) -> Paper:
    return Paper("certificate",
                 (standard, level, issued, until, number, kind, occupation, revoked))


def education(attainment: str, status: str, graduated: str = "", field: str = "",
              programme: str = "") -> Paper:
    return Paper("education", (attainment, status, graduated, field, programme, None))


def work(occupation: str, start: str, end: str = "", employer: str | None = None) -> Paper:
    return Paper("employment", (occupation, start, end, employer))


def publication(kind: str, rank: str, author: str, published: str, title: str = "") -> Paper:
    return Paper("publication", (kind, rank, author, published, title))


def recommendation(employer: str, level: str, signed: str) -> Paper:
    return Paper("recommendation", (employer, level, signed))


def teaching(hours: str, start: str, end: str, level: str = "", audience: str = "") -> Paper:
    return Paper("teaching", (hours, start, end, level, audience))


def training(hours: str, completed: str, mode: str = "online", *, standard: str,
             level: str) -> Paper:
    return Paper("training", (standard, level, mode, hours, completed))


@dataclass(frozen=True)
class Application:
    level: str
    on: str
    verdict: object  # what the script that tells the story expects


@dataclass(frozen=True)
class Person:
    why: str
    papers: tuple[Paper, ...]
    applications: tuple[Application, ...]
    own_file: Sequence[str] = ()  # the kinds of paper that stand in a TOML file of the person's own
    mistake: Callable[[dict], dict] | None = None  # in the first application
    key: str = ""  # by which the story's README finds the person
    marks: tuple = ()
    document: tuple = ()  # name, id_type, id_number, where they are not an ordinary resident's


# Years of age at which an education is finished, or a certificate, a job or a master is found.
AGES = {"apprenticeship": 20, "certificate": 21, "employment": 19, "初中": 16, "高中": 19, "中专": 19,
        "技校": 19, "技工学校": 19, "高级技工学校": 21, "技师学院": 22, "高职": 22, "高等职业学校": 22,
        "大专": 22, "本科": 23, "硕士": 26, "博士": 30}
SCHOOL_OF = {"高中": "upper-secondary", "中专": "secondary-vocational", "技校": "technician-school",
             "技工学校": "technician-school", "高级技工学校": "senior-technician-school",
             "技师学院": "technician-college", "高职": "higher-vocational",
             "高等职业学校": "higher-vocational", "大专": "junior-college", "本科": "bachelor",
             "硕士": "master", "博士": "doctor"}
DATES = ("from", "completed_on", "issued_on", "graduated_on", "published_on")


def birth_year(person: Person, dice: Dice) -> int:
    """A year in which somebody with these papers may be born."""
    years = [int(person.applications[0].on[:4]) - 19] if person.applications else [1990]
    for paper in person.papers:
        age = AGES.get(paper.cells[0], AGES.get(paper.kind, 19))
        years += [int(paper.cell(column)[:4]) - age for column in DATES
                  if column in COLUMNS[paper.kind] and paper.cell(column)]
    schooled = any(paper.kind == "education" for paper in person.papers)
    return min(years) - dice.below(2 if schooled else 9)


class Office:
    """Gives people names, numbers and documents, and writes down what they hand in."""

    def __init__(self, people: Sequence[Person], letter: str, sites: Sequence[str], seed: int) -> None:
        self.dice = Dice(seed)
        self.letter = letter
        self.sites = sites
        self.taken: set[str] = set()
        self.numbers = 0
        self.ids: dict[str, str] = {}
        self.people: list[tuple[str, Person]] = []
        self.rows: list[tuple[dict, Application, Person]] = []
        present = [person for person in people if person.applications]
        present.sort(key=lambda person: person.applications[0].on)
        for number, person in enumerate(present, start=1):
            self.receive(f"{letter}{number:03}", person)
        for number, person in enumerate((p for p in people if not p.applications), start=901):
            self.receive(f"{letter}{number:03}", person)
        self.rows.sort(key=lambda row: row[1].on)

    def receive(self, id: str, person: Person) -> None:
        dice = self.dice
        sex = dice.pick(("female", "female", "male"))
        name, id_type, id_number = person.document or (person_name(sex, dice), "resident-id", "")
        born = birth_year(person, dice)
        site = dice.pick(self.sites)
        if not id_number:
            id_number = resident_id(born, sex, self.taken, dice)
        if person.key:
            self.ids[person.key] = id
        self.people.append((id, person))
        for index, application in enumerate(person.applications):
            row = dict(zip(APPLICATION, (id, name, id_type, id_number, application.level,
                                         application.on, site)))
            if index == 0 and person.mistake:
                row = person.mistake(row)
            self.rows.append((row, application, person))

    def row(self, id: str, paper: Paper) -> tuple:
        """The cells of a paper, those made up that the story leaves to chance."""
        dice = self.dice
        cells = list(paper.cells)
        if paper.kind == "employment" and cells[3] is None:
            cells[3] = dice.pick(EMPLOYERS)
        if paper.kind == "education" and cells[5] is None:
            cells[5] = dice.pick(TOWNS) + SCHOOLS[SCHOOL_OF.get(cells[0], "")]
        if paper.kind == "certificate" and cells[4] is None:
            self.numbers += 1
            year = (cells[2] or "2020")[:4]
            cells[4] = f"{self.letter}{year}{dice.between(100, 999)}{self.numbers:04}"
        return (id, *cells)

    def write_evidence(self, folder: Path) -> None:
        tables: dict[str, list[tuple]] = {}
        for id, person in self.people:
            own = []
            for paper in person.papers:
                row = self.row(id, paper)
                if paper.kind in person.own_file:
                    own.append((paper.kind, row))
                else:
                    tables.setdefault(paper.kind, []).append(row)
            if own:
                write_text(folder / f"{id}.toml", own_file(own))
        for kind, rows in tables.items():
            write_csv(folder / f"{kind}.csv", COLUMNS[kind], rows)

    def write_applications(self, path: Path) -> None:
        write_csv(path, APPLICATION, [tuple(row.values()) for row, _, _ in self.rows])


def own_file(rows: Sequence[tuple[str, tuple]]) -> str:
    """A TOML file of one person: one table for each paper, and no key for an empty cell."""
    tables = []
    for kind, row in rows:
        lines = [f"[[{kind}]]"]
        for column, cell in list(zip(COLUMNS[kind], row))[1:]:
            full_date = len(cell) == 10 and column in (*DATES, "to", "valid_until", "signed_on")
            if cell:
                lines.append(f"{column} = {cell}" if full_date else f'{column} = "{cell}"')
        tables.append("\n".join(lines) + "\n")
    return "\n".join(tables)


def write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def run_script(write: Callable[[Path], None]) -> int:
    """The command line that all scripts of stories have: the folder to write into."""
    if len(sys.argv) != 2:
        print(f"usage: {Path(sys.argv[0]).name} REPOSITORY_ROOT", file=sys.stderr)
        return 2
    write(Path(sys.argv[1]))
    return 0
