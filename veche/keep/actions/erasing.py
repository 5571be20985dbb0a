"""Deleting oneself: the account ends in one transaction, what hangs on it in the rest of Veche goes right after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct

from veche.ground import jobs
from veche.ground.commands import Asker, Done
from veche.ground.db import Connection, Database
from veche.ground.ids import DeviceId, PersonId
from veche.keep import wire

WORK = "keep.erase"

Forget = Callable[[Connection, PersonId], Awaitable[None]]
"""A domain deletes what it has of a person and nobody else needs. Runs again after a crash."""


class Account(Protocol):
    """Identity, as far as ending an account needs it."""

    async def erase(self, connection: Connection, asker: Asker, *, login: str, name: str) -> list[Struct]: ...
    def forget(self, asker: Asker) -> None: ...


Place = tuple[int, int]
"""Chat and seq."""


class Wipe(Protocol):
    """Messages, as far as deleting what somebody wrote needs them."""

    async def step(self, person: PersonId, place: Place) -> Place | None: ...


class Task(Struct, frozen=True):
    """`wipe`: from where on his messages are still to be deleted; absent: they stay, or are gone."""

    person: int
    wipe: Place | None = None


class Erasing:
    """What others were told stays theirs: messages in chats remain, under a name that is nobody's, unless he who wrote
    them wants them gone."""

    def __init__(
        self,
        *,
        db: Database,
        account: Account,
        announce: Callable[[Struct], None],
        name: str,
        wiping: Wipe,
        leave_chats: Callable[[Asker], Awaitable[None]],
        forget: Sequence[Forget],
        drop_exports: Callable[[PersonId], Awaitable[None]],
    ) -> None:
        """`name`: what stands in the place of the person's."""
        self._db = db
        self._account = account
        self._announce = announce
        self._name = name
        self._wiping = wiping
        self._leave_chats = leave_chats
        self._forget = forget
        self._drop_exports = drop_exports

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(WORK, Task, self.work)]

    async def delete_myself(self, asker: Asker, request: wire.DeleteMyself) -> Done:
        """Raises: proof_needed, login_differs, last_administrator."""
        async with self._db.transaction() as connection:
            events = await self._account.erase(connection, asker, login=request.login, name=self._name)
            task = Task(asker.person, (0, 0) if request.with_messages else None)
            await jobs.enqueue(connection, WORK, task, key=str(asker.person))
        self._account.forget(asker)
        for event in events:
            self._announce(event)
        return Done()

    async def work(self, task: Task) -> None:
        """What he wrote, a stretch at a time, if he wished it; chats one by one; then the rest in one transaction.
        Whatever was done already is done for nothing."""
        person = PersonId(task.person)
        if task.wipe is not None:
            place = await self._wiping.step(person, task.wipe)
            if place is not None:
                await jobs.enqueue(self._db, WORK, Task(person, place), key=str(person))
                return
        await self._leave_chats(Asker(person=person, device=DeviceId(0)))
        await self._drop_exports(person)
        async with self._db.transaction() as connection:
            for forget in self._forget:
                await forget(connection, person)
