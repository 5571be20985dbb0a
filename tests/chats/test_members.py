"""Settings, comings, goings, roles."""

import asyncio

import pytest
from msgspec import UNSET

from tests.chats.world import World, me, mine
from veche.chats import model
from veche.chats.events import ChatChanged, MemberJoined, MemberLeft, MembershipChanged
from veche.chats.model import Rights
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound, Refused, VecheError
from veche.ground.ids import ActorId, ChatId, Seq


async def test_a_new_title_is_told_to_everybody(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    await world.write(chat, 5)
    card = await world.chats.managing.update_chat(anna, chat, title="Дороги 2027", about="Новое")
    assert (card.title, card.about, card.version, card.changed) == ("Дороги 2027", "Новое", 6, 6)
    (event,) = world.heard(ChatChanged)
    assert (event.chat.title, event.chat.version, event.chat.membership) == ("Дороги 2027", 6, UNSET)
    assert [line.act for line in await world.lines()] == ["created", "title_changed"]


async def test_a_setting_that_changes_nothing_is_not_told(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna, title="Дороги")
    card = await world.chats.managing.update_chat(anna, chat, title="Дороги")
    assert (card.version, world.events) == (0, [])


async def test_what_members_may_do_is_a_setting(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    await world.chats.managing.update_chat(anna, chat, member_rights=Rights.REACT)
    muted = await world.access(chat, boris)
    assert muted is not None
    assert muted.rights == Rights.REACT
    with pytest.raises(Refused, match="rights_beyond_role"):
        await world.chats.managing.update_chat(anna, chat, member_rights=Rights.MANAGE_ROLES)
    with pytest.raises(Refused, match="no_right"):
        await world.chats.managing.update_chat(boris, chat, title="Моё")


async def test_strangers_learn_nothing(world: World) -> None:
    anna, stranger = await world.people(2)
    chat = await world.group(anna)
    managing = world.chats.managing
    attempts = [
        lambda: managing.update_chat(stranger, chat, title="Моё"),
        lambda: managing.add_members(stranger, chat, [me(stranger)]),
        lambda: managing.remove_member(stranger, chat, me(anna)),
        lambda: managing.leave_chat(stranger, chat),
        lambda: managing.set_role(stranger, chat, me(stranger), role="owner"),
        lambda: managing.leave_chat(anna, ChatId(404)),
        lambda: world.chats.keeping.set_pinned(stranger, chat, on=True),
        lambda: world.chats.read_marks.mark_read(stranger, chat, Seq(1)),
        lambda: world.chats.reading.get_chat(stranger, chat),
        lambda: world.chats.reading.list_members(stranger, chat, after=None, limit=10),
        lambda: world.chats.inviting.create_link(stranger, chat),
        lambda: world.chats.inviting.list_links(stranger, chat),
        lambda: world.chats.inviting.answer_request(stranger, chat, me(stranger), accept=True),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound, match="chat_not_found"):
            await attempt()
    assert world.events == []


async def test_adding(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris)
    await world.write(chat, 7)
    card, added = await world.chats.managing.add_members(boris, chat, [me(vera), me(anna), me(vera)])
    assert (added, card.members_count, card.version) == ([me(vera)], 3, 8)
    (came,) = world.heard(MembershipChanged)
    assert (came.actor, came.joined, mine(came.chat).read_seq, came.chat.seq) == (vera.person, True, 7, 7)
    assert world.heard(MemberJoined) == [MemberJoined(chat, vera.person, boris.person)]
    (told,) = world.heard(ChatChanged)
    assert (told.chat.members_count, told.chat.version, told.chat.membership) == (3, 8, UNSET)
    line = (await world.lines())[-1]
    assert (line.act, line.actor, line.actors) == ("members_added", boris.person, [vera.person])
    await world.count_is_right(chat)


async def test_adding_many_is_one_line(world: World) -> None:
    anna, *others = await world.people(21)
    chat = await world.group(anna)
    await world.chats.managing.add_members(anna, chat, [me(other) for other in others])
    assert [len(line.actors) for line in await world.lines()] == [0, 20]
    assert len(world.heard(ChatChanged)) == 1


async def test_nobody_is_added_to_a_dialog(world: World) -> None:
    anna, boris, vera = await world.people(3)
    dialog = ChatId((await world.chats.opening.open_dialog(anna, me(boris))).id)
    for attempt in (
        world.chats.managing.add_members(anna, dialog, [me(vera)]),
        world.chats.managing.leave_chat(anna, dialog),
        world.chats.managing.remove_member(anna, dialog, me(boris)),
        world.chats.managing.update_chat(anna, dialog, title="Наш"),
        world.chats.managing.set_role(anna, dialog, me(boris), role="owner"),
        world.chats.inviting.create_link(anna, dialog),
    ):
        with pytest.raises(Refused, match="not_in_dialog"):
            await attempt


async def test_members_of_an_official_group_do_not_add(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris, mode="official")
    with pytest.raises(Refused, match="no_right"):
        await world.chats.managing.add_members(boris, chat, [me(vera)])


async def test_putting_out(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris, vera)
    await world.chats.managing.remove_member(anna, chat, me(vera))
    assert await world.access(chat, vera) is None
    (left,) = world.heard(MemberLeft)
    assert left == MemberLeft(chat, vera.person, anna.person, 2)
    assert [event.chat.members_count for event in world.heard(ChatChanged)] == [2]
    assert isinstance(world.events[0], MemberLeft), "who is out must not hear what follows"
    line = (await world.lines())[-1]
    assert (line.act, line.actor, line.actors) == ("member_removed", anna.person, [vera.person])
    await world.count_is_right(chat)
    with pytest.raises(NotFound, match="member_not_found"):
        await world.chats.managing.remove_member(anna, chat, me(vera))


async def test_who_was_put_out_comes_back_only_by_those_who_put_out(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris, vera)
    await world.chats.managing.remove_member(anna, chat, me(vera))
    with pytest.raises(Refused, match="member_was_removed"):
        await world.chats.managing.add_members(boris, chat, [me(vera)])
    await world.chats.managing.add_members(anna, chat, [me(vera)])
    assert await world.access(chat, vera) is not None
    await world.count_is_right(chat)


async def test_who_comes_back_starts_anew(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    await world.chats.managing.set_role(anna, chat, me(boris), role="admin")
    await world.chats.keeping.set_archived(boris, chat, on=True)
    await world.chats.managing.leave_chat(boris, chat)
    await world.write(chat, 3)
    await world.chats.managing.add_members(anna, chat, [me(boris)])
    card = mine((await world.chats.reading.get_chat(boris, chat))[0])
    assert (card.role, card.archived, card.read_seq) == ("member", False, 3)


async def test_the_last_owner_hands_over_first(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    for attempt in (
        world.chats.managing.leave_chat(anna, chat),
        world.chats.managing.remove_member(anna, chat, me(anna)),
        world.chats.managing.set_role(anna, chat, me(anna), role="member"),
    ):
        with pytest.raises(Conflict, match="last_owner"):
            await attempt
    row = await world.chats.managing.set_role(anna, chat, me(boris), role="owner")
    assert (row.role, row.rights) == ("owner", Rights.ALL)
    await world.chats.managing.leave_chat(anna, chat)
    assert await world.access(chat, anna) is None


async def test_the_only_member_may_go(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    await world.chats.managing.leave_chat(anna, chat)
    await world.count_is_right(chat)


async def test_two_owners_cannot_leave_past_each_other(world: World) -> None:
    anna, boris, vera = await world.people(3)
    for _ in range(5):
        chat = await world.group(anna, boris, vera)
        await world.chats.managing.set_role(anna, chat, me(boris), role="owner")
        results = await asyncio.gather(
            world.chats.managing.leave_chat(anna, chat),
            world.chats.managing.leave_chat(boris, chat),
            return_exceptions=True,
        )
        assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]
        await world.count_is_right(chat)


async def test_an_owner_leaves_while_another_is_made(world: World) -> None:
    anna, boris, vera = await world.people(3)
    for _ in range(10):
        chat = await world.group(anna, boris, vera)
        await asyncio.gather(
            world.chats.managing.set_role(anna, chat, me(boris), role="owner"),
            world.chats.managing.leave_chat(anna, chat),
            world.chats.managing.leave_chat(boris, chat),
            return_exceptions=True,
        )
        owners = await world.db.fetchval(
            "SELECT count(*) FROM chats_members WHERE chat_id = $1 AND role = 0 AND left_at IS NULL", chat
        )
        assert owners >= 1
        await world.count_is_right(chat)


async def test_roles_are_told_to_whom_they_concern(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    row = await world.chats.managing.set_role(anna, chat, me(boris), role="admin", rights=Rights.POST | Rights.PIN)
    assert (row.actor, row.role, row.rights) == (me(boris), "admin", Rights.POST | Rights.PIN)
    (event,) = world.heard(MembershipChanged)
    assert (event.actor, event.joined, mine(event.chat).own_rights) == (boris.person, False, row.rights)
    assert [event.chat.version for event in world.heard(ChatChanged)] == [1]
    with pytest.raises(Refused, match="no_right"):
        await world.chats.managing.set_role(boris, chat, me(anna), role="member")


async def test_a_post_acts_only_while_held(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    chat = ChatId((await world.chats.opening.create_group(anna, title="Отдел", as_=post)).id)
    await world.chats.managing.add_members(anna, chat, [me(boris)], as_=post)
    with pytest.raises(NotFound, match="chat_not_found"):
        await world.chats.managing.update_chat(anna, chat, title="Моё")
    await world.dismiss(post)
    with pytest.raises(Refused, match="not_your_post"):
        await world.chats.managing.update_chat(anna, chat, title="Моё", as_=post)


async def test_a_channel_does_not_tell_who_comes_and_goes(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.channel(anna)
    await world.chats.managing.add_members(anna, chat, [me(boris), me(vera)])
    await world.chats.managing.leave_chat(boris, chat)
    assert world.heard(ChatChanged) == []
    assert [line.act for line in await world.lines()] == ["created"]
    card = (await world.chats.reading.get_chat(anna, chat))[0]
    assert (card.version, card.members_count) == (0, 2)
    assert [event.actor for event in world.heard(MembershipChanged)] == [boris.person, vera.person]


async def test_nor_does_a_large_group(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    await world.crowd(chat, model.QUIET_ABOVE)
    await world.chats.managing.add_members(anna, chat, [me(boris)])
    await world.chats.managing.remove_member(anna, chat, me(boris))
    assert world.heard(ChatChanged) == []
    assert [line.act for line in await world.lines()] == ["created"]
    await world.chats.managing.update_chat(anna, chat, title="Большой чат")
    assert [event.chat.members_count for event in world.heard(ChatChanged)] == [model.QUIET_ABOVE + 1]


async def test_unknown_people_are_not_added(world: World) -> None:
    anna, gone = await world.people(2)
    chat = await world.group(anna)
    with pytest.raises(NotFound, match="actor_not_found"):
        await world.chats.managing.add_members(anna, chat, [ActorId(777)])
    await world.db.execute("UPDATE identity_actors SET active = false WHERE id = $1", gone.person)
    with pytest.raises(Refused, match="actor_deactivated"):
        await world.chats.managing.add_members(anna, chat, [me(gone)])


async def test_many_add_many_at_once(world: World) -> None:
    """Overlapping additions to several chats at once: no deadlock, no double counting."""
    anna, *others = await world.people(13)
    chats = [await world.group(anna) for _ in range(3)]
    crowd = [me(other) for other in others]

    async def add(chat: ChatId, part: list[ActorId]) -> None:
        await world.chats.managing.add_members(anna, chat, part)

    async def leave(chat: ChatId, other: Asker) -> VecheError | None:
        try:
            await world.chats.managing.leave_chat(other, chat)
        except VecheError as error:
            return error
        return None

    parts = [crowd[:8], crowd[4:], list(reversed(crowd))]
    await asyncio.gather(
        *(add(chat, part) for chat in chats for part in parts),
        *(leave(chat, other) for chat in chats for other in others[:4]),
    )
    for chat in chats:
        await world.count_is_right(chat)
