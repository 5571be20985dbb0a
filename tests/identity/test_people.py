"""What administrators do with people."""

import asyncio

import pytest

from tests.builders import PASSWORD, Town
from veche.directory import holders_of, may_act_as
from veche.directory.events import PostHolderChanged
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, SignedOut
from veche.ground.ids import PersonId
from veche.identity.events import ActorChanged, DeviceRevoked, MeChanged


async def test_a_leaver_is_out_at_once_and_his_posts_are_vacant(town: Town) -> None:
    anna = await town.person("Анна", login="anna")
    token = await town.token("anna")
    posts = [await town.post(f"Должность {number}", holder=anna) for number in range(2)]
    await town.identity.people.deactivate(town.admin, anna.person)
    with pytest.raises(SignedOut):
        await town.asker(token)
    assert await holders_of(town.database, posts) == {}
    own, *held = await town.cards(anna.person, *posts)
    assert own.name == "Анна"
    assert own.deactivated
    assert [(card.name, card.vacant) for card in held] == [("", True)] * 2
    assert town.heard(DeviceRevoked)[-1].reason == "person_deactivated"
    assert len(town.heard(DeviceRevoked)[-1].devices) == 2
    assert [event.old for event in town.heard(PostHolderChanged)][-2:] == [anna.person] * 2
    assert town.heard(ActorChanged)[-3].card.deactivated


async def test_once_out_is_out(town: Town) -> None:
    anna = await town.person()
    await town.identity.people.deactivate(town.admin, anna.person)
    before = len(town.events)
    await town.identity.people.deactivate(town.admin, anna.person)
    assert len(town.events) == before


async def test_back_again_without_posts(town: Town) -> None:
    anna = await town.person(login="anna", administrator=True)
    post = await town.post(holder=anna)
    await town.identity.people.deactivate(town.admin, anna.person)
    await town.identity.people.reactivate(town.admin, anna.person)
    asker = await town.asker(await town.token("anna"))
    assert not asker.administrator
    refusal = await may_act_as(town.database, asker.person, post)
    assert refusal is not None
    assert refusal.code == "not_your_post"


async def test_administrators_come_and_go(town: Town) -> None:
    anna = await town.person(login="anna")
    token = await town.token("anna")
    assert not (await town.asker(token)).administrator
    await town.identity.people.set_administrator(town.admin, anna.person, on=True)
    assert (await town.asker(token)).administrator
    assert town.heard(MeChanged) == [MeChanged(anna.person)]
    await town.identity.people.set_administrator(anna, town.admin.person, on=False)
    with pytest.raises(Refused, match="administrators_only"):
        await town.identity.people.set_administrator(town.admin, town.admin.person, on=True)


async def test_the_last_administrator_stays(town: Town) -> None:
    with pytest.raises(Conflict, match="last_administrator"):
        await town.identity.people.set_administrator(town.admin, town.admin.person, on=False)
    with pytest.raises(Conflict, match="last_administrator"):
        await town.identity.people.deactivate(town.admin, town.admin.person)


async def test_two_who_remove_each_other_do_not_leave_none(town: Town) -> None:
    anna = await town.person(administrator=True)
    set_administrator = town.identity.people.set_administrator
    outcomes = await asyncio.gather(
        set_administrator(town.admin, anna.person, on=False),
        set_administrator(anna, town.admin.person, on=False),
        return_exceptions=True,
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    assert await town.database.fetchval("SELECT count(*) FROM identity_people WHERE administrator") == 1


async def test_a_stale_session_does_not_make_an_administrator(town: Town) -> None:
    """The right is read from the database, not believed from the session."""
    anna = await town.person()
    forged = Asker(person=anna.person, device=anna.device, administrator=True)
    for attempt in (
        town.identity.people.deactivate(forged, town.admin.person),
        town.identity.people.reactivate(forged, town.admin.person),
        town.identity.people.set_administrator(forged, anna.person, on=True),
    ):
        with pytest.raises(Refused, match="administrators_only"):
            await attempt


async def test_unknown_people(town: Town) -> None:
    post = await town.post()
    for number in (PersonId(1), PersonId(post)):
        with pytest.raises(NotFound, match="person_not_found"):
            await town.identity.people.deactivate(town.admin, number)
    gone = await town.person()
    await town.identity.people.deactivate(town.admin, gone.person)
    with pytest.raises(Conflict, match="person_deactivated"):
        await town.identity.people.set_administrator(town.admin, gone.person, on=True)


async def test_adding_by_the_command_line(town: Town) -> None:
    person = await town.identity.people.add("Boris", name=" Борис ", password=PASSWORD, administrator=True)
    assert (await town.asker(await town.token("boris"))).administrator
    assert [card.name for card in await town.cards(person)] == ["Борис"]
    with pytest.raises(Conflict, match="login_taken"):
        await town.identity.people.add("boris", name="Другой", password=PASSWORD)
    with pytest.raises(BadInput, match="login_invalid"):
        await town.identity.people.add("борис", name="Другой", password=PASSWORD)


async def test_every_act_is_on_record(town: Town) -> None:
    anna = await town.person()
    await town.identity.people.set_administrator(town.admin, anna.person, on=True)
    await town.identity.people.deactivate(town.admin, anna.person)
    await town.identity.people.reactivate(town.admin, anna.person)
    rows = await town.database.fetch(
        "SELECT actor, act FROM ground_audit WHERE subject = $1 ORDER BY id", f"person:{anna.person}"
    )
    assert [(row["actor"], row["act"]) for row in rows] == [
        (None, "identity.add_person"),
        (town.admin.person, "identity.set_administrator"),
        (town.admin.person, "identity.deactivate_person"),
        (town.admin.person, "identity.reactivate_person"),
    ]


async def test_a_forgotten_password_is_replaced_and_all_sessions_end(town: Town) -> None:
    anna = await town.person(login="anna")
    before = await town.token("anna")
    await town.identity.people.set_password("Anna", password="новый колокол 1478")
    for token in (before,):
        with pytest.raises(SignedOut):
            await town.asker(token)
    with pytest.raises(Refused):
        await town.token("anna")
    again = await town.asker(await town.token("anna", password="новый колокол 1478"))
    assert again.person == anna.person


async def test_a_password_for_nobody_is_refused(town: Town) -> None:
    with pytest.raises(NotFound, match="person_not_found"):
        await town.identity.people.set_password("nobody", password="новый колокол 1478")
