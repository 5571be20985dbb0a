"""From a request to a draft: what the words have to be before they queue up for the log."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from veche import chats
from veche.ground.commands import Asker, Done
from veche.ground.db import Database
from veche.ground.errors import NotFound, Refused, VecheError
from veche.ground.ids import ActorId, ChatId
from veche.messages import model, wire
from veche.messages.actions.attaching import Attacher, flags_of, packed
from veche.messages.actions.reach import Reach
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.events import MessagesEvent, SomebodyTypes
from veche.messages.model import Draft, Stored

Done_ = Callable[[Stored | VecheError], None]


class Speaker:
    """Sends for people. The right to post is read at commit, for the whole batch, in its own transaction."""

    def __init__(
        self,
        db: Database,
        sender: Sender,
        reader: Reader,
        *,
        attacher: Attacher,
        reach: Reach,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._reach = reach
        self._db = db
        self._sender = sender
        self._reader = reader
        self._attacher = attacher
        self._announce = announce

    def take(self, asker: Asker, request: wire.SendMessage, done: Done_) -> None:
        """Queue a message of words; `done` is called after the commit. Raises BadInput at once for bad
        text, TooMany for who sends without end."""
        self._reach.take(asker.person)
        self._sender.take(draft_of(asker, request, done))

    async def send(self, asker: Asker, request: wire.SendMessage) -> wire.MessageSent:
        """Raises: message_empty, text_…, entity_…, chat_not_found, no_right, not_your_post, reply_not_found,
        cid_reused, topic_not_found, topic_closed, and with attachments what Attacher raises."""
        return sent_of(await self.stored(asker, request))

    async def stored(self, asker: Asker, request: wire.SendMessage) -> Stored:
        """The same, for whoever needs what is in the log."""
        self._reach.take(asker.person)
        draft = draft_of(asker, request, ignore)
        if request.attachments:
            extra, draft.files = await self._attacher.extra_of(asker, request)
            draft.extra = packed(extra)
        return await self._sender.send(draft)

    async def types(self, asker: Asker, chat: ChatId) -> None:
        """`typing` for callers that have no request. Raises: chat_not_found, no_right."""
        await self.typing(asker, wire.Typing(chat=chat))

    async def typing(self, asker: Asker, request: wire.Typing) -> Done:
        """Tell the others. Raises: chat_not_found, no_right: nobody writes where he may not post."""
        chat, actor = ChatId(request.chat), ActorId(request.as_ or asker.person)
        if actor not in await self._reader.members_of(asker, chat):
            raise NotFound("chat_not_found")
        access = (await chats.rights_of(self._db, [(chat, actor)])).get((chat, actor))
        if access is None or not access.may(chats.Rights.POST):
            raise Refused("no_right")
        self._announce(SomebodyTypes(request.chat, actor))
        return Done()


def draft_of(asker: Asker, request: wire.SendMessage, done: Done_) -> Draft:
    text, entities = model.clean_message(request.text, request.entities, caption=bool(request.attachments))
    sender = request.as_ or asker.person
    return Draft(
        chat=ChatId(request.chat),
        sender=ActorId(sender),
        person=asker.person,
        key=model.client_key(sender, request.cid),
        text=text,
        done=done,
        entities=msgspec.json.encode(entities).decode() if entities else None,
        reply_to=request.reply_to,
        extra=flags_of(request),
        topic=request.topic,
        link=not request.attachments and not request.no_preview and "://" in text,
    )


def sent_of(stored: Stored) -> wire.MessageSent:
    return wire.MessageSent(
        chat=stored.draft.chat,
        seq=stored.seq,
        version=stored.version,
        at=int(stored.at.timestamp() * 1000),
        duplicate=stored.duplicate,
    )


def ignore(_: Stored | VecheError) -> None:
    """For drafts whose sender waits for a future instead."""
