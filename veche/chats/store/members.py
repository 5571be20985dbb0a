"""The table `chats_members`: comings, goings, roles, and what a member keeps for himself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from veche.chats.model import RANK, ROLES, Role, effective_rights
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, Seq, Version

# Somebody who comes back starts anew, but keeps how far he has read. What was written before he came is not unread.
_PUT_IN = """
INSERT INTO chats_members AS m
       (chat_id, actor_id, role, joined_at, read_seq, version, chat_version)
SELECT $1, a.actor_id, a.role, $5, h.seq, a.version, h.version
  FROM unnest($2::bigint[], $3::smallint[], $4::bigint[]) AS a (actor_id, role, version)
  JOIN chats_heads h ON h.chat_id = $1
ON CONFLICT (chat_id, actor_id) DO UPDATE
   SET role = excluded.role, rights = NULL, joined_at = excluded.joined_at, left_at = NULL, removed = false,
       archived = false, muted_until = NULL, pinned_at = NULL, notify = NULL,
       read_seq = greatest(m.read_seq, excluded.read_seq),
       version = excluded.version, chat_version = excluded.chat_version
 WHERE m.left_at IS NOT NULL
"""

_PAGE = """
SELECT m.actor_id, m.role, m.rights, m.joined_at FROM chats_members m
 WHERE m.chat_id = $1 AND m.left_at IS NULL
   AND (m.role, m.joined_at, m.actor_id) > ($2::smallint, $3::timestamptz, $4::bigint)
 ORDER BY m.role, m.joined_at, m.actor_id LIMIT $5
"""


class Standing(Struct, frozen=True, gc=False):
    """How an actor stands to a chat he is or was in."""

    active: bool
    removed: bool


class MemberRow(Struct, frozen=True, gc=False):
    actor: ActorId
    role: Role
    rights: int
    joined_at: datetime


async def standings(db: Queries, chat: ChatId, actors: Sequence[ActorId]) -> dict[ActorId, Standing]:
    """Those of `actors` who are in the chat or were in it."""
    rows = await db.fetch(
        "SELECT actor_id, left_at IS NULL AS active, removed FROM chats_members"
        " WHERE chat_id = $1 AND actor_id = ANY($2::bigint[])",
        chat,
        list(actors),
    )
    return {row["actor_id"]: Standing(row["active"], row["removed"]) for row in rows}


async def put_in(
    conn: Connection, chat: ChatId, roles: Mapping[ActorId, Role], *, versions: Mapping[ActorId, Version], now: datetime
) -> None:
    """Make these actors members. The head is locked and has its new version already."""
    await conn.execute(
        _PUT_IN,
        chat,
        list(roles),
        [RANK[role] for role in roles.values()],
        [versions[actor] for actor in roles],
        now,
    )


async def put_out(
    conn: Connection, chat: ChatId, versions: Mapping[ActorId, Version], *, removed: bool, now: datetime
) -> None:
    """End these memberships; the rows stay and tell the members' devices that the chat is gone. `removed`: somebody
    put them out, so they do not come back by themselves."""
    await conn.execute(
        "UPDATE chats_members m SET left_at = $4, removed = $5, by_rule = false, version = a.version,"
        " chat_version = h.version"
        " FROM unnest($2::bigint[], $3::bigint[]) AS a (actor_id, version), chats_heads h"
        " WHERE m.chat_id = $1 AND m.actor_id = a.actor_id AND h.chat_id = $1",
        chat,
        list(versions),
        list(versions.values()),
        now,
        removed,
    )


async def present_among(db: Queries, chat: ChatId, actors: Sequence[ActorId]) -> dict[ActorId, bool]:
    """Those of these actors who are in the chat now, and whether by its rule alone."""
    rows = await db.fetch(
        "SELECT actor_id, by_rule FROM chats_members"
        " WHERE chat_id = $1 AND actor_id = ANY($2::bigint[]) AND left_at IS NULL",
        chat,
        list(actors),
    )
    return {ActorId(row["actor_id"]): row["by_rule"] for row in rows}


async def set_role(
    conn: Connection, chat: ChatId, actor: ActorId, *, role: Role, rights: int | None, version: Version
) -> None:
    await conn.execute(
        "UPDATE chats_members m SET role = $3, rights = $4, version = $5, chat_version = h.version"
        " FROM chats_heads h WHERE m.chat_id = $1 AND m.actor_id = $2 AND h.chat_id = $1",
        chat,
        actor,
        RANK[role],
        rights,
        version,
    )


async def owners_count(conn: Queries, chat: ChatId) -> int:
    owners: int = await conn.fetchval(
        "SELECT count(*) FROM chats_members WHERE chat_id = $1 AND role = 0 AND left_at IS NULL", chat
    )
    return owners


async def page(
    db: Queries, chat: ChatId, *, after: tuple[int, datetime, int], limit: int, member_rights: int
) -> list[MemberRow]:
    """Members in the order of role, joining and id, behind the place `after`."""
    rows = await db.fetch(_PAGE, chat, *after, limit)
    return [
        MemberRow(actor, ROLES[role], effective_rights(ROLES[role], own, member_rights=member_rights), joined_at)
        for actor, role, own, joined_at in (row.values() for row in rows)
    ]


async def member(db: Queries, chat: ChatId, actor: ActorId, *, member_rights: int) -> MemberRow | None:
    row = await db.fetchrow(
        "SELECT actor_id, role, rights, joined_at FROM chats_members"
        " WHERE chat_id = $1 AND actor_id = $2 AND left_at IS NULL",
        chat,
        actor,
    )
    if row is None:
        return None
    role = ROLES[row["role"]]
    rights = effective_rights(role, row["rights"], member_rights=member_rights)
    return MemberRow(actor, role, rights, row["joined_at"])


async def some(db: Queries, chat: ChatId, actors: Sequence[ActorId], *, member_rights: int) -> dict[ActorId, MemberRow]:
    """Those of these actors who are in the chat."""
    rows = await db.fetch(
        "SELECT actor_id, role, rights, joined_at FROM chats_members"
        " WHERE chat_id = $1 AND actor_id = ANY($2::bigint[]) AND left_at IS NULL",
        chat,
        list(actors),
    )
    found = {}
    for actor, place, own, joined_at in (row.values() for row in rows):
        rights = effective_rights(ROLES[place], own, member_rights=member_rights)
        found[actor] = MemberRow(actor, ROLES[place], rights, joined_at)
    return found


async def managers(db: Queries, chat: ChatId, *, right: int, member_rights: int, limit: int = 50) -> list[ActorId]:
    """Owners and admins with a right; how many members there are does not matter."""
    rows = await db.fetch(
        "SELECT actor_id, role, rights FROM chats_members WHERE chat_id = $1 AND role < 2 AND left_at IS NULL"
        " ORDER BY role, joined_at, actor_id LIMIT $2",
        chat,
        limit,
    )
    return [
        row["actor_id"]
        for row in rows
        if effective_rights(ROLES[row["role"]], row["rights"], member_rights=member_rights) & right
    ]


async def peers_read_seq(db: Queries, chat: ChatId, *, actor: ActorId) -> Seq:
    """How far the furthest of the others has read; only for chats of a bounded size."""
    furthest: Seq | None = await db.fetchval(
        "SELECT max(read_seq) FROM chats_members WHERE chat_id = $1 AND actor_id <> $2 AND left_at IS NULL",
        chat,
        actor,
    )
    return furthest or Seq(0)
