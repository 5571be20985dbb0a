"""The words of a message: what they have to be, and where their formatting lies."""

from __future__ import annotations

import re
import unicodedata

from veche.ground.errors import BadInput
from veche.ground.text import clean_text, utf16_length
from veche.messages.wire import Entity

TEXT_LIMIT = 4000
ENTITY_LIMIT = 100

URL_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_NOT_IN_URL = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Blanks, control characters, and what makes an address read as another one."""


def clean_message(text: str, entities: list[Entity], *, caption: bool = False) -> tuple[str, list[Entity]]:
    """Text and entities as we store them: NFC, offsets moved along, empty entities refused. A `caption` may be empty.

    Raises BadInput: as clean_text, and message_empty, entity_outside, entity_url, too_many_entities.
    """
    if not entities:
        cleaned = clean_text(text, limit=TEXT_LIMIT)
        if not cleaned or cleaned.isspace():
            if caption:
                return "", entities
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
