"""Any sequence of acts: a chat keeps an owner, counts are right, and versions have no holes."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chats.world import World, me
from veche.chats.events import ChatChanged, MemberLeft, MembershipChanged, ReadMarked
from veche.chats.model import Rights, Role
from veche.ground.commands import Asker
from veche.ground.errors import VecheError
from veche.ground.ids import ChatId, Seq

PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
ROLES: list[Role] = ["owner", "admin", "member"]
ACTS = st.one_of(
    st.tuples(st.just("add"), WHO, WHO),
    st.tuples(st.just("remove"), WHO, WHO),
    st.tuples(st.just("leave"), WHO),
    st.tuples(st.just("join"), WHO),
    st.tuples(st.just("role"), WHO, WHO, st.sampled_from(ROLES), st.none() | st.integers(0, Rights.ALL)),
    st.tuples(st.just("title"), WHO, st.sampled_from(["А", "Б"])),
    st.tuples(st.just("pin"), WHO, st.booleans()),
    st.tuples(st.just("write"), st.integers(1, 3)),
    st.tuples(st.just("read"), WHO, st.integers(0, 20)),
)


async def act(world: World, chat: ChatId, people: list[Asker], code: str, what: tuple[object, ...]) -> None:
    """One act; it may be refused."""
    managing = world.chats.managing
    match what:
        case ("add", int(who), int(whom)):
            await managing.add_members(people[who], chat, [me(people[whom])])
        case ("remove", int(who), int(whom)):
            await managing.remove_member(people[who], chat, me(people[whom]))
        case ("leave", int(who)):
            await managing.leave_chat(people[who], chat)
        case ("join", int(who)):
            await world.chats.inviting.join(people[who], code)
        case ("role", int(who), int(whom), ("owner" | "admin" | "member") as role, rights):
            assert rights is None or isinstance(rights, int)
            await managing.set_role(people[who], chat, me(people[whom]), role=role, rights=rights)
        case ("title", int(who), str(title)):
            await managing.update_chat(people[who], chat, title=title)
        case ("pin", int(who), bool(on)):
            await world.chats.keeping.set_pinned(people[who], chat, on=on)
        case ("write", int(count)):
            await world.write(chat, count)
        case ("read", int(who), int(seq)):
            await world.chats.read_marks.mark_read(people[who], chat, Seq(seq))


async def holds(world: World, chat: ChatId) -> None:
    """What is always true between two acts."""
    await world.count_is_right(chat)
    row = await world.db.fetchrow(
        "SELECT count(*) AS members, count(*) FILTER (WHERE role = 0) AS owners,"
        " bool_and(m.read_seq <= h.seq) AS behind, bool_and(role > 0 OR rights IS NULL) AS plain"
        " FROM chats_members m JOIN chats_heads h USING (chat_id)"
        " WHERE chat_id = $1 AND left_at IS NULL",
        chat,
    )
    assert row is not None
    assert row["members"] == 0 or (row["owners"] >= 1 and row["behind"] and row["plain"])


async def actor_versions(world: World) -> dict[int, int]:
    return {row["id"]: row["version"] for row in await world.db.fetch("SELECT id, version FROM identity_actors")}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=5, max_size=30))
async def test_whatever_happens_in_a_group(world: World, acts: list[tuple[object, ...]]) -> None:
    people = await world.people(PEOPLE)
    chat = await world.group(people[0], people[1])
    _, code = await world.chats.inviting.create_link(people[0], chat)
    versions = await actor_versions(world)
    version = 0
    for what in acts:
        world.events.clear()
        try:
            await act(world, chat, people, code, what)
        except VecheError:
            assert world.events == [], "what was refused is not announced"
        await holds(world, chat)
        told: dict[int, list[int]] = defaultdict(list)
        for event in world.events:
            if isinstance(event, MembershipChanged | MemberLeft | ReadMarked):
                told[event.actor].append(event.version)
        for actor, numbers in told.items():
            versions[actor] += 1
            assert numbers == [versions[actor]], "an actor's own space has no holes"
        version += what[1] if what[0] == "write" and isinstance(what[1], int) else 0
        for changed in world.heard(ChatChanged):
            version += 1
            assert changed.chat.version == version, "the space of the chat has no holes"
    assert await world.db.fetchval("SELECT version FROM chats_heads WHERE chat_id = $1", chat) == version
    assert await actor_versions(world) == versions, "every version that was taken was told"
