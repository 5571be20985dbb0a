"""A wave made of a list, chats of units that are found by themselves, and the chat for questions of a wave."""

from typing import Any

import pytest

from tests.rollout.world import Body, make_body
from tests.support.live import Live, Refusal
from veche.ground.db import Queries
from veche.ground.ids import OrganisationId, PostId
from veche.rollout import Contact, Group
from veche.rollout.actions.naming import named

pytestmark = pytest.mark.asyncio(loop_scope="package")

UNIT = "Отдел благоустройства"


async def test_a_list_names_employees_by_the_whole_word() -> None:
    known = {
        PostId(1): Contact(record=10, marks=("00417", "A.Sokolova@city.example")),
        PostId(2): Contact(record=10, marks=("00417", "A.Sokolova@city.example")),
        PostId(3): Contact(record=11, marks=("00418", "v.orlova@city.example")),
        PostId(4): Contact(record=12, marks=("00418", "")),
    }
    # One person with two posts is meant with both; a number that two people have means neither.
    assert named(["00417", " a.sokolova@CITY.example"], known).posts == [1, 2]
    found = named(["v.orlova@city.example", "00418", "0041", "", "sokolova", "sokolova"], known)
    assert (found.posts, found.missing, found.unclear) == ([3], ["0041", "", "sokolova"], ["00418"])


class Lists:
    """The port, with one group."""

    def __init__(self, posts: list[int]) -> None:
        self.posts = posts

    async def groups(self, db: Queries, organisation: OrganisationId) -> list[Group]:
        return [Group(7, "Дежурная смена", len(self.posts))]

    async def posts_of(self, db: Queries, organisation: OrganisationId, group: int) -> list[PostId] | None:
        return [PostId(post) for post in self.posts] if group == 7 else None


async def with_unit(live: Live, *, people: int = 6) -> Body:
    body = await make_body(live)
    await body.unit(UNIT, people)
    await body.begin()
    return body


async def test_a_wave_is_made_of_a_list_and_of_a_named_group(live: Live) -> None:
    body = await with_unit(live)
    posts = body.posts[UNIT]
    for place, post in enumerate(posts):
        marks = (f"00{place}", f"p{place}@city.example")
        body.known[PostId(post)] = Contact(name="Орлова Вера", record=post, marks=marks)
    ask: dict[str, Any] = {"plan": body.plan}
    found = await body.admin.ask("find_for_wave", **ask, words=["001", "P2@city.example", "999"])
    assert found == {"posts": posts[1:3], "missing": ["999"]}
    wave = await body.wave(posts=found["posts"], title="По списку")
    await body.start(wave)
    assert await live.database.fetchval("SELECT count(*) FROM rollout_invites WHERE wave_id = $1", wave) == 2

    needs = body.rollout.needs
    before = needs.lists
    object.__setattr__(needs, "lists", Lists([*posts[:2], body.organisation]))
    try:
        groups = (await body.admin.ask("list_rollout_groups", **ask))["groups"]
        assert groups == [{"id": 7, "name": "Дежурная смена", "members": 3}]
        assert await body.admin.ask("find_for_wave", **ask, group=7) == {"posts": posts[:2]}
        with pytest.raises(Refusal, match="group_not_found"):
            await body.admin.ask("find_for_wave", **ask, group=8)
    finally:
        object.__setattr__(needs, "lists", before)
    stranger = await live.person("Посторонний Пётр")
    for command in ("find_for_wave", "list_rollout_groups"):
        with pytest.raises(Refusal, match="administrators_only"):
            await stranger.ask(command, **ask)


async def test_the_chat_of_a_unit_is_the_one_that_the_directory_fills(live: Live) -> None:
    body = await with_unit(live)
    unit, posts = body.units[UNIT], body.posts[UNIT]
    rule = {"organisation": body.organisation, "unit": unit}
    filled = (await body.admin.ask("create_filled_chat", title="Отдел", rule=rule))["chat"]["id"]
    wave = await body.wave(UNIT)
    await body.start(wave)
    await body.come(wave, *posts)
    await live.server.messenger.chats.filler.fill(filled)
    (row,) = (await body.report())["units"]
    assert (row["chat"], row["chat_title"], row["chat_by_rule"]) == (filled, "Отдел", True)
    assert row["people"]["joined"] == 5

    # Another one may be chosen, but none that the asker is not in: he would learn who is.
    own = (await body.admin.ask("create_group", title="Наш отдел"))["chat"]["id"]
    (row,) = (await body.admin.ask("set_rollout_unit", plan=body.plan, unit=unit, chat=own))["units"]
    assert (row["chat"], "chat_by_rule" in row, row["people"]["joined"]) == (own, False, 0)
    stranger = await live.person("Посторонний Пётр")
    foreign = (await stranger.ask("create_group", title="Чужая"))["chat"]["id"]
    with pytest.raises(Refusal, match="chat_not_found"):
        await body.admin.ask("set_rollout_unit", plan=body.plan, unit=unit, chat=foreign)


async def test_a_wave_begins_with_its_chat_for_questions(live: Live) -> None:
    body = await with_unit(live)
    posts = body.posts[UNIT]
    helper = await live.person("Ответственная Ольга")
    await body.admin.ask("appoint", post=posts[0], person=helper.id)
    wave = await body.wave(UNIT, title="Волна с чатом", responsible=posts[0])
    await body.start(wave)
    await body.start(wave)  # again: the same chat
    (card,) = (await body.report())["waves"]
    members = await live.database.fetch("SELECT actor_id FROM chats_members WHERE chat_id = $1", card["help_chat"])
    assert {body.admin.id, posts[0]} == {row["actor_id"] for row in members}
    assert await live.database.fetchval("SELECT count(*) FROM chats_chats WHERE title LIKE 'Помощь%Волна с чатом'") == 1

    # Whoever moves in the wave is told where to ask; nobody else is.
    newcomer = await live.person("Пришедшая Полина")
    assert await newcomer.ask("list_help_desks") == {"desks": []}
    await body.admin.ask("appoint", post=posts[1], person=newcomer.id)
    desks = (await newcomer.ask("list_help_desks"))["desks"]
    assert desks == [{"wave": "Волна с чатом", "link": card["help_link"]}]
    await newcomer.ask("join_by_link", code=desks[0]["link"].partition("#")[2])
    # Another post answers now, and is in the chat too.
    await body.admin.ask("change_wave", wave=wave, responsible=posts[2])
    assert await live.database.fetchval(
        "SELECT count(*) FROM chats_members WHERE chat_id = $1 AND actor_id = $2", card["help_chat"], posts[2]
    )
    await body.admin.ask("roll_back_wave", wave=wave)
    assert await newcomer.ask("list_help_desks") == {"desks": []}
