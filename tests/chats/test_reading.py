"""Lists of chats and members."""

import pytest
from msgspec import UNSET

from tests.chats.world import World, me, mine
from veche.chats.model import Rights
from veche.chats.store.cards import ListPlace
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import ActorId, ChatId, Seq


async def titles(world: World, who: Asker, *, archived: bool = False, limit: int = 100) -> list[list[str]]:
    """All pages of a chat list."""
    pages: list[list[str]] = []
    after: ListPlace | None = None
    while True:
        _, chats, after = await world.chats.reading.list_chats(
            who, actor=None, archived=archived, after=after, limit=limit
        )
        pages.append([chat.title for chat in chats])
        if after is None:
            return pages


async def test_pinned_chats_first_then_the_newest(world: World) -> None:
    anna = await world.person()
    chats: dict[str, ChatId] = {}
    for title in "абвгд":
        chats[title] = await world.group(anna, title=title)
        world.clock.step(1)
    await world.write(chats["а"])
    world.clock.step(1)
    await world.chats.keeping.set_pinned(anna, chats["в"], on=True)
    await world.chats.keeping.set_archived(anna, chats["г"], on=True)
    assert await titles(world, anna) == [["в", "а", "д", "б"]]
    assert await titles(world, anna, limit=1) == [["в"], ["а"], ["д"], ["б"]]
    assert await titles(world, anna, limit=2) == [["в", "а"], ["д", "б"]]
    assert await titles(world, anna, archived=True) == [["г"]]


async def test_places_survive_the_way_through_a_cursor(world: World) -> None:
    anna = await world.person()
    for title in "аб":
        await world.group(anna, title=title)
    _, _, place = await world.chats.reading.list_chats(anna, actor=None, archived=False, after=None, limit=1)
    assert place is not None
    assert ListPlace.of_cursor([int(part) for part in place.cursor().split(".")]) == place


async def test_an_empty_dialog_is_only_in_the_list_of_who_opened_it(world: World) -> None:
    anna, boris = await world.people(2)
    chat = ChatId((await world.chats.opening.open_dialog(anna, me(boris))).id)
    assert len((await titles(world, anna))[0]) == 1
    assert await titles(world, boris) == [[]]
    await world.write(chat)
    assert len((await titles(world, boris))[0]) == 1


async def test_two_hats_two_lists(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    await world.group(anna, title="Личное")
    await world.chats.opening.create_group(anna, title="Рабочее", as_=post)
    reading = world.chats.reading
    actor, chats, _ = await reading.list_chats(anna, actor=post, archived=False, after=None, limit=10)
    assert (actor, [chat.title for chat in chats]) == (post, ["Рабочее"])
    assert await titles(world, anna) == [["Личное"]]
    with pytest.raises(Refused, match="not_your_post"):
        await reading.list_chats(boris, actor=post, archived=False, after=None, limit=10)


async def test_a_chat_is_seen_through_a_post(world: World) -> None:
    anna = await world.person()
    post = await world.post(anna)
    chat = ChatId((await world.chats.opening.create_group(anna, title="Рабочее", as_=post)).id)
    card = (await world.chats.reading.get_chat(anna, chat))[0]
    assert mine(card).actor == post
    await world.dismiss(post)
    with pytest.raises(NotFound, match="chat_not_found"):
        await world.chats.reading.get_chat(anna, chat)


async def test_the_successor_takes_the_chats_over(world: World) -> None:
    anna, boris = await world.people(2)
    post = await world.post(anna)
    chat = ChatId((await world.chats.opening.create_group(anna, title="Рабочее", as_=post)).id)
    await world.write(chat, 3)
    await world.chats.read_marks.mark_read(anna, chat, Seq(2), as_=post)
    await world.dismiss(post)
    await world.db.execute(
        "INSERT INTO directory_holdings (id, post_id, person_id, since) VALUES ($1, $2, $3, $4)",
        world.ids.new(),
        post,
        boris.person,
        world.clock.now(),
    )
    card = (await world.chats.reading.get_chat(boris, chat))[0]
    assert (mine(card).role, mine(card).read_seq, card.seq) == ("owner", 2, 3)


async def test_members_page_by_page(world: World) -> None:
    anna, *others = await world.people(6)
    chat = await world.group(anna, *others)
    await world.chats.managing.set_role(anna, chat, me(others[3]), role="admin")
    late = await world.person()
    world.clock.step(5)
    await world.chats.managing.add_members(anna, chat, [me(late)])
    rows = await world.chats.reading.list_members(anna, chat, after=None, limit=100)
    assert [row.role for row in rows] == ["owner", "admin", *["member"] * 5]
    assert rows[-1].actor == me(late)
    assert rows[1].rights == Rights.ADMIN
    paged: list[ActorId] = []
    after = None
    while page := await world.chats.reading.list_members(anna, chat, after=after, limit=2):
        paged += [row.actor for row in page]
        last = page[-1]
        after = (["owner", "admin", "member"].index(last.role), last.joined_at, int(last.actor))
    assert paged == [row.actor for row in rows]


async def test_who_reads_a_channel_is_known_to_those_who_run_it(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.channel(anna, boris)
    assert len(await world.chats.reading.list_members(anna, chat, after=None, limit=10)) == 2
    with pytest.raises(Refused, match="no_right"):
        await world.chats.reading.list_members(boris, chat, after=None, limit=10)


async def test_in_a_channel_nobody_looks_who_has_read(world: World) -> None:
    anna, boris = await world.people(2)
    chat = await world.channel(anna, boris)
    await world.write(chat, 4)
    card, peers, code = await world.chats.reading.get_chat(anna, chat)
    assert (card.seq, peers, code, card.last) == (4, 4, None, UNSET)
