"""Leavers: a post, an employee, and many at once only with a second administrator."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Town
from veche.directory import holders_of, posts_of, scope_of
from veche.directory.events import PostHolderChanged
from veche.directory.model import DISMISSAL_LIFE, DISMISSALS_COUNT_FOR, HANDFUL, needs_second
from veche.directory.wire import AppointRequest
from veche.directory.wire.leaving import (
    Dismissal,
    DismissalRequest,
    DismissEmployeeRequest,
    DismissManyRequest,
    DismissRequest,
)
from veche.directory.wire.scopes import GiveAdministrationRequest
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import OrganisationId, PostId, UnitId
from veche.identity.events import DeviceRevoked


class Body:
    """An organisation with one unit, many posts, and one person who holds them all: people are dear in tests."""

    def __init__(self, town: Town, organisation: OrganisationId, unit: UnitId, holder: Asker) -> None:
        self.town, self.organisation, self.unit, self.holder = town, organisation, unit, holder
        self.posts: list[PostId] = []

    @staticmethod
    async def make(town: Town, count: int) -> "Body":
        organisation = await town.organisation("Город")
        body = Body(town, organisation, await town.unit(organisation=organisation), await town.person("Анна"))
        for number in range(count):
            body.posts.append(await town.post(f"Должность {number}", holder=body.holder, unit=body.unit))
        return body

    async def dismiss(self, posts: list[PostId], *, by: Asker | None = None) -> Dismissal:
        return await self.town.directory.leaving.dismiss_many(by or self.town.admin, DismissManyRequest(posts=[*posts]))

    async def held(self) -> int:
        return len(await holders_of(self.town.database, self.posts))


async def test_an_employee_leaves_one_organisation_and_keeps_everything_else(town: Town) -> None:
    body = await Body.make(town, 2)
    elsewhere = await town.post("Депутат", holder=body.holder)
    request = GiveAdministrationRequest(organisation=body.organisation, person=body.holder.person)
    await town.directory.scopes.give(town.admin, request)
    login = await town.database.fetchval("SELECT login FROM identity_people WHERE id = $1", body.holder.person)
    token = await town.token(login)
    done = await town.directory.leaving.dismiss_employee(
        town.admin, DismissEmployeeRequest(person=body.holder.person, organisation=body.organisation)
    )
    assert done == Dismissal(dismissed=2)
    assert await posts_of(town.database, body.holder.person) == [elsewhere]
    assert (await scope_of(town.database, body.holder.person)).empty
    assert {event.post for event in town.heard(PostHolderChanged) if event.new is None} == set(body.posts)
    assert town.heard(DeviceRevoked) == [], "his own sessions go on"
    assert (await town.asker(token)).person == body.holder.person
    acts = await town.database.fetch(
        "SELECT act, actor, details FROM ground_audit WHERE subject = $1", f"person:{body.holder.person}"
    )
    assert acts[-1]["act"] == "directory.dismiss_employee"
    assert acts[-1]["actor"] == town.admin.person
    assert str(body.posts[0]) in acts[-1]["details"]


async def test_many_at_once_wait_for_a_second_administrator(town: Town) -> None:
    body = await Body.make(town, HANDFUL + 1)
    second = await town.person("Второй", administrator=True)
    asked = await body.dismiss(body.posts)
    assert asked.waiting is not None
    assert await body.held() == HANDFUL + 1
    leaving, request = town.directory.leaving, DismissalRequest(dismissal=asked.waiting)
    with pytest.raises(Refused, match="second_administrator_needed"):
        await leaving.confirm(town.admin, request)
    with pytest.raises(Refused, match="administrators_only"):
        await leaving.confirm(body.holder, request)
    assert (await leaving.waiting(body.holder)).dismissals == []
    (shown,) = (await leaving.waiting(second)).dismissals
    assert (shown.count, shown.mine, shown.asked_by_name) == (HANDFUL + 1, False, "Администратор Города")
    assert await leaving.confirm(second, request) == Dismissal(dismissed=HANDFUL + 1)
    assert await body.held() == 0
    with pytest.raises(NotFound, match="dismissal_not_found"):
        await leaving.confirm(second, request)


async def test_one_by_one_is_many_too(town: Town, clock: FixedClock) -> None:
    body = await Body.make(town, HANDFUL + 2)
    for post in body.posts[:HANDFUL]:
        assert await town.directory.leaving.dismiss(town.admin, DismissRequest(post=post)) == Dismissal(dismissed=1)
    assert (await town.directory.leaving.dismiss(town.admin, DismissRequest(post=body.posts[-1]))).waiting is not None
    boris = await town.person("Борис")
    with pytest.raises(Refused, match="second_administrator_needed"):
        await town.directory.posts.appoint(town.admin, AppointRequest(post=body.posts[-1], person=boris.person))
    clock.step(DISMISSALS_COUNT_FOR.total_seconds() + 1)
    done = await town.directory.leaving.dismiss(town.admin, DismissRequest(post=body.posts[-1]))
    assert done == Dismissal(dismissed=1)


async def test_a_dismissal_that_waits_grows_old_and_can_be_taken_back(town: Town, clock: FixedClock) -> None:
    body = await Body.make(town, HANDFUL + 1)
    second, leaving = await town.person("Второй", administrator=True), town.directory.leaving
    first = (await body.dismiss(body.posts)).waiting
    assert first is not None
    with pytest.raises(Refused, match="administrators_only"):
        await leaving.cancel(body.holder, DismissalRequest(dismissal=first))
    await leaving.cancel(town.admin, DismissalRequest(dismissal=first))
    old = (await body.dismiss(body.posts)).waiting
    assert old is not None
    clock.step(DISMISSAL_LIFE.total_seconds())
    for number in (first, old):
        with pytest.raises(NotFound, match="dismissal_not_found"):
            await leaving.confirm(second, DismissalRequest(dismissal=number))
    assert await body.held() == HANDFUL + 1


async def test_whoever_came_meanwhile_stays_and_a_first_one_who_is_out_counts_no_more(town: Town) -> None:
    body = await Body.make(town, HANDFUL + 1)
    second, boris = await town.person("Второй", administrator=True), await town.person("Борис")
    asked = (await body.dismiss(body.posts)).waiting
    assert asked is not None
    await town.appoint(body.posts[0], boris)
    done = await town.directory.leaving.confirm(second, DismissalRequest(dismissal=asked))
    assert done == Dismissal(dismissed=HANDFUL)
    assert await posts_of(town.database, boris.person) == [body.posts[0]]
    for post in body.posts[1:]:
        await town.appoint(post, body.holder)
    third = await town.person("Третий", administrator=True)
    asked = (await body.dismiss(body.posts, by=third)).waiting
    assert asked is not None
    await town.identity.people.deactivate(town.admin, third.person)
    with pytest.raises(Refused, match="administrators_only"):
        await town.directory.leaving.confirm(second, DismissalRequest(dismissal=asked))


async def test_all_or_nothing_of_what_one_administers(town: Town) -> None:
    body = await Body.make(town, 2)
    anna = await town.person("Кадры")
    other = await town.unit("Другой", organisation=body.organisation)
    foreign = await town.post("Чужая", holder=body.holder, unit=other)
    await town.directory.scopes.give(
        town.admin, GiveAdministrationRequest(organisation=body.organisation, unit=body.unit, person=anna.person)
    )
    with pytest.raises(Refused, match="not_your_unit"):
        await body.dismiss([body.posts[0], foreign], by=anna)
    with pytest.raises(Refused, match="not_your_unit"):
        await town.directory.leaving.dismiss_employee(
            anna, DismissEmployeeRequest(person=body.holder.person, organisation=body.organisation)
        )
    with pytest.raises(Refused, match="administrators_only"):
        await body.dismiss(body.posts, by=body.holder)
    with pytest.raises(NotFound, match="post_not_found"):
        await body.dismiss([body.posts[0], PostId(1)])
    assert await body.held() == 2
    assert await body.dismiss(body.posts, by=anna) == Dismissal(dismissed=2)


async def test_two_who_confirm_at_once_do_it_once(town: Town) -> None:
    body = await Body.make(town, HANDFUL + 1)
    others = [await town.person(f"Админ {number}", administrator=True) for number in range(2)]
    asked = (await body.dismiss(body.posts)).waiting
    assert asked is not None
    outcomes = await asyncio.gather(
        *(town.directory.leaving.confirm(one, DismissalRequest(dismissal=asked)) for one in others),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Dismissal", "NotFound"]


async def test_statements_do_not_grow_with_the_number(town: Town) -> None:
    costs = []
    for count in (1, 3):
        body = await Body.make(town, count)
        before = town.database.queries
        await body.dismiss(body.posts)
        costs.append(town.database.queries - before)
    assert costs[1] - costs[0] <= 2, "one audit entry each, and nothing else"


@given(st.integers(1, 200), st.integers(0, 200), st.integers(1, 200), st.integers(1, 50), st.integers(0, 100))
def test_more_never_needs_fewer(leaving: int, before: int, held: int, alone: int, share: int) -> None:
    asked = needs_second(leaving, before=before, held=held, alone=alone, share=share)
    assert asked or not needs_second(max(1, leaving - 1), before=before, held=held, alone=alone, share=share)
    if leaving + before > alone:
        assert asked
    if leaving + before <= min(HANDFUL, alone):
        assert not asked
