"""Leavers: a post, an employee, or many at once. The private side of whoever leaves is not touched."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from veche.directory.actions.asking import must_administer, scope_of
from veche.directory.actions.base import Needs
from veche.directory.model import DISMISSAL_LIFE, Post
from veche.directory.store import leaving, scopes, units
from veche.directory.store.leaving import Asked
from veche.directory.wire.leaving import (
    Dismissal,
    DismissalRequest,
    DismissEmployeeRequest,
    DismissManyRequest,
    DismissRequest,
    ListDismissalsAnswer,
    WaitingDismissal,
)
from veche.ground import audit
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import ActorId, OrganisationId, PersonId, PostId
from veche.identity import actor_cards
from veche.identity.events import MeChanged

NAMES_SHOWN = 20


class Leaving:
    """Ends holdings; above the bounds only with a second administrator."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def dismiss(self, asker: Asker, request: DismissRequest) -> Dismissal:
        """Make a post vacant. Raises: administrators_only, not_your_unit, post_not_found."""
        return await self._dismiss(asker, [PostId(request.post)])

    async def dismiss_many(self, asker: Asker, request: DismissManyRequest) -> Dismissal:
        """Raises: administrators_only, not_your_unit, post_not_found."""
        return await self._dismiss(asker, [PostId(post) for post in request.posts])

    async def dismiss_employee(self, asker: Asker, request: DismissEmployeeRequest) -> Dismissal:
        """Whoever leaves an organisation altogether: all posts that he holds in it, and what he administers there.

        Raises: administrators_only, not_your_unit.
        """
        person, organisation = PersonId(request.person), OrganisationId(request.organisation)
        held = await leaving.held_in(self._needs.db, organisation, person=person)
        if not held:
            await must_administer(self._needs.db, asker, organisation=organisation)
        return await self._dismiss(asker, held, gone=(person, organisation))

    async def confirm(self, asker: Asker, request: DismissalRequest) -> Dismissal:
        """The second administrator. Whoever was appointed since it was asked stays.

        Raises: dismissal_not_found, second_administrator_needed, administrators_only, not_your_unit.
        """
        needs, now = self._needs, self._needs.clock.now()
        async with needs.db.transaction() as conn:
            asked = await self._asked(conn, request.dismissal)
            await self._must_administer(conn, asker.person, asked.posts)
            if asked.asked_by == asker.person:
                raise Refused("second_administrator_needed")
            # The first one must still be one: an order of somebody who has been put out himself is none.
            await self._must_administer(conn, asked.asked_by, asked.posts)
            found = await leaving.lock_posts(conn, asked.posts)
            then = dict(zip(asked.posts, asked.people, strict=True))
            same = [post for post in found if post.holder is not None and post.holder == then.get(post.id)]
            await leaving.answer(conn, asked.id, by=asker.person, at=now, confirmed=True)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.confirm_dismissal",
                subject=f"dismissal:{asked.id}",
                details={"asked_by": asked.asked_by, "posts": [int(post.id) for post in same]},
            )
            events = await self.end(conn, same, by=asker.person, seconded=True)
        needs.tell(events)
        return Dismissal(dismissed=len(same))

    async def cancel(self, asker: Asker, request: DismissalRequest) -> None:
        """By who asked, or by anybody who could confirm. Raises: dismissal_not_found, administrators_only,
        not_your_unit."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            asked = await self._asked(conn, request.dismissal)
            if asked.asked_by != asker.person:
                await self._must_administer(conn, asker.person, asked.posts)
            await leaving.answer(conn, asked.id, by=asker.person, at=needs.clock.now(), confirmed=False)
            await audit.record(
                conn, actor=asker.person, act="directory.cancel_dismissal", subject=f"dismissal:{asked.id}"
            )

    async def waiting(self, asker: Asker) -> ListDismissalsAnswer:
        """What waits for a second administrator, as far as the asker asked for it or could confirm it."""
        db = self._needs.db
        shown: list[WaitingDismissal] = []
        for asked in await leaving.waiting(db, now=self._needs.clock.now()):
            mine = asked.asked_by == asker.person
            if not mine and not await self._covers(db, asker.person, asked.posts):
                continue
            first = [ActorId(post) for post in asked.posts[:NAMES_SHOWN]]
            cards = await actor_cards(db, [*first, ActorId(asked.asked_by)])
            shown.append(
                WaitingDismissal(
                    id=asked.id,
                    asked_by=asked.asked_by,
                    asked_by_name=cards[ActorId(asked.asked_by)].name,
                    asked_at=to_ms(asked.asked_at),
                    expires_at=to_ms(asked.expires_at),
                    count=len(asked.posts),
                    names=[" · ".join(filter(None, (cards[post].name, cards[post].title))) for post in first],
                    mine=mine,
                )
            )
        return ListDismissalsAnswer(dismissals=shown)

    # -- for those who end holdings in transactions of their own

    async def end(
        self, conn: Connection, locked: Sequence[Post], *, by: PersonId, seconded: bool = False
    ) -> list[Struct]:
        """These locked posts become vacant, on record; what comes back is to be announced after the commit.
        `seconded`: a second administrator has said so too."""
        keeper = self._needs.keeper
        held = [post for post in locked if post.holder is not None]
        for post in held:
            await audit.record(
                conn,
                actor=by,
                act="directory.dismiss",
                subject=f"post:{post.id}",
                details={"old": post.holder, "new": None},
            )
        if not seconded:
            await keeper.leavers.note_posts(conn, [post.id for post in held], by=by)
        return await keeper.vacate(conn, held, by=by)

    async def needs_second(self, conn: Connection, asker: Asker, posts: Sequence[PostId]) -> bool:
        """Whether dismissing the holders of these posts is more than one administrator may do alone within a day."""
        return await self._needs.keeper.leavers.any_needs_second(conn, posts, by=asker.person)

    # -- steps

    async def _dismiss(
        self, asker: Asker, posts: Sequence[PostId], *, gone: tuple[PersonId, OrganisationId] | None = None
    ) -> Dismissal:
        needs = self._needs
        wanted = list(dict.fromkeys(posts))
        async with needs.db.transaction() as conn:
            # Before anything is locked, and without saying to others which posts there are.
            await self._must_administer(conn, asker.person, wanted)
            found = await leaving.lock_posts(conn, wanted)
            if len(found) < len(wanted):
                raise NotFound("post_not_found")
            held = [post for post in found if post.holder is not None]
            if held and await self.needs_second(conn, asker, [post.id for post in held]):
                return await self._ask(conn, asker, held)
            events = await self.end(conn, held, by=asker.person)
            if gone is not None:
                events += await self._gone(conn, asker, *gone, posts=[post.id for post in held])
        needs.tell(events)
        return Dismissal(dismissed=len(held))

    async def _gone(
        self, conn: Connection, asker: Asker, person: PersonId, organisation: OrganisationId, *, posts: list[PostId]
    ) -> list[Struct]:
        await scopes.forget_in(conn, person, organisation)
        await audit.record(
            conn,
            actor=asker.person,
            act="directory.dismiss_employee",
            subject=f"person:{person}",
            details={"organisation": organisation, "posts": [int(post) for post in posts]},
        )
        return [MeChanged(person)]

    async def _ask(self, conn: Connection, asker: Asker, held: Sequence[Post]) -> Dismissal:
        needs = self._needs
        now = needs.clock.now()
        asked = Asked(
            id=needs.ids.new(),
            asked_by=asker.person,
            asked_at=now,
            expires_at=now + DISMISSAL_LIFE,
            posts=[post.id for post in held],
            people=[post.holder for post in held if post.holder is not None],
        )
        await leaving.ask(conn, asked)
        await audit.record(
            conn,
            actor=asker.person,
            act="directory.ask_dismissal",
            subject=f"dismissal:{asked.id}",
            details={"posts": [int(post) for post in asked.posts]},
        )
        return Dismissal(waiting=asked.id, expires_at=to_ms(asked.expires_at))

    async def _asked(self, conn: Connection, number: int) -> Asked:
        asked = await leaving.lock_asked(conn, number, now=self._needs.clock.now())
        if asked is None:
            raise NotFound("dismissal_not_found")
        return asked

    async def _covers(self, db: Queries, person: PersonId, posts: Sequence[PostId]) -> bool:
        scope = await scope_of(db, person)
        if scope.everything or scope.empty:
            return scope.everything
        ways = await units.ways_of(db, posts)
        return (not posts or bool(ways)) and all(scope.covers(organisation, path=path) for organisation, path in ways)

    async def _must_administer(self, db: Queries, person: PersonId, posts: Sequence[PostId]) -> None:
        """All of them, or nothing happens. Raises: administrators_only, not_your_unit."""
        if await self._covers(db, person, posts):
            return
        raise Refused("administrators_only" if (await scope_of(db, person)).empty else "not_your_unit")
