"""Keeping names findable, and finding people and chats by them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence

from msgspec import UNSET, Struct

from veche import chats, directory, identity
from veche.chats import events as chat_events
from veche.directory import events as directory_events
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.ground.ids import ActorId, ChatId, PostId, UnitId, Version
from veche.ground.logs import get_logger
from veche.ground.waking import wait_within
from veche.identity import ActorCard
from veche.identity import events as identity_events
from veche.search import wire
from veche.search.actions.finding import actors_of
from veche.search.model import names as rules
from veche.search.store import names

log = get_logger("search")

CHAT = "chat"
UNIT = "unit"
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
OWN = 0.1
MY_CHATS = 2000
SHORTEST = 2
"""Letters that a search for people needs: one letter would be a way to list them."""


class Names:
    """Follows the cards of actors and the titles of public chats."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._actors: set[int] = set()
        self._chats: set[int] = set()
        self._units: set[int] = set()
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
            case directory_events.StructureChanged(units):
                self._units.update(units)
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
        # What others write while we walk is younger than this, and not to be taken for a name that is gone.
        newest = await names.newest(self._db)
        await self._walk(ACTORS, newest, self._actors_after)
        await self._walk([UNIT], newest, self._units_after)
        await self._walk([CHAT], newest, self._chats_after)

    async def _walk(self, kinds: Sequence[str], newest: int, page: Callable[[int], Awaitable[Sequence[int]]]) -> None:
        """`page` writes the names of the next ones by id, and answers who they are."""
        after, more = 0, True
        while more:
            ids = await page(after)
            more = len(ids) == PAGE
            upto = ids[-1] if more else newest
            await names.drop_others(self._db, ids, kinds=kinds, after=after, upto=upto)
            after = upto

    async def _actors_after(self, after: int) -> list[int]:
        cards = await identity.actors_after(self._db, after, limit=PAGE)
        await self._put_actors(cards)
        self._newest = max(self._newest, *(card.id for card in cards), 0)
        return [card.id for card in cards]

    async def _units_after(self, after: int) -> list[UnitId]:
        units = await directory.many.units_after(self._db, after, limit=PAGE)
        await self._put_units(units)
        return units

    async def _chats_after(self, after: int) -> list[int]:
        public = await chats.public_chats_after(self._db, after, limit=PAGE)
        await self._put_chats(public)
        return [chat.id for chat in public]

    async def once(self) -> None:
        """Write what was heard of, and newcomers."""
        async with self._turn:
            await self._newcomers()
            await self._heard()

    async def _heard(self) -> None:
        actors, rooms, units = self._actors, self._chats, self._units
        self._actors, self._chats, self._units = set(), set(), set()
        try:
            if units:
                await self._put_units(units)
                actors = actors | set(await directory.many.posts_of_units(self._db, units))
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
            self._units |= units
            raise

    async def meet(self) -> None:
        """Take up newcomers now, unless that was done a moment ago: whoever is invited is looked for at once."""
        if asyncio.get_running_loop().time() - self._met >= MEET_EVERY:
            async with self._turn:
                await self._newcomers()

    async def _newcomers(self) -> None:
        self._met = asyncio.get_running_loop().time()
        after = since = self._newest - OVERLAP
        self._known = {known for known in self._known if known > after}
        while cards := await identity.actors_after(self._db, after, limit=PAGE):
            await self._put_actors(card for card in cards if card.id not in self._known)
            self._known |= {card.id for card in cards}
            after = cards[-1].id
            self._newest = max(self._newest, after)
        while units := await directory.many.units_after(self._db, since, limit=PAGE):
            await self._put_units([unit for unit in units if unit not in self._known])
            self._known |= set(units)
            since = units[-1]
            self._newest = max(self._newest, since)

    async def _put_actors(self, cards: Iterable[ActorCard]) -> None:
        cards = list(cards)
        if not cards:
            return
        places = await directory.places_of(self._db, [PostId(card.id) for card in cards if card.kind == "post"])
        await names.put(
            self._db,
            {card.id: (card.kind, rules.keys(_texts(card, places.get(PostId(card.id), ())))) for card in cards},
        )

    async def _put_units(self, units: Collection[int]) -> None:
        """By its own name and its organisation's: who looks for a department of a town names both."""
        found = await directory.many.places(self._db, units) if units else []
        if found:
            texts = {int(one.id): (UNIT, rules.keys([one.name, one.organisation_name])) for one in found}
            await names.put(self._db, texts)

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
            await wait_within(self._wake, NEWCOMERS_EVERY)


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

    async def find_in_directory(self, text: str, organisation: int | None) -> wire.FoundInDirectory:
        """Units, and posts by name of the holder, title and unit: at most 20 of each, best first; no next page."""
        readings = [words for words in rules.readings(text) if max(map(len, words)) >= SHORTEST]
        await self._names.meet()
        units = []
        for place in await directory.many.places(self._db, await self._candidates(readings, [UNIT])):
            close = _best(readings, [place.name, place.organisation_name])
            # Every unit answers to the name of its organisation: those that are called so themselves come first.
            own = _best(readings, [place.name])
            if close and organisation in (None, place.organisation):
                units.append((-max(close, own + OWN if own else 0.0), len(place.way), place.id, _unit(place)))
        found = await self._posts(readings, organisation)
        return wire.FoundInDirectory([one[-1] for one in sorted(units, key=lambda one: one[:-1])[:LISTED]], found)

    async def _posts(self, readings: list[list[str]], organisation: int | None) -> list[wire.FoundPost]:
        cards = await identity.actor_cards(self._db, await self._candidates(readings, ["post"]))
        homes = await directory.many.units_of_posts(self._db, cards)
        places = {place.id: place for place in await directory.many.places(self._db, set(homes.values()))}
        found = []
        for card in cards.values():
            place = places.get(homes.get(PostId(card.id), UnitId(0)))
            if place is None or card.deactivated or organisation not in (None, place.organisation):
                continue
            close = _best(readings, _texts(card, (place.name, place.organisation_name)))
            if close:
                found.append((-close, card.vacant, card.name, card.id, wire.FoundPost(card, _unit(place))))
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


def _unit(place: directory.many.Place) -> wire.FoundUnit:
    return wire.FoundUnit(place.id, place.name, place.organisation, place.organisation_name, place.way)


def _peer(chat: chats.Chat) -> int:
    return 0 if chat.peer is UNSET else chat.peer
