"""What belongs to a move: old groups that end, what bodies above recommend, mirrors of channels."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from veche import directory
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import ChatId, OrganisationId, PersonId, UnitId
from veche.ground.text import clean_name, clean_text
from veche.rollout import wire
from veche.rollout.actions.base import Needs, Posted
from veche.rollout.store import around
from veche.rollout.store.around import Mirror, OldGroup, Recommendation

GROUPS_LIMIT: Final = 5_000
POSTS: Final = 50
LONGEST_MIRROR: Final = timedelta(days=366)


class OldGroups:
    """Groups in other messengers: told by whoever answers for the unit, or closed by an import."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def add(self, asker: Asker, request: wire.AddOldGroup) -> int:
        """Answers the plan. Raises: plan_not_found, administrators_only, not_your_unit, unit_not_found,
        too_many_groups, and about the title."""
        needs = self._needs
        unit = None if request.unit is None else UnitId(request.unit)
        title = clean_name(request.title, limit=160, field="title")
        async with needs.db.transaction() as conn:
            plan = await needs.plan_of(conn, request.plan, lock=True)
            await needs.must_answer_for(conn, asker, plan, unit)
            if unit is not None and unit not in await needs.parents_of(conn, plan.organisation):
                raise NotFound("unit_not_found")
            if len(await around.groups(conn, plan.id)) >= GROUPS_LIMIT:
                raise Conflict("too_many_groups", limit=GROUPS_LIMIT)
            group = OldGroup(needs.ids.new(), plan.id, unit, title)
            await around.add_group(conn, group)
            await self._record(conn, asker, "rollout.add_old_group", group)
        return plan.id

    async def set(self, asker: Asker, request: wire.SetOldGroup) -> int:
        """Answers the plan. Raises: group_not_found, administrators_only, not_your_unit."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            group = await self._own(conn, asker, request.group)
            at = needs.clock.now() if request.closed else None
            await around.set_closed(conn, group.id, at=at, by=asker.person if request.closed else None)
            act = "rollout.close_old_group" if request.closed else "rollout.reopen_old_group"
            await self._record(conn, asker, act, group)
        return group.plan

    async def remove(self, asker: Asker, request: wire.AboutGroup) -> int:
        """Answers the plan. Raises: group_not_found, administrators_only, not_your_unit."""
        async with self._needs.db.transaction() as conn:
            group = await self._own(conn, asker, request.group)
            await around.remove_group(conn, group.id)
            await self._record(conn, asker, "rollout.remove_old_group", group)
        return group.plan

    async def moved(self, chat: ChatId, *, title: str, owner: PersonId, back: bool) -> list[int]:
        """A group came along by an import, or the import was undone: the plan in which it is closed, or open again. Of
        the bodies that its owner is of or administers: others may have a group of the same name. Hearing it twice
        changes nothing."""
        db = self._needs.db
        if back:
            return await around.went_back(db, chat)
        scope = await directory.scope_of(db, owner)
        bodies = {part.organisation for part in scope.parts}
        bodies |= set((await directory.organisations_of(db, await directory.posts_of(db, owner))).values())
        return await around.came_along(
            db, title=title, chat=chat, at=self._needs.clock.now(), organisations=None if scope.everything else bodies
        )

    async def _own(self, conn: Connection, asker: Asker, number: int) -> OldGroup:
        group = await around.group(conn, number)
        if group is None:
            raise NotFound("group_not_found")
        plan = await self._needs.plan_of(conn, group.plan)
        await self._needs.must_answer_for(conn, asker, plan, group.unit)
        return group

    async def _record(self, conn: Connection, asker: Asker, act: str, group: OldGroup) -> None:
        await audit.record(
            conn,
            actor=asker.person,
            act=act,
            subject=f"old-group:{group.id}",
            details={"plan": group.plan, "unit": group.unit},
        )


class Advising:
    """A body above recommends, and decides nothing for those below."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def recommend(self, asker: Asker, request: wire.Recommend) -> None:
        """Raises: administrators_only, not_your_unit, and about the text."""
        needs = self._needs
        organisation = OrganisationId(request.organisation)
        text = clean_text(request.text, limit=1000).strip()
        async with needs.db.transaction() as conn:
            await needs.must_manage(conn, asker, organisation)
            if text:
                said = Recommendation(organisation, text, request.due_on, needs.clock.now())
                await around.recommend(conn, said, by=asker.person)
            else:
                await around.withdraw(conn, organisation)
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.recommend" if text else "rollout.withdraw_recommendation",
                subject=f"organisation:{organisation}",
                details={"due_on": f"{request.due_on}" if request.due_on else None},
            )


class Mirroring:
    """Posts of a public channel on a page for those who have not moved yet, until a day."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def start(self, asker: Asker, request: wire.StartMirror) -> None:
        """Raises: administrators_only, not_your_unit, chat_not_found, no_right, mirror_not_public, mirror_exists,
        rollout_dates."""
        needs, chat = self._needs, ChatId(request.chat)
        organisation, now, today = OrganisationId(request.organisation), needs.clock.now(), needs.today()
        if not today <= request.ends_on <= today + LONGEST_MIRROR:
            raise BadInput("rollout_dates")
        async with needs.db.transaction() as conn:
            await needs.must_manage(conn, asker, organisation)
            title = await needs.rooms.may_mirror(conn, asker, chat)
            await around.end_old_mirrors(conn, chat, today=today, at=now)
            mirror = Mirror(
                id=needs.ids.new(),
                organisation=organisation,
                chat=chat,
                code=secrets.token_urlsafe(9),
                title=title,
                ends_on=request.ends_on,
                created_at=now,
            )
            if not await around.add_mirror(conn, mirror, by=asker.person):
                raise Conflict("mirror_exists")
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.start_mirror",
                subject=f"chat:{chat}",
                details={"organisation": organisation, "ends_on": f"{request.ends_on}"},
            )

    async def end(self, asker: Asker, request: wire.AboutMirror) -> None:
        """Before its day. Raises: mirror_not_found, administrators_only, not_your_unit."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            mirror = await around.mirror(conn, request.mirror)
            if mirror is None:
                raise NotFound("mirror_not_found")
            await needs.must_manage(conn, asker, mirror.organisation)
            await around.end_mirror(conn, mirror.id, at=needs.clock.now())
            await audit.record(
                conn, actor=asker.person, act="rollout.end_mirror", subject=f"chat:{mirror.chat}", details={}
            )

    async def of_code(self, code: str) -> tuple[Mirror, bool]:
        """A mirror, and whether it still shows anything: it ends by itself. Raises: mirror_not_found."""
        needs = self._needs
        found = await around.mirror_by_code(needs.db, code)
        if found is None:
            raise NotFound("mirror_not_found")
        return found, found.ended_at is None and needs.today() <= found.ends_on

    async def picture(self, code: str, file: int) -> tuple[str, bytes]:
        """Of a post that the mirror shows at this moment, its type and bytes. Raises: mirror_not_found,
        file_not_found."""
        mirror, open_ = await self.of_code(code)
        shown = {one.file for post in await self.posts(mirror) for one in post.pictures} if open_ else set()
        found = await self._needs.picture(file) if file in shown else None
        if found is None:
            raise NotFound("file_not_found")
        return found

    async def posts(self, mirror: Mirror) -> list[Posted]:
        """The newest posts, the newest first."""
        return await self._needs.rooms.posts(self._needs.db, mirror.chat, limit=POSTS)
