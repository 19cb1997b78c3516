"""What the sample stories invent: names, identity numbers, schools, and chance that repeats itself.

Nobody is called so and nothing is numbered so: 97 is no district of any of the cities in AREAS.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path


class Dice:
    """Pseudo-random numbers (SplitMix64) that no version of the interpreter can change."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, n: int) -> int:
        mask = (1 << 64) - 1
        self._state = (self._state + 0x9E3779B97F4A7C15) & mask
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) * n) >> 64

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence):
        return choices[self.below(len(choices))]

    def shuffle(self, items: list) -> None:
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPOUND_SURNAMES = ("欧阳", "司马", "诸葛", "上官", "慕容")
GIVEN_FEMALE = (
    "静 敏 娜 雪 婷 倩 颖 琳 瑶 丹 莉 燕 晴 欣怡 雨桐 思雨 梦瑶 晓燕 佳慧 诗涵 丽华 秀英 春梅 海燕 文静 "
    "玉兰 若曦 子涵 嘉怡 美玲 晓彤 雅琪 静怡 婉清 书瑶 可欣 依诺 小丽 红梅 慧敏 月娥 芷若 乐瑶 冬梅 安琪"
).split()
GIVEN_MALE = (
    "伟 强 磊 军 勇 杰 涛 超 鹏 浩 斌 宇 凯 志强 建国 俊杰 浩然 子轩 宇航 家豪 志远 明辉 天佑 文博 国栋 "
    "海波 永康 晓峰 嘉伟 泽宇 一鸣 思远 振华 立新 少华 景行 卫东 学文 铭轩 春生 大勇 子墨 云飞 承志 向阳"
).split()

# Real provinces and cities, but 97 is no district of any of them: these numbers are nobody's.
AREAS = (
    "320197", "320597", "340197", "340297", "510197", "510797",
    "370197", "410197", "420197", "430197", "610197", "500197",
)

TOWNS = ("青禾", "云汀", "望岭", "白榆", "听澜", "枫渡", "栖霭")
SCHOOLS = {
    "lower-secondary": "初级中学",
    "upper-secondary": "高级中学",
    "secondary-vocational": "商贸职业学校",
    "technician-school": "技工学校",
    "senior-technician-school": "高级技工学校",
    "technician-college": "技师学院",
    "higher-vocational": "职业技术学院",
    "junior-college": "高等专科学校",
    "bachelor": "大学",
    "master": "大学",
    "doctor": "大学",
    "": "学校",
}
# Years from the year of birth to that of graduation.
GRADUATION_AGE = {
    "lower-secondary": 16,
    "upper-secondary": 19,
    "secondary-vocational": 19,
    "technician-school": 19,
    "senior-technician-school": 21,
    "technician-college": 22,
    "higher-vocational": 22,
    "junior-college": 22,
    "bachelor": 23,
    "master": 26,
    "doctor": 30,
    "": 19,
}

CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check_digit(first17: str) -> str:
    """The 18-character number of GB 11643 that begins with these 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, CHECK_WEIGHTS))
    return first17 + "10X98765432"[total % 11]


def person_name(sex: str, dice: Dice) -> str:
    surname = dice.pick(COMPOUND_SURNAMES) if dice.below(40) == 0 else dice.pick(SURNAMES)
    return surname + dice.pick(GIVEN_FEMALE if sex == "female" else GIVEN_MALE)


def resident_id(birth_year: int, sex: str, taken: set[str], dice: Dice) -> str:
    """A number that is not among those `taken`, and then is."""
    while True:
        born = date(birth_year, 1, 1) + timedelta(days=dice.below(365))
        sequence = 2 * dice.between(1, 199) + (1 if sex == "male" else 0)
        number = with_check_digit(f"{dice.pick(AREAS)}{born:%Y%m%d}{sequence:03}")
        if number[:17] not in taken:
            taken.add(number[:17])
            return number


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
