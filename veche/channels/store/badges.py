"""The table `channels_badges`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from veche.channels.model import Badge, BadgeState, Link
from veche.ground.db import Connection, Queries, Record, UniqueViolation
from veche.ground.errors import Conflict
from veche.ground.ids import ChatId, OrganisationId, PostId

_COLUMNS = (
    "chat_id, application_id, number, organisation_id, post_id, body_id, title, name, state, given_at, confirmed_at,"
    " confirm_until, due_at, objected, reminded, chain, record, signature"
)
_PLACES = ", ".join(f"${place}" + ("::jsonb" if place == 16 else "") for place in range(1, 19))
_CHANGED = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS.split(", ") if column != "chat_id")
_PUT = f"INSERT INTO channels_badges ({_COLUMNS}) VALUES ({_PLACES}) ON CONFLICT (chat_id) DO UPDATE SET {_CHANGED}"
_CHAIN = msgspec.json.Decoder(tuple[Link, ...])


async def put(conn: Connection, badge: Badge) -> None:
    """As it is now. Raises: channel_name_taken."""
    try:
        await conn.execute(
            _PUT,
            badge.chat,
            badge.application,
            badge.number,
            badge.organisation,
            badge.post,
            badge.body,
            badge.title,
            badge.name,
            badge.state,
            badge.given_at,
            badge.confirmed_at,
            badge.confirm_until,
            badge.due_at,
            badge.objected,
            badge.reminded,
            msgspec.json.encode(badge.chain).decode(),
            badge.record,
            badge.signature,
        )
    except UniqueViolation as taken:
        raise Conflict("channel_name_taken") from taken


async def get(db: Queries, chat: int) -> Badge | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM channels_badges WHERE chat_id = $1", chat)
    return None if row is None else _badge(row)


async def lock(conn: Connection, chat: int) -> Badge | None:
    row = await conn.fetchrow(f"SELECT {_COLUMNS} FROM channels_badges WHERE chat_id = $1 FOR NO KEY UPDATE", chat)
    return None if row is None else _badge(row)


async def named(db: Queries, name: str) -> Badge | None:
    """The badge in force of the channel with this link name."""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM channels_badges WHERE name = $1 AND state IN ('valid', 'due')", name
    )
    return None if row is None else _badge(row)


async def of_applications(db: Queries, applications: Sequence[int]) -> dict[int, Badge]:
    """Application → the badge that came of it."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_badges WHERE application_id = ANY($1::bigint[])", list(applications)
    )
    return {row["application_id"]: _badge(row) for row in rows}


async def given_by(db: Queries, bodies: Sequence[int] | None, *, after: int, limit: int) -> list[Badge]:
    """Badges that these bodies gave, in force or not, the next to be confirmed first; None: all. `after`: the
    application of the last one that was shown, 0 at the beginning."""
    place = "state IN ('lapsed', 'revoked'), confirm_until, chat_id"
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_badges WHERE ($1::bigint[] IS NULL OR body_id = ANY($1))"
        f" AND ($2::bigint = 0 OR ({place}) > (SELECT {place} FROM channels_badges WHERE application_id = $2))"
        f" ORDER BY {place} LIMIT $3",
        None if bodies is None else list(bodies),
        after,
        limit,
    )
    return [_badge(row) for row in rows]


async def in_force(db: Queries, *, after: int, limit: int) -> list[Badge]:
    """In the order of their channels, behind `after`."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_badges WHERE state IN ('valid', 'due') AND chat_id > $1"
        " ORDER BY chat_id LIMIT $2",
        after,
        limit,
    )
    return [_badge(row) for row in rows]


async def titles(db: Queries) -> list[tuple[int, str, str]]:
    """(chat, title, link name) of all badges in force."""
    rows = await db.fetch("SELECT chat_id, title, name FROM channels_badges WHERE state IN ('valid', 'due')")
    return [(row["chat_id"], row["title"], row["name"]) for row in rows]


async def lock_to_confirm(
    conn: Connection, *, now: datetime, reminders: Sequence[timedelta], grace: timedelta, limit: int
) -> list[Badge]:
    """Badges in force for which something is due: a reminder, their turn, their end. What another process looks at is
    left out."""
    rows = await conn.fetch(
        f"SELECT {_COLUMNS} FROM channels_badges WHERE (state = 'due' AND due_at <= $1::timestamptz - $3::interval)"
        " OR (state = 'valid' AND (confirm_until <= $1 OR reminded <"
        "  (SELECT count(*) FROM unnest($2::interval[]) AS r (before) WHERE confirm_until <= $1 + r.before)))"
        " ORDER BY confirm_until LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED",
        now,
        list(reminders),
        grace,
        limit,
    )
    return [_badge(row) for row in rows]


async def set_state(
    conn: Connection, chat: ChatId, *, state: BadgeState, due_at: datetime | None, reminded: int
) -> None:
    await conn.execute(
        "UPDATE channels_badges SET state = $2, due_at = $3, reminded = $4 WHERE chat_id = $1",
        chat,
        state,
        due_at,
        reminded,
    )


def _badge(row: Record) -> Badge:
    return Badge(
        chat=ChatId(row["chat_id"]),
        application=row["application_id"],
        number=row["number"],
        organisation=OrganisationId(row["organisation_id"]),
        post=PostId(row["post_id"]),
        body=None if row["body_id"] is None else OrganisationId(row["body_id"]),
        title=row["title"],
        name=row["name"],
        state=row["state"],
        given_at=row["given_at"],
        confirmed_at=row["confirmed_at"],
        confirm_until=row["confirm_until"],
        due_at=row["due_at"],
        objected=row["objected"],
        reminded=row["reminded"],
        chain=_CHAIN.decode(row["chain"]),
        record=row["record"],
        signature=row["signature"],
    )
