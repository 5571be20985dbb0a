"""Who is in what: the questions asked for every message and every opened socket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from veche.chats.model import ROLES, Access, Membership, effective_rights
from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId

_RIGHTS = """
SELECT m.chat_id, m.actor_id, c.kind, c.mode, m.role, m.rights, c.member_rights, c.members_count,
       m.by_rule
  FROM unnest($1::bigint[], $2::bigint[]) AS p (chat_id, actor_id)
  JOIN chats_members m ON m.chat_id = p.chat_id AND m.actor_id = p.actor_id
  JOIN chats_chats c ON c.id = m.chat_id
 WHERE m.left_at IS NULL
"""

_MEMBERSHIPS = """
SELECT m.chat_id, m.actor_id, c.kind, c.mode, m.role, m.rights, c.member_rights, m.read_seq, h.seq,
       h.version AS chat_version, m.version
  FROM chats_members m
  JOIN chats_chats c ON c.id = m.chat_id
  JOIN chats_heads h ON h.chat_id = m.chat_id
 WHERE m.actor_id = ANY($1::bigint[]) AND m.left_at IS NULL
"""


async def rights_of(conn: Queries, pairs: Sequence[tuple[ChatId, ActorId]]) -> dict[tuple[ChatId, ActorId], Access]:
    """What these actors may do in these chats now; one statement. Who is not an active member is absent."""
    rows = await conn.fetch(_RIGHTS, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    found: dict[tuple[ChatId, ActorId], Access] = {}
    for row in rows:
        chat, actor, kind, mode, place, own, member_rights, members_count, by_rule = row.values()
        role = ROLES[place]
        rights = effective_rights(role, own, member_rights=member_rights)
        found[chat, actor] = Access(chat, actor, kind, mode, role, rights, member_rights, members_count, by_rule)
    return found


async def memberships_for(db: Queries, actors: Iterable[ActorId]) -> list[Membership]:
    """All active memberships of these actors with the heads of the chats; one statement."""
    memberships: list[Membership] = []
    for row in await db.fetch(_MEMBERSHIPS, list(actors)):
        chat, actor, kind, mode, place, own, member_rights, read_seq, seq, chat_version, version = row.values()
        role = ROLES[place]
        rights = effective_rights(role, own, member_rights=member_rights)
        memberships.append(Membership(chat, actor, kind, mode, role, rights, read_seq, seq, chat_version, version))
    return memberships


async def dialogs_with(db: Queries, actor: ActorId, others: Iterable[ActorId]) -> dict[ActorId, ChatId]:
    """The dialogs that an actor has with these others."""
    rows = await db.fetch(
        "SELECT o.id AS other, c.id FROM unnest($2::bigint[]) AS o (id) JOIN chats_chats c ON c.kind = 'dialog'"
        " AND c.dialog_low = least(o.id, $1) AND c.dialog_high = greatest(o.id, $1)",
        actor,
        list(others),
    )
    return {ActorId(row["other"]): ChatId(row["id"]) for row in rows}


async def member_ids(db: Queries, chat: ChatId, *, limit: int) -> list[ActorId]:
    """Some active members of a chat, at most `limit`: owners first, then admins, then members as they came."""
    rows = await db.fetch(
        "SELECT actor_id FROM chats_members WHERE chat_id = $1 AND left_at IS NULL"
        " ORDER BY role, joined_at, actor_id LIMIT $2",
        chat,
        limit,
    )
    return [row["actor_id"] for row in rows]
