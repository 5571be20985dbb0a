"""SQL for `media_packs`, `media_stickers` and `media_installed`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct, json

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PersonId
from veche.media.stickers.wire import Pack, Sticker

_PACK = """
SELECT p.id, p.title, p.code, p.owner_id = $1 AS mine, i.person_id IS NOT NULL AS installed,
    coalesce((SELECT json_agg(json_build_object('file', s.file_id, 'emoji', s.emoji) ORDER BY s.place, s.file_id)
              FROM media_stickers s WHERE s.pack_id = p.id), '[]')::text AS stickers
FROM media_packs p LEFT JOIN media_installed i ON i.pack_id = p.id AND i.person_id = $1
"""


_STICKERS = json.Decoder(list[Sticker])


class NewPack(Struct, frozen=True):
    """A pack to be made."""

    id: int
    owner: PersonId
    title: str
    code: str
    created_at: datetime


async def add(conn: Connection, new: NewPack) -> None:
    await conn.execute(
        "INSERT INTO media_packs (id, owner_id, title, code, created_at) VALUES ($1, $2, $3, $4, $5)",
        new.id,
        new.owner,
        new.title,
        new.code,
        new.created_at,
    )


async def owner_of(conn: Connection, pack: int) -> PersonId | None:
    """Whose pack it is; the row stays locked, so that changes of one pack go one after the other."""
    owner: PersonId | None = await conn.fetchval("SELECT owner_id FROM media_packs WHERE id = $1 FOR UPDATE", pack)
    return owner


async def rename(conn: Connection, pack: int, title: str) -> None:
    await conn.execute("UPDATE media_packs SET title = $2 WHERE id = $1", pack, title)


async def delete(conn: Connection, pack: int) -> list[int]:
    """The pack with all that hangs on it; the files of its stickers."""
    rows = await conn.fetch("SELECT file_id FROM media_stickers WHERE pack_id = $1", pack)
    await conn.execute("DELETE FROM media_packs WHERE id = $1", pack)
    return [row["file_id"] for row in rows]


async def own_count(db: Queries, person: PersonId) -> int:
    count: int = await db.fetchval("SELECT count(*) FROM media_packs WHERE owner_id = $1", person)
    return count


async def by_id(db: Queries, asker: PersonId, pack: int) -> Pack | None:
    row = await db.fetchrow(f"{_PACK} WHERE p.id = $2", asker, pack)
    return None if row is None else _pack(row)


async def by_code(db: Queries, asker: PersonId, code: str) -> Pack | None:
    row = await db.fetchrow(f"{_PACK} WHERE p.code = $2", asker, code)
    return None if row is None else _pack(row)


async def installed(db: Queries, person: PersonId) -> list[Pack]:
    rows = await db.fetch(f"{_PACK} WHERE i.person_id = $1 ORDER BY i.place, p.id", person)
    return [_pack(row) for row in rows]


# -- stickers


async def put(conn: Connection, pack: int, file: int, emoji: str) -> int:
    """At the end; one that is there gets another emoji. How many the pack has now."""
    await conn.execute(
        "INSERT INTO media_stickers (pack_id, file_id, emoji, place)"
        " SELECT $1, $2, $3, coalesce(max(place), 0) + 1 FROM media_stickers WHERE pack_id = $1"
        " ON CONFLICT (pack_id, file_id) DO UPDATE SET emoji = excluded.emoji",
        pack,
        file,
        emoji,
    )
    count: int = await conn.fetchval("SELECT count(*) FROM media_stickers WHERE pack_id = $1", pack)
    return count


async def take_out(conn: Connection, pack: int, file: int) -> bool:
    status = await conn.execute("DELETE FROM media_stickers WHERE pack_id = $1 AND file_id = $2", pack, file)
    return status != "DELETE 0"


async def order(conn: Connection, pack: int, files: Sequence[int]) -> None:
    await conn.execute(
        "UPDATE media_stickers s SET place = o.place FROM ("
        " SELECT s.file_id, row_number() OVER (ORDER BY array_position($2::bigint[], s.file_id), s.place) AS place"
        " FROM media_stickers s WHERE s.pack_id = $1) AS o WHERE s.pack_id = $1 AND s.file_id = o.file_id",
        pack,
        list(files),
    )


async def emoji_of(db: Queries, person: PersonId, pack: int, file: int) -> str | None:
    """The emoji of a sticker, if this person has the pack in his panel or made it."""
    emoji: str | None = await db.fetchval(
        "SELECT s.emoji FROM media_stickers s JOIN media_packs p ON p.id = s.pack_id"
        " WHERE s.pack_id = $2 AND s.file_id = $3 AND (p.owner_id = $1 OR EXISTS ("
        " SELECT FROM media_installed i WHERE i.pack_id = p.id AND i.person_id = $1))",
        person,
        pack,
        file,
    )
    return emoji


async def among(db: Queries, files: Iterable[int]) -> set[int]:
    """Which of these files are stickers of a pack."""
    rows = await db.fetch("SELECT DISTINCT file_id FROM media_stickers WHERE file_id = ANY($1::bigint[])", list(files))
    return {row["file_id"] for row in rows}


# -- panels


async def lock_panel(conn: Connection, person: PersonId) -> None:
    """Changes of one panel go one after the other, on whatever device they are made."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(hashtext('media_installed'), ($1::bigint % 2147483647)::integer)", person
    )


async def install(conn: Connection, person: PersonId, pack: int) -> int:
    """At the top of the panel; how many packs are in it now."""
    await conn.execute(
        "INSERT INTO media_installed (person_id, pack_id, place)"
        " SELECT $1, $2, coalesce(min(place), 1) - 1 FROM media_installed WHERE person_id = $1 ON CONFLICT DO NOTHING",
        person,
        pack,
    )
    count: int = await conn.fetchval("SELECT count(*) FROM media_installed WHERE person_id = $1", person)
    return count


async def uninstall(conn: Connection, person: PersonId, pack: int) -> None:
    await conn.execute("DELETE FROM media_installed WHERE person_id = $1 AND pack_id = $2", person, pack)


async def order_packs(conn: Connection, person: PersonId, packs: Sequence[int]) -> None:
    await conn.execute(
        "UPDATE media_installed i SET place = o.place FROM ("
        " SELECT pack_id, row_number() OVER (ORDER BY array_position($2::bigint[], pack_id), place, pack_id) AS place"
        " FROM media_installed WHERE person_id = $1) AS o WHERE i.person_id = $1 AND i.pack_id = o.pack_id",
        person,
        list(packs),
    )


def _pack(row: Record) -> Pack:
    return Pack(
        id=row["id"],
        title=row["title"],
        code=row["code"],
        stickers=_STICKERS.decode(row["stickers"]),
        mine=row["mine"],
        installed=row["installed"],
    )
