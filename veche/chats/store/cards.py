"""Chats as clients see them, alone or with one actor's membership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import UNSET, Struct

from veche.chats.model import ROLES, effective_rights
from veche.chats.wire import Chat, MembershipCard
from veche.chats.wire.filling import Filling
from veche.ground.clock import to_ms
from veche.ground.db import Queries, Record
from veche.ground.ids import ActorId, ChatId, Version

_CHAT = """c.id, c.kind, c.mode, c.title, c.about, c.members_count, c.member_rights, c.version AS changed, c.created_by,
       c.dialog_low, c.dialog_high, c.topics, c.slow_mode, c.comments, c.comments_chat, c.comments_of, c.photo, c.seal,
       c.filling,
       h.seq, h.version AS head_version, h.last_at"""
_WITH_MEMBERSHIP = f"""
SELECT {_CHAT}, m.actor_id, m.role, m.rights, m.read_seq, m.muted_until, m.pinned_at, m.archived,
       m.notify, m.version, m.left_at
  FROM chats_members m
  JOIN chats_chats c ON c.id = m.chat_id
  JOIN chats_heads h ON h.chat_id = m.chat_id
"""
_CARDS = f"SELECT {_CHAT} FROM chats_chats c JOIN chats_heads h ON h.chat_id = c.id WHERE c.id = ANY($1::bigint[])"
_OF_MEMBERS = _WITH_MEMBERSHIP + " WHERE m.chat_id = $1 AND m.actor_id = ANY($2::bigint[]) AND m.left_at IS NULL"
_OF_ACTOR = _WITH_MEMBERSHIP + " WHERE m.actor_id = $1 AND m.chat_id = ANY($2::bigint[]) AND m.left_at IS NULL"
# Who owns it, and in a dialog or a small group who is in it: for programs, which ask for all of that at once.
_WITH_PEOPLE = f"""
SELECT c.*, (SELECT o.actor_id FROM chats_members o
              WHERE o.chat_id = c.id AND o.role = 0 AND o.left_at IS NULL AND c.kind <> 'dialog'
              ORDER BY o.joined_at, o.actor_id LIMIT 1) AS owner,
       p.actors, p.joined
  FROM ({_OF_ACTOR}) AS c
 CROSS JOIN LATERAL (
        SELECT array_agg(m.actor_id) AS actors, array_agg(m.joined_at) AS joined FROM chats_members m
         WHERE m.chat_id = c.id AND m.left_at IS NULL
           AND c.members_count <= $3 AND (c.kind = 'dialog' OR (c.kind = 'group' AND c.role < 2))) AS p
"""
# A page never ends in the middle of a version: what changed together arrives together.
_SINCE = _WITH_MEMBERSHIP + " WHERE m.actor_id = $1 AND m.version > $2 ORDER BY m.version FETCH FIRST $3 ROWS WITH TIES"
# An empty dialog is in the list of him who opened it; the other side sees it with the first message.
_LIST = (
    _WITH_MEMBERSHIP
    + """ WHERE m.actor_id = $1 AND m.left_at IS NULL AND m.archived = $2
   AND c.comments_of IS NULL AND NOT (c.kind = 'dialog' AND h.seq = 0 AND c.created_by <> m.actor_id)
   AND ($3::timestamptz IS NULL OR (coalesce(m.pinned_at, 'epoch'), h.last_at, m.chat_id) < ($3, $4, $5::bigint))
 ORDER BY coalesce(m.pinned_at, 'epoch') DESC, h.last_at DESC, m.chat_id DESC LIMIT $6
"""
)
_filling = msgspec.json.Decoder(Filling)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class ActorChanges(Struct, frozen=True):
    """What changed in an actor's space: chats he is in, chats that are gone, the version reached, is there more."""

    chats: list[Chat]
    gone: list[ChatId]
    version: Version
    more: bool


class Peopled(Struct, frozen=True):
    """A chat as a member sees it, and who owns it (the first of several). `joined`: when those who are in it came, in
    dialogs, and for those who run a small group."""

    chat: Chat
    owner: ActorId | None
    joined: dict[ActorId, datetime]


class ListPlace(Struct, frozen=True):
    """A place in a chat list: pinned chats first, then by the newest message."""

    pinned_at: datetime
    last_at: datetime
    chat: ChatId

    def cursor(self) -> str:
        return f"{to_us(self.pinned_at)}.{to_us(self.last_at)}.{self.chat}"

    @staticmethod
    def of_cursor(numbers: list[int]) -> ListPlace:
        return ListPlace(from_us(numbers[0]), from_us(numbers[1]), ChatId(numbers[2]))


def to_us(at: datetime) -> int:
    """Microseconds since 1970: exact, as the database keeps times."""
    return (at - _EPOCH) // _MICROSECOND


def from_us(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


async def chats_cards(db: Queries, chats: Iterable[ChatId]) -> dict[ChatId, Chat]:
    """Chats by id, without membership and peer; those that do not exist are absent."""
    return {row["id"]: chat_of(row) for row in await db.fetch(_CARDS, list(chats))}


async def cards_for(db: Queries, chat: ChatId, actors: Iterable[ActorId]) -> dict[ActorId, Chat]:
    """The chat as each of these active members sees it."""
    rows = await db.fetch(_OF_MEMBERS, chat, list(actors))
    return {row["actor_id"]: with_membership(row) for row in rows}


async def cards_of(db: Queries, actor: ActorId, chats: Iterable[ChatId]) -> dict[ChatId, Chat]:
    """These chats as an active member sees them; those that he is not in are absent."""
    return {row["id"]: with_membership(row) for row in await db.fetch(_OF_ACTOR, actor, list(chats))}


async def peopled_of(db: Queries, actor: ActorId, chats: Iterable[ChatId], *, most: int) -> dict[ChatId, Peopled]:
    """The same with the people; with none of them where there are more than `most`. One statement."""
    rows = await db.fetch(_WITH_PEOPLE, actor, list(chats), most)
    return {
        row["id"]: Peopled(
            with_membership(row),
            row["owner"],
            dict(zip(row["actors"] or (), row["joined"] or (), strict=True)),
        )
        for row in rows
    }


async def memberships_since(db: Queries, actor: ActorId, *, since: Version, limit: int) -> ActorChanges:
    """Memberships of an actor that changed after version `since`, oldest change first, in pages."""
    rows = await db.fetch(_SINCE, actor, since, limit)
    return ActorChanges(
        chats=[with_membership(row) for row in rows if row["left_at"] is None],
        gone=[row["id"] for row in rows if row["left_at"] is not None],
        version=rows[-1]["version"] if rows else since,
        more=len(rows) >= limit,
    )


async def list_page(
    db: Queries, actor: ActorId, *, archived: bool, after: ListPlace | None, limit: int
) -> tuple[list[Chat], ListPlace | None]:
    """One page of an actor's chat list, and where the next one starts."""
    place = (after.pinned_at, after.last_at, after.chat) if after else (None, None, None)
    rows = await db.fetch(_LIST, actor, archived, *place, limit + 1)
    page = rows[:limit]
    if len(rows) <= limit:
        return [with_membership(row) for row in page], None
    last = page[-1]
    following = ListPlace(last["pinned_at"] or _EPOCH, last["last_at"], last["id"])
    return [with_membership(row) for row in page], following


def chat_of(row: Record, membership: MembershipCard | None = None) -> Chat:
    """The wire shape of a row."""
    peer: int | None = None
    if membership is not None and row["kind"] == "dialog":
        low, high = row["dialog_low"], row["dialog_high"]
        peer = high if low == membership.actor else low
    return Chat(
        id=row["id"],
        kind=row["kind"],
        mode=row["mode"],
        title=row["title"],
        about=row["about"],
        members_count=row["members_count"],
        member_rights=row["member_rights"],
        version=row["head_version"],
        seq=row["seq"],
        changed=row["changed"],
        created_by=row["created_by"],
        last_at=to_ms(row["last_at"]),
        seal=row["seal"] or UNSET,
        photo=UNSET if row["photo"] is None else row["photo"],
        peer=UNSET if peer is None else peer,
        topics=row["topics"] or UNSET,
        slow_mode=row["slow_mode"] or UNSET,
        comments=row["comments"] or UNSET,
        comments_chat=(row["comments"] and row["comments_chat"]) or UNSET,
        comments_of=row["comments_of"] or UNSET,
        filling=UNSET if row["filling"] is None else _filling.decode(row["filling"]),
        membership=membership or UNSET,
    )


def with_membership(row: Record) -> Chat:
    role = ROLES[row["role"]]
    muted_until, pinned_at = row["muted_until"], row["pinned_at"]
    card = MembershipCard(
        actor=row["actor_id"],
        role=role,
        rights=effective_rights(role, row["rights"], member_rights=row["member_rights"]),
        read_seq=row["read_seq"],
        version=row["version"],
        archived=row["archived"],
        muted_until=to_ms(muted_until) if muted_until else UNSET,
        pinned_at=to_ms(pinned_at) if pinned_at else UNSET,
        own_rights=UNSET if row["rights"] is None else row["rights"],
        notify=UNSET if row["notify"] is None else row["notify"],
    )
    return chat_of(row, card)
