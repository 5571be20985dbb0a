"""Forwarding: what one may read is said again in another chat, with its origin or without."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from veche import identity
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import ActorId, ChatId
from veche.messages import model, wire
from veche.messages.actions.attaching import packed
from veche.messages.actions.reach import Reach
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import ignore, sent_of
from veche.messages.model import Draft
from veche.messages.store import rows
from veche.messages.wire import Attachment, Message, Poll


class Forwarder:
    """The right to the files goes along: who may read the copy may see what hangs on it."""

    def __init__(self, db: Database, sender: Sender, reader: Reader, *, reach: Reach) -> None:
        self._db = db
        self._sender = sender
        self._reader = reader
        self._reach = reach

    async def forward(self, asker: Asker, request: wire.ForwardMessage) -> wire.MessageSent:
        """Repeat one message. Raises: message_not_found, message_not_editable, and what sending raises."""
        self._reach.take(asker.person)
        (message,) = await self._readable(asker, ChatId(request.from_chat), [request.seq])
        origins = await self._origins([message])
        draft = self._copy(asker, message, chat=request.chat, as_=request.as_, cid=request.cid)
        draft.origin = origins[message.seq]
        return sent_of(await self._sender.send(draft))

    async def forward_several(self, asker: Asker, request: wire.ForwardMessages) -> wire.SentMessages:
        """Repeat messages in the order of their seq, all in one commit where nothing is wrong; repeated with the same
        cid each happens once. What is refused ends it, what was written before stays. Raises as `forward`."""
        self._reach.take(asker.person, len(request.seqs))
        messages = await self._readable(asker, ChatId(request.from_chat), sorted(set(request.seqs)))
        origins = {} if request.without_author else await self._origins(messages)
        flags = wire.Extra(silent=request.silent)
        drafts = []
        for message in messages:
            cid = f"{request.cid}/{message.seq}"
            draft = self._copy(asker, message, chat=request.chat, as_=request.as_, cid=cid, flags=flags)
            draft.origin = origins.get(message.seq)
            draft.topic = request.topic
            drafts.append(draft)
        stored = await asyncio.gather(*(self._sender.send(draft) for draft in drafts), return_exceptions=True)
        for one in stored:
            if isinstance(one, BaseException):
                raise one
        return wire.SentMessages([sent_of(one) for one in stored if not isinstance(one, BaseException)])

    async def _readable(self, asker: Asker, chat: ChatId, seqs: Sequence[int]) -> list[Message]:
        actors = await self._reader.members_of(asker, chat)
        found = await rows.some(self._db, chat, seqs, actors=actors)
        if len(found) < len(seqs):
            raise NotFound("message_not_found")
        if any(one.deleted or one.kind != "text" for one in found):
            raise Conflict("message_not_editable")
        # The answer of a quiz stays a secret of the row.
        polls = [one.seq for one in found if any(attachment.type == "poll" for attachment in one.attachments)]
        rights = await rows.right_answers(self._db, chat, polls) if polls else {}
        for one in found:
            if one.seq in rights and one.attachments[0].poll is not None:
                one.attachments[0].poll.right = rights[one.seq]
        return found

    def _copy(
        self, asker: Asker, message: Message, *, chat: int, as_: int | None, cid: str, flags: wire.Extra | None = None
    ) -> Draft:
        sender = as_ or asker.person
        # Buttons belong to the chat in which the bot put them.
        attachments = [anew(one) for one in message.attachments if one.type != "keyboard"]
        polls = [one.poll for one in message.attachments if one.poll is not None]
        extra = wire.Extra(
            attachments=attachments,
            silent=flags is not None and flags.silent,
            right=polls[0].right if polls else None,
        )
        return Draft(
            chat=ChatId(chat),
            sender=ActorId(sender),
            person=asker.person,
            key=model.client_key(sender, cid),
            text=message.text,
            done=ignore,
            entities=msgspec.json.encode(message.entities).decode() if message.entities else None,
            extra=packed(extra),
            files=tuple(one.file for one in attachments if one.file is not None),
        )

    async def _origins(self, messages: Sequence[Message]) -> dict[int, str]:
        """Where each was first said: as it says itself, or here. One query for the names."""
        senders = {ActorId(one.sender) for one in messages if one.origin is None}
        cards = await identity.actor_cards(self._db, senders) if senders else {}
        origins = {}
        for one in messages:
            card = cards.get(ActorId(one.sender))
            origin = one.origin or wire.Origin(
                name=card.name if card else "", at=one.at, chat=one.chat, seq=one.seq, actor=one.sender
            )
            origins[one.seq] = msgspec.json.encode(origin).decode()
        return origins


def anew(attachment: Attachment) -> Attachment:
    """A poll starts again where it is forwarded to; everything else stays what it is."""
    if attachment.poll is None:
        return attachment
    old = attachment.poll
    poll = Poll(
        question=old.question,
        options=[wire.PollOption(option.text) for option in old.options],
        multiple=old.multiple,
        anonymous=old.anonymous,
        quiz=old.quiz,
    )
    return msgspec.structs.replace(attachment, poll=poll)
