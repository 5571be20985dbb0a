"""Sending: drafts queue up while the last commit runs, then become the next transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import msgspec
import structlog

from veche.ground.errors import Broken, Unavailable, VecheError
from veche.messages.model import Draft, Stored
from veche.messages.store.log import Log, Outcome
from veche.messages.wire import Extra

log = structlog.get_logger("veche.messages")

LANES = 1
"""Commits that may run at once. A chat stays on one lane, so that messages of one sender keep their order. A second
lane overlaps the wait for the disk but halves the batches: with server and database on one core, one lane is 12 %
faster."""
BATCH = 2000
WAITING = 100_000
"""Drafts in the queue of a lane before new ones are refused: memory is not for hoarding what cannot be written."""
PATIENCE = 20
"""Attempts (with back-off up to a second) to learn what became of a batch whose database went away."""


class Sender:
    """Takes drafts and brings each to the log exactly once, or says why not."""

    def __init__(
        self,
        log: Log,
        *,
        announce: Callable[[list[Stored]], None],
        stands_in: Callable[[int, int], str] = lambda _post, _person: "",
    ) -> None:
        """`stands_in`: the name of a person who speaks for a post that he does not hold; empty for its holder."""
        self._log = log
        self._stands_in = stands_in
        self._announce = announce
        self._queues: list[list[Draft]] = [[] for _ in range(LANES)]
        self._wake = [asyncio.Event() for _ in range(LANES)]
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    def start(self) -> None:
        self._tasks = [asyncio.get_running_loop().create_task(self._work(lane)) for lane in range(LANES)]

    async def stop(self) -> None:
        """Write what is queued, then end."""
        self._stopping = True
        for wake in self._wake:
            wake.set()
        await asyncio.gather(*self._tasks)

    def take(self, draft: Draft) -> None:
        """Queue a draft; its `done` is called after the commit."""
        lane = draft.chat % LANES
        queue = self._queues[lane]
        if self._stopping or len(queue) >= WAITING:
            draft.done(Unavailable("unavailable", retry_after=1))
            return
        if draft.sender != draft.person and (name := self._stands_in(draft.sender, draft.person)):
            draft.extra = written_by(draft.extra, name)
        queue.append(draft)
        self._wake[lane].set()

    async def send(self, draft: Draft) -> Stored:
        """The same for callers that wait. Raises what refused the draft."""
        future: asyncio.Future[Stored | VecheError] = asyncio.get_running_loop().create_future()

        def done(outcome: Stored | VecheError) -> None:
            if not future.done():  # the caller may have gone away
                future.set_result(outcome)

        draft.done = done
        self.take(draft)
        outcome = await future
        if isinstance(outcome, VecheError):
            raise outcome
        return outcome

    async def _work(self, lane: int) -> None:
        wake = self._wake[lane]
        while True:
            await wake.wait()
            await self._gather(lane)
            drafts, self._queues[lane] = self._queues[lane][:BATCH], self._queues[lane][BATCH:]
            if not drafts:
                if self._stopping:
                    return
                wake.clear()
                continue
            outcomes = await self._append(drafts)
            self._finish(drafts, outcomes)

    async def _gather(self, lane: int) -> None:
        """What lies in the sockets already belongs to this commit: wait as long as the queue grows from one pass of
        the event loop to the next. Costs an idle server one empty pass (10 µs); doubles a batch under load."""
        seen = 0
        while seen < len(self._queues[lane]) < BATCH:
            seen = len(self._queues[lane])
            await asyncio.sleep(0)

    async def _append(self, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Until the outcome is known: a commit whose answer was lost is looked up, never guessed."""
        pause = 0.05
        for attempt in range(PATIENCE):
            try:
                outcomes = await self._log.append(drafts, repeated=attempt > 0)
            except Unavailable:
                if self._stopping:
                    break  # an end is not held up by a database that is away; the clients send again
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)
            except Exception as defect:
                log.error("batch failed", size=len(drafts), exc_info=defect)
                return await self._one_by_one(drafts)
            else:
                return told_anew(outcomes) if attempt else outcomes
        return [Unavailable("unavailable", retry_after=1)] * len(drafts)

    async def _one_by_one(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Find the draft that breaks the batch, so that its neighbours do not suffer for it."""
        outcomes: list[Outcome] = []
        for draft in drafts:
            try:
                outcomes += await self._log.append([draft], repeated=True)
            except VecheError as error:
                outcomes.append(error)
            except Exception as defect:
                log.error("draft failed", chat=draft.chat, exc_info=defect)
                outcomes.append(Broken("broken", number="-"))
        return outcomes

    def _finish(self, drafts: Sequence[Draft], outcomes: Sequence[Outcome]) -> None:
        for draft, outcome in zip(drafts, outcomes, strict=True):
            try:
                draft.done(outcome)
            except Exception as defect:  # the edge: one who cannot be answered must not keep the answers of the others
                log.error("answering failed", chat=draft.chat, exc_info=defect)
        try:
            self._announce([outcome for outcome in outcomes if isinstance(outcome, Stored) and not outcome.duplicate])
        except Exception as defect:  # the edge of this loop: the rows are written, and clients ask for what they miss
            log.error("announcing failed", size=len(drafts), exc_info=defect)


def written_by(extra: str | None, name: str) -> str:
    """The extras of a message of a post, with the name of who stands in."""
    kept = msgspec.json.decode(extra, type=Extra) if extra else Extra()
    return msgspec.json.encode(msgspec.structs.replace(kept, by=name)).decode()


def told_anew(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """What is found there after an answer was lost was written by the attempt before: nobody has been told of it."""
    for outcome in outcomes:
        if isinstance(outcome, Stored):
            outcome.duplicate = False
    return outcomes
