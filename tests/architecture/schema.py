"""The schema as the database has it."""

from veche.ground.db import Database


async def columns(database: Database) -> dict[str, set[str]]:
    """Table → its columns."""
    rows = await database.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["table_name"], set()).add(row["column_name"])
    return found
