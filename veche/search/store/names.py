"""The table `search_names`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from veche.ground.db import Queries

FIND = "SELECT id FROM search_names WHERE words @@ $1::text::tsquery AND kind = ANY($2::text[]) LIMIT $3"
THROUGH_THE_INDEX = "SET LOCAL enable_seqscan = off"
LOCK = 7_318_406_513  # one process walks through all names at a time
_PUT = """
INSERT INTO search_names (id, kind, words)
SELECT n.id, n.kind, array_to_tsvector(string_to_array(n.words, ' '))
  FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (id, kind, words)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, words = excluded.words WHERE search_names.words <> excluded.words
"""


async def put(db: Queries, names: Mapping[int, tuple[str, AbstractSet[str]]]) -> None:
    """Id → (kind, keys). What is the same as before is not written."""
    await db.execute(
        _PUT, list(names), [kind for kind, _ in names.values()], [" ".join(keys) for _, keys in names.values()]
    )


async def newest(db: Queries) -> int:
    """The greatest id that has a name here."""
    found: int = await db.fetchval("SELECT coalesce(max(id), 0) FROM search_names")
    return found


async def drop(db: Queries, ids: Sequence[int]) -> None:
    await db.execute("DELETE FROM search_names WHERE id = ANY($1::bigint[])", list(ids))


async def drop_others(db: Queries, kept: Sequence[int], *, kinds: Sequence[str], after: int, upto: int) -> None:
    """Names of these kinds with after < id <= upto that are not among `kept`."""
    await db.execute(
        "DELETE FROM search_names WHERE id > $1 AND id <= $2 AND kind = ANY($3::text[]) AND NOT id = ANY($4::bigint[])",
        after,
        upto,
        list(kinds),
        list(kept),
    )


async def find(db: Queries, query: str, *, kinds: Sequence[str], limit: int) -> list[int]:
    """Ids of names that answer."""
    return [row["id"] for row in await db.fetch(FIND, query, list(kinds), limit)]
