"""Edit, delete, react, pin: check → do → announce, one transaction each, under the lock of the chat's head."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Literal
from weakref import WeakValueDictionary

import msgspec

from veche import chats, directory, identity
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Done
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId, Ids
from veche.messages import model, wire
from veche.messages.actions.attaching import Files
from veche.messages.events import MessagesChanged, MessagesEvent, MessagesHidden
from veche.messages.store import changes, rows, topics
from veche.messages.wire import Message, Reacted

Noted = Literal["messages_deleted", "message_pinned", "message_unpinned", "poll_closed"]


class Changer:
    """Changes messages that are in the log."""

    def __init__(
        self,
        db: Database,
        ids: Ids,
        clock: Clock,
        *,
        files: Files,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._db = db
        self._ids = ids
        self._clock = clock
        self._files = files
        self._announce = announce
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def edit(self, asker: Asker, request: wire.EditMessage) -> Message:
        """Say it again, better. Raises: message_not_found, message_not_editable, not_your_message, message_too_old,
        official_is_kept."""
        text, entities = model.clean_message(request.text, request.entities, caption=True)
        packed = msgspec.json.encode(entities).decode() if entities else None
        chat, now = ChatId(request.chat), self._clock.now()
        async with self.locked(asker, request.chat, request.as_) as (connection, access):
            message = await one(connection, chat, request.seq, actor=access.actor)
            if access.mode == "official":
                raise Refused("official_is_kept")
            refusal = model.may_change(message, actors=frozenset({access.actor}), now_ms=self._clock.ms())
            if refusal is not None:
                raise refusal
            if not text and not message.attachments:
                raise BadInput("message_empty")
            # Who may no longer speak here may not speak by way of an old message either.
            require(access, chats.Rights.POST)
            version = await next_version(connection, chat, self._clock)
            await changes.set_text(connection, chat, request.seq, version=version, text=text, entities=packed, at=now)
            message = await one(connection, chat, request.seq, actor=access.actor)
        self._announce(MessagesChanged([message]))
        return message

    async def delete(self, asker: Asker, request: wire.DeleteMessages) -> Done:
        """For me: hidden from this actor alone. For everyone: one's own, or any with the right to.
        Those that are gone already are passed over. Raises: message_not_found, no_right, official_is_kept."""
        chat, now = ChatId(request.chat), self._clock.now()
        seqs = sorted(set(request.seqs))
        async with self.locked(asker, request.chat, request.as_) as (connection, access):
            found = await rows.some(connection, chat, seqs, actors=[access.actor])
            if not found:
                raise NotFound("message_not_found")
            if not request.for_everyone:
                hidden, actor = [message.seq for message in found], access.actor
                version = (await identity.bump_actor_space(connection, [actor]))[actor]
                await changes.hide(connection, chat, hidden, actor=actor, version=version, at=now)
                event: MessagesEvent = MessagesHidden(actor, version, chat, hidden)
            else:
                doomed = [message for message in found if not message.deleted]
                if not doomed:
                    return Done()
                event = await self._bury(connection, access, doomed)
        self._announce(event)
        return Done()

    async def add_link(self, chat: ChatId, seq: int, url: str, link: wire.Attachment) -> None:
        """What the page behind the first link says of itself hangs on the message from now on, unless the words are
        others by now or something else than a keyboard hangs there already. The words stay, so it does not count as
        edited."""
        async with self.holding(chat) as connection:
            found = await rows.some(connection, chat, [seq], actors=[])
            message = found[0] if found else None
            if message is None or message.deleted or model.first_link(message.text) != url:
                return
            if any(one.type != "keyboard" for one in message.attachments):
                return
            extra = wire.Extra(
                attachments=[link, *message.attachments], silent=message.silent, urgent=message.urgent, by=message.by
            )
            version = await next_version(connection, chat, self._clock)
            await changes.set_extra(
                connection,
                chat,
                seq,
                version=version,
                extra=msgspec.json.encode(extra).decode(),
                files=[] if link.file is None else [link.file],
            )
            event = MessagesChanged(await rows.some(connection, chat, [seq], actors=[]))
        self._announce(event)

    async def wipe(self, chat: ChatId, actor: ActorId, seqs: list[int]) -> None:
        """Delete for everyone what an actor wrote, without anybody who asks: he has ended his account."""
        async with self.holding(chat) as connection:
            access = (await chats.rights_of(connection, [(chat, actor)])).get((chat, actor))
            if access is None or access.mode == "official":
                return
            found = await rows.some(connection, chat, seqs, actors=[])
            doomed = [one for one in found if not one.deleted and one.sender == actor and one.kind == "text"]
            if not doomed:
                return
            event = await self._bury(connection, access, doomed)
        self._announce(event)

    async def _bury(self, connection: Connection, access: chats.Access, doomed: list[Message]) -> MessagesEvent:
        """Delete for everyone, with what hangs on it: files are let go, threads of comments close."""
        may_delete(doomed, access)
        chat, now = access.chat, self._clock.now()
        first = await next_version(connection, chat, self._clock, step=len(doomed))
        versions = {message.seq: first + number for number, message in enumerate(doomed)}
        files = await changes.bury(connection, chat, versions, at=now)
        await self._files.let_go(connection, files)
        of_topics = [message.topic for message in doomed if message.topic is not None]
        if of_topics:
            await topics.uncount(connection, chat, of_topics)
        if access.kind == "channel":
            companion = (await chats.chats_cards(connection, [chat]))[chat].comments_chat
            if companion:
                await topics.close_threads(connection, ChatId(companion), list(versions))
        others = [message for message in doomed if message.sender != access.actor]
        if others and access.kind != "dialog":
            senders = sorted({message.sender for message in others})
            note = self.note(access, "messages_deleted", seqs=[message.seq for message in others], senders=senders)
            await note.write(connection)
        return MessagesChanged(await rows.some(connection, chat, versions, actors=[]))

    def note(self, access: chats.Access, act: Noted, **details: int | list[int]) -> chats.Note:
        """For the log of those who run the chat."""
        return chats.Note(self._ids.new(), access.chat, access.actor, act, self._clock.now(), details)

    async def react(self, asker: Asker, request: wire.React) -> Message:
        """Give or take back one emoji. Raises: not_an_emoji, too_many_reactions, message_not_found, no_right."""
        if not model.is_emoji(request.emoji):
            raise BadInput("not_an_emoji")
        chat = ChatId(request.chat)
        async with self.locked(asker, request.chat, request.as_) as (connection, access):
            message = await one(connection, chat, request.seq, actor=access.actor)
            if message.deleted or message.kind != "text":
                raise Conflict("message_not_editable")
            require(access, chats.Rights.REACT)
            given = await changes.reactions_given(connection, chat, request.seq, actor=access.actor)
            if (request.emoji in given) == request.on:
                return message
            if request.on:
                check_reactions(message, given, request.emoji)
            await changes.react(
                connection,
                chat,
                request.seq,
                actor=access.actor,
                emoji=request.emoji,
                on=request.on,
                at=self._clock.now(),
            )
            version = await next_version(connection, chat, self._clock)
            # Who reads a channel is known to those who run it: what readers give is counted, and not signed.
            named = access.kind != "channel"
            message.reactions = await changes.count_again(
                connection, chat, request.seq, version=version, emoji=request.emoji, named=named
            )
            message.version = version
        reacted = Reacted(access.actor, request.emoji, request.on) if named else None
        self._announce(MessagesChanged([message], reacted))
        return message

    async def pin(self, asker: Asker, request: wire.PinMessage) -> Message:
        """Keep a message at the top of the chat, or let it go. Raises: message_not_found, no_right."""
        chat, now = ChatId(request.chat), self._clock.now()
        async with self.locked(asker, request.chat, request.as_) as (connection, access):
            message = await one(connection, chat, request.seq, actor=access.actor)
            if message.deleted or message.kind != "text":
                raise Conflict("message_not_editable")
            require(access, chats.Rights.PIN)
            if message.pinned == request.on:
                return message
            message.version = await next_version(connection, chat, self._clock)
            message.pinned = request.on
            await changes.set_pinned(
                connection, chat, request.seq, version=message.version, at=now if request.on else None
            )
            if access.kind != "dialog":
                act: Noted = "message_pinned" if request.on else "message_unpinned"
                await self.note(access, act, seq=request.seq).write(connection)
        self._announce(MessagesChanged([message]))
        return message

    async def set_pinned(self, asker: Asker, chat: ChatId, seq: int, *, on: bool) -> Message:
        """`pin` for callers that have no request. Raises: message_not_found, message_not_editable, no_right."""
        return await self.pin(asker, wire.PinMessage(chat=chat, seq=seq, on=on))

    @asynccontextmanager
    async def locked(self, asker: Asker, chat: int, as_: int | None) -> AsyncIterator[tuple[Connection, chats.Access]]:
        """A transaction that holds the chat's head, and what the actor may do there at this moment."""
        actor = ActorId(as_ or asker.person)
        async with self.holding(ChatId(chat)) as connection:
            yield connection, await access_of(connection, asker, ChatId(chat), actor)

    @asynccontextmanager
    async def holding(self, chat: ChatId) -> AsyncIterator[Connection]:
        """The transaction alone, for what the server does by itself."""
        # Wait here and not in the database: a hundred changes of one chat must not take up all connections.
        turn = self._turns.setdefault(chat, asyncio.Lock())
        async with turn, self._db.transaction() as connection:
            await chats.lock_heads(connection, [chat])
            yield connection


async def access_of(connection: Connection, asker: Asker, chat: ChatId, actor: ActorId) -> chats.Access:
    """What `actor` may do in `chat` on behalf of the asker. Raises: not_your_post, chat_not_found."""
    if actor != int(asker.person) and (refusal := await directory.may_act_as(connection, asker.person, actor)):
        raise refusal
    access = (await chats.rights_of(connection, [(chat, actor)])).get((chat, actor))
    if access is None:
        raise NotFound("chat_not_found")
    return access


def require(access: chats.Access, right: int) -> None:
    """Raises Refused(no_right) when the actor does not have it."""
    if not access.may(right):
        raise Refused("no_right")


async def one(connection: Connection, chat: ChatId, seq: int, *, actor: ActorId) -> Message:
    found = await rows.some(connection, chat, [seq], actors=[actor])
    if not found:
        raise NotFound("message_not_found")
    return found[0]


async def next_version(connection: Connection, chat: ChatId, clock: Clock, *, step: int = 1) -> int:
    """Takes `step` versions of the chat; returns the first of them."""
    heads = await chats.take_versions(connection, [(chat, 0, step)], clock.now())
    return heads[chat].version - step + 1


def may_delete(doomed: Iterable[Message], access: chats.Access) -> None:
    """Raises Refused when one of them is not for this actor to delete for everyone."""
    if access.mode == "official":
        raise Refused("official_is_kept")
    # A service line is said by the chat, not by the actor who caused it: he cannot wipe out that he was put out.
    if any(message.sender != access.actor or message.kind == "service" for message in doomed):
        require(access, chats.Rights.DELETE_ANY)


def check_reactions(message: Message, given: set[str], emoji: str) -> None:
    """Bounds on what one member and all together may hang on a message."""
    if len(given) >= model.REACTIONS_OF_ONE:
        raise Conflict("too_many_reactions", limit=model.REACTIONS_OF_ONE)
    kinds = {reaction.emoji for reaction in message.reactions}
    if emoji not in kinds and len(kinds) >= model.REACTION_KINDS:
        raise Conflict("too_many_reactions", limit=model.REACTION_KINDS)
