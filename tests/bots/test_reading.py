"""A bot is let read along at the very moment at which it is put into a group."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.bots.stand import BotStand
from veche.bots.store import rooms
from veche.ground.clock import Clock
from veche.ground.db import Queries
from veche.ground.ids import BotId, ChatId


async def test_what_was_decided_before_the_bot_is_written_down_is_kept(stand: BotStand) -> None:
    """The order in which a busy server may do it: the word first, the arrival after it."""
    bot = await stand.bot()
    chat = ChatId(await stand.live.group(await stand.live.person()))
    async with stand.live.database.transaction() as conn:
        at = Clock().now()
        assert await rooms.set_reading(conn, BotId(bot.id), chat, rooms.Heads(1, 1), on=True, at=at)
        assert await rooms.one(conn, BotId(bot.id), chat) is None
        assert await rooms.enter(conn, BotId(bot.id), chat, rooms.Heads(2, 2))
        there = await rooms.one(conn, BotId(bot.id), chat)
    assert there is not None
    assert there.reads_all
    assert (there.version, there.seq) == (1, 1), "what was said between the two is told"


async def test_who_was_put_out_and_comes_back_reads_nothing(stand: BotStand) -> None:
    bot = await stand.bot()
    chat = ChatId(await stand.live.group(await stand.live.person()))
    async with stand.live.database.transaction() as conn:
        at = Clock().now()
        await rooms.enter(conn, BotId(bot.id), chat, rooms.Heads(1, 1))
        await rooms.set_reading(conn, BotId(bot.id), chat, rooms.Heads(1, 1), on=True, at=at)
        await rooms.leave(conn, BotId(bot.id), chat, at=at)
        await rooms.enter(conn, BotId(bot.id), chat, rooms.Heads(3, 3))
        there = await rooms.one(conn, BotId(bot.id), chat)
    assert there is not None
    assert not there.reads_all


async def test_what_was_read_of_a_bot_before_it_was_allowed_is_not_remembered_after(
    stand: BotStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked at anew while it is allowed to read: it hears, whoever is quicker."""
    anna, bot = await stand.live.person(), await stand.bot()
    group = await stand.live.group(anna, title="Двор")
    await anna.ask("add_members", chat=group, actors=[bot.id])
    await anna.ask("set_role", chat=group, actor=bot.id, role="admin")
    await stand.settle()
    has_read, may_go_on = asyncio.Event(), asyncio.Event()
    here = rooms.here

    async def slowly(db: Queries, bots: Sequence[BotId]) -> list[rooms.RoomRow]:
        rows = await here(db, bots)
        has_read.set()
        await may_go_on.wait()
        return rows

    monkeypatch.setattr(rooms, "here", slowly)
    looking = asyncio.create_task(stand.bots.presence.look_at(BotId(bot.id)))
    await has_read.wait()
    allowing = asyncio.create_task(anna.ask("set_bot_reading", chat=group, bot=bot.id, on=True))
    await asyncio.wait({allowing}, timeout=0.3)  # done by now, unless it waits for its turn
    may_go_on.set()
    await asyncio.gather(looking, allowing)
    assert bot.id in stand.bots.attendance.hearing(group)
