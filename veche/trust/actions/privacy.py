"""What a person decides about himself, and when he was there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import msgspec

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import Unavailable
from veche.ground.ids import ActorId
from veche.ground.logs import get_logger
from veche.identity import actor_cards
from veche.trust.actions.base import Needs
from veche.trust.actions.gate import Gate
from veche.trust.actions.watching import Watching
from veche.trust.events import PersonThere, PrivacyChanged
from veche.trust.model import DEFAULT, ONLINE, STORE_SEEN_EVERY, Privacy, Seen, shows_seen
from veche.trust.store import blocks, privacy

log = get_logger("trust")

STORE_TURN = 20.0
"""Seconds between two looks at whose last visit has to be written down."""


class Deciding:
    """Each acts only on the asker's own settings."""

    def __init__(self, needs: Needs, gate: Gate, watching: Watching) -> None:
        self._needs = needs
        self._gate = gate
        self._watching = watching

    async def get(self, asker: Asker) -> Privacy:
        return (await privacy.of(self._needs.db, [asker.person])).get(ActorId(asker.person), DEFAULT)

    async def set(self, asker: Asker, **changes: object) -> Privacy:
        """What is not named stays."""
        async with self._needs.db.transaction() as conn:
            # Two devices at once: the second one waits and builds on what the first one decided.
            await conn.execute("SELECT pg_advisory_xact_lock($1)", asker.person)
            before = (await privacy.of(conn, [asker.person])).get(ActorId(asker.person), DEFAULT)
            after = msgspec.structs.replace(before, **changes)
            await privacy.put(conn, asker.person, after)
        event = PrivacyChanged(asker.person, after)
        self.heard(event)
        self._needs.announce(event)
        return after

    def heard(self, event: PrivacyChanged) -> None:
        """Here or on another process: what is kept in memory follows."""
        self._watching.forget(event.person)
        if event.privacy.read_marks:
            self._gate.silent.discard(event.person)
        else:
            self._gate.silent.add(event.person)


class There:
    """Who is here now stands in memory; when somebody was last here is written down now and then, and not exactly."""

    def __init__(self, needs: Needs, watching: Watching) -> None:
        self._needs = needs
        self._watching = watching
        self._until: dict[int, dict[int, datetime]] = {}
        """Person → device → until when he counts as here, unless he says so again."""
        self._written: dict[int, datetime] = {}
        self._due: set[int] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="last-seen")

    async def stop(self) -> None:
        """Write down who was here, then end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            try:
                await self.store()
            except Unavailable:
                log.warning("last_seen_lost", people=len(self._due))

    def say(self, asker: Asker, *, there: bool) -> None:
        """The person looks at one of his devices, or no longer does."""
        event = PersonThere(asker.person, there, asker.device)
        self.heard(event)
        self._due.add(asker.person)
        self._needs.announce(event)

    def heard(self, event: PersonThere) -> None:
        before = self.is_here(event.person)
        devices = self._until.setdefault(event.person, {})
        if event.there:
            devices[event.device] = self._needs.clock.now() + ONLINE
        else:
            devices.pop(event.device, None)
        self._tidy(event.person)
        if self.is_here(event.person) != before:
            self._tell(event.person)

    def is_here(self, person: int) -> bool:
        now = self._needs.clock.now()
        return any(until > now for until in self._until.get(person, {}).values())

    def _tell(self, person: int) -> None:
        now = self._needs.clock.now()
        here = self.is_here(person)
        self._watching.changed(person, online=here, at=None if here else to_ms(now), now=now)

    def _tidy(self, person: int) -> bool:
        """Forget devices that fell silent; true if the person has gone by that."""
        now = self._needs.clock.now()
        devices = self._until.get(person, {})
        silent = [device for device, until in devices.items() if until <= now]
        for device in silent:
            del devices[device]
        if not devices:
            self._until.pop(person, None)
        return bool(silent) and not devices

    async def seen(self, asker: Asker, actors: Sequence[ActorId]) -> list[Seen]:
        """Those of the actors who show the asker when they were there. A post shows nothing: it is an office, and who
        holds it is at home in the evening."""
        db, me, turn = self._needs.db, ActorId(asker.person), self._watching.turn
        cards = await actor_cards(db, actors)
        people = [actor for actor in actors if actor in cards and cards[actor].kind == "person"]
        decided = await privacy.of(db, [me, *people])
        mine = decided.get(me, DEFAULT)
        if not people or mine.last_seen == "nobody":
            return []
        barred = {one for pair in await blocks.between(db, [me], people) for one in pair}
        contacts = await self._needs.contacts(db, me, people)
        shown = [
            person
            for person in people
            if person != me
            and person not in barred
            and shows_seen(mine, decided.get(person, DEFAULT), contacts=person in contacts)
        ]
        times = await privacy.seen(db, [person for person in shown if not self.is_here(person)])
        if turn == self._watching.turn:
            self._watching.asked(asker.person, shown, now=self._needs.clock.now())
        return [
            Seen(person, self.is_here(person), to_ms(times[person]) if person in times else None) for person in shown
        ]

    async def store(self) -> None:
        """Write down those whose last visit is not written down yet, or not lately."""
        now = self._needs.clock.now()
        for person in list(self._until):
            if self._tidy(person):
                self._tell(person)
        self._watching.sweep(now=now)
        due = {
            person
            for person in self._due
            if person not in self._until
            or now - self._written.get(person, datetime.min.replace(tzinfo=now.tzinfo)) >= STORE_SEEN_EVERY
        }
        if not due:
            return
        await privacy.put_seen(self._needs.db, due, at=now)
        self._due -= due
        for person in due:
            if person in self._until:
                self._written[person] = now
                self._due.add(person)
            else:
                self._written.pop(person, None)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(STORE_TURN)
            try:
                await self.store()
            except Unavailable:
                continue
            except Exception:  # the loop's edge: one bad turn must not end all that follow
                log.exception("last_seen_turn_failed")
