"""Who stands in: a deputy while a post is vacant, a substitute for some days, and nobody a moment longer."""

from datetime import UTC, datetime

import pytest

from tests.builders import Town, build_town
from veche.directory import may_act_as, posts_of
from veche.directory.events import ActingChanged
from veche.directory.store.standing import not_acting, who_act_for
from veche.directory.wire.leaving import DismissRequest
from veche.directory.wire.standing import (
    PostRequest,
    SetDeputyRequest,
    SetPostCardRequest,
    SubstituteRequest,
    SubstitutionRequest,
)
from veche.ground.clock import FixedClock, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import PostId

DAY = 86_400


@pytest.fixture
def clock() -> FixedClock:
    """The time that the database has too: it is asked as well."""
    return FixedClock(datetime.now(UTC))


@pytest.fixture
async def town(database: Database, clock: FixedClock) -> Town:
    return await build_town(database, clock=clock)


class Office:
    """A head, a deputy, both held, in one unit."""

    def __init__(self, town: Town, head: PostId, deputy: PostId, *, anna: Asker, boris: Asker) -> None:
        self.town, self.head, self.deputy, self.anna, self.boris = town, head, deputy, anna, boris

    @staticmethod
    async def make(town: Town) -> "Office":
        anna, boris = await town.person("Соколова Анна Петровна"), await town.person("Громов Борис Ильич")
        head, deputy = await town.post("Начальник", holder=anna), await town.post("Заместитель", holder=boris)
        return Office(town, head, deputy, anna=anna, boris=boris)

    async def substitute(self, since: float, until: float) -> int:
        """From and until: seconds from now."""
        now = to_ms(self.town.clock.now())
        request = SubstituteRequest(
            post=self.head, substitute=self.deputy, since=now + int(since * 1000), until=now + int(until * 1000)
        )
        return (await self.town.directory.standing.substitute(self.town.admin, request)).id

    async def acts(self, who: Asker) -> bool:
        """Asked in every way that there is; all have to say the same."""
        db = self.town.database
        answers = {
            await may_act_as(db, who.person, self.head) is None,
            self.head in await posts_of(db, who.person),
            who.person in await who_act_for(db, self.head),
            not await not_acting(db, [self.head], [who.person]),
        }
        assert len(answers) == 1
        return answers.pop()


async def test_a_substitute_acts_from_a_day_to_a_day(town: Town, clock: FixedClock) -> None:
    office = await Office.make(town)
    await office.substitute(DAY, 3 * DAY)
    assert not await office.acts(office.boris)
    clock.step(DAY)
    await town.directory.standing.turn()
    assert await office.acts(office.boris)
    assert await office.acts(office.anna), "who is on holiday may look in"
    assert town.heard(ActingChanged)[-1] == ActingChanged(office.head, [office.boris.person])
    clock.step(2 * DAY)
    await town.directory.standing.turn()
    assert not await office.acts(office.boris)
    assert len(town.heard(ActingChanged)) == 2


async def test_what_has_ended_is_not_revived_by_a_clock_that_steps_back(town: Town, clock: FixedClock) -> None:
    office = await Office.make(town)
    await office.substitute(0, DAY)
    assert await office.acts(office.boris)
    clock.step(DAY)
    await town.directory.standing.turn()
    clock.step(-DAY)
    await town.directory.standing.turn()
    assert not await office.acts(office.boris)


async def test_nobody_acts_longer_because_a_process_is_late(town: Town) -> None:
    """No turn is made: the database itself asks for the end."""
    office = await Office.make(town)
    await office.substitute(0, DAY)
    assert await office.acts(office.boris)
    await town.database.execute(
        "UPDATE directory_substitutions SET starts_at = now() - interval '2 days', ends_at = now() - interval '1 s'"
    )
    assert not await office.acts(office.boris)


async def test_it_can_be_ended_before_its_time(town: Town, clock: FixedClock) -> None:
    office = await Office.make(town)
    number = await office.substitute(0, DAY)
    await town.directory.standing.end(town.admin, SubstitutionRequest(substitution=number))
    assert not await office.acts(office.boris)
    with pytest.raises(NotFound, match="substitution_not_found"):
        await town.directory.standing.end(town.admin, SubstitutionRequest(substitution=number))
    later = await office.substitute(DAY, 2 * DAY)
    await town.directory.standing.end(town.admin, SubstitutionRequest(substitution=later))
    clock.step(DAY)
    await town.directory.standing.turn()
    assert not await office.acts(office.boris)


async def test_the_right_of_a_substitute_goes_with_his_post(town: Town) -> None:
    office = await Office.make(town)
    await office.substitute(0, DAY)
    vera = await town.person("Вера")
    await town.appoint(office.deputy, vera)
    assert not await office.acts(office.boris)
    assert await office.acts(vera)
    told = town.heard(ActingChanged)[-1]
    assert (told.post, set(told.people)) == (office.head, {office.boris.person, vera.person})


async def test_a_deputy_acts_only_while_the_post_is_vacant(town: Town) -> None:
    office = await Office.make(town)
    await town.directory.standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=office.deputy))
    assert not await office.acts(office.boris)
    await town.directory.leaving.dismiss(town.admin, DismissRequest(post=office.head))
    assert await office.acts(office.boris)
    assert not await office.acts(office.anna)
    assert town.heard(ActingChanged)[-1] == ActingChanged(office.head, [office.boris.person])
    vera = await town.person("Вера")
    await town.appoint(office.head, vera)
    assert not await office.acts(office.boris)
    assert await office.acts(vera)


async def test_nobody_stands_in_for_who_stands_in(town: Town) -> None:
    office = await Office.make(town)
    third, vera = await town.post("Секретарь"), await town.person("Вера")
    await town.appoint(third, vera)
    standing = town.directory.standing
    await standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=office.deputy))
    await standing.set_deputy(town.admin, SetDeputyRequest(post=office.deputy, deputy=third))
    for post in (office.head, office.deputy):
        await town.directory.leaving.dismiss(town.admin, DismissRequest(post=post))
    assert set(await posts_of(town.database, vera.person)) == {third, office.deputy}
    assert not await office.acts(vera)


async def test_what_cannot_be(town: Town) -> None:
    office = await Office.make(town)
    elsewhere = await town.post("Чужой", unit=await town.unit(organisation=await town.organisation("Соседи")))
    standing, now = town.directory.standing, to_ms(town.clock.now())
    with pytest.raises(Refused, match="substitute_is_post"):
        await standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=office.head))
    with pytest.raises(Refused, match="substitute_elsewhere"):
        await standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=elsewhere))
    with pytest.raises(NotFound, match="post_not_found"):
        await standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=1))
    for since, until in ((2 * DAY, DAY), (-2 * DAY, -DAY)):
        with pytest.raises(BadInput, match="dates_wrong"):
            await office.substitute(since, until)
    with pytest.raises(BadInput, match="substitution_too_long"):
        await office.substitute(0, 400 * DAY)
    await office.substitute(DAY, 2 * DAY)
    with pytest.raises(Conflict, match="substitution_overlaps"):
        await office.substitute(0, DAY + 1)
    await office.substitute(2 * DAY, 3 * DAY)
    own = SubstituteRequest(post=office.head, substitute=office.deputy, since=now, until=now + 1000)
    with pytest.raises(Refused, match="administrators_only"):
        await standing.substitute(office.boris, own)
    with pytest.raises(Refused, match="administrators_only"):
        await standing.end(office.boris, SubstitutionRequest(substitution=1))


async def test_the_card_of_a_post(town: Town) -> None:
    office = await Office.make(town)
    standing = town.directory.standing
    await town.directory.posts.set_card(
        town.admin,
        SetPostCardRequest(post=office.head, head=True, phone=" +7 8162 00-00-00 ", email="head@mayor.example"),
    )
    await standing.set_deputy(town.admin, SetDeputyRequest(post=office.head, deputy=office.deputy))
    await office.substitute(0, DAY)
    await office.substitute(2 * DAY, 3 * DAY)
    for asker, person, plans in (
        (town.admin, office.anna.person, 2),
        (office.anna, office.anna.person, 2),
        (office.boris, None, 1),
    ):
        card = await standing.card(asker, PostRequest(post=office.head))
        assert card.holder is not None
        assert card.holder.name == "Соколова Анна Петровна"
        assert card.holder.person == person
        assert len(card.substitutions) == plans
        assert (card.head, card.phone, card.email) == (True, "+7 8162 00-00-00", "head@mayor.example")
        assert card.deputy is not None
        assert card.deputy.name == "Громов Борис Ильич"
        assert [one.id for one in card.acting] == [office.deputy]
        assert [step.name for step in card.path] == ["Отдел благоустройства"]
    with pytest.raises(Refused, match="administrators_only"):
        await town.directory.posts.set_card(office.anna, SetPostCardRequest(post=office.head))
    with pytest.raises(NotFound, match="post_not_found"):
        await standing.card(office.anna, PostRequest(post=1))


async def test_stand_ins_in_memory_know_names(town: Town) -> None:
    office = await Office.make(town)
    cache = town.directory.stand_ins
    await cache.look_again()
    assert cache.name_of(office.head, office.boris.person) == ""
    await office.substitute(0, DAY)
    for event in town.heard(ActingChanged):
        await town.directory.hear(event)
    assert cache.name_of(office.head, office.boris.person) == "Громов Борис Ильич"
    assert cache.name_of(office.head, office.anna.person) == ""
