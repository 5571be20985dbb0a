"""GET /updates: markers, waiting, two polls at once."""

import asyncio

import msgspec

from tests.bots.stand import BotStand, kinds, say, until, with_messages
from veche.bots.model.updates import patience
from veche.ground.ids import BotId


async def test_the_marker_is_the_next_number_and_numbers_have_no_gaps(stand: BotStand) -> None:
    bot, _, _ = await with_messages(stand, 5)
    first = await bot.get("/updates", limit=2)
    assert (len(first["updates"]), first["marker"]) == (2, 3)
    second = await bot.get("/updates", marker=3, limit=100)
    assert (len(second["updates"]), second["marker"]) == (4, 7)
    again = await bot.get("/updates", marker=3, limit=1)
    assert again["updates"] == second["updates"][:1], "what was not confirmed comes again"
    confirmed = await bot.get("/updates", marker=7, timeout=0)
    assert confirmed == {"updates": [], "marker": 7}
    older = await bot.get("/updates", marker=1, timeout=0)
    assert older["updates"] == [], "older than what is kept: from the oldest that is there"
    beyond = await bot.get("/updates", marker=999_999, timeout=0)
    assert beyond == {"updates": [], "marker": 7}


async def test_polls_without_a_marker_go_on_where_the_last_one_ended(stand: BotStand) -> None:
    bot, anna, chat = await with_messages(stand, 3)
    first = await bot.get("/updates", limit=2)
    second = await bot.get("/updates")
    assert [len(first["updates"]), len(second["updates"])] == [2, 2]
    assert first["updates"] + second["updates"] != second["updates"] * 2
    await say(anna, chat, "ещё")
    third = await bot.get("/updates", offset=0)
    assert [update["message"]["body"]["text"] for update in third["updates"]] == ["ещё"]


async def test_a_marker_after_polls_without_one(stand: BotStand) -> None:
    """The official Go client forgets its marker after an empty poll."""
    bot, anna, chat = await with_messages(stand, 1)
    first = await bot.get("/updates")
    empty = await bot.get("/updates", marker=first["marker"], timeout=0)
    await say(anna, chat, "после пустого")
    found = await bot.get("/updates")
    assert [update["message"]["body"]["text"] for update in found["updates"]] == ["после пустого"]
    assert found["marker"] == empty["marker"] + 1


async def test_types_are_a_filter_and_what_is_passed_over_is_confirmed(stand: BotStand) -> None:
    bot, _, _ = await with_messages(stand, 2)
    only = await bot.get("/updates", types="bot_started,bot_added", timeout=0)
    assert kinds(only["updates"]) == ["bot_started"]
    assert only["marker"] == 4
    assert (await bot.get("/updates", marker=4, timeout=0))["updates"] == []
    repeated = await stand.http.get(
        "/updates?types=message_created&types=message_edited&timeout=0", headers={"Authorization": bot.token}
    )
    assert repeated.json() == {"updates": [], "marker": 4}


async def test_a_poll_waits_and_is_woken(stand: BotStand) -> None:
    bot, anna, chat = await with_messages(stand, 0)
    waiting = asyncio.create_task(bot.get("/updates", timeout=30))
    await until(lambda: stand.bots.polling.waiting > 0)
    await say(anna, chat, "Проснись")
    found = await waiting
    assert kinds(found["updates"])[-1] in ("bot_started", "message_created")


async def test_a_second_poll_ends_the_first_with_nothing(stand: BotStand) -> None:
    bot, anna, chat = await with_messages(stand, 0)
    first = asyncio.create_task(bot.get("/updates", timeout=30))
    await until(lambda: stand.bots.polling.waiting > 0)
    second = asyncio.create_task(bot.get("/updates", timeout=30))
    assert (await first)["updates"] == []
    await say(anna, chat, "Кому-то")
    assert (await second)["updates"]


async def test_a_new_key_ends_open_polls_at_once(stand: BotStand) -> None:
    anna = await stand.live.person()
    bot = await stand.bot(owner=anna.id)
    waiting = asyncio.create_task(bot.call("GET", "/updates", timeout=30))
    await until(lambda: stand.bots.polling.waiting > 0)
    answer = await anna.ask("rotate_bot_key", bot=bot.id, kind="live")
    ended = await waiting
    assert (ended.status_code, ended.json()["code"]) == (401, "verify.token")
    assert (await bot.call("GET", "/me")).status_code == 401
    bot.token = answer["token"]
    assert (await bot.get("/me"))["user_id"] == bot.id
    await anna.ask("revoke_bot_key", bot=bot.id)
    assert (await bot.call("GET", "/me")).status_code == 401


async def test_who_goes_away_while_polling_loses_nothing(stand: BotStand) -> None:
    bot, anna, chat = await with_messages(stand, 0)
    waiting = asyncio.create_task(bot.get("/updates", timeout=30))
    await until(lambda: stand.bots.polling.waiting > 0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await until(lambda: stand.bots.polling.waiting == 0)
    await say(anna, chat, "Для того, кто вернётся")
    await stand.settle()
    found = await bot.get("/updates")
    assert kinds(found["updates"]) == ["bot_started", "message_created"]


def test_an_empty_poll_ends_a_little_earlier() -> None:
    assert patience(30) == 29.0
    assert patience(90) == 89.0
    assert patience(0) == 0.0
    assert 0.8 < patience(1) < 1.0


async def test_thousands_of_waiting_polls(stand: BotStand) -> None:
    """They cost memory and no work: nothing runs while nothing happens, and each is woken alone."""
    polling, db = stand.bots.polling, stand.live.database
    sample = await stand.bots.roster.look((await stand.bot()).id)
    assert sample is not None
    many = [msgspec.structs.replace(sample, id=BotId(sample.id + 10_000 + number)) for number in range(1_000)]
    polls = [polling.poll(bot, marker=None, limit=100, timeout=90) for bot in many]
    tasks = [asyncio.create_task(poll) for poll in polls]
    await until(lambda: polling.asleep == len(tasks))
    before = db.queries
    polling.wake([many[7].id])
    await asyncio.sleep(0.1)
    assert db.queries - before < 50, "a word for one wakes that one"
    assert polling.waiting == len(tasks)
    polling.stop()
    answers = await asyncio.gather(*tasks)
    assert all(answer.updates == [] for answer in answers)
