"""Messages as data: drafts, what became of them, and the rules that need no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from veche.ground.errors import BadInput, Conflict, Refused, VecheError
from veche.ground.ids import ActorId, ChatId
from veche.ground.text import clean_text, utf16_length
from veche.messages.wire import Entity, Message

TEXT_LIMIT = 4000
ENTITY_LIMIT = 100
REACTION_KINDS = 20
"""Different emoji on one message."""
REACTIONS_OF_ONE = 3
"""Different emoji of one member on one message."""
EDIT_DAYS = 2
"""After that a message stays as it was said."""

URL_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_NOT_IN_URL = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Blanks, control characters, and what makes an address read as another one."""


@dataclass(slots=True, eq=False)
class Draft:
    """A message on its way to the log. `done` is called once, after the commit, with what became of it."""

    chat: ChatId
    sender: ActorId
    person: int
    """Who is behind the sender: himself, or the holder of the post."""
    key: int
    text: str
    done: Callable[[Stored | VecheError], None]
    entities: str | None = None
    reply_to: int | None = None
    origin: str | None = None
    service: str | None = None


@dataclass(slots=True, eq=False)
class Stored:
    """A draft that is in the log for good. `duplicate`: it had been there before this time."""

    draft: Draft
    seq: int
    version: int
    at: datetime
    duplicate: bool = False


def client_key(sender: int, cid: str) -> int:
    """The signed 64-bit number under which a send of `sender` with the client-given id `cid` is known."""
    return int.from_bytes(blake2b(b"%d:%b" % (sender, cid.encode()), digest_size=8).digest(), "big", signed=True)


def clean_message(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Text and entities as we store them: NFC, offsets moved along, empty entities refused.

    Raises BadInput: as clean_text, and message_empty, entity_outside, entity_url, too_many_entities.
    """
    if not entities:
        cleaned = clean_text(text, limit=TEXT_LIMIT)
        if not cleaned or cleaned.isspace():
            raise BadInput("message_empty")
        return cleaned, entities
    if len(entities) > ENTITY_LIMIT:
        raise BadInput("too_many_entities", limit=ENTITY_LIMIT)
    plain = clean_text(text, limit=TEXT_LIMIT)
    if not plain.strip():
        raise BadInput("message_empty")
    check_entities(entities, text)
    if plain != text:
        plain, entities = _moved(text, entities)
    return plain, entities


def check_entities(entities: list[Entity], text: str) -> None:
    """Every entity lies within the text, cuts no character in two, and has what its type needs."""
    length = utf16_length(text)
    units = b"" if len(text) == length else text.encode("utf-16-le")
    for entity in entities:
        first, last = entity.offset, entity.offset + entity.length
        if last > length or (units and (_cuts(units, first) or _cuts(units, last))):
            raise BadInput("entity_outside", offset=entity.offset, length=entity.length)
        if entity.url is None:
            if entity.type == "link":
                raise BadInput("entity_url")
        elif not entity.url.startswith(URL_SCHEMES) or _NOT_IN_URL.search(entity.url):
            raise BadInput("entity_url")
        if entity.type == "mention" and entity.actor is None:
            raise BadInput("entity_mention")


def _cuts(units: bytes, place: int) -> bool:
    """Is there the second half of a surrogate pair at this place?"""
    return units[2 * place + 1 : 2 * place + 2] >= b"\xdc" and units[2 * place + 1 : 2 * place + 2] <= b"\xdf"


def _moved(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Normalise piece by piece between the borders of entities, so that offsets can follow the text.

    What follows can still melt with the last letter before a border (a mark, half of a line break): that letter is
    carried into the next piece, and a border in the middle of such a letter moves to its end.
    """
    borders = sorted({0, *(e.offset for e in entities), *(e.offset + e.length for e in entities)})
    units = text.encode("utf-16-le")
    plain, carry, position = "", "", 0
    places: list[int] = []
    for start, end in zip(borders, [*borders[1:], len(units) // 2], strict=True):
        places.append(position + utf16_length(carry))
        joined = (carry + units[2 * start : 2 * end].decode("utf-16-le")).replace("\r\n", "\n")
        joined = unicodedata.normalize("NFC", joined)
        cut = _last_letter(joined)
        plain, carry = plain + joined[:cut], joined[cut:]
        position += utf16_length(joined[:cut])
    plain += carry
    moved: dict[int, int] = {}
    most = utf16_length(plain)
    for border, place in zip(reversed(borders), reversed(places), strict=True):
        most = moved[border] = min(place, most)
    out = []
    for entity in entities:
        first, last = moved[entity.offset], moved[entity.offset + entity.length]
        if last > first:
            out.append(entity_at(entity, offset=first, length=last - first))
    return clean_text(plain, limit=TEXT_LIMIT), out


def _last_letter(text: str) -> int:
    """Where the last letter with its marks begins."""
    place = len(text)
    while place and unicodedata.combining(text[place - 1]):
        place -= 1
    return max(place - 1, 0)


def entity_at(entity: Entity, *, offset: int, length: int) -> Entity:
    return Entity(
        type=entity.type,
        offset=offset,
        length=length,
        url=entity.url,
        actor=entity.actor,
        language=entity.language,
    )


# Two letters of a flag; or a symbol with its look, colour of skin and tags, and whoever is joined to it; or a key.
_SYMBOL = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_PART = f"{_SYMBOL}\ufe0f?[\U0001f3fb-\U0001f3ff]?\ufe0f?[\U000e0020-\U000e007f]*"
_EMOJI = re.compile(
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[\U0001f3fb-\U0001f3ff]|{_PART}(?:\u200d{_PART})*)"
)


def is_emoji(text: str) -> bool:
    """One emoji as people mean it: a symbol with its modifiers, a flag, a joined family; no letters, no blanks."""
    return len(text) <= 16 and _EMOJI.fullmatch(text) is not None


def may_change(message: Message, *, actors: frozenset[int], now_ms: int) -> VecheError | None:
    """May one of these actors edit the text? Only one's own, only text, only for two days."""
    if message.deleted or message.kind != "text":
        return Conflict("message_not_editable")
    if message.sender not in actors or message.origin is not None:
        return Refused("not_your_message")
    if now_ms - message.at > EDIT_DAYS * 86_400_000:
        return Conflict("message_too_old", days=EDIT_DAYS)
    return None
