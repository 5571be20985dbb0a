"""Standing in: a deputy while a post is vacant, a substitute from a day to a day; and the card that says so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from msgspec import Struct

from veche.directory.actions.asking import may_administer, must_administer
from veche.directory.actions.base import Needs
from veche.directory.actions.posts import Posts
from veche.directory.events import ActingChanged
from veche.directory.model import Post, Substitution, may_substitute
from veche.directory.store import holdings, organisations, posts, standing, units
from veche.directory.wire.basics import UnitBrief
from veche.directory.wire.standing import (
    PostCardAnswer,
    PostHolder,
    PostLine,
    PostRequest,
    SetDeputyRequest,
    Substituted,
    SubstituteRequest,
    SubstitutionInfo,
    SubstitutionRequest,
)
from veche.ground import audit
from veche.ground.clock import from_ms, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import Conflict, NotFound, Refused, Unavailable
from veche.ground.ids import ActorId, PersonId, PostId
from veche.ground.logs import get_logger
from veche.identity import actor_cards

log = get_logger("directory")

AT_ONCE = 200
LOOK_EVERY = 5.0
"""Seconds between two looks at what begins or ends."""


class Standing:
    """What administrators say about who stands in, and the turns in which substitutions begin and end."""

    def __init__(self, needs: Needs, desk: Posts) -> None:
        self._needs = needs
        self._desk = desk

    async def run(self) -> None:
        """Turn after turn, until it is cancelled. Every process does it; what one has in hand others leave alone."""
        while True:
            try:
                await self.turn()
            except Unavailable:
                pass
            except Exception as defect:  # the loop's edge: one bad turn must not end all that follow
                log.error("substitutions_turn_failed", exc_info=defect)
            await asyncio.sleep(LOOK_EVERY)

    async def set_deputy(self, asker: Asker, request: SetDeputyRequest) -> None:
        """Whose holder acts for the post while it is vacant: at once, if it is vacant now.

        Raises: administrators_only, not_your_unit, post_not_found, substitute_is_post, substitute_elsewhere.
        """
        needs = self._needs
        deputy = None if request.deputy is None else PostId(request.deputy)
        async with needs.db.transaction() as conn:
            post = await self._desk.lock(conn, asker, PostId(request.post), closed=True)
            before = (await posts.cards_in(conn, post=post.id))[0].deputy
            if deputy is not None:
                await self._must_fit(conn, post, deputy)
            await standing.set_deputy(conn, post.id, deputy)
            holders = await holdings.holders_of(conn, [one for one in (before, deputy) if one is not None])
            await self._record(conn, asker, "directory.set_deputy", post.id, old=before, new=deputy)
        people = sorted(set(holders.values()))
        if post.holder is None and people and before != deputy:
            needs.tell([ActingChanged(post.id, people)])

    async def substitute(self, asker: Asker, request: SubstituteRequest) -> Substituted:
        """From a moment to a moment the holder of another post acts for this one too, besides its own holder.

        Raises: administrators_only, not_your_unit, post_not_found, substitute_is_post, substitute_elsewhere,
        dates_wrong, substitution_too_long, substitution_overlaps.
        """
        needs, now = self._needs, self._needs.clock.now()
        new = Substitution(
            id=needs.ids.new(),
            post=PostId(request.post),
            substitute=PostId(request.substitute),
            starts_at=max(from_ms(request.since), now),
            ends_at=from_ms(request.until),
        )
        async with needs.db.transaction() as conn:
            post = await self._desk.lock(conn, asker, new.post)
            await self._must_fit(conn, post, new.substitute)
            if (refusal := may_substitute(new, now=now)) is not None:
                raise refusal
            if await standing.overlaps(conn, new):
                raise Conflict("substitution_overlaps")
            await standing.add(conn, new, by=asker.person)
            await self._record(
                conn,
                asker,
                "directory.substitute",
                new.post,
                substitute=new.substitute,
                since=to_ms(new.starts_at),
                until=to_ms(new.ends_at),
            )
        await self.turn()
        return Substituted(id=new.id)

    async def end(self, asker: Asker, request: SubstitutionRequest) -> None:
        """Now, or before it began. Raises: administrators_only, not_your_unit, substitution_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            found = await standing.lock(conn, request.substitution)
            post = None if found is None else found.post
            await must_administer(conn, asker, unit=await self._desk.unit_of(conn, post))
            if found is None or found.ended:
                raise NotFound("substitution_not_found")
            await standing.end(conn, [found.id], at=needs.clock.now())
            events = await self._changed(conn, [found]) if found.begun else []
            await self._record(conn, asker, "directory.end_substitution", found.post, substitute=found.substitute)
        needs.tell(events)

    async def turn(self) -> None:
        """Begin and end what is due. What has ended stays ended, whatever the clock says later; and what a process
        was late to end gives no right after its time: the database asks for both."""
        needs, more = self._needs, True
        while more:
            now = needs.clock.now()
            async with needs.db.transaction() as conn:
                due = await standing.due(conn, now=now, limit=AT_ONCE)
                over = [one for one in due if one.ends_at <= now]
                new = [one for one in due if one.ends_at > now]
                await standing.end(conn, [one.id for one in over], at=now)
                await standing.begin(conn, [one.id for one in new], at=now)
                events = await self._changed(conn, [*(one for one in over if one.begun), *new])
                for one in due:
                    act = "directory.substitution_over" if one.ends_at <= now else "directory.substitution_begun"
                    await audit.record(
                        conn,
                        actor=None,
                        act=act,
                        subject=f"post:{one.post}",
                        details={"substitute": one.substitute},
                    )
            needs.tell(events)
            more = len(due) == AT_ONCE

    async def card(self, asker: Asker, request: PostRequest) -> PostCardAnswer:
        """Everything about one post. Raises: post_not_found, too_many_requests."""
        db = self._needs.db
        await self._needs.reading.take(asker)
        found = await posts.cards_in(db, post=PostId(request.post))
        if not found:
            raise NotFound("post_not_found")
        card, post = found[0], found[0].post
        path = await units.path_to(db, post.unit)
        administers = await may_administer(db, asker.person, unit=post.unit) is None
        sees_plans = administers or post.holder == asker.person
        plans = [one for one in await standing.open_of(db, post.id) if one.in_force or sees_plans]
        acting = [one.through for one in await standing.standing_in(db, [post.id])]
        lines = await self._lines(db, [post.id, *acting, *(one.substitute for one in plans), *_some(card.deputy)])
        organisation = path[-1].organisation
        holder = lines[post.id].name
        return PostCardAnswer(
            id=post.id,
            title=post.title,
            organisation=organisation,
            organisation_name=await organisations.organisation_name(db, organisation) or "",
            path=[UnitBrief(id=step.id, name=step.name) for step in path],
            head=card.head,
            phone=card.phone,
            email=card.email,
            holder=None if post.holder is None else PostHolder(holder, post.holder if sees_plans else None),
            deputy=None if card.deputy is None else lines[card.deputy],
            acting=[lines[through] for through in dict.fromkeys(acting)],
            substitutions=[
                SubstitutionInfo(
                    id=one.id,
                    substitute=lines[one.substitute],
                    since=to_ms(one.starts_at),
                    until=to_ms(one.ends_at),
                    now=one.in_force,
                )
                for one in plans
            ],
            closed=post.closed,
        )

    async def _lines(self, db: Queries, wanted: Iterable[PostId]) -> dict[PostId, PostLine]:
        cards = await actor_cards(db, wanted)
        return {PostId(card.id): PostLine(PostId(card.id), card.title, card.name) for card in cards.values()}

    async def _must_fit(self, conn: Connection, post: Post, other: PostId) -> None:
        """Whoever stands in is a colleague: chats of one organisation are not for another one."""
        if other == post.id:
            raise Refused("substitute_is_post")
        places = await holdings.organisations_of(conn, [post.id, other])
        if other not in places:
            raise NotFound("post_not_found")
        if places[other] != places[post.id]:
            raise Refused("substitute_elsewhere")
        found = await posts.post_by_id(conn, other)
        if found is None or found.closed:
            raise Conflict("post_closed")

    async def _changed(self, conn: Connection, those: Iterable[Substitution]) -> list[Struct]:
        through = {one.post: one.substitute for one in those}
        holders = await holdings.holders_of(conn, through.values()) if through else {}
        return [ActingChanged(post, [holders[one]]) for post, one in through.items() if one in holders]

    async def _record(self, conn: Connection, asker: Asker, act: str, post: PostId, **details: int | None) -> None:
        await audit.record(conn, actor=asker.person, act=act, subject=f"post:{post}", details=details)


class StandIns:
    """Who stands in for which post, in memory: asked for every message of a post."""

    def __init__(self, needs: Needs) -> None:
        self._db = needs.db
        self._names: dict[tuple[int, int], str] = {}

    def name_of(self, post: int, person: int) -> str:
        """The name of a person who acts for a post without holding it; empty for its holder."""
        return self._names.get((post, person), "")

    async def look_again(self) -> None:
        """Everything anew: at the start, and when the bus lost something."""
        self._names = await self._read(None)

    async def hear(self, posts_changed: Iterable[PostId]) -> None:
        changed = set(posts_changed)
        fresh = await self._read(changed)
        self._names = {pair: name for pair, name in self._names.items() if pair[0] not in changed} | fresh

    async def _read(self, only: set[PostId] | None) -> dict[tuple[int, int], str]:
        found = await standing.standing_in(self._db, only)
        cards = await actor_cards(self._db, [one.through for one in found])
        names = {(int(one.post), int(one.person)): cards[ActorId(one.through)].name for one in found}
        # Somebody who holds the post and is a deputy of it besides speaks as its holder.
        holders = await holdings.holders_of(self._db, {one.post for one in found})
        return {pair: name for pair, name in names.items() if holders.get(PostId(pair[0])) != PersonId(pair[1])}


def _some(post: PostId | None) -> list[PostId]:
    return [] if post is None else [post]
