"""Cards of many vacant posts at once: the directory makes, renames and retires them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from veche.ground.db import Connection
from veche.ground.ids import ActorId
from veche.identity.model import search_words
from veche.identity.store.actors import COLUMNS, card_of, set_active
from veche.identity.wire import ActorCard

_BETWEEN: Final = "\x1f"
"""An array of arrays of different lengths is no parameter: the words of a card travel as one text."""


async def add(conn: Connection, titles: Mapping[int, str]) -> None:
    """Actors of the kind `post` that nobody holds."""
    await conn.execute(
        "INSERT INTO identity_actors (id, kind, name, title, vacant, words)"
        " SELECT id, 'post', '', title, true, array_to_tsvector(string_to_array(words, $4))"
        " FROM unnest($1::bigint[], $2::text[], $3::text[]) AS p (id, title, words)",
        list(titles),
        list(titles.values()),
        [_words("", title) for title in titles.values()],
        _BETWEEN,
    )


async def rename(conn: Connection, titles: Mapping[int, str]) -> list[ActorCard]:
    """Another title, whoever holds it; answers the cards as they are now."""
    rows = await conn.fetch("SELECT id, name FROM identity_actors WHERE id = ANY($1::bigint[])", list(titles))
    rows = await conn.fetch(
        "UPDATE identity_actors a SET title = p.title, version = a.version + 1,"
        " words = array_to_tsvector(string_to_array(p.words, $4))"
        " FROM unnest($1::bigint[], $2::text[], $3::text[]) AS p (id, title, words) WHERE a.id = p.id"
        f" RETURNING {', '.join('a.' + column for column in COLUMNS.split(', '))}",
        [row["id"] for row in rows],
        [titles[row["id"]] for row in rows],
        [_words(row["name"], titles[row["id"]]) for row in rows],
        _BETWEEN,
    )
    return [card_of(row) for row in rows]


async def retire(conn: Connection, posts: Iterable[int]) -> None:
    """Posts that are no more: nobody finds them, and what they said keeps its author."""
    await conn.execute(
        "UPDATE identity_actors SET active = false, version = version + 1 WHERE id = ANY($1::bigint[])"
        " AND kind = 'post'",
        list(posts),
    )


async def set_open(conn: Connection, post: ActorId, *, on: bool) -> ActorCard:
    """A post that is no more, or is one again: nobody finds a closed one, and what it said keeps its author."""
    return await set_active(conn, post, active=on)


async def vacate(conn: Connection, titles: Mapping[int, str]) -> list[ActorCard]:
    """Nobody holds these posts any more (post → title): as `set_actor_card` for each of them, in one statement."""
    rows = await conn.fetch(
        "UPDATE identity_actors a SET name = '', vacant = true, photo = NULL, version = a.version + 1,"
        " words = array_to_tsvector(string_to_array(p.words, $3))"
        " FROM unnest($1::bigint[], $2::text[]) AS p (id, words) WHERE a.id = p.id"
        f" RETURNING {', '.join('a.' + column for column in COLUMNS.split(', '))}",
        list(titles),
        [_words("", title) for title in titles.values()],
        _BETWEEN,
    )
    return [card_of(row) for row in rows]


def _words(name: str, title: str) -> str:
    return _BETWEEN.join(search_words(name, title, ""))
