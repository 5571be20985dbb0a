"""Waking browsers that have no page open: something is new, and nothing else is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec

from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, VecheError
from veche.ground.logs import get_logger
from veche.ground.outgoing import Limits, Outgoing
from veche.notices.actions.base import Needs
from veche.notices.store import push
from veche.notices.store.push import Subscription
from veche.notices.webpush import Vapid, encrypt, from_text, read_point

log = get_logger("push")

GAP: Final = timedelta(seconds=20)
"""At most one message for a person within that time: what comes meanwhile is counted into the next one."""
LIFE_SECONDS: Final = 86_400
"""How long a push service may keep a message for a browser that is away."""
AT_ONCE: Final = 8
GONE: Final = (404, 410)
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
ANSWER: Final = Limits(seconds=10, body=64 * 1024)


class Pushing:
    """Subscriptions, and what is sent to them. Off unless the operator switched it on."""

    def __init__(self, needs: Needs, *, outgoing: Callable[[], Outgoing] | None, vapid: Callable[[], Vapid]) -> None:
        """`outgoing` None: switched off."""
        self._needs = needs
        self._make_outgoing = outgoing
        self._make_vapid = vapid
        self._outgoing: Outgoing | None = None
        self._vapid: Vapid | None = None
        self.people: set[int] = set()
        """Who has a browser that wants to be woken."""
        self._waiting: dict[int, int] = {}
        self._last: dict[int, datetime] = {}

    @property
    def on(self) -> bool:
        return self._make_outgoing is not None

    async def start(self) -> None:
        if self._make_outgoing is not None:
            self._outgoing = self._make_outgoing()
            self._vapid = self._make_vapid()
            await self.look_again()

    async def stop(self) -> None:
        if self._outgoing is not None:
            await self._outgoing.close()

    async def look_again(self) -> None:
        """Other processes take subscriptions as well."""
        if self.on:
            self.people = await push.people(self._needs.db)

    def key(self) -> str | None:
        """The public key that browsers subscribe with; None while push is off."""
        return None if self._vapid is None else self._vapid.public

    async def is_subscribed(self, asker: Asker) -> bool:
        return self.on and await push.is_subscribed(self._needs.db, asker.device)

    async def subscribe(self, asker: Asker, *, endpoint: str, p256dh: str, auth: str) -> None:
        """Raises: push_off, push_subscription_bad."""
        if not self.on:
            raise Conflict("push_off")
        try:
            place = urlsplit(endpoint)
            keys = from_text(p256dh), from_text(auth)
            read_point(keys[0])
        except ValueError as error:
            raise BadInput("push_subscription_bad") from error
        secure = place.scheme == "https" or (place.scheme == "http" and place.hostname in LOOPBACK)
        if not secure or not place.hostname or len(keys[1]) != 16:
            raise BadInput("push_subscription_bad")
        one = Subscription(asker.device, asker.person, endpoint, *keys)
        await push.put(self._needs.db, one, now=self._needs.clock.now())
        self.people.add(asker.person)

    async def unsubscribe(self, asker: Asker) -> None:
        await push.remove(self._needs.db, [asker.device])

    def wake(self, person: int, count: int) -> None:
        """So many messages more for a person; goes out with the next `flush` that is not too early for him."""
        self._waiting[person] = self._waiting.get(person, 0) + count

    async def flush(self, *, here: Callable[[int], bool]) -> None:
        """Send what is waiting. `here`: who looks at a page by now needs no push."""
        now = self._needs.clock.now()
        lately = {person for person, at in self._last.items() if at > now - GAP}
        due = {person: count for person, count in self._waiting.items() if person not in lately}
        for person in due:
            del self._waiting[person]
        self._last = {person: at for person, at in self._last.items() if person in lately}
        wanted = [person for person in due if not here(person)]
        if not wanted:
            return
        for person in wanted:
            self._last[person] = now
        await self._send(await push.of(self._needs.db, wanted), due, now=now)

    async def _send(self, subscriptions: Iterable[Subscription], counts: dict[int, int], *, now: datetime) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(subscription: Subscription) -> int | None:
            async with gate:
                return await self._send_one(subscription, counts[subscription.person], now=now)

        dead = [device for device in await asyncio.gather(*map(one, subscriptions)) if device is not None]
        if dead:
            await push.remove(self._needs.db, dead)

    async def _send_one(self, to: Subscription, count: int, *, now: datetime) -> int | None:
        """The device, if its subscription is dead."""
        assert self._outgoing is not None  # nothing waits while push is off
        assert self._vapid is not None
        try:
            reply = await self._outgoing.request(
                "POST",
                to.endpoint,
                purpose="push",
                headers={
                    "Authorization": self._vapid.authorization(to.endpoint, now=now),
                    "Content-Encoding": "aes128gcm",
                    "Content-Type": "application/octet-stream",
                    "TTL": str(LIFE_SECONDS),
                    "Topic": _topic(to),
                    "Urgency": "normal",
                },
                content=encrypt(
                    msgspec.json.encode({"new": count, "account": to.person}), p256dh=to.p256dh, auth=to.auth
                ),
                limits=ANSWER,
            )
        except VecheError as error:
            log.warning("push_failed", code=error.code)
            return None
        if reply.status in GONE:
            return to.device
        if reply.status >= 400:
            log.warning("push_refused", status=reply.status)
        return None


def _topic(to: Subscription) -> str:
    """A later message takes the place of an earlier one that was not fetched yet; two accounts of one browser have one
    address there, and must not take each other's place."""
    return f"new-{to.device % 2**32:x}"
