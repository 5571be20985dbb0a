"""Actors of the kind `moved`: authors of groups that came along from other messengers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from veche.ground.db import Connection
from veche.ground.ids import ActorId
from veche.identity.store.actors import COLUMNS, card_of
from veche.identity.wire import ActorCard


async def add(conn: Connection, names: Mapping[int, str]) -> None:
    """Authors of a history that was brought along: nobody can sign in as them, find them or add them."""
    await conn.execute(
        "INSERT INTO identity_actors (id, kind, name, active, words)"
        " SELECT id, 'moved', name, false, '' FROM unnest($1::bigint[], $2::text[]) AS n (id, name)",
        list(names),
        list(names.values()),
    )


async def set_person(conn: Connection, actor: ActorId, person: int | None) -> ActorCard:
    """Who such an author is, or that nobody knows after all."""
    row = await conn.fetchrow(
        "UPDATE identity_actors SET stands_for = $2, version = version + 1 WHERE id = $1 AND kind = 'moved'"
        f" RETURNING {COLUMNS}",
        actor,
        person,
    )
    if row is None:
        raise LookupError(f"no moved author {actor}")
    return card_of(row)


async def remove(conn: Connection, actors: Iterable[int]) -> None:
    await conn.execute("DELETE FROM identity_actors WHERE id = ANY($1::bigint[]) AND kind = 'moved'", list(actors))


async def forget(conn: Connection, person: int) -> None:
    """The name that somebody had elsewhere goes when he deletes himself."""
    await conn.execute(
        "UPDATE identity_actors a SET name = p.name, version = a.version + 1 FROM identity_actors p"
        " WHERE a.stands_for = $1 AND p.id = $1",
        person,
    )
