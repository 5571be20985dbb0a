"""What open sockets need from below: which chats a device hears, and who it is allowed to be.

Announced here at once and on other processes by way of the bus; both ways end in `Presence.hear_…`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import assert_never

import msgspec

from veche import __version__, chats, directory, identity
from veche.chats import events as chat_events
from veche.directory import events as directory_events
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Unavailable, VecheError
from veche.ground.ids import ActorId, ChatId, PersonId, PostId
from veche.ground.logs import get_logger
from veche.ground.socket import RESYNC, Connection, Gateway, event_frame
from veche.identity import events as identity_events
from veche.messages import wire
from veche.messages.actions.sending import Sender
from veche.messages.model import Draft, client_key

log = get_logger("presence")

OPENING_ATTEMPTS = 5
LEAVINGS_KEPT = 10_000
"""How many departures are remembered, to tell a joining that comes after them from one that is only heard late."""
SESSIONS_EVERY = 30.0
"""Seconds between two looks whether the sessions of open sockets are still there."""


class Presence:
    """Keeps the subscriptions of open sockets equal to the memberships of the actors behind them."""

    def __init__(self, gateway: Gateway, db: Database, clock: Clock) -> None:
        self._gateway = gateway
        self._db = db
        self._clock = clock
        self._watch: asyncio.Task[None] | None = None
        self._opening: dict[Connection, bool] = {}
        """Sockets being opened → did anything change since their memberships were read?"""
        self._left: dict[tuple[int, int], int] = {}
        """(chat, actor) → the version at which he left. Two processes may be heard in the wrong order."""
        self._passing = asyncio.Lock()

    def start(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._watch_sessions(), name="presence")

    async def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def _watch_sessions(self) -> None:
        while True:
            await asyncio.sleep(SESSIONS_EVERY)
            try:
                await self.put_out_ended()
            except Unavailable:
                continue
            except Exception as defect:  # the loop's edge: one bad turn must not end all that follow
                log.error("session_watch_failed", exc_info=defect)

    async def open(self, connection: Connection, asker: Asker) -> None:
        """Subscribe first, then read; read again if something changed meanwhile. Ends with the welcome event."""
        actors = await self._fill(connection, asker.person)
        connection.send(event_frame(await self._welcome(asker, actors)))

    async def look_again(self) -> None:
        """The bus lost something: sessions, posts and memberships of every open socket are read again, whatever was
        heard or not, and the clients ask for what they lack."""
        waiting = list(self._gateway.connections)
        devices = [connection.asker.device for connection in waiting if connection.asker is not None]
        for connection in self._opening:
            self._opening[connection] = True
        try:
            live = await identity.live_devices(self._db, devices)
        except VecheError:
            # What these sockets may hear is not known and cannot be found out: their clients come back.
            for connection in waiting:
                self._gateway.put_off(connection)
            return
        for connection in waiting:
            asker = connection.asker
            if connection in self._opening:  # somebody is reading already, and has to read once more
                self._opening[connection] = True
                continue
            if asker is None or not connection.alive:
                continue
            if asker.device not in live:
                self._gateway.sign_out(asker.person, devices=[asker.device])
                continue
            try:
                actors = await self._fill(connection, asker.person)
            except VecheError:
                self._gateway.put_off(connection)
                continue
            connection.send(event_frame(wire.ActorsEvent(actors)))
            connection.send(RESYNC)
            self._gateway.flush()

    async def put_out_ended(self) -> None:
        """Sessions that ended without a word to this process (the command line did it, or the bus lost it)."""
        askers = [connection.asker for connection in self._gateway.connections if connection.asker is not None]
        live = await identity.live_devices(self._db, [asker.device for asker in askers])
        for asker in askers:
            if asker.device not in live:
                self._gateway.sign_out(asker.person, devices=[asker.device])

    async def _fill(self, connection: Connection, person: PersonId) -> list[wire.MyActor]:
        """Make the subscriptions of a socket equal to what the database says; the actors of the person.
        Raises Unavailable where it changes faster than it is read: a guess could let somebody hear what he may not."""
        self._opening[connection] = False
        try:
            for _ in range(OPENING_ATTEMPTS):
                self._opening[connection] = False
                actors = await self._actors(person)
                for actor in actors:
                    self._gateway.subscribe(connection, actor.id)
                memberships = await chats.memberships_for(self._db, [ActorId(actor.id) for actor in actors])
                if not self._opening[connection]:
                    break
            else:
                raise Unavailable("unavailable", retry_after=1)
        finally:
            del self._opening[connection]
        wanted = {int(actor.id) for actor in actors} | {int(membership.chat) for membership in memberships}
        for topic in connection.topics - wanted:
            self._gateway.unsubscribe(connection, topic)
        connection.chats.clear()
        for membership in memberships:
            self._join(connection, membership.chat, membership.actor)
        return actors

    # -- chats

    async def hear_chats(self, event: chat_events.Event) -> None:
        match event:
            case chat_events.MembershipChanged(actor, version, chat, joined):
                late = self._left.get((chat.id, actor), 0) > version
                for connection in self._of_actor(actor) if joined and not late else ():
                    self._join(connection, chat.id, actor)
                self._gateway.tell(actor, event_frame(wire.MembershipEvent(actor, version, chat)))
            case chat_events.MemberLeft(chat=chat_id, actor=actor, version=version):
                self._remember_leaving(chat_id, actor, version)
                for connection in self._of_actor(actor):
                    self._part(connection, chat_id, actor)
                self._gateway.tell(actor, event_frame(wire.GoneEvent(actor, version, chat_id)))
            case chat_events.ChatChanged(chat):
                self._gateway.tell(chat.id, event_frame(wire.ChatEvent(chat)))
            case chat_events.ReadMarked(chat_id, actor, seq, version, peers):
                if peers:
                    self._gateway.tell(chat_id, event_frame(wire.ReadEvent(chat_id, actor, seq)))
                self._gateway.tell(actor, event_frame(wire.ReadEvent(chat_id, actor, seq, version)))
            case chat_events.JoinRequested(chat_id, actor, at, deciders):
                frame = event_frame(wire.JoinRequestEvent(chat_id, actor, at))
                for decider in deciders:
                    self._gateway.tell(decider, frame)
            case chat_events.DraftChanged(actor, version, draft):
                self._gateway.tell(actor, event_frame(wire.DraftEvent(actor, version, draft)))
            case chat_events.FoldersChanged(actor, version, folders):
                self._gateway.tell(actor, event_frame(wire.FoldersEvent(actor, version, folders)))
            case chat_events.ChatCreated() | chat_events.MemberJoined():
                return
            case _:
                assert_never(event)
        self._gateway.flush()

    # -- people and posts

    async def hear_directory(self, event: directory_events.PostEvent) -> None:
        """A post passed on, or somebody else stands in: its chats leave the sockets of whoever may not act for it any
        more, and come into those of whoever may now."""
        for connection in self._opening:
            self._opening[connection] = True
        if isinstance(event, directory_events.ActingChanged):
            people = event.people
        else:
            people = [person for person in (event.old, event.new) if person is not None]
        # One after the other, so that what is read for one event is not older than what was done for another.
        async with self._passing:
            acting = await directory.standing.who_act_for(self._db, event.post)
            for person in people:
                if person in acting:
                    await self._take_up(event.post, person)
                else:
                    for connection in self._gateway.audience(person):
                        self._leave_actor(connection, event.post)
                    await self._tell_actors(person)
            for connection in self._opening:
                self._opening[connection] = True

    async def _take_up(self, post: PostId, person: PersonId) -> None:
        """The chats of a post come into the sockets of somebody who may act for it now: that was read, not heard."""
        memberships = await chats.memberships_for(self._db, [ActorId(post)])
        for connection in self._gateway.audience(person):
            self._gateway.subscribe(connection, post)
            for membership in memberships:
                if self._left.get((membership.chat, membership.actor), 0) <= membership.version:
                    self._join(connection, membership.chat, membership.actor)
        await self._tell_actors(person)

    async def hear_identity(self, event: identity_events.Event) -> None:
        match event:
            case identity_events.DeviceRevoked(person, devices):
                self._gateway.sign_out(person, devices=devices)
            case identity_events.ActorChanged(card, seen_in):
                await self._tell_card(card, seen_in)
            case identity_events.MeChanged(person):
                await self._tell_me(person)
            case identity_events.Noticed(person, notice):
                self._tell_notice(person, notice)
            case _:
                assert_never(event)

    def _tell_notice(self, person: PersonId, notice: identity.Notice) -> None:
        """To all devices but the one that the notice is about."""
        frame = event_frame(wire.SafetyNoticeEvent(notice))
        for connection in self._gateway.audience(person):
            if connection.asker is not None and connection.asker.device != notice.device:
                connection.send(frame)
        self._gateway.flush()

    async def _tell_card(self, card: identity.ActorCard, seen_in: Sequence[int]) -> None:
        """To those who share a chat with the actor here; others fetch cards when they meet him."""
        frame = event_frame(wire.ActorEvent(card))
        told: set[Connection] = set()
        memberships = await chats.memberships_for(self._db, [ActorId(card.id)])
        for chat in [*(membership.chat for membership in memberships), *seen_in]:
            for connection in self._gateway.topics.get(chat, ()):
                if connection not in told:
                    told.add(connection)
                    connection.send(frame)
        self._gateway.flush()

    async def _tell_me(self, person: PersonId) -> None:
        me = await identity.asker_card(self._db, person)
        if me is None:
            return
        administers = await self._administers(person)
        frame = event_frame(wire.MeEvent(wire.Me(person, me.name, me.administrator, me.locale, administers)))
        for connection in self._gateway.audience(person):
            if connection.asker is not None:
                connection.asker = msgspec.structs.replace(
                    connection.asker, administrator=me.administrator, locale=me.locale
                )
            connection.send(frame)
        self._gateway.flush()

    async def _tell_actors(self, person: PersonId) -> None:
        if self._gateway.audience(person):
            self._gateway.tell(person, event_frame(wire.ActorsEvent(await self._actors(person))))
            self._gateway.flush()

    async def _actors(self, person: PersonId) -> list[wire.MyActor]:
        ids = [ActorId(person), *map(ActorId, await directory.posts_of(self._db, person))]
        cards = await identity.own_actors(self._db, ids)
        return [
            wire.MyActor(
                id=card.id, kind=card.kind, name=card.name, version=card.version, title=card.title, photo=card.photo
            )
            for card in cards
        ]

    async def _administers(self, person: PersonId) -> list[wire.Administers]:
        parts = await directory.administrations_of(self._db, person)
        return [wire.Administers(part.organisation, part.unit) for part in parts]

    async def _welcome(self, asker: Asker, actors: list[wire.MyActor]) -> wire.Welcome:
        name = next(actor.name for actor in actors if actor.id == asker.person)
        me = wire.Me(asker.person, name, asker.administrator, asker.locale, await self._administers(asker.person))
        return wire.Welcome(me, actors, __version__, self._clock.ms())

    # -- subscriptions

    def _of_actor(self, actor: int) -> list[Connection]:
        connections = self._gateway.audience(actor)
        for connection in connections:
            if connection in self._opening:
                self._opening[connection] = True
        return connections

    def _remember_leaving(self, chat: int, actor: int, version: int) -> None:
        self._left.pop((chat, actor), None)  # the newest stands last
        self._left[chat, actor] = version
        if len(self._left) > LEAVINGS_KEPT:
            del self._left[next(iter(self._left))]

    def _join(self, connection: Connection, chat: int, actor: int) -> None:
        known = connection.chats.get(chat, ())
        if actor not in known:
            connection.chats[chat] = (*known, actor)
            self._gateway.subscribe(connection, chat)

    def _part(self, connection: Connection, chat: int, actor: int) -> None:
        left = tuple(other for other in connection.chats.get(chat, ()) if other != actor)
        if left:
            connection.chats[chat] = left
        else:
            connection.chats.pop(chat, None)
            self._gateway.unsubscribe(connection, chat)

    def _leave_actor(self, connection: Connection, actor: int) -> None:
        for chat in [chat for chat, actors in connection.chats.items() if actor in actors]:
            self._part(connection, chat, actor)
        self._gateway.unsubscribe(connection, actor)


class Historian:
    """Writes service lines into the history of a chat, each exactly once: the event id is the client id."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def hear_service(self, payload: bytes) -> None:
        """Handler of the outbox topic `chats.service`. Returns once the line is in the log; raises to be repeated."""
        line = msgspec.json.decode(payload, type=chats.ServiceLine)
        service = wire.Service(act=line.act, actor=line.actor, actors=line.actors, title=line.title or None, count=None)
        await self._sender.send(
            Draft(
                chat=ChatId(line.chat),
                sender=ActorId(line.actor),
                person=line.actor,
                key=client_key(0, str(line.event_id)),
                text="",
                done=_nobody,
                service=msgspec.json.encode(service).decode(),
            )
        )


def _nobody(_: object) -> None:
    """The draft's outcome goes through `Sender.send`."""
