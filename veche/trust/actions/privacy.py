"""What a person decides about himself, and when he was there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.directory import standing
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

    def __init__(self, needs: Needs, gate: Gate, there: There) -> None:
        self._needs = needs
        self._gate = gate
        self._there = there

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
        self._there.forget(event.person, hides=event.privacy.last_seen == "nobody")
        if event.privacy.read_marks:
            self._gate.silent.discard(event.person)
        else:
            self._gate.silent.add(event.person)


class Look(Struct, frozen=True):
    """Somebody looks at a device of his: with the hat of a post, or his own (0)."""

    until: datetime
    post: int


class There:
    """Who is here now stands in memory; when somebody was last here is written down now and then, and not exactly."""

    def __init__(self, needs: Needs, watching: Watching) -> None:
        self._needs = needs
        self._watching = watching
        self._looks: dict[int, dict[int, Look]] = {}
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

    def say(self, asker: Asker, *, there: bool, post: int | None = None) -> None:
        """The person looks at one of his devices, or no longer does. A post that is not his may be named, to no avail:
        who holds it is read from the directory when somebody asks."""
        event = PersonThere(asker.person, there, asker.device, post or 0)
        self.heard(event)
        self._due.add(asker.person)
        self._needs.announce(event)

    def heard(self, event: PersonThere) -> None:
        self._tidy(event.person)
        before = self._as(event.person)
        devices = self._looks.setdefault(event.person, {})
        if event.there:
            devices[event.device] = Look(self._needs.clock.now() + ONLINE, event.post)
        else:
            devices.pop(event.device, None)
        self._tell(event.person, before)

    def is_here(self, person: int) -> bool:
        now = self._needs.clock.now()
        return any(look.until > now for look in self._looks.get(person, {}).values())

    def is_at(self, person: int, post: int) -> bool:
        """Whether he looks with the hat of this post on. The evening at home, with his own hat, is not the office's."""
        now = self._needs.clock.now()
        return any(look.until > now and look.post == post for look in self._looks.get(person, {}).values())

    def forget(self, person: int, *, hides: bool) -> None:
        """He decided anew who sees what. Who hides it leaves his posts too, in the eyes of those who look."""
        for post in self._watching.held_by(person) if hides else []:
            self._end(person, post)
        self._watching.forget(person)

    def parted(self, actor: int, other: int) -> None:
        """One of the two keeps the other away; a post of his too, whoever asks about it."""
        for one, two in ((actor, other), (other, actor)):
            self._watching.part(one, two)
            for post in self._watching.held_by(one):
                self._watching.part(post, two)

    def passed(self, post: int, old: int | None) -> None:
        """A post passed on: of the former holder nothing is told any more, nor is he told of former colleagues."""
        self._end(old or 0, post)
        if old is not None:
            self._watching.unsee(old)

    def unseeing(self, people: Iterable[int]) -> None:
        """They stand in for other posts than before: whether they are colleagues is asked anew."""
        for person in people:
            self._watching.unsee(person)

    def _end(self, holder: int, post: int) -> None:
        """Whoever looked at the post sees at once that nobody is there, and hears no more."""
        if self._watching.holder(post) == holder and self.is_at(holder, post):
            self._watching.changed(post, online=False, at=None, now=self._needs.clock.now())
        self._watching.hide(post)

    def _as(self, person: int) -> set[int]:
        """As whom this person is here: himself, and the posts whose hats he has on."""
        looks = self._looks.get(person, {}).values()
        return {person, *(look.post for look in looks if look.post)} if looks else set()

    def _tell(self, person: int, before: set[int]) -> None:
        """To those who asked: as whom he came or went. What he says of a post that he does not hold is not told."""
        if not self._looks.get(person):
            self._looks.pop(person, None)
        after, now = self._as(person), self._needs.clock.now()
        for actor in before ^ after:
            online = actor in after
            if actor == person:
                self._watching.changed(actor, online=online, at=None if online else to_ms(now), now=now)
            elif self._watching.holder(actor) == person:
                self._watching.changed(actor, online=online, at=None, now=now)

    def _tidy(self, person: int) -> None:
        """Forget devices that fell silent."""
        now, before = self._needs.clock.now(), self._as(person)
        devices = self._looks.get(person, {})
        for device in [device for device, look in devices.items() if look.until <= now]:
            del devices[device]
        self._tell(person, before)

    async def seen(self, asker: Asker, actors: Sequence[ActorId]) -> list[Seen]:
        """Those of the actors who show the asker when they were there. A post is an office, and who holds it is at home
        in the evening: it shows only that he is at it now, with its hat on, and only to colleagues."""
        db, me, turn = self._needs.db, ActorId(asker.person), self._watching.turn
        cards = await actor_cards(db, actors)
        people = [actor for actor in actors if actor in cards and cards[actor].kind == "person"]
        posts = [actor for actor in actors if actor in cards and cards[actor].kind == "post"]
        held = await standing.holders_beside(db, asker.person, posts) if posts else {}
        holders = {ActorId(post): ActorId(person) for post, person in held.items() if person != asker.person}
        decided = await privacy.of(db, [me, *people, *holders.values()])
        mine = decided.get(me, DEFAULT)
        if not (people or holders) or mine.last_seen == "nobody":
            return []
        barred = {
            one for pair in await blocks.between(db, [me], [*people, *holders, *holders.values()]) for one in pair
        }
        contacts = await self._needs.contacts(db, me, people)
        shown = [
            person
            for person in people
            if person != me
            and person not in barred
            and shows_seen(mine, decided.get(person, DEFAULT), contacts=person in contacts)
        ]
        holders = {
            post: holder
            for post, holder in holders.items()
            if not barred & {post, holder} and decided.get(holder, DEFAULT).last_seen != "nobody"
        }
        times = await privacy.seen(db, [person for person in shown if not self.is_here(person)])
        if turn != self._watching.turn:
            # Somebody decided anew, or a post passed on, while this was read: a post then rather shows nothing.
            holders = {}
        else:
            self._watching.asked(asker.person, [*shown, *holders], now=self._needs.clock.now(), holders=holders)
        return [
            *(Seen(one, self.is_here(one), to_ms(times[one]) if one in times else None) for one in shown),
            *(Seen(post, True) for post, holder in holders.items() if self.is_at(holder, post)),
        ]

    async def store(self) -> None:
        """Write down those whose last visit is not written down yet, or not lately."""
        now = self._needs.clock.now()
        for person in list(self._looks):
            self._tidy(person)
        self._watching.sweep(now=now)
        due = {
            person
            for person in self._due
            if person not in self._looks
            or now - self._written.get(person, datetime.min.replace(tzinfo=now.tzinfo)) >= STORE_SEEN_EVERY
        }
        if not due:
            return
        await privacy.put_seen(self._needs.db, due, at=now)
        self._due -= due
        for person in due:
            if person in self._looks:
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
