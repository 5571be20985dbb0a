"""The demonstration city: complete, believable in time, repeatable, never on top of real people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CHEAP, build_town
from veche.demo import SignIn, furnish, sign_in_table
from veche.demo.furnish import LOCAL, PASSWORD, Builder
from veche.demo.script import load_chats, load_city, marked
from veche.ground.bus import MemoryBus
from veche.ground.clock import Clock
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.errors import Conflict
from veche.ground.ids import Ids
from veche.ground.up import Ground
from veche.identity.actions import Passwords

TABLES = (
    "identity_people",
    "directory_units",
    "directory_posts",
    "directory_holdings",
    "chats_chats",
    "chats_members",
    "messages_messages",
    "messages_reactions",
)
TWICE = (
    "SELECT count(*) FROM (SELECT chat_id, body FROM messages_messages"
    " WHERE body <> '' GROUP BY 1, 2 HAVING count(*) > 1) AS twice"
)


@pytest.fixture
def ground(database: Database) -> Ground:
    clock = Clock()
    return Ground(settings=Settings(), db=database, bus=MemoryBus(), clock=clock, ids=Ids(clock))


async def furnished(ground: Ground) -> list[SignIn]:
    return await furnish(ground, passwords=Passwords(hasher=CHEAP))


async def counts(database: Database) -> dict[str, int]:
    return {table: await database.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES}


async def test_the_city_is_built_once_however_often_it_is_asked_for(ground: Ground) -> None:
    first = await furnished(ground)
    made = await counts(ground.db)
    assert made["identity_people"] == 30
    assert made["directory_posts"] == 15
    assert made["directory_holdings"] == 14
    assert made["chats_chats"] == 13
    assert made["messages_messages"] > 150
    assert made["messages_reactions"] > 100
    assert await ground.db.fetchval("SELECT count(*) FROM ground_outbox") == 0
    assert await furnished(ground) == first
    assert await counts(ground.db) == made
    assert await ground.db.fetchval("SELECT count(*) FROM identity_devices") == 0, "no session is left open"


async def test_what_broke_off_is_gone_on_with(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    saying: Callable[..., object] = Builder._say

    async def break_off(self: Builder, *args: object, cid: str, **rest: object) -> object:
        if cid == "demo-2-5":
            raise ConnectionError("the power went")
        return await saying(self, *args, cid=cid, **rest)  # type: ignore[misc]

    with monkeypatch.context() as patch:
        patch.setattr(Builder, "_say", break_off)
        with pytest.raises(ConnectionError):
            await furnished(ground)
    half = await counts(ground.db)
    await furnished(ground)
    made = await counts(ground.db)
    assert half["messages_messages"] < made["messages_messages"]
    assert made["identity_people"] == 30
    assert made["chats_chats"] == 13
    assert made["directory_holdings"] == 14
    assert await ground.db.fetchval(TWICE) == 0


async def test_times_grow_within_a_chat_and_lie_in_the_past(ground: Ground) -> None:
    await furnished(ground)
    rows = await ground.db.fetch("SELECT chat_id, seq, sent_at FROM messages_messages ORDER BY chat_id, seq")
    now = ground.clock.now()
    for before, after in pairwise(rows):
        assert after["sent_at"] <= now
        if before["chat_id"] == after["chat_id"]:
            assert before["sent_at"] <= after["sent_at"]


async def test_not_on_top_of_real_people(ground: Ground) -> None:
    await build_town(ground.db, clock=ground.clock)
    with pytest.raises(Conflict, match="demo_not_empty"):
        await furnished(ground)
    assert await ground.db.fetchval("SELECT count(*) FROM identity_people") == 1


async def test_the_table_shows_who_can_sign_in(ground: Ground) -> None:
    table = sign_in_table(await furnished(ground), heading="Входы:")
    assert table.startswith("Входы:\n  melnikov")
    assert PASSWORD in table
    assert "Константинопольская Александра Владиславовна" in table


@given(st.integers(0, 3 * 365 * 24 * 60))
def test_the_script_holds_at_any_minute(minutes: int) -> None:
    city, now = load_city(), datetime(2026, 1, 1, tzinfo=LOCAL) + timedelta(minutes=minutes)
    for chat in load_chats(city, now=now):
        assert chat.lines
        at = [line.at for line in chat.lines]
        assert at == sorted(at), chat.title
        assert at[-1] < now
        assert at[0] > now - timedelta(days=7)
        members = {chat.owner, *chat.members}
        for number, line in enumerate(chat.lines, start=1):
            assert line.who in members, f"{chat.title}: {line.who}"
            assert {who for _, who in line.reactions} <= members, f"{chat.title}: {line.reactions}"
            assert line.reply_to is None or line.reply_to < number
            assert "{" not in line.text


def test_everybody_named_is_there() -> None:
    city = load_city()
    assert len(city.people) == 30
    assert {post.holder for post in city.posts.values() if post.holder} <= set(city.people)
    assert {post.unit for post in city.posts.values()} <= set(city.units)
    assert set(city.shown) | {city.administrator} <= set(city.people)
    assert max(map(len, city.people.values())) > 40, "one name is long on purpose"


def test_bold_becomes_an_entity() -> None:
    text, entities = marked("Вот: **важно**, и **ещё**.")
    assert text == "Вот: важно, и ещё."
    assert [(entity.offset, entity.length) for entity in entities] == [(5, 5), (14, 3)]
