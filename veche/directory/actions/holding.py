"""Who holds a post: the one place where a post passes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from veche import identity
from veche.directory.actions.asking import NOWHERE, may_administer, scope_of
from veche.directory.actions.counting import Bounds, Leavers
from veche.directory.events import ActingChanged, PostHolderChanged
from veche.directory.model import Post
from veche.directory.store import holdings, leaving, posts, scopes, standing
from veche.ground.clock import Clock
from veche.ground.db import Connection, Queries
from veche.ground.errors import Conflict, Refused, VecheError
from veche.ground.ids import ActorId, Ids, PersonId, PostId
from veche.identity import HeldPost, PostBrief, actor_cards, set_actor_card
from veche.identity.events import ActorChanged, MeChanged


class PostKeeper:
    """Passes posts on, inside the caller's transaction. This is also what identity sees of the directory (`Posts`):
    a newcomer takes up his post, a leaver leaves all of them, a new name goes onto the cards."""

    def __init__(self, *, ids: Ids, clock: Clock, bounds: Bounds = Bounds()) -> None:  # noqa: B008  # frozen
        self._ids = ids
        self._clock = clock
        self.leavers = Leavers(clock, bounds)

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
        refusal = await may_administer(conn, person, unit=NOWHERE if found is None else found.unit)
        return Conflict("post_closed") if refusal is None and found is not None and found.closed else refusal

    async def fills_some(self, conn: Queries, person: PersonId) -> bool:
        """Whether there is any part of the directory that a person administers."""
        return not (await scope_of(conn, person)).empty

    async def held_by(self, conn: Queries, person: PersonId) -> list[HeldPost]:
        """The posts of a person with their cards; one statement when he has none."""
        held = await holdings.held_by(conn, person)
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
        if found is None or found.closed or found.holder is not None:
            return []
        return await self.pass_on(conn, found, to=person, name=name)

    async def let_go(self, conn: Connection, post: PostId) -> list[Struct]:
        """Make a post vacant, whoever holds it."""
        found = await posts.lock_post(conn, post)
        return [] if found is None else await self.vacate(conn, [found], by=None)

    async def leave_all(self, conn: Connection, person: PersonId, *, by: PersonId | None = None) -> list[Struct]:
        """`by`: who puts him out; None: he goes himself. Raises: second_administrator_needed, of whoever puts out more
        people in a day than he may dismiss."""
        held = await holdings.lock_posts_of(conn, person)
        posts_held = [post.id for post in held]
        if by is not None and held:
            if await self.leavers.any_needs_second(conn, posts_held, by=by):
                raise Refused("second_administrator_needed")
            await self.leavers.note_posts(conn, posts_held, by=by)
        events = await self.vacate(conn, held, by=by)
        await scopes.forget(conn, person)
        return events

    async def renamed(self, conn: Connection, person: PersonId, *, name: str) -> list[Struct]:
        return [
            ActorChanged(await set_actor_card(conn, ActorId(post.id), name=name, title=post.title))
            for post in await holdings.lock_posts_of(conn, person)
        ]

    async def pass_on(
        self, conn: Connection, post: Post, *, to: PersonId, name: str, by: PersonId | None = None
    ) -> list[Struct]:
        """The locked post goes to a person. Its chats and history stay with the post; its card shows the new name."""
        now = self._clock.now()
        if post.holder is not None:
            await leaving.end_holdings(conn, [post.id], until=now, by=by)
        await holdings.begin_holding(conn, self._ids.new(), post=post.id, person=to, since=now)
        # The picture is the face of who held it.
        card = await set_actor_card(conn, ActorId(post.id), name=name, title=post.title, keep_photo=False)
        people = {person for person in (post.holder, to) if person is not None}
        events: list[Struct] = [PostHolderChanged(post=post.id, old=post.holder, new=to), ActorChanged(card)]
        return events + await self._follows(conn, {post.id: people})

    async def vacate(self, conn: Connection, locked: Sequence[Post], *, by: PersonId | None) -> list[Struct]:
        """Nobody holds these locked posts any more; the same few statements for one and for a thousand."""
        held = {post.id: post.holder for post in locked if post.holder is not None}
        if not held:
            return []
        await leaving.end_holdings(conn, list(held), until=self._clock.now(), by=by)
        titles = {int(post.id): post.title for post in locked if post.id in held}
        events: list[Struct] = [PostHolderChanged(post=post, old=person, new=None) for post, person in held.items()]
        events += [ActorChanged(card) for card in await identity.posts.vacate(conn, titles)]
        return events + await self._follows(conn, {post: {person} for post, person in held.items()})

    async def _follows(self, conn: Connection, passed: Mapping[PostId, set[PersonId]]) -> list[Struct]:
        """What else changes when posts pass on between these people: who stands in, and who administers."""
        acting: dict[PostId, set[PersonId]] = {}
        pairs = await standing.stood_in_by(conn, passed)
        deputies = await holdings.holders_of(conn, {through for post, through in pairs if post in passed})
        for post, through in pairs:
            acting.setdefault(post, set()).update(passed.get(through, ()))
            if post in passed and through in deputies:
                acting[post].add(deputies[through])
        events: list[Struct] = [ActingChanged(post, sorted(people)) for post, people in acting.items() if people]
        administering = await scopes.going_with(conn, passed)
        people = {person for post in administering for person in passed[post]}
        return events + [MeChanged(person) for person in sorted(people)]


async def may_act_as(db: Queries, person: PersonId, actor: int) -> VecheError | None:
    """Whether a person may speak as this actor now: as himself, as a post that he holds at this moment, or for which he
    stands in."""
    if actor == person or await holdings.acts_as(db, person, PostId(actor)):
        return None
    return Refused("not_your_post")
