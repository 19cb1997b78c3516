#!/usr/bin/env python3
"""The oracle against facts found by hand or in the published texts, so that two programs that are
wrong in the same way are found out.

    tests/oracle/facts.py
"""

import datetime
import unittest
from fractions import Fraction

import schemes
from grade_oracle import Standard, format_exact, grade, last_kept_day, round_exact
from schemes import component, resits, standard, with_items, words

NAMED = {scheme.name: scheme.standard for scheme in schemes.all_schemes()}


def graded(text, header, *rows, **files):
    """What is added to each row, as dictionaries; a row is a line without quotes."""
    header = header.split(",")
    scores = header, [dict(zip(header, row.split(","))) for row in rows]
    columns, added = grade(Standard(text), scores, **files)
    return [dict(zip(columns, cells)) for cells in added]


def table(*lines):
    header, *rows = [line.split(",") for line in lines]
    return header, [dict(zip(header, row)) for row in rows]


def day(text):
    return datetime.date.fromisoformat(text)


class Numbers(unittest.TestCase):
    def test_a_decimal_is_written_in_its_shortest_form_and_else_as_a_fraction(self):
        for value, text in [(Fraction(60), "60"), (Fraction("59.995"), "59.995"),
                            (Fraction(200, 3), "200/3"), (Fraction(1, 8), "0.125"),
                            (Fraction(0), "0"), (Fraction(1, 10 ** 9), "0.000000001"),
                            (Fraction(-1, 2), "-0.5"), (Fraction(7500, 100), "75")]:
            self.assertEqual(format_exact(value), text)

    def test_rounding_by_mode(self):
        for value, mode, places, rounded in [
                ("59.5", "half-up", 0, "60"), ("58.5", "half-even", 0, "58"),
                ("59.5", "half-even", 0, "60"), ("59.999", "down", 0, "59"),
                ("59.995", "half-up", 2, "60"), ("59.985", "half-even", 2, "59.98"),
                ("59.9949", "half-up", 2, "59.99"), ("58.5000001", "half-even", 0, "59"),
                ("-2.5", "half-up", 0, "-3"), ("-2.5", "down", 0, "-2")]:
            self.assertEqual(round_exact(Fraction(value), mode, places), Fraction(rounded))

    def test_a_score_is_kept_up_to_the_same_day_and_month_ends_clamp(self):
        for passed, keep, last in [("2024-02-29", "12 months", "2025-02-28"),
                                   ("2024-02-29", "4 years", "2028-02-29"),
                                   ("2024-01-31", "1 months", "2024-02-29"),
                                   ("2023-01-31", "1 months", "2023-02-28"),
                                   ("2024-02-28", "12 months", "2025-02-28"),
                                   ("2024-08-31", "6 months", "2025-02-28"),
                                   ("2023-12-31", "2 months", "2024-02-29"),
                                   ("2024-12-31", "90 days", "2025-03-31")]:
            self.assertEqual(last_kept_day(day(passed), keep), day(last))


class Totals(unittest.TestCase):
    HEADER = "candidate_id,level,business,performance,peer,summary,supervisor"
    FREE = standard("free", [component(id_, 100, f"weight = {weight}\nminimum = 0")
                             for id_, weight, _ in schemes.OF_FIVE],
                    schemes.WEIGHTED + "pass_mark = 60")

    def test_a_total_of_exactly_60_where_floating_point_has_less(self):
        self.assertLess(91 * .3 + 30 * .2 + 12 * .2 + 72 * .2 + 99 * .1, 60)
        row, = graded(self.FREE, self.HEADER, "C1,junior,91,30,12,72,99")
        self.assertEqual((row["total"], row["outcome"], row["awarded"]), ("60", "pass", "junior"))

    def test_a_hundredth_less_in_one_component_is_below_60(self):
        row, = graded(self.FREE, self.HEADER, "C1,junior,91,30,12,72,98.99")
        self.assertEqual((row["total"], row["outcome"]), ("59.999", "fail"))

    def test_bands_award_their_level_whichever_was_applied_for(self):
        rows = graded(NAMED["weighted"], self.HEADER,
                      *(f"C,junior,{total},{total},{total},{total},{total}"
                        for total in ("60", "74.999999999", "75", "89.99", "90", "100")))
        self.assertEqual([row["awarded"] for row in rows],
                         ["junior", "junior", "intermediate", "intermediate", "senior", "senior"])

    def test_a_total_is_rounded_only_where_the_standard_says_so(self):
        row = "C1,junior,74.5,74.5,74.5,74.5,74.5"
        self.assertEqual([graded(NAMED[name], self.HEADER, row)[0]["awarded"]
                          for name in ("weighted", "weighted-total-half-up-0",
                                       "weighted-total-half-even-0", "weighted-total-down-2")],
                         ["junior", "intermediate", "junior", "junior"])

    def test_full_marks_of_70_and_30_come_to_a_total_of_120(self):
        row, = graded(NAMED["weighted-sevenths"], "candidate_id,level,a,b", "C1,senior,50,20")
        self.assertEqual(row["total"], "580/7")  # 60 x 50/70 + 60 x 20/30

    def test_three_components_below_their_minimum_demote_by_one_level(self):
        rows = graded(NAMED["demotion"], self.HEADER + ",present_level",
                      "C1,senior,59,54,59,100,100,senior", "C2,senior,59,54,60,100,100,senior",
                      "C3,senior,0,0,0,0,0,intermediate", "C4,senior,0,0,0,0,0,初级",
                      "C5,senior,absent,0,0,0,0,senior", "C6,senior,100,100,100,100,100,")
        self.assertEqual([(row["outcome"], row["awarded"]) for row in rows],
                         [("fail", "intermediate"), ("fail", "senior"), ("fail", "junior"),
                          ("fail", "junior"), ("absent", ""), ("pass", "senior")])


class Cells(unittest.TestCase):
    HEADER = "candidate_id,level,theory,practical"

    def outcomes(self, *cells):
        return [row["outcome"] for row in graded(NAMED["conjunctive"], self.HEADER,
                                                 *(f"C1,junior,60,{cell}" for cell in cells))]

    def test_59_995_is_below_60_and_stays_so(self):
        self.assertEqual(self.outcomes("59.995", "60", "060.00", "59.999999999", "60.000000001"),
                         ["fail", "pass", "pass", "fail", "pass"])

    def test_what_is_no_decimal_is_invalid(self):
        self.assertEqual(set(self.outcomes(
            "+60", "60.", ".5", " 60 ", "６０", "1e2", "NaN", "Infinity", "6O", "-1", "100.01",
            "1" * 5000, "六十", "60.12345678901234567")), {"invalid"})

    def test_zeros_before_and_after_are_no_digits(self):
        self.assertEqual(self.outcomes("0" * 5000 + "60", "60." + "0" * 5000, "-0"),
                         ["pass", "pass", "fail"])

    def test_the_gravest_word_decides(self):
        self.assertEqual(self.outcomes("缺考", "违纪", "", "待评"),
                         ["absent", "disqualified", "pending", "pending"])
        self.assertEqual(self.outcomes("免考"), ["invalid"])


class Computed(unittest.TestCase):
    def one(self, text, header, row):
        return graded(text, "candidate_id,level," + header, "C1,junior," + row)[0]

    def test_items_by_weight(self):
        text = standard("x", [with_items(component("t", 100, "pass_mark = 60"), schemes.ITEMS)],
                        schemes.CONJUNCTIVE)
        row = self.one(text, "t.typing,t.calls,t.writing", "80,50,63.3")
        self.assertEqual((row["t_counted"], row["outcome"]), ("59.99", "fail"))  # 16 + 25 + 18.99

    def test_an_item_left_out_leaves_the_others_their_proportion(self):
        text = standard("x", [with_items(component("t", 100, "pass_mark = 60"), schemes.ITEMS)],
                        schemes.CONJUNCTIVE + words(exempt="left-out"))
        row = self.one(text, "t.typing,t.calls,t.writing", "80,50,免考")
        self.assertEqual(row["t_counted"], "410/7")  # (20 x 80 + 50 x 50) / 70

    def test_the_best_three_of_five(self):
        text = standard("x", [with_items(component("t", 100, "best = 3\npass_mark = 60"),
                                         [(f"c{number}", None) for number in range(1, 6)])],
                        schemes.CONJUNCTIVE)
        header = "t.c1,t.c2,t.c3,t.c4,t.c5"
        self.assertEqual(self.one(text, header, "10,90,80,absent,30")["t_counted"], "200/3")
        self.assertEqual(self.one(text, header, "90,absent,80,absent,absent")["outcome"], "absent")
        self.assertEqual(self.one(text, header, "90,90,80,70,")["outcome"], "pending")

    def test_a_rate_of_complaints_counts_down_from_100(self):
        text = standard("x", [component("r", 100, 'pass_mark = "99.5"\nratio = { of = "bad", '
                                                  'to = "calls", times = -100, plus = 100 }')],
                        schemes.CONJUNCTIVE)
        self.assertEqual(self.one(text, "bad,calls", "1,200")["r_counted"], "99.5")
        self.assertEqual(self.one(text, "bad,calls", "1,199")["outcome"], "fail")
        self.assertEqual(self.one(text, "bad,calls", "1,0")["outcome"], "invalid")
        self.assertEqual(self.one(text, "bad,calls", "1,")["outcome"], "pending")

    def test_a_component_and_its_items_must_agree(self):
        halves = with_items(component("t", 100, "pass_mark = 60"), [("a", 50), ("b", 50)])
        text = standard("x", [halves], schemes.CONJUNCTIVE)
        self.assertEqual([self.one(text, "t,t.a,t.b", row)["outcome"]
                          for row in ("60.50,60,61", "60.51,60,61", ",60,61", "60.5,,",
                                      "absent,60,61", "absent,absent,61")],
                         ["pass", "invalid", "pass", "pass", "invalid", "absent"])

    def test_each_rule_for_a_word(self):
        found = []
        for rule in ("zero", "fail", "left-out", "refused"):
            row = self.one(NAMED[f"words-{rule}-weighted"],
                           "business,performance,peer,summary,supervisor", "100,100,absent,100,100")
            found.append((row["outcome"], row.get("total", "")))
        self.assertEqual(found, [("fail", "80"), ("fail", ""), ("pass", "100"), ("invalid", "")])


class Resits(unittest.TestCase):
    HEADER = "candidate_id,level,held_on,theory,practical"
    ROWS = ["C1,junior,2024-02-29,70,50", "C1,初级,2025-02-28,,60"]

    def decided(self, *rows, count="components", keep=None, header=HEADER, **files):
        text = standard("x", schemes.PASS_AT_60, schemes.CONJUNCTIVE, resits(count, keep))
        return graded(text, header, *rows, **files)

    def test_a_passed_component_is_kept_to_its_last_day_and_no_longer(self):
        for row in self.decided(*self.ROWS, keep="12 months"):
            self.assertEqual((row["outcome"], row["attempts"], row["theory_counted"]),
                             ("pass", "theory:2024-02-29;practical:2025-02-28", "70"))
        late = [self.ROWS[0], "C1,junior,2025-03-01,,60"]
        self.assertEqual([row["outcome"] for row in self.decided(*late, keep="12 months")],
                         ["pending", "pending"])
        self.assertEqual(self.decided(*late)[0]["outcome"], "pass")

    def test_a_component_failed_and_not_sat_again_stands_as_it_was(self):
        rows = self.decided("C1,junior,2024-03-01,50,50", "C1,junior,2024-09-01,,70")
        self.assertEqual((rows[1]["outcome"], rows[1]["theory_counted"]), ("fail", "50"))

    def test_the_best_and_the_latest_attempt(self):
        rows = ["C1,junior,2024-03-01,60,60", "C1,junior,2024-09-01,absent,90"]
        self.assertEqual([row["attempts"] for row in self.decided(*rows, count="best")],
                         ["2024-03-01", "2024-03-01"])
        self.assertEqual([row["outcome"] for row in self.decided(*rows, count="latest")],
                         ["absent", "absent"])

    def test_among_fails_the_best_has_the_fewest_components_below_then_it_is_the_earliest(self):
        rows = ["C1,junior,2024-01-05,59.9,59.9", "C1,junior,2024-09-05,80,0",
                "C1,junior,2024-05-05,10,60", "C1,junior,2024-11-05,90,"]
        self.assertEqual({row["attempts"] for row in self.decided(*rows, count="best")},
                         {"2024-05-05"})

    def test_two_rows_of_one_attempt_are_both_invalid(self):
        rows = self.decided(self.ROWS[0], self.ROWS[0], "C1,junior,2024-09-01,70,70", count="each")
        self.assertEqual([row["outcome"] for row in rows], ["invalid", "invalid", "pass"])

    def test_an_earlier_results_file_holds_earlier_attempts(self):
        previous = table(self.HEADER + ",outcome", "C1,junior,2024-03-01,70,50,fail",
                         "C2,junior,2024-03-01,70,50,irregular")
        rows = self.decided("C1,junior,2024-09-01,,60", "C2,junior,2024-09-01,,60",
                            "C1,junior,2024-03-01,90,90", previous=previous)
        self.assertEqual([row["outcome"] for row in rows], ["pass", "pending", "invalid"])


if __name__ == "__main__":
    unittest.main()
