"""The table `identity_actors`: cards and the counters of the actors' own spaces."""

from __future__ import annotations

from collections.abc import Iterable

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, Version
from veche.identity.model import ActorState, search_words
from veche.identity.wire import ActorCard

COLUMNS = "id, kind, name, title, vacant, active, photo, stands_for"


async def add_actor(
    conn: Connection,
    actor: ActorId,
    *,
    kind: str,
    name: str,
    title: str = "",
    vacant: bool = False,
    login: str = "",
    active: bool = True,
) -> None:
    """A new member of the common number space; `login` only makes it easier to find. Who is not active is never
    found."""
    await conn.execute(
        "INSERT INTO identity_actors (id, kind, name, title, vacant, words, active)"
        " VALUES ($1, $2, $3, $4, $5, array_to_tsvector($6::text[]), $7)",
        actor,
        kind,
        name,
        title,
        vacant,
        search_words(name, title, login),
        active,
    )


async def set_actor_card(
    conn: Connection,
    actor: ActorId,
    *,
    name: str,
    title: str = "",
    vacant: bool = False,
    login: str = "",
    keep_photo: bool = True,
    active: bool | None = None,
) -> ActorCard:
    """Change how an actor is shown; his version moves, so that his own devices learn of it when they return.
    `active` false: he is found no more."""
    row = await conn.fetchrow(
        "UPDATE identity_actors SET name = $2, title = $3, vacant = $4, words = array_to_tsvector($5::text[]),"
        " photo = CASE WHEN $6 THEN photo END, active = coalesce($7, active),"
        f" version = version + 1 WHERE id = $1 RETURNING {COLUMNS}",
        actor,
        name,
        title,
        vacant,
        search_words(name, title, login),
        keep_photo,
        active,
    )
    if row is None:
        raise LookupError(f"no actor {actor}")
    return card_of(row)


async def set_active(conn: Connection, actor: ActorId, *, active: bool) -> ActorCard:
    """Take an actor out of use, or back; what he wrote keeps his card."""
    row = await conn.fetchrow(
        f"UPDATE identity_actors SET active = $2, version = version + 1 WHERE id = $1 RETURNING {COLUMNS}",
        actor,
        active,
    )
    if row is None:
        raise LookupError(f"no actor {actor}")
    return card_of(row)


async def set_photo(conn: Connection, actor: ActorId, file: int | None) -> tuple[ActorCard, int | None] | None:
    """Another picture, or none: the card as it is now and the picture before. None if there is no such actor in use."""
    row = await conn.fetchrow(
        "UPDATE identity_actors a SET photo = $2, version = a.version + 1"
        " FROM (SELECT id, photo AS before FROM identity_actors WHERE id = $1 AND active FOR NO KEY UPDATE) AS old"
        " WHERE a.id = old.id RETURNING a.id, kind, name, title, vacant, active, photo, stands_for, old.before",
        actor,
        file,
    )
    return None if row is None else (card_of(row), row["before"])


async def post_names(db: Queries) -> list[str]:
    """How posts and those who hold them are called: to compare other names with, never to be listed to anybody."""
    rows = await db.fetch("SELECT name, title FROM identity_actors WHERE kind = 'post' AND active")
    return [text for row in rows for text in (row["name"], row["title"]) if text]


async def photos_in_use(db: Queries, files: Iterable[int]) -> set[int]:
    """Which of these files are somebody's picture now."""
    rows = await db.fetch("SELECT photo FROM identity_actors WHERE photo = ANY($1::bigint[])", list(files))
    return {row["photo"] for row in rows}


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
        f"SELECT {COLUMNS} FROM identity_actors WHERE id = ANY($1::bigint[])", list(dict.fromkeys(actors))
    )
    return {ActorId(row["id"]): card_of(row) for row in rows}


async def actors_after(db: Queries, after: int, *, limit: int) -> list[ActorCard]:
    """Actors in use that follow `after` by id: to walk through all of them, never to be listed to anybody."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM identity_actors WHERE id > $1 AND active ORDER BY id LIMIT $2", after, limit
    )
    return [card_of(row) for row in rows]


async def own_actors(db: Queries, actors: Iterable[int]) -> list[ActorState]:
    """Cards with versions, in the order asked (the welcome of a socket, sync); unknown ids are left out."""
    wanted = list(dict.fromkeys(actors))
    rows = await db.fetch(f"SELECT {COLUMNS}, version FROM identity_actors WHERE id = ANY($1::bigint[])", wanted)
    found = {
        row["id"]: ActorState(
            id=ActorId(row["id"]),
            kind=row["kind"],
            name=row["name"],
            title=row["title"],
            vacant=row["vacant"],
            active=row["active"],
            photo=row["photo"],
            version=Version(row["version"]),
        )
        for row in rows
    }
    return [found[actor] for actor in wanted if actor in found]


async def find(db: Queries, query: str, *, limit: int) -> list[ActorCard]:
    """People and posts in use whose names have words that begin so."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM identity_actors WHERE words @@ $1::text::tsquery AND active ORDER BY name, id LIMIT $2",
        query,
        limit,
    )
    return [card_of(row) for row in rows]


def card_of(row: Record) -> ActorCard:
    return ActorCard(
        id=ActorId(row["id"]),
        kind=row["kind"],
        name=row["name"],
        title=row["title"],
        vacant=row["vacant"],
        deactivated=not row["active"],
        photo=row["photo"],
        person=row["stands_for"],
    )
