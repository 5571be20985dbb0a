"""Our messages as bots read them: who spoke, what hangs on it, what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from veche import chats, identity
from veche.bots.actions.base import Needs
from veche.bots.actions.roster import Roster
from veche.bots.actions.signs import Signs, Variant
from veche.bots.model.bots import Bot
from veche.bots.model.contacts import vcard_of
from veche.bots.model.formatting import markup_of
from veche.bots.model.keyboards import wire_button
from veche.bots.model.mids import mid_of, number_of, short_number
from veche.bots.model.numbers import TYPES, chat_number
from veche.bots.model.polls import with_poll
from veche.bots.wire import attachments as out
from veche.bots.wire.messages import LinkedMessage, Message, MessageBody, Recipient, Stat
from veche.bots.wire.people import User, user_of
from veche.chats import Chat
from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId
from veche.identity import ActorCard
from veche.messages import Message as OurMessage
from veche.messages import messages_in
from veche.messages.shapes import Attachment, Origin


@dataclass(slots=True)
class _Known:
    """What was looked up for all messages of one answer."""

    chats: dict[ChatId, Chat]
    cards: dict[ActorId, ActorCard]
    replies: dict[tuple[int, int], OurMessage]
    peers: dict[ChatId, ActorId]
    views: dict[tuple[int, int], int]


class Telling:
    """Makes what is told. A batch costs at most four statements, however many messages it has, and one more for each
    channel."""

    def __init__(self, needs: Needs, roster: Roster, signs: Signs) -> None:
        self._needs = needs
        self._roster = roster
        self._signs = signs

    async def message_of(self, bot: Bot, _chat: ChatId, message: OurMessage, *, db: Queries | None = None) -> Message:
        """One message."""
        return (await self.messages(bot, [message], db=db))[0]

    async def messages(self, bot: Bot, found: Sequence[OurMessage], *, db: Queries | None = None) -> list[Message]:
        """Messages in the order in which they are given. Whether the bot may read them is the caller's business."""
        known = await self._known(db or self._needs.db, bot, found)
        return [self._message(bot, one, known) for one in found]

    async def comments(
        self,
        bot: Bot,
        found: Sequence[OurMessage],
        posts: Mapping[int | None, OurMessage],
        *,
        db: Queries | None = None,
    ) -> list[Message]:
        """Messages of the group of comments as messages of the channel, under their posts (by the topic of each)."""
        told = await self.messages(bot, found, db=db)
        for ours, one in zip(found, told, strict=True):
            post = posts[ours.topic]
            channel = chat_number(post.chat, "channel")
            under = mid_of(channel, post.at, post.seq)
            one.recipient = Recipient(chat_id=channel, chat_type="channel", post_id=under)
            one.body.attachments = []
        return told

    async def user(self, actor: ActorId, *, db: Queries | None = None) -> User:
        """Somebody, as in callbacks."""
        cards = await identity.actor_cards(db or self._needs.db, [actor])
        return self._user(cards[actor], at=self._needs.clock.ms())

    def address(self, bot: Bot, file: int, variant: Variant = "") -> str:
        """Where the bot gets a file for a week; its right is asked for anew at each download."""
        return f"{self._needs.rules.base_url}/files/{self._signs.download(bot.id, file, variant)}"

    async def _known(self, db: Queries, bot: Bot, found: Sequence[OurMessage]) -> _Known:
        wanted = {(one.chat, one.reply_to) for one in found if one.reply_to is not None}
        there = {(one.chat, one.seq): one for one in found}
        ranges = [(ChatId(chat), seq, seq) for chat, seq in wanted if (chat, seq) not in there]
        replies = {key: there[key] for key in wanted if key in there}
        if ranges:
            replies |= {(one.chat, one.seq): one for one in await messages_in(db, ranges, actors=[bot.actor])}
        both = [*found, *replies.values()]
        origins = [one.origin for one in both if one.origin is not None]
        rooms = {one.chat for one in both} | {one.chat for one in origins if one.chat is not None}
        cards = await chats.chats_cards(db, [ChatId(one) for one in rooms])
        peers = await self._peers(db, bot, [one for one in cards.values() if one.kind == "dialog"], found)
        people = {ActorId(one.sender) for one in both}
        people |= {ActorId(one.actor) for one in origins if one.actor is not None}
        people |= {ActorId(hung.actor) for one in both for hung in one.attachments if hung.actor is not None}
        seen = await self._views(db, [one for one in cards.values() if one.kind == "channel"], found)
        return _Known(cards, await identity.actor_cards(db, people), replies, peers, seen)

    async def _views(
        self, db: Queries, channels: Iterable[Chat], found: Sequence[OurMessage]
    ) -> dict[tuple[int, int], int]:
        """How often posts were seen; one that nobody has seen is absent."""
        seen: dict[tuple[int, int], int] = {}
        for channel in channels:
            posts = [one.seq for one in found if one.chat == channel.id]
            if posts:
                counts = await self._needs.messages.reader.views(db, ChatId(channel.id), posts)
                seen |= {(channel.id, seq): count for seq, count in counts.items()}
        return seen

    async def _peers(
        self, db: Queries, bot: Bot, dialogs: Iterable[Chat], found: Sequence[OurMessage]
    ) -> dict[ChatId, ActorId]:
        """Who is on the other side: whoever wrote to the bot, or whom it wrote to."""
        peers = {ChatId(one.chat): ActorId(one.sender) for one in found if one.sender != bot.id}
        for dialog in dialogs:
            chat = ChatId(dialog.id)
            if chat not in peers:
                members = await chats.member_ids(db, chat, limit=2)
                peers[chat] = next((one for one in members if one != bot.actor), bot.actor)
        return peers

    def _message(self, bot: Bot, one: OurMessage, known: _Known) -> Message:
        chat = known.chats[ChatId(one.chat)]
        recipient = Recipient(chat_id=chat_number(one.chat, chat.kind), chat_type=TYPES[chat.kind])
        if chat.kind == "dialog":
            recipient.user_id = known.peers[ChatId(one.chat)] if one.sender == bot.id else bot.id
        body = self._body(bot, one, known)
        link = None
        if one.origin is not None:
            link = self._forwarded(bot, one, one.origin, known)
            body = MessageBody(mid=body.mid, seq=body.seq, text="")
        elif one.reply_to is not None:
            link = self._reply(bot, known.replies.get((one.chat, one.reply_to)), known)
        return Message(
            recipient=recipient,
            timestamp=one.at,
            body=body,
            sender=None if chat.kind == "channel" else self._user(known.cards[ActorId(one.sender)], at=one.at),
            link=link,
            stat=Stat(known.views.get((one.chat, one.seq), 0)) if chat.kind == "channel" else None,
            url=self._post_url(one, chat),
        )

    def _post_url(self, one: OurMessage, chat: Chat) -> str | None:
        base = self._needs.rules.public_url
        if chat.kind != "channel" or chat.mode != "public" or not base:
            return None
        return f"{base}/c/{chat_number(one.chat, chat.kind)}/{short_number(one.at, one.seq)}"

    def _body(self, bot: Bot, one: OurMessage, known: _Known) -> MessageBody:
        kind = known.chats[ChatId(one.chat)].kind
        hung = [self._attachment(bot, part, one, known) for part in one.attachments]
        return MessageBody(
            mid=mid_of(chat_number(one.chat, kind), one.at, one.seq),
            seq=number_of(one.at, one.seq),
            text=with_poll(one.text, next((part.poll for part in one.attachments if part.poll is not None), None)),
            attachments=[part for part in hung if part is not None],
            markup=markup_of(one.entities),
        )

    def _reply(self, bot: Bot, one: OurMessage | None, known: _Known) -> LinkedMessage | None:
        if one is None or one.deleted:
            return None
        in_channel = known.chats[ChatId(one.chat)].kind == "channel"
        sender = None if in_channel else self._user(known.cards[ActorId(one.sender)], at=one.at)
        return LinkedMessage(type="reply", message=self._body(bot, one, known), sender=sender)

    def _forwarded(self, bot: Bot, one: OurMessage, origin: Origin, known: _Known) -> LinkedMessage:
        """What was said elsewhere, with the place as far as it is known."""
        body = self._body(bot, one, known)
        room = None if origin.chat is None else known.chats.get(ChatId(origin.chat))
        if room is not None and origin.seq is not None:
            body.mid = mid_of(chat_number(room.id, room.kind), origin.at, origin.seq)
            body.seq = number_of(origin.at, origin.seq)
        author = None if origin.actor is None else known.cards.get(ActorId(origin.actor))
        return LinkedMessage(
            type="forward",
            message=body,
            sender=None if author is None else self._user(author, at=origin.at),
            chat_id=None if room is None else chat_number(room.id, room.kind),
        )

    def _user(self, card: ActorCard, *, at: int) -> User:
        bot = self._roster.bot(card.id) if card.kind == "bot" else None
        return user_of(card, username="" if bot is None else bot.username, at=at)

    def _attachment(self, bot: Bot, one: Attachment, message: OurMessage, known: _Known) -> out.Attachment | None:
        if one.file is not None and one.type != "link":
            return self._file(bot, one, one.file)
        match one.type:
            case "contact":
                return out.ContactAttachment(self._contact(one, message, known))
            case "place":
                return out.LocationAttachment(one.lat or 0.0, one.lon or 0.0)
            case "link":
                image = None if one.file is None else self.address(bot, one.file)
                payload = out.SharePayload(url=one.url)
                return out.ShareAttachment(payload, one.title or None, one.description or None, image)
            case "keyboard":
                # What the buttons of others carry is between them and those who press.
                if message.sender != bot.id:
                    return None
                rows = [[wire_button(button) for button in row] for row in one.buttons]
                return out.KeyboardAttachment(out.KeyboardPayload(rows))
            case _:
                return None  # a poll: it stands in the words

    def _file(self, bot: Bot, one: Attachment, file: int) -> out.Attachment:
        url, token = self.address(bot, file), self._signs.token(bot.id, file)
        match one.type:
            case "photo":
                return out.ImageAttachment(out.ImagePayload(photo_id=file, token=token, url=url))
            case "video" | "video_note":
                return out.VideoAttachment(
                    out.MediaPayload(url=url, token=token),
                    thumbnail=out.Thumbnail(self.address(bot, file, "preview")),
                    width=one.width or None,
                    height=one.height or None,
                    duration=one.duration_ms // 1000 or None,
                )
            case "audio" | "voice":
                return out.AudioAttachment(out.MediaPayload(url=url, token=token))
            case "sticker":
                payload = out.StickerPayload(url=url, code=f"{one.pack or 0}.{file}")
                return out.StickerAttachment(payload, one.width, one.height)
            case _:
                return out.FileAttachment(out.MediaPayload(url=url, token=token), one.name, one.size)

    def _contact(self, one: Attachment, message: OurMessage, known: _Known) -> out.ContactPayload:
        card = None if one.actor is None else known.cards.get(ActorId(one.actor))
        return out.ContactPayload(
            vcf_info=one.vcard or vcard_of(one.name, one.phone),
            # A signature says "he gave it to you himself"; passed on it would say that of somebody else.
            hash=one.hash or None if message.origin is None else None,
            max_info=None if card is None else self._user(card, at=message.at),
        )
