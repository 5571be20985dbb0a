"""Figures of a channel, and what the installation decides about public ones."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.conftest import Desk, refused
from tests.support.live import Live
from veche.channels.model.figures import LEAST, average, shown, stepped
from veche.ground.config import Settings
from veche.ground.db import Database

FIGURES = ("subscribers", "reach_day", "reach_week", "average_views")


@given(st.lists(st.integers(0, 60), max_size=40))
def test_no_single_coming_or_going_can_be_read_from_the_line(counts: list[int]) -> None:
    line = stepped(counts)
    assert len(line) == len(counts)
    for count, told, before in zip(counts, line, [None, *line], strict=False):
        assert told is None or told >= LEAST
        assert (told is None) == (count < LEAST) or abs(count - (told or 0)) < LEAST
        if told is not None and before is not None and told != before:
            assert abs(told - before) >= LEAST


def test_fewer_than_five_are_no_figure() -> None:
    assert [shown(count) for count in (0, 4, 5, 1000)] == [None, None, 5, 1000]
    assert (average([]), average([3, 4]), average([10, 20])) == (None, None, 15)


async def test_a_channel_tells_counts_to_those_who_run_it(desk: Desk) -> None:
    chat = (await desk.approved())["badge"]["chat"]
    by = {"chat": chat, "as": desk.post}
    for number in range(3):
        await desk.press.ask("send_message", cid=str(number), text=f"Запись {number}", **by)
    few = await desk.press.ask("get_channel_statistics", **by)
    assert [few[name] for name in FIGURES] == [None] * 4
    assert few["growth"][-1] is None
    assert [post["views"] for post in few["posts"]] == [None, None, None]
    code = (await desk.anna.ask("get_channel_badge", chat=chat))["code"]
    readers = [await desk.live.person() for _ in range(LEAST)]
    for reader in readers:
        await reader.ask("join_by_link", code=code)
    await desk.live.database.execute(
        "INSERT INTO messages_views (chat_id, seq, views) SELECT chat_id, seq, 7 FROM messages_messages"
        " WHERE chat_id = $1 AND service IS NULL",
        chat,
    )
    await desk.live.database.execute(
        "INSERT INTO messages_viewers (chat_id, seq, person_id, viewed_at)"
        " SELECT $1, seq, person, now() - CASE WHEN person < 3 THEN interval '2 days' ELSE interval '1 hour' END"
        " FROM messages_messages, generate_series(1, 7) AS person WHERE chat_id = $1 AND service IS NULL"
        " UNION SELECT $1, max(seq), 99, now() - interval '8 days' FROM messages_messages WHERE chat_id = $1",
        chat,
    )
    spent = []
    for _ in range(4):  # what runs in the background counts too, now and then
        before = desk.live.database.queries
        many = await desk.press.ask("get_channel_statistics", **by)
        spent.append(desk.live.database.queries - before)
    assert min(spent) <= 7, "however many there are"
    assert [many[name] for name in FIGURES] == [6, 5, 7, 7], "each person once, however many posts he opened"
    assert (many["growth"][-1], len(many["days"])) == (6, 30)
    assert str(readers[0].id) not in str(many), "nobody by name or number"
    assert await refused(readers[0].ask("get_channel_statistics", chat=chat)) == "no_right"
    assert await refused(desk.anna.ask("get_channel_statistics", chat=chat)) == "chat_not_found"


@pytest.fixture
async def strict(database: Database, tmp_path: Path) -> AsyncIterator[Live]:
    settings = Settings(data=tmp_path, channel_public_by="posts", channel_public_most=1, channel_badge_above=2)
    live = Live(database, settings=settings)
    await live.start()
    yield live
    await live.stop()


async def test_public_channels_follow_the_policy_and_private_ones_are_everybody_s(strict: Live) -> None:
    chief, anna = await strict.person("Глава", administrator=True), await strict.person("Анна")
    assert (await anna.ask("get_channel_policy"))["public_by"] == "posts"
    private = await anna.ask("create_channel", title="Соседи")
    assert private["chat"]["mode"] == "ordinary"
    assert await refused(anna.ask("create_channel", title="Город", mode="public")) == "public_by_posts"
    await anna.ask("create_group", title="Двор", mode="public")
    body = (await chief.ask("create_organisation", name="Музей"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=body, name="Аппарат"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Директор"))["post"]
    await chief.ask("appoint", post=post, person=anna.id)
    by = {"mode": "public", "as": post}
    chat = (await anna.ask("create_channel", title="Музей", **by))["chat"]["id"]
    assert await refused(anna.ask("create_channel", title="Ещё", **by)) == "too_many_public_channels"
    code = (await anna.ask("get_chat", chat=chat, **{"as": post}))["public_code"]
    await (await strict.person()).ask("join_by_link", code=code)
    late = await strict.person()
    assert await refused(late.ask("join_by_link", code=code)) == "channel_needs_badge"
    added = anna.ask("add_members", chat=chat, actors=[late.id], **{"as": post})
    assert await refused(added) == "channel_needs_badge"
    await strict.database.execute("UPDATE chats_chats SET seal = 'valid' WHERE id = $1", chat)
    await late.ask("join_by_link", code=code)


async def test_with_approval_only_the_desk_opens_public_channels(database: Database, tmp_path: Path) -> None:
    live = Live(database, settings=Settings(data=tmp_path, channel_public_by="approval"))
    await live.start()
    chief = await live.person("Глава", administrator=True)
    assert await refused(chief.ask("create_channel", title="Город", mode="public")) == "public_by_approval"
    await live.stop()
