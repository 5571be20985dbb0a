"""Those who administer a part of the directory change that part, and nothing else."""

import asyncio
from collections.abc import Awaitable

import pytest

from tests.builders import Town
from veche.directory import bodies_below, body_above, may_administer, scope_of
from veche.directory.model import MAX_BODIES, Administration, Scope
from veche.directory.wire import (
    AppointRequest,
    CreateOrganisationRequest,
    CreatePostRequest,
    CreateUnitRequest,
    GetUnitRequest,
    MoveUnitRequest,
    RenamePostRequest,
    RenameUnitRequest,
)
from veche.directory.wire.leaving import DismissRequest
from veche.directory.wire.scopes import (
    GiveAdministrationRequest,
    ListAdministratorsRequest,
    SetBodyAboveRequest,
    TakeAdministrationRequest,
)
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, VecheError
from veche.ground.ids import OrganisationId, PostId, UnitId
from veche.identity.events import MeChanged
from veche.identity.wire import (
    CreateInvitationRequest,
    ListInvitationsRequest,
    RevokeInvitationRequest,
)


async def hang(town: Town, organisation: OrganisationId, above: OrganisationId | None) -> None:
    await town.directory.tree.set_body_above(town.admin, SetBodyAboveRequest(organisation=organisation, above=above))


async def give(
    town: Town,
    to: Asker | PostId,
    organisation: OrganisationId,
    unit: UnitId | None = None,
    *,
    asker: Asker | None = None,
) -> int:
    request = GiveAdministrationRequest(
        organisation=organisation,
        unit=unit,
        post=None if isinstance(to, Asker) else to,
        person=to.person if isinstance(to, Asker) else None,
    )
    return (await town.directory.scopes.give(asker or town.admin, request)).id


async def test_bodies_stand_above_one_another(town: Town) -> None:
    region, city, school = [await town.organisation(name) for name in ("Область", "Город", "Школа")]
    await hang(town, city, region)
    await hang(town, school, city)
    assert await body_above(town.database, school) == city
    assert await body_above(town.database, region) is None
    assert await bodies_below(town.database, region) == [city, school]
    listed = (await town.directory.tree.organisations(town.admin)).organisations
    assert {one.name: one.above for one in listed} == {"Область": None, "Город": region, "Школа": city}
    await hang(town, city, None)
    assert await bodies_below(town.database, region) == []


async def test_no_rings_of_bodies_not_even_by_two_at_once(town: Town) -> None:
    first, second, third = [await town.organisation(name) for name in ("А", "Б", "В")]
    await hang(town, second, first)
    await hang(town, third, second)
    for above in (first, second, third):
        with pytest.raises(Conflict, match="body_cycle"):
            await hang(town, first, above)
    for number in range(3):
        a, b = await town.organisation(f"П{number}"), await town.organisation(f"Р{number}")
        outcomes = await asyncio.gather(hang(town, a, b), hang(town, b, a), return_exceptions=True)
        assert [outcome.code for outcome in outcomes if isinstance(outcome, VecheError)] == ["body_cycle"]


async def test_bodies_are_not_endlessly_deep(town: Town) -> None:
    above = await town.organisation("Верх")
    for level in range(MAX_BODIES - 1):
        below = await town.organisation(f"Уровень {level}")
        await hang(town, below, above)
        above = below
    with pytest.raises(Conflict, match="bodies_too_deep"):
        await hang(town, await town.organisation("Ещё"), above)
    with pytest.raises(NotFound, match="organisation_not_found"):
        await hang(town, above, OrganisationId(1))


async def test_a_unit_is_administered_with_all_below_it_and_nothing_beside(town: Town) -> None:
    city = await town.organisation("Город")
    parks = await town.unit("Парки", organisation=city)
    north = await town.unit("Северный парк", organisation=city, parent=parks)
    roads = await town.unit("Дороги", organisation=city)
    anna, boris = await town.person("Анна"), await town.person("Борис")
    await give(town, anna, city, parks)
    gardener, driver = await town.post("Садовник", unit=north), await town.post("Водитель", unit=roads)
    tree, posts = town.directory.tree, town.directory.posts
    await tree.rename_unit(anna, RenameUnitRequest(unit=north, name="Северный сад"))
    await tree.create_unit(anna, CreateUnitRequest(organisation=city, parent=north, name="Оранжерея"))
    await posts.create(anna, CreatePostRequest(unit=north, title="Сторож"))
    await posts.rename(anna, RenamePostRequest(post=gardener, title="Старший садовник"))
    await posts.appoint(anna, AppointRequest(post=gardener, person=boris.person))
    shown = await tree.unit(anna, GetUnitRequest(unit=north))
    assert [post.holder.person for post in shown.posts if post.holder] == [boris.person]
    await town.directory.leaving.dismiss(anna, DismissRequest(post=gardener))
    for attempt in (
        tree.rename_unit(anna, RenameUnitRequest(unit=roads, name="Мои")),
        tree.create_unit(anna, CreateUnitRequest(organisation=city, parent=roads, name="Мой")),
        tree.create_unit(anna, CreateUnitRequest(organisation=city, name="Мой")),
        tree.move_unit(anna, MoveUnitRequest(unit=north, parent=roads)),
        tree.move_unit(anna, MoveUnitRequest(unit=north)),
        tree.move_unit(anna, MoveUnitRequest(unit=roads, parent=parks)),
        posts.create(anna, CreatePostRequest(unit=roads, title="Мой")),
        posts.rename(anna, RenamePostRequest(post=driver, title="Мой")),
        posts.appoint(anna, AppointRequest(post=driver, person=anna.person)),
        town.directory.leaving.dismiss(anna, DismissRequest(post=driver)),
        town.directory.leaving.dismiss(anna, DismissRequest(post=1)),
    ):
        with pytest.raises(Refused, match="not_your_unit"):
            await attempt
    beyond: tuple[Awaitable[object], ...] = (
        tree.create_organisation(anna, CreateOrganisationRequest(name="Моя")),
        tree.set_body_above(anna, SetBodyAboveRequest(organisation=city)),
    )
    for refused in beyond:
        with pytest.raises(Refused, match="administrators_only"):
            await refused


async def test_a_body_above_does_not_rule_those_below(town: Town) -> None:
    region, city = await town.organisation("Область"), await town.organisation("Город")
    await hang(town, city, region)
    governor = await town.person("Губернатор")
    await give(town, governor, region)
    await town.directory.tree.create_unit(governor, CreateUnitRequest(organisation=region, name="Аппарат"))
    with pytest.raises(Refused, match="not_your_unit"):
        await town.directory.tree.create_unit(governor, CreateUnitRequest(organisation=city, name="Мой"))


async def test_the_right_of_a_post_passes_on_with_it(town: Town) -> None:
    city = await town.organisation("Город")
    parks = await town.unit("Парки", organisation=city)
    anna, boris = await town.person("Анна"), await town.person("Борис")
    head = await town.post("Начальник", holder=anna, unit=parks)
    await give(town, head, city, parks)
    assert town.heard(MeChanged)[-1] == MeChanged(anna.person)
    part = Administration(organisation=city, unit=parks)
    assert await scope_of(town.database, anna.person) == Scope(everything=False, parts=[part])
    await town.appoint(head, boris)
    assert (await scope_of(town.database, anna.person)).empty
    assert (await scope_of(town.database, boris.person)).parts == [part]
    assert {event.person for event in town.heard(MeChanged)[-2:]} == {anna.person, boris.person}
    assert await may_administer(town.database, boris.person, unit=parks) is None
    assert await may_administer(town.database, boris.person, organisation=city) is not None
    assert await may_administer(town.database, town.admin.person) is None


async def test_whoever_is_out_administers_nothing(town: Town) -> None:
    city = await town.organisation("Город")
    anna = await town.person("Анна")
    await give(town, anna, city)
    await town.identity.people.deactivate(town.admin, anna.person)
    assert (await scope_of(town.database, anna.person)).empty
    await town.identity.people.reactivate(town.admin, anna.person)
    assert (await scope_of(town.database, anna.person)).empty


async def test_a_part_is_shared_by_those_who_administer_it(town: Town) -> None:
    city, other = await town.organisation("Город"), await town.organisation("Соседи")
    parks, roads = await town.unit("Парки", organisation=city), await town.unit("Дороги", organisation=city)
    anna, boris = await town.person("Анна"), await town.person("Борис")
    of_all = await give(town, anna, city)
    given = await give(town, boris, city, parks, asker=anna)
    listed = await town.directory.scopes.listed(boris, ListAdministratorsRequest(organisation=city))
    assert [(one.name, one.unit_name) for one in listed.administrators] == [("Борис", "Парки")]
    listed = await town.directory.scopes.listed(anna, ListAdministratorsRequest(organisation=city))
    assert [one.name for one in listed.administrators] == ["Анна", "Борис"]
    for place in ((city, roads), (city, None), (other, None), (other, parks)):
        with pytest.raises(Refused, match="not_your_unit"):
            await give(town, boris, place[0], place[1], asker=boris)
    with pytest.raises(Refused, match="not_your_unit"):
        await town.directory.scopes.take(boris, TakeAdministrationRequest(administration=of_all))
    await town.directory.scopes.take(anna, TakeAdministrationRequest(administration=given))
    assert (await scope_of(town.database, boris.person)).empty
    with pytest.raises(Refused, match="administrators_only"):
        await town.directory.scopes.listed(boris, ListAdministratorsRequest(organisation=city))


async def test_what_is_given_is_there(town: Town) -> None:
    city, other = await town.organisation("Город"), await town.organisation("Соседи")
    parks = await town.unit("Парки", organisation=city)
    anna = await town.person("Анна")
    scopes = town.directory.scopes
    with pytest.raises(BadInput, match="one_of_two"):
        await scopes.give(town.admin, GiveAdministrationRequest(organisation=city))
    with pytest.raises(NotFound, match="organisation_not_found"):
        await give(town, anna, OrganisationId(1))
    with pytest.raises(NotFound, match="unit_not_found"):
        await give(town, anna, city, UnitId(1))
    with pytest.raises(Refused, match="unit_foreign_organisation"):
        await give(town, anna, other, parks)
    with pytest.raises(NotFound, match="post_not_found"):
        await give(town, PostId(1), city)
    with pytest.raises(NotFound, match="administration_not_found"):
        await scopes.take(town.admin, TakeAdministrationRequest(administration=1))
    await give(town, anna, city)
    await give(town, anna, city)
    assert await town.database.fetchval("SELECT count(*) FROM directory_administrators") == 1
    acts = await town.database.fetch("SELECT act FROM ground_audit WHERE subject = $1", f"organisation:{city}")
    assert [row["act"] for row in acts] == ["directory.create_organisation", "directory.give_administration"]


async def test_invitations_to_the_posts_of_ones_own_part(town: Town) -> None:
    city = await town.organisation("Город")
    parks, roads = await town.unit("Парки", organisation=city), await town.unit("Дороги", organisation=city)
    anna = await town.person("Анна")
    await give(town, anna, city, parks)
    gardener, driver = await town.post("Садовник", unit=parks), await town.post("Водитель", unit=roads)
    invitations = town.identity.invitations
    foreign = await invitations.create(town.admin, CreateInvitationRequest(post=gardener))
    own = await invitations.create(anna, CreateInvitationRequest(post=gardener))
    with pytest.raises(Refused, match="not_your_unit"):
        await invitations.create(anna, CreateInvitationRequest(post=driver))
    with pytest.raises(Refused, match="administrators_only"):
        await invitations.create(anna, CreateInvitationRequest(name="Кто угодно"))
    listed = await invitations.list(anna, ListInvitationsRequest())
    assert [one.id for one in listed.invitations] == [own.id]
    with pytest.raises(NotFound, match="invitation_not_found"):
        await invitations.revoke(anna, RevokeInvitationRequest(invitation=foreign.id))
    await invitations.revoke(anna, RevokeInvitationRequest(invitation=own.id))
