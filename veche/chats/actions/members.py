"""Comings, goings, roles and settings of groups and channels."""

from __future__ import annotations

from msgspec import UNSET

from veche.chats.actions.change import Change, Desk, insist, must_come, must_exist
from veche.chats.actions.features import NewFeatures, leave_companion, same_role, set_features
from veche.chats.events import MemberLeft
from veche.chats.model import (
    ABOUT_LIMIT,
    ADDED,
    TITLE_LIMIT,
    Access,
    Role,
    may_add,
    may_edit_info,
    may_grow,
    may_leave,
    may_remove,
    may_set_member_rights,
    may_set_role,
)
from veche.chats.store import links, members, rooms
from veche.chats.store.access import rights_of
from veche.chats.store.cards import cards_for, chats_cards
from veche.chats.wire import Chat
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import ActorId, ChatId
from veche.ground.text import clean_name, clean_text
from veche.identity import bump_actor_space

_NO_FEATURES = NewFeatures()


class Managing:
    """Changes of settings and members."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def update_chat(
        self,
        asker: Asker,
        chat: ChatId,
        *,
        title: str | None = None,
        about: str | None = None,
        member_rights: int | None = None,
        features: NewFeatures = _NO_FEATURES,
        as_: int | None = None,
    ) -> Chat:
        """Change title, description, features, or what every member may do."""
        if title is not None:
            title = clean_name(title, limit=TITLE_LIMIT, field="title")
        if about is not None:
            about = clean_text(about, limit=ABOUT_LIMIT, field="about").strip()
        async with self._desk.change(asker, chat, as_) as (change, access):
            if title is not None or about is not None:
                insist(may_edit_info(access))
            if member_rights is not None:
                insist(may_set_member_rights(access, member_rights))
            before = (await chats_cards(change.conn, [chat]))[chat]
            new_title = before.title if title is None else title
            if new_title != before.title and before.seal is not UNSET:
                # Who vouches for a channel does so for its title.
                raise Conflict("title_sealed")
            new_about = before.about if about is None else about
            new_rights = before.member_rights if member_rights is None else member_rights
            if (new_title, new_about, new_rights) != (before.title, before.about, before.member_rights):
                version = await change.take()
                await rooms.set_info(
                    change.conn, chat, title=new_title, about=new_about, member_rights=new_rights, version=version
                )
                if new_title != before.title:
                    await change.say("title_changed", actor=access.actor, title=new_title)
                    await change.note("title", actor=access.actor, old=before.title, new=new_title)
                if new_about != before.about:
                    await change.note("about", actor=access.actor, old=before.about, new=new_about)
                if new_rights != before.member_rights:
                    await change.note("member_rights", actor=access.actor, old=before.member_rights, new=new_rights)
                await change.told(version)
            await set_features(change, access, features)
            return (await cards_for(change.conn, chat, [access.actor]))[access.actor]

    async def add_members(
        self, asker: Asker, chat: ChatId, actors: list[ActorId], *, as_: int | None = None
    ) -> tuple[Chat, list[ActorId]]:
        """Add actors; the chat and those who were not in it before."""
        await self._desk.limits.take(ADDED, asker.person, times=len(set(actors)))
        async with self._desk.change(asker, chat, as_) as (change, access):
            standings = await members.standings(change.conn, chat, actors)
            fresh = [actor for actor in dict.fromkeys(actors) if actor not in standings or not standings[actor].active]
            comes_back = any(actor in standings and standings[actor].removed for actor in fresh)
            insist(may_add(access, comes_back=comes_back))
            if fresh:
                await self._must_grow(change, len(fresh))
                await must_exist(change.conn, fresh)
                await must_come(self._desk.gate, change.conn, access.actor, fresh)
                await change.admit(fresh, by=access.actor, act="members_added")
                await change.note("member_added", actor=access.actor, members=[int(actor) for actor in fresh])
            card = (await cards_for(change.conn, chat, [access.actor]))[access.actor]
        return card, fresh

    async def _must_grow(self, change: Change, by: int) -> None:
        rules = self._desk.public
        if rules.badge_above:
            card = (await chats_cards(change.conn, [change.chat]))[change.chat]
            sealed, count = card.seal is not UNSET, card.members_count + by - 1
            insist(may_grow(rules, kind=card.kind, mode=card.mode, sealed=sealed, members=count))

    async def remove_member(self, asker: Asker, chat: ChatId, actor: ActorId, *, as_: int | None = None) -> None:
        """Put somebody out. He does not come back by a link, and the links he made let nobody in any more."""
        async with self._desk.change(asker, chat, as_) as (change, access):
            if actor == access.actor:
                await self._leave(change, access)
            else:
                target = await self._target(change, actor)
                insist(may_remove(access, target))
                await self._part(change, actor, by=access.actor)
                await change.note("member_removed", actor=access.actor, member=actor)
                await links.revoke_links_of(change.conn, chat, actor, now=change.now)
                await self._record(change, asker, access, act="remove_member", member=actor, old=target.role)

    async def leave_chat(self, asker: Asker, chat: ChatId, *, as_: int | None = None) -> None:
        """Go. The last owner hands the chat over first."""
        async with self._desk.change(asker, chat, as_) as (change, access):
            await self._leave(change, access)

    async def set_role(
        self,
        asker: Asker,
        chat: ChatId,
        actor: ActorId,
        *,
        role: Role,
        rights: int | None = None,
        as_: int | None = None,
    ) -> members.MemberRow:
        """Give a role, or rights of his own, to a member; owners hand the chat over with it."""
        async with self._desk.change(asker, chat, as_) as (change, access):
            target = access if actor == access.actor else await self._target(change, actor)
            owners = await members.owners_count(change.conn, chat)
            insist(may_set_role(access, target, role=role, rights=rights, owners=owners))
            version = await change.take_unless_quiet()
            versions = await bump_actor_space(change.conn, [actor])
            await members.set_role(change.conn, chat, actor, role=role, rights=rights, version=versions[actor])
            await change.changed(actor, by=access.actor)
            await change.told(version)
            await same_role(change, actor, role=role, rights=rights)
            await change.note("role", actor=access.actor, member=actor, old=target.role, new=role, rights=rights)
            row = await members.member(change.conn, chat, actor, member_rights=access.member_rights)
            if row is None:
                raise LookupError(f"member {actor} vanished from the locked chat {chat}")
            await self._record(
                change, asker, access, act="set_role", member=actor, old=target.role, new=role, rights=row.rights
            )
        return row

    async def _record(
        self, change: Change, asker: Asker, access: Access, *, act: str, **details: str | int | None
    ) -> None:
        """Who runs an official chat is an act of office: it leaves a trace that nobody in the chat can take away."""
        if access.mode == "official":
            await audit.record(
                change.conn,
                actor=asker.person,
                act=f"chats.{act}",
                subject=f"chat:{change.chat}",
                details={"as": access.actor, **details},
            )

    async def _target(self, change: Change, actor: ActorId) -> Access:
        target = (await rights_of(change.conn, [(change.chat, actor)])).get((change.chat, actor))
        if target is None:
            raise NotFound("member_not_found")
        return target

    async def _leave(self, change: Change, access: Access) -> None:
        owners = await members.owners_count(change.conn, change.chat) if access.role == "owner" else 0
        insist(may_leave(access, owners=owners))
        await self._part(change, access.actor, by=access.actor)

    async def _part(self, change: Change, actor: ActorId, *, by: ActorId) -> None:
        conn, chat = change.conn, change.chat
        quiet = change.quiet
        version = await change.take_unless_quiet()
        versions = await bump_actor_space(conn, [actor])
        await members.put_out(conn, chat, versions, removed=by != actor, now=change.now)
        await rooms.count(conn, chat, step=-1, version=version)
        await leave_companion(change, [actor], removed_by=None if by == actor else by)
        if not quiet and change.members_count > 1:
            if by == actor:
                await change.say("member_left", actor=actor)
            else:
                await change.say("member_removed", actor=by, actors=[actor])
        change.events.append(MemberLeft(chat, actor, by, versions[actor], quiet))
        await change.told(version)
