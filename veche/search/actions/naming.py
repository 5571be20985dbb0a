"""Keeping names findable, and finding people and chats by them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Sequence

from msgspec import UNSET, Struct

from veche import chats, directory, identity
from veche.chats import events as chat_events
from veche.directory import events as directory_events
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.ground.ids import MAX_ID, ActorId, ChatId, PostId, Version
from veche.ground.logs import get_logger
from veche.identity import ActorCard
from veche.identity import events as identity_events
from veche.search import wire
from veche.search.actions.finding import actors_of
from veche.search.model import names as rules
from veche.search.store import names

log = get_logger("search")

CHAT = "chat"
ACTORS = ("person", "post", "bot")
PAGE = 500
SWEEP_EVERY = 900.0
NEWCOMERS_EVERY = 15.0
"""Nobody announces a newcomer: those with the newest ids are looked at so often."""
MEET_EVERY = 0.5
OVERLAP = 600 << 21
"""Ids of ten minutes: transactions do not end in the order in which their ids were taken."""
LISTED = 20
"""The directory is there to find a colleague, not to be copied."""
CANDIDATES = 200
MY_CHATS = 2000
SHORTEST = 2
"""Letters that a search for people needs: one letter would be a way to list them."""


class Names:
    """Follows the cards of actors and the titles of public chats."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._actors: set[int] = set()
        self._chats: set[int] = set()
        self._newest = 0
        self._known: set[int] = set()
        self._met = 0.0
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="search-names")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def hear(self, event: Struct) -> None:
        """Of people, posts and chats: what may have another name now."""
        match event:
            case identity_events.ActorChanged(card):
                self._actors.add(card.id)
            case directory_events.PostHolderChanged(post):
                self._actors.add(post)
            case chat_events.ChatCreated(chat) | chat_events.ChatChanged(chat) if chat.mode == "public":
                self._chats.add(chat.id)
            case _:
                return
        self._wake.set()

    async def settle(self) -> None:
        """Wait until everything that was said so far can be found."""
        await self.once()

    async def sweep(self) -> None:
        """Walk through everybody: what was missed is put right, who is gone goes."""
        async with self._db.transaction() as connection:
            if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", names.LOCK):
                return
        after = 0
        while after < MAX_ID:
            cards = await identity.actors_after(self._db, after, limit=PAGE)
            upto = cards[-1].id if len(cards) == PAGE else MAX_ID
            await self._put_actors(cards)
            self._newest = max(self._newest, *(card.id for card in cards), 0)
            await names.drop_others(self._db, [card.id for card in cards], kinds=ACTORS, after=after, upto=upto)
            after = upto
        after = 0
        while after < MAX_ID:
            public = await chats.public_chats_after(self._db, after, limit=PAGE)
            upto = public[-1].id if len(public) == PAGE else MAX_ID
            await self._put_chats(public)
            await names.drop_others(self._db, [chat.id for chat in public], kinds=[CHAT], after=after, upto=upto)
            after = upto

    async def once(self) -> None:
        """Write what was heard of, and newcomers."""
        async with self._turn:
            await self._newcomers()
            await self._heard()

    async def _heard(self) -> None:
        actors, rooms = self._actors, self._chats
        self._actors, self._chats = set(), set()
        try:
            if actors:
                cards = await identity.actor_cards(self._db, actors)
                await self._put_actors([card for card in cards.values() if not card.deactivated])
                await names.drop(self._db, [card.id for card in cards.values() if card.deactivated])
            if rooms:
                found = await chats.chats_cards(self._db, [ChatId(room) for room in rooms])
                await self._put_chats([chat for chat in found.values() if chat.members_count])
                await names.drop(self._db, [chat.id for chat in found.values() if not chat.members_count])
        except BaseException:
            self._actors |= actors
            self._chats |= rooms
            raise

    async def meet(self) -> None:
        """Take up newcomers now, unless that was done a moment ago: whoever is invited is looked for at once."""
        if asyncio.get_running_loop().time() - self._met >= MEET_EVERY:
            async with self._turn:
                await self._newcomers()

    async def _newcomers(self) -> None:
        self._met = asyncio.get_running_loop().time()
        after = self._newest - OVERLAP
        self._known = {known for known in self._known if known > after}
        while cards := await identity.actors_after(self._db, after, limit=PAGE):
            await self._put_actors(card for card in cards if card.id not in self._known)
            self._known |= {card.id for card in cards}
            after = cards[-1].id
            self._newest = max(self._newest, after)

    async def _put_actors(self, cards: Iterable[ActorCard]) -> None:
        cards = list(cards)
        if not cards:
            return
        places = await directory.places_of(self._db, [PostId(card.id) for card in cards if card.kind == "post"])
        await names.put(
            self._db,
            {card.id: (card.kind, rules.keys(_texts(card, places.get(PostId(card.id), ())))) for card in cards},
        )

    async def _put_chats(self, found: Iterable[chats.Chat]) -> None:
        titles = {chat.id: (CHAT, rules.keys([chat.title])) for chat in found}
        if titles:
            await names.put(self._db, titles)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        swept = -SWEEP_EVERY
        while True:
            self._wake.clear()
            try:
                if loop.time() - swept >= SWEEP_EVERY:
                    await self.sweep()
                    swept = loop.time()
                await self.once()
            except Unavailable:
                await asyncio.sleep(1)
                continue
            except Exception:  # the loop's edge: one bad name must not end all
                log.exception("search_names_failed")
                await asyncio.sleep(1)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), NEWCOMERS_EVERY)


class People:
    """Finds people, posts and chats by how they are called."""

    def __init__(self, db: Database, names: Names) -> None:
        self._db = db
        self._names = names

    async def find_people(self, text: str) -> list[wire.FoundPerson]:
        """At most 20, best first; no next page."""
        readings = [words for words in rules.readings(text) if max(map(len, words)) >= SHORTEST]
        await self._names.meet()
        cards = await identity.actor_cards(self._db, await self._candidates(readings, ACTORS))
        places = await directory.places_of(
            self._db, [PostId(card.id) for card in cards.values() if card.kind == "post"]
        )
        found = []
        for card in cards.values():
            place = places.get(PostId(card.id), ())
            close = _best(readings, _texts(card, place))
            if close and not card.deactivated:
                found.append((-close, card.kind != "person", card.name, wire.FoundPerson(card, " · ".join(place))))
        return [one[-1] for one in sorted(found, key=lambda one: one[:-1])[:LISTED]]

    async def find_chats(self, asker: Asker, text: str, hat: int | None) -> wire.FoundChats:
        """Mine, then public ones. Raises: not_your_post."""
        readings = rules.readings(text)
        actors = await actors_of(self._db, asker, hat)
        if not readings:
            return wire.FoundChats(chats=[])
        mine = await self._mine(actors)
        peers = await identity.actor_cards(self._db, {peer for chat in mine if (peer := _peer(chat))})
        scored: list[tuple[float, chats.Chat]] = []
        for chat in mine:
            other = peers.get(ActorId(_peer(chat)))
            close = _best(readings, [chat.title] if other is None else [other.name, other.title])
            if close:
                scored.append((close, chat))
        scored.sort(key=lambda one: (-one[0], -one[1].last_at))
        known = {chat.id for chat in mine}
        return wire.FoundChats(chats=[chat for _, chat in scored[:LISTED]], public=await self._public(readings, known))

    async def _mine(self, actors: Sequence[ActorId]) -> list[chats.Chat]:
        """The chats of these actors. An empty dialog is only in the list of him who opened it."""
        found: dict[int, chats.Chat] = {}
        for actor in actors:
            for chat in (await chats.memberships_since(self._db, actor, since=Version(0), limit=MY_CHATS)).chats:
                if chat.kind != "dialog" or chat.seq or chat.created_by == actor:
                    found.setdefault(chat.id, chat)
        return list(found.values())

    async def _public(self, readings: list[list[str]], known: set[int]) -> list[wire.PublicChat]:
        ids = [ChatId(one) for one in await self._candidates(readings, [CHAT]) if one not in known]
        found = []
        for chat in (await chats.chats_cards(self._db, ids) if ids else {}).values():
            close = _best(readings, [chat.title])
            if close and chat.mode == "public" and chat.members_count:
                code = chats.make_code(ChatId(chat.id))
                card = wire.PublicChat(chat.id, chat.kind, chat.title, chat.about, chat.members_count, code)
                found.append((-close, -chat.members_count, chat.id, card))
        return [one[-1] for one in sorted(found, key=lambda one: one[:-1])[:LISTED]]

    async def _candidates(self, readings: list[list[str]], kinds: Sequence[str]) -> list[int]:
        """By the beginnings of words first; only if these are few, with slips."""
        if not readings:
            return []
        async with self._db.transaction() as connection:
            await connection.execute(names.THROUGH_THE_INDEX)
            found: dict[int, None] = {}
            for make in (rules.exact_query, rules.slip_query):
                if len(found) < LISTED:
                    text = " | ".join(f"({make(words)})" for words in readings)
                    found |= dict.fromkeys(await names.find(connection, text, kinds=kinds, limit=CANDIDATES))
        return list(found)


def _texts(card: ActorCard, place: Sequence[str]) -> list[str]:
    return [card.name, card.title, *place]


def _best(readings: list[list[str]], texts: Sequence[str]) -> float:
    """The best reading decides; the first one (as typed) wins a draw."""
    name = [word for text in texts for word in rules.sounds(text)]
    return max((rules.closeness(words, name) - 0.01 * number for number, words in enumerate(readings)), default=0.0)


def _peer(chat: chats.Chat) -> int:
    return 0 if chat.peer is UNSET else chat.peer
