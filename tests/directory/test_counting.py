"""Many leavers need a second administrator: one rule, whatever the way, and no way round it in small portions."""

from __future__ import annotations

import asyncio

import pytest

from tests.builders import Town
from tests.directory.test_leaving import Body
from veche.directory.actions import Bounds
from veche.directory.actions.counting import Leavers
from veche.directory.model import DISMISSALS_COUNT_FOR, HANDFUL
from veche.directory.wire.leaving import DismissRequest
from veche.ground.clock import FixedClock
from veche.ground.errors import Refused
from veche.ground.ids import PersonId

ANNA, BORIS = PersonId(1), PersonId(2)


async def test_nobody_has_a_second_allowance_by_another_way(town: Town, clock: FixedClock) -> None:
    organisation = await town.organisation()
    leavers = Leavers(clock, Bounds(alone=5, share=100))
    async with town.database.transaction() as conn:

        async def many(by: PersonId | None, count: int) -> bool:
            return await leavers.needs_second(conn, organisation, by=by, leaving_now=count, staff=100)

        await leavers.note(conn, organisation, by=ANNA, leaving_now=3)
        assert (await many(ANNA, 2), await many(ANNA, 3)) == (False, True)
        assert not await many(BORIS, 5), "another one answers for himself"
        assert (await many(None, 2), await many(None, 3)) == (False, True), "a source counts what anybody did beside it"
        await leavers.note(conn, organisation, by=None, leaving_now=2)
        assert await many(ANNA, 1), "and who did something beside it counts what it told"
        assert (await many(BORIS, 3), await many(BORIS, 4)) == (False, True)
        for count in (1, 2):  # what is done anew counts once
            await leavers.note(conn, organisation, by=BORIS, leaving_now=count, ref=7)
        assert (await many(BORIS, 1), await many(BORIS, 2)) == (False, True)
        clock.step(DISMISSALS_COUNT_FOR.total_seconds() + 1)
        assert not await many(ANNA, 5)
        await leavers.note(conn, organisation, by=ANNA, leaving_now=1)
        assert await conn.fetchval("SELECT count(*) FROM directory_leavers") == 1, "what counts no more is gone"


async def test_the_share_is_one_of_all_who_work_there(town: Town, clock: FixedClock) -> None:
    organisation = await town.organisation()
    leavers = Leavers(clock, Bounds(alone=100, share=10))
    async with town.database.transaction() as conn:
        for count, staff, many in ((HANDFUL, 1, False), (6, 50, True), (6, 60, False), (7, 60, True)):
            found = await leavers.needs_second(conn, organisation, by=ANNA, leaving_now=count, staff=staff)
            assert found is many, (count, staff)


async def test_many_accounts_put_out_are_many_leavers(town: Town) -> None:
    body = await Body.make(town, HANDFUL)
    await body.dismiss(body.posts)
    boris, guest = await town.person("Борис"), await town.person("Гость")
    await town.appoint(body.posts[0], boris)
    with pytest.raises(Refused, match="second_administrator_needed"):
        await town.identity.people.deactivate(town.admin, boris.person)
    assert await body.held() == 1, "he and his post are as they were"
    await town.identity.people.deactivate(town.admin, guest.person)
    second = await town.person("Второй", administrator=True)
    await town.identity.people.deactivate(second, boris.person)
    assert await body.held() == 0


async def test_two_at_once_do_not_slip_through_together(town: Town) -> None:
    body = await Body.make(town, HANDFUL + 2)
    await body.dismiss(body.posts[: HANDFUL - 1])
    outcomes = await asyncio.gather(
        *(town.directory.leaving.dismiss(town.admin, DismissRequest(post=post)) for post in body.posts[HANDFUL - 1 :])
    )
    assert sorted(one.dismissed for one in outcomes) == [0, 0, 1]
    assert sum(one.waiting is not None for one in outcomes) == 2
