"""What messages may cost: statements, rows and bytes, in a chat of three and of 100,000 members."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
import pytest

from tests.chats.world import World
from tests.support.postgres import TestPostgres
from veche.ground.bus import MemoryBus
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker
from veche.ground.db import Database, Queries
from veche.ground.ids import ActorId, ChatId, DeviceId, PersonId
from veche.ground.socket import Gateway, event_frame
from veche.media import FileCard, Offered
from veche.messages import Changer, Delivery, PostgresLog, Reader, delivery, model, wire
from veche.messages.actions.polls import Polls
from veche.messages.events import MessagesChanged, MessagesEvent
from veche.messages.model import Draft, Stored
from veche.messages.store import views as view_store

CROWD = 100_000
WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS written FROM pg_stat_user_tables
"""


class Scene(NamedTuple):
    """A small and a large group; the same two people are in both."""

    db: Database
    log: PostgresLog
    reader: Reader
    changer: Changer
    heard: list[MessagesEvent]
    owner: Asker
    boris: Asker
    small: ChatId
    large: ChatId

    @property
    def both(self) -> tuple[ChatId, ChatId]:
        return self.small, self.large


class NoFiles:
    """Nothing was uploaded here."""

    async def take(self, connection: Queries, person: PersonId, ids: Sequence[int]) -> dict[int, FileCard]:
        raise AssertionError("nothing to take")

    async def offer(self, connection: Queries, ids: Sequence[int]) -> dict[int, Offered]:
        raise AssertionError("nothing to offer")

    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None:
        assert not ids


class Crowded(NamedTuple):
    dsn: str
    numbers: list[int]


@pytest.fixture(scope="module")
def crowded(postgres: TestPostgres) -> Iterator[Crowded]:
    """One database for all tests here."""
    address = postgres.fresh()
    yield Crowded(address, [])
    postgres.drop(address)


@pytest.fixture
async def scene(crowded: Crowded) -> AsyncIterator[Scene]:
    """One connection only: whoever takes a second one inside a transaction would wait for ever."""
    db = await Database.open(crowded.dsn, size=1)
    world = World(db)
    log = PostgresLog(db, world.clock)
    if not crowded.numbers:
        owner, boris = await world.people(2)
        small, large = await world.group(owner, boris), await world.group(owner, boris)
        await world.crowd(large, CROWD)
        await db.execute("ANALYZE")
        for chat in (small, large):
            await log.append([draft(chat, owner.person) for _ in range(300)])
        crowded.numbers.extend((owner.person, boris.person, small, large))
    one, other, *chats = crowded.numbers
    heard: list[MessagesEvent] = []
    yield Scene(
        db,
        log,
        Reader(db, Gateway()),
        Changer(db, world.ids, world.clock, files=NoFiles(), announce=heard.append),
        heard,
        Asker(PersonId(one), DeviceId(1)),
        Asker(PersonId(other), DeviceId(2)),
        *(ChatId(chat) for chat in chats),
    )
    await db.close()


_cids = itertools.count(1)
_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


POLL = msgspec.json.encode(
    wire.Extra([wire.Attachment("poll", poll=wire.Poll("Идём?", [wire.PollOption("Да"), wire.PollOption("Нет")]))])
).decode()


def draft(chat: ChatId, sender: int, text: str = "Бригада выезжает к 11:15.", *, extra: str | None = None) -> Draft:
    key = model.client_key(sender, str(next(_cids)))
    return Draft(chat=chat, sender=ActorId(sender), person=sender, key=key, text=text, done=print, extra=extra)


async def written(db: Database) -> Counter[str]:
    """Rows written so far, by table."""
    await db.execute("SELECT pg_stat_force_next_flush()")
    await db.execute("SELECT pg_stat_clear_snapshot()")
    return Counter({row["relname"]: row["written"] for row in await db.fetch(WRITTEN)})


async def statements(db: Database, work: Callable[[], Awaitable[object]]) -> int:
    before = db.queries
    await work()
    return db.queries - before


async def test_a_batch_is_few_statements_and_nothing_per_member(scene: Scene) -> None:
    for size in (1, 200):
        costs = []
        for chat in scene.both:
            before = await written(scene.db)
            drafts = [draft(chat, scene.owner.person) for _ in range(size)]
            costs.append(await statements(scene.db, lambda drafts=drafts: scene.log.append(drafts)))  # type: ignore[misc]
            rows = await written(scene.db) - before
            assert rows == {"messages_messages": size, "chats_heads": 1}
        assert costs[0] == costs[1] <= 6, "statements of a batch, whatever its size and its chat's"


async def test_a_batch_over_many_chats_is_as_many_statements_as_one(scene: Scene) -> None:
    one = await statements(scene.db, lambda: scene.log.append([draft(scene.small, scene.owner.person)]))
    drafts = [draft(chat, who.person) for chat in scene.both for who in (scene.owner, scene.boris) for _ in range(50)]
    assert await statements(scene.db, lambda: scene.log.append(drafts)) == one


async def test_a_refused_draft_costs_its_batch_a_bounded_number_of_statements(scene: Scene) -> None:
    stranger = scene.owner.person + 1
    costs = []
    for size in (10, 300):
        drafts = [draft(scene.large, scene.owner.person) for _ in range(size)] + [draft(scene.large, stranger)]
        costs.append(await statements(scene.db, lambda drafts=drafts: scene.log.append(drafts)))  # type: ignore[misc]
    assert costs[0] == costs[1] <= 10


Ask = Callable[[Scene, ChatId], Awaitable[object]]


async def newest(scene: Scene, chat: ChatId) -> None:
    page = await scene.reader.history(scene.boris, wire.History(chat=chat, limit=100))
    assert len(page.messages) == 100


async def around(scene: Scene, chat: ChatId) -> None:
    await scene.reader.history(scene.boris, wire.History(chat=chat, around=150, limit=50))


async def changes(scene: Scene, chat: ChatId) -> None:
    await scene.reader.changes(scene.boris, wire.Changes(chat=chat, since=100, limit=100))


async def sync(scene: Scene, chat: ChatId) -> None:
    await scene.reader.sync(scene.boris, wire.Sync(chats=[wire.Known(chat, 100)]))


async def react(scene: Scene, chat: ChatId) -> None:
    for on in (True, False):
        await scene.changer.react(scene.boris, wire.React(chat=chat, seq=1, emoji="👍", on=on))


async def edit(scene: Scene, chat: ChatId) -> None:
    await scene.changer.edit(scene.owner, wire.EditMessage(chat=chat, seq=2, text="Иначе"))


async def delete(scene: Scene, chat: ChatId) -> None:
    first = await scene.db.fetchval(
        "SELECT min(seq) FROM messages_messages WHERE chat_id = $1 AND seq > 10 AND deleted_at IS NULL", chat
    )
    seqs = list(range(first, first + 10))
    await scene.changer.delete(scene.owner, wire.DeleteMessages(chat=chat, seqs=seqs, for_everyone=True))


async def vote(scene: Scene, chat: ChatId) -> None:
    (poll,) = await scene.log.append([draft(chat, scene.owner.person, extra=POLL)])
    assert isinstance(poll, Stored)
    polls = Polls(
        scene.db, FixedClock(), scene.changer, scene.reader, announce=scene.heard.append, run=lambda work: None
    )
    for options in ([0], [1]):
        await polls.vote(scene.boris, wire.Vote(chat=chat, seq=poll.seq, options=options))


async def views(scene: Scene, chat: ChatId) -> None:
    """A thousand people look at ten posts."""
    posts = await scene.log.append([draft(chat, scene.owner.person) for _ in range(10)])
    seen = [(int(chat), one.seq, person) for one in posts if isinstance(one, Stored) for person in range(1, 1001)]
    async with scene.db.transaction() as connection:
        await view_store.count(connection, seen, at=_AT)


@pytest.mark.parametrize(
    ("ask", "most"),
    [(vote, 18), (views, 4), (newest, 3), (around, 4), (changes, 5), (sync, 6), (react, 20), (edit, 8), (delete, 9)],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_the_number_of_members_costs_no_statement_and_no_row(scene: Scene, ask: Ask, most: int) -> None:
    costs, rows = [], []
    for chat in scene.both:
        if ask is newest:
            # A poll that another test left would be asked about once more: it goes off the newest page.
            await scene.log.append([draft(chat, scene.owner.person) for _ in range(100)])
        before = await written(scene.db)
        costs.append(await statements(scene.db, lambda chat=chat: ask(scene, chat)))  # type: ignore[misc]
        rows.append(await written(scene.db) - before)
    assert costs[0] == costs[1] <= most
    assert rows[0] == rows[1]
    assert not {"chats_members", "identity_actors"} & rows[1].keys()


# -- bytes and encodings


class Receiver:
    """An open socket, as far as the gateway's writing goes."""

    def __init__(self) -> None:
        self.out: list[bytes] = []
        self.got: list[bytes] = []
        self.writing_paused = False

    def write_out(self) -> None:
        self.got.append(self.out[0] if len(self.out) == 1 else b"".join(self.out))
        self.out = []


class Audience:
    """A delivery with so many sockets in each of these chats."""

    def __init__(self, chats: Sequence[int], *, size: int) -> None:
        self.gateway = Gateway()
        self.receivers = {chat: [Receiver() for _ in range(size)] for chat in chats}
        topics: Any = self.gateway.topics
        topics.update({chat: set(some) for chat, some in self.receivers.items()})
        database: Any = None  # nothing is read
        self.delivery = Delivery(self.gateway, MemoryBus(), database, run=self._never)

    def _never(self, work: Awaitable[None]) -> None:
        raise AssertionError("nothing to publish for")


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often an event was encoded."""
    counts: Counter[str] = Counter()

    def counting(event: msgspec.Struct) -> bytes:
        counts[type(event).__name__] += 1
        return event_frame(event)

    monkeypatch.setattr(delivery, "event_frame", counting)
    return counts


def stored(chat: int, seq: int, text: str = "Да") -> Stored:
    return Stored(draft(ChatId(chat), 7, text), seq, seq, _AT)


async def test_a_message_is_encoded_once_and_a_commit_is_one_write(encoded: Counter[str]) -> None:
    audience = Audience([1, 2], size=1000)
    audience.delivery.stored([stored(1, 1), stored(2, 1), stored(1, 2), stored(3, 1)])
    assert encoded == {"MessageEvent": 3}  # of chat 3 nobody here wants to hear
    first = audience.receivers[1]
    assert [len(one.got) for one in first] == [1] * 1000
    assert all(one.got[0] is first[0].got[0] for one in first)
    assert first[0].got[0].count(b'"ev":"message"') == 2
    message = wire.Message(chat=1, seq=2, version=3, sender=7, at=1, text="Иначе")
    audience.delivery.say(MessagesChanged([message]))
    assert encoded == {"MessageEvent": 4}


def test_a_message_event_is_small() -> None:
    """Around the text stand about 110 bytes; what is absent is not written."""
    numbers = 180_388_626_433
    text = "Принял, бригада выезжает к 11:15."
    one = Stored(draft(ChatId(numbers), numbers, text), 1_000_000, 2_000_000, _AT)
    frame = event_frame(delivery.event_of(one))
    assert len(frame) <= len(text.encode()) + 130, frame


def test_the_largest_message_event_is_bounded() -> None:
    entities = [wire.Entity(type="link", offset=0, length=4000, url="https://" + "x" * 2040)] * model.ENTITY_LIMIT
    one = stored(1, 1, "👍" * model.TEXT_LIMIT)
    one.draft.entities = msgspec.json.encode(entities).decode()
    assert len(event_frame(delivery.event_of(one))) < 256 * 1024
