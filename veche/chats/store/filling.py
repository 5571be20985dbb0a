"""SQL of chats that are filled by a rule."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from veche.chats.model import Kind
from veche.chats.wire.filling import Filling
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, OrganisationId, UnitId


class Filled(Struct, frozen=True):
    """The rule of a chat, its kind and the number of its members."""

    rule: Filling
    kind: Kind
    members: int


_filling = msgspec.json.Decoder(Filling)


async def set_filling(conn: Connection, chat: ChatId, filling: Filling) -> None:
    await conn.execute("UPDATE chats_chats SET filling = $2 WHERE id = $1", chat, msgspec.json.encode(filling).decode())


async def filled_chats(db: Queries) -> list[ChatId]:
    rows = await db.fetch("SELECT id FROM chats_chats WHERE filling IS NOT NULL ORDER BY id")
    return [ChatId(row["id"]) for row in rows]


async def chats_of_units(db: Queries, organisation: OrganisationId) -> dict[UnitId, ChatId]:
    """The group of each unit that is filled by a rule with everybody in it; of several the oldest."""
    rows = await db.fetch(
        "SELECT id, filling FROM chats_chats WHERE filling IS NOT NULL AND kind = 'group'"
        " AND (filling::jsonb ->> 'organisation')::bigint = $1 ORDER BY id DESC",
        organisation,
    )
    found = [(_filling.decode(row["filling"]), ChatId(row["id"])) for row in rows]
    return {UnitId(rule.unit): chat for rule, chat in found if rule.unit is not None and not rule.heads}


async def filling_of(db: Queries, chat: ChatId) -> Filled | None:
    row = await db.fetchrow("SELECT filling, kind, members_count FROM chats_chats WHERE id = $1", chat)
    if row is None or row["filling"] is None:
        return None
    return Filled(_filling.decode(row["filling"]), row["kind"], row["members_count"])


async def present(db: Queries, chat: ChatId) -> tuple[set[int], set[int]]:
    """Everybody who is in the chat, and those who are in it by the rule alone."""
    rows = await db.fetch("SELECT actor_id, by_rule FROM chats_members WHERE chat_id = $1 AND left_at IS NULL", chat)
    return {row["actor_id"] for row in rows}, {row["actor_id"] for row in rows if row["by_rule"]}


async def mark(conn: Connection, chat: ChatId, actors: Sequence[ActorId]) -> None:
    await conn.execute(
        "UPDATE chats_members SET by_rule = true WHERE chat_id = $1 AND actor_id = ANY($2::bigint[])", chat, actors
    )
