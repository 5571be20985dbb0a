"""The table `services_apps`."""

from __future__ import annotations

from datetime import datetime

import msgspec

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, PersonId
from veche.services.model import App, Category, State, Wanted

_COLUMNS = (
    "bot_id, url, title, summary, description, category, wanted, listed, state, edition, note, reviewed_by, reviewed_at"
)
_WANTED = msgspec.json.Decoder(tuple[Wanted, ...])


async def get(db: Queries, bot: int) -> App | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM services_apps WHERE bot_id = $1", bot)
    return None if row is None else _app(row)


async def lock(conn: Connection, bot: int) -> App | None:
    row = await conn.fetchrow(f"SELECT {_COLUMNS} FROM services_apps WHERE bot_id = $1 FOR NO KEY UPDATE", bot)
    return None if row is None else _app(row)


async def put(conn: Connection, app: App, *, words: str, now: datetime) -> None:
    """The app as its author wants it now; whatever was decided about it stands in `app`."""
    await conn.execute(
        "INSERT INTO services_apps (bot_id, url, title, summary, description, category, wanted, listed, state, edition,"
        " note, words, created_at, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $13)"
        " ON CONFLICT (bot_id) DO UPDATE SET url = excluded.url, title = excluded.title, summary = excluded.summary,"
        " description = excluded.description, category = excluded.category, wanted = excluded.wanted,"
        " listed = excluded.listed, state = excluded.state, edition = excluded.edition, note = excluded.note,"
        " words = excluded.words, changed_at = excluded.changed_at",
        app.bot,
        app.url,
        app.title,
        app.summary,
        app.description,
        app.category,
        msgspec.json.encode(app.wanted).decode(),
        app.listed,
        app.state,
        app.edition,
        app.note,
        words,
        now,
    )


async def set_state(conn: Connection, bot: int, *, state: State, note: str, by: PersonId | None, now: datetime) -> None:
    await conn.execute(
        "UPDATE services_apps SET state = $2, note = $3, reviewed_by = coalesce($4, reviewed_by),"
        " reviewed_at = CASE WHEN $4::bigint IS NULL THEN reviewed_at ELSE $5 END, changed_at = $5 WHERE bot_id = $1",
        bot,
        state,
        note,
        by,
        now,
    )


async def remove(conn: Connection, bot: int) -> None:
    await conn.execute("DELETE FROM services_apps WHERE bot_id = $1", bot)


async def of_bots(db: Queries, bots: list[int]) -> list[App]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM services_apps WHERE bot_id = ANY($1::bigint[]) ORDER BY title", bots)
    return [_app(row) for row in rows]


async def waiting(db: Queries, *, limit: int) -> list[App]:
    """What is to be looked at, the longest waiting first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM services_apps WHERE state = 'waiting' ORDER BY changed_at LIMIT $1", limit
    )
    return [_app(row) for row in rows]


async def page(
    db: Queries, *, words: list[str], category: Category | None, after: tuple[str, int], limit: int
) -> list[App]:
    """The catalogue by title; every word must stand somewhere in what the app says of itself."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM services_apps WHERE state = 'approved' AND listed"
        " AND ($1::text IS NULL OR category = $1) AND words LIKE ALL ($2::text[])"
        " AND (title, bot_id) > ($3::text, $4::bigint) ORDER BY title, bot_id LIMIT $5",
        category,
        [f"%{_escaped(word)}%" for word in words],
        after[0],
        after[1],
        limit,
    )
    return [_app(row) for row in rows]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _app(row: Record) -> App:
    return App(
        bot=ActorId(row["bot_id"]),
        url=row["url"],
        title=row["title"],
        summary=row["summary"],
        description=row["description"],
        category=row["category"],
        wanted=_WANTED.decode(row["wanted"]),
        listed=row["listed"],
        state=row["state"],
        edition=row["edition"],
        note=row["note"],
        reviewed_by=row["reviewed_by"],
        reviewed_at=row["reviewed_at"],
    )
