"""Who is asking: from a session token to a person, for every HTTP request and every opened socket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import SignedOut
from veche.ground.ids import DeviceId, PersonId
from veche.identity.model import ADDRESS_EVERY, DEVICE_IDLE, TOUCH_EVERY, Session, secret_hash
from veche.identity.store import devices

CACHE_SECONDS = 10.0
CACHE_SIZE = 50_000
TOKEN_LENGTH = range(20, 129)


class _Entry(NamedTuple):
    session: Session
    until: float


class Sessions:
    """Checks tokens. What was found is kept for seconds, and forgotten at once when an event says so."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._cache: dict[bytes, _Entry] = {}
        self._forgotten = 0

    async def authenticate(self, token: str, address: str = "") -> Asker:
        """The person behind the token, or SignedOut. `address`: from where he asks."""
        if len(token) not in TOKEN_LENGTH:
            raise SignedOut("signed_out")
        hashed, now = secret_hash(token), self._clock.now().timestamp()
        entry = self._cache.get(hashed)
        if entry is not None and now < entry.until <= now + CACHE_SECONDS:
            session = entry.session
        else:
            session = await self._load(hashed, address)
        return Asker(
            person=session.person,
            device=session.device,
            locale=session.locale,
            administrator=session.administrator,
            address=address,
        )

    async def _load(self, hashed: bytes, address: str) -> Session:
        self._cache.pop(hashed, None)
        forgotten = -1
        while forgotten != self._forgotten:  # something was revoked while we read: what we hold may be from before
            forgotten, now = self._forgotten, self._clock.now()
            found = await devices.session(self._db, hashed, used_after=now - DEVICE_IDLE)
            if found is None:
                raise SignedOut("signed_out")
            session, last_used_at, (known, known_at) = found
            if last_used_at < now - TOUCH_EVERY:
                await self.seen([session.device])
            if address and (address != known or known_at is None or known_at < now - ADDRESS_EVERY):
                older = now - ADDRESS_EVERY
                await devices.moved(self._db, session.device, address=address, at=now, older_than=older)
        if len(self._cache) >= CACHE_SIZE:
            del self._cache[next(iter(self._cache))]
        self._cache[hashed] = _Entry(session, now.timestamp() + CACHE_SECONDS)
        return session

    async def seen(self, used: Iterable[DeviceId]) -> None:
        """These devices are in use: one statement, and nothing written where the last use was just now."""
        now = self._clock.now()
        await devices.touch(self._db, list(used), at=now, older_than=now - TOUCH_EVERY)

    def forget(self, person: PersonId) -> None:
        """Whatever is kept about this person's sessions: read it again."""
        self._forgotten += 1
        self._cache = {key: entry for key, entry in self._cache.items() if entry.session.person != person}
