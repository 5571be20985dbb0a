"""Posts: making them, naming them, and who holds them. For those who administer the unit, every act audited."""

from __future__ import annotations

from veche.directory.actions.asking import NOWHERE, must_administer
from veche.directory.actions.base import Needs
from veche.directory.actions.leaving import Leaving
from veche.directory.events import StructureChanged
from veche.directory.model import Post
from veche.directory.store import posts, structure, units
from veche.directory.wire import AppointRequest, CreatePostRequest, RenamePostRequest
from veche.directory.wire.standing import SetPostCardRequest
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId, PersonId, PostId, UnitId
from veche.ground.text import clean_name, clean_text
from veche.identity import actor_cards, add_actor, set_actor_card
from veche.identity.events import ActorChanged

TITLE_LIMIT = 160
CONTACT_LIMIT = 160


class Posts:
    """What administrators do with posts."""

    def __init__(self, needs: Needs, leaving: Leaving) -> None:
        self._needs = needs
        self._leaving = leaving

    async def set_card(self, asker: Asker, request: SetPostCardRequest) -> None:
        """Whether it heads its unit, and how it is reached. Raises: administrators_only, not_your_unit,
        post_not_found, and about the texts."""
        needs = self._needs
        phone = clean_text(request.phone, limit=CONTACT_LIMIT, field="phone").strip()
        email = clean_text(request.email, limit=CONTACT_LIMIT, field="email").strip()
        async with needs.db.transaction() as conn:
            post = await self.lock(conn, asker, PostId(request.post))
            await posts.set_card(conn, post.id, head=request.head, phone=phone, email=email)
            await structure.changed(conn)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.set_post_card",
                subject=f"post:{post.id}",
                details={"head": request.head},
            )
        needs.tell([StructureChanged()])

    async def create(self, asker: Asker, request: CreatePostRequest) -> PostId:
        """A vacant post. Raises: administrators_only, not_your_unit, unit_not_found, and about the title."""
        needs = self._needs
        title, post = clean_name(request.title, limit=TITLE_LIMIT, field="title"), PostId(needs.ids.new())
        async with needs.db.transaction() as conn:
            await must_administer(conn, asker, unit=UnitId(request.unit))
            unit = await units.unit_by_id(conn, UnitId(request.unit))
            if unit is None:
                raise NotFound("unit_not_found")
            await add_actor(conn, ActorId(post), kind="post", name="", title=title, vacant=True)
            await posts.add_post(conn, post, unit=unit.id, title=title, at=needs.clock.now())
            await structure.changed(conn)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.create_post",
                subject=f"post:{post}",
                details={"title": title, "unit": unit.id},
            )
        needs.tell([StructureChanged()])
        return post

    async def rename(self, asker: Asker, request: RenamePostRequest) -> None:
        """Raises: administrators_only, not_your_unit, post_not_found, and about the title."""
        needs, title = self._needs, clean_name(request.title, limit=TITLE_LIMIT, field="title")
        async with needs.db.transaction() as conn:
            post = await self.lock(conn, asker, PostId(request.post))
            await posts.rename_post(conn, post.id, title=title)
            name = (await actor_cards(conn, [ActorId(post.id)]))[ActorId(post.id)].name
            card = await set_actor_card(conn, ActorId(post.id), name=name, title=title, vacant=post.holder is None)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.rename_post",
                subject=f"post:{post.id}",
                details={"old": post.title, "new": title},
            )
        needs.tell([ActorChanged(card)])

    async def appoint(self, asker: Asker, request: AppointRequest) -> None:
        """Give a post to a person, from its present holder too: in one transaction, never with two or none between.
        Taking posts from many is bounded as dismissing them is.

        Raises: administrators_only, not_your_unit, post_not_found, person_not_found,
        second_administrator_needed.
        """
        needs, person = self._needs, PersonId(request.person)
        async with needs.db.transaction() as conn:
            await self._must_administer(conn, asker, PostId(request.post))
            # The person before the post: deactivation locks in the same order.
            name = await needs.identity.people.lock_active(conn, person)
            post = await self.lock(conn, asker, PostId(request.post))
            if post.holder == person:
                return
            if post.holder is not None and await self._leaving.needs_second(conn, asker, [post.id]):
                raise Refused("second_administrator_needed")
            if post.holder is not None:
                await needs.keeper.leavers.note_posts(conn, [post.id], by=asker.person)
            events = await needs.keeper.pass_on(conn, post, to=person, name=name, by=asker.person)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.appoint",
                subject=f"post:{post.id}",
                details={"old": post.holder, "new": person},
            )
        needs.tell(events)

    async def lock(self, conn: Connection, asker: Asker, post: PostId, *, closed: bool = False) -> Post:
        """The post, for somebody who administers its unit; before anything is locked, and without saying to others
        whether there is one. `closed`: it may be one that is no more."""
        await self._must_administer(conn, asker, post)
        found = await posts.lock_post(conn, post)
        if found is None:
            raise NotFound("post_not_found")
        if found.closed and not closed:
            raise Conflict("post_closed")
        return found

    async def unit_of(self, conn: Connection, post: PostId | None) -> UnitId:
        """The unit in which it stands; nowhere if there is no such post."""
        found = None if post is None else await posts.post_by_id(conn, post)
        return NOWHERE if found is None else found.unit

    async def _must_administer(self, conn: Connection, asker: Asker, post: PostId) -> None:
        await must_administer(conn, asker, unit=await self.unit_of(conn, post))
