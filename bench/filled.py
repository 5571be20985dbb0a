"""A chat that is filled by a rule with ten thousand posts: how long filling takes, what one coming or going costs.
`python -m bench.filled [--posts 10000]`; figures go to bench/out/filled.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench import host
from bench.staff import peak_mb
from veche.app import Messenger, Site
from veche.chats.wire.filling import CreateFilledChat, FillingRule
from veche.directory import many
from veche.directory.store.organisations import add_organisation
from veche.ground.commands import Asker
from veche.ground.config import Settings
from veche.ground.ids import ChatId, DeviceId, OrganisationId, UnitId
from veche.ground.up import open_ground

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/filled.json"


async def measure(posts: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"posts": posts, "host": host.description()}
    with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
        async with open_ground(Settings(data=Path(folder) / "data")) as ground:
            messenger = Messenger(ground, site=Site())
            db, ids, now = ground.db, ground.ids, ground.clock.now()
            chief = await messenger.identity.people.add(
                "chief", name="Администратор", password="вечевой колокол 1136", administrator=True
            )
            body, unit, apart = OrganisationId(ids.new()), UnitId(ids.new()), UnitId(ids.new())
            numbers = [ids.new() for _ in range(posts)]
            async with db.transaction() as conn:
                await add_organisation(conn, body, name="Правительство области", at=now)
                units = [many.unit(one, organisation=body, parent=None, name=f"Отдел {one}") for one in (unit, apart)]
                await many.add_units(conn, units, at=now)
                await many.add_posts(conn, [(one, unit, "Специалист") for one in numbers], at=now)
            request = CreateFilledChat(title="Все", rule=FillingRule(organisation=body, unit=unit))
            asker = Asker(person=chief, device=DeviceId(0))
            chat = ChatId((await messenger.chats.filler.create(asker, request, as_=None)).id)

            async def fill() -> None:
                await messenger.chats.filler.fill(chat)

            async def move(to: UnitId) -> None:
                await db.execute("UPDATE directory_posts SET unit_id = $1 WHERE id = $2", to, numbers[0])

            async def timed(
                name: str, work: Callable[[], Awaitable[None]], *, before: Callable[[], Awaitable[None]]
            ) -> None:
                await before()
                statements, began = db.queries, time.monotonic()
                await work()
                took = time.monotonic() - began
                figures[name] = {
                    "ms": round(took * 1000, 1),
                    "statements": db.queries - statements,
                    "peak_mb": peak_mb(),
                }
                print(f"{name}: {figures[name]}", flush=True)

            async def nothing() -> None:
                return

            figures["memory_before_mb"] = peak_mb()
            await timed("fill", fill, before=nothing)
            await timed("nothing_to_do", fill, before=nothing)
            await timed("one_goes", fill, before=lambda: move(apart))
            await timed("one_comes", fill, before=lambda: move(unit))
            count = "SELECT count(*) FROM chats_members WHERE chat_id = $1 AND left_at IS NULL AND by_rule"
            assert await db.fetchval(count, chat) == posts
            messenger.identity.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    figures = asyncio.run(measure(parser.parse_args().posts))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
