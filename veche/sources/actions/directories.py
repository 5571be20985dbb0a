"""Directory servers: looked at, laid over what is here, and read again by themselves.

A read is all of a directory or an error. What it means becomes a plan of staff, as a table does: people look at it and
apply it there. By itself only a plan is applied that lets few people leave; all others wait for somebody.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground import audit, jobs, ldap
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import Conflict, NotFound, Refused, VecheError
from veche.ground.ids import DeviceId, OrganisationId
from veche.ground.text import clean_name
from veche.sources import model, wire
from veche.sources.actions.base import Needs
from veche.sources.ldap.asking import ask, sample
from veche.sources.ldap.profile import checked
from veche.sources.ldap.rows import Answer, Rows, rows_of
from veche.sources.store import ldap as store
from veche.sources.store.ldap import Directory
from veche.staff import Import

READ, AGAIN = "sources.ldap_read", "sources.ldap_again"
KIND: Final = "ldap"
MOST_DIRECTORIES: Final = 20
FEW_LEAVERS: Final = 2
"""So many may leave at once even where a percentage would be less than one person."""


class Task(Struct, frozen=True):
    number: int


class Turn(Struct, frozen=True):
    """`at`: which turn it is, in milliseconds. A turn that was planned before the schedule changed does nothing."""

    number: int
    at: int


class Directories:
    """Reading from LDAP servers."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(READ, Task, self.work), jobs.Work(AGAIN, Turn, self.again)]

    async def save(self, asker: Asker, request: wire.SaveDirectory) -> Directory:
        """Raises: administrators_only, not_your_unit, organisation_not_found, ldap_directory_not_found,
        ldap_name_taken, ldap_directories_many, ldap_server_unknown, ldap_dn, ldap_filter, ldap_file_broken, and about
        the name."""
        needs, organisation = self._needs, OrganisationId(request.organisation)
        name = clean_name(request.name, limit=model.LABEL_LIMIT)
        profile = checked(request.profile)
        await asyncio.to_thread(ldap.server_called, needs.ldap_file, request.connection)
        async with needs.db.transaction() as conn:
            await needs.must_administer(conn, asker, organisation)
            there = await store.of_organisation(conn, organisation)
            old = next((one for one in there if one.id == request.directory), None)
            if request.directory is not None and old is None:
                raise NotFound("ldap_directory_not_found")
            if any(one.name == name and one.id != request.directory for one in there):
                raise Conflict("ldap_name_taken")
            if old is None and len(there) >= MOST_DIRECTORIES:
                raise Conflict("ldap_directories_many", limit=MOST_DIRECTORIES)
            now = needs.clock.now()
            one = Directory(
                id=old.id if old else needs.ids.new(),
                organisation=organisation,
                name=name,
                connection=request.connection,
                profile=profile,
                every_hours=request.every_hours,
                most_leavers=request.most_leavers,
                made_by=asker.person,
                made_at=now,
            )
            await store.put(conn, one)
            await self._schedule(conn, one)
            await self._record(conn, asker, "save", one)
            saved = await store.get(conn, one.id)
            assert saved is not None
        return saved

    async def remove(self, asker: Asker, request: wire.AboutDirectory) -> None:
        """What it told before stays. Raises: administrators_only, not_your_unit, ldap_directory_not_found."""
        async with self._needs.db.transaction() as conn:
            one = await self._mine(conn, asker, request.directory, lock=True)
            await store.remove(conn, one.id)
            await self._record(conn, asker, "remove", one)

    async def try_out(self, asker: Asker, request: wire.TryDirectory) -> wire.DirectoryTried:
        """Does the connection work, and do the attributes fit? Nothing is kept.

        Raises: administrators_only, not_your_unit, too_many_requests, and what reading raises."""
        needs = self._needs
        await needs.must_administer(needs.db, asker, OrganisationId(request.organisation))
        await needs.limits.take(model.LDAP_TRIES, asker.person)
        profile = checked(request.profile)

        def first(server: ldap.Server, traffic: ldap.Traffic) -> list[ldap.Entry]:
            return sample(server, request.connection, profile, traffic=traffic)

        found = await needs.at_server(request.connection, first)
        rows = rows_of(Answer(people=found), msgspec.structs.replace(profile, units="attribute", only_group=""))
        return wire.DirectoryTried(
            people=[
                wire.TriedPerson(
                    dn=row.table, key=row.key, name=row.name, title=row.title, email=row.email, active=row.active
                )
                for row in rows.staff
            ]
        )

    async def preview(self, asker: Asker, request: wire.AboutDirectory) -> Directory:
        """Read it now and make a plan; the answer comes with `list_directories`.

        Raises: administrators_only, not_your_unit, ldap_directory_not_found, too_many_requests."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await self._mine(conn, asker, request.directory, lock=True)
            await needs.limits.take(model.LDAP_TRIES, asker.person)
            await store.set_state(conn, one.id, "reading")
            await jobs.enqueue(conn, READ, Task(one.id), key=str(one.id))
            await self._record(conn, asker, "read", one)
        return msgspec.structs.replace(one, state="reading", problem=None)

    async def work(self, task: Task) -> None:
        """The job of `preview`."""
        one = await store.get(self._needs.db, task.number)
        if one is None or one.state != "reading":
            return
        await self._guarded(one, self.read)

    async def again(self, turn: Turn) -> None:
        """The job of the schedule. The next time is written down before this one is tried."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await store.get(conn, turn.number, lock=True)
            if one is None or one.next_at is None or to_ms(one.next_at) != turn.at:
                return
            await self._schedule(conn, one)
        await self._guarded(one, self._by_itself)

    async def read(self, one: Directory) -> Import:
        """Read all of it and make a plan. Raises: what reading and planning raise; nothing is changed then."""
        rows = await self._rows(one)
        plan = await self._plan(one, rows)
        now = self._needs.clock.now()
        await store.set_read(self._needs.db, one.id, "planned", at=now, people=rows.people, import_id=plan.id)
        return plan

    async def _by_itself(self, one: Directory) -> None:
        needs, now = self._needs, self._needs.clock.now()
        rows = await self._rows(one)
        fingerprint = hashlib.sha256(msgspec.json.encode([rows.staff, rows.units], order="deterministic")).digest()
        if fingerprint == one.print:
            await store.set_read(
                needs.db, one.id, "same", at=now, people=rows.people, import_id=None, fingerprint=fingerprint
            )
            return
        plan = await self._plan(one, rows)
        counts = plan.counts
        known = counts.unchanged + counts.change + counts.move + counts.leave
        if counts.leave > max(FEW_LEAVERS, known * one.most_leavers // 100):
            problem = model.kept_problem(Refused("ldap_many_leavers", leave=counts.leave, known=known))
            await store.set_read(
                needs.db, one.id, "held", at=now, people=rows.people, import_id=plan.id, problem=problem
            )
            return
        # By the right of whoever set it up: should he lose it, nothing more is applied.
        asker = Asker(person=one.made_by, device=DeviceId(0))
        done = await needs.staff.applying.apply(asker, plan.id, skip_errors=True)
        if done.state == "asking":
            problem = model.kept_problem(Refused("ldap_many_leavers", leave=counts.leave, known=known))
            await store.set_read(
                needs.db, one.id, "held", at=now, people=rows.people, import_id=plan.id, problem=problem
            )
            return
        await store.set_read(
            needs.db, one.id, "applied", at=now, people=rows.people, import_id=plan.id, fingerprint=fingerprint
        )

    async def _rows(self, one: Directory) -> Rows:
        return await self._needs.at_server(one.connection, lambda server, traffic: _read(server, one, traffic))

    async def _plan(self, one: Directory, rows: Rows) -> Import:
        staff = self._needs.staff
        source = await staff.source(one.organisation, kind=KIND, name=one.name)
        return await staff.planning.from_rows(
            one.organisation,
            source.id,
            rows.staff,
            rows.units,
            problems=rows.problems,
            person=one.made_by,
            name=one.name,
        )

    async def _guarded(self, one: Directory, act: Any) -> None:
        """What goes wrong is written down and waits for the next time: no reason to ask the server at once again."""
        try:
            await act(one)
        except VecheError as error:
            if error.code == "unavailable":
                raise
            await store.set_state(self._needs.db, one.id, "failed", problem=model.kept_problem(error))

    async def _schedule(self, conn: Connection, one: Directory) -> None:
        if one.every_hours is None:
            await store.set_next(conn, one.id, None)
            return
        at = self._needs.clock.now() + timedelta(hours=one.every_hours)
        await store.set_next(conn, one.id, at)
        await jobs.enqueue(conn, AGAIN, Turn(one.id, to_ms(at)), run_at=at)

    async def _mine(self, db: Queries, asker: Asker, number: int, *, lock: bool = False) -> Directory:
        one = await store.get(db, number, lock=lock)
        if one is None:
            raise NotFound("ldap_directory_not_found")
        await self._needs.must_administer(db, asker, one.organisation)
        return one

    async def _record(self, conn: Connection, asker: Asker, act: str, one: Directory) -> None:
        await audit.record(
            conn,
            actor=asker.person,
            act=f"sources.ldap_{act}",
            subject=f"ldap_directory:{one.id}",
            details={"organisation": one.organisation, "connection": one.connection},
        )


def _read(server: ldap.Server, one: Directory, traffic: ldap.Traffic) -> Rows:
    return rows_of(ask(server, one.connection, one.profile, traffic=traffic), one.profile)
