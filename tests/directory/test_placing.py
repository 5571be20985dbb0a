"""Posts stand elsewhere, are closed, and opened again: what they said and whoever answers for them stays."""

import pytest

from tests.builders import Town
from veche.directory import holders_of, many, may_act_as
from veche.directory.events import PostHolderChanged, StructureChanged
from veche.directory.wire import AppointRequest, GetUnitRequest, MovePostRequest, RenamePostRequest
from veche.directory.wire.scopes import GiveAdministrationRequest
from veche.directory.wire.standing import PostRequest, SetDeputyRequest, SetPostCardRequest
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import PostId, UnitId
from veche.identity.events import ActorChanged
from veche.identity.wire import CreateInvitationRequest


async def titles(town: Town, unit: UnitId) -> list[str]:
    shown = await town.directory.tree.unit(town.admin, GetUnitRequest(unit=unit))
    return [f"{post.title}{' (closed)' if post.closed else ''}{' (head)' if post.head else ''}" for post in shown.posts]


async def acts_of(town: Town, post: PostId) -> list[str]:
    rows = await town.database.fetch("SELECT act FROM ground_audit WHERE subject = $1 ORDER BY id", f"post:{post}")
    return [row["act"].removeprefix("directory.") for row in rows]


async def test_a_post_moves_with_its_holder_and_heads_nothing_there(town: Town) -> None:
    city = await town.organisation("Город")
    parks, roads = await town.unit("Парки", organisation=city), await town.unit("Дороги", organisation=city)
    anna = await town.person("Соколова Анна Петровна")
    head = await town.post("Начальник", holder=anna, unit=parks)
    await town.directory.posts.set_card(town.admin, SetPostCardRequest(post=head, head=True, phone="12-34"))
    for _ in range(2):
        await town.directory.placing.move(town.admin, MovePostRequest(post=head, unit=roads))
    assert (await titles(town, parks), await titles(town, roads)) == ([], ["Начальник"])
    assert await holders_of(town.database, [head]) == {head: anna.person}
    assert (await town.directory.standing.card(anna, PostRequest(post=head))).phone == "12-34"
    assert town.heard(StructureChanged)[-1] == StructureChanged([roads])
    assert (await acts_of(town, head)).count("move_post") == 1


async def test_a_post_moves_within_its_organisation_and_what_one_administers(town: Town) -> None:
    city, other = await town.organisation("Город"), await town.organisation("Соседи")
    parks, roads = await town.unit("Парки", organisation=city), await town.unit("Дороги", organisation=city)
    north = await town.unit("Северный парк", organisation=city, parent=parks)
    foreign = await town.unit("Парки", organisation=other)
    anna = await town.person("Анна")
    give = GiveAdministrationRequest(organisation=city, unit=parks, person=anna.person)
    await town.directory.scopes.give(town.admin, give)
    own, driver = await town.post("Садовник", unit=parks), await town.post("Водитель", unit=roads)
    placing = town.directory.placing
    for post, unit in ((own, roads), (own, foreign), (driver, parks), (own, 1), (1, parks)):
        with pytest.raises(Refused, match="not_your_unit"):
            await placing.move(anna, MovePostRequest(post=post, unit=unit))
    await placing.move(anna, MovePostRequest(post=own, unit=north))
    assert await titles(town, north) == ["Садовник"]
    for post in (driver, 1):
        for attempt in (placing.close, placing.reopen):
            with pytest.raises(Refused, match="not_your_unit"):
                await attempt(anna, PostRequest(post=post))
    with pytest.raises(Refused, match="unit_foreign_organisation"):
        await placing.move(town.admin, MovePostRequest(post=own, unit=foreign))
    with pytest.raises(NotFound, match="unit_not_found"):
        await placing.move(town.admin, MovePostRequest(post=own, unit=1))
    with pytest.raises(NotFound, match="post_not_found"):
        await placing.close(town.admin, PostRequest(post=1))
    await placing.close(anna, PostRequest(post=own))
    await placing.reopen(anna, PostRequest(post=own))


async def test_a_closed_post_has_no_holder_and_its_deputy_goes_on(town: Town) -> None:
    anna, boris = await town.person("Анна"), await town.person("Борис")
    head, deputy = await town.post("Начальник", holder=anna), await town.post("Заместитель", holder=boris)
    await town.directory.standing.set_deputy(town.admin, SetDeputyRequest(post=head, deputy=deputy))
    await town.directory.placing.close(town.admin, PostRequest(post=head))
    assert town.heard(PostHolderChanged)[-1] == PostHolderChanged(post=head, old=anna.person, new=None)
    assert await may_act_as(town.database, anna.person, head) is not None
    assert await may_act_as(town.database, boris.person, head) is None
    assert town.heard(ActorChanged)[-1].card.deactivated
    assert [row.id for row in await many.posts_by_ids(town.database, [head, deputy])] == [deputy]
    posts, refused = town.directory.posts, Conflict
    for attempt in (
        posts.appoint(town.admin, AppointRequest(post=head, person=boris.person)),
        posts.rename(town.admin, RenamePostRequest(post=head, title="Иначе")),
        town.directory.placing.close(town.admin, PostRequest(post=head)),
        town.directory.standing.set_deputy(town.admin, SetDeputyRequest(post=deputy, deputy=head)),
        town.identity.invitations.create(town.admin, CreateInvitationRequest(post=head)),
    ):
        with pytest.raises(refused, match="post_closed"):
            await attempt
    await town.directory.placing.reopen(town.admin, PostRequest(post=head))
    with pytest.raises(Conflict, match="post_open"):
        await town.directory.placing.reopen(town.admin, PostRequest(post=head))
    await town.appoint(head, anna)
    assert not (await town.cards(head))[0].deactivated
    assert [act for act in await acts_of(town, head) if "post" in act and "create" not in act] == [
        "close_post",
        "reopen_post",
    ]


async def test_only_those_who_administer_see_closed_posts(town: Town) -> None:
    city = await town.organisation("Город")
    parks = await town.unit("Парки", organisation=city)
    anna = await town.person("Анна")
    for title in ("Первая", "Вторая"):
        await town.post(title, unit=parks)
    first = (await town.directory.tree.unit(town.admin, GetUnitRequest(unit=parks))).posts[0].id
    await town.directory.placing.close(town.admin, PostRequest(post=first))
    assert await titles(town, parks) == ["Вторая", "Первая (closed)"]
    shown = await town.directory.tree.unit(anna, GetUnitRequest(unit=parks))
    assert [post.title for post in shown.posts] == ["Вторая"]
    assert (await town.directory.standing.card(anna, PostRequest(post=first))).closed


async def test_an_old_invitation_fills_no_closed_post_and_closing_is_bounded_as_dismissing(town: Town) -> None:
    city = await town.organisation("Город")
    parks = await town.unit("Парки", organisation=city)
    post = await town.post("Садовник", unit=parks)
    await town.directory.placing.close(town.admin, PostRequest(post=post))
    async with town.database.transaction() as conn:
        keeper = town.directory.placing._needs.keeper
        assert await keeper.take_up(conn, post, person=town.admin.person, name="Кто-то") == []
    held = [await town.post(f"Должность {number}", holder=town.admin, unit=parks) for number in range(8)]
    for one in held[:5]:
        await town.directory.placing.close(town.admin, PostRequest(post=one))
    with pytest.raises(Refused, match="second_administrator_needed"):
        await town.directory.placing.close(town.admin, PostRequest(post=held[5]))
