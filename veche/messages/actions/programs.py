"""What programs say: any company of attachments, keyboards, and whole messages replaced by others.

People send by `speaking` and change words by `changing`; those rules are made for hands. A caller of this module has
checked the form of what a program asks for; here is checked what the database knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from veche import chats
from veche.ground import audit
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database, Queries
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId
from veche.messages import model
from veche.messages.actions.attaching import Files, packed
from veche.messages.actions.changing import Changer, next_version, one, require
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import ignore
from veche.messages.events import MessagesChanged, MessagesEvent
from veche.messages.model import Draft, Stored
from veche.messages.model.attaching import WITH_FILE, file_kept, sticker_kept
from veche.messages.store import changes, rows
from veche.messages.store.files import may_see_file
from veche.messages.wire import Attachment, AttachmentType, DeleteMessages, Entity, Extra, Message, Origin

DIALOG_DAYS: Final = 7
"""So long a message of a dialog may change; one with a keyboard as long as it is there."""
_KINDS: Final[dict[AttachmentType, dict[str, AttachmentType]]] = {
    "video": {"video_note": "video_note"},
    "audio": {"voice": "voice"},
}
"""A program calls a voice message audio."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said. In a change None leaves the text or the attachments as they are.

    `attachments`: as they are kept; of one with a file only type and file count, the rest is taken from its card."""

    text: str | None = ""
    entities: list[Entity] = field(default_factory=list)
    attachments: Sequence[Attachment] | None = ()
    reply_to: int | None = None
    origin: Origin | None = None
    topic: int | None = None
    silent: bool = False
    preview: bool = False
    """Look what the page says that the words link to, once the message is said."""


class Programs:
    """Speaks for actors that are programs. The right to post is read at commit, as for everybody.

    How often a program may speak is the caller's business: bots have limits by the second. The hourly one of people
    (`Reach`) is a guard against a stolen account, and a bot that serves a town says more than that."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sender: Sender,
        changer: Changer,
        *,
        files: Files,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._sender = sender
        self._changer = changer
        self._files = files
        self._announce = announce

    async def say(self, asker: Asker, chat: ChatId, words: Words, *, cid: str, as_: ActorId | None = None) -> Stored:
        """`as_`: a post of the asker. Raises: message_empty, text_…, entity_…, attachment_kind, file_not_found,
        file_not_ready, chat_not_found, no_right, cannot_write_to, reply_not_found, topic_closed, slow_mode."""
        attachments = await self._filled(self._db, asker, words.attachments or ())
        shown = [one for one in attachments if one.type != "keyboard"]
        text, entities = model.clean_message(words.text or "", words.entities, caption=bool(shown or words.origin))
        sender = as_ or ActorId(asker.person)
        draft = Draft(
            chat=chat,
            sender=sender,
            person=asker.person,
            key=model.client_key(sender, cid),
            text=text,
            done=ignore,
            entities=_json(entities),
            reply_to=words.reply_to,
            origin=None if words.origin is None else msgspec.json.encode(words.origin).decode(),
            extra=packed(Extra(attachments=attachments, silent=words.silent)),
            topic=words.topic,
            files=files_of(attachments),
            link=words.preview and not shown and "://" in text,
        )
        return await self._sender.send(draft)

    async def change(self, asker: Asker, chat: ChatId, seq: int, words: Words) -> Message:
        """Say something else instead of one's own message, or of anybody's post in a channel that one runs.

        Raises: as `say`, message_not_found, message_not_editable, not_your_message, message_too_old,
        official_is_kept."""
        async with self._changer.locked(asker, chat, None) as (connection, access):
            old = await one(connection, chat, seq, actor=access.actor)
            self._may_change(old, access)
            attachments = old.attachments if words.text is None else _without_stale_preview(old, words.text)
            if words.attachments is not None:
                attachments = await self._filled(connection, asker, words.attachments)
            text, entities = old.text, old.entities
            if words.text is not None:
                shown = [one for one in attachments if one.type != "keyboard"]
                text, entities = model.clean_message(words.text, words.entities, caption=bool(shown))
            elif not text and not any(one.type != "keyboard" for one in attachments):
                raise BadInput("message_empty")
            if (text, entities, attachments) == (old.text, old.entities, old.attachments):
                return old
            version = await next_version(connection, chat, self._clock)
            gone = await changes.set_content(
                connection,
                chat,
                seq,
                changes.Content(
                    version=version,
                    text=text,
                    entities=_json(entities),
                    extra=packed(Extra(attachments=attachments, silent=old.silent, urgent=old.urgent)),
                    files=files_of(attachments),
                    # Another keyboard under the same words is no edit that people have to be told of.
                    edited_at=self._clock.now() if (text, entities) != (old.text, old.entities) else None,
                ),
            )
            await self._files.let_go(connection, gone)
            if old.sender != access.actor:
                await audit.record(
                    connection,
                    actor=int(access.actor),
                    act="messages.change_post",
                    subject=f"chat:{chat}",
                    details={"seq": seq, "sender": old.sender},
                )
            (message,) = await rows.some(connection, chat, [seq], actors=[])
        self._announce(MessagesChanged([message]))
        return message

    async def take_back(self, asker: Asker, chat: ChatId, seq: int) -> None:
        """Delete for everyone: one's own, or any with the right to. Raises: as `Changer.delete`."""
        await self._changer.delete(asker, DeleteMessages(chat=chat, seqs=[seq], for_everyone=True))

    def _may_change(self, old: Message, access: chats.Access) -> None:
        if access.mode == "official":
            raise Refused("official_is_kept")
        if old.deleted or old.kind != "text":
            raise Conflict("message_not_editable")
        if old.origin is not None or (old.sender != access.actor and not _runs_channel(access)):
            raise Refused("not_your_message")
        if any(one.type == "poll" for one in old.attachments):
            raise Conflict("message_not_editable")  # people have voted for these words
        require(access, chats.Rights.POST)
        lasting = access.kind != "dialog" or any(one.type == "keyboard" for one in old.attachments)
        if not lasting and self._clock.ms() - old.at > DIALOG_DAYS * 86_400_000:
            raise Conflict("message_too_old", days=DIALOG_DAYS)

    async def _filled(self, db: Queries, asker: Asker, wanted: Sequence[Attachment]) -> list[Attachment]:
        """Files become what their cards say: one's own, and those that somebody showed to the program."""
        asked = [one.file for one in wanted if one.type in WITH_FILE and one.file is not None]
        if not asked:
            return list(wanted)
        cards = await self._files.offer(db, asked)
        kept = []
        for new in wanted:
            if new.type not in WITH_FILE or new.file is None:
                kept.append(new)
                continue
            found = cards.get(new.file)
            if found is None or not (found.owner == asker.person or await may_see_file(db, asker, new.file)):
                raise NotFound("file_not_found")
            card = found.card
            if card.state != "ready":
                raise Conflict("file_not_ready")
            if new.type == "sticker":
                kept.append(sticker_kept(card, pack=new.pack or 0, emoji=new.emoji))
            else:
                kind = _KINDS.get(new.type, {}).get(card.kind, new.type)
                kept.append(file_kept(card, kind=kind, spoiler=new.spoiler))
        return kept


def _runs_channel(access: chats.Access) -> bool:
    """Posts are the channel's words and not signed: who may take any away and post another may change it as well."""
    return access.kind == "channel" and access.may(chats.Rights.POST | chats.Rights.DELETE_ANY)


def _without_stale_preview(old: Message, text: str) -> list[Attachment]:
    """What a page said of itself goes with the words that linked to it."""
    url = model.first_link(old.text)
    return [one for one in old.attachments if one.type != "link" or one.url != url or url in text]


def files_of(attachments: Sequence[Attachment]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.file for one in attachments if one.file is not None))


def _json(entities: list[Entity]) -> str | None:
    return msgspec.json.encode(entities).decode() if entities else None
