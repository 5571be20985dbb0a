"""For a day an import can be undone: what it made goes, what it changed is as it was. Whoever came in meanwhile stays,
with his record and his post, and the report says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from veche.directory import many
from veche.directory.events import ActingChanged, StructureChanged
from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict
from veche.identity.events import ActorChanged
from veche.staff.actions.applying import Follower, TableSteps
from veche.staff.actions.base import Needs
from veche.staff.actions.doing import appoint, vacate
from veche.staff.actions.leading import Leading
from veche.staff.actions.planning import Task
from veche.staff.model import PersonStep, Place, UnitStep
from veche.staff.model.steps import Organised
from veche.staff.store import imports, records
from veche.staff.store.imports import Import

UNDO: Final = "staff.undo"


class Undoing:
    """Takes an import back."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self.followers: list[Follower] = []

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(UNDO, Task, self.work)]

    async def ask(self, asker: Asker, number: int) -> Import:
        """A job does it. Raises: staff_import_not_found, administrators_only, not_your_unit, import_stays,
        staff_later_import."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            await needs.must_administer(conn, asker.person, one.organisation)
            await self._may(conn, one)
            await imports.set_state(conn, number, "undoing")
            await jobs.enqueue(conn, UNDO, Task(number), key=str(number))
            await audit.record(conn, actor=asker.person, act="staff.undo", subject=f"staff_import:{number}")
        return await needs.import_of(needs.db, number)

    async def here(self, number: int, *, by: int | None = None) -> Import:
        """At once: from the command line, and where several go back one after the other.
        Raises: staff_import_not_found, import_stays, staff_later_import."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            await self._may(conn, one)
            await imports.set_state(conn, number, "undoing")
            await audit.record(conn, actor=by, act="staff.undo", subject=f"staff_import:{number}")
        await self.work(Task(number))
        return await needs.import_of(needs.db, number)

    async def work(self, task: Task) -> None:
        """In one transaction, as it was done."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, task.number)
            await many.lock(conn, one.organisation)
            one = await needs.import_of(conn, task.number, lock=True)
            if one.state != "undoing" or one.source is None:
                return
            await records.lock_source(conn, one.source)
            undoer = Undoer(needs, conn, TableSteps(conn, one.id), one.source, needs.clock.now())
            await undoer.all()
            await imports.set_counts(conn, one.id, replace(one.counts, stayed=undoer.stayed))
            await imports.set_state(conn, one.id, "undone")
        needs.tell(undoer.events)
        undone = await needs.import_of(needs.db, one.id)
        for follow in self.followers:
            await follow(undone)

    async def _may(self, conn: Connection, one: Import) -> None:
        now = self._needs.clock.now()
        if one.state != "done" or one.undo_until is None or one.undo_until < now:
            raise Conflict("import_stays")
        if await imports.later_done(conn, one):
            raise Conflict("staff_later_import")


@dataclass
class Undoer:
    """One run, backwards."""

    needs: Needs
    conn: Connection
    steps: TableSteps
    source: int
    at: datetime
    stayed: int = 0
    events: list[Struct] = field(default_factory=list)
    leading: Leading = field(default_factory=Leading)

    async def all(self) -> None:
        async for batch in self.steps.batches("person"):
            await self._take_back([msgspec.json.decode(row.body, type=PersonStep) for row in batch])
        async for batch in self.steps.batches("person"):
            await self._give_back([msgspec.json.decode(row.body, type=PersonStep) for row in batch])
        self.events += await self.leading.write(self.conn)
        await self._units()
        async for batch in self.steps.batches("organisation"):
            made = [msgspec.json.decode(row.body, type=Organised).organisation for row in batch]
            self.stayed += len(made) - len(await many.remove_organisations(self.conn, made))
        self.events.append(StructureChanged())

    async def _take_back(self, steps: Sequence[PersonStep]) -> None:
        """Posts that were made or taken, and records that were made."""
        created = [step for step in steps if step.act == "create" and step.record is not None]
        known = await records.records_by_ids(self.conn, [step.record or 0 for step in created])
        inside = {
            step.record
            for step in created
            if (row := known.get(step.record or 0)) is not None
            and row.person is not None
            and not any(place.held for place in step.places)
        }
        self.stayed += len(inside)
        going = [step for step in steps if step.record not in inside]
        back = {
            place.post: (step.record or 0, place)
            for step in going
            for place in step.places
            if place.act in ("add", "take") and place.post is not None
        }
        await vacate(self, {post: record for post, (record, place) in back.items() if not place.held})
        await records.drop_places(self.conn, back.keys())
        await records.remove_records(self.conn, [step.record or 0 for step in created if step.record not in inside])
        self.leading.take_back(place for _, place in back.values())
        made = {post for post, (_, place) in back.items() if place.act == "add"}
        if made:
            self.events += await self._no_deputies(made)
            self.stayed += len(made) - len(await many.remove_posts(self.conn, made))

    async def _no_deputies(self, posts: set[int]) -> list[ActingChanged]:
        """A post that acts for another one cannot go."""
        stopping = Leading(no_more=posts)
        return await stopping.write(self.conn)

    async def _give_back(self, steps: Sequence[PersonStep]) -> None:
        """What was changed is as it was, and who left has his posts again."""
        changed = [step for step in steps if step.act != "create" and step.record is not None]
        facts = [(step.record or 0, step.before, step.act == "return") for step in changed]
        if facts:
            rows = [(number, before, gone) for number, before, gone in facts if before is not None]
            await records.change_records(self.conn, rows, at=self.at)
        titles: dict[int, str] = {}
        places: list[tuple[int, Place]] = []
        given: dict[int, int] = {}
        for step in changed:
            for place in step.places:
                if place.post is None or place.act not in ("drop", "rename", "mark"):
                    continue
                places.append((step.record or 0, Place(place.post, place.old_head, place.old_deputy)))
                self.leading.take_back([place])
                if place.act == "drop":
                    given[place.post] = step.record or 0
                if place.act == "rename" and place.old_title:
                    titles[place.post] = place.old_title
        if places:
            await records.set_places(self.conn, places)
        if titles:
            self.events += [ActorChanged(card) for card in await many.rename_posts(self.conn, titles)]
        await appoint(self, given)

    async def _units(self) -> None:
        made: list[int] = []
        async for batch in self.steps.batches("unit", ("rename", "move", "create", "keep")):
            steps = [msgspec.json.decode(row.body, type=UnitStep) for row in batch]
            back = [
                many.unit(step.unit, organisation=step.organisation, parent=step.old_parent, name=step.old_name)
                for step in steps
                if step.act in ("rename", "move")
            ]
            if back:
                await many.change_units(self.conn, back)
                self.events.append(StructureChanged([unit.id for unit in back]))
            made += [step.unit for step in steps if step.act == "create"]
            new_codes = [step.code for step in steps if step.code and step.act in ("create", "keep")]
            if new_codes:
                await records.drop_codes(self.conn, self.source, new_codes)
        gone = await many.remove_units(self.conn, made) if made else set()
        self.stayed += len(made) - len(gone)
