"""Dialogs, groups, channels come to be."""

import asyncio

import pytest
from msgspec import UNSET

from tests.chats.world import World, decode_again, me, mine
from veche.chats.events import ChatCreated, MembershipChanged
from veche.chats.model import Rights
from veche.ground.errors import BadInput, NotFound, NotYet, Refused
from veche.ground.ids import ActorId


async def test_a_dialog_is_one_for_both(world: World) -> None:
    anna, boris = await world.people(2)
    first = await world.chats.opening.open_dialog(anna, me(boris))
    second = await world.chats.opening.open_dialog(boris, me(anna))
    assert first.id == second.id
    assert (first.kind, first.members_count, first.peer, second.peer) == ("dialog", 2, boris.person, anna.person)
    assert mine(first).rights == Rights.POST | Rights.REACT | Rights.PIN
    assert mine(second).actor == boris.person


async def test_a_dialog_announces_itself_once(world: World) -> None:
    anna, boris = await world.people(2)
    for _ in range(2):
        await world.chats.opening.open_dialog(anna, me(boris))
    assert [set(event.actors) for event in world.heard(ChatCreated)] == [{anna.person, boris.person}]
    joined = world.heard(MembershipChanged)
    assert {event.actor for event in joined} == {anna.person, boris.person}
    assert all(event.joined and event.version == 1 and event.chat.seq == 0 for event in joined)
    assert [decode_again(event) for event in joined] == joined
    assert await world.lines() == []


async def test_saved_messages_are_the_dialog_with_oneself(world: World) -> None:
    anna = await world.person()
    chat = await world.chats.opening.open_dialog(anna, me(anna))
    again = await world.chats.opening.open_dialog(anna, me(anna))
    assert (chat.id, chat.members_count, chat.peer) == (again.id, 1, anna.person)
    await world.count_is_right(chat.id)  # type: ignore[arg-type]


async def test_twenty_open_one_dialog_at_once(world: World) -> None:
    anna, boris = await world.people(2)
    both = [(anna, me(boris)), (boris, me(anna))] * 10
    chats = await asyncio.gather(*(world.chats.opening.open_dialog(one, other) for one, other in both))
    assert len({chat.id for chat in chats}) == 1
    assert len(world.heard(ChatCreated)) == 1
    assert await world.db.fetchval("SELECT count(*) FROM chats_chats") == 1
    assert await world.db.fetchval("SELECT count(*) FROM chats_members") == 2


async def test_a_dialog_needs_somebody(world: World) -> None:
    anna, gone = await world.people(2)
    with pytest.raises(NotFound, match="actor_not_found"):
        await world.chats.opening.open_dialog(anna, ActorId(12345))
    await world.db.execute("UPDATE identity_actors SET active = false WHERE id = $1", gone.person)
    with pytest.raises(Refused, match="actor_deactivated"):
        await world.chats.opening.open_dialog(anna, me(gone))


async def test_a_post_has_its_own_dialogs(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    official = await world.chats.opening.open_dialog(anna, me(boris), as_=post)
    private = await world.chats.opening.open_dialog(anna, me(boris))
    assert official.id != private.id
    assert (await world.chats.opening.open_dialog(boris, post)).id == official.id
    with pytest.raises(Refused, match="not_your_post"):
        await world.chats.opening.open_dialog(boris, me(anna), as_=post)
    await world.dismiss(post)
    with pytest.raises(Refused, match="not_your_post"):
        await world.chats.opening.open_dialog(anna, me(boris), as_=post)


async def test_a_group_starts_with_its_members(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.chats.opening.create_group(
        anna, title="  Дороги  и тротуары ", about="Заявки\n", members=[me(boris), me(vera), me(boris), me(anna)]
    )
    assert (chat.kind, chat.mode, chat.title, chat.about) == ("group", "ordinary", "Дороги и тротуары", "Заявки")
    assert (chat.members_count, chat.version, chat.seq, chat.peer) == (3, 0, 0, UNSET)
    assert (mine(chat).role, mine(chat).rights) == ("owner", Rights.ALL)
    joined = world.heard(MembershipChanged)
    assert {(event.actor, mine(event.chat).role) for event in joined} == {
        (anna.person, "owner"),
        (boris.person, "member"),
        (vera.person, "member"),
    }
    assert world.heard(ChatCreated)[0].chat.membership is UNSET
    (line,) = await world.lines()
    assert (line.act, line.title, line.actors) == ("created", "Дороги и тротуары", [boris.person, vera.person])
    await world.count_is_right(chat.id)  # type: ignore[arg-type]


async def test_a_channel_lets_few_write(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.channel(anna, boris)
    writer, reader = await world.access(chat, anna), await world.access(chat, boris)
    assert writer is not None
    assert reader is not None
    assert writer.may(Rights.POST)
    assert reader.rights == Rights.REACT
    assert [line.actors for line in await world.lines()] == [[]]


async def test_modes(world: World) -> None:
    anna = await world.person()
    for mode in ("ordinary", "official", "public"):
        assert (await world.chats.opening.create_group(anna, title="Чат", mode=mode)).mode == mode
    for mode in ("private", "recorded"):
        with pytest.raises(NotYet, match="mode_not_available"):
            await world.chats.opening.create_group(anna, title="Чат", mode=mode)  # type: ignore[arg-type]
    assert await world.db.fetchval("SELECT count(*) FROM chats_chats") == 3


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("   ", "name_empty"),
        ("Мэр\u202eтидо", "name_bidi"),
        ("а" * 201, "text_too_long"),
        ("a\x00b", "text_control"),
        ("a\ud800", "text_surrogate"),
    ],
)
async def test_bad_titles(world: World, title: str, code: str) -> None:
    anna = await world.person()
    with pytest.raises(BadInput, match=code):
        await world.chats.opening.create_group(anna, title=title)


async def test_unknown_members_stop_the_whole_group(world: World) -> None:
    anna = await world.person()
    with pytest.raises(NotFound, match="actor_not_found") as caught:
        await world.chats.opening.create_group(anna, title="Чат", members=[ActorId(555)])
    assert caught.value.details == {"actors": [555]}
    assert await world.db.fetchval("SELECT count(*) FROM chats_chats") == 0
    assert world.events == []


async def test_a_post_makes_a_group(world: World) -> None:
    anna = await world.person()
    post = await world.post(anna)
    chat = await world.chats.opening.create_group(anna, title="Отдел", mode="official", as_=post)
    assert (mine(chat).actor, chat.created_by) == (post, post)
