"""Comments under posts of a channel, for bots that run it."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Sequence
from typing import Final, Protocol

from veche.bots.actions.base import Needs
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.pace import Pace
from veche.bots.actions.places import Places
from veche.bots.actions.telling import Telling
from veche.bots.model import formatting
from veche.bots.model.bots import Bot
from veche.bots.wire.messages import Message, NewComment
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound, Refused, VecheError
from veche.ground.ids import ChatId
from veche.messages import Message as OurMessage
from veche.messages import Programs, Reader, Words, messages_in
from veche.messages.shapes import Entity

TEXT: Final = 4_000
HOURS: Final = 26
PAGE: Final = 100
_FORMATS: Final[dict[str, formatting.Format]] = {"markdown": "markdown", "html": "html"}
_NOT_HERE: Final = frozenset({"link", "mention"})


class TooLate(VecheError):
    """A comment stays as it is after a day and a little."""

    status = 422


class OpenComments(Protocol):
    """The group in which the comments of a post stand, with the post as their topic; the asker is in it then."""

    async def __call__(self, asker: Asker, channel: ChatId, seq: int, /) -> ChatId: ...


class Commenting:
    """Comments of bots."""

    def __init__(
        self,
        needs: Needs,
        pace: Pace,
        telling: Telling,
        places: Places,
        *,
        programs: Programs,
        reader: Reader,
        comments: OpenComments,
        own: OwnActs,
    ) -> None:
        self._needs = needs
        self._pace = pace
        self._telling = telling
        self._places = places
        self._programs = programs
        self._reader = reader
        self._open = comments
        self._own = own

    async def some(
        self, bot: Bot, post: str, *, bounds: tuple[int | None, int | None], ids: Sequence[str], count: int
    ) -> list[Message]:
        """The newest first; with `ids` those alone. Raises: message_not_found, no_right, comments_are_off."""
        place = await self._place(bot, post)
        if ids:
            found = []
            for comment in ids[:PAGE]:
                with contextlib.suppress(NotFound):
                    found.append(await self._comment(bot, place, comment))
            return await self._told(bot, place, found)
        low, high = bounds
        before = None if high is None else await self._reader.seq_on(place.group, high + 1) + 1
        page = await self._reader.page(bot.asker, place.group, before=before, topic=place.post.seq, limit=PAGE)
        said = [one for one in reversed(page) if one.kind == "text" and not one.deleted]
        within = [one for one in said if (low or 0) <= one.at and (high is None or one.at <= high)]
        return await self._told(bot, place, within[:count])

    async def one(self, bot: Bot, post: str, comment: str) -> Message:
        """Raises: message_not_found."""
        place = await self._place(bot, post)
        return (await self._told(bot, place, [await self._comment(bot, place, comment)]))[0]

    async def add(self, bot: Bot, post: str, new: NewComment) -> Message:
        """Raises: message_empty, text_too_long, bot_format, no_right, topic_closed, bot_too_fast_in_chat."""
        place = await self._place(bot, post)
        await self._pace.speak(bot.id, place.group)
        text, entities = _words(new)
        reply = None
        if new.link is not None:
            if new.link.type != "reply":
                raise BadInput("bot_link")
            reply = (await self._comment(bot, place, new.link.mid)).seq
        words = Words(text=text, entities=entities, reply_to=reply, topic=place.post.seq)
        stored = await self._programs.say(bot.asker, place.group, words, cid=uuid.uuid4().hex)
        (message,) = await messages_in(self._needs.db, [(place.group, stored.seq, stored.seq)])
        return (await self._told(bot, place, [message]))[0]

    async def edit(self, bot: Bot, post: str, comment: str, new: NewComment) -> None:
        """Raises: as `add`, not_your_message, bot_comment_too_old."""
        place = await self._place(bot, post)
        await self._pace.speak(bot.id, place.group)
        message = await self._comment(bot, place, comment)
        if message.sender != bot.id:
            raise Refused("not_your_message")
        if self._needs.clock.ms() - message.at > HOURS * 3_600_000:
            raise TooLate("bot_comment_too_old", hours=HOURS)
        text, entities = _words(new)
        words = Words(text=text, entities=entities, attachments=None)
        await self._programs.change(bot.asker, place.group, message.seq, words)

    async def delete(self, bot: Bot, post: str, comment: str) -> None:
        """Raises: message_not_found, no_right."""
        place = await self._place(bot, post)
        await self._pace.speak(bot.id, place.group)
        message = await self._comment(bot, place, comment)
        self._own.note(bot.id, place.group, [message.seq])
        await self._programs.take_back(bot.asker, place.group, message.seq)

    async def _place(self, bot: Bot, post: str) -> _Place:
        found = await self._places.message(bot, post)
        await self._places.readable(bot, ChatId(found.chat))
        return _Place(found, await self._open(bot.asker, ChatId(found.chat), found.seq))

    async def _comment(self, bot: Bot, place: _Place, mid: str) -> OurMessage:
        # Who reads the channel reads what stands under its posts: that was asked with the post.
        message = await self._places.named(bot, mid)
        if not place.has(message):
            raise NotFound("message_not_found")
        return message

    async def _told(self, bot: Bot, place: _Place, found: Sequence[OurMessage]) -> list[Message]:
        return await self._telling.comments(bot, found, {place.post.seq: place.post})


class _Place:
    """A post and the group of its comments."""

    def __init__(self, post: OurMessage, group: ChatId) -> None:
        self.post = post
        self.group = group

    def has(self, message: OurMessage) -> bool:
        return message.chat == self.group and message.topic == self.post.seq


def _words(new: NewComment) -> tuple[str, list[Entity]]:
    """Words without links and mentions: those are not for comments."""
    text = new.text or ""
    if len(text) > TEXT:
        raise BadInput("text_too_long", field="text", limit=TEXT)
    if new.format is not None and new.format.lower() not in _FORMATS:
        raise BadInput("bot_format")
    plain, entities = formatting.read(text, None if new.format is None else _FORMATS[new.format.lower()])
    return plain, [one for one in entities if one.type not in _NOT_HERE]
