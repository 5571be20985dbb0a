"""Doing the steps of a plan inside one transaction: batch by batch, a few statements each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from veche import directory
from veche.directory import many
from veche.directory.events import StructureChanged
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import PersonId, PostId
from veche.identity.events import ActorChanged
from veche.staff.actions.base import Needs
from veche.staff.actions.leading import Leading
from veche.staff.model import PersonStep, Place, PlaceStep, UnitStep
from veche.staff.model.steps import Organised
from veche.staff.store import records
from veche.staff.store.imports import StepRow

WITH_PLACES = ("move", "leave", "return")


class Steps(Protocol):
    """Where the steps stand: in the table of an import, or in memory."""

    def batches(self, kind: str, acts: Collection[str] | None = None) -> AsyncIterator[list[StepRow]]: ...
    async def save(self, steps: Sequence[StepRow]) -> None: ...


@dataclass
class Doer:
    """One run. `events` are told after the commit."""

    needs: Needs
    conn: Connection
    steps: Steps
    source: int
    root: int
    at: datetime
    progress: Callable[[int], Awaitable[None]]
    events: list[Struct] = field(default_factory=list)
    _ids: dict[int, int] = field(default_factory=dict)
    _leading: Leading = field(default_factory=Leading)
    _done: int = 0

    async def all(self) -> None:
        """Raises: staff_plan_stale, where a post that was to be taken is somebody's by now."""
        await self._organisations()
        await self._units()
        async for batch in self.steps.batches("person", WITH_PLACES):
            await self._free(batch)
        async for batch in self.steps.batches("person"):
            await self._settle(batch)
            self._done += len(batch)
            await self.progress(self._done)
        self.events += await self._leading.write(self.conn)
        self.events.append(StructureChanged())

    async def _organisations(self) -> None:
        async for batch in self.steps.batches("organisation"):
            saved = []
            for row, step in _decoded(batch, Organised):
                new = self._ids[step.organisation] = self.needs.ids.new()
                await many.add_organisation(self.conn, new, name=step.name, parent=self.root, at=self.at)
                saved.append(_row(row, replace(step, organisation=new)))
            await self.steps.save(saved)

    async def _units(self) -> None:
        async for batch in self.steps.batches("unit"):
            new, changed, saved = [], [], []
            codes: dict[str, int] = {}
            for row, step in _decoded(batch, UnitStep):
                if step.act == "create":
                    self._ids[step.unit] = self.needs.ids.new()
                step = replace(
                    step,
                    unit=self._id(step.unit),
                    organisation=self._id(step.organisation),
                    parent=None if step.parent is None else self._id(step.parent),
                )
                unit = many.unit(step.unit, organisation=step.organisation, parent=step.parent, name=step.name)
                if step.act == "create":
                    new.append(unit)
                elif step.act in ("rename", "move"):
                    changed.append(unit)
                if step.code and step.act != "gone":
                    codes[step.code] = step.unit
                saved.append(_row(row, step))
            if new:
                await many.add_units(self.conn, new, at=self.at)
            if changed:
                await many.change_units(self.conn, changed)
                self.events.append(StructureChanged([unit.id for unit in changed]))
            if codes:
                await records.set_codes(self.conn, self.source, codes)
            await self.steps.save(saved)

    async def _free(self, batch: Sequence[StepRow]) -> None:
        """Posts that somebody leaves, before anybody takes them."""
        steps = [step for _, step in _decoded(batch, PersonStep)]
        for step in steps:
            self._leading.take(place for place in step.places if place.act == "drop")
        dropped: dict[int, int] = {
            place.post: step.record
            for step in steps
            for place in step.places
            if place.act == "drop" and place.post is not None and step.record is not None
        }
        if dropped:
            await records.drop_places(self.conn, dropped.keys())
            await vacate(self, dropped)
        gone = [(step.record, step.before, True) for step in steps if step.act == "leave" and step.record is not None]
        if gone:
            await records.change_records(
                self.conn, [(number, facts, left) for number, facts, left in gone if facts is not None], at=self.at
            )

    async def _settle(self, batch: Sequence[StepRow]) -> None:
        """Records and their jobs as they are from now on."""
        pairs = [(row, step) for row, step in _decoded(batch, PersonStep) if step.act != "leave"]
        done = [(row, replace(step, record=step.record or self.needs.ids.new(), places=self._places(step)))
                for row, step in pairs]  # fmt: skip
        fresh = [step for (_, old), (_, step) in zip(pairs, done, strict=True) if old.record is None]
        known = [step for (_, old), (_, step) in zip(pairs, done, strict=True) if old.record is not None]
        added = [
            (place.post, place.unit, place.title)
            for _, step in done
            for place in step.places
            if place.act == "add" and place.post is not None
        ]
        if added:
            await many.add_posts(self.conn, added, at=self.at)
        titles = {
            place.post: place.title
            for _, step in done
            for place in step.places
            if place.act == "rename" and place.post is not None
        }
        if titles:
            self.events += [ActorChanged(card) for card in await many.rename_posts(self.conn, titles)]
        if fresh:
            rows = [(step.record or 0, step.key, step.after) for step in fresh]
            await records.add_records(
                self.conn, self.source, [(number, key, facts) for number, key, facts in rows if facts], at=self.at
            )
        if known:
            changes = [(step.record or 0, step.after) for step in known]
            await records.change_records(
                self.conn, [(number, facts, False) for number, facts in changes if facts], at=self.at
            )
        await self._jobs([step for _, step in done])
        await self.steps.save([_row(row, step) for row, step in done if step.act in ("create", *WITH_PLACES)])

    async def _jobs(self, steps: Sequence[PersonStep]) -> None:
        for step in steps:
            self._leading.take(place for place in step.places if place.act != "drop")
        places = [
            (step.record or 0, Place(place.post, place.head, place.deputy), place)
            for step in steps
            for place in step.places
            if place.act != "drop" and place.post is not None
        ]
        taken = [PostId(place.post) for _, place, step in places if step.act == "take"]
        empty = [PostId(place.post) for _, place, step in places if step.act == "take" and not step.held]
        if (taken and await records.records_at(self.conn, taken)) or (
            empty and await directory.holders_of(self.conn, empty)
        ):
            raise Conflict("staff_plan_stale")
        if places:
            await records.set_places(self.conn, [(number, place) for number, place, _ in places])
        held = {place.post: number for number, place, step in places if step.held}
        if held:
            holders = await directory.holders_of(self.conn, [PostId(post) for post in held])
            people = {held[post]: int(person) for post, person in holders.items()}
            await records.set_people(self.conn, people, at=self.at)
        moved = {place.post: number for number, place, step in places if step.act in ("add", "take") and not step.held}
        await appoint(self, moved)

    def _places(self, step: PersonStep) -> tuple[PlaceStep, ...]:
        return tuple(
            replace(place, unit=self._id(place.unit), post=place.post or self.needs.ids.new()) for place in step.places
        )

    def _id(self, number: int) -> int:
        return self._ids[number] if number < 0 else number


class Run(Protocol):
    """What passing posts on needs of a run."""

    @property
    def needs(self) -> Needs: ...
    @property
    def conn(self) -> Connection: ...

    events: list[Struct]


async def appoint(run: Run, posts: dict[int, int]) -> None:
    """Post → record: whoever has come in for the record takes the post up, if it is vacant. Who has not come in is
    appointed when he accepts an invitation; nobody is made an official here whom the directory does not know."""
    known = await records.records_by_ids(run.conn, set(posts.values())) if posts else {}
    for post, number in sorted(posts.items()):
        person = known[number].person if number in known else None
        if person is None:
            continue
        try:
            name = await run.needs.people.lock_active(run.conn, PersonId(person))
        except NotFound:
            continue  # his account is out of use
        run.events += await run.needs.keeper.take_up(run.conn, PostId(post), person=PersonId(person), name=name)


async def vacate(run: Run, posts: dict[int, int]) -> None:
    """Post → record: the record's person holds the post no longer. Somebody else who was put there by hand stays."""
    holders = await directory.holders_of(run.conn, [PostId(post) for post in posts])
    known = await records.records_by_ids(run.conn, {posts[post] for post in holders})
    for post, holder in sorted(holders.items()):
        person = known[posts[post]].person if posts[post] in known else None
        if person in (None, holder):
            run.events += await run.needs.keeper.let_go(run.conn, post)


def _decoded(batch: Sequence[StepRow], kind: type[Any]) -> list[tuple[StepRow, Any]]:
    return [(row, msgspec.json.decode(row.body, type=kind)) for row in batch]


def _row(row: StepRow, step: Struct) -> StepRow:
    return replace(row, body=msgspec.json.encode(step).decode())
