"""A city hall that does not exist: five hundred people with names of real length, in the table of its personnel."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

HEADS = ("Таб. №", "Фамилия", "Имя", "Отчество", "Подразделение", "Должность", "Руководитель", "E-mail", "Телефон")
_MEN = ("Александр", "Всеволод", "Иннокентий", "Константин", "Максимилиан", "Святослав", "Фёдор", "Ян")
_WOMEN = ("Александра", "Василиса", "Екатерина", "Людмила", "Преображена", "Серафима", "Юлия", "Ия")
_FATHERS = ("Владимир", "Вячеслав", "Иннокентий", "Константин", "Станислав", "Эдуард")
_FAMILIES = (
    *("Константинопольск", "Преображенск", "Верхнеозерск", "Вознесенск", "Рождественск", "Воздвиженск"),
    *("Благовещенск", "Крестовоздвиженск", "Никольск", "Троекуровск", "Белозёрск"),
)
_UNITS = (
    *("Управление делами > Отдел документооборота", "Управление делами > Отдел архива", "Управление делами"),
    *("Департамент городского хозяйства > Отдел благоустройства и озеленения", "Департамент городского хозяйства"),
    *(
        "Департамент городского хозяйства > Отдел жилищного фонда",
        "Комитет по образованию > Отдел дошкольного образования",
    ),
    *("Комитет по образованию > Отдел общего образования", "Комитет по образованию", "Отдел «Ёлка» и праздников"),
    *(
        "Управление финансов > Отдел бюджета",
        "Управление финансов > Отдел отчётности и контроля",
        "Управление финансов",
    ),
)
_TITLES = ("Главный специалист", "Ведущий специалист", "Специалист 1-й категории", "Консультант", "Делопроизводитель")


def staff(count: int = 500, *, seed: int = 2026) -> list[list[str]]:
    """Lines of its table; the same ones for the same seed."""
    chance = random.Random(seed)
    lines = []
    for number in range(1, count + 1):
        woman = chance.random() < 0.6
        family = chance.choice(_FAMILIES) + ("ая" if woman else "ий")
        first = chance.choice(_WOMEN if woman else _MEN)
        father = chance.choice(_FATHERS) + ("овна" if woman else "ович")
        unit = _UNITS[(number - 1) % len(_UNITS)]
        head = number <= len(_UNITS)
        title = "Руководитель" if head else chance.choice(_TITLES)
        mail = f"employee{number}@gorod.example"
        phone = f"+7 495 000-{number // 100:02}-{number % 100:02}"
        lines.append([f"{number:06}", family, first, father, unit, title, "да" if head else "", mail, phone])
    return lines


def write_table(path: Path, lines: Sequence[Sequence[str]], *, encoding: str = "cp1251") -> Path:
    """As Russian Excel saves it."""
    rows = [";".join(HEADS), *(";".join(line) for line in lines)]
    path.write_bytes(("\r\n".join(rows) + "\r\n").encode(encoding))
    return path
