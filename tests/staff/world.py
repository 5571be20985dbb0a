"""Tables for tests, and bringing them in on a live server."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.live import Json, Live, Someone
from veche.staff import Import, StaffRow, bring_table
from veche.staff.model import Known, Options, Plan, make_plan

CITY = 1
TODAY = date(2026, 11, 30)
HEADS = ("Таб. №", "ФИО", "Подразделение", "Должность", "Руководитель", "E-mail", "Телефон", "Статус")
ANNA = "Константинопольская Александра Владимировна"
BORIS = "Мельников-Преображенский Борис Иннокентьевич"


def person(key: str, name: str, unit: str = "Отдел архива", title: str = "Архивариус", **more: Any) -> list[str]:
    """A line of the usual table."""
    return [
        key,
        name,
        unit,
        title,
        more.get("head", ""),
        more.get("email", ""),
        more.get("phone", ""),
        more.get("active", "работает"),
    ]


def table(*lines: Sequence[str], heads: Sequence[str] = HEADS, delimiter: str = ";") -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(lines)
    return target.getvalue()


def write(folder: Path, *lines: Sequence[str], name: str = "staff.csv", encoding: str = "cp1251") -> Path:
    path = folder / name
    path.write_bytes(table(*lines).encode(encoding))
    return path


def row(key: str, name: str = ANNA, unit: str = "Отдел архива", title: str = "Архивариус", **more: Any) -> StaffRow:
    return StaffRow(line=more.pop("line", 2), key=key, name=name, unit=(unit,), title=title, **more)


def nobody() -> Known:
    return Known(root=CITY, organisations={"город": CITY}, units={}, posts={}, records={})


def planned(known: Known, *rows: StaffRow, absent_leave: bool = True, **more: Any) -> Plan:
    return make_plan(known, rows, options=Options(today=TODAY, absent_leave=absent_leave), **more)


async def city(live: Live, chief: Someone, name: str = "Администрация города") -> int:
    organisation: int = (await chief.ask("create_organisation", name=name))["organisation"]
    return organisation


async def bring(live: Live, organisation: int, *paths: Path, **more: Any) -> Import:
    """As `veche import staff` does, beside the live server."""
    options: Json = {"profile": "", "dry_run": False, "skip_errors": False, "partial": False, "leavers": -1}
    return await bring_table(
        live.server.messenger.offices.staff,
        paths,
        organisation=str(organisation),
        locale="ru",
        say=lambda _one, _shown: None,
        **{**options, **more},
    )


async def tree(chief: Someone, organisation: int) -> dict[str, dict[str, str]]:
    """Unit → title → name of the holder, of one level."""
    found = (await chief.ask("list_organisations"))["organisations"]
    units = next(one["units"] for one in found if one["id"] == organisation)
    answer: dict[str, dict[str, str]] = {}
    for unit in units:
        about = await chief.ask("get_unit", unit=unit["id"])
        answer[unit["name"]] = {post["title"]: post.get("holder", {}).get("name", "") for post in about["posts"]}
    return answer
