"""The standards that the oracle's rows are graded under, and which columns their files have."""

from dataclasses import dataclass

FRAME = """\
id = "{id}"
coverage = "partial"
title = {{ zh = "示例", en = "Example" }}
source = {{ zh = "示例", en = "an example" }}
occupation = {{ zh = "示例职业", en = "example" }}
{levels}{components}
[scoring]
clause = {{ number = "9", zh = "评分", en = "scoring" }}
{scoring}
"""

LEVEL = """
[[level]]
id = "{id}"
rank = {rank}
code = "{rank}"
name = {{ zh = "{zh}", en = "{en}" }}
aliases = ["L{rank}"]
clause = {{ number = "1", zh = "等级", en = "level" }}

[[level.route]]
number = "{rank}"
zh = "申报条件"
en = "route"
condition = {{ declaration = {{ kinds = ["works-in-occupation"] }} }}
"""

LEVELS = "".join(LEVEL.format(id=id_, rank=rank, zh=zh, en=en) for id_, rank, zh, en in [
    ("senior", 3, "高级", "Senior"), ("junior", 1, "初级", "Junior"),
    ("intermediate", 2, "中级", "Intermediate")])

WORDS = ["absent", "disqualified", "exempt", "pending"]


@dataclass
class Scheme:
    """A standard, and what its files look like.

    `own` and `parts` say whether there are columns of the components, and of what they are computed
    from; `attempts` is empty or names the columns that tell attempts apart; `words` is how often a
    component has a word for its points.
    """
    name: str
    standard: str
    own: bool = True
    parts: bool = False
    attempts: tuple = ()
    words: float = 0.06
    eligibility: bool = False
    previous: bool = False


def component(id_, full_mark, keys):
    return f"""
[[component]]
id = "{id_}"
name = {{ zh = "科目{id_}", en = "Part {id_}" }}
full_mark = {quoted(full_mark)}
minutes = 60
{keys}

[component.clause]
number = "5"
zh = "考核"
en = "component"

[component.time]
number = "6"
zh = "60分钟"
en = "60 minutes"
"""


def quoted(decimal):
    return decimal if isinstance(decimal, int) else f'"{decimal}"'


def with_items(component_text, items, clause=True):
    """`items` are pairs or triples of id, weight (None for best of) and full mark."""
    text = component_text
    for id_, weight, *full_mark in items:
        text += (f'\n[[component.item]]\nid = "{id_}"\n'
                 f'name = {{ zh = "项{id_}", en = "item {id_}" }}\n')
        text += "" if weight is None else f"weight = {quoted(weight)}\n"
        text += f"full_mark = {quoted(full_mark[0])}\n" if full_mark else ""
    if clause:
        text += '\n[component.items_clause]\nnumber = "7"\nzh = "各项"\nen = "items"\n'
    return text


def standard(name, components, scoring, more=""):
    return FRAME.format(id=f"oracle-{name}", levels=LEVELS, components="".join(components),
                        scoring=scoring) + more


def bands(*pairs):
    return "".join(
        f'\n[[scoring.band]]\nlevel = "{level}"\nat_least = {quoted(at_least)}\n'
        + (f"below = {quoted(below[0])}\n" if below else "")
        for level, at_least, *below in pairs)


def words(**rules):
    return "\n[scoring.words]\n" + "".join(f'{word} = "{rule}"\n' for word, rule in rules.items())


CONJUNCTIVE = 'scheme = "conjunctive"\n'
WEIGHTED = 'scheme = "weighted"\n'
PASS_AT_60 = [component("theory", 100, "pass_mark = 60"),
              component("practical", 100, "pass_mark = 60")]
RANKS = bands(("junior", 60), ("intermediate", 75), ("senior", 90))
OF_FIVE = [("business", 30, 60), ("performance", 20, 55), ("peer", 20, 60), ("summary", 20, 50),
           ("supervisor", 10, 40)]
FIVE = [component(id_, 100, f"weight = {weight}\nminimum = {minimum}")
        for id_, weight, minimum in OF_FIVE]
TWO_WEIGHTED = [component("theory", 100, "weight = 40\nminimum = 50"),
                component("practical", 100, "weight = 60\nminimum = 60")]


def rounding(mode, places):
    return f'rounding = {{ mode = "{mode}", places = {places} }}'


def conjunctive():
    yield Scheme("conjunctive", standard("conjunctive", PASS_AT_60, CONJUNCTIVE))
    yield Scheme("conjunctive-marks", standard(
        "conjunctive-marks", [component("a", 10, 'pass_mark = "7.5"'),
                              component("b", 150, 'pass_mark = "89.955"'),
                              component("c", "0.5", 'pass_mark = "0.000000001"'),
                              component("d", 100, "pass_mark = 100"),
                              component("e", 100, "pass_mark = 0")], CONJUNCTIVE))
    for mode in ("half-up", "half-even", "down"):
        yield Scheme(f"conjunctive-{mode}", standard(
            f"conjunctive-{mode}",
            [component(f"to{places}", 100, f"pass_mark = {mark}\n{rounding(mode, places)}")
             for places, mark in [(0, 60), (1, '"59.9"'), (2, '"60.05"'), (9, 60)]], CONJUNCTIVE))


def weighted():
    yield Scheme("weighted", standard("weighted", FIVE, WEIGHTED + RANKS))
    yield Scheme("weighted-below", standard(
        "weighted-below", FIVE,
        WEIGHTED + bands(("senior", "89.5"), ("junior", "60.005", "75.25"),
                         ("intermediate", "75.25", "89.5"))))
    yield Scheme("weighted-pass-mark", standard("weighted-pass-mark", FIVE,
                                                WEIGHTED + "pass_mark = 60"))
    yield Scheme("weighted-thirds", standard(
        "weighted-thirds", [component("a", 100, 'weight = "33.3"\nminimum = "49.95"'),
                            component("b", 100, 'weight = "66.7"\nminimum = 50')],
        WEIGHTED + "pass_mark = 60"))
    yield Scheme("weighted-eighths", standard(
        "weighted-eighths", [component("a", 80, 'weight = "0.125"\nminimum = 40'),
                             component("b", 50, 'weight = "0.375"\nminimum = "24.5"'),
                             component("c", 150, 'weight = "0.5"\nminimum = 75')],
        WEIGHTED + "full_mark = 100" + RANKS))
    yield Scheme("weighted-sevenths", standard(
        "weighted-sevenths", [component("a", 70, "weight = 50\nminimum = 30"),
                              component("b", 30, "weight = 50\nminimum = 10")],
        WEIGHTED + "full_mark = 120\n" + bands(("junior", 70), ("senior", "100.0001"))))
    for mode, places in [("half-up", 0), ("half-even", 1), ("down", 2), ("half-even", 0)]:
        name = f"weighted-total-{mode}-{places}"
        yield Scheme(name, standard(name, FIVE, WEIGHTED + rounding(mode, places) + RANKS))
    yield Scheme("weighted-rounded-twice", standard(
        "weighted-rounded-twice",
        [component("a", 100, f'weight = "0.3"\nminimum = 50\n{rounding("half-up", 0)}'),
         component("b", 100, f'weight = "0.7"\nminimum = 60\n{rounding("half-even", 1)}')],
        WEIGHTED + rounding("half-up", 1) + RANKS))


def demotion():
    text = """
[scoring.demotion]
components = 3
levels = 1
clause = { number = "第九条", zh = "逐级降级", en = "demoted level by level" }
"""
    months = "".join(f'\n[[calendar]]\nmonth = {month}\nattendance = "{attendance}"\n'
                     'clause = { number = "第六条", zh = "考核月", en = "month" }\n'
                     for month, attendance in [(3, "optional"), (9, "obligatory")])
    scoring = WEIGHTED + RANKS + text
    yield Scheme("demotion", standard("demotion", FIVE, scoring, months))
    yield Scheme("demotion-by-two", standard(
        "demotion-by-two", FIVE,
        WEIGHTED + "pass_mark = 60\n" + text.replace("levels = 1", "levels = 2")
        .replace("components = 3", "components = 2")))
    yield Scheme("demotion-calendar", standard("demotion-calendar", FIVE, scoring, months),
                 attempts=("held_on",))
    yield Scheme("demotion-best", standard(
        "demotion-best", FIVE, scoring, months + resits("best")), attempts=("held_on", "attempt"))


ITEMS = [("typing", 20), ("calls", 50), ("writing", 30)]
UNLIKE_ITEMS = [("x", "0.15", 40), ("y", "0.6", 100), ("z", "0.25", "7.5")]


def computed():
    items = [with_items(component("theory", 100, "pass_mark = 60"), ITEMS),
             with_items(component("practical", 50, 'pass_mark = "30"'), UNLIKE_ITEMS, clause=False),
             component("oral", 100, "pass_mark = 60")]
    rounded_items = [
        with_items(component("theory", 100, f'weight = 40\nminimum = 60\n{rounding("half-up", 1)}'),
                   [("a", "33.3", 30), ("b", "66.7", 70)]),
        with_items(component("practical", 90, "weight = 60\nminimum = 45"), UNLIKE_ITEMS)]
    best = [with_items(component("calls", 100, "best = 3\npass_mark = 60"),
                       [(f"c{number}", None) for number in range(1, 6)]),
            with_items(component("work", 30, "best = 1\npass_mark = 18"),
                       [("w1", None, 60), ("w2", None, 7)])]
    best_rounded = [
        with_items(component("calls", 100, f'best = 3\nweight = 50\nminimum = 60\n'
                                           f'{rounding("half-even", 0)}'),
                   [(f"c{number}", None, 25) for number in range(1, 5)]),
        with_items(component("work", 100, "best = 2\nweight = 50\nminimum = 50"),
                   [("w1", None), ("w2", None)])]
    answered = 'ratio = { of = "answered_calls", to = "calls", times = 100 }'
    ratio = [component("answered", 100, f"pass_mark = 85\n{answered}"),
             component("complaints", 100, 'pass_mark = "99.5"\nratio = '
                       '{ of = "complaint_calls", to = "calls", times = -100, plus = 100 }'),
             component("share", 1, 'pass_mark = "0.6"\nratio = { of = "good", to = "all" }')]
    ratio_rounded = [
        component("answered", 100,
                  f'weight = 50\nminimum = 80\n{rounding("half-up", 1)}\n{answered}'),
        component("errors", 10,
                  f'weight = 50\nminimum = "7.5"\n{rounding("half-even", 2)}\n'
                  'ratio = { of = "wrong", to = "calls", times = "-12.5", plus = 10 }')]
    for name, components, scoring in [
            ("items", items, CONJUNCTIVE),
            ("items-rounded", rounded_items, WEIGHTED + "full_mark = 100" + RANKS),
            ("best", best, CONJUNCTIVE),
            ("best-rounded", best_rounded, WEIGHTED + RANKS),
            ("ratio", ratio, CONJUNCTIVE),
            ("ratio-rounded", ratio_rounded, WEIGHTED + "full_mark = 100\npass_mark = 80")]:
        text = standard(name, components, scoring)
        yield Scheme(name, text, own=False, parts=True)
        yield Scheme(f"{name}-or-own", text, parts=True)


def word_rules():
    """Every rule for every word, in components, items by weight and best of."""
    rules = {rule: {word: rule for word in WORDS}
             for rule in ("zero", "fail", "left-out", "refused")}
    rules["apart"] = {word: "apart" for word in WORDS if word != "exempt"}
    rules["mixed"] = {"absent": "zero", "disqualified": "fail", "exempt": "left-out"}
    rules["mixed-otherwise"] = {"absent": "fail", "exempt": "left-out", "pending": "zero"}
    for rule, of_words in rules.items():
        yield Scheme(f"words-{rule}", standard(f"words-{rule}", PASS_AT_60 + [
            component("oral", 100, "pass_mark = 50")], CONJUNCTIVE + words(**of_words)), words=0.2)
        yield Scheme(f"words-{rule}-weighted", standard(
            f"words-{rule}-weighted", FIVE, WEIGHTED + RANKS + words(**of_words)), words=0.1)
        yield Scheme(f"words-{rule}-items", standard(
            f"words-{rule}-items",
            [with_items(component("theory", 100, "weight = 40\nminimum = 50"), ITEMS),
             with_items(component("calls", 100, "weight = 60\nbest = 2\nminimum = 40"),
                        [("c1", None), ("c2", None), ("c3", None)])],
            WEIGHTED + "pass_mark = 60\n" + words(**of_words)), parts=True, words=0.2)


def resits(count, keep_passed=None):
    keep = f'keep_passed = "{keep_passed}"\n' if keep_passed else ""
    return (f'\n[resits]\ncount = "{count}"\n{keep}'
            'clause = { number = "8", zh = "补考", en = "resits" }\n')


def with_resits():
    columns = {"attempt": ("attempt",), "date": ("held_on",), "both": ("attempt", "held_on")}
    for count in ("each", "best", "latest", "components"):
        for kind, attempts in columns.items():
            name = f"resits-{count}-{kind}"
            yield Scheme(name, standard(name, PASS_AT_60, CONJUNCTIVE, resits(count)),
                         attempts=attempts)
        name = f"resits-{count}-weighted"
        yield Scheme(name, standard(name, TWO_WEIGHTED, WEIGHTED + RANKS, resits(count)),
                     attempts=("attempt",))
        name = f"resits-{count}-previous"
        yield Scheme(name, standard(name, TWO_WEIGHTED, WEIGHTED + RANKS, resits(count)),
                     attempts=("attempt", "held_on"), previous=True)
    yield Scheme("resits-best-alone", standard("resits-best-alone", PASS_AT_60, CONJUNCTIVE,
                                               resits("best")))
    yield Scheme("attempts-without-resits", standard("attempts-without-resits", PASS_AT_60,
                                                     CONJUNCTIVE), attempts=("attempt",))
    for keep in ("12 months", "18 months", "6 months", "90 days", "2 days", "2 years"):
        name = f"keep-{keep.replace(' ', '-')}"
        yield Scheme(name, standard(name, PASS_AT_60, CONJUNCTIVE, resits("components", keep)),
                     attempts=("attempt", "held_on") if keep == "12 months" else ("held_on",))
    name = "keep-previous"
    four = FIVE[:3] + [component("rest", 100, "weight = 30\nminimum = 60")]
    yield Scheme(name, standard(name, four, WEIGHTED + RANKS, resits("components", "6 months")),
                 attempts=("held_on",), previous=True)


def with_eligibility():
    yield Scheme("eligibility", standard("eligibility", PASS_AT_60, CONJUNCTIVE), eligibility=True)
    name = "eligibility-resits"
    yield Scheme(name, standard(name, TWO_WEIGHTED, WEIGHTED + RANKS,
                                resits("components", "12 months")),
                 attempts=("attempt", "held_on"), eligibility=True)


def all_schemes():
    for family in (conjunctive, weighted, demotion, computed, word_rules, with_resits,
                   with_eligibility):
        yield from family()
