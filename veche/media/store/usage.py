"""SQL for `media_usage`: what accounts take of their quotas. Changed only in the transaction that changes the file."""

from __future__ import annotations

from collections.abc import Sequence

from veche.ground.db import Queries

CHARGE = """
INSERT INTO media_usage AS u (account_id, bytes, files) VALUES ($1, $2, 1)
ON CONFLICT (account_id) DO UPDATE SET bytes = u.bytes + $2, files = u.files + 1
RETURNING bytes
"""
CHANGE = """
UPDATE media_usage SET bytes = greatest(bytes + $2, 0), files = greatest(files + $3, 0)
WHERE account_id = ANY($1::bigint[])
"""


async def charge(db: Queries, account: int, size: int) -> int:
    """One more file; answers what the account takes with it. The row stays locked until the transaction ends."""
    taken: int = await db.fetchval(CHARGE, account, size)
    return taken


async def change(db: Queries, accounts: Sequence[int], *, size: int, files: int = 0) -> None:
    """Files of these accounts became larger or smaller, or went."""
    await db.execute(CHANGE, sorted(accounts), size, files)


async def of(db: Queries, accounts: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Bytes and number of files by account; an account without any is left out."""
    rows = await db.fetch("SELECT * FROM media_usage WHERE account_id = ANY($1::bigint[])", list(accounts))
    return {row["account_id"]: (row["bytes"], row["files"]) for row in rows}
