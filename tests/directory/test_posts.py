"""Posts pass on: at once, completely, one holder at a time."""

import asyncio

import pytest

from tests.builders import Town
from veche.directory import holders_of, may_act_as, posts_of
from veche.directory.events import PostHolderChanged
from veche.directory.wire import AppointRequest, CreatePostRequest, RenamePostRequest
from veche.directory.wire.leaving import DismissRequest
from veche.ground.clock import FixedClock
from veche.ground.errors import BadInput, NotFound, Refused
from veche.ground.ids import ActorId, PostId
from veche.identity import ActorCard
from veche.identity.events import ActorChanged
from veche.identity.wire import UpdateProfileRequest


async def card(town: Town, post: PostId) -> ActorCard:
    return (await town.cards(post))[0]


async def dismiss(town: Town, post: PostId) -> None:
    await town.directory.leaving.dismiss(town.admin, DismissRequest(post=post))


async def test_a_new_post_is_vacant(town: Town) -> None:
    post = await town.post("Начальник отдела")
    assert await card(town, post) == ActorCard(
        id=ActorId(post), kind="post", name="", title="Начальник отдела", vacant=True
    )
    assert await holders_of(town.database, [post]) == {}


async def test_the_card_of_a_post_carries_the_name_of_its_holder(town: Town) -> None:
    anna = await town.person("Соколова Анна Петровна")
    post = await town.post("Начальник отдела", holder=anna)
    assert await card(town, post) == ActorCard(
        id=ActorId(post), kind="post", name="Соколова Анна Петровна", title="Начальник отдела"
    )
    assert town.heard(PostHolderChanged) == [PostHolderChanged(post=post, old=None, new=anna.person)]
    assert town.heard(ActorChanged)[-1].card == await card(town, post)


async def test_a_post_passes_on_in_one_step(town: Town, clock: FixedClock) -> None:
    anna, boris = await town.person("Анна"), await town.person("Борис")
    post = await town.post(holder=anna)
    clock.step(60)
    await town.appoint(post, boris)
    assert await holders_of(town.database, [post]) == {post: boris.person}
    assert await posts_of(town.database, anna.person) == []
    assert await posts_of(town.database, boris.person) == [post]
    assert (await card(town, post)).name == "Борис"
    assert town.heard(PostHolderChanged)[-1] == PostHolderChanged(post=post, old=anna.person, new=boris.person)
    rows = await town.database.fetch("SELECT person_id, until FROM directory_holdings ORDER BY id")
    assert [(row["person_id"], row["until"]) for row in rows] == [(anna.person, clock.now()), (boris.person, None)]


async def test_dismissal_makes_it_vacant_and_touches_nothing_else(town: Town) -> None:
    anna = await town.person("Анна")
    first, second = await town.post("Первая", holder=anna), await town.post("Вторая", holder=anna)
    await dismiss(town, first)
    assert await posts_of(town.database, anna.person) == [second]
    assert (await card(town, first)).vacant
    assert (await card(town, second)).name == "Анна"
    assert town.heard(PostHolderChanged)[-1] == PostHolderChanged(post=first, old=anna.person, new=None)


async def test_what_is_so_already_is_not_said_again(town: Town) -> None:
    anna = await town.person()
    post = await town.post(holder=anna)
    before = len(town.events)
    await town.appoint(post, anna)
    assert len(town.events) == before
    await dismiss(town, post)
    before = len(town.events)
    await dismiss(town, post)
    assert len(town.events) == before


async def test_a_person_holds_any_number_of_posts_a_post_has_one_holder(town: Town) -> None:
    anna = await town.person()
    posts = [await town.post(f"Должность {number}", holder=anna) for number in range(3)]
    assert await posts_of(town.database, anna.person) == posts


async def test_of_many_appointments_at_once_one_stands(town: Town) -> None:
    post = await town.post()
    people = [await town.person(f"Человек {number}") for number in range(6)]
    await asyncio.gather(*(town.appoint(post, person) for person in people))
    holder = (await holders_of(town.database, [post]))[post]
    assert (await card(town, post)).name == next(
        f"Человек {number}" for number, person in enumerate(people) if person.person == holder
    )
    assert await town.database.fetchval("SELECT count(*) FROM directory_holdings WHERE until IS NULL") == 1
    said = town.heard(PostHolderChanged)
    assert len(said) == 6


async def test_a_leaver_is_not_appointed_at_the_same_moment(town: Town) -> None:
    """Whichever goes first: in the end the person is out and holds nothing."""
    for number in range(4):
        post, anna = await town.post(f"Должность {number}"), await town.person()
        await asyncio.gather(
            town.appoint(post, anna), town.identity.people.deactivate(town.admin, anna.person), return_exceptions=True
        )
        assert await holders_of(town.database, [post]) == {}
        assert (await card(town, post)).vacant


async def test_a_renaming_and_an_appointment_at_once_leave_the_right_name(town: Town) -> None:
    for number in range(4):
        anna, boris = await town.person("Анна"), await town.person("Борис")
        post = await town.post(f"Должность {number}", holder=anna)
        await asyncio.gather(
            town.identity.profile.update(anna, UpdateProfileRequest(name="Анна Новая")), town.appoint(post, boris)
        )
        assert (await card(town, post)).name == "Борис"


async def test_who_may_act_as_whom(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    post = await town.post(holder=anna)
    assert await may_act_as(town.database, anna.person, anna.person) is None
    assert await may_act_as(town.database, anna.person, post) is None
    for actor in (post, anna.person, ActorId(1)):
        refusal = await may_act_as(town.database, boris.person, actor)
        assert isinstance(refusal, Refused)
        assert refusal.code == "not_your_post"
    await dismiss(town, post)
    assert await may_act_as(town.database, anna.person, post) is not None


async def test_titles_change_on_the_card(town: Town) -> None:
    anna = await town.person("Анна")
    post = await town.post("Старая", holder=anna)
    await town.directory.posts.rename(town.admin, RenamePostRequest(post=post, title=" Новая  должность "))
    assert (await card(town, post)).title == "Новая должность"
    assert (await card(town, post)).name == "Анна"
    assert town.heard(ActorChanged)[-1].card == await card(town, post)
    with pytest.raises(BadInput, match="name_empty"):
        await town.directory.posts.rename(town.admin, RenamePostRequest(post=post, title=" "))


async def test_what_is_not_there(town: Town) -> None:
    anna, posts = await town.person(), town.directory.posts
    post = await town.post()
    with pytest.raises(NotFound, match="unit_not_found"):
        await posts.create(town.admin, CreatePostRequest(unit=1, title="X"))
    with pytest.raises(NotFound, match="post_not_found"):
        await posts.rename(town.admin, RenamePostRequest(post=anna.person, title="X"))
    with pytest.raises(NotFound, match="post_not_found"):
        await posts.appoint(town.admin, AppointRequest(post=anna.person, person=anna.person))
    with pytest.raises(NotFound, match="post_not_found"):
        await town.directory.leaving.dismiss(town.admin, DismissRequest(post=1))
    with pytest.raises(NotFound, match="person_not_found"):
        await posts.appoint(town.admin, AppointRequest(post=post, person=post))


async def test_only_administrators_appoint(town: Town) -> None:
    anna, post, posts = await town.person(), await town.post(), town.directory.posts
    for attempt in (
        posts.create(anna, CreatePostRequest(unit=1, title="X")),
        posts.rename(anna, RenamePostRequest(post=post, title="X")),
        posts.appoint(anna, AppointRequest(post=post, person=anna.person)),
        town.directory.leaving.dismiss(anna, DismissRequest(post=post)),
    ):
        with pytest.raises(Refused, match="administrators_only"):
            await attempt


async def test_every_act_is_on_record(town: Town) -> None:
    anna = await town.person()
    post = await town.post(holder=anna)
    await town.directory.posts.rename(town.admin, RenamePostRequest(post=post, title="Другая"))
    await dismiss(town, post)
    rows = await town.database.fetch(
        "SELECT actor, act, details FROM ground_audit WHERE subject = $1 ORDER BY id", f"post:{post}"
    )
    assert [row["act"] for row in rows] == [
        "directory.create_post",
        "directory.appoint",
        "directory.rename_post",
        "directory.dismiss",
    ]
    assert {row["actor"] for row in rows} == {town.admin.person}
    assert str(anna.person) in rows[1]["details"]
