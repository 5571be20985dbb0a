"""The tables `rollout_invites` and `rollout_letters`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import InvitationId, PostId
from veche.rollout.model import Way

KEEP_BEFORE_LOST = "5 minutes"


class Invite(Struct, frozen=True):
    """Who was invited how."""

    wave: int
    post: PostId
    invitation: InvitationId
    invited_at: datetime
    reminders: int


class Letter(Struct, frozen=True, kw_only=True):
    id: int
    wave: int
    post: PostId
    invitation: InvitationId
    way: Way
    number: int
    address: str
    attempts: int = 0


async def invited(db: Queries, waves: Sequence[int]) -> list[Invite]:
    rows = await db.fetch(
        "SELECT wave_id, post_id, invitation_id, invited_at, reminders FROM rollout_invites"
        " WHERE wave_id = ANY($1::bigint[])",
        list(waves),
    )
    return [
        Invite(
            row["wave_id"],
            PostId(row["post_id"]),
            InvitationId(row["invitation_id"]),
            row["invited_at"],
            row["reminders"],
        )
        for row in rows
    ]


async def invite_of(db: Queries, wave: int, post: PostId) -> InvitationId | None:
    found: int | None = await db.fetchval(
        "SELECT invitation_id FROM rollout_invites WHERE wave_id = $1 AND post_id = $2", wave, post
    )
    return None if found is None else InvitationId(found)


async def add_invites(conn: Connection, wave: int, posts: dict[PostId, InvitationId], *, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO rollout_invites (wave_id, post_id, invitation_id, invited_at)"
        " SELECT $1::bigint, post, invitation, $4::timestamptz"
        " FROM unnest($2::bigint[], $3::bigint[]) AS i (post, invitation)",
        wave,
        list(posts),
        list(posts.values()),
        at,
    )


async def forget_invites(conn: Connection, wave: int, posts: Iterable[PostId] | None = None) -> list[InvitationId]:
    """Take invitations of a wave away; answers which those were."""
    rows = await conn.fetch(
        "DELETE FROM rollout_invites WHERE wave_id = $1 AND ($2::bigint[] IS NULL OR post_id = ANY($2))"
        " RETURNING invitation_id",
        wave,
        None if posts is None else list(posts),
    )
    return [InvitationId(row["invitation_id"]) for row in rows]


async def reminded(conn: Connection, wave: int, posts: Iterable[PostId]) -> None:
    await conn.execute(
        "UPDATE rollout_invites SET reminders = reminders + 1 WHERE wave_id = $1 AND post_id = ANY($2::bigint[])",
        wave,
        list(posts),
    )


async def add_letters(conn: Connection, letters: Sequence[Letter], *, at: datetime) -> None:
    """The same letter a second time is not added."""
    await conn.executemany(
        "INSERT INTO rollout_letters (id, wave_id, post_id, invitation_id, way, number, address, next_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (invitation_id, way, number) DO NOTHING",
        [(one.id, one.wave, one.post, one.invitation, one.way, one.number, one.address, at) for one in letters],
    )


async def stop(conn: Connection, wave: int, *, reason: str) -> None:
    """What waits goes no more."""
    await conn.execute(
        "UPDATE rollout_letters SET state = 'stopped', reason = $2, address = ''"
        " WHERE wave_id = $1 AND state = 'waiting'",
        wave,
        reason,
    )


async def give_up_lost(db: Queries, *, now: datetime) -> None:
    """What somebody died over while it was handed over: nobody knows whether it went, so it does not go again."""
    await db.execute(
        "UPDATE rollout_letters SET state = 'unsure', address = '', reason = 'interrupted'"
        f" WHERE state = 'sending' AND taken_at < $1::timestamptz - interval '{KEEP_BEFORE_LOST}'",
        now,
    )


async def taken_since(db: Queries, way: Way, since: datetime) -> int:
    count: int = await db.fetchval("SELECT count(*) FROM rollout_letters WHERE way = $1 AND taken_at > $2", way, since)
    return count


async def take(db: Queries, way: Way, *, limit: int, now: datetime) -> list[Letter]:
    """Letters that are due, taken: from now on only an answer of the other end brings them back."""
    rows = await db.fetch(
        "UPDATE rollout_letters SET state = 'sending', taken_at = $3, attempts = attempts + 1 WHERE id IN ("
        " SELECT id FROM rollout_letters WHERE state = 'waiting' AND way = $1 AND next_at <= $3"
        " ORDER BY next_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)"
        " RETURNING id, wave_id, post_id, invitation_id, way, number, address, attempts",
        way,
        limit,
        now,
    )
    return sorted((_letter(row) for row in rows), key=lambda one: one.id)


async def end(db: Queries, letter: int, state: str, *, reason: str = "") -> None:
    """How it ended. The address is needed no more."""
    await db.execute(
        "UPDATE rollout_letters SET state = $2, reason = $3, address = '' WHERE id = $1 AND state = 'sending'",
        letter,
        state,
        reason,
    )


async def again(db: Queries, letter: int, *, at: datetime, reason: str) -> None:
    """It certainly did not go: another time."""
    await db.execute(
        "UPDATE rollout_letters SET state = 'waiting', next_at = $2, reason = $3 WHERE id = $1 AND state = 'sending'",
        letter,
        at,
        reason,
    )


async def next_due(db: Queries) -> datetime | None:
    found: datetime | None = await db.fetchval("SELECT min(next_at) FROM rollout_letters WHERE state = 'waiting'")
    return found


async def states(db: Queries, waves: Sequence[int]) -> dict[str, int]:
    """How many people have a letter in each state, whatever the way and number; of several the worst counts."""
    rows = await db.fetch(
        "SELECT state, count(*) AS people FROM ("
        " SELECT DISTINCT ON (post_id) post_id, state FROM rollout_letters WHERE wave_id = ANY($1::bigint[])"
        " ORDER BY post_id, array_position(ARRAY['failed','unsure','sending','waiting','sent','stopped'], state))"
        " AS worst GROUP BY state",
        list(waves),
    )
    return {row["state"]: row["people"] for row in rows}


def _letter(row: Record) -> Letter:
    return Letter(
        id=row["id"],
        wave=row["wave_id"],
        post=PostId(row["post_id"]),
        invitation=InvitationId(row["invitation_id"]),
        way=row["way"],
        number=row["number"],
        address=row["address"],
        attempts=row["attempts"],
    )
