"""A device that was away gets what changed, in pages, never everything: model clients against random lives."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from tests.support.live import Live, Socket, Someone

Json = dict[str, Any]
EMOJI = ["👍", "🔥", "🎉"]


class Device:
    """A client that keeps one chat by versions and checks that it is told nothing it has already."""

    def __init__(self, socket: Socket, chat: int) -> None:
        self.socket, self.chat = socket, chat
        self.version = 0
        self.messages: dict[int, Json] = {}
        self.mine: dict[int, list[str]] = {}
        self.card: Json = {}
        self.received = 0

    async def catch_up(self, *, limit: int) -> None:
        while await self.page(limit=limit):
            pass

    async def page(self, *, limit: int) -> bool:
        """One page; is there more?"""
        answer = await self.socket.ask("changes", chat=self.chat, since=self.version, limit=limit)
        versions = [message["version"] for message in answer["messages"]]
        assert len(versions) <= limit
        assert versions == sorted(versions)
        assert all(self.version < version <= answer["version"] for version in versions)
        for message in answer["messages"]:
            assert self.messages.get(message["seq"], {}).get("version", 0) < message["version"]
            self.messages[message["seq"]] = message
            self.mine[message["seq"]] = answer.get("my_reactions", {}).get(str(message["seq"]), [])
        if "chat" in answer:
            assert answer["chat"]["changed"] > self.version
            self.card = answer["chat"]
        self.received += len(versions)
        self.version = answer["version"]
        return bool(answer.get("more", False))


class Life:
    """Does random things in a chat in the name of its members."""

    def __init__(self, seed: int, sockets: dict[int, Socket], chat: int) -> None:
        self.dice, self.sockets, self.chat = random.Random(seed), sockets, chat
        self.head = 0
        self.touched: set[int] = set()
        self._cid = seed * 100_000

    async def step(self) -> None:
        actor = self.dice.choice(list(self.sockets))
        seq = self.dice.randint(1, self.head) if self.head else 0
        do = self.dice.choices(["send", "edit", "delete", "react", "pin", "title"], [30, 8, 4, 12, 4, 2])[0]
        if do == "send" or not seq:
            self._cid += 1
            text = f"слово {self._cid}"
            answer = await self.try_(actor, "send_message", cid=f"{self._cid}", text=text)
            self.head = max(self.head, answer.get("seq", 0))
            return
        choices: dict[str, Json] = {
            "edit": {"seq": seq, "text": f"исправлено {self.dice.random()}"},
            "delete": {
                "seqs": [seq, *self.dice.sample(range(1, self.head + 1), min(2, self.head))],
                "for_everyone": True,
            },
            "react": {"seq": seq, "emoji": self.dice.choice(EMOJI), "on": self.dice.random() < 0.7},
            "pin": {"seq": seq, "on": self.dice.random() < 0.6},
            "title": {"title": f"Планёрка {self.dice.randint(1, 9)}"},
        }
        command = {"edit": "edit_message", "delete": "delete_messages", "pin": "pin_message", "title": "update_chat"}
        await self.try_(actor, command.get(do, do), **choices[do])

    async def try_(self, actor: int, command: str, **fields: Any) -> Json:
        """Do it if it is allowed; a refusal is a part of life, a defect is not."""
        answer = await self.sockets[actor].ask_raw(command, chat=self.chat, **fields)
        assert answer.get("error", {}).get("code") not in ("broken", "unavailable", "bad_fields"), answer
        ok: Json = answer.get("ok", {})
        return ok


async def truth(live: Live, who: Someone, chat: int) -> tuple[dict[int, Json], Json]:
    """All messages of the chat as the server has them, and its card."""
    messages: dict[int, Json] = {}
    while page := (await who.ask("history", chat=chat, after=max(messages, default=0), limit=100))["messages"]:
        messages |= {message["seq"]: message for message in page}
    return messages, (await who.ask("get_chat", chat=chat))["chat"]


async def settled(live: Live) -> None:
    """Service lines are written out of the outbox: wait until the last one is in the history."""
    async with asyncio.timeout(10):
        while await live.database.fetchval("SELECT count(*) FROM ground_outbox"):
            pass


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_client_that_syncs_now_and_then_ends_with_exactly_what_the_server_has(live: Live, seed: int) -> None:
    people = [await live.person() for _ in range(3)]
    chat = await live.group(*people)
    dice = random.Random(seed)
    async with people[0].socket() as a, people[1].socket() as b, people[2].socket() as c:
        life = Life(seed, {0: a, 1: b, 2: c}, chat)
        often, seldom, together = Device(b, chat), Device(c, chat), Device(a, chat)
        for _ in range(6):
            # Alone: somebody syncs between two steps, at random moments.
            for _ in range(dice.randint(1, 15)):
                await life.step()
                if dice.random() < 0.3:
                    await often.page(limit=dice.randint(1, 4))
            # At once: a page is read while others write.
            await asyncio.gather(*(life.step() for _ in range(8)), together.catch_up(limit=2))
            if dice.random() < 0.4:
                await seldom.catch_up(limit=dice.randint(1, 7))
        await settled(live)
        for device in (often, seldom, together):
            await device.catch_up(limit=3)
            messages, card = await truth(live, people[0], chat)
            assert device.messages == messages
            assert device.version == card["version"]
            assert (device.card["title"], device.card["changed"]) == (card["title"], card["changed"])
            for seq in (seq for seq, message in messages.items() if message.get("reactions")):
                own = {people[0].id: a, people[1].id: b, people[2].id: c}
                me = next(actor for actor, socket in own.items() if socket is device.socket)
                given = "SELECT emoji FROM messages_reactions WHERE chat_id = $1 AND seq = $2 AND actor_id = $3"
                rows = await live.database.fetch(given, chat, seq, me)
                assert sorted(device.mine[seq]) == sorted(row["emoji"] for row in rows)
            # Once more is nothing at all.
            again = await device.socket.ask("changes", chat=chat, since=device.version)
            assert again == {"version": device.version, "messages": []}
        await check_seq_at(live, chat)


async def check_seq_at(live: Live, chat: int) -> None:
    """The search in the database against a look at every row."""
    rows = await live.database.fetch("SELECT seq, version FROM messages_messages WHERE chat_id = $1 ORDER BY seq", chat)
    head = rows[-1]["seq"]
    assert [row["seq"] for row in rows] == list(range(1, head + 1))
    found = await live.database.fetch(
        "SELECT since, messages_seq_at($1, since, $2) AS seq FROM generate_series(0, $3::bigint) AS since",
        chat,
        head,
        rows[-1]["version"] + 3,
    )
    for row in found:
        assert row["seq"] == max((one["seq"] for one in rows if one["version"] <= row["since"]), default=0)


async def test_after_an_hour_only_what_changed_comes(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a, boris.socket() as b:
        await asyncio.gather(*(a.ask("send_message", chat=chat, cid=f"{n}", text=f"{n}") for n in range(120)))
        device = Device(b, chat)
        await device.catch_up(limit=50)
        assert device.received == 120
        known = device.version
        await a.ask("edit_message", chat=chat, seq=7, text="иначе")
        await a.ask("delete_messages", chat=chat, seqs=[9, 11], for_everyone=True)
        for emoji in EMOJI:
            await a.ask("react", chat=chat, seq=7, emoji=emoji, on=True)
        await a.ask("send_message", chat=chat, cid="new", text="новое")
        synced = await b.ask("sync", chats=[{"id": chat, "version": known}])
    (part,) = synced["chats"]
    assert [message["seq"] for message in part["messages"]] == [9, 11, 7, 121]  # by the last change, each once
    assert (part["version"], part.get("more", False), "chat" in part) == (known + 7, False, False)


async def test_sync_of_actors_brings_memberships_that_changed_and_those_that_are_gone(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    first, second = await live.group(anna, boris, title="Один"), await live.group(anna, boris, title="Два")
    async with boris.socket() as b:
        spaces = (await b.ask("sync", actors=[{"id": boris.id, "version": 0}]))["actors"]
        assert [(chat["id"], chat["membership"]["actor"]) for chat in spaces[0]["memberships"]] == [
            (first, boris.id),
            (second, boris.id),
        ]
        known = spaces[0]["version"]
        nothing = await b.ask("sync", actors=[{"id": boris.id, "version": known}])
        assert nothing["actors"] == [{"id": boris.id, "version": known}]
        assert nothing["chats"] == []
        await b.ask("set_mute", chat=first, until=4_000_000_000_000)
        await anna.ask("remove_member", chat=second, actor=boris.id)
        (space,) = (await b.ask("sync", actors=[{"id": boris.id, "version": known}]))["actors"]
        assert [chat["id"] for chat in space["memberships"]] == [first]
        assert space["gone"] == [second]
        assert space["version"] == known + 2
        # A stranger's space is nobody's business.
        assert (await b.ask("sync", actors=[{"id": anna.id, "version": 0}]))["actors"] == []


async def test_many_stale_chats_come_in_pages(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    pairs = [(anna, boris), (boris, anna)] * 27
    numbers = [await live.group(*pair, title=f"Чат {number}") for number, pair in enumerate(pairs)]
    async with anna.socket() as a:
        await asyncio.gather(*(a.ask("send_message", chat=chat, cid="1", text="Да") for chat in numbers))
        await settled(live)
        known = dict.fromkeys(numbers, 0)
        had: dict[int, set[int]] = {chat: set() for chat in numbers}
        for _ in range(3):
            asked = [{"id": chat, "version": version} for chat, version in known.items()]
            synced = await a.ask("sync", chats=asked)
            for part in synced["chats"]:
                known[part["id"]] = part["version"]
                had[part["id"]] |= {message["seq"] for message in part.get("messages", [])}
    assert synced["chats"] == []
    assert all(seqs == {1, 2} for seqs in had.values())  # the service line and the word


async def test_what_was_deleted_for_me_reaches_my_device_that_was_away(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    for number in range(4):
        await boris.ask("send_message", chat=chat, cid=f"{number}", text=f"{number}")
    async with anna.socket() as here:
        known = (await anna.ask("sync", actors=[{"id": anna.id, "version": 0}]))["actors"][0]["version"]
        await anna.ask("delete_messages", chat=chat, seqs=[2, 3])
        event = await here.event("hidden")
        assert (event["actor"], event["version"], event["chat"], event["seqs"]) == (anna.id, known + 1, chat, [2, 3])
    away = (await anna.ask("sync", actors=[{"id": anna.id, "version": known}]))["actors"][0]
    assert away["hidden"] == [{"chat": chat, "seqs": [2, 3]}]
    assert away["version"] == known + 1
    again = (await anna.ask("sync", actors=[{"id": anna.id, "version": away["version"]}]))["actors"][0]
    assert "hidden" not in again, "nothing twice"
    assert "memberships" not in again
    his = (await boris.ask("sync", actors=[{"id": boris.id, "version": 0}]))["actors"][0]
    assert "hidden" not in his


async def test_much_that_was_deleted_for_me_comes_in_pages(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.messages.store.rows.HIDDEN_PAGE", 3)
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    for number in range(10):
        await boris.ask("send_message", chat=chat, cid=f"{number}", text=f"{number}")
    for first in (1, 3, 5, 7, 9):
        await anna.ask("delete_messages", chat=chat, seqs=[first, first + 1])
    version, seqs, more = 0, set(), True
    while more:
        part = (await anna.ask("sync", actors=[{"id": anna.id, "version": version}]))["actors"][0]
        assert part["version"] > version
        version, more = part["version"], part.get("more", False)
        seqs |= {seq for hidden in part.get("hidden", []) for seq in hidden["seqs"]}
    assert seqs == set(range(1, 11))
