"""From what a SCIM client told to the staff directory: always the present state, so order and repetition mean nothing.

A change leaves a job in its own transaction. The job takes people of whom staff has not heard and tells it how they
stand now. Many leavers in a day wait for an administrator: a directory that was emptied by mistake must not empty the
city hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Unavailable, VecheError
from veche.ground.ids import OrganisationId
from veche.sources import model, wire
from veche.sources.actions.base import Needs
from veche.sources.store import resources, tokens
from veche.sources.store.resources import Waiting
from veche.staff import StaffRow

APPLY: Final = "sources.apply"
BATCH: Final = 100
NEVER_TOLD: Final = frozenset({"head", "deputy", "since", "until"})


class Task(Struct, frozen=True):
    organisation: int


class Applying:
    """Tells staff."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(APPLY, Task, self.work)]

    async def ask(self, conn: Connection, organisation: OrganisationId) -> None:
        """Staff has to hear of something, once this transaction is written."""
        await jobs.enqueue(conn, APPLY, Task(organisation), key=str(organisation))

    async def work(self, task: Task) -> None:
        """The job."""
        organisation = OrganisationId(task.organisation)
        source = await self._needs.staff.source(organisation, kind=model.SCIM, name="SCIM")
        while batch := await resources.waiting(self._needs.db, organisation, limit=BATCH):
            free = [one for one in batch if await self._may_go_on(organisation, one)]
            rows = [await self._row(organisation, one) for one in free]
            await self._tell(source.id, list(zip(free, rows, strict=True)))

    async def _tell(self, source: int, pairs: Sequence[tuple[Waiting, StaffRow]]) -> None:
        """All together; where one of them is wrong, one by one: he alone stays behind, and why is written down."""
        if not pairs:
            return
        needs, problem = self._needs, None
        try:
            await needs.staff.applying.apply_rows(source, [row for _, row in pairs])
        except Unavailable:
            raise  # the job comes back
        except VecheError as error:
            if len(pairs) > 1:
                for pair in pairs:
                    await self._tell(source, [pair])
                return
            details = {name: value for name, value in error.details.items() if isinstance(value, str | int)}
            problem = msgspec.json.encode(model.Problem(error.code, details)).decode()
        async with needs.db.transaction() as conn:
            for one, _ in pairs:
                await resources.set_applied(conn, one, problem=problem)

    async def _row(self, organisation: OrganisationId, one: Waiting) -> StaffRow:
        rules = await tokens.rules_of(self._needs.db, organisation)
        units = await self._units(one.id) if rules.units_from == "groups" else None
        stands = model.standing(one.doc, key=one.key, active=one.active, units=units)
        return StaffRow(
            line=0,
            key=stands.key,
            name=stands.name,
            unit=stands.units,
            title=stands.title,
            email=stands.email,
            phone=stands.phone,
            login=stands.login,
            active=stands.active,
            unknown=NEVER_TOLD if stands.title else NEVER_TOLD | {"title"},
        )

    async def _units(self, user: int) -> tuple[str, ...]:
        """The way down to a user: his first group by name, and the groups around it."""
        path: list[str] = []
        here, seen = user, {user}
        for _ in range(model.GROUPS_DEEP):
            around = (await resources.groups_of(self._needs.db, [here]))[here]
            above = next((one for one in around if one.id not in seen), None)
            if above is None:
                break
            here = above.id
            seen.add(here)
            path = [*model.group_path(above.display), *path]
        return tuple(path)

    async def _may_go_on(self, organisation: OrganisationId, one: Waiting) -> bool:
        """Whether staff may hear of it now: somebody who worked here yesterday counts among the leavers of the day."""
        if one.active or not one.stands or one.released:
            return True
        needs = self._needs
        now = needs.clock.now()
        async with needs.db.transaction() as conn:
            rules = await tokens.lock_rules(conn, organisation)
            decided = await resources.verdict(conn, one)
            if decided is not None:
                return decided
            since = rules.leaves_since
            if since is None or now - since >= timedelta(hours=model.LEAVES_HOURS):
                since, leaves = now, 0
            else:
                leaves = rules.leaves
            if leaves >= needs.leavers:
                await resources.hold(conn, one)
                return False
            await resources.let_go(conn, one)
            await tokens.set_leaves(conn, organisation, leaves + 1, since=since)
        return True

    async def release(self, asker: Asker, request: wire.AboutOrganisation) -> None:
        """An administrator has looked at those who are held: they leave. Raises: administrators_only."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            count = await resources.release(conn, organisation)
            await audit.record(
                conn,
                actor=asker.person,
                act="sources.release_leavers",
                subject=f"organisation:{organisation}",
                details={"count": count},
            )
            await self.ask(conn, organisation)

    async def set_units_from(self, asker: Asker, request: wire.SetUnitsFrom) -> None:
        """Everybody is put where he stands by the other rule. Raises: administrators_only."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            rules = await tokens.lock_rules(conn, organisation)
            if rules.units_from == request.units_from:
                return
            await tokens.set_units_from(conn, organisation, request.units_from)
            await resources.again(conn, organisation)
            await audit.record(
                conn,
                actor=asker.person,
                act="sources.set_units_from",
                subject=f"organisation:{organisation}",
                details={"units_from": request.units_from},
            )
            await self.ask(conn, organisation)
