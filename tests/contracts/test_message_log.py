"""What a log of messages promises, on every implementation; and the queue in front of it, when the log misbehaves."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence

import msgspec
import pytest

from bench.counting import CountingLog
from tests.chats.world import World, me
from veche.chats.model import Rights
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Unavailable, VecheError
from veche.ground.ids import ActorId, ChatId
from veche.messages import Log, PostgresLog, Sender, model, wire
from veche.messages.model import Draft, Stored
from veche.messages.store.log import Outcome

_cids = itertools.count(1)


def draft(chat: int, sender: int, text: str = "Слово", *, cid: str = "", person: int = 0, reply_to: int = 0) -> Draft:
    return Draft(
        chat=ChatId(chat),
        sender=ActorId(sender),
        person=person or sender,
        key=model.client_key(sender, cid or f"auto{next(_cids)}"),
        text=text,
        done=lambda _: None,
        reply_to=reply_to or None,
    )


def said(outcomes: Sequence[Outcome]) -> list[int | str]:
    """The seq, or the code of the refusal."""
    return [outcome.seq if isinstance(outcome, Stored) else outcome.code for outcome in outcomes]


class Scene:
    """Two groups and who is in them."""

    def __init__(self, world: World, people: list[Asker], chats: list[ChatId]) -> None:
        self.world = world
        self.owner, self.boris, self.stranger = people
        self.one, self.two = chats

    async def bodies(self, chat: int) -> list[str]:
        rows = await self.world.db.fetch(
            "SELECT seq, body FROM messages_messages WHERE chat_id = $1 ORDER BY seq", chat
        )
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        return [row["body"] for row in rows]


@pytest.fixture
async def scene(database: Database) -> Scene:
    world = World(database)
    people = await world.people(3)
    chats = [await world.group(people[0], people[1]) for _ in range(2)]
    return Scene(world, people, chats)


@pytest.fixture(params=["postgres", "counting"])
def any_log(request: pytest.FixtureRequest, scene: Scene) -> Log:
    clock = scene.world.clock
    return PostgresLog(scene.world.db, clock) if request.param == "postgres" else CountingLog(clock)


@pytest.fixture
def log(scene: Scene) -> PostgresLog:
    return PostgresLog(scene.world.db, scene.world.clock)


# -- every implementation


async def test_one_outcome_per_draft_and_numbers_without_holes(any_log: Log, scene: Scene) -> None:
    chats = [scene.one, scene.two, scene.one, scene.one, scene.two]
    for turn in range(2):
        drafts = [draft(chat, scene.owner.person) for chat in chats]
        outcomes = await any_log.append(drafts)
        assert said(outcomes) == [turn * size + step for size, step in ((3, 1), (2, 1), (3, 2), (3, 3), (2, 2))]
        for given, outcome in zip(drafts, outcomes, strict=True):
            assert isinstance(outcome, Stored)
            assert outcome.draft is given
            assert outcome.version >= outcome.seq
            assert not outcome.duplicate


async def test_versions_grow_with_seq(any_log: Log, scene: Scene) -> None:
    outcomes = []
    for size in (1, 7, 2):
        outcomes += await any_log.append([draft(scene.one, scene.owner.person) for _ in range(size)])
    versions = [outcome.version for outcome in outcomes if isinstance(outcome, Stored)]
    assert versions == sorted(set(versions))
    assert await any_log.append([]) == []


# -- the log in PostgreSQL


async def test_a_repeat_is_found_and_written_once(log: PostgresLog, scene: Scene) -> None:
    first = [draft(scene.one, scene.owner.person, f"{n}", cid=f"{n}") for n in range(5)]
    stored = await log.append(first)
    for repeated in (False, True):
        again = [draft(scene.one, scene.owner.person, f"{n}", cid=f"{n}") for n in range(7)]
        outcomes = await log.append(again, repeated=repeated)
        assert said(outcomes) == [1, 2, 3, 4, 5, 6, 7]
        for one, other in zip(stored, outcomes, strict=False):
            assert isinstance(one, Stored)
            assert isinstance(other, Stored)
            assert (one.seq, one.version, one.at) == (other.seq, other.version, other.at)
            assert other.duplicate
    assert await scene.bodies(scene.one) == [f"{n}" for n in range(7)]


async def test_a_client_id_used_for_something_else_is_refused(log: PostgresLog, scene: Scene) -> None:
    who = scene.owner.person
    await log.append([draft(scene.one, who, "Первое"), draft(scene.one, who, "Раз", cid="x")])
    other_words = draft(scene.one, who, "Два", cid="x")
    other_reply = draft(scene.one, who, "Раз", cid="x", reply_to=1)
    other_look = draft(scene.one, who, "Раз", cid="x")
    other_look.entities = msgspec.json.encode([wire.Entity(type="bold", offset=0, length=3)]).decode()
    for changed in (other_words, other_reply, other_look):
        assert said(await log.append([changed, draft(scene.one, who, "Раз", cid="x")])) == ["cid_reused", 2]
        # The same within one batch, before anything is written.
        changed.key = model.client_key(who, f"new{next(_cids)}")
        plain = draft(scene.two, who, "Раз")
        plain.chat, plain.key = changed.chat, changed.key
        outcomes = await log.append([plain, changed])
        assert said(outcomes)[1] == "cid_reused"
    # The same client id of another sender, and in another chat, is another message.
    free = [draft(scene.one, scene.boris.person, "Три", cid="x"), draft(scene.two, who, "Три", cid="x")]
    assert all(isinstance(outcome, Stored) for outcome in await log.append(free))


async def test_refusals_leave_no_hole(log: PostgresLog, scene: Scene) -> None:
    world, who = scene.world, scene.owner.person
    await world.chats.managing.set_role(scene.owner, scene.one, me(scene.boris), role="member", rights=Rights.REACT)
    post = await world.post(scene.stranger)
    drafts = [
        draft(scene.one, who, "Раз"),
        draft(scene.one, scene.stranger.person),
        draft(scene.one, who, "Два", reply_to=1),
        draft(scene.one, scene.boris.person),
        draft(scene.one, who, reply_to=99),
        draft(scene.one + 1, who),
        draft(scene.one, post, person=who),  # a post of somebody else
        draft(scene.one, post, person=scene.stranger.person),  # his own post, which is not in the chat
        draft(scene.one, who, "Три", cid="t"),
        draft(scene.one, who, "Три", cid="t"),
        draft(scene.two, scene.boris.person, "Там можно"),
    ]
    await log.append([draft(scene.one, who, "Ноль")])
    codes = [2, "chat_not_found", 3, "no_right", "reply_not_found", "chat_not_found", "not_your_post"]
    assert said(await log.append(drafts)) == [*codes, "chat_not_found", 4, 4, 1]
    assert await scene.bodies(scene.one) == ["Ноль", "Раз", "Два", "Три"]


async def test_both_paths_refuse_the_same(log: PostgresLog, scene: Scene) -> None:
    """The quick statement knows the rules of its own; whoever gets through it gets through the careful look too."""
    world = scene.world
    post = await world.post(scene.boris)
    await world.chats.managing.add_members(scene.owner, scene.one, [post])
    channel = await world.channel(scene.owner, scene.boris)
    dialog = ChatId((await world.chats.opening.open_dialog(scene.owner, me(scene.boris))).id)
    await world.chats.managing.update_chat(scene.owner, scene.two, member_rights=Rights.REACT)
    people = [who.person for who in (scene.owner, scene.boris, scene.stranger)]
    senders = [(person, person) for person in people] + [(post, person) for person in people]

    async def compare() -> set[str]:
        seen = set()
        for chat in (scene.one, scene.two, channel, dialog):
            for sender, person in senders:
                outcomes = []
                for repeated in (False, True):
                    (outcome,) = await log.append([draft(chat, sender, person=person)], repeated=repeated)
                    outcomes.append("stored" if isinstance(outcome, Stored) else outcome.code)
                assert outcomes[0] == outcomes[1], (chat, sender, person)
                seen.add(outcomes[0])
        return seen

    assert await compare() == {"stored", "chat_not_found", "no_right", "not_your_post"}
    await world.dismiss(post)
    await world.chats.managing.remove_member(scene.owner, scene.one, me(scene.boris))
    await compare()
    assert said(await log.append([draft(scene.one, post, person=scene.boris.person)])) == ["not_your_post"]
    assert said(await log.append([draft(scene.one, scene.boris.person)])) == ["chat_not_found"]


async def test_two_logs_write_one_order(scene: Scene, dsn: str) -> None:
    """Two processes, many batches over both chats at once: no hole, nothing twice, no deadlock."""
    other = await Database.open(dsn, size=4)
    logs = [PostgresLog(db, scene.world.clock) for db in (scene.world.db, other)]

    async def write(number: int) -> Sequence[Outcome]:
        order = [scene.one, scene.two] if number % 2 else [scene.two, scene.one]
        drafts = [draft(chat, scene.owner.person, f"{number}", cid=f"{number}") for chat in order]
        drafts.append(draft(scene.one, scene.owner.person, "общее", cid="одно на всех"))
        return await logs[number % 2].append(drafts)

    outcomes = await asyncio.gather(*(write(number) for number in range(60)))
    await other.close()
    for chat, size in ((scene.one, 61), (scene.two, 60)):
        assert len(await scene.bodies(chat)) == size
    shared = {some[2].seq for some in outcomes if isinstance(some[2], Stored)}
    assert len(shared) == 1


async def test_who_was_put_out_says_nothing_after_that(log: PostgresLog, scene: Scene) -> None:
    """Batches and a removal at the same time: every word of his has a version below that of the removal."""
    writing = [log.append([draft(scene.one, scene.boris.person) for _ in range(3)]) for _ in range(30)]
    removing = scene.world.chats.managing.remove_member(scene.owner, scene.one, me(scene.boris))
    await asyncio.gather(*writing[:15], removing, *writing[15:])
    newest = await scene.world.db.fetchval(
        "SELECT max(version) FROM messages_messages WHERE chat_id = $1 AND sender_id = $2",
        scene.one,
        scene.boris.person,
    )
    removed = await scene.world.db.fetchval("SELECT version FROM chats_chats WHERE id = $1", scene.one)
    assert (newest or 0) < removed


# -- the queue in front of a log


class FlakyLog:
    """Writes, and loses its answer on the way; or does not get to the database at all."""

    def __init__(self, log: Log, *, lose: int = 0, absent: int = 0) -> None:
        self._log, self.lose, self.absent = log, lose, absent
        self.batches: list[int] = []

    async def append(self, drafts: Sequence[Draft], *, repeated: bool = False) -> list[Outcome]:
        self.batches.append(len(drafts))
        if self.absent:
            self.absent -= 1
            raise Unavailable("unavailable")
        outcomes = await self._log.append(drafts, repeated=repeated)
        if self.lose:
            self.lose -= 1
            raise Unavailable("unavailable")
        return outcomes


class Queue:
    """A sender on a log, and what it announced."""

    def __init__(self, log: Log) -> None:
        self.told: list[tuple[int, str]] = []
        self.sender = Sender(log, announce=self._announce)

    def _announce(self, stored: list[Stored]) -> None:
        self.told += [(one.seq, one.draft.text) for one in stored]

    async def say(self, *drafts: Draft) -> list[int | str]:
        answers = await asyncio.gather(*(self.sender.send(one) for one in drafts), return_exceptions=True)
        return [one.seq if isinstance(one, Stored) else getattr(one, "code", repr(one)) for one in answers]

    async def __aenter__(self) -> Queue:
        self.sender.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.sender.stop()


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The back-off of the queue takes no time."""
    at_once = asyncio.sleep

    async def quick(_: float) -> None:
        await at_once(0)

    monkeypatch.setattr("veche.messages.actions.sending.asyncio.sleep", quick)


async def test_a_commit_whose_answer_was_lost_is_one_message_and_is_told(
    log: PostgresLog, scene: Scene, no_waiting: None
) -> None:
    async with Queue(FlakyLog(log, lose=2)) as queue:
        drafts = [draft(scene.one, scene.owner.person, f"{n}") for n in range(3)]
        assert await queue.say(*drafts) == [1, 2, 3]
        assert queue.told == [(1, "0"), (2, "1"), (3, "2")]  # the others have not heard of it before
        assert await queue.say(draft(scene.one, scene.owner.person, "дальше")) == [4]
    assert await scene.bodies(scene.one) == ["0", "1", "2", "дальше"]


async def test_a_database_that_is_away_for_a_moment_is_waited_for_and_for_long_is_told(
    log: PostgresLog, scene: Scene, no_waiting: None
) -> None:
    flaky = FlakyLog(log, absent=5)
    async with Queue(flaky) as queue:
        assert await queue.say(draft(scene.one, scene.owner.person)) == [1]
        flaky.absent = 10**6
        assert await queue.say(draft(scene.one, scene.owner.person)) == ["unavailable"]
        flaky.absent = 0
        assert await queue.say(draft(scene.one, scene.owner.person)) == [2]


async def test_one_draft_that_cannot_be_written_takes_nobody_along(log: PostgresLog, scene: Scene) -> None:
    async with Queue(log) as queue:
        impossible = draft(scene.one, scene.owner.person, "нуль \x00 в тексте")  # what no request lets through
        good = [draft(scene.one, scene.owner.person, f"{n}") for n in range(4)]
        assert await queue.say(*good[:2], impossible, *good[2:]) == [1, 2, "broken", 3, 4]
        assert [text for _, text in queue.told] == ["0", "1", "2", "3"]


async def test_one_who_cannot_be_answered_keeps_no_answer_from_the_others(log: PostgresLog, scene: Scene) -> None:
    def fails(_: Stored | VecheError) -> None:
        raise RuntimeError("the socket is broken")

    async with Queue(log) as queue:
        broken = draft(scene.one, scene.owner.person, "0")
        broken.done = fails
        queue.sender.take(broken)
        assert await queue.say(draft(scene.one, scene.owner.person, "1")) == [2]
        assert await queue.say(draft(scene.one, scene.owner.person, "2")) == [3]
    assert [text for _, text in queue.told] == ["0", "1", "2"]


async def test_what_is_queued_is_written_before_the_end_and_nothing_is_taken_after(
    log: PostgresLog, scene: Scene
) -> None:
    outcomes: list[Stored | VecheError] = []
    async with Queue(log) as queue:
        for _ in range(50):
            one = draft(scene.one, scene.owner.person)
            one.done = outcomes.append
            queue.sender.take(one)
    assert said(outcomes) == list(range(1, 51))
    late = draft(scene.one, scene.owner.person)
    late.done = outcomes.append
    queue.sender.take(late)
    assert said(outcomes)[-1] == "unavailable"


async def test_a_database_that_is_away_does_not_hold_up_the_end(log: PostgresLog, scene: Scene) -> None:
    flaky = FlakyLog(log, absent=10**6)
    outcomes: list[Stored | VecheError] = []
    async with asyncio.timeout(5):
        async with Queue(flaky) as queue:
            one = draft(scene.one, scene.owner.person)
            one.done = outcomes.append
            queue.sender.take(one)
    assert said(outcomes) == ["unavailable"]


async def test_what_queues_up_while_a_commit_runs_is_the_next_batch(log: PostgresLog, scene: Scene) -> None:
    flaky = FlakyLog(log)
    async with Queue(flaky) as queue:
        await queue.say(*(draft(scene.one, scene.owner.person) for _ in range(500)))
    assert sum(flaky.batches) == 500
    assert len(flaky.batches) <= 3
