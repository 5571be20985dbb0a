"""Messages as data: drafts, what became of them, and the rules that need no database."""

from __future__ import annotations

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
    check_entities(entities, length=utf16_length(text))
    if plain != text:
        plain, entities = _moved(text, entities)
    return plain, entities


def check_entities(entities: list[Entity], *, length: int) -> None:
    """Every entity lies within the text and has what its type needs."""
    for entity in entities:
        if entity.offset + entity.length > length:
            raise BadInput("entity_outside", offset=entity.offset, length=entity.length)
        if entity.type == "link" and not (entity.url or "").startswith(URL_SCHEMES):
            raise BadInput("entity_url")
        if entity.type == "mention" and entity.actor is None:
            raise BadInput("entity_mention")


def _moved(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Normalise piece by piece between the borders of entities, so that offsets can follow the text."""
    borders = sorted({0, *(e.offset for e in entities), *(e.offset + e.length for e in entities)})
    units = text.encode("utf-16-le")
    pieces = [units[2 * a : 2 * b] for a, b in zip(borders, [*borders[1:], len(units) // 2], strict=True)]
    moved: dict[int, int] = {}
    plain, position = "", 0
    for border, piece in zip(borders, pieces, strict=True):
        moved[border] = position
        try:
            part = unicodedata.normalize("NFC", piece.decode("utf-16-le").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            # A border in the middle of a surrogate pair.
            raise BadInput("entity_outside", offset=border, length=0) from None
        plain += part
        position += utf16_length(part)
    out = []
    for entity in entities:
        start, end = moved[entity.offset], moved[entity.offset + entity.length]
        if end > start:
            out.append(entity_at(entity, offset=start, length=end - start))
    return clean_text(plain, limit=TEXT_LIMIT), out


def entity_at(entity: Entity, *, offset: int, length: int) -> Entity:
    return Entity(
        type=entity.type,
        offset=offset,
        length=length,
        url=entity.url,
        actor=entity.actor,
        language=entity.language,
    )


def is_emoji(text: str) -> bool:
    """One emoji as people mean it: a symbol with its modifiers, flags and joined families; no letters, no blanks."""
    if not 1 <= len(text) <= 16:
        return False
    kinds = [unicodedata.category(sign) for sign in text]
    if text[0] in "0123456789#*":
        return text.endswith("\u20e3") and len(text) <= 3
    return (
        text[0] > "\x7f"
        and kinds[0] in ("So", "Sm", "Po")
        and all(kind in ("So", "Sk", "Mn", "Cf", "Me", "Sm", "Po") for kind in kinds)
    )


def may_change(message: Message, *, actors: frozenset[int], now_ms: int) -> VecheError | None:
    """May one of these actors edit the text? Only one's own, only text, only for two days."""
    if message.deleted or message.kind != "text":
        return Conflict("message_not_editable")
    if message.sender not in actors or message.origin is not None:
        return Refused("not_your_message")
    if now_ms - message.at > EDIT_DAYS * 86_400_000:
        return Conflict("message_too_old", days=EDIT_DAYS)
    return None
