"""The limits hold for an installation, however many processes it has."""

import asyncio
import time

from tests.support.live import Live
from veche.bots.actions.base import Rules
from veche.bots.actions.pace import Pace
from veche.bots.store import pace
from veche.ground.bus import MemoryBus, MemoryHub
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.ground.ids import BotId, ChatId

BOT, CHAT = BotId(5), ChatId(6)


async def test_two_processes_count_together(database: Database) -> None:
    both = [Pace(Rules(sends=2, requests=5), db=database, alone=lambda: False) for _ in range(2)]
    for one, most in (("speak", 2), ("request", 5)):
        began, let, refused = time.monotonic(), 0, 0
        asked = [getattr(which, one) for which in both for _ in range(20)]
        for outcome in await asyncio.gather(
            *(ask(BOT, CHAT) if one == "speak" else ask(BOT) for ask in asked), return_exceptions=True
        ):
            if isinstance(outcome, TooMany):
                refused += 1
                assert outcome.retry_after == 1
            else:
                let += 1
        assert most <= let <= most + (time.monotonic() - began) * most + 1, one
        assert refused == len(asked) - let
    await both[1].speak(BOT, ChatId(7))


async def test_what_is_empty_again_is_forgotten(database: Database) -> None:
    alone = Pace(Rules(), db=database)
    await alone.speak(BOT, CHAT)
    assert await database.fetchval("SELECT count(*) FROM bots_pace") == 0, "alone it costs no statement"
    together = Pace(Rules(), db=database, alone=lambda: False)
    await together.speak(BOT, CHAT)
    await pace.sweep(database, before=Clock().now())
    assert await database.fetchval("SELECT count(*) FROM bots_pace") == 1
    await database.execute("UPDATE bots_pace SET empty_at = empty_at - interval '1 hour'")
    await together.sweep()
    assert await database.fetchval("SELECT count(*) FROM bots_pace") == 0


async def test_a_server_knows_whether_it_is_alone(database: Database) -> None:
    hub = MemoryHub()
    live = Live(database, bus=MemoryBus(hub))
    await live.start()
    try:
        speaking = live.server.messenger.bots.pace
        await speaking.speak(BOT, CHAT)
        assert await database.fetchval("SELECT count(*) FROM bots_pace") == 0
        other = MemoryBus(hub)
        await other.start()
        await speaking.speak(BOT, ChatId(7))
        assert await database.fetchval("SELECT count(*) FROM bots_pace") == 1
        await other.stop()
    finally:
        await live.stop()
