"""The picture of a group or channel."""

from __future__ import annotations

from veche.chats.actions.change import Desk, insist
from veche.chats.model import may_edit_info
from veche.chats.store import photos
from veche.chats.store.cards import cards_for
from veche.chats.wire import Chat
from veche.ground.commands import Asker
from veche.ground.ids import ChatId
from veche.media import Files, must_be_avatar


class Photos:
    """Set by those who may change the title."""

    def __init__(self, desk: Desk, files: Files) -> None:
        self._desk = desk
        self._files = files

    async def set(self, asker: Asker, chat: ChatId, file: int | None, *, as_: int | None = None) -> Chat:
        """Raises: not_your_post, chat_not_found, not_in_dialog, no_right, file_not_found, file_not_ready,
        not_a_picture."""
        async with self._desk.change(asker, chat, as_) as (change, access):
            insist(may_edit_info(access))
            await must_be_avatar(change.conn, self._files, asker, file)
            version = await change.take()
            before = await photos.set_photo(change.conn, chat, file, version=version)
            if before is not None and before != file:
                await self._files.let_go(change.conn, [before])
            await change.told(version)
            return (await cards_for(change.conn, chat, [access.actor]))[access.actor]
