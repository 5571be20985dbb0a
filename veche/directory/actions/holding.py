"""Who holds a post: the one place where a post passes on."""

from __future__ import annotations

from msgspec import Struct

from veche.directory.actions.asking import NOWHERE, may_administer, scope_of
from veche.directory.events import PostHolderChanged
from veche.directory.model import Post
from veche.directory.store import holdings, posts, scopes
from veche.ground.clock import Clock
from veche.ground.db import Connection, Queries
from veche.ground.errors import Refused, VecheError
from veche.ground.ids import ActorId, Ids, PersonId, PostId
from veche.identity import HeldPost, PostBrief, actor_cards, set_actor_card
from veche.identity.events import ActorChanged, MeChanged


class PostKeeper:
    """Passes posts on, inside the caller's transaction. This is also what identity sees of the directory (`Posts`):
    a newcomer takes up his post, a leaver leaves all of them, a new name goes onto the cards."""

    def __init__(self, *, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock

    async def brief(self, conn: Queries, post: PostId) -> PostBrief | None:
        """A post in a few words."""
        found = await posts.post_by_id(conn, post)
        if found is None:
            return None
        unit, organisation = (await posts.places_of(conn, [post]))[post]
        return PostBrief(id=post, title=found.title, unit=unit, organisation=organisation, vacant=found.holder is None)

    async def may_fill(self, conn: Queries, person: PersonId, post: PostId) -> VecheError | None:
        """Whether a person may invite somebody to this post."""
        found = await posts.post_by_id(conn, post)
        return await may_administer(conn, person, unit=NOWHERE if found is None else found.unit)

    async def fills_some(self, conn: Queries, person: PersonId) -> bool:
        """Whether there is any part of the directory that a person administers."""
        return not (await scope_of(conn, person)).empty

    async def held_by(self, conn: Queries, person: PersonId) -> list[HeldPost]:
        """The posts of a person with their cards; one statement when he has none."""
        held = await holdings.posts_of(conn, person)
        if not held:
            return []
        cards = await actor_cards(conn, [ActorId(post) for post in held])
        places = await posts.places_of(conn, held)
        return [
            HeldPost(
                id=post,
                title=cards[ActorId(post)].title,
                name=cards[ActorId(post)].name,
                unit=places[post][0],
                organisation=places[post][1],
            )
            for post in held
        ]

    async def take_up(self, conn: Connection, post: PostId, *, person: PersonId, name: str) -> list[Struct]:
        """Appoint a newcomer, unless somebody else holds the post by now: nobody is pushed out by an old invitation."""
        found = await posts.lock_post(conn, post)
        if found is None or found.holder is not None:
            return []
        return await self.pass_on(conn, found, to=person, name=name)

    async def let_go(self, conn: Connection, post: PostId) -> list[Struct]:
        """Make a post vacant, whoever holds it."""
        found = await posts.lock_post(conn, post)
        return [] if found is None or found.holder is None else await self.pass_on(conn, found, to=None, name="")

    async def leave_all(self, conn: Connection, person: PersonId) -> list[Struct]:
        events: list[Struct] = []
        for post in await holdings.lock_posts_of(conn, person):
            events += await self.pass_on(conn, post, to=None, name="")
        await scopes.forget(conn, person)
        return events

    async def renamed(self, conn: Connection, person: PersonId, *, name: str) -> list[Struct]:
        return [
            ActorChanged(await set_actor_card(conn, ActorId(post.id), name=name, title=post.title))
            for post in await holdings.lock_posts_of(conn, person)
        ]

    async def pass_on(self, conn: Connection, post: Post, *, to: PersonId | None, name: str) -> list[Struct]:
        """The locked post goes to a person, or becomes vacant. Its chats, history and card stay with the post."""
        now = self._clock.now()
        if post.holder is not None:
            await holdings.end_holding(conn, post.id, until=now)
        if to is not None:
            await holdings.begin_holding(conn, self._ids.new(), post=post.id, person=to, since=now)
        # The picture is the face of who held it.
        card = await set_actor_card(
            conn, ActorId(post.id), name=name, title=post.title, vacant=to is None, keep_photo=False
        )
        events: list[Struct] = [PostHolderChanged(post=post.id, old=post.holder, new=to), ActorChanged(card)]
        if await scopes.goes_with(conn, post.id):
            events += [MeChanged(person) for person in (post.holder, to) if person is not None]
        return events


async def may_act_as(db: Queries, person: PersonId, actor: int) -> VecheError | None:
    """Whether a person may speak as this actor now: as himself, or as a post that he holds at this moment."""
    if actor == person or await holdings.holds(db, person, PostId(actor)):
        return None
    return Refused("not_your_post")
