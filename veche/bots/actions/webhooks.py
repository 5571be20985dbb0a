"""Webhooks: updates are sent to an address of the bot's, in the order of each chat, until it has them.

What is to be sent is written with the update itself, so nothing is lost when we crash; what was sent when we crashed is
sent again. Whoever receives is not trusted: it may hang, lie, or point somewhere else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from veche.bots.actions.base import Needs
from veche.bots.model.bots import Bot
from veche.bots.model.webhooks import (
    FORGIVEN,
    IN_CHAT,
    KEEP_HOURS,
    KEPT_OPEN,
    LIMIT,
    PATIENCE,
    PURPOSE,
    SECRET_HEADER,
    SIDE_BY_SIDE,
    TOLD_AFTER,
    checked,
    pause_after,
)
from veche.bots.store import webhooks
from veche.bots.store.webhooks import Subscription, Taken, Waiting
from veche.ground.errors import BadInput, Conflict, Refused, Unavailable, VecheError
from veche.ground.ids import BotId
from veche.ground.logs import get_logger
from veche.ground.outgoing import Limits, Outgoing
from veche.ground.waking import wait_within

log = get_logger("webhooks")

LOOK_EVERY = 5.0
_LIMITS = Limits(seconds=PATIENCE, body=64 * 1024, cut=True, redirects=0)


class Webhooks:
    """Subscriptions, and the worker that sends."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._outgoing: Outgoing | None = None
        self._senders: dict[int, asyncio.Task[None]] = {}
        self._calls: dict[int, asyncio.Event] = {}
        """Of each sender: there is something new for it."""
        self._wake = asyncio.Event()
        self._told: set[BotId] = set()
        self._looking: set[BotId] = set()
        """Those of them whose work is being looked up now."""
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def start(self) -> None:
        self._wake.set()  # what waited when the last process ended is looked for at once
        self._task = asyncio.get_running_loop().create_task(self._run(), name="webhooks")

    async def stop(self) -> None:
        """What is on its way is sent again after the next start."""
        self._stopped = True
        tasks = [*self._senders.values(), *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._task = None
        if self._outgoing is not None:
            await self._outgoing.close()

    # -- subscriptions

    async def subscribe(self, bot: Bot, *, url: str, types: list[str] | None, secret: str | None) -> None:
        """Raises: webhook_url, webhook_https, webhook_secret, bot_update_type, too_many_webhooks, outgoing_refused."""
        needs = self._needs
        wanted = checked(url, types=types, secret=secret)
        parts = urlsplit(url)
        listed = await self._out().lists(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        if not listed and (parts.scheme != "https" or parts.port not in (None, 443)):
            raise BadInput("webhook_https")
        await self._out().check(url)
        sealed = needs.seal.close(secret, bot=bot.id, purpose="webhook") if secret else None
        async with needs.db.transaction() as conn:
            there = await webhooks.of_bot(conn, bot.id)
            if len(there) >= LIMIT and url not in {one.url for one in there}:
                raise Conflict("too_many_webhooks", limit=LIMIT)
            await webhooks.subscribe(
                conn, bot.id, number=needs.ids.new(), url=url, types=wanted, secret=sealed, at=needs.clock.now()
            )

    async def unsubscribe(self, bot: BotId, *, url: str) -> bool:
        async with self._needs.db.transaction() as conn:
            return await webhooks.unsubscribe(conn, bot, url=url)

    async def subscriptions(self, bot: BotId) -> list[Subscription]:
        return await webhooks.of_bot(self._needs.db, bot)

    async def any_of(self, bot: BotId) -> bool:
        return await webhooks.any_of(self._needs.db, bot)

    async def replay(self, bot: BotId, numbers: list[int]) -> int:
        """Send these updates once more; how many deliveries that makes."""
        async with self._needs.db.transaction() as conn:
            count = await webhooks.replay(conn, bot, numbers=numbers, at=self._needs.clock.now())
        self.hear([bot])
        return count

    # -- sending

    def hear(self, bots: Iterable[BotId]) -> None:
        """Something was written for these."""
        self._told.update(bots)
        self._wake.set()

    async def settle(self) -> None:
        """Wait until nothing is being sent (for tests)."""
        while self._told or self._looking or self._senders:
            await asyncio.gather(*self._senders.values(), return_exceptions=True)
            await asyncio.sleep(0.01)

    async def _run(self) -> None:
        look_at = 0.0
        while True:
            await wait_within(self._wake, LOOK_EVERY)
            self._wake.clear()
            try:
                self._looking, self._told = self._told, set()
                told = self._looking
                numbers = set(await webhooks.of_bots_with_work(self._needs.db, told)) if told else set()
                if time.monotonic() >= look_at:
                    look_at = time.monotonic() + LOOK_EVERY
                    await self._give_up_hopeless()
                    numbers |= set(await webhooks.with_work(self._needs.db, now=self._needs.clock.now()))
                for number in numbers:
                    self._begin(number)
                self._looking = set()
            except Unavailable:
                await asyncio.sleep(1)
            except Exception:  # the loop's edge: one bad turn must not end all deliveries
                log.exception("webhooks_turn_failed")
                await asyncio.sleep(1)

    def _begin(self, number: int) -> None:
        """One sender per subscription: one that hangs holds up nobody else."""
        if number in self._senders:
            self._calls[number].set()
            return
        self._calls[number] = asyncio.Event()
        task = asyncio.get_running_loop().create_task(self._send_all(number), name="webhook")
        self._senders[number] = task
        task.add_done_callback(lambda _: self._ended(number))

    def _ended(self, number: int) -> None:
        self._senders.pop(number, None)
        if self._calls.pop(number).is_set() and not self._stopped:
            self._begin(number)

    async def _send_all(self, number: int) -> None:
        """Until nothing is due: chats side by side, each in its order; one that takes long holds up no other."""
        sending: dict[int, asyncio.Task[None]] = {}
        try:
            while await self._fill(number, sending):
                call = asyncio.ensure_future(self._calls[number].wait())
                try:
                    await asyncio.wait([*sending.values(), call], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    call.cancel()
                for chat in [chat for chat, task in sending.items() if task.done()]:
                    await sending.pop(chat)
        except Unavailable:
            return  # the next look takes it up
        except Exception:  # the edge of this task
            log.exception("webhook_sender_failed")
        finally:
            for task in sending.values():
                task.cancel()
            await asyncio.gather(*sending.values(), return_exceptions=True)

    async def _fill(self, number: int, sending: dict[int, asyncio.Task[None]]) -> bool:
        """Begin with as many chats as there is room for; whether anything is on its way."""
        self._calls[number].clear()
        subscription = await webhooks.one(self._needs.db, number)
        if subscription is None:
            return False
        # An address that fails is asked by one at a time, until it answers again.
        room = (1 if subscription.failing_since is not None else SIDE_BY_SIDE) - len(sending)
        if room > 0:
            found = await webhooks.due(
                self._needs.db,
                subscription,
                now=self._needs.clock.now(),
                busy=list(sending),
                limit=room * IN_CHAT,
                in_chat=IN_CHAT,
            )
            chats: dict[int, list[Waiting]] = {}
            for one in found:
                chats.setdefault(one.chat, []).append(one)
            for chat, waiting in list(chats.items())[:room]:
                sending[chat] = asyncio.ensure_future(self._send_chat(subscription, waiting))
        return bool(sending)

    async def _send_chat(self, subscription: Subscription, waiting: list[Waiting]) -> None:
        """In their order; what was taken is written down for several at once."""
        taken: list[Taken] = []
        try:
            for one in waiting:
                if not await self._send(subscription, one, taken):
                    return
                if taken and (self._needs.clock.now() - taken[0].at).total_seconds() > TOLD_AFTER:
                    await self._write_down(subscription, taken)
        finally:
            await self._write_down(subscription, taken)

    async def _write_down(self, subscription: Subscription, taken: list[Taken]) -> None:
        done, taken[:] = taken[:], []
        if done:
            await webhooks.done(self._needs.db, subscription.id, done)

    async def _send(self, subscription: Subscription, one: Waiting, taken: list[Taken]) -> bool:
        """One update to one address; whether what follows in its chat may go on. Success goes to `taken`."""
        db, clock = self._needs.db, self._needs.clock
        if one.body is None:
            await webhooks.failed(
                db, subscription.id, one, status=None, error="too_old", took_ms=0, at=clock.now(), again_at=None
            )
            return True
        started = time.monotonic()
        status, error = await self._post(subscription, one.body)
        took_ms = int((time.monotonic() - started) * 1000)
        now = clock.now()
        if status == 200:
            taken.append(Taken(one, took_ms, now))
            return True
        await self._write_down(subscription, taken)  # first: a success after this failure would hide it
        pause = pause_after(one.attempts + 1)
        await webhooks.failed(
            db,
            subscription.id,
            one,
            status=status,
            error=error,
            took_ms=took_ms,
            at=now,
            again_at=None if pause is None else now + timedelta(seconds=pause),
        )
        return pause is None

    async def _post(self, subscription: Subscription, body: str) -> tuple[int | None, str]:
        """What the address answered: its status, or a word for what went wrong."""
        headers = {"content-type": "application/json; charset=utf-8", "user-agent": "Veche"}
        if subscription.secret is not None:
            headers[SECRET_HEADER] = self._needs.seal.open(subscription.secret, bot=subscription.bot, purpose="webhook")
        try:
            reply = await self._out().request(
                "POST", subscription.url, purpose=PURPOSE, headers=headers, content=body.encode(), limits=_LIMITS
            )
        except Refused as error:
            return None, f"refused: {error.details.get('reason', '')}"
        except VecheError as error:
            return None, str(error.details.get("reason", error.code))
        return reply.status, "" if reply.status == 200 else f"HTTP {reply.status}"

    async def _give_up_hopeless(self) -> None:
        """Eight hours without one success: the address is taken off."""
        before = self._needs.clock.now() - timedelta(hours=FORGIVEN)
        for one in await webhooks.hopeless(self._needs.db, failing_before=before):
            async with self._needs.db.transaction() as conn:
                await webhooks.remove(conn, one.id, error="removed: no success for eight hours")
            log.warning("webhook_removed", bot=int(one.bot))

    async def sweep(self) -> None:
        """The log of deliveries is kept as long as the updates."""
        before = self._needs.clock.now() - timedelta(hours=KEEP_HOURS)
        while await webhooks.sweep(self._needs.db, before=before):
            continue

    def _out(self) -> Outgoing:
        if self._outgoing is None:
            self._outgoing = self._needs.outgoing(keep=KEPT_OPEN)
        return self._outgoing
