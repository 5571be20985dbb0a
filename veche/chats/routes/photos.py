"""The picture of a chat: parse → one action → wire."""

from __future__ import annotations

from typing import Any

import msgspec

from veche.chats import wire
from veche.chats.actions.photos import Photos
from veche.chats.routes.common import CHAT, GROUP, RIGHT_ERRORS, given
from veche.chats.wire.photos import SetChatPhoto
from veche.ground.commands import Asker, Command
from veche.ground.ids import ChatId


def photo_commands(photos: Photos) -> list[Command[Any, Any]]:
    async def set_chat_photo(asker: Asker, request: SetChatPhoto) -> wire.ChatAnswer:
        file = given(request.file)
        return wire.ChatAnswer(await photos.set(asker, ChatId(request.chat), file, as_=given(request.as_)))

    return [
        Command(
            name="set_chat_photo",
            summary="Set or remove the picture of a group or channel",
            tag="chats",
            request=SetChatPhoto,
            answer=wire.ChatAnswer,
            run=set_chat_photo,
            example=SetChatPhoto(chat=CHAT, file=180388626450),
            answer_example=wire.ChatAnswer(msgspec.structs.replace(GROUP, photo=180388626450)),
            errors=(*RIGHT_ERRORS, "file_not_found", "file_not_ready", "not_a_picture"),
        )
    ]
