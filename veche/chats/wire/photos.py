"""Shapes of the picture of a chat."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from veche.chats.wire.basics import As, Id


class SetChatPhoto(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """`file`: one's own upload with the purpose `avatar`; absent: no picture."""

    chat: Id
    file: Id | UnsetType = UNSET
    as_: As | UnsetType = UNSET
