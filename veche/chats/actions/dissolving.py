"""A group or channel is over for everybody."""

from __future__ import annotations

from veche.chats.actions.change import Change, Desk, insist
from veche.chats.events import MemberLeft
from veche.chats.model import may_dissolve
from veche.chats.store import moving
from veche.chats.store.features import companion_of
from veche.chats.store.heads import lock_heads, take_versions
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.ids import ActorId, ChatId
from veche.identity import bump_actor_space


class Dissolving:
    """Its owner ends it. What was said stays where it is, and nobody can read it any more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def dissolve(self, asker: Asker, chat: ChatId) -> None:
        """Raises: chat_not_found, not_in_dialog, no_right, official_stays, chat_too_large."""
        async with self._desk.change(asker, chat, None) as (change, access):
            insist(may_dissolve(access))
            companion = await companion_of(change.conn, chat)
            for one in [chat, *([companion] if companion is not None else [])]:
                await self._empty(change, one, by=access.actor)
            await audit.record(
                change.conn,
                actor=asker.person,
                act="chats.dissolve",
                subject=f"chat:{chat}",
                details={"members": access.members_count},
            )

    async def _empty(self, change: Change, chat: ChatId, *, by: ActorId) -> None:
        """Everybody is out, no link leads there, and its name is gone. A companion has the larger id: locked second."""
        conn = change.conn
        await lock_heads(conn, [chat])
        version = (await take_versions(conn, [(chat, 0, 1)], change.now))[chat].version
        actors = await moving.members_of(conn, chat)
        versions = await bump_actor_space(conn, actors)
        await moving.close(conn, chat, versions, version=version, now=change.now)
        change.events.extend(MemberLeft(chat, actor, by, versions[actor]) for actor in actors)
