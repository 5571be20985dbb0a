"""Where posts stand: moved to another unit, closed, opened again. Chats and history stay with the post."""

from __future__ import annotations

from veche import identity
from veche.directory.actions.asking import must_administer
from veche.directory.actions.base import Needs
from veche.directory.actions.leaving import Leaving
from veche.directory.actions.posts import Posts
from veche.directory.events import StructureChanged
from veche.directory.store import posts, structure, units
from veche.directory.wire import MovePostRequest
from veche.directory.wire.standing import PostRequest
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId, PostId, UnitId
from veche.identity.events import ActorChanged


class Placing:
    """What administrators do with the place of a post."""

    def __init__(self, needs: Needs, desk: Posts, leaving: Leaving) -> None:
        self._needs = needs
        self._desk = desk
        self._leaving = leaving

    async def move(self, asker: Asker, request: MovePostRequest) -> None:
        """To another unit of its organisation, with its holder, its chats and who stands in. It heads nothing there,
        and what administers the old unit by it goes on doing so: rights are given, not inherited.

        Raises: administrators_only, not_your_unit, post_not_found, post_closed, unit_not_found,
        unit_foreign_organisation.
        """
        needs, target = self._needs, UnitId(request.unit)
        async with needs.db.transaction() as conn:
            post = await self._desk.lock(conn, asker, PostId(request.post))
            # Both ends: nobody pushes a post out of what he administers, nor into what he does not.
            await must_administer(conn, asker, unit=target)
            unit, old = await units.unit_by_id(conn, target), await units.unit_by_id(conn, post.unit)
            if unit is None or old is None:
                raise NotFound("unit_not_found")
            if unit.organisation != old.organisation:
                raise Refused("unit_foreign_organisation")
            if unit.id == post.unit:
                return
            await posts.move_post(conn, post.id, unit=unit.id)
            await structure.changed(conn)
            await self._record(conn, asker, "directory.move_post", post.id, old=post.unit, new=unit.id)
        needs.tell([StructureChanged([unit.id])])

    async def close(self, asker: Asker, request: PostRequest) -> None:
        """The post is no more: nobody is appointed to it and nobody finds it. Whoever holds it is dismissed from it, in
        the bounds of dismissals; its chats wait, or pass to its deputy, as with any vacant post.

        Raises: administrators_only, not_your_unit, post_not_found, post_closed, second_administrator_needed.
        """
        needs = self._needs
        async with needs.db.transaction() as conn:
            post = await self._desk.lock(conn, asker, PostId(request.post))
            if post.holder is not None and await self._leaving.needs_second(conn, asker, [post.id]):
                raise Refused("second_administrator_needed")
            events = await self._leaving.end(conn, [post], by=asker.person)
            await posts.set_closed(conn, post.id, at=needs.clock.now())
            events.append(ActorChanged(await identity.posts.set_open(conn, ActorId(post.id), on=False)))
            await structure.changed(conn)
            await self._record(conn, asker, "directory.close_post", post.id, holder=post.holder, unit=post.unit)
        needs.tell([*events, StructureChanged()])

    async def reopen(self, asker: Asker, request: PostRequest) -> None:
        """A closed post is vacant again. Raises: administrators_only, not_your_unit, post_not_found, post_open."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            post = await self._desk.lock(conn, asker, PostId(request.post), closed=True)
            if not post.closed:
                raise Conflict("post_open")
            await posts.set_closed(conn, post.id, at=None)
            card = await identity.posts.set_open(conn, ActorId(post.id), on=True)
            await structure.changed(conn)
            await self._record(conn, asker, "directory.reopen_post", post.id, unit=post.unit)
        needs.tell([ActorChanged(card), StructureChanged()])

    async def _record(self, conn: Connection, asker: Asker, act: str, post: PostId, **details: int | None) -> None:
        await audit.record(conn, actor=asker.person, act=act, subject=f"post:{post}", details=details)
