"""Webhooks: subscribed, delivered in order, tried again, removed; and receivers that mean no good."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bots.receiver import Receiver, receiving
from tests.bots.stand import BotStand, Robot, say
from tests.bots.talk import refused
from tests.support.certificates import Authority
from tests.support.live import PATIENCE, Json, Live, Someone
from veche.bots.model.webhooks import pause_after
from veche.ground.config import Settings
from veche.ground.db import Database

OK = {"success": True}
HANGING = 12


async def subscribed(stand: BotStand, receiver: Receiver, **more: object) -> tuple[Robot, Someone, int]:
    """A bot with a webhook, and somebody who has begun to talk with it."""
    anna, bot = await stand.live.person(), await stand.bot()
    assert await bot.ok("POST", "/subscriptions", json={"url": receiver.url, **more}) == OK
    chat = (await anna.ask("start_bot", bot=bot.id))["chat"]["id"]
    return bot, anna, chat


async def states(database: Database) -> list[tuple[int, str, int]]:
    rows = await database.fetch("SELECT number, state, attempts FROM bots_deliveries ORDER BY number, round")
    return [(row["number"], row["state"], row["attempts"]) for row in rows]


async def later(database: Database, **ago: float) -> None:
    """As if so much time had passed since the last attempt."""
    await database.execute(
        "UPDATE bots_deliveries SET next_at = next_at - $1::interval WHERE state = 'waiting'", timedelta(**ago)
    )


async def test_an_update_is_sent_with_the_secret(stand: BotStand, database: Database) -> None:
    async with receiving() as receiver:
        bot, anna, chat = await subscribed(stand, receiver, secret="s3cret-word", version="0.0.1")
        await say(anna, chat, "Здравствуйте")
        started, created = await receiver.until(2)
        assert started["update_type"] == "bot_started"
        assert created["message"]["body"]["text"] == "Здравствуйте"
        assert "x-max-bot-api-secret: s3cret-word" in receiver.heads[0].lower()
        listed = await bot.get("/subscriptions")
        assert [one["url"] for one in listed["subscriptions"]] == [receiver.url]
        assert "update_types" not in listed["subscriptions"][0]
        assert (await refused(bot, "GET", "/updates"))[:2] == (405, "method.not.allowed")
        await stand.bots.webhooks.settle()
        assert await states(database) == [(1, "done", 1), (2, "done", 1)]
        ledger = await database.fetchval("SELECT count(*) FROM ground_outgoing WHERE purpose = 'webhook' AND allowed")
        assert ledger == 2
        assert await bot.ok("DELETE", "/subscriptions", url=receiver.url) == OK
        assert (await bot.ok("DELETE", "/subscriptions", url=receiver.url))["success"] is False
        assert (await bot.get("/updates", timeout=0))["updates"], "polling works again"


async def test_only_the_types_that_are_wanted(stand: BotStand) -> None:
    async with receiving() as receiver:
        bot, anna, chat = await subscribed(stand, receiver, update_types=["message_created", "message_chat_created"])
        await say(anna, chat, "Одно")
        (told,) = await receiver.until(1)
        assert told["update_type"] == "message_created"
        assert await bot.ok("POST", "/subscriptions", json={"url": receiver.url, "update_types": ["bot_started"]}) == OK
        listed = await bot.get("/subscriptions")
        assert [one["update_types"] for one in listed["subscriptions"]] == [["bot_started"]], "the same one again"


async def test_order_holds_in_a_chat_over_failures(stand: BotStand, database: Database) -> None:
    def answer(receiver: Receiver, update: Json) -> str:
        return "500 Oops" if len(receiver.got) == 2 else "200 OK"

    async with receiving(answer) as receiver:
        _, anna, chat = await subscribed(stand, receiver)
        for text in ("раз", "два", "три"):
            await say(anna, chat, text)
        await receiver.until(2)
        await stand.settle()
        await stand.bots.webhooks.settle()
        assert len(receiver.got) == 2, "what follows in the chat waits"
        await later(database, seconds=61)
        stand.bots.webhooks.hear(stand.bots.roster.known())
        await receiver.until(5)
        texts = [one["message"]["body"]["text"] for one in receiver.got if one["update_type"] == "message_created"]
        assert texts == ["раз", "раз", "два", "три"]


async def test_one_chat_does_not_hold_up_another(stand: BotStand) -> None:
    async with receiving(lambda _, update: "500 Oops" if update["user_id"] == first.id else "200 OK") as receiver:
        bot = await stand.bot()
        first, second = await stand.live.person(), await stand.live.person()
        await bot.ok("POST", "/subscriptions", json={"url": receiver.url})
        await first.ask("start_bot", bot=bot.id)
        await second.ask("start_bot", bot=bot.id)
        got = await receiver.until(2)
        assert {one["user_id"] for one in got} == {first.id, second.id}


async def test_after_ten_attempts_it_is_given_up_and_after_eight_hours_removed(
    stand: BotStand, database: Database
) -> None:
    assert [pause_after(attempt) for attempt in (1, 2, 3)] == [60.0, 150.0, 375.0]
    assert pause_after(10) is None
    async with receiving(lambda *_: "500 Oops") as receiver:
        bot, anna, _ = await subscribed(stand, receiver)
        await receiver.until(1)
        for attempt in range(2, 11):
            await stand.bots.webhooks.settle()
            await later(database, days=2)
            stand.bots.webhooks.hear([bot.id])
            await receiver.until(attempt)
        await stand.bots.webhooks.settle()
        assert await states(database) == [(1, "failed", 10)]
        await database.execute("UPDATE bots_subscriptions SET failing_since = failing_since - interval '9 hours'")
        await anna.ask("start_bot", bot=bot.id)
        await stand.bots.webhooks._give_up_hopeless()
        assert (await bot.get("/subscriptions"))["subscriptions"] == []


async def test_who_answers_500_for_an_hour_loses_nothing(stand: BotStand, database: Database) -> None:
    well = False
    async with receiving(lambda *_: "200 OK" if well else "500 Oops") as receiver:
        bot, anna, chat = await subscribed(stand, receiver)
        await say(anna, chat, "За этот час")
        await receiver.until(1)
        await stand.bots.webhooks.settle()
        well = True
        await later(database, hours=1)
        stand.bots.webhooks.hear([bot.id])
        got = await receiver.until(3)
        assert [one["update_type"] for one in got] == ["bot_started", "bot_started", "message_created"]
        failing = await database.fetchval("SELECT failing_since FROM bots_subscriptions")
        await stand.bots.webhooks.settle()
        failing = await database.fetchval("SELECT failing_since FROM bots_subscriptions")
        assert failing is None


async def test_who_hangs_holds_up_nobody_else(stand: BotStand) -> None:
    """However many of them: more than a client library lets be open by itself."""
    anna = await stand.live.person()
    async with receiving(lambda *_: "hang") as hanging, receiving() as good:
        for _ in range(HANGING):
            bot = await stand.bot()
            await bot.ok("POST", "/subscriptions", json={"url": hanging.url})
            await anna.ask("start_bot", bot=bot.id)
        await hanging.until(HANGING)
        _, boris, chat = await subscribed(stand, good)
        await say(boris, chat, "Дальше")
        await good.until(2)


async def test_a_chat_that_hangs_holds_up_no_other_of_its_bot(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    async with receiving(lambda _, update: "hang" if update.get("user_id") == anna.id else "200 OK") as receiver:
        await bot.ok("POST", "/subscriptions", json={"url": receiver.url})
        await anna.ask("start_bot", bot=bot.id)
        await receiver.until(1)
        chat = (await boris.ask("start_bot", bot=bot.id))["chat"]["id"]
        for text in ("раз", "два", "три"):
            await say(boris, chat, text)
        got = await receiver.until(5)
        texts = [one["message"]["body"]["text"] for one in got if one["update_type"] == "message_created"]
        assert texts == ["раз", "два", "три"]


async def test_a_connection_serves_one_update_after_the_other(stand: BotStand, database: Database) -> None:
    """And is one row of the ledger, with all that went over it."""
    async with receiving() as receiver:
        receiver.keep = True
        _, anna, chat = await subscribed(stand, receiver)
        for number in range(5):
            await say(anna, chat, f"Показания {number}")
        await receiver.until(6)
        await stand.settle()
        await stand.bots.webhooks.settle()
        assert receiver.connections == 1
        rows = await database.fetch("SELECT allowed, status, host FROM ground_outgoing WHERE purpose = 'webhook'")
        assert [tuple(row.values()) for row in rows] == [(True, 200, "127.0.0.1")]
        receiver.writers[0].close()
        await receiver.writers[0].wait_closed()
        await say(anna, chat, "После того, как она кончилась")
        await receiver.until(7)
        await stand.bots.webhooks.settle()
        assert receiver.connections == 2
        assert await states(database) == [(number, "done", 1) for number in range(1, 8)]
        sent = await database.fetchval("SELECT bytes_sent FROM ground_outgoing WHERE purpose = 'webhook' ORDER BY id")
        assert sent > sum(len(head) for head in receiver.heads[:6])


async def test_over_tls_with_an_authority_of_the_installation(
    stand: BotStand, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real handshake; whose certificate nobody vouches for gets nothing."""
    authority, stranger = Authority(tmp_path), Authority(tmp_path, name="stranger")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    async with (
        receiving(context=authority.server()) as receiver,
        receiving(context=stranger.server()) as unknown,
        receiving(context=authority.server("127.0.0.2")) as elsewhere,
    ):
        receiver.keep = True
        _, anna, chat = await subscribed(stand, receiver, secret="s3cret-word")
        await say(anna, chat, "Под замком")
        told = await receiver.until(2)
        assert [one["update_type"] for one in told] == ["bot_started", "message_created"]
        assert receiver.connections == 1
        for wrong in (unknown, elsewhere):
            await subscribed(stand, wrong)
        await stand.settle()
        await stand.bots.webhooks.settle()
        assert (unknown.got, elsewhere.got) == ([], [])
        failed = await database.fetch("SELECT DISTINCT state, error FROM bots_deliveries WHERE state <> 'done'")
        assert [row["state"] for row in failed] == ["waiting"]


async def test_who_closes_the_connection_is_tried_again(stand: BotStand, database: Database) -> None:
    async with receiving(lambda *_: "close") as receiver:
        await subscribed(stand, receiver)
        await receiver.until(1)
        await stand.bots.webhooks.settle()
        assert await states(database) == [(1, "waiting", 1)]
        assert "Protocol" in await database.fetchval("SELECT error FROM bots_deliveries")


async def test_a_redirect_is_a_failure_and_leads_nowhere(stand: BotStand, database: Database) -> None:
    async with receiving() as secret, receiving(lambda *_: "307 Temporary Redirect") as receiver:
        receiver.headers = f"Location: http://127.0.0.1:{secret.port}/admin\r\n"
        await subscribed(stand, receiver)
        await receiver.until(1)
        await stand.bots.webhooks.settle()
        assert secret.got == []
        row = await database.fetchrow("SELECT state, status, error FROM bots_deliveries")
        assert row is not None
        assert (row["state"], row["status"], row["error"]) == ("waiting", 307, "HTTP 307")


REFUSED: list[tuple[Json, str]] = [
    ({"url": "http://93.184.216.34/hook"}, "webhook_https"),
    ({"url": "https://93.184.216.34:8443/hook"}, "webhook_https"),
    ({"url": "https://127.0.0.1/hook"}, "outgoing_refused"),
    ({"url": "https://10.0.0.7/hook"}, "outgoing_refused"),
    ({"url": "https://169.254.169.254/latest/meta-data"}, "outgoing_refused"),
    ({"url": "https://[::1]/hook"}, "outgoing_refused"),
    ({"url": "https://localhost/hook"}, "outgoing_refused"),
    ({"url": "https://user:word@93.184.216.34/"}, "webhook_url"),
    ({"url": "ftp://93.184.216.34/"}, "webhook_url"),
    ({"url": "https:///hook"}, "webhook_url"),
    ({"url": "https://host:99999/"}, "webhook_url"),
    ({"url": "https://host/" + "a" * 3000}, "webhook_url"),
    ({"url": "https://93.184.216.34/", "secret": "кот"}, "webhook_secret"),
    ({"url": "https://93.184.216.34/", "update_types": ["Что-то"]}, "bot_update_type"),
    ({}, "bad_fields"),
]


async def test_addresses_that_are_refused(strict: BotStand) -> None:
    bot = await strict.bot()
    for body, code in REFUSED:
        assert (await refused(bot, "POST", "/subscriptions", json=body))[2] == code, body
    assert (await bot.get("/subscriptions"))["subscriptions"] == []


async def test_an_address_that_was_listed_once_is_refused_at_each_delivery(database: Database) -> None:
    """The name may point inside later: the guard looks at every connection."""
    live = Live(database)
    await live.start()
    stand = BotStand(live)
    try:
        async with receiving() as receiver:
            anna, bot = await live.person(), await stand.bot()
            await database.execute(
                "INSERT INTO bots_subscriptions (id, bot_id, url, made_at) VALUES (7, $1, $2, now())",
                bot.id,
                receiver.url,
            )
            await anna.ask("start_bot", bot=bot.id)
            async with asyncio.timeout(PATIENCE):
                for _ in iter(int, 1):
                    if (await states(database))[0][2] == 1:
                        break
                    await asyncio.sleep(0.02)
            assert receiver.got == []
            assert "not a public address" in await database.fetchval("SELECT error FROM bots_deliveries")
    finally:
        await stand.close()
        await live.stop()


async def test_what_was_not_delivered_at_a_crash_is_delivered_after_it(database: Database, tmp_path) -> None:
    settings = Settings(data=tmp_path, outgoing_allow=("127.0.0.1",), bot_requests=1_000)
    live = Live(database, settings=settings)
    await live.start()
    stand = BotStand(live)
    async with receiving() as receiver:
        anna, bot = await live.person(), await stand.bot()
        await bot.ok("POST", "/subscriptions", json={"url": receiver.url})
        await stand.bots.webhooks.stop()  # as if the process died between the commit and the sending
        await anna.ask("start_bot", bot=bot.id)
        await stand.close()
        await live.stop()
        assert receiver.got == []
        again = Live(database, cell=1, settings=settings)
        await again.start()
        try:
            (told,) = await receiver.until(1)
            assert told["update_type"] == "bot_started"
        finally:
            await again.stop()


async def test_the_log_of_deliveries_and_replay(stand: BotStand) -> None:
    async with receiving() as receiver:
        anna = await stand.live.person()
        bot = await stand.bot(owner=anna.id)
        await bot.ok("POST", "/subscriptions", json={"url": receiver.url})
        await anna.ask("start_bot", bot=bot.id, payload="poster")
        await receiver.until(1)
        await stand.bots.webhooks.settle()
        (entry,) = (await anna.ask("list_bot_deliveries", bot=bot.id))["deliveries"]
        assert (entry["state"], entry["status"], entry["type"], entry["kept"]) == ("done", 200, "bot_started", True)
        assert entry["url"] == receiver.url
        assert (await anna.ask("replay_bot_deliveries", bot=bot.id, numbers=[entry["number"]]))["count"] == 1
        first, second = await receiver.until(2)
        assert first == second
        await stand.bots.webhooks.settle()
        entries = (await anna.ask("list_bot_deliveries", bot=bot.id))["deliveries"]
        assert [one["round"] for one in entries] == [1, 0]
        stranger = await stand.live.person()
        assert (await stranger.post("list_bot_deliveries", bot=bot.id)).json()["error"]["code"] == "bot_not_found"
        assert (await stranger.post("replay_bot_deliveries", bot=bot.id, numbers=[1])).status_code == 404
