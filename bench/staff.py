"""Fifty thousand people come in from a table: how long looking, applying, a second run and undoing take, in how
many statements and how much memory. `python -m bench.staff [--people 50000] [--xlsx]`; figures go to
bench/out/staff.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import openpyxl

from bench import host
from veche import staff
from veche.app import Messenger, Site
from veche.directory.store.organisations import add_organisation
from veche.ground.config import Settings
from veche.ground.ids import OrganisationId
from veche.ground.up import open_ground
from veche.staff.store import imports

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/staff.json"
HEADS = ("Таб. №", "ФИО", "Подразделение", "Должность", "Руководитель", "E-mail", "Телефон")
TITLES = ("Главный специалист", "Ведущий специалист", "Консультант", "Делопроизводитель", "Инспектор")
PER_UNIT = 20


def lines(count: int) -> list[tuple[str, ...]]:
    """A region's staff: a unit of the lowest level has twenty people, forty such units make a department."""
    found: list[tuple[str, ...]] = []
    for number in range(count):
        unit = number // PER_UNIT
        path = f"Департамент {unit // 40 + 1} > Отдел № {unit + 1} по работе с обращениями"
        name = f"Константинопольская-{number % 997} Александра {number % 89}-я Владимировна"
        head = "да" if number % PER_UNIT == 0 else ""
        mail = f"a.konstantinopolskaya.{number}@region.example"
        found.append((f"{number:07}", name, path, TITLES[number % 5], head, mail, f"+7 000 {number:07}"))
    return found


def write(path: Path, rows: list[tuple[str, ...]]) -> None:
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Сотрудники")
        sheet.append(HEADS)
        for row in rows:
            sheet.append(row)
        book.save(path)
        return
    path.write_bytes("\r\n".join(";".join(row) for row in [HEADS, *rows]).encode("cp1251"))


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def measure(people: int, *, xlsx: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {"people": people, "format": "xlsx" if xlsx else "csv", "host": host.description()}
    with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
        path = Path(folder) / ("staff.xlsx" if xlsx else "staff.csv")
        rows = lines(people)
        write(path, rows)
        figures["file_kb"] = path.stat().st_size // 1024
        figures["memory_before_mb"] = peak_mb()
        async with open_ground(Settings(data=Path(folder) / "data")) as ground:
            office = Messenger(ground, site=Site()).offices.staff
            body = OrganisationId(ground.ids.new())
            async with ground.db.transaction() as conn:
                await add_organisation(conn, body, name="Правительство области", at=ground.clock.now())

            async def timed(name: str, work: Callable[[], Awaitable[staff.Import]]) -> staff.Import:
                statements, began = ground.db.queries, time.monotonic()
                done = await work()
                figures[name] = {
                    "seconds": round(time.monotonic() - began, 1),
                    "statements": ground.db.queries - statements,
                    "peak_mb": peak_mb(),
                }
                print(f"{name}: {figures[name]}", flush=True)
                return done

            async def plan() -> staff.Import:
                one = await office.planning.look_here([path], organisation=body, person=None, locale="ru")
                mapping = staff.guessed(one.tables)
                one = await office.planning.map(one.id, profile="Кадры", mapping=mapping, person=None)
                return await office.planning.plan(one)

            one = await timed("plan", plan)
            figures["units"] = one.counts.units_new
            await imports.set_state(ground.db, one.id, "waiting")
            one = await timed("apply", lambda: office.applying.run(one.id))
            again = await timed("second_run", plan)
            assert (again.counts.unchanged, again.total) == (people, 0)
            write(path, rows[: people - people // 50])
            fewer = await timed("plan_of_leavers", plan)
            await imports.set_state(ground.db, fewer.id, "waiting")
            fewer = await timed("leave", lambda: office.applying.run(fewer.id))
            await timed("undo_leave", lambda: staff.undo(office, fewer.id))
            await timed("undo", lambda: staff.undo(office, one.id))
            assert await ground.db.fetchval("SELECT count(*) FROM directory_posts") == 0
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--xlsx", action="store_true")
    options = parser.parse_args()
    figures = asyncio.run(measure(options.people, xlsx=options.xlsx))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
