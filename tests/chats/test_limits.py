"""What one account may do in a day, and what leaves a trace."""

import msgspec
import pytest

from tests.chats.world import World, me
from veche.chats.model import ADDED, LINK_MISSES, NEW_CHATS, NEW_DIALOGS
from veche.ground.errors import NotFound, TooMany
from veche.ground.ids import ActorId


async def test_new_dialogs_are_limited_and_old_ones_open(world: World) -> None:
    anna, old, fresh = await world.people(3)
    await world.chats.opening.open_dialog(anna, me(old))
    await world.limits.take(NEW_DIALOGS, anna.person, times=NEW_DIALOGS.burst - 1)
    with pytest.raises(TooMany, match="too_many_dialogs") as refused:
        await world.chats.opening.open_dialog(anna, me(fresh))
    assert refused.value.retry_after == 60
    await world.chats.opening.open_dialog(anna, me(old))
    await world.chats.opening.open_dialog(anna, me(anna))
    await world.chats.opening.open_dialog(fresh, me(anna))
    world.clock.step(60)
    await world.chats.opening.open_dialog(anna, me(old))


async def test_a_post_is_no_second_account(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    await world.limits.take(NEW_DIALOGS, anna.person, times=NEW_DIALOGS.burst)
    with pytest.raises(TooMany, match="too_many_dialogs"):
        await world.chats.opening.open_dialog(anna, me(boris), as_=post)


async def test_trying_out_ids_is_limited(world: World) -> None:
    anna = await world.person()
    for number in range(NEW_DIALOGS.burst):
        with pytest.raises(NotFound, match="actor_not_found"):
            await world.chats.opening.open_dialog(anna, ActorId(1 + number))
    with pytest.raises(TooMany, match="too_many_dialogs"):
        await world.chats.opening.open_dialog(anna, ActorId(1))


async def test_new_chats_are_limited(world: World) -> None:
    anna = await world.person()
    await world.limits.take(NEW_CHATS, anna.person, times=NEW_CHATS.burst - 1)
    await world.chats.opening.create_channel(anna, title="Новости")
    with pytest.raises(TooMany, match="too_many_chats"):
        await world.chats.opening.create_group(anna, title="Дороги")


async def test_adding_people_is_limited(world: World) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna)
    await world.limits.take(ADDED, anna.person, times=ADDED.burst - 1)
    with pytest.raises(TooMany, match="too_many_added"):
        await world.chats.managing.add_members(anna, chat, [me(boris), me(vera)])
    await world.chats.managing.add_members(anna, chat, [me(boris)])
    with pytest.raises(TooMany, match="too_many_added"):
        await world.chats.opening.create_group(anna, title="Дороги", members=[me(vera)])


async def test_wrong_codes_are_limited(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.group(anna)
    _, code = await world.chats.inviting.create_link(anna, chat)
    await world.limits.take(LINK_MISSES, boris.person, times=LINK_MISSES.burst - 3)
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.view_link(boris, code[:-1])
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.join(boris, code[:-1])
    with pytest.raises(NotFound, match="link_not_found"):
        await world.chats.inviting.join(boris, "?")
    for attempt in (world.chats.inviting.view_link, world.chats.inviting.join):
        with pytest.raises(TooMany, match="too_many_codes"):
            await attempt(boris, code[:-1])
    assert await world.chats.inviting.join(boris, code) is not None


async def test_a_clock_that_ran_ahead_shuts_nobody_out(world: World) -> None:
    anna = await world.person()
    world.clock.step(365 * 86_400)
    await world.limits.take(NEW_CHATS, anna.person)
    world.clock.step(-365 * 86_400)
    await world.limits.take(NEW_CHATS, anna.person, times=NEW_CHATS.burst)
    with pytest.raises(TooMany):
        await world.limits.take(NEW_CHATS, anna.person)


async def test_who_runs_an_official_chat_is_on_record(world: World) -> None:
    anna, boris, vera = await world.people(3)
    official, ordinary = await world.group(anna, boris, vera, mode="official"), await world.group(anna, boris, vera)
    before = await world.db.fetchval("SELECT coalesce(max(id), 0) FROM ground_audit")
    for chat in (official, ordinary):
        await world.chats.managing.set_role(anna, chat, me(boris), role="admin")
        await world.chats.managing.remove_member(boris, chat, me(vera))
    rows = await world.db.fetch(
        "SELECT actor, act, subject, details FROM ground_audit WHERE id > $1 ORDER BY id", before
    )
    assert [(row["actor"], row["act"], row["subject"]) for row in rows] == [
        (anna.person, "chats.set_role", f"chat:{official}"),
        (boris.person, "chats.remove_member", f"chat:{official}"),
    ]
    assert [msgspec.json.decode(row["details"]) for row in rows] == [
        {"as": anna.person, "member": boris.person, "old": "member", "new": "admin", "rights": 127},
        {"as": boris.person, "member": vera.person, "old": "member"},
    ]
