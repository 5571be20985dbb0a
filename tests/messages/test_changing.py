"""Edit, delete, react, pin: who may, until when, and what is left of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone

EMOJI = """👍 ❤️ 🔥 🎉 😀 😢 😮 🙏 👏 🤔 💯 ✅ ⭐ ☎️ 🏠 🚗 🌳 ☀️ 🌧️ ❄️ 🍀 🎓"""


async def say(who: Someone, chat: int, text: str, **fields: Any) -> int:
    """Send over HTTP; the seq."""
    say.number += 1  # type: ignore[attr-defined]
    return int((await who.ask("send_message", chat=chat, cid=f"{say.number}", text=text, **fields))["seq"])  # type: ignore[attr-defined]


say.number = 0  # type: ignore[attr-defined]


async def one(who: Someone, chat: int, seq: int) -> dict[str, Any]:
    """A message as somebody sees it."""
    page = await who.ask("get_messages", chat=chat, seqs=[seq])
    return dict(page["messages"][0])


async def refused(who: Someone, command: str, **fields: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        await who.ask(command, **fields)
    return refusal.value.code


async def test_an_edit_reaches_everybody_and_keeps_the_place(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    seq = await say(anna, chat, "Выезжаем в 11:15", entities=[{"type": "bold", "offset": 11, "length": 5}])
    async with boris.socket() as b:
        edited = await anna.ask("edit_message", chat=chat, seq=seq, text="Выезжаем в 11:30 е\u0301")
        heard = await b.event("message")
    assert (edited["text"], edited["seq"], edited["version"]) == ("Выезжаем в 11:30 е\u0301", seq, 2)
    assert edited.get("entities") is None
    assert edited["edited_at"] >= edited["at"]
    assert heard == {"ev": "message", **edited}
    assert await one(boris, chat, seq) == edited


async def test_who_may_not_edit(live: Live) -> None:
    anna, boris, chief = await live.person(), await live.person(), await live.person(administrator=True)
    async with anna.socket() as a:
        chat = await live.group(anna, boris, chief)
        line = await a.event("message")
    seq = await say(boris, chat, "Моё")
    edit = {"chat": chat, "seq": seq, "text": "Чужое"}
    assert await refused(anna, "edit_message", **edit) == "not_your_message"  # not even the owner
    assert await refused(chief, "edit_message", **edit) == "not_your_message"
    assert await refused(boris, "edit_message", **(edit | {"seq": 99})) == "message_not_found"
    assert await refused(anna, "edit_message", **(edit | {"seq": line["seq"]})) == "message_not_editable"
    assert await refused(boris, "edit_message", **(edit | {"text": " "})) == "message_empty"
    # Who was silenced does not speak by way of an old message.
    await anna.ask("set_role", chat=chat, actor=boris.id, role="member", rights=2)
    assert await refused(boris, "edit_message", **edit) == "no_right"
    await anna.ask("set_role", chat=chat, actor=boris.id, role="member")
    # Two days later it stays as it was said.
    await live.database.execute(
        "UPDATE messages_messages SET sent_at = sent_at - interval '2 days 1 minute' WHERE chat_id = $1", chat
    )
    assert await refused(boris, "edit_message", **edit) == "message_too_old"
    assert (await one(anna, chat, seq))["text"] == "Моё"


async def test_an_official_chat_keeps_what_was_said(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris, mode="official")
    seq = await say(boris, chat, "Приказ исполнен")
    assert await refused(boris, "edit_message", chat=chat, seq=seq, text="Нет") == "official_is_kept"
    for who in (anna, boris):
        code = await refused(who, "delete_messages", chat=chat, seqs=[seq], for_everyone=True)
        assert code == "official_is_kept"
    await anna.ask("delete_messages", chat=chat, seqs=[seq])  # from her own view: allowed
    assert (await anna.ask("get_messages", chat=chat, seqs=[seq]))["messages"] == []
    assert (await one(boris, chat, seq))["text"] == "Приказ исполнен"


async def test_a_tombstone_has_no_content_anywhere(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    first = await say(boris, chat, "Раз")
    entities = [{"type": "link", "offset": 0, "length": 5, "url": "https://veche.example/secret"}]
    seq = await say(anna, chat, "Тайна", entities=entities, reply_to=first)
    await boris.ask("react", chat=chat, seq=seq, emoji="👍", on=True)
    await anna.ask("pin_message", chat=chat, seq=seq, on=True)
    async with boris.socket() as b:
        await anna.ask("delete_messages", chat=chat, seqs=[seq, first + 50], for_everyone=True)
        heard = await b.event("message")
    tombstone = await one(boris, chat, seq)
    assert heard == {"ev": "message", **tombstone}
    assert tombstone.keys() == {"chat", "seq", "version", "sender", "at", "deleted"}
    row = await live.database.fetchrow("SELECT * FROM messages_messages WHERE chat_id = $1 AND seq = $2", chat, seq)
    assert row is not None
    for column in ("entities", "reply_to", "origin", "edited_at", "pinned_at", "reactions", "service"):
        assert row[column] is None, column
    assert row["body"] == ""
    assert await live.database.fetchval("SELECT count(*) FROM messages_reactions WHERE chat_id = $1", chat) == 0
    assert (await anna.ask("list_pinned", chat=chat))["messages"] == []
    late: list[tuple[str, dict[str, Any]]] = [
        ("edit_message", {"text": "Снова"}),
        ("react", {"emoji": "👍", "on": True}),
        ("pin_message", {"on": True}),
    ]
    for command, fields in late:
        assert await refused(anna, command, chat=chat, seq=seq, **fields) == "message_not_editable", command
    # Again changes nothing, and the client id stays used: a late repeat of the send does not bring it back.
    await anna.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    assert (await one(anna, chat, seq))["version"] == tombstone["version"]


async def test_a_late_repeat_does_not_bring_a_deleted_message_back(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    sent = await anna.ask("send_message", chat=chat, cid="once", text="Тайна")
    await anna.ask("delete_messages", chat=chat, seqs=[sent["seq"]], for_everyone=True)
    again = await anna.ask("send_message", chat=chat, cid="once", text="Тайна")
    assert (again["seq"], again["duplicate"]) == (sent["seq"], True)
    assert [m.get("deleted") for m in (await boris.ask("history", chat=chat))["messages"]] == [True]


async def test_who_may_delete_for_everyone(live: Live) -> None:
    anna, boris, vera = await live.person(), await live.person(), await live.person()
    chat = await live.group(anna, boris, vera)
    mine, foreign, third = await say(boris, chat, "Моё"), await say(vera, chat, "Чужое"), await say(vera, chat, "Ещё")
    both = {"chat": chat, "seqs": [mine, foreign], "for_everyone": True}
    assert await refused(boris, "delete_messages", **both) == "no_right"  # all or nothing
    assert (await one(anna, chat, mine))["text"] == "Моё"
    await boris.ask("delete_messages", chat=chat, seqs=[mine], for_everyone=True)
    async with vera.socket() as v:
        await anna.ask("delete_messages", chat=chat, seqs=[third, foreign], for_everyone=True)  # the owner may
        heard = [await v.event("message"), await v.event("message")]
    assert [event["seq"] for event in heard] == [foreign, third]
    assert heard[1]["version"] == heard[0]["version"] + 1  # each row has a version of its own
    assert await refused(boris, "delete_messages", chat=chat, seqs=[99]) == "message_not_found"


async def test_nobody_wipes_out_what_the_chat_said_about_him(live: Live) -> None:
    anna, boris, vera = await live.person(), await live.person(), await live.person()
    chat = await live.group(anna, boris)
    async with boris.socket() as b:
        await boris.ask("add_members", chat=chat, actors=[vera.id])
        line = await b.event("message", lambda e: e.get("service", {}).get("act") == "members_added")
    assert line["sender"] == boris.id
    command = {"chat": chat, "seqs": [line["seq"]], "for_everyone": True}
    assert await refused(boris, "delete_messages", **command) == "no_right"
    await anna.ask("delete_messages", **command)
    row = "SELECT service FROM messages_messages WHERE chat_id = $1 AND seq = $2"
    assert await live.database.fetchval(row, chat, line["seq"]) is None


async def test_deleted_for_me_is_hidden_from_me_alone_everywhere(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    for number in range(1, 6):
        await say(anna, chat, f"{number}")
    for seq in (2, 3, 5):
        await anna.ask("pin_message", chat=chat, seq=seq, on=True)
    phone = await anna.another_device()
    async with phone.socket() as other, boris.socket() as b:
        await anna.ask("delete_messages", chat=chat, seqs=[3, 5])
        hidden = await other.event("hidden")
        await say(boris, chat, "6")
        await b.event("message")
        assert not [event for event in b.events if event["ev"] == "hidden"]
    assert hidden == {"ev": "hidden", "actor": anna.id, "version": hidden["version"], "chat": chat, "seqs": [3, 5]}

    async def seen(who: Someone, command: str, **fields: Any) -> list[int]:
        return [message["seq"] for message in (await who.ask(command, chat=chat, **fields))["messages"]]

    cases: list[tuple[str, dict[str, Any], list[int] | None]] = [
        ("history", {}, [1, 2, 3, 4, 5, 6]),
        ("history", {"after": 1, "limit": 3}, None),
        ("get_messages", {"seqs": [2, 3, 5]}, [2, 3, 5]),
        ("changes", {"since": 0}, [1, 4, 2, 3, 5, 6]),
        ("list_pinned", {}, [2, 3, 5]),
    ]
    for command, fields, everything in cases:
        if everything is not None:
            assert await seen(boris, command, **fields) == everything, command
            assert await seen(anna, command, **fields) == [seq for seq in everything if seq not in (3, 5)], command
        else:
            assert await seen(anna, command, **fields) == [2, 4, 6]
    synced = await anna.ask("sync", chats=[{"id": chat, "version": 0}])
    assert {m["seq"] for m in synced["chats"][0]["messages"]} == {1, 2, 4, 6}
    late: list[tuple[str, dict[str, Any]]] = [
        ("edit_message", {"text": "x"}),
        ("react", {"emoji": "👍", "on": True}),
        ("pin_message", {"on": False}),
    ]
    for command, fields in late:
        assert await refused(anna, command, chat=chat, seq=3, **fields) == "message_not_found", command
    assert await refused(anna, "forward_message", chat=chat, cid="f", from_chat=chat, seq=3) == "message_not_found"
    # The newest message that is left stands in the list.
    await anna.ask("delete_messages", chat=chat, seqs=[6])
    (listed,) = (await anna.ask("list_chats"))["chats"]
    assert listed["last"]["seq"] == 4


async def test_reactions_have_limits_and_the_counts_are_right(live: Live) -> None:
    """Three hundred reactions at once: three of one member, twenty kinds of all."""
    people = [await live.person() for _ in range(14)]
    anna = people[0]
    chat = await live.group(anna, *people[1:])
    seq = await say(anna, chat, "Кто за?")

    emoji = EMOJI.split()

    async def react(who: Someone, first: int) -> list[str]:
        async with who.socket() as s:
            mine = [emoji[(first + turn) % 22] for turn in range(22)]
            asked = [s.ask_raw("react", chat=chat, seq=seq, emoji=one, on=True) for one in mine]
            return [answer.get("error", {}).get("code", "ok") for answer in await asyncio.gather(*asked)]

    answers = await asyncio.gather(*(react(who, 3 * number) for number, who in enumerate(people)))
    outcomes = [code for some in answers for code in some]
    assert len(outcomes) == 308
    assert set(outcomes) == {"ok", "too_many_reactions"}
    stored = await live.database.fetch("SELECT actor_id, emoji FROM messages_reactions WHERE chat_id = $1", chat)
    assert len(stored) == outcomes.count("ok")
    by_person = [sum(row["actor_id"] == who.id for row in stored) for who in people]
    assert max(by_person) <= 3
    message = await one(anna, chat, seq)
    assert len(message["reactions"]) <= 20
    for reaction in message["reactions"]:
        given = [row["actor_id"] for row in stored if row["emoji"] == reaction["emoji"]]
        assert reaction["count"] == len(given)
        assert set(reaction["recent"]) <= set(given)
        assert len(reaction["recent"]) == min(3, len(given))
    assert sum(reaction["count"] for reaction in message["reactions"]) == len(stored)
    listed = (await anna.ask("list_reactions", chat=chat, seq=seq))["reactions"]
    assert {(one["actor"], one["emoji"]) for one in listed} == {(row["actor_id"], row["emoji"]) for row in stored}


async def test_reactions_given_twice_taken_back_and_mine(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    seq = await say(anna, chat, "Кто за?")
    async with anna.socket() as a:
        await boris.ask("react", chat=chat, seq=seq, emoji="👍", on=True)
        event = await a.event("message")
        assert event["reacted"] == {"actor": boris.id, "emoji": "👍", "on": True}
        again = await boris.ask("react", chat=chat, seq=seq, emoji="👍", on=True)
        assert again["version"] == event["version"]  # nothing changed, nothing is told
        await anna.ask("react", chat=chat, seq=seq, emoji="👍", on=True)
        await boris.ask("react", chat=chat, seq=seq, emoji="🔥", on=True)
        await boris.ask("react", chat=chat, seq=seq, emoji="👍", on=False)
        last = await a.event("message", lambda e: e["version"] == event["version"] + 3)
    assert last["reacted"]["on"] is False
    assert last["reactions"] == [
        {"emoji": "👍", "count": 1, "recent": [anna.id]},
        {"emoji": "🔥", "count": 1, "recent": [boris.id]},
    ]
    assert (await anna.ask("history", chat=chat))["my_reactions"] == {str(seq): ["👍"]}
    assert (await boris.ask("changes", chat=chat, since=0))["my_reactions"] == {str(seq): ["🔥"]}
    assert await refused(boris, "react", chat=chat, seq=seq, emoji="да", on=True) == "not_an_emoji"
    assert await refused(boris, "react", chat=chat, seq=99, emoji="👍", on=True) == "message_not_found"


async def test_pins_need_the_right_and_come_in_their_order(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    seqs = [await say(boris, chat, f"{number}") for number in range(3)]
    pin = {"chat": chat, "seq": seqs[0], "on": True}
    assert await refused(boris, "pin_message", **pin) == "no_right"
    async with boris.socket() as b:
        await anna.ask("pin_message", chat=chat, seq=seqs[2], on=True)
        await anna.ask("pin_message", **pin)
        heard = [await b.event("message", lambda e: "pinned" in e) for _ in range(2)]
        assert [event["seq"] for event in heard] == [seqs[2], seqs[0]]
        pinned = (await boris.ask("list_pinned", chat=chat))["messages"]
        assert [message["seq"] for message in pinned] == [seqs[2], seqs[0]]
        await anna.ask("pin_message", **(pin | {"on": False}))
        await b.event("message", lambda e: e["seq"] == seqs[0] and "pinned" not in e)
    assert [m["seq"] for m in (await boris.ask("list_pinned", chat=chat))["messages"]] == [seqs[2]]


async def test_reactions_in_a_channel_are_counted_and_not_signed(live: Live) -> None:
    """Who reads a channel is known to those who run it, and nobody else learns it by a reaction."""
    anna, boris, vera = await live.person(), await live.person(), await live.person()
    made = await anna.ask("create_channel", title="Новости города", members=[boris.id, vera.id])
    chat = made["chat"]["id"]
    seq = await say(anna, chat, "Мост открыт")
    async with vera.socket() as v:
        answer = await boris.ask("react", chat=chat, seq=seq, emoji="👍", on=True)
        heard = await v.event("message", lambda event: event["seq"] == seq and "reactions" in event)
    assert answer["reactions"] == heard["reactions"] == [{"emoji": "👍", "count": 1, "recent": []}]
    assert "reacted" not in heard
    assert await refused(vera, "list_reactions", chat=chat, seq=seq) == "no_right"
    listed = (await anna.ask("list_reactions", chat=chat, seq=seq))["reactions"]
    assert [(one["actor"], one["emoji"]) for one in listed] == [(boris.id, "👍")]
    page = await boris.ask("get_messages", chat=chat, seqs=[seq])
    assert page["my_reactions"] == {str(seq): ["👍"]}
