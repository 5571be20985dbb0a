"""History, single messages, forwarding, typing: what a member sees and nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone


async def fill(live: Live, who: Someone, chat: int, *, count: int) -> None:
    async with who.socket() as s:
        await asyncio.gather(*(s.ask("send_message", chat=chat, cid=f"{n}", text=f"{n}") for n in range(count)))


async def seqs(who: Someone, **fields: Any) -> list[int]:
    page = await who.ask("history", **fields)
    return [message["seq"] for message in page["messages"]]


async def refused(who: Someone, command: str, **fields: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        await who.ask(command, **fields)
    return refusal.value.code


async def test_pages_of_history(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    assert await seqs(anna, chat=chat) == []
    await fill(live, anna, chat, count=30)
    everything = list(range(1, 31))
    assert await seqs(boris, chat=chat) == everything
    assert await seqs(boris, chat=chat, limit=4) == [27, 28, 29, 30]
    assert await seqs(boris, chat=chat, before=27, limit=4) == [23, 24, 25, 26]
    assert await seqs(boris, chat=chat, before=3) == [1, 2]
    assert await seqs(boris, chat=chat, before=1) == []
    assert await seqs(boris, chat=chat, after=0, limit=3) == [1, 2, 3]
    assert await seqs(boris, chat=chat, after=28) == [29, 30]
    assert await seqs(boris, chat=chat, after=30) == []
    assert await seqs(boris, chat=chat, around=15, limit=5) == [13, 14, 15, 16, 17]
    assert await seqs(boris, chat=chat, around=15, limit=1) == [15]
    assert await seqs(boris, chat=chat, around=1, limit=6) == [1, 2, 3]
    assert await seqs(boris, chat=chat, around=30, limit=6) == [27, 28, 29, 30]
    assert await refused(boris, "history", chat=chat, before=3, after=1) == "bad_page"
    for fields in ({"limit": 0}, {"limit": 101}, {"before": 0}, {"before": 1 << 53}, {"around": "15"}, {"what": 1}):
        assert await refused(boris, "history", chat=chat, **fields) == "bad_fields"
    # Page after page, both ways, is the whole history.
    back: list[int] = []
    while page := await seqs(boris, chat=chat, limit=7, **({"before": back[0]} if back else {})):
        back = page + back
    forth: list[int] = []
    while page := await seqs(boris, chat=chat, limit=7, after=forth[-1] if forth else 0):
        forth += page
    assert back == forth == everything
    found = await boris.ask("get_messages", chat=chat, seqs=[30, 7, 7, 99])
    assert [message["seq"] for message in found["messages"]] == [7, 30]


async def test_who_was_put_out_reads_no_more(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    async with boris.socket() as b:
        assert (await b.ask("history", chat=chat)) is not None
        await anna.ask("remove_member", chat=chat, actor=boris.id)
        await b.event("gone")
        for command, fields in (("history", {}), ("changes", {"since": 0}), ("get_messages", {"seqs": [1]})):
            answer = await b.ask_raw(command, chat=chat, **fields)
            assert answer["error"]["code"] == "chat_not_found"
        synced = await b.ask("sync", chats=[{"id": chat, "version": 0}])
    assert synced["gone"] == [chat]
    assert synced["chats"] == []


async def test_a_forward_names_where_it_was_first_said(live: Live) -> None:
    anna, boris, vera = await live.person("Анна Соколова"), await live.person(), await live.person()
    one, two, three = await live.dialog(anna, boris), await live.dialog(boris, vera), await live.dialog(vera, anna)
    entities = [{"type": "code", "offset": 0, "length": 3}]
    said = await anna.ask("send_message", chat=one, cid="1", text="Код 17", entities=entities)
    async with vera.socket() as v:
        await boris.ask("forward_message", chat=two, cid="1", from_chat=one, seq=said["seq"])
        heard = await v.event("message")
    origin = {"name": "Анна Соколова", "at": said["at"], "chat": one, "seq": said["seq"], "actor": anna.id}
    assert (heard["text"], heard["entities"], heard["sender"]) == ("Код 17", entities, boris.id)
    assert heard["origin"] == origin
    # A forward of the forward keeps the first place; Vera is not in that chat and does not have to be.
    await vera.ask("forward_message", chat=three, cid="1", from_chat=two, seq=heard["seq"])
    (again,) = (await anna.ask("history", chat=three))["messages"]
    assert (again["origin"], again["text"]) == (origin, "Код 17")
    assert await refused(vera, "edit_message", chat=three, seq=again["seq"], text="Код 18") == "not_your_message"
    repeated = await vera.ask("forward_message", chat=three, cid="1", from_chat=two, seq=heard["seq"])
    assert repeated["duplicate"] is True
    # From a chat one is not in, of a message that is not there, of a deleted one, into a foreign chat.
    forward = {"chat": three, "cid": "2", "from_chat": one, "seq": said["seq"]}
    assert await refused(vera, "forward_message", **forward) == "chat_not_found"
    assert await refused(anna, "forward_message", **(forward | {"seq": 50})) == "message_not_found"
    assert await refused(anna, "forward_message", **(forward | {"chat": two})) == "chat_not_found"
    await anna.ask("delete_messages", chat=one, seqs=[said["seq"]], for_everyone=True)
    assert await refused(anna, "forward_message", **forward) == "message_not_editable"
    # What was forwarded before stays where it is.
    assert (await anna.ask("history", chat=three))["messages"][0]["text"] == "Код 17"


async def test_typing_is_told_and_kept_nowhere(live: Live) -> None:
    anna, boris, vera = await live.person(), await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with boris.socket() as b, anna.socket() as a:
        await a.ask("typing", chat=chat)
        assert await b.event("typing") == {"ev": "typing", "chat": chat, "actor": anna.id}
        answer = await a.ask_raw("typing", chat=chat, **{"as": vera.id})
    assert answer["error"]["code"] == "chat_not_found"
    assert await refused(vera, "typing", chat=chat) == "chat_not_found"


async def test_nobody_types_where_he_may_not_speak(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    made = await anna.ask("create_channel", title="Новости города", members=[boris.id])
    async with anna.socket() as a, boris.socket() as b:
        assert (await b.ask_raw("typing", chat=made["chat"]["id"]))["error"]["code"] == "no_right"
        await a.ask("typing", chat=made["chat"]["id"])
        assert (await a.event("typing"))["actor"] == anna.id  # and not Boris before her
