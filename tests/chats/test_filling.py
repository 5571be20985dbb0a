"""Chats filled by a rule: they follow the directory, whatever changed and in whatever order it is heard."""

from __future__ import annotations

import pytest

from tests.support.live import Live, Refusal, Someone
from veche.chats.store import filling as filling_store
from veche.ground import jobs, outbox
from veche.ground.errors import Refused


class Body:
    """A department with a unit below it, a post in each, and one elsewhere."""

    def __init__(self, live: Live, chief: Someone, city: int, top: int, low: int, other: int) -> None:
        self.live, self.chief, self.city, self.top, self.low, self.other = live, chief, city, top, low, other

    @staticmethod
    async def make(live: Live) -> Body:
        chief = await live.person("Админ", administrator=True)
        city = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
        top = (await chief.ask("create_unit", organisation=city, name="Департамент"))["unit"]
        low = (await chief.ask("create_unit", organisation=city, parent=top, name="Отдел"))["unit"]
        other = (await chief.ask("create_unit", organisation=city, name="Соседи"))["unit"]
        return Body(live, chief, city, top, low, other)

    async def post(self, unit: int, title: str, *, head: bool = False) -> int:
        post: int = (await self.chief.ask("create_post", unit=unit, title=title))["post"]
        if head:
            await self.chief.ask("set_post_card", post=post, head=True)
        return post

    async def chat(self, **rule: object) -> int:
        made = await self.chief.ask("create_filled_chat", title="По правилу", rule={"organisation": self.city, **rule})
        assert made["chat"]["mode"] == "official"
        assert made["chat"]["filling"]["name"] in ("Мэрия", "Департамент")
        return int(made["chat"]["id"])

    async def members(self, chat: int) -> set[int]:
        """After everything that was said is done; twice changes nothing."""
        messenger = self.live.server.messenger
        await messenger._outbox.settle()
        for _ in range(2):
            for one in messenger.chats.works():
                await one.run(one.payload())
        page = await self.chief.ask("list_members", chat=chat, limit=100)
        card = await self.chief.ask("get_chat", chat=chat)
        found = {member["actor"] for member in page["members"]}
        assert card["chat"]["members_count"] == len(found)
        return found - {self.chief.id}


async def test_each_rule_names_its_posts(live: Live) -> None:
    body = await Body.make(live)
    head, clerk = await body.post(body.top, "Начальник", head=True), await body.post(body.top, "Секретарь")
    low, far = await body.post(body.low, "Мастер", head=True), await body.post(body.other, "Сосед")
    assert await body.members(await body.chat(unit=body.top)) == {head, clerk}
    assert await body.members(await body.chat(unit=body.top, below=True)) == {head, clerk, low}
    assert await body.members(await body.chat(heads=True)) == {head, low}
    assert await body.members(await body.chat()) == {head, clerk, low, far}


async def test_it_follows_the_directory_and_keeps_whom_somebody_added(live: Live) -> None:
    body = await Body.make(live)
    first, low = await body.post(body.top, "Первая"), await body.post(body.low, "Нижняя")
    chat = await body.chat(unit=body.top, below=True)
    assert await body.members(chat) == {first, low}
    guest, anna = await body.post(body.other, "Гость"), await live.person("Анна")
    await body.chief.ask("add_members", chat=chat, actors=[guest])
    await body.chief.ask("appoint", post=low, person=anna.id)
    new = await body.post(body.low, "Новая")
    assert await body.members(chat) == {first, low, new, guest}
    await body.chief.ask("move_post", post=new, unit=body.other)
    assert await body.members(chat) == {first, low, guest}
    await body.chief.ask("move_post", post=new, unit=body.low)
    await body.chief.ask("close_post", post=first)
    assert await body.members(chat) == {low, new, guest}
    await body.chief.ask("reopen_post", post=first)
    assert await body.members(chat) == {first, low, new, guest}
    await body.chief.ask("move_unit", unit=body.low)
    assert await body.members(chat) == {first, guest}
    with pytest.raises(Refusal, match="chat_not_found"):
        await anna.ask("history", chat=chat)
    await body.chief.ask("move_unit", unit=body.low, parent=body.top)
    assert await body.members(chat) == {first, low, new, guest}


async def test_nobody_whom_the_rule_names_goes_or_is_put_out(live: Live) -> None:
    body = await Body.make(live)
    post, anna = await body.post(body.top, "Первая"), await live.person("Анна")
    await body.chief.ask("appoint", post=post, person=anna.id)
    chat = await body.chat(unit=body.top)
    assert await body.members(chat) == {post}
    with pytest.raises(Refusal, match="filled_by_rule"):
        await body.chief.ask("remove_member", chat=chat, actor=post)
    with pytest.raises(Refusal, match="filled_by_rule"):
        await anna.ask("leave_chat", chat=chat, **{"as": post})


async def test_only_who_administers_the_place_makes_one(live: Live) -> None:
    body = await Body.make(live)
    anna = await live.person("Анна")
    await body.chief.ask("give_administration", organisation=body.city, unit=body.low, person=anna.id)
    rule = {"organisation": body.city, "unit": body.low}
    assert (await anna.ask("create_filled_chat", title="Отдел", rule=rule))["chat"]["filling"]["name"] == "Отдел"
    for foreign in ({"organisation": body.city}, {"organisation": body.city, "unit": body.top}):
        with pytest.raises(Refusal, match="not_your_unit"):
            await anna.ask("create_filled_chat", title="Чужой", rule=foreign)
    with pytest.raises(Refusal, match="organisation_not_found"):
        await body.chief.ask("create_filled_chat", title="Никакой", rule={"organisation": 1})


async def test_ten_thousand_come_in_batches(live: Live) -> None:
    """Statements per batch of 500, not per member; two hundred here stand for them."""
    body, db = await Body.make(live), live.server.messenger.db
    # Only what filling asks is counted, not what the server does meanwhile.
    await live.server.messenger.jobs.stop()
    await live.server.messenger._outbox.stop()
    costs = []
    for count in (20, 200):
        start = (1 << 50) + count * 10
        await db.execute(
            "INSERT INTO identity_actors (id, kind, name, title, words)"
            " SELECT $1::bigint + n, 'post', '', 'Должность', ''::tsvector FROM generate_series(1, $2::int) n",
            start,
            count,
        )
        await db.execute(
            "INSERT INTO directory_posts (id, unit_id, title, created_at)"
            " SELECT $1::bigint + n, $3, 'Должность', now() FROM generate_series(1, $2::int) n",
            start,
            count,
            body.top,
        )
        chat = await body.chat(unit=body.top)
        before = db.queries
        await live.server.messenger.chats.filler.fill(chat)  # type: ignore[arg-type]
        costs.append(db.queries - before)
    assert costs[1] <= costs[0] + 2


async def test_a_change_of_the_directory_is_there_at_once(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word of it wakes who waits for it, instead of lying there until somebody looks."""
    body = await Body.make(live)
    chat = await body.chat(unit=body.top)
    for part in (outbox, jobs):
        monkeypatch.setattr(part, "POLL", 3600.0)
    live.server.messenger._outbox.wake()
    live.server.messenger.jobs.wake()
    assert await body.members(chat) == set()
    async with body.chief.socket() as socket:
        post = await body.post(body.top, "Новая должность")
        await socket.event("chat", lambda event: event["chat"]["id"] == chat and event["chat"]["members_count"] == 2)
    page = await body.chief.ask("list_members", chat=chat, limit=10)
    assert post in {member["actor"] for member in page["members"]}


async def test_many_who_are_put_out_of_a_channel_cost_no_more_than_two(live: Live) -> None:
    """Of the group where its posts are discussed too: nothing is asked member by member."""
    body, messenger = await Body.make(live), live.server.messenger
    anna = await live.person("Анна")
    rooms = []
    for count in (2, 8):
        unit = (await body.chief.ask("create_unit", organisation=body.city, name=f"Управление {count}"))["unit"]
        rule = {"organisation": body.city, "unit": unit}
        made = await body.chief.ask("create_filled_chat", title="Канал", rule=rule, kind="channel")
        channel = made["chat"]["id"]
        await body.chief.ask("update_chat", chat=channel, comments=True)
        posts = [await body.post(unit, f"Должность {number}") for number in range(count)]
        assert await body.members(channel) == set(posts)
        said = await body.chief.ask("send_message", chat=channel, cid=str(count), text="Приказ о приёмке домов")
        for post in posts:
            await body.chief.ask("appoint", post=post, person=anna.id)
            group = (await anna.ask("open_comments", chat=channel, seq=said["seq"], **{"as": post}))["chat"]
        rooms.append((unit, channel, group, count))
    # Only what filling asks is counted, not what the server does meanwhile.
    await messenger._herald.settle()
    for part in (messenger.jobs, messenger._outbox, messenger.search):
        await part.stop()
    inside = "SELECT count(*) FROM chats_members WHERE chat_id = $1 AND left_at IS NULL"
    costs = []
    for unit, channel, group, count in rooms:
        assert await live.database.fetchval(inside, group) == count
        await live.database.execute("UPDATE directory_posts SET unit_id = $1 WHERE unit_id = $2", body.other, unit)
        before = messenger.db.queries
        await messenger.chats.filler.fill(channel)
        costs.append(messenger.db.queries - before)
        assert await live.database.fetchval(inside, group) == 0
        assert await live.database.fetchval("SELECT members_count FROM chats_chats WHERE id = $1", group) == 0
    assert costs[1] <= costs[0] + 2


async def test_a_chat_is_made_with_its_rule_or_not_at_all(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    body = await Body.make(live)
    rooms = "SELECT count(*) FROM chats_chats"
    before = await live.database.fetchval(rooms)

    async def breaks(*_: object) -> None:
        raise Refused("administrators_only")

    rule = {"organisation": body.city}
    with monkeypatch.context() as broken:
        broken.setattr(filling_store, "set_filling", breaks)
        with pytest.raises(Refusal, match="administrators_only"):
            await body.chief.ask("create_filled_chat", title="Никакой", rule=rule)
    assert await live.database.fetchval(rooms) == before
    made = await body.chief.ask("create_filled_chat", title="Чат", rule=rule)
    assert made["chat"]["filling"]["name"] == "Мэрия", "who made it hears of its rule with the chat"
