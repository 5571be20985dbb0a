"""Invite links and join requests."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chats.world import World, me, mine
from veche.chats.actions.links import make_code, read_code
from veche.chats.events import JoinRequested, MemberJoined, MembershipChanged
from veche.chats.model import LINKS_LIMIT, Rights
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import MAX_ID, ActorId, ChatId


async def used(world: World, chat: ChatId) -> int:
    number: int = await world.db.fetchval("SELECT sum(used)::int FROM chats_links WHERE chat_id = $1", chat)
    return number


@given(st.integers(1, MAX_ID), st.sampled_from(["", "k1v8ZrTz3mGd0o2p9fQxYwB-_"]))
def test_codes_can_be_read_back(number: int, secret: str) -> None:
    assert read_code(make_code(ChatId(number), secret)) == (number, secret)


@given(st.text(min_size=1, max_size=100))
def test_any_text_is_a_code_or_is_not_found(code: str) -> None:
    try:
        chat, _ = read_code(code)
    except NotFound:
        return
    assert 0 < chat <= MAX_ID


async def test_a_link_lets_in(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    link, code = await world.chats.inviting.create_link(anna, chat)
    seen = await world.chats.inviting.view_link(boris, code)
    assert (seen.title, seen.members_count, seen.chat) == ("Дороги", 1, None)
    card = await world.chats.inviting.join(boris, code)
    assert card is not None
    assert (card.id, card.members_count, mine(card).role) == (chat, 2, "member")
    assert world.heard(MemberJoined) == [MemberJoined(chat, boris.person, boris.person)]
    assert [event.actor for event in world.heard(MembershipChanged)] == [boris.person]
    assert (await world.lines())[-1].act == "member_joined"
    assert (await world.chats.inviting.view_link(boris, code)).chat == chat
    again = await world.chats.inviting.join(boris, code)
    assert again is not None
    assert await used(world, chat) == 1, "who is in already takes no use"
    assert link.uses is None


async def test_only_a_hash_of_the_code_is_kept(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat)
    dump = str(await world.db.fetch("SELECT t::text FROM chats_links t"))
    assert code.split(".")[1] not in dump


async def test_one_use_left_and_ten_come_at_once(world: World) -> None:
    anna, *others = await world.people(11)
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat, uses=1)
    results = await asyncio.gather(
        *(world.chats.inviting.join(other, code) for other in others), return_exceptions=True
    )
    assert sum(isinstance(result, Conflict) for result in results) == 9
    assert await used(world, chat) == 1
    await world.count_is_right(chat)
    assert (await world.chats.reading.get_chat(anna, chat))[0].members_count == 2


async def test_links_expire_and_are_revoked(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    _, short = await world.chats.inviting.create_link(anna, chat, expires_at=world.clock.now() + timedelta(hours=1))
    link, other = await world.chats.inviting.create_link(anna, chat)
    world.clock.step(3601)
    with pytest.raises(Conflict, match="link_expired"):
        await world.chats.inviting.join(boris, short)
    await world.chats.inviting.revoke_link(anna, chat, link.id)
    for code in (other, "zzz", "1.2", make_code(chat, "wrong"), make_code(chat), make_code(ChatId(5), "x"), "ё.1"):
        with pytest.raises(NotFound, match="link_not_found"):
            await world.chats.inviting.join(boris, code)
        with pytest.raises(NotFound, match="link_not_found"):
            await world.chats.inviting.view_link(boris, code)
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.revoke_link(anna, chat, link.id)
    with pytest.raises(BadInput, match="expires_in_past"):
        await world.chats.inviting.create_link(anna, chat, expires_at=world.clock.now())


async def test_links_are_seen_by_those_who_manage(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris, vera)
    first, _ = await world.chats.inviting.create_link(anna, chat)
    second, _ = await world.chats.inviting.create_link(boris, chat)
    assert [link.id for link in await world.chats.inviting.list_links(anna, chat)] == [second.id, first.id]
    assert [link.id for link in await world.chats.inviting.list_links(boris, chat)] == [second.id]
    assert await world.chats.inviting.list_links(vera, chat) == []
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.revoke_link(boris, chat, first.id)
    await world.chats.inviting.revoke_link(anna, chat, second.id)


async def test_there_are_not_endless_links(world: World) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    for _ in range(LINKS_LIMIT):
        await world.chats.inviting.create_link(anna, chat)
    with pytest.raises(Conflict, match="too_many_links"):
        await world.chats.inviting.create_link(anna, chat)


async def test_who_was_put_out_does_not_come_back_by_a_link(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    _, code = await world.chats.inviting.create_link(anna, chat)
    await world.chats.managing.remove_member(anna, chat, me(boris))
    with pytest.raises(Refused, match="you_were_removed"):
        await world.chats.inviting.join(boris, code)


async def test_who_left_comes_back_by_a_link(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris)
    _, code = await world.chats.inviting.create_link(anna, chat)
    await world.chats.managing.leave_chat(boris, chat)
    assert await world.chats.inviting.join(boris, code) is not None
    await world.count_is_right(chat)


async def test_approval(world: World) -> None:
    anna, boris, vera, gleb = await world.people(4)
    chat = await world.group(anna, vera)
    await world.chats.managing.set_role(anna, chat, me(vera), role="admin")
    _, code = await world.chats.inviting.create_link(anna, chat, uses=1, approval=True)
    world.events.clear()
    for _ in range(2):
        assert await world.chats.inviting.join(boris, code) is None
    (asked,) = world.heard(JoinRequested)
    assert (asked.actor, asked.deciders) == (boris.person, [anna.person, vera.person])
    with pytest.raises(Conflict, match="link_used_up"):
        await world.chats.inviting.join(gleb, code)
    requests = await world.chats.inviting.list_requests(vera, chat, after=(world.clock.at - timedelta(1), 0), limit=10)
    assert [request.actor for request in requests] == [me(boris)]
    with pytest.raises(NotFound, match="request_not_found"):
        await world.chats.inviting.answer_request(vera, chat, me(gleb), accept=True)
    await world.chats.inviting.answer_request(vera, chat, me(boris), accept=False)
    assert await world.access(chat, boris) is None
    assert await used(world, chat) == 0, "a refused request gives the use back"
    assert await world.chats.inviting.join(gleb, code) is None
    await world.chats.inviting.answer_request(vera, chat, me(gleb), accept=True)
    assert await world.access(chat, gleb) is not None
    assert await used(world, chat) == 1
    line = (await world.lines())[-1]
    assert (line.act, line.actor, line.actors) == ("members_added", vera.person, [gleb.person])
    await world.count_is_right(chat)


async def test_members_do_not_answer_requests(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, vera)
    _, code = await world.chats.inviting.create_link(anna, chat, approval=True)
    await world.chats.inviting.join(boris, code)
    with pytest.raises(Refused, match="no_right"):
        await world.chats.inviting.answer_request(vera, chat, me(boris), accept=True)
    with pytest.raises(Refused, match="no_right"):
        await world.chats.inviting.list_requests(vera, chat, after=(world.clock.at, 0), limit=10)


async def test_being_added_closes_the_request(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat, uses=3, approval=True)
    await world.chats.inviting.join(boris, code)
    await world.chats.managing.add_members(anna, chat, [me(boris)])
    assert await world.db.fetchval("SELECT count(*) FROM chats_requests") == 0
    assert await used(world, chat) == 0


async def test_two_answer_one_request(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, vera)
    await world.chats.managing.set_role(anna, chat, me(vera), role="admin")
    _, code = await world.chats.inviting.create_link(anna, chat, uses=1, approval=True)
    await world.chats.inviting.join(boris, code)
    results = await asyncio.gather(
        world.chats.inviting.answer_request(anna, chat, me(boris), accept=True),
        world.chats.inviting.answer_request(vera, chat, me(boris), accept=False),
        return_exceptions=True,
    )
    assert sum(isinstance(result, NotFound) for result in results) == 1
    await world.count_is_right(chat)


async def test_a_public_chat_has_a_lasting_code(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, mode="public")
    code = (await world.chats.reading.get_chat(anna, chat))[2]
    assert code is not None
    assert (await world.chats.inviting.view_link(boris, code)).mode == "public"
    assert await world.chats.inviting.join(boris, code) is not None
    await world.chats.managing.remove_member(anna, chat, me(boris))
    with pytest.raises(Refused, match="you_were_removed"):
        await world.chats.inviting.join(boris, code)
    closed = await world.group(anna)
    assert (await world.chats.reading.get_chat(anna, closed))[2] is None
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.join(vera, make_code(closed))


async def test_an_empty_chat_lets_nobody_in(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat)
    await world.chats.managing.leave_chat(anna, chat)
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.join(boris, code)


async def test_a_post_joins(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(boris)
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat)
    card = await world.chats.inviting.join(boris, code, as_=post)
    assert card is not None
    assert mine(card).actor == post
    assert await world.access(chat, boris) is None
    with pytest.raises(Refused, match="not_your_post"):
        await world.chats.inviting.join(anna, code, as_=ActorId(post))


async def test_who_may_not_add_makes_no_links(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna, boris, mode="official")
    with pytest.raises(Refused, match="no_right"):
        await world.chats.inviting.create_link(boris, chat)
    await world.chats.managing.set_role(anna, chat, me(boris), role="member", rights=Rights.INVITE)
    await world.chats.inviting.create_link(boris, chat)


async def test_links_of_somebody_put_out_let_nobody_in(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris)
    _, his = await world.chats.inviting.create_link(boris, chat)
    _, hers = await world.chats.inviting.create_link(anna, chat)
    await world.chats.managing.remove_member(anna, chat, me(boris))
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.join(vera, his)
    assert await world.chats.inviting.join(vera, hers) is not None
