"""The door: what messages and sockets ask of chats."""

import asyncio
import itertools
import random
from datetime import timedelta

from msgspec import UNSET

from tests.chats.world import World, me, mine
from veche import chats
from veche.chats.model import Rights
from veche.ground.ids import ChatId, Version


async def test_versions_are_taken_for_many_chats_in_one_statement(world: World) -> None:
    anna = await world.person()
    first, second, third = [await world.group(anna) for _ in range(3)]
    now = world.clock.now() + timedelta(seconds=10)
    async with world.db.transaction() as conn:
        await chats.lock_heads(conn, [third, first, second])
        before = world.db.queries
        taken = await chats.take_versions(conn, [(first, 3, 3), (second, 0, 1), (ChatId(404), 1, 1)], now)
        assert world.db.queries - before == 1
    assert {chat: (head.seq, head.version) for chat, head in taken.items()} == {first: (3, 3), second: (0, 1)}
    assert taken[first].last_at == now
    assert taken[second].last_at < now, "only a new message moves a chat in lists"


async def test_time_in_a_chat_never_goes_back(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    later, earlier = world.clock.now() + timedelta(seconds=10), world.clock.now() - timedelta(seconds=10)
    async with world.db.transaction() as conn:
        await chats.take_versions(conn, [(chat, 1, 1)], later)
        head = (await chats.take_versions(conn, [(chat, 1, 1)], earlier))[chat]
    assert (head.seq, head.last_at) == (2, later)


async def test_batches_in_any_order_do_not_block_each_other(world: World) -> None:
    anna = await world.person()
    rooms = [await world.group(anna) for _ in range(6)]
    order = random.Random(7)

    async def batch() -> None:
        mixed = order.sample(rooms, 5)
        async with world.db.transaction() as conn:
            await chats.lock_heads(conn, mixed)
            await chats.take_versions(conn, [(chat, 1, 1) for chat in mixed], world.clock.now())

    await asyncio.gather(*(batch() for _ in range(40)))
    cards = await chats.chats_cards(world.db, rooms)
    assert sum(card.seq for card in cards.values()) == 200
    assert all(card.seq == card.version for card in cards.values())


async def test_rights_of_many_in_one_statement(world: World) -> None:
    anna, boris, vera = await world.people(3)
    group, channel = await world.group(anna, boris), await world.channel(anna, boris)
    await world.chats.managing.leave_chat(boris, group)
    pairs = list(itertools.product([group, channel, ChatId(404)], [me(anna), me(boris), me(vera)]))
    before = world.db.queries
    rights = await chats.rights_of(world.db, pairs)
    assert world.db.queries - before == 1
    assert {(pair[0], pair[1]): access.rights for pair, access in rights.items()} == {
        (group, me(anna)): Rights.ALL,
        (channel, me(anna)): Rights.ALL,
        (channel, me(boris)): Rights.REACT,
    }
    assert rights[channel, me(boris)].kind == "channel"
    assert rights[channel, me(boris)].quiet


async def test_a_removal_and_a_sending_do_not_cross(world: World) -> None:
    """Who holds the head reads rights that stay true until his commit."""
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    order: list[str] = []

    async def send() -> None:
        async with world.db.transaction() as conn:
            await chats.lock_heads(conn, [chat])
            started.set()
            pair = (chat, me(boris))
            assert pair in await chats.rights_of(conn, [pair])
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while not await conn.fetchval(waiting):
                continue
            assert pair in await chats.rights_of(conn, [pair])
            await chats.take_versions(conn, [(chat, 1, 1)], world.clock.now())
            order.append("sent")

    async def remove() -> None:
        await started.wait()
        await world.chats.managing.remove_member(anna, chat, me(boris))
        order.append("removed")

    started = asyncio.Event()
    await asyncio.gather(send(), remove())
    assert order == ["sent", "removed"]
    assert await chats.rights_of(world.db, [(chat, me(boris))]) == {}
    head = (await chats.chats_cards(world.db, [chat]))[chat]
    assert (head.seq, head.version) == (1, 2)


async def test_memberships_for_an_opened_socket(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    group = await world.group(anna, boris)
    work = ChatId((await world.chats.opening.create_group(anna, title="Отдел", as_=post)).id)
    left = await world.group(boris, anna)
    await world.chats.managing.leave_chat(anna, left)
    await world.write(group, 4)
    before = world.db.queries
    memberships = await chats.memberships_for(world.db, [me(anna), post])
    assert world.db.queries - before == 1
    found = {one.chat: one for one in memberships}
    assert set(found) == {group, work}
    assert (found[group].actor, found[group].role, found[group].rights) == (me(anna), "owner", Rights.ALL)
    assert (found[group].seq, found[group].chat_version, found[group].read_seq) == (4, 4, 0)
    assert found[work].actor == post


async def test_changes_of_an_actor_come_in_pages_that_do_not_cut_a_version(world: World) -> None:
    anna, boris = await world.people(2)
    rooms = [await world.group(anna, boris, title=str(number)) for number in range(5)]
    await world.db.execute("UPDATE chats_members SET version = 3 WHERE actor_id = $1 AND version = 4", anna.person)
    seen: list[int] = []
    since, more = Version(0), True
    while more:
        page = await chats.memberships_since(world.db, me(anna), since=since, limit=3)
        seen += [chat.id for chat in page.chats]
        since, more = page.version, page.more
    assert sorted(seen) == sorted(rooms)
    assert len(seen) == 5
    assert since == 5


async def test_a_device_that_returns_learns_what_is_gone(world: World) -> None:
    anna, boris = await world.people(2)
    stays, goes = await world.group(anna, boris), await world.group(anna, boris)
    version = Version(2)
    assert (await chats.memberships_since(world.db, me(boris), since=version, limit=10)).chats == []
    await world.chats.managing.remove_member(anna, goes, me(boris))
    await world.chats.keeping.set_pinned(boris, stays, on=True)
    changes = await chats.memberships_since(world.db, me(boris), since=version, limit=10)
    assert ([chat.id for chat in changes.chats], changes.gone, changes.version) == ([stays], [goes], 4)
    await world.chats.managing.add_members(anna, goes, [me(boris)])
    changes = await chats.memberships_since(world.db, me(boris), since=changes.version, limit=10)
    assert ([chat.id for chat in changes.chats], changes.gone) == ([goes], [])
    assert mine(changes.chats[0]).role == "member"


async def test_cards_and_members(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris, vera)
    cards = await chats.chats_cards(world.db, [chat, ChatId(404)])
    assert list(cards) == [chat]
    assert cards[chat].membership is UNSET
    assert await chats.member_ids(world.db, chat, limit=2) == [me(anna), me(boris)]
    await world.chats.managing.leave_chat(boris, chat)
    assert await chats.member_ids(world.db, chat, limit=10) == [me(anna), me(vera)]


async def test_the_database_knows_the_same_rule_who_may_post(world: World) -> None:
    """`chats_may_not_post` spares the path of every message a round trip; it must say what `effective_rights` says."""
    anna, boris = await world.people(2)
    rooms = [await world.group(anna, boris), await world.channel(anna, boris)]
    cases = itertools.product(
        rooms, (0, 1, 2), (None, 0, Rights.POST, Rights.ALL), (0, Rights.POST, Rights.ALL), (True, False)
    )
    for chat, role, own, member_rights, active in cases:
        await world.db.execute(
            "UPDATE chats_members SET role = $3, rights = $4, left_at = CASE WHEN $5 THEN NULL ELSE joined_at END"
            " WHERE chat_id = $1 AND actor_id = $2",
            chat,
            boris.person,
            role,
            own,
            active,
        )
        await world.db.execute("UPDATE chats_chats SET member_rights = $2 WHERE id = $1", chat, member_rights)
        refused = await world.db.fetch("SELECT * FROM chats_may_not_post($1, $2)", [chat], [boris.person])
        access = await world.access(chat, boris)
        assert bool(refused) == (access is None or not access.may(Rights.POST)), (role, own, member_rights, active)
