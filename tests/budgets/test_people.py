"""How many statements the everyday questions about people cost, whatever the size of the installation."""

import pytest

from tests.builders import Town, build_town
from veche.directory import holders_of, may_act_as, posts_of
from veche.directory.wire import GetUnitRequest
from veche.ground.clock import FixedClock
from veche.ground.db import Database
from veche.identity.wire import GetActorsRequest


@pytest.fixture
async def town(database: Database) -> Town:
    return await build_town(database)


class Cost:
    """Counts the statements of a block: `with Cost(town) as cost: ...; cost.statements`."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.statements = -1

    def __enter__(self) -> "Cost":
        self._before = self._town.database.queries
        return self

    def __exit__(self, *_: object) -> None:
        self.statements = self._town.database.queries - self._before


async def test_checking_a_session_costs_one_statement_and_then_none(town: Town) -> None:
    token = await town.token("chief")
    with Cost(town) as first:
        await town.asker(token)
    assert first.statements == 1
    with Cost(town) as later:
        for _ in range(100):
            await town.asker(token)
    assert later.statements == 0


async def test_marking_last_use_costs_one_more_every_five_minutes(town: Town) -> None:
    token = await town.token("chief")
    assert isinstance(town.clock, FixedClock)
    town.clock.step(301)
    with Cost(town) as cost:
        await town.asker(token)
    assert cost.statements == 2


async def test_a_hundred_cards_cost_one_statement(town: Town) -> None:
    people: list[int] = [(await town.person()).person for _ in range(30)]
    with Cost(town) as cost:
        await town.identity.profile.get(town.admin, GetActorsRequest(ids=people))
    assert cost.statements == 1


async def test_who_holds_what_costs_one_statement(town: Town) -> None:
    posts = [await town.post(f"Должность {number}", holder=town.admin) for number in range(20)]
    for question in (
        lambda: holders_of(town.database, posts),
        lambda: posts_of(town.database, town.admin.person),
        lambda: may_act_as(town.database, town.admin.person, posts[0]),
    ):
        with Cost(town) as cost:
            await question()
        assert cost.statements == 1


async def test_acting_as_oneself_costs_nothing(town: Town) -> None:
    with Cost(town) as cost:
        await may_act_as(town.database, town.admin.person, town.admin.person)
    assert cost.statements == 0


async def test_a_unit_costs_the_same_with_two_posts_and_with_twenty(town: Town) -> None:
    small = await town.unit(organisation=await town.organisation())
    large = await town.unit(organisation=await town.organisation())
    for number in range(20):
        await town.post(f"Должность {number}", unit=large if number > 1 else small, holder=town.admin)
    await town.directory.tree.organisations(town.admin)  # the first use of limits also tidies them
    costs = []
    for unit in (small, large):
        with Cost(town) as cost:
            await town.directory.tree.unit(town.admin, GetUnitRequest(unit=unit))
        costs.append(cost.statements)
    assert costs[0] == costs[1]
    assert costs[0] <= 7
