"""Two servers on one database and one bus, in memory and over NATS: their clients are in one place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from tests.support.live import Json, Live, Refusal, Socket, Someone
from tests.support.nats import NatsServer
from veche.ground.bus import Bus, MemoryBus, MemoryHub
from veche.ground.bus.nats import NatsBus
from veche.ground.db import Database


class LossyBus(MemoryBus):
    """A bus that loses what is said while `deaf`, and notices later."""

    def __init__(self, hub: MemoryHub) -> None:
        super().__init__(hub)
        self.deaf = False
        self._tell: list[Any] = []

    def on_gap(self, tell: Any) -> None:
        self._tell.append(tell)

    async def publish(self, topic: str, payload: bytes) -> None:
        if not self.deaf:
            await super().publish(topic, payload)

    async def notice(self) -> None:
        self.deaf = False
        for tell in self._tell:
            await tell()


class Pair:
    """The two servers; `at(1, anna)` is Anna as a client of the second."""

    def __init__(self, servers: list[Live]) -> None:
        self.servers = servers

    def at(self, number: int, who: Someone) -> Someone:
        return Someone(self.servers[number], person=who.id, name=who.name, login=who.login, token=who.token)


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsServer]:
    with NatsServer() as running:
        yield running


async def start(stack: AsyncExitStack, dsn: str, buses: list[Bus]) -> Pair:
    servers = []
    for cell, bus in enumerate(buses):
        database = await Database.open(dsn, size=6)
        stack.push_async_callback(database.close)
        servers.append(Live(database, bus=bus, cell=cell))
        await servers[-1].start()
        stack.push_async_callback(servers[-1].stop)
    return Pair(servers)


@pytest.fixture(params=["memory", "nats"])
async def pair(request: pytest.FixtureRequest, dsn: str) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as stack:
        if request.param == "memory":
            hub = MemoryHub()
            yield await start(stack, dsn, [MemoryBus(hub), MemoryBus(hub)])
        else:
            server = request.getfixturevalue("nats")
            prefix = "veche" + dsn.rsplit("_", 1)[-1]
            yield await start(stack, dsn, [NatsBus(server.url, prefix=prefix) for _ in range(2)])


@pytest.fixture
async def lossy(dsn: str) -> AsyncIterator[tuple[Pair, list[LossyBus]]]:
    async with AsyncExitStack() as stack:
        hub = MemoryHub()
        buses = [LossyBus(hub), LossyBus(hub)]
        yield await start(stack, dsn, list(buses)), buses


async def test_talk_edit_react_type_hide_and_be_put_out(pair: Pair) -> None:
    first, _ = pair.servers
    anna, boris = await first.person("Анна"), await first.person("Борис")
    far, far_anna = pair.at(1, boris), pair.at(1, anna)
    async with anna.socket() as a, far.socket() as b, far_anna.socket() as phone:
        chat = await first.group(anna, boris)
        assert (await b.event("membership"))["chat"]["id"] == chat  # a chat that came while the socket was open
        entities = [{"type": "bold", "offset": 0, "length": 4}]
        sent = await a.ask("send_message", chat=chat, cid="1", text="Всем привет", entities=entities)
        here = await a.event("message", lambda e: e["seq"] == sent["seq"])
        for far_end in (b, phone):
            assert await far_end.event("message", lambda e: e["seq"] == sent["seq"]) == here
        await b.ask("send_message", chat=chat, cid="1", text="Ответ", reply_to=sent["seq"])
        answer = await a.event("message", lambda e: e.get("text") == "Ответ")
        await a.ask("edit_message", chat=chat, seq=sent["seq"], text="Добрый день")
        edited = await b.event("message", lambda e: e.get("text") == "Добрый день")
        assert "edited_at" in edited
        await b.ask("react", chat=chat, seq=sent["seq"], emoji="👍", on=True)
        reacted = await a.event("message", lambda e: "reacted" in e)
        assert (reacted["reacted"]["actor"], reacted["reactions"][0]["count"]) == (boris.id, 1)
        assert await b.event("message", lambda e: "reacted" in e) == reacted
        await a.ask("typing", chat=chat)
        assert (await b.event("typing"))["actor"] == anna.id
        await a.ask("delete_messages", chat=chat, seqs=[answer["seq"]])
        assert (await phone.event("hidden"))["seqs"] == [answer["seq"]]
        await a.ask("update_chat", chat=chat, title="Новое имя")
        assert (await b.event("chat", lambda e: e["chat"]["title"] == "Новое имя"))["chat"]["id"] == chat
        # Put out on one server: at once without rights on the other, and deaf to what follows.
        await a.ask("remove_member", chat=chat, actor=boris.id)
        refusal = await b.ask_raw("send_message", chat=chat, cid="2", text="Я ещё тут?")
        assert refusal["error"]["code"] == "chat_not_found"
        assert (await b.event("gone"))["chat"] == chat
        secret = await a.ask("send_message", chat=chat, cid="2", text="Без Бориса")
        await phone.event("message", lambda e: e["seq"] == secret["seq"])
        other = await first.dialog(anna, boris)
        await a.ask("send_message", chat=other, cid="1", text="Тебе")
        await b.event("message", lambda e: e["chat"] == other)
        assert not [event for event in b.events if event.get("text") == "Без Бориса"]
        assert (await b.ask_raw("history", chat=chat))["error"]["code"] == "chat_not_found"


async def test_sessions_end_on_both(pair: Pair) -> None:
    first, _ = pair.servers
    anna = await first.person()
    phone = await anna.another_device()
    far_phone, far = pair.at(1, phone), pair.at(1, anna)
    async with far_phone.socket() as p, far.socket() as a:
        await far_phone.ask("me")  # now the second server knows the session and keeps it for seconds
        devices = (await anna.ask("list_devices"))["devices"]
        (other,) = [device["id"] for device in devices if not device["current"]]
        await anna.ask("revoke_device", device=other)
        assert (await p.event("signed_out"))["reason"] == "device_revoked"
        assert await p.closed() == 1008
        with pytest.raises(Refusal) as refusal:
            await far_phone.ask("me")
        assert refusal.value.code == "signed_out"
        await anna.ask("sign_out")
        await a.event("signed_out")


async def test_a_post_passes_on_across_servers(pair: Pair) -> None:
    first, _ = pair.servers
    chief, old, new = await first.person(administrator=True), await first.person(), await first.person()
    organisation = (await chief.ask("create_organisation", name="Администрация"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=organisation, name="Отдел"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Начальник"))["post"]
    await chief.ask("appoint", post=post, person=old.id)
    work = (await old.ask("create_group", title="Работа", members=[chief.id], **{"as": post}))["chat"]["id"]
    private = await first.dialog(old, chief)
    await old.ask("send_message", chat=work, cid="1", text="Дело", **{"as": post})
    async with pair.at(1, old).socket() as before, pair.at(1, new).socket() as after, chief.socket() as c:
        await chief.ask("dismiss", post=post)
        assert [actor["id"] for actor in (await before.event("actors"))["actors"]] == [old.id]
        await chief.ask("appoint", post=post, person=new.id)
        assert {actor["id"] for actor in (await after.event("actors"))["actors"]} == {new.id, post}
        await c.ask("send_message", chat=work, cid="1", text="Преемнику")
        await c.ask("send_message", chat=private, cid="1", text="Лично")
        assert (await after.event("message", lambda e: "text" in e))["text"] == "Преемнику"
        heard = await before.event("message", lambda e: "text" in e)
        assert heard["text"] == "Лично"  # and nothing of the work before it
        assert (await before.ask_raw("history", chat=work))["error"]["code"] == "chat_not_found"
        late = await before.ask_raw("send_message", chat=work, cid="9", text="Ещё я", **{"as": post})
        assert late["error"]["code"] == "not_your_post"
        history = (await after.ask("history", chat=work))["messages"]
        assert "Дело" in [message.get("text") for message in history]
        synced = await after.ask("sync", actors=[{"id": post, "version": 0}])
        assert [chat["id"] for chat in synced["actors"][0]["memberships"]] == [work]


async def test_bursts_from_both_make_one_order_for_everybody(pair: Pair) -> None:
    first, _ = pair.servers
    anna, boris = await first.person(), await first.person()
    chat = await first.dialog(anna, boris)
    each = 150
    async with anna.socket() as a, pair.at(1, boris).socket() as b, pair.at(1, anna).socket() as phone:

        async def burst(who: Socket, name: str) -> list[Json]:
            return await asyncio.gather(
                *(who.ask("send_message", chat=chat, cid=f"{name}{n}", text=f"{name}{n}") for n in range(each)),
                *(who.ask("send_message", chat=chat, cid=f"{name}0", text=f"{name}0") for _ in range(3)),
            )

        answers = await asyncio.gather(burst(a, "а"), burst(b, "б"), burst(phone, "в"))
        orders = [await heard_order(socket, chat, count=3 * each) for socket in (a, b, phone)]
    assert [seq for seq, _ in orders[0]] == list(range(1, 3 * each + 1))
    assert orders[0] == orders[1] == orders[2]
    told = dict(orders[0])
    for name, sent in zip("абв", answers, strict=True):
        assert [told[answer["seq"]] for answer in sent[:each]] == [f"{name}{n}" for n in range(each)]
        assert [answer["seq"] for answer in sent[:each]] == sorted(answer["seq"] for answer in sent[:each])
        assert {answer["seq"] for answer in sent[each:]} == {sent[0]["seq"]}
    rows = await first.database.fetch("SELECT seq, body FROM messages_messages WHERE chat_id = $1 ORDER BY seq", chat)
    assert [(row["seq"], row["body"]) for row in rows] == orders[0]


async def heard_order(socket: Socket, chat: int, *, count: int) -> list[tuple[int, str]]:
    """What a socket heard, by seq; fails when anything came twice."""
    heard: list[tuple[int, str]] = []
    while len(heard) < count:
        event = await socket.event("message", lambda e: e["chat"] == chat)
        heard.append((event["seq"], event["text"]))
    assert not [event for event in socket.events if event["ev"] == "message"]
    assert len({seq for seq, _ in heard}) == count
    return sorted(heard)


async def test_what_the_bus_lost_is_seen_as_a_hole_and_asked_for(lossy: tuple[Pair, list[LossyBus]]) -> None:
    pair, buses = lossy
    first, _ = pair.servers
    anna, boris = await first.person(), await first.person()
    chat = await first.dialog(anna, boris)
    async with anna.socket() as a, pair.at(1, boris).socket() as b:
        await a.ask("send_message", chat=chat, cid="1", text="Раз")
        known = (await b.event("message"))["version"]
        buses[0].deaf = True
        await a.ask("send_message", chat=chat, cid="2", text="Два")
        await a.ask("edit_message", chat=chat, seq=1, text="Раз!")
        buses[0].deaf = False
        await a.ask("send_message", chat=chat, cid="3", text="Три")
        event = await b.event("message")
        assert (event["text"], event["version"]) == ("Три", known + 3)  # a hole of two
        healed = await b.ask("changes", chat=chat, since=known)
        assert [(m["seq"], m["text"]) for m in healed["messages"]] == [(2, "Два"), (1, "Раз!"), (3, "Три")]


async def test_after_a_gap_sessions_and_memberships_are_what_the_database_says(
    lossy: tuple[Pair, list[LossyBus]],
) -> None:
    pair, buses = lossy
    first, _ = pair.servers
    anna, boris = await first.person(), await first.person()
    stolen = await boris.another_device()
    left, stays = await first.group(anna, boris, title="Уйдёт"), await first.dialog(anna, boris)
    far, far_stolen = pair.at(1, boris), pair.at(1, stolen)
    async with anna.socket() as a, far.socket() as b, far_stolen.socket() as thief:
        buses[0].deaf = True
        await anna.ask("remove_member", chat=left, actor=boris.id)
        joined = await first.group(anna, boris, title="Придёт")
        await boris.ask("revoke_other_devices")
        buses[0].deaf = False
        await buses[1].notice()
        await b.event("resync")
        # What was told before the gap was noticed, such as the line that he was put out, is not taken back.
        before = list(b.events)
        await thief.event("signed_out")
        assert await thief.closed() == 1008
        for chat in (left, stays, joined):
            await a.ask("send_message", chat=chat, cid="x", text=f"{chat}")
        heard = [await b.event("message", lambda e: "text" in e) for _ in range(2)]
        assert {event["chat"] for event in heard} == {stays, joined}
        assert (await b.ask_raw("history", chat=left))["error"]["code"] == "chat_not_found"
        await a.ask("send_message", chat=stays, cid="y", text="конец")
        await b.event("message", lambda e: e.get("text") == "конец")
        assert not [event for event in b.events if event.get("chat") == left and event not in before]
        assert not [event for event in before if event.get("chat") == left and event.get("text")]
