"""The table `identity_actors`: cards and the counters of the actors' own spaces."""

from __future__ import annotations

from collections.abc import Iterable

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, Version
from veche.identity.model import ActorState, search_words
from veche.identity.wire import ActorCard

_COLUMNS = "id, kind, name, title, vacant, active"


async def add_actor(
    conn: Connection, actor: ActorId, *, kind: str, name: str, title: str = "", vacant: bool = False, login: str = ""
) -> None:
    """A new member of the common number space; `login` only makes it easier to find."""
    await conn.execute(
        "INSERT INTO identity_actors (id, kind, name, title, vacant, words)"
        " VALUES ($1, $2, $3, $4, $5, array_to_tsvector($6::text[]))",
        actor,
        kind,
        name,
        title,
        vacant,
        search_words(name, title, login),
    )


async def set_actor_card(
    conn: Connection, actor: ActorId, *, name: str, title: str = "", vacant: bool = False, login: str = ""
) -> ActorCard:
    """Change how an actor is shown; his version moves, so that his own devices learn of it when they return."""
    row = await conn.fetchrow(
        "UPDATE identity_actors SET name = $2, title = $3, vacant = $4, words = array_to_tsvector($5::text[]),"
        f" version = version + 1 WHERE id = $1 RETURNING {_COLUMNS}",
        actor,
        name,
        title,
        vacant,
        search_words(name, title, login),
    )
    if row is None:
        raise LookupError(f"no actor {actor}")
    return _card(row)


async def set_active(conn: Connection, actor: ActorId, *, active: bool) -> ActorCard:
    """Take an actor out of use, or back; what he wrote keeps his card."""
    row = await conn.fetchrow(
        f"UPDATE identity_actors SET active = $2, version = version + 1 WHERE id = $1 RETURNING {_COLUMNS}",
        actor,
        active,
    )
    if row is None:
        raise LookupError(f"no actor {actor}")
    return _card(row)


async def bump_actor_space(conn: Connection, actors: Iterable[int]) -> dict[ActorId, Version]:
    """Take the next version of each actor's own space; locks in order of id, so no two transactions deadlock."""
    rows = await conn.fetch(
        "UPDATE identity_actors a SET version = a.version + 1 FROM"
        " (SELECT id FROM identity_actors WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE) AS locked"
        " WHERE a.id = locked.id RETURNING a.id, a.version",
        sorted(set(actors)),
    )
    return {ActorId(row["id"]): Version(row["version"]) for row in rows}


async def actor_cards(db: Queries, actors: Iterable[int]) -> dict[ActorId, ActorCard]:
    """The cards of these actors; unknown ids are left out."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM identity_actors WHERE id = ANY($1::bigint[])", list(dict.fromkeys(actors))
    )
    return {ActorId(row["id"]): _card(row) for row in rows}


async def own_actors(db: Queries, actors: Iterable[int]) -> list[ActorState]:
    """Cards with versions, in the order asked (the welcome of a socket, sync); unknown ids are left out."""
    wanted = list(dict.fromkeys(actors))
    rows = await db.fetch(f"SELECT {_COLUMNS}, version FROM identity_actors WHERE id = ANY($1::bigint[])", wanted)
    found = {
        row["id"]: ActorState(
            id=ActorId(row["id"]),
            kind=row["kind"],
            name=row["name"],
            title=row["title"],
            vacant=row["vacant"],
            active=row["active"],
            version=Version(row["version"]),
        )
        for row in rows
    }
    return [found[actor] for actor in wanted if actor in found]


async def find(db: Queries, query: str, *, limit: int) -> list[ActorCard]:
    """People and posts in use whose names have words that begin so."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM identity_actors WHERE words @@ $1::text::tsquery AND active"
        " ORDER BY name, id LIMIT $2",
        query,
        limit,
    )
    return [_card(row) for row in rows]


def _card(row: Record) -> ActorCard:
    return ActorCard(
        id=ActorId(row["id"]),
        kind=row["kind"],
        name=row["name"],
        title=row["title"],
        vacant=row["vacant"],
        deactivated=not row["active"],
    )
