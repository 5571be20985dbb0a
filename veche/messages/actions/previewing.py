"""Previews of links that nobody asked for while the words were written: looked for after the message was sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct

from veche.ground import jobs
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.ground.ids import ChatId, PersonId
from veche.messages.actions.attaching import Links, link_kept
from veche.messages.actions.changing import Changer
from veche.messages.model import Stored, first_link
from veche.messages.store import rows

WORK = "messages.preview_link"


class Task(Struct, frozen=True):
    """A message with a link, and the person behind it: it is his allowance that is used."""

    chat: int
    seq: int
    person: int


class Previewer:
    """Where this installation asks foreign servers at all. Best effort: what is lost with a process stays without."""

    def __init__(self, db: Database, changer: Changer, *, links: Links, run: Callable[[Awaitable[None]], None]) -> None:
        self._db = db
        self._changer = changer
        self._links = links
        self._run = run

    def work(self) -> jobs.Work[Task]:
        return jobs.Work(WORK, Task, self.look)

    def heard(self, stored: Stored) -> None:
        """A message was written by a client that left its link to us."""
        if stored.draft.link and not stored.duplicate and self._links.asks:
            task = Task(int(stored.draft.chat), stored.seq, stored.draft.person)
            self._run(jobs.enqueue(self._db, WORK, task, key=f"{task.chat} {task.seq}"))

    async def look(self, task: Task) -> None:
        """Asks the page outside of any transaction; then the message changes, if it is still the same."""
        chat = ChatId(task.chat)
        found = await rows.some(self._db, chat, [task.seq], actors=[])
        url = first_link(found[0].text) if found and not found[0].deleted else None
        if url is None:
            return
        try:
            card = await self._links.fetch(PersonId(task.person), url)
        except TooMany:
            return  # he has used up what he may have fetched: a link is a link
        if card.found:
            await self._changer.add_link(chat, task.seq, url, link_kept(url, card))
