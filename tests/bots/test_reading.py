"""A bot is let read along at the very moment at which it is put into a group."""

from tests.bots.stand import BotStand
from veche.bots.store import rooms
from veche.ground.clock import Clock
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
