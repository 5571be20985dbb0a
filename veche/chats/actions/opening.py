"""New chats: dialogs, groups, channels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from veche.chats.actions.change import Desk, insist, membership_changed, must_come, must_exist, plain
from veche.chats.events import ChatCreated
from veche.chats.model import (
    ABOUT_LIMIT,
    ADDED,
    NEW_CHATS,
    NEW_DIALOGS,
    TITLE_LIMIT,
    Kind,
    Mode,
    Role,
    may_mode,
    may_open_public,
)
from veche.chats.store import members, rooms
from veche.chats.store.cards import cards_for
from veche.chats.store.heads import add_head
from veche.chats.wire import AskedMode, Chat
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.ids import ActorId, ChatId
from veche.ground.text import clean_name, clean_text
from veche.identity import bump_actor_space

Furnish = Callable[[Connection, ChatId], Awaitable[None]]


class Opening:
    """Makes chats."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open_dialog(self, asker: Asker, peer: ActorId, *, as_: int | None = None) -> Chat:
        """The dialog of the actor with `peer`, made at need. There is one per pair, whoever is faster.

        Raises: not_your_post, actor_not_found, actor_deactivated, cannot_write_to, you_blocked, too_many_dialogs."""
        desk = self._desk
        actor = await desk.acting(desk.db, asker, as_)
        pair = (min(actor, peer), max(actor, peer))
        chat = await rooms.dialog_of(desk.db, pair)
        if chat is None:
            if peer != actor:
                await desk.limits.take(NEW_DIALOGS, asker.person)
            await must_exist(desk.db, [peer])
            insist(await desk.gate.may_write_to(desk.db, actor, peer))
            await self._make_dialog(pair, by=actor)
            chat = await rooms.dialog_of(desk.db, pair)
            if chat is None:
                raise LookupError(f"the dialog of {pair} is neither new nor old")
        return (await cards_for(desk.db, chat, [actor]))[actor]

    async def _make_dialog(self, pair: tuple[ActorId, ActorId], *, by: ActorId) -> None:
        desk = self._desk
        chat = ChatId(desk.ids.new())
        now = desk.clock.now()
        async with desk.db.transaction() as conn:
            if not await rooms.add_dialog(conn, chat, pair=pair, by=by, now=now):
                return
            change = desk.begin(conn, chat, kind="dialog", members_count=len(set(pair)))
            await add_head(conn, chat, now=now)
            cards = await self._first_members(conn, chat, dict.fromkeys(pair, "member"))
            change.events.append(ChatCreated(plain(cards[by]), by, list(cards)))
            change.events.extend(membership_changed(card, joined=True) for card in cards.values())
        desk.tell(change.events)

    async def create_group(
        self,
        asker: Asker,
        *,
        title: str,
        about: str = "",
        members: list[ActorId] | None = None,
        mode: AskedMode = "ordinary",
        as_: int | None = None,
    ) -> Chat:
        """A group with its first members; who makes it owns it."""
        return await self.create(asker, "group", title=title, about=about, others=members or [], mode=mode, as_=as_)

    async def create_channel(
        self,
        asker: Asker,
        *,
        title: str,
        about: str = "",
        members: list[ActorId] | None = None,
        mode: AskedMode = "ordinary",
        as_: int | None = None,
    ) -> Chat:
        """A channel with its first readers; who makes it owns it and writes in it."""
        return await self.create(asker, "channel", title=title, about=about, others=members or [], mode=mode, as_=as_)

    async def create(
        self,
        asker: Asker,
        kind: Kind,
        *,
        title: str,
        about: str,
        others: list[ActorId],
        mode: AskedMode,
        as_: int | None,
        furnish: Furnish | None = None,
    ) -> Chat:
        """`furnish`: what else belongs to the new chat, done in the same transaction, before anybody is told of it."""
        desk = self._desk
        title = clean_name(title, limit=TITLE_LIMIT, field="title")
        about = clean_text(about, limit=ABOUT_LIMIT, field="about").strip()
        room_mode = chosen_mode(mode)
        await desk.limits.take(NEW_CHATS, asker.person)
        if others:
            await desk.limits.take(ADDED, asker.person, times=len(set(others)))
        chat = ChatId(desk.ids.new())
        async with desk.db.transaction() as conn:
            actor = await desk.acting(conn, asker, as_)
            if kind == "channel" and room_mode == "public":
                owns = await rooms.public_channels_of(conn, actor)
                insist(may_open_public(desk.public, post=int(actor) != int(asker.person), owns=owns))
            invited = [other for other in dict.fromkeys(others) if other != actor]
            await must_exist(conn, invited)
            await must_come(desk.gate, conn, actor, invited)
            roles: dict[ActorId, Role] = {actor: "owner", **dict.fromkeys(invited, "member")}
            change = desk.begin(conn, chat, kind=kind, members_count=len(roles))
            new = rooms.NewRoom(chat, kind, room_mode, title, about, actor, change.now, len(roles))
            await rooms.add_room(conn, new)
            await add_head(conn, chat, now=change.now)
            if furnish is not None:
                await furnish(conn, chat)
            cards = await self._first_members(conn, chat, roles)
            await change.say("created", actor=actor, actors=[] if kind == "channel" else invited, title=title)
            change.events.append(ChatCreated(plain(cards[actor]), actor, list(roles)))
            change.events.extend(membership_changed(card, joined=True) for card in cards.values())
        desk.tell(change.events)
        return cards[actor]

    async def _first_members(self, conn: Connection, chat: ChatId, roles: dict[ActorId, Role]) -> dict[ActorId, Chat]:
        versions = await bump_actor_space(conn, roles)
        await members.put_in(conn, chat, roles, versions=versions, now=self._desk.clock.now())
        return await cards_for(conn, chat, roles)


def chosen_mode(mode: AskedMode) -> Mode:
    """The mode of a new chat; it stays for ever. Modes that are named but not there yet are refused."""
    insist(may_mode(mode))
    if mode == "official" or mode == "public":
        return mode
    return "ordinary"
