"""Messages that are sent at a later time: each exactly once, and only if its sender may send it then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec import Struct

from veche import chats, directory, identity
from veche.ground import jobs
from veche.ground.clock import Clock, from_ms, to_ms
from veche.ground.commands import Asker, Done
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, Unavailable, VecheError
from veche.ground.ids import ActorId, ChatId
from veche.messages import model, wire
from veche.messages.actions.attaching import Attacher, flags_of, packed
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import ignore, sent_of
from veche.messages.events import MessagesEvent, ScheduleChanged
from veche.messages.model import Draft, Stored
from veche.messages.store import scheduled as store
from veche.messages.store.scheduled import Waiting

KIND = "messages.send_scheduled"
MOST = 100
"""Waiting messages of one actor."""
FURTHEST_MS = 366 * 86_400_000


class Due(Struct, frozen=True):
    """The payload of the job: a message, and the time it was meant for when the job was left. A job whose time is not
    that of the message any more has nothing to do: the message left another one."""

    id: int
    at: int


class Scheduler:
    """Keeps what is to be sent and sends it when its time comes."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sender: Sender,
        reader: Reader,
        *,
        attacher: Attacher,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._sender = sender
        self._reader = reader
        self._attacher = attacher
        self._announce = announce

    def work(self) -> jobs.Work[Due]:
        return jobs.Work(KIND, Due, self.send_due)

    async def schedule(self, asker: Asker, request: wire.ScheduleMessage) -> wire.ScheduledId:
        """Keep it until its time. Repeated with the same cid it is kept once.

        Raises: schedule_time, too_many_scheduled, chat_not_found, no_right, not_your_post, and what sending raises."""
        at = self._time(request.at)
        send = _as_sent(request)
        text, entities = model.clean_message(send.text, send.entities, caption=bool(send.attachments))
        actor = ActorId(request.as_ or asker.person)
        await self._may_post(asker, ChatId(request.chat), actor)
        extra = flags_of(send)
        files: tuple[int, ...] = ()
        if send.attachments:
            whole, files = await self._attacher.extra_of(asker, send)
            extra = packed(whole)
        kept = msgspec.structs.replace(send, text=text, entities=entities, attachments=[])
        # The number is made of sender and cid, so that a repeat finds the first one: 52 bits and its place.
        number = (model.client_key(actor, f"scheduled/{request.cid}") & ((1 << 52) - 1)) + 1
        waiting = Waiting(number, ChatId(request.chat), actor, asker.person, at, kept, extra)
        async with self._db.transaction() as connection:
            if await store.how_many(connection, actor) >= MOST:
                raise Conflict("too_many_scheduled", limit=MOST)
            if not await store.add(connection, waiting, files=files, now=self._clock.now()):
                return wire.ScheduledId(number)
            await self._leave_job(connection, waiting)
        self._tell(waiting)
        return wire.ScheduledId(number)

    async def list_scheduled(self, asker: Asker, request: wire.ListScheduled) -> wire.ScheduledMessages:
        """Those of the person and of the posts he holds now."""
        mine = await self._reader.actors_of(asker)
        chat = None if request.chat is None else ChatId(request.chat)
        found = await store.of_senders(self._db, mine, chat=chat, limit=MOST * 2)
        return wire.ScheduledMessages([waiting.shown() for waiting in found])

    async def change(self, asker: Asker, request: wire.ChangeScheduled) -> wire.Scheduled:
        """Other words, another time. Raises: scheduled_not_found, schedule_time, message_empty, text_…, entity_…"""
        at = None if request.at is None else self._time(request.at)
        async with self._db.transaction() as connection:
            waiting = await self._mine(connection, asker, request.scheduled)
            send = waiting.request
            if request.text is not None:
                hangs = bool(waiting.shown().attachments)
                text, entities = model.clean_message(request.text, request.entities, caption=hangs)
                send = msgspec.structs.replace(send, text=text, entities=entities)
            waiting = msgspec.structs.replace(waiting, request=send, send_at=at or waiting.send_at, error=None)
            await store.change(connection, waiting)
            await self._leave_job(connection, waiting)
        self._tell(waiting)
        return waiting.shown()

    async def cancel(self, asker: Asker, request: wire.AboutScheduled) -> Done:
        """Raises: scheduled_not_found, also when it has just been sent."""
        async with self._db.transaction() as connection:
            waiting = await self._mine(connection, asker, request.scheduled)
            await store.remove(connection, waiting.id)
        self._announce(ScheduleChanged(waiting.sender, waiting.chat, waiting.id))
        return Done()

    async def send_now(self, asker: Asker, request: wire.AboutScheduled) -> wire.MessageSent:
        """Raises: scheduled_not_found, and what refuses the message."""
        async with self._db.transaction() as connection:
            waiting = await self._mine(connection, asker, request.scheduled)
        stored = await self._send(msgspec.structs.replace(waiting, person=asker.person))
        return sent_of(stored)

    async def send_due(self, due: Due) -> None:
        """The job. It may run twice, also on two processes at once: the log knows the message by its number. What is
        refused for good waits for the person, who is told; what may go better later is tried again."""
        waiting = await store.one(self._db, due.id)
        if waiting is None or waiting.error is not None or to_ms(waiting.send_at) != due.at:
            return
        try:
            await self._still_there(waiting)
            await self._send(waiting)
        except Unavailable:
            raise
        except VecheError as refusal:
            await store.fail(self._db, waiting.id, error=refusal.code)
            self._tell(msgspec.structs.replace(waiting, error=refusal.code))

    async def _send(self, waiting: Waiting) -> Stored:
        """Into the log, then out of the list. Between the two a crash leaves both; the next run finds the message in
        the log and only clears the list."""
        send = waiting.request
        draft = Draft(
            chat=waiting.chat,
            sender=waiting.sender,
            person=waiting.person,
            key=model.client_key(waiting.sender, f"scheduled-{waiting.id}"),
            text=send.text,
            done=ignore,
            entities=msgspec.json.encode(send.entities).decode() if send.entities else None,
            reply_to=send.reply_to,
            extra=waiting.extra,
            topic=send.topic,
            files=tuple(one.file for one in waiting.shown().attachments if one.file is not None),
        )
        stored = await self._sender.send(draft)
        await store.remove(self._db, waiting.id)
        self._announce(ScheduleChanged(waiting.sender, waiting.chat, waiting.id))
        return stored

    async def _still_there(self, waiting: Waiting) -> None:
        """Whoever has no account any more says nothing. Raises: actor_deactivated."""
        card = (await identity.actor_cards(self._db, [ActorId(waiting.person)])).get(ActorId(waiting.person))
        if card is None or card.deactivated:
            raise Refused("actor_deactivated")

    async def _may_post(self, asker: Asker, chat: ChatId, actor: ActorId) -> None:
        """Asked now so that nobody waits for what cannot be; asked again at the time. Raises: no_right, …"""
        if actor != int(asker.person) and (refusal := await directory.may_act_as(self._db, asker.person, actor)):
            raise refusal
        access = (await chats.rights_of(self._db, [(chat, actor)])).get((chat, actor))
        if access is None:
            raise NotFound("chat_not_found")
        if not access.may(chats.Rights.POST):
            raise Refused("no_right")

    async def _mine(self, connection: Connection, asker: Asker, number: int) -> Waiting:
        """Somebody else's is as if it were not there."""
        waiting = await store.one(connection, number, lock=True)
        if waiting is None or waiting.sender not in await self._reader.actors_of(asker):
            raise NotFound("scheduled_not_found")
        return waiting

    async def _leave_job(self, connection: Connection, waiting: Waiting) -> None:
        due = Due(waiting.id, to_ms(waiting.send_at))
        await jobs.enqueue(connection, KIND, due, run_at=waiting.send_at, key=f"{due.id}:{due.at}")

    def _time(self, at: int) -> datetime:
        if not self._clock.ms() < at <= self._clock.ms() + FURTHEST_MS:
            raise BadInput("schedule_time")
        return from_ms(at)

    def _tell(self, waiting: Waiting) -> None:
        self._announce(ScheduleChanged(waiting.sender, waiting.chat, waiting.id, waiting.shown()))


def _as_sent(request: wire.ScheduleMessage) -> wire.SendMessage:
    """What will be sent when its time comes."""
    return wire.SendMessage(
        chat=request.chat,
        cid=request.cid,
        text=request.text,
        entities=request.entities,
        reply_to=request.reply_to,
        as_=request.as_,
        attachments=request.attachments,
        silent=request.silent,
        urgent=request.urgent,
        topic=request.topic,
    )
