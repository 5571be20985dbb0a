"""The picture of a chat, set by a bot that may change its title, and the bot's own."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from veche import chats
from veche.bots.actions.base import Avatars, ChatPhotos
from veche.bots.actions.hanging import Hanging
from veche.bots.model.bots import Bot
from veche.bots.wire.attachments import NewMediaPayload
from veche.ground.errors import BadInput, Refused, TooLarge, Unavailable
from veche.ground.ids import ChatId
from veche.media import Media

MEGABYTES: Final = 16
"""A picture is held in memory while a square is made of it."""


class Icons:
    """What bots upload are photos; the picture of a chat or bot is a square of its own, made and checked like a
    person's."""

    def __init__(self, hanging: Hanging, media: Media, *, photos: ChatPhotos, avatars: Avatars) -> None:
        self._hanging = hanging
        self._media = media
        self._photos = photos
        self._avatars = avatars

    async def set(self, bot: Bot, card: chats.Chat, icon: NewMediaPayload) -> None:
        """By token, by the answer of an upload, or by address. Raises: not_in_dialog, no_right, bot_attachment_…,
        file_not_found, file_not_ready, file_too_large, not_a_picture, and what an upload raises."""
        if card.kind == "dialog":
            raise BadInput("not_in_dialog")
        # Asked here too, and not only by the action: no bytes are moved for a bot that may not.
        if card.membership is UNSET or not card.membership.rights & chats.Rights.EDIT_INFO:
            raise Refused("no_right")
        await self._photos.set(bot.asker, ChatId(card.id), await self._square(bot, icon))

    async def set_own(self, bot: Bot, photo: NewMediaPayload) -> None:
        """The same for the bot itself. Raises: bot_attachment_…, file_…, not_a_picture, and what an upload raises."""
        await self._avatars.set_own(bot.asker, await self._square(bot, photo))

    async def _square(self, bot: Bot, icon: NewMediaPayload) -> int:
        picture = await self._hanging.picture(bot, icon)
        name, size, pieces = await self._media.open_file(bot.asker, picture)
        if size > MEGABYTES * 1024 * 1024:
            raise TooLarge("file_too_large", limit=MEGABYTES)
        data = b"".join([piece async for piece in pieces])
        square = await self._media.take_in(bot.asker, data, name=name, purpose="avatar")
        if square.state == "checking":
            raise Unavailable("file_not_ready", retry_after=2)
        if square.state != "ready" or square.kind != "avatar":
            raise BadInput("not_a_picture")
        return square.id
