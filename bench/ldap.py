"""Fifty thousand people of a real slapd: how long reading, planning and applying take, and how much memory.
`python -m bench.ldap [--people 50000]`; figures go to bench/out/ldap.json."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bench import host
from bench.staff import PER_UNIT, TITLES, peak_mb
from tests.support.slapd import TestSlapd
from veche.app import Messenger, Site
from veche.directory.store.organisations import add_organisation
from veche.ground.config import Settings
from veche.ground.ids import OrganisationId
from veche.ground.ldap import Server
from veche.ground.up import open_ground
from veche.sources.ldap.asking import ask
from veche.sources.ldap.profile import Profile
from veche.sources.ldap.rows import Rows, rows_of
from veche.staff import Import
from veche.staff.store import imports

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/ldap.json"
SUFFIX = "dc=region,dc=example"


def coded(name: str, text: str) -> str:
    return f"{name}:: {base64.b64encode(text.encode()).decode()}"


def entries(people: int) -> Iterator[str]:
    """As many units of the lowest level as in `bench.staff`, forty of them in a department."""
    yield f"dn: {SUFFIX}\nobjectClass: domain\ndc: region"
    for unit in range((people + PER_UNIT - 1) // PER_UNIT):
        department = f"ou=d{unit // 40},{SUFFIX}"
        if unit % 40 == 0:
            name = coded("displayName", f"Департамент {unit // 40 + 1}")
            yield f"dn: {department}\nobjectClass: organizationalUnit\nobjectClass: veUnit\nou: d{unit // 40}\n{name}"
        name = coded("displayName", f"Отдел № {unit + 1} по работе с обращениями")
        yield f"dn: ou=u{unit},{department}\nobjectClass: organizationalUnit\nobjectClass: veUnit\nou: u{unit}\n{name}"
    for number in range(people):
        unit = number // PER_UNIT
        family = f"Константинопольская-{number % 997}"
        yield "\n".join(
            (
                f"dn: uid=p{number},ou=u{unit},ou=d{unit // 40},{SUFFIX}",
                "objectClass: inetOrgPerson",
                f"uid: p{number}",
                coded("cn", f"{family} Александра {number % 89}-я Владимировна"),
                coded("sn", family),
                coded("title", TITLES[number % 5]),
                f"mail: a.konstantinopolskaya.{number}@region.example",
                f"telephoneNumber: +7 000 {number:07}",
            )
        )


Done = TypeVar("Done")
SCHEMA = "objectclass ( 1.3.6.1.4.1.55555.2.1 NAME 'veUnit' SUP top AUXILIARY MAY displayName )\n"


async def measure(people: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"people": people, "host": host.description()}
    with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
        slapd = TestSlapd(Path(folder) / "slapd", suffix=SUFFIX, schema=SCHEMA, room=1 << 30)
        slapd.add("\n\n".join(entries(people)) + "\n", quick=True)
        slapd.start()
        try:
            async with open_ground(Settings(data=Path(folder) / "data")) as ground:
                await run(ground, slapd, figures)
        finally:
            slapd.kill()
    return figures


async def run(ground: Any, slapd: TestSlapd, figures: dict[str, Any]) -> None:
    office = Messenger(ground, site=Site()).offices.staff
    body = OrganisationId(ground.ids.new())
    async with ground.db.transaction() as conn:
        await add_organisation(conn, body, name="Правительство области", at=ground.clock.now())
    source = await office.source(body, kind="ldap", name="Каталог")
    server, profile = Server(url=slapd.url), Profile(base=SUFFIX, unit_name="displayName", page=1_000)
    figures["memory_before_mb"] = peak_mb()

    async def timed(name: str, work: Callable[[], Awaitable[Done]]) -> Done:
        began, busy = time.monotonic(), time.process_time()
        done = await work()
        figures[name] = {
            "seconds": round(time.monotonic() - began, 1),
            # Of this process alone: the same on a machine that has other things to do.
            "cpu_seconds": round(time.process_time() - busy, 1),
            "peak_mb": peak_mb(),
        }
        print(f"{name}: {figures[name]}", flush=True)
        return done

    async def read() -> Rows:
        return await asyncio.to_thread(lambda: rows_of(ask(server, "region", profile), profile))

    async def plan(rows: Rows) -> Import:
        return await office.planning.from_rows(body, source.id, rows.staff, rows.units, problems=rows.problems)

    rows = await timed("read", read)
    assert rows.people == figures["people"]
    one = await timed("plan", lambda: plan(rows))
    figures["units"] = one.counts.units_new
    await imports.set_state(ground.db, one.id, "waiting")
    await timed("apply", lambda: office.applying.run(one.id))
    again = await timed("second_read", read)
    same = await timed("second_plan", lambda: plan(again))
    assert (same.counts.unchanged, same.total) == (figures["people"], 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    figures = asyncio.run(measure(parser.parse_args().people))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
