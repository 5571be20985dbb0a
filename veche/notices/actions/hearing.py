"""What follows from a message once it is stored: who was called, which chats come back, whom to wake, whom to let
sleep. None of it holds up the message: it is done in turns of a second, and a turn costs the same for one message and
for thousands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche import chats, directory, messages
from veche.ground.errors import Unavailable
from veche.ground.ids import ActorId, ChatId
from veche.ground.logs import get_logger
from veche.messages.events import MessagesStored
from veche.notices.actions.base import Needs
from veche.notices.actions.pushing import Pushing
from veche.notices.events import ActorCalled
from veche.notices.model import DEFAULT, MENTIONS_KEPT, quiet_until, wants
from veche.notices.store import mentions, push
from veche.notices.store import settings as store

log = get_logger("notices")

TURN = 1.0
TIDY_TURNS = 600
WAITING = 50_000
"""Messages that wait for a turn; more than that in a second and the oldest go without notice."""


class Mentioned(Struct, frozen=True):
    """The part of an entity that matters here."""

    type: str
    actor: int | None = None


class Flags(Struct, frozen=True):
    """The part of a message's extras that matters here."""

    silent: bool = False
    urgent: bool = False


class News(Struct, frozen=True, gc=False):
    """A stored message, as far as notices go."""

    chat: int
    seq: int
    sender: int
    called: tuple[int, ...] = ()
    reply_to: int | None = None
    silent: bool = False
    urgent: bool = False


_entities = msgspec.json.Decoder(list[Mentioned])
_flags = msgspec.json.Decoder(Flags)


class Hearing:
    """Hears every stored message of this process."""

    def __init__(
        self,
        needs: Needs,
        pushing: Pushing,
        *,
        bring_back: Callable[[Sequence[ChatId]], Awaitable[None]],
        is_here: Callable[[int], bool],
    ) -> None:
        self._needs = needs
        self._pushing = pushing
        self._bring_back = bring_back
        self._is_here = is_here
        self._news: list[News] = []
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="notices")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def hear(self, event: MessagesStored) -> None:
        """Called on the path of messages: only notes down what matters."""
        for stored in event.stored:
            draft = stored.draft
            if draft.service is not None:
                continue
            called: tuple[int, ...] = ()
            if draft.entities is not None and '"mention"' in draft.entities:
                called = tuple(one.actor for one in _entities.decode(draft.entities) if one.actor is not None)
            flags = _flags.decode(draft.extra) if draft.extra is not None else Flags()
            self._news.append(
                News(draft.chat, stored.seq, draft.sender, called, draft.reply_to, flags.silent, flags.urgent)
            )
        if len(self._news) > WAITING:
            del self._news[:-WAITING]

    async def turn(self) -> None:
        """Everything that was heard since the last turn."""
        news, self._news = self._news, []
        if news:
            called = await self._call(news)
            await self._bring_back([ChatId(chat) for chat in dict.fromkeys(one.chat for one in news)])
            if self._pushing.people:
                await self._wake(news, called)
        if self._pushing.on:
            for person, count in await push.take_due(self._needs.db, now=self._needs.clock.now()):
                self._pushing.wake(person, count)
            await self._pushing.flush(here=self._is_here)

    async def _call(self, news: list[News]) -> set[tuple[int, int, int]]:
        """(actor, chat, seq) of those who were called by name or answered, where they are members. Kept, and told."""
        db = self._needs.db
        replies = [(one.chat, one.reply_to) for one in news if one.reply_to is not None]
        authors = await messages.authors_of(db, replies) if replies else {}
        asked = {(actor, one.chat, one.seq) for one in news for actor in one.called if actor != one.sender}
        for one in news:
            author = authors.get((one.chat, one.reply_to)) if one.reply_to is not None else None
            if author is not None and author != one.sender:
                asked.add((author, one.chat, one.seq))
        if not asked:
            return asked
        places = [ChatId(chat) for chat in {chat for _, chat, _ in asked}]
        members = await chats.listeners(db, places, [ActorId(actor) for actor in {actor for actor, _, _ in asked}])
        # In a dialog every message is for the other one anyway.
        inside = {(int(one.actor), int(one.chat)) for one in members if one.kind != "dialog"}
        called = sorted(one for one in asked if (one[0], one[1]) in inside)
        if called:
            await mentions.add(db, called, now=self._needs.clock.now())
            for actor, chat, seq in called:
                self._needs.announce(ActorCalled(actor, chat, seq))
        return set(called)

    async def _wake(self, news: list[News], called: set[tuple[int, int, int]]) -> None:
        """Count for each subscribed person what is worth waking him, or holding for the morning."""
        db, now = self._needs.db, self._needs.clock.now()
        people = {person for person in self._pushing.people if not self._is_here(person)}
        # Whoever stands in for a post is woken for it as its holder is, and only while he stands in.
        behind: dict[int, set[int]] = {person: {person} for person in people}
        for post, who in (await directory.standing.acted_for_by(db, people)).items():
            behind[int(post)] = {int(person) for person in who}
        by_chat: dict[int, list[News]] = {}
        for one in news:
            if not one.silent:
                by_chat.setdefault(one.chat, []).append(one)
        found = await chats.listeners(db, [ChatId(chat) for chat in by_chat], [ActorId(actor) for actor in behind])
        decided = await store.of(db, set().union(*(behind[one.actor] for one in found)))
        counts: dict[int, int] = {}
        held: dict[int, tuple[int, datetime]] = {}
        for listener, person in ((one, person) for one in found for person in sorted(behind[one.actor])):
            if listener.muted_until is not None and listener.muted_until > now:
                continue
            settings = decided.get(person, DEFAULT)
            rule = listener.notify or settings.rule_for(listener.kind)
            worth = [
                one
                for one in by_chat[listener.chat]
                if one.sender != listener.actor
                and one.seq > listener.read_seq
                and wants(rule, mentioned=(listener.actor, one.chat, one.seq) in called)
            ]
            until = quiet_until(settings.quiet, now)
            loud = worth if until is None else [one for one in worth if one.urgent]
            if loud:
                counts[person] = counts.get(person, 0) + len(loud)
            if until is not None and len(worth) > len(loud):
                held[person] = (held.get(person, (0, until))[0] + len(worth) - len(loud), until)
        for person, count in counts.items():
            self._pushing.wake(person, count)
        if held:
            await push.hold(db, [(person, count, until) for person, (count, until) in held.items()])

    async def _run(self) -> None:
        turns = 0
        while True:
            await asyncio.sleep(TURN)
            turns += 1
            try:
                await self.turn()
                if turns % TIDY_TURNS == 0:
                    await mentions.forget_old(self._needs.db, before=self._needs.clock.now() - MENTIONS_KEPT)
                    await self._pushing.look_again()
            except Unavailable:
                continue
            except Exception:  # the loop's edge: one bad turn must not end all that follow
                log.exception("notices_turn_failed")
