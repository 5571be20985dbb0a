"""Chats through a real server: who hears what on an open socket."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from tests.support.live import Live, Refusal, Socket


async def versions_until(socket: Socket, chat: int, last: int) -> list[int]:
    """The versions of the chat space that a socket has heard of, once the chat has come to version `last`."""
    while (await socket.ask("get_chat", chat=chat))["chat"]["version"] < last:
        continue  # lines of the history are written a moment after what they tell of
    await socket.ask("get_chat", chat=chat)  # whatever was announced before this answer is here
    told = [event["chat"] for event in socket.events if event["ev"] == "chat" and event["chat"]["id"] == chat]
    told += [event for event in socket.events if event["ev"] == "message" and event["chat"] == chat]
    return sorted(event["version"] for event in told)


async def test_a_new_group_appears_in_open_sockets(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as a, boris.socket() as b:
        made = (await a.ask("create_group", title="Дороги", members=[boris.id]))["chat"]
        event = await b.event("membership")
        assert (event["actor"], event["version"], event["chat"]["title"]) == (boris.id, 1, "Дороги")
        assert event["chat"]["membership"]["role"] == "member"
        for socket in (a, b):
            line = await socket.event("message")
            assert (line["chat"], line["seq"], line["kind"]) == (made["id"], 1, "service")
            assert (line["service"]["act"], line["service"]["title"]) == ("created", "Дороги")
        assert (await b.ask("send_message", chat=made["id"], cid="1", text="Готово"))["seq"] == 2
        assert (await a.event("message"))["text"] == "Готово"


async def test_versions_of_a_chat_have_no_hole(live: Live) -> None:
    """Whatever happens in a group, every version of its space is told to those who stay in it."""
    anna, boris, vera = [await live.person(name) for name in ("Анна", "Борис", "Вера")]
    async with anna.socket() as a, vera.socket() as v:
        chat = (await a.ask("create_group", title="Дороги", members=[vera.id]))["chat"]["id"]
        await a.event("message")
        await a.ask("add_members", chat=chat, actors=[boris.id])
        await a.ask("update_chat", chat=chat, title="Мосты")
        await v.ask("send_message", chat=chat, cid="1", text="Да")
        await a.ask("set_role", chat=chat, actor=vera.id, role="admin")
        await a.ask("remove_member", chat=chat, actor=boris.id)
        await a.ask("update_chat", chat=chat, about="Все мосты")
        # 1 created, 2 and a line, title and a line, a message, a role, a removal and a line, a description
        assert await versions_until(v, chat, 10) == list(range(1, 11))
        card = (await a.ask("get_chat", chat=chat))["chat"]
        assert (card["version"], card["seq"], card["title"], card["about"]) == (10, 5, "Мосты", "Все мосты")


async def test_who_is_put_out_hears_no_more(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as a, boris.socket() as b:
        chat = (await a.ask("create_group", title="Дороги", members=[boris.id]))["chat"]["id"]
        await b.event("message")
        await a.ask("remove_member", chat=chat, actor=boris.id)
        gone = await b.event("gone")
        assert (gone["chat"], gone["actor"], gone["version"]) == (chat, boris.id, 2)
        with pytest.raises(Refusal, match="chat_not_found"):
            await b.ask("send_message", chat=chat, cid="1", text="Ещё тут?")
        await a.ask("send_message", chat=chat, cid="2", text="Между нами")
        await a.event("message", lambda event: event.get("text") == "Между нами")
        await b.ask("list_chats")
        assert not [event for event in b.events if event["ev"] == "message"]
        synced = await b.ask("sync", actors=[{"id": boris.id, "version": 1}], chats=[{"id": chat, "version": 1}])
        assert synced["actors"][0]["gone"] == [chat]


async def test_a_request_reaches_those_who_answer(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as a, boris.socket() as b:
        chat = (await a.ask("create_group", title="Дороги"))["chat"]["id"]
        code = (await a.ask("create_invite_link", chat=chat, approval=True))["code"]
        assert (await b.ask("join_by_link", code=code))["requested"] is True
        assert (await a.event("join_request"))["actor"] == boris.id
        await a.ask("answer_join_request", chat=chat, actor=boris.id, accept=True)
        assert (await b.event("membership"))["chat"]["id"] == chat
        assert (await a.event("chat"))["chat"]["members_count"] == 2


async def test_read_marks_reach_the_other_side_and_own_devices(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    phone = await boris.another_device()
    async with AsyncExitStack() as stack:
        a, b, p = [await stack.enter_async_context(one.socket()) for one in (anna, boris, phone)]
        chat = (await a.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
        await a.ask("send_message", chat=chat, cid="1", text="Добрый день!")
        await b.event("message")
        assert (await b.ask("mark_read", chat=chat, seq=9))["read_seq"] == 1
        heard = await a.event("read")
        assert (heard["chat"], heard["actor"], heard["seq"], heard.get("version")) == (chat, boris.id, 1, None)
        own = await p.event("read", lambda event: "version" in event)
        assert (own["seq"], own["version"]) == (1, 2)
        assert (await a.ask("get_chat", chat=chat))["peers_read_seq"] == 1


async def test_mute_and_pin_go_to_own_devices_only(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    phone = await anna.another_device()
    async with AsyncExitStack() as stack:
        a, b, p = [await stack.enter_async_context(one.socket()) for one in (anna, boris, phone)]
        chat = (await a.ask("create_group", title="Дороги", members=[boris.id]))["chat"]["id"]
        await b.event("message")
        await a.ask("set_pinned", chat=chat, on=True)
        await a.ask("set_mute", chat=chat, until=4102444800000)
        event = await p.event("membership", lambda event: "muted_until" in event["chat"]["membership"])
        assert event["chat"]["membership"]["muted_until"] == 4102444800000
        await b.ask("list_chats")
        assert [event["actor"] for event in b.events if event["ev"] == "membership"] == [boris.id]


async def test_a_list_has_the_last_message(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = (await anna.ask("open_dialog", **{"with": boris.id}))["chat"]
    assert (await boris.ask("list_chats"))["chats"] == []
    await anna.ask("send_message", chat=chat["id"], cid="1", text="Добрый день!")
    (listed,) = (await boris.ask("list_chats"))["chats"]
    assert (listed["peer"], listed["last"]["text"], listed["membership"]["read_seq"]) == (anna.id, "Добрый день!", 0)


async def test_refusals_come_with_words(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    for mode in ("private", "recorded"):
        answer = await anna.post("create_group", title="Тайна", mode=mode)
        assert answer.status_code == 501
        assert answer.json()["error"]["code"] == "mode_not_available"
        assert "пока недоступны" in answer.json()["error"]["text"]
    chat = (await anna.ask("create_group", title="Дороги", members=[boris.id]))["chat"]["id"]
    for name, fields, status, code in (
        ("leave_chat", {"chat": chat}, 409, "last_owner"),
        ("get_chat", {"chat": 404}, 404, "chat_not_found"),
        ("add_members", {"chat": chat, "actors": [404]}, 404, "actor_not_found"),
        ("open_dialog", {"with": boris.id, "as": boris.id}, 403, "not_your_post"),
        ("create_group", {"title": "", "x": 1}, 422, "bad_fields"),
        ("list_chats", {"after": "x"}, 422, "bad_cursor"),
    ):
        answer = await anna.post(name, **fields)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
