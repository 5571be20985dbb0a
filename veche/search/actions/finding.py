"""Finding messages: the index names parts that may hold an answer, the messages themselves decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from veche import chats, directory, messages
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, NotFound
from veche.ground.ids import ActorId, ChatId
from veche.messages import Message
from veche.search import wire
from veche.search.model import query
from veche.search.model.names import other_layout
from veche.search.model.query import Place, Wanted
from veche.search.model.words import words_of
from veche.search.store import parts
from veche.search.store.parts import BLOCK, ERA, Part
from veche.search.store.stems import Stems

ERAS = (4, 16, 64)
"""How many eras are asked at once, newest first; what few newer ones have is looked for in all the rest."""
PARTS_AT_ONCE = 16
FEW = 4
"""Of these so many are read at first: of a common word they hold enough."""
READ_AT_MOST = 2000
"""Messages that one answer reads; then it ends with a cursor, however little was found."""
WINDOW = 3
"""So many pages of the newest hits are gathered and then put in order of worth."""
NEIGHBOUR_TEXT = 160
FIRST = (1 << 53, 0)


class Finder:
    """Searches for people who are members at this moment."""

    def __init__(self, db: Database, stems: Stems, clock: Clock) -> None:
        self._db = db
        self._stems = stems
        self._clock = clock

    async def find(self, asker: Asker, request: wire.SearchMessages) -> wire.FoundMessages:
        """One page. Raises: chat_not_found, not_your_post, bad_cursor, search_empty."""
        start = _cursor(request.after)
        actors = await actors_of(self._db, asker, request.as_)
        place = await self._place(actors, request)
        found = await self._look(request.query, place, actors, request=request, start=start)
        if not found.hits and found.next is None and start == FIRST:
            other = other_layout(request.query)
            again = await self._look(other, place, actors, request=request, start=start) if found.words else found
            if again.hits:
                again.read_as = other
                return again
        return found

    async def _place(self, actors: Sequence[ActorId], request: wire.SearchMessages) -> Place:
        mine = {int(one.chat) for one in await chats.memberships_for(self._db, actors)}
        if request.chat is not None:
            if request.chat not in mine:
                raise NotFound("chat_not_found")
            mine = {request.chat}
        return Place(
            chats=frozenset(mine),
            sender=request.author,
            since_ms=request.from_,
            until_ms=self._clock.ms() + query.DAY_MS if request.to is None and request.from_ else request.to,
            kind=request.kind,
        )

    async def _look(
        self,
        text: str,
        place: Place,
        actors: Sequence[ActorId],
        *,
        request: wire.SearchMessages,
        start: tuple[int, int],
    ) -> wire.FoundMessages:
        words = query.query_words(text)
        await self._stems.learn(self._db, words)
        finished = bool(text) and not text[: query.READ_OF_QUERY][-1:].isalnum()
        wanted = query.wanted_of(words, self._stems.known, finished=finished)
        if not words and not text.strip() and request.chat is None and request.author is None and request.kind is None:
            raise BadInput("search_empty")
        # Somebody who typed nothing but signs, or words that say nothing, did not ask for everything.
        if not place.chats or (text.strip() and not wanted):
            return wire.FoundMessages(hits=[])
        best = request.order == "best" and bool(wanted)
        size = request.limit * (WINDOW if best else 1)
        window = _Window(wanted, place, before=start[0], size=size)
        async with self._db.transaction() as connection:
            await connection.execute(parts.THROUGH_THE_INDEX)
            await self._gather(connection, window, actors)
        hits = window.hits
        hits.sort(key=lambda one: (-one[0], -one[1].message.at) if best else (-one[1].message.at, -one[1].message.seq))
        page = hits[start[1] : start[1] + request.limit]
        following = None
        if len(hits) > start[1] + request.limit:
            following = f"{start[0]}.{start[1] + request.limit}"
        elif window.more:
            following = f"{window.before}.0"
        shown = await self._with_neighbours([hit for _, hit in page], actors)
        return wire.FoundMessages(hits=shown, next=following, words=[one.word for one in wanted])

    async def _gather(self, connection: Connection, window: _Window, actors: Sequence[ActorId]) -> None:
        """Fill the window from the newest parts on, until it is full, enough was read, or there are no more."""
        window.before = min(window.before, await parts.newest_id(connection) + 1)
        for width in (*ERAS, None):
            if window.before <= 0 or not window.wants_more():
                break
            newest = (window.before - 1) // ERA
            eras = None if width is None else range(max(0, newest - width + 1), newest + 1)
            text = query.tsquery(window.wanted, window.place, eras=eras)
            while window.wants_more():
                found = await parts.find(
                    connection, text, chats=window.place.chats, before=window.before, limit=PARTS_AT_ONCE
                )
                for few in (found[:FEW], found[FEW : 2 * FEW], found[2 * FEW :]):
                    if few and window.wants_more():
                        await self._read(connection, window, few, actors)
                if window.wants_more() and len(found) < PARTS_AT_ONCE:
                    window.before = 0 if eras is None else eras.start * ERA
                    break
        window.more = window.before > 0

    async def _read(
        self, connection: Connection, window: _Window, found: list[Part], actors: Sequence[ActorId]
    ) -> None:
        """Look into these parts and take their hits."""
        rows: dict[int, dict[int, list[Message]]] = {}
        ranges = [(part.chat, part.first, part.last) for part in found]
        words = query.beginnings(window.wanted)
        for message in await messages.messages_in(connection, ranges, actors=actors, containing=words):
            if window.place.allows(message):
                rows.setdefault(message.chat, {}).setdefault((message.seq - 1) // BLOCK, []).append(message)
        for part in found:
            if not window.wants_more():
                return
            block = rows.get(part.chat, {}).get((part.first - 1) // BLOCK, [])
            asked = [message for message in block if part.first <= message.seq <= part.last]
            await self._stems.learn(connection, _words(asked))
            for message in asked:
                hit = query.answer(message, window.wanted, self._stems.known, now_ms=self._clock.ms())
                if hit is not None:
                    window.hits.append((hit.score, wire.Hit(message, hit.ranges)))
            window.read += part.size
            window.before = part.id

    async def _with_neighbours(self, hits: list[wire.Hit], actors: Sequence[ActorId]) -> list[wire.Hit]:
        """The same hits with the messages beside them."""
        places = [(ChatId(hit.message.chat), hit.message.seq) for hit in hits]
        if not places:
            return hits
        beside = [(chat, place, place) for chat, seq in places for place in (seq - 1, seq + 1)]
        rows = {(row.chat, row.seq): row for row in await messages.messages_in(self._db, beside, actors=actors)}
        for hit in hits:
            chat, seq = hit.message.chat, hit.message.seq
            hit.before, hit.after = _near(rows.get((chat, seq - 1))), _near(rows.get((chat, seq + 1)))
        return hits


@dataclass(slots=True)
class _Window:
    """What one answer has gathered so far. `before`: parts with this id and greater ones are done."""

    wanted: list[Wanted]
    place: Place
    before: int
    size: int
    hits: list[tuple[float, wire.Hit]] = field(default_factory=list)
    read: int = 0
    more: bool = True

    def wants_more(self) -> bool:
        return len(self.hits) < self.size and self.read < READ_AT_MOST


async def actors_of(db: Database, asker: Asker, hat: int | None) -> list[ActorId]:
    """The asker's actors, or the one he asks as. Raises: not_your_post."""
    if hat is None:
        return [ActorId(asker.person), *map(ActorId, await directory.posts_of(db, asker.person))]
    if hat != asker.person and (refusal := await directory.may_act_as(db, asker.person, ActorId(hat))):
        raise refusal
    return [ActorId(hat)]


def _words(asked: Sequence[Message]) -> set[str]:
    return {word for one in asked for text in (one.text, *query.attached_texts(one)) for word in words_of(text)}


def _near(message: Message | None) -> wire.Neighbour | None:
    if message is None or message.deleted or message.kind != "text":
        return None
    return wire.Neighbour(message.seq, message.sender, message.at, message.text[:NEIGHBOUR_TEXT])


def _cursor(text: str | None) -> tuple[int, int]:
    """Where to go on. Raises: bad_cursor."""
    if text is None:
        return FIRST
    pieces = text.split(".")
    if len(pieces) != 2 or not all(piece.isascii() and piece.isdigit() and len(piece) < 19 for piece in pieces):
        raise BadInput("bad_cursor")
    return int(pieces[0]), int(pieces[1])
