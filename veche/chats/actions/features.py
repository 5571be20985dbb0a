"""Topics, slow mode, comments under the posts of a channel, and the log of those who run a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from veche.chats.actions.change import Change, Desk, insist, membership_changed
from veche.chats.events import MemberLeft
from veche.chats.model import Access, Role, may_read_log, may_set_features
from veche.chats.store import features as store
from veche.chats.store import journal, members, own, rooms
from veche.chats.store.cards import cards_for
from veche.chats.store.heads import lock_heads
from veche.chats.wire import Chat, LogEntry
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId
from veche.identity import bump_actor_space

FOR_GOOD = datetime(2100, 1, 1, tzinfo=UTC)


class NewFeatures(Struct, frozen=True):
    """What is to be set; None leaves it as it is."""

    topics: bool | None = None
    slow_mode: int | None = None
    comments: bool | None = None


async def set_features(change: Change, access: Access, new: NewFeatures) -> None:
    """Inside the change of a chat. Raises: no_right, not_in_dialog, only_in_groups, only_in_channels."""
    if new == NewFeatures():
        return
    topics, slow, comments = (one is not None for one in (new.topics, new.slow_mode, new.comments))
    insist(may_set_features(access, topics=topics, slow=slow, comments=comments))
    old = await store.features_of(change.conn, change.chat)
    wanted = store.Features(
        old.topics if new.topics is None else new.topics,
        old.slow_mode if new.slow_mode is None else new.slow_mode,
        old.comments if new.comments is None else new.comments,
    )
    if wanted == old:
        return
    if wanted.comments and await store.companion_of(change.conn, change.chat) is None:
        await _make_companion(change)
    version = await change.take()
    await store.set_features(change.conn, change.chat, wanted, version=version)
    if wanted.topics != old.topics:
        await change.note("topics", actor=access.actor, old=int(old.topics), new=int(wanted.topics))
    if wanted.slow_mode != old.slow_mode:
        await change.note("slow_mode", actor=access.actor, old=old.slow_mode, new=wanted.slow_mode)
    if wanted.comments != old.comments:
        await change.note("comments", actor=access.actor, old=int(old.comments), new=int(wanted.comments))
    await change.told(version)


async def _make_companion(change: Change) -> None:
    channel = await store.discussed(change.conn, change.chat)
    if channel is None:
        raise LookupError(f"the locked chat {change.chat} is not there")
    await store.add_companion(
        change.conn,
        ChatId(change.ids.new()),
        channel=change.chat,
        mode=channel.mode,
        title=channel.title,
        by=channel.created_by,
        now=change.now,
    )


async def leave_companion(change: Change, actors: Sequence[ActorId], *, removed_by: ActorId | None = None) -> None:
    """Who is out of a channel is out of the group where its posts are discussed; nobody else is told. The same few
    statements for one and for hundreds. `removed_by`: who put them out; nobody: they went, or a rule let them go."""
    conn = change.conn
    companion = await _companion(change)
    inside = [] if companion is None else list(await members.present_among(conn, companion, actors))
    if companion is None or not inside:
        return
    await lock_heads(conn, [companion])
    versions = await bump_actor_space(conn, inside)
    await members.put_out(conn, companion, versions, removed=removed_by is not None, now=change.now)
    await rooms.count(conn, companion, step=-len(inside), version=None)
    change.events.extend(MemberLeft(companion, one, removed_by or one, versions[one]) for one in inside)


async def same_role(change: Change, actor: ActorId, *, role: Role, rights: int | None) -> None:
    """Who runs a channel runs the group where its posts are discussed."""
    conn = change.conn
    companion = await _companion_with(change, actor)
    if companion is None:
        return
    await lock_heads(conn, [companion])
    versions = await bump_actor_space(conn, [actor])
    given = rights if role == "admin" else None
    await members.set_role(conn, companion, actor, role=role, rights=given, version=versions[actor])
    card = (await cards_for(conn, companion, [actor]))[actor]
    change.events.append(membership_changed(card))


async def _companion(change: Change) -> ChatId | None:
    return None if change.kind != "channel" else await store.companion_of(change.conn, change.chat)


async def _companion_with(change: Change, actor: ActorId) -> ChatId | None:
    """The companion of a channel, if the actor is in it."""
    companion = await _companion(change)
    if companion is None or await store.role_of(change.conn, companion, actor) is None:
        return None
    return companion


class Discussing:
    """The companion group of a channel. It has a larger id than its channel: locks are taken in that order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def join(self, asker: Asker, channel: ChatId, *, as_: int | None = None) -> ChatId:
        """Come into the group where the posts of a channel are discussed, with the role one has in the channel;
        nobody is told. Raises: chat_not_found, not_your_post, comments_are_off, you_were_removed."""
        desk = self._desk
        async with desk.db.transaction() as conn:
            actor = await desk.acting(conn, asker, as_)
            await desk.access(conn, channel, actor)
            found = await store.discussed(conn, channel)
            if found is None or not found.comments or found.companion is None:
                raise Conflict("comments_are_off")
            companion = found.companion
            await lock_heads(conn, [channel, companion])
            # Read after the locks: who is being put out of the channel at this moment does not slip into the group.
            role, rights = await self._role_in(conn, channel, actor)
            standing = (await members.standings(conn, companion, [actor])).get(actor)
            if standing is not None and standing.active:
                return companion
            if standing is not None and standing.removed:
                raise Refused("you_were_removed")
            card = await self._admit(conn, companion, actor, role=role, rights=rights)
        desk.tell([membership_changed(card, joined=True)])
        return companion

    async def _role_in(self, conn: Connection, channel: ChatId, actor: ActorId) -> tuple[Role, int | None]:
        found = await store.role_of(conn, channel, actor)
        if found is None:
            raise NotFound("chat_not_found")
        role, rights = found
        return role, rights if role == "admin" else None

    async def _admit(
        self, conn: Connection, companion: ChatId, actor: ActorId, *, role: Role, rights: int | None
    ) -> Chat:
        versions = await bump_actor_space(conn, [actor])
        await members.put_in(conn, companion, {actor: role}, versions=versions, now=self._desk.clock.now())
        if rights is not None:
            await members.set_role(conn, companion, actor, role=role, rights=rights, version=versions[actor])
        await rooms.count(conn, companion, step=1, version=None)
        # Who wanted to read what is said under one post is not to be woken by all the others.
        version = versions[actor]
        await own.set_own(conn, companion, actor, column="muted_until", value=FOR_GOOD, version=version)
        return (await cards_for(conn, companion, [actor]))[actor]

    async def admin_log(
        self, asker: Asker, chat: ChatId, *, before: int | None, limit: int, as_: int | None = None
    ) -> list[LogEntry]:
        """What those who run the chat did, for them. Raises: chat_not_found, no_right, not_in_dialog."""
        desk = self._desk
        access = await desk.access(desk.db, chat, await desk.acting(desk.db, asker, as_))
        insist(may_read_log(access))
        return await journal.page(desk.db, chat, before=before, limit=limit)
