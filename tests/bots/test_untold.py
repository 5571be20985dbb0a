"""What no row of a log says is told once, also if the process dies between the change and the word of it."""

import asyncio

import pytest

from tests.bots.stand import BotStand, Robot, kinds, say
from tests.support.live import Json, Live
from veche.bots.model.updates import TYPES
from veche.chats import model
from veche.ground.bus import MemoryBus, MemoryHub
from veche.ground.db import Database

EVERY = ",".join(TYPES)


async def _dies_with_everything_untold(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the process had died after each of the commits that follow: what it announces nobody hears."""
    await stand.settle()
    monkeypatch.setattr(stand.live.server.messenger._herald._queue, "put_nowait", lambda _: None)


async def _after_the_crash(database: Database, bot: Robot, *, count: int) -> list[Json]:
    """What a bot finds when two processes start at once: both look for what waits, and each is told once."""
    hub = MemoryHub()
    both = [Live(database, cell=cell, bus=MemoryBus(hub)) for cell in (1, 2)]
    await asyncio.gather(*(one.start() for one in both))
    stands = [BotStand(one) for one in both]
    bot.stand = stands[0]
    told = await bot.updates(count, marker=bot.marker, types=EVERY)
    for one in stands:
        await one.settle()
    assert (await bot.get("/updates", marker=bot.marker, timeout=0, types=EVERY))["updates"] == []
    for one in stands:
        await one.close()
        await one.live.stop()
    assert await database.fetchval("SELECT count(*) FROM ground_outbox WHERE topic LIKE 'bots.%'") == 0
    return told


async def test_a_dialog_muted_and_closed_when_the_process_dies(
    database: Database, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = BotStand(live)
    anna, boris, bot = await live.person(), await live.person(), await stand.bot()
    chat, other = await stand.dialog(anna, bot), await stand.dialog(boris, bot)
    await say(anna, chat, "Привет")
    await say(boris, other, "Привет")
    await bot.updates(4)
    await _dies_with_everything_untold(stand, monkeypatch)
    await anna.ask("set_mute", chat=chat, until=4_000_000_000_000)
    await anna.ask("set_pinned", chat=chat, on=True)
    await anna.ask("set_mute", chat=chat, until=None)
    await anna.ask("block_actor", actor=bot.id)
    await boris.ask("set_mute", chat=other, until=4_000_000_000_000)
    await stand.close()
    told = await _after_the_crash(database, bot, count=4)
    of_anna = [one for one in told if one["chat_id"] == chat]
    assert kinds(of_anna) == ["dialog_muted", "dialog_unmuted", "bot_stopped"]
    assert {one["user_id"] for one in of_anna} == {anna.id}
    (muted,) = [one for one in told if one["chat_id"] == other]
    assert (muted["update_type"], muted["user_id"], muted["muted_until"]) == (
        "dialog_muted",
        boris.id,
        4_000_000_000_000,
    )


async def test_comings_goings_and_rights_when_the_process_dies(
    database: Database, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a channel and in a large group; who comes by a link as well."""
    monkeypatch.setattr(model, "QUIET_ABOVE", 1)
    stand = BotStand(live)
    anna, boris, vera, bot = await live.person(), await live.person(), await live.person(), await stand.bot()
    group = await stand.group(anna, bot)
    channel = (await anna.ask("create_channel", title="Новости города"))["chat"]["id"]
    await anna.ask("add_members", chat=channel, actors=[bot.id])
    await anna.ask("set_role", chat=channel, actor=bot.id, role="admin", rights=255)
    await anna.ask("set_bot_reading", chat=channel, bot=bot.id, on=True)
    code = (await anna.ask("create_invite_link", chat=channel))["code"]
    await _dies_with_everything_untold(stand, monkeypatch)
    await bot.updates(2)
    for chat in (group, channel):
        await anna.ask("add_members", chat=chat, actors=[boris.id])
        await boris.ask("leave_chat", chat=chat)
    await vera.ask("join_by_link", code=code)
    await anna.ask("set_role", chat=group, actor=bot.id, role="admin", rights=127)
    await stand.close()
    told = await _after_the_crash(database, bot, count=6)
    of_group = [one for one in told if one["chat_id"] == -group]
    assert kinds(of_group) == ["user_added", "user_removed", "bot_admin_permissions_changed"]
    assert (of_group[0]["user_id"], of_group[0]["inviter_id"], of_group[1]["user_id"]) == (boris.id, anna.id, boris.id)
    assert (of_group[2]["user_id"], of_group[2]["is_admin"]) == (anna.id, True)
    of_channel = [one for one in told if one["chat_id"] == -channel]
    assert kinds(of_channel) == ["user_added", "user_removed", "user_added"]
    assert (of_channel[2]["user_id"], of_channel[2]["is_channel"], "inviter_id" in of_channel[2]) == (
        vera.id,
        True,
        False,
    )


async def test_a_bot_put_out_when_the_process_dies(
    database: Database, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = BotStand(live)
    anna, boris, bot = await live.person(), await live.person(), await stand.bot()
    chat = await stand.group(anna, bot, boris)
    await anna.ask("set_role", chat=chat, actor=boris.id, role="admin", rights=255)
    await _dies_with_everything_untold(stand, monkeypatch)
    await bot.updates(1)
    await boris.ask("remove_member", chat=chat, actor=bot.id)
    await stand.close()
    (removed,) = await _after_the_crash(database, bot, count=1)
    assert (removed["update_type"], removed["chat_id"], removed["user_id"]) == ("bot_removed", -chat, boris.id)


async def test_what_no_bot_is_concerned_in_leaves_nothing_in_the_outbox(stand: BotStand, database: Database) -> None:
    anna, boris = await stand.live.person(), await stand.live.person()
    channel = (await anna.ask("create_channel", title="Без ботов"))["chat"]["id"]
    dialog = await stand.live.dialog(anna, boris)
    await stand.settle()
    await stand.live.server.messenger._outbox.stop()
    await anna.ask("add_members", chat=channel, actors=[boris.id])
    await anna.ask("set_role", chat=channel, actor=boris.id, role="admin", rights=255)
    await anna.ask("set_mute", chat=dialog, until=4_000_000_000_000)
    await anna.ask("block_actor", actor=boris.id)
    assert await database.fetchval("SELECT count(*) FROM ground_outbox WHERE topic LIKE 'bots.%'") == 0
