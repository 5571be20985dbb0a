"""Mute, pin, archive, read marks: an actor's own space."""

import asyncio
from datetime import timedelta

import pytest
from msgspec import UNSET

from tests.chats.world import World, me, mine
from veche.chats.events import ChatChanged, MembershipChanged, ReadMarked
from veche.chats.store.cards import memberships_since
from veche.ground.clock import to_ms
from veche.ground.errors import NotFound, Refused, Unavailable
from veche.ground.ids import ChatId, Seq, Version


async def test_switches_concern_only_the_actor(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    until = world.clock.now() + timedelta(hours=8)
    await world.chats.keeping.set_mute(anna, chat, until)
    await world.chats.keeping.set_pinned(anna, chat, on=True)
    card = await world.chats.keeping.set_archived(anna, chat, on=True)
    assert (mine(card).muted_until, mine(card).pinned_at) == (to_ms(until), to_ms(world.clock.now()))
    assert (mine(card).archived, mine(card).version, card.version) == (True, 4, 0)
    assert [(event.actor, event.version) for event in world.heard(MembershipChanged)] == [
        (anna.person, 2),
        (anna.person, 3),
        (anna.person, 4),
    ]
    assert world.heard(ChatChanged) == []
    await world.chats.keeping.set_mute(anna, chat, None)
    await world.chats.keeping.set_pinned(anna, chat, on=False)
    card = await world.chats.keeping.set_archived(anna, chat, on=False)
    assert (mine(card).muted_until, mine(card).pinned_at, mine(card).archived) == (UNSET, UNSET, False)
    untouched = mine((await world.chats.reading.get_chat(boris, chat))[0])
    assert (untouched.version, untouched.archived) == (1, False)


async def test_a_refused_switch_takes_no_version(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    with pytest.raises(NotFound, match="chat_not_found"):
        await world.chats.keeping.set_pinned(boris, chat, on=True)
    assert await world.db.fetchval("SELECT version FROM identity_actors WHERE id = $1", boris.person) == 0


async def test_a_mark_goes_forward_only(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    await world.write(chat, 10)
    mark = world.chats.read_marks.mark_read
    assert await mark(boris, chat, Seq(4)) == 4
    assert await mark(boris, chat, Seq(2)) == 4
    assert await mark(boris, chat, Seq(4)) == 4
    assert await mark(boris, chat, Seq(10**15)) == 10
    assert world.events == [
        ReadMarked(chat, boris.person, 4, 2, peers=True),
        ReadMarked(chat, boris.person, 10, 3, peers=True),
    ]
    assert (await world.chats.reading.get_chat(anna, chat))[1] == 10
    assert (await world.chats.reading.get_chat(boris, chat))[1] == 0
    changes = await memberships_since(world.db, me(boris), since=Version(1), limit=10)
    assert [(mine(card).read_seq, mine(card).version) for card in changes.chats] == [(10, 3)]


async def test_a_channel_does_not_tell_who_has_read(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.channel(anna, boris)
    await world.write(chat, 3)
    await world.chats.read_marks.mark_read(boris, chat, Seq(3))
    assert [event.peers for event in world.heard(ReadMarked)] == [False]


async def test_marks_at_once_are_one_commit(world: World) -> None:
    anna, *others = await world.people(30)
    chats = [await world.group(anna, *others) for _ in range(3)]
    for chat in chats:
        await world.write(chat, 50)
    before = world.db.queries
    asked = [
        world.chats.read_marks.mark_read(other, chat, Seq(seq))
        for seq in (5, 50, 20)
        for chat in chats
        for other in others
    ]
    marks = await asyncio.gather(*asked)
    assert set(marks) == {50}
    assert world.db.queries - before <= 3 * 3, "three statements per commit, and few commits"
    assert len(world.heard(ReadMarked)) == 3 * len(others)


async def test_a_mark_that_moves_nothing_writes_nothing(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    await world.write(chat)
    await world.chats.read_marks.mark_read(anna, chat, Seq(1))
    before = world.db.queries
    await world.chats.read_marks.mark_read(anna, chat, Seq(1))
    assert world.db.queries - before == 1


async def test_devices_race_and_the_furthest_wins(world: World) -> None:
    """Two processes mark at once: the mark never goes back."""
    anna = await world.person()
    chat = await world.group(anna)
    await world.write(chat, 100)
    other = World(world.db)
    await asyncio.gather(
        *(one.chats.read_marks.mark_read(anna, chat, Seq(seq)) for seq in range(1, 101) for one in (world, other))
    )
    assert mine((await world.chats.reading.get_chat(anna, chat))[0]).read_seq == 100
    versions = [event.version for event in (*world.heard(ReadMarked), *other.heard(ReadMarked))]
    assert len(versions) == len(set(versions))


async def test_strangers_among_others_do_not_spoil_the_batch(world: World) -> None:
    anna, stranger = await world.people(2)
    chat = await world.group(anna)
    await world.write(chat, 2)
    mark = world.chats.read_marks.mark_read
    results = await asyncio.gather(mark(anna, chat, Seq(2)), mark(stranger, chat, Seq(2)), return_exceptions=True)
    assert results[0] == 2
    assert isinstance(results[1], NotFound)


async def test_a_failing_database_is_told_and_the_next_mark_works(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    await world.write(chat)

    async def fails(*_: object) -> list[object]:
        raise Unavailable("unavailable", retry_after=1)

    with monkeypatch.context() as patch:
        patch.setattr(world.db, "fetch", fails)
        with pytest.raises(Unavailable):
            await world.chats.read_marks.mark_read(anna, chat, Seq(1))
    assert await world.chats.read_marks.mark_read(anna, chat, Seq(1)) == 1


async def test_a_post_reads_for_itself(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    chat = ChatId((await world.chats.opening.create_group(anna, title="Отдел", members=[me(anna)], as_=post)).id)
    await world.write(chat, 5)
    await world.chats.read_marks.mark_read(anna, chat, Seq(5), as_=post)
    assert mine((await world.chats.reading.get_chat(anna, chat, as_=post))[0]).read_seq == 5
    assert mine((await world.chats.reading.get_chat(anna, chat))[0]).read_seq == 0
    with pytest.raises(Refused, match="not_your_post"):
        await world.chats.read_marks.mark_read(boris, chat, Seq(5), as_=post)
