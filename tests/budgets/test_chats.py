"""What chats may cost: the same number of statements and rows in a chat of three and of 100,000 members."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import NamedTuple

import pytest

from tests.chats.world import World, me
from tests.support.postgres import TestPostgres
from veche import chats
from veche.chats.model import NEW_CHATS, Rights
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.ids import ActorId, ChatId, DeviceId, PersonId, Seq, Version

CROWD = 100_000
FEW = 1_000
"""Rows that one action may touch. Measured: 4 to 130; tables of a page or two are read whole, which adds some."""
ROWS = """
SELECT (SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del)::bigint
          FROM pg_stat_user_tables WHERE relname ~ '^(chats|identity|directory)_')
     + (SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE relname ~ '^(chats|identity|directory)_')
"""


class Cost(NamedTuple):
    statements: int
    rows: int


class Scene(NamedTuple):
    """A small and a large group and channel with the same people in charge."""

    world: World
    owner: Asker
    boris: Asker
    vera: Asker
    small: ChatId
    large: ChatId
    small_channel: ChatId
    large_channel: ChatId


class Crowded(NamedTuple):
    """A database with large chats; `numbers` of who and what are in it, once the first test has made them."""

    dsn: str
    numbers: list[int]


@pytest.fixture(scope="module")
def crowded(postgres: TestPostgres) -> Iterator[Crowded]:
    """One database for all tests here: 200,000 memberships take seconds."""
    address = postgres.fresh()
    yield Crowded(address, [])
    postgres.drop(address)


_scenes = itertools.count(1)


@pytest.fixture
async def scene(crowded: Crowded) -> AsyncIterator[Scene]:
    """One connection only: an action that takes a second one inside its transaction would wait for ever."""
    db = await Database.open(crowded.dsn, size=1)
    world = World(db)
    # Each test comes later than those before, so that ids do not repeat.
    world.clock.step(3600 * next(_scenes))
    if not crowded.numbers:
        owner, boris, vera = await world.people(3)
        small, large = await world.group(owner, boris), await world.group(owner, boris)
        small_channel, large_channel = await world.channel(owner, boris), await world.channel(owner, boris)
        await world.crowd(large, CROWD)
        await world.crowd(large_channel, CROWD)
        rooms = (small, large, small_channel, large_channel)
        for chat in rooms:
            await world.write(chat, 1_000)
        crowded.numbers.extend((owner.person, boris.person, vera.person, *rooms))
    first, second, third, *chat_ids = crowded.numbers
    askers = [Asker(PersonId(number), DeviceId(1)) for number in (first, second, third)]
    yield Scene(world, askers[0], askers[1], askers[2], *(ChatId(chat) for chat in chat_ids))
    await db.close()


async def cost(db: Database, work: Callable[[], Awaitable[object]]) -> Cost:
    """Statements and rows (table rows read and written, index entries read) of one piece of work."""
    await work()  # statements are prepared, catalogues are known
    await flush(db)
    rows, statements = await db.fetchval(ROWS), db.queries
    await work()
    statements = db.queries - statements
    await flush(db)
    return Cost(statements, await db.fetchval(ROWS) - rows)


async def flush(db: Database) -> None:
    await db.execute("SELECT pg_stat_force_next_flush()")
    await db.execute("SELECT pg_stat_clear_snapshot()")


_turns = itertools.count()
Work = Callable[[Scene, ChatId], Awaitable[object]]


async def retitle(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.managing.update_chat(scene.owner, chat, title=f"Чат {scene.world.ids.new()}")


async def restrict(scene: Scene, chat: ChatId) -> None:
    number = next(_turns) % 2
    kind = "channel" if chat in (scene.small_channel, scene.large_channel) else "group"
    rights = number * Rights.REACT if kind == "channel" else Rights.REACT + number
    await scene.world.chats.managing.update_chat(scene.owner, chat, member_rights=rights)


async def come_and_go(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.managing.add_members(scene.owner, chat, [me(scene.vera)])
    await scene.world.chats.managing.leave_chat(scene.vera, chat)


async def promote(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.managing.set_role(scene.owner, chat, me(scene.boris), role="admin")


async def get(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.reading.get_chat(scene.boris, chat)


async def members(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.reading.list_members(scene.owner, chat, after=None, limit=2)


async def mute(scene: Scene, chat: ChatId) -> None:
    await scene.world.chats.keeping.set_mute(scene.boris, chat, scene.world.clock.now())


async def read(scene: Scene, chat: ChatId) -> None:
    seq = await scene.world.db.fetchval(
        "SELECT read_seq + 1 FROM chats_members WHERE chat_id = $1 AND actor_id = $2", chat, scene.boris.person
    )
    await scene.world.chats.read_marks.mark_read(scene.boris, chat, Seq(seq))


async def send_path(scene: Scene, chat: ChatId) -> None:
    async with scene.world.db.transaction() as conn:
        await chats.lock_heads(conn, [chat])
        await chats.rights_of(conn, [(chat, me(scene.boris))])
        await chats.take_versions(conn, [(chat, 1, 1)], scene.world.clock.now())


async def some_members(scene: Scene, chat: ChatId) -> None:
    await chats.member_ids(scene.world.db, chat, limit=2)


BUDGETS: list[tuple[Work, int]] = [
    (retitle, 9),
    (restrict, 8),
    (come_and_go, 23),
    (promote, 12),
    (get, 3),
    (members, 2),
    (mute, 3),
    (read, 4),
    (send_path, 3),
    (some_members, 1),
]


@pytest.mark.parametrize(("work", "statements"), BUDGETS, ids=[work.__name__ for work, _ in BUDGETS])
async def test_a_crowd_costs_nothing(scene: Scene, work: Work, statements: int) -> None:
    for small, large in ((scene.small, scene.large), (scene.small_channel, scene.large_channel)):
        few = await cost(scene.world.db, lambda chat=small: work(scene, chat))  # type: ignore[misc]
        many = await cost(scene.world.db, lambda chat=large: work(scene, chat))  # type: ignore[misc]
        assert many.statements <= few.statements <= statements
        assert few.rows <= FEW
        assert many.rows <= FEW


async def test_a_page_deep_in_a_crowd(scene: Scene) -> None:
    place = await scene.world.db.fetchrow(
        "SELECT role::int, joined_at, actor_id FROM chats_members WHERE chat_id = $1"
        " ORDER BY joined_at OFFSET 70000 LIMIT 1",
        scene.large,
    )
    assert place is not None
    after = (place["role"], place["joined_at"], place["actor_id"])
    reading = scene.world.chats.reading
    page = await cost(scene.world.db, lambda: reading.list_members(scene.owner, scene.large, after=after, limit=100))
    assert page.rows <= FEW
    assert len(await reading.list_members(scene.owner, scene.large, after=after, limit=100)) == 100


async def test_a_join_by_link_in_a_crowd(scene: Scene) -> None:
    _, code = await scene.world.chats.inviting.create_link(scene.owner, scene.large)

    async def come_by_link() -> None:
        await scene.world.chats.inviting.join(scene.vera, code)
        await scene.world.chats.managing.leave_chat(scene.vera, scene.large)

    spent = await cost(scene.world.db, come_by_link)
    assert spent.statements <= 24
    assert spent.rows <= FEW


async def test_opening_a_socket_and_a_list_read_only_what_is_theirs(scene: Scene) -> None:
    """Among 200,000 memberships those of one actor are found by index, with one statement."""
    world = scene.world
    anna = await world.person()
    for _ in range(40):
        await world.group(anna)
        world.clock.step(NEW_CHATS.seconds)  # within what one account may do
    await world.db.execute("ANALYZE chats_members, chats_chats, chats_heads")
    actors = [me(anna)]
    for work in (
        lambda: chats.memberships_for(world.db, actors),
        lambda: chats.memberships_since(world.db, ActorId(actors[0]), since=Version(0), limit=100),
        lambda: world.chats.reading.list_chats(anna, actor=None, archived=False, after=None, limit=20),
    ):
        spent = await cost(world.db, work)
        assert spent.statements == 1
        assert spent.rows <= FEW


async def test_foreign_keys_point_down(scene: Scene) -> None:
    rows = await scene.world.db.fetch(
        "SELECT DISTINCT confrelid::regclass::text AS target FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text LIKE 'chats\\_%'"
    )
    assert {row["target"].split("_")[0] for row in rows} <= {"chats", "identity", "directory", "media"}
