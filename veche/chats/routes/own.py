"""What a member keeps for himself."""

from __future__ import annotations

from typing import Any

import msgspec

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.routes.common import CHAT, GROUP, MINE, PLACE_ERRORS, given
from veche.ground.clock import from_ms
from veche.ground.commands import Asker, Command
from veche.ground.ids import ChatId, Seq


class _Own:
    def __init__(self, chats: Chats) -> None:
        self._keeping = chats.keeping
        self._read_marks = chats.read_marks

    async def set_mute(self, asker: Asker, request: wire.SetMute) -> wire.ChatAnswer:
        until = None if request.until is None else from_ms(request.until)
        return wire.ChatAnswer(await self._keeping.set_mute(asker, ChatId(request.chat), until, as_=given(request.as_)))

    async def set_pinned(self, asker: Asker, request: wire.SetSwitch) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._keeping.set_pinned(asker, ChatId(request.chat), on=request.on, as_=given(request.as_))
        )

    async def set_archived(self, asker: Asker, request: wire.SetSwitch) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._keeping.set_archived(asker, ChatId(request.chat), on=request.on, as_=given(request.as_))
        )

    async def set_notify(self, asker: Asker, request: wire.SetNotify) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._keeping.set_notify(asker, ChatId(request.chat), request.rule, as_=given(request.as_))
        )

    async def mark_read(self, asker: Asker, request: wire.MarkRead) -> wire.MarkReadAnswer:
        return wire.MarkReadAnswer(
            await self._read_marks.mark_read(asker, ChatId(request.chat), Seq(request.seq), as_=given(request.as_))
        )


_MUTED = msgspec.structs.replace(GROUP, membership=msgspec.structs.replace(MINE, muted_until=1795424400000))
_PINNED = msgspec.structs.replace(GROUP, membership=msgspec.structs.replace(MINE, pinned_at=1795420800000))
_MENTIONS = msgspec.structs.replace(GROUP, membership=msgspec.structs.replace(MINE, notify="mentions"))
_ARCHIVED = msgspec.structs.replace(GROUP, membership=msgspec.structs.replace(MINE, archived=True))


def own_commands(chats: Chats) -> list[Command[Any, Any]]:
    run = _Own(chats)
    return [
        Command(
            name="set_mute",
            summary="Mute a chat until a moment; null: no longer",
            tag="chats",
            request=wire.SetMute,
            answer=wire.ChatAnswer,
            run=run.set_mute,
            example=wire.SetMute(chat=CHAT, until=1795424400000),
            answer_example=wire.ChatAnswer(_MUTED),
            errors=PLACE_ERRORS,
        ),
        Command(
            name="set_pinned",
            summary="Pin a chat to the top of one's list",
            tag="chats",
            request=wire.SetSwitch,
            answer=wire.ChatAnswer,
            run=run.set_pinned,
            example=wire.SetSwitch(chat=CHAT, on=True),
            answer_example=wire.ChatAnswer(_PINNED),
            errors=PLACE_ERRORS,
        ),
        Command(
            name="set_archived",
            summary="Put a chat into one's archive, or take it out",
            tag="chats",
            request=wire.SetSwitch,
            answer=wire.ChatAnswer,
            run=run.set_archived,
            example=wire.SetSwitch(chat=CHAT, on=True),
            answer_example=wire.ChatAnswer(_ARCHIVED),
            errors=PLACE_ERRORS,
        ),
        Command(
            name="set_notify",
            summary="What of this chat makes a sound; null: as it is for chats of this kind",
            tag="chats",
            request=wire.SetNotify,
            answer=wire.ChatAnswer,
            run=run.set_notify,
            example=wire.SetNotify(chat=CHAT, rule="mentions"),
            answer_example=wire.ChatAnswer(_MENTIONS),
            errors=PLACE_ERRORS,
        ),
        Command(
            name="mark_read",
            summary="One has read up to this message; the mark never goes back",
            tag="chats",
            request=wire.MarkRead,
            answer=wire.MarkReadAnswer,
            run=run.mark_read,
            example=wire.MarkRead(chat=CHAT, seq=42),
            answer_example=wire.MarkReadAnswer(42),
            errors=PLACE_ERRORS,
        ),
    ]
