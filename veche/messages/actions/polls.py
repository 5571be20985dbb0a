"""Polls: vote, close, who chose what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import msgspec
from msgspec import Struct

from veche import chats
from veche.ground import jobs
from veche.ground.clock import Clock, from_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId
from veche.messages import wire
from veche.messages.actions.changing import Changer, next_version, one, require
from veche.messages.actions.reading import Reader
from veche.messages.events import MessagesChanged, MessagesEvent, PollVoted
from veche.messages.model import Stored
from veche.messages.store import polls, rows
from veche.messages.wire import Extra, Message, MyVote, Poll, PollOption

KIND = "messages.end_poll"
_extra = msgspec.json.Decoder(Extra)


class PollEnds(Struct, frozen=True):
    """The payload of the job."""

    chat: int
    seq: int


class Polls:
    """The counts stand in the message, which takes a new version with every vote."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changer: Changer,
        reader: Reader,
        *,
        announce: Callable[[MessagesEvent], None],
        run: Callable[[Awaitable[None]], None],
    ) -> None:
        self._run = run
        self._db = db
        self._clock = clock
        self._changer = changer
        self._reader = reader
        self._announce = announce

    async def vote(self, asker: Asker, request: wire.Vote) -> wire.Voted:
        """Choose, choose otherwise, or take the vote back; in a quiz the first choice stays.

        Raises: message_not_found, not_a_poll, poll_closed, poll_no_option, poll_one_answer, vote_is_final, no_right."""
        chat, chosen = ChatId(request.chat), sorted(set(request.options))
        async with self._changer.locked(asker, request.chat, request.as_) as (connection, access):
            message, extra, poll = await self._poll(connection, chat, request.seq, actor=access.actor)
            require(access, chats.Rights.REACT)
            ended = poll.closed or (poll.closes_at is not None and poll.closes_at <= self._clock.ms())
            before = await polls.vote_of(connection, chat, request.seq, actor=access.actor)
            vote = MyVote(chosen, extra.right if chosen else None)
            if not ended and chosen == before:
                return wire.Voted(message, vote)
            if ended:
                raise Conflict("poll_closed")
            may_choose(poll, chosen, before=before)
            await polls.set_vote(
                connection, chat, request.seq, actor=access.actor, options=chosen, at=self._clock.now()
            )
            counted = counted_again(poll, before=before, after=chosen)
            message = await self._write(connection, message, extra, counted)
        self._announce(MessagesChanged([message]))
        self._announce(PollVoted(access.actor, request.chat, request.seq, vote))
        return wire.Voted(message, vote)

    async def close(self, asker: Asker, request: wire.ClosePoll) -> Message:
        """End it: by who asked, or by those who may delete what others say. Raises: message_not_found, not_a_poll,
        no_right."""
        chat = ChatId(request.chat)
        async with self._changer.locked(asker, request.chat, request.as_) as (connection, access):
            message, extra, poll = await self._poll(connection, chat, request.seq, actor=access.actor)
            if message.sender != access.actor:
                require(access, chats.Rights.DELETE_ANY)
            if poll.closed:
                return message
            message = await self._write(connection, message, extra, ended(poll, right=extra.right))
            if message.sender != access.actor and access.kind != "dialog":
                await self._changer.note(access, "poll_closed", seq=request.seq).write(connection)
        self._announce(MessagesChanged([message]))
        return message

    def work(self) -> jobs.Work[PollEnds]:
        return jobs.Work(KIND, PollEnds, self.end_in_time)

    def heard(self, stored: Stored) -> None:
        """A new message with something on it: if it is a poll with an end, a job will end it. Should the process die
        before the job is left, votes are refused after the end all the same."""
        extra = _extra.decode(stored.draft.extra or "{}")
        polls_there = [one.poll for one in extra.attachments if one.poll is not None]
        if polls_there and polls_there[0].closes_at is not None:
            self._run(self._leave_job(PollEnds(stored.draft.chat, stored.seq), polls_there[0].closes_at))

    async def _leave_job(self, ends: PollEnds, at: int) -> None:
        await jobs.enqueue(self._db, KIND, ends, run_at=from_ms(at), key=f"{ends.chat}:{ends.seq}")

    async def end_in_time(self, ends: PollEnds) -> None:
        """The job. Nothing to do where the poll was deleted or closed before."""
        chat, seq = ChatId(ends.chat), ends.seq
        async with self._changer.holding(chat) as connection:
            found = await rows.some(connection, chat, [seq], actors=[])
            if not found or not found[0].attachments or found[0].attachments[0].poll is None:
                return
            extra = await polls.extra_of(connection, chat, seq)
            poll = extra.attachments[0].poll
            if poll is None or poll.closed:
                return
            message = await self._write(connection, found[0], extra, ended(poll, right=extra.right))
        self._announce(MessagesChanged([message]))

    async def voters(self, asker: Asker, request: wire.ListVoters) -> wire.Voters:
        """Who chose an option; of an anonymous poll nobody is told, in a channel those who may know its readers.
        Raises: chat_not_found, message_not_found, not_a_poll, poll_is_anonymous, no_right."""
        chat = ChatId(request.chat)
        actors = await self._reader.members_of(asker, chat)
        found = await rows.some(self._db, chat, [request.seq], actors=actors)
        if not found:
            raise NotFound("message_not_found")
        if poll_of(found[0]).anonymous:
            raise Refused("poll_is_anonymous")
        await self._reader.may_know_readers(chat, actors)
        return wire.Voters(await polls.voters(self._db, chat, request.seq, option=request.option))

    async def _poll(
        self, connection: Connection, chat: ChatId, seq: int, *, actor: ActorId
    ) -> tuple[Message, Extra, Poll]:
        message = await one(connection, chat, seq, actor=actor)
        return message, await polls.extra_of(connection, chat, seq), poll_of(message)

    async def _write(self, connection: Connection, message: Message, extra: Extra, poll: Poll) -> Message:
        chat = ChatId(message.chat)
        version = await next_version(connection, chat, self._clock)
        attachments = [msgspec.structs.replace(extra.attachments[0], poll=poll), *extra.attachments[1:]]
        await polls.set_extra(
            connection,
            chat,
            message.seq,
            version=version,
            extra=msgspec.structs.replace(extra, attachments=attachments),
        )
        message.version, message.attachments = version, attachments
        return message


def poll_of(message: Message) -> Poll:
    if message.deleted or not message.attachments or message.attachments[0].poll is None:
        raise Conflict("not_a_poll")
    return message.attachments[0].poll


def may_choose(poll: Poll, chosen: Sequence[int], *, before: Sequence[int]) -> None:
    """Raises: poll_no_option, poll_one_answer, vote_is_final."""
    if any(option >= len(poll.options) for option in chosen):
        raise BadInput("poll_no_option")
    if len(chosen) > 1 and not poll.multiple:
        raise BadInput("poll_one_answer")
    if poll.quiz and before:
        raise Conflict("vote_is_final")


def counted_again(poll: Poll, *, before: Sequence[int], after: Sequence[int]) -> Poll:
    """The counts after one vote changed."""
    options = [
        PollOption(option.text, option.votes + (number in after) - (number in before))
        for number, option in enumerate(poll.options)
    ]
    return msgspec.structs.replace(poll, options=options, total=poll.total + bool(after) - bool(before))


def ended(poll: Poll, *, right: int | None) -> Poll:
    return msgspec.structs.replace(poll, closed=True, right=right)
