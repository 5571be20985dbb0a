"""Messages that wait: sent once, at their time, if their sender may still send them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone
from veche.ground.clock import Clock
from veche.ground.commands import Command
from veche.ground.db import Database
from veche.messages.actions.scheduling import Due

Json = dict[str, Any]
HOUR = 3_600_000


def in_an_hour() -> int:
    return Clock().ms() + HOUR


async def waiting(who: Someone) -> list[Json]:
    return list((await who.ask("list_scheduled"))["scheduled"])


async def come_due(live: Live, number: int) -> None:
    """Its time is now."""
    await live.database.execute("UPDATE messages_scheduled SET send_at = now() WHERE id = $1", number)


async def due_of(live: Live, number: int) -> Due:
    """What the job of the message carries."""
    at = await live.database.fetchval("SELECT send_at FROM messages_scheduled WHERE id = $1", number)
    return Due(number, int(at.timestamp() * 1000))


async def test_it_is_kept_shown_changed_and_cancelled(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    at = in_an_hour()
    async with anna.socket() as a:
        made = await anna.ask("schedule_message", chat=chat, cid="1", text="Планёрка в 10:00", at=at, silent=True)
        assert (await a.event("scheduled"))["message"]["text"] == "Планёрка в 10:00"
        again = await anna.ask("schedule_message", chat=chat, cid="1", text="Планёрка в 10:00", at=at)
        assert again == made
        (one,) = await waiting(anna)
        assert (one["id"], one["at"], one["silent"]) == (made["id"], at, True)
        assert await waiting(boris) == []
        changed = await anna.ask("change_scheduled", scheduled=made["id"], text="Планёрка в 11:00", at=at + HOUR)
        assert (changed["text"], changed["at"]) == ("Планёрка в 11:00", at + HOUR)
        for command in ("cancel_scheduled", "send_scheduled_now"):
            with pytest.raises(Refusal, match="scheduled_not_found"):
                await boris.ask(command, scheduled=made["id"])
        await a.ask("cancel_scheduled", scheduled=made["id"])
        assert (await a.event("unscheduled"))["id"] == made["id"]
    assert await waiting(anna) == []
    with pytest.raises(Refusal, match="scheduled_not_found"):
        await anna.ask("cancel_scheduled", scheduled=made["id"])


async def test_no_request_on_the_socket_has_a_field_of_the_frame(live: Live) -> None:
    """`id` of a frame is its number: a field of that name would be lost."""
    requests = [one.request for one in live.server.messenger.commands if isinstance(one, Command) and one.socket]
    assert not [one.__name__ for one in requests if {"id", "cmd"} & set(one.__struct_encode_fields__)]


async def test_at_its_time_it_is_sent_by_the_job(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with boris.socket() as b, anna.socket() as a:
        made = await anna.ask("schedule_message", chat=chat, cid="1", text="Вовремя", at=Clock().ms() + 300)
        heard = await b.event("message")
        assert (heard["text"], heard["sender"]) == ("Вовремя", anna.id)
        assert (await a.event("unscheduled"))["id"] == made["id"]
    assert await waiting(anna) == []


async def test_twice_at_once_and_after_a_crash_it_is_one_message(live: Live, dsn: str) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    made = await anna.ask("schedule_message", chat=chat, cid="1", text="Один раз", at=in_an_hour())
    await come_due(live, made["id"])
    due = await due_of(live, made["id"])
    row = await live.database.fetchrow("SELECT * FROM messages_scheduled WHERE id = $1", made["id"])
    assert row is not None
    database = await Database.open(dsn, size=2)
    other = Live(database, cell=1)
    await other.start()
    runs = [one.server.messenger.messages.scheduler.send_due(due) for one in (live, other, live, other)]
    await asyncio.gather(*runs)
    await other.stop()
    # As if the process had died between the log and the list: the row is still there.
    await live.database.execute(
        "INSERT INTO messages_scheduled VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", *row.values()
    )
    await live.server.messenger.messages.scheduler.send_due(due)
    assert await waiting(anna) == []
    texts = [one["text"] for one in (await anna.ask("history", chat=chat))["messages"] if "text" in one]
    assert texts == ["Один раз"]


async def test_a_job_of_an_older_time_does_nothing(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    made = await anna.ask("schedule_message", chat=chat, cid="1", text="Позже", at=in_an_hour())
    old = await due_of(live, made["id"])
    await anna.ask("change_scheduled", scheduled=made["id"], at=in_an_hour() + HOUR)
    await live.server.messenger.messages.scheduler.send_due(old)
    assert len(await waiting(anna)) == 1


async def test_the_right_is_asked_again_and_the_refusal_is_told(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    made = await boris.ask("schedule_message", chat=chat, cid="1", text="Из чата, где меня нет", at=in_an_hour())
    await anna.ask("remove_member", chat=chat, actor=boris.id)
    await come_due(live, made["id"])
    async with boris.socket() as b:
        await live.server.messenger.messages.scheduler.send_due(await due_of(live, made["id"]))
        assert (await b.event("scheduled"))["message"]["error"] == "chat_not_found"
    (left,) = await waiting(boris)
    assert (left["error"], left["text"]) == ("chat_not_found", "Из чата, где меня нет")
    with pytest.raises(Refusal, match="chat_not_found"):
        await boris.ask("send_scheduled_now", scheduled=made["id"])
    await boris.ask("cancel_scheduled", scheduled=made["id"])


async def test_sending_now_sends_once(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    poll = {"type": "poll", "poll": {"question": "Идём?", "options": ["Да", "Нет"], "quiz": 1}}
    made = await anna.ask("schedule_message", chat=chat, cid="1", text="", at=in_an_hour(), attachments=[poll])
    sent = await anna.ask("send_scheduled_now", scheduled=made["id"])
    page = await anna.ask("get_messages", chat=chat, seqs=[sent["seq"]])
    assert page["messages"][0]["attachments"][0]["poll"]["quiz"] is True
    with pytest.raises(Refusal, match="scheduled_not_found"):
        await anna.ask("send_scheduled_now", scheduled=made["id"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"at": 1}, "schedule_time"),
        ({"at": 253_402_300_799_000}, "schedule_time"),
        ({"text": " "}, "message_empty"),
        ({"chat": 404}, "chat_not_found"),
        ({"as": 404}, "not_your_post"),
    ],
)
async def test_what_could_never_be_sent_is_refused_at_once(live: Live, fields: Json, code: str) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    with pytest.raises(Refusal, match=code):
        await anna.ask("schedule_message", **{"chat": chat, "cid": "1", "text": "Да", "at": in_an_hour(), **fields})
    assert await waiting(anna) == []
